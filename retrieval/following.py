"""Indexes: two indexes that follow the store, in this process and in every other.

The store commits first; the indexes follow its changes and can always be made again from it. A crash in between leaves
an index behind, never ahead, and whoever looks next brings it up to date.
"""

import fcntl
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.store import Entry, Span, SqliteStore
from corpus.vietnamese.syllables import folded_terms, terms
from retrieval.errors import IndexLost
from retrieval.protocols import LexicalIndex, Matrix, Terms, VectorIndex

T = TypeVar("T")

BATCH = 2_000             # passages handled at once
_SAVE_AFTER = 2_000       # passages changed since the vectors were last saved
_EVERYTHING = Span(0, 0, 2**62, present=True)


class Indexes:
    """The indexes over one store. Safe to use from many threads and, over one folder, many processes."""

    def __init__(self, store: SqliteStore, vectors: VectorIndex, lexical: LexicalIndex, folder: Path) -> None:
        self._store = store
        self._vectors = vectors
        self._lexical = lexical
        self._folder = folder
        self._following = threading.Lock()      # taken before the lock between processes, never after
        self._generation = -1                   # of the vectors in memory; -1 before they were loaded
        self._saved_generation = 0

    def follow(self) -> None:
        """Bring both indexes to the store's last change; cheap when they are there already."""
        if self._store.generation() == self._generation == self._lexical.generation:
            return
        with self._following:
            if self._generation < 0:
                self._load_vectors()
            generation = self._store.generation()
            if self._generation != generation:
                self._apply_vectors(generation)
            if self._lexical.generation != generation:
                self._lexical.reload()          # another process may have done the work
            if self._lexical.generation != self._store.generation():
                with self._exclusively():
                    self._lexical.reload()
                    self._apply_lexical(self._store.generation())

    def remake(self) -> None:
        """Make both indexes anew from the store; who searches meanwhile meets the old ones."""
        with self._following, self._exclusively():
            generation = self._store.generation()
            self._lexical.clear()
            self._add_lexical([_EVERYTHING], generation)
            self._generation = 0
            self._apply_vectors(generation)
            self._write_vectors()

    def save(self) -> None:
        """Save the vectors when catching up from the saved ones would be slower than loading them."""
        with self._following:
            spans = self._missed(self._saved_generation, self._generation)
            changed = sum(span.last - span.first + 1 for span in spans)
            if self._generation != self._saved_generation and (_is_all(spans) or changed >= _SAVE_AFTER):
                with self._exclusively():
                    self._write_vectors()

    def _missed(self, followed: int, generation: int) -> Sequence[Span]:
        """Return what is to be done; everything for an index that followed nothing yet, or another store."""
        if not 0 < followed <= generation:
            return [_EVERYTHING]
        spans = self._store.changes(followed)
        return [_EVERYTHING] if any(span.first == 0 for span in spans) else spans

    def _apply_vectors(self, generation: int) -> None:
        spans = self._missed(self._generation, generation)
        if _is_all(spans):
            self._vectors.remove(self._vectors.ids())
        for entries, gone in self._batches_of(spans):
            self._vectors.remove(gone)
            if entries:
                self._vectors.add([entry.id for entry in entries], from_bytes(entry.vector for entry in entries),
                                  [entry.audience for entry in entries])
        self._generation = generation

    def _apply_lexical(self, generation: int) -> None:
        spans = self._missed(self._lexical.generation, generation)
        if _is_all(spans):
            self._lexical.clear()
        self._add_lexical(spans, generation)

    def _add_lexical(self, spans: Sequence[Span], generation: int) -> None:
        try:
            self._commit_lexical(spans, generation)
        except IndexLost:
            self._commit_lexical([_EVERYTHING], generation)

    def _commit_lexical(self, spans: Sequence[Span], generation: int) -> None:
        try:
            for entries, gone in self._batches_of(spans):
                self._lexical.remove(gone)
                self._lexical.add([entry.id for entry in entries], [passage_terms(entry) for entry in entries],
                                  [entry.audience for entry in entries])
            self._lexical.commit(generation)
        except BaseException:
            self._lexical.reload()          # else it would keep its files from every other process
            raise

    def _batches_of(self, spans: Sequence[Span]) -> Iterator[tuple[list[Entry], range]]:
        for span in spans:
            if not span.present:
                yield [], range(span.first, span.last + 1)
                continue
            for batch in chunks(self._store.entries(span.first, span.last), BATCH):
                yield batch, range(0)

    def _load_vectors(self) -> None:
        folder = self._folder / "vectors"
        try:
            self._saved_generation = int((folder / "generation").read_text())
            self._vectors.load(folder)
        except (FileNotFoundError, ValueError):
            self._saved_generation = 0
        self._generation = self._saved_generation

    def _write_vectors(self) -> None:
        folder = self._folder / "vectors"
        folder.mkdir(exist_ok=True)
        self._vectors.save(folder)
        # After the vectors: a crash between the two repeats changes, which is harmless, and never skips one.
        beside = folder / "generation.new"
        beside.write_text(str(self._generation))
        os.replace(beside, folder / "generation")
        self._saved_generation = self._generation

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        """Keep other processes from changing the index files meanwhile; the lock goes with the process."""
        with open(self._folder / "lock", "a", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def passage_terms(entry: Entry) -> Terms:
    """Return the words of a passage as the lexical index keeps them."""
    accented, folded = terms(entry.text)
    return Terms(accented, folded, folded_terms(f"{entry.title}\n{entry.heading}"))


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def to_bytes(vectors: Matrix) -> Iterator[bytes]:
    """Half precision: 2 bytes a dimension, far finer than the differences between passages."""
    return (row.tobytes() for row in vectors.astype("<f2"))


def from_bytes(rows: Iterable[bytes]) -> Matrix:
    return np.array([np.frombuffer(row, "<f2") for row in rows], dtype=np.float32)


def _is_all(spans: Sequence[Span]) -> bool:
    return any(span.first == 0 for span in spans)
