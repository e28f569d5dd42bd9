"""AnswerService.answer: the only door to an answer."""

import logging
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import accumulate

from corpus.document import Audience, Document, StoredPassage
from retrieval.across import Telling, Told, tell
from retrieval.areas import OPENING, as_called_then, former, own_ward
from retrieval.arithmetic import Task, task_of, worked_out
from retrieval.asked_again import AskedAgain
from retrieval.by_number import ByNumber, asks_for_deeds
from retrieval.candidates import Candidate, documents_of, offices_of, people_of, wards_of
from retrieval.claims import Claim, Claimed, Ground, find_claims, ground_of
from retrieval.closed_topics import ClosedTopics
from retrieval.composing import compose
from retrieval.deciding import Thresholds, decide
from retrieval.earlier import ROOM_EARLIER, offer
from retrieval.explaining import Explanation, Trace, explained
from retrieval.head_and_foot import AskedOfItself, Said, asked_of_itself, likeness, says_of_itself
from retrieval.library import Library
from retrieval.listing import asks_what_happened, events, listed
from retrieval.premises import Correction, claimed_holder, correction, other_holder
from retrieval.protocols import Rewriter
from retrieval.question import MAX_QUESTION, Answer, Citation, Hit, Note, Outcome, Question, Reason, Remark, Statement
from retrieval.quoting import ROOM, ROOM_BESIDE, ROOM_NOTE, cite_stretch, excerpt
from retrieval.reading.gathering import gather
from retrieval.reading.reader import Reader
from retrieval.register import is_number_alone
from retrieval.rewriting import NoRewriter
from retrieval.scope import out_of_bounds
from retrieval.searching import Searcher
from retrieval.sought import Sought
from retrieval.sources import with_all_sources
from retrieval.understanding import Understanding, understand

logger = logging.getLogger(__name__)

FOUND = 12             # passages that the search hands over to be read
_A_SIDE = 5            # passages for each side of a comparison
_NUMBERING = 4         # characters of "1. " and the end of a line
_LISTED = 60           # documents of a period that are looked at
_MEANT = 3             # documents found that a question about its number or signature may mean
_LIKE = 0.5            # of what is asked, that its title and beginning say at least


