"""What is asked most: questions that are alike counted together, in the words of the first."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from bot.records.topics import ALIKE, numbers_of, unit
from retrieval.protocols import Vector

_LEAST = 2          # times; what was asked once is no subject


def subjects(questions: Sequence[str], embed: Callable[[str], Vector], *, limit: int) -> list[tuple[str, int]]:
    """Return (question, how often it was asked), the most asked first."""
    counted = Counter(questions).most_common()
    vectors = np.array([unit(embed(text)) for text, _ in counted])
    times: dict[int, int] = {}          # by the first question of each subject
    for n, (text, count) in enumerate(counted):
        near: list[int] = np.flatnonzero(vectors[:n] @ vectors[n] >= ALIKE).tolist()
        first = next((at for at in near if at in times and numbers_of(counted[at][0]) == numbers_of(text)), n)
        times[first] = times.get(first, 0) + count
    ordered = sorted(((counted[n][0], count) for n, count in times.items() if count >= _LEAST), key=lambda one: -one[1])
    return ordered[:limit]
