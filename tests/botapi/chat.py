"""A chat as the people in it see it: they write, press, send files, and wait for the bot."""

import re
import time

from botapi.markup import units
from botapi.methods import Methods
from botapi.world import Button, Json, Message, Press, World

_ENTITIES = {"bot_command": re.compile(r"(?<!\S)/[A-Za-z0-9_]+(?:@\w+)?"), "mention": re.compile(r"(?<!\w)@\w{4,}")}


class Chat:
    """One chat with the bot. `user` is who writes; in a private chat its owner."""

    def __init__(self, world: World, methods: Methods, id: int, about: Json) -> None:
        self.id = id
        self._world = world
        self._methods = methods
        self._about = about
        with world.changed:
            world.chats[id] = about

    def say(self, text: str, *, user: int | None = None, reply_to: Message | None = None, edited: bool = False,
            message_id: int | None = None, more: Json | None = None) -> int:
        """Write a message, or change one (`message_id`, else one never seen); return the id of the update."""
        message = self._message(user) | {"text": text, "entities": _entities(text)} | (more or {})
        if message_id is not None:
            message["message_id"] = message_id
        if reply_to is not None:
            message["reply_to_message"] = self._methods.message_json(reply_to)
        return self._world.add_update("edited_message" if edited else "message", message)

    def ask(self, text: str, *, user: int | None = None, reply_to: Message | None = None,
            seconds: float = 10.0) -> Message:
        """Write a message and return what the bot says next in this chat."""
        before = len(self.heard())
        self.say(text, user=user, reply_to=reply_to)
        return self.next_after(before, seconds)

    def send(self, content: Json, *, user: int | None = None) -> Message:
        """Send something else than text ("photo", "voice", "sticker") and return what the bot says next."""
        before = len(self.heard())
        self._world.add_update("message", self._message(user) | content)
        return self.next_after(before)

    def document(self, name: str | None, data: bytes, *, caption: str = "", size: int | None = None,
                 reply_to: Message | None = None) -> Message:
        """Send a file and return what the bot says next."""
        replied = {"reply_to_message": self._methods.message_json(reply_to)} if reply_to else {}
        return self.send({"document": self._upload(name, data, size), "caption": caption, **replied})

    def photo(self, data: bytes, *, caption: str = "") -> Message:
        """Send a photo and return what the bot says next."""
        return self.send({"photo": [self._upload(None, data) | {"width": 9, "height": 9}], "caption": caption})

    def album(self, *files: tuple[str | None, bytes], caption: str = "") -> None:
        """Send several files as one, photos where they have no name; the words stand below the first."""
        with self._world.changed:
            album = f"album{len(self._world.files)}"
        for at, (name, data) in enumerate(files):
            upload = self._upload(name, data)
            content = {"document": upload} if name else {"photo": [upload | {"width": 9, "height": 9}]}
            self._world.add_update("message", self._message(None) | content | {
                "media_group_id": album, **({"caption": caption} if at == 0 and caption else {})})

    def reply_to_file(self, text: str, name: str, data: bytes) -> Message:
        """Reply to a file that somebody sent long ago, and return what the bot says next."""
        before = len(self.heard())
        self.say(text, more={"reply_to_message": self._message(None) | {"document": self._upload(name, data)}})
        return self.next_after(before)

    def document_quietly(self, name: str, data: bytes, *, user: int) -> None:
        """Send a file that the bot should not answer."""
        self._world.add_update("message", self._message(user) | {"document": self._upload(name, data)})

    def press(self, message: Message, button: Button | str, *, user: int | None = None) -> Press:
        """Press a button, or send forged data of one, and return what the bot showed for it."""
        data = button if isinstance(button, str) else button.data
        with self._world.changed:
            press = Press(f"press{len(self._world.presses)}")
            self._world.presses[press.id] = press
        self._world.add_update("callback_query", {
            "id": press.id, "from": _person(user or self.id), "chat_instance": "1", "data": data,
            "message": self._methods.message_json(message)})
        self._world.wait_for(lambda: press.answer is not None, "an answer to the press")
        return press

    def open(self, message: Message, button: Button, *, user: int | None = None) -> Message:
        """Press a button and return the message that the bot sends for it."""
        before = len(self.heard())
        self.press(message, button, user=user)
        return self.next_after(before)

    def turn(self, message: Message, button: Button) -> Message:
        """Press a button and return the message when the bot has changed it."""
        before = len(message.versions)
        self.press(message, button)
        self._world.wait_for(lambda: len(message.versions) > before, "the message to change")
        return message

    def wait_until_not(self, message: Message, beginnings: tuple[str, ...], seconds: float = 10.0) -> Message:
        """Return a message when it begins with none of these any more."""
        self._world.wait_for(lambda: not message.text.startswith(beginnings), f"the end of “{message.text}”", seconds)
        return message

    def inline(self, words: str, *, user: int | None = None) -> list[Json]:
        """Type "@bot words" in any chat, and return the results that the bot offers."""
        query = self._type(_person(user or self.id), words)
        self._world.wait_for(lambda: self._world.inline[query], "an answer to the inline query")
        return self._world.inline[query][1:]

    def settle(self) -> None:
        """Return when the bot is done with all that was sent until now, by anybody and anywhere: nothing more comes of it.

        It does what one person sends in that order, one after the other, so everybody sends one thing more: "@bot" without
        words, which leaves nothing behind. What it does beside is not waited for: reading files, telling news.
        """
        with self._world.changed:
            people = {sent["from"]["id"]: sent["from"] for update in self._world.updates[self._world.settled:]
                      for sent in update.values() if isinstance(sent, dict)}
            last = [self._type(person, "") for person in people.values()]
            sent_so_far = len(self._world.updates)
        self._world.wait_for(lambda: all(self._world.inline[query] for query in last), "the end of all that was sent")
        self._world.settled = sent_so_far

    def heard(self) -> list[Message]:
        """Return all that the bot has said here."""
        with self._world.changed:
            return [message for message in self._world.messages if message.chat == self.id]

    def next_after(self, before: int, seconds: float | None = None) -> Message:
        """Return what the bot says next, when it had said `before` messages."""
        self._world.wait_for(lambda: len(self.heard()) > before, "a message of the bot", seconds)
        return self.heard()[before]

    def block(self) -> None:
        """Block the bot."""
        with self._world.changed:
            self._world.blocked.add(self.id)

    def delete(self, message: Message) -> None:
        """Delete a message of the bot."""
        with self._world.changed:
            self._world.deleted.add(message.id)

    def _type(self, person: Json, words: str) -> str:
        """Have somebody type "@bot words"; return the id of the inline query."""
        with self._world.changed:
            query = f"inline{len(self._world.inline)}"
            self._world.inline[query] = []
        self._world.add_update("inline_query", {"id": query, "from": person, "query": words, "offset": ""})
        return query

    def _upload(self, name: str | None, data: bytes, size: int | None = None) -> Json:
        with self._world.changed:
            file_id = f"file{len(self._world.files)}"
            self._world.files[file_id] = (f"documents/{file_id}", data)
        about = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(data) if size is None else size}
        return about | ({"file_name": name} if name else {})

    def _message(self, user: int | None) -> Json:
        with self._world.changed:
            return {"message_id": self._world.next_message(self.id), "date": int(time.time()), "chat": self._about,
                    "from": _person(user or self.id)}


def _person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": f"Người {user}"}


def _entities(text: str) -> list[Json]:
    """Return the commands and mentions that Telegram sees in a text."""
    return [{"type": kind, "offset": units(text[:match.start()]), "length": units(match[0])}
            for kind, form in _ENTITIES.items() for match in form.finditer(text)]
