"""AnswerService.answer: the only door to an answer."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Audience
from fakes import report
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.embedding import StaticEmbedder
from retrieval.question import Answer, Outcome, Question, Reason
from retrieval.searching import Searcher

MEETING = """\
Chiều ngày 11/3, Đảng uỷ phường Bến Đá tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ Chính trị.
Đến dự có trưởng, phó các đoàn thể; Tổ trưởng các tổ dân phố.
Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW, phường đã ban hành nhiều văn bản.
Đồng chí Lê Văn Bình, Phó Bí thư Đảng uỷ phường báo cáo tóm tắt kết quả thực hiện
Từ năm 2021-2023 đã thực hiện 45 công trình trị giá 58 tỷ đồng, vận động nhân dân hiến trên 2.700m2 đất.
Đồng chí Trần Quốc Cường, Bí thư Đảng ủy phường phát động phong trào thời gian tới.
Đồng chí Đỗ Thị Mai, Chủ tịch UBND phường tiếp thu ý kiến các đại biểu.
Tại hội nghị, BTV Đảng ủy phường Bến Đá khen thưởng 05 tập thể và 06 cá nhân điển hình./.
"""
SECRET = "Chi bộ Bến Đá giới thiệu đồng chí Lê Văn Mẫu vào quy hoạch bí thư chi bộ nhiệm kỳ 2025-2030."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    folder = tmp_path_factory.mktemp("data")
    library = library_in(folder, StaticEmbedder())
    list(library.add([report("hoi-nghi", MEETING, title="Hội nghị sơ kết"),
                      report("quy-hoach", SECRET, title="Công tác nhân sự", audience=Audience.PARTY)]))
    yield AnswerService(library, Searcher(library))
    library.close()


def ask(service: AnswerService, text: str, *audiences: Audience) -> Answer:
    return service.answer(Question(text=text, audiences=frozenset({Audience.PUBLIC, *audiences}), today=date(2026, 11, 24)))


@pytest.mark.parametrize(("question", "short", "quote"), [
    ("Bí thư Đảng ủy phường Bến Đá là ai?", "Trần Quốc Cường", "Đồng chí Trần Quốc Cường, Bí thư"),
    ("Ai là Phó Bí thư Đảng ủy phường?", "Lê Văn Bình", "Đồng chí Lê Văn Bình, Phó Bí thư"),
    ("Ai là Chủ tịch UBND phường?", "Đỗ Thị Mai", "Đồng chí Đỗ Thị Mai, Chủ tịch UBND"),
    ("Chủ tịch ủy ban nhân dân phường là ai?", "Đỗ Thị Mai", "Đồng chí Đỗ Thị Mai, Chủ tịch UBND"),
    ("nguoi dan hien bao nhieu dat", "trên 2.700m2 đất", "Từ năm 2021-2023"),
    ("BTV Đảng uỷ khen thưởng mấy tập thể, cá nhân?", "05 tập thể và 06 cá nhân", "Tại hội nghị, BTV"),
    ("Kết luận 01-KL/TW nói về việc gì?", None, "Thực hiện Kết luận số 01-KL/TW"),
])
def test_the_fact_is_stated_and_the_sentence_that_holds_it_quoted(service: AnswerService, question: str, short: str | None,
                                                                  quote: str):
    answer = ask(service, question)
    assert (answer.outcome, answer.short) == (Outcome.ANSWERED, short)
    assert answer.citations[0].quote.startswith(quote)


@pytest.mark.parametrize("question", [
    "Phường có bao nhiêu tổ dân phố?", "Chủ tịch UBMTTQ phường là ai?", "Bí thư Đảng ủy phường Kim Mã là ai?",
    "Nghị quyết 99-NQ/TW nói gì?", "Phường có bao nhiêu trạm y tế?"])
def test_what_the_documents_do_not_hold_is_not_answered(service: AnswerService, question: str):
    answer = ask(service, question)
    assert answer.outcome in {Outcome.RELATED, Outcome.NOT_FOUND, Outcome.REFUSED}
    assert answer.short is None


def test_nobody_is_answered_from_what_is_meant_for_others(service: AnswerService):
    answer = ask(service, "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?")
    assert "Lê Văn Mẫu" not in str(answer)
    assert {citation.document for citation in answer.citations} <= {"hoi-nghi"}


def test_who_may_read_it_is_answered_from_it(service: AnswerService):
    answer = ask(service, "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?", Audience.PARTY)
    assert [citation.quote for citation in answer.citations] == [SECRET]


@pytest.mark.parametrize(("text", "reason"), [
    ("", Reason.EMPTY), (" \n\t", Reason.EMPTY), ("đất " * 501, Reason.TOO_LONG)])
def test_what_is_no_question_is_refused_with_its_reason(service: AnswerService, text: str, reason: Reason):
    answer = ask(service, text)
    assert (answer.outcome, answer.reason, answer.citations) == (Outcome.REFUSED, reason, ())


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200) | st.sampled_from(MEETING.split()).flatmap(
    lambda word: st.lists(st.sampled_from(MEETING.split()), max_size=12).map(lambda words: " ".join([word, *words]))))
def test_every_quote_is_what_the_document_holds_whatever_is_asked(service: AnswerService, text: str):
    answer = ask(service, text)
    assert all(MEETING[citation.start:citation.end] == citation.quote for citation in answer.citations)
    assert all(citation.audience is Audience.PUBLIC for citation in answer.citations)
    assert (answer.outcome is Outcome.ANSWERED) <= bool(answer.citations)
