"""What is remembered of a question that was answered: itself, masked, and its topic when there was no answer."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.assembly import Assistant
from corpus.document import Audience
from corpus.vietnamese.syllables import folded_terms
from retrieval.question import Answer, Outcome, today

_UNANSWERED = {Outcome.NOT_FOUND, Outcome.RELATED}
_WORDS = 2              # fewer words than that are no question for an admin


@dataclass(frozen=True, slots=True)
class Remembered:
    """The number of a kept question, and of its topic when it waits for an answer."""

    question: int
    topic: int | None


def remember(assistant: Assistant, text: str, answer: Answer, reads: Collection[Audience],
             person: int | None) -> Remembered | None:
    """Keep a question, and what its answer quoted; of one that was refused nothing is kept (None).

    `person`: None in a group.
    """
    if answer.outcome is Outcome.REFUSED:
        return None
    assistant.records.given.note(answer.citations, today=today())
    asked = assistant.records.asked
    number = asked.keep(text, person=person, outcome=answer.outcome, took_ms=answer.took_ms, today=today())
    return Remembered(number, gather(assistant, number, reads) if answer.outcome in _UNANSWERED else None)


def gather(assistant: Assistant, number: int, reads: Collection[Audience]) -> int | None:
    """Put a kept question among those that wait for an admin; None when it is gone or no question."""
    text = assistant.records.asked.text(number)
    if text is None or len(folded_terms(text)) < _WORDS:
        return None
    vector = assistant.library.embed_question(text)
    return assistant.records.topics.gather(number, vector, _narrowest(reads))


def _narrowest(reads: Collection[Audience]) -> Audience:
    """Return for whom an answer would be: what a Party member asks may itself be for Party members alone."""
    return next((audience for audience in (Audience.PARTY, Audience.STAFF) if audience in reads), Audience.PUBLIC)
