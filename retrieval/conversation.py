"""A question that leans on the one before it is completed from the conversation."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.vietnamese.dates import find_period
from corpus.vietnamese.places import find_wards
from corpus.vietnamese.references import find_references
from corpus.vietnamese.syllables import is_plain_syllable
from corpus.vietnamese.text import fold
from retrieval.question import Exchange
from retrieval.sought import Sought, seek

# What makes a question lean: how it begins, or what it points at. The accents that were typed must be the right ones, or
# "hộ" would be "họ"; without any, only what can hardly mean something else counts.
_BEGINS = re.compile(r"(?:còn|thế|vậy|rứa|à thế|and|what about|how about)\b", re.IGNORECASE)
_BEGINS_PLAIN = re.compile(r"(?:con|the|vay|rua|and|what about|how about)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:đó|ấy|này|nớ|họ|nó|nữa|he|she|they|it)\b", re.IGNORECASE)
_POINTS_PLAIN = re.compile(
    r"\b(?:(?:ong|ba|chi|anh|nguoi|viec|hoi nghi|luc|khi|o|cai|noi) (?:do|ay|nay)|they|she)\b", re.IGNORECASE)
_ASKS_ANEW = re.compile(r"\b(?:thi sao|thi the nao|sao|the nao)\W*$")
_FILLER = re.compile(
    r"^(?:còn|con|thế|the|vậy|vay|rứa|rua|à|a)(?:\s+(?:còn|con|thì|thi))?\s+"
    r"|\s+(?:thì|thi)\s+(?:sao|thế nào|the nao)\W*$|\?+$", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)[A-ZĐÀ-ỸĂÂÊÔƠƯ]\w+(?:\s+[A-ZĐÀ-ỸĂÂÊÔƠƯ]\w+){1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COURTESY = re.compile(r"\W*(?:(?:da|vang|ok|oke|uh|u)\W*)*(?:(?:xin )?(?:cam on|chao|tam biet|thanks?|hello|hi)\b.*)?\W*")
# Folded. What a question names of its own, however short it is.
_OF_ITS_OWN = re.compile(r"(?<!\w)(?:phuong|xa|ubnd|hdnd|mttq|dang uy|bi thu|chu tich|truong (?:ban|phong|cong an)|to truong"
                         r"|hieu truong|giam doc)(?!\w)|\d\s*[-/]\s*[a-z]{2}")
_SHORT = 6      # syllables: a shorter question rarely names its own subject


def complete(text: str, sought: Sought, history: Sequence[Exchange]) -> tuple[str, Sought]:
    """Return a question that can be understood by itself, and the kind of fact that it seeks.

    Example: after "BTV khen thưởng mấy tập thể?" the question "còn cá nhân thì sao?" is read as
    "cá nhân BTV khen thưởng mấy tập thể" and seeks a number.
    """
    if not history or not leans(text):
        return text, sought
    before = history[-1]
    added = _FILLER.sub("", _FILLER.sub("", text)).strip()
    if _YEAR.fullmatch(added):
        added = f"năm {added}"
    if sought is Sought.TOPIC or _ASKS_ANEW.search(fold(text)):
        sought = seek(before.question)
    names = " ".join(_NAME.findall(before.answer)[:1]) if points(text) else ""
    kept = _without_what_is_new(before.question.rstrip("?!. "), added)
    return " ".join(part for part in (added, kept, names) if part), sought


def _without_what_is_new(before: str, added: str) -> str:
    """Take the ward, the document and the period out of the question before when the new one names others."""
    spans: list[tuple[int, int]] = []
    if any(ward.certain for ward in find_wards(added, in_question=True)):
        spans += [(ward.start, ward.end) for ward in find_wards(before) if ward.certain]
    if find_references(added):
        spans += [(reference.start, reference.end) for reference in find_references(before)]
    then = find_period(before, _ANY_DAY)
    if then and find_period(added, _ANY_DAY):
        start = before.find(then.phrase)
        spans.append((start, start + len(then.phrase)))
    for start, end in sorted(spans, reverse=True):
        before = before[:start] + before[end:]
    return " ".join(before.split())


_ANY_DAY = date(2026, 1, 1)     # only the words that name a period matter here


def leans(text: str) -> bool:
    """Say whether a question needs the one before it to be understood."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not words or _COURTESY.fullmatch(fold(text)) or sum(map(is_plain_syllable, map(fold, words))) * 2 < len(words):
        return points(text)
    begins = _BEGINS_PLAIN if text.isascii() else _BEGINS
    short = len(text.split()) <= _SHORT and not _OF_ITS_OWN.search(fold(text))
    return bool(begins.match(text.strip())) or short or points(text)


def points(text: str) -> bool:
    """Say whether a question points at somebody or something named before."""
    return bool((_POINTS_PLAIN if text.isascii() else _POINTS).search(text))
