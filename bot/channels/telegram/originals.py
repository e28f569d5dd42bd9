"""The button that hands over the file of a document, or leads to the page that it came from."""

import asyncio
import math
import re
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from telegram import CallbackQuery, InlineKeyboardButton, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import audiences, is_closed, pressed
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.failures import report
from bot.channels.telegram.forum_topics import topic_of
from corpus.document import Audience
from retrieval.library import Library

FILE = "goc"                # the file of the document that a passage belongs to
_FORM = re.compile(rf"^{FILE}:(\d{{1,18}})\Z", re.ASCII)
_AGAIN = 10.0               # seconds after which a chat is sent the same file once more
_AT_ONCE = 2                # files that are held in memory and sent
_UPLOAD = 120.0             # seconds that 20 MB may take over a slow line


def buttons(library: Library, passage: int, *, audiences: Collection[Audience]) -> list[InlineKeyboardButton]:
    """Return the button for the file of a passage's document, or else for its address; none where there is neither."""
    origin = library.origin(passage, audiences=audiences)
    if origin is not None and origin.file:
        return [InlineKeyboardButton(messages.ORIGINAL_FILE, callback_data=f"{FILE}:{passage}")]
    if origin is not None and origin.address:
        return [InlineKeyboardButton(messages.ORIGINAL_PAGE, url=origin.address)]
    return []


def handlers(assistant: Assistant) -> list[Handler]:
    return [CallbackQueryHandler(Originals(assistant).pressed, pattern=_FORM)]


@dataclass(frozen=True, slots=True)
class Originals:
    """Sends files to those who may read their documents at that moment."""

    assistant: Assistant
    clock: Callable[[], float] = time.monotonic
    _sent: dict[tuple[int, int], float] = field(default_factory=dict)      # when, by chat and passage; inf: on its way
    _uploads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def pressed(self, update: Update, _: Context) -> None:
        """Send the file that a button stands for, or say that it is not to be had any more."""
        query, data, _message = pressed(update)
        match, chat = _FORM.match(data), update.effective_chat
        if match is None or chat is None:
            return
        passage, library = int(match[1]), self.assistant.library
        origin = await asyncio.to_thread(library.origin, passage, audiences=audiences(update, self.assistant))
        stored = await asyncio.to_thread(library.passage, passage, audiences=audiences(update, self.assistant))
        if stored is None or origin is None or not origin.file:
            await query.answer(messages.GONE)
        elif await is_closed(update, self.assistant, stored):
            return
        elif self._is_there(chat.id, passage):
            await query.answer(messages.FILE_IS_THERE)
        else:
            self._sent[chat.id, passage] = math.inf
            with suppress(BadRequest):      # a press that a crash interrupted is too old to be answered, not to be done
                await query.answer(messages.SENDING_FILE)
            was_sent = False
            try:
                was_sent = await self._send(update, query, chat.id, passage)
            finally:        # after an error it may be tried again at once
                self._sent[chat.id, passage] = self.clock() if was_sent else -math.inf

    def _is_there(self, chat: int, passage: int) -> bool:
        """Whether a chat was sent this file a moment ago."""
        now = self.clock()
        for key in [key for key, at in self._sent.items() if now - at > _AGAIN]:
            del self._sent[key]
        return (chat, passage) in self._sent

    async def _send(self, update: Update, query: CallbackQuery, chat: int, passage: int) -> bool:
        """Send a file below the message that has its button; where that fails, say so there and return False."""
        bot, topic = query.get_bot(), topic_of(query.message)
        below = query.message.message_id if query.message is not None else None
        try:
            async with self._uploads:
                # Asked again: who may read it may have changed while others were served.
                original = await asyncio.to_thread(self.assistant.library.original_of, passage,
                                                   audiences=audiences(update, self.assistant))
                if original is not None:
                    await bot.send_document(chat, original.data, filename=original.name, message_thread_id=topic,
                                            reply_to_message_id=below, write_timeout=_UPLOAD, read_timeout=_UPLOAD)
                    return True
            sentence = messages.GONE
        except TelegramError as problem:
            report(problem)
            sentence = messages.FAILED
        with suppress(TelegramError):
            await bot.send_message(chat, sentence, message_thread_id=topic, reply_to_message_id=below)
        return False
