"""The buttons of a card: the document is changed, given up, or stored, by the admin who sent it and nobody else."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram import InlineKeyboardMarkup, Message, Update, User
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import draft_card, formatting
from bot.channels.telegram.access import admin, pressed, signature
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.captions import day_in
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.downloading import explain
from bot.channels.telegram.examples import to_try
from bot.channels.telegram.status import Status
from bot.people import Role, readable
from bot.records.drafts import Draft
from bot.samples import EVERYBODY
from corpus.document import Audience, Document
from corpus.errors import CorpusError, InvalidValue
from corpus.formats.characters import has_words, storable
from corpus.formats.progress import listening
from corpus.resemblance import Alike
from retrieval.errors import RetrievalError
from retrieval.library import Added

logger = logging.getLogger(__name__)

_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
_MAX_TITLE = 300            # characters
_ECHOED = 60                # characters of a wrong value that are shown again


class _UnderCard(filters.MessageFilter):
    """A reply to the card of a document that waits."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__()
        self._drafts = assistant.records.drafts

    def filter(self, message: Message) -> bool:
        card = message.reply_to_message
        return (card is not None and card.from_user is not None and card.from_user.is_bot
                and self._drafts.is_card(message.chat.id, card.message_id, now=datetime.now(UTC)))


@dataclass(frozen=True, slots=True)
class Confirming:
    """Shows cards, and does what their buttons say."""

    assistant: Assistant
    asking: AskingBack

    def handlers(self) -> list[Handler]:
        return [
            CallbackQueryHandler(self.pressed, pattern=draft_card.FORM),
            MessageHandler(_PRIVATE & filters.TEXT & ~filters.COMMAND & _UnderCard(self.assistant), self.replied),
        ]

    async def present(self, draft: Draft, status: Status, *, given: bool) -> None:
        """Show the card of a document that was just read; `given` says that its date or audience was named beside it."""
        document, draft = draft.reading.document, await self._compared(draft)
        found = draft.resemblance
        if found is not None and found.alike is Alike.IDENTICAL and not (
                given and (found.original.issued, found.original.audience) != (document.issued, document.audience)):
            there = messages.there(found.original, readable=found.original.audience in self._reads(draft.person))
            await status.say(messages.ALREADY_THERE.format(there=there))
            return
        draft = await asyncio.to_thread(self.assistant.records.drafts.add, draft, now=datetime.now(UTC))
        await self.show_again(draft, status)

    async def _compared(self, draft: Draft) -> Draft:
        """Return a draft with what it resembles now: a new version is for those of the old one until somebody chooses."""
        found = await asyncio.to_thread(self.assistant.library.resemblance, draft.reading.document)
        if found is not None and draft.proposed and draft.reading.document.audience is Audience.PUBLIC:
            draft = _with(draft, audience=found.original.audience)
        return replace(draft, resemblance=found)

    async def show_again(self, draft: Draft, status: Status) -> None:
        """Show the card of a draft that is kept, and wait for its date when it has none and no other prompt waits."""
        asked = self.asking.asked(draft.person)
        if draft.reading.document.issued is None and (asked is None or asked.prompt is None):
            self.asking.ask(draft.person, partial(self._take_date, draft.number))
        await self._show(draft, status)

    async def pressed(self, update: Update, _: Context) -> None:
        """Do what a button says, if the draft is still there and this admin's."""
        query, data, message = pressed(update)
        host, match = admin(update, self.assistant), draft_card.FORM.match(data)
        if host is None or match is None or message is None:
            await query.answer(messages.GONE)
            return
        draft = await self._of(host.id, int(match[2]))
        if draft is None:
            await query.answer(messages.DRAFT_GONE, show_alert=True)
            return
        status = Status(query.get_bot(), host.id, message.message_id)
        match verb := match[1]:
            case draft_card.CONFIRM | draft_card.REPLACE | draft_card.KEEP_BOTH:
                sentence = await self._prepare(draft, verb, status)
                with suppress(BadRequest):      # a press that a crash interrupted is too old to be answered, not to be done
                    await query.answer(sentence, show_alert=sentence is not None)
                if sentence is None:
                    await self._store(host, draft.number, status)
                return
            case draft_card.DATE | draft_card.TITLE:
                await query.answer()
                title = formatting.shorten(draft.reading.document.title, _MAX_TITLE)
                take, words = ((self._take_date, messages.ASK_DATE) if verb == draft_card.DATE
                               else (self._take_title, messages.ASK_TITLE))
                self.asking.ask(host.id, partial(take, draft.number))
                await message.reply_text(words.format(title=title))
                return
        await query.answer()
        match verb:
            case draft_card.CANCEL:
                self.asking.give_up(host.id)
                self.assistant.records.drafts.drop(draft.number)
                await status.say(messages.CANCELLED.format(title=draft.reading.document.title))
            case draft_card.EDIT | draft_card.BACK:
                await self._say(draft, status, editing=verb == draft_card.EDIT)
            case _:
                audience = Audience(verb.partition("-")[2])
                await self._show(replace(_with(draft, audience=audience), proposed=False), status)

    async def replied(self, update: Update, _: Context) -> None:
        """Take what replies to a card: its date, also long after it was asked for, or else what was just asked for."""
        message, host = update.effective_message, admin(update, self.assistant)
        card = message.reply_to_message if message is not None else None
        if message is None or card is None:
            return
        drafts = self.assistant.records.drafts
        draft = await asyncio.to_thread(drafts.under, host.id, card.message_id, now=datetime.now(UTC)) if host else None
        if host is None or draft is None:
            await message.reply_text(messages.DRAFT_GONE)
        elif draft.reading.document.issued is None or _names_day(message.text or ""):
            await self._take_date(draft.number, message)
        elif (asked := self.asking.asked(host.id)) is not None:
            self.asking.give_up(host.id)
            await asked.take(message)
        else:
            await message.reply_text(messages.HOW_TO_EDIT)

    async def _take_date(self, number: int, message: Message) -> None:
        draft = await self._mine(number, message)
        if draft is None:
            await message.reply_text(messages.DRAFT_GONE)
            return
        words = message.text or ""
        try:
            issued = day_in(words)
        except InvalidValue:
            self.asking.ask(message.chat.id, partial(self._take_date, number))
            await message.reply_text(messages.BAD_DATE.format(value=formatting.shorten(words, _ECHOED)))
            return
        draft = await self._compared(_with(draft, issued=issued))           # the year counts
        status = Status(message.get_bot(), draft.person, draft.message)
        await self._show(draft, status)
        said = [messages.DATE_SET.format(day=messages.day(issued))]
        other = await asyncio.to_thread(self.assistant.records.drafts.undated, draft.person, now=datetime.now(UTC))
        if other is not None:
            self.asking.ask(draft.person, partial(self._take_date, other.number))
            said.append(messages.ASK_DATE.format(title=other.reading.document.title))
        await status.reply("\n\n".join(said))

    async def _take_title(self, number: int, message: Message) -> None:
        draft, title = await self._mine(number, message), storable(" ".join((message.text or "").split()))
        if draft is None:
            await message.reply_text(messages.DRAFT_GONE)
        elif not has_words(title) or len(title) > _MAX_TITLE:
            self.asking.ask(message.chat.id, partial(self._take_title, number))
            await message.reply_text(messages.BAD_TITLE.format(most=_MAX_TITLE))
        else:
            status = Status(message.get_bot(), draft.person, draft.message)
            await self._show(_with(draft, title=title), status)
            await status.reply(messages.TITLE_SET)

    async def _prepare(self, draft: Draft, verb: str, status: Status) -> str | None:
        """Give a draft its final id, so that doing it twice changes nothing; return why that cannot be done yet."""
        document = draft.reading.document
        if document.issued is None:
            self.asking.ask(draft.person, partial(self._take_date, draft.number))
            return messages.DATE_FIRST
        self.asking.give_up(draft.person)
        if draft.placed:
            return None
        compared = await self._compared(draft)
        found = compared.resemblance
        if found != draft.resemblance or (verb == draft_card.CONFIRM) != (found is None):
            await self._show(compared, status)
            return messages.LIBRARY_CHANGED
        if found is not None:
            replacing = verb == draft_card.REPLACE
            draft = _with(draft, id=found.original.id if replacing else await asyncio.to_thread(self._free_id, document))
        await asyncio.to_thread(self.assistant.records.drafts.keep, replace(draft, placed=True))
        return None

    def _free_id(self, document: Document) -> str:
        library = self.assistant.library
        taken = library.describe(document.id, audiences=EVERYBODY) is not None
        return library.resemblances().free_id(document.id) if taken else document.id

    async def _store(self, host: User, number: int, status: Status) -> None:
        draft = await self._of(host.id, number)
        if draft is None:
            return
        document = draft.reading.document
        title = formatting.shorten(document.title, _MAX_TITLE)
        far = [messages.INDEXING.format(title=title)]
        await status.say(far[0])

        def told(done: int, total: int) -> None:
            far[0] = messages.INDEXING_PASSAGES.format(title=title, done=done, total=total)

        def store() -> Added:
            whole = replace(document, original=self.assistant.records.drafts.original(number))
            with listening(told):
                [added] = self.assistant.library.add([whole], by=signature(host))
            return added

        try:
            added = await status.watch(asyncio.to_thread(store), lambda: far[0])
        except (CorpusError, RetrievalError) as problem:
            await self._show(replace(draft, placed=False), status)       # it may be decided anew what becomes of it
            await status.reply(explain(problem))
            return
        self.assistant.records.drafts.drop(number)
        logger.info("%s: %d passages", added.change, added.passages)
        reads = self._reads(host.id)
        rows = await asyncio.to_thread(to_try, self.assistant, document.id, reads)
        text = messages.taken_in(added.change, draft_card.facts(draft), readable=document.audience in reads,
                                 questions=bool(rows))
        await status.say(text, InlineKeyboardMarkup(rows) if rows else None)

    async def _show(self, draft: Draft, status: Status) -> None:
        """Keep the draft as it is now, and show it."""
        # Kept before it is seen, because a press may follow at once; scans are large, so beside the network's thread.
        await asyncio.to_thread(self.assistant.records.drafts.keep, draft)
        await self._say(draft, status)

    async def _say(self, draft: Draft, status: Status, *, editing: bool = False) -> None:
        await status.say(draft_card.text(draft, self._reads(draft.person)), draft_card.keyboard(draft, editing=editing))
        self.assistant.records.drafts.set_card(draft.number, status.message)

    async def _mine(self, number: int, message: Message) -> Draft | None:
        """Return a draft of who wrote a message, if that is an admin now."""
        person = message.from_user
        if person is None or Role.ADMIN not in self.assistant.records.members.roles(person.id):
            return None
        return await self._of(person.id, number)

    async def _of(self, person: int, number: int) -> Draft | None:
        return await asyncio.to_thread(self.assistant.records.drafts.of, person, number, now=datetime.now(UTC))

    def _reads(self, person: int) -> frozenset[Audience]:
        return readable(self.assistant.records.members.roles(person))


def _with(draft: Draft, **values: Any) -> Draft:
    """Return a draft whose document has other values."""
    return replace(draft, reading=replace(draft.reading, document=replace(draft.reading.document, **values)))


def _names_day(words: str) -> bool:
    try:
        day_in(words)
    except InvalidValue:
        return False
    return True
