"""Any text is a question: in a private chat always, in a group when the assistant is spoken to."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages, rendering
from bot.assembly import Assistant
from bot.channels.telegram import formatting, passages, sharing, verdicts
from bot.channels.telegram.access import admin, audiences, roles
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.examples import FORM, question_of
from bot.channels.telegram.suggestions import Suggestions
from bot.conversations import Conversations
from bot.people import Role
from bot.remembering import Remembered, remember
from corpus.vietnamese.english import is_english
from retrieval.conversation import leans
from retrieval.question import MAX_QUESTION, Answer, Choice, Exchange, Outcome, Question, today

CHOICE = "c"        # c:1:11:17 is the second button, whose label stands for those characters of the question shown above it
_NEW = filters.UpdateType.MESSAGE
_EDITED = filters.UpdateType.EDITED_MESSAGE
_THREADS = 1                               # that answer: two take a fifth more of the processors for each answer
_WAITING = 16                              # the same where each waits for a language model most of its time
_SOON = 1.0                                # seconds within which an answer comes without a word before it


def handlers(assistant: Assistant) -> list[Handler]:
    most = _THREADS if assistant.settings.llm is None else _WAITING
    desk = Questions(assistant, Conversations(), Suggestions(assistant), asyncio.Semaphore(most))
    text = filters.TEXT & ~filters.COMMAND
    words = _NEW & text & ~filters.Text(messages.MENU)
    return [
        CommandHandler("hoi", desk.by_command, filters=_NEW | _EDITED),
        MessageHandler(_EDITED & text & filters.ChatType.PRIVATE, desk.in_private),
        MessageHandler(_EDITED & text & filters.ChatType.GROUPS, desk.in_group),
        MessageHandler(words & filters.ChatType.PRIVATE, desk.in_private),
        MessageHandler(words & filters.ChatType.GROUPS, desk.in_group),
        CommandHandler("thu", desk.trial, filters=_NEW & filters.ChatType.PRIVATE),
        CommandHandler("quen", desk.forget, filters=_NEW),
        CallbackQueryHandler(desk.example, pattern=FORM),
        CallbackQueryHandler(desk.chosen, pattern=rf"^{CHOICE}:\d:\d{{1,4}}:\d{{1,4}}\Z"),
    ]


@dataclass(frozen=True, slots=True)
class Questions:
    """Takes a question out of an update, and sends what the documents say."""

    assistant: Assistant
    conversations: Conversations
    suggestions: Suggestions
    at_once: asyncio.Semaphore

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
        question = await asyncio.to_thread(question_of, self.assistant, query.data or "",
                                           audiences(update, self.assistant))
        if question is None or not isinstance(query.message, Message):
            await query.answer(messages.GONE)
            return
        await query.answer()
        await self._send(query.message, *await self._ask(question, update), question)

    async def chosen(self, update: Update, _: Context) -> None:
        """Ask what a button of several completes: the question and the button stand in the message that was pressed."""
        query = update.callback_query
        if query is None:
            return
        question = completed(query.message, query.data or "") if isinstance(query.message, Message) else None
        if question is None or not isinstance(query.message, Message):
            await query.answer(messages.GONE)
            return
        await query.answer()
        await self._send(query.message, *await self._ask(question, update), question)

    async def trial(self, update: Update, _: Context) -> None:
        """Show an admin what would be answered, and why."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        question = "".join((message.text or "").split(maxsplit=1)[1:])
        if Role.ADMIN not in roles(user, self.assistant):
            await message.reply_text(messages.ADMINS_ONLY)
        elif not question.strip():
            await message.reply_text(messages.EMPTY_QUESTION)
        else:
            asked = Question(text=question, audiences=audiences(update, self.assistant), today=today(), despite_closed=True)
            explanation = await asyncio.to_thread(self.assistant.service.explain, asked)
            await self._send(message, explanation.answer, _Beside())
            for part in formatting.split(rendering.explanation(explanation)):
                await message.reply_html(formatting.html(part))

    async def forget(self, update: Update, _: Context) -> None:
        """Forget what this person asked in this chat."""
        self.conversations.forget(_whose(update))
        if (message := update.effective_message) is not None:
            await message.reply_text(messages.FORGOTTEN)

    async def _answer(self, update: Update, message: Message, question: str) -> None:
        if not question.strip():
            await message.reply_text(messages.EMPTY_QUESTION)
            return
        typing = asyncio.create_task(show_typing(message))
        try:
            answered = await self._ask(question, update)
        finally:
            typing.cancel()
        await self._send(message, *answered)

    async def _ask(self, question: str, update: Update) -> tuple[Answer, "_Beside"]:
        """Return the answer, and what may stand below it in a private chat."""
        reads = audiences(update, self.assistant)
        whose = _whose(update)
        asked = Question(text=question, audiences=reads, today=today(), history=self.conversations.before(whose),
                         despite_closed=admin(update, self.assistant) is not None)
        private = update.effective_chat is not None and update.effective_chat.type == Chat.PRIVATE
        person = update.effective_user.id if private and update.effective_user is not None else None

        def answered() -> tuple[Answer, Remembered | None]:
            answer = self.assistant.service.answer(asked)
            return answer, remember(self.assistant, question, answer, reads, person)

        async with self.at_once:
            answer, remembered = await asyncio.to_thread(answered)
        self.conversations.remember(whose, Exchange(question[:MAX_QUESTION], rendering.text(answer)))
        return answer, _Beside(question, remembered, alone=not asked.history or not leans(question))

    async def _send(self, message: Message, answer: Answer, beside: "_Beside", question: str = "") -> None:
        offered = choices(answer)
        lead = [messages.closed_for_others(answer.closed)] if answer.closed and answer.outcome is not Outcome.REFUSED else []
        lead += [messages.in_english(answer.outcome)] if is_english(beside.asked) else []
        *others, last = formatting.answer(answer, answer.asked if offered else question, lead="\n".join(lead))
        rows = offered or passages.rows(answer.citations)
        if not offered and message.chat.type == Chat.PRIVATE:
            rows += self._below(message, answer, beside)
            if not self.at_once.locked():          # nobody waits for an answer meanwhile
                self.suggestions.prepare(answer)
        keyboard = InlineKeyboardMarkup(rows) if rows else None
        if not others and not question and await self._put_in_place(message, last, keyboard):
            return
        quoting = message.chat.type != Chat.PRIVATE      # in a group nobody else would know whom it answers
        for part in others:
            await message.reply_html(part, do_quote=quoting)
        sent = await message.reply_html(last, reply_markup=keyboard, do_quote=quoting)
        self.assistant.records.replies.remember(message.chat.id, message.message_id, sent.message_id)

    def _below(self, message: Message, answer: Answer, beside: "_Beside") -> list[list[InlineKeyboardButton]]:
        rows = self.suggestions.rows(answer, beside.asked)
        if beside.remembered is not None:
            rows += verdicts.buttons(self.assistant, beside.remembered, message.chat.id)
        return rows + (sharing.buttons(answer, beside.asked, message.get_bot()) if beside.alone else [])

    async def _put_in_place(self, message: Message, text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
        """Change the answer that an edited question got before; False when there is none to change."""
        before = self.assistant.records.replies.answer(message.chat.id, message.message_id)
        if before is None:
            return False
        try:
            await message.get_bot().edit_message_text(text, message.chat.id, before, parse_mode=ParseMode.HTML,
                                                      reply_markup=keyboard)
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was asked, what was kept of it, and whether it is understood `alone`, without the conversation."""

    asked: str = ""
    remembered: Remembered | None = None
    alone: bool = False


def _whose(update: Update) -> tuple[int, int]:
    """Return which conversation an update belongs to: of one person in one chat."""
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else 0, user.id if user else 0


def choices(answer: Answer) -> list[list[InlineKeyboardButton]]:
    """Return a button for each thing that a question may mean; none for a question too long to be shown above them."""
    if not answer.choices or formatting.cost(answer.asked) > _SHOWN:
        return []
    rows = ((choice.label.strip(), f"{CHOICE}:{n}:{choice.start}:{choice.end}") for n, choice in enumerate(answer.choices))
    return [[InlineKeyboardButton(label, callback_data=data)] for label, data in rows]


_SHOWN = 2_000        # UTF-16 code units of a question above its answer


def completed(message: Message, data: str) -> str | None:
    """Return the question of a message with the pressed button's label in its place; None when they are not there."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    pressed = next((button.text for row in rows for button in row if button.callback_data == data), None)
    quoted = message.parse_entities([MessageEntity.BLOCKQUOTE])
    if pressed is None or not quoted:
        return None
    start, end = map(int, data.split(":")[2:])
    question = quoted[min(quoted, key=lambda entity: entity.offset)]
    if not start <= end <= len(question):
        return None
    added = start == end           # then the label had a space before it, which no button shows
    return Choice(f" {pressed}" if added else pressed, start, end).completing(question)


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
    """Show that the assistant works on it, where the answer does not come at once; not worth waiting for."""
    await asyncio.sleep(_SOON)
    with suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(1.0):
            await message.reply_chat_action(ChatAction.TYPING)
