"""The tables of the register of references: who names what, and what an admin confirmed.

Mentions are made from the passages and can be made again; what was confirmed is kept as it was given.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.document import Audience
from corpus.mentions import find_mentions

VERSION = "1"          # of what is read off passages; another one has all mentions read again
_COLUMNS = "canonical, kind, number, suffix, issuer, unit, year, partial, first_day, last_day, own"


class Status(StrEnum):
    """Whether a document is in force: only an admin knows."""

    IN_FORCE = "in force"
    AMENDED = "amended"
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one document names another; `days` are those between which the other was issued."""

    canonical: str
    kind: str | None
    number: int
    suffix: str
    issuer: str | None
    unit: str | None
    year: int | None
    partial: bool
    days: tuple[date, date] | None
    own: bool
    document: str
    issued: date | None
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an admin says of a document; None where nothing was said. `audience` is who may be told."""

    canonical: str
    issued: date | None
    subject: str | None
    issuer: str | None
    status: Status | None
    audience: Audience


def follow(db: sqlite3.Connection, changed: Iterable[tuple[int, int]]) -> None:
    """Read again what the documents of these runs of passages name; those that are gone took their mentions along."""
    documents: dict[str, str | None] = {}
    for first, last in changed:
        documents.update(db.execute("SELECT DISTINCT d.id, d.issued FROM passages p JOIN documents d ON d.id = p.document "
                                    "WHERE p.id BETWEEN ? AND ?", (first, last)))
    for document, issued in documents.items():
        db.execute("DELETE FROM mentions WHERE document = ?", (document,))
        _insert(db, document, _date(issued))


def tallies(db: sqlite3.Connection, audiences: Collection[Audience]) -> Iterator[Tally]:
    """Yield what the documents for these audiences name, hidden ones left out; the newest document first."""
    rows = db.execute(
        f"SELECT {', '.join(f'm.{name.strip()}' for name in _COLUMNS.split(','))}, d.id, d.issued, group_concat(m.passage) "
        "FROM mentions m JOIN documents d ON d.id = m.document "
        f"WHERE d.audience IN ({','.join('?' * len(audiences))}) AND NOT d.hidden "
        "GROUP BY m.canonical, m.first_day, m.last_day, m.own, d.id ORDER BY d.issued DESC, d.id", tuple(audiences))
    for (canonical, kind, number, suffix, issuer, unit, year, partial, first, last, own, document, issued,
         passages) in rows:
        yield Tally(canonical, kind, number, suffix, issuer, unit, year, bool(partial),
                    (date.fromisoformat(first), date.fromisoformat(last)) if first else None, bool(own), document,
                    _date(issued), tuple(sorted(set(map(int, passages.split(","))))))


def confirm(db: sqlite3.Connection, given: Confirmed) -> None:
    db.execute("INSERT OR REPLACE INTO confirmed (canonical, issued, subject, issuer, status, audience) "
               "VALUES (?, ?, ?, ?, ?, ?)",
               (given.canonical, given.issued.isoformat() if given.issued else "", given.subject, given.issuer,
                given.status, given.audience))


def withdraw(db: sqlite3.Connection, canonical: str, issued: date | None) -> bool:
    """Forget what was confirmed; say whether there was anything."""
    return bool(db.execute("DELETE FROM confirmed WHERE canonical = ? AND issued = ?",
                           (canonical, issued.isoformat() if issued else "")).rowcount)


def confirmed(db: sqlite3.Connection, audiences: Collection[Audience]) -> list[Confirmed]:
    """Return what admins confirmed and these audiences may be told."""
    rows = db.execute("SELECT canonical, issued, subject, issuer, status, audience FROM confirmed "
                      f"WHERE audience IN ({','.join('?' * len(audiences))}) ORDER BY canonical, issued", tuple(audiences))
    return [Confirmed(canonical, _date(issued), subject, issuer, Status(status) if status else None, Audience(audience))
            for canonical, issued, subject, issuer, status, audience in rows]


def _insert(db: sqlite3.Connection, document: str, issued: date | None) -> None:
    rows = db.execute("SELECT id, paragraph, text FROM passages WHERE document = ? ORDER BY ordinal", (document,)).fetchall()
    mentions = find_mentions([(paragraph, text) for _, paragraph, text in rows], issued)
    db.executemany(
        f"INSERT INTO mentions (passage, document, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((rows[m.passage][0], document, m.reference.canonical, m.reference.type, m.reference.number, m.reference.suffix,
          m.reference.issuer, m.reference.unit, m.reference.year, m.reference.partial,
          m.days and m.days[0].isoformat(), m.days and m.days[1].isoformat(), m.own) for m in mentions))


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
