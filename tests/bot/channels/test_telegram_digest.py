"""The daily digest: to each admin once a day at the set hour, and nothing when there is nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import Assistant, assemble
from bot.channels.telegram import digest
from bot.channels.telegram.application import build
from bot.remembering import gather
from bot.settings import Secret, Settings
from botapi import ward
from botapi.process import BotProcess
from botapi.server import BotApi
from corpus.document import Audience
from retrieval.question import VIETNAM, Outcome

ADMIN, OTHER, BLOCKED = 5, 6, 7
READS = frozenset({Audience.PUBLIC})
QUESTION = "Phường đã lắp bao nhiêu trạm sạc xe điện?"


@dataclass
class Office:
    """An assistant whose clock is set by hand."""

    api: BotApi
    assistant: Assistant

    def at(self, moment: str, *, other: Assistant | None = None) -> None:
        """Let the clock of Vietnam show a time of November 2026: "24 07:31"."""
        now = datetime.strptime(f"2026-11-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)

        async def once() -> None:
            async with build(self.assistant.settings).bot as bot:
                await digest.send(other or self.assistant, bot, now)

        asyncio.run(once())

    def asked(self, day: int | date, text: str, outcome: Outcome) -> None:
        """Let a question have been asked on a day, of November 2026 where it is but a number."""
        records, asked = self.assistant.records, date(2026, 11, day) if isinstance(day, int) else day
        number = records.asked.keep(text, person=None, outcome=outcome, took_ms=1, today=asked)
        if outcome is Outcome.NOT_FOUND:
            gather(self.assistant, number, READS)

    def told(self, person: int = ADMIN) -> list[str]:
        return [message.text for message in self.api.private(person).heard()]


def office_in(folder: Path, api: BotApi, at: time | None = time(7, 30)) -> Office:
    for person in (ADMIN, OTHER, BLOCKED):
        api.private(person)
    api.private(BLOCKED).block()
    return Office(api, assemble(Settings(data=folder, token=Secret(api.token), api_url=api.url, digest=at,
                                         admins=frozenset({ADMIN, OTHER, BLOCKED}))))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with BotApi() as api:
        yield office_in(tmp_path, api)


def test_each_admin_gets_the_counts_of_the_day_before_and_what_waits_similar_questions_together(office: Office) -> None:
    office.at("23 08:00")                                   # the first start of all
    office.asked(23, QUESTION, Outcome.NOT_FOUND)
    office.asked(23, "phuong da lap bao nhieu tram sac xe dien", Outcome.NOT_FOUND)
    office.asked(23, "Nhân dân đã hiến bao nhiêu đất?", Outcome.ANSWERED)
    office.asked(24, "Hôm nay hỏi thêm bao nhiêu câu nữa?", Outcome.ANSWERED)
    office.at("24 07:29")
    assert office.told() == []

    office.at("24 07:30")
    digest_of_the_day = (f"Ngày 23/11/2026: 3 câu hỏi, trả lời được 1.\nĐang chờ trả lời (1), hỏi nhiều nhất trước:\n"
                         f"• {QUESTION} (2 lượt hỏi)")
    assert office.told() == office.told(OTHER) == [digest_of_the_day]
    assert office.api.private(ADMIN).heard()[0].buttons == [messages.DIGEST_BUTTON]


def test_it_comes_once_a_day_also_after_a_restart_and_late_when_the_bot_was_down(office: Office) -> None:
    office.at("22 08:00")
    office.asked(23, QUESTION, Outcome.NOT_FOUND)
    office.at("24 09:15")
    office.at("24 20:00")
    again = assemble(office.assistant.settings)
    office.at("24 23:59", other=again)
    office.at("25 07:29", other=again)
    assert len(office.told()) == 1

    office.at("25 07:30", other=again)
    assert len(office.told()) == 2


def test_nothing_comes_when_nothing_was_asked_and_nothing_waits(office: Office) -> None:
    for day in (22, 23, 24):
        office.at(f"{day} 07:30")

    assert office.told() == []


def test_in_the_evening_it_is_about_the_same_day(tmp_path: Path) -> None:
    with BotApi() as api:
        office = office_in(tmp_path, api, time(17))
        office.at("23 17:00")
        office.asked(24, "Nhân dân đã hiến bao nhiêu đất?", Outcome.ANSWERED)
        office.at("24 17:00")

        assert office.told() == ["Ngày 24/11/2026: 1 câu hỏi, trả lời được 1."]


def test_switched_off_it_never_comes(tmp_path: Path) -> None:
    with BotApi() as api:
        office = office_in(tmp_path, api, None)
        office.asked(23, QUESTION, Outcome.NOT_FOUND)
        for day in (23, 24):
            office.at(f"{day} 08:00")

        assert office.told() == []


def test_the_running_bot_sends_it_and_its_button_leads_to_the_questions(tmp_path: Path) -> None:
    ward.fill(tmp_path / "data")
    now = datetime.now(VIETNAM)
    assistant = assemble(Settings(data=tmp_path / "data", admins=frozenset({ADMIN})))
    with BotApi() as api:
        office = Office(api, assistant)
        office.asked(now.date(), QUESTION, Outcome.NOT_FOUND)
        assistant.records.digests.sent(ADMIN, now.date() - timedelta(2))
        assistant.library.close()
        admin = api.private(ADMIN)
        with BotProcess(api, tmp_path, admins=[ADMIN], settings={"HOIPHUONG_DIGEST": "7:30"}):
            sent = admin.next_after(0)
            assert f"• {QUESTION} (1 lượt hỏi)" in sent.text
            listed = admin.open(sent, sent.button(messages.DIGEST_BUTTON))
            assert listed.text.startswith("Câu hỏi chưa trả lời được:")
            assert api.private(99).press(sent, sent.button(messages.DIGEST_BUTTON)).answer == messages.GONE
