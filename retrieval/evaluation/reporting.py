"""A report as figures: groups of answers, JSON, and the scores by which two runs are compared."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.evaluation.bootstrap import Difference, difference
from retrieval.evaluation.grading import Grade
from retrieval.evaluation.measuring import Ranked, Report, Spelling
from retrieval.evaluation.question_sets import UnusableQuestionSet

PerQuestion = dict[str, dict[str, float]]      # what was measured -> question -> value


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions of a group came out how."""

    questions: int
    answered: int
    right: int
    cited: int
    stated_and_quoted: int
    wrong: int
    first: int

    @classmethod
    def of(cls, grades: Iterable[Grade]) -> "Tally":
        rows = list(grades)
        return cls(
            questions=len(rows),
            answered=sum(row.outcome == "answered" for row in rows),
            right=sum(row.right for row in rows),
            cited=sum(row.cited for row in rows),
            stated_and_quoted=sum(row.stated and (row.quoted or not row.answerable) for row in rows),
            wrong=sum(row.wrong for row in rows),
            first=sum(row.first for row in rows),
        )

    def to_json(self) -> dict[str, float]:
        """Return counts, and each as a share of the questions."""
        counts = {name: getattr(self, name) for name in self.__slots__}
        shares = {f"{name}_share": round(count / self.questions, 4) if self.questions else 0.0
                  for name, count in counts.items() if name != "questions"}
        return counts | shares


@dataclass(frozen=True, slots=True)
class Group:
    """The answers to some of the questions, those that the documents answer apart from those that they do not."""

    name: str
    answerable: Tally
    unanswerable: Tally


def everything(grades: Iterable[Grade], name: str = "") -> Group:
    """Return all answers as one group."""
    rows = list(grades)
    return Group(name, Tally.of(row for row in rows if row.answerable),
                 Tally.of(row for row in rows if not row.answerable))


def groups(grades: Iterable[Grade], by: str) -> list[Group]:
    """Group answers `by` "form" or "type", in the order in which these first appear; none when they are not told."""
    gathered: defaultdict[str, list[Grade]] = defaultdict(list)
    for row in grades:
        gathered[getattr(row, by)].append(row)
    return [everything(rows, name) for name, rows in gathered.items() if name]


def outcomes(grades: Iterable[Grade], *, answerable: bool) -> Counter[str]:
    """Count the outcomes of the questions that the documents answer, or of the others."""
    return Counter(row.outcome.value for row in grades if row.answerable is answerable)


def quotes_exact(grades: Iterable[Grade]) -> tuple[int, int]:
    """Return how many answers with quotes have only exact ones, and how many have quotes: the same, or it is a bug."""
    quoting = [row for row in grades if row.citations]
    return sum(row.exact for row in quoting), len(quoting)


def percentile(took_ms: Iterable[float], percent: float) -> float:
    """Return the time within which so many percent of the questions are done, 0 without any."""
    times = list(took_ms)
    return float(np.percentile(times, percent)) if times else 0.0


def to_json(report: Report) -> dict[str, Any]:
    """Return everything that was measured, question by question too."""
    made: dict[str, Any] = {
        "questions": report.questions,
        "unreachable": list(report.unreachable),
        "search": ways_to_json([("hoiphuong", report.search), ("bm25", report.bm25)]),
    }
    if report.grades:
        made["answers"] = _answers(report.grades)
        made["grades"] = [_grade(row) for row in report.grades]
    return made | {"scores": per_question(report)}


def ways_to_json(ways: Iterable[tuple[str, Ranked]]) -> dict[str, Any]:
    """Return how well each way to search did."""
    return {name: _ranked(ranked) | {"took_ms": _latency(ranked.took_ms)} for name, ranked in ways}


def per_question(report: Report) -> PerQuestion:
    """Return the scores by which this run can be compared with another, such as "document/written/nDCG@10"."""
    scores: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for criterion, spellings in report.search.scores.items():
        for spelling, questions in spellings.items():
            for question, measures in questions.items():
                for measure, value in measures.items():
                    scores[f"{criterion}/{spelling}/{measure}"][question] = round(value, 6)
    for row in report.grades:
        kind = "answerable" if row.answerable else "unanswerable"
        for name in ("right", "cited", "wrong", "first") if row.answerable else ("right",):
            scores[f"{kind}/{name}"][row.id] = float(getattr(row, name))
    return dict(scores)


def read_scores(path: Path) -> PerQuestion:
    """Read the scores that an earlier run saved; UnusableQuestionSet when the file holds none."""
    try:
        scores = json.loads(path.read_text(encoding="utf-8"))["scores"]
        return {str(name): {str(key): float(value) for key, value in rows.items()} for name, rows in scores.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise UnusableQuestionSet(path) from problem


def compare(new: PerQuestion, old: PerQuestion, *, seed: int = 0) -> dict[str, Difference]:
    """Compare all that both runs measured."""
    found = {name: difference(new[name], old[name], seed=seed) for name in new if name in old}
    return {name: gain for name, gain in found.items() if gain is not None}


def _ranked(ranked: Ranked) -> dict[str, Any]:
    return {criterion: {spelling: _rounded(ranked.mean(criterion, spelling)) for spelling in Spelling}
            for criterion in ranked.scores}


def _answers(grades: tuple[Grade, ...]) -> dict[str, Any]:
    exact, quoting = quotes_exact(grades)
    total = everything(grades)
    return {
        "answerable": total.answerable.to_json() | {"outcomes": outcomes(grades, answerable=True)},
        "unanswerable": total.unanswerable.to_json() | {"outcomes": outcomes(grades, answerable=False)},
        **{by: {group.name: {"answerable": group.answerable.to_json(), "unanswerable": group.unanswerable.to_json()}
                for group in groups(grades, by)} for by in ("form", "type")},
        "quotes": {"answers": quoting, "exact": exact},
        "took_ms": _latency([row.took_ms for row in grades]),
    }


def _grade(row: Grade) -> dict[str, Any]:
    return {
        "id": row.id, "outcome": row.outcome.value, "right": row.right, "cited": row.cited, "stated": row.stated,
        "wrong": row.wrong, "first": row.first, "exact": row.exact, "confidence": row.confidence,
        "took_ms": round(row.took_ms, 2),
    }  # fmt: skip


def _latency(took_ms: Iterable[float]) -> dict[str, float]:
    times = list(took_ms)
    return {"p50": round(percentile(times, 50), 2), "p99": round(percentile(times, 99), 2)}


def _rounded(scores: Mapping[str, float]) -> dict[str, float]:
    return {measure: round(value, 4) for measure, value in scores.items()}
