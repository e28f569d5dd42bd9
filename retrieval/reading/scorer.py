"""A first look at every sentence: a small network over its evidence, learnt weights and plain arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

Matrix = NDArray[np.float32]


def beside_the_best(features: Matrix, columns: int) -> Matrix:
    """Add how far each candidate falls behind the best one of the question, feature by feature."""
    if not len(features):
        return np.zeros((0, features.shape[1] + columns), dtype=np.float32)
    first = features[:, :columns]
    return np.hstack([features, first - first.max(axis=0)])


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores candidates against "nothing here answers", whose score is 0: a positive score means rather yes than no."""

    mean: Matrix
    scale: Matrix
    layers: Sequence[tuple[Matrix, Matrix]]
    columns: int                    # of the features that are also compared with the best

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, Matrix]) -> "Scorer":
        own = {name: value.astype(np.float32) for name, value in tensors.items()}
        layers = [(own[f"weight{i}"], own[f"bias{i}"]) for i in range(len(own)) if f"weight{i}" in own]
        return cls(own["mean"], own["scale"], layers, int(own["columns"][0]))

    @classmethod
    def load(cls, path: Path) -> "Scorer":
        return cls.from_tensors(load_file(path))

    def widened(self, features: Matrix) -> Matrix:
        """Return the features beside how far each falls behind the best of the question."""
        return beside_the_best(features, self.columns)

    def __call__(self, features: Matrix) -> Matrix:
        values = (self.widened(features) - self.mean) * self.scale
        for number, (weight, bias) in enumerate(self.layers):
            values = values @ weight + bias
            if number + 1 < len(self.layers):
                values = np.maximum(values, 0)
        scores: Matrix = values[:, 0]
        return scores


def chances(scores: Matrix) -> Matrix:
    """Turn scores into the chance that each candidate is the answer; the rest is the chance that none is."""
    if not len(scores):
        return scores
    top = max(float(scores.max()), 0.0)
    exponentials = np.exp(scores - top)
    shares: Matrix = exponentials / (exponentials.sum() + np.exp(-top))
    return shares
