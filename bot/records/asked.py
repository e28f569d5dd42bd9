"""What was asked: for some days, with personal numbers masked, and with no more than a salted hash of who agreed to it."""

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.masking import mask
from bot.records.database import Database

NOTICE = 1              # version of messages.privacy_notice; a new one is agreed to anew
_COUNTED = 5_000
SCHEMA = """
CREATE TABLE IF NOT EXISTS questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    person TEXT,
    text TEXT NOT NULL,
    outcome TEXT NOT NULL,
    took_ms REAL NOT NULL,
    topic INTEGER,
    verdict TEXT
);
CREATE INDEX IF NOT EXISTS questions_by_person ON questions (person);
CREATE INDEX IF NOT EXISTS questions_by_day ON questions (day);
CREATE INDEX IF NOT EXISTS questions_by_topic ON questions (topic);
CREATE TABLE IF NOT EXISTS agreements (
    person TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    day TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as it is kept."""

    day: date
    text: str
    outcome: str
    verdict: str | None


class Hashes:
    """Turns a Telegram id into a hash that means nothing without the key, which lies in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key = b""

    def __call__(self, person: int) -> str:
        self._key = self._key or self._load()
        return hashlib.blake2b(str(person).encode(), key=self._key, digest_size=16).hexdigest()

    def seal(self, words: str) -> str:
        """Return 16 digits that only this assistant can make from the words."""
        self._key = self._key or self._load()
        return hashlib.blake2b(words.encode(), key=self._key, digest_size=8, person=b"seal").hexdigest()

    def _load(self) -> bytes:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self._path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(key := secrets.token_bytes(32))
        return key


class Asked:
    """Questions and agreements. A question is tied to a hash only while its asker agrees to that."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self._database = database
        self._hash = hashes

    def keep(self, text: str, *, person: int | None, outcome: str, took_ms: float, today: date) -> int:
        """Keep a question, masked; return its number. `person`: who asked, None where nobody may know (a group)."""
        whose = self._hash(person) if person is not None and self.agreed(person) == NOTICE else None
        with self._database.transaction() as changes:
            row = changes.execute("INSERT INTO questions (day, person, text, outcome, took_ms) VALUES (?, ?, ?, ?, ?)",
                                  (today.isoformat(), whose, mask(text), outcome, took_ms))
            assert row.lastrowid is not None
            return row.lastrowid

    def text(self, number: int) -> str | None:
        """Return a question as it is kept, None when it is gone."""
        rows = self._database.rows("SELECT text FROM questions WHERE id = ?", number)
        return rows[0][0] if rows else None

    def seal(self, verb: str, number: int, chat: int) -> str:
        """Return what proves that a button was made here, for this chat."""
        return self._hash.seal(f"{verb}:{number}:{chat}")

    def judge(self, number: int, verdict: str) -> None:
        """Remember what the asker thought of the answer."""
        self._database.change("UPDATE questions SET verdict = ? WHERE id = ?", verdict, number)

    def agree(self, person: int, *, today: date) -> None:
        """Remember that a person agrees to the privacy notice as it is now."""
        self._database.change("INSERT OR REPLACE INTO agreements VALUES (?, ?, ?)",
                              self._hash(person), NOTICE, today.isoformat())

    def agreed(self, person: int) -> int:
        """Return the version of the notice that a person agreed to, 0 for none."""
        rows = self._database.rows("SELECT version FROM agreements WHERE person = ?", self._hash(person))
        return int(rows[0][0]) if rows else 0

    def of(self, person: int) -> list[Kept]:
        """Return all that is kept of a person, oldest first."""
        rows = self._database.rows("SELECT day, text, outcome, verdict FROM questions WHERE person = ? ORDER BY id",
                                   self._hash(person))
        return [Kept(date.fromisoformat(day), *rest) for day, *rest in rows]

    def forget(self, person: int) -> int:
        """Delete all that is kept of a person, the agreement too; return how many questions that were."""
        whose = self._hash(person)
        with self._database.transaction() as changes:
            count = changes.execute("DELETE FROM questions WHERE person = ?", (whose,)).rowcount
            changes.execute("DELETE FROM agreements WHERE person = ?", (whose,))
        return count

    def purge(self, days: int, *, today: date) -> int:
        """Delete what was asked more than `days` days ago; return how many questions that were."""
        return self._database.change("DELETE FROM questions WHERE day < ?", (today - timedelta(days)).isoformat())

    def since(self, first: date) -> list[str]:
        """Return what was asked from a day on, newest first, at most some thousands."""
        return [text for (text,) in self._database.rows("SELECT text FROM questions WHERE day >= ? ORDER BY id DESC LIMIT ?",
                                                        first.isoformat(), _COUNTED)]

    def daily(self) -> Sequence[tuple[date, str, int, float]]:
        """Return (day, outcome, questions, milliseconds in all) over all that is kept."""
        rows = self._database.rows("SELECT day, outcome, count(*), sum(took_ms) FROM questions GROUP BY day, outcome "
                                   "ORDER BY day")
        return [(date.fromisoformat(day), outcome, count, took) for day, outcome, count, took in rows]
