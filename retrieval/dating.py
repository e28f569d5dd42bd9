"""What was found, and the time that a question asks about: only what is of that time answers, or what is older is offered.

A passage is of a time when it tells of days of it, when its document was published in it, or when that was published not
long before or after and tells of it elsewhere: a report on the first quarter is published in the second.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.document import StoredPassage
from corpus.vietnamese.dates import Period
from retrieval.question import Hit

Telling = Callable[[Collection[str], date, date, int], set[str]]     # see Library.telling

# Shares of the distance between the best hit and the worst.
_NEARLY = 0.05       # below the best of any year: to here a later year is the one that was meant
_AS_GOOD = 0.02      # below a hit: to here another is as good
_GOOD_ENOUGH = 0.4   # the same where the newest is asked for
_YEARS = 10          # that a month or a day without a year may lie back
_AROUND = timedelta(120)     # that a document about a time may be published before or after it


def of_period(hits: Sequence[Hit], period: Period, telling: Telling) -> list[Hit]:
    """Return the hits of a period, best first; of a day without a year, in the year that the documents suggest."""
    if not period.named or not hits:
        return list(hits)
    if not period.inferred:
        return _within(hits, period, telling)
    years = [found for back in range(_YEARS) if (found := _within(hits, period.years_earlier(back), telling))]
    enough = max(map(_best, years), default=0.0) - _NEARLY * _spread(hits)
    meant = next((found for found in years if _best(found) >= enough), None)
    return meant or list(hits)      # a guess at a year: better another time than none


def before(hits: Sequence[Hit], period: Period) -> list[Hit]:
    """Return the hits that are older than a period."""
    return [hit for hit in hits if (_last_day(hit.passage) or date.max) < period.start]


def newest_first(hits: Sequence[Hit], *, asked: bool) -> list[Hit]:
    """Put the newer of hits that are as good first; where the newest is `asked` for, it may be a good deal worse."""
    if not any(hit.passage.issued for hit in hits):
        return list(hits)
    window = (_GOOD_ENOUGH if asked else _AS_GOOD) * _spread(hits)
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and groups[-1][0].score - hit.score <= window:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    newest = [hit for group in groups for hit in sorted(group, key=_newness, reverse=True)]
    return [replace(hit, score=place.score) for hit, place in zip(newest, hits, strict=True)]


def _newness(hit: Hit) -> date:
    return hit.passage.issued or date.min


def is_within(passage: StoredPassage, period: Period) -> bool:
    """Say whether a passage was published in a period, or tells of days of it and not of a much longer time."""
    if passage.issued is not None and period.start <= passage.issued <= period.end:
        return True
    if passage.happened is None:
        return False
    first, last = passage.happened
    return first <= period.end and period.start <= last and (last - first).days <= longest(period)


def longest(period: Period) -> int:
    """Return how many days a passage may span to tell of a period: "2021-2023" tells of 2022, and of no month of it."""
    return 3 * (period.end - period.start).days + 7


def _within(hits: Sequence[Hit], period: Period, telling: Telling) -> list[Hit]:
    near = {hit.passage.document for hit in hits if hit.passage.issued and _is_near(hit.passage.issued, period)}
    told = telling(near, period.start, period.end, longest(period)) if near else set()
    return [hit for hit in hits if hit.passage.issued is None     # the days that it happens to name decide nothing
            or hit.passage.document in told or is_within(hit.passage, period)]


def _is_near(issued: date, period: Period) -> bool:
    """Say whether a document about a period may have been published on that day."""
    return (issued - period.end <= _AROUND) and (period.start - issued <= _AROUND)


def _best(hits: Sequence[Hit]) -> float:
    return sum(hit.score for hit in hits[:3]) / 3      # of three: one passage alone may be there by chance


def _spread(hits: Sequence[Hit]) -> float:
    scores = [hit.score for hit in hits]
    return max(scores) - min(scores) or 1.0


def _last_day(passage: StoredPassage) -> date | None:
    return passage.issued or (passage.happened[1] if passage.happened else None)
