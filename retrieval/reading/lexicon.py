"""What the reader knows of words: how rare each is, and which can stand for one another."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

Rows = NDArray[np.float32]

SHIPPED = Path(__file__).parents[1] / "model" / "reading"


class Lexicon:
    """Words and pairs of words with their counts and vectors; unit 0 is every word that is not there."""

    def __init__(self, words: Sequence[str], counts: NDArray[np.int64], rows: Rows) -> None:
        self._number = {word: at for at, word in enumerate(words, 1)}
        self._counts = counts
        self._pairs = frozenset(word for word in words if "_" in word)
        self.rows: Rows = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.float32), rows])
        self.words = tuple(words)

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> "Lexicon":
        """Read the shipped lexicon."""
        tensors = load_file(folder / "words.safetensors")
        words = bytes(tensors["words"]).decode().split("\n")
        rows = tensors["rows"].astype(np.float32)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return cls(words, tensors["counts"].astype(np.int64), rows)

    def units(self, keys: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the numbers of a text's words, pairs that belong together as one, and the place of each."""
        units, places = [], []
        number, pairs = self._number, self._pairs
        at, end = 0, len(keys)
        while at < end:
            pair = f"{keys[at]}_{keys[at + 1]}" if at + 1 < end else ""
            places.append(at)
            if pair in pairs:
                units.append(number[pair])
                at += 2
            else:
                units.append(number.get(keys[at], 0))
                at += 1
        return units, places

    def rarity(self, key: str, plain: str, accented: bool) -> float:
        """Return how much a word tells, from about 2 (said everywhere) to 14 (never met)."""
        seen = self._seen.get(key, 0) if accented else self._seen_plain.get(plain, 0)
        return math.log(self._total / (seen + 20))

    def unit_rarity(self, unit: int) -> float:
        """Return how much a word or pair of words tells, by its number."""
        return float(self._rarities[unit])

    def plain_units(self, plain: Sequence[str]) -> list[tuple[Rows, int, int]]:
        """Return (vector, place, length) of the words of an unaccented text, each the mean of what it may mean."""
        found = []
        at = 0
        while at < len(plain):
            pair = f"{plain[at]}_{plain[at + 1]}" if at + 1 < len(plain) else ""
            length = 2 if pair in self._plain_vectors else 1
            vector = self._plain_vectors.get(pair if length == 2 else plain[at])
            found.append((vector if vector is not None else self.rows[0], at, length))
            at += length
        return found

    @cached_property
    def telling(self) -> Rows:
        """The vectors, each as long as its word is rare."""
        return self.rows * np.concatenate([[0.0], np.maximum(self._rarities[1:] - 3.0, 0.3)]).astype(np.float32)[:, None]

    @cached_property
    def _rarities(self) -> Rows:
        counts = np.concatenate([[0], self._counts])
        rarities: Rows = np.log(self._total / (counts + 20.0)).astype(np.float32)
        return rarities

    @cached_property
    def _total(self) -> int:
        return int(self._counts.sum())

    @cached_property
    def _seen(self) -> dict[str, int]:
        """How often each single word is met, on its own and in pairs."""
        seen: defaultdict[str, int] = defaultdict(int)
        for word, count in zip(self.words, self._counts.tolist(), strict=True):
            for part in word.split("_"):
                seen[part] += count
        return dict(seen)

    @cached_property
    def _seen_plain(self) -> dict[str, int]:
        seen: defaultdict[str, int] = defaultdict(int)
        for word, count in self._seen.items():
            seen[plain_key(word)] += count
        return dict(seen)

    @cached_property
    def _plain_vectors(self) -> dict[str, Rows]:
        sums: dict[str, Rows] = {}
        for word, count, row in zip(self.words, self._counts.tolist(), self.rows[1:], strict=True):
            plain = "_".join(plain_key(part) for part in word.split("_"))
            sums[plain] = sums.get(plain, 0) + count * row
        return {plain: row / max(float(np.linalg.norm(row)), 1e-9) for plain, row in sums.items()}


_PLAIN = str.maketrans("đăâêôơư", "daaeoou")


def plain_key(key: str) -> str:
    """Return the plain key that goes with an accented one: "hiên1" becomes "hien"."""
    return key.translate(_PLAIN).rstrip("12345") if not key[0].isdigit() else key


def save(folder: Path, words: Sequence[str], counts: NDArray[np.int64], rows: Rows) -> None:
    """Write a lexicon: 8 bits a number."""
    folder.mkdir(exist_ok=True)
    scaled = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True).clip(1e-9) * 127).astype(np.int8)
    letters = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    save_file({"words": letters, "counts": counts.astype(np.int32), "rows": scaled}, folder / "words.safetensors")

