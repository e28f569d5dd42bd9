"""What to ask next: questions that the document just quoted answers too, each tried beforehand.

Trying costs a few answers, so it is done beside the answering, a document at a time; an answer shows what is known by then.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import islice

from telegram import InlineKeyboardButton

from bot.assembly import Assistant
from bot.channels.telegram.examples import FORM, leading, offered_now
from bot.channels.telegram.failures import report
from bot.people import readable
from corpus.document import Audience
from corpus.vietnamese.text import fold
from retrieval.question import Answer, Outcome

_MOST = 2           # under an answer
_KEPT = 3           # of a document: one of them may be what was asked
_DOCUMENTS = 1_000
_PAUSE = 1.0        # seconds between two documents


@dataclass(slots=True)
class Suggestions:
    """Offers questions that lead somewhere. Only of public documents, whoever asks."""

    assistant: Assistant
    _known: OrderedDict[str, list[str]] = field(default_factory=OrderedDict)       # what the buttons send, by document
    _generation: int = 0
    _trying: asyncio.Task[None] | None = None

    def rows(self, answer: Answer, asked: str) -> list[list[InlineKeyboardButton]]:
        """Return a row for each question to ask after this answer, as far as the document was looked at already."""
        if answer.outcome is not Outcome.ANSWERED or not answer.citations:
            return []
        quoted = {citation.passage for citation in answer.citations}
        offered = ((data, offered_now(self.assistant, data))
                   for data in self._known.get(answer.citations[0].document, ()) if _passage(data) not in quoted)
        rows = [[InlineKeyboardButton(question, callback_data=data)] for data, question in offered
                if question is not None and fold(question.strip("?")) != fold(asked.strip("? "))]
        return rows[:_MOST]

    def prepare(self, answer: Answer) -> None:
        """Look at the document of an answer, unless that was done or another one is looked at; returns at once."""
        if answer.outcome is not Outcome.ANSWERED or not answer.citations or (self._trying and not self._trying.done()):
            return
        citation = answer.citations[0]
        generation = self.assistant.library.generation()
        if generation != self._generation:
            self._known.clear()
            self._generation = generation
        if citation.audience is Audience.PUBLIC and citation.document not in self._known:
            self._trying = asyncio.create_task(self._try(citation.document))

    async def _try(self, document: str) -> None:
        try:
            self._known[document] = await asyncio.to_thread(self._leading, document)
        except Exception as problem:            # nobody waits for it
            report(problem)
        if len(self._known) > _DOCUMENTS:
            self._known.popitem(last=False)
        await asyncio.sleep(_PAUSE)

    def _leading(self, document: str) -> list[str]:
        return [data for _, data in islice(leading(self.assistant, document, readable(())), _KEPT)]


def _passage(data: str) -> int:
    match = FORM.match(data)
    return int(match[1]) if match else 0
