"""A value that the assistant asked for: the next words in that chat are it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot import messages
from bot.channels.telegram.context import Context, Handler

_LASTS = 600.0      # seconds after which nobody remembers being asked
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

Take = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is waited for: who takes the value, until when, and the message that asked."""

    take: Take
    until: float
    prompt: int | None


class _IsValue(filters.MessageFilter):
    """Words in a chat in which something was asked, unless they answer another message than the one that asked."""

    def __init__(self, asking: "AskingBack") -> None:
        super().__init__()
        self._asking = asking

    def filter(self, message: Message) -> bool:
        asked, replied = self._asking.asked(message.chat.id), message.reply_to_message
        return asked is not None and (asked.prompt is None or replied is None or replied.message_id == asked.prompt)


@dataclass(slots=True)
class AskingBack:
    """What was asked in which chat: in memory, for ten minutes, and given up for any command."""

    now: Callable[[], float] = time.monotonic
    _asked: dict[int, Asked] = field(default_factory=dict)

    def ask(self, chat: int, take: Take, *, prompt: int | None = None) -> None:
        """Let `take`, which asks again who may do that, have the next words in a chat.

        With the `prompt` that asked, any button or file, too, ends the waiting.
        """
        self._asked[chat] = Asked(take, self.now() + _LASTS, prompt)

    def give_up(self, chat: int) -> None:
        """Take the next words as a question again."""
        self._asked.pop(chat, None)

    def asked(self, chat: int) -> Asked | None:
        """Return what is waited for in a chat."""
        asked = self._asked.get(chat)
        return asked if asked is not None and self.now() < asked.until else None

    def first_handlers(self) -> list[Handler]:
        """Return what must see every update before the others do."""
        return [TypeHandler(Update, self._consider)]

    def handlers(self) -> list[Handler]:
        words = _PRIVATE & filters.TEXT & ~filters.COMMAND & ~filters.Text(messages.MENU)
        return [MessageHandler(words & _IsValue(self), self._words)]

    async def _consider(self, update: Update, _: Context) -> None:
        chat, text = update.effective_chat, (update.message.text if update.message is not None else None) or ""
        asked = self.asked(chat.id) if chat is not None else None
        if chat is not None and (text.startswith("/") or text in messages.MENU
                                 or (not text and asked is not None and asked.prompt is not None)):
            self.give_up(chat.id)

    async def _words(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is not None:
            await self._asked.pop(message.chat.id).take(message)
