"""The numbers and bullets of Word lists, which Word shows but does not write into the text."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_MAX_ANCESTORS = 20
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: `pattern` is "%1." or "Điều %1.", `form` "decimal" or "bullet"."""

    start: int
    form: str
    pattern: str


class Lists:
    """The lists of one document, counted while its paragraphs are read in order."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}                     # list -> its definition
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int | None, str]] = {}   # style -> list, level, parent
        for style in () if styles is None else styles.iterchildren(qn("w:style")):
            number, level = _membership(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            self._styles[style.get(qn("w:styleId"), "")] = number, level, _value(style.find(qn("w:basedOn")))
        if numbering is not None:
            self._learn(numbering)

    def marker(self, paragraph: Any) -> str:
        """Return "1. ", "a) " or "- " for a paragraph that is an item of a list, and count it; "" for another."""
        number, level = self._list_of(paragraph)
        definition = self._abstract.get(number, "")
        found = self._levels.get(number, {}).get(level)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(definition, {})
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if found.form == "bullet":
            return "- "
        shown = self._shown(number, found.pattern, counts)
        return f"{shown} " if shown.strip() else ""

    def _shown(self, number: str, pattern: str, counts: dict[int, int]) -> str:
        for level in range(_LEVELS):
            if f"%{level + 1}" in pattern:
                known = self._levels[number].get(level, _Level(1, "decimal", ""))
                pattern = pattern.replace(f"%{level + 1}", _spelled(counts.get(level, known.start), known.form))
        return pattern

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        number, level = _membership(paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        for _ in range(_MAX_ANCESTORS):
            if number or style not in self._styles:
                break
            number, styled, style = self._styles[style]
            level = styled if level is None else level
        return number, level or 0

    def _learn(self, numbering: Any) -> None:
        definitions = {
            definition.get(qn("w:abstractNumId"), ""): _levels(definition)
            for definition in numbering.iterchildren(qn("w:abstractNum"))
        }
        for number in numbering.iterchildren(qn("w:num")):
            identifier = number.get(qn("w:numId"), "")
            abstract = _value(number.find(qn("w:abstractNumId")))
            levels = dict(definitions.get(abstract, {}))
            restarted = False
            for override in number.iterchildren(qn("w:lvlOverride")):
                at = _integer(override.get(qn("w:ilvl")), 0)
                levels |= _levels(override)
                start = override.find(qn("w:startOverride"))
                if start is not None and at in levels:
                    levels[at] = _Level(_integer(_value(start), 1), levels[at].form, levels[at].pattern)
                    restarted = True
            self._levels[identifier] = levels
            # Lists of one definition count on together, unless one is told to begin anew.
            self._abstract[identifier] = f"{abstract}/{identifier}" if restarted else abstract


def _levels(parent: Any) -> dict[int, _Level]:
    return {
        _integer(level.get(qn("w:ilvl")), 0): _Level(
            _integer(_value(level.find(qn("w:start"))), 1),
            _value(level.find(qn("w:numFmt"))) or "decimal",
            _value(level.find(qn("w:lvlText"))),
        )
        for level in parent.iterchildren(qn("w:lvl"))
    }


def _membership(properties: Any) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    level = _value(properties.find(qn("w:ilvl")))
    return _value(properties.find(qn("w:numId"))), _integer(level, 0) if level else None


def _spelled(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 10 + 1) if count > 0 else ""
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        numeral = _roman(count)
        return numeral if form == "lowerRoman" else numeral.upper()
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        numeral += letters * min(times, 10)
    return numeral


def _value(element: Any) -> str:
    value: str = "" if element is None else element.get(qn("w:val"), "")
    return value


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else default
