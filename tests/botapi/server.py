"""A strict Bot API server on loopback, to run the real bot against.

Example: `with BotApi() as api`, start the bot with TELEGRAM_API_URL=api.url and TELEGRAM_BOT_TOKEN=api.token; then
`answer = api.private(1001).ask("còn bao nhiêu hộ nghèo?")` and look at answer.text, .buttons, .marked("bold").
"""

import json
import re
import threading
from collections import defaultdict, deque
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.methods import Methods
from botapi.wire import Wire
from botapi.world import Call, Json, World

_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.+)")


class BotApi:
    """One bot's Telegram: the server, and the people who write to the bot."""

    token = "700700:AAtest-HoiPhuong_0123456789abcdefgh"
    username = "hoi_phuong_bot"

    def __init__(self) -> None:
        self.world = World()
        self._methods = Methods(self.world, self.username)
        self._refusals: defaultdict[tuple[str, str], deque[Refusal]] = defaultdict(deque)
        self._revoked = False
        self._wire = Wire(self._handle)
        self._thread = threading.Thread(target=self._wire.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._release()
        self._wire.shutdown()
        self._wire.server_close()

    @property
    def url(self) -> str:
        return self._wire.url

    def private(self, user: int) -> Chat:
        """Return the private chat of a person."""
        return Chat(self.world, self._methods, user, {"id": user, "type": "private", "first_name": f"Người {user}"})

    def group(self, number: int) -> Chat:
        """Return a group; `user=` says who writes there."""
        return Chat(self.world, self._methods, -number, {"id": -number, "type": "supergroup", "title": f"Tổ {number}"})

    def calls(self, method: str) -> list[Call]:
        """Return the requests that were done, in their order."""
        with self.world.changed:
            return [call for call in self.world.calls if call.method == method]

    def refuse(self, method: str, *refusals: Refusal, chat: Chat | None = None) -> None:
        """Refuse the next requests of a method, one each; those for one chat when it is given."""
        with self.world.changed:
            self._refusals[method, str(chat.id) if chat else ""].extend(refusals)

    def revoke(self) -> None:
        """Make the token worthless, as @BotFather can."""
        self._revoked = True
        self._release()

    def wait_for_poll(self, after: int = 0, seconds: float = 20.0) -> None:
        """Return when the bot has asked for updates more than `after` times."""
        self.world.wait_for(lambda: self.world.poller > after, "getUpdates", seconds)

    def _release(self) -> None:
        with self.world.changed:
            self.world.hurry = True
            self.world.changed.notify_all()

    def _handle(self, path: str, parameters: Json) -> tuple[int, bytes]:
        try:
            match = _PATH.fullmatch(unquote(urlsplit(path).path))      # a proxy is asked for whole addresses
            if match is None:
                raise Refusal(404, "Not Found")
            if self._revoked or match["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            if match["file"]:
                return 200, self._file(match["rest"])
            return 200, json.dumps({"ok": True, "result": self._do(match["rest"], parameters)}).encode()
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.body()).encode()

    def _do(self, method: str, parameters: Json) -> object:
        with self.world.changed:
            for chat in ("", str(parameters.get("chat_id"))):
                if self._refusals[method, chat]:
                    raise self._refusals[method, chat].popleft()
            result = self._methods.call(method, parameters)
            self.world.calls.append(Call(method, parameters))
            self.world.changed.notify_all()
            return result

    def _file(self, path: str) -> bytes:
        with self.world.changed:
            for known, data in self.world.files.values():
                if known == path:
                    return data
        raise Refusal(404, "Not Found")
