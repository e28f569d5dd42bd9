"""Which admin had the digest of which day, so that none has it twice."""

from datetime import date

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS digests (
    person INTEGER PRIMARY KEY,
    day TEXT NOT NULL
) WITHOUT ROWID;
"""


class Digests:
    """Remembers the last digest of each admin."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, person: int) -> date | None:
        """Return the day of the last digest of an admin, None before the first."""
        rows = self._database.rows("SELECT day FROM digests WHERE person = ?", person)
        return date.fromisoformat(rows[0][0]) if rows else None

    def sent(self, person: int, day: date) -> None:
        """Remember that an admin has the digest of a day."""
        self._database.change("INSERT OR REPLACE INTO digests VALUES (?, ?)", person, day.isoformat())
