"""Questions without an answer, similar ones together, without who asked; each is answered by an admin in the end."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from bot.records.database import Database
from corpus.document import Audience
from retrieval.protocols import Vector

SCHEMA = """
CREATE TABLE IF NOT EXISTS topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    audience TEXT NOT NULL,
    vector BLOB NOT NULL,
    document TEXT
);
CREATE TABLE IF NOT EXISTS waiting (
    topic INTEGER NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    ticket TEXT NOT NULL,
    PRIMARY KEY (topic, ticket)
) WITHOUT ROWID;
"""
ALIKE = 0.8                        # cosine of the embeddings
_NUMBERS = re.compile(r"\d+")       # "năm 2024" and "năm 2025" are two questions


@dataclass(frozen=True, slots=True)
class Topic:
    """What several people asked: the first question's words, for whom an answer would be, how often it was asked."""

    id: int
    text: str
    audience: Audience
    asked: int


class Topics:
    """Gathers questions into topics, and remembers which were answered and who waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def gather(self, question: int, vector: Vector, audience: Audience) -> int:
        """Put a kept question into the topic that it is like, or a new one; return the topic's number."""
        [[text]] = self._database.rows("SELECT text FROM questions WHERE id = ?", question)
        vector = vector.astype(np.float32)
        found = None
        for topic, other, stored in self._database.rows(
                "SELECT id, text, vector FROM topics WHERE audience = ? AND document IS NULL", audience):
            if are_alike(text, vector, other, np.frombuffer(stored, np.float32)):
                found = topic
                break
        with self._database.transaction() as changes:
            if found is None:
                found = changes.execute("INSERT INTO topics (text, audience, vector) VALUES (?, ?, ?)",
                                        (text, audience, vector.tobytes())).lastrowid
            changes.execute("UPDATE questions SET topic = ? WHERE id = ?", (found, question))
        assert found is not None
        return int(found)

    def topic(self, number: int) -> Topic | None:
        """Return a topic that waits for an answer, None when it is answered or gone."""
        return next((topic for topic in self.open(limit=10**6) if topic.id == number), None)

    def open(self, *, limit: int) -> list[Topic]:
        """Return the topics that wait for an answer, the most asked first."""
        rows = self._database.rows(
            "SELECT t.id, t.text, t.audience, count(q.id) AS asked FROM topics t JOIN questions q ON q.topic = t.id "
            "WHERE t.document IS NULL GROUP BY t.id ORDER BY asked DESC, t.id DESC LIMIT ?", limit)
        return [Topic(number, text, Audience(audience), asked) for number, text, audience, asked in rows]

    def answered(self, number: int, document: str) -> list[str]:
        """Remember the document that answers a topic; return the tickets of those who wait, and forget them."""
        with self._database.transaction() as changes:
            changes.execute("UPDATE topics SET document = ? WHERE id = ?", (document, number))
            return [ticket for (ticket,) in changes.execute("DELETE FROM waiting WHERE topic = ? RETURNING ticket",
                                                            (number,)).fetchall()]

    def reopen(self, document: str) -> None:
        """Let a topic wait again, because its answer was taken back."""
        self._database.change("UPDATE topics SET document = NULL WHERE document = ?", document)

    def wait(self, number: int, ticket: str) -> None:
        """Let the holder of a ticket wait for the answer to a topic."""
        self._database.change("INSERT OR IGNORE INTO waiting VALUES (?, ?)", number, ticket)

    def awaited(self, tickets: Collection[str]) -> list[str]:
        """Return the questions that the holders of these tickets wait for."""
        return sorted({text for ticket in tickets for (text,) in self._database.rows(
            "SELECT t.text FROM topics t JOIN waiting w ON w.topic = t.id WHERE w.ticket = ?", ticket)})

    def leave(self, tickets: Collection[str]) -> None:
        """Let the holders of these tickets wait no more."""
        for ticket in tickets:
            self._database.change("DELETE FROM waiting WHERE ticket = ?", ticket)

    def purge(self) -> list[str]:
        """Forget topics of which no question is kept, and words of questions that are gone; return the tickets left."""
        with self._database.transaction() as changes:
            changes.execute("DELETE FROM topics WHERE id NOT IN (SELECT topic FROM questions WHERE topic IS NOT NULL)")
            changes.execute("UPDATE topics SET text = "
                            "(SELECT text FROM questions WHERE topic = topics.id ORDER BY id LIMIT 1)")
            changes.execute("DELETE FROM waiting WHERE topic NOT IN (SELECT id FROM topics)")
            return [ticket for (ticket,) in changes.execute("SELECT ticket FROM waiting").fetchall()]


def are_alike(text: str, vector: Vector, other: str, its_vector: Vector) -> bool:
    """Say whether two questions ask the same: they mean nearly the same, and the same numbers."""
    return numbers_of(text) == numbers_of(other) and bool(unit(vector) @ unit(its_vector) >= ALIKE)


def numbers_of(text: str) -> tuple[str, ...]:
    """Return the numbers that a question names, in order."""
    return tuple(_NUMBERS.findall(text))


def unit(vector: Vector) -> Vector:
    """Return a vector of length 1, or of zeros."""
    found: Vector = vector / (float(np.linalg.norm(vector)) or 1.0)
    return found
