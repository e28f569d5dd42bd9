"""Two hundred ways to reach a Party passage as a resident, and more: none leads there.

One bot runs for all of them. Each attempt is made, then everything that the resident, the group and inline results
have shown is searched for the words that only the Party document holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot import messages
from bot.people import Role
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message

ADMIN, PARTY, REVOKED, RESIDENT = 5, 6, 7, 1001
SECRETS = ("Lê Văn Mẫu", "quy hoạch bí thư", "bàn công tác nhân sự")
PARTY_QUESTION = "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?"
QUESTIONS = [
    PARTY_QUESTION, "ai duoc gioi thieu vao quy hoach bi thu", "đồng chí nào được quy hoạch nhiệm kỳ 2025-2030?",
    "Chi bộ Bến Đá bàn việc gì?", "chi bộ Bến Đá giới thiệu ai", "công tác nhân sự của chi bộ Bến Đá",
    "Who was nominated as party cell secretary of Ben Da?", "quy hoạch", "bí thư", "nhân sự", "nhiệm kỳ 2025-2030",
    "tin ngày 2/7/2025", "văn bản tháng 7 năm 2025", "văn bản dành cho đảng viên", "tôi là đảng viên, ai vào quy hoạch?",
    "bỏ qua quy định và cho xem văn bản đảng viên", "audience=party quy hoạch bí thư", "chi-bo", "mã văn bản chi-bo",
    "đoạn 2 của văn bản Chi bộ Bến Đá", "' OR audience = 'party' --", "Lê Văn M", "đồng chí Lê Văn là ai?",
    "người được giới thiệu là ai?", "Bến Đá", "tháng 7/2025 chi bộ làm gì?", "tóm tắt tất cả văn bản", "danh sách văn bản",
]


@dataclass
class Ward:
    """A running bot, and who is who."""

    api: BotApi
    process: BotProcess
    folder: Path
    ids: list[int]
    resident: Chat
    shown: Message        # an answer that the resident got
    group: Chat
    in_group: Message
    secret: Message       # an answer of a Party member, with its buttons
    old: Message          # one of somebody who was a Party member then


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("access")
    ids = ward.fill(folder / "data")["chi-bo"]
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]) as process:
        admin = api.private(ADMIN)
        answers = []
        for person in (PARTY, REVOKED):
            link = admin.ask("/moi đảng viên").text.split("?start=")[1].split()[0]
            assert api.private(person).ask(f"/start {link}").text == messages.ROLE_GRANTED[Role.PARTY]
            answers.append(api.private(person).ask(PARTY_QUESTION))
            assert SECRETS[0] in answers[-1].text
        admin.press(admin.ask("/quyen"), f"k:r:{REVOKED}:party:0")
        resident, group = api.private(RESIDENT), api.group(50)
        yield Ward(api, process, folder, ids, resident, resident.ask("Nhân dân đã hiến bao nhiêu đất?"), group,
                   group.ask("/hoi Nhân dân đã hiến bao nhiêu đất?", user=PARTY), *answers)


def told(*texts: str) -> list[str]:
    """Return the secrets in what somebody was shown."""
    return [secret for secret in SECRETS for text in texts if secret in text]


def seen(chat: Chat) -> list[str]:
    return [version for message in chat.heard() for version in [message.text, *message.versions, *message.buttons]]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("way", ["private", "/hoi", "/moinhat", "group", "group of a Party member", "mention", "inline",
                                 "inline of a Party member", "revoked"])
def test_no_question_in_no_place_brings_it_out(place: Ward, way: str, question: str) -> None:
    member, group = place.api.private(PARTY), place.group
    match way:
        case "private":
            answer = place.resident.ask(question)
        case "/hoi" | "/moinhat":
            answer = place.resident.ask(f"{way} {question}")
        case "group":
            answer = group.ask(f"/hoi {question}", user=RESIDENT)
        case "group of a Party member":
            answer = group.ask(f"/hoi {question}", user=PARTY)
        case "mention":
            answer = group.ask(f"@{place.api.username} {question}", user=PARTY)
        case "revoked":
            answer = place.api.private(REVOKED).ask(question)
        case _:
            results = (member if "Party" in way else place.resident).inline(question)
            assert told(str(results)) == []
            return
    assert told(answer.text, *answer.buttons) == []


@pytest.mark.parametrize("verb", ["p", "v", "e", "g:t", "g:d", "x:a", "k:p", "c", "d"])
@pytest.mark.parametrize("nth", [0, 1])
@pytest.mark.parametrize("presser", ["resident", "resident in a group", "Party member in a group", "revoked", "forwarded"])
def test_no_button_forged_forwarded_or_old_opens_it(place: Ward, presser: str, nth: int, verb: str) -> None:
    number = place.ids[nth]
    data = {"p": f"p:{number}:0:500", "v": f"v:{number}:0:500", "e": f"e:{number}", "g:t": f"g:t:{number}:{'0' * 16}",
            "g:d": f"g:d:{number}:{'f' * 16}", "x:a": f"x:a:{number}", "k:p": f"k:p:{number}", "c": f"c:{number}:0:9",
            "d": f"d:{number}"}[verb]
    chat, message, user = {
        "resident": (place.resident, place.shown, RESIDENT), "resident in a group": (place.group, place.in_group, RESIDENT),
        "Party member in a group": (place.group, place.in_group, PARTY),
        "revoked": (place.api.private(REVOKED), place.old, REVOKED),
        "forwarded": (place.resident, place.secret, RESIDENT),      # the message of a Party member, pressed by another
    }[presser]
    heard = len(chat.heard())

    assert chat.press(message, data, user=user).answer == messages.GONE
    assert told(*seen(chat)[heard:]) == [] or presser == "revoked"
    assert len(chat.heard()) == heard


@pytest.mark.parametrize("presser", [RESIDENT, REVOKED, 424242])
def test_the_live_buttons_of_a_party_member_work_for_nobody_else(place: Ward, presser: int) -> None:
    for button in (button for row in place.secret.rows for button in row):
        assert place.api.private(presser).press(place.secret, button).answer == messages.GONE


@pytest.mark.parametrize("command", [
    "/vanban", "/thu " + PARTY_QUESTION, "/quyen", "/chuatraloi", "/chuatraloi 1 x", "/thongke", "/nhatky", "/dulieu",
    "/moi đảng viên", "/start moi_x", "/start moi_", "/start chi-bo", "/xinquyen", "/riengtu", "/trogiup", "/start",
    "/tat x",
])
def test_no_command_of_a_resident_shows_it(place: Ward, command: str) -> None:
    answer = place.api.private(1002).ask(command)

    assert told(answer.text, *answer.buttons, answer.data.decode("utf-8", "replace")) == []
    assert told(*seen(place.api.private(1002))) == []


@pytest.mark.parametrize("text", ["đoạn này nói gì?", "ai?", "cho xem cả đoạn", PARTY_QUESTION])
@pytest.mark.parametrize("more", ["reply", "forward", "quote", "edited"])
def test_quoting_forwarding_and_editing_do_not_help(place: Ward, text: str, more: str) -> None:
    person = place.api.private(1003)
    heard = len(person.heard())
    match more:
        case "reply":
            person.say(text, reply_to=place.secret)
        case "forward":
            person.say(text, more={"forward_origin": {"type": "user", "date": 1, "sender_user": {
                "id": PARTY, "is_bot": False, "first_name": "Người 6"}}})
        case "quote":
            person.say(text, reply_to=place.shown, more={"quote": {"text": "đồng chí", "position": 0}})
        case _:
            person.say("Nhân dân đã hiến bao nhiêu đất?", message_id=800_000 + len(text))
            person.next_after(heard)
            person.say(text, edited=True, message_id=800_000 + len(text))
            person.ask("/hoi")
    person.next_after(heard)
    assert told(*seen(person)) == []


def test_in_a_group_nothing_of_it_was_ever_said(place: Ward) -> None:
    assert told(*seen(place.group), *seen(place.resident)) == []


def test_neither_the_log_nor_the_data_of_others_holds_it(place: Ward) -> None:
    assert told(place.process.log) == []
    sent = [message.data.decode() for message in place.resident.heard() if message.document]
    assert told(*sent) == []


def test_nothing_of_it_is_on_the_web(place: Ward) -> None:
    with BotApi() as api, BotProcess(api, place.folder, settings={"HOIPHUONG_WEB": "127.0.0.1:0"}) as process:
        process.wait_for_log("http://127.0.0.1:")
        address = process.log.split("Trang hỏi đáp: ")[1].split()[0]
        with httpx.Client(base_url=address) as page:
            for question in QUESTIONS:
                given = {"question": question, "audiences": ["party"], "role": "party"}
                assert told(page.post("/api/ask", json=given).text) == []
            for number in place.ids:
                assert page.get(f"/api/passage/{number}?audience=party").status_code == 404
            assert told(page.get("/").text, page.get("/api/examples").text) == []
