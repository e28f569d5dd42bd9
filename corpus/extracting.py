"""Bytes become text, in this process. `corpus.parsing` has it done in another one, for whatever a stranger may have made."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from subprocess import TimeoutExpired
from zipfile import BadZipFile

from corpus.errors import CorpusError, Unreadable, UnreadableFile
from corpus.formats import bundle
from corpus.formats.content import Content
from corpus.formats.progress import tell
from corpus.formats.signature import kind_of

MAX_BYTES = 50 * 1024 * 1024
_MAX_TEXT = 5_000_000       # characters; a book has one million

_OFFICE, _PICTURE = "corpus.formats.office", "corpus.formats.picture"
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"})
ALBUM = ".cbz"              # pictures of the pages of one document
# suffix -> the module that reads it, imported when the first such file comes; what its first bytes may say
_FORMATS = {
    ".txt": ("corpus.formats.plain", ("",)),
    ".md": ("corpus.formats.markdown", ("",)),
    ".csv": ("corpus.formats.separated", ("",)),
    ".html": ("corpus.formats.html", ("", "html")),
    ".htm": ("corpus.formats.html", ("", "html")),
    ".docx": ("corpus.formats.docx", ("zip",)),
    ".xlsx": ("corpus.formats.spreadsheet", ("zip",)),
    ".odt": (_OFFICE, ("zip",)),
    ".doc": (_OFFICE, ("ole", "rtf")),       # Word saves either under this name
    ".rtf": (_OFFICE, ("rtf",)),
    ".pdf": ("corpus.formats.pdf", ("pdf", "")),     # a PDF may begin with something else
    ALBUM: ("corpus.formats.album", ("zip",)),
    **dict.fromkeys(PICTURES, (_PICTURE, ("picture",))),
}
BUNDLE = ".zip"
SUFFIXES = frozenset({*_FORMATS, BUNDLE})
_HARMLESS = frozenset({".txt", ".md", ".csv"})       # read by our own code alone, which needs no walls around it
_LITTLE = 1024 * 1024        # bytes; any code takes long over a text without end


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: what it holds or why it cannot be read; of one inside an archive its name and bytes, too."""

    name: str
    found: Content | CorpusError
    data: bytes = field(default=b"", repr=False)


def check(name: str, data: bytes) -> None:
    """Raise UnreadableFile for what needs no parser to be refused: its suffix, its size, its first bytes."""
    suffix = PurePath(name).suffix.lower()
    beginnings = ("zip",) if suffix == BUNDLE else _FORMATS.get(suffix, ("", ()))[1]
    if not beginnings:
        raise UnreadableFile(name, Unreadable.UNKNOWN_FORMAT)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    if not data or data.isspace():
        raise UnreadableFile(name, Unreadable.EMPTY)
    kind = kind_of(data)
    if kind == "encrypted":
        raise UnreadableFile(name, Unreadable.ENCRYPTED)
    if kind not in beginnings:
        raise UnreadableFile(name, Unreadable.WRONG_SUFFIX if kind else Unreadable.BROKEN)


def is_harmless(name: str, data: bytes) -> bool:
    """Whether a file may be read in any process: little text, and no library that could stumble over it."""
    return PurePath(name).suffix.lower() in _HARMLESS and len(data) <= _LITTLE


def extract_all(name: str, data: bytes) -> list[Part]:
    """Read a file, or every file of an archive. What is wrong with the whole is raised."""
    if PurePath(name).suffix.lower() != BUNDLE:
        return [Part("", extract(name, data))]
    check(name, data)
    try:
        found = bundle.members(name, data, wanted=frozenset(_FORMATS) - {ALBUM})
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(name, Unreadable.BROKEN) from error
    parts = []
    for at, (member, content) in enumerate(found, 1):
        try:
            parts.append(Part(member, extract(f"{name}/{member}", content), content))
        except CorpusError as error:
            parts.append(Part(member, error))
        tell(at, len(found))
    return parts


def extract(name: str, data: bytes) -> Content:
    """Hand one file to the module of its format, once its size and its first bytes allow it."""
    check(name, data)
    module, _ = _FORMATS[PurePath(name).suffix.lower()]
    reader: Callable[[str, bytes], Content] = importlib.import_module(module).extract
    try:
        content = reader(name, data)
    except CorpusError:
        raise
    except TimeoutExpired as error:  # of a program that was to help
        raise UnreadableFile(name, Unreadable.TOO_SLOW) from error
    except MemoryError as error:
        raise UnreadableFile(name, Unreadable.TOO_HEAVY) from error
    except Exception as error:       # a broken file breaks each library in ways of its own, RecursionError included
        raise UnreadableFile(name, Unreadable.BROKEN) from error
    if len(content.text) > _MAX_TEXT:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return content
