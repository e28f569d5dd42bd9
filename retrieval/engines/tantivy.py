"""BM25 by tantivy over our own terms: one folder on disk, many readers, one writer at a time."""

import os
import shutil
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from corpus.document import Audience
from retrieval.errors import IndexLost
from retrieval.protocols import Terms, TermWeights

# Each term carries the audience of its passage. So a question asks only for terms that its asker may read, and stays a
# plain sum of terms, for which tantivy skips what cannot reach the best hits: twice as fast as a filter beside it.
_MARKS = {Audience.PUBLIC: "0", Audience.PARTY: "1", Audience.STAFF: "2"}
_FIELDS = ("accented", "folded", "context")
_HEAP = 64_000_000      # bytes a writer may use before it writes a segment
_GENERATION = "generation"


class TantivyIndex:
    """A lexical index in `folder`. Terms are ours: tantivy only cuts at white space."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._writer: tantivy.IndexWriter | None = None
        self._open()

    @property
    def generation(self) -> int:
        return self._generation

    def add(self, ids: Sequence[int], terms: Sequence[Terms], audiences: Sequence[Audience]) -> None:
        with self._lock, self._or_lost():
            writer = self._removing(ids)
            for key, words, audience in zip(ids, terms, audiences, strict=True):
                document = tantivy.Document()
                document.add_unsigned("id", key)
                for field in _FIELDS:
                    document.add_text(field, " ".join(_marked(term, audience) for term in getattr(words, field)))
                writer.add_document(document)

    def remove(self, ids: Collection[int]) -> None:
        with self._lock, self._or_lost():
            self._removing(ids)

    def commit(self, generation: int) -> None:
        with self._lock, self._or_lost():
            if self._writer is not None:
                self._writer.commit()
                self._writer.wait_merging_threads()     # also gives the folder's writer lock back
                self._writer = None
            # After the documents: a crash between the two repeats changes, which is harmless, and never skips one.
            beside = self._folder / f"{_GENERATION}.new"
            beside.write_text(str(generation))
            os.replace(beside, self._folder / _GENERATION)
            self._reload()

    def reload(self) -> None:
        with self._lock:
            self._writer = None
            self._reload()

    def clear(self) -> None:
        with self._lock, suppress(IndexLost), self._or_lost():      # too damaged to be emptied: it is empty then
            self._removing(()).delete_all_documents()

    def search(self, terms: TermWeights, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        wanted = [query for audience in audiences for query in self._queries(terms, audience)]
        if not wanted:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in wanted])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        keys = searcher.fast_field_values("id", [address for _, address in hits])
        return [(int(key), score) for key, (score, _) in zip(keys, hits, strict=True) if key is not None]

    def ids(self) -> set[int]:
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        keys = searcher.fast_field_values("id", [address for _, address in hits])
        return {int(key) for key in keys if key is not None}

    def _queries(self, terms: TermWeights, audience: Audience) -> Iterator[tantivy.Query]:
        for field in _FIELDS:
            for term, weight in getattr(terms, field).items():
                query = tantivy.Query.term_query(self._schema, field, _marked(term, audience), "freq")
                yield query if weight == 1 else tantivy.Query.boost_query(query, weight)

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", indexed=True, fast=True)
        for field in _FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        if not tantivy.Index.exists(str(self._folder)):
            (self._folder / _GENERATION).unlink(missing_ok=True)     # it told of an index that is gone
        try:
            self._index = tantivy.Index(self._schema, path=str(self._folder))
        except ValueError:      # damaged, or laid out by another version: it is made again from the store
            self._begin_anew()
        self._index.config_reader("manual")
        self._reload()

    @contextmanager
    def _or_lost(self) -> Iterator[None]:
        """Begin anew when tantivy cannot go on with its files."""
        try:
            yield
        except ValueError as problem:
            if "LockBusy" in str(problem):      # nothing is wrong with the files: somebody else is writing
                raise
            self._begin_anew()
            raise IndexLost from problem

    def _begin_anew(self) -> None:
        self._writer = None
        self._generation = 0
        (self._folder / _GENERATION).unlink(missing_ok=True)         # first: without it nothing else is believed
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        self._index = tantivy.Index(self._schema, path=str(self._folder))
        self._index.config_reader("manual")

    def _reload(self) -> None:
        # Before the documents: what is read after it can only be newer.
        path = self._folder / _GENERATION
        try:
            self._generation = int(path.read_text())
        except (FileNotFoundError, ValueError):
            self._generation = 0
        self._index.reload()

    def _removing(self, ids: Collection[int]) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            self._writer.garbage_collect_files()     # left by a process that was killed: their names are needed again
        if ids:
            # By query: `delete_documents_by_term` of tantivy 0.27 takes the number for a signed one and deletes nothing.
            self._writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "id", list(ids)))
        return self._writer


def _marked(term: str, audience: Audience) -> str:
    return _MARKS[audience] + term
