"""The network learns from the cases of all question sets."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer
from retrieval.reading.tokens import width
from retrieval.training.reading.cases import Case
from retrieval.training.reading.lessons import lesson
from retrieval.training.reading.network import Lesson, Network, loss

logger = logging.getLogger(__name__)

Matrix = NDArray[np.float32]


_TOGETHER = 8         # batches whose lessons are sorted by length, so that little is padded


@dataclass(frozen=True, slots=True)
class Course:
    """How the network is taught. In a share `hidden` of the lessons the answer is taken out."""

    epochs: int = 3
    batch: int = 16
    rate: float = 1.2e-3
    decay: float = 1e-2
    hidden: float = 0.18


def learn_network(cases: Sequence[Case], first: Scorer, lexicon: Lexicon, reader: PassageReader, course: Course, *,
                  seed: int) -> dict[str, Matrix]:
    """Return the tensors of the reader's network."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    scores = [first(case.evidence.astype(np.float32)) for case in cases]
    network = _network(cases, first, lexicon)
    optimizer = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=course.decay)
    steps = course.epochs * (len(cases) // course.batch + len(cases) // (course.batch * _TOGETHER) + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, course.rate, total_steps=steps + 1, pct_start=0.1)
    for epoch in range(course.epochs):
        order = chance.sample(range(len(cases)), len(cases))
        total = 0.0
        for start in range(0, len(order), _TOGETHER * course.batch):
            lessons = [one for at in order[start:start + _TOGETHER * course.batch]
                       if (one := lesson(cases[at], scores[at], first, reader, lexicon,
                                         hide=chance.random() < course.hidden)) is not None]
            lessons.sort(key=lambda one: len(one.rows))
            batches = [lessons[at:at + course.batch] for at in range(0, len(lessons), course.batch)]
            for batch in chance.sample(batches, len(batches)):
                total += _step(network, batch, optimizer)
                schedule.step()
        logger.info("epoch %d: loss %.3f", epoch + 1, total / (len(order) / course.batch))
    return network.tensors()


def _step(network: Network, batch: list[Lesson], optimizer: torch.optim.Optimizer) -> float:
    wrong = loss(network(batch), batch)
    optimizer.zero_grad()
    wrong.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    return float(wrong.detach())


def _network(cases: Sequence[Case], first: Scorer, lexicon: Lexicon) -> Network:
    some = np.concatenate([first.widened(case.evidence.astype(np.float32)) for case in cases[::40]])
    network = Network(*width(lexicon.dimensions), some.shape[1])
    network.mean.copy_(torch.from_numpy(some.mean(axis=0)))
    network.scale.copy_(torch.from_numpy(1 / np.maximum(some.std(axis=0), 0.03)))
    return network
