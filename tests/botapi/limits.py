"""What Telegram accepts as a message, a keyboard, a menu: checked as strictly as the real server does."""

import json
import re
from typing import Any

from botapi.errors import bad_request
from botapi.markup import Entity, parse, units
from botapi.world import Button, Json

MESSAGE = 4096      # UTF-16 code units after parsing
CAPTION = 1024
CALLBACK_DATA = 64  # bytes
INLINE_QUERY = 256  # UTF-16 code units
TOAST = 200         # characters of an answer to a press
FILE = 20 * 1024 * 1024
UPLOAD = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024
_URL = re.compile(r"(?:https?://[^\s/?#@]+\.[^\s/?#@.]{2,}(?:[/?#]\S*)?|tg://\S+)")


def caption(parameters: Json) -> tuple[str, list[Entity]]:
    """Return the text and entities under a file; none is fine."""
    if not parameters.get("caption"):
        return "", []
    text, entities = content({**parameters, "text": parameters["caption"]})
    if units(text) > CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def content(parameters: Json) -> tuple[str, list[Entity]]:
    """Return the text and entities of a message."""
    raw = parameters.get("text", "")
    match parameters.get("parse_mode", ""):
        case "HTML":
            text, entities = parse(raw)
        case "":
            text, entities = raw, []
        case other:
            raise bad_request(f"unsupported parse_mode {other}")
    if not text.strip():
        raise bad_request("message text is empty")
    if units(text) > MESSAGE:
        raise bad_request("message is too long")
    return text, entities


def keyboard(parameters: Json) -> list[list[Button]]:
    """Return the rows of an inline keyboard, [] without one."""
    if "reply_markup" not in parameters:
        return []
    markup = decoded(parameters, "reply_markup")
    if "keyboard" in markup or "force_reply" in markup or "remove_keyboard" in markup:
        return []
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) and 1 <= len(row) <= 8 for row in rows):
        raise bad_request("inline keyboard expected")
    if sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    return [[_button(button) for button in row] for row in rows]


def menu(parameters: Json) -> list[str]:
    """Return the buttons of a keyboard below the chat, [] without one."""
    rows = decoded(parameters, "reply_markup").get("keyboard", []) if "reply_markup" in parameters else []
    if not all(isinstance(row, list) and row for row in rows):
        raise bad_request("keyboard button rows must be non-empty arrays")
    return [button["text"] for row in rows for button in row]


def _button(button: Json) -> Button:
    if not button.get("text"):
        raise bad_request("inline keyboard button text is empty")
    if set(button) == {"text", "switch_inline_query"}:
        if units(button["switch_inline_query"]) > INLINE_QUERY:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(button["text"], query=button["switch_inline_query"])
    if set(button) == {"text", "url"}:
        if not _URL.fullmatch(button["url"]):
            raise bad_request("inline keyboard button URL is invalid: Wrong HTTP URL")
        return Button(button["text"], url=button["url"])
    if set(button) != {"text", "callback_data"}:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(button["text"], button["callback_data"])


_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}


def scope(parameters: Json) -> str:
    """Return for whom a menu of commands is: "all_private_chats", "chat:5"."""
    given = decoded(parameters, "scope") if "scope" in parameters else {"type": "default"}
    if given.get("type") not in _SCOPES or (given["type"] == "chat") != ("chat_id" in given):
        raise bad_request("can't parse BotCommandScope")
    return f"chat:{given['chat_id']}" if given["type"] == "chat" else str(given["type"])


def inline_results(parameters: Json) -> list[Json]:
    """Return the results of an answer to an inline query."""
    results = decoded(parameters, "results")
    ids = [result.get("id", "") for result in results]
    if len(results) > 50:
        raise bad_request("too many inline query results")
    if len(set(ids)) < len(ids) or not all(1 <= len(name.encode()) <= 64 for name in ids):
        raise bad_request("RESULT_ID_INVALID")
    for result in results:
        if result.get("type") != "article" or not result.get("title"):
            raise bad_request("can't parse inline query result")
        content({"text": result["input_message_content"]["message_text"],
                 "parse_mode": result["input_message_content"].get("parse_mode", "")})
    return list(results)


def commands(parameters: Json) -> list[tuple[str, str]]:
    """Return the (name, description) pairs of a menu."""
    listed = [(command["command"], command["description"]) for command in decoded(parameters, "commands")]
    if len(listed) > 100 or not all(re.fullmatch("[a-z0-9_]{1,32}", name) and 1 <= len(words) <= 256
                                    for name, words in listed):
        raise bad_request("BOT_COMMAND_INVALID")
    return listed


def decoded(parameters: Json, name: str) -> Any:
    """Return a parameter that holds JSON."""
    try:
        return json.loads(parameters[name])
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
