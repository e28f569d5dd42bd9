"""The simplest right engines: every passage is looked at. The yardstick that the fast ones are held against."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from corpus.document import Audience
from retrieval.protocols import Matrix, Terms, TermWeights, Vector

K1 = 1.2
B = 0.75


class ExactVectorIndex:
    """Nearest neighbours by looking at all; kept in memory, saved nowhere."""

    def __init__(self) -> None:
        self._vectors: dict[int, tuple[Vector, Audience]] = {}

    def add(self, ids: Sequence[int], vectors: Matrix, audiences: Sequence[Audience]) -> None:
        self._vectors |= dict(zip(ids, zip(vectors, audiences, strict=True), strict=True))

    def remove(self, ids: Collection[int]) -> None:
        for key in ids:
            self._vectors.pop(key, None)

    def search(self, vector: Vector, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        near = [(key, float(np.dot(vector, other))) for key, (other, audience) in self._vectors.items()
                if audience in audiences]
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def ids(self) -> set[int]:
        return set(self._vectors)

    def save(self, folder: Path) -> None:
        """Nothing to do: it is made again from the store."""

    def load(self, folder: Path) -> None:
        raise FileNotFoundError(folder)


class ExactLexicalIndex:
    """BM25 by the book, over all passages; kept in memory.

    Example: one passage of the accented words [đất, hiến] among passages of two words on average scores
    idf × tf × (k1 + 1) / (tf + k1) for each word of the question, as Robertson and Zaragoza (2009) write it.
    """

    def __init__(self) -> None:
        self.generation = 0
        self._passages: dict[int, tuple[Terms, Audience]] = {}

    def add(self, ids: Sequence[int], terms: Sequence[Terms], audiences: Sequence[Audience]) -> None:
        self._passages |= dict(zip(ids, zip(terms, audiences, strict=True), strict=True))

    def remove(self, ids: Collection[int]) -> None:
        for key in ids:
            self._passages.pop(key, None)

    def commit(self, generation: int) -> None:
        self.generation = generation

    def reload(self) -> None:
        """Nothing to do: nobody else sees this index."""

    def clear(self) -> None:
        self._passages.clear()

    def search(self, terms: TermWeights, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        scores: defaultdict[int, float] = defaultdict(float)
        for field in ("accented", "folded", "context"):
            bags = {key: Counter(getattr(words, field)) for key, (words, _) in self._passages.items()}
            mean = sum(bag.total() for bag in bags.values()) / len(bags) if bags else 0.0
            for term, weight in getattr(terms, field).items():
                holders = [key for key, bag in bags.items() if term in bag]
                idf = math.log(1 + (len(bags) - len(holders) + 0.5) / (len(holders) + 0.5))
                for key in holders:
                    count = bags[key][term]
                    norm = K1 * (1 - B + B * bags[key].total() / mean)
                    scores[key] += weight * idf * count * (K1 + 1) / (count + norm)
        found = [(key, score) for key, score in scores.items() if self._passages[key][1] in audiences]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def ids(self) -> set[int]:
        return set(self._passages)
