"""SqliteStore: the truth about documents and passages. Everything else can be made again from it."""

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus import backup, journal, mention_table, originals, revising
from corpus.document import Audience, Document, Kind, Listing, Origin, Original, Passage, StoredPassage, Successor
from corpus.errors import ForeignData, NothingToUndo, UnusableFolder
from corpus.handles import handle
from corpus.journal import Record
from corpus.letterhead import from_json
from corpus.links import link
from corpus.mention_table import Confirmed, Tally
from corpus.migrations import migrations
from corpus.revising import Prepared, digest
from corpus.vietnamese.text import fold

__all__ = ["FILE", "Entry", "Page", "Prepared", "Span", "SqliteStore", "digest"]

FILE = "hoiphuong.sqlite"
_WAIT_S = 30.0          # for another process that is writing
_REPORTED = timedelta(60)          # after it happened, or announced before, at the most
# Whose place a document has lost is told with the document: joined by its primary key, and for most there is none.
_PASSAGE = """p.id, p.ordinal, p.paragraph, p.start, p."end", p.kind, p.text, p.heading, p.page, p.turns,
              p.document, d.title, d.issued, d.audience, p.first_day, p.last_day, s.id, s.title, s.audience"""
_SUCCESSOR = "LEFT JOIN documents s ON s.id = d.superseded_by AND NOT s.hidden"


@dataclass(frozen=True, slots=True)
class Span:
    """Passages `first` to `last` that came (`present`) or went at `generation`; from 0 on, when all may be others."""

    generation: int
    first: int
    last: int
    present: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the documents of a list, and how many the whole list has."""

    listings: list[Listing]
    total: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index needs to know of a passage."""

    id: int
    audience: Audience
    title: str
    heading: str
    text: str
    vector: bytes


