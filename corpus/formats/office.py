"""Files that LibreOffice opens (.doc, .odt, .rtf): made into a Word document, whose fonts say what old letters mean."""

import subprocess
import tempfile
from pathlib import Path, PurePath

from corpus import programs
from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import docx
from corpus.formats.archive import names_in, part_of
from corpus.formats.content import Content

_PROFILE = "office-profile"
_SECONDS = 50                                   # less than the process has that waits for it
_WORD = (b"\xec\xa5", b"\xdc\xa5")              # begin the text of a .doc, of Word 97 and before
_SECTOR, _SMALL = 512, 64                       # bytes: where a stream may begin
_ENCRYPTED = 0x0100
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def extract(name: str, data: bytes) -> Content:
    """Read a .doc, .odt or .rtf file."""
    _look_over(name, data)
    program = programs.office()
    if program is None:
        raise UnreadableFile(name, Unreadable.NEEDS_OFFICE)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"document{PurePath(name).suffix.lower()}")
        source.write_bytes(data)
        profile = Path(tempfile.gettempdir(), _PROFILE)      # kept: the first start takes longest
        try:
            subprocess.run(
                [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
                 "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS,
                check=False)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(name, Unreadable.TOO_SLOW) from error
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise UnreadableFile(name, Unreadable.BROKEN)
        return docx.extract(name, converted.read_bytes())


def _look_over(name: str, data: bytes) -> None:
    """Refuse what has a password or macros, before any program opens it."""
    if data.startswith(b"PK"):
        inside = names_in(name, data)
        if "content.xml" not in inside:
            raise UnreadableFile(name, Unreadable.WRONG_SUFFIX if "word/document.xml" in inside else Unreadable.BROKEN)
        if b"manifest:encryption-data" in part_of(data, "META-INF/manifest.xml"):
            raise UnreadableFile(name, Unreadable.ENCRYPTED)
    elif data.startswith(b"\xd0\xcf"):
        if _MACROS in data:
            raise UnreadableFile(name, Unreadable.MACROS)
        for at in range(_SECTOR, len(data) - 12, _SMALL):
            if data.startswith(_WORD, at):
                if int.from_bytes(data[at + 10:at + 12], "little") & _ENCRYPTED:
                    raise UnreadableFile(name, Unreadable.ENCRYPTED)
                return
        raise UnreadableFile(name, Unreadable.BROKEN)         # another kind of Office file, or damaged
