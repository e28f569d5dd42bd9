"""Whether the assistant answers now, on everything or on a topic, and if not, why."""

from datetime import datetime

from bot.records.database import Database
from corpus.vietnamese.text import fold
from retrieval.question import ClosedTopic

SCHEMA = """
CREATE TABLE IF NOT EXISTS closing (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    reason TEXT NOT NULL,
    since TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS closed_topics (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    since TEXT NOT NULL
);
"""


class Closing:
    """Closed with a reason, or open; holds for every channel and process at once, and after a restart."""

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

    def topics(self) -> list[ClosedTopic]:
        """Return the topics on which nobody but admins is answered now, oldest first."""
        return [ClosedTopic(*row) for row in
                self._database.rows("SELECT words, reason, number FROM closed_topics ORDER BY number")]

    def close_topic(self, words: str, reason: str, *, now: datetime) -> ClosedTopic:
        """Answer nothing on a topic; one that is closed already takes the new words and reason."""
        same = self.topic(words)
        with self._database.transaction() as changes:
            number = changes.execute("INSERT OR REPLACE INTO closed_topics VALUES (?, ?, ?, ?)",
                                     (same.number if same else None, words, reason, now.isoformat())).lastrowid
        return ClosedTopic(words, reason, number or 0)

    def topic(self, words: str) -> ClosedTopic | None:
        """Return the closed topic of these words, with or without accents."""
        return next((one for one in self.topics() if fold(one.words) == fold(words)), None)

    def open_topic(self, number: int) -> ClosedTopic | None:
        """Answer on a topic again; return it, None when it was not closed."""
        row = next(iter(self._database.rows("DELETE FROM closed_topics WHERE number = ? RETURNING words, reason, number",
                                            number)), None)
        return ClosedTopic(*row) if row else None
