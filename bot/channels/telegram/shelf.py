"""What the buttons of lists and of documents' pages say, within the 64 bytes that Telegram gives them.

A page keeps no memory of the list that it was opened from: that stands in its button back. So restarts do no harm.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from corpus.document import Audience
from corpus.vietnamese.text import fold, nfc

LIST, YEARS, SEARCH = "s", "n", "t"        # show the list; choose a year for it; ask for words
LIST_FORM = re.compile(r"^d([snt]):([ohsxf])([apyc])([no]):((?:\d{4})?):(\d{1,5}):((?:[\w-]{8})?):(.*)\Z",
                       re.ASCII | re.DOTALL)
DEED_FORM = re.compile(r"^tl:([a-z]+):([\w-]{8})(?::([\w-]{1,18}))?\Z", re.ASCII)
_AUDIENCES = {"a": None, "p": Audience.PUBLIC, "y": Audience.PARTY, "c": Audience.STAFF}
_LETTERS = {audience: letter for letter, audience in _AUDIENCES.items()}
_WORDS = 38             # bytes of words that a button has room for

Rows = list[list[InlineKeyboardButton]]


class Purpose(StrEnum):
    """What becomes of a document when it is chosen in a list."""

    OPEN = "o"
    HIDE = "h"
    SHOW = "s"
    REMOVE = "x"
    FOLLOW = "f"        # it takes the place of another one


class Verb(StrEnum):
    """What a button of a document does."""

    OPEN = "open"
    TITLE = "title"
    DATE = "date"
    AUDIENCES = "who"
    PUBLIC = "public"
    PARTY = "party"
    STAFF = "staff"
    HIDE = "hide"
    SHOW = "show"
    SUCCEEDED = "by"        # by the document in the argument
    CURRENT = "current"     # by none any more
    READ = "read"           # its text; the argument is the page
    CONFIRM = "confirm"     # asks whether it shall be removed
    REMOVE = "remove"       # the argument is the last change that whoever confirms knew of


@dataclass(frozen=True, slots=True)
class View:
    """A page of a list: of which documents, in which order, and what for. `of` is the handle that FOLLOW is about."""

    purpose: Purpose = Purpose.OPEN
    audience: Audience | None = None
    oldest_first: bool = False
    year: int | None = None
    page: int = 0
    of: str = ""
    words: str = ""

    @classmethod
    def successor_of(cls, handle: str) -> "View":
        """Return the list from which the successor of a document is chosen."""
        return cls(Purpose.FOLLOW, of=handle)

    @classmethod
    def parse(cls, data: str) -> "View | None":
        """Return what the data of a button says, None when it is not ours."""
        match = LIST_FORM.match(data)
        if match is None:
            return None
        _, purpose, audience, order, year, page, of, words = match.groups()
        return cls(Purpose(purpose), _AUDIENCES[audience], order == "o", int(year) if year else None, int(page), of, words)

    def data(self, verb: str = LIST) -> str:
        """Return the data of a button."""
        order = "o" if self.oldest_first else "n"
        return (f"d{verb}:{self.purpose}{_LETTERS[self.audience]}{order}:{self.year or ''}:{self.page}:{self.of}:"
                f"{fitting(self.words)}")

    def at(self, page: int) -> Self:
        return replace(self, page=page)

    def searching(self, words: str) -> Self:
        return replace(self, words=fitting(words), page=0)


def fitting(words: str) -> str:
    """Return as much of the words of a search as a button holds, without accents where that makes room."""
    words = " ".join(nfc(words).split())
    if len(words.encode()) > _WORDS:
        words = fold(words)
    if len(words.encode()) > _WORDS:
        kept = words.encode()[:_WORDS + 1].decode(errors="ignore")
        words = kept.rpartition(" ")[0] or kept.encode()[:_WORDS].decode(errors="ignore")
    return words


def button(label: str, verb: Verb, handle: str, argument: object = "") -> InlineKeyboardButton:
    """Return a button that does something with a document."""
    return InlineKeyboardButton(label, callback_data=f"tl:{verb}:{handle}" + (f":{argument}" if argument != "" else ""))


def list_button(label: str, view: View, verb: str = LIST) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=view.data(verb))


def back_of(markup: InlineKeyboardMarkup | None) -> View:
    """Return the list that a message shows, or that its button back leads to; else all documents."""
    data = [str(one.callback_data) for row in markup.inline_keyboard for one in row] if markup is not None else []
    shown = [one for one in data if one.startswith(f"d{SEARCH}:")]
    views = [view for one in shown or data if (view := View.parse(one)) is not None and view.purpose is Purpose.OPEN]
    return views[-1] if views else View()


def handles_in(message: Message) -> list[str]:
    """Return the handles of the documents that the buttons of a message are about."""
    buttons = [one for row in message.reply_markup.inline_keyboard for one in row] if message.reply_markup else []
    matches = (DEED_FORM.match(str(one.callback_data)) for one in buttons)
    return list(dict.fromkeys(match[2] for match in matches if match is not None))
