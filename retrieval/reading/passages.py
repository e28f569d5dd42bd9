"""A passage as the reader sees it: its sentences, its words, and where each word stands."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.abbreviations import expand
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold_same_length
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.spans import Span, SpanKind, find_spans
from retrieval.reading.words import find_words, plain_of

_REMEMBERED = 3_000    # passages; about 15 KB each
_Places = Sequence[int]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence: `text[start:end]`, words `first` to `last` (exclusive), units likewise."""

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class ReadPassage:
    """The words of a text with all that is looked up again and again.

    `at` holds the places of each plain word; `units` are the numbers of its words and word pairs in the lexicon, each
    beginning at the word that `unit_words` says; `unit_of` says in which unit a word is. `shape` is filled when needed.
    """

    text: str
    folded: str
    keys: list[str]
    plain: list[str]
    starts: _Places
    ends: _Places
    sentences: list[ReadSentence]
    sentence_of: _Places
    at: dict[str, _Places]
    units: NDArray[np.int64]
    unit_words: _Places
    unit_of: _Places
    shape: NDArray[np.float32] | None = None
    _spans: dict[SpanKind, list[Span]] = field(default_factory=dict)

    def spans(self, kind: SpanKind) -> list[Span]:
        """Return what could be an answer of this kind, in order."""
        if kind not in self._spans:
            self._spans[kind] = find_spans(self.text, self.folded, kind)
        return self._spans[kind]

    def word_at(self, place: int) -> int:
        """Return the first word that ends after this character."""
        return bisect_right(self.ends, place)

    def units_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first unit of `text[start:end]` and the one after the last."""
        last = len(self.unit_of) - 1
        first_word, last_word = min(self.word_at(start), last), min(self.word_at(end - 1), last)
        return self.unit_of[first_word], self.unit_of[max(last_word, first_word)] + 1


_CAPITALS = re.compile(r"(?<!\w)[A-ZĐƯ]{2,8}(?!\w)")


def _write_out(text: str, at: dict[str, list[int]], starts: list[int]) -> None:
    """Let the words that an abbreviation stands for be found where it stands."""
    for found in _CAPITALS.finditer(text):
        place = bisect_left(starts, found.start())
        if place < len(starts) and starts[place] == found.start():
            for word in _meaning(found[0]):
                at[word].append(place)


@cache
def _meaning(written: str) -> tuple[str, ...]:
    """Return the plain words that an abbreviation stands for, wherever it stands."""
    meanings = expand(written, "", "", in_question=False)
    return tuple(plain_of(meanings[0])) if meanings else ()


class PassageReader:
    """Reads passages, and remembers those it read last."""

    def __init__(self, lexicon: Lexicon, remembered: int = _REMEMBERED) -> None:
        self._lexicon = lexicon
        self.read = lru_cache(maxsize=remembered)(self._read)

    def _read(self, text: str) -> ReadPassage:
        pairs, starts, ends = find_words(text)
        keys = [key for key, _ in pairs]
        plain = [bare for _, bare in pairs]
        at: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(plain):
            at[word].append(place)
        _write_out(text, at, starts)
        sentences: list[ReadSentence] = []
        sentence_of: list[int] = []
        last = 0
        for start, end in split_sentences(text):
            first = last
            while last < len(starts) and starts[last] < end:
                last += 1
            if last == first:
                continue
            while end > start and text[end - 1].isspace():
                end -= 1
            sentence_of += [len(sentences)] * (last - first)
            sentences.append(ReadSentence(start, end, first, last))
        units, unit_words = self._lexicon.units(keys)
        cuts = [*unit_words, len(keys)]
        unit_of = [unit for unit in range(len(units)) for _ in range(cuts[unit], cuts[unit + 1])]
        return ReadPassage(text, fold_same_length(text), keys, plain, _packed(starts), _packed(ends), sentences,
                           _packed(sentence_of), {word: tuple(places) for word, places in at.items()},
                           np.array(units, dtype=np.int64), _packed(unit_words), _packed(unit_of))


def _packed(numbers: list[int]) -> _Places:
    return array("I", numbers)      # a tenth of the memory: thousands of passages are remembered
