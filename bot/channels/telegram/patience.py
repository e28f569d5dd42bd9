"""A reply that Telegram does not take at once is sent again: after the wait it asks for, or after a short outage."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.channels.telegram.turns import ANSWERS, current

logger = logging.getLogger(__name__)

Result = bool | dict[str, Any] | list[dict[str, Any]]

_LONGEST = 120.0                # seconds that a reply may wait in all: later nobody expects it any more
_OUTAGE = (0.5, 2.0, 5.0)       # seconds before each new try when the server or the network is down
_HASTY = {"sendChatAction"}     # worth nothing when it comes late


class Patience(BaseRateLimiter[int]):
    """Sends each request, and again while that makes sense. getUpdates has a loop of its own and is not seen here."""

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        waited = 0.0
        outages = iter(_OUTAGE)
        turn = current.get() if endpoint in ANSWERS else None
        while True:
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                pause = seconds(error)
                if endpoint in _HASTY or waited + pause > _LONGEST:
                    raise
            except NetworkError as error:
                # Its subclasses are final answers (BadRequest), or may have arrived all the same (TimedOut).
                pause = next(outages, 0.0)
                if type(error) is not NetworkError or endpoint in _HASTY or not pause:
                    raise
            if turn is not None:
                turn.fall_silent()
            logger.warning("%s: again in %.1f s", endpoint, pause)
            await asyncio.sleep(pause)
            waited += pause


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
