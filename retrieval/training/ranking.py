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
from tokenizers import Tokenizer

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


CAPITAL, DIGIT, DATE, MONEY, REASON, PLACE = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found for a question, and how it was found."""

    words: Words
    title: Words
    document: int
    lexical: float
    dense: float
    tokens: "Tokens"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as the embedding model reads it, sentence by sentence."""

    ids: NDArray[np.int32]
    lengths: Numbers                     # of the vector of each token
    sentences: NDArray[np.int32]         # where each sentence begins
    sentence_lengths: Numbers            # of the vector of each sentence

    @classmethod
    def of(cls, sentences: Sequence[Sequence[int]], vectors: "TokenVectors") -> "Tokens":
        """Measure the sentences, given as token ids; empty ones are passed over."""
        full = [ids for ids in sentences if len(ids)] or [[0]]
        ids = np.array([i for sentence in full for i in sentence], np.int32)
        starts = _starts(np.array([len(sentence) for sentence in full]))
        rows = vectors.rows[vectors.row_of[ids]] * vectors.scale[ids][:, None]
        return cls(ids, np.linalg.norm(rows, axis=1).astype(np.float32), starts.astype(np.int32),
                   np.linalg.norm(np.add.reduceat(rows, starts, axis=0), axis=1).astype(np.float32))


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The embedding model's matrix: token i is `rows[row_of[i]] * scale[i]`."""

    rows: NDArray[np.int8]
    row_of: NDArray[np.int32]
    scale: Numbers


class Rarity:
    """How much finding a word says: the logarithm of one over the share of passages that hold it."""

    def __init__(self, codes: Codes, rarity: Numbers) -> None:
        self.codes, self.values = codes, rarity

    def __call__(self, codes: Codes) -> Numbers:
        """Rarity of each word; that of a word never met is the greatest."""
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        result: Numbers = np.where(self.codes[at] == codes, self.values[at], self.values.max()).astype(np.float32)
        return result


class Reader:
    """Reads passages and questions for the ranker, with the shipped embedding model."""

    def __init__(self, tokenizer: Tokenizer, vectors: TokenVectors, rarity: Rarity) -> None:
        self._tokenizer, self._vectors, self._rarity = tokenizer, vectors, rarity

    def embed(self, texts: Sequence[str]) -> Numbers:
        """The vector of each text, of length 1."""
        found = np.zeros((len(texts), self._vectors.rows.shape[1]), np.float32)
        for at in range(0, len(texts), 256):
            batch = self._tokenizer.encode_batch_fast(list(texts[at : at + 256]), add_special_tokens=False)
            for i, encoding in enumerate(batch, at):
                if ids := encoding.ids:
                    found[i] = self._vectors.scale[ids] @ self._vectors.rows[self._vectors.row_of[ids]]
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return found

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, sentence by sentence."""
        sentences = [[s for s in _SENTENCE_END.split(text) if s.strip()] or [""] for text in texts]
        flat = [sentence for text in sentences for sentence in text]
        ids = [encoding.ids for at in range(0, len(flat), 4096)
               for encoding in self._tokenizer.encode_batch_fast(flat[at : at + 4096], add_special_tokens=False)]
        ends = np.cumsum([len(text) for text in sentences])
        return [Tokens.of(ids[end - len(text) : end], self._vectors) for end, text in zip(ends, sentences, strict=True)]

    def features(self, question: str, candidates: Sequence[Candidate]) -> Numbers:
        """A row a candidate, a column a feature."""
        ids = self._tokenizer.encode(question, add_special_tokens=False).ids
        return features(question, candidates, self._rarity, Tokens.of([ids], self._vectors), self._vectors)


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
    "document words", "document lexical", "document share", "length", "best sentence dense", "late interaction",
    "missed rarest", "words telling here", "best two sentences, telling here", "words beyond the title",
    "late interaction, telling here",
)


def features(question: str, candidates: Sequence[Candidate], rarity: Rarity, question_tokens: Tokens,
             vectors: TokenVectors) -> Numbers:
    """A row a candidate, a column a feature."""
    asked = Words.of(question)
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
        new[at] &= REASON | MONEY      # those that the question names are no answer, but "vì" and "đồng" go with one
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
    sentence_dense, interaction, telling_interaction = _dense(question_tokens, every, vectors)
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
        np.bincount(members)[members] / every.many, np.log(every.lengths) - 4.0, sentence_dense, interaction,
        1 - anywhere[rarest].mean(axis=0), telling @ in_passage / telling_total,
        np.maximum.reduceat(telling @ both, every.sentence_starts) / telling_total,
        (untitled * in_passage).sum(axis=0) / (untitled.sum(axis=0) + 1e-6), telling_interaction,
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
        self.tokens = np.concatenate([c.tokens.ids for c in candidates])
        self.token_lengths = np.concatenate([c.tokens.lengths for c in candidates])
        self.token_starts = _starts(np.array([len(c.tokens.ids) for c in candidates]))
        sentences = np.array([len(c.tokens.sentences) for c in candidates])
        self.token_sentence_starts = _starts(sentences)
        self.token_sentence_lengths = np.concatenate([c.tokens.sentence_lengths for c in candidates])
        self.token_sentences = (np.concatenate([c.tokens.sentences for c in candidates])
                                + np.repeat(self.token_starts, sentences))


def _dense(question: Tokens, every: _Joined, vectors: TokenVectors) -> tuple[Numbers, Numbers, Numbers]:
    """The nearest sentence, and how near each word of the question comes to its nearest word in the passage.

    The third is like the second, but words that are near to something in every passage count little.
    """
    if not question.lengths.any():
        return (np.zeros(every.many, np.float32),) * 3
    asked = vectors.rows[vectors.row_of[question.ids]] * vectors.scale[question.ids][:, None]
    whole = asked.sum(axis=0)
    both = np.vstack((asked / np.maximum(question.lengths, 1e-9)[:, None],
                      whole / max(float(np.linalg.norm(whole)), 1e-9))).astype(np.float32)
    products = (both @ vectors.rows[vectors.row_of[every.tokens]].astype(np.float32).T) * vectors.scale[every.tokens]
    near = np.add.reduceat(products[-1], every.token_sentences) / np.maximum(every.token_sentence_lengths, 1e-9)
    similar = products[:-1] / np.maximum(every.token_lengths, 1e-9)
    best = np.maximum.reduceat(similar, every.token_starts, axis=1)
    telling = question.lengths * best.std(axis=1)
    return (np.maximum.reduceat(near, every.token_sentence_starts),
            question.lengths @ best / max(float(question.lengths.sum()), 1e-9),
            telling @ best / max(float(telling.sum()), 1e-9))


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
_SENTENCE_END = re.compile(r"(?<=[.!?;\n])")
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
