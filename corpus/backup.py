"""A backup: one SQLite file with all documents, their versions and the log, written and taken over while others work."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from corpus.document import Audience
from corpus.errors import UnusableBackup, UnwritableBackup
from corpus.migrations import migrations
from corpus.revising import columns, digest, fingerprint_again, stored

_TABLES = ("documents", "passages", "marks", "pictures", "originals", "versions", "version_passages", "version_pictures",
           "version_originals", "facts", "confirmed")     # parents first
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
                if not _is_as_stored(db):
                    raise UnusableBackup(file)
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


def take_over(db: sqlite3.Connection) -> int:
    """Put the contents of the attached backup in place of everything, in the transaction that is open.

    Numbers go on from the higher of both sides, so that no passage gets the id of another, and one change tells indexes
    that all may be different. What the log says of later than the backup stays. A document that was public when the
    backup was made, and is not now, does not become public again; the number of those is returned.
    """
    narrowed = list(db.execute(
        "SELECT id, audience FROM main.documents WHERE audience <> ? UNION "
        "SELECT id, audience FROM main.versions WHERE audience <> ? AND removed IS NOT NULL "
        "AND version IN (SELECT max(version) FROM main.versions GROUP BY id) "
        "AND id NOT IN (SELECT id FROM main.documents)", (Audience.PUBLIC, Audience.PUBLIC)))
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
    widened = [key for key, audience in narrowed
               if db.execute("UPDATE main.documents SET audience = ? WHERE id = ? AND audience = ?",
                             (audience, key, Audience.PUBLIC)).rowcount]
    for key in widened:
        fingerprint_again(db, key)
    return len(widened)


def _is_ours(db: sqlite3.Connection) -> bool:
    applied = {step.name for step in migrations.applied(Database(db))}
    return bool(applied) and applied <= {step.name for step in migrations.pending(Database(memory=True))}


def _is_whole(db: sqlite3.Connection) -> bool:
    """Whether the file is undamaged."""
    return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok") and not db.execute(
        "PRAGMA foreign_key_check").fetchone()


def _is_as_stored(db: sqlite3.Connection) -> bool:
    """Whether each document is what it was when it was stored."""
    rows = db.execute("SELECT id, digest FROM documents").fetchall()
    return all(digest(stored(db, key)) == kept for key, kept in rows)
