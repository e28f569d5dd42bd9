"""Nothing of the time that was asked about: what is older is offered as such, and never passed off as the answer."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot import rendering
from corpus.document import Audience
from fakes import report
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.embedding import StaticEmbedder
from retrieval.question import Answer, Outcome, Question
from retrieval.searching import Searcher

OLD = "Sáng 10/3, phường Bến Đá tổ chức hội nghị. Tại hội nghị, Đảng ủy phường Bến Đá khen thưởng 03 tập thể và 04 cá nhân."
NEWER = "Sáng 9/5, phường Bến Đá tổ chức hội nghị. Tại hội nghị, Đảng ủy phường Bến Đá khen thưởng 05 tập thể và 06 cá nhân."
ROAD = "Tháng 8, phường Bến Đá khánh thành đường Bằng Lăng, trị giá 9 tỷ đồng."
KIN = "Sáng 8/6, chi bộ Bến Đá họp kín, Đảng ủy phường Bến Đá khen thưởng 07 tập thể và 08 cá nhân."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    folder = tmp_path_factory.mktemp("data")
    library = library_in(folder, StaticEmbedder())
    list(library.add([
        report("2023", OLD, title="Khen thưởng năm 2023", issued=date(2023, 3, 12)),
        report("2024", NEWER, title="Khen thưởng năm 2024", issued=date(2024, 5, 10)),
        report("duong", ROAD, title="Khánh thành đường Bằng Lăng " * 9, issued=date(2025, 8, 20)),
        report("kin", KIN, title="Họp kín", issued=date(2024, 6, 9), audience=Audience.PARTY)]))
    yield AnswerService(library, Searcher(library))
    library.close()


def ask(service: AnswerService, text: str, *audiences: Audience) -> Answer:
    return service.answer(Question(text=text, audiences=frozenset({Audience.PUBLIC, *audiences}), today=date(2026, 11, 24)))


def test_a_year_that_has_its_answer_is_answered(service: AnswerService):
    answer = ask(service, "Năm 2023 phường Bến Đá khen thưởng mấy tập thể?")
    assert (answer.outcome, [citation.document for citation in answer.citations], answer.missed) == (
        Outcome.ANSWERED, ["2023"], None)


@pytest.mark.parametrize("question", ["Tháng 10/2026 Đảng ủy phường Bến Đá khen thưởng mấy tập thể?",
                                      "thang 10/2026 dang uy phuong ben da khen thuong may tap the",
                                      "Tháng trước Đảng ủy phường Bến Đá khen thưởng mấy tập thể?"])
def test_of_a_month_without_a_document_the_nearest_earlier_one_is_offered_as_such(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short) == (Outcome.RELATED, None)
    assert [citation.document for citation in answer.citations] == ["2024"]
    assert rendering.text(answer).endswith(
        "nêu điều này. Gần nhất trước đó, “Khen thưởng năm 2024” (10/5/2024) ghi: "
        "Tại hội nghị, Đảng ủy phường Bến Đá khen thưởng 05 tập thể và 06 cá nhân. [1]")


def test_what_is_offered_is_older_than_the_time_asked_about(service: AnswerService):
    answer = ask(service, "Tháng 1/2024 Đảng ủy phường Bến Đá khen thưởng mấy tập thể?")
    assert [citation.document for citation in answer.citations] == ["2023"]


def test_before_the_first_document_there_is_nothing_to_offer(service: AnswerService):
    answer = ask(service, "Năm 2019 Đảng ủy phường Bến Đá khen thưởng mấy tập thể?")
    assert (answer.outcome, answer.citations) == (Outcome.NOT_FOUND, ())
    assert rendering.text(answer) == "Dạ, Trợ lý chưa tìm thấy tài liệu nào về “Năm 2019” nêu điều này."


def test_who_asks_for_what_is_recent_is_answered_from_the_newest_and_told_so(service: AnswerService):
    answer = ask(service, "Gần đây Đảng ủy phường Bến Đá khen thưởng mấy tập thể?")
    assert (answer.outcome, [citation.document for citation in answer.citations]) == (Outcome.ANSWERED, ["2024"])
    assert rendering.text(answer).startswith(
        "Dạ, thời gian này chưa có tài liệu nêu điều đó; mới nhất là “Khen thưởng năm 2024” (10/5/2024): ")


def test_nothing_older_is_offered_that_the_asker_may_not_read(service: AnswerService):
    question = "Tháng 10/2026 Đảng ủy phường Bến Đá khen thưởng mấy tập thể?"
    assert {citation.document for citation in ask(service, question).citations} == {"2024"}
    assert {citation.document for citation in ask(service, question, Audience.PARTY).citations} == {"kin"}


def test_a_long_title_leaves_the_text_short_enough(service: AnswerService):
    answer = ask(service, "Tháng 10/2026 đường Bằng Lăng trị giá bao nhiêu tiền?")
    assert [citation.document for citation in answer.citations] == ["duong"]
    assert len(rendering.text(answer)) <= 400