class SqliteStore:
    """Documents and passages in one SQLite file, for many threads and processes at once.

    Every change is one transaction, and its `generation` tells indexes what they have not seen yet.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = folder / FILE
        self._now = now
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._migrate(folder)
            if self.is_overdue():       # else nobody who is writing is waited for
                self.purge()
        except (OSError, sqlite3.Error) as problem:
            raise UnusableFolder(folder) from problem

    def close(self) -> None:
        """Let go of the file, in every thread."""
        while self._connections:
            self._connections.pop().close()
        self._local = threading.local()

    # ---------------------------------------------------------------------------------------------------- writing

    def put(self, batch: Iterable[Prepared], by: str = "") -> None:
        """Store documents in one transaction, each in place of the one with its id, which is put aside."""
        with self._writing() as db:
            for prepared in batch:
                revising.put(db, prepared, self._now(), by)

    def keep_originals(self, documents: Iterable[Document]) -> None:
        """Keep the files of documents that are there letter by letter, where none is kept: earlier versions kept none."""
        given = {document.id: document for document in documents if document.original is not None}
        lacking = "SELECT id, digest FROM documents WHERE id IN ({}) AND id NOT IN (SELECT document FROM originals)"
        if list(self._in(lacking, given)):
            with self._writing() as db:
                for key, stored in list(self._in(lacking, given)):      # asked again: another process may have been faster
                    if stored == digest(given[key]):
                        originals.keep(db, given[key])

    def remake(self, prepared: Prepared) -> None:
        """Give a document its passages anew, as they follow from its text."""
        with self._writing() as db:
            revising.remake(db, prepared)

    def remove(self, document_id: str, by: str = "") -> None:
        """Take a document and its versions away, to be forgotten after a day; UnknownDocument when there is none."""
        with self._writing() as db:
            revising.remove(db, document_id, self._now(), by)

    def set_hidden(self, document_id: str, hidden: bool, by: str = "") -> None:
        """Take a document out of every answer without forgetting it, or bring it back."""
        with self._writing() as db:
            revising.set_hidden(db, document_id, hidden, self._now(), by)

    def edit(self, document_id: str, fields: Mapping[str, str | None], vectors: Mapping[int, bytes], by: str) -> None:
        """Change "title", "issued" or "audience"; a new title needs new vectors, ChangedMeanwhile when not for all."""
        with self._writing() as db:
            revising.edit(db, document_id, fields, vectors, self._now(), by)

    def supersede(self, document_id: str, successor: str | None, by: str) -> None:
        """Say which document has taken the place of this one; InvalidValue when it is itself one of those before."""
        with self._writing() as db:
            revising.supersede(db, document_id, successor, self._now(), by)

    def undo(self, record: Record, vectors: Mapping[int, bytes], by: str) -> None:
        """Make a change as if it had not been; NothingToUndo when somebody was faster."""
        with self._writing() as db:
            if journal.undoable(db, self._now(), record.id) is None:
                raise NothingToUndo
            revising.undo(db, record, vectors, self._now(), by)

    def purge(self) -> None:
        """Forget what was removed more than a day ago."""
        with self._writing() as db:
            revising.purge(db, self._now())

    def is_overdue(self) -> bool:
        """Whether there is something to purge."""
        return revising.is_overdue(self._db(), self._now())

    def drop_strays(self) -> None:
        """Forget what belongs to no document, and passages of old versions that do not say what stood there."""
        with self._writing() as db:
            for child in ("passages", "marks", "pictures", "originals"):
                db.execute(f"DELETE FROM {child} WHERE document NOT IN (SELECT id FROM documents)")
            for child in ("version_passages", "version_pictures", "version_originals"):
                db.execute(f"DELETE FROM {child} WHERE version NOT IN (SELECT version FROM versions)")
            db.execute("DELETE FROM version_passages WHERE text <> (SELECT substr(d.text, start + 1, \"end\" - start) "
                       "FROM versions d WHERE d.version = version_passages.version)")

    def set_vectors(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Give passages new vectors, all in one transaction; indexes learn of it from `renew`."""
        with self._writing() as db:
            db.executemany("UPDATE passages SET vector = ? WHERE id = ?", ((vector, key) for key, vector in vectors))

    def renew(self, facts: Mapping[str, str]) -> None:
        """Remember facts, and tell indexes that every vector may be another."""
        with self._writing() as db:
            db.executemany("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", facts.items())
            db.execute("INSERT INTO changes (first, last, present) VALUES (0, ?, 1)", (2**62,))

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

    def state(self) -> str:
        """Return a mark that is another after everything that was written, by whichever process, and never comes again."""
        return self.fact("written") or ""

    def changes(self, since: int) -> list[Span]:
        """Return what came and went after generation `since`, oldest first."""
        rows = self._db().execute("SELECT generation, first, last, present FROM changes WHERE generation > ? "
                                  "ORDER BY generation", (since,))
        return [Span(generation, first, last, bool(present)) for generation, first, last, present in rows]

    def digests(self, ids: Collection[str]) -> dict[str, str]:
        """Return the fingerprint of each of these documents that is there."""
        return dict(self._in("SELECT id, digest FROM documents WHERE id IN ({})", ids))

    def log(self, document_id: str | None = None, limit: int = 20, offset: int = 0) -> list[Record]:
        """Return the changes made, newest first, to one document or to all."""
        return journal.read(self._db(), document_id, limit, offset)

    def undoable(self, record_id: int | None = None) -> Record | None:
        """Return the last change, or the one with this number, when it can be undone."""
        return journal.undoable(self._db(), self._now(), record_id)

    def document(self, document_id: str) -> Document:
        """Return a document without its pictures, hidden or not, for anybody: what those who keep documents work with."""
        return revising.stored(self._db(), document_id)

    def picture(self, document_id: str, page: int, *, audiences: Collection[Audience]) -> bytes | None:
        """Return what a page, counted from 1, looks like, as a JPEG; None when it was no scan, or not for these."""
        row = self._db().execute("SELECT p.image, d.audience FROM pictures p JOIN documents d ON d.id = p.document "
                                 "WHERE p.document = ? AND p.page = ? AND NOT d.hidden", (document_id, page)).fetchone()
        return row[0] if row and row[1] in audiences else None

    def replaced_picture(self, passage_id: int, page: int, *, audiences: Collection[Audience]) -> bytes | None:
        """Return the same for the version that held a passage, to those who may read that passage still."""
        if self.replaced_passage(passage_id, audiences=audiences) is None:
            return None
        row = self._db().execute("SELECT p.image FROM version_passages here JOIN version_pictures p "
                                 "ON p.version = here.version WHERE here.id = ? AND p.page = ?",
                                 (passage_id, page)).fetchone()
        return row[0] if row else None

    def original(self, document_id: str, *, audiences: Collection[Audience]) -> Original | None:
        """Return the file that a document was read from; None when none is kept, or it is not for these."""
        row = self._db().execute("SELECT d.audience, o.name, o.packed, o.data FROM originals o JOIN documents d "
                                 "ON d.id = o.document WHERE d.id = ? AND NOT d.hidden", (document_id,)).fetchone()
        return originals.unpacked(*row[1:]) if row and row[0] in audiences else None

    def replaced_original(self, passage_id: int, *, audiences: Collection[Audience]) -> Original | None:
        """Return the same for the version that held a passage, to those who may read that passage still."""
        if self.replaced_passage(passage_id, audiences=audiences) is None:
            return None
        row = self._db().execute("SELECT o.name, o.packed, o.data FROM version_passages here JOIN version_originals o "
                                 "ON o.version = here.version WHERE here.id = ?", (passage_id,)).fetchone()
        return originals.unpacked(*row) if row else None

    def origin(self, passage_id: int, *, audiences: Collection[Audience]) -> Origin | None:
        """Return where the document of a passage is found as published, without opening its file; None as for `original`.

        At the address of a version that was replaced stands something else by now.
        """
        row = self._db().execute(
            "SELECT d.audience, o.name, d.source FROM passages p JOIN documents d ON d.id = p.document "
            "LEFT JOIN originals o ON o.document = d.id WHERE p.id = ? AND NOT d.hidden", (passage_id,)).fetchone()
        if row is None and self.replaced_passage(passage_id, audiences=audiences) is not None:
            return Origin(file=self._db().execute(
                "SELECT 1 FROM version_passages here JOIN version_originals o ON o.version = here.version "
                "WHERE here.id = ?", (passage_id,)).fetchone() is not None)
        return Origin(row[1] is not None, link(row[2])) if row and row[0] in audiences else None

    def readable(self, document_id: str, *, audiences: Collection[Audience]) -> Document | None:
        """Return a document that is there, not hidden, and for these audiences; without its pictures."""
        row = self._db().execute(f"SELECT {revising.DOCUMENT} FROM documents WHERE id = ? AND NOT hidden",
                                 (document_id,)).fetchone()
        found = revising.as_document(*row) if row else None
        return found if found and found.audience in audiences else None

    def version_passages(self, version: int) -> dict[int, tuple[str, str]]:
        """Return the title and the text of each passage of a version that was put aside."""
        rows = self._db().execute("SELECT p.id, d.title, p.text FROM version_passages p JOIN versions d "
                                  "ON d.version = p.version WHERE p.version = ?", (version,))
        return {key: (title, text) for key, title, text in rows}

    def vectors(self, document_id: str) -> dict[int, tuple[str, bytes]]:
        """Return the text and the vector of each passage of a document."""
        rows = self._db().execute("SELECT id, text, vector FROM passages WHERE document = ?", (document_id,))
        return {key: (text, vector) for key, text, vector in rows}

    def documents(self, *, audiences: Collection[Audience], hidden: bool = False) -> list[Listing]:
        """Return the documents for these audiences, newest first; hidden ones too when `hidden`."""
        return self.listing(audiences=audiences, hidden=hidden).listings

    def listing(self, *, audiences: Collection[Audience], hidden: bool = False, search: str = "",
                since: date | None = None, until: date | None = None, ids: Collection[str] | None = None,
                limit: int = -1, offset: int = 0, only_hidden: bool = False, oldest_first: bool = False) -> Page:
        """Return a page of documents, newest first: published between two days, all words in title, number or id."""
        chosen = [f"audience IN ({_marks(audiences)})"]
        values: list[Any] = list(audiences)
        if only_hidden or not hidden:
            chosen.append("hidden" if only_hidden else "NOT hidden")
        for condition, day in (("issued >= ?", since), ("issued <= ?", until)):
            if day is not None:
                chosen.append(condition)
                values.append(day.isoformat())
        if ids is not None:
            chosen.append(f"id IN ({_marks(ids)})")
            values += ids
        if words := fold(search):
            chosen.append("holds(title || ' ' || id || ' ' || ifnull(number, ''), ?)")
            values.append(words)
        where = " AND ".join(chosen)
        db = self._db()
        [total] = db.execute(f"SELECT count(*) FROM documents WHERE {where}", values).fetchone()
        rows = db.execute(
            "SELECT id, title, issued, audience, (SELECT count(*) FROM passages WHERE document = documents.id), hidden, "
            f"source, number, superseded_by, letterhead, json_array_length(pages) FROM documents WHERE {where} "
            f"ORDER BY issued IS NULL, issued {'ASC' if oldest_first else 'DESC'}, id LIMIT ? OFFSET ?",
            (*values, limit, offset))
        return Page([Listing(key, title, _date(issued), Audience(audience), passages, bool(is_hidden), source, number,
                             successor, from_json(head), pages)
                     for key, title, issued, audience, passages, is_hidden, source, number, successor, head, pages in rows],
                    total)

    def years(self, *, audiences: Collection[Audience]) -> list[int]:
        """Return the years in which documents for these audiences were published, hidden ones too, newest first."""
        rows = self._in("SELECT DISTINCT substr(issued, 1, 4) FROM documents WHERE audience IN ({}) AND issued NOTNULL",
                        audiences)
        return sorted((int(year) for (year,) in rows), reverse=True)

    def by_handle(self, short: str) -> str | None:
        """Return the document with this handle, hidden or not and whoever it is for."""
        row = self._db().execute("SELECT id FROM documents WHERE handle(id) = ?", (short,)).fetchone()
        return row[0] if row else None

    def home(self, passage_id: int) -> str | None:
        """Return the document that a passage belongs to, or did before it was replaced; hidden or not."""
        row = self._db().execute(
            "SELECT document FROM passages WHERE id = ? UNION ALL SELECT d.id FROM version_passages p "
            "JOIN versions d ON d.version = p.version WHERE p.id = ?", (passage_id, passage_id)).fetchone()
        return row[0] if row else None

    def quoted(self, passage_id: int, start: int, end: int) -> str | None:
        """Return characters of the text that a passage belongs to, of the version that it was in; None when forgotten."""
        row = self._db().execute(
            "SELECT substr(d.text, ?2, ?3) FROM passages p JOIN documents d ON d.id = p.document WHERE p.id = ?1 UNION ALL "
            "SELECT substr(d.text, ?2, ?3) FROM version_passages p JOIN versions d ON d.version = p.version WHERE p.id = ?1",
            (passage_id, start + 1, end - start)).fetchone()
        return row[0] if row else None

    def having(self, column: str, value: str) -> list[str]:
        """Return the documents with this "body", "number" or "source"."""
        return [key for (key,) in self._db().execute(f"SELECT id FROM documents WHERE {column} = ? ORDER BY id", (value,))]

    def sharing(self, marks: Collection[int], least: int, limit: int) -> list[str]:
        """Return the documents that share at least so many of these marks, most first."""
        rows = self._in("SELECT document FROM marks WHERE mark IN ({}) GROUP BY document "
                        f"HAVING count(*) >= {least} ORDER BY count(*) DESC, document LIMIT {limit}", marks)
        return [key for (key,) in rows]

    def newest(self, *, audiences: Collection[Audience]) -> date | None:
        """Return the date of the newest document for these audiences."""
        rows = self._in("SELECT max(issued) FROM documents WHERE audience IN ({}) AND NOT hidden", audiences)
        return _date(next(iter(rows))[0])

    def is_empty(self, *, audiences: Collection[Audience]) -> bool:
        return not list(self._in("SELECT 1 FROM documents WHERE audience IN ({}) AND NOT hidden LIMIT 1", audiences))

    def passages(self, ids: Collection[int], *, audiences: Collection[Audience]) -> dict[int, StoredPassage]:
        """Return those of these passages that are there, not hidden, and for these audiences."""
        rows = self._in(f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = p.document {_SUCCESSOR} "
                        "WHERE p.id IN ({}) AND NOT d.hidden", ids)
        found = (_stored(row, audiences) for row in rows)
        return {stored.id: stored for stored in found if stored.audience in audiences}

    def replaced_passage(self, passage_id: int, step: int = 0, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return a passage of a version that was replaced, or its neighbour, to those who may read what took its place."""
        row = self._db().execute(
            f"SELECT {_PASSAGE}, now.audience FROM version_passages here "
            "JOIN version_passages p ON p.version = here.version AND p.ordinal = here.ordinal + ? "
            f"JOIN versions d ON d.version = p.version JOIN documents now ON now.id = d.id {_SUCCESSOR} "
            "WHERE here.id = ? AND d.removed IS NULL AND NOT now.hidden", (step, passage_id)).fetchone()
        stored = _stored(row[:-1], audiences, replaced=True) if row and row[-1] in audiences else None
        return stored if stored and stored.audience in audiences else None

    def neighbour(self, passage_id: int, step: int, *, audiences: Collection[Audience]) -> StoredPassage | None:
        """Return the passage `step` places after (before, when negative) this one in the same document."""
        row = self._db().execute(
            f"SELECT {_PASSAGE} FROM passages here "
            "JOIN passages p ON p.document = here.document AND p.ordinal = here.ordinal + ? "
            f"JOIN documents d ON d.id = p.document {_SUCCESSOR} WHERE here.id = ? AND NOT d.hidden",
            (step, passage_id)).fetchone()
        stored = _stored(row, audiences) if row else None
        return stored if stored and stored.audience in audiences else None

    def document_passages(self, document_id: str, *, audiences: Collection[Audience],
                          within: Sequence[range] = ()) -> list[StoredPassage]:
        """Return the passages of a document in reading order; none when it is gone, hidden or not for them.

        `within` are the ordinals wanted, in ranges of step 1; all when there is none.
        """
        wanted = " OR ".join(f"p.ordinal BETWEEN {part.start:d} AND {part.stop - 1:d}" for part in within) or "1"
        rows = self._db().execute(f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = p.document {_SUCCESSOR} "
                                  f"WHERE d.id = ? AND NOT d.hidden AND ({wanted}) ORDER BY p.ordinal", (document_id,))
        return [stored for stored in (_stored(row, audiences) for row in rows) if stored.audience in audiences]

    def within(self, ids: Collection[int], first: date, last: date, longest: int) -> set[int]:
        """Return those of these passages that tell of the days `first` to `last`, or whose document is of them.

        A passage that spans more than `longest` days tells of a longer time, not of these.
        """
        return {key for (key,) in self._in(
            "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE p.id IN ({}) "
            f"AND (d.issued BETWEEN '{first.isoformat()}' AND '{last.isoformat()}' "
            f"OR {_telling(first, last, longest)})", ids)}

    def telling(self, documents: Collection[str], first: date, last: date, longest: int) -> set[str]:
        """Return those of these documents of which a passage, of at most `longest` days, tells of `first` to `last`."""
        return {key for (key,) in self._in(
            "SELECT DISTINCT p.document FROM passages p WHERE p.document IN ({}) "
            f"AND {_telling(first, last, longest)}", documents)}

    def happened(self, first: date, last: date, *, audiences: Collection[Audience], limit: int) -> list[StoredPassage]:
        """Return the passages that tell of days between these two, and the first of what was published then, newest first.

        `limit` counts documents. What was published `_REPORTED` away is not looked at.
        """
        announced = max(first, date.min + _REPORTED) - _REPORTED
        reported = min(last, date.max - _REPORTED) + _REPORTED
        documents = list(self._in(
            "SELECT id FROM documents WHERE audience IN ({}) AND NOT hidden AND "
            f"(issued BETWEEN '{announced}' AND '{reported}' OR issued IS NULL) "
            "ORDER BY issued IS NULL, issued DESC, id", audiences))[:limit]
        rows = self._in(
            f"SELECT {_PASSAGE} FROM passages p JOIN documents d ON d.id = p.document {_SUCCESSOR} WHERE d.id IN ({{}}) AND "
            f"((p.first_day >= '{first}' AND p.last_day <= '{last}') OR "
            f"(p.ordinal < 4 AND d.issued BETWEEN '{first}' AND '{last}')) "
            "ORDER BY d.issued IS NULL, d.issued DESC, d.id, p.ordinal", [key for (key,) in documents])
        return [stored for stored in (_stored(row, audiences) for row in rows) if stored.audience in audiences]

    def excerpt(self, document_id: str, start: int, end: int) -> str | None:
        """Return that stretch of a document's text as it is stored now, None when the document is gone or hidden."""
        row = self._db().execute("SELECT substr(text, ?, ?) FROM documents WHERE id = ? AND NOT hidden",
                                 (start + 1, end - start, document_id)).fetchone()
        return row[0] if row else None

    def tallies(self, *, audiences: Collection[Audience]) -> list[Tally]:
        """Return which documents the documents for these audiences name, the newest document first."""
        self.follow_mentions()
        return list(mention_table.tallies(self._db(), audiences))

    def confirmed(self, *, audiences: Collection[Audience]) -> list[Confirmed]:
        """Return what admins confirmed of documents that others name, and these audiences may be told."""
        return mention_table.confirmed(self._db(), audiences)

    def follow_mentions(self) -> None:
        """Bring the mentions to the last change of the passages; cheap when they are there already."""
        if self.fact("mentions") == f"{mention_table.VERSION} {self.generation()}":
            return
        with self._writing() as db:      # asked again, for another process may have done it
            version, _, known = (self.fact("mentions") or "").partition(" ")
            since, generation = int(known) if version == mention_table.VERSION else 0, self.generation()
            spans = self.changes(since) if since else [Span(0, 0, 2**62, present=True)]
            mention_table.follow(db, [(span.first, span.last) for span in spans])
            db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('mentions', ?)",
                       (f"{mention_table.VERSION} {generation}",))

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

    def shown(self) -> set[int]:
        """Return the passages that may be found."""
        return {key for (key,) in self._db().execute(
            "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE NOT d.hidden")}

    def misplaced(self) -> list[int]:
        """Return the passages, of old versions too, whose text is not what stands at their offsets; none should be."""
        rows = self._db().execute(
            'SELECT p.id FROM passages p JOIN documents d ON d.id = p.document '
            'WHERE p.text <> substr(d.text, p.start + 1, p."end" - p.start) UNION ALL '
            'SELECT p.id FROM version_passages p JOIN versions d ON d.version = p.version '
            'WHERE p.text <> substr(d.text, p.start + 1, p."end" - p.start)')
        return [key for (key,) in rows]

    def damaged(self, vector_bytes: int) -> list[str]:
        """Return the documents whose passages are not all there, each at its place and with a vector of that size."""
        rows = self._db().execute(
            "SELECT d.id FROM documents d LEFT JOIN passages p ON p.document = d.id GROUP BY d.id "
            "HAVING count(p.id) = 0 AND trim(d.text, ' ' || char(9, 10, 13)) <> '' "
            "OR count(p.id) <> ifnull(max(p.ordinal), -1) + 1 "
            'OR sum(length(p.vector) <> ? OR p.text <> substr(d.text, p.start + 1, p."end" - p.start))', (vector_bytes,))
        return [key for (key,) in rows]

    def orphans(self) -> int:
        """Count the rows whose document is not there."""
        return len(self._db().execute("PRAGMA foreign_key_check").fetchall())

    def sound(self) -> bool:
        """Say whether SQLite finds the file whole."""
        try:
            return bool(self._db().execute("PRAGMA quick_check").fetchone()[0] == "ok")
        except sqlite3.DatabaseError:
            return False

    # ---------------------------------------------------------------------------------------------------- backups

    def back_up(self, to: Path) -> None:
        """Write all that is not removed into one file; UnwritableBackup when that cannot be done."""
        backup.write(self._db(), to)

    def restore(self, file: Path, by: str = "") -> int:
        """Take over a backup in place of everything; UnusableBackup when it is none, and nothing has changed.

        Return how many documents are kept from becoming public again.
        """
        with backup.opened(file) as copy, backup.attached(self._db(), copy), self._writing() as db:
            kept = backup.take_over(db)
            journal.write(db, self._now(), by, journal.Action.RESTORED, "", file.name)
        return kept

    # ------------------------------------------------------------------------------------------------------ inside

    def _migrate(self, folder: Path) -> None:
        connection = self._db()
        db = Database(connection)
        known = {step.name for step in migrations.pending(Database(memory=True))}
        if {step.name for step in migrations.applied(db)} - known:
            raise ForeignData(folder)
        if migrations.pending(db):
            migrations.apply(db)

    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # One connection a thread uses it; another thread only ever closes it.
            connection = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")      # a confirmed document outlives a power cut
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")      # what was withdrawn is not left lying in the file
            connection.create_function("holds", 2, _holds, deterministic=True)
            connection.create_function("handle", 1, handle, deterministic=True)
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
                db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('written', hex(randomblob(16)))")
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
        except sqlite3.OperationalError as problem:      # full disk, read-only folder, another process stuck
            raise UnusableFolder(self._path.parent) from problem

    def _in(self, sql: str, values: Collection[Any]) -> Iterable[tuple[Any, ...]]:
        return self._db().execute(sql.format(_marks(values)), tuple(values))


