"""Are the quotes that people were shown today still what stands in the documents?"""

from dataclasses import dataclass
from datetime import date

from bot.records.given import Given, digest
from retrieval.library import Library


@dataclass(frozen=True, slots=True)
class QuotesChecked:
    """How many quotes were given, and how many of them do not stand in the version of the document that they quoted."""

    given: int
    wrong: int


def check_quotes(library: Library, given: Given, day: date) -> QuotesChecked:
    """Compare the quotes of a day with the store; one whose document was forgotten since is not wrong, it is gone."""
    quotes = given.of(day)
    texts = (library.quoted(one.passage, one.start, one.end) for one in quotes)
    wrong = [one for one, text in zip(quotes, texts, strict=True) if text is not None and digest(text) != one.digest]
    return QuotesChecked(len(quotes), len(wrong))
