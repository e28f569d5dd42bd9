"""Which questions and which passages are about a topic that the ward has closed."""

from datetime import date

import pytest

from corpus.document import Audience, Kind, Passage, StoredPassage
from retrieval.closed_topics import ClosedTopics, as_written
from retrieval.embedding import StaticEmbedder
from retrieval.fitting import Fitting
from retrieval.question import ClosedTopic, Exchange, Question

FITTING = Fitting(StaticEmbedder())


def closed(*topics: str) -> ClosedTopics:
    return ClosedTopics(lambda: [ClosedTopic(topic) for topic in topics], FITTING)


def about(topic: str, text: str, *history: Exchange) -> bool:
    question = Question(text=text, audiences=frozenset({Audience.PUBLIC}), today=date(2026, 11, 24), history=history)
    return closed("xổ số", topic).of_question(question) == ClosedTopic(topic)


@pytest.mark.parametrize(("topic", "question"), [
    ("giải phóng mặt bằng", "Giải phóng mặt bằng đường Bằng Lăng xong chưa?"),
    ("giải phóng mặt bằng", "giai phong mat bang xong chua"),
    ("giải phóng mặt bằng", "gpmb đến đâu rồi ad"),
    ("giải phóng mặt bằng", "GIẢI PHÓNG MẶT BẰNG XONG CHƯA"),
    ("giai phong mat bang", "Giải phóng mặt bằng xong chưa?"),
    ("GPMB", "Giải phóng mặt bằng xong chưa?"),
    ("hộ nghèo", "truowngr ban chir ddaoj raf soats hooj ngheof laf ai"),
    ("hiến đất làm đường", "người dân hiến bao nhiêu mét đất để làm đường"),
    ("bầu cử", "Vì sao ngày 15/3 chỉ có 89% cử tri Sông Trăng đi bầu?"),
    ("tiêm vắc xin", "Where could parents in Ben Da take children for the measles shots?"),
])
def test_a_question_is_about_a_topic_however_it_is_typed(topic: str, question: str) -> None:
    assert about(topic, question)


@pytest.mark.parametrize(("topic", "question"), [
    ("giải phóng mặt bằng", "Phường khen thưởng bao nhiêu tập thể?"),
    ("sắp xếp tổ dân phố", "Nhờ đâu mà người dân TDP 7 chịu nhường đất đông vậy?"),
    ("thuế đất", "Nhân dân đã hiến bao nhiêu đất?"),
    ("đất", "Phường có đạt chuẩn nông thôn mới không?"),
    ("giao thông", "Phường có bao nhiêu hộ nghèo?"),
    ("khuyến học", "Chủ tịch Hội Nông dân phường là ai?"),
])
def test_a_question_about_something_else_is_not(topic: str, question: str) -> None:
    assert not about(topic, question)


def test_what_the_conversation_completes_counts() -> None:
    before = Exchange("Phường còn bao nhiêu hộ nghèo?", "Phường tạm dừng trả lời về “hộ nghèo”.")

    assert about("hộ nghèo", "còn năm 2024 thì sao?", before)
    assert not about("hộ nghèo", "còn năm 2024 thì sao?")


def test_nothing_is_about_nothing() -> None:
    question = Question(text="Còn bao nhiêu hộ nghèo?", audiences=frozenset({Audience.PUBLIC}), today=date(2026, 11, 24))

    assert closed().of_question(question) is None
    assert closed().among([stored("Phường còn 12 hộ nghèo.")]) == {}


def stored(text: str, title: str = "Tin phường", number: int = 1) -> StoredPassage:
    passage = Passage(text=text, start=0, end=len(text), paragraph=1, ordinal=0, heading="", kind=Kind.BODY)
    return StoredPassage(number, passage, "tin", title, date(2026, 1, 2), Audience.PUBLIC)


def test_a_passage_is_about_what_it_or_its_title_names() -> None:
    passages = [stored("Phường tổ chức hội thi nấu ăn nhân dịp 20/10.", number=1),
                stored("Công tác giải phóng mặt bằng đường Bằng Lăng còn vướng 3 hộ.", number=2),
                stored("Tổng kinh phí là 3 tỷ đồng, lấy từ ngân sách thành phố.", "Kế hoạch giải phóng mặt bằng", 3)]

    assert closed("giải phóng mặt bằng").among(passages) == dict.fromkeys([2, 3], ClosedTopic("giải phóng mặt bằng"))


@pytest.mark.parametrize(("topic", "shown"), [
    ("giai phong  mat bang", "giải phóng mặt bằng"), ("GIAI PHONG mat bang", "giải phóng mặt bằng"),
    ("thue dat", "thue dat"), ("giải phóng mặt bằng", "giải phóng mặt bằng"), ("dat", "dat"),
])
def test_a_topic_is_shown_as_the_documents_write_it(topic: str, shown: str) -> None:
    texts = ["Việc Giải phóng mặt\nbằng còn chậm; GIẢI PHÓNG MẶT BẰNG", "giai phong mat bang xong"]

    assert as_written(topic, texts) == shown
