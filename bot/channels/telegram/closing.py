"""/tat and /bat: an admin stops answering residents, or everybody on one topic, with a reason, and starts again."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting
from bot.channels.telegram.access import admin, pressed
from bot.channels.telegram.context import Context, Handler
from bot.people import readable
from bot.records.journal import Deed
from corpus.vietnamese.text import clean, fold_same_length
from retrieval.closed_topics import as_written
from retrieval.question import ClosedTopic, Question, today
from retrieval.understanding import focus

OPEN = "bat"            # bat:12 opens topic 12
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
_LONGEST = 300          # characters of a reason
_LONGEST_OF_TOPIC = 150
_TOPIC = 80             # characters of a topic
_LABEL = 40             # UTF-16 code units of one on a button
_LOOKED_AT = 20         # passages in which its spelling is looked up
_A_TOPIC = re.compile(r"chu de\b[\s:]*")


def handlers(assistant: Assistant) -> list[Handler]:
    switch = Switch(assistant)
    return [CommandHandler("tat", switch.close, filters=_PRIVATE), CommandHandler("bat", switch.open, filters=_PRIVATE),
            CallbackQueryHandler(switch.pressed, pattern=rf"^{OPEN}:\d{{1,12}}\Z")]


@dataclass(frozen=True, slots=True)
class Switch:
    """Closes and opens the assistant, or a topic; all of it is written into the journal."""

    assistant: Assistant

    async def close(self, update: Update, _: Context) -> None:
        """Stop answering for the reason given, or on the topic given; alone, list what is closed."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        words = _after_command(message.text)
        if (named := _topic(words)) is not None:
            text, keyboard = await asyncio.to_thread(self._close_topic, host.id, *named)
            await message.reply_text(text, reply_markup=keyboard)
        elif not words:
            text, keyboard = self._list()
            await message.reply_text(text, reply_markup=keyboard)
        else:
            reason, now = " ".join(words.split())[:_LONGEST], datetime.now(UTC)
            self.assistant.records.closing.close(reason, now=now)
            self.assistant.records.journal.write(host.id, Deed.CLOSED, reason, now=now)
            await message.reply_text(messages.CLOSED_NOW.format(reason=reason))

    async def open(self, update: Update, _: Context) -> None:
        """Answer again: on everything, or on the topic given."""
        message, host = update.effective_message, admin(update, self.assistant)
        if message is None:
            return
        if host is None:
            await message.reply_text(messages.UNKNOWN_COMMAND)
            return
        if (named := _topic(_after_command(message.text))) is not None:
            closed = self.assistant.records.closing.topic(named[0])
            opened = closed is not None and self._open_topic(host.id, closed.number)
            said = messages.TOPIC_OPEN_NOW if opened else messages.TOPIC_NOT_CLOSED
            await message.reply_text(said.format(topic=formatting.shorten(closed.words if closed else named[0], _TOPIC)))
            return
        if self.assistant.records.closing.open():
            self.assistant.records.journal.write(host.id, Deed.OPENED, now=datetime.now(UTC))
        topics = self.assistant.records.closing.topics()
        still = [messages.closed_now(None, topics)] if topics else []
        await message.reply_text("\n".join([messages.OPEN_NOW, *still]), reply_markup=_keyboard(topics))

    async def pressed(self, update: Update, _: Context) -> None:
        """Open the topic of a button, and show what is closed still."""
        query, data, message = pressed(update)
        host = admin(update, self.assistant)
        if host is None or message is None:
            await query.answer(messages.GONE)
            return
        opened = self._open_topic(host.id, int(data.partition(":")[2]))
        await query.answer(messages.TOPIC_OPEN_NOW.format(topic=opened.words) if opened else messages.GONE)
        text, keyboard = self._list()
        with suppress(BadRequest):              # pressed twice, or the message was deleted
            await message.edit_text(text, reply_markup=keyboard)

    def _close_topic(self, host: int, words: str, reason: str) -> tuple[str, InlineKeyboardMarkup | None]:
        if len(words) > _TOPIC or not focus(words):
            return messages.TOPIC_WANTED, None
        public = Question(text=words, audiences=readable(()), today=today(), despite_closed=True)
        found = [hit.passage for hit in self.assistant.searcher.search(public, _LOOKED_AT)]
        words = as_written(words, (f"{one.title}\n{one.passage.text}" for one in found))
        now = datetime.now(UTC)
        topic = self.assistant.records.closing.close_topic(words, reason, now=now)
        self.assistant.records.journal.write(host, Deed.CLOSED_TOPIC, f"{words} – {reason}" if reason else words, now=now)
        return messages.topic_closed_now(topic), _keyboard([topic])

    def _open_topic(self, host: int, number: int) -> ClosedTopic | None:
        opened = self.assistant.records.closing.open_topic(number)
        if opened is not None:
            self.assistant.records.journal.write(host, Deed.OPENED_TOPIC, opened.words, now=datetime.now(UTC))
        return opened

    def _list(self) -> tuple[str, InlineKeyboardMarkup | None]:
        topics = self.assistant.records.closing.topics()
        text = messages.closed_now(self.assistant.records.closing.reason(), topics)
        return formatting.shorten(text, formatting.LIMIT), _keyboard(topics)


def _keyboard(topics: list[ClosedTopic]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(messages.OPEN_TOPIC_BUTTON.format(topic=formatting.shorten(topic.words, _LABEL)),
                                  callback_data=f"{OPEN}:{topic.number}")] for topic in topics]
    return InlineKeyboardMarkup(rows) if rows else None


def _after_command(text: str | None) -> str:
    return clean("".join((text or "").split(maxsplit=1)[1:])).strip()


def _topic(words: str) -> tuple[str, str] | None:
    """Return the topic that the words after a command name, and the reason; None when they name no topic.

    Example: "chủ đề hiến đất | đang rà soát" is ("hiến đất", "đang rà soát").
    """
    named = _A_TOPIC.match(fold_same_length(words))
    if named is None:
        return None
    topic, *reason = re.split(r"\||\n", words[named.end():], maxsplit=1)
    return " ".join(topic.split()), " ".join("".join(reason).split())[:_LONGEST_OF_TOPIC]
