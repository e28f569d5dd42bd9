"""Questions with their candidates, for the re-ranker to learn from: what a search would bring up for each."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.training.bm25 import Lexical
from retrieval.training.fusing import by_spread
from retrieval.training.pairs import for_ranking, pieces_of
from retrieval.training.question_sets import QuestionSet, Searched, in_context
from retrieval.training.ranking import Candidate, Rarity, Words, features
from retrieval.training.sources import Article, Asked, Sources
from retrieval.training.spelling import fold
from retrieval.training.variants import Speller

CANDIDATES = 50
MOST_QUESTIONS = 1500     # of a kind


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a question: positions of passages, best first, their fused scores and their features."""

    positions: NDArray[np.int64]
    fused: NDArray[np.float32]
    features: NDArray[np.float32]


def candidates(questions: QuestionSet, asked: Sequence[str], embed: Callable[[Sequence[str]], NDArray[np.float32]],
               rarity: Rarity) -> list[Ranked]:
    """What a search brings up for each of `asked`, ready for the re-ranker."""
    texts = [in_context(passage) for passage in questions.passages]
    index = Lexical(texts)
    vectors = embed(texts)
    documents = {name: n for n, name in enumerate(dict.fromkeys(p.document for p in questions.passages))}
    words = [Words.of(passage.text) for passage in questions.passages]
    titles = [Words.of(passage.title) for passage in questions.passages]
    ranked = []
    for question, vector in zip(asked, embed(asked), strict=True):
        lexical = index.scores(question)
        dense = vectors @ vector
        fused = by_spread(lexical, dense)
        positions = np.argpartition(-fused, min(CANDIDATES, len(fused) - 1))[:CANDIDATES]
        positions = positions[np.argsort(-fused[positions], kind="stable")]
        found = [Candidate(words[i], titles[i], documents[questions.passages[i].document], float(lexical[i]),
                           float(dense[i])) for i in positions]
        ranked.append(Ranked(positions, fused[positions], features(question, found, rarity)))
    return ranked


def learning_sets(sources: Sources, chance: random.Random) -> list[tuple[QuestionSet, list[frozenset[int]]]]:
    """Questions that the embedding model has not seen, among passages of their kind and others.

    With each question: passages of the right document that do not hold the answer, neither right nor quite wrong.
    """
    news = [Searched(f"news {i}", "", piece) for i, article in enumerate(some(sources.news, 1500, chance))
            for piece in pieces_of(f"{article.lead}\\n{article.sections[0].text}")]
    wiki = [Searched(f"wiki {i}", article.title, piece) for i, article in enumerate(some(sources.wiki, 400, chance))
            for section in article.sections for piece in pieces_of(section.text, 100)]
    kinds: tuple[tuple[str, tuple[str, ...], list[Searched], int], ...] = (
        ("viquad", ("viquad1_train",), wiki, 100), ("vinewsqa", ("vinewsqa_train_part",), news, 90),
        ("webqa", ("webqa_train", "mailong25"), [], 120))
    made = [_learning_set(name, [asked for asked in sources.asked if asked.source in kind], others, syllables, chance)
            for name, kind, others, syllables in kinds]
    return [(questions, beside) for questions, beside in made if questions.questions]


def some(articles: Sequence[Article], most: int, chance: random.Random) -> list[Article]:
    """At most so many, drawn by lot."""
    return chance.sample(articles, min(most, len(articles)))


def respelt(question: str, speller: Speller, chance: random.Random) -> str:
    """A question as it is, or, every other time, as people type it in a hurry."""
    case = chance.random()
    if case < 0.3:
        return fold(question)
    if case < 0.4:
        return speller.chatty(question, chance)
    return speller.abbreviated(question) if case < 0.5 else question


def _learning_set(name: str, asked: Sequence[Asked], others: Sequence[Searched],
                  syllables: int, chance: random.Random) -> tuple[QuestionSet, list[frozenset[int]]]:
    titles = {question.passage: question.title for question in asked}
    # Passages of one article are one document, as in a ward's reports.
    passages: list[Searched] = []
    places: dict[str, list[int]] = {}
    for text, title in titles.items():
        pieces = pieces_of(text, syllables)
        places[text] = list(range(len(passages), len(passages) + len(pieces)))
        passages += [Searched(title or text, title, piece) for piece in pieces]
    wrong = dict.fromkeys(text for question in asked for text in question.wrong)
    passages += [*others, *(Searched(f"wrong {n}", "", text) for n, text in enumerate(wrong))]
    questions: list[str] = []
    right: list[frozenset[str]] = []
    beside: list[frozenset[int]] = []
    for question in chance.sample(asked, len(asked)):
        if not for_ranking(question) or len(questions) == MOST_QUESTIONS:
            continue
        own = places[question.passage]
        answers = [_plain(answer) for answer in question.answers if _plain(answer)]
        exact = [i for i in own if any(answer in _plain(passages[i].text) for answer in answers)]
        if exact or len(own) == 1:
            questions.append(question.question)
            right.append(frozenset(map(str, exact or own)))
            beside.append(frozenset(own) - frozenset(exact or own))
    return QuestionSet(name, tuple(passages), tuple(questions), tuple(right), by_passage=True), beside


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
