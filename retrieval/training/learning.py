"""The embedding matrix learns to bring a question near its passage, away from the other passages of its batch."""

import logging
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

logger = logging.getLogger(__name__)

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Token ids of many texts, one after another; text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: Ids
    starts: NDArray[np.int64]

    def take(self, which: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """The ids of some texts, joined, and where each begins."""
        lengths = self.starts[which + 1] - self.starts[which]
        begins = np.concatenate(([0], np.cumsum(lengths)))
        at = np.repeat(self.starts[which] - begins[:-1], lengths) + np.arange(begins[-1])
        return torch.from_numpy(self.ids[at].astype(np.int64)), torch.from_numpy(begins[:-1])


def cut(tokenizer: Tokenizer, texts: Sequence[str], rows: NDArray[np.int64], *, most: int) -> Ragged:
    """Tokenise, keep the first `most` tokens of each text, and turn tokens into rows of the matrix."""
    parts: list[Ids] = []
    lengths = [0]
    for at in range(0, len(texts), 4000):
        for encoding in tokenizer.encode_batch_fast(list(texts[at : at + 4000]), add_special_tokens=False):
            ids = rows[np.array(encoding.ids[:most], np.int64)].astype(np.int32)
            ids = ids[ids > 0]
            parts.append(ids if len(ids) else np.zeros(1, np.int32))
            lengths.append(len(parts[-1]))
    return Ragged(np.concatenate(parts), np.cumsum(lengths))


@dataclass(frozen=True, slots=True)
class Course:
    """How to learn; `shares` says how often each source of pairs is gone through in an epoch (1 unless said)."""

    epochs: float = 3.0
    batch: int = 2048
    rate: float = 0.01
    scale: float = 20.0
    shares: Mapping[str, float] | None = None
    hard_batch: int = 512


def learn(start: NDArray[np.float32], queries: Ragged, passages: Ragged, same: NDArray[np.int64],
          sources: Mapping[str, Sequence[int]], course: Course, *, seed: int,
          negatives: Mapping[int, Sequence[int]] | None = None,
          variants: Mapping[int, Sequence[int]] | None = None) -> NDArray[np.float32]:
    """Train and return the matrix.

    Pair i is query i and passage i; `same` numbers equal passages alike, so that none is its own negative.
    `negatives` lists passages that look right for a query and are not; `variants` other spellings of a query, as
    positions in `queries`.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    generator = np.random.default_rng(seed)
    weight = torch.nn.Parameter(torch.from_numpy(start.copy()))
    optimiser = torch.optim.Adam([weight], lr=course.rate, betas=(0.9, 0.98), fused=True)
    batches = list(_batches(sources, course, chance))
    began, total = time.perf_counter(), 0.0
    for step, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = course.rate * min(1.0, (step + 1) / (0.05 * len(batches)),
                                            0.02 + 0.5 * (1 + math.cos(math.pi * step / len(batches))))
        asked = np.array([_variant(i, variants, generator) for i in batch], np.int64)
        wanted = np.array(batch, np.int64)
        hard = np.array([chance.choice(negatives[i]) for i in batch if i in negatives], np.int64) \
            if negatives else np.empty(0, np.int64)
        every = np.concatenate((wanted, hard))
        loss = _loss(_embed(weight, *queries.take(asked)), _embed(weight, *passages.take(every)),
                     torch.from_numpy(same[every]), course.scale)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if weight.grad is not None:
            weight.grad[0] = 0
        optimiser.step()
        total += loss.item()
        if (step + 1) % 100 == 0:
            logger.info("step %d of %d: loss %.3f, %.2f s a step", step + 1, len(batches), total / 100,
                        (time.perf_counter() - began) / (step + 1))
            total = 0.0
    return weight.detach().numpy()


def _embed(weight: torch.Tensor, ids: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(torch.nn.functional.embedding_bag(ids, weight, starts, mode="mean"), dim=-1)


def _loss(asked: torch.Tensor, passages: torch.Tensor, same: torch.Tensor, scale: float) -> torch.Tensor:
    scores = scale * asked @ passages.T
    many = len(asked)
    repeated = same[:many, None] == same[None, :]
    repeated.fill_diagonal_(False)
    scores = scores.masked_fill(repeated, -1e4)
    own = torch.arange(many)
    forward = torch.nn.functional.cross_entropy(scores, own)
    backward = torch.nn.functional.cross_entropy(scores[:, :many].T, own)
    return 0.7 * forward + 0.3 * backward


def _variant(i: int, variants: Mapping[int, Sequence[int]] | None, generator: np.random.Generator) -> int:
    others = variants.get(i) if variants else None
    if others and generator.random() < 0.4:
        return others[int(generator.integers(len(others)))]
    return i


def _batches(sources: Mapping[str, Sequence[int]], course: Course, chance: random.Random) -> Iterator[list[int]]:
    """Batches of one source each, in random order."""
    made: list[list[int]] = []
    for name, members in sorted(sources.items()):
        wanted = int(len(members) * course.epochs * (course.shares or {}).get(name, 1.0))
        line: list[int] = []
        while len(line) < wanted:
            line += chance.sample(list(members), len(members))
        size = min(course.batch, len(members))
        made += [line[at : at + size] for at in range(0, wanted - size + 1, size)]
    chance.shuffle(made)
    yield from made
