"""Files that are archives inside (.docx): looked over before anything is unpacked."""

import io
import zipfile

from corpus.errors import Unreadable, UnreadableFile

_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_SMALL = 1024 * 1024      # too little to harm, however well it packs


def names_in(name: str, data: bytes) -> list[str]:
    """Return the names of the files inside; an archive with a password, or one that swells too much, is refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(name, Unreadable.ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_RATIO * len(data)):
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return [entry.filename for entry in entries]
