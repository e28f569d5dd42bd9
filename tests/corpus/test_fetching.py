"""Web pages come from the open internet only; a server of this machine stands in for it, let in by name."""

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from corpus.errors import Unreachable, UnreachableAddress, Unreadable, UnreadableFile
from corpus.fetching import Fetched, Fetcher, is_address, is_public
from corpus.reading import Reading, examine_address

ARTICLE = """<html><head><title>Khánh thành đường Bằng Lăng - Cổng thông tin phường</title>
<meta property="article:published_time" content="2025-04-29T08:00:00+07:00"></head><body><nav><a href="/">Trang chủ</a></nav>
<article><p>Sáng 29/4, phường Bến Đá khánh thành đường Bằng Lăng dài 850 m, tổng mức đầu tư 41,6 tỷ đồng, trong đó nhân dân
đóng góp 1,7 tỷ đồng và hiến 1.850 m2 đất.</p></article><footer>Bản quyền</footer></body></html>""".encode()


class Site(BaseHTTPRequestHandler):
    """Pages that behave, and some that do not."""

    def do_GET(self) -> None:
        """Answer by path."""
        path, _, rest = self.path[1:].partition("/")
        if path == "to":
            self._send(302, b"", Location=unquote(rest) if rest.startswith(("http", "file")) else f"/{rest}")
        elif path == "tin.aspx":
            self._send(200, ARTICLE, **{"Content-Type": "text/html; charset=utf-8"})
        elif path == "tep":
            self._send(200, b"PK", **{"Content-Type": "application/octet-stream"})
        elif path == "in":
            self._send(200, b"%PDF", **{"Content-Type": "application/pdf"})
        elif path == "large":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"a" * 10_000)
        elif path == "slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.1)
        elif path == "cut":
            self._send(200, b"half", length=100)
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body) if length is None else length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Serve pages on a port of this machine."""
    with serving() as port:
        yield port


@contextmanager
def serving(encrypted: ssl.SSLContext | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    if encrypted:
        server.socket = encrypted.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]      # clients that hang up are the point here
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def internet(**values: object) -> Fetcher:
    """Return a fetcher for which phuong.vn stands on this machine, and anything else where it says."""
    names = {"phuong.vn": ["127.0.0.1"], "cong.phuong.vn": ["127.0.0.1"], "noi-bo.vn": ["10.0.0.5"],
             "hai-mat.vn": ["127.0.0.1", "192.168.1.1"], "trong.vn": []}
    return Fetcher(**{"resolve": lambda host, port: names.get(host, [host]), "seconds": 5.0,
                      "may_connect": lambda address: address == "127.0.0.1", **values})  # type: ignore[arg-type]


def refusal(address: str, fetcher: Fetcher) -> Unreachable:
    with pytest.raises(UnreachableAddress) as refused:
        fetcher.fetch(address)
    assert refused.value.address == address
    return refused.value.reason


def test_a_page_is_fetched_with_a_name_for_it(port: int) -> None:
    address = f"http://phuong.vn:{port}/tin.aspx"
    assert internet().fetch(address) == Fetched(address, "tin.html", ARTICLE)


def test_a_page_becomes_a_document_with_its_title_and_date(port: int) -> None:
    address = f"http://phuong.vn:{port}/tin.aspx"
    [found] = examine_address(address, fetcher=internet())
    assert isinstance(found, Reading)
    document = found.document
    assert (document.id, document.title, str(document.issued), document.source) == (
        "tin", "Khánh thành đường Bằng Lăng", "2025-04-29", address)
    assert document.text.startswith("Sáng 29/4, phường Bến Đá khánh thành")
    assert "Trang chủ" not in document.text


def test_redirects_are_followed_and_end(port: int) -> None:
    assert internet().fetch(f"http://phuong.vn:{port}/to/to/tin.aspx").address == f"http://phuong.vn:{port}/tin.aspx"
    assert refusal(f"http://phuong.vn:{port}/{'to/' * 9}tin.aspx", internet()) is Unreachable.NO_ANSWER


@pytest.mark.parametrize("target", ["http://noi-bo.vn/", "http://192.168.1.1/", "http://[::1]:80/", "http://hai-mat.vn/",
                                    "http://trong.vn/", "http://169.254.169.254/latest/meta-data"])
def test_a_private_place_is_never_asked_also_not_after_a_redirect(port: int, target: str) -> None:
    assert refusal(target, internet()) is Unreachable.PRIVATE
    assert refusal(f"http://phuong.vn:{port}/to/{target}", internet()) is Unreachable.PRIVATE


def test_a_name_that_means_another_place_a_moment_later_leads_to_the_one_that_was_looked_at(port: int) -> None:
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.5"]

    fetcher = internet(resolve=changing)
    assert fetcher.fetch(f"http://doi-cho.vn:{port}/tin.aspx").data == ARTICLE
    assert asked == ["doi-cho.vn"]
    assert refusal(f"http://doi-cho.vn:{port}/tin.aspx", fetcher) is Unreachable.PRIVATE


def test_a_page_may_be_20_megabytes_and_take_half_a_minute() -> None:
    assert (Fetcher().max_bytes, Fetcher().seconds) == (20 * 1024 * 1024, 30.0)


def test_by_itself_it_lets_nobody_in_from_this_machine(port: int) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0"):
        assert refusal(f"http://{host}:{port}/tin.aspx", Fetcher()) is Unreachable.PRIVATE


@pytest.mark.parametrize(("address", "public"), [
    ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
    ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
    ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
    ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("2002:7f00:1::", False),
])  # fmt: skip
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("address", ["ftp://phuong.vn/a", "file:///etc/passwd", "http://", "http://a:b@phuong.vn/",
                                     "http://[::1", "http://phuong.vn:99999/", "gopher://phuong.vn"])
def test_only_web_addresses_are_asked(address: str) -> None:
    assert refusal(address, internet()) is Unreachable.NO_ADDRESS


def test_a_redirect_cannot_leave_the_web(port: int) -> None:
    assert refusal(f"http://phuong.vn:{port}/to/file:///etc/passwd", internet()) is Unreachable.NO_ADDRESS


def test_only_the_domains_of_the_list_are_asked(port: int) -> None:
    fetcher = internet(domains=("phuong.vn",))
    assert fetcher.fetch(f"http://cong.phuong.vn:{port}/tin.aspx").data == ARTICLE
    for host in ("bao.vn", "xaphuong.vn", "phuong.vn.bao.vn"):
        assert refusal(f"http://{host}/", fetcher) is Unreachable.NOT_LISTED
    assert refusal(f"http://phuong.vn:{port}/to/http://bao.vn/", fetcher) is Unreachable.NOT_LISTED


def test_a_page_that_is_too_large_too_slow_cut_off_or_gone_is_said_to_be(port: int) -> None:
    begun = time.monotonic()
    assert refusal(f"http://phuong.vn:{port}/slow", internet(seconds=0.5)) is Unreachable.TOO_SLOW
    assert time.monotonic() - begun < 3
    assert refusal(f"http://phuong.vn:{port}/large", internet(max_bytes=50_000)) is Unreachable.TOO_LARGE
    assert refusal(f"http://phuong.vn:{port}/cut", internet()) is Unreachable.NO_ANSWER
    assert refusal(f"http://phuong.vn:{port}/gone", internet()) is Unreachable.NOT_FOUND
    assert refusal("http://phuong.vn:1/", internet()) is Unreachable.NO_ANSWER


@pytest.mark.parametrize(("path", "name"), [
    ("tep/B%C3%A1o%20c%C3%A1o.docx", "Báo cáo.docx"), ("tep/Báo cáo.docx", "Báo cáo.docx"), ("in/5?trang=1", "5.pdf"),
    ("tep/", "tep.html"), ("large", "large.html"),
])  # fmt: skip
def test_a_page_is_called_by_its_address_and_by_what_it_is(port: int, path: str, name: str) -> None:
    assert internet().fetch(f"http://phuong.vn:{port}/{path}").name == name


def test_a_file_on_the_web_is_refused_like_any_file(port: int) -> None:
    [found] = examine_address(f"http://phuong.vn:{port}/in/5", fetcher=internet())
    assert isinstance(found, UnreadableFile)
    assert (found.name, found.reason) == ("5.pdf", Unreadable.BROKEN)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which writes a certificate, is not installed")
def test_the_certificate_must_be_of_the_name_that_was_asked_for(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=phuong.vn",
                    "-addext", "subjectAltName=DNS:phuong.vn", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate, key)
    with serving(ours) as port:
        trusting = internet(trust=ssl.create_default_context(cafile=str(certificate)))
        assert trusting.fetch(f"https://phuong.vn:{port}/tin.aspx").data == ARTICLE
        assert refusal(f"https://cong.phuong.vn:{port}/tin.aspx", trusting) is Unreachable.NO_ANSWER
        assert refusal(f"https://phuong.vn:{port}/tin.aspx", internet()) is Unreachable.NO_ANSWER


def test_an_address_is_told_from_a_file() -> None:
    assert [is_address(text) for text in ("https://a.vn", "HTTP://a.vn", "a.txt", "/https/a", "http.txt")] == [
        True, True, False, False, False]
