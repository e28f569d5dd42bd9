"""What admins sent and was not read yet: on disk, so that a restart loses none of it."""

from dataclasses import astuple, dataclass
from enum import StrEnum

from bot.records.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS arrivals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL,
    message INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    words TEXT NOT NULL,
    album TEXT NOT NULL,
    at REAL NOT NULL,
    status INTEGER NOT NULL,
    UNIQUE (person, message, place)
);
"""
_COLUMNS = "person, message, kind, place, name, size, words, album, at, status, number"


class Kind(StrEnum):
    """How something came."""

    FILE = "file"
    PHOTO = "photo"         # made smaller by Telegram, and without a name
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file, photo or address: who sent it in which message, where its bytes are, and the words beside it.

    `place` is an id of Telegram, or the address; `album` is what several messages that were sent as one have in common;
    `at` is when it came, in seconds since 1970; `status` is the message that says how far its reading is, 0 for none.
    """

    person: int
    message: int
    kind: Kind
    place: str
    name: str = ""
    size: int = 0
    words: str = ""
    album: str = ""
    at: float = 0.0
    status: int = 0
    number: int = 0


class Arrivals:
    """Keeps each until it was read, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, arrival: Arrival) -> None:
        """Keep an arrival; one that is kept already is passed over."""
        *values, _ = astuple(arrival)
        self._database.change(f"INSERT OR IGNORE INTO arrivals ({_COLUMNS}) VALUES ({'?, ' * 10}NULL)", *values)

    def of(self, person: int) -> list[Arrival]:
        """Return what a person sent and was not read yet, oldest first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM arrivals WHERE person = ? ORDER BY number", person)
        return [Arrival(row[0], row[1], Kind(row[2]), *row[3:]) for row in rows]

    def people(self) -> list[int]:
        """Return everybody who waits for something to be read."""
        return [person for (person,) in self._database.rows("SELECT DISTINCT person FROM arrivals")]

    def share_words(self, person: int, album: str) -> None:
        """Let the words under one message of an album count for those that have none."""
        self._database.change(
            "UPDATE arrivals SET words = coalesce((SELECT words FROM arrivals WHERE person = ?1 AND album = ?2 "
            "AND words != '' ORDER BY number LIMIT 1), '') WHERE person = ?1 AND album = ?2 AND words = ''", person, album)

    def set_status(self, number: int, status: int) -> None:
        """Remember which message says how far the reading is."""
        self._database.change("UPDATE arrivals SET status = ? WHERE number = ?", status, number)

    def drop(self, number: int) -> None:
        """Forget an arrival: it was read, or cannot be."""
        self._database.change("DELETE FROM arrivals WHERE number = ?", number)

    def forget(self, person: int) -> None:
        """Forget all that a person sent."""
        self._database.change("DELETE FROM arrivals WHERE person = ?", person)
