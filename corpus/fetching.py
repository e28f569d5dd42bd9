"""A web page is fetched: from the open internet only, never from this machine or its neighbours.

The address that was looked up and checked is the one that is connected to, so that a name cannot mean something else
a moment later; a redirect is checked like the address that somebody gave.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from corpus.errors import Unreachable, UnreachableAddress
from corpus.extracting import SUFFIXES

MAX_BYTES = 20 * 1024 * 1024
_SECONDS = 30.0
_REDIRECTS = 5
_PIECE = 64 * 1024
_AGENT = "HoiPhuong/0.1"
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/csv": ".csv", "image/jpeg": ".jpg", "image/png": ".png", "application/msword": ".doc", "text/rtf": ".rtf",
    "application/rtf": ".rtf", "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip

_OF_IPV4 = ipaddress.ip_network("64:ff9b::/96")       # IPv4 addresses in an IPv6 network

S = TypeVar("S", bound=socket.socket)
Resolve = Callable[[str, int], list[str]]       # host, port -> the addresses that it has


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address: the address in the end, a name for it as a file, its bytes."""

    address: str
    name: str
    data: bytes


def is_address(text: str) -> bool:
    """Whether somebody means a web page and not a file."""
    return text.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inside = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if found in _OF_IPV4:
        inside = ipaddress.ip_address(int(found) & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast and (inside is None or is_public(str(inside)))


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages. `domains` are those that may be fetched from, with all below them; none: every one."""

    domains: Collection[str] = ()
    resolve: Resolve = resolve
    may_connect: Callable[[str], bool] = is_public
    trust: ssl.SSLContext | None = None
    seconds: float = _SECONDS
    max_bytes: int = MAX_BYTES

    def fetch(self, address: str) -> Fetched:
        """Return what stands at an address; UnreachableAddress says why not."""
        given = address
        with _deadline(self.seconds) as line:
            for _ in range(_REDIRECTS + 1):
                parts = self._checked(given, address)
                try:
                    answer, data = self._ask(parts, given, line)
                except (OSError, http.client.HTTPException, ValueError) as error:
                    reason = Unreachable.TOO_SLOW if line.over or isinstance(error, TimeoutError) else Unreachable.NO_ANSWER
                    raise UnreachableAddress(given, reason) from error
                if line.over:
                    raise UnreachableAddress(given, Unreachable.TOO_SLOW)
                if answer.status in (301, 302, 303, 307, 308) and (to := answer.headers.get("Location")):
                    address = urljoin(address, to)
                elif answer.status == 200:
                    return Fetched(address, _name(parts, answer.headers), data)
                else:
                    raise UnreachableAddress(given, Unreachable.NOT_FOUND)
        raise UnreachableAddress(given, Unreachable.NO_ANSWER)

    def _checked(self, given: str, address: str) -> SplitResult:
        """Return the parts of an address that may be asked for."""
        try:
            parts = urlsplit(address)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise UnreachableAddress(given, Unreachable.NO_ADDRESS) from None
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            raise UnreachableAddress(given, Unreachable.NO_ADDRESS)
        listed = (domain.lower().strip(".") for domain in self.domains)
        if self.domains and not any(f".{host.strip('.')}".endswith(f".{domain}") for domain in listed):
            raise UnreachableAddress(given, Unreachable.NOT_LISTED)
        return parts

    def _ask(self, parts: SplitResult, given: str, line: "_Line") -> tuple[http.client.HTTPResponse, bytes]:
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
        addresses = self.resolve(ascii_host, port)
        if not addresses or not all(map(self.may_connect, addresses)):
            raise UnreachableAddress(given, Unreachable.PRIVATE)
        connection = http.client.HTTPConnection(ascii_host, port, timeout=line.seconds)
        try:
            connection.sock = self._connected(addresses[0], port, ascii_host, line, secure=parts.scheme == "https")
            connection.request("GET", _target(parts), headers={
                "User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close",
                "Accept": "text/html, application/pdf, */*;q=0.5"})
            with connection.getresponse() as answer:
                return answer, self._body(answer, given) if answer.status == 200 else b""
        finally:
            connection.close()
            line.lets_go()

    def _connected(self, address: str, port: int, host: str, line: "_Line", *, secure: bool) -> socket.socket:
        plain = line.holds(socket.create_connection((address, port), timeout=line.seconds))
        if not secure:
            return plain
        trust = self.trust or ssl.create_default_context()
        secured = trust.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        line.holds(secured).do_handshake()
        return secured

    def _body(self, answer: http.client.HTTPResponse, given: str) -> bytes:
        if (answer.length or 0) > self.max_bytes:
            raise UnreachableAddress(given, Unreachable.TOO_LARGE)
        data = bytearray()
        while piece := answer.read(_PIECE):
            data += piece
            if len(data) > self.max_bytes:
                raise UnreachableAddress(given, Unreachable.TOO_LARGE)
        if answer.length:                 # the connection ended before the page did
            raise UnreachableAddress(given, Unreachable.NO_ANSWER)
        return bytes(data)


class _Line:
    """The connection in use, which ends when time is over however slowly the other side goes on."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._held: socket.socket | None = None

    def holds(self, connection: S) -> S:
        self._held = connection
        if self.over:
            raise TimeoutError
        return connection

    def lets_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def end(self) -> None:
        self.over = True
        if self._held is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)      # under the encryption, which may be stuck


@contextmanager
def _deadline(seconds: float) -> Iterator[_Line]:
    line = _Line(seconds)
    timer = threading.Timer(seconds, line.end)
    timer.daemon = True
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()


def _target(parts: SplitResult) -> str:
    """Return what a server is asked for; letters that an address cannot hold are escaped."""
    query = quote(parts.query, safe="/%?:@!$&()*+,;=~")
    return quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{query}" if query else "")


def _name(parts: SplitResult, headers: Message) -> str:
    """Return what a page would be called as a file: the last part of its address, with the suffix of what it is."""
    path = PurePosixPath(unquote(parts.path))
    stem = path.stem or (parts.hostname or "")
    kind = headers.get_content_type() if "Content-Type" in headers else ""
    known = path.suffix.lower() if path.suffix.lower() in SUFFIXES else ".html"
    return stem + (_SUFFIXES.get(kind) or known)
