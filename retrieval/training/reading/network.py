"""The network of the reader as torch learns it; `tensors` gives what `retrieval.reading.network` reads."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from retrieval.reading.network import DILATIONS, SORTS
from retrieval.sought import Sought

Matrix = NDArray[np.float32]
_NOTHING = -1e9


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question as the network meets it, its passages laid end to end with empty rows between.

    `sentences` are (first row, row after the last); `spans` are (sentence, first row, last row, sort); `right_*` say
    which are right (1), wrong (0) or neither (-1). `gold` is the answer's (first row, last row), None where none is there.
    """

    question: Matrix
    told: Matrix
    rows: Matrix
    there: NDArray[np.bool_]
    sentences: NDArray[np.int64]
    evidence: Matrix
    right_sentences: NDArray[np.int8]
    spans: NDArray[np.int64]
    right_spans: NDArray[np.int8]
    kind: int
    gold: tuple[int, int] | None
    weight: float


class Network(nn.Module):
    """See `retrieval.reading.network.Network`: the same arithmetic over a batch of questions."""

    mean: Tensor         # of each feature of the evidence
    scale: Tensor

    def __init__(self, rows: int, question: int, evidence: int, *, hidden: int = 96, gist: int = 32, by_hand: int = 48,
                 dropout: float = 0.2) -> None:
        super().__init__()
        self.enter = nn.Linear(rows, hidden)
        self.question = nn.Linear(question, hidden)
        self.attention = nn.Linear(hidden, 1, bias=False)
        self.asked = nn.Linear(hidden + len(Sought) + 1, hidden)
        self.levels = nn.ModuleList(nn.LayerNorm(hidden) for _ in DILATIONS)
        self.looks = nn.ModuleList(nn.Linear(3 * hidden, hidden) for _ in DILATIONS)
        self.minds = nn.ModuleList(nn.Linear(hidden, hidden) for _ in DILATIONS)
        self.ends = nn.Linear(hidden, 2)
        self.gist = nn.Linear(hidden, gist)
        self.hand = nn.Linear(evidence, by_hand)
        self.join = nn.Linear(2 * gist + by_hand + hidden, 64)
        self.score = nn.Linear(64, 1)
        self.sorts = nn.Embedding(len(Sought), SORTS)
        nn.init.zeros_(self.sorts.weight)
        self.register_buffer("mean", torch.zeros(evidence))
        self.register_buffer("scale", torch.ones(evidence))
        self.dropout = nn.Dropout(dropout)
        self.feature_dropout = nn.Dropout1d(dropout)       # of a feature in all rows at once: as good here, and cheap

    def tensors(self) -> dict[str, Matrix]:
        """Return the weights under the names that the reader knows."""
        names = {"mean": "evidence.mean", "scale": "evidence.scale"}
        return {names.get(name, name): value.detach().numpy().copy() for name, value in self.state_dict().items()}

    def forward(self, batch: list[Lesson]) -> list[tuple[Tensor, Tensor, Tensor]]:
        """Return, for each question, the scores of its sentences, of its spans, and (rows, 2) of its units."""
        asked = self._asked(batch)
        hidden, there = self._enter(batch)
        for dilation, level, look, mind in zip(DILATIONS, self.levels, self.looks, self.minds, strict=True):
            own = level(hidden) * there
            edge = own.new_zeros(len(batch), dilation, own.shape[2])
            left, right = torch.cat([edge, own[:, :-dilation]], dim=1), torch.cat([own[:, dilation:], edge], dim=1)
            seen = look(torch.cat([left, own, right], dim=2)) + mind(asked)[:, None]
            hidden = (hidden + self._drop(torch.relu(seen))) * there
        ends = self.ends(hidden)
        pooled = torch.relu(self.gist(hidden))
        found = []
        for number, lesson in enumerate(batch):
            scores = self._sentences(pooled[number], asked[number], lesson)
            spans = torch.from_numpy(lesson.spans)
            marks = ends[number]
            of_spans = (scores[spans[:, 0]] + marks[spans[:, 1], 0] + marks[spans[:, 2], 1]
                        + self.sorts.weight[lesson.kind][spans[:, 3]]) if len(spans) else scores[:0]
            found.append((scores, of_spans, marks))
        return found

    def _drop(self, rows: Tensor) -> Tensor:
        dropped: Tensor = self.feature_dropout(rows.transpose(1, 2)).transpose(1, 2)
        return dropped

    def _asked(self, batch: list[Lesson]) -> Tensor:
        longest = max(len(lesson.question) for lesson in batch)
        rows = torch.zeros(len(batch), longest, batch[0].question.shape[1])
        mask = torch.full((len(batch), longest, 1), _NOTHING)
        for number, lesson in enumerate(batch):
            rows[number, :len(lesson.question)] = torch.from_numpy(lesson.question)
            mask[number, :len(lesson.question)] = 0
        units = torch.relu(self.question(self.dropout(rows)))
        mean = (torch.softmax(self.attention(units) + mask, dim=1) * units).sum(dim=1)
        told = torch.from_numpy(np.stack([lesson.told for lesson in batch]))
        return torch.relu(self.asked(torch.cat([self.dropout(mean), told], dim=1)))

    def _enter(self, batch: list[Lesson]) -> tuple[Tensor, Tensor]:
        longest = max(len(lesson.rows) for lesson in batch)
        rows = torch.zeros(len(batch), longest, batch[0].rows.shape[1])
        there = torch.zeros(len(batch), longest, 1)
        for number, lesson in enumerate(batch):
            rows[number, :len(lesson.rows)] = torch.from_numpy(lesson.rows)
            there[number, :len(lesson.rows), 0] = torch.from_numpy(lesson.there)
        return torch.relu(self.enter(self._drop(rows))) * there, there

    def _sentences(self, pooled: Tensor, asked: Tensor, lesson: Lesson) -> Tensor:
        lengths = torch.from_numpy(lesson.sentences[:, 1] - lesson.sentences[:, 0])
        of = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        places = torch.from_numpy(np.concatenate([np.arange(first, last) for first, last in lesson.sentences]))
        units = pooled[places]
        index = of[:, None].expand(-1, units.shape[1])
        empty = torch.zeros(len(lengths), units.shape[1])
        highest = empty.scatter_reduce(0, index, units, "amax", include_self=True)      # none is negative
        mean = empty.scatter_add(0, index, units) / lengths[:, None]
        weighed = (torch.from_numpy(lesson.evidence) - self.mean) * self.scale
        by_hand = self.dropout(torch.relu(self.hand(weighed)))
        joined = torch.cat([highest, mean, by_hand, asked[None].expand(len(lengths), -1)], dim=1)
        turned = self.dropout(torch.relu(self.join(joined)))
        scores: Tensor = self.score(turned)[:, 0]
        return scores


