"""What Telegram accepts as a message, a keyboard, a menu: checked as strictly as the real server does."""

import json
import re
from typing import Any

from botapi.errors import bad_request
from botapi.markup import Entity, parse, units
from botapi.world import Button, Json

MESSAGE = 4096      # UTF-16 code units after parsing
CALLBACK_DATA = 64  # bytes
TOAST = 200         # characters of an answer to a press
FILE = 20 * 1024 * 1024


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
    rows = decoded(parameters, "reply_markup").get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) and 1 <= len(row) <= 8 for row in rows):
        raise bad_request("inline keyboard expected")
    if sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    return [[_button(button) for button in row] for row in rows]


def _button(button: Json) -> Button:
    if not button.get("text"):
        raise bad_request("inline keyboard button text is empty")
    if set(button) != {"text", "callback_data"}:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(button["text"], button["callback_data"])


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
