"""/theodoi: who hears of which new document, once, and of none that is not theirs or not there."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import Assistant, assemble
from bot.channels.telegram import news
from bot.channels.telegram.application import build
from bot.people import Role
from bot.settings import Secret, Settings
from botapi import ward
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Document

ADMIN, ONE, TWO = 5, 11, 12
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def water(name: str = "cap-nuoc", audience: Audience = Audience.PUBLIC, title: str = "Thông báo ngừng cấp nước") -> Document:
    return Document(name, title, date(2026, 11, 20), audience,
                    f"{title}\nTừ 8 giờ ngày 25/11/2026, phường tạm ngừng cấp nước sạch tại tổ dân phố 3 để sửa ống.\n")


@dataclass
class Newsroom:
    """An assistant that tells news when it is asked to, by a real bot."""

    api: BotApi
    assistant: Assistant

    def add(self, *documents: Document) -> None:
        list(self.assistant.library.add(documents))

    def tell(self, *, other: Assistant | None = None) -> None:
        """Look for news and tell it, as the running bot does every few seconds."""

        async def once() -> None:
            async with build(self.assistant.settings).bot as bot:
                news.look(other or self.assistant)
                await news.tell(other or self.assistant, bot)

        asyncio.run(once())

    def told(self, person: int) -> list[str]:
        """Return the messages that a person got."""
        return [message.text for message in self.heard(person)]

    def heard(self, person: int) -> list[Message]:
        return self.api.private(person).heard()

    def be(self, person: int, role: Role) -> None:
        self.assistant.records.members.grant(person, role, "Người", by=ADMIN, now=NOW)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    ward.fill(tmp_path / "data")
    with BotApi() as api:
        for person in (ONE, TWO):
            api.private(person)
        assistant = assemble(Settings(data=tmp_path / "data", token=Secret(api.token), api_url=api.url,
                                      admins=frozenset({ADMIN})))
        news.look(assistant)
        yield Newsroom(api, assistant)
        assistant.library.close()


def test_a_new_document_is_told_to_who_follows_its_topic_and_to_nobody_else(room: Newsroom) -> None:
    room.assistant.records.follow(ONE, "ngừng cấp nước")
    room.assistant.records.follow(TWO, "bầu cử")
    room.add(water())
    room.tell()

    assert room.told(ONE) == [
        "🔔 Có văn bản mới về “ngừng cấp nước”:\n\n1. Thông báo ngừng cấp nước (20/11/2026)\n"
        "Từ 8 giờ ngày 25/11/2026, phường tạm ngừng cấp nước sạch tại tổ dân phố 3 để sửa ống."]
    assert room.heard(ONE)[0].buttons == ["📄 1", "✖ Thôi theo dõi “ngừng cấp nước”"]
    assert room.told(TWO) == []


def test_what_was_there_before_is_no_news(room: Newsroom) -> None:
    room.assistant.records.follow(ONE, "hiến đất mở đường")
    room.tell()
    room.assistant.library.rebuild()
    room.assistant.library.edit(ward.LAND.id, title="Hiến đất mở đường ở Sông Trăng")
    room.tell()

    assert room.told(ONE) == []


def test_a_document_is_told_once_to_a_person_whatever_becomes_of_it_and_however_many_topics_it_fits(room: Newsroom) -> None:
    for topic in ("ngừng cấp nước", "cấp nước sạch"):
        room.assistant.records.follow(ONE, topic)
    room.add(water())
    room.tell()
    room.add(water(title="Thông báo tạm ngừng cấp nước (sửa đổi)"))
    room.tell()
    room.assistant.library.set_hidden("cap-nuoc", True)
    room.tell()
    room.assistant.library.set_hidden("cap-nuoc", False)
    room.tell()
    room.assistant.library.remove("cap-nuoc")
    room.add(water())
    room.tell()

    [only] = room.told(ONE)
    assert only.startswith("🔔 Có văn bản mới về “")
    assert only.count("Thông báo ngừng cấp nước (") == 1


@pytest.mark.parametrize("withdraw", [lambda room: room.assistant.library.set_hidden("cap-nuoc", True),
                                      lambda room: room.assistant.library.remove("cap-nuoc")])
def test_what_is_hidden_or_removed_is_never_told_not_even_when_it_was_found_before(
        room: Newsroom, withdraw: Callable[[Newsroom], None]) -> None:
    room.assistant.records.follow(ONE, "ngừng cấp nước")
    room.add(water())
    news.look(room.assistant)
    withdraw(room)
    room.tell()

    assert room.told(ONE) == []


def test_a_document_that_was_added_hidden_is_told_when_it_is_shown(room: Newsroom) -> None:
    room.assistant.records.follow(ONE, "ngừng cấp nước")
    room.add(water())
    room.assistant.library.set_hidden("cap-nuoc", True)
    room.tell()
    assert room.told(ONE) == []

    room.assistant.library.set_hidden("cap-nuoc", False)
    room.tell()
    assert len(room.told(ONE)) == 1


def test_a_party_document_is_told_to_who_is_a_party_member_at_that_moment(room: Newsroom) -> None:
    for person in (ONE, TWO):
        room.assistant.records.follow(person, "ngừng cấp nước")
    room.be(ONE, Role.PARTY)
    room.add(water(audience=Audience.PARTY))
    news.look(room.assistant)                               # found to fit while still a Party member
    room.assistant.records.members.revoke(ONE, Role.PARTY)
    room.tell()
    assert (room.told(ONE), room.told(TWO)) == ([], [])

    room.be(TWO, Role.PARTY)
    room.add(water("cap-nuoc-2", Audience.PARTY))
    room.tell()
    assert (room.told(ONE), len(room.told(TWO))) == ([], 1)


def test_a_document_that_becomes_public_is_news_to_residents_then(room: Newsroom) -> None:
    for person in (ONE, TWO):
        room.assistant.records.follow(person, "ngừng cấp nước")
    room.be(ONE, Role.PARTY)
    room.add(water(audience=Audience.PARTY))
    room.tell()
    room.assistant.library.edit("cap-nuoc", audience=Audience.PUBLIC)
    room.tell()

    assert (len(room.told(ONE)), len(room.told(TWO))) == (1, 1)


def test_many_documents_at_once_are_one_message(room: Newsroom) -> None:
    room.assistant.records.follow(ONE, "ngừng cấp nước")
    room.add(*(water(f"cap-nuoc-{n}", title=f"Thông báo ngừng cấp nước số {n}") for n in range(8)))
    room.tell()

    [only] = room.told(ONE)
    assert only.endswith(messages.more_news(3))


def test_news_outlives_a_restart_and_an_outage(room: Newsroom, tmp_path: Path) -> None:
    room.assistant.records.follow(ONE, "ngừng cấp nước")
    room.add(water())
    room.api.refuse("sendMessage", Refusal(409, "Conflict: something of the moment"))
    room.tell()
    assert room.told(ONE) == []

    again = assemble(room.assistant.settings)
    room.tell(other=again)
    room.tell(other=again)
    again.library.close()
    assert len(room.told(ONE)) == 1


def test_who_blocked_the_bot_follows_nothing_any_more(room: Newsroom) -> None:
    for topic in ("ngừng cấp nước", "bầu cử"):
        room.assistant.records.follow(ONE, topic)
    room.api.private(ONE).block()
    room.add(water())
    room.tell()

    assert room.assistant.records.follows(ONE) == []
    assert room.assistant.records.tickets.of(ONE) == []


def test_while_it_is_closed_residents_are_told_nothing_and_everything_afterwards(room: Newsroom) -> None:
    for person in (ONE, TWO):
        room.assistant.records.follow(person, "ngừng cấp nước")
    room.be(TWO, Role.PARTY)
    room.assistant.records.closing.close("bảo trì", now=NOW)
    room.add(water())
    room.tell()
    assert (room.told(ONE), len(room.told(TWO))) == ([], 1)

    room.assistant.records.closing.open()
    room.tell()
    assert (len(room.told(ONE)), len(room.told(TWO))) == (1, 1)


def test_news_of_a_closed_topic_waits_until_it_is_opened_but_not_for_admins(room: Newsroom) -> None:
    for person in (ONE, ADMIN):
        room.api.private(person)
        room.assistant.records.follow(person, "ngừng cấp nước")
    topic = room.assistant.records.closing.close_topic("cấp nước", "", now=NOW)
    room.add(water())
    room.tell()
    assert (room.told(ONE), len(room.told(ADMIN))) == ([], 1)

    room.assistant.records.closing.open_topic(topic.number)
    room.tell()
    assert (len(room.told(ONE)), len(room.told(ADMIN))) == (1, 1)


def test_topics_are_forgotten_with_the_person_and_survive_the_purge_of_old_questions(room: Newsroom) -> None:
    records = room.assistant.records
    records.follow(ONE, "ngừng cấp nước")
    records.purge(90, today=date(2026, 11, 24))
    assert [one.topic for one in records.follows(ONE)] == ["ngừng cấp nước"]

    records.forget(ONE)
    assert records.follows(ONE) == records.subscriptions.all() == []


def test_no_id_lies_beside_a_topic(room: Newsroom, tmp_path: Path) -> None:
    room.assistant.records.follow(3_141_592_653, "ngừng cấp nước")

    files = {path.name: path.read_bytes() for path in (tmp_path / "data").glob("asked.sqlite*")}
    assert any("ngừng cấp nước".encode() in data for data in files.values())
    number = (3_141_592_653).to_bytes(6, "big")
    assert [name for name, data in files.items() if b"3141592653" in data or number in data] == []


# ------------------------------------------------------------------------------------------------ the bot as a process

def test_a_person_follows_lists_ends_and_hears_of_what_another_process_added(tmp_path: Path) -> None:
    ward.fill(tmp_path / "data")
    with BotApi() as api, BotProcess(api, tmp_path, admins=[ADMIN]) as process:
        person, other = api.private(ONE), api.private(TWO)
        assert person.ask("/theodoi").text == messages.following([])
        assert person.ask("/theodoi là gì").text == messages.FOLLOW_IN_WORDS
        assert person.ask("/theodoi ngừng cấp nước").text == messages.FOLLOWED.format(topic="ngừng cấp nước")
        assert person.ask("/theodoi Ngung cap nuoc").text == messages.FOLLOWED_ALREADY.format(topic="Ngung cap nuoc")
        person.ask("/theodoi bầu cử")
        listed = person.ask("/theodoi")
        assert listed.text == "Ông/bà đang theo dõi:\n• ngừng cấp nước\n• bầu cử"
        assert other.press(other.ask("?"), listed.rows[0][0]).answer == messages.GONE
        assert person.press(listed, listed.button("bầu cử")).answer == messages.UNFOLLOWED
        api.world.wait_for(lambda: listed.text == "Ông/bà đang theo dõi:\n• ngừng cấp nước", "the list")
        shown = person.ask("/dulieu")
        assert "• ngừng cấp nước" in shown.text
        assert '"following": [\n  "ngừng cấp nước"' in person.next_after(person.heard().index(shown) + 1).data.decode()

        before = len(person.heard())
        library = assemble(Settings(data=tmp_path / "data")).library      # as the command line does
        list(library.add([water()]))
        library.close()
        told = person.next_after(before, seconds=45)
        assert told.text.startswith("🔔 Có văn bản mới về “ngừng cấp nước”:\n\n1. Thông báo ngừng cấp nước (20/11/2026)")
        assert "tổ dân phố 3" in person.open(told, told.button("📄 1")).text
        person.press(told, told.button("✖"))
        api.world.wait_for(lambda: told.buttons == ["📄 1"], "the button to go")
        assert person.ask("/theodoi").text == messages.following([])
        person.settle()
        assert "cấp nước" not in process.log
