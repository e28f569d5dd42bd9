"""A question finds its passages."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.store import SqliteStore
from fakes import HashingEmbedder, report
from retrieval.engines.exact import ExactLexicalIndex, ExactVectorIndex
from retrieval.library import Library
from retrieval.question import Question
from retrieval.searching import Searcher
from retrieval.understanding import understand

PUBLIC = frozenset({Audience.PUBLIC})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(SqliteStore(tmp_path), HashingEmbedder(256), ExactVectorIndex(), ExactLexicalIndex(), tmp_path)
    list(library.add([
        report("dat", "Nhân dân hiến trên 2.700m2 đất làm đường."),
        report("khen", "Phường khen thưởng 05 tập thể và 06 cá nhân.", issued=date(2025, 6, 1)),
        report("kin", "Chi bộ hiến kế trong họp kín.", audience=Audience.PARTY),
    ]))
    yield library
    library.close()


def found(library: Library, text: str, audiences: frozenset[Audience] = PUBLIC, without: tuple[str, ...] = ()) -> list[str]:
    question = Question(text=text, audiences=audiences, today=date(2026, 11, 24))
    return [hit.passage.document for hit in Searcher(library, without=without).search(question, 10)]


def test_the_passage_comes_first_with_accents_and_without(library: Library):
    assert found(library, "hiến bao nhiêu đất")[0] == "dat"
    assert found(library, "hien bao nhieu dat")[0] == "dat"


@pytest.mark.parametrize("without", [("words",), ("meaning",)])
def test_each_ranking_finds_it_alone(library: Library, without: tuple[str, ...]):
    assert found(library, "khen thưởng mấy tập thể", without=without)[0] == "khen"


def test_nobody_finds_what_is_meant_for_others(library: Library):
    assert "kin" not in found(library, "họp kín chi bộ hiến kế")
    assert found(library, "họp kín chi bộ hiến kế", frozenset({Audience.PUBLIC, Audience.PARTY}))[0] == "kin"


def test_a_period_leaves_out_what_is_of_another_time(library: Library):
    assert found(library, "năm 2025 phường khen thưởng, hiến đất ra sao") == ["khen"]
    assert found(library, "năm 2019 phường khen thưởng, hiến đất ra sao") == []
    assert found(library, "năm 2025 hiến đất", without=("period",))[0] == "dat"


def reports(tmp_path: Path, *texts: tuple[str, date]) -> Library:
    made = Library(SqliteStore(tmp_path), HashingEmbedder(256), ExactVectorIndex(), ExactLexicalIndex(), tmp_path)
    list(made.add(report(f"{issued:%Y-%m-%d}", text, issued=issued) for text, issued in (*texts, *OTHERS)))
    return made


OTHERS = [(f"Phường họp tổ {word}, bàn việc {word}.", date(2018, 1, day))
          for day, word in enumerate(["an", "binh", "cam", "dao", "em"], 1)]


def test_of_reports_that_differ_in_nothing_but_their_date_the_newest_comes_first(tmp_path: Path):
    made = reports(tmp_path, *((f"Phường còn {n} hộ nghèo.", date(2019 + n, 5, 1)) for n in (3, 1, 5, 2, 4)))
    assert found(made, "phường còn mấy hộ nghèo")[:5] == [f"{2019 + n}-05-01" for n in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("text", ["Hiện nay phường làm gì về hộ nghèo?", "tin mới nhất về hộ nghèo của phường"])
def test_where_the_newest_is_asked_for_it_comes_first_though_an_older_one_fits_a_little_better(tmp_path: Path, text: str):
    made = reports(tmp_path, ("Phường làm nhà cho hộ nghèo.", date(2024, 5, 1)),
                   ("Phường làm nhà cho hộ nghèo và sửa đường.", date(2026, 5, 1)),
                   ("Phường làm đường.", date(2026, 9, 1)))
    assert found(made, text)[0] == "2026-05-01"


def test_a_document_and_a_person_are_found_by_exactly_their_names(tmp_path: Path):
    like = [(f"Thực hiện Kết luận 10-KL/TW, bà Nguyễn Thị Hồng báo cáo kết quả thực hiện Kết luận lần {n}.",
             date(2024, 1, 1 + n)) for n in range(30)]
    made = reports(tmp_path, *like, ("Học tập Kết luận số 01-KL/TW.", date(2023, 1, 1)),
                   ("Ông Bình và bà Nguyễn Thị Hoa dự họp.", date(2023, 2, 1)))
    assert found(made, "Báo cáo kết quả thực hiện Kết luận 01-KL/TW")[0] == "2023-01-01"
    assert found(made, "Bà Nguyễn Thị Hoa báo cáo kết quả gì?")[0] == "2023-02-01"
    assert found(made, "ba nguyen thi hoa bao cao ket qua gi")[0] == "2023-02-01"


def test_a_month_is_looked_for_below_the_first_hundred_too(tmp_path: Path):
    others = [(f"Phường khen thưởng tập thể, khen thưởng cá nhân lần {n}.", date(2020, 1, 1) + timedelta(n))
              for n in range(150)]
    made = reports(tmp_path, *others, ("Phường họp, có khen thưởng.", date(2025, 3, 8)))
    assert found(made, "tháng 3/2025 phường khen thưởng tập thể, cá nhân nào") == ["2025-03-08"]


def test_what_is_older_than_the_time_asked_about_is_found_apart(library: Library):
    question = Question(text="năm 2025 hiến đất", audiences=PUBLIC, today=date(2026, 11, 24))
    assert [hit.passage.document for hit in Searcher(library).earlier(understand(question), PUBLIC, 10)] == ["dat"]


def test_never_more_than_asked_for(library: Library):
    question = Question(text="phường nhân dân", audiences=PUBLIC, today=date(2026, 11, 24))
    assert len(Searcher(library).search(question, 1)) == 1
