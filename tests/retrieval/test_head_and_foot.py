"""What a document says of itself at its head and its foot."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Audience
from fakes import report
from retrieval.answering import AnswerService
from retrieval.head_and_foot import AskedOfItself, Part, asked_of_itself, says_of_itself
from retrieval.question import Outcome
from wardservice import ask, service_of

PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN SÔNG
Số: 18/KH-UBND
Bến Sông, ngày 12 tháng 3 năm 2026
KẾ HOẠCH
Tổng vệ sinh môi trường năm 2026
Ủy ban nhân dân phường tổ chức tổng vệ sinh vào sáng thứ bảy hằng tuần.
Các tổ dân phố thu gom rác trước 9 giờ.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
(Đã ký)
Trần Thu Hà"""
NOTICE = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN SÔNG
Số: 41/TB-UBND
Bến Sông, ngày 2 tháng 4 năm 2026
THÔNG BÁO
Lịch tiếp công dân quý II năm 2026
Chủ tịch Ủy ban nhân dân phường tiếp công dân vào thứ năm hằng tuần.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Bình"""
DIRECTIVE = """ĐẢNG ỦY PHƯỜNG BẾN SÔNG
Số: 05-CT/ĐU
CHỈ THỊ
Về công tác nhân sự
Đảng ủy yêu cầu các chi bộ rà soát nhân sự.
T/M ĐẢNG ỦY
BÍ THƯ
Ngô Thị Mẫu"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    documents = (report("ke-hoach", PLAN, title="Kế hoạch tổng vệ sinh môi trường"),
                 report("thong-bao", NOTICE, title="Thông báo lịch tiếp công dân"),
                 report("chi-thi", DIRECTIVE, title="Chỉ thị về công tác nhân sự", audience=Audience.PARTY))
    with service_of(tmp_path_factory.mktemp("head"), *documents) as service:
        yield service


@pytest.mark.parametrize(("question", "fact"), [
    ("Ai ký kế hoạch tổng vệ sinh môi trường?", "Trần Thu Hà"),
    ("ke hoach tong ve sinh do ai ky", "Trần Thu Hà"),
    ("Thông báo lịch tiếp công dân do ai ký vậy?", "Lê Văn Bình"),
    ("Kế hoạch tổng vệ sinh môi trường mang số mấy?", "18/KH-UBND"),
    ("thong bao tiep cong dan so bao nhieu", "41/TB-UBND"),
])
def test_who_signed_and_which_number_are_read_off_the_document_itself(service: AnswerService, question: str, fact: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short) == (Outcome.ANSWERED, fact)
    assert fact in answer.citations[0].quote


def test_the_quote_of_a_signature_says_in_which_office(service: AnswerService):
    citation, = ask(service, "Ai ký kế hoạch tổng vệ sinh môi trường?").citations
    assert citation.quote == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nTrần Thu Hà"
    assert PLAN[citation.start:citation.end] == citation.quote


def test_the_quote_of_a_number_is_the_line_that_gives_it():
    text = "UBND PHƯỜNG 5\nTrụ sở số 15 Lê Lợi\n(Số: 12/BC-UBND)\nBÁO CÁO\nKết quả"
    said = says_of_itself(AskedOfItself(Part.NUMBER, "bao cao"), text)
    assert said is not None
    assert (said.fact, text[said.start:said.end]) == ("12/BC-UBND", "(Số: 12/BC-UBND)")


def test_the_signature_below_a_party_document_is_for_those_who_may_read_it(service: AnswerService):
    question = "Ai ký chỉ thị về công tác nhân sự?"
    assert ask(service, question, Audience.PARTY).short == "Ngô Thị Mẫu"
    refused = ask(service, question)
    assert "Ngô Thị Mẫu" not in f"{refused.short} {refused.statements} {refused.citations}"


def test_another_kind_of_document_gives_no_number_of_its_own():
    assert says_of_itself(AskedOfItself(Part.NUMBER, "quyet dinh"), PLAN) is None


@pytest.mark.parametrize("question", [
    "Nhiệm kỳ này ai là bí thư theo nghị quyết?", "Ai đăng ký tham gia theo kế hoạch?",
    "Nghị quyết kỳ họp thứ 5 do ai trình?",
    "Theo quyết định số mấy thì ông An được khen?", "Ai ký cam kết theo kế hoạch?", "Kế hoạch có bao nhiêu mục tiêu?",
])
def test_other_questions_are_not_taken_for_it(question: str):
    assert asked_of_itself(question) is None


@given(st.text(), st.sampled_from(Part))
def test_what_is_said_stands_in_the_text(text: str, part: Part):
    said = says_of_itself(AskedOfItself(part, "van ban"), f"{PLAN}\n{text}")
    assert said is None or 0 <= said.start < said.end <= len(f"{PLAN}\n{text}")
