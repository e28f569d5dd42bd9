"""Legacy encodings: text of old files, which shows other letters where Vietnamese ones are meant.

TCVN3 (fonts named .VnTime) and VNI (VNI-Times) put Vietnamese glyphs on Western letters, VIQR writes marks beside the
letters, and some PDF files name Vietnamese glyphs by Cyrillic code points. Decode before `text.clean`, which takes a
soft hyphen (ư in TCVN3) and an Eth (é in TCVN3) for what they are in Unicode.
"""

import re
from collections import Counter
from enum import StrEnum

from corpus.vietnamese.syllables import is_syllable, vietnamese_share
from corpus.vietnamese.text import clean, nfc
from corpus.vietnamese.tone import repair_tone


class Encoding(StrEnum):
    """How the letters of a text were put down."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VIQR = "viqr"
    PDF_CYRILLIC = "pdf_cyrillic"
    UNKNOWN = "unknown"           # not Vietnamese as it stands, nor after any decoding: someone should look at it


_GOOD = 0.85      # share of syllables in text that was read rightly: names and foreign words are the rest
_BETTER = 0.3     # by how much a decoding must raise it
_ENOUGH = 4       # words that decide


def detect(text: str) -> Encoding:
    """The encoding in which most of a text's words are Vietnamese syllables.

    One file may mix encodings: ask for a run or paragraph at a time, or let `repair` do so.
    """
    if text.isascii():
        return Encoding.VIQR if _looks_like_viqr(text) else Encoding.UNICODE
    share, count = vietnamese_share(text)
    if share >= _GOOD or count < 2 or vietnamese_share(clean(text))[0] >= _GOOD:
        return Encoding.UNICODE
    best, encoding = max((vietnamese_share(decode(text, old))[0], old) for old in _DECODERS)
    if count < _ENOUGH:
        return encoding if share == 0 and best == 1 else Encoding.UNICODE
    return encoding if best >= _GOOD and best > share + _BETTER else Encoding.UNKNOWN


def decode(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """Unicode text. `capitals` is for TCVN3 fonts whose name ends in H: their small letters look like capitals."""
    if encoding is Encoding.TCVN3:
        decoded = text.translate(_TCVN3)
        return decoded.upper() if capitals else decoded
    if encoding is Encoding.VNI:
        return _VNI.sub(_vni_letter, text)
    if encoding is Encoding.VIQR:
        return _VIQR_WORD.sub(_viqr_word, text)
    if encoding is Encoding.PDF_CYRILLIC:
        return text.translate(_PDF_CYRILLIC)
    return text


def repair(text: str) -> tuple[str, Encoding]:
    """Decode what needs it, line by line, and say which encoding that was.

    UNKNOWN means that the text is left as it was and reads wrong.
    """
    whole = detect(text)
    if whole not in _DECODERS and whole is not Encoding.VIQR:
        return _repair_lines(text, whole)
    lines = []
    for line in text.splitlines(keepends=True):
        decoded = decode(line, whole)
        # A line typed in Unicode among legacy ones keeps its letters.
        lines.append(line if vietnamese_share(line)[0] > vietnamese_share(decoded)[0] else decoded)
    return "".join(lines), whole


def _repair_lines(text: str, whole: Encoding) -> tuple[str, Encoding]:
    found: Counter[Encoding] = Counter()
    lines = []
    for line in text.splitlines(keepends=True):
        encoding = Encoding.UNICODE if line.isascii() else detect(line)
        if encoding in _DECODERS:
            found[encoding] += 1
            line = decode(line, encoding)
        lines.append(line)
    return "".join(lines), found.most_common(1)[0][0] if found else whole


# ---------------------------------------------------------------------------------------------------------------------
# TCVN3 as it looks when read as cp1252. The soft hyphen is ư, and a plain hyphen stays one: 05-CT/TW.

_TCVN3 = str.maketrans(dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
)))  # fmt: skip

# VNI: a letter followed by one mark character; ô stands for ơ, ö for ư; some letters are single.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))
_VNI = re.compile(
    f"(?P<base>[aeouyôö])(?P<mark>[{''.join(_VNI_MARKS)}])|(?P<single>[{''.join(_VNI_SINGLE)}])", re.IGNORECASE
)


def _vni_letter(letter: re.Match[str]) -> str:
    if letter["single"]:
        return _VNI_SINGLE.get(letter["single"], letter["single"])
    base = _VNI_SINGLE.get(letter["base"], letter["base"])
    return nfc(base + _VNI_MARKS[letter["mark"].lower()])


# U+04A4 to U+04FD stand for U+1EA0 to U+1EF9; a few letters lie elsewhere.
_PDF_CYRILLIC = {code: code + 0x19FC for code in range(0x4A4, 0x4FE)} | str.maketrans(
    dict(zip("ѪѫѬѭƭĈÿ", "ƠơƯưĩĐđ", strict=True))
)

_DECODERS = (Encoding.TCVN3, Encoding.VNI, Encoding.PDF_CYRILLIC)

# VIQR: marks typed behind the letters, "Dda?ng bo^." for "Đảng bộ".
_VIQR_WORD = re.compile(r"[A-Za-z][A-Za-z(^+*'`?~.]*")
_VIQR_SIGNS = re.compile(r"[a-z](?:[\^(+`~]|['?.][a-z])|\bdd", re.IGNORECASE)
_VIQR_LETTER = re.compile(r"(?P<d>dd)|(?P<base>[aeiouy])(?P<shape>[(^+*])?(?P<tone>['`?~.])?", re.IGNORECASE)
_VIQR_SHAPES = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "*": "\u031b"}
_VIQR_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_TONE_SIGNS = "".join(_VIQR_TONES)


def _viqr_word(word: re.Match[str]) -> str:
    """A full stop may be a tone or end the sentence; what gives a syllable is right, and English stays as it is."""
    whole = word[0]
    for length in range(len(whole), len(whole.rstrip(_TONE_SIGNS)) - 1, -1):
        decoded = _VIQR_LETTER.sub(_viqr_letter, whole[:length])
        if is_syllable(decoded) and repair_tone(decoded) == decoded:
            return decoded + whole[length:]
    return whole


def _viqr_letter(letter: re.Match[str]) -> str:
    if letter["d"]:
        return "Đ" if letter["d"][0] == "D" else "đ"
    return nfc(letter["base"] + _VIQR_SHAPES.get(letter["shape"], "") + _VIQR_TONES.get(letter["tone"], ""))


def _looks_like_viqr(text: str) -> bool:
    words = [word for word in _VIQR_WORD.finditer(text) if _VIQR_SIGNS.search(word[0])]
    if len(words) < _ENOUGH:
        return False
    read = sum(1 for word in words if not _viqr_word(word).isascii())
    return read / len(words) >= _GOOD
