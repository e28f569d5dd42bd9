"""Library: all documents of a ward, changed and searched through one door."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.document import Audience, Document, Listing, Origin, Original, Passage, StoredPassage
from corpus.errors import CorpusError, NothingToUndo, UnknownDocument
from corpus.formats.progress import tell
from corpus.journal import Action, Record
from corpus.mention_table import Confirmed, Tally
from corpus.resemblance import Resemblance, Resemblances
from corpus.splitting import split
from corpus.store import Page, Prepared, SqliteStore, digest
from retrieval.errors import ModelMismatch
from retrieval.following import BATCH, Indexes, chunks, to_bytes
from retrieval.protocols import Embedder, LexicalIndex, TermWeights, Vector, VectorIndex

_PURGE_EVERY_S = 600.0
_LOOKS = 5                    # at the indexes, while others change documents
_AT_ONCE = 200              # passages that are embedded before whoever waits is told how many are done
_HELD = 64 * 1024 * 1024      # bytes of files and pictures that wait to be stored together
_UNFINISHED = "… {name}"      # the name of the vectors' model while only some of them are of it


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
    """What `check` found; an index names the passages it lacks and those it should have forgotten.

    `damaged` documents lack passages, or have some with a wrong text or vector; `orphans` counts rows of no document.
    """

    file_whole: bool
    misplaced: tuple[int, ...]
    lexical_missing: frozenset[int]
    lexical_extra: frozenset[int]
    vectors_missing: frozenset[int]
    vectors_extra: frozenset[int]
    damaged: tuple[str, ...] = ()
    orphans: int = 0

    @property
    def sound(self) -> bool:
        return self.file_whole and not (self.misplaced or self.damaged or self.orphans or self.strays)

    @property
    def strays(self) -> int:
        """Passages that the store and an index disagree about."""
        return sum(map(len, (self.lexical_missing, self.lexical_extra, self.vectors_missing, self.vectors_extra)))


class Library:
    """All documents, ready to be searched. Safe to use from many threads and, over one folder, many processes.

    `by` names who makes a change, for the log: "telegram:123456 Lan", "lan"; "" is the program itself.
    """

    def __init__(self, store: SqliteStore, embedder: Embedder, vectors: VectorIndex, lexical: LexicalIndex,
                 folder: Path) -> None:
        self._store = store
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical
        self._indexes = Indexes(store, vectors, lexical, folder)
        self._purge_at = time.monotonic() + _PURGE_EVERY_S

    # ----------------------------------------------------------------------------------------------------- changing

    def add(self, documents: Iterable[Document], by: str = "") -> Iterator[Added]:
        """Take in documents, each in place of the one with its id; yields as they are safe on disk.

        A document that is there already, letter by letter, is left alone; of one that is replaced, only passages that
        are new are embedded.
        """
        self._require_model()
        for batch in _batches(documents):
            known = self._store.digests([document.id for document, _ in batch])
            fresh = [(document, passages) for document, passages in batch if known.get(document.id) != digest(document)]
            self._store.put(self._prepared(fresh, known), by)
            changed = {id(document) for document, _ in fresh}
            self._store.keep_originals([document for document, _ in batch if id(document) not in changed])
            for document, passages in batch:
                change = (Change.UNCHANGED if id(document) not in changed
                          else Change.REPLACED if document.id in known else Change.ADDED)
                yield Added(document.id, document.title, document.issued, len(passages), change)
        self._indexes.follow()
        self._indexes.save()
        self._store.follow_mentions()

    def edit(self, document_id: str, *, title: str | None = None, issued: date | None = None,
             audience: Audience | None = None, by: str = "") -> None:
        """Change what is given; UnknownDocument when there is no such document."""
        given = {"title": title, "issued": issued.isoformat() if issued else None, "audience": audience}
        fields: dict[str, str | None] = {name: value for name, value in given.items() if value is not None}
        self._store.edit(document_id, fields, self._vectors_under(document_id, title), by)
        self._indexes.follow()

    def set_hidden(self, document_id: str, hidden: bool, by: str = "") -> None:
        """Take a document out of every answer without forgetting it, or bring it back."""
        self._store.set_hidden(document_id, hidden, by)
        self._indexes.follow()

    def supersede(self, document_id: str, successor: str | None, by: str = "") -> None:
        """Say which document has taken the place of this one, None for none; answers then prefer the successor."""
        self._store.supersede(document_id, successor, by)

    def remove(self, document_id: str, by: str = "") -> None:
        """Take a document away; no answer holds it from now on. UnknownDocument when there is none.

        It can be brought back by `undo` for a day, and is then forgotten.
        """
        self._store.remove(document_id, by)
        self._indexes.follow()

    def undoable(self, record_id: int | None = None) -> Record | None:
        """Return the last change, or the one with this number, when it can be undone: within a day, last of its document."""
        return self._store.undoable(record_id)

    def undo(self, record_id: int | None = None, by: str = "") -> Record:
        """Undo the last change, or the one with this number, and return it; NothingToUndo when that cannot be done."""
        record = self._store.undoable(record_id)
        if record is None:
            raise NothingToUndo
        vectors: dict[int, bytes] = {}
        if record.action is Action.EDITED:
            vectors = self._vectors_under(record.document, record.before.get("title"))
        elif record.version is not None:
            self._require_model()
            vectors = self._embed(self._store.version_passages(record.version))
        self._store.undo(record, vectors, by)
        self._indexes.follow()
        return record

    def restore(self, file: Path, by: str = "") -> int:
        """Take over a backup in place of everything; UnusableBackup when it is none, and nothing has changed.

        Return how many documents, public in the backup and not now, are kept from becoming public again.
        """
        kept = self._store.restore(file, by)
        self._indexes.follow()
        self._indexes.save()
        return kept

    def back_up(self, to: Path) -> None:
        """Write everything into one file, while others work; UnwritableBackup when that cannot be done."""
        self._store.back_up(to)

    def rebuild(self, progress: Callable[[int], None] = lambda done: None) -> int:
        """Make every vector and both indexes anew with the present model; return how many passages there are."""
        if self._store.fact("model") not in (None, self._embedder.name):
            self._store.set_fact("model", _UNFINISHED.format(name=self._embedder.name))
        done = 0
        for batch in chunks(self._store.all_passages(), BATCH):
            self._store.set_vectors(self._embed({key: (title, text) for key, title, text in batch}).items())
            done += len(batch)
            progress(done)
        self._store.renew(self._model())
        self._indexes.remake()
        return done

    # ------------------------------------------------------------------------------------------------------ looking

    def log(self, document_id: str | None = None, limit: int = 20, offset: int = 0) -> list[Record]:
        """Return who changed what and when, newest first: of one document or of all."""
        return self._store.log(document_id, limit, offset)

    def listing(self, *, audiences: Collection[Audience], hidden: bool = False, search: str = "",
                since: date | None = None, until: date | None = None, limit: int = -1, offset: int = 0,
                only_hidden: bool = False, oldest_first: bool = False) -> Page:
        """Return a page of documents, newest first: published between two days, with these words in title, number or id.

        `hidden`: hidden ones too; `only_hidden`: these alone.
        """
        return self._store.listing(audiences=audiences, hidden=hidden, search=search, since=since, until=until,
                                   limit=limit, offset=offset, only_hidden=only_hidden, oldest_first=oldest_first)

    def years(self, *, audiences: Collection[Audience]) -> list[int]:
        """Return the years in which documents for these audiences were published, hidden ones too, newest first."""
        return self._store.years(audiences=audiences)

    def by_handle(self, short: str) -> str | None:
        """Return the id of the document with this handle (`corpus.handles`), hidden or not."""
        return self._store.by_handle(short)

    def home(self, passage_id: int) -> str | None:
        """Return the id of the document that a passage belongs to, or did before it was replaced; hidden or not."""
        return self._store.home(passage_id)

    def quoted(self, passage_id: int, start: int, end: int) -> str | None:
        """Return characters of the text that a passage belongs to, of the version that it was in.

        What a quote given is held against, and for that alone: nobody was asked who may read them. None when the
        passage is forgotten.
        """
        return self._store.quoted(passage_id, start, end)

    def text(self, document_id: str, *, audiences: Collection[Audience]) -> str | None:
        """Return the whole text of a document, hidden or not; None when there is none for them."""
        try:
            document = self._store.document(document_id)
        except UnknownDocument:
            return None
        return document.text if document.audience in audiences else None

    def describe(self, document_id: str, *, audiences: Collection[Audience]) -> Listing | None:
        """Return a document as a list shows it, hidden or not; None when there is none for them."""
        listings = self._store.listing(audiences=audiences, hidden=True, ids=[document_id]).listings
        return listings[0] if listings else None

    def from_source(self, source: str) -> list[str]:
        """Return the documents that came from this place."""
        return self._store.having("source", source)

    def resemblances(self) -> Resemblances:
        """Return what finds, for one document after another of an import, which one it may be a version of."""
        return Resemblances(self._store)

    def resemblance(self, document: Document) -> Resemblance | None:
        """Return the document that this one may be a version of, whoever it is for, and what changed."""
        return Resemblances(self._store).find(document)

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
        """Return a passage, also of a version that was replaced; None when it was removed, is hidden, or not for them."""
        return (self._store.passages([passage_id], audiences=audiences).get(passage_id)
                or self._store.replaced_passage(passage_id, audiences=audiences))

    def passages(self, ids: Collection[int], *, audiences: Collection[Audience]) -> dict[int, StoredPassage]:
        """Return those of these passages that are there and for these audiences."""
        return self._store.passages(ids, audiences=audiences)

    def within(self, ids: Collection[int], first: date, last: date, longest: int) -> set[int]:
        """Return those of these passages that, over at most `longest` days, tell of `first` to `last`, or are as old."""
        return self._store.within(ids, first, last, longest)

    def telling(self, documents: Collection[str], first: date, last: date, longest: int) -> set[str]:
        """Return those of these documents of which a passage, of at most `longest` days, tells of `first` to `last`."""
        return self._store.telling(documents, first, last, longest)

    def neighbour(self, passage_id: int, step: int, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return the passage `step` places after (before, when negative) this one in the same document."""
        return (self._store.neighbour(passage_id, step, audiences=audiences)
                or self._store.replaced_passage(passage_id, step, audiences=audiences))

    def picture(self, document_id: str, page: int, *, audiences: Collection[Audience]) -> bytes | None:
        """Return what a scanned page, counted from 1, looks like, as a JPEG; None when there is none for them."""
        return self._store.picture(document_id, page, audiences=audiences)

    def picture_of(self, passage_id: int, at: int, *, audiences: Collection[Audience]) -> bytes | None:
        """Return the same for the page that holds `document.text[at]` of a passage, also of a version that was replaced."""
        found = self.passage(passage_id, audiences=audiences)
        page = found.passage.page_at(at) if found else None
        if found is None or page is None:
            return None
        if found.replaced:
            return self._store.replaced_picture(passage_id, page, audiences=audiences)
        return self._store.picture(found.document, page, audiences=audiences)

    def original(self, document_id: str, *, audiences: Collection[Audience]) -> Original | None:
        """Return the file that a document was read from; None when none is kept, or it is not for them."""
        return self._store.original(document_id, audiences=audiences)

    def original_of(self, passage_id: int, *, audiences: Collection[Audience]) -> Original | None:
        """Return the same for the document of a passage, also for a version that was replaced."""
        found = self.passage(passage_id, audiences=audiences)
        if found is None:
            return None
        if found.replaced:
            return self._store.replaced_original(passage_id, audiences=audiences)
        return self._store.original(found.document, audiences=audiences)

    def origin(self, passage_id: int, *, audiences: Collection[Audience]) -> Origin | None:
        """Return where the document of a passage is found as published; None when it is gone or not for them."""
        return self._store.origin(passage_id, audiences=audiences)

    def document_passages(self, document_id: str, *, audiences: Collection[Audience],
                          within: Sequence[range] = ()) -> list[StoredPassage]:
        """Return the passages of a document in reading order; only those of these ordinals when some are given."""
        return self._store.document_passages(document_id, audiences=audiences, within=within)

    def document(self, document_id: str, *, audiences: Collection[Audience]) -> Document | None:
        """Return a document that is there, shown and for these audiences."""
        return self._store.readable(document_id, audiences=audiences)

    def happened(self, first: date, last: date, *, audiences: Collection[Audience], limit: int) -> list[StoredPassage]:
        """Return what tells of the days between these two, or opens a document published then, newest document first."""
        return self._store.happened(first, last, audiences=audiences, limit=limit)

    def excerpt(self, document_id: str, start: int, end: int) -> str | None:
        """Return that stretch of a document's text as it is stored now: what a quote is held against."""
        return self._store.excerpt(document_id, start, end)

    # --------------------------------------------------------------------------------------------------- references

    def generation(self) -> int:
        """Return the number of the last change of the documents."""
        return self._store.generation()

    def state(self) -> str:
        """Return a mark that stays as long as nothing at all is written: the same question then has the same answer."""
        return self._store.state()

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
        self._store.follow_mentions()

    # ------------------------------------------------------------------------------------------------ kept in step

    def follow(self) -> None:
        """Bring both indexes to the store's last change; cheap when they are there already."""
        self._indexes.follow()
        if time.monotonic() > self._purge_at:
            self._purge_at = time.monotonic() + _PURGE_EVERY_S
            if self._store.is_overdue():
                threading.Thread(target=self._purge, daemon=True).start()      # no question waits for who is writing

    def check(self) -> Soundness:
        """Compare the store with both indexes, passage by passage."""
        if not self._store.sound():
            nothing: frozenset[int] = frozenset()
            return Soundness(False, (), nothing, nothing, nothing, nothing)
        for _ in range(_LOOKS):
            self.follow()
            generation = self._store.generation()
            stored, lexical, vectors = self._store.shown(), self._lexical.ids(), self._vectors.ids()
            if self._store.generation() == generation:
                break
        return Soundness(True, tuple(self._store.misplaced()),
                         frozenset(stored - lexical), frozenset(lexical - stored),
                         frozenset(stored - vectors), frozenset(vectors - stored),
                         tuple(self._store.damaged(2 * self._dimensions())), self._store.orphans())

    def repair(self) -> Soundness:
        """Mend what `check` finds, as far as the texts of the documents are there; return what it finds then."""
        found = self.check()
        if not found.file_whole:
            return found
        if found.orphans or found.misplaced:
            self._store.drop_strays()
        self._require_model()
        for document_id in found.damaged:
            document = self._store.document(document_id)
            for prepared in self._prepared([(document, split(document.text, document.pages))], ()):
                self._store.remake(prepared)
        if found.strays:
            self._indexes.remake()
        return self.check()

    def close(self) -> None:
        self._store.close()

    # ------------------------------------------------------------------------------------------------------- inside

    def _purge(self) -> None:
        with suppress(CorpusError):        # tried again later
            self._store.purge()

    def _prepared(self, fresh: Iterable[tuple[Document, list[Passage]]], known: Collection[str]) -> Iterator[Prepared]:
        """Give each passage its vector: the one that it has already, or a new one."""
        fresh = list(fresh)
        vectors: dict[tuple[str, str], bytes] = {}
        for document, _ in fresh:
            if document.id in known and self._store.document(document.id).title == document.title:
                vectors |= {(document.title, text): vector for text, vector in self._store.vectors(document.id).values()}
        wanted = dict.fromkeys((document.title, passage.text) for document, passages in fresh for passage in passages)
        new = {number: key for number, key in enumerate(wanted) if key not in vectors}
        done = 0
        for part in chunks(new.items(), _AT_ONCE):
            vectors |= {new[number]: vector for number, vector in self._embed(dict(part)).items()}
            done += len(part)
            tell(done, len(new))
        for document, passages in fresh:
            yield Prepared(document, passages, [vectors[document.title, passage.text] for passage in passages])

    def _vectors_under(self, document_id: str, title: str | None) -> dict[int, bytes]:
        """Return a vector for each passage of a document under a new title; none without one."""
        if title is None:
            return {}
        self._require_model()
        return self._embed({key: (title, text) for key, (text, _) in self._store.vectors(document_id).items()})

    def _embed(self, passages: dict[int, tuple[str, str]]) -> dict[int, bytes]:
        """Return the vector of each (title, text)."""
        rows = self._embedder.embed_passages([f"{title}\n{text}" for title, text in passages.values()])
        return dict(zip(passages, to_bytes(rows), strict=True))

    def _require_model(self) -> None:
        stored = self._store.fact("model")
        if stored is None:
            for name, value in self._model().items():
                self._store.set_fact(name, value)
        elif stored != self._embedder.name:
            raise ModelMismatch(stored, self._embedder.name)

    def _dimensions(self) -> int:
        return int(self._store.fact("dimensions") or self._embedder.dimensions)     # the model itself need not be opened

    def _model(self) -> dict[str, str]:
        return {"model": self._embedder.name, "dimensions": str(self._embedder.dimensions)}


def _batches(documents: Iterable[Document]) -> Iterator[list[tuple[Document, list[Passage]]]]:
    """Split documents and gather them until there is a batch of passages; the last document with an id wins."""
    batch: dict[str, tuple[Document, list[Passage]]] = {}
    size = held = 0
    for document in documents:
        passages = split(document.text, document.pages)
        batch[document.id] = (document, passages)
        size += len(passages)
        held += sum(len(picture.image) for picture in document.pictures)
        held += len(document.original.data) if document.original is not None else 0
        if size >= BATCH or held >= _HELD:
            yield list(batch.values())
            batch, size, held = {}, 0, 0
    if batch:
        yield list(batch.values())
