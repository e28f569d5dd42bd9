"""/danhsach: all documents a page at a time, by words, audience and year; each entry opens the document's page."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from telegram import ForceReply, InlineKeyboardButton, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, in_place
from bot.channels.telegram.access import admin, of_admin, pressed
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.shelf import LIST_FORM, SEARCH, YEARS, Purpose, Rows, Verb, View, button, list_button
from bot.samples import EVERYBODY
from corpus.document import Listing
from corpus.handles import handle
from corpus.store import Page
from retrieval.library import Library

_SHOWN = 8
_VERBS = {Purpose.OPEN: Verb.OPEN, Purpose.HIDE: Verb.HIDE, Purpose.SHOW: Verb.SHOW, Purpose.REMOVE: Verb.CONFIRM}
_YEARS, _IN_A_ROW = 40, 4


def handlers(assistant: Assistant, asking: AskingBack) -> list[Handler]:
    shelf = Shelf(assistant, asking)
    return [CommandHandler("danhsach", shelf.by_command, filters=filters.UpdateType.MESSAGE),
            CallbackQueryHandler(shelf.pressed, pattern=LIST_FORM)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lists documents for admins in a private chat: all of them, also those whose text an admin may not read."""

    assistant: Assistant
    asking: AskingBack

    async def by_command(self, update: Update, context: Context) -> None:
        """List the documents with the words after the command in title or number, or all."""
        message = update.effective_message
        if message is None or not await of_admin(message, self.assistant):
            return
        view = View().searching(" ".join(context.args or ()))
        await in_place.send(message, *await asyncio.to_thread(show, self.assistant.library, view))

    async def pressed(self, update: Update, _: Context) -> None:
        """Show another page, the years to choose from, or ask for words."""
        query, data, message = pressed(update)
        view = View.parse(data)
        if admin(update, self.assistant) is None or view is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        if data[1] == SEARCH:
            prompt = await message.reply_text(messages.WHICH_WORDS, reply_markup=ForceReply())
            self.asking.ask(message.chat.id, partial(self._search, view), prompt=prompt.message_id)
        elif data[1] == YEARS:
            await in_place.change(message, *await asyncio.to_thread(_years, self.assistant.library, view))
        else:
            await in_place.change(message, *await asyncio.to_thread(show, self.assistant.library, view))


    async def _search(self, view: View, message: Message) -> None:
        if await of_admin(message, self.assistant):
            view = view.searching(message.text or "")
            await in_place.send(message, *await asyncio.to_thread(show, self.assistant.library, view))


def found(library: Library, view: View, limit: int = -1) -> Page:
    """Return what a list holds; of those that can only be hidden or shown, those that are not yet."""
    year = view.year
    return library.listing(
        audiences=EVERYBODY if view.audience is None else {view.audience}, search=view.words,
        hidden=view.purpose in (Purpose.OPEN, Purpose.REMOVE), only_hidden=view.purpose is Purpose.SHOW,
        since=date(year, 1, 1) if year else None, until=date(year, 12, 31) if year else None,
        oldest_first=view.oldest_first, limit=limit, offset=max(limit, 0) * view.page)


def show(library: Library, view: View) -> tuple[str, Rows]:
    """Return a page of a list as HTML with its buttons; behind the last page there is the last page."""
    listed = found(library, view, _SHOWN)
    if not listed.listings and listed.total:
        view = view.at((listed.total - 1) // _SHOWN)
        listed = found(library, view, _SHOWN)
    of = library.by_handle(view.of) if view.of else None
    entries = [listing for listing in listed.listings if listing.id != of]
    pages = -(-listed.total // _SHOWN)
    lines = [f"<b>{formatting.html(messages.SHELVES[view.purpose.name])}</b>"]
    if of is not None and (about := library.describe(of, audiences=EVERYBODY)) is not None:
        lines.append(formatting.html(messages.quoted(about.title)))
    narrowed = messages.narrowed(view.words, view.audience, view.year)
    lines += [formatting.html(narrowed)] if narrowed else []
    if entries:
        lines.append(formatting.html(messages.page_of(view.page + 1, pages, listed.total)))
        lines += ["", *(formatting.html(messages.shelved(n, entry)) for n, entry in enumerate(entries, 1))]
    else:
        lines.append(formatting.html(messages.NONE_LISTED if narrowed or view.purpose is not Purpose.OPEN
                                     else messages.EMPTY_SHELF))
    rows = [[_entry(n, entry, view)] for n, entry in enumerate(entries, 1)]
    rows.append([list_button(label, view.at(page)) for label, page in (
        (messages.PREVIOUS_PAGE, view.page - 1), (messages.NEXT_PAGE, view.page + 1)) if 0 <= page < pages])
    return "\n".join(lines), [row for row in [*rows, *_narrowing(view, empty=not (listed.total or narrowed))] if row]


def _entry(n: int, listing: Listing, view: View) -> InlineKeyboardButton:
    label = messages.shelf_button(n, listing)
    if view.purpose is Purpose.FOLLOW:
        return button(label, Verb.SUCCEEDED, view.of, handle(listing.id))
    return button(label, _VERBS[view.purpose], handle(listing.id))


def _narrowing(view: View, *, empty: bool) -> Rows:
    """Return the buttons that narrow and order a list, and those that lead out of it."""
    rows: Rows = []
    if view.purpose is Purpose.OPEN and not empty:
        rows.append([list_button(messages.chosen(label, view.audience is audience), replace(view, audience=audience, page=0))
                     for audience, label in ((None, messages.ALL_AUDIENCES), *messages.AUDIENCES.items())])
        rows.append([list_button(messages.year_button(view.year), view, YEARS),
                     list_button(messages.ORDERS[view.oldest_first],
                                 replace(view, oldest_first=not view.oldest_first, page=0))])
    searching = [] if empty else [list_button(messages.SEARCH_BUTTON, view, SEARCH)]
    if view.words:
        searching.append(list_button(messages.NO_SEARCH_BUTTON, view.searching("")))
    rows.append(searching)
    if view.of:
        rows.append([button(messages.BACK_TO_DOCUMENT, Verb.OPEN, view.of)])
    return rows


def _years(library: Library, view: View) -> tuple[str, Rows]:
    years = library.years(audiences=EVERYBODY)[:_YEARS]
    buttons = [list_button(messages.year_button(year), replace(view, year=year, page=0)) for year in (None, *years)]
    return formatting.html(messages.WHICH_YEAR), [buttons[i:i + _IN_A_ROW] for i in range(0, len(buttons), _IN_A_ROW)]
