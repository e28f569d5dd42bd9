"""Questions to try, made from what documents hold: a number, an office or a time in a sentence is asked for.

"Nhân dân toàn phường đã hiến 2.750 m² đất" is tried as "Nhân dân toàn phường đã hiến bao nhiêu m² đất?".
"""

import re
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from telegram import InlineKeyboardButton

from bot.assembly import Assistant
from bot.people import readable
from corpus.document import Audience
from corpus.vietnamese.quantities import find_quantities
from retrieval.question import Outcome, Question, today

EXAMPLE = "e"       # e:12 asks what passage 12 answers, e:12:1 the second thing that it does
FORM = re.compile(rf"^{EXAMPLE}:(\d{{1,12}})(?::(\d{{1,2}}))?\Z", re.ASCII)
_LOOKED_AT = 8      # newest documents
_LOOKED_INTO = 12   # passages of each
_TRIED = 20         # questions of a document
_MOST = 3
_LABEL = 70         # characters
_WORDS = 4          # before the number; fewer do not tell what is asked
_FEWEST = 3         # of what else is counted: tried last
_OF_PASSAGE = 8     # questions
_LASTS = 300.0      # seconds until the examples are made anew
_CLAUSE = re.compile(
    r"(?:^|(?<=[.;,:] ))(?P<before>[^\W\d][^.;,:\d]{6,40}?) (?P<number>\d{1,3}(?:\.\d{3})*(?:,\d+)?) "
    r"(?P<unit>[^\W\d][^.;,:\d()]{1,25}?)(?=[.;,\n]|$| và | với | so | trên | tại | của | cho )")
_DAY = re.compile(r"ngày (?P<fact>\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?)(?!\d)")
_HOUR = re.compile(r"(?:từ|lúc|vào) (?P<fact>\d{1,2} ?(?:giờ|h))(?!\w)")
_BEFORE_TIME = re.compile(
    r"(?:[\s,]*\b(?:vào|từ|lúc|đến|trong|hồi|khoảng|sáng|chiều|tối|đêm|\d{1,2} ?(?:giờ|h|:)(?: ?\d{1,2}(?: phút)?)?))+\s*$")
_HOLDER = re.compile(r"(?i:đồng chí|ông|bà) (?P<name>(?:[^\W\d_]+ ){1,4}?[^\W\d_]+)(?:,| -| –) "
                     r"(?P<office>(?:(?:Phó )?(?:Bí thư|Chủ tịch|Trưởng|Chánh|Giám đốc)|Hiệu trưởng)[^,.;:()\n]{4,35})"
                     r"(?=[,.;:\n]|$)")
# Of what else is counted: words before the number that tell nothing, or after which a number counts nothing.
_ABOUT = re.compile(r"\s+(?:hơn|gần|trên|khoảng|tới|đến)$")
_BEGINNING = re.compile(r"(?i)^(?:(?:và|với|gồm|trong đó|theo đó|kết quả|sau đó|đồng thời)\s+)+")
_UNFIT = re.compile(r"(?i)^(?![^\W\d_])|[/“”\"()]|(?:^|\s)(?:ngày|tháng|năm|quý|số|khoá|khóa|điều|khoản|thứ|kỳ|đợt|tổ|tdp|"
                    r"tuần|lần|lúc|giờ|từ|phó|và)$")
_FIGURE = re.compile(r"[\d.,/]+")
_COUNTED = re.compile(r"%|(?!(?:giờ|phút|ngày|tuần|tháng|quý|năm|tuổi)\b)[^\W\d_]")
_ENDING = "và|với|so|trên|tại|của|cho|để|trong|ở"
_REST_OF_NAME = re.compile(rf"(?: (?!(?:{_ENDING}|từ|được|đã|có|là|tham|gồm|do|khi|vào|thì|tới|đến|theo|nghĩa|này|đó)\b)"
                           rf"[^\W\d_]+){{1,2}}(?=[.,;:)\n]|$| (?:{_ENDING}) )")
_CITING = re.compile(r"(?i)^(?:căn cứ|thực hiện|theo|quyết định|nghị quyết|\W*số)\b")
_NO_QUANTITY = re.compile(r"(?i)(ngày|năm|tháng|quý|số|khoá|khóa|điều|thứ|kỳ|đợt|tổ|tdp|tuần|đến|từ|hơn|gần|trên|với|là)$")


Asked = tuple[str, str]         # a question, and the fact that it was made from, as it is written


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
        offered = ((data, offered_now(self.assistant, data)) for data in self._made)
        return [[InlineKeyboardButton(question, callback_data=data)] for data, question in offered if question is not None]

    def _make(self) -> list[str]:
        library, made = self.assistant.library, list[str]()
        for listing in library.documents(audiences=readable(()))[:_LOOKED_AT]:
            passages = library.document_passages(listing.id, audiences=readable(()))[:_LOOKED_INTO]
            good = (stored.id for stored in passages if self._is_answered(stored.passage.text, listing.id))
            made += [f"{EXAMPLE}:{passage}" for passage in [next(good, None)] if passage is not None]
            if len(made) == _MOST:
                break
        return made

    def _is_answered(self, text: str, document: str) -> bool:
        question = next(iter(_questions(text)), None)
        return question is not None and _is_answered(self.assistant, *question, document, readable(()))


