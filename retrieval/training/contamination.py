"""Texts of the evaluation sets are found again in the training texts, and left out.

Two texts are the same when they share runs of eight syllables, accents and punctuation aside: more than twenty in a
long text (laws and offices repeat set phrases), or a fifth of all in a short one.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.training.spelling import fold

RUN = 8
MOST_SHARED_RUNS = 20


class Excluded:
    """The runs of syllables of everything that must not be trained on."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [runs(text) for text in texts]
        self._runs = np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)

    def holds(self, text: str) -> bool:
        """Say whether `text` repeats an excluded text."""
        own = np.unique(runs(text))
        if not len(own) or not len(self._runs):
            return False
        at = np.minimum(np.searchsorted(self._runs, own), len(self._runs) - 1)
        shared = int((self._runs[at] == own).sum())
        return shared > MOST_SHARED_RUNS or shared * 5 >= len(own)


def runs(text: str) -> NDArray[np.uint64]:
    """A number for each run of eight syllables."""
    words = _WORD.findall(fold(text))
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    codes = np.fromiter((_code(word) for word in words), np.uint64, len(words))
    total = np.zeros(len(codes) - RUN + 1, np.uint64)
    for i in range(RUN):
        total = total * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + len(total)]
    return total


def evaluation_texts(folder: Path) -> Iterable[str]:
    """Every passage, document and question of the evaluation sets under `folder`."""
    for name in ("corpus.jsonl", "docs.jsonl", "queries.jsonl", "qa.jsonl"):
        for path in sorted(folder.glob(f"*/{name}")):
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                yield "\n".join(str(row.get(field) or "") for field in ("title", "text", "question"))


_WORD = re.compile(r"[^\W_]+")
_CODES: dict[str, int] = {}


def _code(word: str) -> int:
    code = _CODES.get(word)
    if code is None:
        value = 0xCBF29CE484222325
        for byte in word.encode():
            value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        code = _CODES[word] = value
    return code
