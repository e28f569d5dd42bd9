"""/vanban: a document by its number: its card, where it is named, what stands in relation to it, and lists of all."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import cards, messages
from bot.assembly import Assistant
from bot.channels.telegram import confirming_references, formatting, originals
from bot.channels.telegram.access import admin, audiences
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.passages import OPEN, Press
from corpus.document import Audience
from corpus.mentions import plain_kind
from retrieval.card import Card
from retrieval.question import MAX_QUESTION
from retrieval.register import Entry, is_number_alone

# Buttons: vbc:KEY a card as a new message; vbm:KEY:PAGE more mentions; vbk the kinds; vbl:KIND:PAGE a list.
_FORM = re.compile(r"^vb(?:c:(?P<card>[0-9a-f]{12}:\d{1,8})|m:(?P<mentions>[0-9a-f]{12}:\d{1,8}):(?P<at>\d{1,4})"
                   r"|(?P<kinds>k)|l:(?P<kind>\w{0,6}):(?P<page>\d{1,4}))\Z")
_MENTIONS, _LISTED, _CHOICES = 6, 8, 8

Buttons = list[tuple[str, str]]      # the words, and the key of the entry
Shown = tuple[list[str], InlineKeyboardMarkup | None]


class _NumberAlone(filters.MessageFilter):
    """Messages that are the number of a document and nothing else: "CT05"."""

    def filter(self, message: Message) -> bool:
        text = message.text or ""
        return len(text) <= MAX_QUESTION and is_number_alone(text)


def handlers(assistant: Assistant) -> list[Handler]:
    shelf = References(assistant)
    new = filters.UpdateType.MESSAGE
    return [
        CommandHandler("vanban", shelf.by_command, filters=new),
        MessageHandler(new & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND & _NumberAlone(), shelf.by_number),
        CallbackQueryHandler(shelf.pressed, pattern=_FORM),
    ]


@dataclass(frozen=True, slots=True)
class References:
    """Shows what the register holds, to each what he may read at that moment."""

    assistant: Assistant

    async def by_command(self, update: Update, _: Context) -> None:
        """Answer /vanban with a number, or alone with the kinds to choose from."""
        if (message := update.effective_message) is not None:
            await self._reply(update, message, "".join((message.text or "").split(maxsplit=1)[1:]))

    async def by_number(self, update: Update, _: Context) -> None:
        """Answer a number that was typed without the command."""
        if (message := update.effective_message) is not None:
            await self._reply(update, message, message.text or "")

    async def pressed(self, update: Update, _: Context) -> None:
        """Show what a button stands for: a card anew, a page in place of the one before."""
        query = update.callback_query
        match = _FORM.match(query.data or "") if query is not None else None
        if query is None or match is None:
            return
        reads = audiences(update, self.assistant)
        shown = await asyncio.to_thread(self._pressed, match, reads, admin(update, self.assistant) is not None)
        if shown is None or not isinstance(query.message, Message):
            await query.answer(messages.GONE)
            return
        await query.answer()
        if match["card"]:
            await _send(query.message, shown)
        else:
            await _change(query.message, shown)

    async def _reply(self, update: Update, message: Message, text: str) -> None:
        reads = audiences(update, self.assistant)
        text, host = text[:MAX_QUESTION].strip(), admin(update, self.assistant) is not None
        await _send(message, await asyncio.to_thread(self._found, text, reads, host))

    def _found(self, text: str, reads: frozenset[Audience], host: bool) -> Shown:
        by_number = self.assistant.service.by_number
        if not text:
            return _kinds(by_number.register.entries(audiences=reads))
        found = by_number.register.find(text, audiences=reads)
        if found.asked is None:
            return [formatting.html(messages.NOT_A_REFERENCE)], None
        asked = formatting.shorten(found.asked, 60)
        if found.entries:
            return self._entries(found.entries, asked, reads, host)
        sentence = messages.NO_REFERENCE.format(asked=asked)
        if found.nearest:
            sentence += "\n" + messages.NEAREST_REFERENCES
        return [formatting.html(sentence)], _choices((entry, cards.label(entry)) for entry in found.nearest)

    def _entries(self, entries: Sequence[Entry], asked: str, reads: frozenset[Audience], host: bool) -> Shown:
        made = [self._made(entry, reads, host) for entry in entries[:_CHOICES]]
        if len(made) == 1:
            return self._card(made[0], 0, reads, host)
        return ([formatting.html(messages.WHICH_REFERENCE.format(asked=asked))],
                _choices((card.entry, cards.label(card.entry, card)) for card in made))

    def _made(self, entry: Entry, reads: frozenset[Audience], host: bool) -> Card:
        """Return a card, without what it quotes on a topic that is closed to who is no admin."""
        card = self.assistant.service.by_number.cards.card(entry, audiences=reads)
        quoted = [*card.mentions, *card.results, *(one.citation for one in card.related), *filter(None, [card.subject])]
        stored = {} if host else self.assistant.library.passages({one.passage for one in quoted}, audiences=reads)
        closed = self.assistant.closed.among(stored.values())
        if not closed:
            return card
        return replace(card, subject=card.subject if card.subject and card.subject.passage not in closed else None,
                       mentions=tuple(one for one in card.mentions if one.passage not in closed),
                       results=tuple(one for one in card.results if one.passage not in closed),
                       related=tuple(one for one in card.related if one.citation.passage not in closed))

    def _card(self, card: Card, at: int, reads: frozenset[Audience], host: bool) -> Shown:
        files = [] if card.original is None else originals.buttons(self.assistant.library, card.original.id, audiences=reads)
        return _card(card, at, self._others(card, reads), files, host)

    def _others(self, card: Card, reads: frozenset[Audience]) -> Buttons:
        """Return a button for each document related to a card; one whose number is another's too asks which."""
        numbers = {one.other for one in card.related if one.other}
        entries: dict[str, list[Entry]] = {number: [] for number in sorted(numbers)}
        for entry in self.assistant.service.by_number.register.entries(audiences=reads):
            if entry.canonical in numbers:
                entries[entry.canonical].append(entry)
        return [(cards.label(same[0]), same[0].key) if len(same) == 1 else (number, f"{same[0].key.partition(':')[0]}:1")
                for number, same in entries.items() if same]

    def _pressed(self, match: re.Match[str], reads: frozenset[Audience], host: bool) -> Shown | None:
        by_number = self.assistant.service.by_number
        if match["kinds"]:
            return _kinds(by_number.register.entries(audiences=reads))
        if match["page"]:
            return _page(by_number.register.entries(audiences=reads), match["kind"], int(match["page"]))
        entries = by_number.register.by_key(match["card"] or match["mentions"], audiences=reads)
        if not entries:
            return None
        if match["card"]:
            return self._entries(entries, entries[0].canonical, reads, host)
        card = self._made(entries[0], reads, host)
        return self._card(card, int(match["at"]), reads, host)


