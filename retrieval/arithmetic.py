"""Sums, differences and averages, when a question asks for one: worked out from numbers that are quoted, and labelled so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.vietnamese.quantities import Quantity
from corpus.vietnamese.text import fold
from retrieval.across import Telling, Told, quantities
from retrieval.premises import is_about
from retrieval.question import Note, Outcome, Remark
from retrieval.reading.reader import Finding, Reading
from retrieval.reading.words import plain_of

_LOOKED_AT = 30        # sentences, likeliest first
_STATED = 60           # characters before a figure in which a document says that it is a sum or a difference itself


class Operation(StrEnum):
    """What is to be done with the numbers."""

    SUM = "sum"
    DIFFERENCE = "difference"
    TIMES = "times"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Task:
    """What a question wants worked out: of the things that `sides` name, or of each `noun`."""

    operation: Operation
    sides: tuple[tuple[str, ...], ...] = ()
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Term:
    finding: Finding
    quantity: Quantity


def task_of(text: str) -> Task | None:
    """Return what a question wants worked out; None for one that asks for what a document says."""
    folded = " ".join(fold(text).strip(" ?.!").split())
    if not _WORKING.search(folded):
        return None
    if found := _AVERAGE.search(folded):
        return Task(Operation.AVERAGE, noun=_named(found, "noun"))
    if found := _ALL_ROUNDS.search(folded):
        count = _COUNTS.get(found["count"]) or int(found["count"])
        return Task(Operation.SUM, tuple((found["round"], str(n)) for n in range(1, count + 1))) if 2 <= count <= 4 else None
    for operation, pattern in ((Operation.TIMES, _TIMES), (Operation.DIFFERENCE, _DIFFERENCE), (Operation.SUM, _BOTH)):
        if found := pattern.search(folded):
            sides = _apart(_named(found, "one"), _named(found, "other"))
            return Task(operation, sides) if all(sides) else None
    return None


def worked_out(task: Task, told: Told, reading: Reading) -> Told:
    """Return the result where the documents hold the numbers for it, and nothing else counts them; else what was told."""
    if _states_it(task, told):
        return told
    terms = _per(task, reading) if task.operation is Operation.AVERAGE else _sides(task, reading)
    if terms is None:
        # The number of one round, or of one side, is not what was asked for.
        nearest = [Telling(telling.finding) for telling in told.tellings[:1]]
        return Told(Outcome.RELATED, nearest, confidence=told.confidence) if told.outcome is Outcome.ANSWERED else told
    equation = _equation(task, [term.quantity for term in terms])
    sentences: list[Finding] = []
    for term in terms:
        if all(term.finding.seen is not finding.seen for finding in sentences):
            sentences.append(term.finding)
    chance = max(finding.chance for finding in sentences)
    return Told(Outcome.ANSWERED, [Telling(finding) for finding in sentences], equation.rpartition("= ")[2], chance,
                (Note(Remark.COMPUTED, sum=equation),))


# ------------------------------------------------------------------------------------------------------------ the question

_COUNTS = {"hai": 2, "ba": 3, "bon": 4}
_MANY = r"(?:bao nhieu|may)"
_WORKING = re.compile(r"\b(?:trung binh|binh quan|ca \w+|so|hon|kem|gap|tong cong|cong lai)\b")
_AVERAGE = re.compile(rf"(?<!\w)(?:trung binh|binh quan)(?: cu)? (?:moi|mot|1|tung) (?P<noun>[a-z]+)\b.*\b{_MANY}\b"
                      rf"|\b{_MANY}\b.* (?:trung binh|binh quan) (?:moi|mot|1|tung) (?P<noun2>[a-z]+)\b")
_ALL_ROUNDS = re.compile(rf"(?=.*\b{_MANY}\b).*\bca (?P<count>hai|ba|bon|\d) (?P<round>dot|lan|vong|ky|giai doan|quy|chang)\b")
_DIFFERENCE = re.compile(
    rf"(?P<one>.*?)\b(?:tang|giam|nhieu hon|it hon|cao hon|thap hon|hon|kem|chenh(?: lech)?)\b(?: them)? {_MANY}\b.*? (?:so voi|so) (?P<other>.+)$"
    rf"|(?P<one2>.+?)\b(?:nhieu hon|it hon|cao hon|thap hon|hon|kem) (?P<other2>.+?) {_MANY}\b")
_TIMES = re.compile(rf"(?P<one>.+?)\bgap {_MANY} lan (?:so voi )?(?P<other>.+)$")
_BOTH = re.compile(rf"(?=.*\b{_MANY}\b)(?=.*\b(?:tong cong|cong lai|ca hai|ca thay)\b)(?P<one>.+?) (?:va|voi|cong voi) (?P<other>.+)$")
_ANYWHERE = ("co bao nhieu may la duoc da tong cong lai ca hai thay thi so voi hon tang giam them trong cua o tai va vay a nam "
             "thang quy phuong xa")
_EMPTY = frozenset(_ANYWHERE.split())


def _named(found: re.Match[str], name: str) -> str:
    """Return a named group, whichever way of asking it was found by."""
    groups = found.groupdict()
    return groups.get(name) or groups.get(f"{name}2") or ""


def _apart(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that tell two sides of a comparison from each other."""
    mine, theirs = ([word for word in plain_of(side) if word not in _EMPTY] for side in (one, other))
    return tuple(word for word in mine if word not in theirs), tuple(word for word in theirs if word not in mine)


