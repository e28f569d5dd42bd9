"""/moinhat: the newest documents that the person may read, a line each."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import admin, audiences
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.passages import OPEN, Press
from corpus.document import Audience, Kind

_SHOWN = 6
_LINE = 160         # characters of what a document says


def handlers(assistant: Assistant) -> list[Handler]:
    shelf = Newest(assistant)
    new = filters.UpdateType.MESSAGE
    return [CommandHandler("moinhat", shelf.show, filters=new),
            MessageHandler(new & filters.ChatType.PRIVATE & filters.Text([messages.NEWEST]), shelf.show)]


@dataclass(frozen=True, slots=True)
class Newest:
    """Shows what was published last."""

    assistant: Assistant

    async def show(self, update: Update, _: Context) -> None:
        """List the newest documents with what they say in a line, and a button each."""
        message = update.effective_message
        if message is None:
            return
        text, rows = await asyncio.to_thread(self._list, audiences(update, self.assistant),
                                             all_of_it=admin(update, self.assistant) is not None)
        await message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=InlineKeyboardMarkup(rows) if rows else None)

    def _list(self, reads: Collection[Audience], *, all_of_it: bool) -> tuple[str, list[list[InlineKeyboardButton]]]:
        lines: list[str] = []
        row: list[InlineKeyboardButton] = []
        for listing in self.assistant.library.documents(audiences=reads):
            if len(lines) == _SHOWN:
                break
            passages = self.assistant.library.document_passages(listing.id, audiences=reads)
            if not passages:
                continue
            said = next((p for p in passages if p.passage.kind is Kind.BODY and p.passage.text != listing.title),
                        passages[0])
            if not all_of_it and self.assistant.closed.among([said]):
                continue
            n = len(lines) + 1
            title = formatting.html(formatting.shorten(listing.title, 150))
            line = formatting.html(formatting.shorten(said.passage.text, _LINE))
            lines.append(f"<b>{n}. {title}</b> ({messages.day(listing.issued)})\n{line}")
            row.append(InlineKeyboardButton(messages.OPEN_SHORT.format(n=n),
                                            callback_data=str(Press(OPEN, said.id, said.passage.start, said.passage.end))))
        if not lines:
            return messages.EMPTY_CORPUS, []
        return "\n\n".join([messages.NEWEST_TITLE, *lines]), [row[i:i + 3] for i in range(0, len(row), 3)]