# ---------------------------------------------------------------------------------------------------------------------

def _card(card: Card, at: int, others: Buttons, files: list[InlineKeyboardButton], host: bool) -> Shown:
    """Return a card with its buttons; `at` is the page of its mentions, `host`: for an admin, who may confirm."""
    html, cut = formatting.html, formatting.shorten
    blocks = [f"<b>{html(cut(cards.title(card), 200))}</b>\n" + html(cut("\n".join(cards.facts(card)), 1500))]
    for n, result in enumerate(card.results):
        head = html(messages.CARD_RESULTS) + "\n" if n == 0 else ""
        blocks.append(f"{head}<blockquote>{html(cards.quote(result))}</blockquote>{html(cut(cards.source(result), 300))}")
    if card.related:
        lines = [messages.CARD_RELATED, *(f"• {cut(cards.related(one), 300)}" for one in card.related)]
        blocks += [html(piece) for piece in formatting.split("\n".join(lines))]
    blocks.append(html(cards.mentions(card) + "\n" + messages.CARD_NOTE))
    rows = _card_rows(card, at, others, files, host)
    return formatting.pack(blocks), InlineKeyboardMarkup(rows) if rows else None


def _card_rows(card: Card, at: int, others: Buttons, files: list[InlineKeyboardButton],
               host: bool) -> list[list[InlineKeyboardButton]]:
    at = min(at, (len(card.mentions) - 1) // _MENTIONS) * _MENTIONS
    shown = [InlineKeyboardButton(f"{messages.day(one.issued)} – {messages.place(one.paragraph, one.page)}",
                                  callback_data=str(Press(OPEN, one.passage, one.start, one.end)))
             for one in card.mentions[at:at + _MENTIONS]]
    rows = [shown[i:i + 2] for i in range(0, len(shown), 2)]
    rows.append(_turning(at // _MENTIONS, at + _MENTIONS < len(card.mentions), lambda page: f"vbm:{card.entry.key}:{page}"))
    rows += [[InlineKeyboardButton(label, callback_data=f"vbc:{key}")] for label, key in others]
    if card.original is not None:
        first = card.original
        rows.append([InlineKeyboardButton(messages.OPEN_ORIGINAL, callback_data=str(Press(OPEN, first.id, 0, 0))), *files])
    if host and not card.entry.partial:
        rows.append([confirming_references.button(card.entry)])
    return [row for row in rows if row]


def _choices(offered: Iterable[tuple[Entry, str]]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=f"vbc:{entry.key}")] for entry, label in offered]
    return InlineKeyboardMarkup(rows) if rows else None


def _kinds(entries: Iterable[Entry]) -> Shown:
    counted = Counter(plain_kind(entry.kind or "") for entry in entries if not entry.partial)
    if not counted:
        return [formatting.html(messages.NO_REFERENCES)], None
    buttons = [InlineKeyboardButton(f"{messages.kind(kind)} ({count})", callback_data=f"vbl:{kind}:0")
               for kind, count in counted.most_common()]
    return ([formatting.html(messages.ALL_REFERENCES)],
            InlineKeyboardMarkup([buttons[i:i + 2] for i in range(0, len(buttons), 2)]))


def _page(entries: Iterable[Entry], kind: str, page: int) -> Shown | None:
    """Return a page of the documents of a kind, under their years."""
    listed = [entry for entry in entries if not entry.partial and plain_kind(entry.kind or "") == kind]
    listed.sort(key=lambda entry: -(entry.year or 0))
    if not listed:
        return None
    page = min(page, (len(listed) - 1) // _LISTED)
    here = listed[page * _LISTED:(page + 1) * _LISTED]
    lines = [f"<b>{formatting.html(messages.kind(kind))}</b>"]
    years: dict[str, list[str]] = {}
    for entry in here:
        years.setdefault(str(entry.year or messages.UNDATED_YEAR), []).append(entry.canonical)
    lines += [f"{year}: {formatting.html(formatting.shorten(', '.join(numbers), 400))}" for year, numbers in years.items()]
    buttons = [InlineKeyboardButton(cards.label(entry), callback_data=f"vbc:{entry.key}") for entry in here]
    rows = [[button] for button in buttons]
    rows.append(_turning(page, (page + 1) * _LISTED < len(listed), lambda to: f"vbl:{kind}:{to}"))
    rows.append([InlineKeyboardButton(messages.BACK_TO_KINDS, callback_data="vbk")])
    return ["\n".join(lines)], InlineKeyboardMarkup([row for row in rows if row])


def _turning(page: int, more: bool, data: Callable[[int], str]) -> list[InlineKeyboardButton]:
    sides = ((messages.EARLIER, page - 1, page > 0), (messages.LATER, page + 1, more))
    return [InlineKeyboardButton(label, callback_data=data(to)) for label, to, there in sides if there]


async def _send(message: Message, shown: Shown) -> None:
    *others, last = shown[0]
    for part in others:
        await message.reply_html(part)
    await message.reply_html(last, reply_markup=shown[1])


async def _change(message: Message, shown: Shown) -> None:
    """Put a page in place of the one shown; of a card that took several messages, the last has the buttons."""
    try:
        await message.edit_text(shown[0][-1], parse_mode=ParseMode.HTML, reply_markup=shown[1])
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            await _send(message, shown)
