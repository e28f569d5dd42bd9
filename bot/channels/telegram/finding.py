"""/an, /hien, /xoa: the document is named, or it is what the message replied to is about."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import document_page, formatting, in_place, listing
from bot.channels.telegram.access import audiences, of_admin, signature
from bot.channels.telegram.changing import change
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.document_page import Shown
from bot.channels.telegram.passages import Press
from bot.channels.telegram.shelf import Purpose, Verb, View, button, handles_in
from bot.samples import EVERYBODY
from corpus.document import Audience, Listing
from corpus.handles import handle

_COMMANDS = {"an": Purpose.HIDE, "hien": Purpose.SHOW, "xoa": Purpose.REMOVE}
_VERBS = {Purpose.HIDE: Verb.HIDE, Purpose.SHOW: Verb.SHOW, Purpose.REMOVE: Verb.CONFIRM}


def handlers(assistant: Assistant) -> list[Handler]:
    return [CommandHandler(name, Finding(assistant, purpose).by_command, filters=filters.UpdateType.MESSAGE)
            for name, purpose in _COMMANDS.items()]


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds the document that an admin means, and does with it what the command says; asks when several fit."""

    assistant: Assistant
    purpose: Purpose

    async def by_command(self, update: Update, context: Context) -> None:
        """Hide, show, or ask whether to remove; several documents become a choice."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or not await of_admin(message, self.assistant):
            return
        words, reads = " ".join(context.args or ()), audiences(update, self.assistant)
        shown = await asyncio.to_thread(self._found, words, message.reply_to_message, reads, signature(user))
        await in_place.send(message, *shown)

    def _found(self, words: str, replied: Message | None, reads: frozenset[Audience], by: str) -> Shown:
        view = View(self.purpose).searching(words)
        if words:
            fitting = self._named(words)
        elif replied is not None:
            fitting = self._about(replied)
            if not fitting:
                return formatting.html(messages.NO_DOCUMENT_THERE), []
        else:
            return listing.show(self.assistant.library, view)
        if len(fitting) == 1:
            return self._one(fitting[0], reads, by)
        return _choice(fitting, self.purpose) if not words else listing.show(self.assistant.library, view)

    def _named(self, words: str) -> Sequence[Listing]:
        """Return the document with this id, or those with these words, else those that are as wished already."""
        library = self.assistant.library
        exact = library.describe(words, audiences=EVERYBODY)
        if exact is not None:
            return [exact]
        fitting = listing.found(library, View(self.purpose, words=words), 2).listings
        return fitting or library.listing(audiences=EVERYBODY, hidden=True, search=words, limit=2).listings

    def _about(self, replied: Message) -> Sequence[Listing]:
        """Return the documents that the buttons of a message are about: a document's page, an answer's sources."""
        library = self.assistant.library
        buttons = [one for row in replied.reply_markup.inline_keyboard for one in row] if replied.reply_markup else []
        presses = [press for one in buttons if (press := Press.parse(str(one.callback_data))) is not None]
        ids = [*map(library.by_handle, handles_in(replied)), *(library.home(press.passage) for press in presses)]
        found = (library.describe(name, audiences=EVERYBODY) for name in dict.fromkeys(ids) if name is not None)
        return [about for about in found if about is not None]

    def _one(self, about: Listing, reads: frozenset[Audience], by: str) -> Shown:
        library = self.assistant.library
        if self.purpose is Purpose.REMOVE:
            return document_page.confirm(library, about, View())
        said = change(library, _VERBS[self.purpose], about, "", by=by)
        return document_page.page(library, about.id, View(), reads=reads, said=said)


def _choice(fitting: Sequence[Listing], purpose: Purpose) -> Shown:
    lines = [f"<b>{formatting.html(messages.SHELVES[purpose.name])}</b>", "",
             *(formatting.html(messages.shelved(n, about)) for n, about in enumerate(fitting, 1))]
    return "\n".join(lines), [[button(messages.shelf_button(n, about), _VERBS[purpose], handle(about.id))]
                              for n, about in enumerate(fitting, 1)]
