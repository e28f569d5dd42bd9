"""Whether a document is already there: the same text, number, name, or nearly the same text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus import likeness
from corpus.differences import Difference, compare
from corpus.document import Audience, Document, Listing
from corpus.errors import UnknownDocument
from corpus.letterhead import letterhead
from corpus.store import SqliteStore

_LOOKED_AT = 5        # stored documents that share marks, read to see how alike they are
_RECENT = 2_000       # documents of one import that may not be stored yet
EVERYBODY = frozenset(Audience)


class Alike(StrEnum):
    """Why two documents may be one, surest first."""

    IDENTICAL = "identical"          # letter by letter, white space aside
    SAME_NAME = "same name"          # they would get the same id
    SAME_NUMBER = "same number"      # 12/BC-UBND of the same year
    SIMILAR = "similar"              # nearly the same text


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The document that another one is likely a version of, and what changed since."""

    alike: Alike
    original: Listing
    changed: Difference


class Resemblances:
    """Finds what a document resembles, among those stored and those that this import let through."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._recent: dict[str, Document] = {}
        self._bodies: dict[str, str] = {}
        self._numbers: defaultdict[str, set[str]] = defaultdict(set)
        self._marks: defaultdict[int, set[str]] = defaultdict(set)

    def find(self, document: Document) -> Resemblance | None:
        """Return the likely original, None when there is no document like this."""
        body = likeness.fingerprint(document.text)
        same = self._store.having("body", body) + [key for key in [self._bodies.get(body)] if key]
        if same:
            return self._resemblance(Alike.IDENTICAL, document.id if document.id in same else same[0], document)
        if self._is_taken(document.id):
            return self._resemblance(Alike.SAME_NAME, document.id, document)
        number, runs = letterhead(document.text).number, likeness.runs(document.text)
        if number:
            numbered = (key for key in [*self._store.having("number", number), *self._numbers[number]]
                        if _year(self._document(key)) == _year(document))
            if best := max(numbered, key=lambda key: self._likeness(key, runs), default=None):
                return self._resemblance(Alike.SAME_NUMBER, best, document)
        near = [(self._likeness(key, runs), key) for key in self._sharing(likeness.marks(runs))
                if not number or self._number(key) in ("", number)]
        if near and max(near)[0] >= likeness.ALIKE:
            return self._resemblance(Alike.SIMILAR, max(near)[1], document)
        return None

    def remember(self, document: Document) -> None:
        """Take note of a document that is about to be stored."""
        self._bodies[likeness.fingerprint(document.text)] = document.id
        if number := letterhead(document.text).number:
            self._numbers[number].add(document.id)
        for mark in likeness.marks(likeness.runs(document.text)):
            self._marks[mark].add(document.id)
        self._recent[document.id] = document.bare()
        if len(self._recent) > _RECENT:         # stored by now: the store knows it
            self._recent, self._bodies = {}, {}
            self._numbers.clear()
            self._marks.clear()

    def free_id(self, taken: str) -> str:
        """Return an id like this one that no document has: "bao-cao-2" beside "bao-cao"."""
        number = 2
        while self._is_taken(f"{taken}-{number}"):
            number += 1
        return f"{taken}-{number}"

    def _sharing(self, marks: Iterable[int]) -> Iterator[str]:
        marks = list(marks)
        least = min(likeness.SHARED, len(marks))
        found = self._store.sharing(marks, least, _LOOKED_AT)
        shared: defaultdict[str, int] = defaultdict(int)
        for mark in marks:
            for key in self._marks.get(mark, ()):
                shared[key] += 1
        fresh = sorted((key for key, count in shared.items() if count >= least), key=lambda key: (-shared[key], key))
        return iter(dict.fromkeys([*found, *fresh[:_LOOKED_AT]]))

    def _likeness(self, key: str, runs: likeness.Runs) -> float:
        return likeness.likeness(likeness.runs(self._document(key).text), runs)

    def _is_taken(self, key: str) -> bool:
        return key in self._recent or bool(self._listings(key))

    def _document(self, key: str) -> Document:
        return self._recent.get(key) or self._store.document(key)

    def _number(self, key: str) -> str:
        """Return the number that a document gives itself."""
        if key in self._recent:
            return letterhead(self._recent[key].text).number
        return next((listing.number or "" for listing in self._listings(key)), "")

    def _listings(self, key: str) -> list[Listing]:
        return self._store.listing(audiences=EVERYBODY, hidden=True, ids=[key]).listings

    def _resemblance(self, alike: Alike, key: str, document: Document) -> Resemblance:
        stored = self._listings(key)
        recent = self._recent.get(key)
        if recent is not None:
            stored = [Listing(key, recent.title, recent.issued, recent.audience, 0, hidden=False, source=recent.source)]
        if not stored:
            raise UnknownDocument(key)
        return Resemblance(alike, stored[0], compare(self._document(key).text, document.text))


def _year(document: Document) -> int | None:
    return document.issued.year if document.issued else None
