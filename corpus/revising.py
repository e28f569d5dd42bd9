"""How stored documents change, inside a transaction that the store has opened: put, put aside, bring back, edit."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from corpus import journal, originals
from corpus.document import Audience, Document, Passage
from corpus.errors import ChangedMeanwhile, InvalidValue, UnknownDocument
from corpus.journal import Action, Record
from corpus.letterhead import letterhead, to_json
from corpus.likeness import fingerprint, marks, runs
from corpus.vietnamese.dates import event_span

Fields = Mapping[str, str | None]
DOCUMENT = "id, title, issued, audience, text, source, pages"      # the columns of `as_document`


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be stored: its passages and a vector each, as bytes."""

    document: Document
    passages: Sequence[Passage]
    vectors: Sequence[bytes]


def digest(document: Document) -> str:
    """Return a fingerprint of everything that a reader of the document would notice."""
    seen = "\0".join((document.title, str(document.issued), document.audience, document.text, *map(str, document.pages)))
    return hashlib.sha256(seen.encode()).hexdigest()


def put(db: sqlite3.Connection, prepared: Prepared, at: datetime, by: str) -> None:
    """Store a document; the one with its id is put aside, as a version that its citations still open."""
    document = prepared.document
    before = db.execute("SELECT digest, hidden, superseded_by FROM documents WHERE id = ?", (document.id,)).fetchone()
    if before and before[0] == digest(document):       # another process was faster
        return
    version = put_aside(db, document.id, "replaced", at) if before else None
    db.execute(
        "INSERT INTO documents (id, title, issued, audience, text, source, pages, digest, hidden, superseded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document.id, document.title, document.issued and document.issued.isoformat(), document.audience,
         document.text, document.source, json.dumps(document.pages), digest(document),
         *(before[1:] if before else (False, None))))
    recognise(db, document.id, document.text)
    put_passages(db, prepared)
    db.executemany("INSERT INTO pictures (document, page, image) VALUES (?, ?, ?)",
                   [(document.id, picture.page, picture.image) for picture in document.pictures])
    originals.keep(db, document)
    _announce(db, document.id, present=True)
    journal.write(db, at, by, Action.REPLACED if before else Action.ADDED, document.id, document.title, version=version)


def put_passages(db: sqlite3.Connection, prepared: Prepared) -> None:
    """Store the passages of a document that is there."""
    document = prepared.document
    db.executemany(
        'INSERT INTO passages (document, ordinal, paragraph, start, "end", kind, text, heading, page, turns, first_day, '
        "last_day, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((document.id, p.ordinal, p.paragraph, p.start, p.end, p.kind, p.text, p.heading, p.page,
          json.dumps(p.turns) if p.turns else "", *_days(p.text, document.issued), vector)
         for p, vector in zip(prepared.passages, prepared.vectors, strict=True)))


def remake(db: sqlite3.Connection, prepared: Prepared) -> None:
    """Give a document its passages anew; what it says has not changed."""
    withdraw(db, prepared.document.id)
    db.execute("DELETE FROM passages WHERE document = ?", (prepared.document.id,))
    put_passages(db, prepared)
    _announce(db, prepared.document.id, present=True)


def recognise(db: sqlite3.Connection, document: str, text: str) -> None:
    """Keep what the letterhead says, and what tells that another document is the same or nearly the same."""
    head = letterhead(text)
    db.execute("UPDATE documents SET body = ?, number = ?, letterhead = ? WHERE id = ?",
               (fingerprint(text), head.number or None, to_json(head), document))
    db.executemany("INSERT OR IGNORE INTO marks (document, mark) VALUES (?, ?)",
                   [(document, mark) for mark in marks(runs(text))])


def remove(db: sqlite3.Connection, document: str, at: datetime, by: str) -> None:
    """Put a document and all its versions out of everybody's sight."""
    title, _ = _present(db, document)
    version = put_aside(db, document, "removed", at)
    db.execute("UPDATE versions SET removed = ? WHERE id = ? AND removed IS NULL", (_written(at), document))
    journal.write(db, at, by, Action.REMOVED, document, title, version=version)


def set_hidden(db: sqlite3.Connection, document: str, hidden: bool, at: datetime, by: str) -> None:
    """Take a document out of every answer, or bring it back."""
    title, was = _present(db, document)
    if was != hidden:
        _hide(db, document, hidden)
        journal.write(db, at, by, Action.HIDDEN if hidden else Action.SHOWN, document, title)


