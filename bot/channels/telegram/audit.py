"""/nhatky: who changed what and when, documents and roles in one list. /hoantac: the last change of a day is undone."""

import asyncio
import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, in_place
from bot.channels.telegram.access import admin, of_admin, pressed, signature
from bot.channels.telegram.changing import in_words
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.document_page import Shown
from corpus.errors import NothingToUndo

_SHOWN = 10
_TURN = re.compile(r"^nk:(\d{1,4})\Z", re.ASCII)
_UNDO = re.compile(r"^ht:(\d{1,18}|no)\Z", re.ASCII)
_NEW = filters.UpdateType.MESSAGE


def handlers(assistant: Assistant) -> list[Handler]:
    audit = Audit(assistant)
    return [
        CommandHandler("nhatky", audit.journal, filters=_NEW),
        CommandHandler("hoantac", audit.offer, filters=_NEW),
        CallbackQueryHandler(audit.turn, pattern=_TURN),
        CallbackQueryHandler(audit.undo, pattern=_UNDO),
    ]


@dataclass(frozen=True, slots=True)
class Audit:
    """Shows admins what was changed, and takes it back."""

    assistant: Assistant

    async def journal(self, update: Update, _: Context) -> None:
        """List what was done last."""
        if (message := update.effective_message) is not None and await of_admin(message, self.assistant):
            await in_place.send(message, *await asyncio.to_thread(self._page, 0))

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of the journal."""
        query, data, message = pressed(update)
        if admin(update, self.assistant) is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        await in_place.change(message, *await asyncio.to_thread(self._page, int(data[3:])))

    async def offer(self, update: Update, _: Context) -> None:
        """Show the last change that can be undone, and ask."""
        if (message := update.effective_message) is not None and await of_admin(message, self.assistant):
            await in_place.send(message, *await asyncio.to_thread(self._offer))

    async def undo(self, update: Update, _: Context) -> None:
        """Undo the change of a button, unless somebody was faster or built on it."""
        query, data, message = pressed(update)
        host = admin(update, self.assistant)
        if host is None or message is None:
            await query.answer(messages.GONE)
            return
        said = messages.LEFT_ALONE
        if data[3:].isdecimal():
            said = await asyncio.to_thread(self._undone, int(data[3:]), signature(host))
        await query.answer()
        await in_place.change(message, formatting.html(said), [])

    def _page(self, number: int) -> Shown:
        wanted = (number + 1) * _SHOWN + 1      # of each, for all may be of one
        names = {member.person: member.name for member in self.assistant.records.members.all()}
        done = [(record.at, messages.who(record.by), messages.deed(record)) for record in
                self.assistant.library.log(limit=wanted)]
        done += [(entry.at, names.get(entry.who) or messages.AN_ADMIN, messages.deed_of_roles(entry))
                 for entry in self.assistant.records.journal.last(wanted)]
        done.sort(key=lambda one: one[0], reverse=True)
        here = done[number * _SHOWN:(number + 1) * _SHOWN]
        lines = [formatting.shorten(messages.journal_line(*one), 380) for one in here]
        pages = -(-len(done) // _SHOWN)
        turning = [InlineKeyboardButton(label, callback_data=f"nk:{page}") for label, page in (
            (messages.PREVIOUS_PAGE, number - 1), (messages.NEXT_PAGE, number + 1)) if 0 <= page < pages]
        text = "\n".join([messages.JOURNAL if lines else messages.EMPTY_JOURNAL, *lines])
        return formatting.html(text), [turning] if turning else []

    def _offer(self) -> Shown:
        record = self.assistant.library.undoable()
        if record is None:
            return formatting.html(messages.NOTHING_UNDOABLE), []
        line = messages.journal_line(record.at, messages.who(record.by), messages.deed(record))
        return formatting.html(messages.UNDO_THIS.format(change=formatting.shorten(line, 1500))), [[
            InlineKeyboardButton(messages.UNDO_IT, callback_data=f"ht:{record.id}"),
            InlineKeyboardButton(messages.LEAVE_IT, callback_data="ht:no")]]

    def _undone(self, number: int, by: str) -> str:
        def deed() -> str:
            try:
                record = self.assistant.library.undo(number, by=by)
            except NothingToUndo:
                return messages.NOT_UNDOABLE
            return messages.UNDONE.format(change=messages.deed(record))
        return formatting.shorten(in_words(deed), 2000)