class AnswerService:
    """Answers questions in the words of the documents, or says that they do not hold the answer.

    `office` is where to ask what is not answered here, as the ward has set it; `closed`: on what nobody is answered now.
    """

    def __init__(self, library: Library, searcher: Searcher, reader: Reader | None = None,
                 thresholds: Thresholds | None = None, rewriter: Rewriter | None = None, office: str | None = None,
                 closed: ClosedTopics | None = None) -> None:
        self._library = library
        self.by_number = ByNumber(library)
        self._searcher = searcher
        self._reader = reader or Reader()
        self._thresholds = thresholds or Thresholds()
        self._rewriter = rewriter or NoRewriter()
        self._office = office
        self._closed = closed
        self._asked_again = AskedAgain(library.state)

    def warm_up(self) -> None:
        """Open the model, the indexes and the reader now, so that the first question does not wait for them."""
        self._library.warm_up()
        self._reader.warm_up()

    def answer(self, question: Question) -> Answer:
        """Return what the documents say. Not finding is an outcome, not an error."""
        started = time.perf_counter()
        answer = self._asked_again.answer(question, lambda asked: self._answer(asked, Trace()))
        if not all(map(self._holds, answer.citations)):         # the file was changed by other hands than ours
            answer = self._answer(question, Trace())
        answer = self._open(answer, question)                   # after what is remembered: it may be closed since
        answer = self._rewriter.rewrite(question.text, answer)
        took = (time.perf_counter() - started) * 1000
        logger.info("%s in %.1f ms", answer.outcome, took)      # what happened, never what was asked
        return replace(answer, took_ms=took, office=self._office)

    def explain(self, question: Question) -> Explanation:
        """Return the answer in the words of the documents, and why it is what it is."""
        trace = Trace()
        answer = self._open(self._answer(question, trace), question)
        return explained(replace(answer, office=self._office), trace, self._thresholds)

    def _open(self, answer: Answer, question: Question) -> Answer:
        """Return what of an answer may be said now: nothing when the question, or what is quoted, is on a closed topic."""
        if self._closed is None or answer.outcome is Outcome.REFUSED or not self._closed.are_any():
            return answer
        about = self._closed.of_question(question)
        quoted = self._library.passages({citation.passage for citation in answer.citations}, audiences=question.audiences)
        off = self._closed.among(quoted.values())
        topic = about or next(iter(off.values()), None)
        if topic is None:
            return answer
        if question.despite_closed:
            return replace(answer, closed=topic)
        left = [citation for citation in answer.citations if citation.passage not in off]
        if about is None and left and any(note.remark is Remark.PERIOD for note in answer.notes):
            told = {citation.n for citation in left}            # a list of what happened goes on without that
            return replace(answer, citations=tuple(left),
                           statements=tuple(one for one in answer.statements if one.citation in told))
        return Answer(Outcome.REFUSED, reason=Reason.CLOSED_TOPIC, closed=topic)

    def _answer(self, question: Question, trace: Trace) -> Answer:
        """Answer from what was found, or else from the register of references."""
        answer = self._from_passages(question, trace)
        return answer if trace.understood is None else self._or_by_number(answer, question, trace.understood)

    def _from_passages(self, question: Question, trace: Trace) -> Answer:
        if not question.text.strip():
            return Answer(Outcome.REFUSED, reason=Reason.EMPTY)
        if len(question.text) > MAX_QUESTION:
            return Answer(Outcome.REFUSED, reason=Reason.TOO_LONG)
        trace.understood = understood = understand(question)
        if reason := out_of_bounds(understood.text):
            return Answer(Outcome.REFUSED, reason=reason)
        if asks_what_happened(understood):
            return self._list(understood, question)
        tells = any(len(word) > 1 and word.isalpha() for word in understood.focus)     # not "p:1:0:5"
        if not tells and not understood.references:
            return self._not_found(question)
        trace.hits = found = self._searcher.hits(understood, question.audiences, FOUND)
        trace.sought = sought = self._reader.kind_of(understood)
        claims = find_claims(understood.text, understood.references, strict=sought is Sought.PERSON)
        documents = _Documents(self._library, question.audiences)
        hits = documents.fitting(found, claims)
        trace.unfit = documents.unfit
        if not hits:
            must = [claim for claim in claims if claim.kind is not Claimed.NUMBER]
            hits = documents.fitting(found, must) if len(must) < len(claims) else []
            if hits:
                return self._premise(question, understood, hits, claims, documents)
            return self._or_earlier(self._not_found(question), understood, question)
        answer = self._in_force(question, understood, hits, claims, documents, trace)
        return self._or_earlier(with_all_sources(answer, found, self._holds), understood, question)

    def _in_force(self, question: Question, understood: Understanding, hits: Sequence[Hit], claims: Sequence[Claim],
                  documents: "_Documents", trace: Trace) -> Answer:
        """Answer from what is in force; what was superseded answers only where nothing that took its place does."""
        current = [hit for hit in hits if hit.passage.superseded_by is None]
        if 0 < len(current) < len(hits):
            answer = self._of(question, understood, current, claims, documents, trace)
            if answer.outcome is Outcome.ANSWERED:
                return answer
        return self._of(question, understood, hits, claims, documents, trace)

    def _of(self, question: Question, understood: Understanding, hits: Sequence[Hit], claims: Sequence[Claim],
            documents: "_Documents", trace: Trace) -> Answer:
        """Answer from these passages."""
        assert trace.sought is not None
        of_itself = asked_of_itself(understood.text)
        if of_itself and (answer := self._of_itself(of_itself, understood, hits, documents)):
            return answer
        if (meant := documents_of(understood.text, understood.references, hits)
                or people_of(understood.text, trace.sought, hits)):
            return self._ask_back(understood.text, meant)
        then = as_called_then(understood.text, documents.ward(hits[0].passage.document))
        trace.reading = reading = self._reader.read(replace(understood, text=then), hits)
        if wrong := correction(understood.text, reading) or self._other_holder(understood, hits):
            return self._correct(wrong, question, documents)
        settled = bool(claims or understood.references or understood.period)
        if meant := offices_of(understood.text, reading) or wards_of(understood.text, reading, documents.ward, told=settled):
            return self._ask_back(understood.text, meant)
        decision = decide(reading, understood.text, self._thresholds)
        dated = understood.period is not None and not understood.period.newest
        told = tell(decision, reading, understood.text, self._thresholds, documents.ward, dated=dated)
        if task := task_of(understood.text):
            told = worked_out(task, told, self._reader.read(understood, self._both_sides(task, question, hits)))
        return self._say(told, question, documents)

    def _of_itself(self, asked: AskedOfItself, understood: Understanding, hits: Sequence[Hit],
                   documents: "_Documents") -> Answer | None:
        """Answer with the number or the signature of the document that a question means, when it bears one."""
        told: list[tuple[float, str, Said]] = []
        for document in list(dict.fromkeys(hit.passage.document for hit in hits))[:_MEANT]:
            whole = documents.whole(document)
            said = says_of_itself(asked, whole.text) if whole else None
            if whole and said:
                told.append((likeness(understood.focus, whole.title, whole.text), document, said))
        if not told:
            return None
        like, document, said = max(told, key=lambda one: one[0])
        begun = [one for one in documents.passages(document) if one.passage.start <= said.start] if like >= _LIKE else []
        whole = documents.whole(document)
        if not begun or whole is None:
            return None
        # A block at the foot is a passage a line: the quote goes on through them.
        citation = replace(cite_stretch(1, begun[-1], said.start - begun[-1].passage.start, len(begun[-1].passage.text)),
                           quote=whole.text[said.start:said.end], end=said.end)
        if not self._holds(citation):
            return None
        return Answer(Outcome.ANSWERED, said.fact, (Statement(excerpt(citation.quote, None, ROOM), 1),), (citation,),
                      confidence=like)

    def _or_earlier(self, answer: Answer, understood: Understanding, question: Question) -> Answer:
        """Return the answer, or, where the time that was asked about holds none, what the nearest earlier document says."""
        unanswered = answer.outcome in (Outcome.RELATED, Outcome.NOT_FOUND) and not answer.reason and not answer.premise
        if not (unanswered and understood.period and understood.period.named):
            return answer
        nothing = replace(answer, missed=understood.period) if answer.outcome is Outcome.NOT_FOUND else answer
        claims = [claim for claim in find_claims(understood.text, understood.references) if claim.kind is not Claimed.YEAR]
        found = self._searcher.earlier(understood, question.audiences, FOUND)
        documents = _Documents(self._library, question.audiences)
        hits = documents.fitting(found, claims)
        if not hits:
            return nothing
        decision = offer(self._reader.read(understood, hits), understood, self._thresholds, instead_of=answer.outcome)
        told = Told(decision.outcome, [Telling(finding) for finding in decision.findings], decision.short,
                    decision.confidence)
        offered = self._say(told, question, documents, ROOM_EARLIER)
        return replace(offered, missed=understood.period) if offered.citations else nothing

    def _both_sides(self, task: Task, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits and what is found for each side of a comparison by itself."""
        asked = [replace(question, text=" ".join(side), history=()) for side in task.sides]
        more = [hit for side in asked for hit in self._searcher.search(side, _A_SIDE)]
        known = {hit.passage.id for hit in hits}
        fresh = {hit.passage.id: hit for hit in more if hit.passage.id not in known}
        return [*hits, *sorted(fresh.values(), key=lambda hit: (hit.passage.document, hit.passage.passage.ordinal))]

    def _list(self, understood: Understanding, question: Question) -> Answer:
        """Tell what happened in a period."""
        period = understood.period
        assert period is not None
        named = [claim for claim in find_claims(understood.text, ()) if claim.kind is Claimed.AREA]
        documents = _Documents(self._library, question.audiences)
        found = self._library.happened(period.start, period.end, audiences=question.audiences, limit=_LISTED)
        fitting = [passage for passage in found if documents.carry(passage.document, named)]
        happened = events(fitting, period.start, period.end)
        if not happened:
            return self._not_found(question)
        said, citations, note = listed(happened, period)
        kept = [(one, citation) for one, citation in zip(said, citations, strict=True) if self._holds(citation)]
        return Answer(Outcome.ANSWERED, None, tuple(one for one, _ in kept), tuple(citation for _, citation in kept),
                      confidence=1.0, notes=(note,))

    def _ask_back(self, text: str, meant: Sequence[Candidate]) -> Answer:
        room = accumulate(len(one.choice.label) + _NUMBERING for one in meant)
        meant = [one for one, taken in zip(meant, room, strict=True) if taken <= ROOM - ROOM_NOTE] or meant[:1]
        citations = [cite_stretch(n, one.passage, one.start, one.end) for n, one in enumerate(meant, 1)]
        return Answer(Outcome.AMBIGUOUS, citations=tuple(filter(self._holds, citations)), asked=text,
                      choices=tuple(one.choice for one in meant))

    def _premise(self, question: Question, understood: Understanding, hits: Sequence[Hit],
                 claims: Sequence[Claim], documents: "_Documents") -> Answer:
        """Answer a question that takes for granted a number that no document holds: show what they say instead."""
        reading = self._reader.read(understood, hits)
        missing = next(claim.text for claim in claims if claim.kind is Claimed.NUMBER)
        if not reading.sentences:
            return self._not_found(question)
        if wrong := correction(understood.text, reading):
            return self._correct(wrong, question, documents)
        nearest = reading.sentences[0]
        told = Told(Outcome.RELATED, [Telling(nearest)], confidence=nearest.chance)
        return replace(self._say(told, question, documents), premise=missing)

    def _other_holder(self, understood: Understanding, hits: Sequence[Hit]) -> Correction | None:
        claimed = claimed_holder(understood.text)
        if claimed is None:
            return None
        name, office = claimed
        return other_holder(name, office, self._reader.read(understood, hits, Sought.PERSON).spans)

    def _correct(self, wrong: Correction, question: Question, documents: "_Documents") -> Answer:
        """Say no, with the sentence that says how it is."""
        told = Told(Outcome.RELATED, [Telling(wrong.finding)], confidence=wrong.finding.chance,
                    notes=(Note(Remark.CORRECTED),))
        return replace(self._say(told, question, documents), premise=wrong.premise)

    def _say(self, told: Told, question: Question, documents: "_Documents", most: int = ROOM) -> Answer:
        if told.outcome is Outcome.NOT_FOUND:
            return replace(self._not_found(question), confidence=told.confidence)
        notes = told.notes
        if told.outcome is Outcome.ANSWERED and told.tellings:
            first = told.tellings[0].finding.seen
            past = former(documents.ward(first.hit.passage.document), first.text, question.today)
            notes += (past,) if past else ()
        room = ROOM - ROOM_NOTE * len(notes) if told.outcome is Outcome.ANSWERED else ROOM_BESIDE
        composed = compose(told.tellings, self._holds, min(most, room))
        if not composed.statements:
            return self._not_found(question)
        return Answer(told.outcome, told.short, composed.statements, composed.citations, confidence=told.confidence,
                      notes=notes)

    def _holds(self, citation: Citation) -> bool:
        """Whether the store holds the quote, letter by letter, now."""
        if self._library.excerpt(citation.document, citation.start, citation.end) == citation.quote:
            return True
        logger.warning("dropped a citation of %s at %d: the text has changed", citation.document, citation.start)
        return False

    def _or_by_number(self, answer: Answer, question: Question, understood: Understanding) -> Answer:
        """Return what the register says where the answer is none, or the question is a number, or what was done about it."""
        if answer.outcome is Outcome.REFUSED:
            return answer
        poor = answer.outcome in {Outcome.RELATED, Outcome.NOT_FOUND}
        if not poor and not is_number_alone(question.text) and not asks_for_deeds(understood.text):
            return answer
        known = self.by_number.answer(question, understood.text)
        return answer if known is None or (known.outcome is Outcome.AMBIGUOUS and not poor) else known

    def _not_found(self, question: Question) -> Answer:
        newest = self._library.newest(audiences=question.audiences)
        empty = newest is None and self._library.is_empty(audiences=question.audiences)     # or all without a date
        return Answer(Outcome.NOT_FOUND, newest=newest, reason=Reason.NO_DOCUMENTS if empty else None)


class _Documents:
    """The documents that a question brings up; the whole of each is read from the store once."""

    def __init__(self, library: Library, audiences: Collection[Audience]) -> None:
        self._library = library
        self._audiences = audiences
        self._wholes: dict[str, Document | None] = {}
        self._grounds: dict[str, Ground] = {}
        self._wards: dict[str, str] = {}
        self.unfit: dict[str, Claim] = {}      # by title: what of the question a document lacks

    def fitting(self, found: Sequence[Hit], claims: Sequence[Claim]) -> list[Hit]:
        """Return what may be read: documents that carry all that the question names."""
        return gather(found, self.passages, (lambda document: self.carry(document, claims)) if claims else None)

    def carry(self, document: str, claims: Sequence[Claim]) -> bool:
        """Say whether a document names all that the question names; one that was removed since the search does not."""
        if (whole := self.whole(document)) is None:
            return False
        if document not in self._grounds:
            self._grounds[document] = ground_of(whole.title, whole.text, whole.issued)
        lacking = next((claim for claim in claims if not self._grounds[document].carries(claim)), None)
        if lacking:
            self.unfit[whole.title] = lacking
        return lacking is None

    def ward(self, document: str) -> str:
        """Return the ward that a document is of, "" when it does not say."""
        if document not in self._wards:
            self._wards[document] = own_ward(self.passages(document, [range(OPENING)]))
        return self._wards[document]

    def whole(self, document: str) -> Document | None:
        if document not in self._wholes:
            self._wholes[document] = self._library.document(document, audiences=self._audiences)
        return self._wholes[document]

    def passages(self, document: str, within: Sequence[range] = ()) -> list[StoredPassage]:
        return self._library.document_passages(document, audiences=self._audiences, within=within)