def edit(db: sqlite3.Connection, document: str, fields: Fields, vectors: Mapping[int, bytes], at: datetime,
         by: str) -> None:
    """Change "title", "issued" or "audience"; a new title comes with a vector for each passage, by id."""
    title, _ = _present(db, document)
    before = _change(db, document, fields, vectors)
    if before:
        journal.write(db, at, by, Action.EDITED, document, title, before=before,
                      after={name: fields[name] for name in before})


def supersede(db: sqlite3.Connection, document: str, successor: str | None, at: datetime, by: str) -> None:
    """Say that another document has taken the place of this one, or (None) that none has."""
    title, _ = _present(db, document)
    chain: list[str] = []
    further = successor
    while further is not None and further not in chain:
        chain.append(further)
        row = db.execute("SELECT superseded_by FROM documents WHERE id = ?", (further,)).fetchone()
        if row is None and further == successor:
            raise UnknownDocument(further)
        further = row[0] if row else None
    if document in chain:
        raise InvalidValue("superseded_by", successor or "")
    before = _replace_fields(db, document, {"superseded_by": successor})
    if before:
        journal.write(db, at, by, Action.SUPERSEDED, document, title, before=before, after={"superseded_by": successor})


def undo(db: sqlite3.Connection, record: Record, vectors: Mapping[int, bytes], at: datetime, by: str) -> None:
    """Make a change as if it had not been; passages that come back, or get their title back, come with their vectors."""
    document = record.document
    match record.action:
        case Action.ADDED | Action.REPLACED:
            _present(db, document)
            withdraw(db, document)
            db.execute("DELETE FROM documents WHERE id = ?", (document,))
            if record.version is not None:
                _bring_back(db, record.version, vectors)
        case Action.REMOVED:
            assert record.version is not None
            [removed] = db.execute("SELECT removed FROM versions WHERE version = ?", (record.version,)).fetchone()
            _bring_back(db, record.version, vectors)
            db.execute("UPDATE versions SET removed = NULL WHERE id = ? AND removed = ?", (document, removed))
        case Action.HIDDEN | Action.SHOWN:
            _hide(db, document, record.action is Action.SHOWN)
        case Action.EDITED:
            _change(db, document, record.before, vectors)
        case Action.SUPERSEDED:
            _replace_fields(db, document, record.before)
        case Action.UNDONE | Action.RESTORED:
            raise AssertionError(record.action)
    journal.mark_undone(db, record.id)
    journal.write(db, at, by, Action.UNDONE, document, record.title, after={"action": record.action})


def is_overdue(db: sqlite3.Connection, now: datetime) -> bool:
    """Whether something removed is still kept that cannot be brought back any more."""
    row = db.execute("SELECT 1 FROM versions WHERE removed < ?", (_written(now - journal.UNDO_WITHIN),)).fetchone()
    return row is not None


def purge(db: sqlite3.Connection, now: datetime) -> None:
    """Forget what was removed too long ago to be brought back."""
    db.execute("DELETE FROM versions WHERE removed < ?", (_written(now - journal.UNDO_WITHIN),))


def put_aside(db: sqlite3.Connection, document: str, why: str, at: datetime) -> int:
    """Move a document out of what is read, `why` "replaced" or "removed"; return the number of the version."""
    withdraw(db, document)
    kept = columns(db, "documents")
    version = db.execute(f"INSERT INTO versions ({why}, {kept}) SELECT ?, {kept} FROM documents WHERE id = ?",
                         (_written(at), document)).lastrowid or 0
    kept = columns(db, "version_passages", but="version")
    db.execute(f"INSERT INTO version_passages (version, {kept}) SELECT ?, {kept} FROM passages WHERE document = ?",
               (version, document))
    db.execute("INSERT INTO version_pictures (version, page, image) SELECT ?, page, image FROM pictures WHERE document = ?",
               (version, document))
    originals.put_aside(db, document, version)
    db.execute("DELETE FROM documents WHERE id = ?", (document,))
    return version


def withdraw(db: sqlite3.Connection, document: str) -> None:
    """Announce that a document's passages go."""
    if not _present(db, document)[1]:
        _announce(db, document, present=False)


