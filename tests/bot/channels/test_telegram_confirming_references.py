"""What an admin confirms of a document below its card: seen with ✓ by everybody, written into the journal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Document
from corpus.mention_table import Confirmed, Status

ADMIN, RESIDENT = 5, 1001
DOCUMENTS = [
    Document("so-ket", "Sơ kết Kết luận 01", date(2024, 3, 12), Audience.PUBLIC, """\
Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập và làm theo Bác”.
Thực hiện Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 về chỉnh trang đô thị.
Phường triển khai Kế hoạch số 08-KH/ĐU về cây xanh."""),
    Document("so-hoa", "Chuyển đổi số", date(2026, 3, 1), Audience.PUBLIC,
             "Triển khai Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 về chuyển đổi số."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("confirming")
    library = assemble(Settings(data=folder / "data")).library
    list(library.add(DOCUMENTS))
    library.confirm(Confirmed("08-KH/ĐU", None, "về việc kín", None, None, Audience.PARTY))
    library.close()
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


def panel(admin: Chat, number: str) -> Message:
    card = admin.ask(f"/vanban {number}")
    return admin.open(card, card.button(messages.CONFIRM_BUTTON))


def say(admin: Chat, panel: Message, button: str, words: str) -> Message:
    return admin.ask(words, reply_to=admin.open(panel, panel.button(button)))


def facts(api: BotApi, number: str) -> list[str]:
    """Return the head of a card as a resident sees it."""
    return api.private(RESIDENT).ask(f"/vanban {number}").text.split("\n\n")[0].splitlines()


def test_a_status_is_confirmed_changed_and_withdrawn_by_a_press(api: BotApi, admin: Chat) -> None:
    shown = panel(admin, "05-CT/TW")
    assert shown.buttons == ["Còn hiệu lực", "Đã được sửa đổi, bổ sung", "Đã được thay thế", "Hết hiệu lực",
                             "✎ Ngày ban hành", "✎ Cơ quan ban hành", "✎ Trích yếu"]
    assert admin.press(shown, shown.button("Còn hiệu lực")).answer == messages.NOTED
    assert facts(api, "05-CT/TW")[-1] == "Tình trạng: còn hiệu lực ✓"
    admin.turn(shown, shown.button("thay thế"))
    assert facts(api, "05-CT/TW")[-1] == "Tình trạng: đã được thay thế ✓"
    api.world.wait_for(lambda: "Tình trạng: đã được thay thế ✓" in shown.text, "the panel to say so")

    admin.press(shown, shown.button(messages.UNCONFIRM))
    assert facts(api, "05-CT/TW")[-1] == "Tình trạng: chưa xác định"
    journal = admin.ask("/nhatky").text
    assert "quản trị viên: xác nhận thông tin văn bản – 05-CT/TW: đã được thay thế" in journal
    assert "quản trị viên: bỏ thông tin đã xác nhận – 05-CT/TW" in journal


def test_date_issuer_and_subject_are_confirmed_in_words(api: BotApi, admin: Chat) -> None:
    shown = panel(admin, "01-KL/TW")
    assert say(admin, shown, "Ngày", "hôm qua").text == messages.DATE_IN_NUMBERS
    assert say(admin, shown, "Ngày", "31/2/2021").text == messages.DATE_IN_NUMBERS
    assert say(admin, shown, "Trích yếu", "x" * 501).text == messages.CONFIRM_IN_WORDS.format(most=500)
    say(admin, shown, "Cơ quan", "Bộ Chính trị khóa XIII")
    say(admin, shown, "Ngày", "18/5/2021")
    last = say(admin, shown, "Trích yếu", "về học tập và làm theo tư tưởng <Hồ Chí Minh>")

    assert facts(api, "01-KL/TW") == [
        "Kết luận số 01-KL/TW", "Cơ quan ban hành: Bộ Chính trị khóa XIII ✓", "Ngày ban hành: 18/5/2021 ✓",
        "Trích yếu: về học tập và làm theo tư tưởng <Hồ Chí Minh> ✓", "Tình trạng: chưa xác định"]
    assert "18/5/2021 ✓" in last.text
    assert "xác nhận thông tin văn bản – 01-KL/TW: ngày ban hành 18/5/2021" in admin.ask("/nhatky").text


def test_of_two_documents_of_a_number_the_one_of_that_day_is_confirmed(api: BotApi, admin: Chat) -> None:
    asked = admin.ask("/vanban 05-NQ/ĐU")
    card = admin.open(asked, asked.button("2025"))
    shown = admin.open(card, card.button(messages.CONFIRM_BUTTON))
    assert messages.CONFIRMS_DATE_TOO.format(day="20/11/2025") in shown.text
    admin.press(shown, shown.button("Còn hiệu lực"))

    resident = api.private(RESIDENT)
    asked = resident.ask("/vanban 05-NQ/ĐU")
    assert "Tình trạng: còn hiệu lực ✓" in resident.open(asked, asked.button("2025")).text
    assert "Tình trạng: chưa xác định" in resident.open(asked, asked.button("2021")).text


def test_what_was_confirmed_for_party_members_is_neither_shown_to_an_admin_nor_overwritten(
        folder: Path, admin: Chat) -> None:
    shown = panel(admin, "08-KH/ĐU")
    assert "kín" not in shown.text
    assert admin.press(shown, shown.button("Hết hiệu lực")).answer == messages.CONFIRMED_BY_OTHERS
    assert say(admin, shown, "Cơ quan", "Đảng ủy").text == messages.CONFIRMED_BY_OTHERS

    library = assemble(Settings(data=folder / "data")).library
    assert [one for one in library.confirmed(audiences=frozenset(Audience)) if one.canonical == "08-KH/ĐU"] == [
        Confirmed("08-KH/ĐU", None, "về việc kín", None, None, Audience.PARTY)]
    assert Status.EXPIRED not in [one.status for one in library.confirmed(audiences=frozenset(Audience))]
    library.close()


def test_nobody_else_confirms_anything_by_any_button_or_reply(api: BotApi, admin: Chat) -> None:
    shown, resident = panel(admin, "05-CT/TW"), api.private(RESIDENT)
    card = resident.ask("/vanban 05-CT/TW")
    assert messages.CONFIRM_BUTTON not in card.buttons
    in_group = api.group(9).ask("/vanban 05-CT/TW", user=ADMIN)
    assert messages.CONFIRM_BUTTON not in in_group.buttons
    prompt = admin.open(shown, shown.button("Trích yếu"))
    for button in (button for row in shown.rows for button in row):
        assert resident.press(card, button.data).answer == messages.GONE
        assert api.group(9).press(in_group, button.data, user=ADMIN).answer == messages.GONE
    assert resident.ask("về điều bịa đặt", reply_to=prompt).text == messages.UNKNOWN_COMMAND
    resident.settle()
    assert "bịa đặt" not in "".join(facts(api, "05-CT/TW"))


def test_a_date_that_replies_to_a_prompt_is_no_date_of_a_document_that_waits_for_its_own(api: BotApi, admin: Chat) -> None:
    shown = panel(admin, "05-CT/TW")
    waiting = admin.wait_until_not(admin.document("cay.txt", "Tổ 4 trồng 30 cây bàng.\n".encode()), ("Đang",))
    undated = waiting.text

    say(admin, shown, "Ngày ban hành", "15/5/2016")

    assert "Ngày ban hành: 15/5/2016 ✓" in facts(api, "05-CT/TW")
    admin.settle()
    assert waiting.text == undated
