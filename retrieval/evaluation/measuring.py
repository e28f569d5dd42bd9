"""A question set is put to search and answers, and what comes back is measured."""

import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from retrieval.answering import AnswerService
from retrieval.evaluation.bm25 import Found, PlainBm25
from retrieval.evaluation.grading import Grade, grade
from retrieval.evaluation.question_sets import Row
from retrieval.evaluation.ranking import Criterion, Scores, Worth, mean, score, wanted
from retrieval.library import Library
from retrieval.question import Exchange, Question, today
from retrieval.searching import Searcher

DEEP = 100      # passages looked at, so that ten documents are among them

Tick = Callable[[], None]


class Parts(Protocol):
    """What is measured."""

    @property
    def library(self) -> Library: ...

    @property
    def searcher(self) -> Searcher: ...

    @property
    def service(self) -> AnswerService: ...


class Spelling(StrEnum):
    """How the questions are typed."""

    WRITTEN = "written"
    STRIPPED = "stripped"      # without any accent


@dataclass(frozen=True, slots=True)
class Ranked:
    """How well one way to search did: the scores of every question, and how long each took as written."""

    scores: Mapping[Criterion, Mapping[Spelling, Mapping[str, Scores]]]
    took_ms: tuple[float, ...]

    def mean(self, criterion: Criterion, spelling: Spelling) -> Scores:
        return mean(self.scores[criterion][spelling].values())

    @property
    def finds_anything(self) -> bool:
        return any(any(scores.values()) for spellings in self.scores.values() for questions in spellings.values()
                   for scores in questions.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. `unreachable` questions have an answer that no passage holds: no search can find them."""

    questions: int
    unreachable: tuple[str, ...]
    search: Ranked
    bm25: Ranked
    grades: tuple[Grade, ...]


def evaluate_set(parts: Parts, rows: Sequence[Row], *, asked_on: date | None = None, answers: bool = True,
                 strip: bool = False, tick: Tick = lambda: None) -> Report:
    """Search for every answerable question, with and without accents, beside BM25; then answer every question.

    Questions about which no fact is known are not answered, only searched for. `strip` takes the accents out of the
    questions that are answered. `asked_on` is the day of asking, today if None: a test should give one.
    """
    day = asked_on or today()
    looked_for = look_up(rows, parts.library)
    return Report(
        questions=len(rows),
        unreachable=tuple(row.id for row, worth in looked_for if not all(worth.values())),
        search=rank(looked_for, searching(parts.searcher), day, tick),
        bm25=rank(looked_for, yardstick(looked_for, parts.library), day),
        grades=graded(rows, parts, day, strip=strip, tick=tick) if answers else (),
    )


# ------------------------------------------------------------------------------------------------------------- search

LookedFor = tuple[Row, Mapping[Criterion, Worth]]
Search = Callable[[Question], Sequence[Found]]


def look_up(rows: Iterable[Row], library: Library) -> list[LookedFor]:
    """Return the questions that the documents answer, and what is worth finding for each."""
    return [(row, wanted(row, library)) for row in rows if row.answerable]


def searching(searcher: Searcher) -> Search:
    """Return the search that is measured."""
    return lambda question: [(passage.document, passage.id) for hit in searcher.search(question, DEEP)
                             for passage in (hit.passage, *hit.also)]


def yardstick(looked_for: Iterable[LookedFor], library: Library) -> Search:
    """Return BM25 over whole documents, or over passages where passages are wanted."""
    documents = all(Criterion.DOCUMENT in worth for _, worth in looked_for)
    return (PlainBm25.over_documents(library) if documents else PlainBm25.over_passages(library)).search


def rank(looked_for: Sequence[LookedFor], search: Search, day: date, tick: Tick = lambda: None) -> Ranked:
    """Search for every question in both spellings and score what comes first."""
    scores: dict[Criterion, dict[Spelling, dict[str, Scores]]] = {}
    took = []
    if looked_for:
        search(ask(looked_for[0][0], day))       # opens the model and the indexes
    for row, worth in looked_for:
        for spelling in Spelling:
            question = ask(row, day, spelling)
            started = time.perf_counter()
            found = search(question)
            if spelling is Spelling.WRITTEN:
                took.append((time.perf_counter() - started) * 1000)
            for criterion, of_worth in worth.items():
                keys = [document if criterion is Criterion.DOCUMENT else passage for document, passage in found]
                scores.setdefault(criterion, {}).setdefault(spelling, {})[row.id] = score(keys, of_worth)
        tick()
    return Ranked(scores, tuple(took))


@dataclass(frozen=True, slots=True)
class Variant:
    """Search with some steps left out: all of them in place, all `but` one, or one `alone`."""

    but: str | None
    alone: str | None
    without: frozenset[str]


def variants(steps: Collection[str], without: Collection[str] = (),
             needs: Mapping[str, Collection[str]] = MappingProxyType({})) -> list[Variant]:
    """Return the full ranking, then every step alone with what it needs, then every step left out."""
    left = [step for step in steps if step not in without]
    out = frozenset(without)
    made = [Variant(None, None, out)]
    made += [Variant(None, step, out | frozenset(left) - {step, *needs.get(step, ())}) for step in left if len(left) > 1]
    made += [Variant(step, None, out | {step}) for step in left if len(left) > 2]
    return made


# ------------------------------------------------------------------------------------------------------------ answers

def graded(rows: Iterable[Row], parts: Parts, day: date, *, strip: bool, tick: Tick = lambda: None) -> tuple[Grade, ...]:
    """Answer every question about which something is known, and grade the answers."""
    spelling = Spelling.STRIPPED if strip else Spelling.WRITTEN
    return tuple(_graded(rows, parts, day, spelling, tick))


def _graded(rows: Iterable[Row], parts: Parts, day: date, spelling: Spelling, tick: Tick) -> Iterable[Grade]:
    for row in rows:
        if row.accept or not row.answerable:
            yield grade(row, parts.service.answer(ask(row, day, spelling)), parts.library)
        tick()


# ------------------------------------------------------------------------------------------------------------- asking

def ask(row: Row, day: date, spelling: Spelling = Spelling.WRITTEN) -> Question:
    """Return the question as its asker would type it, earlier questions of the conversation included."""
    typed = without_accents if spelling is Spelling.STRIPPED else str
    history = tuple(Exchange(typed(exchange.question), exchange.answer) for exchange in row.history)
    return Question(text=typed(row.question), audiences=row.audiences, today=day, history=history)


def without_accents(text: str) -> str:
    """Return a text as people type it in a hurry, capitals kept: "Đảng ủy" becomes "Dang uy"."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return "".join(letters).replace("đ", "d").replace("Đ", "D")
