"""Questions to try, made from the newest public documents: a number in a sentence is asked for.

"Nhân dân toàn phường đã hiến 2.750 m² đất" is tried as "Nhân dân toàn phường đã hiến bao nhiêu m² đất?".
"""

import re
import time
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton

from bot.assembly import Assistant
from bot.people import readable
from retrieval.question import Outcome, Question, today

EXAMPLE = "e"       # e:12 asks what passage 12 answers
_LOOKED_AT = 8      # newest documents
_TRIED = 12         # passages of each
_MOST = 3
_LABEL = 60         # characters
_WORDS = 4          # before the number; fewer do not tell what is asked
_LASTS = 300.0      # seconds until the examples are made anew
_CLAUSE = re.compile(
    r"(?:^|(?<=[.;,:] ))(?P<before>[^\W\d][^.;,:\d]{6,40}?) (?P<number>\d{1,3}(?:\.\d{3})*(?:,\d+)?) "
    r"(?P<unit>[^\W\d][^.;,:\d()]{1,25}?)(?=[.;,\n]|$)")
_NO_QUANTITY = re.compile(r"(?i)(ngày|năm|tháng|quý|số|khoá|khóa|điều|thứ|kỳ|đợt|tổ|tuần|đến|từ|hơn|gần|trên|với|là)$")


@dataclass(slots=True)
class Examples:
    """Offers questions that are known to have an answer."""

    assistant: Assistant
    _made: list[int] = field(default_factory=list)
    _until: float = 0.0

    def rows(self) -> list[list[InlineKeyboardButton]]:
        """Return a row for each question to try; none without documents."""
        if time.monotonic() >= self._until:
            self._made = self._make()
            self._until = time.monotonic() + _LASTS
        offered = ((passage, question_of(self.assistant, passage)) for passage in self._made)
        return [[InlineKeyboardButton(question, callback_data=f"{EXAMPLE}:{passage}")]
                for passage, question in offered if question is not None]

    def _make(self) -> list[int]:
        library, made = self.assistant.library, list[int]()
        for listing in library.documents(audiences=readable(()))[:_LOOKED_AT]:
            passages = library.document_passages(listing.id, audiences=readable(()))[:_TRIED]
            good = (stored.id for stored in passages if is_answered(self.assistant, stored.passage.text, listing.id))
            made += [passage for passage in [next(good, None)] if passage is not None]
            if len(made) == _MOST:
                break
        return made

def is_answered(assistant: Assistant, text: str, document: str) -> bool:
    """Say whether the question made from a text is answered for everybody, and from its own document."""
    question = _question(text)
    if question is None:
        return False
    answer = assistant.service.answer(Question(text=question, audiences=readable(()), today=today()))
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].document == document


def question_of(assistant: Assistant, passage: int) -> str | None:
    """Return what a button asks, None when its passage is gone or not public."""
    stored = assistant.library.passage(passage, audiences=readable(()))
    return _question(stored.passage.text) if stored else None


def _question(text: str) -> str | None:
    for match in _CLAUSE.finditer(text):
        before = match["before"].strip()
        question = f"{before[0].upper()}{before[1:]} bao nhiêu {match['unit'].strip()}?"
        a_time = _NO_QUANTITY.search(before) or match["unit"].startswith(("tháng", "năm"))
        if len(question) <= _LABEL and len(before.split()) >= _WORDS and not a_time:
            return question
    return None
