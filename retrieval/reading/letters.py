"""The letters of a text, many looked at in one step."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Places = NDArray[np.int32]

COMMON = 0x3000          # characters below this have their sort in a table; the few others count as neither
_OTHER, _DIGIT, _CAPITAL, _SMALL = range(4)


def codes_of(text: str) -> NDArray[np.uint32]:
    """Return the number of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class Letters:
    """Tells of many places of a text what stands there."""

    def __init__(self, text: str) -> None:
        self._codes = codes = codes_of(text)
        self._sorts = _sorts()[np.minimum(codes, COMMON)]

    def digits(self, at: Places) -> Flags:
        return np.equal(self._sorts[at], _DIGIT)

    def capitals(self, at: Places) -> Flags:
        return np.equal(self._sorts[at], _CAPITAL)

    def all_capitals(self, start: Places, end: Places) -> Flags:
        """Say of each stretch whether it has a capital letter and no small one."""
        return _within(self._sorts == _CAPITAL, start, end) & ~_within(self._sorts == _SMALL, start, end)

    def among(self, marks: str, start: Places, end: Places) -> Flags:
        """Say of each stretch whether one of some characters is in it."""
        there = np.zeros(len(self._codes), dtype=bool)
        for mark in marks:
            there |= self._codes == ord(mark)
        return _within(there, start, end)


def _within(there: Flags, start: Places, end: Places) -> Flags:
    before = np.zeros(len(there) + 1, dtype=np.int32)
    np.cumsum(there, out=before[1:])
    return np.greater(before[end], before[start])


@cache
def _sorts() -> NDArray[np.uint8]:
    sorts = np.zeros(COMMON + 1, dtype=np.uint8)
    for code, letter in enumerate(map(chr, range(COMMON))):
        sorts[code] = _DIGIT if letter.isdigit() else _CAPITAL if letter.isupper() else _SMALL if letter.islower() else _OTHER
    return sorts
