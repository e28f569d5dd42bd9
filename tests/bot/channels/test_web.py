"""The web chat's endpoints, asked over a real connection."""

import asyncio
import json
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import httpx
import pytest

from bot import messages
from bot.assembly import Assistant
from bot.channels.web import PortTaken, serve
from bot.records import Records
from bot.settings import Address, InvalidSetting, Settings
from corpus.document import Audience, Original, Picture
from fakes import report
from libraries import library_in
from retrieval.library import Library
from retrieval.question import Answer, Citation, Exchange, Outcome, Question, Statement
from webserver import served

TITLE = "Hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW"
REPORT = report("so-ket", title=TITLE, text=(
    "Chiều ngày 11/3, Đảng ủy phường tổ chức hội nghị.\n"
    "Tại hội nghị, phường khen thưởng 05 tập thể và 06 cá nhân điển hình."))          # passages 1 and 2
PARTY_ONLY = report("chi-bo", "Chi bộ họp kín.", audience=Audience.PARTY,              # passage 3
                    original=Original("chi-bo.txt", "Chi bộ họp kín.".encode()))
HIDDEN = report("cu", "Lịch tiếp công dân cũ.", original=Original("cu.txt", b"cu"))    # passage 4
PAGE_HTML = b"<script>alert(1)</script>" + bytes(range(256)) * 40
FILED = report("ke", "Khánh thành kè Bến Đá.", original=Original("Kè 'Bến Đá'; a\"b.html", PAGE_HTML))      # passage 5
FETCHED = report("cau", "Khánh thành cầu Ba Lung.", source="https://phường.vn/tin tức")                  # passage 6

ANY_PORT = Address("127.0.0.1", 0)
QUESTION = "Phường khen thưởng mấy tập thể?"
ANSWER = Answer(
    Outcome.ANSWERED, "05 tập thể", (Statement("Phường khen thưởng 05 tập thể và 06 cá nhân điển hình.", 1),),
    (Citation(1, "so-ket", TITLE, date(2024, 3, 12), 2, 2, "phường khen thưởng 05 tập thể và 06 cá nhân điển hình",
              64, 117, Audience.PUBLIC),),
    took_ms=3.44)


