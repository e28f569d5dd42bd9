"""Which font a run of Word text is set in: fonts such as .VnTime and VNI-Times have an alphabet of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from corpus.vietnamese.legacy import Encoding

_MAX_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class Face:
    """What a font does to the letters typed in it."""

    encoding: Encoding
    capitals: bool = False      # .VnTimeH shows small letters as capitals


_ORDINARY = Face(Encoding.UNICODE)


class Fonts:
    """The fonts that the styles of a document name."""

    def __init__(self, styles: Any) -> None:
        self._fonts: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._default_style = ""
        self._default = ""
        for style in () if styles is None else styles.iterchildren(qn("w:style")):
            self._learn(style)
        if styles is not None:
            self._default = _named(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))

    def face(self, run: Any, paragraph: Any) -> Face:
        """Return the face of the font that a run is shown in."""
        own = run.find(qn("w:rPr"))
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or self._default_style
        font = (
            _named(own)
            or self._inherited(_value(own.find(qn("w:rStyle"))) if own is not None else "")
            or self._inherited(style)
            or self._default
        )
        return _face(font)

    def _learn(self, style: Any) -> None:
        identifier = style.get(qn("w:styleId"), "")
        self._fonts[identifier] = _named(style.find(qn("w:rPr")))
        self._parents[identifier] = _value(style.find(qn("w:basedOn")))
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
            self._default_style = identifier

    def _inherited(self, style: str) -> str:
        return next((font for ancestor in self._ancestors(style) if (font := self._fonts.get(ancestor))), "")

    def _ancestors(self, style: str) -> Iterator[str]:
        for _ in range(_MAX_ANCESTORS):      # styles of a broken file may go round in a circle
            if not style:
                return
            yield style
            style = self._parents.get(style, "")


def _face(font: str) -> Face:
    name = font.lower()
    if name.startswith(".vn"):
        return Face(Encoding.TCVN3, capitals=name.endswith("h"))
    if name.startswith("vni-"):
        return Face(Encoding.VNI)
    return _ORDINARY


def _named(properties: Any) -> str:
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    if fonts is None:
        return ""
    name: str = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""
    return name


def _value(element: Any) -> str:
    value: str = "" if element is None else element.get(qn("w:val"), "")
    return value
