"""Updates that Telegram handed over: each is on disk until it was answered, and its number for two days longer."""

import hashlib
import time

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    body TEXT,
    at REAL NOT NULL
);
"""
_REMEMBERED = 2 * 86_400.0      # seconds; Telegram keeps an update for one day


class Updates:
    """Takes every update once, also across a restart. The body is erased as soon as it was answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, update: int, body: str) -> bool:
        """Keep an update; False when it was taken before."""
        return self._database.change("INSERT OR IGNORE INTO updates (key, body, at) VALUES (?, ?, ?)",
                                     _key(update, body), body, time.time()) > 0

    def settle(self, update: int, body: str) -> None:
        """Erase the body: the update was answered, or is being answered this moment."""
        self._database.change("UPDATE updates SET body = NULL WHERE key = ? AND body IS NOT NULL", _key(update, body))

    def unsettle(self, update: int, body: str) -> None:
        """Keep the body after all: the answer has not arrived."""
        self._database.change("UPDATE updates SET body = ? WHERE key = ?", body, _key(update, body))

    def unsettled(self) -> list[str]:
        """Return the bodies of updates that were not answered, oldest first; forget numbers of long ago."""
        self._database.change("DELETE FROM updates WHERE body IS NULL AND at < ?", time.time() - _REMEMBERED)
        return [body for (body,) in self._database.rows("SELECT body FROM updates WHERE body IS NOT NULL ORDER BY number")]


def _key(update: int, body: str) -> str:
    # Telegram counts anew after a quiet week, and for another bot: a number alone may come again with other contents.
    return f"{update}:{hashlib.blake2b(body.encode(), digest_size=8).hexdigest()}"
