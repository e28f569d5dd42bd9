"""What tells a passage that answers a question from one that only resembles it, as numbers: the re-ranker's view.

Everything about the fifty candidates of a question is computed at once: their words stand one after another in long
arrays, and a question word is compared with all of them in one operation.
"""

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from retrieval.training.spelling import accented, fold

Codes = NDArray[np.uint32]
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the ranker reads it: a number for each word, without and with accents, its kind, its sentence."""

    folded: Codes
    accented: Codes
    kinds: NDArray[np.uint8]
    sentences: NDArray[np.int32]       # where each sentence begins

    @classmethod
    def of(cls, text: str) -> "Words":
        """Read a text."""
        codes: list[tuple[int, int, int]] = []
        starts: list[int] = []
        begins = True
        for token in _TOKEN.findall(text):
            if token[0] in _ENDS:
                begins = True
                continue
            plain, exact, kind = _word(token)
            if begins:
                starts.append(len(codes))
                if kind & CAPITAL:
                    kind ^= CAPITAL
                begins = False
            codes.append((plain, exact, kind))
        if not codes:
            return cls(np.zeros(1, np.uint32), np.zeros(1, np.uint32), np.zeros(1, np.uint8), np.zeros(1, np.int32))
        table = np.array(codes, np.uint32)
        return cls(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].astype(np.uint8), np.array(starts, np.int32))


LONGEST_QUESTION = 600     # in characters: what stands behind is not looked at
CAPITAL, DIGIT, DATE, MONEY, REASON, PLACE = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found for a question, and how it was found."""

    words: Words
    title: Words
    document: int
    lexical: float
    dense: float


