"""Passages that look right for a question and are not: what learning profits from most."""

from collections.abc import Sequence

import numpy as np

from retrieval.training.bm25 import Bm25
from retrieval.training.pairs import Pair
from retrieval.training.spelling import accented


def hard_negatives(pairs: Sequence[Pair], which: Sequence[int], *, each: int = 6) -> dict[int, list[int]]:
    """For each pair of `which`, other pairs of `which` whose passage shares most words with its query.

    Those that score nearly as well as the right passage, or better, are passed over: many of them answer too.
    """
    first: dict[str, int] = {}
    for i in which:
        first.setdefault(pairs[i].passage, i)
    passages = list(first)
    index = Bm25(passages, accented)
    places = np.array([first[passage] for passage in passages])
    number = {passage: n for n, passage in enumerate(passages)}
    found: dict[int, list[int]] = {}
    for i in which:
        scores = index.scores(pairs[i].query)
        right = scores[number[pairs[i].passage]]
        best = np.argpartition(-scores, min(each * 3, len(scores) - 1))[: each * 3]
        best = best[np.argsort(-scores[best])]
        wrong = [int(places[n]) for n in best if scores[n] < 0.95 * right]
        if wrong:
            found[i] = wrong[:each]
    return found
