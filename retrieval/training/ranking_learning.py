"""The re-ranker learns, from the features of candidates, to put the passage that answers first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from retrieval.training.ranking import Layers
from retrieval.training.ranking_sets import CANDIDATES, Ranked

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of a question, and how right each one is."""

    features: Numbers
    right: Numbers
    weight: float


def lessons(ranked: Sequence[Ranked], right: Sequence[frozenset[str]], beside: Sequence[frozenset[int]],
            weight: float) -> list[Lesson]:
    """What can be learnt from questions whose right passage is among the candidates."""
    found = []
    for candidates, answers, near in zip(ranked, right, beside, strict=True):
        score = np.array([1.0 if str(i) in answers else 0.1 if int(i) in near else 0.0 for i in candidates.positions],
                         np.float32)
        if len(score) == CANDIDATES and score.max() == 1:
            found.append(Lesson(candidates.features, score / score.sum(), weight))
    return found


def learn(taught: Sequence[Lesson], *, hidden: int = 8, nets: int = 3, epochs: int = 20, seed: int) -> Layers:
    """Train a few small networks and join them into one."""
    torch.set_num_threads(1)
    features = np.stack([lesson.features for lesson in taught])
    flat = features.reshape(-1, features.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    given = torch.from_numpy((features - mean) / spread)
    right = torch.from_numpy(np.stack([lesson.right for lesson in taught]))
    weight = torch.tensor([lesson.weight for lesson in taught])
    trained = [_train(given, right, weight, hidden, epochs, seed + n) for n in range(nets)]
    return Layers(mean, spread, *(np.concatenate(parts) for parts in zip(*trained, strict=True)))


def _train(given: torch.Tensor, right: torch.Tensor, weight: torch.Tensor, hidden: int, epochs: int,
           seed: int) -> tuple[Numbers, Numbers, Numbers]:
    torch.manual_seed(seed)
    inner, outer = torch.nn.Linear(given.shape[-1], hidden), torch.nn.Linear(hidden, 1, bias=False)
    net = torch.nn.Sequential(inner, torch.nn.Tanh(), outer)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    batches = (len(given) + 255) // 256
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=3e-3, total_steps=epochs * batches + 1)
    for _ in range(epochs):
        for batch in torch.split(torch.randperm(len(given)), 256):
            scores = net(given[batch]).squeeze(-1)
            loss = -(weight[batch] * (right[batch] * torch.log_softmax(scores, dim=1)).sum(dim=1)).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return inner.weight.detach().numpy(), inner.bias.detach().numpy(), outer.weight.detach().numpy()[0]
