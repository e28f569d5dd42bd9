"""What every lexical index promises; a new engine joins by one line in ENGINES."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Audience
from retrieval.engines.exact import ExactLexicalIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.protocols import LexicalIndex, Terms, TermWeights

ENGINES: dict[str, Callable[[Path], LexicalIndex]] = {
    "exact": lambda folder: ExactLexicalIndex(),
    "tantivy": TantivyIndex,
}
EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    return ENGINES[request.param](tmp_path / "lexical")


def words(*folded: str) -> Terms:
    return Terms(folded, folded, ["tin", "phuong"])


def ask(**folded: float) -> TermWeights:
    return TermWeights({}, folded, {})


def test_it_ranks_as_bm25_by_the_book_does(index: LexicalIndex):
    generator = random.Random(0)
    vocabulary = [f"w{n}" for n in range(200)]
    weights = [1 / (n + 1) for n in range(200)]
    terms = [Terms(generator.choices(vocabulary, weights, k=generator.randint(5, 39)),
                   generator.choices(vocabulary, weights, k=generator.randint(5, 39)),
                   generator.choices(vocabulary, weights, k=4)) for _ in range(300)]
    exact = ExactLexicalIndex()
    for engine in (index, exact):
        engine.add(range(1, 301), terms, [Audience.PUBLIC] * 300)
        engine.commit(1)
    for _ in range(20):
        question = TermWeights(*({word: generator.choice([0.5, 1.0, 2.0]) for word in generator.sample(vocabulary, 4)}
                                 for _ in range(3)))
        found = index.search(question, audiences=PUBLIC, limit=10)
        best = exact.search(question, audiences=PUBLIC, limit=10)
        assert [key for key, _ in found] == [key for key, _ in best]
        assert [score for _, score in found] == pytest.approx([score for _, score in best], rel=1e-4)


def test_nobody_finds_a_passage_meant_for_others_however_well_it_fits(index: LexicalIndex):
    index.add([1, 2, 3], [words("dat", "dat"), words("dat"), words("dat", "cong")],
              [Audience.PARTY, Audience.STAFF, Audience.PUBLIC])
    index.commit(1)
    assert [key for key, _ in index.search(ask(dat=1.0), audiences=PUBLIC, limit=10)] == [3]
    assert {key for key, _ in index.search(ask(dat=1.0), audiences=EVERYBODY, limit=10)} == {1, 2, 3}
    assert index.search(ask(dat=1.0), audiences=frozenset(), limit=10) == []


def test_changes_are_seen_from_the_commit_on_and_remembered_by_number(index: LexicalIndex):
    assert index.generation == 0
    index.add([1], [words("dat")], [Audience.PUBLIC])
    index.commit(5)
    index.remove([1, 99])
    index.add([2], [words("dat")], [Audience.PUBLIC])
    index.commit(6)
    assert (index.generation, index.ids()) == (6, {2})
    assert [key for key, _ in index.search(ask(dat=1.0), audiences=PUBLIC, limit=10)] == [2]


def test_an_id_added_again_is_replaced(index: LexicalIndex):
    index.add([1], [words("dat")], [Audience.PUBLIC])
    index.commit(1)
    index.add([1], [words("cong")], [Audience.PARTY])
    index.commit(2)
    assert index.search(ask(dat=1.0), audiences=EVERYBODY, limit=10) == []
    assert [key for key, _ in index.search(ask(cong=1.0), audiences=EVERYBODY, limit=10)] == [1]
    assert index.search(ask(cong=1.0), audiences=PUBLIC, limit=10) == []


def test_a_cleared_index_starts_again_with_the_next_commit(index: LexicalIndex):
    index.add([1], [words("dat")], [Audience.PUBLIC])
    index.commit(3)
    index.clear()
    index.add([2], [words("dat")], [Audience.PUBLIC])
    index.commit(4)
    assert (index.generation, index.ids()) == (4, {2})


def test_words_that_nobody_wrote_find_nothing(index: LexicalIndex):
    index.add([1], [words("dat")], [Audience.PUBLIC])
    index.commit(1)
    assert index.search(ask(**{"AND": 1.0, '"': 1.0, "*": 1.0, "a:b": 1.0}), audiences=PUBLIC, limit=10) == []
    assert index.search(TermWeights({}, {}, {}), audiences=PUBLIC, limit=10) == []


def test_another_process_sees_a_commit_after_reloading(tmp_path: Path):
    writer, reader = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    writer.add([1], [words("dat")], [Audience.PUBLIC])
    writer.commit(1)
    assert (reader.generation, reader.ids()) == (0, set())
    reader.reload()
    assert (reader.generation, reader.ids()) == (1, {1})
    reader.add([2], [words("dat")], [Audience.PUBLIC])     # the writer gave the folder back when it committed
    reader.commit(2)
    assert TantivyIndex(tmp_path).ids() == {1, 2}


@pytest.mark.parametrize("content", ["{}", "rubbish", '{"segments": [], "schema": [], "opstamp": 0}'])
def test_files_that_it_cannot_use_are_made_again(tmp_path: Path, content: str):
    (tmp_path / "meta.json").write_text(content)
    (tmp_path / "generation").write_text("7")
    index = TantivyIndex(tmp_path)
    assert (index.generation, index.ids()) == (0, set())
    index.add([1], [words("dat")], [Audience.PUBLIC])
    index.commit(1)
    assert index.ids() == {1}
