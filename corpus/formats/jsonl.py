"""Documents as lines of JSON: {"id", "title", "issued", "audience", "text"}."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from corpus.document import Audience, Document
from corpus.errors import InvalidValue, Unreadable, UnreadableFile
from corpus.formats import publication
from corpus.formats.characters import has_words, storable
from corpus.formats.headline import headline
from corpus.formats.identity import is_id
from corpus.guard import stamp

_SHOWN = 100      # characters of a wrong value that an error carries


def documents(name: str, data: bytes, *, audience: Audience, issued: date | None) -> list[Document]:
    """Read every line, or none: a bad line raises with its number."""
    found: dict[str, Document] = {}
    for line, record in _records(name, data):
        document = _Record(name, line, record).document(audience, issued)
        if document.id in found:
            raise InvalidValue("id", document.id, name, line)
        found[document.id] = document
    if not found:
        raise UnreadableFile(name, Unreadable.EMPTY)
    return list(found.values())


def _records(name: str, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not text.strip():
            continue
        try:
            record = json.loads(text.decode())
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(name, Unreadable.BROKEN, line) from error
        if not isinstance(record, dict):
            raise UnreadableFile(name, Unreadable.BROKEN, line)
        yield line, record


class _Record:
    """One line, checked field by field."""

    def __init__(self, name: str, line: int, values: dict[str, Any]) -> None:
        self._name, self._line, self._values = name, line, values

    def document(self, audience: Audience, issued: date | None) -> Document:
        """Return the document of this line; what it does not say comes from the arguments."""
        text = self._text()
        return Document(
            id=self._id(),
            title=self._title() or headline(text),
            issued=self._issued() or issued,
            audience=self._audience() or audience,
            text=text,
            source=self._name,
        )

    def _text(self) -> str:
        text = self._values.get("text")
        if not isinstance(text, str):
            raise UnreadableFile(self._name, Unreadable.BROKEN, self._line)
        text = storable(text)
        if not has_words(text):
            raise UnreadableFile(self._name, Unreadable.EMPTY, self._line)
        if stamp(text):
            raise UnreadableFile(self._name, Unreadable.SECRET, self._line)
        return text

    def _id(self) -> str:
        value = self._values.get("id")
        identifier = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(identifier, str) or not is_id(identifier):
            raise self._invalid("id", value)
        return identifier

    def _title(self) -> str:
        value = self._values.get("title") or ""
        if not isinstance(value, str):
            raise self._invalid("title", value)
        return " ".join(storable(value).split())

    def _issued(self) -> date | None:
        value = self._values.get("issued")
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise self._invalid("issued", value)
        return publication.parse(value, self._name, self._line)

    def _audience(self) -> Audience | None:
        value = self._values.get("audience")
        if value is None:
            return None
        try:
            return Audience(value)
        except ValueError as error:
            raise self._invalid("audience", value) from error

    def _invalid(self, field: str, value: object) -> InvalidValue:
        return InvalidValue(field, storable(str(value))[:_SHOWN], self._name, self._line)
