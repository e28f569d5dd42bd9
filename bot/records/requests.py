"""People who ask for a role, until an admin decides."""

from datetime import datetime

from bot.people import Role
from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS requests (
    person INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (person, role)
) WITHOUT ROWID;
"""


class Requests:
    """What is waiting for a decision, one a person and role."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, person: int, role: Role, name: str, *, now: datetime) -> bool:
        """Remember a request; False when the same one waits already."""
        return self._database.change("INSERT OR IGNORE INTO requests VALUES (?, ?, ?, ?)",
                                     person, role, name, now.isoformat()) > 0

    def settle(self, person: int, role: Role) -> str | None:
        """Take a request off the list; return the person's name, None when it does not wait any more."""
        with self._database.transaction() as changes:
            row = changes.execute("DELETE FROM requests WHERE person = ? AND role = ? RETURNING name",
                                  (person, role)).fetchone()
        return row[0] if row else None
