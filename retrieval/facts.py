"""The fact itself, as short as it can be said in the words of the document."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.vietnamese.days import find_dates
from corpus.vietnamese.text import fold
from retrieval.reading.asked import Asked
from retrieval.reading.reader import Finding
from retrieval.reading.spans import SpanKind
from retrieval.reading.words import plain_of
from retrieval.sought import Sought

_LONGEST = 120      # characters of a fact


def state(finding: Finding, asked: Asked) -> str | None:
    """Return the fact of a finding, None where the sentence itself is the answer."""
    if finding.span is None:
        return None
    match asked.sought:
        case Sought.NUMBER:
            return _counted(finding, asked)
        case Sought.DATE:
            return _dated(finding.fact or "", finding.seen.text, finding.seen.hit.passage.issued)
        case Sought.REFERENCE:
            return finding.fact
        case _:
            return _tidy(finding.fact or "")


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;.:–-")


def _counted(finding: Finding, asked: Asked) -> str:
    """Return the number with its noun, and those beside it that the question counts too."""
    passage, sentence, span = finding.seen.passage, finding.seen.sentence, finding.span
    assert span is not None
    start, end = span.start, _with_noun(passage.text, span.core_end, span.end, asked)
    for other in reversed(passage.spans(SpanKind.NUMBER)):
        noun_end = _with_noun(passage.text, other.core_end, other.end, asked)
        joined = sentence.start <= other.start and noun_end <= start and _AND.fullmatch(passage.text[noun_end:start])
        if joined and any(word in asked.plain for word in plain_of(passage.text[other.core_end:noun_end])):
            start = other.start
    for other in passage.spans(SpanKind.NUMBER):
        joined = end <= other.start < sentence.end and _AND.fullmatch(passage.text[end:other.start])
        if joined and any(word in asked.plain for word in plain_of(passage.text[other.core_end:other.end])):
            end = _with_noun(passage.text, other.core_end, other.end, asked)
    return _tidy(passage.text[start:end])


def _with_noun(text: str, number_end: int, span_end: int, asked: Asked) -> int:
    """Return where the noun that the question counts ends, when it follows the number; else where the span ends."""
    following = re.match(r"(?:\s+[^\s,;.:()]+){1,4}", text[number_end:])
    if not following or not asked.noun:
        return span_end
    end = number_end
    for word in re.finditer(r"\s+([^\s,;.:()]+)", following[0]):
        if fold(word[1]) in asked.noun:
            end = number_end + word.end()
    return max(end, span_end) if end > number_end else span_end


def _dated(fact: str, sentence: str, issued: date | None) -> str:
    """Return a date, its year added in brackets where only the date of the document tells it."""
    fact = _tidy(fact)
    if issued and not re.search(r"(?:19|20)\d\d", fact):
        for found in find_dates(sentence, issued):
            if found.inferred and found.date and sentence[found.start:found.end] in fact:
                return f"{fact} (năm {found.date.year}, tính theo ngày của văn bản)"
    return fact


def agree(sentence: str, question: str) -> bool:
    """Say whether a sentence says yes to a question: what one denies and the other does not is a no."""
    return _denies(sentence) == _denies_question(question)


_DENIAL = re.compile(r"\b(?:không|chưa|chẳng|dừng|ngừng|cấm|bác|từ chối|hủy|huỷ|hoãn|bỏ|nghiêm cấm|tạm dừng)\b", re.IGNORECASE)


def _denies(sentence: str) -> bool:
    return len(_DENIAL.findall(sentence)) % 2 == 1


def _denies_question(question: str) -> bool:
    """Whether a question denies something besides asking "… không?"."""
    body = re.sub(r"\b(?:không|chưa|ko|hk)\b(?:\s+\w+){0,3}\W*$", "", question, flags=re.IGNORECASE)
    body = re.sub(r"\bcó phải\b|\bcó\b.*?\bkhông\b", lambda found: found[0].replace("không", ""), body, flags=re.IGNORECASE)
    return bool(_DENIAL.search(body))


def first_of_each(findings: Sequence[Finding]) -> list[tuple[Finding, float]]:
    """Join findings that say the same: the best of each, with the chance of all together, likeliest first."""
    groups: dict[tuple[str, ...], tuple[Finding, float]] = {}
    for finding in findings:
        assert finding.span is not None
        key = tuple(plain_of(finding.seen.passage.text[finding.span.core:finding.span.core_end]))
        best, chance = groups.get(key, (finding, 0.0))
        groups[key] = (best, chance + finding.chance)
    return sorted(groups.values(), key=lambda group: -group[1])


_AND = re.compile(r"\s*(?:,|và|va|;|/)\s*(?:\S+\s)?")
