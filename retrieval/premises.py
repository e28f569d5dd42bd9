"""What a question takes for granted and a sentence contradicts: another number, another holder, the opposite deed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vietnamese.quantities import Quantity
from corpus.vietnamese.text import fold, fold_same_length
from retrieval.across import quantities
from retrieval.plainly import names_holder
from retrieval.reading.asked import written_out
from retrieval.reading.reader import Finding, Reading
from retrieval.reading.spans import SpanKind, find_spans
from retrieval.reading.words import plain_of

_LOOKED_AT = 5         # sentences, likeliest first
_SUBJECT = 0.6         # of what the question says besides its numbers: what a sentence about it and its title must hold
_SAID = 0.35           # the same of the sentence alone
_TELLING = 10          # a number from which on it is hardly another one of the same thing
_CLAUSE = 45           # characters before a quantity in which its verb stands


@dataclass(frozen=True, slots=True)
class Correction:
    """What a question takes for granted, as it is written there, and the sentence that says otherwise."""

    premise: str
    finding: Finding


def correction(text: str, reading: Reading) -> Correction | None:
    """Return the sentence that contradicts a quantity of the question, None when none does."""
    for claimed in quantities(text):
        if claimed.value in (0, 1):            # "1 người" is each person as often as one
            continue
        for finding in reading.sentences[:_LOOKED_AT]:
            found = [one for one in quantities(finding.seen.text)
                     if _alike(claimed, one) and not _of_somebody(text, finding, one)]
            same = [one for one in found if one.value == claimed.value]
            if any(one.value >= _TELLING and _opposite(text, claimed, finding.seen.text, one) for one in same):
                return Correction(claimed.text, finding)
            if not found or not is_about(reading, finding, claimed.text):
                continue
            if same:
                break                          # the likeliest sentence about it says just that
            return Correction(claimed.text, finding)
    return None


def claimed_holder(text: str) -> tuple[str, str] | None:
    """Return the person and the office, folded, that a question says this person holds.

    "Có phải ông Lê Văn Bình là Bí thư Đảng ủy phường không?" -> ("Lê Văn Bình", "bi thu dang uy")
    """
    text = written_out(text)
    if not _HOLDS.search(fold_same_length(text)):
        return None
    for span in find_spans(text, fold_same_length(text), SpanKind.PERSON):
        office = _HOLDS.match(fold_same_length(text), span.end)
        if span.sort and office:
            return text[span.start:span.end], " ".join(office["office"].split())
    return None


def other_holder(name: str, office: str, people: Sequence[Finding]) -> Correction | None:
    """Return who holds an office instead of the person named, None when that person does or nobody is known to."""
    holders = [finding for finding in people if names_holder(finding, office)]
    if not holders or any(fold(finding.fact or "").endswith(fold(name)) for finding in holders):
        return None
    return Correction(name, holders[0])


_HOLDS = re.compile(
    r"\s*,?\s*(?:co phai\s+)?(?:hien\s+)?(?:dang\s+)?(?:la|lam|giu chuc(?: vu)?|duoc bau lam|duoc bo nhiem lam|tro thanh)\s+"
    r"(?P<office>(?:pho\s+)?(?:chu tich|bi thu|truong|giam doc|to truong|hieu truong)(?:\s+(?!phuong|xa|khong|tu|vao|khi|nam|a|phai)[^\s,;.?]+){0,5})")


def is_about(reading: Reading, finding: Finding, but: str, said_itself: float = _SAID) -> bool:
    """Say whether a sentence, under its title, is about what the question says.

    Its numbers and the words of `but` are left aside; `said_itself` is the share that the sentence must hold itself.
    """
    own = set(plain_of(but))
    asked = reading.asked
    words = {word: float(weight) for word, weight, number in zip(asked.plain, asked.weights, asked.numeric, strict=True)
             if not number and word not in own}
    total = sum(words.values())
    if not total:
        return False
    said = set(plain_of(finding.seen.text))
    around = said | set(plain_of(finding.seen.hit.passage.title))
    return (sum(weight for word, weight in words.items() if word in around) >= _SUBJECT * total
            and sum(weight for word, weight in words.items() if word in said) >= said_itself * total)


def _of_somebody(text: str, finding: Finding, quantity: Quantity) -> bool:
    """Say whether a quantity is one person's, whom the question does not name."""
    start, named = finding.seen.sentence.start, fold(text)
    return any(start <= span.start < start + quantity.start
               and fold(finding.seen.passage.text[span.start:span.end]) not in named
               for span in finding.seen.passage.spans(SpanKind.PERSON))


def _alike(claimed: Quantity, found: Quantity) -> bool:
    """Say whether two quantities count the same thing."""
    if claimed.unit != found.unit:
        return False
    nouns = (fold(claimed.noun), fold(found.noun))
    return bool(nouns[0] and nouns[0] == nouns[1]) or bool(claimed.unit and not all(nouns))


_MORE = re.compile(r"(?<!\w)(?:tang|them|nang|mo rong|bo sung|thanh lap|lap moi|mo moi)(?!\w)")
_LESS = re.compile(r"(?<!\w)(?:giam|bot|cat|giai the|xoa|thu hep|ha|bo|sap nhap)(?!\w)")


def _opposite(question: str, claimed: Quantity, sentence: str, found: Quantity) -> bool:
    """Say whether one adds what the other takes away."""
    asked, said = _direction(question, claimed), _direction(sentence, found)
    return asked * said < 0


def _direction(text: str, quantity: Quantity) -> int:
    before = re.split(r"[,;:()]", fold_same_length(text)[max(0, quantity.start - _CLAUSE):quantity.start])[-1]
    return bool(_MORE.search(before)) - bool(_LESS.search(before))
