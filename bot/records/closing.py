"""Whether the assistant answers residents now, and if not, why."""

from datetime import datetime

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS closing (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    reason TEXT NOT NULL,
    since TEXT NOT NULL
);
"""


class Closing:
    """Closed with a reason, or open; holds for every channel at once and after a restart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reason(self) -> str | None:
        """Return why residents are not answered now, None when they are."""
        rows = self._database.rows("SELECT reason FROM closing")
        return rows[0][0] if rows else None

    def close(self, reason: str, *, now: datetime) -> None:
        self._database.change("INSERT OR REPLACE INTO closing VALUES (1, ?, ?)", reason, now.isoformat())

    def open(self) -> bool:
        """Answer again; False when nothing was closed."""
        return self._database.change("DELETE FROM closing") > 0
