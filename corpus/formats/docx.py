"""A Word document: its paragraphs, lists and tables in order; headers, footers and deleted text are left out."""

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
_MAX_DEPTH = 20    # of tables in tables
_MAX_COLUMNS = 100


def extract(name: str, data: bytes) -> Content:
    """Read a .docx file."""
    if "word/document.xml" not in names_in(name, data):
        raise UnreadableFile(name, Unreadable.BROKEN)
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(_Reader(document).lines(document.element.body))
    if not has_words(text):
        pictured = any(part.startswith("word/media/") for part in names_in(name, data))
        raise UnreadableFile(name, Unreadable.NO_TEXT if pictured else Unreadable.EMPTY)
    return Content(repair(text)[0], _title(document))


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
