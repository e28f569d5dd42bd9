"""Whether one run really beats another: a paired bootstrap over the questions that both were asked."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 10_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of new minus old, and the interval that holds it with 95 % confidence."""

    questions: int
    mean: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def difference(new: Mapping[str, float], old: Mapping[str, float], *, seed: int = 0) -> Difference | None:
    """Compare two runs question by question; None when they share no question.

    The same seed gives the same interval.
    """
    shared = sorted(new.keys() & old.keys())
    if not shared:
        return None
    gains = np.array([new[key] - old[key] for key in shared])
    random = np.random.default_rng(seed)
    means = np.concatenate([
        gains[random.integers(len(gains), size=(_AT_ONCE, len(gains)))].mean(axis=1)
        for _ in range(0, _RESAMPLES, _AT_ONCE)])
    low, high = np.quantile(means, [0.025, 0.975])
    return Difference(len(shared), float(gains.mean()), float(low), float(high))
