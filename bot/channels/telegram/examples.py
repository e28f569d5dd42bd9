"""Questions to try, made from what documents hold: a number or a day in a sentence is asked for.

"Nhân dân toàn phường đã hiến 2.750 m² đất" is tried as "Nhân dân toàn phường đã hiến bao nhiêu m² đất?".
"""

import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton

from bot.assembly import Assistant
from bot.people import readable
from corpus.document import Audience
from retrieval.question import Outcome, Question, today

EXAMPLE = "e"       # e:12 asks what passage 12 answers, e:12:1 the second thing that it does
FORM = re.compile(rf"^{EXAMPLE}:(\d{{1,12}})(?::(\d{{1,2}}))?\Z", re.ASCII)
_LOOKED_AT = 8      # newest documents
_TRIED = 12         # passages of each
_MOST = 3
_OF_PASSAGE = 2     # questions
_LABEL = 60         # characters
_WORDS = 4          # before the number; fewer do not tell what is asked
_LASTS = 300.0      # seconds until the examples are made anew
_CLAUSE = re.compile(
    r"(?:^|(?<=[.;,:] ))(?P<before>[^\W\d][^.;,:\d]{6,40}?) (?P<number>\d{1,3}(?:\.\d{3})*(?:,\d+)?) "
    r"(?P<unit>[^\W\d][^.;,:\d()]{1,25}?)(?=[.;,\n]|$)")
_DAY = re.compile(r"(?:^|(?<=[.;] ))(?P<before>[^\W\d][^.;\n]{8,70}?),? (?:vào |từ |đến |lúc .{1,20} )*ngày "
                  r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?(?!\d)")
_NO_QUANTITY = re.compile(r"(?i)(ngày|năm|tháng|quý|số|khoá|khóa|điều|thứ|kỳ|đợt|tổ|tuần|đến|từ|hơn|gần|trên|với|là)$")


@dataclass(slots=True)
class Examples:
    """Offers questions that are known to have an answer."""

    assistant: Assistant
    _made: list[str] = field(default_factory=list)
    _until: float = 0.0

    def rows(self) -> list[list[InlineKeyboardButton]]:
        """Return a row for each question to try; none without documents."""
        if time.monotonic() >= self._until:
            self._made = self._make()
            self._until = time.monotonic() + _LASTS
        offered = ((data, question_of(self.assistant, data, readable(()))) for data in self._made)
        return [[InlineKeyboardButton(question, callback_data=data)] for data, question in offered if question is not None]

    def _make(self) -> list[str]:
        library, made = self.assistant.library, list[str]()
        for listing in library.documents(audiences=readable(()))[:_LOOKED_AT]:
            passages = library.document_passages(listing.id, audiences=readable(()))[:_TRIED]
            good = (stored.id for stored in passages if self._is_answered(stored.passage.text, listing.id))
            made += [f"{EXAMPLE}:{passage}" for passage in [next(good, None)] if passage is not None]
            if len(made) == _MOST:
                break
        return made

    def _is_answered(self, text: str, document: str) -> bool:
        question = next(iter(_questions(text)), None)
        return question is not None and _is_answered(self.assistant, question, document, readable(()))


def to_try(assistant: Assistant, document: str, audiences: Collection[Audience]) -> list[list[InlineKeyboardButton]]:
    """Return a row for each of a few questions that this document answers, to somebody who reads these audiences."""
    rows: list[list[InlineKeyboardButton]] = []
    tried = 0
    for stored in assistant.library.document_passages(document, audiences=audiences):
        for n, question in enumerate(_questions(stored.passage.text)[:_OF_PASSAGE]):
            if len(rows) == _MOST or tried == _TRIED:
                return rows
            tried += 1
            if _is_answered(assistant, question, document, audiences):
                rows.append([InlineKeyboardButton(question, callback_data=f"{EXAMPLE}:{stored.id}:{n}")])
    return rows


def question_of(assistant: Assistant, data: str, audiences: Collection[Audience]) -> str | None:
    """Return what a button asks, None when its passage is gone or not for these audiences."""
    match = FORM.match(data)
    stored = assistant.library.passage(int(match[1]), audiences=audiences) if match else None
    questions = _questions(stored.passage.text) if stored else []
    n = int(match[2] or 0) if match else 0
    return questions[n] if n < len(questions) else None


def _is_answered(assistant: Assistant, question: str, document: str, audiences: Collection[Audience]) -> bool:
    answer = assistant.service.answer(Question(text=question, audiences=frozenset(audiences), today=today()))
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].document == document


def _questions(text: str) -> list[str]:
    """Return what a passage may be asked: quantities first, then days."""
    found = [*_quantities(text), *_days(text)]
    return [question for question in dict.fromkeys(found) if len(question) <= _LABEL]


def _quantities(text: str) -> Iterator[str]:
    for match in _CLAUSE.finditer(text):
        before = match["before"].strip()
        a_time = _NO_QUANTITY.search(before) or match["unit"].startswith(("tháng", "năm"))
        if len(before.split()) >= _WORDS and not a_time:
            yield f"{before[0].upper()}{before[1:]} bao nhiêu {match['unit'].strip()}?"


def _days(text: str) -> Iterator[str]:
    for match in _DAY.finditer(text):
        before = match["before"].strip(" ,")
        if len(before.split()) >= _WORDS:
            yield f"{before[0].upper()}{before[1:]} ngày nào?"
