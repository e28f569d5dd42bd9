"""HTTP around the methods: a thread for each connection, so that a long poll simply waits."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    data: bytes


Handle = Callable[[str, dict[str, Any]], tuple[int, bytes]]


class Wire(ThreadingHTTPServer):
    """Listens on a free port of loopback and hands each request (path, parameters) on."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handle: Handle) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.handle = handle

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1           # one packet for head and body: two of them wait 40 ms for each other
    disable_nagle_algorithm = True
    server: Wire

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            self.close_connection = True    # the bot gave up before it had said everything
            return
        self._answer(_parameters(self.headers.get("Content-Type", ""), body))

    def _answer(self, parameters: dict[str, Any]) -> None:
        code, body = self.server.handle(self.path, parameters)
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True    # the bot has stopped waiting

    def handle(self) -> None:
        with suppress(ConnectionError):     # the bot was killed
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


def _part(part: Any) -> Any:
    data = part.get_payload(decode=True)
    return Upload(part.get_filename(), data) if part.get_filename() else data.decode()


def _parameters(kind: str, body: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        return dict(json.loads(body))
    if kind.startswith("multipart/form-data"):
        message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
        return {str(part.get_param("name", header="content-disposition")): _part(part) for part in message.iter_parts()}
    return dict(parse_qsl(body.decode(), keep_blank_values=True))
