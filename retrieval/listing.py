"""What happened in a period, document by document: "Trong tháng 3 phường có gì?"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Kind, StoredPassage
from corpus.vietnamese.dates import Period, find_dates
from corpus.vietnamese.places import find_wards
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold, fold_same_length
from retrieval.question import Citation, Note, Remark, Statement
from retrieval.quoting import ROOM, cite_stretch, shorten
from retrieval.sought import Sought
from retrieval.understanding import Understanding, focus

MOST = 4              # events told; a reader is told how many more there are
_LEAD = 60            # characters of the assistant's own sentence
_DATE = 18            # characters of a date and of a citation's number

# Words, folded, that ask for whatever there is. A question with any other word asks for something in particular.
_GENERAL = """
    phuong xa dia hoat dong su kien tin tuc moi noi bat dien xay lam viec chuyen van ban tai lieu bao cao thong dang ban hanh
    quy thang nam tuan ngay hom vua qua chinh dang quan trong nhat gan truoc sau cap nhat what news new happened events
"""
_ANYTHING = frozenset(_GENERAL.split())
_WHICH = re.compile(r"\b(?:gi|chi|nao|nhung|ke|liet ke|diem|tom tat|what)\b")


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that tells what happened, or with which a document begins: `passage.text[start:end]`."""

    day: date
    passage: StoredPassage
    start: int
    end: int


def asks_what_happened(understood: Understanding) -> bool:
    """Say whether a question asks for all that happened in a period, whatever it was."""
    period = understood.period
    if period is None or period.term or understood.sought not in (Sought.TOPIC, Sought.LIST, Sought.YES_NO, Sought.HOW):
        return False
    text = understood.text.replace(period.phrase, " ")
    for ward in sorted(find_wards(text), key=lambda ward: -ward.start):
        text = text[:ward.start] + " " + text[ward.end:]
    return bool(_WHICH.search(fold(text))) and all(word in _ANYTHING or word.isdigit() for word in focus(text))


def events(passages: Sequence[StoredPassage], first: date, last: date) -> list[Event]:
    """Return one event of each document, oldest first; `passages` come document by document, in reading order."""
    by_document: dict[str, list[StoredPassage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document, []).append(passage)
    found = (_event(own, first, last) for own in by_document.values())
    return sorted((event for event in found if event), key=lambda event: (event.day, event.passage.id))


def listed(happened: Sequence[Event], period: Period) -> tuple[list[Statement], list[Citation], Note]:
    """Return the newest of what happened in as many words as there is room for, its citations, and the lead to them."""
    shown = happened[-MOST:]
    room = (ROOM - _LEAD) // max(len(shown), 1) - _DATE
    citations = [cite_stretch(n, event.passage, event.start, event.end) for n, event in enumerate(shown, 1)]
    statements = [Statement(shorten(_what(citation.quote), room), citation.n, day=event.day)
                  for event, citation in zip(shown, citations, strict=True)]
    if period.newest:
        return statements, citations, Note(Remark.PERIOD)
    return statements, citations, Note(Remark.PERIOD, day=period.start, until=period.end, more=len(happened) - len(shown))


# Folded. With these a sentence begins that tells when and on what occasion before it tells what.
_OCCASION = re.compile(r"(?:\d+\.|[a-z]\)|[-–+•*])\s+|(?:(?:vao |luc )?(?:sang|chieu|toi|trua|dem|ngay|hom|tu|thu|cung ngay)(?!\w)|huong toi|chao mung|huong ung"
                       r"|nhan dip|nhan ky niem|cung voi|truoc tinh hinh|thuc hien|de thuc hien|trong khuon kho|tiep tuc|dot \d)[^,;:]{0,90}[,:]\s+")


_BY_THEN = re.compile(r"(?<!\w)(?:du kien|truoc ngay|cham nhat|han (?:chot|cuoi)|den het ngay|phan dau)(?!\w)")     # a term, no event


def _what(sentence: str) -> str:
    """Return a sentence from where it tells what happened; its day is said before it."""
    sentence = sentence.strip()
    while (occasion := _OCCASION.match(fold_same_length(sentence))) and len(sentence) - occasion.end() >= _TELLING:
        sentence = sentence[occasion.end():]
    return sentence


def _event(passages: Sequence[StoredPassage], first: date, last: date) -> Event | None:
    """Return the first sentence of a document that names a day of the period, else the one it begins with."""
    bodies = [passage for passage in passages if passage.passage.kind is Kind.BODY]
    for passage in bodies:
        for start, end in _sentences(passage.passage.text):
            if _BY_THEN.search(fold(passage.passage.text[start:end])):
                continue
            for mention in find_dates(passage.passage.text[start:end], passage.issued):
                if mention.date and first <= mention.date <= last:
                    return Event(mention.date, passage, start, end)
    issued = passages[0].issued
    if issued is None or not first <= issued <= last:
        return None
    for passage in bodies:
        for start, end in _sentences(passage.passage.text):
            if end - start > _TELLING and passage.passage.text[start:end].strip() != passage.title.strip():
                return Event(issued, passage, start, end)
    return None


_TELLING = 40      # characters; a shorter sentence is a heading or a greeting


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for start, end in split_sentences(text):
        yield start, start + len(text[start:end].rstrip())
