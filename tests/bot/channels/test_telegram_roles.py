"""Roles on Telegram: invited, requested, listed, and taken away at once."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno

from bot import messages
from bot.people import Role
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi

ADMIN = 5
PARTY_QUESTION = "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?"
SECRET = "Lê Văn Mẫu"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    folder: Path = tmp_path_factory.mktemp("roles")
    ward.fill(folder / "data")
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


def link(admin: Chat, role: str) -> str:
    return re.search(r"https://t\.me/\S+", admin.ask(f"/moi {role}").text)[0]


def follow(person: Chat, address: str) -> str:
    return person.ask("/start " + address.partition("?start=")[2]).text


def test_an_invitation_is_a_link_and_its_picture_and_works_once(api: BotApi, admin: Chat) -> None:
    sent = admin.ask("/moi đảng viên")
    address = re.search(r"https://t\.me/hoi_phuong_bot\?start=[A-Za-z0-9_-]{1,64}", sent.text)[0]
    picture = io.BytesIO()
    segno.make(address, micro=False).save(picture, kind="png", scale=8, border=4)
    assert sent.data == picture.getvalue()

    invited, late = api.private(201), api.private(202)
    assert follow(invited, address) == messages.ROLE_GRANTED[Role.PARTY]
    assert follow(late, address) == messages.INVITATION_WORTHLESS
    assert SECRET in invited.ask(PARTY_QUESTION).text
    assert SECRET not in late.ask(PARTY_QUESTION).text


def test_the_role_of_an_invitation_may_be_chosen_by_button(api: BotApi, admin: Chat) -> None:
    offered = admin.ask("/moi")
    assert offered.buttons == [messages.ROLES[Role.PARTY], messages.ROLES[Role.ADMIN]]

    sent = admin.open(offered, offered.button("quản trị"))
    assert follow(api.private(203), re.search(r"https://\S+", sent.text)[0]) == messages.ROLE_GRANTED[Role.ADMIN]
    assert messages.ADMIN_HELP in api.private(203).ask("/trogiup").text


def test_a_request_is_approved_by_an_admin_and_decided_once(api: BotApi, admin: Chat) -> None:
    person = api.private(204)
    before = len(admin.heard())
    assert person.ask("/xinquyen").text == messages.REQUEST_SENT
    asked = admin.next_after(before)

    admin.turn(asked, asked.button("Duyệt"))
    assert person.next_after(1).text == messages.ROLE_GRANTED[Role.PARTY]
    assert SECRET in person.ask(PARTY_QUESTION).text
    assert admin.press(asked, f"r:d:204:{Role.PARTY}").answer == messages.REQUEST_SETTLED


def test_a_revoked_member_reads_nothing_more_not_even_by_old_buttons(api: BotApi, admin: Chat) -> None:
    member = api.private(205)
    follow(member, link(admin, "đảng viên"))
    answer = member.ask(PARTY_QUESTION)
    passage = member.open(answer, answer.button("[1]"))

    roll = admin.ask("/quyen")
    admin.turn(roll, next(b for row in roll.rows for b in row if b.data.startswith("k:r:205:")))

    assert "Người 205" not in roll.text
    assert member.press(answer, answer.button("[1]")).answer == messages.GONE
    assert member.press(passage, passage.rows[0][0]).answer == messages.GONE
    assert SECRET not in member.ask(PARTY_QUESTION).text
    assert "thu hồi quyền – Người 205 – Đảng viên" in admin.ask("/nhatky").text


def test_open_invitations_can_be_withdrawn(api: BotApi, admin: Chat) -> None:
    address = link(admin, "đảng viên")
    roll = admin.ask("/quyen")
    admin.turn(roll, roll.button(messages.WITHDRAW_INVITATIONS))

    assert follow(api.private(206), address) == messages.INVITATION_WORTHLESS


@pytest.mark.parametrize("command", ["/moi đảng viên", "/quyen", "/nhatky"])
def test_commands_of_admins_are_unknown_to_others(api: BotApi, command: str) -> None:
    assert api.private(207).ask(command).text == messages.UNKNOWN_COMMAND


@pytest.mark.parametrize("data", [
    "i:admin", "i:party", "r:a:208:party", "r:a:208:admin", "k:r:201:party:0", "k:p:0", "k:w", "i:resident", "k:r:5:admin:0",
])
def test_buttons_of_admins_do_nothing_for_others(api: BotApi, admin: Chat, data: str) -> None:
    shown = admin.ask("/quyen")

    assert api.private(208).press(shown, data).answer == messages.GONE
    group = api.group(9)
    assert group.press(group.ask("/hoi"), data, user=ADMIN).answer == messages.GONE
    assert SECRET not in api.private(208).ask(PARTY_QUESTION).text
