"""What several documents say about one thing: together, side by side, or the newest of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.vietnamese.dates import event_span
from corpus.vietnamese.quantities import Quantity, find_quantities
from corpus.vietnamese.text import fold
from retrieval.deciding import Decision, Thresholds
from retrieval.facts import state
from retrieval.plainly import names_holder, office_asked, only_office
from retrieval.question import Note, Outcome, Remark
from retrieval.reading.reader import Finding, Reading
from retrieval.reading.words import plain_of
from retrieval.sought import Sought

RIVAL = 0.1        # of the chance of the likeliest fact: what another document's must have to be looked at
TOGETHER = 0.1     # the same of a document that says the same
_WIDEST = 60       # characters before a figure that say what it is a figure of
_MOST = 2          # documents named beside the one quoted

# Folded. "Hiện nay", "bây giờ", "đang là": what counts is the newest report that tells of it.
_NOW = re.compile(r"(?<!\w)(?:hien nay|hien tai|hien gio|bay gio|luc nay|thoi diem nay|den nay|moi nhat|gan (?:day )?nhat|duong nhiem"
                  r"|hien (?:dang|la|con|co)|dang (?:la|giu|lam)|bay h|nowadays|now|currently|current|latest)(?!\w)")
# Folded. The question is about another time than today.
_THEN = re.compile(r"(?<!\w)(?:luc do|khi do|luc ay|hoi do|truoc (?:day|kia|khi|sap nhap)|(?:\w+ )?cu|nguyen|cuu|hoi (?:nam|thang)|tung)(?!\w)")


@dataclass(frozen=True, slots=True)
class Telling:
    """A finding that is said: with the day of its document where others say otherwise, and with those that say the same."""

    finding: Finding
    day: date | None = None
    also: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How a question ends, over all documents."""

    outcome: Outcome
    tellings: Sequence[Telling] = ()
    short: str | None = None
    confidence: float = 0.0
    notes: tuple[Note, ...] = ()


def tell(decision: Decision, reading: Reading, text: str, thresholds: Thresholds, ward_of: Callable[[str], str], *,
         dated: bool) -> Told:
    """Work out what the documents say together.

    `ward_of` gives the ward that a document is of. `dated` says that the question names a period, so that none is newer.
    """
    alone = Told(decision.outcome, [Telling(finding) for finding in decision.findings], decision.short, decision.confidence)
    answered = decision.outcome is Outcome.ANSWERED
    now = asks_for_now(text) and not dated
    if answered and now and not reading.spans and (day := issued(decision.findings[0])):
        return replace(alone, notes=(Note(Remark.AS_OF, day=day),))
    if not reading.spans or decision.outcome not in (Outcome.ANSWERED, Outcome.RELATED):
        return alone
    facts = Facts(reading)
    chosen = decision.findings[0] if answered and decision.findings[0].span else reading.spans[0]
    if reading.asked.sought is Sought.PERSON:
        newest = not dated and only_office(text) and not _THEN.search(fold(text))
        return _holder(alone, chosen, facts, text, newest=newest) if answered else alone
    rivals = [rival for rival in facts.rivals(chosen, over_time=now)
              if fold(ward_of(document(rival))) == fold(ward_of(document(chosen)))]
    chance = facts.chance(chosen) + sum(map(facts.chance, rivals))
    if not answered and (not rivals or chance < thresholds.span):
        return alone
    if now and issued(chosen):
        last = max([chosen, *rivals], key=lambda finding: issued(finding) or date.min)
        return Told(Outcome.ANSWERED, [Telling(last, also=facts.agreeing(last))], state(last, reading.asked), chance,
                    (Note(Remark.LATEST, day=issued(last)),))
    if rivals:
        several = sorted([chosen, *rivals[:_MOST]], key=lambda finding: issued(finding) or date.min)
        short = "; ".join(f"{state(finding, reading.asked)} ({_written(issued(finding))})" for finding in several)
        return Told(Outcome.ANSWERED, [Telling(finding, issued(finding)) for finding in several], short, chance,
                    (Note(Remark.DIFFER),))
    first, *others = alone.tellings
    return Told(alone.outcome, [Telling(first.finding, also=facts.agreeing(chosen)), *others], alone.short, alone.confidence)


def asks_for_now(text: str) -> bool:
    """Say whether a question asks for what holds today."""
    return bool(_NOW.search(fold(text)))


def issued(finding: Finding) -> date | None:
    return finding.seen.hit.passage.issued


def document(finding: Finding) -> str:
    return finding.seen.hit.passage.document


