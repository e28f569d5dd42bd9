"""What every response has in common: its security headers, and one sentence for an error nobody foresaw."""

import logging
import traceback

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import messages

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
                               "frame-ancestors 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

logger = logging.getLogger(__name__)


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)               # a file has a stricter policy of its own
                headers.setdefault("Cache-Control", "no-store")   # a document may be taken back at any time
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except ClientDisconnect:
            return   # nobody is left to answer
        except Exception as error:
            # The message of the exception stays out of the log: it may repeat the question.
            logger.error("%s %r failed: %s\n%s", scope["method"], scope["path"], type(error).__name__,
                         "".join(traceback.format_tb(error.__traceback__)))
            if not started:
                await JSONResponse({"error": messages.FAILED}, status_code=500)(scope, receive, send_guarded)
