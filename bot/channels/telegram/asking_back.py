"""A value that the assistant asked for: the next words in that chat are it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot import messages
from bot.channels.telegram.context import Context, Handler

_LASTS = 600.0      # seconds after which nobody remembers being asked
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

Take = Callable[[Message], Awaitable[None]]


class _Asked(filters.MessageFilter):
    """A message in a chat in which something was asked."""

    def __init__(self, asking: "AskingBack") -> None:
        super().__init__()
        self._asking = asking

    def filter(self, message: Message) -> bool:
        return self._asking.is_open(message.chat.id)


@dataclass(slots=True)
class AskingBack:
    """What was asked in which chat: in memory, for ten minutes, and given up for any command."""

    _asked: dict[int, tuple[float, Take]] = field(default_factory=dict)

    def ask(self, chat: int, take: Take) -> None:
        """Let `take` have the next words in a chat."""
        self._asked[chat] = (time.monotonic() + _LASTS, take)

    def give_up(self, chat: int) -> None:
        """Take the next words as a question again."""
        self._asked.pop(chat, None)

    def is_open(self, chat: int) -> bool:
        return chat in self._asked and time.monotonic() < self._asked[chat][0]

    def first_handlers(self) -> list[Handler]:
        """Return what must see every update before the others do."""
        return [MessageHandler(_PRIVATE & filters.COMMAND, self._command)]

    def handlers(self) -> list[Handler]:
        words = _PRIVATE & filters.TEXT & ~filters.COMMAND & ~filters.Text(messages.MENU)
        return [MessageHandler(words & _Asked(self), self._words)]

    async def _command(self, update: Update, _: Context) -> None:
        if update.effective_chat is not None:
            self.give_up(update.effective_chat.id)

    async def _words(self, update: Update, _: Context) -> None:
        message = update.effective_message
        if message is not None:
            await self._asked.pop(message.chat.id)[1](message)
