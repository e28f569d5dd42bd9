"""The network that reads passages beside a question: learnt weights, plain arithmetic.

Each unit of a passage looks at its neighbours, four times over, each time with the question in mind; then every
sentence is scored for holding the answer, and every unit for being its beginning and its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

Matrix = NDArray[np.float32]

DILATIONS = (1, 2, 4, 1)     # how far apart the neighbours are that a unit looks at, layer by layer
GAP = 4                      # empty rows between passages: the widest look, so that none sees into another
SORTS = 5                    # of spans of one kind


@dataclass(frozen=True, slots=True)
class Read:
    """Scores of the sentences, in the order given, and of each unit for beginning and ending the answer."""

    sentences: Matrix        # (sentences,)
    first: Matrix            # (units,)
    last: Matrix             # (units,)


class Network:
    """Reads with the weights of a file; `tensors` are named as the training writes them."""

    def __init__(self, tensors: Mapping[str, Matrix]) -> None:
        self._tensors = {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in tensors.items()}
        width = len(self._tensors["enter.bias"])
        self._mean = np.full(width, 1 / width, dtype=np.float32)
        # One multiplication for what stands left of a unit, for itself and for what stands right of it.
        self._looks = [np.ascontiguousarray(self._tensors[f"looks.{layer}.weight"].reshape(width, 3, width).transpose(2, 1, 0)
                                            .reshape(width, 3 * width)) for layer in range(len(DILATIONS))]

    @property
    def sorts(self) -> Matrix:
        """What each form of a span is worth by itself: (kinds of answer, SORTS)."""
        return self._tensors["sorts.weight"]

    @classmethod
    def load(cls, path: Path) -> "Network":
        return cls(load_file(path))

    def read(self, question: Matrix, told: Matrix, passages: Sequence[Matrix], sentences: Sequence[tuple[int, int, int]],
             evidence: Matrix) -> Read:
        """Score sentences and units.

        `question` is (units, width), `told` the kind of answer sought, `passages` a matrix each; a sentence is (passage,
        first unit, unit after the last); `evidence` holds a row of features a sentence.
        """
        t = self._tensors
        asked = self._question(question, told)
        starts, length = [], GAP
        for passage in passages:
            starts.append(length)
            length += len(passage) + GAP
        hidden = np.zeros((length, t["enter.bias"].shape[0]), dtype=np.float32)
        there = np.zeros((length, 1), dtype=np.float32)
        places = np.concatenate([np.arange(start, start + len(passage)) for start, passage in zip(starts, passages, strict=True)])
        hidden[places] = np.maximum(np.concatenate(passages) @ t["enter.weight"].T + t["enter.bias"], 0)
        there[places] = 1
        for layer, dilation in enumerate(DILATIONS):
            hidden = self._look_around(hidden, there, asked, layer, dilation)
        ends = hidden @ t["ends.weight"].T + t["ends.bias"]
        marks = ends[places]
        return Read(self._sentences(hidden, asked, starts, sentences, evidence), marks[:, 0], marks[:, 1])

    def _question(self, question: Matrix, told: Matrix) -> Matrix:
        t = self._tensors
        units = np.maximum(question @ t["question.weight"].T + t["question.bias"], 0)
        pull = units @ t["attention.weight"].T
        shares = np.exp(pull - pull.max())
        mean = (shares / shares.sum() * units).sum(axis=0)
        asked: Matrix = np.maximum(np.concatenate([mean, told]) @ t["asked.weight"].T + t["asked.bias"], 0)
        return asked

    def _look_around(self, hidden: Matrix, there: Matrix, asked: Matrix, layer: int, dilation: int) -> Matrix:
        t = self._tensors
        width = hidden.shape[1]
        level = hidden - (hidden @ self._mean)[:, None]
        level /= np.sqrt(np.einsum("ij,ij->i", level, level) / width + 1e-5)[:, None]
        level *= t[f"levels.{layer}.weight"]
        level += t[f"levels.{layer}.bias"]
        level *= there
        all_sides = level @ self._looks[layer]
        left, seen, right = all_sides[:, :width], all_sides[:, width:-width], all_sides[:, -width:]
        seen[dilation:] += left[:-dilation]
        seen[:-dilation] += right[dilation:]
        seen += t[f"looks.{layer}.bias"] + asked @ t[f"minds.{layer}.weight"].T + t[f"minds.{layer}.bias"]
        turned: Matrix = np.maximum(seen, 0)
        turned += hidden
        turned *= there
        return turned

    def _sentences(self, hidden: Matrix, asked: Matrix, starts: Sequence[int], sentences: Sequence[tuple[int, int, int]],
                   evidence: Matrix) -> Matrix:
        t = self._tensors
        pooled = np.maximum(hidden @ t["gist.weight"].T + t["gist.bias"], 0)
        bounds = np.array([(starts[passage] + first, starts[passage] + last) for passage, first, last in sentences]).ravel()
        highest = np.maximum.reduceat(pooled, bounds, axis=0)[::2]
        lengths = (bounds[1::2] - bounds[::2])[:, None]
        mean = np.add.reduceat(pooled, bounds, axis=0)[::2] / lengths
        weighed = (evidence - t["evidence.mean"]) * t["evidence.scale"]
        by_hand = np.maximum(weighed @ t["hand.weight"].T + t["hand.bias"], 0)
        joined = np.hstack([highest, mean, by_hand, np.repeat(asked[None], len(sentences), axis=0)])
        turned = np.maximum(joined @ t["join.weight"].T + t["join.bias"], 0)
        scores: Matrix = (turned @ t["score.weight"].T + t["score.bias"])[:, 0]
        return scores
