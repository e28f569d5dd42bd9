"""A passage as the reader sees it: its sentences, its words, and where each word stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.abbreviations import expand
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold_same_length
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.spans import Span, SpanKind, find_spans
from retrieval.reading.words import Places, find_places, keys_at, marks, plain_of

_REMEMBERED = 4_000    # passages; about 5 KB each
Marks = NDArray[np.int64]
Flags = NDArray[np.bool_]


class ReadSentence(NamedTuple):
    """A sentence: `text[start:end]`, words `first` to `last` (exclusive). A named tuple: a question makes hundreds."""

    start: int
    end: int
    first: int
    last: int


@dataclass
class ReadPassage:
    """The words of a text with all that is looked up again and again.

    Word i is `text[starts[i]:ends[i]]`; `keys` and `plain` mark it with its accents and without. `more` are marks of plain
    words that an abbreviation stands for, `more_at` where. `units` are the numbers of its words and word pairs in the
    lexicon, each beginning at the word that `unit_words` says. `lengths` are how long the sums of the units of each
    sentence are, rarer ones counting more. `shape` is filled when needed.
    """

    text: str
    starts: Places
    ends: Places
    keys: Marks
    plain: Marks
    more: Marks
    more_at: Places
    sentences: list[ReadSentence]
    units: NDArray[np.int32]
    unit_words: Places
    lengths: NDArray[np.float32]
    shape: NDArray[np.float32] | None = None
    _spans: dict[SpanKind, list[Span]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> str:
        """The text without accents, letter for letter."""
        return fold_same_length(self.text)

    def spans(self, kind: SpanKind) -> list[Span]:
        """Return what could be an answer of this kind, in order."""
        if kind not in self._spans:
            self._spans[kind] = find_spans(self.text, self.folded, kind)
        return self._spans[kind]

    def plain_words(self, first: int, last: int) -> list[str]:
        """Return words `first` to `last` (exclusive), without accents."""
        return keys_at(self.text, self.starts[first:last], self.ends[first:last])[1]

    def word_at(self, place: int) -> int:
        """Return the first word that ends after this character."""
        return int(self.ends.searchsorted(place, "right"))

    def unit_of(self, word: int) -> int:
        """Return in which unit a word is."""
        return int(self.unit_words.searchsorted(word, "right")) - 1

    def units_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first unit of `text[start:end]` and the one after the last."""
        last = len(self.starts) - 1
        first_word, last_word = min(self.word_at(start), last), min(self.word_at(end - 1), last)
        return self.unit_of(first_word), self.unit_of(max(last_word, first_word)) + 1


_CAPITALS = re.compile(r"(?<!\w)[A-ZĐƯ]{2,8}(?!\w)")


@cache
def _meaning(written: str) -> tuple[int, ...]:
    """Return the marks of the plain words that an abbreviation stands for, wherever it stands."""
    meanings = expand(written, "", "", in_question=False)
    return tuple(map(hash, plain_of(meanings[0]))) if meanings else ()


def _written_out(text: str, starts: Places) -> tuple[Marks, Marks]:
    """Return the marks of the words that abbreviations stand for, and at which word each abbreviation stands."""
    found = np.array([(found.start(), mark) for found in _CAPITALS.finditer(text) for mark in _meaning(found[0])],
                     dtype=np.int64).reshape(-1, 2)
    at = starts.searchsorted(found[:, 0])
    whole = np.append(starts, -1)[at] == found[:, 0]          # not where it is a part of a word
    return found[whole, 1], at[whole]


