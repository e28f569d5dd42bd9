"""Files that are archives inside (.docx, .xlsx, .odt): looked over before anything is unpacked."""

import io
import zipfile

from corpus.errors import Unreadable, UnreadableFile

_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_SMALL = 1024 * 1024      # too little to harm, however well it packs
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/")
_PIECE = 1024 * 1024
_DOCUMENT_TYPE = b"<!DOCTYPE"


def names_in(name: str, data: bytes) -> list[str]:
    """Return the names of the files inside an Office file; one that may do harm is refused.

    That is: with a password, with macros, one that swells too much, or with XML that defines entities.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        check_size(name, entries, len(data))
        names = [entry.filename for entry in entries]
        if any(entry.lower().rpartition("/")[2] in _MACROS or entry.lower().startswith(_MACROS) for entry in names):
            raise UnreadableFile(name, Unreadable.MACROS)
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")) and _defines_entities(archive, entry):
                raise UnreadableFile(name, Unreadable.SWELLS)
    return names


def part_of(data: bytes, part: str) -> bytes:
    """Return a file inside an Office file that was looked over; nothing when it is not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part) if part in archive.namelist() else b""


def check_size(name: str, entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse an archive with a password, or one that would unpack to far more than it is."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(name, Unreadable.ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_RATIO * packed):
        raise UnreadableFile(name, Unreadable.SWELLS)


def _defines_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether XML has a document type, in whatever encoding: Office writes none, and a bomb needs one."""
    end = b""
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            piece = end + piece.replace(b"\0", b"")
            if _DOCUMENT_TYPE in piece:
                return True
            end = piece[-len(_DOCUMENT_TYPE):]
    return False
