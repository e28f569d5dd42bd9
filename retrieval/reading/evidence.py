"""How well each sentence fits a question: the features that the sentence scorer weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.document import Kind
from retrieval.question import Hit
from retrieval.reading.asked import Asked
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader, ReadPassage, ReadSentence
from retrieval.reading.spans import SpanKind
from retrieval.sought import Sought

Matrix = NDArray[np.float32]

KINDS = tuple(Sought)
SPANS = {Sought.NUMBER: SpanKind.NUMBER, Sought.MONEY: SpanKind.MONEY, Sought.DATE: SpanKind.DATE,
         Sought.PERSON: SpanKind.PERSON, Sought.PLACE: SpanKind.PLACE, Sought.REFERENCE: SpanKind.REFERENCE}


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence of a hit, and where its passage stands among those read."""

    hit: Hit
    passage: ReadPassage
    sentence: ReadSentence
    number: int                    # of the sentence in its passage
    row: int                       # of the passage

    @property
    def text(self) -> str:
        return self.passage.text[self.sentence.start:self.sentence.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences read, a row of features each, and which question words each one holds."""

    seen: list[Seen]
    features: Matrix
    exact: Matrix                  # (sentences, question words): 1 where a word is there
    unit_similarity: list[Matrix]  # a matrix a passage: (its units, question units)


def weigh_sentences(asked: Asked, hits: Sequence[Hit], reader: PassageReader, lexicon: Lexicon) -> Evidence:
    """Read the hits and measure each of their sentences against the question. Hits of a document stand together."""
    passages = [reader.read(hit.passage.passage.text) for hit in hits]
    heads = [reader.read(_head(hit)) for hit in hits]
    seen = [Seen(hit, passage, sentence, number, row) for row, (hit, passage) in enumerate(zip(hits, passages, strict=True))
            for number, sentence in enumerate(passage.sentences)]
    if not seen:
        return Evidence([], np.zeros((0, FEATURES), dtype=np.float32), np.zeros((0, len(asked.plain)), np.float32), [])
    row_of = np.array([sentence.row for sentence in seen])
    exact, same, pairs = _matches(asked, passages, seen)
    head_exact = np.array([[word in head.at for word in asked.plain] for head in heads], dtype=np.float32)
    soft, similarity = _softly(asked, passages, seen, lexicon)
    head_soft, _ = _softly_whole(asked, heads, lexicon)

    documents = {hit.passage.document: 0 for hit in hits}
    number_of = {document: number for number, document in enumerate(documents)}
    document_of = np.array([number_of[hit.passage.document] for hit in hits])[row_of]
    passage_exact = _highest(exact, row_of, len(hits))[row_of]
    passage_soft = _highest(soft, row_of, len(hits))[row_of]
    document_exact = np.maximum(_highest(exact, document_of, len(documents))[document_of], head_exact[row_of])
    run_of = np.cumsum(~np.array(follows(hits)))[row_of]
    before = _shifted(exact, run_of, 1)
    after = _shifted(exact, run_of, -1)
    head = head_exact[row_of]
    around = np.maximum.reduce([exact, before, head])
    soft_around = np.maximum.reduce([soft, _shifted(soft, run_of, 1), head_soft[row_of]])

    weights, total = asked.weights, max(float(asked.weights.sum()), 1e-6)
    unit_weights, unit_total = asked.unit_weights, max(float(asked.unit_weights.sum()), 1e-6)
    pair_total = max(float(asked.pair_weights.sum()), 1e-6)
    names = asked.named * weights
    names_total = float(names.sum())
    numbers_total = float(asked.numeric.sum())

    def share(matrix: Matrix) -> Matrix:
        return matrix @ weights / total

    def named(matrix: Matrix) -> Matrix:
        if not names_total:
            return np.ones(len(matrix), dtype=np.float32)
        held: Matrix = (matrix @ names / names_total).astype(np.float32)
        return held

    def numeric(matrix: Matrix) -> Matrix:
        return matrix @ asked.numeric / numbers_total if numbers_total else np.full(len(matrix), 1.0, dtype=np.float32)

    scores = np.array([hit.score for hit in hits], dtype=np.float32)
    top = max(float(scores.max()), 1e-6)
    best_of_document = np.zeros(len(documents), dtype=np.float32)
    np.maximum.at(best_of_document, document_of, scores[row_of])
    lengths = np.array([sentence.sentence.last - sentence.sentence.first for sentence in seen], dtype=np.float32)
    kind = SPANS.get(asked.sought)
    holding = np.array([_holds(sentence, kind) for sentence in seen], dtype=np.float32)
    bodies = np.array([hit.passage.passage.kind is Kind.BODY for hit in hits], dtype=np.float32)[row_of]
    ordinals = np.array([hit.passage.passage.ordinal for hit in hits], dtype=np.float32)[row_of]
    position = np.array([sentence.number for sentence in seen], dtype=np.float32)
    near_weights, near_units = weights * asked.nearness, unit_weights * asked.unit_nearness
    near_total, near_unit_total = max(float(near_weights.sum()), 1e-6), max(float(near_units.sum()), 1e-6)
    local = weights * np.log((len(seen) + 1) / (exact.sum(axis=0) + 1)) / 6
    local_total = max(float(local.sum()), 1e-6)
    standing_out = np.maximum(soft - soft.mean(axis=0), 0)
    room = np.maximum(1 - soft.mean(axis=0), 0.05)
    local_pairs = asked.pair_weights * np.log((len(seen) + 1) / (pairs.sum(axis=0) + 1)) / 6
    question_vector = unit_weights @ asked.units
    question_vector = question_vector / max(float(np.linalg.norm(question_vector)), 1e-6)
    columns = [
        exact @ local / local_total, around @ local / local_total, exact @ (local * asked.nearness) / local_total,
        standing_out / room @ unit_weights / unit_total, standing_out / room @ near_units / near_unit_total,
        exact @ near_weights / near_total, soft @ near_units / near_unit_total, soft_around @ near_units / near_unit_total,
        pairs @ local_pairs / max(float(local_pairs.sum()), 1e-6) if len(asked.pairs) else share(exact),
        _centres(passages, lexicon) @ question_vector, _shifted(soft, run_of, -1) @ unit_weights / unit_total,
        soft.min(axis=1), np.sort(soft, axis=1)[:, :2].mean(axis=1),
        share(exact), share(same), pairs @ asked.pair_weights / pair_total if len(asked.pairs) else share(exact),
        soft @ unit_weights / unit_total, share(before), share(after), share(head), share(around),
        soft_around @ unit_weights / unit_total, share(passage_exact), passage_soft @ unit_weights / unit_total,
        share(document_exact),
        (weights * (1 - around)).max(axis=1, initial=0.0) / 10, (weights * (1 - document_exact)).max(axis=1, initial=0.0) / 10,
        (unit_weights * (1 - soft_around)).max(axis=1, initial=0.0) / 10,
        named(exact), named(around), named(document_exact), numeric(exact), numeric(around), numeric(document_exact),
        scores[row_of] / top, best_of_document[document_of] / top,
        np.log1p(lengths) / 4, 1 / (1 + position), 1 / (1 + ordinals), bodies,
        np.minimum(holding, 1), np.minimum(holding, 4) / 4,
        (exact @ weights) / (4 + lengths) / 2, exact.sum(axis=1) / 10,
        np.full(len(seen), min(len(asked.plain), 20) / 10, dtype=np.float32),
        np.full(len(seen), float(names_total > 0), dtype=np.float32),
        np.full(len(seen), float(numbers_total > 0), dtype=np.float32),
        np.full(len(seen), float(asked.accented), dtype=np.float32),
        *np.repeat(np.array([[asked.sought is one] for one in KINDS], dtype=np.float32), len(seen), axis=1),
    ]
    return Evidence(seen, np.stack(columns, axis=1).astype(np.float32), exact, similarity)


COMPARED = 36          # the first features, also compared with the best sentence's
FEATURES = 48 + len(KINDS)


def _head(hit: Hit) -> str:
    return f"{hit.passage.title}\n{hit.passage.passage.heading}"


def _matches(asked: Asked, passages: Sequence[ReadPassage], seen: Sequence[Seen]) -> tuple[Matrix, Matrix, Matrix]:
    """Return which question words each sentence holds: without accents, with the same accents, and pairs of them."""
    exact = np.zeros((len(seen), len(asked.plain)), dtype=np.float32)
    same = np.zeros_like(exact)
    pairs = np.zeros((len(seen), len(asked.pairs)), dtype=np.float32)
    base = 0
    for passage in passages:
        at, sentence_of, keys, plain = passage.at, passage.sentence_of, passage.keys, passage.plain
        for column, word in enumerate(asked.plain):
            for place in at.get(word, ()):
                row = base + sentence_of[place]
                exact[row, column] = 1
                if keys[place] == asked.keys[column]:
                    same[row, column] = 1
        for column, (left, right) in enumerate(asked.pairs):
            for place in at.get(left, ()):
                if place + 1 < len(plain) and plain[place + 1] == right:
                    pairs[base + sentence_of[place], column] = 1
        base += len(passage.sentences)
    if not asked.accented:
        same = exact
    return exact, same, pairs


def _softly(asked: Asked, passages: Sequence[ReadPassage], seen: Sequence[Seen],
            lexicon: Lexicon) -> tuple[Matrix, list[Matrix]]:
    """Return, for each sentence, the likeness of the likest word to each word of the question; and all likenesses."""
    if not len(asked.units):
        return np.zeros((len(seen), 1), dtype=np.float32), [np.zeros((len(p.units), 1), np.float32) for p in passages]
    lengths = [len(passage.units) for passage in passages]
    units = np.concatenate([passage.units for passage in passages])
    distinct, back = np.unique(units, return_inverse=True)
    likeness = np.maximum(lexicon.rows[distinct] @ asked.units.T, 0.0)[back]
    starts, base = [], 0
    for passage, length in zip(passages, lengths, strict=True):
        # A pair may reach over a sentence end; it belongs where it begins.
        places, at = passage.unit_words, 0
        for sentence in passage.sentences:
            while at < length and places[at] < sentence.first:
                at += 1
            starts.append(base + min(at, max(length - 1, 0)))
        base += length
    best = np.maximum.reduceat(likeness, starts, axis=0)
    cuts = np.cumsum(lengths)[:-1]
    return best, np.split(likeness, cuts)


def _softly_whole(asked: Asked, texts: Sequence[ReadPassage], lexicon: Lexicon) -> tuple[Matrix, None]:
    rows = []
    remembered: dict[int, Matrix] = {}
    for text in texts:
        if id(text) not in remembered:
            remembered[id(text)] = (
                np.maximum(lexicon.rows[text.units] @ asked.units.T, 0.0).max(axis=0) if len(text.units) and len(asked.units)
                else np.zeros(max(len(asked.units), 1), dtype=np.float32))
        rows.append(remembered[id(text)])
    return np.array(rows, dtype=np.float32), None


def _centres(passages: Sequence[ReadPassage], lexicon: Lexicon) -> Matrix:
    """Return the mean meaning of each sentence, rarer words counting more."""
    units = np.concatenate([passage.units for passage in passages])
    starts, base = [], 0
    for passage in passages:
        places, at = passage.unit_words, 0
        for sentence in passage.sentences:
            while at < len(places) and places[at] < sentence.first:
                at += 1
            starts.append(base + min(at, max(len(places) - 1, 0)))
        base += len(places)
    sums = np.add.reduceat(lexicon.telling[units], starts, axis=0)
    centres: Matrix = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return centres


def _highest(matrix: Matrix, groups: NDArray[np.int64], count: int) -> Matrix:
    best = np.zeros((count, matrix.shape[1]), dtype=np.float32)
    np.maximum.at(best, groups, matrix)
    return best


def _shifted(matrix: Matrix, row_of: NDArray[np.int64], step: int) -> Matrix:
    """Return the row of the sentence before (or after), zeros where the stretch begins or ends."""
    moved = np.zeros_like(matrix)
    if step > 0:
        moved[1:] = np.where((row_of[1:] == row_of[:-1])[:, None], matrix[:-1], 0)
    else:
        moved[:-1] = np.where((row_of[1:] == row_of[:-1])[:, None], matrix[1:], 0)
    return moved


def follows(hits: Sequence[Hit]) -> list[bool]:
    """Say of each hit whether it is the passage right after the one before it."""
    return [False, *(before.passage.document == hit.passage.document
                     and before.passage.passage.ordinal + 1 == hit.passage.passage.ordinal
                     for before, hit in pairwise(hits))][:len(hits)]


def _holds(seen: Seen, kind: SpanKind | None) -> float:
    if kind is None:
        return 0.0
    sentence = seen.sentence
    return float(sum(sentence.start <= span.start < sentence.end for span in seen.passage.spans(kind)))
