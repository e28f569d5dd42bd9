"""What stands below an answer for others and for later: sharing it, and asking on."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from telegram import Bot

from bot import messages
from bot.channels.telegram import sharing
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience
from retrieval.question import Answer, Citation, Outcome

QUESTION = "Tuyến đường dài bao nhiêu?"
NEXT = "Nhân dân toàn phường đã hiến bao nhiêu m² đất?"


@dataclass
class Named:
    """A bot that knows whether inline queries are switched on."""

    supports_inline_queries: bool = True


def shared(question: str = "Còn bao nhiêu hộ nghèo?", *audiences: Audience, outcome: Outcome = Outcome.ANSWERED,
           inline: bool = True) -> list[str | None]:
    """Return what the buttons below an answer from documents for these audiences ask elsewhere."""
    citations = tuple(Citation(n, "d", "Tin", None, 1, n, "x", 0, 1, audience) for n, audience in enumerate(audiences, 1))
    bot = cast(Bot, Named(inline))
    return [button.switch_inline_query for row in sharing.buttons(Answer(outcome, citations=citations), question, bot)
            for button in row]


def test_what_everybody_may_read_is_shared_by_asking_it_elsewhere() -> None:
    assert shared("Còn bao nhiêu\n hộ nghèo?", Audience.PUBLIC) == ["Còn bao nhiêu hộ nghèo?"]
    assert shared("a" * 256, Audience.PUBLIC) == ["a" * 256]


@pytest.mark.parametrize("audiences", [(Audience.PARTY,), (Audience.PUBLIC, Audience.PARTY), (Audience.STAFF,), ()])
def test_what_somebody_may_not_read_is_never_shared(audiences: tuple[Audience, ...]) -> None:
    assert shared("Còn bao nhiêu hộ nghèo?", *audiences) == []


def test_nothing_is_shared_that_could_not_be_asked() -> None:
    assert shared("a" * 257, Audience.PUBLIC) == []
    assert shared(" ", Audience.PUBLIC) == []
    assert shared("Còn bao nhiêu hộ nghèo?", Audience.PUBLIC, outcome=Outcome.RELATED) == []
    assert shared("Còn bao nhiêu hộ nghèo?", Audience.PUBLIC, inline=False) == []


# ------------------------------------------------------------------------------------------------ the bot as a process

@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    folder = tmp_path_factory.mktemp("sharing")
    ward.fill(folder / "data")
    with BotApi() as api, BotProcess(api, folder):
        yield api


def test_a_shared_question_brings_the_same_answer_inline(api: BotApi) -> None:
    person = api.private(1)
    answer = person.ask(QUESTION)
    button = answer.button(messages.SHARE)

    assert button.query == QUESTION
    [result] = api.private(2).inline(button.query)
    assert "850 m" in result["input_message_content"]["message_text"]


def test_a_follow_up_is_not_shared_for_it_means_nothing_elsewhere(api: BotApi) -> None:
    person = api.private(3)
    assert messages.SHARE in person.ask("UBND phường khen thưởng bao nhiêu tập thể?").buttons
    answer = person.ask("còn cá nhân thì sao?")

    assert "06 cá nhân" in answer.text
    assert messages.SHARE not in answer.buttons


def test_in_a_group_an_answer_has_nothing_below_but_its_sources(api: BotApi) -> None:
    asked_until_suggested(api.private(4))       # what could stand there is known

    assert api.group(4).ask(f"/hoi {QUESTION}", user=3).buttons == ["📄 [1] Xem đoạn"]


def test_a_next_question_is_suggested_once_it_is_known_to_lead_somewhere(api: BotApi) -> None:
    person = api.private(5)
    answer = asked_until_suggested(person)

    assert person.open(answer, answer.button(NEXT)).marked("bold") == ["2.750 m² đất"]
    assert NEXT not in person.ask(NEXT).buttons


def asked_until_suggested(person: Chat) -> Message:
    deadline = time.monotonic() + 20
    while NEXT not in (answer := person.ask(QUESTION)).buttons:
        assert time.monotonic() < deadline, answer.buttons
        time.sleep(0.2)
    return answer
