"""The kind of answer a question wants, learnt from how people ask: "tốn mấy?" wants a sum, "cao cỡ nào?" a number."""

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from retrieval.reading.words import find_words
from retrieval.sought import Sought, seek

Matrix = NDArray[np.float32]

KINDS = tuple(Sought)
BUCKETS = 1 << 14     # that runs of words fall into
_LONGEST = 2          # words of a run


class KindReader:
    """Tells the kind of answer a question wants; `weights` is (kinds, BUCKETS)."""

    def __init__(self, weights: Matrix) -> None:
        self._weights = weights.astype(np.float32)

    @classmethod
    def load(cls, path: Path) -> "KindReader":
        return cls(load_file(path)["weights"])

    def kind_of(self, text: str) -> Sought:
        """Return the likeliest kind; what the rules of `seek` say is one of its reasons, and of document numbers the last word."""
        if seek(text) is Sought.REFERENCE:
            return Sought.REFERENCE
        return KINDS[int(self._weights[:, list(buckets(text))].sum(axis=1).argmax())]


def buckets(text: str) -> Iterator[int]:
    """Yield what a question is judged by: its words and pairs of words, with and without accents, and what the rules say."""
    yield _bucket(f"rule {seek(text)}")
    found, _, _ = find_words(text)
    for side, words in (("plain", [plain for _, plain in found]), ("accented", [key for key, _ in found])):
        framed = ["<", *("0" if word[0].isdigit() else word for word in words), ">"]
        for length in range(1, _LONGEST + 1):
            for start in range(len(framed) - length + 1):
                yield _bucket(f"{side} {' '.join(framed[start:start + length])}")


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS


START = _bucket("plain <")      # met in every question
