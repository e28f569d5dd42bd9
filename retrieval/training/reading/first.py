"""The first look learns: the right sentence of a question must beat the others, and "none" where none is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from retrieval.reading.scorer import beside_the_best

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one question: a row of features each, and 1 right, 0 wrong, -1 neither."""

    features: NDArray[np.float32] | NDArray[np.float16]
    right: NDArray[np.int8]
    weight: float = 1.0


def learn(lists: Sequence[Candidates], *, columns: int, hidden: Sequence[int], epochs: int, seed: int = 0,
          without_answer: float = 0.25, decay: float = 1e-4) -> dict[str, Matrix]:
    """Return the tensors of a scorer. In a share `without_answer` of the lists the right candidates are hidden."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    rows = [beside_the_best(one.features.astype(np.float32), columns) for one in lists]
    stacked = np.concatenate(rows)
    mean, scale = stacked.mean(axis=0), 1 / np.maximum(stacked.std(axis=0), 0.03)
    rows = [(row - mean) * scale for row in rows]
    sizes = [rows[0].shape[1], *hidden, 1]
    parts: list[torch.nn.Module] = []
    for size, following in pairwise(sizes):
        parts += [torch.nn.Linear(size, following), torch.nn.ReLU(), torch.nn.Dropout(0.1)]
    network = torch.nn.Sequential(*parts[:-2])
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=decay)
    batches = epochs * (len(lists) // 64 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=batches + 1)
    for _ in range(epochs):
        order = sorted(random.permutation(len(lists)), key=lambda i: len(rows[i]) // 40 + random.random())
        groups = [order[start:start + 64] for start in range(0, len(order), 64)]
        random.shuffle(groups)
        for group in groups:
            loss = _loss(network, [_hidden(rows[i], lists[i], random, without_answer) for i in group])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    tensors = {"mean": mean, "scale": scale, "columns": np.array([columns], dtype=np.float32)}
    linear = [part for part in network if isinstance(part, torch.nn.Linear)]
    for number, part in enumerate(linear):
        tensors[f"weight{number}"] = part.weight.detach().numpy().T.copy()
        tensors[f"bias{number}"] = part.bias.detach().numpy().copy()
    return tensors


_ENOUGH = 80      # wrong candidates of one question that are looked at in one pass


def _hidden(rows: Matrix, one: Candidates, random: np.random.Generator, share: float) -> tuple[Matrix, Matrix, float]:
    keep = one.right >= 0
    if (one.right == 1).any() and random.random() < share:
        keep = one.right == 0
    if keep.sum() > _ENOUGH:                   # the likeliest wrong ones teach most; some of the others keep the scale
        wrong = np.flatnonzero(keep & (one.right == 0))
        likeliest = wrong[np.argsort(-rows[wrong, :13].sum(axis=1))]
        others = random.permutation(likeliest[_ENOUGH // 2:])
        keep = keep & (one.right == 1)
        keep[likeliest[:_ENOUGH // 2]] = True
        keep[others[:_ENOUGH // 2]] = True
    return rows[keep], (one.right[keep] == 1).astype(np.float32), one.weight


def _loss(network: torch.nn.Module, group: Sequence[tuple[Matrix, Matrix, float]]) -> torch.Tensor:
    lengths = [len(rows) for rows, _, _ in group]
    longest = max(max(lengths), 1)
    scores = network(torch.from_numpy(np.concatenate([rows for rows, _, _ in group]))).squeeze(-1)
    padded = torch.full((len(group), longest + 1), -1e9)
    padded[:, 0] = 0.0
    gold = torch.full((len(group), longest + 1), -1e9)
    weights = torch.tensor([weight for _, _, weight in group])
    at = 0
    for number, ((_, right, _), length) in enumerate(zip(group, lengths, strict=True)):
        own = scores[at:at + length]
        padded[number, 1:length + 1] = own
        chosen = torch.from_numpy(right) > 0
        if chosen.any():
            gold[number, 1:length + 1] = torch.where(chosen, own, torch.tensor(-1e9))
        else:
            gold[number, 0] = 0.0
        at += length
    losses = torch.logsumexp(padded, 1) - torch.logsumexp(gold, 1)
    return (losses * weights).sum() / weights.sum()
