"""What an admin writes under a file: a date, an audience, both or neither."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.document import Audience
from corpus.errors import CorpusError, InvalidValue
from corpus.formats import publication
from corpus.vietnamese.text import fold, normalize

_DATES = (
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?![\d/-])"),
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d/-])"),
    re.compile(r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})\b"),
)
_AUDIENCES = {"công khai": Audience.PUBLIC, "đảng viên": Audience.PARTY, "cán bộ": Audience.STAFF}
_NARROW = ("mật", "nội bộ", "dự thảo", "không phổ biến")


class UnclearAudience(CorpusError):
    """A caption that names several audiences, or hints at a narrow one without naming it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption says, and what in it is doubtful; where that is the audience, it is the narrowest that may be meant."""

    issued: date | None = None
    audience: Audience | None = None
    doubts: tuple[CorpusError, ...] = ()


def understand(caption: str) -> Caption:
    """Read a caption.

    A forwarded file brings a caption that was not written for us, so other words are passed over, and of several
    dates none is taken.
    """
    doubts: list[CorpusError] = []
    dates: set[date] = set()
    try:
        dates = set(_days(caption))
    except InvalidValue as problem:
        doubts.append(problem)
    named = [words for words in _AUDIENCES if _says(caption, words)]
    hints = [words for words in _NARROW if not caption.isascii() and _says(caption, words)]   # "mat" is mostly "mặt"
    if len(named) > 1:
        doubts.append(UnclearAudience(", ".join(named)))
    elif hints and not named:
        doubts.append(UnclearAudience(hints[0]))
    audience = _AUDIENCES[named[-1]] if named else Audience.STAFF if hints else None
    return Caption(dates.pop() if len(dates) == 1 else None, audience, tuple(doubts))


def day_in(words: str) -> date:
    """Return the one date that words name; InvalidValue when that is none, several, or not in the calendar."""
    days = set(_days(words))
    if len(days) != 1:
        raise InvalidValue("issued", words.strip())
    return days.pop()


def _days(words: str) -> list[date]:
    return [_day(match) for form in _DATES for match in form.finditer(normalize(words))]


def _day(match: re.Match[str]) -> date:
    try:
        return publication.checked(date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        raise InvalidValue("issued", match[0]) from None


def _says(caption: str, words: str) -> bool:
    """Say whether the words stand in the caption; one typed without any marks is compared without them."""
    form = fold if caption.isascii() else normalize
    return re.search(rf"\b{re.escape(form(words))}\b", form(caption)) is not None
