"""The methods of the Bot API that a bot like ours calls, each as strict as the real one."""

import time
from collections.abc import Callable

from botapi import limits
from botapi.errors import Refusal, bad_request
from botapi.wire import Upload
from botapi.world import BOT_ID, Button, Json, Message, World

_ACTIONS = {"typing", "upload_document", "upload_photo", "find_location"}
_ANY = {"link_preview_options", "disable_notification", "protect_content", "message_thread_id"}
_PARAMETERS = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "getUpdates": {"offset", "timeout", "limit", "allowed_updates"},
    "sendMessage": {"chat_id", "text", "parse_mode", "reply_markup", "reply_parameters", *_ANY},
    "editMessageText": {"chat_id", "message_id", "text", "parse_mode", "reply_markup", "link_preview_options"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert", "cache_time"},
    "sendChatAction": {"chat_id", "action", "message_thread_id"},
    "setMyCommands": {"commands", "scope", "language_code"},
    "getFile": {"file_id"},
    "deleteMyCommands": {"scope", "language_code"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "answerInlineQuery": {"inline_query_id", "results", "cache_time", "is_personal", "next_offset"},
    "sendPhoto": {"chat_id", "photo", "caption", "parse_mode", "reply_markup", "reply_parameters", *_ANY},
    "sendDocument": {"chat_id", "document", "caption", "parse_mode", "reply_markup", "reply_parameters", *_ANY},
}


class Methods:
    """Does what a request asks for; called by the server for each request."""

    def __init__(self, world: World, username: str) -> None:
        self._world = world
        self._username = username

    def call(self, method: str, parameters: Json) -> object:
        """Return the result of a method; Refusal when it is unknown or not possible."""
        if method not in _PARAMETERS:
            raise Refusal(404, "Not Found: method not found")
        if unknown := set(parameters) - _PARAMETERS[method]:
            raise bad_request(f"unknown parameters {sorted(unknown)}")
        do: Callable[[Json], object] = getattr(self, f"_{method}")
        return do(parameters)

    def me(self) -> Json:
        return {"id": BOT_ID, "is_bot": True, "first_name": "Hỏi Phường", "username": self._username,
                "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}

    def _getMe(self, _: Json) -> Json:
        return self.me()

    def _deleteWebhook(self, _: Json) -> bool:
        return True

    def _getUpdates(self, parameters: Json) -> list[Json]:
        world = self._world
        kinds = limits.decoded(parameters, "allowed_updates") if "allowed_updates" in parameters else None
        offset = int(parameters.get("offset", 0))
        deadline = time.monotonic() + float(parameters.get("timeout", 0))
        with world.changed:
            world.acknowledged = max(world.acknowledged, offset)
            world.poller += 1
            mine = world.poller
            world.changed.notify_all()
            while True:
                if world.poller != mine:
                    raise Refusal(409, "Conflict: terminated by other getUpdates request; "
                                       "make sure that only one bot instance is running")
                fresh = [update for update in world.updates if update["update_id"] >= world.acknowledged]
                waiting = [u for u in world.again + fresh if kinds is None or any(kind in u for kind in kinds)]
                world.again = []
                left = deadline - time.monotonic()
                if waiting or left <= 0 or world.hurry:
                    return waiting[:int(parameters.get("limit", 100))]
                world.changed.wait(left)

    def _sendMessage(self, parameters: Json) -> Json:
        chat = self._chat(parameters)
        text, entities = limits.content(parameters)
        rows = limits.keyboard(parameters)
        reply_to = self._replied(parameters, chat)
        message = Message(self._world.next_message(chat), chat, text, entities, rows, reply_to, versions=[text],
                          menu=limits.menu(parameters))
        self._world.messages.append(message)
        return self.message_json(message)

    def _editMessageText(self, parameters: Json) -> Json:
        chat = self._chat(parameters)
        message = self._world.message(chat, int(parameters["message_id"]))
        if message is None:
            raise bad_request("message to edit not found")
        text, entities = limits.content(parameters)
        rows = limits.keyboard(parameters)
        if (text, entities, rows) == (message.text, message.entities, message.rows):
            raise bad_request("message is not modified: specified new message content and reply markup are exactly "
                              "the same as a current content and reply markup of the message")
        message.text, message.entities, message.rows = text, entities, rows
        message.versions.append(text)
        return self.message_json(message)

    def _answerCallbackQuery(self, parameters: Json) -> bool:
        press = self._world.presses.get(parameters["callback_query_id"])
        if press is None or press.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        text = parameters.get("text", "")
        if len(text) > limits.TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        press.answer = text
        return True

    def _sendChatAction(self, parameters: Json) -> bool:
        self._chat(parameters)
        if parameters.get("action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def _setMyCommands(self, parameters: Json) -> bool:
        scope, listed = limits.scope(parameters), limits.commands(parameters)
        if scope.startswith("chat:") and int(scope[5:]) not in self._world.chats:
            raise bad_request("chat not found")
        self._world.menus[scope] = listed
        if scope == "default":
            self._world.commands = listed
        return True

    def _deleteMyCommands(self, parameters: Json) -> bool:
        self._world.menus.pop(limits.scope(parameters), None)
        return True

    def _editMessageReplyMarkup(self, parameters: Json) -> Json:
        message = self._world.message(self._chat(parameters), int(parameters["message_id"]))
        if message is None:
            raise bad_request("message to edit not found")
        rows = limits.keyboard(parameters)
        if rows == message.rows:
            raise bad_request("message is not modified: specified new message content and reply markup are exactly "
                              "the same as a current content and reply markup of the message")
        message.rows = rows
        return self.message_json(message)

    def _answerInlineQuery(self, parameters: Json) -> bool:
        if self._world.inline.get(parameters["inline_query_id"], True):
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        self._world.inline[parameters["inline_query_id"]] = [{"answered": True}, *limits.inline_results(parameters)]
        return True

    def _getFile(self, parameters: Json) -> Json:
        if parameters["file_id"] not in self._world.files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        path, data = self._world.files[parameters["file_id"]]
        if len(data) > limits.FILE:
            raise bad_request("file is too big")
        return {"file_id": parameters["file_id"], "file_unique_id": path, "file_size": len(data), "file_path": path}

    def _sendDocument(self, parameters: Json) -> Json:
        chat = self._chat(parameters)
        upload = self._upload(parameters, "document", limits.UPLOAD)
        message = Message(self._world.next_message(chat), chat, *limits.caption(parameters), limits.keyboard(parameters),
                          self._replied(parameters, chat), document=upload.name, data=upload.data)
        self._world.messages.append(message)
        return self.message_json(message)

    def _sendPhoto(self, parameters: Json) -> Json:
        chat = self._chat(parameters)
        upload = self._upload(parameters, "photo", limits.PHOTO)
        if not upload.data.startswith((b"\x89PNG", b"\xff\xd8")):
            raise bad_request("IMAGE_PROCESS_FAILED")
        message = Message(self._world.next_message(chat), chat, *limits.caption(parameters), limits.keyboard(parameters),
                          self._replied(parameters, chat), photo=True, data=upload.data)
        self._world.messages.append(message)
        return self.message_json(message)

    @staticmethod
    def _upload(parameters: Json, name: str, largest: int) -> Upload:
        upload = parameters.get(name)
        if not isinstance(upload, Upload) or not upload.data:
            raise bad_request(f"there is no {name} in the request")
        if len(upload.data) > largest:
            raise Refusal(413, "Request Entity Too Large")
        return upload

    def message_json(self, message: Message) -> Json:
        """Return a message of the bot as updates and results hold it."""
        return {"message_id": message.id, "date": int(time.time()), "chat": self._world.chats[message.chat],
                "from": self.me(), "text": message.text, "entities": [entity.to_json() for entity in message.entities],
                **({"reply_markup": _markup(message.rows)} if message.rows else {})}

    def _chat(self, parameters: Json) -> int:
        chat = int(parameters["chat_id"])
        if chat not in self._world.chats:
            raise bad_request("chat not found")
        if chat in self._world.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def _replied(self, parameters: Json, chat: int) -> int | None:
        if "reply_parameters" not in parameters:
            return None
        reply = limits.decoded(parameters, "reply_parameters")
        there = (chat, reply["message_id"]) in self._world.known and reply["message_id"] not in self._world.deleted
        if not there and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return int(reply["message_id"]) if there else None


def _markup(rows: list[list[Button]]) -> Json:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> Json:
    if button.query is not None:
        return {"text": button.text, "switch_inline_query": button.query}
    if button.url is not None:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "callback_data": button.data}
