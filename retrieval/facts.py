"""The fact itself, as short as it can be said in the words of the document."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.vietnamese.days import find_dates
from corpus.vietnamese.text import fold
from retrieval.reading.asked import Asked
from retrieval.reading.reader import Finding
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
    """Return the number with its noun, and the next ones that the question counts too."""
    passage, sentence, span = finding.seen.passage, finding.seen.sentence, finding.span
    assert span is not None
    from retrieval.reading.spans import SpanKind
    end = _with_noun(passage.text, span.core_end, span.end, asked)
    for other in passage.spans(SpanKind.NUMBER):
        if other.start >= end and other.start < sentence.end and re.fullmatch(r"\s*(?:,|và|va|và|;|/)\s*(?:\S+\s)?", passage.text[end:other.start]):
            if any(word in asked.plain for word in plain_of(passage.text[other.core_end:other.end])):
                end = _with_noun(passage.text, other.core_end, other.end, asked)
    return _tidy(passage.text[span.start:end])


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


_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng|dừng|ngừng|cấm|từ chối|hủy|huỷ|hoãn|tạm dừng|nghiêm cấm|thôi)(?!\w)", re.IGNORECASE)
_REACH = 5        # words over which a denial counts


def agree(finding: Finding, asked: Asked) -> bool:
    """Say whether a sentence says yes to a question: no denial right before what the question names, or in both."""
    passage, sentence = finding.seen.passage, finding.seen.sentence
    matched = {place for word in asked.plain for place in passage.at.get(word, ()) if sentence.first <= place < sentence.last}
    denied = 0
    for found in _DENIAL.finditer(passage.text, sentence.start, sentence.end):
        place = passage.word_at(found.start())
        clause = re.split(r"[,;:.]", passage.text[found.end():sentence.end])[0]
        reach = min(_REACH, len(clause.split()))
        denied += any(place < at <= place + reach for at in matched)
    return (denied % 2 == 1) == _denies(asked.text)


def _denies(question: str) -> bool:
    """Whether a question denies something besides asking "có … không?"."""
    body = re.sub(r"(?<!\w)(?:không|chưa|khong|chua)(?:\s+\w+){0,3}\W*$", "", question, flags=re.IGNORECASE)
    return bool(_DENIAL.search(body))


def first_of_each(findings: Sequence[Finding]) -> list[tuple[Finding, float]]:
    """Join findings that say the same: the best of each, with the chance of all together, likeliest first."""
    groups: dict[tuple[str, ...], tuple[Finding, float]] = {}
    for finding in findings:
        assert finding.span is not None
        key = tuple(plain_of(finding.seen.passage.text[finding.span.core:finding.span.core_end]))
        best, chance = groups.get(key, (finding, 0.0))
        groups[key] = (best, chance + finding.chance)
    for key in [key for key in groups if len(key) == 1 and not key[0][0].isdigit()]:
        whole = next((other for other in groups if len(other) > 1 and other[-1] == key[0]
                      and _document(groups[other][0]) == _document(groups[key][0])), None)
        if whole:                              # "chị Tha" is "Thạch Thị Tha" of the same report
            best, chance = groups.pop(key)
            groups[whole] = (max(groups[whole][0], best, key=lambda finding: finding.chance), groups[whole][1] + chance)
    return sorted(groups.values(), key=lambda group: -group[1])


def _document(finding: Finding) -> str:
    return finding.seen.hit.passage.document
