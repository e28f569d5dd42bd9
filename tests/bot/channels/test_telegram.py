"""A conversation with the real bot: questions, answers, passages, groups, and what nobody may see."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot import messages
from botapi import ward
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi

ADMIN = 5
ANSWER = (
    "2.750 m² đất\n\n"
    "Nhân dân toàn phường đã hiến 2.750 m² đất, tháo dỡ 480 m tường rào. [1]\n\n"
    "[1] Sông Trăng hiến đất mở đường – 15/6/2025 – đoạn 3"
)
NOT_FOUND = "Dạ, trong kho tài liệu hiện có (cập nhật đến 15/6/2025), Trợ lý chưa tìm thấy thông tin này."
PARTY_QUESTION = "Ai được giới thiệu vào quy hoạch bí thư chi bộ Bến Đá?"
STAFF_QUESTION = "Ai trực bộ phận một cửa vào sáng thứ bảy?"

Ids = dict[str, list[int]]


def is_no_answer(text: str) -> bool:
    """Whether a reply says that the documents do not hold it, with or without the nearest sentence."""
    beginnings = tuple(sentence.partition("{")[0] for sentence in (messages.RELATED, messages.PREMISE))
    return text == NOT_FOUND or text.startswith(beginnings)


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> Ids:
    """Return the ids of the passages of each document."""
    return ward.fill(tmp_path_factory.getbasetemp() / "telegram" / "data")


@pytest.fixture(scope="module")
def running(ids: Ids, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, BotProcess]]:
    with ExitStack() as stack:
        api = stack.enter_context(BotApi())
        folder = tmp_path_factory.getbasetemp() / "telegram"
        yield api, stack.enter_context(BotProcess(api, folder, admins=[ADMIN]))


@pytest.fixture
def api(running: tuple[BotApi, BotProcess]) -> BotApi:
    return running[0]


@pytest.fixture
def resident(api: BotApi) -> Chat:
    return api.private(1001)


# ------------------------------------------------------------------------------------------------------------ welcome

def test_start_says_in_short_what_this_is_and_offers_questions(resident: Chat) -> None:
    welcome = resident.ask("/start")

    assert welcome.text == messages.WELCOME
    assert messages.DISCLAIMER in welcome.text
    assert welcome.buttons == ["Nhân dân toàn phường đã hiến bao nhiêu m² đất?", messages.PRIVACY_BUTTON]
    assert resident.next_after(resident.heard().index(welcome) + 1).menu == list(messages.MENU)


def test_an_offered_question_is_shown_and_answered(resident: Chat) -> None:
    question = "Nhân dân toàn phường đã hiến bao nhiêu m² đất?"
    welcome = resident.ask("/start")
    resident.next_after(resident.heard().index(welcome) + 1)

    answer = resident.open(welcome, welcome.button(question))

    assert answer.marked("blockquote") == [question]
    assert answer.text == f"{question}\n\n{resident.ask(question).text}"


def test_the_keyboard_below_the_chat_asks_for_the_newest_and_for_help(resident: Chat) -> None:
    assert resident.ask("Hỏi").text == messages.EMPTY_QUESTION
    assert resident.ask("Trợ giúp").text == resident.ask("/trogiup").text
    newest = resident.ask("Mới nhất")
    assert newest.text == resident.ask("/moinhat").text == (
        f"{messages.NEWEST_TITLE}\n\n1. Sông Trăng hiến đất mở đường (15/6/2025)\n"
        "Sáng 15/6/2025, UBND phường Sông Trăng tổ chức hội nghị tổng kết phong trào hiến đất mở đường.")
    assert "đoạn 2" in resident.open(newest, newest.button("1")).text


def test_help_explains_and_tells_an_admin_how_to_add_documents(api: BotApi, resident: Chat) -> None:
    assert resident.ask("/trogiup").text == f"{messages.HELP}\n\n{messages.DISCLAIMER}"
    assert messages.ADMIN_HELP in api.private(ADMIN).ask("/trogiup").text


def test_an_admin_sees_what_would_be_answered_and_why(api: BotApi, resident: Chat) -> None:
    admin = api.private(ADMIN)
    before = len(admin.heard())
    answer = admin.ask("/thu Nhân dân đã hiến bao nhiêu đất?")
    explanation = admin.next_after(before + 1).text

    assert answer.text == ANSWER
    assert "Cần tìm: số lượng" in explanation
    assert "được chọn: 2.750 m²" in explanation
    assert messages.PASSAGES_FOUND in explanation
    assert admin.ask("/thu").text == messages.EMPTY_QUESTION
    assert resident.ask("/thu Nhân dân đã hiến bao nhiêu đất?").text == messages.ADMINS_ONLY


def test_the_menu_of_commands_is_in_vietnamese(api: BotApi, resident: Chat) -> None:
    assert tuple(api.world.commands) == tuple(api.world.menus["all_private_chats"]) == messages.COMMANDS
    assert tuple(api.world.menus["all_group_chats"]) == messages.GROUP_COMMANDS
    assert resident.ask("/khongco").text == messages.UNKNOWN_COMMAND


# ---------------------------------------------------------------------------------------------------------- questions

def test_a_question_is_answered_with_the_fact_the_sentence_and_its_source(resident: Chat) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")

    assert answer.text == ANSWER
    assert answer.marked("bold") == ["2.750 m² đất"]
    suggested = [words for words in answer.buttons if words.endswith("?")]
    assert answer.buttons == ["📄 [1] Xem đoạn", *suggested, "👍", "👎", messages.SHARE]


def test_a_question_without_diacritics_gets_the_same_answer(resident: Chat) -> None:
    assert resident.ask("nhan dan da hien bao nhieu dat").text == ANSWER


def test_a_question_in_english_gets_english_around_the_words_of_the_document(resident: Chat) -> None:
    found = resident.ask("How much land did residents donate?").text
    assert found.startswith("2.750 m²\n")
    assert "The ward's documents say, in Vietnamese:" in found
    assert "Nhân dân toàn phường đã hiến 2.750 m² đất" in found
    missing = resident.ask("When was the swimming pool opened?").text
    assert missing.startswith(("Sorry, the ward's documents do not answer", "The ward's documents do not state this."))
    assert "ward's documents" not in resident.ask("nhan dan da hien bao nhieu dat").text


def test_a_command_asks_as_well(resident: Chat) -> None:
    assert resident.ask("/hoi Nhân dân đã hiến bao nhiêu đất?").text == ANSWER
    assert resident.ask("/hoi").text == messages.EMPTY_QUESTION


def test_an_answer_that_comes_at_once_is_one_message_without_a_preview_of_links(api: BotApi, resident: Chat) -> None:
    resident.ask("Nhân dân đã hiến bao nhiêu đất?")

    methods = [call.method for call in api.world.calls if call.method.startswith("send")]
    assert "sendChatAction" not in methods[-2:]
    assert api.calls("sendMessage")[-1].parameters["link_preview_options"] == '{"is_disabled": true}'


def test_signs_of_html_in_question_and_document_are_only_signs(resident: Chat) -> None:
    answer = resident.ask("Tuyến đường A&B <đoạn Bến Đá> dài <b>bao nhiêu</i> & mấy ngày?")

    assert "Tuyến đường A&B <đoạn Bến Đá> dài 850 m được thi công trong 90 ngày. [1]" in answer.text
    passage = resident.open(answer, answer.button("[1]"))
    assert passage.marked("expandable_blockquote") == [
        "Tuyến đường A&B <đoạn Bến Đá> dài 850 m được thi công trong 90 ngày."]


@pytest.mark.parametrize("text", [
    "😀😀", "?!", "\u200b\u200e", "\ud83d", "\0", "<>&", "p:1:0:5", "'; DROP TABLE passages",
])
def test_odd_texts_get_a_polite_answer(resident: Chat, text: str) -> None:
    answer = resident.ask(text).text
    assert answer == messages.EMPTY_QUESTION or is_no_answer(answer)


def test_a_text_of_5000_characters_is_no_question(resident: Chat) -> None:
    assert resident.ask("đất " * 1250).text == "Câu hỏi dài quá. Ông/bà vui lòng hỏi ngắn lại, dưới 2000 ký tự."


@pytest.mark.parametrize("content", [
    {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9}]},
    {"voice": {"file_id": "x", "file_unique_id": "x", "duration": 3}},
    {"sticker": {"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 9, "height": 9,
                 "is_animated": False, "is_video": False}},
    {"location": {"latitude": 18.5, "longitude": 105.7}},
])
def test_what_is_no_text_is_answered_kindly(resident: Chat, content: dict[str, object]) -> None:
    assert resident.send(content).text == messages.ONLY_TEXT


def test_an_edited_question_is_answered_anew_in_place(resident: Chat) -> None:
    heard = len(resident.heard())
    resident.say("Phường đã đặt bao nhiêu trạm vũ trụ?", message_id=900_001)
    answer = resident.next_after(heard)

    resident.say("Nhân dân đã hiến bao nhiêu đất?", edited=True, message_id=900_001)

    assert resident.wait_until_not(answer, (answer.text[:20],)).text == ANSWER
    resident.settle()
    assert len(resident.heard()) == heard + 1


# ----------------------------------------------------------------------------------------------------------- passages

def test_a_button_opens_the_whole_passage_with_the_quoted_sentence_marked(resident: Chat) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")

    passage = resident.open(answer, answer.button("[1]"))

    assert passage.marked("expandable_blockquote") == [
        "Nhân dân toàn phường đã hiến 2.750 m² đất, tháo dỡ 480 m tường rào. Tổng kinh phí làm đường là 1,2 tỷ đồng."]
    assert passage.marked("bold") == ["Sông Trăng hiến đất mở đường\n15/6/2025 – đoạn 3",
                                      "Nhân dân toàn phường đã hiến 2.750 m² đất, tháo dỡ 480 m tường rào."]
    assert passage.buttons == [messages.PREVIOUS_PASSAGE, messages.NEXT_PASSAGE]


def test_the_neighbours_come_in_place_of_the_passage(resident: Chat) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    passage = resident.open(answer, answer.button("[1]"))
    opened = passage.text

    assert "đoạn 4\nTuyến đường A&B" in resident.turn(passage, passage.button("▶")).text
    assert resident.turn(passage, passage.button("◀")).text == opened
    assert len(passage.marked("bold")) == 2
    for _ in range(2):
        resident.turn(passage, passage.button("◀"))
    assert passage.text == "Sông Trăng hiến đất mở đường\n15/6/2025 – đoạn 1\nSông Trăng hiến đất mở đường"
    assert passage.buttons == [messages.NEXT_PASSAGE]


def test_pressing_twice_is_harmless(resident: Chat) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    passage = resident.open(answer, answer.button("[1]"))
    on = passage.button("▶")

    assert [resident.press(passage, on).answer for _ in range(3)] == ["", "", ""]
    assert resident.open(answer, answer.button("[1]")).text.startswith("Sông Trăng hiến đất mở đường")


def test_turning_a_passage_that_was_deleted_opens_it_anew(resident: Chat) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    passage = resident.open(answer, answer.button("[1]"))
    resident.delete(passage)

    assert "đoạn 4" in resident.open(passage, passage.button("▶")).text


@pytest.mark.parametrize("data", [
    "p", "p:", "p:1", "p:1:2", "p:x:0:1", "p:1:2:3:4", "p:-1:0:1", "p:1:-5:2", "v:99999:0:1", "p:0:0:0",
    "p:999999999999999999:0:1", "p:9999999999999999999999:0:1", "p:1:9999999999:1", "p:１:0:1", "p:1:0:1\n", "P:1:0:1",
    "q:1:0:1", "e:9", "e:", "e:-1", "e:0:0", "x" * 64, "😀", "\0",
])
def test_a_forged_button_opens_nothing_and_breaks_nothing(resident: Chat, data: str) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    heard = len(resident.heard())

    assert resident.press(answer, data).answer == messages.GONE
    resident.settle()
    assert len(resident.heard()) == heard


def test_offsets_that_lie_outside_mark_nothing(resident: Chat, ids: Ids) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    heard = len(resident.heard())
    resident.press(answer, f"p:{ids['hien-dat'][2]}:999999999:0")

    assert resident.next_after(heard).marked("bold") == ["Sông Trăng hiến đất mở đường\n15/6/2025 – đoạn 3"]


# ------------------------------------------------------------------------------------------------------------- access

def test_a_resident_never_hears_of_what_is_for_others(api: BotApi, resident: Chat) -> None:
    for question, secret in ((PARTY_QUESTION, "Lê Văn Mẫu"), (STAFF_QUESTION, "Trần Thị Thử")):
        answer = resident.ask(question).text
        assert is_no_answer(answer)
        assert secret not in answer
    assert "Bà Trần Thị Thử trực bộ phận một cửa" in api.private(ADMIN).ask(STAFF_QUESTION).text


@pytest.mark.parametrize("verb", ["p", "v"])
@pytest.mark.parametrize("document", ["chi-bo", "truc"])
def test_a_resident_never_opens_a_passage_for_others_by_its_number(
        resident: Chat, ids: Ids, document: str, verb: str) -> None:
    answer = resident.ask("Nhân dân đã hiến bao nhiêu đất?")
    heard = len(resident.heard())

    for number in ids[document]:
        assert resident.press(answer, f"{verb}:{number}:0:10").answer == messages.GONE
    resident.settle()
    assert len(resident.heard()) == heard


def test_an_admin_opens_what_is_for_staff_in_private_and_never_in_a_group(api: BotApi, ids: Ids) -> None:
    admin, group = api.private(ADMIN), api.group(77)
    answer = admin.ask(STAFF_QUESTION)
    assert "Bà Trần Thị Thử" in admin.open(answer, answer.button("[1]")).text

    shown = group.ask(f"/hoi@{api.username} Nhân dân đã hiến bao nhiêu đất?", user=ADMIN)
    assert "Trần Thị Thử" not in group.ask(f"/hoi {STAFF_QUESTION}", user=ADMIN).text
    assert group.press(shown, f"p:{ids['truc'][1]}:0:9", user=ADMIN).answer == messages.GONE


# ------------------------------------------------------------------------------------------------------------- groups

def test_in_a_group_the_bot_answers_only_when_it_is_spoken_to(api: BotApi) -> None:
    group = api.group(78)
    group.say("Nhân dân đã hiến bao nhiêu đất?", user=1001)
    group.say("@somebody_else Nhân dân đã hiến bao nhiêu đất?", user=1001)
    group.say("/start", user=1001)
    group.say("/hoi@other_bot Nhân dân đã hiến bao nhiêu đất?", user=1001)

    answer = group.ask(f"@{api.username.upper()}, nhân dân đã hiến bao nhiêu đất?", user=1001)

    assert answer.text == ANSWER
    assert answer.reply_to is not None
    assert is_no_answer(group.ask("Phường đã đặt bao nhiêu trạm vũ trụ?", user=1002, reply_to=answer).text)
    group.settle()
    assert len(group.heard()) == 2


# -------------------------------------------------------------------------------------------------- trouble on the wire

def test_an_answer_that_comes_too_fast_for_telegram_is_sent_after_the_wait(api: BotApi, resident: Chat) -> None:
    api.refuse("sendMessage", Refusal(429, "Too Many Requests: retry after 1", retry_after=1), chat=resident)

    assert resident.ask("Nhân dân đã hiến bao nhiêu đất?").text == ANSWER


def test_an_answer_survives_an_outage_of_telegram(api: BotApi, resident: Chat) -> None:
    api.refuse("sendMessage", Refusal(502, "Bad Gateway"), chat=resident)

    assert resident.ask("Nhân dân đã hiến bao nhiêu đất?").text == ANSWER


def test_an_update_that_is_delivered_twice_is_answered_once(api: BotApi) -> None:
    chat = api.private(1003)
    update = chat.say("/khongco")
    chat.next_after(0)
    api.world.deliver_again(update)

    assert chat.ask("Nhân dân đã hiến bao nhiêu đất?").text == ANSWER
    chat.settle()
    assert len(chat.heard()) == 2


def test_somebody_who_blocked_the_bot_disturbs_nobody(api: BotApi, resident: Chat) -> None:
    lost = api.private(1004)
    lost.block()
    lost.say("Nhân dân đã hiến bao nhiêu đất?")

    assert resident.ask("Nhân dân đã hiến bao nhiêu đất?").text == ANSWER


def test_an_unforeseen_refusal_becomes_one_sentence(api: BotApi, resident: Chat) -> None:
    api.refuse("sendMessage", Refusal(400, "Bad Request: something new"), chat=resident)

    assert resident.ask("Nhân dân đã hiến bao nhiêu đất?").text == messages.FAILED


def test_what_one_person_sends_is_answered_in_its_order(api: BotApi) -> None:
    people = [api.private(1005), api.private(1006)]
    for text in ("/hoi", "/khongco", "/quen"):
        for person in people:
            person.say(text)

    people[0].settle()

    assert [[message.text for message in person.heard()] for person in people] == [
        [messages.EMPTY_QUESTION, messages.UNKNOWN_COMMAND, messages.FORGOTTEN]] * 2


def test_twenty_people_ask_at_once_and_each_gets_an_answer(api: BotApi) -> None:
    people = [api.private(2000 + number) for number in range(20)]
    for person in people:
        person.say("Nhân dân đã hiến bao nhiêu đất?")

    assert [person.next_after(0).text for person in people] == [ANSWER] * 20


# ---------------------------------------------------------------------------------------------------------------- log

def test_the_log_holds_neither_the_token_nor_a_question(running: tuple[BotApi, BotProcess], resident: Chat) -> None:
    api, process = running
    resident.ask("Câu hỏi riêng tư về ông Nguyễn Văn Kín")
    api.refuse("sendMessage", Refusal(400, "Bad Request: something new"), chat=resident)
    resident.ask("Câu hỏi riêng tư về ông Nguyễn Văn Kín")
    resident.settle()

    log = process.log
    assert "BadRequest: Something new" in log
    assert api.token.partition(":")[2] not in log
    for asked in ("Nguyễn Văn Kín", "hiến", "riêng tư"):
        assert asked not in log


def test_the_bot_stays_small(running: tuple[BotApi, BotProcess]) -> None:
    assert running[1].memory() < 250
