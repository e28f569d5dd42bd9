"""When a document was published: the date that its head or foot or the name of its file states.

A date inside running text says when something happened, never when the document was published.
"""

import re
from datetime import date, timedelta
from pathlib import PurePath

from corpus.errors import InvalidValue

_EARLIEST = date(1945, 9, 2)
_AHEAD = timedelta(days=366)   # a plan may be dated for the year to come
_HEAD, _FOOT = 30, 15          # lines in which a place and date may stand
_LONGEST_LINE = 160

_DAY = r"ngày\s*(\d{1,2})\s*(?:tháng\s*(\d{1,2})\s*,?\s*năm|[/.-]\s?(\d{1,2})\s?[/.-])\s*(\d{4})"
_NUMBER = r"số\s*:?\s*[^\s,]*\s?[-/]\s?\S+\s+"       # "Số: 12/BC-UBND", which a PDF may put on the same line
_DATELINE = re.compile(rf"(?:{_NUMBER})?(?:(?P<place>[^,;:]{{2,40}}),\s*)?{_DAY}", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:ngày (?:đăng|ban hành|phát hành|xuất bản|công bố)|đăng ngày)\s*:?\s*"
    r"(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.{0,40}", re.IGNORECASE)
_UNITS = frozenset((
    "phường", "xã", "thị", "trấn", "thành", "phố", "tỉnh", "quận", "huyện", "đặc", "khu", "thôn", "tp", "tx",
))  # fmt: skip

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:([-_.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(?P<m2>\d\d)(?P<d2>\d\d))(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d{1,2})([-_.])(?P<m>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.DOTALL)
_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def checked(day: date, name: str = "", line: int = 0) -> date:
    """Return the date, or raise InvalidValue when no ward can have published anything then."""
    if not _EARLIEST <= day <= date.today() + _AHEAD:
        raise InvalidValue("issued", day.isoformat(), name, line)
    return day


def parse(value: str, name: str = "", line: int = 0) -> date:
    """Read a date that someone wrote down as one: 2024-03-12, 2024-03-12T08:00:00+07:00 or 12/3/2024."""
    value = value.strip()
    if match := _ISO.fullmatch(value):
        year, month, day = match.groups()
    elif match := _VIETNAMESE.fullmatch(value):
        day, month, year = match.groups()
    else:
        raise InvalidValue("issued", value, name, line)
    return _date(year, month, day, value, name, line)


def find(text: str, name: str) -> date | None:
    """Return the date that a text states, or else the one in the name of its file."""
    stated = dateline(text, name)
    return stated[1] if stated else _in_name(PurePath(name).stem, name)


def dateline(text: str, name: str = "") -> tuple[str, date] | None:
    """Return the place and the date of "Đậu Liêu, ngày 12 tháng 3 năm 2024", found near the beginning or the end."""
    lines = [line for line in text.split("\n") if line.strip()]
    for line in [*lines[:_HEAD], *reversed(lines[_HEAD:][-_FOOT:])]:
        if found := _find_in_line(line, name):
            return found
    return None


def _in_name(stem: str, name: str) -> date | None:
    """Return the date in a file's name: 2024-03-12, 20240312 or 12-3-2024."""
    for match in (*_YEAR_FIRST.finditer(stem), *_DAY_FIRST.finditer(stem)):
        parts = match.groupdict()
        month, day = parts["m"] or parts["m2"], parts["d"] or parts["d2"]
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return _date(parts["y"], month, day, match[0], name)
    return None


def _find_in_line(line: str, name: str) -> tuple[str, date] | None:
    if len(line) > _LONGEST_LINE:
        return None
    for cell in re.split(r"[\t|]", line):
        cell = " ".join(cell.split()).strip(" *_().")
        place = ""
        if match := _LABELLED.fullmatch(cell):
            day, month, year = match.groups()
        elif (match := _DATELINE.fullmatch(cell)) and _is_place(match["place"]):
            place, day, month, other, year = match.groups("")
            month = month or other
        else:
            continue
        return place.strip(), _date(year, month, day, f"{day}/{month}/{year}", name)
    return None


def _is_place(words: str | None) -> bool:
    """Whether every word is a name or a kind of place; "Căn cứ Luật" is none."""
    return words is None or all(word[0].isupper() or word.strip(".").lower() in _UNITS for word in words.split())


def _date(year: str, month: str, day: str, written: str, name: str, line: int = 0) -> date:
    try:
        return checked(date(int(year), int(month), int(day)), name, line)
    except ValueError as error:
        raise InvalidValue("issued", written, name, line) from error
