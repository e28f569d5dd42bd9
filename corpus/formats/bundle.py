"""A .zip of documents: its files, looked over before any is read and never written to a disk."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.archive import check_size

MAX_FILES = 500
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".jar", ".cbz"})


def members(name: str, data: bytes, *, wanted: frozenset[str]) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file with a wanted suffix; a dangerous archive is refused whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(_leads_outside(entry) for entry in archive.infolist()):
            raise UnreadableFile(name, Unreadable.UNSAFE_PATH)
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)]
        if len(entries) > MAX_FILES:
            raise UnreadableFile(name, Unreadable.TOO_MANY)
        if any(PurePosixPath(entry.filename).suffix.lower() in _ARCHIVES for entry in entries):
            raise UnreadableFile(name, Unreadable.NESTED)
        check_size(name, entries, len(data))
        found = list(_unpacked(archive, entries, wanted))
    if not found:
        raise UnreadableFile(name, Unreadable.EMPTY if not entries else Unreadable.UNKNOWN_FORMAT)
    return found


def _unpacked(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], wanted: frozenset[str]
) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(entries, key=lambda entry: entry.filename):
        suffix = PurePosixPath(entry.filename).suffix.lower()
        if suffix in wanted:
            yield entry.filename, archive.read(entry)         # never more than the size that was checked


def _is_clutter(path: str) -> bool:
    """Whether a file was put in by the system or the program that packed, not by a person."""
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or (parts != () and parts[-1].startswith((".", "~$")))


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    path = entry.filename.replace("\\", "/")
    link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return link or path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")
