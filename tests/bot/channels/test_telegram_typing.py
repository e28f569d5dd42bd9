"""Typing is shown where an answer does not come at once."""

import asyncio
from typing import Any, cast

from telegram import Message

from bot.channels.telegram.questions import show_typing


class RecordingMessage:
    """A question that keeps what was shown below it."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    async def reply_chat_action(self, action: str, **_: Any) -> None:
        self.shown.append(action)


def shown_within(seconds: float) -> list[str]:
    message = RecordingMessage()

    async def answering() -> None:
        typing = asyncio.create_task(show_typing(cast(Message, message)))
        await asyncio.sleep(seconds)
        typing.cancel()

    asyncio.run(answering())
    return message.shown


def test_an_answer_that_takes_a_while_is_announced_by_typing() -> None:
    assert shown_within(1.5) == ["typing"]


def test_an_answer_that_comes_at_once_is_not_announced() -> None:
    assert shown_within(0.1) == []
