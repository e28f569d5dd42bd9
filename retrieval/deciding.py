"""Whether what was read answers: the outcome, and the findings that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.facts import agree, first_of_each, state
from retrieval.plainly import about, lacks_office, names_holder, of_the_kind_named, office_asked, says_all
from retrieval.question import Outcome
from retrieval.quoting import shorten
from retrieval.reading.evidence import SPANS
from retrieval.reading.reader import Finding, Reading
from retrieval.sought import Sought


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least chance at which something is said; `hoiphuong calibrate` helps to choose them."""

    span: float = 0.6            # of a fact that is stated
    sentence: float = 0.3        # of a sentence that answers by itself
    together: float = 0.5        # of the best sentences together: one of them tells what was asked
    facts: float = 0.4           # of all facts of the kind together: one of them is what was asked, not something beside it
    clear: float = 0.6           # of all facts of the kind together: what one's share must be, for it alone to be stated
    related: float = 0.1         # of a sentence on the subject that does not answer
    several: float = 0.2         # of the best one's chance: what another finding must reach to be said too


# Sought as one fact, so that a few sentences near by do not answer where none of them holds such a fact.
_ONE_FACT = frozenset({Sought.YES_NO, *SPANS}) - {Sought.PLACE}


_NEARLY = 0.3      # of the likeliest fact's chance: what one that is said in so many words must have


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
    return _by_sentence(reading, text, thresholds)


def _by_span(reading: Reading, text: str, thresholds: Thresholds) -> Decision:
    documents = reading.asked.sought is Sought.REFERENCE
    groups = first_of_each(of_the_kind_named(reading.spans, text) if documents else reading.spans)
    best, chance = groups[0]
    if reading.asked.sought is Sought.PERSON:
        office = office_asked(text)
        holder = next((finding for finding in reading.spans if names_holder(finding, office)), None)
        if holder is not None:
            return Decision(Outcome.ANSWERED, [holder], state(holder, reading.asked), max(chance, thresholds.span))
        if lacks_office(best, office):
            return _related(reading, thresholds)
    plain = next((group for group in groups if group[1] >= _NEARLY * chance and says_all(group[0], reading.asked)), None)
    if plain is not None:
        best, chance = plain[0], max(plain[1], thresholds.span)
    together = sum(finding.chance for finding in reading.sentences[:3])
    told = together >= thresholds.together
    short = state(best, reading.asked)
    stated = sum(share for finding, share in groups if _is_in(finding, best, short))
    facts = sum(share for _, share in groups)
    told = told and facts >= thresholds.facts
    if chance >= thresholds.span or (told and stated >= thresholds.clear * facts):
        return Decision(Outcome.ANSWERED, _with_others(best, groups, thresholds.several), short,
                        max(chance, together if told else 0.0))
    if told:      # one of a few sentences tells it: they are shown, no fact is picked
        return Decision(Outcome.ANSWERED, _best_sentences(reading, thresholds.several), None, together)
    return _related(reading, thresholds)


def _is_in(finding: Finding, best: Finding, short: str | None) -> bool:
    """Whether a fact is part of what is stated: "05 tập thể và 06 cá nhân" are two."""
    same = finding.seen.row == best.seen.row and finding.seen.number == best.seen.number
    return finding is best or (same and bool(short) and _core(finding) in (short or ""))


def _core(finding: Finding) -> str:
    assert finding.span is not None
    return finding.seen.passage.text[finding.span.core:finding.span.core_end]


def _with_others(best: Finding, groups: Sequence[tuple[Finding, float]], share: float) -> list[Finding]:
    """Return the best finding and those of other sentences that come near it."""
    return list(_different([best, *(finding for finding, chance in groups[1:4] if chance >= share * groups[0][1])]))


def _best_sentences(reading: Reading, share: float) -> list[Finding]:
    best = reading.sentences[0]
    return [best, *(finding for finding in reading.sentences[1:3] if finding.chance >= share * best.chance)]


def _different(findings: Iterable[Finding]) -> Iterable[Finding]:
    said: set[tuple[int, int]] = set()
    for finding in findings:
        place = finding.seen.row, finding.seen.number
        if place not in said:
            said.add(place)
            yield finding


def _by_sentence(reading: Reading, text: str, thresholds: Thresholds) -> Decision:
    best = reading.sentences[0]
    subject = about(reading.sentences, text) if reading.asked.sought is Sought.TOPIC else None
    if subject is not None:
        return Decision(Outcome.ANSWERED, [subject], None, max(subject.chance, thresholds.sentence))
    if best.chance < thresholds.sentence:
        together = sum(finding.chance for finding in reading.sentences[:3])
        if together < thresholds.together or reading.asked.sought in _ONE_FACT:
            return _related(reading, thresholds)
    if reading.asked.sought is Sought.YES_NO:
        word = "Có" if agree(best.seen.text, text) else "Không"
        return Decision(Outcome.ANSWERED, [best], f"{word}. {shorten(best.seen.text.strip(), 140)}", best.chance)
    return Decision(Outcome.ANSWERED, _best_sentences(reading, thresholds.several), None, best.chance)


def _related(reading: Reading, thresholds: Thresholds) -> Decision:
    best = reading.sentences[0]
    if best.chance < thresholds.related:
        return Decision(Outcome.NOT_FOUND, confidence=best.chance)
    return Decision(Outcome.RELATED, [best], None, best.chance)
