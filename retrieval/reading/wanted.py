"""Which spans a question can mean at all: an hour where a day was asked, or a number that the question itself names, is
no answer however near it stands.
"""

import re
from dataclasses import dataclass

from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import fold
from retrieval.reading.asked import Asked
from retrieval.reading.passages import ReadPassage
from retrieval.reading.spans import Span
from retrieval.sought import Sought

# The sorts of a date span: see `retrieval.reading.spans`.
DAY, HOUR, YEAR, LENGTH, EVENT = range(5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What form an answer must have; an empty set allows every form."""

    times: frozenset[int]
    unit: str
    papers: frozenset[str]


_TIMES: tuple[tuple[str, frozenset[int]], ...] = (
    (r"\b(?:may gio|gio nao|gio may|nhung gio)\b", frozenset((HOUR, DAY))),
    (r"\bbao lau\b|\bmay (?:ngay|thang|nam|gio|phut|tuan)\b(?! (?:nao|may))|\bbao nhieu (?:ngay|thang|nam|gio|phut|tuan)\b|\bhow (?:long|fast)\b", frozenset((LENGTH,))),
    (r"\b(?:nam nao|nam may|tu nam)\b", frozenset((YEAR, DAY))),
    (r"\b(?:ngay nao|ngay may|hom nao|hom may|ngay bao nhieu|bua nao|thang nao|quy nao|han chot)\b|\bwhat (?:day|date)\b|\bwhich day\b", frozenset((DAY, YEAR))),
    (r"\b(?:khi nao|bao gio|luc nao|khi mo|thoi gian nao|thoi diem nao)\b|\bwhen\b", frozenset((DAY, HOUR, YEAR, EVENT))),
)
_UNITS = (
    (r"\b(?:met vuong|m2|m 2)\b|\bdien tich\b", "m2"), (r"\b(?:hecta|ha)\b", "ha"), (r"\b(?:phan tram|ty le|ti le|%)", "%"),
    (r"\b(?:may|bao nhieu) (?:met|m|cay so|km)\b|\b(?:rong|dai|cao|sau)(?: \w+)? (?:bao nhieu|may)\b", "m"),
)
_WRITTEN_UNITS = {
    "m2": r"\s?(?:m ?2|m²|met vuong|ha\b|hecta|km2|sao\b)", "ha": r"\s?(?:ha\b|hecta|m ?2|m²|km2)",
    "%": r"\s?(?:%|phan tram)", "m": r"\s?(?:m(?![a-z0-9²])|met(?! vuong)|km(?!2)|cm|cay so)",
}
_PAPERS = {
    "ke hoach": "KH", "quyet dinh": "QĐ", "nghi quyet": "NQ", "chi thi": "CT", "ket luan": "KL", "huong dan": "HD",
    "thong bao": "TB", "nghi dinh": "NĐ", "thong tu": "TT", "bao cao": "BC", "quy dinh": "QĐ", "to trinh": "TTr", "thong tri": "TT",
}
_PAPER = re.compile(rf"\b({'|'.join(_PAPERS)})\b(?=(?: so)?(?: hieu)? (?:nao|may|bao nhieu|gi)\b)|\b({'|'.join(_PAPERS)})\b(?=.*\b(?:so|danh so|mang so|so hieu) (?:may|nao|bao nhieu)\b)")


def want(asked: Asked) -> Wanted:
    """Return what form the answer to a question must have."""
    folded = fold(asked.text)
    times: frozenset[int] = frozenset()
    if asked.sought is Sought.DATE:
        times = next((sorts for pattern, sorts in _TIMES if re.search(pattern, folded)), times)
    unit = next((unit for pattern, unit in _UNITS if re.search(pattern, folded)), "") if asked.sought is Sought.NUMBER else ""
    papers = frozenset(_PAPERS[one or other] for one, other in _PAPER.findall(folded)) if asked.sought is Sought.REFERENCE else frozenset()
    return Wanted(times, unit, papers)


def possible(wanted: Wanted, asked: Asked, passage: ReadPassage, span: Span) -> bool:
    """Say whether a span has the form of the answer."""
    first, last = passage.word_at(span.core), passage.word_at(span.core_end - 1) + 1
    words = passage.plain[first:last]
    match asked.sought:
        case Sought.NUMBER | Sought.MONEY:
            if words and all(word in asked.plain or not word[0].isdigit() for word in words) and any(word[0].isdigit() for word in words):
                return False
            if (span.sort == 3) != asked.ordinal and asked.sought is Sought.NUMBER:
                return False
            return not wanted.unit or bool(re.match(_WRITTEN_UNITS[wanted.unit], passage.folded[_digits_end(passage.folded, span):]))
        case Sought.DATE:
            if all(word in asked.plain for word in words):
                return False
            return not wanted.times or span.sort in wanted.times
        case Sought.REFERENCE:
            written = passage.text[span.start:span.end]
            found = find_references(written)
            if fold(written) in fold(asked.text):
                return False
            return not wanted.papers or not found or found[0].type is None or found[0].type in wanted.papers
        case Sought.PERSON | Sought.PLACE:
            return not all(word in asked.plain for word in words)
        case _:
            return True


def _digits_end(folded: str, span: Span) -> int:
    digits = re.match(r"[\d.,]+(?:\s*-\s*[\d.,]+)?", folded[span.core:span.core_end])
    return span.core + digits.end() if digits else span.core_end
