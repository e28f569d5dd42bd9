"""Indexes follow the store, also when their own files are lost or belong to another store."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.store import FILE, SqliteStore
from fakes import HashingEmbedder, report
from libraries import library_in
from retrieval.engines.exact import ExactLexicalIndex, ExactVectorIndex
from retrieval.errors import IndexLost
from retrieval.library import Library
from retrieval.protocols import Terms, TermWeights

EVERYBODY = frozenset(Audience)


class LosingIndex(ExactLexicalIndex):
    """An index that loses everything at its second commit."""

    def __init__(self) -> None:
        super().__init__()
        self.commits = 0

    def commit(self, generation: int) -> None:
        self.commits += 1
        if self.commits == 2:
            self.clear()
            self.generation = 0
            raise IndexLost
        super().commit(generation)


class BrokenStoreIndex(ExactLexicalIndex):
    """An index that is interrupted while it is being filled, and remembers that it was told to let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = 0

    def add(self, ids: Sequence[int], terms: Sequence[Terms], audiences: Sequence[Audience]) -> None:
        raise KeyboardInterrupt

    def reload(self) -> None:
        self.let_go += 1


def found(library: Library, word: str) -> Collection[int]:
    return [key for key, _ in library.by_words(TermWeights({}, {word: 1.0}, {}), audiences=EVERYBODY, limit=9)]


def test_an_index_that_was_lost_is_given_everything_again(tmp_path: Path):
    library = Library(SqliteStore(tmp_path), HashingEmbedder(), ExactVectorIndex(), LosingIndex(), tmp_path)
    list(library.add([report("a", "Hiến đất.")]))
    list(library.add([report("b", "Khen thưởng.")]))
    assert (found(library, "dat"), found(library, "khen")) == ([1], [2])
    assert library.check().sound
    library.close()


def test_an_index_that_was_interrupted_does_not_keep_its_files_from_others(tmp_path: Path):
    index = BrokenStoreIndex()
    library = Library(SqliteStore(tmp_path), HashingEmbedder(), ExactVectorIndex(), index, tmp_path)
    with pytest.raises(KeyboardInterrupt):
        list(library.add([report("a", "Hiến đất.")]))
    assert index.let_go > 1
    library.close()


def test_indexes_of_a_store_that_was_put_back_by_hand_are_made_again(tmp_path: Path):
    first = library_in(tmp_path)
    list(first.add([report("a", "Hiến đất.")]))
    first.close()
    earlier = (tmp_path / FILE).read_bytes()
    second = library_in(tmp_path)
    list(second.add([report("b", "Khen thưởng."), report("c", "Trồng cây.")]))
    second.rebuild()
    second.close()
    (tmp_path / FILE).write_bytes(earlier)
    for beside in tmp_path.glob(f"{FILE}-*"):
        beside.unlink()
    third = library_in(tmp_path)
    assert (found(third, "dat"), found(third, "khen")) == ([1], [])
    assert third.check().sound
    third.close()
