"""Periods: the days that a question asks about, "tháng trước" or "quý I/2024".

Vietnamese weeks begin on Monday. "Tháng 3" without a year is the last March that has begun.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from corpus.vietnamese.days import CONNECTED, event_days
from corpus.vietnamese.matching import agrees, is_accented, vocabulary
from corpus.vietnamese.nouns import COUNTED
from corpus.vietnamese.references import find_references
from corpus.vietnamese.tet import TET_PHRASE, tet_meant
from corpus.vietnamese.text import align, fold_same_length


@dataclass(frozen=True, slots=True)
class Period:
    """The days a question asks about, both ends included, and the words that say so.

    `newest` asks for the newest there is, whenever that was. `inferred` tells that the question left the year out.
    `term` tells of a term of office, which names a body as often as a time ("HĐND nhiệm kỳ 2026-2031"). `recent` tells
    of words that only ask for what is new ("gần đây"): when nothing is, the newest will do.
    """

    start: date
    end: date
    phrase: str
    newest: bool = False
    inferred: bool = False
    term: bool = False
    recent: bool = False

    @property
    def named(self) -> bool:
        """Whether it names days, so that what is of other days does not answer."""
        return not (self.newest or self.term)

    def years_earlier(self, years: int) -> "Period":
        """Return the same days so many years before, 29 February becoming the 28th."""
        return replace(self, start=_ago(self.start, years), end=_ago(self.end, years))


def find_period(question: str, today: date) -> Period | None:
    """The period that a question asks about; None when it names none, or one that ends before it begins."""
    letters, at = align(question)
    reading = _Reading(letters, today)
    for rule in (_newest, _asked_days, _tet, _relative, _explicit, _recent):
        found = rule(reading)
        if found:
            if found.start > found.end:
                return None                   # "nhiệm kỳ 2020 - 2015": a slip of the pen
            phrase = question[at[found.span[0]]: at[found.span[1]]]
            return Period(found.start, found.end, phrase, found.newest, found.inferred, found.term, found.recent)
    return None


def named_periods(text: str, published: date | None) -> list[tuple[date, date]]:
    """The quarters, months and years that a document names, but for terms of office. Undated, it must say the years.

    A document looks ahead too: "từ tháng 11", published in October, is the November to come.
    """
    letters, _ = align(text)
    found = _all_named(_Reading(letters, published or date.max, ahead=_AHEAD if published else 0))
    return [(one.start, one.end) for one in found if one.start <= one.end and (published or not one.inferred)]


_AHEAD = 3     # months that a document speaks of as coming, without a year


# ---------------------------------------------------------------------------------------------------------------------
# A rule reads the folded question; accents that were typed must be the right ones.

@dataclass(frozen=True, slots=True)
class _Found:
    start: date
    end: date
    span: tuple[int, int]
    newest: bool = False
    inferred: bool = False
    range: bool = False
    term: bool = False
    recent: bool = False


class _Reading:
    """A question, folded, and the day it is asked on; what it names without a year may be `ahead` months away."""

    def __init__(self, letters: str, today: date, ahead: int = 0) -> None:
        self.letters = letters
        self.folded = fold_same_length(letters)
        self.today = today
        self.ahead = ahead

    @cached_property
    def accented(self) -> bool:
        return is_accented(self.letters)

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return next(self.finditer(pattern), None)

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for match in pattern.finditer(self.folded):
            if agrees(self.letters[match.start(): match.end()], _PERIOD_WORDS, accented=self.accented):
                yield match


_PERIOD_WORDS = vocabulary(
    ["năm tháng tuần quý quí ngày hôm bữa bựa này nay ni nầy qua trước rồi vừa mới gần đây dạo mấy sau tới ngoái kia",
     "đầu cuối giữa sáu ba chín hai bốn tư bảy tám mười một vài đến từ giai đoạn nhiệm kỳ khóa nhất cập nhật sáng",
     "chiều tối đêm trưa mai tết dịp nguyên đán lại hồi trong tê trở hiện tại giờ bây lúc"]
)  # fmt: skip
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_THIS = "(?:nay|ni)"
_LAST = "(?:truoc|qua|roi|vua qua|vua roi)"
_NEXT = "(?:sau|toi)"

_NEWEST = re.compile(
    r"\b(?:moi nhat|gan (?:day )?nhat|cap nhat nhat|hien (?:nay|tai|gio)|bay gio|luc nay"
    r"|latest|newest|most recent|currently)\b"
)
_RECENT = re.compile(r"\b(?:gan day|moi day|vua qua|vua roi|recent(?:ly)?)\b")


def _newest(reading: _Reading) -> _Found | None:
    match = reading.search(_NEWEST)
    return _Found(date.min, reading.today, match.span(), newest=True) if match else None


def _recent(reading: _Reading) -> _Found | None:
    match = reading.search(_RECENT)
    return _Found(_back(reading.today, 90), reading.today, match.span(), recent=True) if match else None


def _asked_days(reading: _Reading) -> _Found | None:
    days = [day for day in event_days(reading.letters, reading.today) if day.date]
    if not days:
        return None
    first = days[0]
    last = first
    for following in days[1:]:
        if CONNECTED.fullmatch(reading.folded, last.end, following.start) or re.fullmatch(
            r"\s*,\s*", reading.folded[last.end: following.start]
        ):
            last = following
    assert first.date
    assert last.date
    found = _Found(first.date, last.date, (first.start, last.end), inferred=first.inferred or last.inferred)
    return _open_ended(reading, found) if first is last else found


_BEFORE_IT = re.compile(r"\b(?P<word>truoc|sau|ke tu|tu)\s+(?:ngay\s+|thang\s+|nam\s+)?$")


def _open_ended(reading: _Reading, found: _Found) -> _Found:
    """"trước năm 2020", "sau ngày 1/7/2025", "từ năm 2021 (đến nay)"."""
    word = _BEFORE_IT.search(reading.folded, 0, found.span[0])
    if not word or not agrees(reading.letters[word.start(): word.end()], _PERIOD_WORDS, accented=reading.accented):
        return found
    span = (word.start(), found.span[1])
    if word["word"] == "truoc":
        return replace(found, start=date.min, end=_back(found.start, 1), span=span)
    if word["word"] == "sau":
        start = found.end + timedelta(1)
        return replace(found, start=start, end=max(start, reading.today), span=span)
    return replace(found, end=max(found.end, reading.today), span=span)


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[date, date]]]


def _relative(reading: _Reading) -> _Found | None:
    for pattern, resolve in _RELATIVE:
        match = reading.search(pattern)
        if match:
            try:
                start, end = resolve(match, reading.today)
            except (OverflowError, ValueError):
                return None                   # beyond the calendar
            return _Found(start, end, match.span(), term=resolve is _term, recent=pattern is _LATELY)
    return None


def _rule(pattern: str, resolve: Callable[[re.Match[str], date], tuple[date, date]]) -> Rule:
    return re.compile(rf"\b(?:{pattern})\b"), resolve


def _back(day: date, days: int) -> date:
    return day - timedelta(min(days, (day - date.min).days))


def _monday(day: date) -> date:
    return _back(day, day.weekday())


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the last day of another in the same year."""
    end = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(1)
    return date(year, first, 1), end


