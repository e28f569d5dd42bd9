"""One-time invitations: a link that gives one person one role, within 48 hours."""

import hashlib
import secrets
from datetime import datetime, timedelta

from bot.people import Role
from bot.records.database import Database
from bot.records.members import Members

LASTS = timedelta(hours=48)
SCHEMA = """
CREATE TABLE IF NOT EXISTS invitations (
    digest TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    made_by INTEGER NOT NULL,
    expires TEXT NOT NULL
) WITHOUT ROWID;
"""


class Invitations:
    """Makes and takes invitations. The file holds a digest of each, so that nobody can use one by reading the file."""

    def __init__(self, database: Database, members: Members) -> None:
        self._database = database
        self._members = members

    def make(self, role: Role, *, by: int, now: datetime) -> str:
        """Return the secret word of a new invitation, fit for a link."""
        word = secrets.token_urlsafe(24)
        self._database.change("DELETE FROM invitations WHERE expires <= ?", now.isoformat())
        self._database.change("INSERT INTO invitations VALUES (?, ?, ?, ?)",
                              _digest(word), role, by, (now + LASTS).isoformat())
        return word

    def take(self, word: str, person: int, name: str, *, now: datetime) -> Role | None:
        """Give the person the role of an invitation, and use it up.

        None when it is unknown, used or too old, or when who made it is no admin any more.
        """
        with self._database.transaction() as changes:
            row = changes.execute("DELETE FROM invitations WHERE digest = ? RETURNING role, made_by, expires",
                                  (_digest(word),)).fetchone()
        if row is None:
            return None
        role, by, expires = row
        if expires <= now.isoformat() or Role.ADMIN not in self._members.roles(by):
            return None
        self._members.grant(person, Role(role), name, by=by, now=now)
        return Role(role)

    def open(self, *, now: datetime) -> int:
        """Return how many could be taken now."""
        [[count]] = self._database.rows("SELECT count(*) FROM invitations WHERE expires > ?", now.isoformat())
        return int(count)

    def withdraw(self) -> int:
        """Make every open invitation worthless; return how many there were."""
        return self._database.change("DELETE FROM invitations")


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
