"""Whatever is typed ends in an outcome, without an error and in no time."""

import time
from collections.abc import Iterator
from datetime import date

import pytest

from bot.samples import samples
from corpus.document import Audience
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.embedding import StaticEmbedder
from retrieval.question import MAX_QUESTION, Answer, Outcome, Question, Reason
from retrieval.searching import Searcher

QUIET_S, BUSY_S = 0.05, 0.5       # what a question may take on a quiet machine, and on one that runs tests
ASKED = "Bí thư Đảng ủy phường Bến Đá là ai?"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerService]:
    folder = tmp_path_factory.mktemp("data")
    library = library_in(folder, StaticEmbedder())
    list(library.add(samples()))
    service = AnswerService(library, Searcher(library))
    service.warm_up()
    yield service
    library.close()


def ask(service: AnswerService, text: str) -> Answer:
    return service.answer(Question(text=text, audiences=frozenset({Audience.PUBLIC}), today=date(2026, 11, 24)))


@pytest.mark.parametrize("text", [
    "🎉", "😀😀😀 👍🏽", "a", "đ", "?", "1", "中文问题是什么", "ภาษาไทย", "ما هو اسمك", "Что случилось",
    "\u200b\u200c\u200d\ufeff", "\u202e\u2066\u2069", '"', "*", "AND", "OR NOT", ":", "()", "title:*", '"^~', "p:1:0:5",
    "\\", "'; DROP TABLE passages; --", "\0", "\ud800", "{{}}", "<b>", "../../etc/passwd", "%s %d {0}", "1/0", "-" * 1_000,
])
def test_what_says_nothing_finds_nothing_or_is_no_question(service: AnswerService, text: str):
    started = time.process_time()
    answer = ask(service, text)
    assert time.process_time() - started < BUSY_S
    assert answer.outcome in {Outcome.NOT_FOUND, Outcome.REFUSED, Outcome.RELATED}
    assert answer.short is None


@pytest.mark.parametrize("text", [
    f"🎉 {ASKED} 🎉", f"\u202e{ASKED}", "\u200b".join(ASKED), f'"{ASKED}"', f"*{ASKED}*", f"AND {ASKED} OR",
    ASKED.replace(" ", "\u00a0"), ASKED.replace(" ", "  \n"), f"({ASKED}", f"{ASKED}{'!' * 200}",
])
def test_what_stands_around_a_question_does_not_change_its_answer(service: AnswerService, text: str):
    expected = ask(service, ASKED)
    assert expected.outcome is Outcome.ANSWERED
    answer = ask(service, text)
    assert (answer.outcome, answer.short) == (expected.outcome, expected.short)


@pytest.mark.parametrize("text", ["đất " * 2_500, "đ" * 10_000, "🎉" * 10_000, "\u0301" * 10_000, '"' * 10_000,
                                  " a" * 5_000])
def test_ten_thousand_characters_are_refused_at_once(service: AnswerService, text: str):
    started = time.process_time()
    answer = ask(service, text)
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, Reason.TOO_LONG)
    assert time.process_time() - started < QUIET_S


@pytest.mark.parametrize("piece", ["Bến Đá hiến đất 05-CT/TW ngày 11/3 ", "a", "đ", "1/", "\u0301", "CT ", "Nguyễn ", "(",
                                   "🎉", "tháng 3 ", "- ", "người ", "ko "])
def test_the_longest_question_that_is_read_takes_no_long_time(service: AnswerService, piece: str):
    started = time.process_time()
    ask(service, (piece * MAX_QUESTION)[:MAX_QUESTION])
    assert time.process_time() - started < BUSY_S