class PassageReader:
    """Reads passages, and remembers those it read last: between `remembered` and twice as many."""

    def __init__(self, lexicon: Lexicon, remembered: int = _REMEMBERED) -> None:
        self._lexicon = lexicon
        self._remembered = remembered
        self._known: dict[str, ReadPassage] = {}
        self._older: dict[str, ReadPassage] = {}

    def read(self, text: str) -> ReadPassage:
        """Return a passage as it was read before, or read it."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[ReadPassage]:
        """Do the same for several; together they take half the time."""
        known, older = self._known, self._older        # as they are now: another thread may put others in their place
        found = {text: passage for text in texts if (passage := known.get(text) or older.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in found]
        found.update(zip(fresh, self._read(fresh), strict=True))
        if len(known) + len(found) > self._remembered:
            self._known, self._older = {}, known
        self._known.update(found)
        return [found[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> Iterator[ReadPassage]:
        """Read texts as the lines of one: neither words nor sentences reach over the end of a line."""
        if not texts:
            return
        whole = "\n".join(texts)
        bases = np.cumsum([0, *(len(text) + 1 for text in texts)])
        starts, ends = find_places(whole)
        keys, plain = keys_at(whole, starts, ends)
        bounds = starts.searchsorted(bases)
        units, unit_words = self._lexicon.units(keys, bounds[1:-1])
        unit_bounds = unit_words.searchsorted(bounds)
        key_marks, plain_marks = marks(keys), marks(plain)
        more, more_at = _written_out(whole, starts)
        more_bounds = more_at.searchsorted(bounds)
        sentences = _sentences(whole, starts, bases, bounds)
        first = [sentence.first + base for base, own in zip(bounds.tolist(), sentences, strict=False) for sentence in own]
        lengths = self._lengths(units, first_units(unit_words, np.array(first), unit_bounds, [len(own) for own in sentences]))
        sentence_bounds = np.cumsum([0, *(len(own) for own in sentences)])
        for n, text in enumerate(texts):
            word, unit, extra, own = (slice(*them[n:n + 2].tolist()) for them in (bounds, unit_bounds, more_bounds,
                                                                                  sentence_bounds))
            # Copies, so that what is forgotten lets its memory go.
            yield ReadPassage(text, starts[word] - np.int32(bases[n]), ends[word] - np.int32(bases[n]), key_marks[word].copy(),
                              plain_marks[word].copy(), more[extra].copy(), more_at[extra] - word.start, sentences[n],
                              units[unit].astype(np.int32), (unit_words[unit] - word.start).astype(np.int32), lengths[own].copy())

    def _lengths(self, units: Marks, firsts: Marks) -> NDArray[np.float32]:
        if not len(firsts):
            return np.zeros(0, dtype=np.float32)
        lengths: NDArray[np.float32] = np.linalg.norm(np.add.reduceat(self._lexicon.telling(units), firsts, axis=0), axis=1)
        return lengths


def _sentences(whole: str, starts: Places, bases: NDArray[np.int64], bounds: NDArray[np.int64]) -> list[list[ReadSentence]]:
    """Return, text by text, the sentences that have a word; every word is in one."""
    cut = split_sentences(whole)
    texts: list[list[ReadSentence]] = [[] for _ in bounds[1:]]
    of = bases.searchsorted([start for start, _ in cut], "right") - 1
    last = 0
    for (start, end), after, n in zip(cut, starts.searchsorted([end for _, end in cut]).tolist(), of.tolist(), strict=True):
        if after > last:
            base, word = int(bases[n]), int(bounds[n])
            texts[n].append(ReadSentence(start - base, start - base + len(whole[start:end].rstrip()), last - word, after - word))
            last = after
    return texts


def first_units(unit_words: Marks, first_words: Marks, unit_bounds: Marks, sentences: Sequence[int]) -> Marks:
    """Return the first unit of each sentence, by its first word; `sentences` are how many each passage has.

    A pair may reach over a sentence end; it belongs where it begins.
    """
    last = np.repeat(np.maximum(unit_bounds[1:] - 1, 0), sentences)
    firsts: Marks = np.minimum(unit_words.searchsorted(first_words), last)
    return firsts


class Together:
    """Passages laid end to end, so that all their words are compared at once; sentences and units count through them.

    `row_of` says which passage a sentence is of, `word_at` its first word, `unit_at` its first unit.
    """

    def __init__(self, passages: Sequence[ReadPassage]) -> None:
        self._words = words = np.cumsum([0, *(len(one.starts) for one in passages)])
        counts = [len(one.sentences) for one in passages]
        self.units = np.concatenate([one.units for one in passages])
        self.row_of = np.repeat(np.arange(len(passages)), counts)
        self._keys = np.concatenate([one.keys for one in passages])
        self._plain = np.concatenate([one.plain for one in passages])
        self._more = np.concatenate([one.more for one in passages])
        self._more_at = np.concatenate([one.more_at + base for one, base in zip(passages, words, strict=False)])
        first = np.array([sentence.first for one in passages for sentence in one.sentences], dtype=np.int64)
        self.word_at = first + words[self.row_of]
        self._last_of_all = words[1:] - 1                  # the words after which another passage begins
        begun = np.concatenate([one.unit_words + base for one, base in zip(passages, words, strict=False)])
        bounds = np.cumsum([0, *(len(one.units) for one in passages)])
        self.unit_at = first_units(begun, self.word_at, bounds, counts)
        self.unit_bounds = bounds
        self.lengths = np.concatenate([one.lengths for one in passages])
        self._unit_words = begun

    def held(self, asked: Sequence[str], keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> "Held":
        """Compare every word with the plain words, the accented keys and the pairs of plain words of a question."""
        told = marks(asked)[:, None]
        plain, more = self._plain == told, self._more == told
        same = plain & (self._keys == marks(keys)[:, None])
        number = {word: at for at, word in enumerate(asked)}
        left, right = [number[word] for word, _ in pairs], [number[word] for _, word in pairs]
        follows = np.zeros_like(plain)
        follows[:, :-1] = plain[:, 1:]
        follows[:, self._last_of_all[self._last_of_all >= 0]] = False
        return Held(self._with_more(plain, more), _found(same),
                    self._with_more(plain[left] & follows[right], more[left] & follows[right][:, self._more_at]))

    def _with_more(self, words: Flags, more: Flags) -> tuple[Marks, Marks]:
        """Add what abbreviations stand for."""
        (column, word), (other, abbreviation) = np.nonzero(words), np.nonzero(more)
        return np.concatenate([word, self._more_at[abbreviation]]), np.concatenate([column, other])

    def sentence_of(self, words: Marks) -> Marks:
        """Return in which sentence words are, counted through all passages."""
        return np.asarray(self.word_at.searchsorted(words, "right") - 1)

    def row_of_words(self, words: Marks) -> Marks:
        """Return in which passage words are."""
        return np.asarray(self._words.searchsorted(words, "right") - 1)

    def unit_of(self, words: Marks) -> Marks:
        """Return in which unit words are."""
        return np.asarray(self._unit_words.searchsorted(words, "right") - 1)


class Held(NamedTuple):
    """Where the words of a question stand, each as the numbers of the words found and beside them those of the question."""

    plain: tuple[Marks, Marks]
    same: tuple[Marks, Marks]
    pairs: tuple[Marks, Marks]


def _found(there: Flags) -> tuple[Marks, Marks]:
    column, word = np.nonzero(there)
    return word, column
