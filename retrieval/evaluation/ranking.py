"""What a ranking is worth: nDCG@10, R@1, R@5 and MRR@10 of one question."""

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum

from retrieval.evaluation.facts import overlap, places, states
from retrieval.evaluation.question_sets import Row
from retrieval.library import Library

Scores = Mapping[str, float]      # a value from 0 to 1 for each of MEASURES
MEASURES = ("nDCG@10", "R@1", "R@5", "MRR@10")
CUT = 10
WHOLE = 2**31 - 1                 # the end of any text


class Criterion(StrEnum):
    """What has to be found.

    DOCUMENT: a document that answers; its rank is that of its best passage.
    FACT: a passage, of a document that answers, that states an accepted fact.
    EVIDENCE: such a passage that also overlaps the evidence.
    Where no passage does (a yes, a fact spread over several), one that overlaps the evidence counts for both.
    """

    DOCUMENT = "document"
    FACT = "fact"
    EVIDENCE = "evidence"


Worth = Mapping[str | int, float]     # of a document by its id, or of a passage by its number


def wanted(row: Row, library: Library) -> dict[Criterion, Worth]:
    """Return what finding each document or passage is worth."""
    if not row.evidence:
        return {Criterion.DOCUMENT: {str(document): worth for document, worth in row.documents.items()}}
    stating, proving = set(), set()
    for document in row.documents:
        stretches = places(library.excerpt(document, 0, WHOLE) or "", row.evidence)
        for found in library.document_passages(document, audiences=row.audiences):
            if row.type != "yes_no" and states(found.passage.text, row.accept):
                stating.add(found.id)
            if overlap(found.passage.start, found.passage.end, stretches):
                proving.add(found.id)
    return {Criterion.FACT: dict.fromkeys(stating or proving, 1.0),
            Criterion.EVIDENCE: dict.fromkeys(stating & proving or proving, 1.0)}


def score(ranking: Iterable[str | int], worth: Worth) -> Scores:
    """Score a ranking, best first, repeats of a key counting once.

    R@k is 1 when anything of worth is among the first k. nDCG takes worth as gain, as BEIR does.

    Example: [7, 3] with {3: 1} gives nDCG@10 1/log2(3) = .63, R@1 0, R@5 1, MRR@10 1/2
    """
    gains = [worth.get(key, 0.0) for key in list(dict.fromkeys(ranking))[:CUT]]
    ideal = _discounted(sorted(worth.values(), reverse=True)[:CUT])
    first = next((rank for rank, gain in enumerate(gains, 1) if gain), None)
    return {
        "nDCG@10": _discounted(gains) / ideal if ideal else 0.0,
        "R@1": float(first == 1),
        "R@5": float(first is not None and first <= 5),
        "MRR@10": 1 / first if first else 0.0,
    }


def mean(scores: Iterable[Scores]) -> Scores:
    """Return the mean of each measure, 0 over no questions."""
    rows = list(scores)
    return {measure: sum(row[measure] for row in rows) / len(rows) if rows else 0.0 for measure in MEASURES}


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(1 + rank) for rank, gain in enumerate(gains, 1))
