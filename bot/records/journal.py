"""The journal of what admins did that changes what others may do: kept, listed, never about questions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who INTEGER NOT NULL,
    deed TEXT NOT NULL,
    about TEXT NOT NULL
);
"""


class Deed(StrEnum):
    """What was done."""

    INVITED = "invited"
    JOINED = "joined"
    APPROVED = "approved"
    DECLINED = "declined"
    REVOKED = "revoked"
    WITHDREW = "withdrew invitations"
    CLOSED = "closed"
    OPENED = "opened"
    CLOSED_TOPIC = "closed a topic"
    OPENED_TOPIC = "opened a topic"
    ANSWERED = "answered"
    RETRACTED = "retracted"
    CONFIRMED = "confirmed a reference"
    UNCONFIRMED = "withdrew what was confirmed"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed, with what it was about in words that an admin reads."""

    at: datetime
    who: int
    deed: Deed
    about: str


class Journal:
    """Grows by one entry a deed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, who: int, deed: Deed, about: str = "", *, now: datetime) -> None:
        self._database.change("INSERT INTO journal (at, who, deed, about) VALUES (?, ?, ?, ?)",
                              now.isoformat(), who, deed, about)

    def last(self, limit: int = 20) -> list[Entry]:
        """Return the last entries, newest first."""
        rows = self._database.rows("SELECT at, who, deed, about FROM journal ORDER BY number DESC LIMIT ?", limit)
        return [Entry(datetime.fromisoformat(at), who, Deed(deed), about) for at, who, deed, about in rows]
