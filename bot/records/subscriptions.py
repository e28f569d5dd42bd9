"""Topics that people want to hear of, and which documents are news: by ticket, so that no id lies beside a topic."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.records.database import Database
from corpus.document import Audience

SCHEMA = """
CREATE TABLE IF NOT EXISTS subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket TEXT NOT NULL UNIQUE,
    topic TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS news (
    ticket TEXT NOT NULL,
    document TEXT NOT NULL,
    passage INTEGER NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (ticket, document)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (
    document TEXT NOT NULL,
    audience TEXT NOT NULL,
    PRIMARY KEY (document, audience)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS followed (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    generation INTEGER NOT NULL
);
"""

Seen = tuple[str, Audience]         # a document, and for whom it was when it was seen


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic in the words of who follows it."""

    id: int
    ticket: str
    topic: str


@dataclass(frozen=True, slots=True)
class News:
    """A document that fits a topic, and the passage of it that fits best."""

    ticket: str
    topic: str
    document: str
    passage: int


class Subscriptions:
    """Keeps topics, and each document that fits one until it was told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, ticket: str, topic: str) -> None:
        """Let the holder of a ticket follow a topic."""
        self._database.change("INSERT INTO subscriptions (ticket, topic) VALUES (?, ?)", ticket, topic)

    def of(self, tickets: Collection[str]) -> list[Subscription]:
        """Return what the holders of these tickets follow, oldest first."""
        return [one for one in self.all() if one.ticket in tickets]

    def all(self) -> list[Subscription]:
        """Return every subscription, oldest first."""
        return [Subscription(*row) for row in self._database.rows("SELECT id, ticket, topic FROM subscriptions ORDER BY id")]

    def end(self, tickets: Iterable[str]) -> None:
        """Forget the topics of these tickets, and what was told of them."""
        with self._database.transaction() as changes:
            for ticket in tickets:
                changes.execute("DELETE FROM subscriptions WHERE ticket = ?", (ticket,))
                changes.execute("DELETE FROM news WHERE ticket = ?", (ticket,))

    # ------------------------------------------------------------------------------------------------------------ news

    def followed(self) -> int | None:
        """Return the generation of the documents up to which news was looked for, None before the first look."""
        rows = self._database.rows("SELECT generation FROM followed")
        return int(rows[0][0]) if rows else None

    def unknown(self, documents: Collection[Seen]) -> list[Seen]:
        """Return those of these documents that were never seen, or not as one for this audience."""
        known = set(self._database.rows("SELECT document, audience FROM known"))
        return [one for one in documents if one not in known]

    def learn(self, generation: int, documents: Iterable[Seen], news: Iterable[News]) -> None:
        """Take down that these documents were seen, and which of them are news to whom: all of it, or nothing."""
        with self._database.transaction() as changes:
            changes.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", documents)
            changes.executemany("INSERT OR IGNORE INTO news (ticket, document, passage) VALUES (?, ?, ?)",
                                ((one.ticket, one.document, one.passage) for one in news))
            changes.execute("INSERT OR REPLACE INTO followed VALUES (1, ?)", (generation,))

    def untold(self) -> list[News]:
        """Return the news that nobody was told yet."""
        return [News(*row) for row in self._database.rows(
            "SELECT n.ticket, s.topic, n.document, n.passage FROM news n JOIN subscriptions s ON s.ticket = n.ticket "
            "WHERE NOT n.told ORDER BY s.id, n.document")]

    def told(self, tickets: Collection[str]) -> set[str]:
        """Return the documents that the holders of these tickets were told of."""
        return {document for ticket in tickets for (document,) in self._database.rows(
            "SELECT document FROM news WHERE ticket = ? AND told", ticket)}

    def set_told(self, news: Iterable[News], told: bool) -> None:
        """Remember whether these were told."""
        with self._database.transaction() as changes:
            changes.executemany("UPDATE news SET told = ? WHERE ticket = ? AND document = ?",
                                ((told, one.ticket, one.document) for one in news))
