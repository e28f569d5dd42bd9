"""How the process of the bot starts and ends."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot import messages
from bot.channels.telegram.application import build
from bot.records import Records
from bot.settings import InvalidSetting, Secret, Settings
from botapi import ward
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from retrieval.question import today


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("process")
    ward.fill(folder / "data")
    return folder


def test_asked_to_stop_the_bot_answers_what_it_took_acknowledges_it_and_ends_well(folder: Path) -> None:
    with BotApi() as api, BotProcess(api, folder) as bot:
        people = [api.private(number) for number in range(1, 31)]
        updates = [person.say("Nhân dân đã hiến bao nhiêu đất?") for person in people]
        people[0].next_after(0)

        assert bot.stop() == 0
        answered = [update for update, person in zip(updates, people, strict=True) if person.heard()]
        assert answered == [update for update in updates if update < api.world.acknowledged] != []
        assert "Traceback" not in bot.log


def test_a_bot_started_again_answers_what_came_meanwhile_and_nothing_twice(folder: Path) -> None:
    with BotApi() as api:
        person = api.private(1)
        with BotProcess(api, folder) as bot:
            person.ask("/trogiup")
            bot.stop()
        person.say("/start")
        with BotProcess(api, folder):
            assert person.next_after(1).text == messages.WELCOME
            person.next_after(2)
            assert person.ask("/hoi").text == messages.EMPTY_QUESTION
        assert len(person.heard()) == 4


def test_an_edited_question_is_answered_in_place_also_by_a_bot_started_again(folder: Path) -> None:
    with BotApi() as api:
        person = api.private(1)
        with BotProcess(api, folder):
            person.say("Phường đã đặt bao nhiêu trạm vũ trụ?", message_id=900_001)
            answer = person.next_after(0)
        with BotProcess(api, folder):
            person.say("Nhân dân đã hiến bao nhiêu đất?", edited=True, message_id=900_001)
            assert person.wait_until_not(answer, (answer.text[:20],)).text.startswith("2.750 m² đất")
            person.settle()
            assert person.heard() == [answer]


def test_a_wrong_token_ends_the_process_with_a_clear_sentence(folder: Path) -> None:
    with BotApi() as api:
        bot = BotProcess(api, folder, settings={"TELEGRAM_BOT_TOKEN": "700700:AAwrong-wrong-wrong"})

        assert bot.wait() == 1
        assert bot.log.splitlines()[-1] == messages.TOKEN_REFUSED
        assert "Traceback" not in bot.log


def test_a_revoked_token_ends_the_process_with_a_clear_sentence(folder: Path) -> None:
    with BotApi() as api, BotProcess(api, folder) as bot:
        api.private(1).ask("/start")
        api.revoke()

        assert bot.wait() == 1
        assert bot.log.splitlines()[-1] == messages.TOKEN_REFUSED
        assert api.token.partition(":")[2] not in bot.log


def test_every_request_goes_through_the_proxy(folder: Path) -> None:
    with BotApi() as api:
        outside = {"TELEGRAM_API_URL": "http://telegram.invalid", "TELEGRAM_PROXY": api.url}
        with BotProcess(api, folder, settings=outside):
            assert api.private(1).ask("/start").text == messages.WELCOME


@pytest.mark.parametrize("proxy", ["proxy.example:3128", "ftp://proxy", "socks5://proxy:1080"])
def test_a_proxy_that_cannot_be_used_is_named_without_its_password(proxy: str) -> None:
    with pytest.raises(InvalidSetting) as problem:
        build(Settings(token=Secret("700700:AA"), proxy=Secret(proxy)))
    assert (problem.value.name, problem.value.value) == ("TELEGRAM_PROXY", "")


def test_trouble_with_the_network_at_the_start_is_waited_out(folder: Path) -> None:
    with BotApi() as api:
        api.refuse("getMe", Refusal(502, "Bad Gateway"))
        api.refuse("setMyCommands", Refusal(400, "Bad Request: BOT_COMMAND_INVALID"))
        with BotProcess(api, folder) as bot:
            assert api.private(1).ask("/start").text == messages.WELCOME
            assert bot.stop() == 0


def test_asked_to_stop_while_telegram_is_out_of_reach_the_bot_ends_well(folder: Path) -> None:
    with BotApi() as api:
        api.refuse("getMe", *[Refusal(503, "Service Unavailable")] * 50)
        bot = BotProcess(api, folder)
        bot.wait_for_log("getMe: again")

        assert bot.stop() == 0


def test_killed_at_work_and_started_again_the_bot_loses_no_question(folder: Path) -> None:
    with BotApi() as api:
        people = [api.private(number) for number in range(1, 41)]
        with BotProcess(api, folder) as bot:
            for person in people:
                person.say("Nhân dân đã hiến bao nhiêu đất?")
            people[3].next_after(0)
            bot.kill()
        with BotProcess(api, folder):
            for person in people:
                person.next_after(0, seconds=20)
            assert api.private(99).ask("/hoi").text == messages.EMPTY_QUESTION
        assert [len(person.heard()) for person in people] == [1] * 40


def test_a_flood_of_one_person_slows_nobody_else(folder: Path) -> None:
    with BotApi() as api, BotProcess(api, folder, settings={"HOIPHUONG_PER_MINUTE": "20"}) as bot:
        noisy, other = api.private(1), api.private(2)
        for _ in range(1_000):
            noisy.say("Nhân dân đã hiến bao nhiêu đất?")
        started = time.monotonic()
        other.ask("Nhân dân đã hiến bao nhiêu đất?")

        assert time.monotonic() - started < 5
        last = api.private(3).say("/hoi")
        api.world.wait_for(lambda: api.world.acknowledged > last, "the flood to be over", 30)
        assert bot.stop() == 0                  # with all done that it took
        assert [message.text for message in noisy.heard()[20:]] == [messages.TOO_FAST]


def test_questions_are_deleted_when_they_are_old_enough(tmp_path: Path) -> None:
    ward.fill(tmp_path / "data")
    records = Records(tmp_path / "data", admins=())
    for age in (89, 91):
        records.asked.keep(f"câu hỏi {age}", person=None, outcome="answered", took_ms=1.0, today=today() - timedelta(age))

    with BotApi() as api, BotProcess(api, tmp_path) as bot:
        bot.wait_for_log("1 questions were old enough to be deleted")

    assert [records.asked.text(number) for number in (1, 2)] == ["câu hỏi 89", None]
