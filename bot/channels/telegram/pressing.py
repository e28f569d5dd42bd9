"""The buttons of a document's page, for admins in a private chat; each press asks again who presses and what is there."""

import asyncio
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import document_page, in_place
from bot.channels.telegram.access import admin, audiences, pressed, signature
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.changing import change
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.document_page import Shown
from bot.channels.telegram.new_values import NewValue
from bot.channels.telegram.shelf import DEED_FORM, Verb, View, back_of
from bot.samples import EVERYBODY
from corpus.document import Audience, Listing

_DEEDS = {Verb.PUBLIC, Verb.PARTY, Verb.STAFF, Verb.HIDE, Verb.SHOW, Verb.SUCCEEDED, Verb.CURRENT, Verb.REMOVE}
_TOAST = 200            # characters of what is shown for a press


def handlers(assistant: Assistant, asking: AskingBack) -> list[Handler]:
    return [CallbackQueryHandler(Pressing(assistant, asking).pressed, pattern=DEED_FORM)]


@dataclass(frozen=True, slots=True)
class Pressing:
    """Does what the buttons of a document's page say."""

    assistant: Assistant
    asking: AskingBack

    async def pressed(self, update: Update, _: Context) -> None:
        """Show, ask, or change something, and show the page as it is then."""
        query, data, message = pressed(update)
        host, match = admin(update, self.assistant), DEED_FORM.match(data)
        if host is None or match is None or message is None or match[1] not in set(Verb):
            await query.answer(messages.GONE)
            return
        verb, argument, back = Verb(match[1]), match[3] or "", back_of(message.reply_markup)
        about = await asyncio.to_thread(self._about, match[2])
        if about is None:
            await query.answer(messages.DOCUMENT_GONE)
            await self._show(message, document_page.gone(back))
        elif verb in (Verb.TITLE, Verb.DATE):
            await query.answer()
            await NewValue(self.assistant, self.asking, about.id, back, dated=verb is Verb.DATE).ask(message)
        else:
            reads, by = audiences(update, self.assistant), signature(host)
            said, shown = await asyncio.to_thread(self._done, verb, about, argument, back, reads, by)
            await query.answer(said[:_TOAST] or None)
            await self._show(message, shown)

    def _about(self, short: str) -> Listing | None:
        document = self.assistant.library.by_handle(short)
        return self.assistant.library.describe(document, audiences=EVERYBODY) if document is not None else None

    def _done(self, verb: Verb, about: Listing, argument: str, back: View, reads: frozenset[Audience],
              by: str) -> tuple[str, Shown]:
        """Return what is said of a press, and what its message shows from then on."""
        library = self.assistant.library
        if verb in _DEEDS:
            said = change(library, verb, about, argument, by=by)
            if library.describe(about.id, audiences=EVERYBODY) is None:
                return said, document_page.gone(back, said)
            return said, document_page.page(library, about.id, back, reads=reads)
        if verb is Verb.AUDIENCES:
            return "", document_page.audiences(about, back)
        if verb is Verb.CONFIRM:
            return "", document_page.confirm(library, about, back)
        if verb is Verb.READ:
            number = int(argument) if argument.isdecimal() else 0
            read = document_page.text(library, about, number, back, reads=reads)
            if read is None:
                return messages.NOT_FOR_YOU, document_page.page(library, about.id, back, reads=reads)
            return "", read
        return "", document_page.page(library, about.id, back, reads=reads)

    async def _show(self, message: Message, shown: Shown) -> None:
        await in_place.change(message, *shown)
