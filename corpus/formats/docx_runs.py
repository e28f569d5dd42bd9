"""The characters of a Word paragraph: every run that is shown, each decoded by its font."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from corpus.formats.docx_fonts import Face, Fonts
from corpus.vietnamese.legacy import Encoding, decode

_WRAPPERS = frozenset(map(qn, (
    "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml",
)))  # fmt: skip
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
               qn("w:softHyphen"): "\xad"}            # ư in TCVN3
_OFF = frozenset({"0", "false", "off"})
_LATIN = "\xff"       # the last character that a font from before Unicode can hold


def text_of(paragraph: Any, fonts: Fonts) -> str:
    """Return what a paragraph says; one in a font from before Unicode becomes Unicode."""
    pieces = [(fonts.face(run, paragraph), _text(run)) for run in _runs(paragraph)]
    if any(face.encoding is not Encoding.UNICODE and _is_unicode(text) for face, text in pieces):
        return "".join(text for _, text in pieces)       # typed as Unicode, the font's name is a leftover
    return "".join(
        _decode("".join(text for _, text in group), face) for face, group in groupby(pieces, key=lambda piece: piece[0])
    )


def _runs(parent: Any) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == qn("w:r"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _runs(child)


def _text(run: Any) -> str:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if hidden is not None and hidden.get(qn("w:val"), "1") not in _OFF:
        return ""
    return "".join(
        child.text or "" if child.tag == qn("w:t") else _CHARACTERS.get(child.tag, "") for child in run.iterchildren()
    )


def _is_unicode(text: str) -> bool:
    return any(character > _LATIN and character.isalpha() for character in text)


def _decode(text: str, face: Face) -> str:
    return decode(text, face.encoding, face.capitals)
