"""One message that is changed as things go on, so that a chat does not fill with reports."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram import formatting

T = TypeVar("T")

_EVERY = 1.0        # seconds between two changes while somebody waits; Telegram takes not many more


class Status:
    """A message in a private chat. `message` is its number, 0 before it was sent first; then it replies to `reply_to`."""

    def __init__(self, bot: Bot, chat: int, message: int = 0, reply_to: int | None = None) -> None:
        self.message = message
        self._bot = bot
        self._chat = chat
        self._reply_to = reply_to
        self._shown = ""

    async def say(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Change what the message says; a deleted one is written anew."""
        text = formatting.shorten(text, formatting.LIMIT)
        self._shown = text
        if self.message:
            try:
                await self._bot.edit_message_text(text, self._chat, self.message, reply_markup=keyboard)
                return
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return
        sent = await self._bot.send_message(self._chat, text, reply_markup=keyboard, reply_to_message_id=self._reply_to)
        self.message = sent.message_id

    async def reply(self, text: str) -> None:
        """Say something about it in a message of its own."""
        text = formatting.shorten(text, formatting.LIMIT)
        await self._bot.send_message(self._chat, text, reply_to_message_id=self.message or None)

    async def watch(self, work: Awaitable[T], words: Callable[[], str]) -> T:
        """Return what the work returns; meanwhile the message shows what `words` says."""
        working = asyncio.ensure_future(work)
        while not (await asyncio.wait({working}, timeout=_EVERY))[0]:
            if (text := words()) != self._shown:
                with suppress(TelegramError):
                    await self.say(text)
        return working.result()