# ----------------------------------------------------------------------------------------------------------- the documents

_STATES = {
    Operation.SUM: re.compile(r"\b(?:tong|ca hai|ca ba|ca thay|cong|nang)\b"),
    Operation.DIFFERENCE: re.compile(r"\b(?:tang|giam|hon|kem|them|vuot|chenh)\b"),
    Operation.TIMES: re.compile(r"\bgap\b"),
    Operation.AVERAGE: re.compile(r"\b(?:trung binh|binh quan|moi)\b"),
}


def _states_it(task: Task, told: Told) -> bool:
    """Say whether the answer found is itself the sum or the difference, in the words of a document."""
    if told.outcome is not Outcome.ANSWERED or not told.tellings:
        return False
    finding = told.tellings[0].finding
    if finding.span is None:
        return False
    start = finding.seen.sentence.start
    before = finding.seen.passage.folded[max(start, finding.span.core - _STATED):finding.span.core]
    return bool(_STATES[task.operation].search(before))


def _counted(task: Task, reading: Reading) -> Iterator[_Term]:
    """Yield the quantities of what the question counts, in the likeliest sentences."""
    noun = () if task.operation is Operation.TIMES else reading.asked.noun      # "mấy lần" counts no thing
    for finding in reading.sentences[:_LOOKED_AT]:
        for quantity in quantities(finding.seen.text):
            words = [*plain_of(quantity.noun), *plain_of(quantity.unit)]
            if quantity.planned is None and (not noun or any(word in words for word in noun)):
                yield _Term(finding, quantity)


def _sides(task: Task, reading: Reading) -> list[_Term] | None:
    """Return one quantity for each side, None where a side has none, or several that differ."""
    counted = list(_counted(task, reading))
    chosen: list[_Term] = []
    for side in task.sides:
        others = [other for other in task.sides if other != side]
        fitting = [term for term in counted if _is_of(term, side, others)]
        if len(_values(fitting)) > 1:
            fitting = [term for term in fitting if _is_headline(term)]
        if len(_values(fitting)) != 1:
            return None
        chosen.append(fitting[0])
    kinds = {(term.quantity.unit, " ".join(plain_of(term.quantity.noun)[:1])) for term in chosen}
    return chosen if len(kinds) == 1 else None


def _values(terms: Sequence[_Term]) -> set[tuple[float, str]]:
    return {(term.quantity.value, term.quantity.unit) for term in terms}


def _is_headline(term: _Term) -> bool:
    """Say whether a quantity is the one that its document is titled with."""
    counted = term.quantity
    titled = quantities(term.finding.seen.hit.passage.title)
    return any((one.value, one.unit, one.noun) == (counted.value, counted.unit, counted.noun) for one in titled)


