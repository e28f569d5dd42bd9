"""Lines as they stand on the pages of a PDF become paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from corpus.formats.tables import Cell, row_lines

_EDGE = 0.12            # of a page's height: where headers, footers and page numbers stand
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_MARK = re.compile(
    r"(?:[-–+•*]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVXivx]{1,5})[.)/])\s|(?:Điều|Chương|Mục|Phần|Phụ lục)\s+[\dIVX]")
_ENDED = re.compile(r"[.!?:;…][\"”')]*$")
_INDENT = 6.0           # points: less is not meant
_SPACE = 0.3            # times the height of a line: a space between words
_SAME = 0.5             # times the height of a line: on one level
_LEADING = 1.3          # times the usual distance of lines: more is a gap between paragraphs
_LEAST_WIDTH = 0.75     # of a page: a column of text is at least as wide
_MOST = 0.6             # of the pages
_TABLE_CELLS = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or the piece of one in a cell, and its place.

    `first_word` is how wide its first word is; `open_end`, that white space follows its last.
    """

    text: str
    box: Box
    first_word: float = 0.0
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in reading order."""

    width: float
    height: float
    lines: list[Line]


@dataclass(slots=True)
class Paragraph:
    """A paragraph, the page (counted from 0) that it begins on, and where in it further pages begin."""

    text: str
    page: int
    turns: list[tuple[int, int]] = field(default_factory=list)      # (character, page)


def paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of a document, a row of a table each one, without what is repeated on its pages."""
    found: list[Paragraph] = []
    table: list[list[Paragraph]] = []
    for cells in _rows(list(_without_edges(pages))):
        if len(cells) >= _TABLE_CELLS:
            table.append(cells)
            continue
        found += _table(table)
        table = []
        first, *others = cells
        found.append(Paragraph(" | ".join([first.text, *(cell.text for cell in others)]), first.page, first.turns))
    return found + _table(table)


