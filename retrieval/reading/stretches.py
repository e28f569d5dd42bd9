"""Which passages the network reads, and how they lie before it: those that follow one another as one stretch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.reading.asked import Asked
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import ReadPassage
from retrieval.reading.spans import SpanKind
from retrieval.reading.tokens import rows

Matrix = NDArray[np.float32]

UNITS = 700          # that the network reads at most: what it costs
_PASSAGES = 14       # at most
_SHORT = 25          # units: a shorter passage is read together with the one before it, which says what it is about


@dataclass(frozen=True, slots=True)
class Laid:
    """Stretches as the network reads them.

    `passages` says of each passage read its stretch and its first unit there; `sentences` of each (passage, number)
    its stretch, first unit and the unit after its last.
    """

    stretches: list[Matrix]
    passages: dict[int, tuple[int, int]]
    sentences: dict[tuple[int, int], tuple[int, int, int]]


def choose(scores: Matrix, sentences: NDArray[np.int32], passages: Sequence[ReadPassage], follows: Sequence[bool],
           limit: int = UNITS) -> list[int]:
    """Return the passages worth reading, in order, by the scores of their sentences."""
    best = np.full(len(passages), -np.inf, dtype=np.float32)
    np.maximum.at(best, sentences[:, 0], scores)
    chosen: set[int] = set()
    units = 0
    for row in np.argsort(-best, kind="stable").tolist():
        if best[row] == -np.inf or len(chosen) >= _PASSAGES:
            break
        own = [row]
        while follows[own[-1]] and len(passages[own[-1]].units) < _SHORT and len(own) < 4:
            own.append(own[-1] - 1)
        added = [one for one in own if one not in chosen and len(passages[one].units)]
        more = sum(len(passages[one].units) for one in added)
        if units and units + more > limit:
            continue
        chosen.update(added)
        units += more
    return sorted(chosen)


def lay_out(asked: Asked, passages: Sequence[ReadPassage], follows: Sequence[bool], chosen: Sequence[int],
            lexicon: Lexicon, kind: SpanKind | None) -> Laid:
    """Put the chosen passages into stretches and say where everything is. `follows[i]`: passage i comes right after i - 1."""
    laid = Laid([], {}, {})
    runs: list[list[int]] = []
    for row in chosen:
        if runs and runs[-1][-1] == row - 1 and follows[row]:
            runs[-1].append(row)
        else:
            runs.append([row])
    for number, run in enumerate(runs):
        base = 0
        for row in run:
            passage = passages[row]
            laid.passages[row] = (number, base)
            for place, sentence in enumerate(passage.sentences):
                first, last = passage.unit_of(sentence.first), passage.unit_of(sentence.last - 1) + 1
                laid.sentences[row, place] = (number, base + first, base + last)
            base += len(passage.units)
    laid.stretches.extend(rows(asked, [[passages[row] for row in run] for run in runs], lexicon, kind) if runs else ())
    return laid
