"""Who wants to be told of something: a random ticket stands for the person, so that no id lies beside a question."""

import secrets
from collections.abc import Callable, Collection

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    ticket TEXT PRIMARY KEY,
    person INTEGER NOT NULL
) WITHOUT ROWID;
"""


class Tickets:
    """A ticket for each wish; only here can it be turned into a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, person: int, use: Callable[[str], object]) -> None:
        """Give a person a new ticket, which is used first: clearing up never meets one that nothing uses yet."""
        ticket = secrets.token_hex(16)
        use(ticket)
        self._database.change("INSERT INTO tickets VALUES (?, ?)", ticket, person)

    def of(self, person: int) -> list[str]:
        """Return a person's tickets."""
        return [ticket for (ticket,) in self._database.rows("SELECT ticket FROM tickets WHERE person = ?", person)]

    def holders(self) -> dict[str, int]:
        """Return who holds each ticket."""
        return dict(self._database.rows("SELECT ticket, person FROM tickets"))

    def redeem(self, tickets: Collection[str]) -> set[int]:
        """Return whose tickets these are, and forget them."""
        with self._database.transaction() as changes:
            rows = [changes.execute("DELETE FROM tickets WHERE ticket = ? RETURNING person", (ticket,)).fetchone()
                    for ticket in tickets]
        return {row[0] for row in rows if row is not None}

    def drop(self, person: int) -> list[str]:
        """Forget a person's tickets and return them."""
        tickets = self.of(person)
        self._database.change("DELETE FROM tickets WHERE person = ?", person)
        return tickets

    def keep_only(self, used: Callable[[], Collection[str]]) -> None:
        """Forget every ticket that is not used; one that is given meanwhile stays."""
        known = {ticket for (ticket,) in self._database.rows("SELECT ticket FROM tickets")}
        self.redeem(known.difference(used()))
