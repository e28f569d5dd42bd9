"""Days: the dates that a text mentions.

A report says "ngày 11/3" and leaves the year out: the day of publication tells it. "2/2 tuyến phố" is no date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.vietnamese.matching import agrees, is_accented, vocabulary
from corpus.vietnamese.nouns import COUNTED
from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import align, fold_same_length


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day as a text mentions it: `text[start:end]`.

    `year` is None when it is not written; then `inferred` is true if `date` was found from the day of publication.
    `date` is None when the year is unknown, and for a day that does not exist (30/2).
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    date: date | None
    inferred: bool


def find_dates(text: str, published: date | None = None) -> list[DateMention]:
    """The days that a text mentions, in its order; `published` supplies missing years."""
    letters, at = align(text)
    return [replace(found, start=at[found.start], end=at[found.end]) for found in _mentions(letters, published)]


def infer_year(day: int, month: int, published: date, future: bool = False) -> date | None:
    """The day meant by "11/3" in a text of that date: the last one before, or the next one if it was still to come.

    A text may be dated a few days before the event it reports.
    """
    candidates = _candidates(day, month, published)
    if future:
        return min((one for one in candidates if one >= published), default=None)
    return max((one for one in candidates if one <= published + timedelta(3)), default=None)


def event_days(text: str, published: date | None) -> list[DateMention]:
    """The days of what happened: without those of documents cited ("Chỉ thị 05-CT/TW ngày 15/5/2016")."""
    days = find_dates(text, published)
    if not days:
        return []
    folded = fold_same_length(text)
    cited = [reference.end for reference in find_references(text)]
    return [
        day for day in days
        if not any(end <= day.start and _OF_DOCUMENT.fullmatch(folded, end, day.start) for end in cited)
    ]


_OF_DOCUMENT = re.compile(r"[\s,(]*(?:ban hanh\s*)?(?:ngay\s*)?")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_PREFIX = re.compile(r"\b(?:ngay\s+)?(?:(?:mung|mong)\s+)?$")
_FULL_DATE = re.compile(
    rf"(?<![\d/.,])(?P<day>{_DAY})(?:"
    rf"(?P<slash>\s?/\s?|\s?[.-]\s?)(?P<month>{_MONTH})(?:\s?[/.-]\s?(?P<year>{_YEAR})|,?\s+nam\s+(?P<year2>{_YEAR}))?"
    rf"|\s+thang\s+(?P<month2>{_MONTH})(?:(?:\s*/\s*|,?\s+nam\s+)(?P<year3>{_YEAR}))?"
    r")(?![\d/]|[.,-]\d|\w)"
)
_ISO_DATE = re.compile(rf"(?<![\d/.,-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/]|[.,-]\d|\w)")
_ENGLISH_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<day>{_DAY})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(_ENGLISH_MONTHS)})"
    rf"|(?P<month2>{'|'.join(_ENGLISH_MONTHS)})\s+(?P<day2>{_DAY})(?:st|nd|rd|th)?)\b(?:,?\s+(?P<year>{_YEAR})\b)?"
)
# Before "11/3": what makes it a day. A hyphen or dot needs the word right before ("hôm 6-2", but "từ 6-8 hộ").
_CUE = re.compile(
    r"\b(?:ngay|sang|chieu|toi|trua|dem|hom|tu|den|vao|han|truoc|sau|luc|khuya|het|dip|quang|khoang|cn|chu nhat"
    r"|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))[\s,(]*$"
)
_CLOSE_CUE = re.compile(r"\b(?:ngay|sang|chieu|toi|trua|dem|hom|khuya|cn|chu nhat|thu \w+)[\s,(]*$")
_MEASURED = re.compile(r"\s*(?:%|(?:m2|km|ha)\b)")
_LUNAR = re.compile(r"[\s(]*(?:am lich|al\b)")
_LIST_BEFORE = re.compile(
    rf"\b(?:ngay|tu|hom)\s+(?P<days>(?:{_DAY}\s*(?:,|-|va|den|toi)\s*(?:ngay\s+)?)+)$"
)
CONNECTED = re.compile(
    r"[\s,]*(?:-|va|den|toi|cho den|den het|het)\s*(?:het\s+)?(?:\d{1,2}\s*(?:h|gio)\S*\s*)?(?:ngay\s+)?"
)
_DAY_AND_MONTH = re.compile(rf"{_DAY}\s?[/.-]\s?{_MONTH}(?!\d)|{_DAY}\s+thang\s")
_COMING = re.compile(r"\b(?:se|du kien|sap|chuan bi|sap toi|toi day|cham nhat|han chot|truoc)\b[^.!?;\n]*$")
_PERHAPS_COMING = re.compile(r"\bke hoach\b[^.!?;\n]*$")
_COMING_AFTER = re.compile(r"[^.!?;\n]{0,60}\b(?:se|toi day)\b|\s+toi\b")
_DAY_WORDS = vocabulary(
    ["ngày tháng năm mùng mồng sáng chiều tối trưa đêm khuya hôm từ đến tới vào hạn trước sau lúc hết dịp chủ nhật thứ",
     "và các hai ba tư sáu bảy quãng khoảng sẽ dự kiến sắp chuẩn bị đây chậm nhất chót kế hoạch âm lịch"]
)  # fmt: skip
_LOOK_BACK = 48


def _mentions(letters: str, published: date | None) -> list[DateMention]:
    if not any(map(str.isdigit, letters)):
        return []
    folded = fold_same_length(letters)
    matches = list(_FULL_DATE.finditer(folded))
    accented = bool(matches) and is_accented(letters)
    if published is None:
        published = _known_from_terms(folded)
    found: list[DateMention] = []
    for match in matches:
        start, end = match.span()
        prefix = _PREFIX.search(folded, max(0, start - _LOOK_BACK), start)
        if prefix and agrees(letters[prefix.start(): start], _DAY_WORDS, accented=accented):
            start = prefix.start()
        listed = _LIST_BEFORE.search(folded, max(0, start - _LOOK_BACK), start)
        if listed and not agrees(letters[listed.start(): start], _DAY_WORDS, accented=accented):
            listed = None
        if not agrees(letters[start:end], _DAY_WORDS, accented=accented) or _LUNAR.match(folded, end):
            continue
        if not (listed or start < match.start() or _is_day(letters, folded, match, accented)):
            continue
        year = match["year"] or match["year2"] or match["year3"]
        last = _mention(
            folded, (start, end), int(match["day"]), int(match["month"] or match["month2"]),
            int(year) if year else None, published,
        )  # fmt: skip
        if listed:
            found += _listed_before(folded, listed, last, published)
        found.append(last)
    found += [_foreign(folded, match, published) for match in _ISO_DATE.finditer(folded)]
    if any(month in folded for month in _ENGLISH_MONTHS):
        found += [_foreign(folded, match, published) for match in _ENGLISH_DATE.finditer(folded)]
    found = _apart(found)
    return [_carried(folded, one, following) for one, following in zip(found, [*found[1:], None], strict=False)]


def _is_day(letters: str, folded: str, match: re.Match[str], accented: bool) -> bool:
    start, end = match.span()
    connected = CONNECTED.match(folded, end)
    if folded[start - 1: start] == "-" and not (match["year"] and folded[start - 2: start - 1].isspace()):
        return False
    if match["year"] or match["year2"] or match["month2"]:
        return True
    if connected and _DAY_AND_MONTH.match(folded, connected.end()):
        return True
    following = end + 1 if folded[end: end + 1].isspace() else end
    if _MEASURED.match(folded, end) or COUNTED.match(letters, folded, following, accented=accented):
        return False
    cue = (_CUE if match["slash"].strip() == "/" else _CLOSE_CUE).search(folded, max(0, start - _LOOK_BACK), start)
    return bool(cue and agrees(letters[cue.start(): start], _DAY_WORDS, accented=accented))


def _mention(
    folded: str, span: tuple[int, int], day: int, month: int, year: int | None, published: date | None
) -> DateMention:
    when = None
    if year:
        when = _real(year, month, day)
    elif published:
        when = _guessed(folded, span, day, month, published)
    return DateMention(*span, day, month, year, when, inferred=year is None and when is not None)


def _guessed(folded: str, span: tuple[int, int], day: int, month: int, published: date) -> date | None:
    before = max(0, span[0] - 120)
    if _COMING.search(folded, before, span[0]):
        return infer_year(day, month, published, future=True)
    if _PERHAPS_COMING.search(folded, before, span[0]) or _COMING_AFTER.match(folded, span[1]):
        return min(_candidates(day, month, published), key=lambda one: abs(one - published), default=None)
    past = infer_year(day, month, published)
    if past is None or (published - past).days > _LONG_AGO:
        coming = infer_year(day, month, published, future=True)
        if coming and (coming - published).days <= _SOON:
            return coming                     # a notice of October that tells of 15/10 and does not say "sẽ"
    return past


_LONG_AGO, _SOON = 300, 45     # days


def _listed_before(
    folded: str, listed: re.Match[str], last: DateMention, published: date | None
) -> Iterator[DateMention]:
    """The first days of "từ ngày 10-15/3" and "ngày 14 và 15/3"."""
    for day in re.finditer(r"\d+", listed["days"]):
        start = listed.start("days") + day.start()
        mention = _mention(folded, (start, start + len(day[0])), int(day[0]), last.month, last.year, published)
        if not last.year and last.date:
            mention = replace(mention, date=_real(last.date.year, last.month, int(day[0])))
        yield replace(mention, inferred=last.inferred and mention.date is not None)


def _foreign(folded: str, match: re.Match[str], published: date | None) -> DateMention:
    parts = match.groupdict()
    name = parts["month"] or parts["month2"]
    month = int(name) if name.isdigit() else _ENGLISH_MONTHS.index(name) + 1
    year = int(parts["year"]) if parts["year"] else None
    return _mention(folded, match.span(), int(parts["day"] or parts["day2"]), month, year, published)


def _carried(folded: str, one: DateMention, following: DateMention | None) -> DateMention:
    """"từ 05/02 đến 08/02/2026": the first day takes the year of the second, or the one before at New Year."""
    if one.year or not following or not following.year or not CONNECTED.fullmatch(folded, one.end, following.start):
        return one
    year = following.year - ((one.month, one.day) > (following.month, following.day))
    return replace(one, year=year, date=_real(year, one.month, one.day), inferred=False)


def _apart(found: list[DateMention]) -> list[DateMention]:
    kept: list[DateMention] = []
    for one in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_TERM_ENDING = re.compile(rf"giai doan\s+{_YEAR}\s*-\s*(?P<year>{_YEAR})")
_YEARS_DONE = re.compile(r"\bnam\s+(?:trien khai\s+)?thuc hien\b")


def _known_from_terms(folded: str) -> date | None:
    """"Sơ kết 3 năm thực hiện … (giai đoạn 2021 - 2024)" was written in 2024."""
    term = _TERM_ENDING.search(folded)
    return date(int(term["year"]), 12, 31) if term and _YEARS_DONE.search(folded) else None


def _candidates(day: int, month: int, published: date) -> list[date]:
    years = range(max(1, published.year - 8), min(9999, published.year + 8) + 1)
    return [one for one in (_real(year, month, day) for year in years) if one]


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