def _holder(alone: Told, chosen: Finding, facts: "Facts", text: str, *, newest: bool) -> Told:
    """Say who holds an office, at the time of the newest document that tells it."""
    office = office_asked(text)
    if not names_holder(chosen, office):
        return alone
    holders = [finding for finding in facts.reading.spans if names_holder(finding, office)]
    if newest and issued(chosen):
        chosen = max(holders, key=lambda finding: (issued(finding) or date.min, finding.chance))
    day = issued(chosen)
    notes = (Note(Remark.AS_OF, day=day),) if day else ()
    return Told(alone.outcome, [Telling(chosen, also=facts.agreeing(chosen))], state(chosen, facts.reading.asked),
                alone.confidence, notes)


class Facts:
    """The facts that a reading found, each with the documents that hold it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._by_core: dict[tuple[str, ...], list[Finding]] = {}
        for finding in reading.spans:
            held = self._by_core.setdefault(core(finding), [])
            if all(document(finding) != document(other) for other in held):
                held.append(finding)

    def chance(self, finding: Finding) -> float:
        """Return the chance of a fact, over all documents."""
        return sum(held.chance for held in self._by_core.get(core(finding), [finding]))

    def agreeing(self, finding: Finding) -> tuple[Finding, ...]:
        """Return what holds the same fact in other documents."""
        held = self._by_core.get(core(finding), [])
        return tuple(other for other in held if document(other) != document(finding)
                     and other.chance >= TOGETHER * finding.chance and self._same_thing(finding, other))[:_MOST]

    def rivals(self, finding: Finding, *, over_time: bool) -> list[Finding]:
        """Return the other facts about the same thing in other documents, likeliest first.

        With `over_time` figures of other days count too: they are no contradiction, but one of them is newer.
        """
        if self.reading.asked.sought not in (Sought.NUMBER, Sought.MONEY) or issued(finding) is None:
            return []
        mine = {document(held) for held in self._by_core.get(core(finding), [finding])}
        floor = RIVAL * self.chance(finding)
        best = (held[0] for held in self._by_core.values())
        return [other for other in best if document(other) not in mine and other.chance >= floor
                and issued(other) not in (None, issued(finding)) and self._same_thing(finding, other)
                and core(other) != core(finding) and (over_time or not _other_time(finding, other))]

    def alike(self, one: Finding, other: Finding) -> bool:
        """Say whether two findings answer the same question, each for its own place."""
        return self.reading.asked.sought is Sought.PERSON or self._same_thing(one, other)

    def _same_thing(self, one: Finding, other: Finding) -> bool:
        """Say whether two figures count the same: one noun and unit, and all of the question that the first one holds."""
        counted, against = quantity(one), quantity(other)
        if counted is None or against is None:
            return counted is against and _likeness(one, other) > 0.4
        if counted.unit != against.unit or _noun(counted) != _noun(against):
            return False
        if not _noun(counted) and not set(_before(one)) & set(_before(other)):
            return False
        return self._held(one) <= self._held(other)

    def _held(self, finding: Finding) -> set[str]:
        passage = finding.seen.hit.passage
        said = {*plain_of(passage.title), *plain_of(passage.passage.heading), *plain_of(finding.seen.passage.text)}
        return said & set(self.reading.asked.plain)


def core(finding: Finding) -> tuple[str, ...]:
    """Return what a fact is compared by: its number, its name."""
    assert finding.span is not None
    return tuple(plain_of(finding.seen.passage.text[finding.span.core:finding.span.core_end]))


def quantity(finding: Finding) -> Quantity | None:
    """Return the quantity that a finding states, None when it states none."""
    if finding.span is None:
        return None
    return quantity_at(finding.seen.passage.text, finding.span.core, finding.span.core_end)


def quantity_at(text: str, start: int, end: int) -> Quantity | None:
    return next((one for one in quantities(text) if one.start < end and start < one.end), None)


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text; those of the texts read last are remembered."""
    return tuple(find_quantities(text))


def _noun(counted: Quantity) -> str:
    return " ".join(plain_of(counted.noun)[:1])


def _before(finding: Finding) -> list[str]:
    assert finding.span is not None
    start = max(finding.seen.sentence.start, finding.span.start - _WIDEST)
    clause = re.split(r"[,;:()]", finding.seen.passage.text[start:finding.span.start])[-1]
    return [word for word in plain_of(clause) if len(word) > 1][-5:]


def _likeness(one: Finding, other: Finding) -> float:
    mine, theirs = set(plain_of(one.seen.text)), set(plain_of(other.seen.text))
    return len(mine & theirs) / max(len(mine | theirs), 1)


def _other_time(one: Finding, other: Finding) -> bool:
    """Say whether two sentences name days that have nothing in common."""
    spans = [event_span(finding.seen.text, issued(finding)) for finding in (one, other)]
    if spans[0] is None or spans[1] is None:
        return False
    return spans[0][1] < spans[1][0] or spans[1][1] < spans[0][0]


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""