def loss(found: list[tuple[Tensor, Tensor, Tensor]], batch: list[Lesson]) -> Tensor:
    """Return how wrong the scores are: the right ones must beat the others, and "none" (0) where none is right."""
    total, weights = torch.zeros(()), 0.0
    for (scores, of_spans, marks), lesson in zip(found, batch, strict=True):
        own = _listwise(scores, lesson.right_sentences)
        if len(lesson.spans) and ((lesson.right_spans == 1).any() or not (lesson.right_sentences == 1).any()):
            own = own + _listwise(of_spans, lesson.right_spans)
        if lesson.gold:
            first, last = lesson.gold
            there = torch.from_numpy(np.where(lesson.there, 0.0, _NOTHING).astype(np.float32))
            length = len(lesson.there)
            own = own + 0.2 * (torch.logsumexp(marks[:length, 0] + there, 0) - marks[first, 0]
                               + torch.logsumexp(marks[:length, 1] + there, 0) - marks[last, 1])
        total = total + lesson.weight * own
        weights += lesson.weight
    return total / max(weights, 1e-6)


def _listwise(scores: Tensor, right: NDArray[np.int8]) -> Tensor:
    kept, chosen = torch.from_numpy(right >= 0), torch.from_numpy(right == 1)
    everything = torch.logsumexp(torch.cat([scores[kept], torch.zeros(1)]), 0)
    if chosen.any():
        return everything - torch.logsumexp(scores[chosen], 0)
    return everything