class Rarity:
    """How much finding a word says: the logarithm of one over the share of passages that hold it."""

    def __init__(self, codes: Codes, rarity: Numbers) -> None:
        self.codes, self.values = codes, rarity

    def __call__(self, codes: Codes) -> Numbers:
        """Rarity of each word; that of a word never met is the greatest."""
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        result: Numbers = np.where(self.codes[at] == codes, self.values[at], self.values.max()).astype(np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Layers:
    """A network of one hidden layer over features of mean 0 and spread 1."""

    mean: Numbers
    spread: Numbers
    hidden: Numbers
    bias: Numbers
    out: Numbers

    def __call__(self, given: Numbers) -> Numbers:
        """A score a candidate; only their order means something."""
        result: Numbers = np.tanh((given - self.mean) / self.spread @ self.hidden.T + self.bias) @ self.out
        return result


def save_ranker(path: Path, layers: Layers, rarity: Rarity) -> None:
    """Write the ranker's numbers."""
    save_file({"mean": layers.mean, "spread": layers.spread, "hidden": layers.hidden, "bias": layers.bias,
               "out": layers.out, "rarity_codes": rarity.codes, "rarity": rarity.values.astype(np.float16)}, path,
              {"features": json.dumps(FEATURES)})


def open_ranker(path: Path) -> tuple[Layers, Rarity]:
    """Read what `save_ranker` wrote."""
    held = load_file(path)
    return (Layers(held["mean"], held["spread"], held["hidden"], held["bias"], held["out"]),
            Rarity(held["rarity_codes"], held["rarity"].astype(np.float32)))


def rarity_of(passages: Sequence[str]) -> Rarity:
    """How rare each word is among passages."""
    found = Counter(code for passage in passages for code in np.unique(Words.of(passage).folded).tolist())
    kept = sorted(code for code, n in found.items() if n >= 3)
    return Rarity(np.array(kept, np.uint32),
                  np.array([math.log(len(passages) / found[code]) for code in kept], np.float32))


FEATURES = (
    "lexical share", "lexical spread", "lexical rank", "dense", "dense spread", "dense rank",
    "words", "accented words", "pairs", "longest run", "best sentence", "best two sentences",
    "sentence with the kind asked", "kind asked is there", "numbers", "names", "title", "words or title",
    "document words", "document lexical", "missed rarest", "words telling here", "best two sentences, telling here",
    "words beyond the title",
)


def features(question: str, candidates: Sequence[Candidate], rarity: Rarity) -> Numbers:
    """A row a candidate, a column a feature."""
    asked = Words.of(question[:LONGEST_QUESTION])
    every = _Joined(candidates)
    sequence = asked.folded
    terms, first, of_word = np.unique(sequence, return_index=True, return_inverse=True)
    weight = rarity(terms)
    weight[np.isin(terms, _ASKING)] *= 0.15
    total = float(weight.sum()) + 1e-6
    found, at = _find(every.folded, terms)

    in_passage = np.zeros((len(terms), every.many), np.float32)
    in_passage[found, every.owner[at]] = 1
    in_sentence = np.zeros((len(terms), len(every.sentences)), np.float32)
    in_sentence[found, every.sentence_of[at]] = 1
    covered = weight @ in_passage / total
    by_sentence = weight @ in_sentence / total
    following = every.sentence_owner[1:] == every.sentence_owner[:-1]
    both = in_sentence.copy()
    np.maximum(both[:, :-1], in_sentence[:, 1:] * following, out=both[:, :-1])
    by_two = weight @ both / total

    # A word that most candidates hold does not tell them apart: where all passages are about one subject, its name.
    telling = weight * np.log((every.many + 1) / (in_passage.sum(axis=1) + 0.5))
    telling_total = float(telling.sum()) + 1e-6

    covered_exactly = covered
    if (sequence != asked.accented).any():
        exact_terms, exact_first = np.unique(asked.accented, return_index=True)
        exactly, exact_at = _find(every.accented, exact_terms)
        in_passage_exactly = np.zeros((len(exact_terms), every.many), np.float32)
        in_passage_exactly[exactly, every.owner[exact_at]] = 1
        exact_weight = weight[of_word[exact_first]]
        covered_exactly = exact_weight @ in_passage_exactly / (float(exact_weight.sum()) + 1e-6)

    pairs, longest_run = _runs(of_word, weight, every, found, at)
    longest_run /= total

    kind = _kind_asked(fold(question))
    typed = np.maximum.reduceat(by_two, every.sentence_starts)
    there = np.full(every.many, 0.5, np.float32)
    if kind:
        new = every.kinds.copy()
        new[at] &= REASON | MONEY      # a name or number of the question is no answer; "vì" and "đồng" go with one
        fits = (np.bitwise_or.reduceat(new, every.sentences) & kind) > 0
        fits_two = fits.copy()
        fits_two[:-1] |= fits[1:] & following
        typed = np.maximum.reduceat(np.where(fits_two, by_two, 0), every.sentence_starts)
        there = np.maximum.reduceat(fits, every.sentence_starts).astype(np.float32)

    digits, names = (asked.kinds[first] & DIGIT) > 0, (asked.kinds[first] & CAPITAL) > 0
    in_title = np.zeros((len(terms), every.many), np.float32)
    title_found, title_at = _find(every.title, terms)
    in_title[title_found, every.title_owner[title_at]] = 1
    anywhere = np.maximum(in_passage, in_title)
    documents, members = np.unique(every.documents, return_inverse=True)
    of_document = np.zeros((len(terms), len(documents)), np.float32)
    np.maximum.at(of_document.T, members, anywhere.T)
    best_lexical = np.zeros(len(documents), np.float32)
    np.maximum.at(best_lexical, members, every.lexical)
    lexical_top = max(float(every.lexical.max()), 1e-6)

    untitled = weight[:, None] * (1 - in_title)
    rarest = np.argsort(-weight)[:3]
    half = np.full(every.many, 0.5, np.float32)
    columns = (
        every.lexical / lexical_top, _spread(every.lexical), _rank(every.lexical), every.dense, _spread(every.dense),
        _rank(every.dense), covered, covered_exactly, pairs, longest_run,
        np.maximum.reduceat(by_sentence, every.sentence_starts), np.maximum.reduceat(by_two, every.sentence_starts),
        typed, there, in_passage[digits].mean(axis=0) if digits.any() else half,
        anywhere[names].mean(axis=0) if names.any() else half,
        weight @ in_title / total, weight @ anywhere / total,
        (weight @ of_document / total)[members], best_lexical[members] / lexical_top,
        1 - anywhere[rarest].mean(axis=0), telling @ in_passage / telling_total,
        np.maximum.reduceat(telling @ both, every.sentence_starts) / telling_total,
        (untitled * in_passage).sum(axis=0) / (untitled.sum(axis=0) + 1e-6),
    )
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _find(words: Codes, terms: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which term (a position in the sorted `terms`) stands at which place, for every place that holds one."""
    slot = np.minimum(np.searchsorted(terms, words), len(terms) - 1)
    at = np.flatnonzero(terms[slot] == words)
    return slot[at], at


def _runs(asked: NDArray[np.int64], weight: Numbers, every: "_Joined", found: NDArray[np.int64],
          at: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """The share of neighbouring question words that are neighbours in a passage, and the weightiest run in common."""
    pairs = np.zeros(every.many, np.float32)
    longest = np.zeros(every.many, np.float32)
    if not len(at):
        return pairs, longest
    owner = every.owner[at]
    joins = np.append(False, (at[1:] == at[:-1] + 1) & (owner[1:] == owner[:-1]))
    run = np.zeros(len(at) + 1, np.float32)
    best = np.zeros(len(at), np.float32)
    total = 1e-6
    for i, term in enumerate(asked):
        grown = (run[:-1] * joins + weight[term]) * (found == term)
        if i:
            worth = float(weight[asked[i - 1]] + weight[term])
            total += worth
            beside = joins[1:] & (found[1:] == term) & (found[:-1] == asked[i - 1])
            there = np.zeros(every.many, np.float32)
            there[owner[1:][beside]] = worth
            pairs += there
        run[1:] = grown
        np.maximum(best, grown, out=best)
    np.maximum.at(longest, owner, best)
    return pairs / total, longest


class _Joined:
    """The words of all candidates, one after another."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.many = len(candidates)
        self.folded = np.concatenate([c.words.folded for c in candidates])
        self.accented = np.concatenate([c.words.accented for c in candidates])
        self.kinds = np.concatenate([c.words.kinds for c in candidates])
        self.lengths = np.array([len(c.words.folded) for c in candidates])
        self.starts = _starts(self.lengths)
        self.owner = np.repeat(np.arange(self.many), self.lengths)
        self.title = np.concatenate([c.title.folded for c in candidates])
        self.title_owner = np.repeat(np.arange(self.many), [len(c.title.folded) for c in candidates])
        many = np.array([len(c.words.sentences) for c in candidates])
        self.sentence_starts = _starts(many)
        self.sentence_owner = np.repeat(np.arange(self.many), many)
        self.sentences = np.concatenate([c.words.sentences for c in candidates]) + self.starts[self.sentence_owner]
        begins = np.zeros(len(self.folded), np.int64)
        begins[self.sentences] = 1
        self.sentence_of = np.cumsum(begins) - 1
        self.documents = np.array([c.document for c in candidates])
        self.lexical = np.array([c.lexical for c in candidates], np.float32)
        self.dense = np.array([c.dense for c in candidates], np.float32)


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(lengths)[:-1]))


