"""Which message answered which, for a day, so that an edited question is answered in place also after a restart."""

import time

from bot.records.asked import Hashes
from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    question TEXT PRIMARY KEY,
    answer INTEGER NOT NULL,
    at REAL NOT NULL
) WITHOUT ROWID;
"""
_REMEMBERED = 36 * 3600.0       # seconds


class Replies:
    """Remembers the number of an answer by a hash of where the question stands."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self._database = database
        self._hash = hashes

    def remember(self, chat: int, question: int, answer: int) -> None:
        """Remember that message `answer` answers message `question` of a chat."""
        self._database.change("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)",
                              self._key(chat, question), answer, time.time())

    def answer(self, chat: int, question: int) -> int | None:
        """Return the message that answered a message of a chat."""
        rows = self._database.rows("SELECT answer FROM replies WHERE question = ?", self._key(chat, question))
        return int(rows[0][0]) if rows else None

    def purge(self) -> None:
        """Forget what is older than a day and a half."""
        self._database.change("DELETE FROM replies WHERE at < ?", time.time() - _REMEMBERED)

    def _key(self, chat: int, question: int) -> str:
        return self._hash.seal(f"reply:{chat}:{question}")
