"""Library: the store and its two indexes kept in step.

The store commits first; the indexes follow its changes, in this process and in every other, and can always be made
again from it. A crash in between leaves an index behind, never ahead, and whoever looks next brings it up to date.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.document import Audience, Document, Listing, Passage, StoredPassage
from corpus.mention_table import Confirmed, Tally
from corpus.splitting import split
from corpus.store import Entry, Prepared, Span, SqliteStore, digest
from corpus.vietnamese.syllables import folded_terms, terms
from retrieval.errors import ModelMismatch
from retrieval.protocols import Embedder, LexicalIndex, Matrix, Terms, TermWeights, Vector, VectorIndex

T = TypeVar("T")

_BATCH = 2_000            # passages embedded and stored at once
_SAVE_AFTER = 2_000       # passages changed since the vectors were last saved
_EVERYTHING = Span(0, 0, 2**62, present=True)


class Change(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is now answered from."""

    document: str
    title: str
    issued: date | None
    passages: int
    change: Change


@dataclass(frozen=True, slots=True)
class Soundness:
    """What `check` found; an index names the passages it lacks and those it should have forgotten."""

    file_whole: bool
    misplaced: tuple[int, ...]
    lexical_missing: frozenset[int]
    lexical_extra: frozenset[int]
    vectors_missing: frozenset[int]
    vectors_extra: frozenset[int]

    @property
    def sound(self) -> bool:
        return self.file_whole and not (self.misplaced or self.lexical_missing or self.lexical_extra
                                        or self.vectors_missing or self.vectors_extra)