def to_try(assistant: Assistant, document: str, audiences: Collection[Audience]) -> list[list[InlineKeyboardButton]]:
    """Return a row for each of a few questions that this document answers, to somebody who reads these audiences."""
    return [[InlineKeyboardButton(question, callback_data=data)]
            for question, data in islice(leading(assistant, document, audiences), _MOST)]


def leading(assistant: Assistant, document: str, audiences: Collection[Audience]) -> Iterator[tuple[str, str]]:
    """Yield the questions that this document answers, each with what its button sends."""
    passages = assistant.library.document_passages(document, audiences=audiences)
    asked = [(n, stored.id, *one) for stored in passages for n, one in enumerate(_questions(stored.passage.text))]
    found: dict[str, tuple[str, str]] = {}
    for n, passage, question, fact in sorted(asked, key=lambda one: one[0]):        # one of each passage first
        found.setdefault(question, (fact, f"{EXAMPLE}:{passage}:{n}"))
    yield from ((question, data) for question, (fact, data) in islice(found.items(), _TRIED)
                if _is_answered(assistant, question, fact, document, audiences))


def question_of(assistant: Assistant, data: str, audiences: Collection[Audience]) -> str | None:
    """Return what a button asks, None when its passage is gone or not for these audiences."""
    match = FORM.match(data)
    stored = assistant.library.passage(int(match[1]), audiences=audiences) if match else None
    questions = _questions(stored.passage.text) if stored else []
    n = int(match[2] or 0) if match else 0
    return questions[n][0] if n < len(questions) else None


def offered_now(assistant: Assistant, data: str) -> str | None:
    """Return what a button asks if everybody may ask it now, None when its topic is closed, too."""
    asked = question_of(assistant, data, readable(()))
    if asked is None:
        return None
    question = Question(text=asked, audiences=readable(()), today=today())
    return None if assistant.closed.of_question(question) else asked


def _is_answered(assistant: Assistant, question: str, fact: str, document: str, audiences: Collection[Audience]) -> bool:
    """Say whether a question is answered with the fact that it was made from, out of its document."""
    # Not `answer`: nobody reads the words, so no language model need put them differently.
    answer = assistant.service.explain(Question(text=question, audiences=frozenset(audiences), today=today())).answer
    said = answer.short or " ".join(statement.text for statement in answer.statements)
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].document == document and fact in said


def _questions(text: str) -> list[Asked]:
    """Return what a passage may be asked: quantities first, then who and when, then whatever else is counted."""
    found: dict[str, str] = {}
    for question, fact in (*_quantities(text), *_holders(text), *_times(text), *_counted(text)):
        found.setdefault(question, fact)
    return [one for one in found.items() if len(one[0]) <= _LABEL][:_OF_PASSAGE]


def _quantities(text: str) -> Iterator[Asked]:
    for match in _CLAUSE.finditer(text):
        before = match["before"].strip()
        a_time = _NO_QUANTITY.search(before) or match["unit"].startswith(("tháng", "năm"))
        if len(before.split()) >= _WORDS and not a_time:
            unit = match["unit"].strip()
            asked = "mấy giờ" if unit.split()[0] == "giờ" else f"bao nhiêu {unit}"
            yield f"{before[0].upper()}{before[1:]} {asked}?", match["number"]


def _counted(text: str) -> Iterator[Asked]:
    for found in find_quantities(text):
        figure = _FIGURE.match(found.text)
        unit = found.text[figure.end():].strip() if figure else ""
        before = _ABOUT.sub("", re.split(r"[.;:,(“\n]\s*(?=\D|$)", text[:found.start])[-1].strip())
        before = _BEGINNING.sub("", before)
        if figure is None or len(before.split()) < _FEWEST or _UNFIT.search(before) or not _COUNTED.match(unit):
            continue
        rest = _REST_OF_NAME.match(text, found.end)
        unit = unit.replace("%", "phần trăm") + (rest[0] if rest else "")
        yield f"{before[0].upper()}{before[1:]} bao nhiêu {unit}?", figure[0]


def _holders(text: str) -> Iterator[Asked]:
    for match in _HOLDER.finditer(text):
        yield f"{match['office'].strip()} là ai?", match["name"]


def _times(text: str) -> Iterator[Asked]:
    for form, asked in ((_HOUR, "từ mấy giờ?"), (_DAY, "ngày nào?")):
        for match in form.finditer(text):
            before = re.split(r"[.;:\n]\s", text[:match.start()])[-1]
            before = _BEFORE_TIME.sub("", before)
            if len(before) + len(asked) >= _LABEL:
                before = before.rpartition(", ")[2]
            before = before.strip(" ,–-(")
            if len(before.split()) >= _WORDS and before[0].isalpha() and "ngày" not in before and not _CITING.match(before):
                yield f"{before[0].upper()}{before[1:]} {asked}", match["fact"]
