"""AnswerService.answer: the only door to an answer."""

import logging
import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.document import Audience, StoredPassage
from retrieval.by_number import ByNumber
from retrieval.claims import Claim, Claimed, Ground, find_claims
from retrieval.deciding import Decision, Thresholds, decide
from retrieval.library import Library
from retrieval.question import MAX_QUESTION, Answer, Citation, Hit, Outcome, Question, Reason
from retrieval.quoting import ROOM, ROOM_BESIDE, cite, statements
from retrieval.reading.asked import written_out
from retrieval.reading.gathering import gather
from retrieval.reading.kind import kind_of
from retrieval.reading.reader import Reader, Reading
from retrieval.register import is_number_alone
from retrieval.scope import out_of_bounds
from retrieval.searching import Searcher
from retrieval.understanding import Understanding, understand

logger = logging.getLogger(__name__)

FOUND = 20             # passages that the search hands over to be read


class AnswerService:
    """Answers questions in the words of the documents, or says that they do not hold the answer."""

    def __init__(self, library: Library, searcher: Searcher, reader: Reader | None = None,
                 thresholds: Thresholds | None = None) -> None:
        self._library = library
        self.by_number = ByNumber(library)
        self._searcher = searcher
        self._reader = reader or Reader()
        self._thresholds = thresholds or Thresholds()

    def warm_up(self) -> None:
        """Open the model, the indexes and the reader now, so that the first question does not wait for them."""
        self._library.warm_up()
        self._reader.warm_up()

    def answer(self, question: Question) -> Answer:
        """Return what the documents say. Not finding is an outcome, not an error."""
        started = time.perf_counter()
        answer = self._answer(question)
        if answer.outcome in {Outcome.RELATED, Outcome.NOT_FOUND, Outcome.AMBIGUOUS} or is_number_alone(question.text):
            answer = self._by_number(question) or answer
        took = (time.perf_counter() - started) * 1000
        logger.info("%s in %.1f ms", answer.outcome, took)      # what happened, never what was asked
        return replace(answer, took_ms=took)

    def _answer(self, question: Question) -> Answer:
        if not question.text.strip():
            return Answer(Outcome.REFUSED, reason=Reason.EMPTY)
        if len(question.text) > MAX_QUESTION:
            return Answer(Outcome.REFUSED, reason=Reason.TOO_LONG)
        understood = understand(question)
        if reason := out_of_bounds(understood.text):
            return Answer(Outcome.REFUSED, reason=reason)
        tells = any(len(word) > 1 and word.isalpha() for word in understood.focus)     # not "p:1:0:5"
        if not tells and not understood.references:
            return self._not_found(question)
        found = self._searcher.hits(understood, question.audiences, FOUND)
        claims = find_claims(understood.text, understood.references)
        documents = _Documents(self._library, question.audiences)
        hits = documents.fitting(found, claims)
        if not hits:
            must = [claim for claim in claims if claim.kind is not Claimed.NUMBER]
            hits = documents.fitting(found, must) if len(must) < len(claims) else []
            return self._premise(question, understood, hits, claims) if hits else self._not_found(question)
        reading = self._read(question, understood, hits)
        return self._say(decide(reading, understood.text, self._thresholds), question)

    def _by_number(self, question: Question) -> Answer | None:
        understood = understand(question)
        return self.by_number.answer(question, understood.text) if understood.references else None

    def _read(self, question: Question, understood: Understanding, hits: Sequence[Hit]) -> Reading:
        text = written_out(understood.text)
        fresh = len(question.text) if question.history and len(understood.text) > len(question.text) + 5 else None
        sought = kind_of(understood.text[:fresh], understood.sought, understood.english)
        return self._reader.read(text, sought, hits, fresh)

    def _premise(self, question: Question, understood: Understanding, hits: Sequence[Hit],
                 claims: Sequence[Claim]) -> Answer:
        """Answer a question that takes for granted a number that no document holds: show what they say instead."""
        reading = self._read(question, understood, hits)
        missing = next(claim.text for claim in claims if claim.kind is Claimed.NUMBER)
        if not reading.sentences:
            return self._not_found(question)
        decision = Decision(Outcome.RELATED, reading.sentences[:1], None, reading.sentences[0].chance)
        return replace(self._say(decision, question), premise=missing)

    def _say(self, decision: Decision, question: Question) -> Answer:
        if decision.outcome is Outcome.NOT_FOUND:
            return replace(self._not_found(question), confidence=decision.confidence)
        cited = [(finding, citation) for finding, citation in
                 ((finding, cite(n, finding)) for n, finding in enumerate(decision.findings, 1)) if self._holds(citation)]
        if not cited:
            return self._not_found(question)
        findings, citations = [finding for finding, _ in cited], tuple(citation for _, citation in cited)
        said = statements(findings, citations, ROOM if decision.outcome is Outcome.ANSWERED else ROOM_BESIDE)
        return Answer(decision.outcome, decision.short, said, citations[:len(said)], confidence=decision.confidence)

    def _holds(self, citation: Citation) -> bool:
        """Whether the store holds the quote, letter by letter, now."""
        if self._library.excerpt(citation.document, citation.start, citation.end) == citation.quote:
            return True
        logger.warning("dropped a citation of %s at %d: the text has changed", citation.document, citation.start)
        return False

    def _not_found(self, question: Question) -> Answer:
        newest = self._library.newest(audiences=question.audiences)
        empty = newest is None and self._library.is_empty(audiences=question.audiences)     # or all without a date
        return Answer(Outcome.NOT_FOUND, newest=newest, reason=Reason.NO_DOCUMENTS if empty else None)


class _Documents:
    """The documents that a question brings up, each read from the store once, however often it is looked at."""

    def __init__(self, library: Library, audiences: Collection[Audience]) -> None:
        self._library = library
        self._audiences = audiences
        self._passages: dict[str, list[StoredPassage]] = {}
        self._grounds: dict[str, Ground] = {}

    def fitting(self, found: Sequence[Hit], claims: Sequence[Claim]) -> list[Hit]:
        """Return what may be read: documents that carry all that the question names."""
        def fits(document: str) -> bool:
            # Empty when another process removed it since the search.
            return bool(self._read(document)) and all(self._ground(document).carries(claim) for claim in claims)
        return gather(found, self._read, fits if claims else None)

    def _read(self, document: str) -> list[StoredPassage]:
        if document not in self._passages:
            self._passages[document] = self._library.document_passages(document, audiences=self._audiences)
        return self._passages[document]

    def _ground(self, document: str) -> Ground:
        if document not in self._grounds:
            passages = self._read(document)
            self._grounds[document] = Ground([passages[0].title, *(one.passage.text for one in passages)],
                                             passages[0].issued)
        return self._grounds[document]
