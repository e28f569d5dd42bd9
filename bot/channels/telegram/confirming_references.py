"""Below a card of /vanban: an admin confirms when a document was issued, by whom, about what, and whether it is in force."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import cards, confirming, messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import admin, audiences, pressed
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.prompts import AnswersPrompt
from bot.records.journal import Deed
from corpus.document import Audience
from corpus.mention_table import Confirmed, Status
from retrieval.card import Card
from retrieval.question import today
from retrieval.register import Entry

CONFIRM = "vbx"     # vbx:KEY the panel; vbx:KEY:n a status, 0 for none any more; vbx:KEY:d (i, s) asks for the date, …
_KEY = r"[0-9a-f]{12}:\d{1,8}"
_FORM = re.compile(rf"^{CONFIRM}:(?P<key>{_KEY})(?::(?P<verb>[0-4dis]))?\Z", re.ASCII)
_PROMPT = re.compile(r"\A" + re.escape(messages.CONFIRM_PROMPT.partition("{")[0])
                     + rf".* \((?P<key>{_KEY}) (?P<verb>[dis])\)", re.ASCII)
_DATE = re.compile(r"\D*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\D*", re.ASCII)
_STATUSES = tuple(Status)
_LONGEST = 500      # characters of a subject or an issuer


def handlers(assistant: Assistant) -> list[Handler]:
    desk = Confirming(assistant)
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    return [CallbackQueryHandler(desk.pressed, pattern=_FORM),
            MessageHandler(private & filters.TEXT & ~filters.COMMAND & AnswersPrompt(_PROMPT), desk.answered)]


def button(entry: Entry) -> InlineKeyboardButton:
    """Return the button that opens the panel below a card."""
    return InlineKeyboardButton(messages.CONFIRM_BUTTON, callback_data=f"{CONFIRM}:{entry.key}")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A document that can be confirmed, and the day under which what is said of it is kept."""

    card: Card
    day: date | None
    only_date: bool         # several documents bear the number: which one is meant must be said first

    @property
    def canonical(self) -> str:
        return self.card.entry.canonical


