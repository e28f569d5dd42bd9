"""Vectors of words by the company they keep: "nhường đất" is said where "hiến đất" is.

Counts of words within a window, positive pointwise mutual information, and its strongest directions: the plain old
way, which needs no passes over the text and puts words that can stand for one another near each other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from corpus.vietnamese.text import normalize
from retrieval.reading.words import keys_of

WINDOW = 5
SMOOTHING = 0.75       # of how common the neighbours are; rare neighbours would shout otherwise


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A row a word, of length 1; a word of two syllables is written "hien1_dat1"."""

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    rows: NDArray[np.float32]


def learn_vectors(texts: Iterable[str], *, syllables: int, pairs: int, dimensions: int) -> WordVectors:
    """Learn the vectors of the commonest syllables and of the pairs that belong together."""
    lines = [keys_of(line) for text in texts for line in normalize_lines(text)]
    single = Counter(key for line in lines for key in line)
    both = Counter(f"{a}_{b}" for line in lines for a, b in pairwise(line))
    kept = [key for key, _ in single.most_common(syllables)]
    joined = _belonging(single, both, pairs)
    del both
    words = kept + joined
    number = {word: at for at, word in enumerate(words)}
    ids = np.fromiter(_ids(lines, number, frozenset(joined)), dtype=np.int32)
    counts = np.bincount(ids[ids >= 0], minlength=len(words))
    return WordVectors(tuple(words), counts, _directions(_together(ids, len(words)), dimensions))


def normalize_lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; white space inside a line does not count."""
    for line in text.split("\n"):
        if line.strip():
            yield normalize(line)


def _belonging(single: Counter[str], both: Counter[str], limit: int) -> list[str]:
    """Return the pairs said far more often than chance puts them side by side."""
    total = sum(single.values())
    score = {}
    for pair, count in both.items():
        if count < 60 or pair[0].isdigit():
            continue
        first, second = pair.split("_")
        excess = np.log(count * total / (single[first] * single[second]))
        if excess > 2.5:
            score[pair] = count * excess
    return sorted(score, key=lambda pair: -score[pair])[:limit]


def _ids(lines: Iterable[list[str]], number: dict[str, int], joined: frozenset[str]) -> Iterator[int]:
    for line in lines:
        at = 0
        while at < len(line):
            pair = f"{line[at]}_{line[at + 1]}" if at + 1 < len(line) else ""
            if pair in joined:
                yield number[pair]
                at += 2
            else:
                yield number.get(line[at], -1)
                at += 1
        yield from [-1] * WINDOW


def _together(ids: NDArray[np.int32], size: int) -> sparse.csr_matrix:
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = ids[:-distance], ids[distance:]
        known = (left >= 0) & (right >= 0)
        left, right = left[known], right[known]
        for start in range(0, len(left), 4_000_000):
            part = slice(start, start + 4_000_000)
            ones = np.full(len(left[part]), 1.0 / distance, dtype=np.float32)
            total = total + sparse.coo_matrix((ones, (left[part], right[part])), shape=(size, size)).tocsr()
    return (total + total.T).tocsr()


def _directions(together: sparse.csr_matrix, dimensions: int) -> NDArray[np.float32]:
    often = np.asarray(together.sum(axis=1)).ravel()
    common = often ** SMOOTHING
    common /= common.sum()
    pairs = together.tocoo()
    excess = np.log(np.maximum(pairs.data, 1e-9) / (often[pairs.row] * common[pairs.col] + 1e-9))
    kept = (excess > 0) & (pairs.data >= 1)
    matrix = sparse.csr_matrix((excess[kept], (pairs.row[kept], pairs.col[kept])), shape=together.shape,
                               dtype=np.float32)
    left, strength, _ = randomized_svd(matrix, n_components=dimensions, n_iter=4, random_state=0)
    rows = left * np.sqrt(strength)
    unit: NDArray[np.float32] = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit
