"""A table becomes lines, each of which can be understood alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MAX_LABEL = 80
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")     # of the row "A, B, 1, 2" below a header
_LAYOUT = re.compile(r"độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam|nơi nhận\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell; one that spans rows or columns is the same object at each place of the grid."""

    text: str


Row = Sequence[Cell]


def is_layout(rows: Sequence[Row]) -> bool:
    """Whether a table only puts things side by side: a letterhead, a signature."""
    if len(rows) < 2 or all(len(row) < 2 for row in rows):
        return True
    return any(_LAYOUT.search(cell.text) for row in rows for cell in row)


def row_lines(rows: Sequence[Row], header_rows: int = 0) -> list[str]:
    """Turn each row into "Họ và tên: Bùi Đức Song; Chức vụ: Phó Bí thư".

    Where the file marks no header rows, the first row is one if it reads like one. Without header, and in a row that
    is longer or shorter than it, a bar stands between the cells.
    """
    lines = []
    while rows and len(_cells(rows[0])) == 1 and not header_rows:      # a caption inside the table
        lines.append(_text(rows[0][0]))
        rows = rows[1:]
    labels, rows = _labels(rows, header_rows)
    lines += [_line(row, labels) for row in rows] or [" | ".join(labels)]
    return [line for line in lines if line]


def _labels(rows: Sequence[Row], header_rows: int) -> tuple[list[str], Sequence[Row]]:
    """Return a label for each column, and the rows below the header; no labels where there is no header."""
    depth = header_rows or _depth(rows)
    columns = max((len(row) for row in rows), default=0)
    labels = [
        " - ".join(dict.fromkeys(text for row in rows[:depth] if column < len(row) and (text := _text(row[column]))))
        for column in range(columns)
    ]
    below = rows[depth:]
    if not header_rows and not _reads_like_header(labels, below):
        return [], rows
    if below and _numbers_columns(below[0]):
        below = below[1:]
    return labels, below


def _depth(rows: Sequence[Row]) -> int:
    """Return how many rows the cells of the first row reach down."""
    depth = 1
    while depth < len(rows) and set(rows[depth]) & set(rows[0]):
        depth += 1
    return depth


def _reads_like_header(labels: Sequence[str], below: Sequence[Row]) -> bool:
    named = [label for label in labels if label]
    if (
        len(labels) < 2 or not below or len(named) < max(2, len(labels) - 1) or len(set(named)) < len(named)
        or not all(len(label) <= _MAX_LABEL and any(map(str.isalpha, label)) for label in named)
    ):
        return False
    if len(labels) > 2:
        return True
    # Of two columns without figures, each row is a name and its value.
    return any(_text(row[-1])[:1].isdigit() for row in below) and not labels[-1][:1].isdigit()


def _numbers_columns(row: Row) -> bool:
    texts = [_text(cell) for cell in row]
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
    return len(texts) > 1 and all(map(_COLUMN_NUMBER.fullmatch, texts)) and numbers == list(range(1, len(numbers) + 1))


def _line(row: Row, labels: Sequence[str]) -> str:
    cells = _cells(row)
    if len(labels) != len(row):
        return " | ".join(text for _, cell in cells if (text := _text(cell)))
    filled = [(labels[column], text) for column, cell in cells if (text := _text(cell))]
    if len(cells) == 1 and filled:
        return filled[0][1]
    return "; ".join(f"{label}: {text}" if label else text for label, text in filled)


def _cells(row: Row) -> list[tuple[int, Cell]]:
    """Return each cell once, with the column it begins in."""
    return [(column, cell) for column, cell in enumerate(row) if column == 0 or cell is not row[column - 1]]


def _text(cell: Cell) -> str:
    return " ".join(cell.text.split())
