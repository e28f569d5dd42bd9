"""Who holds which role, since when and by whom: a grant counts at once, a revocation too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.people import Role
from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS members (
    person INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    since TEXT NOT NULL,
    granted_by INTEGER NOT NULL,
    PRIMARY KEY (person, role)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A role that somebody holds; `name` is what Telegram called the person then."""

    person: int
    role: Role
    name: str
    since: datetime


class Members:
    """The roles of everybody. `first` are admins by the settings: nobody grants or revokes that."""

    def __init__(self, database: Database, first: Collection[int]) -> None:
        self._database = database
        self._first = frozenset(first)

    def roles(self, person: int) -> frozenset[Role]:
        """Return what a person is now."""
        held = {Role(role) for (role,) in self._database.rows("SELECT role FROM members WHERE person = ?", person)}
        return frozenset(held | {Role.RESIDENT} | ({Role.ADMIN} if person in self._first else set()))

    def admins(self) -> list[int]:
        """Return everybody who is an admin now."""
        granted = self._database.rows("SELECT person FROM members WHERE role = ?", Role.ADMIN)
        return sorted(self._first | {person for (person,) in granted})

    def all(self) -> list[Member]:
        """Return every role that was granted, newest first."""
        rows = self._database.rows("SELECT person, role, name, since FROM members ORDER BY since DESC, person, role")
        return [Member(person, Role(role), name, datetime.fromisoformat(since)) for person, role, name, since in rows]

    def grant(self, person: int, role: Role, name: str, *, by: int, now: datetime) -> None:
        """Let a person hold a role; nothing changes when it is held already."""
        self._database.change("INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, ?)",
                              person, role, name, now.isoformat(), by)

    def revoke(self, person: int, role: Role) -> bool:
        """Take a role away, and with that of an admin the invitations made with it; say whether it was held."""
        with self._database.transaction() as changes:
            if role is Role.ADMIN:
                changes.execute("DELETE FROM invitations WHERE made_by = ?", (person,))
            return changes.execute("DELETE FROM members WHERE person = ? AND role = ?", (person, role)).rowcount > 0
