"""What several documents say about one thing."""

from collections.abc import Iterator
from datetime import date

import pytest

from fakes import report
from retrieval.answering import AnswerService
from retrieval.question import Note, Outcome, Remark
from wardservice import ask, service_of

LAUNCH = report("ra-quan", issued=date(2024, 11, 12), title="Phường Kim Sơn ra quân mở rộng đường Bằng Lăng", text="""\
Phường Kim Sơn ra quân mở rộng đường Bằng Lăng
Sáng 10/11, UBND phường Kim Sơn tổ chức lễ ra quân mở rộng đường Bằng Lăng.
Đến nay có 32 hộ dân hiến đất làm đường Bằng Lăng.
Đồng chí Lê Văn Bình, Bí thư Đảng ủy phường phát biểu tại buổi lễ.
Đường Bằng Lăng dài 420 m.
""")
OPENING = report("khanh-thanh", issued=date(2025, 4, 29), title="Phường Kim Sơn khánh thành đường Bằng Lăng", text="""\
Phường Kim Sơn khánh thành đường Bằng Lăng
Sáng 29/4, UBND phường Kim Sơn tổ chức lễ khánh thành đường Bằng Lăng.
Tổng cộng có 35 hộ dân hiến đất làm đường Bằng Lăng.
Đồng chí Trần Thu Hà, Bí thư Đảng ủy phường cắt băng khánh thành.
Đường Bằng Lăng dài 420 m.
""")
FIRST, SECOND = "Đến nay có 32 hộ dân hiến đất làm đường Bằng Lăng.", "Tổng cộng có 35 hộ dân hiến đất làm đường Bằng Lăng."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("across"), LAUNCH, OPENING) as service:
        yield service


def test_contradicting_figures_stand_side_by_side_with_their_dates_oldest_first(service: AnswerService):
    answer = ask(service, "Có bao nhiêu hộ dân hiến đất làm đường Bằng Lăng?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.short == "32 hộ dân (12/11/2024); 35 hộ dân (29/4/2025)"
    assert [(one.text, one.citation, one.day) for one in answer.statements] == [
        (FIRST, 1, date(2024, 11, 12)), (SECOND, 2, date(2025, 4, 29))]
    assert answer.notes == (Note(Remark.DIFFER),)


@pytest.mark.parametrize("question", [
    "Hiện nay có bao nhiêu hộ dân hiến đất làm đường Bằng Lăng?",
    "den nay co bao nhieu ho dan hien dat lam duong Bang Lang"])
def test_the_newest_figure_is_the_one_of_today_and_says_its_date(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short, answer.notes) == (
        Outcome.ANSWERED, "35 hộ dân", (Note(Remark.LATEST, day=date(2025, 4, 29)),))
    assert [citation.quote for citation in answer.citations] == [SECOND]


@pytest.mark.parametrize("question", ["Bí thư Đảng ủy phường Kim Sơn là ai?", "Hiện nay Bí thư Đảng ủy phường là ai?"])
def test_who_holds_an_office_is_the_newest_holder_at_the_time_of_the_document(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short, answer.notes) == (
        Outcome.ANSWERED, "Trần Thu Hà", (Note(Remark.AS_OF, day=date(2025, 4, 29)),))


def test_who_held_an_office_then_is_no_matter_of_the_newest(service: AnswerService):
    answer = ask(service, "Năm 2024 Bí thư Đảng ủy phường Kim Sơn là ai?")
    assert (answer.short, answer.notes) == ("Lê Văn Bình", (Note(Remark.AS_OF, day=date(2024, 11, 12)),))


def test_documents_that_say_the_same_are_named_together(service: AnswerService):
    answer = ask(service, "Đường Bằng Lăng dài bao nhiêu mét?")
    assert (answer.outcome, answer.short, answer.notes) == (Outcome.ANSWERED, "420 m", ())
    assert {citation.document for citation in answer.citations} == {"ra-quan", "khanh-thanh"}
    assert [(one.text, {one.citation, *one.also}) for one in answer.statements] == [("Đường Bằng Lăng dài 420 m.", {1, 2})]


def test_figures_of_a_merged_ward_say_which_ward_that_is_now(tmp_path):
    old = report("cu", "UBND phường Đậu Liêu khen thưởng 05 tập thể.\n", title="Phường Đậu Liêu khen thưởng")
    with service_of(tmp_path, old) as service:
        note = Note(Remark.FORMER, place="phường Đậu Liêu", successor="phường Nam Hồng Lĩnh")
        for ward in ("Phường Đậu Liêu", "Phường Nam Hồng Lĩnh"):
            answer = ask(service, f"{ward} khen thưởng bao nhiêu tập thể?")
            assert (answer.short, answer.notes) == ("05 tập thể", (note,))
        assert ask(service, "Phường Bắc Hồng Lĩnh khen thưởng bao nhiêu tập thể?").outcome is Outcome.NOT_FOUND


def test_nobody_holds_the_office_of_the_ward_that_came_after(tmp_path):
    old = report("cu", "Đồng chí Bùi Văn An, Bí thư Đảng ủy phường Đậu Liêu phát biểu.\n", title="Phường Đậu Liêu sơ kết")
    with service_of(tmp_path, old) as service:
        assert ask(service, "Bí thư Đảng ủy phường Đậu Liêu là ai?").short == "Bùi Văn An"
        assert ask(service, "Bí thư Đảng ủy phường Nam Hồng Lĩnh là ai?").short is None
