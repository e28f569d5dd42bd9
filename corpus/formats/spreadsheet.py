"""An Excel workbook: every row a line that names its columns, with figures as the sheet shows them."""

import io
import re
from datetime import date, datetime, time
from typing import Any

import openpyxl

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.archive import names_in
from corpus.formats.content import Content
from corpus.formats.headline import is_sensible
from corpus.formats.separated import MAX_ROWS, lines
from corpus.vietnamese.legacy import repair

_MAX_COLUMNS = 200
_DECIMALS = re.compile(r"[.](0+)")


def extract(name: str, data: bytes) -> Content:
    """Read the sheets of a .xlsx file that are not hidden."""
    if "xl/workbook.xml" not in names_in(name, data):
        raise UnreadableFile(name, Unreadable.BROKEN)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found: list[str] = []
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        rows = lines(_rows(name, sheet))
        if rows and len(sheets) > 1:
            found.append(sheet.title)
        found += rows
    title = " ".join((book.properties.title or "").split())
    return Content(repair("\n".join(found))[0], title if is_sensible(title) else "")


def _rows(name: str, sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()          # a sheet may lie about its size
    rows: list[list[str]] = []
    for row in sheet.iter_rows(max_col=_MAX_COLUMNS):
        rows.append([_shown(cell) for cell in row])
        if len(rows) > MAX_ROWS:
            raise UnreadableFile(name, Unreadable.TOO_LARGE)
    return rows


def _shown(cell: Any) -> str:
    """Return what a cell shows: 95%, 1.250.000, 12/3/2024."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return f"{value.day}/{value.month}/{value.year} {value.hour}:{value.minute:02}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, int | float):
        return _figure(value, str(cell.number_format or ""))
    return " ".join(str(value).split())


def _figure(value: float, form: str) -> str:
    """Write a number as its form says, with the marks that Vietnamese uses: 1.250,5."""
    percent = "%" in form
    number = round(value * 100 if percent else value, 10)
    decimals = _DECIMALS.search(form.split(";")[0])
    if decimals:
        text = f"{number:,.{len(decimals[1])}f}"
    elif form.split(";")[0].strip("0#,% ") == "" and form:
        text = f"{number:,.0f}"
    else:
        text = f"{number:,}" if number != int(number) else f"{int(number):,}"
    if "," not in form:
        text = text.replace(",", "")
    return text.translate(str.maketrans(",.", ".,")) + ("%" if percent else "")
