"""What a question asks: how it may be read, the words to search for, the documents, period and places it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.vietnamese.abbreviations import contractions, expansions
from corpus.vietnamese.chat import normalize_chat
from corpus.vietnamese.dates import Period, find_period
from corpus.vietnamese.english import is_english
from corpus.vietnamese.keystrokes import decode
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.syllables import terms
from corpus.vietnamese.text import clean, fold
from retrieval.conversation import complete
from retrieval.english import in_vietnamese
from retrieval.protocols import TermWeights
from retrieval.question import Exchange, Question
from retrieval.sought import Sought, seek

FOLDED_BESIDE_ACCENTED = 0.5     # measured: protects half-accented and mistyped questions, costs nothing
CONTEXT = 0.4                    # a word of the title or heading, beside one of the passage itself
VARIANT = 0.6                    # a word of another reading, beside one that was typed
BEFORE = 0.3                     # a word of the question before
REFERENCE = 2.0                  # the number of a document, beside a word

__all__ = ["COMMON_WORDS", "Sought", "Understanding", "focus", "seek", "understand", "weigh"]


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, ready to be searched for.

    `text` is the likeliest reading in plain Vietnamese, completed from the conversation, of which the first `fresh`
    characters were typed now, None when all were; `readings` are all of them with their weights, the question as typed
    first. `focus` holds the folded content words of `text`, in order.
    """

    text: str
    readings: tuple[tuple[str, float], ...]
    sought: Sought
    terms: TermWeights
    focus: tuple[str, ...]
    references: tuple[Reference, ...]
    period: Period | None
    english: bool
    fresh: int | None = None


def understand(question: Question) -> Understanding:
    """Work out what a question asks. Never raises, whatever the text; readings that differ stand side by side."""
    typed = _spoken(" ".join(clean(question.text).split()))
    english = is_english(typed)
    plain = in_vietnamese(typed) if english else normalize_chat(decode(typed) or typed)
    text, sought = complete(plain, seek(typed if english else plain), question.history)
    readings = tuple(dict.fromkeys(_readings(typed, text, question.history[-1:])))
    fresh = len(plain) if question.history and len(text) > len(plain) + _PUNCTUATION else None
    return Understanding(text, readings, sought, weigh(readings), focus(text), tuple(find_references(text)),
                         find_period(text, question.today), english, fresh)


_PUNCTUATION = 5      # characters by which a completed question may be longer without having been completed


def _spoken(typed: str) -> str:
    """Return a question without what only search engines heed, and one typed all in capitals in small letters.

    In capitals each of its words would look like a name.
    """
    typed = _OPERATORS.sub(" ", typed).strip() or typed
    return typed.lower() if typed.isupper() and typed.count(" ") >= _SHOUTED else typed


_OPERATORS = re.compile(r"(?<!\w)(?:AND|OR|NOT)(?!\w)")
_SHOUTED = 3      # spaces: fewer words in capitals may be short names


def _readings(typed: str, text: str, before: Sequence[Exchange]) -> Iterator[tuple[str, float]]:
    """Yield how a question may be read, each with its weight: as typed, in plain Vietnamese, with long and short names."""
    yield typed, 1.0
    if text != typed:
        yield text, 1.0 if fold(text) != fold(typed) else VARIANT
    for _, _, meanings in expansions(text, in_question=True):
        for meaning in meanings[:3]:
            yield re.sub(r"\(.*?\)", "", meaning), VARIANT / len(meanings[:3]) + 0.2
    for _, _, short in contractions(text):
        yield short, VARIANT
    for exchange in before:     # what was talked about, also when the question stands by itself
        yield exchange.question, BEFORE


# Folded syllables that questions are made of and that tell little about their subject.
COMMON_WORDS = frozenset([
    "ai", "la", "gi", "nao", "dau", "sao", "may", "bao", "nhieu", "khi", "gio", "the", "nhu", "co", "khong", "chua", "phai",
    "duoc", "bi", "cho", "cua", "va", "hay", "hoac", "voi", "o", "tai", "trong", "tren", "duoi", "ve", "tu", "den", "vao",
    "ra", "thi", "ma", "cac", "nhung", "mot", "nay", "do", "kia", "ay", "ni", "mo", "rang", "rua", "day", "a", "vay", "nhi",
    "nhe", "nha", "oi", "da", "roi", "se", "dang", "cung", "con", "hon", "nhat", "bang", "theo", "de", "luc", "lai", "minh",
    "toi", "em", "anh", "chi", "ong", "ba", "xin", "hoi", "biet", "muon", "can"])


def focus(text: str) -> tuple[str, ...]:
    """Return the folded words of a question that say what it is about, in order."""
    return tuple(word for word in terms(text)[1] if "_" not in word and word not in COMMON_WORDS)


def weigh(readings: Iterable[tuple[str, float]]) -> TermWeights:
    """Turn the readings of a question, each with a weight, into the words to search for.

    A reading without a single accent is looked for among the folded words alone: in the accented field its syllables
    would be other words.
    """
    accented: dict[str, float] = {}
    folded: dict[str, float] = {}
    context: dict[str, float] = {}
    for text, weight in readings:
        has_accents = fold(text) != text.lower()
        with_accents, without = terms(text)
        if has_accents:
            _raise(accented, with_accents, weight)
        _raise(folded, without, weight * (FOLDED_BESIDE_ACCENTED if has_accents else 1.0))
        _raise(context, without, weight * CONTEXT)
    return TermWeights(accented, folded, context)


def _raise(weights: dict[str, float], found: Sequence[str], weight: float) -> None:
    for term in found:
        worth = weight * (REFERENCE if term.startswith("#") else 1.0)
        weights[term] = max(worth, weights.get(term, 0.0))
