"""What torch learns and what the assistant computes are the same network."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from retrieval.reading import network as plain  # noqa: E402
from retrieval.training.reading.network import Lesson, Network, loss  # noqa: E402

ROWS, QUESTION, EVIDENCE = 40, 13, 20


def lesson(right: tuple[int, ...] = (0, 0, 0, 0, 0)) -> tuple[Lesson, list[np.ndarray], list[tuple[int, int, int]]]:
    random = np.random.default_rng(0)
    stretches = [random.normal(size=(units, ROWS)).astype(np.float32) for units in (9, 30, 5)]
    sentences = [(0, 0, 4), (0, 4, 9), (1, 0, 20), (1, 20, 30), (2, 0, 5)]
    starts = [plain.GAP, 2 * plain.GAP + 9, 3 * plain.GAP + 39]
    rows, there = np.zeros((60, ROWS), np.float32), np.zeros(60, bool)
    for start, stretch in zip(starts, stretches, strict=True):
        rows[start:start + len(stretch)], there[start:start + len(stretch)] = stretch, True
    told = np.eye(12, dtype=np.float32)[2]
    made = Lesson(random.normal(size=(6, QUESTION)).astype(np.float32), told, rows, there,
                  np.array([(starts[at] + first, starts[at] + last) for at, first, last in sentences]),
                  random.normal(size=(5, EVIDENCE)).astype(np.float32), np.array(right, np.int8),
                  np.zeros((0, 4), np.int64), np.zeros(0, np.int8), 2, None, 1.0)
    return made, stretches, sentences


def test_the_assistant_computes_what_torch_learnt():
    torch.manual_seed(0)
    network = Network(ROWS, QUESTION, EVIDENCE).eval()
    made, stretches, sentences = lesson()
    with torch.no_grad():
        (scores, _, marks), = network([made])
    read = plain.Network(network.tensors()).read(made.question, made.told, stretches, sentences, made.evidence)
    np.testing.assert_allclose(read.sentences, scores.numpy(), atol=1e-5)
    np.testing.assert_allclose(read.first, marks.numpy()[made.there, 0], atol=1e-5)
    np.testing.assert_allclose(read.last, marks.numpy()[made.there, 1], atol=1e-5)


@pytest.mark.parametrize(("right", "best"), [((0, 0, 1, 0, 0), 2), ((1, 0, 0, 0, -1), 0)])
def test_a_few_lessons_teach_it_which_sentence_answers(right: tuple[int, ...], best: int):
    torch.manual_seed(0)
    network = Network(ROWS, QUESTION, EVIDENCE, dropout=0.0)
    made, _, _ = lesson(right)
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    for _ in range(12):
        wrong = loss(network([made]), [made])
        optimizer.zero_grad()
        wrong.backward()
        optimizer.step()
    scores = network([made])[0][0].detach().numpy()
    assert scores.argmax() == best
    assert scores[best] > 0


def test_where_nothing_answers_every_sentence_falls_below_none():
    torch.manual_seed(0)
    network = Network(ROWS, QUESTION, EVIDENCE, dropout=0.0)
    made, _, _ = lesson()
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    for _ in range(12):
        wrong = loss(network([made]), [made])
        optimizer.zero_grad()
        wrong.backward()
        optimizer.step()
    assert (network([made])[0][0] < 0).all()
