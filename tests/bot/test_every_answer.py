"""What holds for every answer, over the sample reports and whatever is asked."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import messages, rendering
from bot.assembly import Assistant
from bot.samples import EVERYBODY, assemble_with_samples, samples
from bot.settings import Settings
from corpus.document import Audience
from retrieval.question import Answer, Outcome, Question, Remark
from wardservice import TODAY

TEXTS = {document.id: document.text for document in samples()}
FILE = Path(__file__).parent.parent / "gold" / "samples.jsonl"
GOLD = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
WORDS = sorted({word for text in TEXTS.values() for word in text.split()})
ASKING = ["là ai?", "bao nhiêu", "mấy", "khi nào", "ở đâu", "vì sao", "có phải", "không?", "hiện nay", "so với",
          "trung bình mỗi", "cả hai đợt", "trong tháng 3", "năm 2025", "Nghị quyết 05", "05-NQ/ĐU", "Bí thư", "phường", "99",
          "ông Nguyễn Văn Hùng", "nhiều hơn", "gấp mấy lần", "liệt kê", "tổng cộng", "có gì?"]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = assemble_with_samples(Settings(data=tmp_path_factory.mktemp("every")))
    yield assistant
    assistant.library.close()


questions = (st.sampled_from([row["question"] for row in GOLD])
             | st.lists(st.sampled_from(WORDS) | st.sampled_from(ASKING), min_size=1, max_size=10).map(" ".join)
             | st.tuples(st.sampled_from([row["question"] for row in GOLD]), st.sampled_from(ASKING)).map(" ".join)
             | st.text(max_size=60))
every = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ask(assistant: Assistant, text: str, audiences: frozenset[Audience]) -> Answer:
    return assistant.service.answer(Question(text=text, audiences=audiences, today=TODAY))


@every
@given(text=questions, audiences=st.sampled_from([frozenset({Audience.PUBLIC}), EVERYBODY]))
def test_every_quote_stands_in_its_document_letter_by_letter_and_every_statement_in_its_quote(
        assistant: Assistant, text: str, audiences: frozenset[Audience]):
    answer = ask(assistant, text, audiences)
    quotes = {citation.n: citation.quote for citation in answer.citations}
    assert len(quotes) == len(answer.citations)
    for citation in answer.citations:
        assert TEXTS[citation.document][citation.start:citation.end] == citation.quote != ""
        assert citation.audience in audiences
        assert citation.paragraph > 0
    for statement in answer.statements:
        assert {statement.citation, *statement.also} <= quotes.keys()
        assert statement.text.strip("…") in one_line(quotes[statement.citation])
    assert (answer.outcome is Outcome.ANSWERED) <= bool(answer.statements)
    assert len(rendering.text(answer)) <= 400 or answer.outcome is Outcome.REFUSED


@every
@given(text=questions)
def test_what_is_said_is_quotes_the_assistants_own_sentences_and_labelled_arithmetic(assistant: Assistant, text: str):
    answer = ask(assistant, text, EVERYBODY)
    left = rendering.text(answer)
    if answer.outcome not in {Outcome.ANSWERED, Outcome.RELATED}:
        assert not answer.statements
        return
    for statement in answer.statements:
        left = left.replace(statement.text, "", 1)
    if answer.missed:
        left = left.replace(messages.missed(answer.missed, answer.citations[:1], "\0").split("\0")[0], "", 1)
    for sentence in (messages.RELATED, messages.PREMISE, messages.CORRECTED):
        for piece in re.split(r"\{\w+\}", sentence):
            left = left.replace(piece, "", 1) if (piece and not answer.notes) or sentence is messages.CORRECTED else left
    for note in answer.notes:
        left = left.replace(messages.lead(note), "", 1).replace(messages.ending(note), "", 1)
    left = left.replace(answer.premise or "", "", 1)
    assert re.sub(r"\[\d+\]|\d+/\d+/\d{4}:|\s", "", left) == ""


@every
@given(text=questions)
@example(text="1tỔ:ì:nhẠ:thè:sao:ở:đâu")      # where the likeliest fact was another than the one said in so many words
def test_a_fact_is_in_the_words_of_the_quotes(assistant: Assistant, text: str):
    answer = ask(assistant, text, EVERYBODY)
    if answer.short is None:
        return
    if any(note.remark is Remark.COMPUTED for note in answer.notes):
        assert "(tính từ số liệu báo cáo)" in (rendering.short(answer) or "")
        return
    fact = re.sub(r"\(năm \d{4}, tính theo ngày của văn bản\)|\(\d+/\d+/\d{4}\)", "", answer.short)
    fact = re.sub(r"^(?:Có|Không)\. ", "", fact)
    quoted = one_line(" ".join(citation.quote for citation in answer.citations))
    parts = [fact] if fact in quoted else fact.split(";")          # several figures beside each other
    assert all(part.strip(" …") in quoted for part in parts)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
