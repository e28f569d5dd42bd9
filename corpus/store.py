"""SqliteStore: the truth about documents and passages. Everything else can be made again from it."""

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus import mention_table
from corpus.document import Audience, Document, Kind, Listing, Passage, StoredPassage
from corpus.errors import ForeignData, UnknownDocument, UnusableFolder
from corpus.mention_table import Confirmed, Tally
from corpus.migrations import migrations
from corpus.vietnamese.dates import event_span

FILE = "hoiphuong.sqlite"
_WAIT_S = 30.0          # for another process that is writing
_PASSAGE = """p.id, p.ordinal, p.paragraph, p.start, p."end", p.kind, p.text, p.heading,
              p.document, d.title, d.issued, d.audience, p.first_day, p.last_day"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored: its passages and a vector each, as bytes."""

    document: Document
    passages: Sequence[Passage]
    vectors: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Span:
    """Passages `first` to `last` that came (`present`) or went at `generation`."""

    generation: int
    first: int
    last: int
    present: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index needs to know of a passage."""

    id: int
    audience: Audience
    title: str
    heading: str
    text: str
    vector: bytes


def digest(document: Document) -> str:
    """Return a fingerprint of everything that a reader of the document would notice."""
    seen = "\0".join((document.title, str(document.issued), document.audience, document.text))
    return hashlib.sha256(seen.encode()).hexdigest()


class SqliteStore:
    """Documents and passages in one SQLite file, for many threads and processes at once.

    Every change is one transaction, and its `generation` tells indexes what they have not seen yet.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._migrate(folder)
            self._read_mentions()
        except (OSError, sqlite3.Error) as problem:
            raise UnusableFolder(folder) from problem

    def close(self) -> None:
        """Let go of the file, in every thread."""
        while self._connections:
            self._connections.pop().close()
        self._local = threading.local()

    # ---------------------------------------------------------------------------------------------------- writing

    def put(self, batch: Iterable[Prepared]) -> None:
        """Store documents in one transaction, each in place of the one with its id."""
        with self._writing() as db:
            for prepared in batch:
                document = prepared.document
                hidden = self._withdraw(db, document.id)
                db.execute("DELETE FROM documents WHERE id = ?", (document.id,))
                db.execute(
                    "INSERT INTO documents (id, title, issued, audience, text, source, digest, hidden) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (document.id, document.title, document.issued and document.issued.isoformat(), document.audience,
                     document.text, document.source, digest(document), hidden))
                db.executemany(
                    'INSERT INTO passages (document, ordinal, paragraph, start, "end", kind, text, heading, first_day, '
                    "last_day, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    ((document.id, p.ordinal, p.paragraph, p.start, p.end, p.kind, p.text, p.heading,
                      *_days(p.text, document.issued), vector)
                     for p, vector in zip(prepared.passages, prepared.vectors, strict=True)))
                mention_table.insert(db, document.id, document.issued)
                if not hidden:
                    self._announce(db, document.id, present=True)

    def remove(self, document_id: str) -> None:
        """Forget a document and its passages; UnknownDocument when there is none."""
        with self._writing() as db:
            self._withdraw(db, document_id)
            if not db.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount:
                raise UnknownDocument(document_id)

    def set_hidden(self, document_id: str, hidden: bool) -> None:
        """Take a document out of every answer without forgetting it, or bring it back."""
        with self._writing() as db:
            row = db.execute("SELECT hidden FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                raise UnknownDocument(document_id)
            if bool(row[0]) != hidden:
                db.execute("UPDATE documents SET hidden = ? WHERE id = ?", (hidden, document_id))
                self._announce(db, document_id, present=not hidden)

    def set_vectors(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Give passages new vectors, all in one transaction; indexes must be rebuilt after."""
        with self._writing() as db:
            db.executemany("UPDATE passages SET vector = ? WHERE id = ?", ((vector, key) for key, vector in vectors))

    def confirm(self, given: Confirmed) -> None:
        """Remember what an admin says of a document that others name, in place of what was said before."""
        with self._writing() as db:
            mention_table.confirm(db, given)

    def withdraw(self, canonical: str, issued: date | None) -> bool:
        """Forget what an admin said of a document; say whether there was anything."""
        with self._writing() as db:
            return mention_table.withdraw(db, canonical, issued)

    def set_fact(self, name: str, value: str) -> None:
        """Remember something about the whole folder, such as the model of its vectors."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))

    # ---------------------------------------------------------------------------------------------------- reading

    def fact(self, name: str) -> str | None:
        row = self._db().execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def generation(self) -> int:
        """Return the number of the last change, 0 before the first."""
        row = self._db().execute("SELECT max(generation) FROM changes").fetchone()
        return row[0] or 0

    def changes(self, since: int) -> list[Span]:
        """Return what came and went after generation `since`, oldest first."""
        rows = self._db().execute("SELECT generation, first, last, present FROM changes WHERE generation > ? "
                                  "ORDER BY generation", (since,))
        return [Span(generation, first, last, bool(present)) for generation, first, last, present in rows]

    def digests(self, ids: Collection[str]) -> dict[str, str]:
        """Return the fingerprint of each of these documents that is there."""
        return dict(self._in("SELECT id, digest FROM documents WHERE id IN ({})", ids))

    def documents(self, *, audiences: Collection[Audience], hidden: bool = False) -> list[Listing]:
        """Return the documents for these audiences, newest first; hidden ones too when `hidden`."""
        rows = self._in(
            "SELECT d.id, d.title, d.issued, d.audience, count(p.id), d.hidden, d.source "
            "FROM documents d LEFT JOIN passages p ON p.document = d.id "
            f"WHERE d.audience IN ({{}}) {'' if hidden else 'AND NOT d.hidden'} "
            "GROUP BY d.id ORDER BY d.issued IS NULL, d.issued DESC, d.id", audiences)
        return [Listing(key, title, _date(issued), Audience(audience), passages, bool(is_hidden), source)
                for key, title, issued, audience, passages, is_hidden, source in rows]

    def newest(self, *, audiences: Collection[Audience]) -> date | None:
        """Return the date of the newest document for these audiences."""
        rows = self._in("SELECT max(issued) FROM documents WHERE audience IN ({}) AND NOT hidden", audiences)
        return _date(next(iter(rows))[0])

    def is_empty(self, *, audiences: Collection[Audience]) -> bool:
        return not list(self._in("SELECT 1 FROM documents WHERE audience IN ({}) AND NOT hidden LIMIT 1", audiences))

    def passages(self, ids: Collection[int], *, audiences: Collection[Audience]) -> dict[int, StoredPassage]:
        """Return those of these passages that are there, not hidden, and for these audiences."""
        rows = self._in(f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = p.document "
                        "WHERE p.id IN ({}) AND NOT d.hidden", ids)
        found = (_stored(row) for row in rows)
        return {stored.id: stored for stored in found if stored.audience in audiences}

    def neighbour(self, passage_id: int, step: int, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return the passage `step` places after (before, when negative) this one in the same document."""
        row = self._db().execute(
            f"SELECT {_PASSAGE} FROM passages here "
            "JOIN passages p ON p.document = here.document AND p.ordinal = here.ordinal + ? "
            "JOIN documents d ON d.id = p.document WHERE here.id = ? AND NOT d.hidden", (step, passage_id)).fetchone()
        stored = _stored(row) if row else None
        return stored if stored and stored.audience in audiences else None

    def document_passages(self, document_id: str, *, audiences: Collection[Audience]) -> list[StoredPassage]:
        """Return the passages of a document in reading order; none when it is gone, hidden or not for them."""
        rows = self._db().execute(f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = p.document "
                                  "WHERE d.id = ? AND NOT d.hidden ORDER BY p.ordinal", (document_id,))
        return [stored for stored in map(_stored, rows) if stored.audience in audiences]

    def excerpt(self, document_id: str, start: int, end: int) -> str | None:
        """Return that stretch of a document's text as it is stored now, None when the document is gone."""
        row = self._db().execute("SELECT substr(text, ?, ?) FROM documents WHERE id = ?",
                                 (start + 1, end - start, document_id)).fetchone()
        return row[0] if row else None

    def tallies(self, *, audiences: Collection[Audience]) -> list[Tally]:
        """Return which documents the documents for these audiences name, the newest document first."""
        return list(mention_table.tallies(self._db(), audiences))

    def confirmed(self, *, audiences: Collection[Audience]) -> list[Confirmed]:
        """Return what admins confirmed of documents that others name, and these audiences may be told."""
        return mention_table.confirmed(self._db(), audiences)

    def entries(self, first: int = 0, last: int = 2**62) -> Iterator[Entry]:
        """Yield what indexes keep of the passages `first` to `last` that are there and not hidden."""
        rows = self._db().execute(
            "SELECT p.id, d.audience, d.title, p.heading, p.text, p.vector FROM passages p "
            "JOIN documents d ON d.id = p.document WHERE p.id BETWEEN ? AND ? AND NOT d.hidden ORDER BY p.id",
            (first, last))
        for key, audience, title, heading, text, vector in rows:
            yield Entry(key, Audience(audience), title, heading, text, vector)

    def all_passages(self) -> Iterator[tuple[int, str, str]]:
        """Yield (id, title, text) of every passage, hidden ones too: what vectors are made from."""
        yield from self._db().execute("SELECT p.id, d.title, p.text FROM passages p "
                                      "JOIN documents d ON d.id = p.document ORDER BY p.id")

    def misplaced(self) -> list[int]:
        """Return the passages whose text is not what stands at their offsets: none, in a sound store."""
        rows = self._db().execute('SELECT p.id FROM passages p JOIN documents d ON d.id = p.document '
                                  'WHERE p.text <> substr(d.text, p.start + 1, p."end" - p.start)')
        return [key for (key,) in rows]

    def sound(self) -> bool:
        """Say whether SQLite finds the file whole."""
        return bool(self._db().execute("PRAGMA quick_check").fetchone()[0] == "ok"
                    and not self._db().execute("PRAGMA foreign_key_check").fetchall())

    # ------------------------------------------------------------------------------------------------------ inside

    def _migrate(self, folder: Path) -> None:
        connection = self._db()
        db = Database(connection)
        known = {step.name for step in migrations.pending(Database(memory=True))}
        if {step.name for step in migrations.applied(db)} - known:
            raise ForeignData(folder)
        if migrations.pending(db):
            migrations.apply(db)

    def _read_mentions(self) -> None:
        if self.fact("mentions") == mention_table.VERSION:
            return
        with self._writing() as db:      # another process may do the same, before or after
            mention_table.read_again(db)
            db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('mentions', ?)", (mention_table.VERSION,))

    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # One connection a thread uses it; another thread only ever closes it.
            connection = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")      # a confirmed document outlives a power cut
            connection.execute("PRAGMA foreign_keys = ON")
            self._connections.append(connection)
            self._local.connection = connection
        return connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = self._db()
        try:
            db.execute("BEGIN IMMEDIATE")      # a deferred one could fail half-way when another process writes
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
        except sqlite3.OperationalError as problem:      # full disk, read-only folder, another process stuck
            raise UnusableFolder(self._path.parent) from problem

    def _in(self, sql: str, values: Collection[Any]) -> Iterable[tuple[Any, ...]]:
        return self._db().execute(sql.format(",".join("?" * len(values))), tuple(values))

    @staticmethod
    def _withdraw(db: sqlite3.Connection, document_id: str) -> bool:
        """Announce that a document's passages go; say whether it was hidden."""
        row = db.execute("SELECT hidden FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row and not row[0]:
            SqliteStore._announce(db, document_id, present=False)
        return bool(row and row[0])

    @staticmethod
    def _announce(db: sqlite3.Connection, document_id: str, *, present: bool) -> None:
        # The passages of a document were inserted in one transaction, so their ids are a run.
        db.execute("INSERT INTO changes (first, last, present) "
                   "SELECT min(id), max(id), ? FROM passages WHERE document = ? HAVING count(*) > 0",
                   (present, document_id))


def _stored(row: tuple[Any, ...]) -> StoredPassage:
    (key, ordinal, paragraph, start, end, kind, text, heading, document, title, issued, audience, first_day,
     last_day) = row
    happened = (date.fromisoformat(first_day), date.fromisoformat(last_day)) if first_day else None
    return StoredPassage(key, Passage(ordinal, paragraph, start, end, Kind(kind), text, heading),
                         document, title, _date(issued), Audience(audience), happened)


def _days(text: str, issued: date | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a passage tells of."""
    span = event_span(text, issued)
    return (span[0].isoformat(), span[1].isoformat()) if span else (None, None)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
