"""How documents come in: a file, photos of pages, an album, /them below a file or with addresses."""

import time
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import messages
from bot.channels.telegram.access import admin
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.intake import Intake
from bot.records.arrivals import Arrival, Kind
from corpus.fetching import is_address

_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


@dataclass(frozen=True, slots=True)
class Documents:
    """Hands on what admins send; of others nothing is taken."""

    intake: Intake

    def handlers(self) -> list[Handler]:
        return [
            CommandHandler("them", self.named, filters=_PRIVATE),
            MessageHandler(_PRIVATE & filters.Document.ALL, self.received),
            MessageHandler(_PRIVATE & filters.PHOTO, self.received),
        ]

    async def received(self, update: Update, context: Context) -> None:
        """Take a file or a photo."""
        message = update.effective_message
        if message is None:
            return
        if admin(update, self.intake.assistant) is None:
            await message.reply_text(messages.FILES_FROM_ADMINS_ONLY if message.document else messages.ONLY_TEXT)
            return
        for arrival in arrivals(message, message.message_id, message.caption or ""):
            self.intake.take(arrival, context.bot)

    async def named(self, update: Update, context: Context) -> None:
        """Take the file that /them replies to, or the addresses after it; other words are read like a caption."""
        message = update.effective_message
        if message is None:
            return
        if admin(update, self.intake.assistant) is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        words = (message.text or "").split()[1:]
        beside = " ".join(word for word in words if not is_address(word))
        replied = message.reply_to_message
        if not any(map(is_address, words)) and replied is not None:
            words += (replied.text or "").split()
            found = [replace(arrival, album="") for arrival in
                     arrivals(replied, message.message_id, beside or replied.caption or "")]
        else:
            found = []
        found += [Arrival(message.chat.id, message.message_id, Kind.ADDRESS, address, words=beside, at=time.time())
                  for address in dict.fromkeys(filter(is_address, words))]
        for arrival in found:
            self.intake.take(arrival, context.bot)
        if not found:
            await message.reply_text(messages.HOW_TO_ADD)


def arrivals(message: Message, reply_to: int, words: str) -> list[Arrival]:
    """Return the file or the photo of a message; none of one that has neither."""
    album = message.media_group_id or ""
    if (file := message.document) is not None:
        return [Arrival(message.chat.id, reply_to, Kind.FILE, file.file_id, file.file_name or messages.NAMELESS_FILE,
                        file.file_size or 0, words, album, time.time())]
    if message.photo:
        largest = message.photo[-1]
        return [Arrival(message.chat.id, reply_to, Kind.PHOTO, largest.file_id, messages.PHOTO, largest.file_size or 0,
                        words, album, time.time())]
    return []
