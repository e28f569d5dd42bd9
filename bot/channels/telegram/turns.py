"""Whose turn it is: people by turns and one update of each at a time, so that a flood slows only who sent it.

Every update is on disk before Telegram is told that it need not come again, and until it was answered.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

import httpx
from telegram import Bot, Update

from bot.records.updates import Updates

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Turn:
    """An update that is being answered. Once its answer is on the way it must not be given again."""

    updates: Updates
    number: int
    body: str
    repeatable: bool = False        # doing it twice does no harm, so it is done again unless it was finished

    def speak(self) -> None:
        """An answer is about to be sent."""
        if not self.repeatable:
            self.updates.settle(self.number, self.body)

    def fall_silent(self) -> None:
        """The answer has certainly not arrived, and will be tried again."""
        if not self.repeatable:
            self.updates.unsettle(self.number, self.body)


ANSWERS = {"sendMessage", "sendPhoto", "sendDocument", "answerInlineQuery"}
current: ContextVar[Turn | None] = ContextVar("current", default=None)


async def note_answers(request: httpx.Request) -> None:
    """Note that an answer is sent in the moment before its last part goes over the wire: a hook of httpx.

    Any earlier, and a crash while it waits for a connection would lose it; any later, and one would give it twice.
    """
    turn = current.get()
    if turn is None or request.url.path.rpartition("/")[2] not in ANSWERS:
        return

    async def trace(event: str, _: object) -> None:
        if event == "http11.send_request_body.started":
            turn.speak()

    request.extensions = {**request.extensions, "trace": trace}


class Turns:
    """Answers updates, `at_once` people at a time."""

    def __init__(self, answer: Callable[[Update], Awaitable[None]], updates: Updates, at_once: int) -> None:
        self._answer = answer
        self._updates = updates
        self._at_once = at_once
        self._lines: dict[int, deque[tuple[Update, str]]] = {}
        self._ready: deque[int] = deque()
        self._running: set[asyncio.Task[None]] = set()

    async def put(self, update: Update) -> None:
        """Take an update over from Telegram; one that was taken before is passed over."""
        body = update.to_json()
        if self._updates.take(update.update_id, body):
            self._line_up(update, body)

    def resume(self, bot: Bot) -> None:
        """Take up what an earlier process took over and did not answer."""
        for body in self._updates.unsettled():
            self._line_up(Update.de_json(json.loads(body), bot), body)

    async def finish(self) -> None:
        """Return when everybody who is in line was answered."""
        while self._running:
            await asyncio.wait(self._running)

    def _line_up(self, update: Update, body: str) -> None:
        person = update.effective_user.id if update.effective_user else 0
        if person not in self._lines:
            self._lines[person] = deque()
            self._ready.append(person)
        self._lines[person].append((update, body))
        self._start()

    def _start(self) -> None:
        while self._ready and len(self._running) < self._at_once:
            person = self._ready.popleft()
            task = asyncio.create_task(self._take_turn(person, *self._lines[person].popleft()))
            self._running.add(task)
            task.add_done_callback(lambda done, person=person: self._next(done, person))     # type: ignore[misc]

    def _next(self, done: asyncio.Task[None], person: int) -> None:
        self._running.discard(done)
        if self._lines[person]:
            self._ready.append(person)
        else:
            del self._lines[person]
        if not done.cancelled():
            self._start()

    async def _take_turn(self, person: int, update: Update, body: str) -> None:
        current.set(Turn(self._updates, update.update_id, body))
        try:
            await self._answer(update)
        except Exception as problem:
            logger.error("an update could not be handled: %s", type(problem).__name__)
        self._updates.settle(update.update_id, body)
