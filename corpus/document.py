"""The nouns of what was published: Document, Passage, Audience."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who a document is meant for."""

    PUBLIC = "public"
    PARTY = "party"
    STAFF = "staff"


class Kind(StrEnum):
    """What a passage is in its document."""

    BODY = "body"
    CAPTION = "caption"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around the text of an official document; "" and None for what is not there."""

    number: str = ""
    issuer: str = ""
    kind: str = ""
    place: str = ""
    dated: date | None = None
    signatory: str = ""
    recipients: tuple[str, ...] = ()
    of_party: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page, counted from 1, looks like: a JPEG."""

    page: int
    image: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document was read from: its own name, without a path, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One published report.

    `text` is the text as published, in Unicode NFC, otherwise untouched: every offset counts its characters.
    `source` says where it came from: a path, an address, a file sent by an admin. `pages` says where in the text each
    page begins, for a file that has pages; `pictures` shows those whose letters had to be recognised. `original` is the
    file itself: two documents that say the same are equal, whichever files they were read from.
    """

    id: str
    title: str
    issued: date | None
    audience: Audience
    text: str
    source: str = ""
    pages: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    original: Original | None = field(default=None, compare=False)

    def bare(self) -> "Document":
        """Return the document without its pictures and its file, which of thousands would fill the memory."""
        return replace(self, pictures=(), original=None)

    def page(self, at: int) -> int | None:
        """Return the page, counted from 1, that holds the character at a place; None without pages."""
        return bisect_right(self.pages, at) if self.pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be found and cited: `text == document.text[start:end]`.

    `ordinal` counts the passages of the document from 0; `paragraph` counts its lines that hold text from 1, the
    number a reader would count to. `heading` is the section that the passage stands under, "" without one. `page` is the
    page that it begins on, counted from 1, None without pages; `turns` says where in the document further pages begin.
    """

    ordinal: int
    paragraph: int
    start: int
    end: int
    kind: Kind
    text: str
    heading: str = ""
    page: int | None = None
    turns: tuple[int, ...] = ()

    def page_at(self, at: int) -> int | None:
        """Return the page of a place in the document; for one outside of the passage, the page that it begins on."""
        if self.page is None or not self.start <= at < self.end:
            return self.page
        return self.page + bisect_right(self.turns, at)


@dataclass(frozen=True, slots=True)
class Successor:
    """The document that has taken the place of another; without a name for those who may not read it."""

    document: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage together with what a citation needs to know of its document.

    `id` is never given to another passage, also after this one was removed. `happened` is the first and the last day
    that the passage tells of, None when it names none. `replaced` is true of a passage of a version that another one
    has replaced: no search finds it, but a citation of it still opens.
    """

    id: int
    passage: Passage
    document: str
    title: str
    issued: date | None
    audience: Audience
    happened: tuple[date, date] | None = None
    superseded_by: Successor | None = None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody finds a document as it was published: whether its file is kept, and the address that it came from."""

    file: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A document as a list shows it.

    `number` is the one that it gives itself, `superseded_by` an id, `pages` how many it has, 0 where it has none.
    """

    id: str
    title: str
    issued: date | None
    audience: Audience
    passages: int
    hidden: bool
    source: str
    number: str | None = None
    superseded_by: str | None = None
    letterhead: Letterhead = Letterhead()
    pages: int = 0
