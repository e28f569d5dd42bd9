"""The web chat listens at its address until it is cancelled."""

import asyncio
import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from bot.assembly import Assistant
from bot.channels.web.endpoints import application
from bot.settings import Address, InvalidSetting

GRACE = 5   # seconds that answers under way get when the server stops


class PortTaken(Exception):
    """Another program listens at `address` already."""

    def __init__(self, address: Address) -> None:
        super().__init__(f"{address.host}:{address.port}: taken")
        self.address = address


async def serve(assistant: Assistant, *, on_started: Callable[[Address], None] | None = None) -> None:
    """Serve at `settings.web` until cancelled; `on_started` is told the address once it can be opened.

    PortTaken or InvalidSetting when it cannot listen there. Without `settings.web` there is nothing to serve.
    """
    if assistant.settings.web is None:
        return
    with _listen(assistant.settings.web) as listener:
        address = Address(assistant.settings.web.host, listener.getsockname()[1])   # port 0 became a real one
        server = _Server(uvicorn.Config(
            application(assistant), lifespan="off", ws="none", access_log=False, log_config=None,
            proxy_headers=False, server_header=False, timeout_graceful_shutdown=GRACE,
        ), on_started=lambda: on_started(address) if on_started else None)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.shield(running)
        finally:
            server.should_exit = True
            await running


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield   # whoever runs the process decides what a signal means


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family)
    except (OSError, UnicodeError) as error:   # UnicodeError: no host can be called that
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortTaken(address) from None
        raise InvalidSetting("HOIPHUONG_WEB", f"{address.host}:{address.port}") from error
