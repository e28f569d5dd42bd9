"""The server refuses what Telegram refuses, so that a test can't pass with a message that nobody would see."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from botapi.errors import Refusal
from botapi.server import BotApi


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.private(1)
        yield server


def call(api: BotApi, method: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.post(f"{api.url}/bot{api.token}/{method}", data=parameters).json()
    return answer


def refusal(api: BotApi, method: str, **parameters: Any) -> str:
    answer = call(api, method, **parameters)
    assert not answer["ok"], answer
    return str(answer["description"])


def keyboard(*data: str) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "Xem", "callback_data": each} for each in data]]})


def test_a_message_is_sent_with_its_entities_and_buttons(api: BotApi) -> None:
    sent = call(api, "sendMessage", chat_id=1, text="a &lt; <b>đất</b>", parse_mode="HTML",
                reply_markup=keyboard("p:1"))

    assert sent["result"]["text"] == "a < đất"
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 4, "length": 3}]
    assert api.private(1).heard()[-1].marked("bold") == ["đất"]
    assert api.private(1).heard()[-1].buttons == ["Xem"]


@pytest.mark.parametrize(("html", "reason"), [
    ("<b>đất", 'Can\'t find end tag corresponding to start tag "b"'),
    ("đất</b>", "Unexpected end tag at byte offset 6"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
])
def test_html_that_telegram_cannot_parse_is_refused(api: BotApi, html: str, reason: str) -> None:
    assert refusal(api, "sendMessage", chat_id=1, parse_mode="HTML", text=html) == (
        f"Bad Request: can't parse entities: {reason}")


def test_length_is_counted_in_utf_16_after_parsing(api: BotApi) -> None:
    assert call(api, "sendMessage", chat_id=1, parse_mode="HTML", text="<b>" + "&amp;" * 4096 + "</b>")["ok"]
    assert refusal(api, "sendMessage", chat_id=1, text="😀" * 2049) == "Bad Request: message is too long"
    assert refusal(api, "sendMessage", chat_id=1, parse_mode="HTML", text="<b> </b>") == (
        "Bad Request: message text is empty")


def test_chats_buttons_and_parameters_are_checked(api: BotApi) -> None:
    assert refusal(api, "sendMessage", chat_id=2, text="x") == "Bad Request: chat not found"
    for data in ("", "ắ" * 22):
        assert refusal(api, "sendMessage", chat_id=1, text="x", reply_markup=keyboard(data)) == (
            "Bad Request: BUTTON_DATA_INVALID")
    for url in ("", "phuong.vn", "http://localhost", "ftp://phuong.vn/a", "https://phuong.vn/a b", "https://a@phuong.vn"):
        button = json.dumps({"inline_keyboard": [[{"text": "Xem", "url": url}]]})
        assert refusal(api, "sendMessage", chat_id=1, text="x", reply_markup=button) == (
            "Bad Request: inline keyboard button URL is invalid: Wrong HTTP URL")
    assert refusal(api, "sendMessage", chat_id=1, text="x", textt="y") == "Bad Request: unknown parameters ['textt']"
    assert refusal(api, "setMyCommands", commands='[{"command": "Trợ giúp", "description": "x"}]') == (
        "Bad Request: BOT_COMMAND_INVALID")
    assert refusal(api, "sendPigeon", chat_id=1) == "Not Found: method not found"


def test_an_edit_must_change_something_that_is_there(api: BotApi) -> None:
    chat = api.private(3)
    sent = call(api, "sendMessage", chat_id=3, text="đang đọc")["result"]["message_id"]

    assert refusal(api, "editMessageText", chat_id=3, message_id=sent, text="đang đọc").startswith(
        "Bad Request: message is not modified")
    assert call(api, "editMessageText", chat_id=3, message_id=sent, text="xong")["ok"]
    chat.delete(chat.heard()[0])
    assert refusal(api, "editMessageText", chat_id=3, message_id=sent, text="x") == (
        "Bad Request: message to edit not found")


def test_a_press_is_answered_once_and_shortly(api: BotApi) -> None:
    assert refusal(api, "answerCallbackQuery", callback_query_id="x").startswith("Bad Request: query is too old")


def test_updates_wait_until_they_are_acknowledged(api: BotApi) -> None:
    first, second = (api.private(1).say(text) for text in ("một", "hai"))
    api.private(1).say("đã sửa", edited=True)

    def ids(**parameters: Any) -> list[int]:
        updates = call(api, "getUpdates", allowed_updates=json.dumps(["message"]), **parameters)["result"]
        return [update["update_id"] for update in updates]

    assert ids() == [first, second]
    assert ids(offset=second) == [second]
    assert ids(offset=second + 1) == []


def test_a_file_is_uploaded_and_downloaded(api: BotApi) -> None:
    answer = httpx.post(f"{api.url}/bot{api.token}/sendDocument", data={"chat_id": 1},
                        files={"document": ("a.txt", b"x")})
    assert answer.json()["ok"]
    assert api.private(1).heard()[-1].document == "a.txt"

    api.world.files["f"] = ("documents/f", b"data")
    assert call(api, "getFile", file_id="f")["result"]["file_path"] == "documents/f"
    assert httpx.get(f"{api.url}/file/bot{api.token}/documents/f").content == b"data"


def test_refusals_on_demand_and_wrong_tokens() -> None:
    with BotApi() as api:
        api.refuse("getMe", Refusal(429, "Too Many Requests: retry after 3", retry_after=3))

        assert call(api, "getMe") == {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 3",
                                      "parameters": {"retry_after": 3}}
        assert call(api, "getMe")["result"]["username"] == "hoi_phuong_bot"
        assert httpx.post(f"{api.url}/bot1:x/getMe").status_code == 401
        api.revoke()
        assert call(api, "getMe")["description"] == "Unauthorized"