def _is_of(term: _Term, side: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a quantity belongs to a side: its words stand in the clause, or those around it where no other's do."""
    text = term.finding.seen.text
    stored = term.finding.seen.hit.passage
    clause = _clause(text, term.quantity)
    dated = [str(stored.issued.year)] if stored.issued else []
    above = " ".join([stored.title, stored.passage.heading, *dated])
    for words in (clause, text, above):
        whole = f" {' '.join(plain_of(words))} "
        if _holds(whole, side):
            return not any(_holds(whole, other) for other in others)
        if any(_holds(whole, other) for other in others):
            return False
    return False


def _holds(whole: str, side: tuple[str, ...]) -> bool:
    """Say whether words stand in a text; the words of a round stand together ("đợt 1")."""
    together = [" ".join(side)] if len(side) == 2 and side[1].isdigit() else side
    return all(f" {words} " in whole for words in together)


def _clause(text: str, quantity: Quantity) -> str:
    start = max(text.rfind(mark, 0, quantity.start) for mark in (";", ",", ":")) + 1
    end = min((at for at in (text.find(mark, quantity.end) for mark in (";", ",")) if at >= 0), default=len(text))
    return text[start:end]


def _per(task: Task, reading: Reading) -> list[_Term] | None:
    """Return a quantity and the number of those that it is shared among, from one sentence that holds one of each."""
    for finding in reading.sentences[:_LOOKED_AT]:
        told = [one for one in quantities(finding.seen.text) if one.planned is None and one.unit != "%"]
        shared = [one for one in told if not one.unit and plain_of(one.noun)[:1] == [task.noun]]
        noun = [word for word in reading.asked.noun if word != task.noun]
        whole = [one for one in told if one not in shared and (
            any(word in (*plain_of(one.noun), *plain_of(one.unit)) for word in noun) if noun else bool(one.unit))]
        subject = is_about(reading, finding, f"trung bình bình quân mỗi {task.noun} {' '.join(noun)}", said_itself=0)
        if subject and len(shared) == 1 and len(whole) == 1 and shared[0].value > 0:
            return [_Term(finding, whole[0]), _Term(finding, shared[0])]
    return None


# -------------------------------------------------------------------------------------------------------------- the result

_ABOUT = re.compile(r"\b(?:tren|hon|gan|khoang|uoc|xap xi|chung|duoi)\b")
_SIGNS = {Operation.SUM: " + ", Operation.DIFFERENCE: " − ", Operation.TIMES: " : ", Operation.AVERAGE: " : "}


def _equation(task: Task, counted: Sequence[Quantity]) -> str:
    """Return the sum as it is said: "05 tập thể + 9 tập thể = 14 tập thể"."""
    values = [quantity.value for quantity in counted]
    if task.operation is Operation.DIFFERENCE:
        counted = sorted(counted, key=lambda quantity: -quantity.value)
    shown = [f"{quantity.qualifier} {quantity.text}".strip() if _ABOUT.search(fold(quantity.qualifier)) else quantity.text
             for quantity in counted]
    match task.operation:
        case Operation.SUM:
            result = _written(sum(values), counted[0])
        case Operation.DIFFERENCE:
            result = _written(abs(values[0] - values[1]), counted[0])
        case Operation.TIMES:
            result = f"{_number(values[0] / values[1])} lần" if values[1] else "không xác định"
        case Operation.AVERAGE:
            result = f"{_written(values[0] / values[1], counted[0])}/{counted[1].noun.split()[0]}"
    divided = values[0] / values[1] if task.operation in (Operation.TIMES, Operation.AVERAGE) and values[1] else 0.0
    rounded = abs(round(divided, 2) - divided) > 1e-9
    about = "khoảng " if rounded or any(_ABOUT.search(fold(quantity.qualifier)) for quantity in counted) else ""
    return f"{_SIGNS[task.operation].join(shown)} = {about}{result}"


def _written(value: float, like: Quantity) -> str:
    for scale, word in ((1e9, "tỷ"), (1e6, "triệu")) if like.unit == "đồng" else ():
        if value >= scale:
            return f"{_number(value / scale)} {word} đồng"
    return " ".join(filter(None, [_number(value), like.unit, like.noun]))


def _number(value: float) -> str:
    """Return a number as it is written in Vietnam, with at most two digits after the comma: 1.234,5."""
    whole, _, rest = f"{value:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
