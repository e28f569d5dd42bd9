"""Why an answer is what it is: how the question was read, what was found, and what became of each candidate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.across import core
from retrieval.claims import Claim
from retrieval.deciding import Thresholds
from retrieval.plainly import lacks_office, office_asked
from retrieval.question import Answer, Hit
from retrieval.reading.reader import Finding, Reading
from retrieval.sought import Sought
from retrieval.understanding import Understanding

_CANDIDATES = 8        # shown


class Verdict(StrEnum):
    """What became of a candidate."""

    SAID = "said"
    SAME = "same"                  # the same fact, said from another sentence
    NO_OFFICE = "no office"        # the sentence does not name the office asked for
    UNSURE = "unsure"              # below the least chance at which an answer is given
    WEAKER = "weaker"              # another one is likelier


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact or a sentence that might have been the answer, with the chance that the reader gave it."""

    fact: str | None
    sentence: str
    title: str
    issued: date | None
    paragraph: int
    page: int | None
    chance: float
    verdict: Verdict


@dataclass(slots=True)
class Trace:
    """What is noted down on the way to an answer. It ends where the way did: later parts are None or empty."""

    understood: Understanding | None = None
    sought: Sought | None = None
    hits: Sequence[Hit] = ()
    unfit: dict[str, Claim] = field(default_factory=dict)     # documents by title, and what of the question each lacks
    reading: Reading | None = None
    least: float = 0.0                                        # chance at which an answer is given


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer and the way to it."""

    answer: Answer
    trace: Trace
    candidates: tuple[Weighed, ...]


def explained(answer: Answer, trace: Trace, thresholds: Thresholds) -> Explanation:
    """Return an answer with what led to it."""
    if trace.reading is not None:
        trace.least = thresholds.span if trace.reading.spans else thresholds.sentence
    return Explanation(answer, trace, tuple(_weighed(answer, trace)))


def _weighed(answer: Answer, trace: Trace) -> Iterator[Weighed]:
    reading = trace.reading
    if reading is None or trace.understood is None:
        return
    office = office_asked(trace.understood.text) if trace.sought is Sought.PERSON else ""
    quoted = {(citation.passage, citation.quote) for citation in answer.citations if answer.statements}
    findings = (reading.spans or reading.sentences)[:_CANDIDATES]
    said = next((finding for finding in findings if _is_said(finding, answer, quoted)), None)
    for finding in findings:
        stored = finding.seen.hit.passage
        page = stored.passage.page_at(stored.passage.start + finding.seen.sentence.start)
        yield Weighed(finding.fact, finding.seen.text.strip(), stored.title, stored.issued, stored.passage.paragraph, page,
                      finding.chance, _verdict(finding, said, answer, quoted, office, trace.least))


def _is_said(finding: Finding, answer: Answer, quoted: set[tuple[int, str]]) -> bool:
    if (finding.seen.hit.passage.id, finding.seen.text) not in quoted:
        return False
    return finding.fact is None or answer.short is None or any(word in answer.short for word in finding.fact.split())


def _verdict(finding: Finding, said: Finding | None, answer: Answer, quoted: set[tuple[int, str]], office: str,
             least: float) -> Verdict:
    if _is_said(finding, answer, quoted):
        return Verdict.SAID
    if said is not None and said.span and finding.span and core(said) == core(finding):
        return Verdict.SAME
    if office and lacks_office(finding, office):
        return Verdict.NO_OFFICE
    return Verdict.UNSURE if finding.chance < least else Verdict.WEAKER
