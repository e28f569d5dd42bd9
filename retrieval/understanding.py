"""What a question asks: the words to search for, the documents it names, the kind of fact it seeks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.syllables import terms
from corpus.vietnamese.text import fold, normalize
from retrieval.protocols import TermWeights
from retrieval.question import Question

FOLDED_BESIDE_ACCENTED = 0.5     # measured: protects half-accented and mistyped questions, costs nothing
CONTEXT = 0.4                    # a word of the title or heading, beside one of the passage itself
COMMON = 0.25                    # a word that questions are made of: "bao nhiêu", "là", "của"


class Sought(StrEnum):
    """The kind of fact that a question seeks."""

    PERSON = "person"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PLACE = "place"
    REFERENCE = "reference"
    YES_NO = "yes or no"
    LIST = "list"
    REASON = "reason"
    HOW = "how"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, ready to be searched for. `focus` holds its folded content words, in order."""

    text: str
    sought: Sought
    terms: TermWeights
    focus: tuple[str, ...]
    references: tuple[Reference, ...]


def understand(question: Question) -> Understanding:
    """Work out what a question asks. Never raises, whatever the text."""
    text = normalize(question.text)
    return Understanding(text, seek(text), weigh([(text, 1.0)]), focus(text), tuple(find_references(text)))


# The first rule that fits decides. Folded, so that they fit questions without diacritics too.
_SOUGHT: tuple[tuple[Sought, str], ...] = (
    (Sought.YES_NO, r"\bco phai\b|\bphai khong\b|\bdung khong\b|\b(?:khong|chua)\s*[?.! ]*$|^(?:is|are|was|were|did|does|do|has|have)\b"),
    (Sought.MONEY, r"\bbao nhieu (?:tien|ty|ti|trieu|dong|kinh phi|von)\b|\bmay (?:ty|ti|trieu|dong)\b|\bkinh phi\b.*\b(?:bao nhieu|may|the nao)|"
                   r"\b(?:tri gia|ton|het|chi|tong von|gia tri)\b.*\bbao nhieu|how much (?:money|did|was|does)|\bgia (?:ca|bao nhieu)"),
    (Sought.REASON, r"\b(?:vi sao|tai sao|vi dau|sao lai|ly do|li do|nguyen nhan|why)\b"),
    (Sought.DATE, r"\b(?:khi nao|bao gio|luc nao|ngay nao|thang nao|nam nao|hom nao|ngay may|ngay bao nhieu|may gio|gio nao|thoi gian nao|thoi diem nao|"
                  r"khi mo|bao lau|tu ngay|den ngay|han chot|han cuoi|when|what (?:time|date|day))\b"),
    (Sought.NUMBER, r"\b(?:bao nhieu|may|so luong|ti le|ty le|dien tich|how many|how much)\b"),
    (Sought.REFERENCE, r"\b(?:so hieu|so may|van ban nao|(?:quyet dinh|nghi quyet|chi thi|ket luan|ke hoach|huong dan|thong bao|nghi dinh|luat|thong tu) (?:nao|so may|so bao nhieu))\b"),
    (Sought.PLACE, r"\b(?:o dau|tai dau|cho nao|noi nao|dia diem|dia chi|o mo|den dau|ve dau|where)\b"),
    (Sought.LIST, r"\b(?:nhung ai|nhung gi|gom gi|gom nhung|nhung .{2,30} nao|cac .{2,30} nao|liet ke|ke ten|danh sach)\b"),
    (Sought.PERSON, r"\b(?:la ai|ai|nguoi nao|ong nao|ba nao|dong chi nao|ten gi|ten la gi|who|whom|whose)\b"),
    (Sought.HOW, r"\b(?:nhu the nao|the nao|lam sao|cach nao|ra sao|thu tuc|trinh tu|cac buoc|how)\b"),
)
_SOUGHT_PATTERNS = [(sought, re.compile(pattern)) for sought, pattern in _SOUGHT]


def seek(text: str) -> Sought:
    """Return the kind of fact that a question seeks."""
    folded = fold(text)
    return next((sought for sought, pattern in _SOUGHT_PATTERNS if pattern.search(folded)), Sought.TOPIC)


# Folded syllables that questions are made of and that tell little about their subject.
COMMON_WORDS = frozenset("""
    ai la gi nao dau sao may bao nhieu khi gio the nhu co khong chua phai duoc bi cho cua va hay hoac voi o tai trong
    tren duoi ve tu den vao ra thi ma cac nhung mot nay do kia ay ni mo rang rua day a vay nhi nhe nha oi da roi se
    dang cung con hon nhat bang theo do de khi luc lai minh toi em anh chi ong ba xin hoi biet muon can what who
    how when where why is are was were the of in on for to and did does do many much
""".split())


def focus(text: str) -> tuple[str, ...]:
    """Return the folded words of a question that say what it is about, in order."""
    return tuple(word for word in _words(terms(text)[1]) if word not in COMMON_WORDS)


def weigh(readings: Iterable[tuple[str, float]]) -> TermWeights:
    """Turn the readings of a question, each with a weight, into the words to search for.

    A question without a single accent is looked for among the folded words alone: in the accented field its
    syllables would be other words.
    """
    accented: dict[str, float] = {}
    folded: dict[str, float] = {}
    context: dict[str, float] = {}
    for text, weight in readings:
        has_accents = fold(text) != text.lower()
        with_accents, without = terms(text)
        for term in with_accents if has_accents else ():
            _raise(accented, term, weight * _worth(term))
        for term in without:
            _raise(folded, term, weight * _worth(term) * (FOLDED_BESIDE_ACCENTED if has_accents else 1.0))
            _raise(context, term, weight * _worth(term) * CONTEXT)
    return TermWeights(accented, folded, context)


def _raise(weights: dict[str, float], term: str, weight: float) -> None:
    weights[term] = max(weight, weights.get(term, 0.0))


def _worth(term: str) -> float:
    return COMMON if all(fold(part).rstrip("0123456789") in COMMON_WORDS for part in term.split("_")) else 1.0


def _words(folded: Iterable[str]) -> Iterable[str]:
    return (term for term in folded if "_" not in term)
