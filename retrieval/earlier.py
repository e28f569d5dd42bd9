"""Nothing of the time that was asked about: the nearest earlier document is offered, never silently put in its place."""

from datetime import date

from retrieval.deciding import Decision, Thresholds, decide
from retrieval.facts import state
from retrieval.question import Outcome
from retrieval.reading.reader import Finding, Reading
from retrieval.understanding import Understanding

ROOM_EARLIER = 190     # characters of the quote beside the sentence that names the time asked about and the document
_AS_GOOD = 0.5         # of the chance of the likeliest: from here on the newer one is offered


def offer(reading: Reading, understood: Understanding, thresholds: Thresholds, *, instead_of: Outcome) -> Decision:
    """Return what an earlier document says: as the answer where only something recent was asked for, else as related.

    Instead of something related from the time itself only a fact will do.
    """
    decision = decide(reading, understood.text, thresholds)
    told = decision.outcome is Outcome.ANSWERED
    fact = told and decision.findings[0].span is not None
    if not decision.findings or (not fact and instead_of is not Outcome.NOT_FOUND):
        return Decision(Outcome.NOT_FOUND)
    findings = reading.spans if fact else reading.sentences
    near = [decision.findings[0], *(one for one in findings if one.chance >= _AS_GOOD * findings[0].chance)]
    newest = max(near, key=_issued)
    if told and understood.period is not None and understood.period.recent:
        return Decision(Outcome.ANSWERED, [newest], state(newest, reading.asked), decision.confidence)
    return Decision(Outcome.RELATED, [newest], None, decision.confidence)


def _issued(finding: Finding) -> date:
    return finding.seen.hit.passage.issued or date.min
