"""What happened in a period."""

from collections.abc import Iterator
from datetime import date

import pytest

from corpus.document import Audience
from fakes import report
from retrieval.answering import AnswerService
from retrieval.listing import asks_what_happened
from retrieval.question import Note, Outcome, Question, Remark
from retrieval.understanding import understand
from wardservice import TODAY, ask, service_of

VOTE = report("bau-cu", issued=date(2026, 3, 16), title="Cử tri Kim Sơn đi bầu", text="""\
Cử tri Kim Sơn đi bầu
Ngày 15/3, cử tri phường Kim Sơn nô nức đi bầu cử đại biểu Quốc hội và hội đồng nhân dân các cấp.
""")
PLAN = report("ke-hoach", issued=date(2026, 2, 27), title="Kế hoạch tổng vệ sinh", text="""\
Kế hoạch tổng vệ sinh
UBND phường Kim Sơn ban hành kế hoạch tổng vệ sinh môi trường năm 2026.
Sáng thứ Bảy, ngày 21/3/2026, toàn phường ra quân tổng vệ sinh đợt một tại chợ và bến đò.
Việc lắp thùng rác hoàn thành trước ngày 25/3/2026.
""")
TET = report("tet", issued=date(2026, 2, 6), title="Kim Sơn chăm lo Tết", text="""\
Kim Sơn chăm lo Tết
Sáng 05/2, Mặt trận phường Kim Sơn trao 386 suất quà Tết cho hộ nghèo và gia đình chính sách.
""")
PARTY = report("chi-bo", issued=date(2026, 3, 20), title="Chi bộ họp", audience=Audience.PARTY, text="""\
Chi bộ họp
Tối 18/3, chi bộ họp bàn công tác nhân sự và quy hoạch cán bộ của phường trong nhiệm kỳ mới.
""")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("listing"), VOTE, PLAN, TET, PARTY) as service:
        yield service


@pytest.mark.parametrize("question", [
    "Trong tháng 3 phường có gì?", "thang 3 phuong co hoat dong gi", "Tháng 3/2026 phường Kim Sơn có những sự kiện nào?"])
def test_what_a_month_brought_is_told_by_date_a_sentence_each(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short) == (Outcome.ANSWERED, None)
    assert [(one.day, one.text) for one in answer.statements] == [
        (date(2026, 3, 15), "cử tri phường Kim Sơn nô nức đi bầu cử đại biểu Quốc hội và hội đồng nhân dân các cấp."),
        (date(2026, 3, 21), "toàn phường ra quân tổng vệ sinh đợt một tại chợ và bến đò.")]
    assert [citation.document for citation in answer.citations] == ["bau-cu", "ke-hoach"]
    assert answer.notes == (Note(Remark.PERIOD, day=date(2026, 3, 1), until=date(2026, 3, 31)),)


def test_a_quarter_and_a_year_are_periods_too(service: AnswerService):
    quarter = ask(service, "Quý I/2026 phường có gì nổi bật?")
    assert [citation.document for citation in quarter.citations] == ["tet", "bau-cu", "ke-hoach"]
    assert ask(service, "năm 2026 phường có tin gì").citations == quarter.citations


def test_the_newest_is_told_without_a_period(service: AnswerService):
    answer = ask(service, "Tin mới nhất của phường là gì?")
    assert answer.notes == (Note(Remark.PERIOD),)
    assert len(answer.statements) == 3


def test_a_week_without_a_report_is_not_made_up(service: AnswerService):
    answer = ask(service, "Tuần này phường có gì mới?")
    assert (answer.outcome, answer.statements, answer.newest) == (Outcome.NOT_FOUND, (), date(2026, 3, 16))


def test_another_ward_has_nothing_of_this_one(service: AnswerService):
    assert ask(service, "Tháng 3 phường Kim Mã có gì?").outcome is Outcome.NOT_FOUND


def test_a_resident_is_not_told_of_party_meetings_and_a_party_member_is(service: AnswerService):
    question = "Trong tháng 3 phường có gì?"
    assert "chi-bo" not in {citation.document for citation in ask(service, question).citations}
    assert "chi-bo" in {citation.document for citation in ask(service, question, Audience.PARTY).citations}


@pytest.mark.parametrize("text", [
    "Trong tháng 3 phường trao bao nhiêu suất quà?", "Tháng 3 ai là Bí thư?", "Phường có gì?", "Nhiệm kỳ 2026-2031 có gì?",
    "Tháng 3 có lịch tiêm vắc xin gì?"])
def test_a_question_for_something_in_particular_is_no_list(text: str):
    assert not asks_what_happened(understand(Question(text=text, audiences=frozenset(Audience), today=TODAY)))
