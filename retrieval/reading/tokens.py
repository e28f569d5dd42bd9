"""A stretch of text as the network sees it: a row a unit, with what it is and how it meets the question."""


from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.reading.asked import Asked
from retrieval.reading.letters import Letters
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import ReadPassage, Together
from retrieval.reading.spans import SpanKind

Matrix = NDArray[np.float32]

SHAPE = 20           # features of a unit by itself
MEETING = 22         # features of a unit beside the question
_REACH = (3, 8, 20)  # units to either side in which the question's words are looked for
_SHARP = 8.0         # how much the likest word of the question outweighs the others


def shape(passage: ReadPassage, lexicon: Lexicon) -> Matrix:
    """Return what each unit is by itself: (units, SHAPE). Worked out once a passage."""
    if passage.shape is None:
        passage.shape = _shape(passage, lexicon)
    return passage.shape


def _shape(passage: ReadPassage, lexicon: Lexicon) -> Matrix:
    count, words = len(passage.units), len(passage.starts)
    if not count:
        return np.zeros((0, SHAPE), dtype=np.float32)
    first = passage.unit_words
    last = np.append(first[1:], words)                                  # the word after the unit
    start, end = passage.starts[first], passage.ends[last - 1]
    before = np.where(first > 0, passage.ends[first - 1], 0)            # where the text between two units begins
    after = np.where(last < words, passage.starts[last % words], len(passage.text))
    letters = Letters(passage.text)
    sentences = np.array(passage.sentences)
    sentence = sentences[sentences[:, 2].searchsorted(first, "right") - 1]

    def behind(marks: str) -> NDArray[np.bool_]:
        return letters.among(marks, end, after)

    def ahead(marks: str) -> NDArray[np.bool_]:
        return letters.among(marks, before, start)

    return np.stack([
        letters.digits(start), letters.capitals(start), (end - start > 1) & letters.all_capitals(start, end),
        last - first == 2, passage.units == 0, letters.among("/.", start, end), ahead("\n") | (first == 0), ahead(",;"), ahead(":"),
        ahead("(–-"), ahead('"“'), behind(",;"), behind(":"), behind(")–-"), behind(".\n") | (last == words), behind("/%"),
        first == sentence[:, 2], last >= sentence[:, 3], np.arange(count) / count,
        lexicon.unit_rarities(passage.units) / 10], axis=1).astype(np.float32)


def rows(asked: Asked, runs: Sequence[Sequence[ReadPassage]], lexicon: Lexicon, kind: SpanKind | None) -> list[Matrix]:
    """Return all that the network is told of each run of passages: (units, 2 * dimensions + SHAPE + MEETING)."""
    passages = [passage for run in runs for passage in run]
    together = Together(passages)
    vectors = lexicon.vectors(together.units)
    likeness = np.maximum(vectors @ asked.units.T, 0)
    bounds = np.cumsum([0, *(sum(len(passage.units) for passage in run) for run in runs)])
    told = np.hstack([vectors, _aligned(asked, likeness), np.vstack([shape(passage, lexicon) for passage in passages]),
                      _meeting(asked, passages, together, bounds, likeness, vectors, kind)])
    return np.split(told, bounds[1:-1])


