"""AnswerService.answer: the only door to an answer."""

import logging
import time
from collections.abc import Iterable

from retrieval.library import Library
from retrieval.question import MAX_QUESTION, Answer, Citation, Outcome, Question, Reason, Statement
from retrieval.quoting import Sentence, best_sentences
from retrieval.searching import Searcher
from retrieval.understanding import Understanding, understand

logger = logging.getLogger(__name__)

READ = 20             # passages whose sentences are weighed
LONGEST = 380         # characters of a statement; a longer sentence is shown in part


class AnswerService:
    """Answers questions in the words of the documents, or says that they do not hold the answer."""

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self._library = library
        self._searcher = searcher

    def answer(self, question: Question) -> Answer:
        """Return what the documents say. Not finding is an outcome, not an error."""
        started = time.perf_counter()
        answer = self._answer(question)
        took = (time.perf_counter() - started) * 1000
        logger.info("%s in %.1f ms", answer.outcome, took)      # what happened, never what was asked
        return Answer(answer.outcome, answer.short, answer.statements, answer.citations, answer.newest, answer.reason,
                      took)

    def _answer(self, question: Question) -> Answer:
        if not question.text.strip():
            return Answer(Outcome.REFUSED, reason=Reason.EMPTY)
        if len(question.text) > MAX_QUESTION:
            return Answer(Outcome.REFUSED, reason=Reason.TOO_LONG)
        understood = understand(question)
        if not understood.focus and not understood.references:
            return self._not_found(question)
        hits = self._searcher.hits(understood, question.audiences, READ)
        sentences = best_sentences(understood, hits)
        return self._say(sentences, understood) or self._not_found(question)

    def _say(self, sentences: list[Sentence], understood: Understanding) -> Answer | None:
        best = sentences[0] if sentences else None
        if best is None or best.score < 0.45:
            return None
        citations = tuple(self._verified([self._cite(1, best)]))
        if not citations:
            return None
        statement = Statement(shorten(citations[0].quote.strip(), LONGEST), 1)
        outcome = Outcome.ANSWERED if best.holds_fact else Outcome.RELATED
        return Answer(outcome, best.fact if best.holds_fact else None, (statement,), citations)

    @staticmethod
    def _cite(n: int, sentence: Sentence) -> Citation:
        found = sentence.hit.passage
        start = found.passage.start + sentence.start
        return Citation(n, found.document, found.title, found.issued, found.passage.paragraph, found.id,
                        sentence.text, start, start + len(sentence.text), found.audience)

    def _verified(self, citations: Iterable[Citation]) -> Iterable[Citation]:
        """Let through the citations whose quote is, letter by letter, what the store holds now."""
        for citation in citations:
            if self._library.excerpt(citation.document, citation.start, citation.end) == citation.quote:
                yield citation
            else:
                logger.warning("dropped a citation of %s at %d: the text has changed", citation.document, citation.start)

    def _not_found(self, question: Question) -> Answer:
        return Answer(Outcome.NOT_FOUND, newest=self._library.newest(audiences=question.audiences))


def shorten(text: str, limit: int) -> str:
    """Cut a text at a word so that it has at most `limit` characters, "…" included."""
    if len(text) <= limit:
        return text
    return text[:limit - 1].rsplit(None, 1)[0].rstrip(",;:– ") + "…"
