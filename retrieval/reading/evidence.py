"""How well each sentence fits a question: the features that the sentence scorer weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.document import Kind
from retrieval.question import Hit
from retrieval.reading.asked import Asked
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import Marks, PassageReader, ReadPassage, ReadSentence, Together
from retrieval.reading.spans import SpanKind
from retrieval.sought import Sought

Matrix = NDArray[np.float32]

KINDS = tuple(Sought)
SPANS = {Sought.NUMBER: SpanKind.NUMBER, Sought.MONEY: SpanKind.MONEY, Sought.DATE: SpanKind.DATE,
         Sought.PERSON: SpanKind.PERSON, Sought.PLACE: SpanKind.PLACE, Sought.REFERENCE: SpanKind.REFERENCE}


_FOREIGN = 0.5       # likeness of the likest words below which a question shares nothing with what was found


class Seen(NamedTuple):
    """A sentence of a hit, and where its passage stands among those read. A named tuple: a question makes hundreds."""

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
    """The passages read, their sentences, a row of features each, and how they meet the question.

    `known` says whether a word of the question stands anywhere, `likest` how like the likest word is to one of its words.
    """

    passages: Sequence[ReadPassage]
    seen: list[Seen]
    features: Matrix
    known: bool = False
    likest: float = 0.0

    @property
    def worth_reading(self) -> bool:
        """Whether there is something to read that shares anything with the question."""
        return bool(self.seen) and (self.known or self.likest >= _FOREIGN)


def weigh_sentences(asked: Asked, hits: Sequence[Hit], reader: PassageReader, lexicon: Lexicon) -> Evidence:
    """Read the hits and measure each of their sentences against the question. Hits of a document stand together."""
    passages = reader.read_all([hit.passage.passage.text for hit in hits])
    seen = [Seen(hit, passage, sentence, number, row) for row, (hit, passage) in enumerate(zip(hits, passages, strict=True))
            for number, sentence in enumerate(passage.sentences)]
    if not seen:
        return Evidence(passages, [], np.zeros((0, FEATURES), dtype=np.float32))
    together = Together(passages)
    row_of = together.row_of
    exact, same, pairs = _matches(asked, together)
    soft, mean = _softly(asked, together, lexicon)
    head_exact, head_soft = _heads(asked, hits, reader, lexicon)

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
    holding = _holding(passages, kind)
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
    columns = [
        exact @ local / local_total, around @ local / local_total, exact @ (local * asked.nearness) / local_total,
        standing_out / room @ unit_weights / unit_total, standing_out / room @ near_units / near_unit_total,
        exact @ near_weights / near_total, soft @ near_units / near_unit_total, soft_around @ near_units / near_unit_total,
        pairs @ local_pairs / max(float(local_pairs.sum()), 1e-6) if len(asked.pairs) else share(exact),
        mean, _shifted(soft, run_of, -1) @ unit_weights / unit_total,
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
    return Evidence(passages, seen, np.stack(columns, axis=1).astype(np.float32), bool(exact.any()), float(soft.max(initial=0)))


COMPARED = 36          # the first features, also compared with the best sentence's
FEATURES = 48 + len(KINDS)


def _heads(asked: Asked, hits: Sequence[Hit], reader: PassageReader, lexicon: Lexicon) -> tuple[Matrix, Matrix]:
    """Return which question words stand in the title and heading of each hit, and the likeness of the likest one to each."""
    number: dict[tuple[str, str], int] = {}
    of = [number.setdefault((hit.passage.title, hit.passage.passage.heading), len(number)) for hit in hits]
    heads = Together(reader.read_all([f"{title}\n{heading}" for title, heading in number]))
    exact = np.zeros((len(number), len(asked.plain)), dtype=np.float32)
    word, column = heads.held(asked.plain, asked.keys, ()).plain
    exact[heads.row_of_words(word), column] = 1
    soft = np.zeros((len(number), max(len(asked.units), 1)), dtype=np.float32)
    there = np.diff(heads.unit_bounds) > 0
    if there.any() and len(asked.units):
        likeness = lexicon.vectors(heads.units) @ asked.units.T
        soft[there] = np.maximum.reduceat(likeness, heads.unit_bounds[:-1][there], axis=0)
    return exact[of], np.maximum(soft, 0)[of]


def _matches(asked: Asked, together: Together) -> tuple[Matrix, Matrix, Matrix]:
    """Return which question words each sentence holds: without accents, with the same accents, and pairs of them."""
    held = together.held(asked.plain, asked.keys, asked.pairs)
    exact, same, pairs = (_by_sentence(found, together, columns) for found, columns in (
        (held.plain, len(asked.plain)), (held.same, len(asked.plain)), (held.pairs, len(asked.pairs))))
    return exact, same if asked.accented else exact, pairs


def _by_sentence(found: tuple[Marks, Marks], together: Together, columns: int) -> Matrix:
    """Return 1 for each sentence in which a word was found."""
    words, column = found
    there = np.zeros((len(together.row_of), columns), dtype=np.float32)
    there[together.sentence_of(words), column] = 1
    return there


def _softly(asked: Asked, together: Together, lexicon: Lexicon) -> tuple[Matrix, Matrix]:
    """Return, for each sentence, the likeness of the likest word to each word of the question, and that of its mean meaning.

    In the mean, rarer words count more, in the question and in the sentence.
    """
    if not len(asked.units):
        return np.zeros((len(together.row_of), 1), dtype=np.float32), np.zeros(len(together.row_of), dtype=np.float32)
    whole = asked.unit_weights @ asked.units
    sought = np.vstack([asked.units, whole / max(float(np.linalg.norm(whole)), 1e-6)])
    distinct, back = np.unique(together.units, return_inverse=True)
    likeness = lexicon.vectors(distinct) @ sought.T
    best: Matrix = np.maximum.reduceat(np.maximum(likeness[:, :-1], 0.0)[back], together.unit_at, axis=0)
    means: Matrix = np.add.reduceat((likeness[:, -1] * lexicon.worth(distinct))[back], together.unit_at)
    return best, means / np.maximum(together.lengths, 1e-6)


def _holding(passages: Sequence[ReadPassage], kind: SpanKind | None) -> Matrix:
    """Return how many spans of a kind begin in each sentence."""
    counts: list[float] = []
    for passage in passages:
        starts = [span.start for span in passage.spans(kind)] if kind is not None and passage.sentences else []
        counts += (float(sum(one.start <= start < one.end for start in starts)) if starts else 0.0 for one in passage.sentences)
    return np.array(counts, dtype=np.float32)


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
