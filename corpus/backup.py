"""A backup: one SQLite file with all documents, their versions and the log, written and taken over while others work."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from corpus.document import Audience, Document
from corpus.errors import UnusableBackup, UnwritableBackup
from corpus.migrations import migrations
from corpus.revising import columns, digest

_TABLES = ("documents", "passages", "marks", "versions", "version_passages", "facts", "confirmed")     # parents first
_COUNTED = ("passages", "versions", "changes", "log")


def write(db: sqlite3.Connection, to: Path) -> None:
    """Write a backup in place of `to`, whole or not at all. What was removed is not in it."""
    beside = to.with_name(f"{to.name}.new")
    try:
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)        # it holds what is not for everybody
        try:
            with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
                db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")      # one file, without companions
                copy.execute("PRAGMA foreign_keys = ON")
                copy.execute("DELETE FROM versions WHERE removed IS NOT NULL")
                copy.execute("VACUUM")
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(beside, to)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as problem:
        raise UnwritableBackup(to) from problem


@contextmanager
def opened(file: Path) -> Iterator[Path]:
    """Give a sound copy of a backup, laid out as this version does it; UnusableBackup when that cannot be had."""
    with tempfile.TemporaryDirectory(prefix="hoiphuong-") as folder:
        copy = Path(folder) / "backup.sqlite"
        try:
            with (closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as given,
                  closing(sqlite3.connect(copy, isolation_level=None)) as db):
                given.backup(db)
                if not _is_ours(db) or not _is_whole(db):
                    raise UnusableBackup(file)
                migrations.apply(Database(db))
        except (OSError, ValueError, sqlite3.Error) as problem:
            raise UnusableBackup(file) from problem
        yield copy


@contextmanager
def attached(db: sqlite3.Connection, copy: Path) -> Iterator[None]:
    """Let a connection see a backup beside its own file."""
    db.execute("ATTACH ? AS backup", (str(copy),))
    try:
        yield
    finally:
        db.execute("DETACH backup")


def take_over(db: sqlite3.Connection) -> None:
    """Put the contents of the attached backup in place of everything, in the transaction that is open.

    Numbers go on from the higher of both sides, so that no passage gets the id of another, and one change tells indexes
    that all may be different. What the log says of later than the backup stays.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    for table in reversed(_TABLES):
        db.execute(f"DELETE FROM main.{table}")
    for table in _TABLES:
        kept = columns(db, table)
        db.execute(f"INSERT INTO main.{table} ({kept}) SELECT {kept} FROM backup.{table}")
    db.execute("DELETE FROM main.log WHERE id <= (SELECT max(id) FROM backup.log)")
    kept = columns(db, "log")
    db.execute(f"INSERT INTO main.log ({kept}) SELECT {kept} FROM backup.log")
    for name in _COUNTED:
        [last] = db.execute("SELECT max(seq) FROM (SELECT seq FROM main.sqlite_sequence WHERE name = ? "
                            "UNION ALL SELECT seq FROM backup.sqlite_sequence WHERE name = ?)", (name, name)).fetchone()
        db.execute("DELETE FROM main.sqlite_sequence WHERE name = ?", (name,))
        db.execute("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)", (name, last or 0))
    db.execute("DELETE FROM main.changes")
    db.execute("INSERT INTO main.changes (first, last, present) VALUES (0, ?, 1)", (2**62,))


def _is_ours(db: sqlite3.Connection) -> bool:
    applied = {step.name for step in migrations.applied(Database(db))}
    return bool(applied) and applied <= {step.name for step in migrations.pending(Database(memory=True))}


def _is_whole(db: sqlite3.Connection) -> bool:
    """Whether the file is undamaged and each document what it was when it was stored."""
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or db.execute("PRAGMA foreign_key_check").fetchone():
        return False
    rows = db.execute("SELECT id, title, issued, audience, text, digest FROM documents")
    return all(digest(Document(key, title, date.fromisoformat(issued) if issued else None, Audience(audience), text)) == kept
               for key, title, issued, audience, text, kept in rows)
