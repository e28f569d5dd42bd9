"""The sentences that answer, and what exactly they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.syllables import terms
from retrieval.question import Hit
from retrieval.understanding import Sought, Understanding


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a hit: `text == hit.passage.passage.text[start:start + len(text)]`."""

    hit: Hit
    start: int
    text: str
    score: float
    holds_fact: bool
    fact: str | None


def best_sentences(understood: Understanding, hits: Sequence[Hit]) -> list[Sentence]:
    """Return the sentences of the hits, those that answer best first."""
    sentences = [sentence for rank, hit in enumerate(hits) for sentence in _weighed(understood, hit, rank)]
    return sorted(sentences, key=lambda sentence: (-sentence.holds_fact * (sentence.score > 0.45), -sentence.score))


def _weighed(understood: Understanding, hit: Hit, rank: int) -> list[Sentence]:
    passage = hit.passage.passage.text
    around = set(terms(f"{hit.passage.title}\n{hit.passage.passage.heading}\n{passage}")[1])
    sentences = []
    for start, end in split_sentences(passage):
        text = passage[start:end].rstrip()
        own = set(terms(text)[1])
        score = _coverage(understood, own, around) - 0.01 * rank
        fact = _fact(understood.sought, text)
        sentences.append(Sentence(hit, start, text, score, fact is not None or understood.sought in _FREE, fact))
    return sentences


_FREE = frozenset({Sought.TOPIC, Sought.HOW, Sought.REASON, Sought.LIST, Sought.YES_NO})


def _coverage(understood: Understanding, own: set[str], around: set[str]) -> float:
    wanted = understood.focus
    pairs = [f"{a}_{b}" for a, b in zip(wanted, wanted[1:], strict=False)]
    if not wanted:
        return 0.0
    single = sum(1.0 if word in own else 0.5 if word in around else 0.0 for word in wanted) / len(wanted)
    double = sum(1.0 if pair in own else 0.4 if pair in around else 0.0 for pair in pairs) / len(pairs) if pairs else single
    return 0.6 * single + 0.4 * double


def _fact(sought: Sought, text: str) -> str | None:
    match sought:
        case Sought.NUMBER:
            pattern = r"(?:(?:trên|hơn|gần|khoảng)\s)?\d[\d.,]*(?!\s*/|[-/]\w)\s*\w+(?:\s\w+)?"
        case Sought.MONEY:
            pattern = r"(?:(?:trên|hơn|gần|khoảng)\s)?\d[\d.,]*\s*(?:tỷ|tỉ|triệu|nghìn)?\s*(?:đồng)"
        case Sought.PERSON:
            pattern = r"(?<!\w)(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s){1,3}[A-ZĐÀ-Ỹ][a-zà-ỹđ]+"
        case Sought.DATE:
            pattern = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
        case _:
            return None
    found = re.search(pattern, text)
    return found[0].strip() if found else None
