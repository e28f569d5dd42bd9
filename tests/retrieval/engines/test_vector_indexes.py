"""What every vector index promises; a new engine joins by one line in ENGINES."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Audience
from retrieval.engines.exact import ExactVectorIndex
from retrieval.engines.faiss import FaissIndex
from retrieval.protocols import Matrix, VectorIndex

ENGINES: dict[str, Callable[[], VectorIndex]] = {
    "exact": ExactVectorIndex,
    "faiss": FaissIndex,
    "faiss with lists": lambda: FaissIndex(exact_up_to=300),
}
EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest) -> VectorIndex:
    return ENGINES[request.param]()


def passages(count: int, seed: int = 0) -> tuple[list[int], Matrix, list[Audience]]:
    """Vectors in bunches, as the passages of documents are."""
    generator = np.random.default_rng(seed)
    bunches = np.random.default_rng(42).normal(size=(20, 32))
    rows = bunches[generator.integers(20, size=count)] + 0.3 * generator.normal(size=(count, 32))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    audiences = [list(Audience)[key % 3] for key in range(count)]
    return list(range(1, count + 1)), rows.astype(np.float32), audiences


@pytest.mark.parametrize("audiences", [PUBLIC, EVERYBODY, frozenset({Audience.PARTY, Audience.STAFF})])
def test_it_finds_what_looking_at_every_passage_finds(index: VectorIndex, audiences: frozenset[Audience]):
    exact = ExactVectorIndex()
    for engine in (index, exact):
        engine.add(*passages(1200))
    shared = 0
    for question in passages(50, seed=1)[1]:
        found = index.search(question, audiences=audiences, limit=10)
        best = exact.search(question, audiences=audiences, limit=10)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        shared += len({key for key, _ in found} & {key for key, _ in best})
        assert found[0][1] == pytest.approx(best[0][1], abs=0.02)
    assert shared >= 0.93 * 50 * 10


def test_nobody_finds_a_passage_meant_for_others_however_near(index: VectorIndex):
    _, rows, _ = passages(3)
    index.add([1, 2, 3], rows, [Audience.PARTY, Audience.STAFF, Audience.PUBLIC])
    assert [key for key, _ in index.search(rows[0], audiences=PUBLIC, limit=10)] == [3]
    assert index.search(rows[0], audiences=frozenset(), limit=10) == []


def test_a_removed_passage_is_never_found_again(index: VectorIndex):
    keys, rows, audiences = passages(900)
    index.add(keys, rows, audiences)
    index.remove([2, 5, 10_000])
    assert index.ids() == set(keys) - {2, 5}
    assert all(key not in {2, 5} for key, _ in index.search(rows[1], audiences=EVERYBODY, limit=20))


def test_an_id_added_again_is_replaced(index: VectorIndex):
    _, rows, _ = passages(2)
    index.add([7], rows[:1], [Audience.PARTY])
    index.add([7], rows[1:], [Audience.PUBLIC])
    assert index.ids() == {7}
    assert index.search(rows[1], audiences=EVERYBODY, limit=5) == [(7, pytest.approx(1.0, abs=0.01))]
    assert index.search(rows[1], audiences=frozenset({Audience.PARTY}), limit=5) == []


def test_an_empty_index_finds_nothing(index: VectorIndex):
    assert index.search(np.ones(32, dtype=np.float32), audiences=EVERYBODY, limit=10) == []
    assert index.ids() == set()


def test_equal_vectors_come_in_the_order_of_their_ids(index: VectorIndex):
    row = passages(1)[1]
    index.add([3, 1, 2], np.repeat(row, 3, axis=0), [Audience.PUBLIC] * 3)
    assert [key for key, _ in index.search(row[0], audiences=PUBLIC, limit=3)] == [1, 2, 3]


@pytest.mark.parametrize("exact_up_to", [10, 1000])
def test_what_faiss_saved_it_loads(tmp_path: Path, exact_up_to: int):
    keys, rows, audiences = passages(600)
    saved, loaded = FaissIndex(exact_up_to), FaissIndex(exact_up_to)
    saved.add(keys, rows, audiences)
    saved.save(tmp_path)
    loaded.load(tmp_path)
    assert loaded.ids() == set(keys)
    assert loaded.search(rows[0], audiences=PUBLIC, limit=5) == saved.search(rows[0], audiences=PUBLIC, limit=5)


def test_loading_from_an_empty_folder_says_so(tmp_path: Path, index: VectorIndex):
    with pytest.raises(FileNotFoundError):
        index.load(tmp_path)


def test_a_file_that_was_only_half_written_counts_as_none(tmp_path: Path):
    keys, rows, audiences = passages(60)
    saved = FaissIndex()
    saved.add(keys, rows, audiences)
    saved.save(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(FileNotFoundError):
        FaissIndex().load(tmp_path)


def test_an_emptied_index_takes_vectors_of_another_model(index: VectorIndex):
    index.add([1], np.eye(1, 4, dtype=np.float32), [Audience.PUBLIC])
    index.remove([1])
    index.add([2], np.eye(1, 8, dtype=np.float32), [Audience.PUBLIC])
    assert index.ids() == {2}
