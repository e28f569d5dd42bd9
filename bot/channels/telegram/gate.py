"""Before anything else: is it for us, was it too fast, are residents answered now?"""

import time
from contextlib import suppress
from dataclasses import dataclass

from telegram import Chat, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import roles
from bot.channels.telegram.context import Context, Handler
from bot.channels.telegram.pace import Pace, Pacing
from bot.channels.telegram.questions import is_addressed
from bot.channels.telegram.subscriptions import END
from bot.people import Role

_ALWAYS = ("/start", "/trogiup", "/help", "/riengtu", "/dulieu", "/xoadulieu", "/quen")    # also while it is closed


def handlers(assistant: Assistant) -> list[Handler]:
    return [TypeHandler(Update, Gate(assistant, Pacing(assistant.settings.per_minute)).check)]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets an update through to its handler, or answers it by itself."""

    assistant: Assistant
    pacing: Pacing

    async def check(self, update: Update, context: Context) -> None:
        """Stop what goes no further."""
        user, message = update.effective_user, update.effective_message
        if user is None:
            raise ApplicationHandlerStop                 # a channel, or somebody anonymous
        in_group = message is not None and message.chat.type != Chat.PRIVATE
        written = update.callback_query is None and update.inline_query is None
        if in_group and written and message is not None and not _speaks_to_us(message.text or "", update, context):
            raise ApplicationHandlerStop
        pace = Pace.ANSWER if self._is_work(update) else self.pacing.pace(user.id, time.monotonic())
        if pace is not Pace.ANSWER:
            if pace is Pace.WARN:
                await _say(update, messages.TOO_FAST)
            raise ApplicationHandlerStop
        reason = self.assistant.records.closing.reason()
        if reason is not None and (in_group or update.inline_query or not self._trusted(update)) and not _allowed(update):
            await _say(update, messages.CLOSED.format(reason=reason))
            raise ApplicationHandlerStop

    def _is_work(self, update: Update) -> bool:
        """Whether an admin sends in documents or presses a button: an album may be more than a person asks in a minute."""
        message, user = update.message, update.effective_user
        sends = message is not None and bool(message.document or message.photo)
        works = sends or update.callback_query is not None
        return works and user is not None and Role.ADMIN in roles(user, self.assistant)

    def _trusted(self, update: Update) -> bool:
        user = update.effective_user
        return user is not None and bool(roles(user, self.assistant) & {Role.PARTY, Role.ADMIN})


def _speaks_to_us(text: str, update: Update, context: Context) -> bool:
    message = update.effective_message
    if message is None or (update.message is None and update.edited_message is None):
        return False
    return text.startswith("/") or is_addressed(message, context.bot)


def _allowed(update: Update) -> bool:
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(("n:", f"{END}:"))
    text = update.effective_message.text if update.effective_message else None
    return (text or "").split("@")[0].split(" ")[0] in _ALWAYS


async def _say(update: Update, sentence: str) -> None:
    with suppress(TelegramError):
        if update.callback_query is not None:
            await update.callback_query.answer(sentence[:200], show_alert=True)
        elif update.inline_query is not None:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.effective_message is not None:
            await update.effective_message.reply_text(sentence)
