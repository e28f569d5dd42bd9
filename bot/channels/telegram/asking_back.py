"""A question back: the next message of an admin in that chat is a value, such as a new title."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

from telegram import ForceReply, Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot import messages
from bot.assembly import Assistant
from bot.channels.telegram.access import admin
from bot.channels.telegram.context import Context, Handler

_PATIENCE = 600.0       # seconds that an answer is waited for
_KEY = "asked_back"     # in context.bot_data: what is waited for, by chat

Take = Callable[[Update, Context, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is waited for: who takes the value, until when, and the message that asked for it."""

    take: Take
    until: float
    prompt: int


def handlers(assistant: Assistant) -> list[Handler]:
    """Return what looks at every update before other handlers do."""
    return [TypeHandler(Update, AskingBack(assistant).consider)]


async def ask(message: Message, context: Context, text: str, take: Take) -> None:
    """Ask under a message for a value; `take` gets it, once."""
    prompt = await message.reply_text(text, reply_markup=ForceReply())
    _waiting(context)[message.chat.id] = Asked(take, time.monotonic() + _PATIENCE, prompt.message_id)


@dataclass(frozen=True, slots=True)
class AskingBack:
    """Hands values over to whoever asked for them."""

    assistant: Assistant

    async def consider(self, update: Update, context: Context) -> None:
        """Hand over a value that was asked for. Anything else - a command, a button, a file - ends the waiting."""
        chat, message = update.effective_chat, update.message
        asked = _waiting(context).pop(chat.id, None) if chat is not None else None
        if asked is None or message is None or not message.text or time.monotonic() > asked.until:
            return
        elsewhere = message.reply_to_message is not None and message.reply_to_message.message_id != asked.prompt
        if elsewhere or message.text.startswith("/") or message.text in messages.MENU or not admin(update, self.assistant):
            return
        await asked.take(update, context, message.text)
        raise ApplicationHandlerStop


def _waiting(context: Context) -> dict[int, Asked]:
    return cast(dict[int, Asked], context.bot_data.setdefault(_KEY, {}))
