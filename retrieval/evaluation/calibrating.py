"""The thresholds of answering are chosen on a question set, and the choice is tried on documents that it did not see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from zlib import crc32

from retrieval.answering import AnswerService
from retrieval.deciding import Thresholds, decide
from retrieval.evaluation.grading import Grade, grade
from retrieval.evaluation.question_sets import Row
from retrieval.explaining import Explanation
from retrieval.library import Library
from retrieval.question import Answer, Outcome, Question, Statement
from retrieval.quoting import cite

FOLDS = 5
REFUSED = 0.9      # the least share of the unanswerable that may not be answered
_GRID = tuple(Thresholds(span=span, sentence=sentence, together=together) for span, sentence, together in product(
    (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7), (0.2, 0.3, 0.4, 0.5, 0.6),
    (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 2.0)))


@dataclass(frozen=True, slots=True)
class Tried:
    """What thresholds give: counts of questions."""

    answerable: int
    right: int          # with a quote that proves it
    wrong: int          # answered, not rightly
    unanswerable: int
    refused: int

    @property
    def worth(self) -> tuple[float, float]:
        """Rank: enough refusals first, then right answers, a wrong one taking away a third of a right one."""
        refused = self.refused / max(self.unanswerable, 1)
        return min(refused, REFUSED), self.right - self.wrong / 3


@dataclass(frozen=True, slots=True)
class Calibration:
    """The thresholds chosen on all questions with what they give there, and what such a choice gives on unseen documents."""

    thresholds: Thresholds
    seen: Tried
    unseen: Tried


def calibrate(rows: Sequence[Row], service: AnswerService, library: Library, day: date,
              tick: Callable[[], None] = lambda: None) -> Calibration:
    """Read each question once and decide it with every combination of thresholds."""
    outcomes: list[list[Grade]] = []
    for row in rows:
        given = service.explain(Question(text=row.question, audiences=row.audiences, today=day, history=row.history))
        outcomes.append([grade(row, _decided(given, thresholds), library) for thresholds in _GRID])
        tick()
    everything = range(len(rows))
    best = _best(outcomes, everything)
    folds = [crc32(min(row.documents, default=row.id).encode()) % FOLDS for row in rows]
    unseen = [outcomes[at][_best(outcomes, [other for other in everything if folds[other] != fold])]
              for fold in range(FOLDS) for at in everything if folds[at] == fold]
    return Calibration(_GRID[best], _tried([outcomes[at][best] for at in everything]), _tried(unseen))


def _best(outcomes: Sequence[Sequence[Grade]], rows: Sequence[int]) -> int:
    return max(range(len(_GRID)), key=lambda choice: _tried([outcomes[at][choice] for at in rows]).worth)


def _tried(grades: Sequence[Grade]) -> Tried:
    answerable = [one for one in grades if one.answerable]
    return Tried(len(answerable), sum(one.cited for one in answerable), sum(one.wrong for one in answerable),
                 len(grades) - len(answerable), sum(one.right for one in grades if not one.answerable))


def _decided(given: Explanation, thresholds: Thresholds) -> Answer:
    """Return the answer that other thresholds would have given; what no threshold decides stays."""
    trace, answer = given.trace, given.answer
    settled = answer.outcome in (Outcome.AMBIGUOUS, Outcome.REFUSED) or answer.premise or answer.notes or answer.missed
    if trace.reading is None or trace.understood is None or settled:
        return answer
    decision = decide(trace.reading, trace.understood.text, thresholds)
    citations = tuple(cite(n, finding) for n, finding in enumerate(decision.findings, 1))
    return Answer(decision.outcome, decision.short, tuple(Statement(one.quote, one.n) for one in citations), citations,
                  confidence=decision.confidence)
