"""What Telegram knows: chats, messages, files, presses, and the updates that wait for the bot."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botapi.markup import Entity

Json = dict[str, Any]

BOT_ID = 777


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; one with a `query` begins an inline query in a chat, one with a `url` opens a page."""

    text: str
    data: str = ""
    query: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Message:
    """A message that the bot sent, as the person sees it now; `versions` are its texts from the first to the last."""

    id: int
    chat: int
    text: str
    entities: list[Entity]
    rows: list[list[Button]]
    reply_to: int | None = None
    document: str | None = None
    data: bytes = b""               # of the document or the photo
    photo: bool = False
    menu: list[str] = field(default_factory=list)      # the keyboard that stays below the chat
    versions: list[str] = field(default_factory=list)
    at: float = field(default_factory=time.monotonic)  # when the bot sent it

    @property
    def buttons(self) -> list[str]:
        return [button.text for row in self.rows for button in row]

    def button(self, words: str) -> Button:
        """Return the button whose text holds the words."""
        return next(button for row in self.rows for button in row if words in button.text)

    def marked(self, kind: str) -> list[str]:
        """Return the stretches with a look: "bold", "expandable_blockquote", …"""
        return [entity.of(self.text) for entity in self.entities if entity.kind == kind]


@dataclass(slots=True)
class Press:
    """A press of a button; `answer` is what the bot showed for it, "" for a silent one, None before it answered."""

    id: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot that was done."""

    method: str
    parameters: Json


class World:
    """The state behind the API. Everything is read and changed under `changed`, which is notified at every change."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.updates: list[Json] = []                 # all there ever were
        self.again: list[Json] = []                   # delivered once more, whatever was acknowledged
        self.chats: dict[int, Json] = {}
        self.messages: list[Message] = []
        self.known: set[tuple[int, int]] = set()      # (chat, message) of everybody, the bot too
        self.presses: dict[str, Press] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.blocked: set[int] = set()
        self.deleted: set[int] = set()
        self.commands: list[tuple[str, str]] = []     # of the default scope
        self.menus: dict[str, list[tuple[str, str]]] = {}     # by scope, as "type" or "type:chat"
        self.inline: dict[str, list[Json]] = {}       # answers to inline queries
        self.calls: list[Call] = []
        self.acknowledged = 0                         # every update with a smaller id
        self.settled = 0                              # updates that the bot is known to be done with
        self.poller = 0                               # the newest getUpdates request; an older one is over
        self.patience = 5.0                           # seconds that is waited for the bot, where nothing else is said
        self.hurry = False                            # no request may wait any more
        self._last_message = 0
        self._last_update = 1000

    def next_message(self, chat: int) -> int:
        """Return a new message id in a chat."""
        self._last_message += 1
        self.known.add((chat, self._last_message))
        return self._last_message

    def add_update(self, kind: str, content: Json) -> int:
        """Put an update in front of the bot."""
        with self.changed:
            self._last_update += 1
            self.updates.append({"update_id": self._last_update, kind: content})
            self.changed.notify_all()
            return self._last_update

    def deliver_again(self, update_id: int) -> None:
        """Deliver an update once more, as when an acknowledgement was lost."""
        with self.changed:
            self.again += [update for update in self.updates if update["update_id"] == update_id]
            self.changed.notify_all()

    def message(self, chat: int, message: int) -> Message | None:
        """Return a message of the bot that is still there."""
        return next((m for m in self.messages if (m.chat, m.id) == (chat, message) and m.id not in self.deleted), None)

    def wait_for(self, found: Callable[[], Any], what: str, seconds: float | None = None) -> Any:
        """Return what `found` returns as soon as it is something; AssertionError when that takes too long."""
        seconds = self.patience if seconds is None else seconds
        with self.changed:
            result = self.changed.wait_for(found, seconds)
        assert result, f"waited {seconds} s for {what}"
        return result