@dataclass(frozen=True, slots=True)
class Confirming:
    """Takes what admins confirm, in a private chat; every change is written into the journal."""

    assistant: Assistant

    async def pressed(self, update: Update, _: Context) -> None:
        """Open the panel, set or withdraw a status, or ask for words."""
        query, data, message = pressed(update)
        host, match = admin(update, self.assistant), _FORM.match(data)
        subject = await self._subject(match["key"], audiences(update, self.assistant)) if host and match else None
        if host is None or match is None or subject is None or message is None:
            await query.answer(messages.GONE)
            return
        verb = match["verb"]
        if verb is None:
            await query.answer()
            await self._show(message, subject)
        elif verb.isalpha():
            await query.answer()
            prompt = messages.confirm_prompt(subject.canonical, match["key"], verb)
            await message.reply_text(prompt, reply_markup=ForceReply())
        elif await asyncio.to_thread(self._is_others, subject, subject.day, audiences(update, self.assistant)):
            await query.answer(messages.CONFIRMED_BY_OTHERS)
        else:
            await asyncio.to_thread(self._set_status, host.id, subject, int(verb))
            await query.answer(messages.NOTED)
            changed = await self._subject(match["key"], audiences(update, self.assistant))
            if changed is not None:
                with suppress(BadRequest):              # pressed twice, or deleted
                    await message.edit_text(_panel(changed), reply_markup=_keyboard(changed))

    async def answered(self, update: Update, _: Context) -> None:
        """Take the words that reply to a prompt."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        match = _PROMPT.match((message.reply_to_message.text or "") if message.reply_to_message else "")
        reads = audiences(update, self.assistant)
        subject = await self._subject(match["key"], reads) if host and match else None
        if host is None or match is None or subject is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        words = " ".join((message.text or "").split())
        days = {subject.day, _day(words) if match["verb"] == "d" else subject.day}
        if any([await asyncio.to_thread(self._is_others, subject, day, reads) for day in days]):
            await message.reply_text(messages.CONFIRMED_BY_OTHERS)
        elif match["verb"] == "d" and _day(words) is None:
            await message.reply_text(messages.DATE_IN_NUMBERS)
        elif not words or len(words) > _LONGEST:
            await message.reply_text(messages.CONFIRM_IN_WORDS.format(most=_LONGEST))
        else:
            await asyncio.to_thread(self._set_words, host.id, subject, match["verb"], words)
            changed = await self._subject(match["key"], reads)
            if changed is not None:
                await self._show(message, changed)

    async def _show(self, message: Message, subject: _Subject) -> None:
        await message.reply_text(_panel(subject), reply_markup=_keyboard(subject))

    def _set_status(self, host: int, subject: _Subject, number: int) -> None:
        library = self.assistant.library
        if number:
            status = _STATUSES[number - 1]
            confirming.confirm(library, subject.canonical, subject.day, status=status)
            self._note(host, Deed.CONFIRMED, f"{subject.canonical}: {messages.STATUSES[status]}")
        elif library.withdraw(subject.canonical, subject.day):
            self._note(host, Deed.UNCONFIRMED, subject.canonical)

    def _set_words(self, host: int, subject: _Subject, verb: str, words: str) -> None:
        library, day = self.assistant.library, _day(words)
        if verb == "d" and day is not None:
            confirming.date_anew(library, subject.canonical, subject.day, day)
        elif verb == "i":
            confirming.confirm(library, subject.canonical, subject.day, issuer=words)
        else:
            confirming.confirm(library, subject.canonical, subject.day, subject=words)
        self._note(host, Deed.CONFIRMED, f"{subject.canonical}: {messages.CONFIRM_FIELDS[verb]} {words}")

    def _note(self, host: int, deed: Deed, about: str) -> None:
        self.assistant.records.journal.write(host, deed, about, now=datetime.now(UTC))

    def _is_others(self, subject: _Subject, day: date | None, reads: frozenset[Audience]) -> bool:
        """Say whether something was confirmed of the document of this day that this admin may not know."""
        known: Confirmed | None = confirming.said(self.assistant.library, subject.canonical, day)
        return known is not None and known.audience not in reads

    async def _subject(self, key: str, reads: frozenset[Audience]) -> _Subject | None:
        return await asyncio.to_thread(self._find, key, reads)

    def _find(self, key: str, reads: frozenset[Audience]) -> _Subject | None:
        by_number = self.assistant.service.by_number
        entry = next((one for one in by_number.register.by_key(key, audiences=reads) if one.key == key), None)
        if entry is None or entry.partial:
            return None
        same = [one for one in by_number.register.entries(audiences=reads) if one.canonical == entry.canonical]
        day = entry.confirmed.issued if entry.confirmed is not None else entry.issued
        return _Subject(by_number.cards.card(entry, audiences=reads), day, len(same) > 1 and day is None)


def _panel(subject: _Subject) -> str:
    lines = [messages.CONFIRMING.format(title=cards.title(subject.card)), *cards.facts(subject.card)]
    if subject.only_date:
        lines.append(messages.CONFIRM_DATE_FIRST)
    elif subject.day is not None and subject.card.entry.confirmed is None:
        lines.append(messages.CONFIRMS_DATE_TOO.format(day=messages.day(subject.day)))
    return formatting.shorten("\n".join(lines), formatting.LIMIT)


def _keyboard(subject: _Subject) -> InlineKeyboardMarkup:
    def one(label: str, verb: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=f"{CONFIRM}:{subject.card.entry.key}:{verb}")

    statuses = [one(messages.STATUSES[status].capitalize(), str(n)) for n, status in enumerate(_STATUSES, 1)]
    fields = [one(f"✎ {words.capitalize()}", verb) for verb, words in messages.CONFIRM_FIELDS.items()]
    if subject.only_date:
        return InlineKeyboardMarkup([fields[:1]])
    rows = [statuses[:2], statuses[2:], fields]
    return InlineKeyboardMarkup(rows + ([[one(messages.UNCONFIRM, "0")]] if subject.card.entry.confirmed else []))


def _day(words: str) -> date | None:
    """Return a day of the past, written 15/5/2016."""
    match = _DATE.fullmatch(words)
    with suppress(ValueError):
        if match is not None and (day := date(int(match[3]), int(match[2]), int(match[1]))) <= today():
            return day
    return None
