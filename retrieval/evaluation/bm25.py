"""BM25 over plain syllables with their accents: the yardstick that every search is printed beside."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from corpus.document import Audience
from corpus.vietnamese.syllables import words
from retrieval.evaluation.ranking import CUT, WHOLE
from retrieval.library import Library
from retrieval.protocols import Vector
from retrieval.question import Question

K1 = 1.2
B = 0.75

Found = tuple[str, int]     # a document, and the number of its passage

_EVERYBODY = frozenset(Audience)


class PlainBm25:
    """Ranks texts by the syllables that they share with a question, all in memory."""

    def __init__(self, texts: Iterable[tuple[Found, Audience, str]]) -> None:
        self._found: list[Found] = []
        self._audiences: list[Audience] = []
        postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for row, (found, audience, text) in enumerate(texts):
            self._found.append(found)
            self._audiences.append(audience)
            counts = Counter(words(text))
            lengths.append(counts.total())
            for word, count in counts.items():
                postings[word].append((row, count))
        length = np.array(lengths, np.float32)
        self._norm = K1 * (1 - B + B * length / max(float(length.mean()), 1e-9)) if lengths else length
        self._worth = {word: self._weigh(np.array(rows)) for word, rows in postings.items()}

    @classmethod
    def over_documents(cls, library: Library) -> "PlainBm25":
        """Rank whole documents, each with its title, as BEIR does."""
        return cls(((listing.id, 0), listing.audience, f"{listing.title}\n{library.excerpt(listing.id, 0, WHOLE)}")
                   for listing in library.documents(audiences=_EVERYBODY))

    @classmethod
    def over_passages(cls, library: Library) -> "PlainBm25":
        """Rank passages, each with the title of its document."""
        return cls(((found.document, found.id), found.audience, f"{found.title}\n{found.passage.text}")
                   for listing in library.documents(audiences=_EVERYBODY)
                   for found in library.document_passages(listing.id, audiences=_EVERYBODY))

    def search(self, question: Question) -> list[Found]:
        """Return the best that the asker may read, best first."""
        scores = np.zeros(len(self._found), np.float32)
        for word in set(words(question.text)):
            if word in self._worth:
                rows, worth = self._worth[word]
                scores[rows] += worth
        return [self._found[row] for row in self._best(scores, question.audiences)]

    def _best(self, scores: Vector, audiences: Collection[Audience]) -> list[int]:
        readable = (int(row) for row in np.argsort(-scores, kind="stable") if self._audiences[row] in audiences)
        return [row for row, _ in zip(readable, range(CUT), strict=False) if scores[row] > 0]

    def _weigh(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vector]:
        holders, counts = rows[:, 0], rows[:, 1]
        idf = math.log(1 + (len(self._found) - len(holders) + 0.5) / (len(holders) + 0.5))
        worth = idf * counts * (K1 + 1) / (counts + self._norm[holders])
        return holders, worth.astype(np.float32)
