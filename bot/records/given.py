"""The quotes of the answers given today: where each stands, and a digest of its words, so that it can be checked again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.records.database import Database
from retrieval.question import Citation

SCHEMA = """
CREATE TABLE IF NOT EXISTS given (
    day TEXT NOT NULL,
    passage INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (passage, start, "end", digest)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that somebody was shown: characters `start` to `end` of the document that the passage belongs to."""

    passage: int
    start: int
    end: int
    digest: str


def digest(quote: str) -> str:
    return hashlib.sha256(quote.encode()).hexdigest()


class Given:
    """Keeps the quotes of one day; nobody can tell from them who asked what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, citations: Iterable[Citation], *, today: date) -> None:
        """Keep the quotes of an answer, and forget those of other days."""
        rows = [(today.isoformat(), c.passage, c.start, c.end, digest(c.quote)) for c in citations]
        if not rows:
            return
        with self._database.transaction() as changes:
            changes.execute("DELETE FROM given WHERE day <> ?", (today.isoformat(),))
            changes.executemany("INSERT OR IGNORE INTO given VALUES (?, ?, ?, ?, ?)", rows)

    def of(self, day: date) -> list[Quoted]:
        """Return the quotes given on a day."""
        rows = self._database.rows('SELECT passage, start, "end", digest FROM given WHERE day = ?', day.isoformat())
        return [Quoted(*row) for row in rows]
