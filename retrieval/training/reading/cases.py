"""What the reader sees of each question of a set, and which of it is right."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.document import Audience, StoredPassage
from corpus.vietnamese.text import fold
from retrieval.library import Library
from retrieval.question import Hit, Question
from retrieval.reading.asked import Asked, ask, written_out
from retrieval.reading.evidence import follows, weigh_sentences
from retrieval.reading.gathering import gather
from retrieval.reading.kind import KindReader
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader
from retrieval.searching import Searcher
from retrieval.training.reading.questions import Marked, Place
from retrieval.training.variants import Speller
from retrieval.understanding import understand

Matrix = NDArray[np.float16]

_EVERYBODY = frozenset({Audience.PUBLIC})
_FOUND = 20
_SAME = 0.6          # share of the evidence's words that a sentence elsewhere must hold to be the same news again


@dataclass(slots=True)
class Case:
    """A question, the passages read for it and a row of evidence for each of their sentences.

    `follows` says which passage comes right after the one before; `sentences` are (passage, number in it); `right` is 1 where the answer stands, 0 where not, -1 where it may. `gold`
    are (passage, start, end) of the answers' words in the passage's text.
    """

    asked: Asked
    passages: list[str]
    follows: list[bool]
    sentences: NDArray[np.int32]
    evidence: Matrix
    right: NDArray[np.int8]
    gold: list[tuple[int, int, int]]
    answer: str
    weight: float
    document: str


def cases(library: Library, questions: Sequence[Marked], lexicon: Lexicon, kinds: KindReader, speller: Speller, *,
          weight: float, seed: int, again: bool = False) -> Iterator[Case]:
    """Search and gather for each question as the assistant does; what is asked again is mostly typed in another way."""
    chance = random.Random(seed)
    reader = PassageReader(lexicon)
    searcher = Searcher(library)

    @lru_cache(maxsize=4000)
    def whole(document: str) -> list[StoredPassage]:
        return library.document_passages(document, audiences=_EVERYBODY)

    for marked in questions:
        text = _typed(marked.question, speller, chance, again=again)
        understood = understand(Question(text=text, audiences=_EVERYBODY, today=date(2024, 1, 1)))
        hits = gather(searcher.hits(understood, _EVERYBODY, _FOUND), lambda document, _: whole(document))
        asked = ask(written_out(understood.text), kinds.kind_of(understood.text), lexicon)
        if hits and asked.plain:
            yield _case(marked, asked, hits, reader, lexicon, weight)


def _case(marked: Marked, asked: Asked, hits: Sequence[Hit], reader: PassageReader, lexicon: Lexicon,
          weight: float) -> Case:
    seen = weigh_sentences(asked, hits, reader, lexicon)
    right = np.zeros(len(seen.seen), dtype=np.int8)
    answer, told = fold(marked.answer), _words(marked, hits)
    for at, one in enumerate(seen.seen):
        found = one.hit.passage
        start, end = found.passage.start + one.sentence.start, found.passage.start + one.sentence.end
        if any(place.document == found.document and place.start < end and start < place.end
               for place in marked.answers or marked.evidence):
            right[at] = 1
        elif marked.evidence and len(answer) > 1 and answer in fold(one.text):
            held = len(told & set(fold(one.text).split())) / max(len(told), 1)
            right[at] = 1 if held >= _SAME and told else -1
    gold = [(row, max(place.start - hit.passage.passage.start, 0),
             min(place.end - hit.passage.passage.start, len(hit.passage.passage.text)))
            for place in marked.answers for row, hit in enumerate(hits) if _within(place, hit)]
    return Case(asked, [hit.passage.passage.text for hit in hits], follows(hits),
                np.array([(one.row, one.number) for one in seen.seen], dtype=np.int32).reshape(-1, 2),
                seen.features.astype(np.float16), right, gold, marked.answer, weight,
                marked.evidence[0].document if marked.evidence else "")


def _within(place: Place, hit: Hit) -> bool:
    passage = hit.passage.passage
    return place.document == hit.passage.document and place.start < passage.end and passage.start < place.end


def _words(marked: Marked, hits: Sequence[Hit]) -> set[str]:
    """Return the words of the evidence, as far as it was found."""
    told: set[str] = set()
    for place in marked.evidence:
        for hit in hits:
            if _within(place, hit):
                start = hit.passage.passage.start
                told |= set(fold(hit.passage.passage.text[max(place.start - start, 0):place.end - start]).split())
    return told


def _typed(question: str, speller: Speller, chance: random.Random, *, again: bool) -> str:
    """Return a question as people type it: without accents, all small, in short."""
    fate = chance.random() * (0.5 if again else 1.0)
    if fate < 0.18:
        return fold(question)
    if fate < 0.26:
        return question.lower().rstrip("?")
    if fate < 0.34:
        return speller.chatty(question.lower(), chance)
    return speller.abbreviated(question) if fate < 0.44 else question
