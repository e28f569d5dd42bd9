"""BM25 over syllables and their pairs in a sparse matrix: the yardstick, and the source of wrong passages."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from retrieval.training.spelling import segments


class Bm25:
    """Scores every passage for a question."""

    def __init__(self, passages: Sequence[str], form: Callable[[str], str], *, pairs: bool = True, k1: float = 1.2,
                 b: float = 0.75) -> None:
        self._form, self._pairs = form, pairs
        self._columns: dict[str, int] = {}
        data: list[int] = []
        columns: list[int] = []
        starts = [0]
        for passage in passages:
            for term, n in Counter(self._terms(passage)).items():
                columns.append(self._columns.setdefault(term, len(self._columns)))
                data.append(n)
            starts.append(len(columns))
        many = len(passages)
        counts = csr_matrix((np.array(data, np.float32), np.array(columns), np.array(starts)),
                            shape=(many, len(self._columns)))
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        spread = k1 * (1 - b + b * lengths / max(lengths.mean(), 1e-9))
        found = np.bincount(counts.indices, minlength=len(self._columns))
        rarity = np.log(1 + (many - found + 0.5) / (found + 0.5))
        per_row = np.repeat(spread, np.diff(counts.indptr))
        counts.data = (counts.data * (k1 + 1) / (counts.data + per_row) * rarity[counts.indices]).astype(np.float32)
        self._by_term = counts.tocsc()

    def scores(self, question: str) -> NDArray[np.float32]:
        """The score of every passage."""
        total = np.zeros(self._by_term.shape[0], np.float32)
        for term in set(self._terms(question)):
            column = self._columns.get(term)
            if column is not None:
                begin, end = self._by_term.indptr[column : column + 2]
                total[self._by_term.indices[begin:end]] += self._by_term.data[begin:end]
        return total

    def _terms(self, text: str) -> list[str]:
        terms: list[str] = []
        for words in segments(self._form(text)):
            terms += words
            if self._pairs:
                terms += map("_".join, pairwise(words))
        return terms
