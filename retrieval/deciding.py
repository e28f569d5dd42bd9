"""Whether what was read answers: the outcome, and the findings that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.facts import agree, first_of_each, state
from retrieval.plainly import about, lacks_office, names_holder, office_asked
from retrieval.question import Outcome
from retrieval.quoting import shorten
from retrieval.reading.reader import Finding, Reading
from retrieval.sought import Sought


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least chance at which an answer is given, by how it is found; chosen by a sweep over a development set."""

    span: float = 0.45
    sentence: float = 0.45
    related: float = 0.05
    several: float = 0.35        # of the best sentence's chance: what another one must reach to be said too


@dataclass(frozen=True, slots=True)
class Decision:
    """How a question ends. `findings` are quoted in order; `short` is the fact; `confidence` is the chance behind it."""

    outcome: Outcome
    findings: Sequence[Finding] = ()
    short: str | None = None
    confidence: float = 0.0


def decide(reading: Reading, text: str, thresholds: Thresholds) -> Decision:
    """Decide what a reading amounts to."""
    if not reading.sentences:
        return Decision(Outcome.NOT_FOUND)
    if reading.spans:
        return _by_span(reading, text, thresholds)
    if reading.asked.sought in (Sought.PERSON, Sought.NUMBER, Sought.MONEY, Sought.DATE, Sought.REFERENCE):
        return _related(reading, thresholds)
    return _by_sentence(reading, text, thresholds)


def _by_span(reading: Reading, text: str, thresholds: Thresholds) -> Decision:
    groups = first_of_each(reading.spans)
    best, chance = groups[0]
    if reading.asked.sought is Sought.PERSON:
        office = office_asked(text)
        holder = next((finding for finding in reading.spans if names_holder(finding, office)), None)
        if holder is not None:
            return Decision(Outcome.ANSWERED, [holder], state(holder, reading.asked), max(chance, thresholds.span))
        if lacks_office(best, office):
            return _related(reading, thresholds)
    if chance < thresholds.span:
        return _related(reading, thresholds)
    return Decision(Outcome.ANSWERED, [best], state(best, reading.asked), chance)


def _by_sentence(reading: Reading, text: str, thresholds: Thresholds) -> Decision:
    best = reading.sentences[0]
    subject = about(reading.sentences, text) if reading.asked.sought is Sought.TOPIC else None
    if subject is not None:
        return Decision(Outcome.ANSWERED, [subject], None, max(subject.chance, thresholds.sentence))
    if best.chance < thresholds.sentence:
        return _related(reading, thresholds)
    if reading.asked.sought is Sought.YES_NO:
        word = "Có" if agree(best.seen.text, text) else "Không"
        return Decision(Outcome.ANSWERED, [best], f"{word}. {shorten(best.seen.text.strip(), 140)}", best.chance)
    more = [finding for finding in reading.sentences[1:4] if finding.chance >= thresholds.several * best.chance]
    return Decision(Outcome.ANSWERED, [best, *more], None, best.chance)


def _related(reading: Reading, thresholds: Thresholds) -> Decision:
    best = reading.sentences[0]
    if best.chance < thresholds.related:
        return Decision(Outcome.NOT_FOUND, confidence=best.chance)
    return Decision(Outcome.RELATED, [best], None, best.chance)
