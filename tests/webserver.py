"""The web chat served in a thread of its own, as the command does in its event loop."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Thread

from bot.assembly import Assistant
from bot.channels.web import serve
from bot.settings import Address


@contextmanager
def served(assistant: Assistant) -> Iterator[Address]:
    """Serve until the block ends; gives the address that it really listens at."""
    loop = asyncio.new_event_loop()
    started: Future[Address] = Future()
    serving = loop.create_task(serve(assistant, on_started=started.set_result))

    def run() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(serving)
        loop.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield started.result(timeout=10)
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()