class Library:
    """All documents, ready to be searched. Safe to use from many threads and, over one folder, many processes."""

    def __init__(self, store: SqliteStore, embedder: Embedder, vectors: VectorIndex, lexical: LexicalIndex,
                 folder: Path) -> None:
        self._store = store
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical
        self._folder = folder
        self._following = threading.Lock()
        self._generation = -1              # of the vectors in memory; -1 before they were loaded
        self._saved_generation = 0

    # ----------------------------------------------------------------------------------------------------- changing

    def add(self, documents: Iterable[Document]) -> Iterator[Added]:
        """Take in documents, each in place of the one with its id; yields as they are safe on disk.

        A document that is there already, letter by letter, is left alone.
        """
        self._require_model()
        for batch in _batches(documents):
            known = self._store.digests([document.id for document, _ in batch])
            fresh = [(document, passages) for document, passages in batch if known.get(document.id) != digest(document)]
            rows = self._embed([(document.title, passage.text) for document, passages in fresh for passage in passages])
            blobs = iter(_to_bytes(rows))
            self._store.put(Prepared(document, passages, list(islice(blobs, len(passages))))
                            for document, passages in fresh)
            changed = {id(document) for document, _ in fresh}
            for document, passages in batch:
                change = (Change.UNCHANGED if id(document) not in changed
                          else Change.REPLACED if document.id in known else Change.ADDED)
                yield Added(document.id, document.title, document.issued, len(passages), change)
        self.follow()
        self._save_vectors()

    def remove(self, document_id: str) -> None:
        """Forget a document; no answer holds it from now on. UnknownDocument when there is none."""
        self._store.remove(document_id)
        self.follow()

    def set_hidden(self, document_id: str, hidden: bool) -> None:
        """Take a document out of every answer without forgetting it, or bring it back."""
        self._store.set_hidden(document_id, hidden)
        self.follow()

    def rebuild(self, progress: Callable[[int], None] = lambda done: None) -> int:
        """Make every vector and both indexes anew with the present model; return how many passages there are."""
        done = 0
        with self._exclusively(), self._following:
            for batch in _chunks(self._store.all_passages(), _BATCH):
                rows = self._embed([(title, text) for _, title, text in batch])
                self._store.set_vectors(zip((key for key, _, _ in batch), _to_bytes(rows), strict=True))
                done += len(batch)
                progress(done)
            self._remember_model()
            generation = self._store.generation()
            self._lexical.clear()
            self._apply_lexical([_EVERYTHING], generation)
            self._vectors.remove(self._vectors.ids())
            self._apply_vectors([_EVERYTHING], generation)
            self._write_vectors()
        return done

    # ------------------------------------------------------------------------------------------------------ reading

    def documents(self, *, audiences: Collection[Audience], hidden: bool = False) -> list[Listing]:
        """Return the documents for these audiences, newest first; hidden ones too when `hidden`."""
        return self._store.documents(audiences=audiences, hidden=hidden)

    def newest(self, *, audiences: Collection[Audience]) -> date | None:
        """Return the date of the newest document for these audiences."""
        return self._store.newest(audiences=audiences)

    def is_empty(self, *, audiences: Collection[Audience]) -> bool:
        return self._store.is_empty(audiences=audiences)

    def passage(self, passage_id: int, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return a passage, None when it was removed, is hidden, or is not for them."""
        return self._store.passages([passage_id], audiences=audiences).get(passage_id)

    def passages(self, ids: Collection[int], *, audiences: Collection[Audience]) -> dict[int, StoredPassage]:
        """Return those of these passages that are there and for these audiences."""
        return self._store.passages(ids, audiences=audiences)

    def neighbour(self, passage_id: int, step: int, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return the passage `step` places after (before, when negative) this one in the same document."""
        return self._store.neighbour(passage_id, step, audiences=audiences)

    def document_passages(self, document_id: str, *, audiences: Collection[Audience]) -> list[StoredPassage]:
        """Return the passages of a document in reading order."""
        return self._store.document_passages(document_id, audiences=audiences)

    def excerpt(self, document_id: str, start: int, end: int) -> str | None:
        """Return that stretch of a document's text as it is stored now: what a quote is held against."""
        return self._store.excerpt(document_id, start, end)

    # --------------------------------------------------------------------------------------------------- references

    def generation(self) -> int:
        """Return the number of the last change of the documents."""
        return self._store.generation()

    def tallies(self, *, audiences: Collection[Audience]) -> list[Tally]:
        """Return which documents the documents for these audiences name, the newest document first."""
        return self._store.tallies(audiences=audiences)

    def confirmed(self, *, audiences: Collection[Audience]) -> list[Confirmed]:
        """Return what admins confirmed of documents that others name, and these audiences may be told."""
        return self._store.confirmed(audiences=audiences)

    def confirm(self, given: Confirmed) -> None:
        """Remember what an admin says of a document that others name, in place of what was said before."""
        self._store.confirm(given)

    def withdraw(self, canonical: str, issued: date | None) -> bool:
        """Forget what an admin said of a document; say whether there was anything."""
        return self._store.withdraw(canonical, issued)

    # ---------------------------------------------------------------------------------------------------- searching

    def by_words(self, words: TermWeights, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        """Return passages that share words with a question, best first."""
        self.follow()
        return self._lexical.search(words, audiences=audiences, limit=limit)

    def by_meaning(self, vector: Vector, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        """Return passages near a question in meaning, best first."""
        self.follow()
        return self._vectors.search(vector, audiences=audiences, limit=limit)

    def embed_question(self, text: str) -> Vector:
        self._require_model()
        return self._embedder.embed_question(text)

    def warm_up(self) -> None:
        """Open the model and the indexes now, so that the first question does not wait for them."""
        self.embed_question("?")
        self.follow()

    # ------------------------------------------------------------------------------------------------ kept in step

    def follow(self) -> None:
        """Bring both indexes to the store's last change; cheap when they are there already."""
        generation = self._store.generation()
        if generation == self._generation == self._lexical.generation:
            return
        with self._following:
            if self._generation < 0:
                self._load_vectors()
            if self._generation != generation:
                self._apply_vectors(self._missed(self._generation), generation)
            if self._lexical.generation != generation:
                self._lexical.reload()          # another process may have done the work
            if self._lexical.generation != generation:
                with self._exclusively():
                    self._lexical.reload()
                    self._apply_lexical(self._missed(self._lexical.generation), generation)

    def check(self) -> Soundness:
        """Compare the store with both indexes, passage by passage."""
        self.follow()
        stored = {entry.id for entry in self._store.entries()}
        lexical, vectors = self._lexical.ids(), self._vectors.ids()
        return Soundness(self._store.sound(), tuple(self._store.misplaced()),
                         frozenset(stored - lexical), frozenset(lexical - stored),
                         frozenset(stored - vectors), frozenset(vectors - stored))

    def close(self) -> None:
        self._store.close()

    # ------------------------------------------------------------------------------------------------------- inside

    def _missed(self, generation: int) -> Sequence[Span]:
        return self._store.changes(generation) if generation else [_EVERYTHING]

    def _apply_vectors(self, spans: Sequence[Span], generation: int) -> None:
        for entries, gone in self._batches_of(spans):
            self._vectors.remove(gone)
            if entries:
                self._vectors.add([entry.id for entry in entries], _from_bytes(entry.vector for entry in entries),
                                  [entry.audience for entry in entries])
        self._generation = generation

    def _apply_lexical(self, spans: Sequence[Span], generation: int) -> None:
        for entries, gone in self._batches_of(spans):
            self._lexical.remove(gone)
            self._lexical.add([entry.id for entry in entries], [passage_terms(entry) for entry in entries],
                              [entry.audience for entry in entries])
        self._lexical.commit(generation)

    def _batches_of(self, spans: Sequence[Span]) -> Iterator[tuple[list[Entry], range]]:
        for span in spans:
            if not span.present:
                yield [], range(span.first, span.last + 1)
                continue
            for batch in _chunks(self._store.entries(span.first, span.last), _BATCH):
                yield batch, range(0)

    def _load_vectors(self) -> None:
        folder = self._folder / "vectors"
        try:
            self._saved_generation = int((folder / "generation").read_text())
            self._vectors.load(folder)
        except (FileNotFoundError, ValueError):
            self._saved_generation = 0
        self._generation = self._saved_generation

    def _save_vectors(self) -> None:
        """Save the vectors when catching up from the saved ones would be slower than loading them."""
        spans = self._missed(self._saved_generation)
        if self._generation != self._saved_generation and (
                spans == [_EVERYTHING] or sum(span.last - span.first + 1 for span in spans) >= _SAVE_AFTER):
            with self._exclusively():
                self._write_vectors()

    def _write_vectors(self) -> None:
        folder = self._folder / "vectors"
        folder.mkdir(exist_ok=True)
        self._vectors.save(folder)
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

    def _embed(self, passages: Sequence[tuple[str, str]]) -> Matrix:
        return self._embedder.embed_passages([f"{title}\n{text}" for title, text in passages])

    def _require_model(self) -> None:
        stored = self._store.fact("model")
        if stored is None:
            self._remember_model()
        elif stored != self._embedder.name:
            raise ModelMismatch(stored, self._embedder.name)

    def _remember_model(self) -> None:
        self._store.set_fact("model", self._embedder.name)
        self._store.set_fact("dimensions", str(self._embedder.dimensions))


def passage_terms(entry: Entry) -> Terms:
    """Return the words of a passage as the lexical index keeps them."""
    accented, folded = terms(entry.text)
    return Terms(accented, folded, folded_terms(f"{entry.title}\n{entry.heading}"))


def _batches(documents: Iterable[Document]) -> Iterator[list[tuple[Document, list[Passage]]]]:
    """Split documents and gather them until there is a batch of passages; the last document with an id wins."""
    batch: dict[str, tuple[Document, list[Passage]]] = {}
    size = 0
    for document in documents:
        passages = split(document.text)
        batch[document.id] = (document, passages)
        size += len(passages)
        if size >= _BATCH:
            yield list(batch.values())
            batch, size = {}, 0
    if batch:
        yield list(batch.values())


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _to_bytes(vectors: Matrix) -> Iterator[bytes]:
    """Half precision: 2 bytes a dimension, far finer than the differences between passages."""
    return (row.tobytes() for row in vectors.astype("<f2"))


def _from_bytes(rows: Iterable[bytes]) -> Matrix:
    return np.array([np.frombuffer(row, "<f2") for row in rows], dtype=np.float32)
