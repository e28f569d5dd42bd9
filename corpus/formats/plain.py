"""Plain text: the bytes of a .txt file become characters, whatever its decade."""

import codecs
import re

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.content import Content
from corpus.vietnamese.legacy import Encoding, detect, repair
from corpus.vietnamese.text import nfc

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),     # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\0-\x08\x0e-\x19\x1c-\x1f\x7f]")
_FEW = 3


def extract(name: str, data: bytes) -> Content:
    """Read a .txt file."""
    return Content(repair(decode(name, data))[0])


def decode(name: str, data: bytes) -> str:
    """Turn bytes into characters: UTF-8, UTF-16 with its mark, Windows-1258, TCVN3 or VNI."""
    text = _decode(data)
    if text is None or _is_binary(text):
        raise UnreadableFile(name, Unreadable.BROKEN)
    return text


def _decode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    text = _strictly(data, "utf-8")
    if text is None:
        text = _nearly_utf8(data)
    if text is None:
        text = _vietnamese(data)
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _nearly_utf8(data: bytes) -> str | None:
    """Return UTF-8 text with a damaged place in it, such as a file that was cut off."""
    text = data.decode("utf-8", "replace")
    accented = sum(not character.isascii() for character in text)
    return text if text.count("\ufffd") * 50 <= accented else None


def _vietnamese(data: bytes) -> str | None:
    """Return text from before Unicode; the right code page is the one that makes Vietnamese syllables."""
    windows = _strictly(data, "cp1258")
    if windows is not None and detect(nfc(windows)) is Encoding.UNICODE:
        return nfc(windows)
    text, encoding = repair(_strictly(data, "cp1252") or data.decode("latin-1"))
    return None if encoding is Encoding.UNKNOWN else text


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _FEW + len(text) // 100
