"""/chuatraloi: what the documents did not answer, and an admin's own words that do from then on."""

import asyncio
import logging
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import admin, pressed, signature
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.documents import arrivals
from bot.channels.telegram.downloading import explain
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.prompts import AnswersPrompt
from bot.people import readable
from bot.records.journal import Deed
from bot.records.topics import Topic
from corpus.document import Audience, Document
from corpus.errors import CorpusError, UnknownDocument
from retrieval.question import today

logger = logging.getLogger(__name__)

LIST = "x:l"         # the list, as a new message
_SHOWN = 10
_LIST = re.compile(rf"^{LIST}\Z")
_ANSWER = re.compile(r"^x:a:(\d{1,12})\Z", re.ASCII)
_RETRACT = re.compile(r"^x:r:(\d{1,12})\Z", re.ASCII)
_PROMPT = re.compile(r"\A" + re.escape(messages.ANSWER_PROMPT.partition("{")[0]) + r"(\d{1,12})", re.ASCII)
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


def handlers(assistant: Assistant, intake: Intake) -> list[Handler]:
    desk = Unanswered(assistant, intake)
    return [
        CommandHandler("chuatraloi", desk.show, filters=_PRIVATE),
        CallbackQueryHandler(desk.show_again, pattern=_LIST),
        CallbackQueryHandler(desk.prompt, pattern=_ANSWER),
        CallbackQueryHandler(desk.retract, pattern=_RETRACT),
        MessageHandler(_PRIVATE & (filters.TEXT | filters.Document.ALL) & ~filters.COMMAND & AnswersPrompt(_PROMPT),
                       desk.answer),
    ]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Shows admins what waits for an answer, and makes their answer a document that is quoted like any other.

    A file that comes with an answer gets a card, and is no document before that got its yes.
    """

    assistant: Assistant
    intake: Intake

    async def show(self, update: Update, context: Context) -> None:
        """List what was asked most; `/chuatraloi 12 …` answers number 12 at once."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        given = re.match(r"\S+\s+(\d{1,12})\s+(\S.*)", message.text or "", re.DOTALL | re.ASCII)
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
        elif given is not None:
            await self._answer(message, host, int(given[1]), given[2])
        else:
            await self._list(message)

    async def show_again(self, update: Update, _: Context) -> None:
        """List it for the button of a digest."""
        query, _data, message = pressed(update)
        if admin(update, self.assistant) is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        await self._list(message)

    async def _list(self, message: Message) -> None:
        topics = self.assistant.records.topics.open(limit=_SHOWN)
        row = [InlineKeyboardButton(messages.ANSWER_BUTTON.format(n=topic.id), callback_data=f"x:a:{topic.id}")
               for topic in topics]
        rows = [row[i:i + 2] for i in range(0, len(row), 2)]
        text = formatting.shorten(messages.unanswered(topics), formatting.LIMIT)
        await message.reply_text(text, reply_markup=InlineKeyboardMarkup(rows) if rows else None)

    async def prompt(self, update: Update, _: Context) -> None:
        """Ask the admin for the answer to one of them."""
        query, data, message = pressed(update)
        topic = self.assistant.records.topics.topic(int(data.rpartition(":")[2]))
        if admin(update, self.assistant) is None or topic is None or message is None:
            await query.answer(messages.GONE)
            return
        await query.answer()
        await message.reply_text(messages.ANSWER_PROMPT.format(n=topic.id, question=topic.text[:1000]),
                                 reply_markup=ForceReply())

    async def answer(self, update: Update, _: Context) -> None:
        """Take the answer that replies to the prompt: words, or a document with words as its caption."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        match = _PROMPT.match((message.reply_to_message.text or "") if message.reply_to_message else "")
        if host is None or match is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        words = (message.text or message.caption or "").strip()
        await self._answer(message, host, int(match[1]), words)

    async def _answer(self, message: Message, host: User, number: int, words: str) -> None:
        topic = self.assistant.records.topics.topic(number)
        if topic is None:
            await message.reply_text(messages.ANSWERED_MEANWHILE)
            return
        if not words:
            await message.reply_text(messages.ANSWER_IN_WORDS)
            return
        made = _document(topic, words)
        try:
            await asyncio.to_thread(self._publish, made, signature(host))
        except CorpusError as problem:
            await message.reply_text(explain(problem))
            return
        records = self.assistant.records
        waiting = records.tickets.redeem(records.topics.answered(number, made.id))
        records.journal.write(host.id, Deed.ANSWERED, made.id, now=datetime.now(UTC))
        retract = InlineKeyboardButton(messages.RETRACT, callback_data=f"x:r:{number}")
        await message.reply_text(messages.answer_published(topic.audience, len(waiting)),
                                 reply_markup=InlineKeyboardMarkup([[retract]]))
        narrow = messages.AUDIENCES[topic.audience].lower() if topic.audience is not Audience.PUBLIC else ""
        for arrival in arrivals(message, message.message_id, narrow):        # the caption is the answer, and no date
            self.intake.take(replace(arrival, album=""), message.get_bot())
        for person in waiting:
            if topic.audience in self._may_read(person):
                with suppress(TelegramError):           # blocked since
                    await message.get_bot().send_message(person, messages.told(topic.text, made.title, words))

    async def retract(self, update: Update, _: Context) -> None:
        """Take an answer out of the documents; the question waits again."""
        query, data, message = pressed(update)
        host = admin(update, self.assistant)
        if host is None or message is None:
            await query.answer(messages.GONE)
            return
        name = _name(int(data.rpartition(":")[2]))
        try:
            await asyncio.to_thread(self.assistant.library.remove, name, signature(host))
        except UnknownDocument:
            await query.answer(messages.GONE)
            return
        self.assistant.records.topics.reopen(name)
        self.assistant.records.journal.write(host.id, Deed.RETRACTED, name, now=datetime.now(UTC))
        await query.answer()
        await message.edit_text(messages.RETRACTED)

    def _publish(self, made: Document, by: str) -> None:
        for _ in self.assistant.library.add([made], by):
            pass

    def _may_read(self, person: int) -> frozenset[Audience]:
        return readable(self.assistant.records.members.roles(person))


def _name(topic: int) -> str:
    return f"tra-loi-{topic}"


def _document(topic: Topic, words: str) -> Document:
    title = messages.staff_answer(today(), topic.text)
    return Document(_name(topic.id), title, today(), topic.audience, unicodedata.normalize("NFC", words), messages.STAFF)
