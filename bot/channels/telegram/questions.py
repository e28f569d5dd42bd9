"""Any text is a question: in a private chat always, in a group when the assistant is spoken to."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from telegram import Bot, Chat, Message, MessageEntity, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram import formatting, passages
from bot.channels.telegram.access import audiences
from bot.channels.telegram.context import Context, Handler
from corpus.document import Audience
from retrieval.question import Answer, Question, today

EXAMPLE = "e"       # e:0 is a button that asks messages.EXAMPLES[0]
_NEW = filters.UpdateType.MESSAGE          # an edited message is not asked again


def handlers(assistant: Assistant) -> list[Handler]:
    desk = Questions(assistant)
    words = _NEW & filters.TEXT & ~filters.COMMAND
    return [
        CommandHandler("hoi", desk.by_command, filters=_NEW),
        MessageHandler(words & filters.ChatType.PRIVATE, desk.in_private),
        MessageHandler(words & filters.ChatType.GROUPS, desk.in_group),
        CallbackQueryHandler(desk.example, pattern=rf"^{EXAMPLE}:\d$"),
    ]


@dataclass(frozen=True, slots=True)
class Questions:
    """Takes a question out of an update, and sends what the documents say."""

    assistant: Assistant

    async def in_private(self, update: Update, _: Context) -> None:
        """Answer any text."""
        if (message := update.effective_message) is not None:
            await self._answer(update, message, message.text or "")

    async def in_group(self, update: Update, context: Context) -> None:
        """Answer a text that names the assistant or replies to it."""
        message = update.effective_message
        if message is not None and is_addressed(message, context.bot):
            await self._answer(update, message, without_mention(message, context.bot))

    async def by_command(self, update: Update, _: Context) -> None:
        """Answer /hoi followed by a question."""
        if (message := update.effective_message) is not None:
            await self._answer(update, message, "".join((message.text or "").split(maxsplit=1)[1:]))

    async def example(self, update: Update, _: Context) -> None:
        """Answer a question that a button offers."""
        query = update.callback_query
        if query is None:
            return
        number = int((query.data or "")[len(EXAMPLE) + 1:])
        if number >= len(messages.EXAMPLES) or not isinstance(query.message, Message):
            await query.answer(messages.GONE)
            return
        await query.answer()
        question = messages.EXAMPLES[number]
        await self._send(query.message, await self._ask(question, audiences(update, self.assistant)), question)

    async def _answer(self, update: Update, message: Message, question: str) -> None:
        if not question.strip():
            await message.reply_text(messages.EMPTY_QUESTION)
            return
        reads = audiences(update, self.assistant)
        done = await asyncio.gather(self._ask(question, reads), show_typing(message))
        await self._send(message, done[0])

    async def _ask(self, question: str, reads: frozenset[Audience]) -> Answer:
        asked = Question(text=question, audiences=reads, today=today())
        return await asyncio.to_thread(self.assistant.service.answer, asked)

    async def _send(self, message: Message, answer: Answer, question: str = "") -> None:
        *others, last = formatting.answer(answer, question)
        quoting = message.chat.type != Chat.PRIVATE      # in a group nobody else would know whom it answers
        for part in others:
            await message.reply_html(part, do_quote=quoting)
        await message.reply_html(last, reply_markup=passages.buttons(answer.citations), do_quote=quoting)


def is_addressed(message: Message, bot: Bot) -> bool:
    """Say whether a message of a group speaks to the bot."""
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return True
    return any(True for _ in _mentions(message, bot))


def without_mention(message: Message, bot: Bot) -> str:
    """Return the words of a message without the bot's name: "@bot còn bao nhiêu hộ nghèo?" -> "còn bao nhiêu …"."""
    text = message.text or ""
    for mention in _mentions(message, bot):
        text = text.replace(mention, " ", 1)
    return text.strip(" ,:\n")


def _mentions(message: Message, bot: Bot) -> Iterator[str]:
    for entity, words in message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).items():
        named = entity.user is not None and entity.user.id == bot.id
        if named or words.lower() == f"@{bot.username}".lower():
            yield words


async def show_typing(message: Message) -> None:
    """Show that the assistant works on it; not worth waiting for."""
    with suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(1.0):
            await message.reply_chat_action(ChatAction.TYPING)
