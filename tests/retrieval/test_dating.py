"""What was found, and the time that a question asks about."""

from collections.abc import Collection
from datetime import date

import pytest

from corpus.document import Audience, Kind, Passage, StoredPassage
from corpus.vietnamese.dates import Period, find_period
from retrieval.dating import before, is_within, newest_first, of_period
from retrieval.question import Hit

TODAY = date(2026, 11, 24)


def hit(document: str, issued: date | None, score: float = 1.0, happened: tuple[date, date] | None = None) -> Hit:
    passage = Passage(0, 1, 0, 9, Kind.BODY, document)
    return Hit(StoredPassage(1, passage, document, document, issued, Audience.PUBLIC, happened), score)


def period(text: str) -> Period:
    found = find_period(text, TODAY)
    assert found is not None
    return found


def nobody(documents: Collection[str], first: date, last: date, longest: int) -> set[str]:
    return set()


def documents(hits: list[Hit]) -> list[str]:
    return [hit.passage.document for hit in hits]


def test_only_what_is_of_the_time_asked_about_is_left():
    hits = [hit("cũ", date(2023, 5, 1)), hit("đúng", date(2024, 3, 12)),
            hit("kể lại", date(2024, 6, 1), happened=(date(2024, 3, 11), date(2024, 3, 11))), hit("không ngày", None)]
    assert documents(of_period(hits, period("tháng 3/2024"), nobody)) == ["đúng", "kể lại", "không ngày"]


def test_a_report_that_came_out_after_its_quarter_is_of_the_quarter():
    hits = [hit("báo cáo quý", date(2026, 4, 22)), hit("năm sau", date(2027, 4, 22))]
    told = of_period(hits, period("quý I/2026"), lambda documents, first, last, longest: set(documents))
    assert documents(told) == ["báo cáo quý"]


def test_a_longer_time_tells_of_a_year_in_it_and_of_no_month_of_it():
    three_years = hit("giai đoạn", date(2024, 3, 12), happened=(date(2021, 1, 1), date(2023, 12, 31))).passage
    assert is_within(three_years, period("năm 2022"))
    assert not is_within(three_years, period("tháng 5/2022"))


@pytest.mark.parametrize("text", ["hiện nay", "mới nhất", "nhiệm kỳ 2026-2031"])
def test_what_names_no_days_leaves_everything_in(text: str):
    hits = [hit("cũ", date(2020, 1, 1)), hit("mới", date(2026, 11, 1))]
    assert of_period(hits, period(text), nobody) == hits


def test_a_month_without_a_year_is_the_one_that_the_documents_tell_of():
    old, new = hit("2024", date(2024, 3, 12), 1.0), hit("2026", date(2026, 3, 2), 0.4)
    other = hit("tháng 5", date(2026, 5, 2), 0.0)
    assert documents(of_period([old, new, other], period("tháng 3"), nobody)) == ["2024"]
    assert documents(of_period([old, Hit(new.passage, 0.99), other], period("tháng 3"), nobody)) == ["2026"]
    assert documents(of_period([other], period("tháng 3"), nobody)) == ["tháng 5"]


def test_what_is_older_is_older_than_the_whole_period():
    hits = [hit("trước", date(2023, 12, 31)), hit("trong", date(2024, 6, 1)), hit("sau", date(2025, 1, 1)), hit("?", None)]
    assert documents(before(hits, period("năm 2024"))) == ["trước"]


def test_of_two_that_are_as_good_the_newer_comes_first():
    hits = [hit("cũ", date(2024, 1, 1)), hit("mới", date(2026, 1, 1)), hit("kém", date(2026, 11, 1), 0.0)]
    assert documents(newest_first(hits, asked=False)) == ["mới", "cũ", "kém"]


def test_only_where_the_newest_is_asked_for_may_it_be_a_little_worse():
    hits = [hit("cũ", date(2024, 1, 1), 1.0), hit("mới", date(2026, 1, 1), 0.9), hit("lạc đề", date(2026, 11, 1), 0.0)]
    assert documents(newest_first(hits, asked=False)) == ["cũ", "mới", "lạc đề"]
    assert documents(newest_first(hits, asked=True)) == ["mới", "cũ", "lạc đề"]
