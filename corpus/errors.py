"""What can go wrong with documents. Errors carry data; the sentences for people are in `bot/messages.py`.

CorpusError
├── UnreadableFile      a file that cannot become a document (reason: an Unreadable)
├── UnreachableAddress  a web page that cannot be fetched (reason: an Unreachable)
├── MissingDate         a document without a publication date, which must then be given
├── InvalidValue        a date, audience, title or id that cannot be meant
├── UnknownDocument     an id that no document has
├── ChangedMeanwhile    a document that somebody else changed in the same moment
├── NothingToUndo       no change that could be undone, or not this one
├── UnusableFolder      a data folder that cannot be created, read or written
├── ForeignData         a data folder that another version of the program made
├── UnusableBackup      a file that nothing can be restored from
└── UnwritableBackup    a place where no backup can be written
"""

from enum import StrEnum
from pathlib import Path


class CorpusError(Exception):
    """Anything wrong with documents that a person can do something about."""


class Unreadable(StrEnum):
    """Why a file cannot become a document."""

    MISSING = "missing"
    UNKNOWN_FORMAT = "unknown format"
    EMPTY = "empty"
    NO_TEXT = "no text"             # there are pages, but no letters that could be recognised
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too large"
    TOO_MANY = "too many"           # pages, or files in an archive
    TOO_SLOW = "too slow"           # the time for reading ran out
    TOO_HEAVY = "too heavy"         # reading needs more memory than it may have
    BROKEN = "broken"
    WRONG_SUFFIX = "wrong suffix"   # what is inside is not what the name says
    SWELLS = "swells"               # small, and unpacks to far more than any report: a bomb
    NESTED = "nested"               # an archive in an archive
    UNSAFE_PATH = "unsafe path"     # an archive with names that lead out of it
    MACROS = "macros"
    FORBIDDEN = "forbidden"         # the file exists, but may not be read
    SECRET = "secret"               # stamped as a state secret
    NEEDS_OCR = "needs ocr"         # a program is missing that recognises letters in pictures
    NEEDS_OFFICE = "needs office"   # a program is missing that opens .doc, .odt, .rtf


class UnreadableFile(CorpusError):
    """A file that cannot become a document; `line` says where in a .jsonl file (from 1), 0 elsewhere."""

    def __init__(self, name: str, reason: Unreadable, line: int = 0) -> None:
        super().__init__(f"{name}: {reason}" + (f" (line {line})" if line else ""))
        self.name = name
        self.reason = reason
        self.line = line


class Unreachable(StrEnum):
    """Why a web page cannot be fetched."""

    NO_ADDRESS = "no address"       # not http or https, or not an address at all
    PRIVATE = "private"             # on this machine or in its network
    NOT_LISTED = "not listed"       # not of the domains that may be fetched from
    NOT_FOUND = "not found"
    NO_ANSWER = "no answer"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"


class UnreachableAddress(CorpusError):
    """A web page that cannot be fetched."""

    def __init__(self, address: str, reason: Unreachable) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class MissingDate(CorpusError):
    """No publication date was found in a file, and none was given."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no publication date")
        self.name = name


class InvalidValue(CorpusError):
    """A value that cannot be meant: `field` is "issued", "audience", "title", "id" or "superseded_by"."""

    def __init__(self, field: str, value: str, name: str = "", line: int = 0) -> None:
        super().__init__(f"{field}: {value!r}")
        self.field = field
        self.value = value
        self.name = name
        self.line = line


class UnknownDocument(CorpusError):
    """No document has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"{document_id}: no such document")
        self.document_id = document_id


class ChangedMeanwhile(CorpusError):
    """Somebody else changed a document in the same moment; trying again helps. `passage` is one of it."""

    def __init__(self, passage: int) -> None:
        super().__init__(f"passage {passage}: changed meanwhile")
        self.passage = passage


class NothingToUndo(CorpusError):
    """No change can be undone: there is none of the last day, or something later was built on it."""

    def __init__(self) -> None:
        super().__init__("nothing to undo")


class UnusableFolder(CorpusError):
    """A data folder that cannot be created, read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not usable")
        self.path = path


class ForeignData(CorpusError):
    """A data folder that another version of the program made, newer than this one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: made by another version")
        self.path = path


class UnusableBackup(CorpusError):
    """A file that nothing can be restored from: not there, damaged, or something else than a backup."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not a backup")
        self.path = path


class UnwritableBackup(CorpusError):
    """A place where no backup can be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: cannot be written")
        self.path = path
