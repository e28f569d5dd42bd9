"""The page of a document, for admins: what it is, and a button for everything that can become of it."""

from collections.abc import Collection

from telegram import InlineKeyboardButton

from bot import messages
from bot.channels.telegram import formatting
from bot.channels.telegram.changing import last_change
from bot.channels.telegram.shelf import Rows, Verb, View, button, list_button
from bot.samples import EVERYBODY
from corpus.document import Audience, Listing
from corpus.handles import handle
from corpus.journal import Action
from retrieval.library import Library

_TITLE = 1000           # characters of a title that a page shows
_ON_A_PAGE = 3000       # characters of a text that a message shows
_AUDIENCES = {Audience.PUBLIC: Verb.PUBLIC, Audience.PARTY: Verb.PARTY, Audience.STAFF: Verb.STAFF}

Shown = tuple[str, Rows]


def page(library: Library, document_id: str, back: View, *, reads: Collection[Audience], said: str = "") -> Shown:
    """Return the page of a document as HTML with its buttons, under a sentence `said`; `reads`: whoever looks."""
    about = library.describe(document_id, audiences=EVERYBODY)
    if about is None:
        return gone(back, said)
    head = f"{formatting.html(said)}\n\n" if said else ""
    facts = formatting.html("\n".join(_facts(library, about)))
    return f"{head}<b>{formatting.html(formatting.shorten(about.title, _TITLE))}</b>\n{facts}", _buttons(about, back, reads)


def gone(back: View, said: str = "") -> Shown:
    """Return what stands where the page of a document was."""
    return formatting.html(said or messages.DOCUMENT_GONE), [[list_button(messages.BACK_TO_SHELF, back)]]


def audiences(about: Listing, back: View) -> Shown:
    """Return the page on which somebody says who a document is for."""
    me = handle(about.id)
    choices = [button(messages.chosen(messages.AUDIENCES[one], one is about.audience), verb, me)
               for one, verb in _AUDIENCES.items()]
    return formatting.html(messages.WHO_MAY_READ.format(title=messages.shortened(about.title))), [choices, _away(me, back)]


def confirm(library: Library, about: Listing, back: View) -> Shown:
    """Return the page that asks whether a document shall be removed."""
    me = handle(about.id)
    sure = button(messages.REMOVE_IT, Verb.REMOVE, me, last_change(library, about.id))
    asked = messages.SURE_TO_REMOVE.format(title=messages.shortened(about.title))
    return formatting.html(asked), [[sure, button(messages.KEEP_IT, Verb.OPEN, me)],
                                    [list_button(messages.BACK_TO_SHELF, back)]]


def text(library: Library, about: Listing, number: int, back: View, *, reads: Collection[Audience]) -> Shown | None:
    """Return a page of what a document says; None to those it is not for."""
    whole = library.text(about.id, audiences=reads)
    if whole is None:
        return None
    pieces = list(formatting.split(whole, _ON_A_PAGE)) or ["…"]
    number = min(number, len(pieces) - 1)
    me = handle(about.id)
    turning = [button(label, Verb.READ, me, at) for label, at in (
        (messages.PREVIOUS_PAGE, number - 1), (messages.NEXT_PAGE, number + 1)) if 0 <= at < len(pieces)]
    head = f"<b>{formatting.html(formatting.shorten(about.title, 200))}</b>"
    where = formatting.html(messages.page_of_text(number + 1, len(pieces)))
    rows = [turning, _away(me, back)]
    return f"{head}\n{where}\n\n{formatting.html(pieces[number])}", [row for row in rows if row]


def _facts(library: Library, about: Listing) -> list[str]:
    successor = library.describe(about.superseded_by, audiences=EVERYBODY) if about.superseded_by else None
    arrived = next((record for record in library.log(about.id, limit=-1)
                    if record.action in (Action.ADDED, Action.REPLACED) and not record.undone), None)
    return messages.document_facts(about, successor.title if successor else None, arrived)


def _buttons(about: Listing, back: View, reads: Collection[Audience]) -> Rows:
    me = handle(about.id)
    hiding = button(messages.SHOW_BUTTON, Verb.SHOW, me) if about.hidden else button(messages.HIDE_BUTTON, Verb.HIDE, me)
    successor = list_button(messages.SUCCESSOR_BUTTON, View.successor_of(me))
    return [[button(messages.EDIT_TITLE, Verb.TITLE, me), button(messages.EDIT_DATE, Verb.DATE, me)],
            [button(messages.EDIT_AUDIENCE, Verb.AUDIENCES, me), hiding],
            [successor, *([button(messages.NO_SUCCESSOR_BUTTON, Verb.CURRENT, me)] if about.superseded_by else [])],
            [*([button(messages.READ_BUTTON, Verb.READ, me)] if about.audience in reads else []),
             button(messages.REMOVE_BUTTON, Verb.CONFIRM, me)],
            [list_button(messages.BACK_TO_SHELF, back)]]


def _away(me: str, back: View) -> list[InlineKeyboardButton]:
    return [button(messages.BACK_TO_DOCUMENT, Verb.OPEN, me), list_button(messages.BACK_TO_SHELF, back)]
