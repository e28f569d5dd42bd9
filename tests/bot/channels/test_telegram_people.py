"""What residents and admins do besides asking: their data, verdicts, answers of the staff, on and off, inline."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import messages
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi

ADMIN = 5
QUESTION = "Nhân dân đã hiến bao nhiêu đất?"
UNANSWERED = "Phường đã lắp bao nhiêu trạm sạc xe điện công cộng?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    ward.fill(folder / "data")
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


def test_data_is_tied_to_a_person_by_agreement_shown_sent_and_deleted(api: BotApi) -> None:
    person = api.private(301)
    person.ask("Tôi là 0912345678, " + QUESTION)
    notice = person.ask("/riengtu")
    assert "lưu tối đa 90 ngày" in notice.text
    assert person.open(notice, notice.button(messages.AGREE)).text == messages.AGREED
    person.ask("Số của tôi là 0912345678, " + QUESTION)

    shown = person.ask("/dulieu")
    assert "• " in shown.text
    assert "Số của tôi là •••, " + QUESTION in shown.text
    assert "Tôi là" not in shown.text
    sent = person.next_after(person.heard().index(shown) + 1)
    assert sent.document == messages.OWN_DATA_FILE
    assert [one["text"] for one in json.loads(sent.data)["questions"]] == ["Số của tôi là •••, " + QUESTION]

    assert person.ask("/xoadulieu").text == messages.own_data_deleted(1)
    assert QUESTION not in person.ask("/dulieu").text


def test_closed_with_a_reason_residents_are_told_it_everywhere_and_admins_go_on(api: BotApi, admin: Chat) -> None:
    person = api.private(302)
    answer = person.ask(QUESTION)
    assert admin.ask("/tat").text.endswith(messages.REASON_WANTED)
    assert api.private(303).ask("/tat vì thích").text == messages.UNKNOWN_COMMAND
    admin.ask("/tat đang cập nhật tài liệu")
    try:
        closed = messages.CLOSED.format(reason="đang cập nhật tài liệu")
        assert person.ask(QUESTION).text == closed
        assert person.ask("/moinhat").text == closed
        assert person.press(answer, answer.button("[1]")).answer == closed
        assert api.group(31).ask(f"/hoi {QUESTION}", user=ADMIN).text == closed
        assert person.inline(QUESTION) == []
        assert person.ask("/xoadulieu").text == messages.own_data_deleted(0)
        assert "2.750" in admin.ask(QUESTION).text
    finally:
        assert admin.ask("/bat").text == messages.OPEN_NOW
    assert "2.750" in person.ask(QUESTION).text
    assert "tắt trả lời – đang cập nhật tài liệu" in admin.ask("/nhatky").text


def test_inline_offers_a_public_answer_with_its_source(api: BotApi) -> None:
    [result] = api.private(304).inline(QUESTION)

    assert result["title"] == "2.750 m² đất"
    assert "[1] Sông Trăng hiến đất mở đường – 15/6/2025 – đoạn 3" in result["input_message_content"]["message_text"]
    assert api.private(304).inline("") == []


def test_a_verdict_takes_one_press_and_a_bad_one_a_reason(api: BotApi, admin: Chat) -> None:
    person = api.private(305)
    good, bad = person.ask(QUESTION), person.ask("Tuyến đường dài bao nhiêu?")

    assert person.press(good, good.button("👍")).answer == messages.THANKS
    assert person.press(bad, bad.button("👎")).answer == messages.WHY
    api.world.wait_for(lambda: "Khó hiểu" in bad.buttons, "the reasons")
    assert person.press(bad, bad.button("Sai thông tin")).answer == messages.THANKS
    api.world.wait_for(lambda: not [b for row in bad.rows for b in row if b.data.startswith("g:")], "the buttons to go")
    assert bad.buttons[0] == "📄 [1] Xem đoạn"
    assert "Tuyến đường dài bao nhiêu?" in admin.ask("/chuatraloi").text


def test_an_unanswered_question_is_gathered_answered_by_an_admin_and_told_to_who_waits(api: BotApi, admin: Chat) -> None:
    first, second = api.private(306), api.private(307)
    missing = first.ask(UNANSWERED)
    assert first.press(missing, missing.button(messages.TELL_ME)).answer == messages.WILL_TELL
    second.ask("phuong da lap bao nhieu tram sac xe dien cong cong")

    listed = admin.ask("/chuatraloi")
    number = re.search(rf"(\d+)\. {re.escape(UNANSWERED)} \(2 lượt hỏi\)", listed.text)[1]
    assert "306" not in listed.text
    prompt = admin.open(listed, listed.button(f"số {number}"))
    before = len(first.heard())
    done = admin.ask("Phường đã lắp 7 trạm sạc xe điện công cộng tại chợ Bến Đá.", reply_to=prompt)
    assert done.text == messages.answer_published(ward.Audience.PUBLIC, 1)

    assert "7 trạm sạc" in first.next_after(before).text
    answer = second.ask(UNANSWERED)
    assert "7 trạm sạc" in answer.text
    assert "Cán bộ phường trả lời ngày" in answer.text
    assert UNANSWERED not in admin.ask("/chuatraloi").text

    admin.turn(done, done.button(messages.RETRACT))
    assert "7 trạm sạc" not in second.ask(UNANSWERED).text
    assert UNANSWERED in admin.ask("/chuatraloi").text


def test_a_document_that_comes_with_an_answer_gets_a_card_and_is_asked_about_after_its_yes(api: BotApi, admin: Chat) -> None:
    person = api.private(308)
    person.ask("Lễ hội cầu ngư năm nay tổ chức ở bến nào?")
    listed = admin.ask("/chuatraloi")
    number = re.search(r"(\d+)\. Lễ hội cầu ngư", listed.text)[1]
    prompt = admin.open(listed, listed.button(f"số {number}"))

    before = len(admin.heard())
    plan = "Kế hoạch lễ hội cầu ngư\nLễ hội cầu ngư có 12 đội thuyền tham gia."
    words = "Từ 2/3/2025, lễ hội cầu ngư tổ chức tại bến Mới."
    admin.document("ke-hoach.txt", plan.encode(), caption=words, reply_to=prompt)

    assert admin.next_after(before).text == messages.answer_published(ward.Audience.PUBLIC, 0)
    card = admin.wait_until_not(admin.next_after(before + 1), ("Đang",))
    assert "Tiêu đề: Kế hoạch lễ hội cầu ngư\nNgày ban hành: chưa rõ" in card.text
    assert "bến Mới" in person.ask("Lễ hội cầu ngư năm nay tổ chức ở bến nào?").text
    assert "12 đội" not in person.ask("Lễ hội cầu ngư có bao nhiêu đội thuyền?").text
    admin.ask("2/3/2025", reply_to=card)
    admin.press(card, card.button("Xác nhận"))
    admin.wait_until_not(card, ("Đang", "“", "📄"))
    assert "12 đội" in person.ask("Lễ hội cầu ngư có bao nhiêu đội thuyền?").text


def test_statistics_are_a_picture_of_counts_for_admins_alone(api: BotApi, admin: Chat) -> None:
    for person in (309, 310):
        api.private(person).ask(QUESTION)
    sent = admin.ask("/thongke", seconds=30)

    assert sent.photo
    assert re.match(r"30 ngày qua: \d+ câu hỏi, trả lời được \d+ \(\d+ %\)", sent.text)
    assert re.search(r"Hỏi nhiều nhất:\n• .*\(\d+\)\n", sent.text)
    assert api.private(309).ask("/thongke").text == api.private(309).ask("/chuatraloi").text == messages.UNKNOWN_COMMAND


def test_nothing_of_a_person_is_in_the_log(folder: Path, api: BotApi) -> None:
    person = api.private(3_141_592)
    person.ask("Điện thoại của tôi là 0912345678, " + QUESTION)
    person.settle()

    log = "".join(path.read_text("utf-8") for path in folder.glob("*.log"))
    assert not [words for words in ("3141592", "0912345678", "Điện thoại", "Người 3") if words in log]
