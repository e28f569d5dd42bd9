"""Tết: the first day of the lunar year, as Vietnam reckons it (UTC+7). Chinese calendars differ in 2007 and 2030."""

import re
from datetime import date, timedelta

_TET = {
    2007: (2, 17), 2008: (2, 7), 2009: (1, 26),
    2010: (2, 14), 2011: (2, 3), 2012: (1, 23), 2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8),
    2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 2),
    2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
_STEMS = ("canh", "tan", "nham", "quy", "giap", "at", "binh", "dinh", "mau", "ky")
_BRANCHES = ("than", "dau", "tuat", "hoi", "ty", "suu", "dan", "mao", "thin", "ty", "ngo", "mui")

# In folded text; other festivals are called Tết too.
TET_PHRASE = re.compile(
    r"\btet(?!\s+(?:trung thu|thieu nhi|duong lich|doan ngo|doc lap|trong cay))(?:\s+nguyen dan|\s+co truyen)?\b"
    rf"(?:\s+(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>{'|'.join(dict.fromkeys(_BRANCHES))})\b)?"
    r"(?:\s+(?:nam\s+)?(?:(?P<year>(?:19|20)\d\d)|(?P<which>nay|ni|ngoai|truoc|kia))\b)?"
)


def tet(year: int) -> date | None:
    """The first day of the lunar year, for the years of the table."""
    return date(year, *_TET[year]) if year in _TET else None


def tet_meant(phrase: re.Match[str], today: date, year: int) -> date | None:
    """Which Tết a match of `TET_PHRASE` means: "Tết Giáp Thìn", "Tết 2024", or else the last one begun or near."""
    if phrase["stem"]:
        named = (phrase["stem"], phrase["branch"])
        return next((tet(one) for one in reversed(_TET) if (_STEMS[one % 10], _BRANCHES[one % 12]) == named), None)
    if phrase["year"] or phrase["which"]:
        return tet(year)
    return max((day for one in _TET if (day := date(one, *_TET[one])) - timedelta(21) <= today), default=None)
