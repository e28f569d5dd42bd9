"""Questions about a document by its number, answered from the register: what it is about, what was done about it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import fold
from retrieval.card import Card, Cards
from retrieval.library import Library
from retrieval.question import Answer, Choice, Citation, Outcome, Question, Statement
from retrieval.quoting import ROOM, excerpt
from retrieval.register import Register, is_number_alone
from retrieval.understanding import focus

_DEEDS = re.compile(r"(?<!\w)(?:lam (?:duoc )?(?:gi|nhung gi)|ket qua|"
                    r"thuc hien (?:the nao|nhu the nao|ra sao|den dau|duoc gi)|"
                    r"dat duoc (?:gi|nhung gi)|trien khai (?:the nao|ra sao|den dau))(?!\w)")
_SUBJECT = re.compile(r"(?<!\w)(?:noi (?:ve )?(?:gi|cai gi|dieu gi|viec gi)|ve (?:viec |van de |noi dung )?gi|la gi|"
                      r"la van ban gi|noi dung(?: gi)?|quy dinh gi)(?!\w)")
_TIES = re.compile(r"(?<!\w)(?:thay the|sua doi|tiep tuc thuc hien|lien quan|bai bo)(?!\w)")
_GENERAL = """
    phuong xa dia ban lam nhung thuc hien trien khai ket qua dat viec den nay thoi gian sau
    so van ban chi thi luan nghi quyet dinh ke hoach huong dan thong bao chuong trinh
"""
_ANYTHING = frozenset(_GENERAL.split())     # folded: what a question for all that was done is made of
_SEVERAL = 3


class ByNumber:
    """Answers in the words of the documents that name the document asked for."""

    def __init__(self, library: Library) -> None:
        self.register = Register(library)
        self.cards = Cards(library)

    def answer(self, question: Question, text: str) -> Answer | None:
        """Return what the register says; None when the question is not about a document that it knows."""
        folded = f"{fold(text)} | {_beside(text)}"
        alone = is_number_alone(question.text)
        if not (alone or _DEEDS.search(folded) or _SUBJECT.search(folded) or _TIES.search(folded)):
            return None
        entries = self.register.find(text, audiences=question.audiences).entries
        if not entries:
            return None
        cards = [self.cards.card(entry, audiences=question.audiences) for entry in entries[:_SEVERAL]]
        if len(entries) > 1:
            return _ask_back(text, cards)
        [card] = cards
        if _DEEDS.search(folded):
            return _answer(Outcome.ANSWERED, cards, card.results[:_SEVERAL])
        if _TIES.search(folded) and not alone:
            return _answer(Outcome.ANSWERED, cards, [one.citation for one in card.related if one.other][:2])
        return _answer(Outcome.ANSWERED, cards, [*_about(card)[:1], *(card.results[:1] if alone else ())])


def asks_for_deeds(text: str) -> bool:
    """Say whether a question is for all that was done about a document that it names, whatever that was."""
    beside = _beside(text)
    return bool(find_references(text)) and bool(_DEEDS.search(beside)) and set(focus(beside)) <= _ANYTHING


def _beside(text: str) -> str:
    """Return what stands beside the numbers of documents, folded: "thực hiện Kết luận 01 ra sao" -> "thuc hien ra sao"."""
    for reference in sorted(find_references(text), key=lambda one: -one.start):
        text = text[:reference.start] + " " + text[reference.end:]
    return " ".join(fold(text).split())


def _ask_back(text: str, cards: Sequence[Card]) -> Answer | None:
    """Return the documents that a number fits, to choose from; None where their names do not tell them apart."""
    asked = next(iter(find_references(text)), None)
    named = [(" ".join(filter(None, (card.name, card.entry.canonical, _day(card.entry.issued)))), card) for card in cards]
    if asked is None or len({name for name, _ in named}) < len(named):
        return None
    quotes = [replace(quote, n=n) for n, quote in enumerate((quote for _, card in named for quote in _about(card)[:1]), 1)]
    return Answer(Outcome.AMBIGUOUS, citations=tuple(quotes), asked=text, confidence=1.0,
                  choices=tuple(Choice(name, asked.start, asked.end) for name, _ in named))


def _day(issued: date | None) -> str:
    return f"ngày {issued.day}/{issued.month}/{issued.year}" if issued else ""


def _about(card: Card) -> Sequence[Citation]:
    """Return the sentences that say what a document is about; those that only name it for want of one."""
    if card.subject is None:
        return card.mentions
    said = card.subject
    return [one for one in card.mentions if one.start <= said.start and said.end <= one.end] or [said]


def _answer(outcome: Outcome, cards: Sequence[Card], quotes: Sequence[Citation]) -> Answer | None:
    if not quotes:
        return None
    room = ROOM // len(quotes) - 5
    citations = tuple(replace(quote, n=n) for n, quote in enumerate(quotes, 1))
    subjects = [card.subject for card in cards if card.subject is not None]
    said = tuple(Statement(excerpt(quote.quote, _within(quote, subjects), room), quote.n) for quote in citations)
    return Answer(outcome, statements=said, citations=citations, confidence=1.0)


def _within(quote: Citation, subjects: Sequence[Citation]) -> tuple[int, int] | None:
    """Return where a subject stands in a quote, so that it is not cut off."""
    return next(((one.start - quote.start, one.end - quote.start) for one in subjects
                 if one.document == quote.document and quote.start <= one.start and one.end <= quote.end), None)
