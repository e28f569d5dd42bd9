"""An answer in smoother words: as it is, or as a language model says it from the same quotes."""

import logging
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Thread
from typing import Protocol

from corpus.document import Audience
from retrieval.faithfulness import is_faithful
from retrieval.question import Answer, Outcome, Statement
from retrieval.quoting import ROOM, ROOM_NOTE

logger = logging.getLogger(__name__)

TIMEOUT_S = 8.0

_INSTRUCTIONS = (
    "Bạn viết lại câu trả lời cho người dân từ các trích đoạn được đánh số. Chỉ dùng thông tin trong trích đoạn; giữ nguyên "
    "từng tên, số, ngày như trong trích đoạn. Viết một đến ba câu tiếng Việt ngắn, trả lời thẳng câu hỏi. Cuối mỗi câu ghi "
    "số của trích đoạn làm căn cứ, ví dụ [1]. Không thêm đường dẫn, lời chào hay nhận xét."
)


class Endpoint(Protocol):
    """A language model behind an address."""

    def complete(self, system: str, user: str, seconds: float) -> str:
        """Return what the model says; any exception when it says nothing in that time."""


class NoRewriter:
    """Leaves every answer in the words of the documents."""

    def rewrite(self, question: str, answer: Answer) -> Answer:
        return answer


class LlmRewriter:
    """Lets a language model say an answer again, and keeps the answer as it was on any doubt.

    The model sees quotes and their numbers, never where they stand. What is not public goes to a `local` one alone.
    """

    def __init__(self, endpoint: Endpoint, *, local: bool, seconds: float = TIMEOUT_S) -> None:
        self._endpoint = endpoint
        self._local = local
        self._seconds = seconds

    def rewrite(self, question: str, answer: Answer) -> Answer:
        """Return the answer with other statements, or the answer itself."""
        if answer.outcome is not Outcome.ANSWERED or not answer.statements or any(one.day for one in answer.statements):
            return answer
        if not self._local and any(citation.audience is not Audience.PUBLIC for citation in answer.citations):
            return answer
        started = time.perf_counter()
        said = self._ask(question, answer)
        statements = tuple(_statements(said or ""))
        doubt = ("no reply" if said is None else "nothing cited" if not statements
                 else "too long" if not _fits(statements, answer)
                 else "" if is_faithful(statements, answer, question) else "not in the quotes")
        logger.info("rewriting took %.1f s: %s", time.perf_counter() - started, doubt or "taken")
        return answer if doubt else replace(answer, statements=statements)

    def _ask(self, question: str, answer: Answer) -> str | None:
        """Return what the model says within the time, None when it does not. A reply that dribbles in is not waited for."""
        quotes = "\n".join(f"[{citation.n}] {' '.join(citation.quote.split())}" for citation in answer.citations)
        shown = f"Câu hỏi: {question}\n\nTrích đoạn:\n{quotes}"
        replies: list[str] = []

        def ask() -> None:
            try:
                replies.append(self._endpoint.complete(_INSTRUCTIONS, shown, self._seconds))
            except Exception as problem:               # whatever a server does wrong, the answer stands
                logger.warning("the language model gave nothing: %s", type(problem).__name__)

        asking = Thread(target=ask, name="rewriting", daemon=True)
        asking.start()
        asking.join(self._seconds)
        return next(iter(replies), None)


_SENTENCE = re.compile(r"(?P<text>[^\[\]]+?)\s*(?P<numbers>(?:\[\d{1,3}\][\s,;]*)+)(?P<end>[.!?…]?)\s*")


def _statements(said: str) -> Iterator[Statement]:
    """Yield the sentences of a reply, each with the quotes that it names; nothing at all when one names none."""
    said = " ".join(said.split())
    at = 0
    found: list[Statement] = []
    while at < len(said):
        match = _SENTENCE.match(said, at)
        if match is None:
            return
        numbers = [int(number) for number in re.findall(r"\d+", match["numbers"])]
        text = match["text"].strip(" -•*")
        if not text:
            return
        found.append(Statement(text + match["end"] if text[-1] not in ".!?…" else text, numbers[0], tuple(numbers[1:])))
        at = match.end()
    yield from found


def _fits(statements: tuple[Statement, ...], answer: Answer) -> bool:
    taken = sum(len(one.text) + 5 * (1 + len(one.also)) for one in statements)
    return len(statements) <= 3 and taken <= ROOM - ROOM_NOTE * len(answer.notes)
