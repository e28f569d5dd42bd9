"""The file that a document was read from: kept beside it letter by letter, and put aside and brought back with it."""

import re
import sqlite3
import zlib

from corpus.document import Document, Original
from corpus.formats.characters import storable

MAX_BYTES = 20 * 1024 * 1024      # of a file that is kept
_MAX_NAME = 100                   # characters, which are at most 300 bytes
_FAST = 1                         # of zlib: most formats are packed already, and an import must not wait
_WORTH = 0.9                      # of its size, at most, that a file must pack to


def original(name: str, data: bytes) -> Original | None:
    """Return a file under its own name, without the folders before it; None for one that is too large to be kept."""
    return Original(file_name(name), data) if 0 < len(data) <= MAX_BYTES else None


def file_name(path: str) -> str:
    """Return the last part of a path as any system can store it; what is too long loses its middle, not its suffix.

    Example: file_name("van ban/Báo cáo: quý I.docx") is "Báo cáo_ quý I.docx".
    """
    name = "".join(letter if letter.isprintable() else " " for letter in storable(re.split(r"[/\\]", path)[-1]))
    name = re.sub(r'[<>:"|?*]', "_", " ".join(name.split())).strip(". ")
    name = re.sub(r"[ .]+(?=\.)", "", name)
    found = re.search(r"\.\w{1,9}\Z", name)
    suffix = found[0] if found else ""
    return (name.removesuffix(suffix)[:_MAX_NAME - len(suffix)].rstrip(". ") + suffix) or "van-ban"


def keep(db: sqlite3.Connection, document: Document) -> None:
    """Keep the file of a document that is stored and has none kept."""
    if document.original is not None:
        data = document.original.data
        packed = zlib.compress(data, _FAST)
        pays = len(packed) <= _WORTH * len(data)
        db.execute("INSERT INTO originals (document, name, packed, data) VALUES (?, ?, ?, ?)",
                   (document.id, document.original.name, pays, packed if pays else data))


def put_aside(db: sqlite3.Connection, document: str, version: int) -> None:
    """Keep the file of a document with a version of it."""
    db.execute("INSERT INTO version_originals (version, name, packed, data) "
               "SELECT ?, name, packed, data FROM originals WHERE document = ?", (version, document))


def bring_back(db: sqlite3.Connection, document: str, version: int) -> None:
    """Give a document the file of a version of it."""
    db.execute("INSERT INTO originals (document, name, packed, data) "
               "SELECT ?, name, packed, data FROM version_originals WHERE version = ?", (document, version))


def unpacked(name: str, packed: bool, data: bytes) -> Original:
    """Return the file that a row of these columns holds."""
    return Original(name, zlib.decompress(data) if packed else data)
