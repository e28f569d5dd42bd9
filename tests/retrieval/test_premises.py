"""What a question takes for granted and a document contradicts."""

from collections.abc import Iterator

import pytest

from fakes import report
from retrieval.answering import AnswerService
from retrieval.premises import claimed_holder
from retrieval.question import Note, Outcome, Remark
from wardservice import ask, service_of

BUILT = "Trong 3 năm đã xây dựng được 6 tập thể và 20 cá nhân điển hình."
AWARDED = "Tại hội nghị, BTV Đảng ủy phường Kim Sơn khen thưởng 05 tập thể và 06 cá nhân điển hình."
HOLDER = "Đồng chí Trần Thu Hà, Bí thư Đảng ủy phường phát động phong trào thời gian tới."
CUT = "Thành phố quyết định cắt giảm 2.965 tổ dân phố để quản lý tốt hơn."
MEETING = report("hoi-nghi", title="Phường Kim Sơn sơ kết", text="\n".join([BUILT, AWARDED, HOLDER, CUT]))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    with service_of(tmp_path_factory.mktemp("premises"), MEETING) as service:
        yield service


@pytest.mark.parametrize(("question", "premise", "quote"), [
    ("Có phải hội nghị khen thưởng 6 tập thể không?", "6 tập thể", AWARDED),
    ("hoi nghi khen thuong 20 ca nhan phai khong", "20 ca nhan", AWARDED),
    ("Vì sao BTV Đảng ủy phường khen thưởng 30 tập thể?", "30 tập thể", AWARDED),
    ("Có phải ông Lê Văn Bình là Bí thư Đảng ủy phường không?", "Lê Văn Bình", HOLDER),
    ("Đồng chí Lê Văn Bình làm Bí thư Đảng ủy phường từ khi nào?", "Lê Văn Bình", HOLDER),
    ("Vì sao thành phố quyết định lập thêm 2.965 tổ dân phố?", "2.965 tổ dân phố", CUT),
])
def test_a_false_premise_is_corrected_with_the_sentence_that_says_otherwise(service: AnswerService, question: str,
                                                                            premise: str, quote: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short, answer.premise, answer.notes) == (
        Outcome.RELATED, None, premise, (Note(Remark.CORRECTED),))
    assert [citation.quote for citation in answer.citations] == [quote]


@pytest.mark.parametrize("question", [
    "Có phải hội nghị khen thưởng 5 tập thể không?", "Hội nghị khen thưởng 05 tập thể và 06 cá nhân phải không?",
    "Có phải đồng chí Trần Thu Hà là Bí thư Đảng ủy phường không?", "Vì sao thành phố cắt giảm 2.965 tổ dân phố?",
    "Có phải 3 năm xây dựng được 6 tập thể điển hình không?"])
def test_a_true_premise_is_not_corrected(service: AnswerService, question: str):
    answer = ask(service, question)
    assert (answer.premise, answer.notes) == (None, answer.notes)
    assert Note(Remark.CORRECTED) not in answer.notes


@pytest.mark.parametrize(("text", "claimed"), [
    ("Có phải ông Lê Văn Bình là Bí thư Đảng ủy phường không?", ("Lê Văn Bình", "bi thu dang uy")),
    ("Bà Trần Thu Hà làm Chủ tịch UBND phường từ ngày nào?", ("Trần Thu Hà", "chu tich uy ban nhan dan")),
    ("Ông Lê Văn Bình là ai?", None), ("Bí thư Đảng ủy phường là ai?", None), ("", None)])
def test_who_is_said_to_hold_which_office_is_read_from_the_question(text: str, claimed: tuple[str, str] | None):
    assert claimed_holder(text) == claimed
