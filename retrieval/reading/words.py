"""The words of a text as they are compared: by sound, without accents, and where each one stands."""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.text import fold
from corpus.vietnamese.tone import iy_key, syllable_key
from retrieval.reading.letters import COMMON, codes_of

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+\d?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ENOUGH = 100_000


class _Keys(dict[str, tuple[str, str]]):
    """What each word met so far is compared by."""

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) > _ENOUGH:
            self.clear()
        self[word] = keys = _word_keys(word)
        return keys


_keys = _Keys()


def find_words(text: str) -> tuple[list[tuple[str, str]], list[int], list[int]]:
    """Return (accented key, plain key) of each word, and where each begins and ends.

    "hiến" is ("hiên1", "hien"), "hiện" ("hiên5", "hien"), "2.700" and "05" are numbers: ("2700", "2700"), ("5", "5").
    """
    found = list(_WORD.finditer(text))
    return [_keys[word[0]] for word in found], [word.start() for word in found], [word.end() for word in found]


Places = NDArray[np.int32]
_SEPARATORS = ".,/"
_OTHER, _LETTER, _DIGIT, _SEPARATOR = range(4)


def find_places(text: str) -> tuple[Places, Places]:
    """Return where each word begins and ends, as `find_words` does, many letters at a time."""
    codes = codes_of(text)
    if not len(codes) or int(codes.max()) >= COMMON:
        places = [found.span() for found in _WORD.finditer(text)]
        both = np.array(places, dtype=np.int32).reshape(-1, 2)
        return both[:, 0], both[:, 1]
    sorts = np.zeros(len(codes) + 2, dtype=np.uint8)
    sorts[1:-1] = _sorts()[codes]
    letter, digit = sorts == _LETTER, sorts == _DIGIT
    ending = digit.copy()                                    # a digit right after letters belongs to them: m2
    ending[1:] &= letter[:-1]
    number = digit & ~ending
    within = number.copy()
    within[1:-1] |= (sorts[1:-1] == _SEPARATOR) & number[:-2] & digit[2:]
    begins = letter[1:-1] & ~letter[:-2] | number[1:-1] & ~within[:-2]
    ends = ending[1:-1] | letter[1:-1] & ~(letter | digit)[2:] | within[1:-1] & ~within[2:]
    return np.flatnonzero(begins).astype(np.int32), (np.flatnonzero(ends) + 1).astype(np.int32)


@cache
def _sorts() -> NDArray[np.uint8]:
    letters = map(chr, range(COMMON))
    return np.array([_DIGIT if one.isdecimal() else _LETTER if one.isalnum() else _SEPARATOR if one in _SEPARATORS
                     else _OTHER for one in letters], dtype=np.uint8)


def keys_at(text: str, starts: Places, ends: Places) -> tuple[list[str], list[str]]:
    """Return the accented keys and the plain keys of the words that stand there."""
    pairs = [_keys[text[start:end]] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return [key for key, _ in pairs], [plain for _, plain in pairs]


def marks(words: Iterable[str]) -> NDArray[np.int64]:
    """Return a number for each word by which words are told apart in this process, and in no other."""
    return np.array([hash(word) for word in words], dtype=np.int64)


def keys_of(text: str) -> list[str]:
    """Return the accented keys of a text alone."""
    return [_keys[word][0] for word in _WORD.findall(text)]


def plain_of(text: str) -> list[str]:
    """Return the plain keys of a text alone."""
    return [_keys[word][1] for word in _WORD.findall(text)]


def _word_keys(word: str) -> tuple[str, str]:
    if word[0].isdigit():
        number = _number(word)
        return number, number
    low = word.lower()
    return syllable_key(low), iy_key(fold(low))


def _number(word: str) -> str:
    if _GROUPED.fullmatch(word):
        word = word.replace(".", "")
    return re.sub(r"(?<![\d,.])0+(?=\d)", "", word)
