"""/tat and /bat: an admin stops answering residents, with a reason, and starts again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import admin
from bot.channels.telegram.context import Context, Handler
from bot.records.journal import Deed

_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
_LONGEST = 300      # characters of a reason


def handlers(assistant: Assistant) -> list[Handler]:
    switch = Switch(assistant)
    return [CommandHandler("tat", switch.close, filters=_PRIVATE), CommandHandler("bat", switch.open, filters=_PRIVATE)]


@dataclass(frozen=True, slots=True)
class Switch:
    """Closes and opens the assistant for residents; both are written into the journal."""

    assistant: Assistant

    async def close(self, update: Update, context: Context) -> None:
        """Stop answering residents for the reason given."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        reason = " ".join(context.args or ())[:_LONGEST]
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
        elif not reason:
            await message.reply_text(messages.REASON_WANTED)
        else:
            now = datetime.now(UTC)
            self.assistant.records.closing.close(reason, now=now)
            self.assistant.records.journal.write(host.id, Deed.CLOSED, reason, now=now)
            await message.reply_text(messages.CLOSED_NOW.format(reason=reason))

    async def open(self, update: Update, _: Context) -> None:
        """Answer residents again."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        if self.assistant.records.closing.open():
            self.assistant.records.journal.write(host.id, Deed.OPENED, now=datetime.now(UTC))
        await message.reply_text(messages.OPEN_NOW)
