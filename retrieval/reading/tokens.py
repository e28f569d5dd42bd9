"""A stretch of text as the network sees it: a row a unit, with what it is and how it meets the question."""


from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.reading.asked import Asked
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import ReadPassage
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
    text, starts, ends = passage.text, passage.starts, passage.ends
    count, words = len(passage.units), len(starts)
    rows = np.zeros((count, SHAPE), dtype=np.float32)
    places = [*passage.unit_words, words]
    for unit in range(count):
        first, last = places[unit], places[unit + 1]
        start, end = starts[first], ends[last - 1]
        before = text[ends[first - 1]:start] if first else "\n"
        after = text[end:starts[last]] if last < words else "\n"
        word = text[start:end]
        sentence = passage.sentences[passage.sentence_of[first]] if first < len(passage.sentence_of) else None
        rows[unit] = (
            word[0].isdigit(), word[0].isupper(), len(word) > 1 and word.isupper(), last - first == 2,
            passage.units[unit] == 0, "/" in word or "." in word, "\n" in before, "," in before or ";" in before,
            ":" in before, "(" in before or "–" in before or "-" in before, '"' in before or "“" in before,
            "," in after or ";" in after, ":" in after, ")" in after or "–" in after or "-" in after,
            "." in after or "\n" in after, "/" in after or "%" in after,
            sentence is not None and first == sentence.first, sentence is not None and last >= sentence.last,
            unit / max(count, 1), lexicon.unit_rarity(passage.units[unit]) / 10)
    return rows


def rows(asked: Asked, stretch: Sequence[ReadPassage], likeness: Matrix, lexicon: Lexicon, kind: SpanKind | None) -> Matrix:
    """Return all that the network is told of passages that follow one another: (units, 2 * dimensions + SHAPE + MEETING).

    `likeness` is (units, question units), none negative.
    """
    return np.hstack([lexicon.rows[np.concatenate([passage.units for passage in stretch])], _aligned(asked, likeness),
                      np.vstack([shape(passage, lexicon) for passage in stretch]),
                      _meeting(asked, stretch, likeness, lexicon, kind)])


def _meeting(asked: Asked, stretch: Sequence[ReadPassage], likeness: Matrix, lexicon: Lexicon,
             kind: SpanKind | None) -> Matrix:
    count = len(likeness)
    exact = np.zeros((count, max(len(asked.plain), 1)), dtype=np.float32)
    same = np.zeros(count, dtype=np.float32)
    spans = np.zeros((count, 3), dtype=np.float32)
    base = 0
    for passage in stretch:
        unit_of = passage.unit_of
        for column, word in enumerate(asked.plain):
            for place in passage.at.get(word, ()):
                exact[base + unit_of[place], column] = 1
                if passage.keys[place] == asked.keys[column]:
                    same[base + unit_of[place]] = 1
        for span in passage.spans(kind) if kind is not None and count else ():
            first, last = passage.units_of(span.core, span.core_end)
            spans[base + first, 0] = 1
            spans[base + first:base + last, 1] = 1 + span.sort / 4
            spans[base + last - 1, 2] = 1
        base += len(passage.units)
    weights = asked.weights if len(asked.plain) else np.zeros(1, dtype=np.float32)
    total = max(float(weights.sum()), 1e-6)
    unit_total = max(float(asked.unit_weights.sum()), 1e-6)
    near = asked.unit_weights * asked.unit_nearness
    near_total = max(float(near.sum()), 1e-6)
    named = asked.named if len(asked.plain) else np.zeros(1, dtype=np.float32)
    numeric = asked.numeric if len(asked.plain) else np.zeros(1, dtype=np.float32)
    columns = [(exact * weights).max(axis=1) / 10, same, (exact * named).max(axis=1), (exact * numeric).max(axis=1),
               likeness.max(axis=1), (likeness * asked.unit_weights).max(axis=1) / 10,
               (likeness * asked.unit_nearness).max(axis=1)]
    if asked.noun_vector is not None:
        units = np.concatenate([passage.units for passage in stretch])
        columns.append(np.maximum(lexicon.rows[units] @ asked.noun_vector, 0))
    else:
        columns.append(np.zeros(count, dtype=np.float32))
    for reach in _REACH:
        held = _around(exact, reach)
        columns.append(held @ weights / total)
    for reach in _REACH:
        alike = _around(likeness, reach)
        columns += [alike @ asked.unit_weights / unit_total, alike @ near / near_total]
    columns += [np.full(count, float(exact.max(axis=0) @ weights / total), dtype=np.float32),
                np.full(count, float(likeness.max(axis=0) @ asked.unit_weights / unit_total), dtype=np.float32)]
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


