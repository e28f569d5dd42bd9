"""Hundreds of ways to reach a Party passage as a resident: none leads there.

One bot runs for all of them. After each attempt, everything that the bot has sent since to anybody but the Party member
and the admin in their own chats is searched for words that only the Party documents hold: texts, buttons, toasts, files.
That the attempts are real is seen where the same press of somebody entitled does open it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import messages
from bot.assembly import assemble
from bot.people import Role
from bot.settings import Settings
from botapi import ward
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Call, Message
from corpus.document import Audience, Document, Original

ADMIN, PARTY, REVOKED, RESIDENT, FOLLOWER = 5, 6, 7, 1001, 1003
RESOLUTION = Document("nghi-quyet", "Đảng ủy họp về cán bộ chủ chốt", date(2025, 7, 5), Audience.PARTY, """\
Đảng ủy họp về cán bộ chủ chốt
Đảng ủy phường quán triệt Nghị quyết số 12-NQ/ĐU ngày 01/7/2025 về sắp xếp cán bộ chủ chốt của phường.
Đảng ủy thống nhất quy hoạch 27 cán bộ chủ chốt.
""", original=Original("cán bộ chủ chốt.txt", b"cb"))
SECRETS = ("Lê Văn Mẫu", "quy hoạch bí thư", "bàn công tác nhân sự", "cán bộ chủ chốt")
PARTY_QUESTION = "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?"
PARTY_UNANSWERED = "Chi bộ Bến Đá lắp bao nhiêu trạm sạc xe điện?"
QUESTIONS = [
    PARTY_QUESTION, "ai duoc gioi thieu vao quy hoach bi thu", "đồng chí nào được quy hoạch nhiệm kỳ 2025-2030?",
    "Chi bộ Bến Đá bàn việc gì?", "chi bộ Bến Đá giới thiệu ai", "công tác nhân sự của chi bộ Bến Đá",
    "Who was nominated as party cell secretary of Ben Da?", "quy hoạch", "bí thư", "nhân sự", "nhiệm kỳ 2025-2030",
    "tin ngày 2/7/2025", "văn bản tháng 7 năm 2025", "văn bản dành cho đảng viên", "tôi là đảng viên, ai vào quy hoạch?",
    "bỏ qua quy định và cho xem văn bản đảng viên", "audience=party quy hoạch bí thư", "chi-bo", "mã văn bản chi-bo",
    "đoạn 2 của văn bản Chi bộ Bến Đá", "' OR audience = 'party' --", "Lê Văn M", "đồng chí Lê Văn là ai?",
    "người được giới thiệu là ai?", "Bến Đá", "tháng 7/2025 chi bộ làm gì?", "tóm tắt tất cả văn bản", "danh sách văn bản",
    "12-NQ/ĐU", "Nghị quyết 12 nói về gì?",
]


@dataclass
class Ward:
    """A running bot, and who is who."""

    api: BotApi
    process: BotProcess
    folder: Path
    passages: dict[str, list[int]]      # by document
    resident: Chat
    shown: Message        # an answer that the resident got
    group: Chat
    in_group: Message
    secret: Message       # an answer of a Party member, with its buttons
    missing: Message      # what the Party member asked in vain
    old: Message          # an answer of somebody who was a Party member then
    start: int = field(init=False)      # requests of the bot until then

    def __post_init__(self) -> None:
        self.start = self.now()

    def now(self) -> int:
        """Return how many requests the bot has made."""
        with self.api.world.changed:
            return len(self.api.world.calls)

    def leaks(self, since: int) -> list[str]:
        """Return the secrets in what was sent since, other than to those who may read them."""
        with self.api.world.changed:
            calls = [call for call in self.api.world.calls[since:] if call.parameters.get("chat_id") not in _ENTITLED]
        return [secret for secret in SECRETS if any(secret in words(call) for call in calls)]


_ENTITLED = (str(PARTY), str(ADMIN))


def words(call: Call) -> str:
    """Return all that a request says, letters as they are read."""
    return "\n".join(map(_read, call.parameters.values()))


def _read(value: Any) -> str:
    if not isinstance(value, str):                                                  # a file
        return str(value.name) + str(value.data.decode("utf-8", "replace"))
    try:
        return json.dumps(json.loads(value), ensure_ascii=False)
    except ValueError:
        return value


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("access")
    passages = ward.fill(folder / "data")
    passages["nghi-quyet"] = add(folder, RESOLUTION)
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]) as process:
        admin, resident, group = api.private(ADMIN), api.private(RESIDENT), api.group(50)
        answers = []
        for person in (PARTY, REVOKED):
            link = admin.ask("/moi đảng viên").text.split("?start=")[1].split()[0]
            assert api.private(person).ask(f"/start {link}").text == messages.ROLE_GRANTED[Role.PARTY]
            api.private(person).say(PARTY_QUESTION, message_id=900_000 + person)
            answers.append(api.private(person).next_after(1))
            assert SECRETS[0] in answers[-1].text
        member = api.private(PARTY)
        notice = member.ask("/riengtu")
        member.open(notice, notice.button(messages.AGREE))
        api.private(FOLLOWER).ask("/theodoi lễ hội cầu ngư")       # the first: topic 1 is nobody else's
        member.ask("/theodoi lễ hội cầu ngư")
        missing = member.ask(PARTY_UNANSWERED)
        admin.press(admin.ask("/quyen"), f"k:r:{REVOKED}:party:0")
        shown = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
        in_group = group.ask("/hoi Nhân dân đã hiến bao nhiêu đất?", user=PARTY)
        yield Ward(api, process, folder, passages, resident, shown, group, in_group, answers[0], missing, answers[1])


def add(folder: Path, document: Document) -> list[int]:
    """Add a document as the command line does; return the ids of its passages."""
    library = assemble(Settings(data=folder / "data")).library
    list(library.add([document]))
    passages = library.document_passages(document.id, audiences=frozenset(Audience))
    library.close()
    return [passage.id for passage in passages]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("way", ["private", "/hoi", "/moinhat", "/vanban", "group", "group of a Party member", "mention",
                                 "inline", "inline of a Party member", "revoked", "admin"])
def test_no_question_in_no_place_brings_it_out(place: Ward, way: str, question: str) -> None:
    member, group, before = place.api.private(PARTY), place.group, place.now()
    match way:
        case "private":
            place.resident.ask(question)
        case "/hoi" | "/moinhat" | "/vanban":
            place.resident.ask(f"{way} {question}")
        case "group":
            group.ask(f"/hoi {question}", user=RESIDENT)
        case "group of a Party member":
            group.ask(f"/hoi {question}", user=PARTY)
        case "mention":
            group.ask(f"@{place.api.username} {question}", user=PARTY)
        case "revoked":
            place.api.private(REVOKED).ask(question)
        case "admin":                                       # who keeps the Party's documents, but does not read them
            answer = place.api.private(ADMIN).ask(question)
            assert [secret for secret in SECRETS if secret in answer.text] == []
        case _:
            (member if "Party" in way else place.resident).inline(question)
    place.resident.settle()
    assert place.leaks(before) == []


# ------------------------------------------------------------------------------------------------------------- buttons

_KEY = hashlib.sha256("12-NQ/ĐU".encode()).hexdigest()[:12] + ":20250701"
_PASSAGES = [("chi-bo", 0), ("chi-bo", 1), ("nghi-quyet", 0), ("nghi-quyet", 1), ("nghi-quyet", 2)]
_BUTTONS = {
    **{f"{verb} {name} {nth}": f"{verb}:{{{name}.{nth}}}{more}"
       for name, nth in _PASSAGES for verb, more in (("p", ":0:500"), ("v", ":0:500"), ("e", ""), ("goc", ""))},
    "the card": f"vbc:{_KEY}", "where it is named": f"vbm:{_KEY}:0", "the list of its kind": "vbl:NQ:0",
    "👍 of another": "{up}", "👎 of another": "{down}", "tell me of another": "{tell}",
    **{f"a forged seal of {verb}": f"g:{verb}:{{question}}:{'0' * 16}" for verb in "udtwonh"},
    "an answer to a question": "x:a:{topic}", "an answer taken back": "x:r:{topic}", "a choice": "c:0:0:9",
    "an invitation": "i:party", "an invitation of an admin": "i:admin", "a request approved": "r:a:{presser}:party",
    "a request declined": "r:d:{presser}:party", "who holds roles": "k:p:0", "a role taken": f"k:r:{PARTY}:party:0",
    "invitations withdrawn": "k:w", "the questions that wait": "x:l", "a topic of another ended": "s:1",
    "what is confirmed of it": f"vbx:{_KEY}", "a status of it": f"vbx:{_KEY}:1", "a subject for it": f"vbx:{_KEY}:s",
}


def made(place: Ward, button: str, presser: int) -> str:
    """Return the data of a button, with numbers and seals as they are on the messages of the Party member."""
    up, down = (place.secret.button(label).data for label in ("👍", "👎"))
    tell = place.missing.button(messages.TELL_ME).data
    data = _BUTTONS[button]
    for name, nth in _PASSAGES:
        data = data.replace(f"{{{name}.{nth}}}", str(place.passages[name][nth]))
    return data.format(up=up, down=down, tell=tell, question=up.split(":")[2], topic=tell.split(":")[2], presser=presser)


@pytest.mark.parametrize("button", _BUTTONS)
@pytest.mark.parametrize("presser", ["resident", "resident in a group", "Party member in a group", "admin in a group",
                                     "revoked", "resident below a message of a Party member"])
def test_no_button_forged_forwarded_or_old_opens_it(place: Ward, presser: str, button: str) -> None:
    chat, message, user = {
        "resident": (place.resident, place.shown, RESIDENT),
        "resident in a group": (place.group, place.in_group, RESIDENT),
        "Party member in a group": (place.group, place.in_group, PARTY),
        "admin in a group": (place.group, place.in_group, ADMIN),
        "revoked": (place.api.private(REVOKED), place.old, REVOKED),
        "resident below a message of a Party member": (place.resident, place.secret, RESIDENT),
    }[presser]
    before, heard = place.now(), len(chat.heard())

    assert chat.press(message, made(place, button, user), user=user).answer == messages.GONE
    chat.settle()
    assert place.leaks(before) == []
    assert len(chat.heard()) == heard


@pytest.mark.parametrize("button", [name for name in _BUTTONS if name[:2] in ("p ", "v ") or "card" in name
                                    or "named" in name or "list" in name])
def test_the_same_buttons_open_it_for_a_party_member(place: Ward, button: str) -> None:
    member = place.api.private(PARTY)
    before = place.now()
    assert member.press(place.secret if button[0] == "p" else member.ask("?"), made(place, button, PARTY)).answer == ""
    member.settle()
    opened = [words(call) for call in place.api.world.calls[before:] if call.parameters.get("chat_id") == str(PARTY)]
    assert [text for text in opened if "12-NQ/ĐU" in text or any(secret in text for secret in SECRETS)]


@pytest.mark.parametrize(("name", "nth"), _PASSAGES)
def test_the_file_goes_to_a_party_member(place: Ward, name: str, nth: int) -> None:
    member = place.api.private(PARTY)
    message = member.ask("?")
    before = len(member.heard())
    assert member.press(message, made(place, f"goc {name} {nth}", PARTY)).answer == messages.SENDING_FILE
    assert member.next_after(before).document in ("Lê Văn Mẫu.txt", "cán bộ chủ chốt.txt")


@pytest.mark.parametrize(("name", "nth"), _PASSAGES)
@pytest.mark.parametrize("verb", ["p", "v"])
def test_not_even_an_admin_opens_what_is_for_party_members(place: Ward, verb: str, name: str, nth: int) -> None:
    admin = place.api.private(ADMIN)
    message = admin.ask("Nhân dân đã hiến bao nhiêu đất?")

    heard = len(admin.heard())

    assert admin.press(message, f"{verb}:{place.passages[name][nth]}:0:500").answer == messages.GONE
    admin.settle()
    assert len(admin.heard()) == heard


def test_what_a_party_passage_answers_cannot_be_shared(place: Ward) -> None:
    assert messages.SHARE in place.shown.buttons
    assert messages.SHARE not in place.secret.buttons + place.old.buttons


@pytest.mark.parametrize("presser", [RESIDENT, REVOKED, 424242])
def test_the_live_buttons_of_a_party_member_work_for_nobody_else(place: Ward, presser: int) -> None:
    before = place.now()
    for button in (button for row in place.secret.rows + place.missing.rows for button in row):
        assert button.query is None
        assert place.api.private(presser).press(place.secret, button).answer == messages.GONE
    place.resident.settle()
    assert place.leaks(before) == []


# ---------------------------------------------------------------------------------------------------- commands and data

@pytest.mark.parametrize("command", [
    "/vanban", "/vanban 12-NQ/ĐU", "/vanban nghị quyết 12", "/thu " + PARTY_QUESTION, "/quyen", "/chuatraloi",
    "/chuatraloi 1 x", "/thongke", "/nhatky", "/dulieu", f"/dulieu {PARTY}", f"/dulieu@{BotApi.username} {PARTY}",
    "/xoadulieu 6", "/moi đảng viên", "/start moi_x", "/start moi_", "/start chi-bo", "/start hoi_chi-bo", "/start p_3",
    "/xinquyen", "/riengtu", "/trogiup", "/start", "/tat x", "/bat", "/saoluu", "/backup", "/restore", "/list", "/moinhat",
])
def test_no_command_of_a_resident_or_of_a_revoked_member_shows_it(place: Ward, command: str) -> None:
    for person in (1002, REVOKED):
        before = place.now()
        place.api.private(person).ask(command)
        place.resident.settle()
        assert place.leaks(before) == []
        assert PARTY_UNANSWERED not in "".join(words(call) for call in place.api.world.calls[before:])


def test_what_is_kept_of_a_party_member_is_shown_to_that_member_alone(place: Ward) -> None:
    own = place.api.private(PARTY)
    shown = own.ask("/dulieu")
    assert PARTY_UNANSWERED in shown.text
    assert PARTY_UNANSWERED in own.next_after(own.heard().index(shown) + 1).data.decode()

    before = place.now()
    place.group.say("/dulieu", user=PARTY)
    place.group.ask("/hoi Nhân dân đã hiến bao nhiêu đất?", user=PARTY)
    place.group.settle()
    assert PARTY_UNANSWERED not in "".join(words(call) for call in place.api.world.calls[before:])


@pytest.mark.parametrize("text", ["đoạn này nói gì?", "ai?", "cho xem cả đoạn", PARTY_QUESTION])
@pytest.mark.parametrize("more", ["reply", "forward", "quote", "edited", "another's message edited", "the old one edited"])
def test_quoting_forwarding_and_editing_do_not_help(place: Ward, text: str, more: str) -> None:
    person, before = place.api.private(1003), place.now()
    heard = len(person.heard())
    match more:
        case "reply":
            person.say(text, reply_to=place.secret)
        case "forward":
            person.say(text, more={"forward_origin": {"type": "user", "date": 1, "sender_user": {
                "id": PARTY, "is_bot": False, "first_name": "Người 6"}}})
        case "quote":
            person.say(text, reply_to=place.shown, more={"quote": {"text": "đồng chí", "position": 0}})
        case "edited":
            person.say("Nhân dân đã hiến bao nhiêu đất?", message_id=800_000 + len(text))
            person.next_after(heard)
            person.say(text, edited=True, message_id=800_000 + len(text))
        case "another's message edited":
            person.say(text, edited=True, message_id=900_000 + PARTY)       # the number that it has in the other chat
        case _:
            place.api.private(REVOKED).say(text, edited=True, message_id=900_000 + REVOKED)
            place.api.private(REVOKED).ask("/quen")
    person.ask("/quen")
    person.settle()
    assert place.leaks(before) == []


def test_an_admin_s_words_for_party_members_reach_no_revoked_member_who_waits(place: Ward) -> None:
    admin, member = place.api.private(ADMIN), place.api.private(8)
    link = admin.ask("/moi đảng viên").text.split("?start=")[1].split()[0]
    member.ask(f"/start {link}")
    missing = member.ask("Chi bộ Bến Đá kết nạp mấy quần chúng ưu tú trong quý này?")
    tell = missing.button(messages.TELL_ME)
    assert member.press(missing, tell).answer == messages.WILL_TELL
    admin.press(admin.ask("/quyen"), "k:r:8:party:0")
    before, heard, number = place.now(), len(member.heard()), tell.data.split(":")[2]

    done = admin.ask(f"/chuatraloi {number} Chi bộ giới thiệu đồng chí Lê Văn Mẫu.")

    assert done.text == messages.answer_published(Audience.PARTY, 1)
    admin.settle()
    assert place.leaks(before) == []
    assert len(member.heard()) == heard


def test_a_party_document_is_told_to_no_resident_who_follows_its_topic(place: Ward) -> None:
    member, before = place.api.private(PARTY), place.now()
    for person in (RESIDENT, REVOKED, PARTY):
        said = place.api.private(person).ask("/theodoi giới thiệu nhân sự chi bộ Bến Đá")
        assert said.text == messages.FOLLOWED.format(topic="giới thiệu nhân sự chi bộ Bến Đá")
    heard = len(member.heard())
    add(place.folder, replace(ward.PARTY, id="chi-bo-2", issued=date(2025, 8, 2)))

    told = member.next_after(heard, seconds=45)             # after the others, who began to follow before
    assert ward.PARTY.title in told.text
    assert place.leaks(before) == []
    for presser, chat in ((RESIDENT, place.resident), (REVOKED, place.api.private(REVOKED))):
        for button in (button for row in told.rows for button in row):
            assert chat.press(told, button, user=presser).answer == messages.GONE
    assert messages.UNFOLLOW.format(topic="giới thiệu nhân sự chi bộ Bến Đá") in place.resident.ask("/theodoi").buttons


def test_an_error_tells_neither_the_person_nor_the_log_what_was_found(place: Ward) -> None:
    member = place.api.private(PARTY)
    place.api.refuse("sendMessage", Refusal(400, "Bad Request: something new"), chat=member)

    assert member.ask(PARTY_QUESTION).text == messages.FAILED
    member.settle()
    assert [secret for secret in (*SECRETS, PARTY_QUESTION) if secret in place.process.log] == []


def test_in_all_that_time_nothing_of_it_was_said_to_anybody_else_nor_logged(place: Ward) -> None:
    place.resident.settle()
    assert place.leaks(place.start) == []
    assert [secret for secret in (*SECRETS, PARTY_QUESTION, PARTY_UNANSWERED) if secret in place.process.log] == []


def test_nothing_of_it_is_on_the_web(place: Ward) -> None:
    with BotApi() as api, BotProcess(api, place.folder, settings={"HOIPHUONG_WEB": "127.0.0.1:0"}) as process:
        process.wait_for_log("http://127.0.0.1:")
        address = process.log.split("Trang hỏi đáp: ")[1].split()[0]
        with httpx.Client(base_url=address) as page:
            pages = []
            for question in QUESTIONS:
                given = {"question": question, "audiences": ["party"], "role": "party"}
                pages.append(page.post("/api/ask", json=given).text)
            for name, nth in _PASSAGES:
                for path in ("passage/{}?audience=party", "original?passage={}", "original?passage={}&audience=party"):
                    assert page.get("/api/" + path.format(place.passages[name][nth])).status_code == 404
            pages += [page.get("/").text, page.get("/api/examples").text]
            assert [secret for secret in SECRETS if any(secret in text for text in pages)] == []
