"""All channels in one process, until it is told to stop or a channel cannot go on."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from bot import messages
from bot.assembly import Assistant
from bot.channels import telegram, web
from bot.channels.telegram.polling import PollEnded
from bot.channels.web import PortTaken
from bot.settings import Address

_SWITCH = 0.001     # seconds that a thread which answers keeps the one on the wire waiting, many times an answer; else 0.005


class CannotGoOn(Exception):
    """A channel ended for good; `sentence` says to its owner why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def run(assistant: Assistant, say: Callable[[str], None]) -> None:
    """Serve the channels that are set until SIGINT or SIGTERM; CannotGoOn when one of them cannot go on."""
    sys.setswitchinterval(_SWITCH)
    try:
        asyncio.run(_until_signalled(assistant, say))
    except PollEnded as end:
        raise CannotGoOn(end.sentence) from None       # the original may name the token
    except PortTaken as taken:
        raise CannotGoOn(messages.port_taken(taken.address.host, taken.address.port)) from taken


async def _until_signalled(assistant: Assistant, say: Callable[[str], None]) -> None:
    def started(address: Address) -> None:
        host = f"[{address.host}]" if ":" in address.host else address.host
        say(messages.web_runs(f"http://{host}:{address.port}"))

    channels: list[Coroutine[Any, Any, None]] = []
    if assistant.settings.web is not None:
        channels.append(web.serve(assistant, on_started=started))
    if assistant.settings.token is not None:
        channels.append(telegram.serve(assistant, on_started=lambda name: say(messages.telegram_runs(name))))
    if not channels:
        raise CannotGoOn(messages.NOTHING_TO_RUN)
    say(messages.STOP_HINT)
    serving = asyncio.gather(*channels)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        pass
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
