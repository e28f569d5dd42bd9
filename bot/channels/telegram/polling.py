"""Fetching updates, and noticing when that is over for good.

python-telegram-bot's own updater lives on in silence after its token was revoked, so the loop is ours.

PollEnded
├── TokenRefused     the token is wrong or was revoked
└── TakenOver        another process polls with the same token, and stays
"""

import asyncio
import logging
import time
from collections import deque
from typing import NoReturn, Protocol

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import messages
from bot.channels.telegram.patience import seconds

logger = logging.getLogger(__name__)

ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
_LONG_POLL = 25         # seconds that the server may hold a request back
_REMEMBERED = 1_000    # update ids


class PollEnded(Exception):
    """No update will come any more: the process should end. `sentence` says to its owner why."""

    sentence = messages.FAILED


class TokenRefused(PollEnded):
    """The token is wrong or was revoked."""

    sentence = messages.TOKEN_REFUSED


class TakenOver(PollEnded):
    """Another process polls with the same token, and stays."""

    sentence = messages.TAKEN_OVER


class Backoff:
    """Grows from half a second to half a minute while things go wrong."""

    def __init__(self) -> None:
        self._next = 0.5

    async def wait(self) -> None:
        await asyncio.sleep(self._next)
        self._next = min(30.0, self._next * 2)

    def reset(self) -> None:
        self._next = 0.5


class Inbox(Protocol):
    """Takes updates over: what it has returned from need not come again."""

    async def put(self, update: Update, /) -> None:
        """Take one update."""


class Poll:
    """Puts each update into an inbox, once. `patience`: seconds that another poller is endured."""

    def __init__(self, bot: Bot, updates: Inbox, *, patience: float = 60.0) -> None:
        self._bot = bot
        self._updates = updates
        self._offset: int | None = None
        self._seen: deque[int] = deque(maxlen=_REMEMBERED)
        self._rival = Rival(patience)

    async def run(self) -> NoReturn:
        """Poll until cancelled; PollEnded when it makes no sense any more."""
        backoff = Backoff()
        while True:
            try:
                batch = await self._bot.get_updates(offset=self._offset, timeout=_LONG_POLL, allowed_updates=ALLOWED)
            except InvalidToken:
                raise TokenRefused from None        # the original names the token
            except Conflict:
                await self._rival.endure()
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except TelegramError as error:
                logger.warning("getUpdates: %s, trying again", error)
                await backoff.wait()
            except Exception:
                logger.exception("getUpdates: an update that can't be understood")
                await backoff.wait()
            else:
                backoff.reset()
                await self._take(batch)

    async def acknowledge(self) -> None:
        """Tell Telegram that what was taken need not come again; never raises for its errors."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(3.0):
                await self._bot.get_updates(offset=self._offset, timeout=0, limit=1, allowed_updates=ALLOWED)
        except (TelegramError, TimeoutError) as error:
            logger.warning("the last updates could not be acknowledged and may come again: %s", type(error).__name__)

    async def _take(self, batch: tuple[Update, ...]) -> None:
        for update in batch:
            self._offset = update.update_id + 1
            if update.update_id not in self._seen:
                self._seen.append(update.update_id)
                await self._updates.put(update)


class Rival:
    """Another poller with our token. Telegram lets both through by turns, so a success in between proves nothing."""

    _CALM = 45.0    # seconds without a conflict after which it is taken to be gone; longer than a long poll

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._first = self._last = float("-inf")

    async def endure(self) -> None:
        """Wait a little; TakenOver when it has stayed longer than our patience."""
        now = time.monotonic()
        if now - self._last > self._CALM:
            self._first = now
            logger.warning("another process polls with the same token")
        self._last = now
        if now - self._first >= self._patience:
            raise TakenOver
        await asyncio.sleep(min(3.0, self._patience))
