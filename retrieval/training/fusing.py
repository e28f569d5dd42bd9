"""Scores of two kinds become one: by their spread among the best fifty, or by rank."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def by_spread(lexical: Scores, dense: Scores, share: float = 0.3) -> Scores:
    """Add the scores of both kinds, each measured in its own spread; `share` is what the dense one counts."""
    return share * standard(dense) + (1 - share) * standard(lexical)


def by_rank(*rankings: Scores) -> Scores:
    """Reciprocal rank fusion."""
    total = np.zeros(len(rankings[0]), np.float32)
    for scores in rankings:
        total[np.argsort(-scores, kind="stable")] += (1 / (60 + np.arange(len(scores)))).astype(np.float32)
    return total


def standard(scores: Scores) -> Scores:
    """Scores in units of the spread of the best fifty, from their mean."""
    many = min(50, len(scores))
    best = np.partition(scores, -many)[-many:]
    result: Scores = (scores - best.mean()) / (best.std() + 1e-6)
    return result
