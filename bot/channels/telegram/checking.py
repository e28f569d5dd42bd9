"""/kiemtra: the store and both indexes are compared passage by passage, and what is out of step is mended."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, in_place
from bot.channels.telegram.access import admin, of_admin, pressed
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.document_page import Shown
from bot.quotes_given import check_quotes
from bot.records.journal import Deed
from bot.samples import EVERYBODY
from corpus import programs
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError
from retrieval.question import today

_REPAIR = re.compile(r"^kt:repair\Z")


def handlers(assistant: Assistant) -> list[Handler]:
    check = Checking(assistant)
    return [CommandHandler("kiemtra", check.by_command, filters=filters.UpdateType.MESSAGE),
            CallbackQueryHandler(check.repair, pattern=_REPAIR)]


@dataclass(frozen=True, slots=True)
class Checking:
    """Tells admins whether everything is in step."""

    assistant: Assistant

    async def by_command(self, update: Update, _: Context) -> None:
        """Check, and say what was found."""
        message = update.effective_message
        if message is None or not await of_admin(message, self.assistant):
            return
        status = await message.reply_text(messages.CHECKING)
        await in_place.change(status, *await asyncio.to_thread(self._checked))

    async def repair(self, update: Update, _: Context) -> None:
        """Mend what is out of step, and say how it is then."""
        query, _data, message = pressed(update)
        host = admin(update, self.assistant)
        if host is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer(messages.REPAIRING)
        shown = await asyncio.to_thread(self._checked, repair=True)
        self.assistant.records.journal.write(host.id, Deed.REPAIRED, now=datetime.now(UTC))
        await in_place.change(message, *shown)

    def _checked(self, *, repair: bool = False) -> Shown:
        library = self.assistant.library
        try:
            found = library.repair() if repair else library.check()
        except (CorpusError, RetrievalError) as problem:
            return formatting.html(messages.error(problem)), []
        listings = library.documents(audiences=EVERYBODY, hidden=True) if found.file_whole else []
        lines = [messages.found_out(found, len(listings), sum(one.passages for one in listings), repaired=repair)]
        if found.file_whole:
            lines.append(messages.quotes_checked(check_quotes(library, self.assistant.records.given, today())))
        lines += map(messages.missing_program, programs.missing())
        mendable = found.file_whole and not found.sound and not repair
        return formatting.html("\n".join(lines)), \
            [[InlineKeyboardButton(messages.REPAIR, callback_data="kt:repair")]] if mendable else []