def _table(rows: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """Return the rows of a table; the header, which goes into each of them, is none."""
    lines = row_lines([[Cell(cell.text) for cell in row] for row in rows]) if rows else []
    return [Paragraph(line, rows[max(0, at)][0].page) for at, line in enumerate(lines, len(rows) - len(lines))]


def _rows(pages: Sequence[Page]) -> Iterator[list[Paragraph]]:
    """Yield each paragraph, as a list of one, and the cells of what stands side by side."""
    cells: list[Paragraph] = []
    lines: list[Line] = []
    for number, (page, shape) in enumerate(zip(pages, _shapes(pages), strict=True)):
        turned = True
        for line in page.lines:
            if lines and (shape.goes_on_over_page if turned else shape.goes_on)(lines, line):
                joined = _joined(cells[-1].text, line.text)
                if turned:
                    cells[-1].turns.append((len(joined) - len(line.text), number))
                cells[-1].text = joined
                lines.append(line)
            elif lines and not turned and _stands_beside(lines, line):
                cells.append(Paragraph(line.text, number))
                lines = [line]
            else:
                if cells:
                    yield cells
                cells, lines = [Paragraph(line.text, number)], [line]
            turned = False
    if cells:
        yield cells


def _stands_beside(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line begins the next cell of a row."""
    first = paragraph[0].box
    level = abs(first.top - line.box.top) < _SAME * first.height
    return level and line.box.left > max(part.box.right for part in paragraph)


def _joined(text: str, more: str) -> str:
    """Join two lines; what a hyphen or a slash kept together stays together."""
    if text.endswith("\xad"):
        return text[:-1] + more
    if re.fullmatch(r"[^\W_][-–/]", text[-2:]):       # 2026-|2031, KH-|MTTQ: the hyphen belongs there
        return text + more
    return f"{text} {more}"


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the text of a page begins and ends, and how far its lines are apart."""

    left: float
    right: float
    leading: float
    columns: dict[int, float]      # how far to the right the lines that begin at one place reach

    def goes_on(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a line is the next of a paragraph on the same page."""
        before = paragraph[-1]
        down = before.box.bottom - line.box.bottom
        near = 0 < down <= _LEADING * self.leading and 0.8 < line.box.height / (before.box.height or 1) < 1.25
        full = _reach(before, line) > self.right and self._is_in_line(paragraph, line)
        return near and (full or self._is_narrow(before, line))

    def goes_on_over_page(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether the first line of this page is the next of a paragraph on the page before."""
        before = paragraph[-1]
        if _ENDED.search(before.text) or _MARK.match(line.text) or _reach(before, line) <= self.right:
            return False
        return line.text[:1].islower() or line.box.left < self.left + _INDENT

    def _is_narrow(self, before: Line, line: Line) -> bool:
        """Whether two lines are one in a column or cell, where only the longest line says how wide it is."""
        column = _column(line)
        full = column == _column(before) and _reach(before, line) > self.columns[column]
        return full and (before.open_end or line.text[:1].islower())

    def _is_in_line(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a line begins where the next line of the paragraph would."""
        first, left = paragraph[0], line.box.left
        is_item = bool(_MARK.match(line.text))
        if is_item and _ENDED.search(paragraph[-1].text):
            return False
        if line.text[:1].islower() and not is_item:
            return True
        if len(paragraph) > 1:
            return abs(left - paragraph[-1].box.left) < _INDENT
        if _MARK.match(first.text) and left > first.box.left:
            return not is_item                                      # below the words of the item, not below its mark
        return left < first.box.left - _INDENT or (abs(left - first.box.left) < _INDENT and left < self.left + _INDENT)


def _shapes(pages: Sequence[Page]) -> Iterator[_Shape]:
    """Measure each page; pages of one width share their margins, so that a short last page has them, too."""
    lines_of: dict[int, list[Line]] = {}
    for page in pages:
        lines_of.setdefault(round(page.width), []).extend(page.lines)
    margins = {width: _margins(width, lines) for width, lines in lines_of.items()}
    for page in pages:
        columns: dict[int, float] = {}
        for line in page.lines:
            columns[_column(line)] = max(columns.get(_column(line), 0.0), line.box.right)
        yield _Shape(*margins[round(page.width)], columns)


def _reach(before: Line, line: Line) -> float:
    """Return how far the first word of a line would have reached on the line before: it had no room there."""
    return before.box.right + before.box.height * _SPACE + line.first_word


def _column(line: Line) -> int:
    return round(line.box.left / _INDENT)


def _margins(width: float, lines: Sequence[Line]) -> tuple[float, float, float]:
    rights = sorted(line.box.right for line in lines)
    right = max(rights[int(len(rights) * 0.95)] if rights else 0.0, _LEAST_WIDTH * width)
    lefts = Counter(round(line.box.left) for line in lines if line.box.right > right - _INDENT)
    common = [left for left, times in lefts.items() if times * 4 >= lefts.most_common(1)[0][1]]
    left = min(common) if common else min((line.box.left for line in lines), default=0.0)
    downs = ((before.box.bottom - line.box.bottom, line.box.height) for before, line in pairwise(lines))
    steps = [down for down, height in downs if 0 < down < 4 * height]
    return left, right, median(steps) if steps else 0.0


def _without_edges(pages: Sequence[Page]) -> Iterator[Page]:
    """Drop page numbers, and the headers and footers that most pages have."""
    seen = Counter(it for page in pages for it in {_likeness(line) for line in page.lines if _is_at_edge(page, line)})
    often = max(2, _MOST * len(pages))
    for page in pages:
        lines = [line for line in page.lines if seen[_likeness(line)] < often or not _is_at_edge(page, line)]
        body = Page(page.width, page.height, lines)
        yield replace(body, lines=[line for line in lines if not _is_page_number(body, line)])


def _is_at_edge(page: Page, line: Line) -> bool:
    return line.box.bottom < _EDGE * page.height or line.box.top > (1 - _EDGE) * page.height


def _is_page_number(page: Page, line: Line) -> bool:
    """Whether a number stands alone, outside everything else; one in a table does not."""
    if not (_PAGE_NUMBER.fullmatch(line.text) and _is_at_edge(page, line)):
        return False
    others = [other.box for other in page.lines if other is not line]
    return all(box.bottom > line.box.top for box in others) or all(box.top < line.box.bottom for box in others)


def _likeness(line: Line) -> str:
    """Return what the same header says on each page; a bare number is only like itself."""
    return re.sub(r"\d+", "#", line.text) if any(map(str.isalpha, line.text)) else line.text
