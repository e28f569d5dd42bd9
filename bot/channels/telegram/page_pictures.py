"""The button below a passage of a scanned page: it sends what the page looks like."""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass

from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import audiences, is_closed, pressed
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.forum_topics import topic_of
from corpus.document import Audience, StoredPassage

_FORM = re.compile(r"^pic:(\d{1,18}):(\d{1,9})\Z", re.ASCII)
_CAPTION = 1024         # UTF-16 code units


def handlers(assistant: Assistant) -> list[Handler]:
    return [CallbackQueryHandler(PagePictures(assistant).send, pattern=_FORM)]


def buttons(assistant: Assistant, stored: StoredPassage, at: int, *,
            audiences: Collection[Audience]) -> list[list[InlineKeyboardButton]]:
    """Return the row with the button for the page that holds `document.text[at]`; none where no picture is kept."""
    if assistant.library.picture_of(stored.id, at, audiences=audiences) is None:
        return []
    return [[InlineKeyboardButton(messages.PAGE_PICTURE, callback_data=f"pic:{stored.id}:{at}")]]


@dataclass(frozen=True, slots=True)
class PagePictures:
    """Sends pictures to those who may read the passage at the moment of the press."""

    assistant: Assistant

    async def send(self, update: Update, _: Context) -> None:
        """Send the picture of a button, or say that it can't be opened any more."""
        query, data, message = pressed(update)
        match = _FORM.match(data)
        passage, at = (int(match[1]), int(match[2])) if match else (0, 0)
        reads, library = audiences(update, self.assistant), self.assistant.library
        stored = await asyncio.to_thread(library.passage, passage, audiences=reads)
        picture = await asyncio.to_thread(library.picture_of, passage, at, audiences=reads)
        if stored is None or picture is None or message is None:
            await query.answer(messages.GONE)
            return
        if await is_closed(update, self.assistant, stored):
            return
        await query.answer()
        await query.get_bot().send_photo(message.chat.id, picture, filename="trang.jpg", message_thread_id=topic_of(message),
                                         caption=formatting.shorten(messages.passage_source(stored, at), _CAPTION))

