"""Documents that were read and wait for the yes of the admin who sent them: on disk, for a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cattrs.preconf.json import make_converter

from bot.records.database import Database
from corpus.document import Original
from corpus.reading import Reading
from corpus.resemblance import Resemblance

LASTS = timedelta(days=1)
SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL,
    message INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    draft TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS draft_files (
    draft INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    data BLOB NOT NULL
);
CREATE TRIGGER IF NOT EXISTS draft_files_go_with_drafts AFTER DELETE ON drafts BEGIN
    DELETE FROM draft_files WHERE draft = old.number;
END;
"""
_JSON = make_converter()


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is stored, and what its card needs.

    `proposed` says that nobody has named its audience yet; `doubts` are sentences about the words beside the file;
    `photo` says that Telegram made its pictures smaller; `resemblance` is the stored document that it may be a version
    of. `placed` says that it has got its yes, and its final id. `message` is its card, `arrival` what it was read from.
    Its file is kept apart, and fetched when it is stored: a card must not wait for it at every press.
    """

    person: int
    reading: Reading
    resemblance: Resemblance | None = None
    proposed: bool = True
    doubts: tuple[str, ...] = ()
    photo: bool = False
    placed: bool = False
    message: int = 0
    arrival: int = 0
    number: int = 0


class Drafts:
    """Keeps drafts, each for the person who sent it alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: Draft, *, now: datetime) -> Draft:
        """Keep a new draft; return it with its number."""
        self.expire(now=now)
        with self._database.transaction() as changes:
            number = changes.execute(
                "INSERT INTO drafts (person, message, arrival, draft, made) VALUES (?, ?, ?, ?, ?)",
                (draft.person, draft.message, draft.arrival, _packed(draft), now.isoformat())).lastrowid
            if (original := draft.reading.document.original) is not None:
                changes.execute("INSERT INTO draft_files (draft, name, data) VALUES (?, ?, ?)",
                                (number, original.name, original.data))
        return replace(draft, number=number or 0)

    def of(self, person: int, number: int, *, now: datetime) -> Draft | None:
        """Return a draft of this person; None when it is gone, too old, or somebody else's."""
        return _first(self._found("person = ? AND number = ?", person, number, now=now))

    def under(self, person: int, message: int, *, now: datetime) -> Draft | None:
        """Return the draft whose card a message is."""
        return _first(self._found("person = ? AND message = ?", person, message, now=now))

    def original(self, number: int) -> Original | None:
        """Return the file that a draft was read from; None when none is kept."""
        return next((Original(name, data) for name, data in self._database.rows(
            "SELECT name, data FROM draft_files WHERE draft = ?", number)), None)

    def is_card(self, person: int, message: int, *, now: datetime) -> bool:
        """Say whether a message is the card of a draft, without opening the draft."""
        return bool(self._database.rows("SELECT 1 FROM drafts WHERE person = ? AND message = ? AND made > ?",
                                        person, message, (now - LASTS).isoformat()))

    def undated(self, person: int, *, now: datetime) -> Draft | None:
        """Return the person's oldest draft that lacks its date."""
        return _first(draft for draft in self._found("person = ?", person, now=now)
                      if draft.reading.document.issued is None)

    def keep(self, draft: Draft) -> None:
        """Keep a draft as it is now, unless it is gone; which message is its card stays."""
        self._database.change("UPDATE drafts SET draft = ? WHERE number = ?", _packed(draft), draft.number)

    def set_card(self, number: int, message: int) -> None:
        """Remember which message is the card of a draft."""
        self._database.change("UPDATE drafts SET message = ? WHERE number = ?", message, number)

    def drop(self, number: int) -> bool:
        """Forget a draft, its text too; say whether it was there."""
        return self._dropped("number = ?", number)

    def read_from(self, arrival: int, *, now: datetime) -> list[Draft]:
        """Return what was made of an arrival, oldest first."""
        return list(self._found("arrival = ?", arrival, now=now))

    def drop_read_from(self, arrival: int) -> None:
        """Forget what an interrupted reading made of an arrival."""
        self._dropped("arrival = ?", arrival)

    def forget(self, person: int) -> None:
        """Forget all drafts of a person."""
        self._dropped("person = ?", person)

    def expire(self, *, now: datetime) -> None:
        """Forget drafts that waited for a day."""
        self._dropped("made <= ?", (now - LASTS).isoformat())

    def _found(self, where: str, *values: object, now: datetime) -> Iterable[Draft]:
        rows = self._database.rows(f"SELECT number, message, draft FROM drafts WHERE {where} AND made > ? ORDER BY number",
                                   *values, (now - LASTS).isoformat())
        return (replace(_JSON.loads(packed, Draft), number=number, message=message) for number, message, packed in rows)

    def _dropped(self, where: str, *values: object) -> bool:
        if not self._database.change(f"DELETE FROM drafts WHERE {where}", *values):
            return False
        self._database.empty_log()
        return True


def _packed(draft: Draft) -> str:
    document = replace(draft.reading.document, original=None)
    return _JSON.dumps(replace(draft, reading=replace(draft.reading, document=document)), ensure_ascii=False)


def _first(drafts: Iterable[Draft]) -> Draft | None:
    return next(iter(drafts), None)
