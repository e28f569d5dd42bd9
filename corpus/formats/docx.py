"""A Word document: its paragraphs, lists and tables in order; headers, footers and deleted text are left out."""

import importlib
import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.archive import names_in
from corpus.formats.characters import has_words
from corpus.formats.content import Content
from corpus.formats.docx_fonts import Fonts
from corpus.formats.docx_lists import Lists
from corpus.formats.docx_runs import text_of
from corpus.formats.headline import is_sensible
from corpus.formats.tables import Cell, is_layout, row_lines
from corpus.vietnamese.legacy import Encoding, detect, repair

_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"    # the same box, for old programs
_OTHERS = frozenset(("xl/workbook.xml", "ppt/presentation.xml", "content.xml"))     # of other programs
_PICTURES = "word/media/"
_EMBEDDED = "corpus.formats.embedded"       # imported when there are pictures: most documents have none
_MAX_DEPTH = 20    # of tables in tables
_MAX_COLUMNS = 100


def extract(name: str, data: bytes) -> Content:
    """Read a .docx file."""
    inside = names_in(name, data)
    if "word/document.xml" not in inside:
        raise UnreadableFile(name, Unreadable.WRONG_SUFFIX if _OTHERS & set(inside) else Unreadable.BROKEN)
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    text = "\n".join(reader.lines(document.element.body))
    pictured = any(part.startswith(_PICTURES) for part in inside)
    if not has_words(text):
        if pictured:
            pasted: Content = importlib.import_module(_EMBEDDED).pasted_pages(name, data, _PICTURES)
            return pasted
        raise UnreadableFile(name, Unreadable.EMPTY)
    alone, red, unseen = importlib.import_module(_EMBEDDED).stamps(data, _PICTURES) if pictured else ("", "", False)
    aside = "\n".join([*_headers(document, reader), alone])
    return Content(repair(text)[0], _title(document), aside=aside, blurred=red, unseen=unseen)


def _headers(document: Any, reader: "_Reader") -> Iterator[str]:
    """Yield the lines of headers and footers: no text, but a stamp may be among them."""
    for part in document.part.package.iter_parts():
        if str(part.partname).startswith(("/word/header", "/word/footer")) and hasattr(part, "element"):
            yield from reader.lines(part.element)


def _title(document: Any) -> str:
    title = " ".join((document.core_properties.title or "").split())
    return title if is_sensible(title) and detect(title) is Encoding.UNICODE else ""


class _Reader:
    """Goes through the body of one document."""

    def __init__(self, document: Any) -> None:
        self._fonts = Fonts(document.styles.element)
        self._lists = Lists(document.styles.element, _numbering(document))

    def lines(self, parent: Any, depth: int = 0) -> Iterator[str]:
        """Yield the lines of a body, a cell or a text box, in reading order."""
        if depth > _MAX_DEPTH:
            return
        for block in parent.iterchildren():
            if block.tag == qn("w:p"):
                yield from self._paragraph(block, depth)
            elif block.tag == qn("w:tbl"):
                yield from self._table(block, depth)
            elif block.tag in _WRAPPERS:
                yield from self.lines(block, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[str]:
        marker = self._lists.marker(paragraph)       # counts an empty item, too
        text = text_of(paragraph, self._fonts).strip()
        if text:
            yield from (line.strip() for line in (marker + text).split("\n") if line.strip())
        for box in _boxes(paragraph):
            yield from self.lines(box, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        grid = self._grid(table, depth)
        if is_layout(grid):
            seen: set[Cell] = set()
            for cell in (cell for row in grid for cell in row):
                if cell not in seen:
                    seen.add(cell)
                    yield from cell.text.split("\n")
        else:
            yield from row_lines(grid, header_rows=_header_rows(table))

    def _grid(self, table: Any, depth: int) -> list[list[Cell]]:
        """Return the cells of a table where they stand, those that span several places at each of them."""
        grid: list[list[Cell]] = []
        for row in _inside(table, qn("w:tr")):
            cells = [Cell("")] * _number(row, "w:trPr/w:gridBefore", 0)
            for part in _inside(row, qn("w:tc")):
                above = grid[-1] if grid and _goes_on(part) else []
                cell = above[len(cells)] if len(above) > len(cells) else Cell("\n".join(self.lines(part, depth + 1)))
                cells += [cell] * _number(part, "w:tcPr/w:gridSpan", 1)
            grid.append(cells)
        return [row for row in grid if row]


def _numbering(document: Any) -> Any:
    parts = document.part.package.iter_parts()
    return next((part.element for part in parts if part.partname == "/word/numbering.xml"), None)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes anchored in a paragraph, each once."""
    for child in paragraph.iterchildren():
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _header_rows(table: Any) -> int:
    """Return how many rows are marked to be repeated on each page."""
    count = 0
    for row in _inside(table, qn("w:tr")):
        if _find(row, "w:trPr/w:tblHeader") is None:
            break
        count += 1
    return count


def _goes_on(cell: Any) -> bool:
    merge = _find(cell, "w:tcPr/w:vMerge")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _number(parent: Any, path: str, default: int) -> int:
    found = _find(parent, path)
    value = "" if found is None else found.get(qn("w:val"), "")
    return min(int(value), _MAX_COLUMNS) if value.isascii() and value.isdigit() else default


def _find(parent: Any, path: str) -> Any:
    return parent.find("/".join(map(qn, path.split("/"))))
