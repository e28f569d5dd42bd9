"""One answer, graded."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.evaluation.facts import affirms, overlap, places, states
from retrieval.evaluation.question_sets import Row
from retrieval.evaluation.ranking import WHOLE
from retrieval.library import Library
from retrieval.question import Answer, Citation, Outcome

# Kinds of answers that are read as a whole; of the others only `short` counts, where there is one.
_WHOLE = frozenset({"list", "summary", "reason", "procedure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How one question was answered.

    `right`: answered, with the fact in `short` (in the text where there is no `short`, or the kind of answer needs
    more); where the documents do not hold the fact, not answered. `stated`: the same, with the fact anywhere in the
    answer. `quoted`: a quote from a right document overlaps the evidence or, where none is known, states the fact.
    `first`: the first quote, from a right document, states the fact, whatever the outcome. `exact`: every quote is
    in its document at its place, letter by letter.
    """

    id: str
    form: str
    type: str
    answerable: bool
    outcome: Outcome
    right: bool
    stated: bool
    quoted: bool
    first: bool
    exact: bool
    citations: int
    confidence: float | None
    took_ms: float

    @property
    def cited(self) -> bool:
        """Right, and a quote proves it; where there is nothing to quote, right."""
        return self.right and (self.quoted or not self.answerable)

    @property
    def wrong(self) -> bool:
        """Answered, but not right: the one thing that must not happen."""
        return self.outcome is Outcome.ANSWERED and not self.right


def grade(row: Row, answer: Answer, library: Library) -> Grade:
    """Hold an answer against what is known about the question."""
    answered = answer.outcome is Outcome.ANSWERED
    right, stated = _judge(row, answer) if row.answerable else (not answered, not answered)
    own = [citation for citation in answer.citations if citation.document in row.documents]
    return Grade(
        id=row.id,
        form=row.form,
        type=row.type,
        answerable=row.answerable,
        outcome=answer.outcome,
        right=right and answered is row.answerable,
        stated=stated and answered is row.answerable,
        quoted=any(_proves(citation, row, library) for citation in own),
        first=bool(own) and own[0] is answer.citations[0] and states(own[0].quote, row.accept),
        exact=all(library.excerpt(citation.document, citation.start, citation.end) == citation.quote
                  for citation in answer.citations),
        citations=len(answer.citations),
        confidence=getattr(answer, "confidence", None),
        took_ms=answer.took_ms,
    )


def _judge(row: Row, answer: Answer) -> tuple[bool, bool]:
    """Say whether the fact is where it belongs, and whether it is in the answer at all."""
    said = " ".join(statement.text for statement in answer.statements)
    short = answer.short or said
    if row.type == "yes_no":
        right = affirms(short) is affirms(row.accept[0]) if row.accept else False
        return right, right
    whole = f"{short}\n{said}"
    if states(short, row.distractors) and not states(short, row.accept):
        return False, False
    return states(whole if row.type in _WHOLE else short, row.accept), states(whole, row.accept)


def _proves(citation: Citation, row: Row, library: Library) -> bool:
    if not row.evidence:
        return states(citation.quote, row.accept)
    text = library.excerpt(citation.document, 0, WHOLE) or ""
    return overlap(citation.start, citation.end, places(text, row.evidence))


@dataclass(frozen=True, slots=True)
class Point:
    """What answering only from this confidence on would give: shares of the answerable and of the unanswerable."""

    threshold: float
    answered_right: float
    answered_wrongly: float


def tradeoff(grades: Iterable[Grade]) -> list[Point]:
    """Return how right and wrong answers trade against each other, strictest threshold first.

    Only what was answered can be taken back: to see laxer thresholds than the present one, answer with a laxer one.
    """
    known = [grade for grade in grades if grade.confidence is not None]
    answerable = sum(grade.answerable for grade in known)
    answered = [grade for grade in known if grade.outcome is Outcome.ANSWERED]
    points = []
    for threshold in sorted({grade.confidence or 0.0 for grade in answered}, reverse=True):
        kept = [grade for grade in answered if (grade.confidence or 0.0) >= threshold]
        right = sum(grade.cited for grade in kept if grade.answerable)
        wrongly = sum(not grade.answerable for grade in kept)
        points.append(Point(threshold, right / max(answerable, 1), wrongly / max(len(known) - answerable, 1)))
    return points