def _spread(scores: Numbers) -> Numbers:
    result: Numbers = (scores - scores.mean()) / (scores.std() + 1e-6)
    return result


def _rank(scores: Numbers) -> Numbers:
    rank = np.empty(len(scores), np.float32)
    rank[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    result: Numbers = (1 / (1 + rank)).astype(np.float32)
    return result


def _kind_asked(question: str) -> int:
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind
    return 0


_KINDS = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in (
    (MONEY, r"bao nhieu tien|may tien|so tien|bao nhieu (?:trieu|ty|dong|nghin)|kinh phi|gia bao nhieu|ton bao nhieu|"
            r"het bao nhieu|muc phat|how much"),
    (DATE | DIGIT, r"khi nao|bao gio|luc nao|hom nao|ngay nao|nam nao|thang nao|ngay may|may gio|thoi gian nao|"
                   r"thoi diem nao|ngay bao nhieu|nam bao nhieu|nam may|when"),
    (DIGIT, r"bao nhieu|may|so luong|ty le|bnhieu|bn|how many|so bao nhieu|so nao"),
    (CAPITAL, r"ai|nguoi nao|ten gi|ten la gi|ong nao|ba nao|nhan vat nao|who|dau|o dau|noi nao|nuoc nao|tinh nao|"
              r"where|thanh pho nao|quoc gia nao|to chuc nao"),
    (REASON, r"tai sao|vi sao|ly do|nguyen nhan|sao lai|do dau|why"),
))
_ASKING_WORDS = """
ai gi nao dau sao bao nhieu may khi la co khong the nhu ra bang cho hay ma thi a nhi vay duoc cua va o bi boi voi
what who where when how why is the of in
"""
_ASKING = np.array(sorted(zlib.crc32(word.encode()) for word in _ASKING_WORDS.split()), np.uint32)
_ENDS = ".!?;\n"
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+\d*|[.!?;\n]")


@lru_cache(maxsize=65536)
def _word(token: str) -> tuple[int, int, int]:
    exact = accented(token)
    plain = fold(token)
    kind = DIGIT if token[0].isdigit() else CAPITAL if token[0].isupper() else 0
    kind |= _WORD_KINDS.get(exact, 0)
    return zlib.crc32(plain.encode()), zlib.crc32(exact.encode()), kind


_WORD_KINDS = {**dict.fromkeys(("ngày", "tháng", "năm", "giờ", "sáng", "chiều", "tối"), DATE),
               **dict.fromkeys(("đồng", "triệu", "tỷ", "tỉ", "nghìn", "usd", "đ"), MONEY),
               **dict.fromkeys(("vì", "do", "bởi", "nhờ", "nhằm", "để", "nên"), REASON)}
