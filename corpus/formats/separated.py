"""A .csv file: every row a line that names its columns."""

import csv
import io

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.characters import with_plain_line_ends
from corpus.formats.content import Content
from corpus.formats.plain import decode
from corpus.formats.tables import Cell, row_lines
from corpus.vietnamese.legacy import repair

MAX_ROWS = 100_000
_SAMPLE = 20_000
_SEPARATORS = ",;\t|"


def extract(name: str, data: bytes) -> Content:
    """Read a .csv file, whatever separates its cells."""
    text = repair(with_plain_line_ends(decode(name, data)))[0]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_separator(text[:_SAMPLE])))
    except csv.Error as error:
        raise UnreadableFile(name, Unreadable.BROKEN) from error
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return Content("\n".join(lines(rows)))


def lines(rows: list[list[str]]) -> list[str]:
    """Return the rows of a sheet as lines; what stands above its header (a title, a date) is kept as it is."""
    cells = [[Cell(text.strip()) for text in row] for row in rows if any(text.strip() for text in row)]
    used = max((at for row in cells for at, cell in enumerate(row, 1) if cell.text), default=0)
    cells = [(row + [Cell("")] * used)[:used] for row in cells]
    above = 0
    while above < len(cells) and used > 1 and sum(bool(cell.text) for cell in cells[above]) == 1:
        above += 1
    found = [" ".join(cell.text for cell in row if cell.text) for row in cells[:above]]
    return found + (row_lines(cells[above:]) if cells[above:] else [])


def _separator(sample: str) -> str:
    """Return what separates cells: the mark that as many lines as possible have as often as each other."""
    rows = [line for line in sample.split("\n") if line.strip()][:50]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in rows if mark in line]
        common = max(set(counts), key=counts.count) if counts else 0
        return counts.count(common) if common else 0, common

    return max(_SEPARATORS, key=evenness)
