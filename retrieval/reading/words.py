"""The words of a text as they are compared: by sound, without accents, and where each one stands."""

import re

from corpus.vietnamese.text import fold
from corpus.vietnamese.tone import iy_key, syllable_key

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