def _bring_back(db: sqlite3.Connection, version: int, vectors: Mapping[int, bytes]) -> None:
    keys = {key for (key,) in db.execute("SELECT id FROM version_passages WHERE version = ?", (version,))}
    kept = columns(db, "documents")
    db.execute(f"INSERT INTO documents ({kept}) SELECT {kept} FROM versions WHERE version = ?", (version,))
    kept = columns(db, "version_passages", but="version")
    db.execute(f"INSERT INTO passages ({kept}, vector) SELECT {kept}, x'' FROM version_passages WHERE version = ?",
               (version,))
    _set_vectors(db, keys, vectors)
    document, text = db.execute("SELECT id, text FROM versions WHERE version = ?", (version,)).fetchone()
    db.execute("INSERT INTO pictures (document, page, image) SELECT ?, page, image FROM version_pictures WHERE version = ?",
               (document, version))
    originals.bring_back(db, document, version)
    db.execute("DELETE FROM versions WHERE version = ?", (version,))
    recognise(db, document, text)
    _announce(db, document, present=True)


def _hide(db: sqlite3.Connection, document: str, hidden: bool) -> None:
    if hidden:
        withdraw(db, document)
    db.execute("UPDATE documents SET hidden = ? WHERE id = ?", (hidden, document))
    _announce(db, document, present=True)


def _change(db: sqlite3.Connection, document: str, fields: Fields, vectors: Mapping[int, bytes]) -> Fields:
    """Set fields and what follows from them; return what they were, those that changed."""
    before = _replace_fields(db, document, fields)
    [issued] = db.execute("SELECT issued FROM documents WHERE id = ?", (document,)).fetchone()
    day = date.fromisoformat(issued) if issued else None
    fingerprint_again(db, document)
    passages = db.execute("SELECT id, text FROM passages WHERE document = ?", (document,)).fetchall()
    if "issued" in before:
        db.executemany("UPDATE passages SET first_day = ?, last_day = ? WHERE id = ?",
                       [(*_days(passage, day), key) for key, passage in passages])
    if "title" in before:
        _set_vectors(db, {key for key, _ in passages}, vectors)
    if before.keys() & {"title", "audience", "issued"}:
        _announce(db, document, present=True)
    return before


def fingerprint_again(db: sqlite3.Connection, document: str) -> None:
    """Bring the fingerprint of a document to what it is now."""
    db.execute("UPDATE documents SET digest = ? WHERE id = ?", (digest(stored(db, document)), document))


def stored(db: sqlite3.Connection, document: str) -> Document:
    """Return a document as it is stored, without its pictures and its file; UnknownDocument when there is none."""
    row = db.execute(f"SELECT {DOCUMENT} FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise UnknownDocument(document)
    return as_document(*row)


def as_document(key: str, title: str, issued: str | None, audience: str, text: str, source: str, pages: str) -> Document:
    """Return the document that a row of these columns holds."""
    day = date.fromisoformat(issued) if issued else None
    return Document(key, title, day, Audience(audience), text, source, tuple(json.loads(pages)))


def _set_vectors(db: sqlite3.Connection, keys: Set[int], vectors: Mapping[int, bytes]) -> None:
    if vectors.keys() != keys:
        raise ChangedMeanwhile(min(keys, default=0))
    db.executemany("UPDATE passages SET vector = ? WHERE id = ?", [(vector, key) for key, vector in vectors.items()])


def _replace_fields(db: sqlite3.Connection, document: str, fields: Fields) -> Fields:
    names = list(fields)
    _present(db, document)
    row = db.execute(f"SELECT {', '.join(names)} FROM documents WHERE id = ?", (document,)).fetchone()
    before = {name: was for name, was in zip(names, row, strict=True) if was != fields[name]}
    for name in before:
        db.execute(f"UPDATE documents SET {name} = ? WHERE id = ?", (fields[name], document))
    return before


def _present(db: sqlite3.Connection, document: str) -> tuple[str, bool]:
    """Return the title of a document and whether it is hidden; UnknownDocument when there is none."""
    row = db.execute("SELECT title, hidden FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise UnknownDocument(document)
    return row[0], bool(row[1])


def _announce(db: sqlite3.Connection, document: str, *, present: bool) -> None:
    # The passages of a document were inserted in one transaction, so their ids are a run.
    db.execute("INSERT INTO changes (first, last, present) "
               "SELECT min(p.id), max(p.id), ? FROM passages p JOIN documents d ON d.id = p.document "
               "WHERE d.id = ? AND NOT d.hidden HAVING count(*) > 0", (present, document))


def columns(db: sqlite3.Connection, table: str, but: str = "") -> str:
    """Return the columns of a table, so that a version keeps those that later migrations add too."""
    return ", ".join(f'"{name}"' for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if name != but)


def _days(text: str, issued: date | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a passage tells of."""
    span = event_span(text, issued)
    return (span[0].isoformat(), span[1].isoformat()) if span else (None, None)


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
