"""The buttons under an answer: a passage opens, and its neighbours come in its place."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, originals, page_pictures
from bot.channels.telegram.access import audiences, is_closed
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.forum_topics import topic_of
from corpus.document import Audience, StoredPassage
from retrieval.question import Citation

OPEN, TURN = "p", "v"       # a passage as a new message; a passage in place of the one shown
_FORM = re.compile(rf"^([{OPEN}{TURN}]):(\d{{1,18}}):(\d{{1,9}}):(\d{{1,9}})\Z", re.ASCII)
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Press:
    """What a button under an answer means: show this passage, and mark document.text[start:end] in it.

    Example: Press("p", 123, 45, 180) is "p:123:45:180". A press proves nothing about who may read the passage.
    """

    verb: str
    passage: int
    start: int
    end: int

    @classmethod
    def parse(cls, data: str) -> "Press | None":
        """Return what the data of a button says, None when it is not ours."""
        match = _FORM.match(data)
        return cls(match[1], int(match[2]), int(match[3]), int(match[4])) if match else None

    def __str__(self) -> str:
        return f"{self.verb}:{self.passage}:{self.start}:{self.end}"


def rows(citations: Iterable[Citation]) -> list[list[InlineKeyboardButton]]:
    """Return a button for each source of an answer, in rows."""
    row = (InlineKeyboardButton(messages.OPEN_PASSAGE.format(n=c.n),
                                callback_data=str(Press(OPEN, c.passage, c.start, c.end))) for c in citations)
    return list(iter(lambda: list(islice(row, _IN_A_ROW)), []))


def handlers(assistant: Assistant) -> list[Handler]:
    shelf = Passages(assistant)
    return [CallbackQueryHandler(shelf.pressed, pattern=_FORM), CallbackQueryHandler(unknown)]


async def unknown(update: Update, _: Context) -> None:
    """Answer a button of another version, or one that nobody made."""
    if update.callback_query is not None:
        await update.callback_query.answer(messages.GONE)


@dataclass(frozen=True, slots=True)
class Passages:
    """Opens passages for those who may read them at the moment of the press."""

    assistant: Assistant

    async def pressed(self, update: Update, _: Context) -> None:
        """Show what a button stands for, or say that it can't be opened any more."""
        query = update.callback_query
        press = Press.parse(query.data or "") if query is not None else None
        if query is None or press is None:
            return
        found = await asyncio.to_thread(self._look, press, audiences(update, self.assistant))
        if found is None or query.message is None:
            await query.answer(messages.GONE)
            return
        stored, text, keyboard = found
        if await is_closed(update, self.assistant, stored):
            return
        await query.answer()
        if press.verb == TURN and isinstance(query.message, Message) and await _turned(query.message, text, keyboard):
            return
        await query.get_bot().send_message(query.message.chat.id, text, parse_mode=ParseMode.HTML,
                                           reply_markup=keyboard, message_thread_id=topic_of(query.message))

    def _look(self, press: Press, reads: frozenset[Audience]) -> "_Opened | None":
        library = self.assistant.library
        stored = library.passage(press.passage, audiences=reads)
        if stored is None:
            return None
        before, after = (library.neighbour(stored.id, step, audiences=reads) for step in (-1, +1))
        rows = [_turning(press, before, after), *page_pictures.buttons(self.assistant, stored, press.start, audiences=reads),
                originals.buttons(library, stored.id, audiences=reads)]
        keyboard = InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None
        return stored, formatting.passage(stored, press.start, press.end), keyboard


_Opened = tuple[StoredPassage, str, InlineKeyboardMarkup | None]


def _turning(press: Press, before: StoredPassage | None, after: StoredPassage | None) -> list[InlineKeyboardButton]:
    sides = ((messages.PREVIOUS_PASSAGE, before), (messages.NEXT_PASSAGE, after))
    return [InlineKeyboardButton(label, callback_data=str(Press(TURN, side.id, press.start, press.end)))
            for label, side in sides if side is not None]


async def _turned(message: Message, text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Put a passage in place of the one shown; False when the message is not there any more."""
    try:
        await message.edit_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" in error.message.lower():     # pressed twice
            return True
        if "not found" in error.message.lower() or "can't be edited" in error.message.lower():
            return False
        raise
    return True
