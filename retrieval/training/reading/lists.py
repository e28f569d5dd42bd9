"""What the reader sees for each question of a set, and which of it is right: the lists that the scorers learn from."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from corpus.document import Audience
from corpus.store import SqliteStore
from corpus.vietnamese.text import fold
from retrieval.embedding import StaticEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.question import Question
from retrieval.reading.asked import Asked, ask, written_out
from retrieval.reading.evidence import SPANS, Evidence, weigh_sentences
from retrieval.reading.fitting import Candidate, weigh_spans
from retrieval.reading.gathering import gather
from retrieval.reading.kind import kind_of
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer
from retrieval.searching import Searcher
from retrieval.sought import Sought
from retrieval.training.reading.learning import Candidates
from retrieval.training.reading.questions import Marked, QuestionSet
from retrieval.understanding import understand

_EVERYBODY = frozenset({Audience.PUBLIC})
_FOUND = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """A question of a set, and the sentences read for it."""

    marked: Marked
    asked: Asked
    evidence: Evidence


def sentence_lists(questions: QuestionSet, lexicon: Lexicon, *, limit: int, seed: int, weight: float) -> Iterator[Candidates]:
    """Yield the sentences read for each question."""
    for seen in _read(questions, lexicon, limit=limit, seed=seed):
        yield Candidates(seen.evidence.features.astype(np.float16), _right_sentences(seen), weight)


def span_lists(questions: QuestionSet, lexicon: Lexicon, scorer: Scorer, *, limit: int, seed: int, weight: float) -> Iterator[Candidates]:
    """Yield the spans of the best sentences for each question that asks for one."""
    for seen in _read(questions, lexicon, limit=limit, seed=seed, only=frozenset(SPANS)):
        candidates, features = weigh_spans(seen.asked, seen.evidence, scorer(seen.evidence.features), lexicon)
        if candidates:
            yield Candidates(features.astype(np.float16), _right_spans(seen, candidates), weight)


def _read(questions: QuestionSet, lexicon: Lexicon, *, limit: int, seed: int,
          only: frozenset[Sought] | None = None) -> Iterator[Seen]:
    chance = random.Random(seed)
    order = list(questions.questions)
    chance.shuffle(order)
    reader = PassageReader(lexicon)
    with tempfile.TemporaryDirectory() as folder:
        library = Library(SqliteStore(Path(folder)), StaticEmbedder(), FaissIndex(), TantivyIndex(Path(folder) / "lexical"),
                          Path(folder))
        for _ in library.add(questions.documents):
            pass
        searcher = Searcher(library)
        made = 0
        for marked in order:
            if made == limit:
                break
            text = _typed(marked.question, chance)
            understood = understand(Question(text=text, audiences=_EVERYBODY, today=date(2024, 1, 1)))
            sought = kind_of(text, understood.sought)
            if only is not None and sought not in only:
                continue
            hits = gather(library, searcher.hits(understood, _EVERYBODY, _FOUND), audiences=_EVERYBODY)
            asked = ask(written_out(text), sought, lexicon)
            if hits and asked.plain:
                made += 1
                yield Seen(marked, asked, weigh_sentences(asked, hits, reader, lexicon))
        library.close()


def _typed(question: str, chance: random.Random) -> str:
    """Return a question as people type it: now and then without accents, now and then all small."""
    fate = chance.random()
    return fold(question) if fate < 0.15 else question.lower() if fate < 0.25 else question


def _right_sentences(seen: Seen) -> "np.ndarray[tuple[int], np.dtype[np.int8]]":
    """Mark the sentences that hold the answer 1; those that hold its words elsewhere are neither right nor wrong."""
    right = np.zeros(len(seen.evidence.seen), dtype=np.int8)
    answer = fold(seen.marked.answer)
    for at, one in enumerate(seen.evidence.seen):
        found = one.hit.passage
        start, end = found.passage.start + one.sentence.start, found.passage.start + one.sentence.end
        if any(document == found.document and left < end and start < last for document, left, last in seen.marked.places):
            right[at] = 1
        elif len(answer) > 1 and answer in fold(one.text):
            right[at] = -1
    return right


def _right_spans(seen: Seen, candidates: Sequence[Candidate]) -> "np.ndarray[tuple[int], np.dtype[np.int8]]":
    """Mark the spans that are more or less the answer."""
    right = np.zeros(len(candidates), dtype=np.int8)
    answer = fold(seen.marked.answer)
    least = 0.35 if seen.asked.sought is Sought.PLACE else 0.5
    for at, candidate in enumerate(candidates):
        found, span = candidate.seen.hit.passage, candidate.span
        start = found.passage.start
        shared = [(min(last, start + span.end) - max(left, start + span.start)) / max(last - left if seen.asked.sought is Sought.PLACE
                                                                                   else min(last - left, span.end - span.start), 1)
                  for document, left, last in seen.marked.places if document == found.document
                  and left < start + span.core_end and start + span.core < last]
        words = fold(candidate.text)
        if shared:
            right[at] = 1 if max(shared) > least else -1
        elif answer and (answer in words or words in answer):
            right[at] = -1
    return right
