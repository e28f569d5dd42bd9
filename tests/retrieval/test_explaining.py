"""Why an answer is what it is."""

from collections.abc import Iterator
from datetime import date

import pytest

from corpus.document import Audience
from fakes import report
from retrieval.answering import AnswerService
from retrieval.explaining import Explanation, Verdict
from retrieval.question import Outcome, Question
from retrieval.sought import Sought
from wardservice import TODAY, service_of

MEETING = report("hoi-nghi", title="Phường Kim Sơn sơ kết", issued=date(2024, 3, 12), text="""\
Phường Kim Sơn tổ chức hội nghị sơ kết.
Đồng chí Trần Thu Hà, Bí thư Đảng ủy phường phát động phong trào.
Đồng chí Lê Văn Bình, Phó Chủ tịch UBND phường báo cáo kết quả.
Nhân dân hiến trên 2.700m2 đất.
""")
SECRET = report("mat", "Đồng chí Lê Văn Mẫu, Bí thư Đảng ủy phường Kim Sơn dự kiến nghỉ.\n", audience=Audience.PARTY)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("explaining"), MEETING, SECRET) as service:
        yield service


def explain(service: AnswerService, text: str) -> Explanation:
    return service.explain(Question(text=text, audiences=frozenset({Audience.PUBLIC}), today=TODAY))


def test_each_candidate_is_said_to_be_taken_or_why_not(service: AnswerService):
    explanation = explain(service, "Bí thư Đảng ủy phường Kim Sơn là ai?")
    assert explanation.trace.sought is Sought.PERSON
    assert {one.fact: one.verdict for one in explanation.candidates} == {
        "Trần Thu Hà": Verdict.SAID, "Lê Văn Bình": Verdict.NO_OFFICE}
    assert all(0 <= one.chance <= 1 for one in explanation.candidates)


def test_a_document_of_another_ward_is_named_with_what_it_lacks(service: AnswerService):
    explanation = explain(service, "Bí thư Đảng ủy phường Kim Mã là ai?")
    assert explanation.answer.outcome is Outcome.NOT_FOUND
    lacking = {title: claim.text for title, claim in explanation.trace.unfit.items()}
    assert lacking == {"Phường Kim Sơn sơ kết": "phường Kim Mã"}


def test_it_is_the_answer_that_would_be_given(service: AnswerService):
    question = Question(text="nhan dan hien bao nhieu dat", audiences=frozenset({Audience.PUBLIC}), today=TODAY)
    told, given = service.explain(question).answer, service.answer(question)
    assert (told.outcome, told.short, told.citations) == (given.outcome, given.short, given.citations)


@pytest.mark.parametrize("text", ["", "?!", "đất " * 600, "Số điện thoại riêng của bà Hà", "Tháng 3/2024 phường có gì?"])
def test_a_way_that_ends_early_is_explained_as_far_as_it_went(service: AnswerService, text: str):
    assert explain(service, text).candidates == ()


def test_what_the_asker_may_not_read_is_in_no_explanation(service: AnswerService):
    assert "Lê Văn Mẫu" not in str(explain(service, "Bí thư Đảng ủy phường Kim Sơn là ai?"))