def _meeting(asked: Asked, passages: Sequence[ReadPassage], together: Together, bounds: NDArray[np.int64],
             likeness: Matrix, vectors: Matrix, kind: SpanKind | None) -> Matrix:
    """Return how each unit meets the question; `bounds` are where runs of passages begin and end, in units."""
    count, runs = len(likeness), np.diff(bounds)
    exact = np.zeros((count, max(len(asked.plain), 1)), dtype=np.float32)
    same = np.zeros(count, dtype=np.float32)
    spans = np.zeros((count, 3), dtype=np.float32)
    held = together.held(asked.plain, asked.keys, ())
    word, column = held.plain
    exact[together.unit_of(word), column] = 1
    same[together.unit_of(held.same[0])] = 1
    for passage, base in zip(passages, together.unit_bounds.tolist(), strict=False):
        for span in passage.spans(kind) if kind is not None and len(passage.units) else ():
            first, last = passage.units_of(span.core, span.core_end)
            spans[base + first, 0] = 1
            spans[base + first:base + last, 1] = 1 + span.sort / 4
            spans[base + last - 1, 2] = 1
    weights = asked.weights if len(asked.plain) else np.zeros(1, dtype=np.float32)
    total = max(float(weights.sum()), 1e-6)
    unit_total = max(float(asked.unit_weights.sum()), 1e-6)
    near = asked.unit_weights * asked.unit_nearness
    near_total = max(float(near.sum()), 1e-6)
    named = asked.named if len(asked.plain) else np.zeros(1, dtype=np.float32)
    numeric = asked.numeric if len(asked.plain) else np.zeros(1, dtype=np.float32)
    columns = [(exact * weights).max(axis=1) / 10, same, (exact * named).max(axis=1), (exact * numeric).max(axis=1),
               likeness.max(axis=1), (likeness * asked.unit_weights).max(axis=1) / 10,
               (likeness * asked.unit_nearness).max(axis=1),
               np.maximum(vectors @ asked.noun_vector, 0) if asked.noun_vector is not None
               else np.zeros(count, dtype=np.float32)]
    # Both side by side, with room between the runs, so that none sees into another.
    apart = np.arange(count) + np.repeat(np.arange(len(runs)) * max(_REACH), runs)
    both = np.zeros((count + len(runs) * max(_REACH), exact.shape[1] + likeness.shape[1]), dtype=np.float32)
    both[apart] = np.hstack([exact, likeness])
    weighed = np.zeros((both.shape[1], 3), dtype=np.float32)
    weighed[:exact.shape[1], 0] = weights / total
    weighed[exact.shape[1]:, 1] = asked.unit_weights / unit_total
    weighed[exact.shape[1]:, 2] = near / near_total
    found = [(_around(both, reach) @ weighed)[apart] for reach in _REACH]
    columns += [one[:, 0] for one in found] + [one[:, column] for one in found for column in (1, 2)]
    begun = bounds[:-1][runs > 0]
    columns += [np.repeat(np.maximum.reduceat(both[apart], begun, axis=0) @ weighed[:, column], runs[runs > 0])
                for column in (0, 1)]
    return np.hstack([np.stack(columns, axis=1), spans]).astype(np.float32)


def _around(matrix: Matrix, reach: int) -> Matrix:
    """Return the highest value within `reach` rows to either side of each row, column by column."""
    width, highest = 1, matrix
    size = 2 * reach + 1
    padded = np.zeros((len(matrix) + 2 * reach, matrix.shape[1]), dtype=np.float32)
    padded[reach:reach + len(matrix)] = highest
    while width < size:
        step = min(width, size - width)
        padded[:-step] = np.maximum(padded[:-step], padded[step:])
        width += step
    return padded[:len(matrix)]


def _aligned(asked: Asked, likeness: Matrix) -> Matrix:
    """Return, for each unit, the meaning of the question's words that are like it: (units, dimensions)."""
    shares = np.exp(_SHARP * likeness) * (asked.unit_weights + 1e-3)
    pulled: Matrix = (shares / shares.sum(axis=1, keepdims=True)) @ asked.units
    pulled *= likeness.max(axis=1, keepdims=True)
    return pulled


def question_rows(asked: Asked) -> Matrix:
    """Return all that the network is told of a question: (units said, dimensions + 3)."""
    return np.hstack([asked.said, asked.said_worth])


def width(dimensions: int) -> tuple[int, int]:
    """Return how wide the rows of a passage and of a question are, for vectors of these dimensions."""
    return 2 * dimensions + SHAPE + MEETING, dimensions + 3


