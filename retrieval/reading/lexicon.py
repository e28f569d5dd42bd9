"""What the reader knows of words: how rare each is, and which can stand for one another."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from retrieval.reading.words import marks

Rows = NDArray[np.float32]

_AT_ONCE = 1_024     # rows that are worked out together
SHIPPED = Path(__file__).parents[1] / "model" / "reading"


class Lexicon:
    """Words and pairs of words with their counts and vectors; unit 0 is every word that is not there."""

    def __init__(self, words: Sequence[str], counts: NDArray[np.int64], rows: Rows | NDArray[np.int8]) -> None:
        self._number = {word: at for at, word in enumerate(words, 1)}
        self._counts = counts
        self._small = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.int8), _in_8_bits(rows)])
        self._scale = 1 / np.maximum(np.linalg.norm(self._small.astype(np.float32), axis=1), 1e-9)
        self.words = tuple(words)
        self._nothing: Rows = np.zeros(rows.shape[1], dtype=np.float32)

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> "Lexicon":
        """Read the shipped lexicon."""
        tensors = load_file(folder / "words.safetensors")
        words = bytes(tensors["words"]).decode().split("\n")
        return cls(words, tensors["counts"].astype(np.int64), tensors["rows"])

    @property
    def dimensions(self) -> int:
        return int(self._small.shape[1])

    def vectors(self, units: Sequence[int] | NDArray[np.integer[Any]]) -> Rows:
        """Return the vectors of units, each of length 1, zeros for unit 0."""
        rows: Rows = self._small[units].astype(np.float32) * self._scale[units, None]
        return rows

    def units(self, keys: Sequence[str], breaks: NDArray[np.int64] | None = None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of a text's words, pairs that belong together as one, and the place of each.

        `breaks` are words that no pair reaches to from the one before.
        """
        number = self._number
        numbers = np.array([number.get(key, 0) for key in keys], dtype=np.int64)
        places = np.arange(len(keys))
        if len(keys) < 2:
            return numbers, places
        told = marks(keys)
        known, pairs = self._pairs
        if not len(known):
            return numbers, places
        sought = _together(told[:-1], told[1:])
        at = np.minimum(known.searchsorted(sought), len(known) - 1)
        there = known[at] == sought
        if breaks is not None:
            there[breaks[(breaks > 0) & (breaks < len(keys))] - 1] = False
        first = np.flatnonzero(there)
        if not len(first):
            return numbers, places
        # Of pairs that overlap, one behind the other, every second one is taken.
        begun = np.maximum.accumulate(np.where(np.diff(first, prepend=-2) != 1, np.arange(len(first)), 0))
        first = first[(np.arange(len(first)) - begun) % 2 == 0]
        numbers[first] = pairs[at[first]]
        kept = np.ones(len(keys), dtype=bool)
        kept[first + 1] = False
        return numbers[kept], places[kept]

    def rarity(self, key: str, plain: str, accented: bool) -> float:
        """Return how much a word tells, from about 2 (said everywhere) to 14 (never met)."""
        seen = self._seen.get(key, 0) if accented else self._seen_plain.get(plain, 0)
        return math.log(self._total / (seen + 20))

    def unit_rarities(self, units: NDArray[np.integer[Any]]) -> Rows:
        """Return how much each word or pair of words tells, by its number."""
        rarities: Rows = self._rarities[units]
        return rarities

    def plain_units(self, plain: Sequence[str]) -> list[tuple[Rows, int, int]]:
        """Return (vector, place, length) of the words of an unaccented text, each the mean of what it may mean."""
        numbers, vectors = self._plain
        found = []
        at = 0
        while at < len(plain):
            pair = f"{plain[at]}_{plain[at + 1]}" if at + 1 < len(plain) else ""
            length = 2 if pair in numbers else 1
            number = numbers.get(pair if length == 2 else plain[at])
            found.append((self._nothing if number is None else vectors[number].astype(np.float32), at, length))
            at += length
        return found

    def telling(self, units: NDArray[np.integer[Any]]) -> Rows:
        """Return the vectors of units, each as long as its word is rare."""
        return self.vectors(units) * self.worth(units)[:, None]

    def worth(self, units: NDArray[np.integer[Any]]) -> Rows:
        """Return how long each vector is among those: 0 for a word that is not known."""
        return np.where(units > 0, np.maximum(self._rarities[units] - 3.0, 0.3), 0.0).astype(np.float32)

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Marks of the pairs of words, in order, and the number of each."""
        parts = [(word.partition("_"), number) for word, number in self._number.items() if "_" in word]
        told = _together(marks(first for (first, _, _), _ in parts), marks(second for (_, _, second), _ in parts))
        order = np.argsort(told)
        return told[order], np.array([number for _, number in parts], dtype=np.int64)[order]

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
    def _plain(self) -> tuple[dict[str, int], NDArray[np.float16]]:
        """The number of each word without accents, and a vector each, in half precision: they are many."""
        numbers: dict[str, int] = {}
        of = [numbers.setdefault("_".join(map(plain_key, word.split("_"))), len(numbers)) for word in self.words]
        sums = np.zeros((len(numbers), self.dimensions), dtype=np.float32)
        vectors = np.zeros(sums.shape, dtype=np.float16)
        for start in range(0, len(of), _AT_ONCE):       # what is needed on the way would stay taken from the system
            end = min(start + _AT_ONCE, len(of))
            np.add.at(sums, of[start:end], self.vectors(np.arange(start + 1, end + 1))
                      * self._counts[start:end, None].astype(np.float32))
        for start in range(0, len(sums), _AT_ONCE):
            some = sums[start:start + _AT_ONCE]
            vectors[start:start + _AT_ONCE] = some / np.maximum(np.linalg.norm(some, axis=1, keepdims=True), 1e-9)
        return numbers, vectors


def _together(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    return first * 1_000_003 + second      # runs over, and is no worse for it


_PLAIN = str.maketrans("đăâêôơư", "daaeoou")


def plain_key(key: str) -> str:
    """Return the plain key that goes with an accented one: "hiên1" becomes "hien"."""
    return key.translate(_PLAIN).rstrip("12345") if not key[0].isdigit() else key


def save(folder: Path, words: Sequence[str], counts: NDArray[np.int64], rows: Rows) -> None:
    """Write a lexicon: 8 bits a number."""
    folder.mkdir(exist_ok=True)
    letters = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    save_file({"words": letters, "counts": counts.astype(np.int32), "rows": _in_8_bits(rows)}, folder / "words.safetensors")


def _in_8_bits(rows: NDArray[np.float32] | NDArray[np.int8]) -> NDArray[np.int8]:
    if rows.dtype == np.int8:
        return rows.astype(np.int8)
    small: NDArray[np.int8] = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True).clip(1e-9) * 127).astype(np.int8)
    return small
