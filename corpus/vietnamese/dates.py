"""Dates: the days that reports mention, the periods that questions ask about, and how the two meet."""

from datetime import date

from corpus.vietnamese.days import DateMention, event_days, find_dates, infer_year
from corpus.vietnamese.periods import Period, find_period, named_periods

__all__ = ["DateMention", "Period", "event_span", "find_dates", "find_period", "infer_year"]


def event_span(text: str, published: date | None) -> tuple[date, date] | None:
    """The shortest period that holds what a passage tells of: its days, or else the months and years that it names.

    The date of a document that it cites ("Chỉ thị 05-CT/TW ngày 15/5/2016") is not counted.
    """
    days = [day.date for day in event_days(text, published) if day.date]
    spans = [(day, day) for day in days] or named_periods(text, published)
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)
