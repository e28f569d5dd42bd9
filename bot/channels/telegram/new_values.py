"""What an admin types when asked for a new title or date: taken over, or explained and asked for again."""

import asyncio
from dataclasses import dataclass
from datetime import date

from telegram import ForceReply, Message

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import document_page, in_place
from bot.channels.telegram.access import of_admin, roles, signature
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.changing import set_date, set_title
from bot.channels.telegram.shelf import View
from bot.people import readable
from bot.samples import EVERYBODY
from corpus.document import Audience
from corpus.vietnamese.dates import find_dates
from corpus.vietnamese.text import clean
from retrieval.question import today

LONGEST_TITLE = 300     # characters


class Unusable(Exception):
    """A value that cannot be meant; its words say why."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """Waits for the new title (`dated` false) or date of a document."""

    assistant: Assistant
    asking: AskingBack
    document: str
    back: View
    dated: bool

    async def ask(self, message: Message, problem: str = "") -> None:
        """Ask for the value, for the first time or because there is a problem with what was typed."""
        words = problem or (messages.NEW_DATE if self.dated else messages.NEW_TITLE)
        prompt = await message.reply_text(words, reply_markup=ForceReply())
        self.asking.ask(message.chat.id, self.take, prompt=prompt.message_id)

    async def take(self, message: Message) -> None:
        """Change the document, and show it as it is then."""
        host, words = message.from_user, message.text or ""
        if host is None or not await of_admin(message, self.assistant):
            return
        try:
            value = read_date(words, today()) if self.dated else read_title(words)
        except Unusable as problem:
            await self.ask(message, str(problem))
            return
        by, reads = signature(host), readable(roles(host, self.assistant))
        await in_place.send(message, *await asyncio.to_thread(self._change, value, by, reads))

    def _change(self, value: date | str, by: str, reads: frozenset[Audience]) -> document_page.Shown:
        library = self.assistant.library
        about = library.describe(self.document, audiences=EVERYBODY)
        said = messages.DOCUMENT_GONE
        if about is not None:
            said = (set_title(library, about, value, by=by) if isinstance(value, str)
                    else set_date(library, about, value, by=by))
        return document_page.page(library, self.document, self.back, reads=reads, said=said)


def read_title(words: str) -> str:
    """Return a title in one line; Unusable when it is empty or far too long."""
    title = " ".join(clean(words).split())
    if not title:
        raise Unusable(messages.NEW_TITLE)
    if len(title) > LONGEST_TITLE:
        raise Unusable(messages.TITLE_TOO_LONG.format(limit=LONGEST_TITLE))
    return title


def read_date(words: str, today: date) -> date:
    """Return the day of publication in some words; Unusable when it is none, not real, or still to come."""
    named = find_dates(words)
    if len(named) != 1:
        raise Unusable(messages.NO_DATE)
    day = named[0].date
    if day is None:
        raise Unusable(messages.NO_SUCH_DAY.format(day=words[named[0].start:named[0].end]))
    if day > today:
        raise Unusable(messages.DAY_TO_COME.format(day=messages.day(day)))
    return day
