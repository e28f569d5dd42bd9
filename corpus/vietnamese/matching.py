"""Matching that forgives missing accents, but not wrong ones: "nam truoc" may be "năm trước", "Nam trước" may not."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from corpus.vietnamese.text import fold
from corpus.vietnamese.tone import syllable_key

Vocabulary = Mapping[str, frozenset[str]]

_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = 0.3   # of the words of Vietnamese text about three in four carry an accent; in chat sometimes fewer


def is_accented(text: str) -> bool:
    """Whether a text was typed with accents, so that a word without one is another word."""
    words = _WORD.findall(text)
    return sum(not word.isascii() for word in words) > _ACCENTED * len(words)


def vocabulary(phrases: Iterable[str]) -> Vocabulary:
    """The words that a pattern over folded text means, with their accents."""
    words: dict[str, set[str]] = {}
    for phrase in phrases:
        for word in _WORD.findall(phrase.lower()):
            words.setdefault(fold(word), set()).add(syllable_key(word))
    return {folded: frozenset(keys) for folded, keys in words.items()}


def agrees(written: str, meant: Vocabulary, *, accented: bool) -> bool:
    """Whether the accents of what was matched in folded text are those of the words meant.

    `accented` says how the whole text was typed: see `is_accented`.
    """
    for word in _WORD.findall(written.lower()):
        keys = meant.get(fold(word))
        if keys and syllable_key(word) not in keys and (accented or not word.isascii()):
            return False
    return True


class Phrases:
    """Phrases to be found in folded text by `pattern`, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._meant: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            words = phrase.lower().split()
            self._meant.setdefault(fold(" ".join(words)), []).append([syllable_key(word) for word in words])
        folded = sorted(self._meant, key=lambda phrase: (-len(phrase), phrase))
        self.pattern = "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in folded) + ")"

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def match(self, letters: str, folded: str, at: int, *, accented: bool) -> int | None:
        """Where the longest phrase that stands at a place ends; `folded` is `letters` folded in place."""
        end = len(folded)
        while match := self._compiled.match(folded, at, end):
            end = match.end()
            if not folded[end: end + 1].isalnum() and self.agrees(letters[at:end], accented=accented):
                return end
            end -= 1                          # then a shorter one: "hộ so" is not "hồ sơ", but "hộ" is
        return None

    def agrees(self, written: str, *, accented: bool) -> bool:
        """Whether the accents of a match of `pattern` are those of a phrase; see `agrees`."""
        words = written.lower().split()
        return any(
            len(keys) == len(words) and all(
                syllable_key(word) == key or (word.isascii() and not accented)
                for word, key in zip(words, keys, strict=True)
            )
            for keys in self._meant.get(fold(" ".join(words)), [])
        )
