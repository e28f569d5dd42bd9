"""The poll: every update once, patience with the network, and an end when it makes no sense any more."""

import asyncio
import threading
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

import pytest
from telegram import Bot, Update

from bot.channels.telegram.application import build
from bot.channels.telegram.polling import Poll, TakenOver, TokenRefused
from bot.settings import Secret, Settings
from botapi.errors import Refusal
from botapi.server import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def polled(api: BotApi, meanwhile: Callable[[], Awaitable[None]], *, patience: float = 60.0) -> list[Update]:
    """Poll while `meanwhile` runs, acknowledge, and return the updates that came."""

    async def poll() -> list[Update]:
        updates: asyncio.Queue[object] = asyncio.Queue()
        async with bot(api) as connected:
            poll = Poll(connected, updates, patience=patience)
            running = asyncio.create_task(poll.run())
            waiting = asyncio.ensure_future(meanwhile())
            await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if running.done():
                await running
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await poll.acknowledge()
        return [update for update in _drained(updates) if isinstance(update, Update)]

    return asyncio.run(poll())


def bot(api: BotApi) -> Bot:
    made: Bot = build(Settings(token=Secret(api.token), api_url=api.url)).bot
    return made


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


def test_updates_come_in_their_order_and_are_acknowledged(api: BotApi) -> None:
    first, last = (api.private(1).say(text) for text in ("một", "hai"))

    updates = polled(api, lambda: until(lambda: api.world.acknowledged > last))

    assert [update.update_id for update in updates] == [first, last]
    assert api.world.acknowledged == last + 1


def test_an_update_that_telegram_delivers_again_is_taken_once(api: BotApi) -> None:
    async def again() -> None:
        update = api.private(1).say("một")
        await until(lambda: api.world.acknowledged > update)
        api.world.deliver_again(update)
        await until(lambda: not api.world.again)
        after = api.private(1).say("hai")
        await until(lambda: api.world.acknowledged > after)

    assert [update.message and update.message.text for update in polled(api, again)] == ["một", "hai"]


def test_an_outage_is_waited_out(api: BotApi) -> None:
    api.refuse("getUpdates", Refusal(502, "Bad Gateway"), Refusal(429, "Too Many Requests", retry_after=1))
    update = api.private(1).say("một")

    assert len(polled(api, lambda: until(lambda: api.world.acknowledged > update))) == 1


def test_a_revoked_token_ends_the_poll(api: BotApi) -> None:
    async def revoke() -> None:
        await until(lambda: api.world.poller)
        api.revoke()
        await asyncio.sleep(5)

    with pytest.raises(TokenRefused):
        polled(api, revoke)


def test_another_poller_is_endured_for_a_while(api: BotApi) -> None:
    api.refuse("getUpdates", Refusal(409, "Conflict: terminated by other getUpdates request"))
    update = api.private(1).say("một")

    assert len(polled(api, lambda: until(lambda: api.world.acknowledged > update), patience=0.5)) == 1


def test_another_poller_that_stays_ends_the_poll(api: BotApi) -> None:
    leave = threading.Event()

    def rival() -> None:
        while not leave.wait(0.1):
            with suppress(OSError):
                urllib.request.urlopen(f"{api.url}/bot{api.token}/getUpdates", data=b"timeout=1").close()

    thread = threading.Thread(target=rival)
    thread.start()
    try:
        with pytest.raises(TakenOver):
            polled(api, lambda: asyncio.sleep(10), patience=0.4)
    finally:
        leave.set()
        thread.join()


@pytest.mark.parametrize("token", ["", "có dấu", "700700:AA bb", "../getMe?", "700700:AA\nbb"])
def test_what_cannot_be_a_token_is_not_even_tried(token: str) -> None:
    with pytest.raises(TokenRefused):
        build(Settings(token=Secret(token)))


def _drained(queue: asyncio.Queue[object]) -> Iterator[object]:
    while not queue.empty():
        yield queue.get_nowait()
