"""A day of mixed traffic in a few minutes: `python benchmarks/day.py 2000 150` prints the memory of the bot at each hour.

The numbers are the passages and the visits an hour. A visit is a question and what a person may do next: open the source,
judge, ask on, change the question; or it is a group, an inline query, a list. Every hour an admin adds a document through
the chat and another process removes one, some people block the bot, and at noon the server is out of order for a while.
Nothing expires in such a short day, so that what is kept for some time is kept for all of it: the worst case.
"""

import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from load import questions
from reports import fill

from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from retrieval.library import Library

ADMIN = 5
HOURS = 24
NOON = 12
AT_ONCE = 8             # people
PATIENCE = 120.0        # seconds that a person waits
RETURNING = 0.5         # share of visits by somebody who was there before


def main(passages: int, visits: int) -> None:
    """Print a row an hour."""
    folder = Path(tempfile.mkdtemp(prefix="hoiphuong-"))
    try:
        fill(folder / "data", passages)
        library = assemble(Settings(data=folder / "data")).library
        with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]) as bot, ThreadPoolExecutor(AT_ONCE) as crowd:
            api.world.patience = PATIENCE
            day = Day(api, library, questions(), random.Random(0))
            print(f"hour | visits | unanswered | seconds | memory (MB); {bot.memory():.0f} at the start", flush=True)
            for hour in range(1, HOURS + 1):
                started = time.monotonic()
                day.begin(hour)
                came = list(crowd.map(day.visit, range(visits)))
                print(f"{hour} | {visits} | {came.count(False)} | {time.monotonic() - started:.0f} | {bot.memory():.0f}",
                      flush=True)
            print(f"errors in the log: {bot.log.count('Traceback')}")
        library.close()
    finally:
        shutil.rmtree(folder)


class Day:
    """Who comes, and what they do."""

    def __init__(self, api: BotApi, library: Library, asked: list[str], generator: random.Random) -> None:
        self._api = api
        self._library = library
        self._asked = asked
        self._random = generator
        self._people = count(1_000)
        self._known: list[int] = []

    def begin(self, hour: int) -> None:
        """Add a document and remove another; let the server be out of order at noon."""
        text = f"Tổ dân phố {hour} tổng kết công tác\nTổ dân phố {hour} có {100 + hour} hộ dân, {hour} hộ nghèo.\n"
        self._api.private(ADMIN).document(f"to-{hour}.txt", text.encode(), caption=f"{hour}/3/2025")
        self._library.remove(f"r{hour - 1}")
        if hour == NOON:
            for method in ("getUpdates", "sendMessage", "editMessageText"):
                self._api.refuse(method, *[Refusal(502, "Bad Gateway")] * 5)

    def visit(self, _: int) -> bool:
        """Let somebody do something; False when the bot did not answer."""
        returning = self._known and self._random.random() < RETURNING
        person = self._random.choice(self._known) if returning else next(self._people)
        self._known.append(person)
        question = self._random.choice(self._asked)
        chat = self._api.private(person)
        try:
            match self._random.random():
                case chance if chance < 0.05:
                    self._api.group(person).ask(f"@{self._api.username} {question}", user=person, seconds=PATIENCE)
                case chance if chance < 0.1:
                    chat.inline(question)
                case chance if chance < 0.15:
                    chat.ask(self._random.choice(["/start", "/moinhat", "/vanban", "/trogiup"]), seconds=PATIENCE)
                case chance if chance < 0.17:
                    chat.say(question)
                    chat.block()
                    self._known = [one for one in self._known if one != person]
                case _:
                    self._ask(chat, question)
        except AssertionError:
            return False
        return True

    def _ask(self, chat: Chat, question: str) -> None:
        before = len(chat.heard())
        update = chat.say(question)
        answer = chat.next_after(before)
        for button in [button for row in answer.rows for button in row if self._random.random() < 0.3]:
            chat.press(answer, button)
        if self._random.random() < 0.1:
            asked = next(one["message"] for one in self._api.world.updates if one["update_id"] == update)
            chat.say(self._random.choice(self._asked), edited=True, message_id=asked["message_id"])


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    main(*(sizes or [2_000, 150]))
