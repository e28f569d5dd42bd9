"""What a question asks for, as the reader compares it with sentences."""

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.vietnamese.abbreviations import expansions
from corpus.vietnamese.text import fold_same_length
from retrieval.reading.lexicon import Lexicon, Rows
from retrieval.reading.words import find_words
from retrieval.sought import Sought


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words that tell something, and what its answer should look like.

    `weights` says how much each word tells; `named` marks words of names, `numeric` numbers. `beside[i]` is the plain
    key of the word next to word i in the question, "" when that one tells nothing. `noun` is what is counted
    ("bao nhiêu hộ dân": hộ dân), `frame` the words nearest the question word, where the fact's verb is.
    """

    text: str
    sought: Sought
    accented: bool
    keys: list[str]
    plain: list[str]
    weights: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    named: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    numeric: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    pairs: list[tuple[str, str]]
    pair_weights: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    units: Rows                   # a row a unit
    unit_weights: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    noun: tuple[str, ...]
    noun_vector: Rows | None
    ordinal: bool
    nearness: "np.ndarray[tuple[int], np.dtype[np.float32]]"          # of each word to the question word
    unit_nearness: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    said: Rows                    # a row a unit of the whole question, its question words too
    said_worth: Rows              # beside each: its weight, its nearness to the question word, its place


_MOST = 60            # words that are compared; a longer question is no more telling
_EARLIER = 0.5        # what a word of the question before counts

# Words, without accents, that questions are built with. What is left says what the question is about.
_BUILT_WITH = frozenset(["ai", "la", "gi", "nao", "dau", "sao", "may", "bao", "nhieu", "khi", "gio", "the", "nhu", "co", "khong", "chua", "phai", "duoc", "bi", "cho", "cua", "va", "hay", "hoac", "voi", "o", "tai", "trong", "ve", "tu", "den", "vao", "ra", "thi", "ma", "cac", "nhung", "nay", "do", "kia", "ay", "ni", "mo", "rang", "rua", "vay", "nhi", "nhe", "nha", "oi", "da", "roi", "se", "dang", "cung", "con", "hon", "theo", "de", "luc", "lai", "minh", "toi", "xin", "hoi", "biet", "muon", "vi", "ly", "li", "do", "nhung", "cai", "what", "who", "how", "when", "where", "why", "is", "are", "was", "were", "the", "of", "in", "on", "for", "and", "did", "does", "do", "many", "much", "which"])
_ASKING = re.compile(r"(?<!\w)(?:bao nhieu|may|nhieu nao)(?!\w)\s*(?P<noun>(?:[a-z0-9]+\s*){0,3})")
_SIZES = (
    (re.compile(r"\b(?:rong|dai|cao|sau)\s+(?:\w+\s+)?(?:bao nhieu|may)\b"), ("m", "met")),
    (re.compile(r"\b(?:dien tich|rong bao nhieu)\b"), ("m2", "ha", "hecta")),
    (re.compile(r"\b(?:phan tram|ty le|ti le)\b"), ("phan", "tram")),
)
_ORDINAL = re.compile(r"\b(?:so may|so bao nhieu|thu may|dot may|lan may|to may|khu may|khoa may)\b")
_CAPITAL = re.compile(r"[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ]")


def written_out(text: str) -> str:
    """Return a question with its abbreviations written out: documents may do either, and are read as if they did."""
    for start, end, meanings in reversed(expansions(text, in_question=True)):
        text = text[:start] + re.sub(r"\(.*?\)", "", meanings[0]).strip() + text[end:]
    return text


def ask(text: str, sought: Sought, lexicon: Lexicon, fresh: int | None = None) -> Asked:
    """Work out what the reader looks for. Words after the first `fresh` characters come from earlier questions."""
    found, starts, _ = find_words(text)
    folded = fold_same_length(text)
    accented = folded != text.lower()
    capitals = sum(bool(_CAPITAL.match(text[start])) for start in starts)
    told = capitals < len(starts) * 0.6
    asking = [span for pattern in (_ASKING,) for match in pattern.finditer(folded)
              for span in [(match.start(), match.start("noun"))]]
    kept: list[int] = []
    weights, named, numeric = [], [], []
    for at, ((key, bare), start) in enumerate(zip(found, starts, strict=True)):
        if bare in _BUILT_WITH and not (told and at and text[start].isupper()):
            continue
        if any(left <= start < right for left, right in asking):
            continue
        if len(kept) == _MOST:
            break
        kept.append(at)
        worth = max(lexicon.rarity(key, bare, accented) - 3.0, 0.3)
        weights.append(worth if fresh is None or start < fresh else worth * _EARLIER)
        named.append(float(told and at > 0 and text[start].isupper()))
        numeric.append(float(bare[0].isdigit()))
    pairs, pair_weights = [], []
    for left, right in pairwise(kept):
        if right == left + 1:
            pairs.append((found[left][1], found[right][1]))
            pair_weights.append(weights[kept.index(left)] + weights[kept.index(right)])
    asked_at = [at for at, ((_, bare), start) in enumerate(zip(found, starts, strict=True))
                if (bare in _QUESTION_WORDS and not text[start].isupper()) or any(a <= start < b for a, b in asking)]
    parts = _parts(found, accented, lexicon) or [(np.zeros(lexicon.dimensions, dtype=np.float32), 0, 1)]
    said, said_worth = _said(parts, dict(zip(kept, weights, strict=True)), asked_at)
    telling = said_worth[:, 0] > 0
    units, unit_weights, unit_nearness = said[telling], said_worth[telling, 0], said_worth[telling, 1]
    if not len(units):
        units, unit_weights, unit_nearness = said[:1] * 0, said_worth[:1, 0], said_worth[:1, 0]
    noun = _noun(folded)
    noun_keys = [(key, bare) for (key, bare), start in zip(found, starts, strict=True) if bare in noun]
    noun_vector = None
    if noun_keys:
        numbers, _ = lexicon.units([key for key, _ in noun_keys])
        rows = (lexicon.vectors(numbers) if accented
                else np.array([row for row, _, _ in lexicon.plain_units([bare for _, bare in noun_keys])]))
        total = rows.sum(axis=0)
        norm = float(np.linalg.norm(total))
        noun_vector = total / norm if norm > 0 else None
    return Asked(text, sought, accented, [found[at][0] for at in kept], [found[at][1] for at in kept],
                 np.array(weights, dtype=np.float32), np.array(named, dtype=np.float32),
                 np.array(numeric, dtype=np.float32), pairs, np.array(pair_weights, dtype=np.float32),
                 units, unit_weights, noun, noun_vector, bool(_ORDINAL.search(folded)),
                 np.array([_nearness(at, asked_at) for at in kept], dtype=np.float32), unit_nearness, said, said_worth)


_QUESTION_WORDS = frozenset(["ai", "gi", "nao", "dau", "may", "bao", "nhieu", "sao", "ly", "do", "what", "who", "how", "when", "where", "why", "which"]) - {"bao", "ly", "do"}


def _nearness(at: int, asked_at: list[int]) -> float:
    """Return 1 beside the question word, less further off: there stands what the fact is about."""
    return math.exp(-min((abs(at - place) for place in asked_at), default=4) / 3.0)


def _parts(found: list[tuple[str, str]], accented: bool, lexicon: Lexicon) -> list[tuple[Rows, int, int]]:
    """Return (vector, first word, word after) of each unit of a question."""
    if not accented:
        return [(row, first, first + length) for row, first, length in lexicon.plain_units([bare for _, bare in found])]
    numbers, places = lexicon.units([key for key, _ in found])
    bounds = [*places.tolist(), len(found)]
    return list(zip(lexicon.vectors(numbers), bounds[:-1], bounds[1:], strict=True))


def _said(parts: list[tuple[Rows, int, int]], worth: dict[int, float], asked_at: list[int]) -> tuple[Rows, Rows]:
    """Return the vectors of a question's units, and beside each its weight, nearness and place; never none at all."""
    rows = [row for row, _, _ in parts]
    told = [(sum(worth.get(at, 0.0) for at in range(first, last)) if row.any() else 0.0,
             max(_nearness(at, asked_at) for at in range(first, last)), first / 20) for row, first, last in parts]
    return np.array(rows, dtype=np.float32), np.array(told, dtype=np.float32)


_NO_NOUN = _BUILT_WITH | frozenset(["tren", "duoi", "moi", "trong", "hien", "hoan", "duoc", "nam"]) - {"nam"}


def _noun(folded: str) -> tuple[str, ...]:
    for pattern, unit in _SIZES:
        if pattern.search(folded):
            return unit
    for found in _ASKING.finditer(folded):
        words: list[str] = []
        for word in found["noun"].split():
            if word in _NO_NOUN or len(words) == 2:
                break
            words.append(word)
        if words:
            return tuple(words)
    return ()
