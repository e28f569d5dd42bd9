"""A language model server on loopback that says what it is told to say, and misbehaves on demand."""

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class LanguageServer:
    """POST /v1/chat/completions. `requests` holds what was asked, `keys` the Authorization headers.

    `reply` is what the model says; `behave` takes the place of a decent response when it is set.
    """

    def __init__(self, reply: str = "") -> None:
        self.reply = reply
        self.behave: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append(json.loads(body))
                server.keys.append(self.headers["Authorization"])
                assert self.path == "/v1/chat/completions"
                if server.behave is not None:
                    server.behave(self)
                    return
                respond(self, {"choices": [{"message": {"role": "assistant", "content": server.reply}}]})

            def log_message(self, *arguments: Any) -> None:
                """Keep the test's output clean."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()


def respond(handler: BaseHTTPRequestHandler, content: Any, status: int = 200) -> None:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def stall(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing at all for longer than anybody waits."""
    time.sleep(6)


def dribble(handler: BaseHTTPRequestHandler) -> None:
    """Say a blank every now and then, and never come to the point."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(120):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Promise a body and close the connection in the middle of it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Send far more than an answer."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(2_000):
            handler.wfile.write(b" " * 1024)
    except OSError:
        return


def redirect(handler: BaseHTTPRequestHandler) -> None:
    """Point somewhere else."""
    handler.send_response(307)
    handler.send_header("Location", "http://127.0.0.1:9/v1/chat/completions")
    handler.send_header("Content-Length", "0")
    handler.end_headers()
