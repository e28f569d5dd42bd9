"""Two texts that belong together, by the thousand.

A question and its passage, a headline and its lead, a sentence and the passage it was taken from.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.training.sources import Article, Asked, Sources
from retrieval.training.spelling import fold


@dataclass(frozen=True, slots=True)
class Pair:
    """`query` should find `passage`; pairs of one `source` are trained side by side, so that they are told apart."""

    source: str
    query: str
    passage: str


def pairs_of(sources: Sources, chance: random.Random) -> list[Pair]:
    """Make every pair that the sources hold, but of the questions that the re-ranker learns from."""
    made = [Pair("headline", title, lead) for title, lead in sources.headlines if chance.random() < 0.6]
    for article in sources.news:
        made += _news_pairs(article, chance)
    for article in sources.wiki:
        made += _wiki_pairs(article, chance)
    made += [Pair("chat", typed, meant) for typed, meant in sources.chat if len(meant.split()) > 5]
    for asked in sources.asked:
        made += _question_pairs(asked)
    return made


def _question_pairs(asked: Asked) -> Iterator[Pair]:
    yield Pair(asked.source, asked.question, f"{asked.title}\n{asked.passage}".strip())
    answers = [fold(answer) for answer in asked.answers]
    for piece in pieces_of(asked.passage):
        if piece != asked.passage and any(answer in fold(piece) for answer in answers):
            yield Pair(f"{asked.source} piece", asked.question, piece)
            break


def _news_pairs(article: Article, chance: random.Random) -> Iterator[Pair]:
    pieces = pieces_of("\n".join(section.text for section in article.sections))
    if not pieces:
        return
    if chance.random() < 0.6:
        yield Pair("news title", article.title, chance.choice(pieces))
    if article.lead and chance.random() < 0.6:
        yield Pair("news lead", article.lead, chance.choice(pieces))
    piece = chance.choice(pieces)
    if chance.random() < 0.6 and (taken := _taken_out(piece, chance)):
        yield Pair("news sentence", *taken)


def _wiki_pairs(article: Article, chance: random.Random) -> Iterator[Pair]:
    for section in article.sections:
        pieces = pieces_of(section.text)
        if not pieces:
            continue
        yield Pair("wiki title", f"{article.title} {section.heading}", chance.choice(pieces))
        for piece in chance.sample(pieces, min(len(pieces), 3)):
            if taken := _taken_out(piece, chance):
                yield Pair("wiki sentence", f"{article.title}: {taken[0]}" if chance.random() < 0.2 else taken[0],
                           taken[1])


def _taken_out(piece: str, chance: random.Random) -> tuple[str, str] | None:
    """A sentence as a question, and the passage mostly without it (one in five keeps it: words do match)."""
    inside = sentences(piece)
    if len(inside) < 2:
        return None
    at = chance.randrange(len(inside))
    sentence = inside[at]
    words = sentence.split()
    if len(words) < 5:
        return None
    if len(words) > 12 and chance.random() < 0.5:
        start = chance.randrange(len(words) - 10)
        sentence = " ".join(words[start : start + chance.randint(6, 16)])
    return sentence, piece if chance.random() < 0.2 else " ".join(inside[:at] + inside[at + 1 :])


def pieces_of(text: str, syllables: int = 90) -> list[str]:
    """Cut a text into passages of whole sentences, of about `syllables` each."""
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for sentence in sentences(text):
        length = len(sentence.split())
        if held and size + length > syllables * 1.3:
            pieces.append(" ".join(held))
            held, size = [], 0
        held.append(sentence)
        size += length
        if size >= syllables:
            pieces.append(" ".join(held))
            held, size = [], 0
    if held and (size > 25 or not pieces):
        pieces.append(" ".join(held))
    return pieces


def sentences(text: str) -> list[str]:
    """Where a full stop ends a sentence, roughly: good enough to make pairs of."""
    return [s for line in text.split("\n") for s in _END.split(line) if s.strip()]


_END = re.compile(r"(?<=[.!?…;])\s+(?=[\"“A-ZÀ-ỸĐ0-9-])")


def by_source(pairs: Sequence[Pair]) -> dict[str, list[int]]:
    """Positions of the pairs of each source."""
    found: dict[str, list[int]] = {}
    for i, pair in enumerate(pairs):
        found.setdefault(pair.source, []).append(i)
    return found