class Replies:
    """A service that knows the answers to these questions and finds nothing else; remembers what it was asked."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self._answers = answers
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        return self._answers.get(question.text, Answer(Outcome.NOT_FOUND, newest=date(2024, 3, 12)))


class Broken:
    """A service with a fault that repeats the question in its message."""

    def answer(self, question: Question) -> Answer:
        raise KeyError(question.text)


def assistant(library: Library, service, web: Address | None) -> Assistant:
    return Assistant(settings=Settings(web=web), library=library, searcher=None, service=service, fitting=None,
                     records=Records(Path(mkdtemp(prefix="hoiphuong-")), admins=()))


@contextmanager
def visited(assistant: Assistant) -> Iterator[httpx.Client]:
    with served(assistant) as address, httpx.Client(base_url=f"http://{address.host}:{address.port}",
                                                    trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("web")
    library = library_in(folder)
    list(library.add([REPORT, PARTY_ONLY, HIDDEN, FILED, FETCHED]))
    library.set_hidden("cu", True)
    yield library
    library.close()


@pytest.fixture(scope="module")
def service():
    return Replies({QUESTION: ANSWER, "Phường còn bao nhiêu hộ nghèo?": ANSWER, "Bí thư Đảng ủy phường là ai?": ANSWER})


@pytest.fixture(scope="module")
def web(library: Library, service) -> Iterator[httpx.Client]:
    with visited(assistant(library, service, ANY_PORT)) as client:
        yield client


# --------------------------------------------------------------------------------------------------------------- asking

def test_a_question_is_answered_as_the_contract_has_it(web: httpx.Client):
    reply = web.post("/api/ask", json={"id": "q1", "question": f"  {QUESTION}\n"})

    assert reply.status_code == 200
    assert reply.json() == {
        "id": "q1",
        "outcome": "answered",
        "short": "05 tập thể",
        "text": "Phường khen thưởng 05 tập thể và 06 cá nhân điển hình. [1]",
        "citations": [{
            "n": 1, "document": "so-ket", "title": TITLE, "issued": "2024-03-12", "place": "đoạn 2", "passage": 2,
            "quote": "phường khen thưởng 05 tập thể và 06 cá nhân điển hình", "start": 64, "end": 117,
            "audience": "public"}],
        "took_ms": 3.4,
    }


def test_a_question_without_an_answer_is_told_so(web: httpx.Client):
    reply = web.post("/api/ask", json={"question": "Giá vàng hôm nay?"})

    assert reply.status_code == 200
    assert reply.json() == {"id": None, "outcome": "not_found", "short": None,
                            "text": messages.not_found(date(2024, 3, 12)),
                            "citations": [], "took_ms": 0.0}


def test_earlier_exchanges_go_along_and_the_audience_is_always_the_public(
        web: httpx.Client, service: Replies):
    web.post("/api/ask", json={"question": "còn cá nhân?", "audiences": ["party"], "audience": "party",
                               "history": [{"q": QUESTION, "a": "05 tập thể"}]})

    assert service.asked[-1] == Question(
        text="còn cá nhân?", audiences=frozenset({Audience.PUBLIC}), today=date.today(),
        history=(Exchange(QUESTION, "05 tập thể"),))


@pytest.mark.parametrize(("body", "sentence"), [
    ("chào", messages.MALFORMED_REQUEST),
    ("", messages.MALFORMED_REQUEST),
    ('"chào"', messages.MALFORMED_REQUEST),
    ("[" * 60_000, messages.MALFORMED_REQUEST),
    (b"\xff\xfe\xfd", messages.MALFORMED_REQUEST),
    ('{"question": 5}', messages.MALFORMED_REQUEST),
    ('{"question": null}', messages.MALFORMED_REQUEST),
    (r'{"question": "\ud800"}', messages.MALFORMED_REQUEST),
    (r'{"question": "ai?", "id": "\udfff"}', messages.MALFORMED_REQUEST),
    ('{"question": "ai?", "id": 5}', messages.MALFORMED_REQUEST),
    ('{"question": "ai?", "history": {}}', messages.MALFORMED_REQUEST),
    ('{"question": "ai?", "history": ["ai?"]}', messages.MALFORMED_REQUEST),
    ('{"question": "ai?", "history": [{"q": "ai?"}]}', messages.MALFORMED_REQUEST),
    ("{}", messages.EMPTY_QUESTION),
    ('{"question": " \\n "}', messages.EMPTY_QUESTION),
    (json.dumps({"question": "a" * 2_001}), messages.LONG_QUESTION.format(given=2_001, limit=2_000)),
])
def test_what_is_no_question_gets_one_sentence(web: httpx.Client, body: str | bytes, sentence: str):
    reply = web.post("/api/ask", content=body)

    assert (reply.status_code, reply.json()) == (400, {"error": sentence})


def test_a_question_may_be_as_long_as_the_limit(web: httpx.Client):
    assert web.post("/api/ask", json={"question": "đ" * 2_000}).status_code == 200


def test_a_body_over_64_kib_is_not_read(web: httpx.Client):
    largest = json.dumps({"question": "ai?"}).ljust(64 * 1024)
    declared = web.post("/api/ask", content=largest + " ")
    streamed = web.post("/api/ask", content=(b" " * 1024 for _ in range(65)))

    assert web.post("/api/ask", content=largest).status_code == 200
    assert (declared.status_code, declared.json()) == (413, {"error": messages.LARGE_REQUEST})
    assert (streamed.status_code, streamed.json()) == (413, {"error": messages.LARGE_REQUEST})


def test_an_error_inside_is_one_sentence_and_the_log_does_not_repeat_the_question(
        library: Library, caplog: pytest.LogCaptureFixture):
    with visited(assistant(library, Broken(), ANY_PORT)) as client, caplog.at_level(logging.INFO):
        reply = client.post("/api/ask", json={"question": "bà Lan ở tổ 3 bệnh gì?"})

    assert (reply.status_code, reply.json()) == (500, {"error": messages.FAILED})
    assert "'/api/ask' failed: KeyError" in caplog.text
    assert "raise KeyError(question.text)" in caplog.text
    assert "bà Lan" not in caplog.text


# ------------------------------------------------------------------------------------------------------------- passages

def test_a_passage_comes_with_its_neighbours(web: httpx.Client):
    reply = web.get("/api/passage/2")

    assert reply.status_code == 200
    assert reply.json() == {
        "id": 2, "document": "so-ket", "title": TITLE, "issued": "2024-03-12", "place": "đoạn 2",
        "text": "Tại hội nghị, phường khen thưởng 05 tập thể và 06 cá nhân điển hình.", "start": 50,
        "previous": 1, "next": None, "original": None}


@pytest.mark.parametrize("name", ["3", "4", "7", "0", "-1", "abc", "2.0", "٢", "9" * 19, "9" * 5_000])
def test_a_passage_that_is_gone_or_not_public_is_told_so(web: httpx.Client, name: str):
    reply = web.get(f"/api/passage/{name}")

    assert (reply.status_code, reply.json()) == (404, {"error": messages.PASSAGE_GONE})


def test_a_scanned_page_can_be_seen_by_who_may_read_it(tmp_path: Path):
    library = library_in(tmp_path)
    scan = {"pages": (0,), "pictures": (Picture(1, b"\xff\xd8 trang"),)}
    list(library.add([report("a", "Khen 05 tập thể.", **scan),
                      report("b", "Chi bộ họp kín.", audience=Audience.PARTY, **scan), report("c", "Không có ảnh.")]))

    with visited(assistant(library, Replies({}), ANY_PORT)) as client:
        passage = client.get("/api/passage/1?at=5").json()
        seen, foreign, without = (client.get(path) for path in (
            f"/{passage['picture']}", "/api/picture/2?at=0", "/api/picture/3?at=0"))
        named = "picture" in client.get("/api/passage/3").json()

    assert passage["picture"] == "api/picture/1?at=5"
    assert (seen.content, seen.headers["content-type"], seen.headers["cache-control"]) == (
        b"\xff\xd8 trang", "image/jpeg", "no-store")
    assert [(one.status_code, one.json()) for one in (foreign, without)] == [(404, {"error": messages.PASSAGE_GONE})] * 2
    assert not named
    library.close()


# ---------------------------------------------------------------------------------------------------------- the file

def test_a_passage_says_where_its_document_is_found_as_published(web: httpx.Client):
    found = [web.get(f"/api/passage/{number}").json()["original"] for number in (1, 5, 6)]

    assert found == [None, "api/original?passage=5", "https://xn--phng-rib8295b.vn/tin%20t%E1%BB%A9c"]


def test_a_file_comes_whole_to_be_saved_and_never_to_be_shown(web: httpx.Client):
    reply = web.get("/api/original?passage=5")

    assert (reply.status_code, reply.content) == (200, PAGE_HTML)
    assert {name: reply.headers[name] for name in (
        "content-type", "content-disposition", "content-security-policy", "x-content-type-options", "cache-control")} == {
        "content-type": "text/html",
        "content-disposition": "attachment; filename*=UTF-8''K%C3%A8%20%27B%E1%BA%BFn%20%C4%90%C3%A1%27%3B%20a%22b.html",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff", "cache-control": "no-store"}


@pytest.mark.parametrize("asked", ["?passage=3", "?passage=3&audience=party", "?passage=4", "?passage=1", "?passage=6",
                                   "?passage=7", "?passage=-5", "?passage=5;", "?passage=", "", "?document=ke",
                                   f"?passage={'9' * 5_000}"])
def test_a_file_that_is_not_kept_gone_or_not_public_is_told_so(web: httpx.Client, asked: str):
    reply = web.get(f"/api/original{asked}")

    assert (reply.status_code, reply.json()) == (404, {"error": messages.FILE_GONE})


def test_only_questions_that_are_answered_are_offered_as_examples(web: httpx.Client):
    reply = web.get("/api/examples")

    assert reply.json() == {"examples": ["Phường còn bao nhiêu hộ nghèo?", "Bí thư Đảng ủy phường là ai?"]}


# --------------------------------------------------------------------------------------------------------- every answer

@pytest.mark.parametrize(("method", "path", "status", "sentence"), [
    ("GET", "/khong-co", 404, messages.UNKNOWN_PATH),
    ("GET", "/static/endpoints.py", 404, messages.UNKNOWN_PATH),
    ("GET", "/static/..%2f..%2fsettings.py", 404, messages.UNKNOWN_PATH),
    ("GET", "/api/ask", 405, messages.WRONG_METHOD),
    ("POST", "/", 405, messages.WRONG_METHOD),
    ("DELETE", "/api/passage/2", 405, messages.WRONG_METHOD),
    ("POST", "/api/original?passage=5", 405, messages.WRONG_METHOD),
])
def test_a_wrong_path_or_method_gets_one_sentence(
        web: httpx.Client, method: str, path: str, status: int, sentence: str):
    reply = web.request(method, path)

    assert (reply.status_code, reply.json()) == (status, {"error": sentence})


def test_the_host_header_sends_nobody_anywhere(web: httpx.Client):
    reply = web.get("/health/", headers={"Host": "ke-xau.example"})

    assert (reply.status_code, reply.json()) == (404, {"error": messages.UNKNOWN_PATH})
    assert "ke-xau" not in str(reply.headers)


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/health", "/api/passage/2", "/khong-co"])
def test_every_response_is_guarded(web: httpx.Client, path: str):
    headers = web.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_the_server_says_that_it_is_well(web: httpx.Client):
    reply = web.get("/health")

    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})
    assert reply.headers["cache-control"] == "no-store"


# ------------------------------------------------------------------------------------------------------------- the page

def test_the_page_asks_nothing_of_any_other_server(web: httpx.Client):
    page = web.get("/").text
    assets = re.findall(r'(?:href|src)="([^#"]+)"', page)

    assert {address.partition("?")[0] for address in assets} == {
        "static/icon.svg", "static/chat.css", "static/chat.js"}
    assert messages.DISCLAIMER in page
    assert "$" not in page
    for address in assets:
        asset = web.get(f"/{address}")
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", asset.text) == []


def test_an_asset_of_another_version_is_not_kept(web: httpx.Client):
    assert web.get("/static/chat.css?v=cu").headers["cache-control"] == "no-cache"


# ------------------------------------------------------------------------------------------------------------ listening

def test_a_taken_port_is_named(library: Library):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = Address("127.0.0.1", other.getsockname()[1])
        with pytest.raises(PortTaken) as caught:
            asyncio.run(serve(assistant(library, Replies({}), address)))

    assert caught.value.address == address
    assert messages.port_taken("127.0.0.1", 8080) == (
        "Địa chỉ 127.0.0.1:8080 đang có chương trình khác dùng. "
        "Vui lòng chọn cổng khác, ví dụ: HOIPHUONG_WEB=127.0.0.1:8081")


@pytest.mark.parametrize("host", ["a..b", "203.0.113.1"])
def test_an_address_that_cannot_be_listened_at_is_a_wrong_setting(library: Library, host: str):
    with pytest.raises(InvalidSetting) as caught:
        asyncio.run(serve(assistant(library, Replies({}), Address(host, 8080))))

    assert (caught.value.name, caught.value.value) == ("HOIPHUONG_WEB", f"{host}:8080")


def test_without_an_address_there_is_nothing_to_serve(library: Library):
    asyncio.run(serve(assistant(library, Replies({}), None)))


def test_cancelling_frees_the_port(library: Library):
    with visited(assistant(library, Replies({}), ANY_PORT)) as client:
        assert client.get("/health").status_code == 200
        address = client.base_url

    with pytest.raises(httpx.ConnectError):
        httpx.get(address, trust_env=False)


def test_a_passage_of_a_version_that_was_replaced_opens_and_says_so(tmp_path: Path):
    library = library_in(tmp_path)
    list(library.add([report("a", "Khen thưởng 05 tập thể.\nVăn nghệ.")]))
    list(library.add([report("a", "Khen thưởng 06 tập thể.\nVăn nghệ.")]))

    with visited(assistant(library, Replies({}), ANY_PORT)) as client:
        opened, gone = client.get("/api/passage/1").json(), client.get("/api/passage/9").status_code
        library.remove("a")
        removed = client.get("/api/passage/1").status_code

    assert (opened["text"], opened["place"], opened["next"]) == (
        "Khen thưởng 05 tập thể.", "đoạn 1 của bản cũ, nay đã thay bằng bản mới", 2)
    assert (gone, removed) == (404, 404)
    library.close()
