"""Who changed what, when: the audit log, from which a change can also be undone."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

UNDO_WITHIN = timedelta(hours=24)


class Action(StrEnum):
    """What was done to a document."""

    ADDED = "added"
    REPLACED = "replaced"
    EDITED = "edited"
    HIDDEN = "hidden"
    SHOWN = "shown"
    SUPERSEDED = "superseded"      # or no longer
    REMOVED = "removed"
    UNDONE = "undone"
    RESTORED = "restored"          # the whole folder, from a backup


_FINAL = (Action.UNDONE, Action.RESTORED)


@dataclass(frozen=True, slots=True)
class Record:
    """One change. `by` names who made it, "" the program itself; `before` and `after` hold the fields that changed.

    `version` is the version that was put aside. `at` is in UTC.
    """

    id: int
    at: datetime
    by: str
    action: Action
    document: str
    title: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    version: int | None
    undone: bool


_FIELDS = "id, at, by, action, document, title, before, after, version, undone"


def write(db: sqlite3.Connection, at: datetime, by: str, action: Action, document: str, title: str, *,
          before: Mapping[str, str | None] | None = None, after: Mapping[str, str | None] | None = None,
          version: int | None = None) -> int:
    """Note a change in the transaction that makes it; return its number."""
    return db.execute(
        "INSERT INTO log (at, by, action, document, title, before, after, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at.isoformat(timespec="seconds"), by, action, document, title, json.dumps(before or {}),
         json.dumps(after or {}), version)).lastrowid or 0


def read(db: sqlite3.Connection, document: str | None, limit: int, offset: int) -> list[Record]:
    """Return the newest changes first, of one document or of all."""
    rows = db.execute(f"SELECT {_FIELDS} FROM log WHERE document = ifnull(?, document) ORDER BY id DESC LIMIT ? OFFSET ?",
                      (document, limit, offset))
    return [_record(*row) for row in rows]


def undoable(db: sqlite3.Connection, now: datetime, record: int | None) -> Record | None:
    """Return the change with this number, or the last one, when it can be undone: the last of its document, within a day."""
    row = db.execute(
        f"SELECT {_FIELDS} FROM log WHERE id = ifnull(?, id) AND NOT undone AND action NOT IN (?, ?) AND at >= ? "
        "AND NOT EXISTS (SELECT 1 FROM log later WHERE later.document = log.document AND later.id > log.id "
        "                AND NOT later.undone AND later.action NOT IN (?, ?)) "
        "AND id > ifnull((SELECT max(id) FROM log WHERE action = ?), 0) ORDER BY id DESC LIMIT 1",
        (record, *_FINAL, (now - UNDO_WITHIN).isoformat(timespec="seconds"), *_FINAL, Action.RESTORED)).fetchone()
    return _record(*row) if row else None


def mark_undone(db: sqlite3.Connection, record: int) -> None:
    db.execute("UPDATE log SET undone = 1 WHERE id = ?", (record,))


def _record(key: int, at: str, by: str, action: str, document: str, title: str, before: str, after: str,
            version: int | None, undone: int) -> Record:
    return Record(key, datetime.fromisoformat(at), by, Action(action), document, title, json.loads(before),
                  json.loads(after), version, bool(undone))