def _month(day: date, shift: int) -> tuple[date, date]:
    index = day.year * 12 + day.month - 1 + shift
    return _months(index // 12, index % 12 + 1, index % 12 + 1)


def _quarter(day: date, shift: int) -> tuple[date, date]:
    index = day.year * 4 + (day.month - 1) // 3 + shift
    return _months(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)


def _ago(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=max(1, day.year - years))


_SMALL = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
          "may": 3, "vai": 3}  # fmt: skip
_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(_SMALL)})"
_PASSED = r"(?:qua|gan day|vua qua|vua roi|tro lai day)"


def _count(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else _SMALL[match["n"]]


def _rolling(match: re.Match[str], today: date) -> tuple[date, date]:
    count = _count(match)
    unit = match["unit"]
    if unit == "nam":
        return _ago(today, count), today
    days = {"ngay": 1, "hom": 1, "tuan": 7, "thang": 30}[unit]
    return _back(today, count * days), today


def _term(match: re.Match[str], today: date) -> tuple[date, date]:
    council = re.search(r"\b(?:hdnd|hoi dong nhan dan|quoc hoi)\b", match.string)
    # Party committees: 2020, 2025, 2030; councils were last elected in March 2026.
    began = today.year - (today.year - 1) % 5 if council else today.year - today.year % 5
    if council and began == today.year and today.month < 4:
        began -= 5
    if match["which"] in {"truoc", "qua"}:
        began -= 5
    elif match["which"] in {"toi", "sau"}:
        began += 5
    return date(began, 1, 1), date(began + 5, 12, 31)


def _part_of_year(match: re.Match[str], today: date) -> tuple[date, date]:
    year = _year_named(match, today)
    first, last = {"dau": (1, 3), "giua": (5, 8), "cuoi": (10, 12)}[match["part"]]
    return _months(year, first, last)


def _months_of_year(match: re.Match[str], today: date) -> tuple[date, date]:
    count = min(_count(match), 12)
    year = _year_named(match, today)
    return _months(year, 1, count) if match["part"] == "dau" else _months(year, 13 - count, 12)


def _month_of_year(match: re.Match[str], today: date) -> tuple[date, date]:
    month = int(match["m"])
    return _months(_year_named(match, today), month, month)


def _quarter_of_year(match: re.Match[str], today: date) -> tuple[date, date]:
    first = 3 * (_ROMAN.get(match["q"]) or int(match["q"])) - 2
    return _months(_year_named(match, today), first, first + 2)


def _year_named(match: re.Match[str], today: date) -> int:
    if match["year"]:
        return int(match["year"])
    return today.year - {"ngoai": 1, "truoc": 1, "kia": 2}.get(match["which"] or "", 0)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WHICH_YEAR = rf"(?:\s+(?P<year>{_YEAR})|\s+(?P<which>nay|ni|ngoai|truoc|kia))?"
_LATELY = re.compile(rf"\b(?:(?:may|vai|dao) (?:bua|hom|ngay) (?:{_THIS}|qua|gan day)|dao {_THIS})\b")
_RELATIVE: list[Rule] = [
    (_LATELY, lambda m, t: (_back(t, 90), t)),
    _rule(rf"thang (?P<m>{_MONTH}),? (?P<year>)nam (?P<which>nay|ni|ngoai|truoc|kia)", _month_of_year),
    _rule(r"qu[iy] (?P<q>iv|iii|ii|i|[1-4]),? (?P<year>)nam (?P<which>nay|ni|ngoai|truoc|kia)", _quarter_of_year),
    _rule(rf"(?:hom|bua|bua\s+hom) {_THIS}|(?:sang|trua|chieu|toi|dem) nay|hum nay|hnay|today", lambda m, t: (t, t)),
    _rule(r"(?:hom|bua) qua|(?:toi|dem) qua|hum qua|hqua|yesterday", lambda m, t: (_back(t, 1), _back(t, 1))),
    _rule(r"(?:hom|bua) (?:kia|te)", lambda m, t: (_back(t, 2), _back(t, 2))),
    _rule(r"ngay mai|sang mai|chieu mai|toi mai|tomorrow", lambda m, t: (t + timedelta(1), t + timedelta(1))),
    _rule(rf"(?:tu )?dau nam (?:{_THIS} )?(?:den|toi) nay", lambda m, t: (date(t.year, 1, 1), t)),
    _rule(rf"{_COUNT} thang (?P<part>dau|cuoi) nam{_WHICH_YEAR}", _months_of_year),
    _rule(rf"{_COUNT} (?P<unit>nam|thang|tuan|ngay|hom) {_PASSED}", _rolling),
    _rule(rf"tuan {_THIS}|this week", lambda m, t: (_monday(t), _monday(t) + timedelta(6))),
    _rule(rf"tuan {_LAST}|last week", lambda m, t: (_back(_monday(t), 7), _back(_monday(t), 1))),
    _rule(rf"tuan {_NEXT}|next week", lambda m, t: (_monday(t) + timedelta(7), _monday(t) + timedelta(13))),
    _rule(rf"thang {_THIS}|this month", lambda m, t: (t.replace(day=1), t)),
    _rule(rf"thang {_LAST}|last month", lambda m, t: _month(t, -1)),
    _rule(rf"thang {_NEXT}|next month", lambda m, t: _month(t, 1)),
    _rule(rf"qu[iy] {_THIS}", lambda m, t: _quarter(t, 0)),
    _rule(rf"qu[iy] {_LAST}", lambda m, t: _quarter(t, -1)),
    _rule(rf"(?P<part>dau|giua|cuoi) nam{_WHICH_YEAR}", _part_of_year),
    _rule(r"nhiem ky (?P<which>nay|ni|truoc|qua|toi|sau)", _term),
    _rule(r"nam (?:ngoai|truoc|qua|roi)|last year", lambda m, t: _months(t.year - 1, 1, 12)),
    _rule(r"nam kia", lambda m, t: _months(t.year - 2, 1, 12)),
    _rule(rf"nam {_THIS}|this year", lambda m, t: (date(t.year, 1, 1), t)),
    _rule(rf"nam {_NEXT}|next year", lambda m, t: _months(t.year + 1, 1, 12)),
]

_YEARS = re.compile(
    rf"(?<![\w/.,-])(?P<a>{_YEAR})\s*(?:-|den|toi|den nam|den het nam)\s*(?P<b>{_YEAR})(?![\w/]|-\d|[.,]\d)"
)
_ANY_YEAR = re.compile(_YEAR)
_ANY_QUARTER = re.compile(r"qu[yi]\s+[i1-4]")
_ANY_MONTH = re.compile(r"thang\s+\d")
_OF_TERM = re.compile(r"\b(?:nhiem ky|nk)\s*$")
_QUARTER = re.compile(rf"\bqu[yi]\s+(?P<q>iv|iii|ii|i|[1-4])\b(?:\s*(?:/|-|,?\s*nam)?\s*(?P<year>{_YEAR})\b)?")
_MONTHS = re.compile(
    rf"\bthang\s+(?P<m1>{_MONTH})(?:\s*/\s*(?P<y1>{_YEAR}))?\s*(?:-|den|toi|den het)\s*(?:thang\s+)?(?P<m2>{_MONTH})"
    rf"(?:\s*(?:/|nam)\s*(?P<y2>{_YEAR}))?(?![\d/]|[.,]\d)"
)
_ONE_MONTH = re.compile(
    rf"\bthang\s+(?P<m>{_MONTH})(?![\d.]|,\d)(?:\s*(?:/|-|,?\s*nam)\s*(?P<year>{_YEAR})\b)?"
)
_ONE_YEAR = re.compile(
    rf"(?:\b(?P<word>nam|trong|hoi|in|of)\s+)?(?<![\w/.,-])(?P<year>{_YEAR})(?![\w/]|[.,]\d|\s*-\s*\d)"
)
_MEASURED = re.compile(r"\s*(?:%|(?:dong|ty|trieu|m2|m3|km|ha|m)\b)")


def _explicit(reading: _Reading) -> _Found | None:
    found = next(iter(_all_named(reading, named_terms=True)), None)
    return _open_ended(reading, found) if found and not found.range else found


def _all_named(reading: _Reading, named_terms: bool = False) -> list[_Found]:
    """Quarters, months and years that are named, the most exact kind first; terms of office only when asked for."""
    if not (_ANY_YEAR.search(reading.folded) or _ANY_QUARTER.search(reading.folded) or _ANY_MONTH.search(reading.folded)):
        return []
    skipped = [(reference.start, reference.end) for reference in find_references(reading.letters)]
    found: list[_Found] = []
    for pattern, needed, resolve in (
        (_YEARS, _ANY_YEAR, _years), (_QUARTER, _ANY_QUARTER, _named_quarter), (_MONTHS, _ANY_MONTH, _named_months),
        (_ONE_MONTH, _ANY_MONTH, _named_month), (_ONE_YEAR, _ANY_YEAR, _named_year),
    ):  # fmt: skip
        if not needed.search(reading.folded):
            continue                          # most passages: spare them the slow patterns
        for match in reading.finditer(pattern):
            if any(start < match.end() and match.start() < end for start, end in skipped):
                continue
            one = resolve(match, reading)
            if one:
                skipped.append(match.span())
                if named_terms or not one.term:
                    found.append(one)
    return found


def _years(match: re.Match[str], reading: _Reading) -> _Found:
    term = bool(_OF_TERM.search(reading.folded, 0, match.start()))
    return _Found(date(int(match["a"]), 1, 1), date(int(match["b"]), 12, 31), match.span(), range=True, term=term)


def _named_quarter(match: re.Match[str], reading: _Reading) -> _Found:
    quarter = _ROMAN.get(match["q"]) or int(match["q"])
    first = 3 * quarter - 2
    year = int(match["year"]) if match["year"] else _latest(reading, first)
    return _Found(*_months(year, first, first + 2), match.span(), inferred=not match["year"])


def _named_months(match: re.Match[str], reading: _Reading) -> _Found | None:
    first, last = int(match["m1"]), int(match["m2"])
    year = match["y2"] or match["y1"]
    end = int(year) if year else _latest(reading, first)
    begin = int(match["y1"]) if match["y1"] else end - (first > last)
    if not begin:
        return None
    start = _months(begin, first, first)[0]
    return _Found(start, _months(end, last, last)[1], match.span(), inferred=not year, range=True)


def _named_month(match: re.Match[str], reading: _Reading) -> _Found | None:
    month = int(match["m"])
    year = int(match["year"]) if match["year"] else _latest(reading, month)
    return _Found(*_months(year, month, month), match.span(), inferred=not match["year"])


def _named_year(match: re.Match[str], reading: _Reading) -> _Found | None:
    letters, folded, end = reading.letters, reading.folded, match.end()
    if not match["word"] and (
        _MEASURED.match(folded, end) or COUNTED.match(letters, folded, end + 1, accented=reading.accented)
    ):
        return None                           # 2000 hộ
    year = int(match["year"])
    return _Found(date(year, 1, 1), date(year, 12, 31), match.span())


def _latest(reading: _Reading, month: int) -> int:
    """The year of the last such month that has begun, or is as near ahead as the text may look."""
    this = reading.today.year * 12 + reading.today.month - 1 + reading.ahead
    return min(9999, max(1, (this - (month - 1)) // 12))


def _tet(reading: _Reading) -> _Found | None:
    """Tết lasts: three weeks before the first day of the year and three after."""
    match = reading.search(TET_PHRASE)
    if not match:
        return None
    named = match["stem"] or match["year"] or match["which"]
    first = tet_meant(match, reading.today, _year_named(match, reading.today))
    if first is None:
        return None
    around = timedelta(21)
    return _Found(first - around, first + around, match.span(), inferred=not named)