def _telling(first: date, last: date, longest: int) -> str:
    return (f"(p.first_day <= '{last.isoformat()}' AND p.last_day >= '{first.isoformat()}' "
            f"AND julianday(p.last_day) - julianday(p.first_day) <= {longest:d})")


# Looked up rather than made: a question reads a hundred rows.
_KINDS = {kind.value: kind for kind in Kind}
_AUDIENCES = {audience.value: audience for audience in Audience}


def _stored(row: tuple[Any, ...], audiences: Collection[Audience], *, replaced: bool = False) -> StoredPassage:
    (key, ordinal, paragraph, start, end, kind, text, heading, page, turns, document, title, issued, audience, first_day,
     last_day, successor, its_title, its_audience) = row
    happened = (date.fromisoformat(first_day), date.fromisoformat(last_day)) if first_day else None
    by = Successor(successor, its_title) if its_audience in audiences else Successor() if successor else None
    return StoredPassage(key, Passage(ordinal, paragraph, start, end, _KINDS[kind], text, heading, page,
                                      tuple(json.loads(turns)) if turns else ()),
                         document, title, _date(issued), _AUDIENCES[audience], happened, by, replaced)


def _holds(text: str, words: str) -> bool:
    """Whether a text, once folded, holds all of some folded words."""
    folded = fold(text)
    return all(word in folded for word in words.split())


def _marks(values: Collection[Any]) -> str:
    return ",".join("?" * len(values))


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
