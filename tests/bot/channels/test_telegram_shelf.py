"""The list of documents and the page of each, as an admin works with them on a phone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Document

ADMIN = 5
LAND = "Sông Trăng hiến đất mở đường"
LONG = "Báo cáo " + "rất dài " * 400
QUESTION = "Nhân dân đã hiến bao nhiêu đất?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    ward.fill(folder / "data")
    library = assemble(Settings(data=folder / "data")).library
    made = [Document(f"ke-hoach-{n:03d}-{'x' * 190}", f"Kế hoạch số {n}", date(2023, 1, 1 + n), Audience.PUBLIC,
                     f"Kế hoạch số {n}\nCó {n} việc phải làm.") for n in range(20)]
    for _ in library.add([*made, Document("dai", LONG, date(2022, 5, 5), Audience.PUBLIC, LONG)]):
        pass
    library.close()
    return folder


@pytest.fixture(scope="module")
def api(folder: Path) -> Iterator[BotApi]:
    with BotApi() as api, BotProcess(api, folder, admins=[ADMIN]):
        yield api


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


def page_of(admin: Chat, words: str) -> Message:
    """Open the page of the only document with these words."""
    shown = admin.ask(f"/danhsach {words}")
    return admin.turn(shown, shown.rows[0][0])


def test_the_list_is_the_newest_first_eight_a_page_and_turns_both_ways(admin: Chat):
    shown = admin.ask("/danhsach")

    assert shown.text.splitlines() == [
        "Văn bản trong kho", "Trang 1/3, 24 văn bản.", "",
        "1. Lịch trực của cán bộ phường (3/7/2025, cán bộ)",
        "2. Chi bộ Bến Đá bàn công tác nhân sự (2/7/2025, đảng viên)",
        f"3. {LAND} (15/6/2025, công khai)",
        *(f"{n}. Kế hoạch số {23 - n} ({24 - n}/1/2023, công khai)" for n in range(4, 9))]
    assert shown.buttons == [
        "1. Lịch trực của cán bộ phường", "2. Chi bộ Bến Đá bàn công tác nhân sự", f"3. {LAND}",
        *(f"{n}. Kế hoạch số {23 - n}" for n in range(4, 9)), "Trang sau ▶",
        "✓ Tất cả", "Công khai", "Đảng viên", "Cán bộ", "🗓 Mọi năm", "⇅ Mới nhất trước", "🔎 Tìm"]

    admin.turn(shown, shown.button("Trang sau"))
    assert shown.text.splitlines()[1] == "Trang 2/3, 24 văn bản."
    admin.turn(shown, shown.button("Trang trước"))
    assert shown.text.splitlines()[1] == "Trang 1/3, 24 văn bản."


def test_words_are_looked_for_in_titles_without_diacritics_too(admin: Chat):
    for words in ("hiến đất", "hien dat", "DAT HIEN"):
        shown = admin.ask(f"/danhsach {words}")
        assert shown.text.splitlines() == ["Văn bản trong kho", f"Chỉ văn bản: có “{words}”", "Trang 1/1, 1 văn bản.", "",
                                           f"1. {LAND} (15/6/2025, công khai)"]
    admin.turn(shown, shown.button("Bỏ tìm"))
    assert "24 văn bản." in shown.text


def test_a_search_survives_turning_the_page_and_opening_a_document(admin: Chat):
    shown = admin.ask("/danhsach kế hoạch số")
    admin.turn(shown, shown.button("Trang sau"))
    assert shown.text.splitlines()[1:3] == ["Chỉ văn bản: có “kế hoạch số”", "Trang 2/3, 20 văn bản."]

    admin.turn(shown, shown.rows[2][0])
    assert shown.text.startswith("Kế hoạch số 9\n")
    admin.turn(shown, shown.button("Xoá"))
    admin.turn(shown, shown.button("Giữ lại"))
    admin.turn(shown, shown.button("↩ Danh sách"))
    assert shown.text.splitlines()[1:3] == ["Chỉ văn bản: có “kế hoạch số”", "Trang 2/3, 20 văn bản."]


def test_words_may_be_typed_when_the_list_asks_for_them(admin: Chat):
    shown = admin.ask("/danhsach")
    asked = admin.open(shown, shown.button("Tìm"))
    assert asked.text == messages.WHICH_WORDS

    assert admin.ask("truc can bo").text.splitlines()[-1] == "1. Lịch trực của cán bộ phường (3/7/2025, cán bộ)"


def test_a_search_that_finds_nothing_says_so(admin: Chat):
    shown = admin.ask("/danhsach tàu vũ trụ")

    assert shown.text.splitlines()[-1] == messages.NONE_LISTED
    assert shown.buttons[-2:] == ["🔎 Tìm", "✖ Bỏ tìm"]


def test_the_list_is_narrowed_by_audience_and_year_and_ordered_by_date(admin: Chat):
    shown = admin.ask("/danhsach")
    admin.turn(shown, shown.button("Công khai"))
    admin.turn(shown, shown.button("Mới nhất trước"))
    assert shown.text.splitlines()[1:5:3] == ["Chỉ văn bản: công khai", "1. " + messages._shortened(LONG, 150).strip()
                                              + " (5/5/2022, công khai)"]
    admin.turn(shown, shown.button("Mọi năm"))
    assert shown.buttons == ["🗓 Mọi năm", "Năm 2025", "Năm 2023", "Năm 2022"]
    admin.turn(shown, shown.button("2025"))

    assert shown.text.splitlines() == ["Văn bản trong kho", "Chỉ văn bản: công khai, năm 2025", "Trang 1/1, 1 văn bản.", "",
                                       f"1. {LAND} (15/6/2025, công khai)"]
    assert shown.button("✓").text == "✓ Công khai"


def test_a_documents_page_says_what_it_is(admin: Chat):
    shown = page_of(admin, "hiến đất")

    *lines, arrived = shown.text.splitlines()
    assert lines == [LAND, "Ngày ban hành: 15/6/2025", "Phạm vi: Công khai", "Số đoạn: 5",
                     "Tình trạng: đang dùng để trả lời"]
    assert arrived.startswith("Thêm lúc: ")
    assert arrived.endswith(", hệ thống")
    assert shown.buttons == ["✏️ Sửa tiêu đề", "📅 Sửa ngày", "👥 Phạm vi", "🙈 Ẩn", "🔁 Được thay thế bởi…",
                             "📄 Xem nội dung", "🗑 Xoá", "↩ Danh sách"]


def test_a_date_that_cannot_be_meant_is_explained_and_asked_again(admin: Chat):
    shown = page_of(admin, "kế hoạch số 1")
    assert admin.open(shown, shown.button("Sửa ngày")).text == messages.NEW_DATE
    assert admin.ask("hôm nào ấy nhỉ").text == messages.NO_DATE
    assert admin.ask("31/2/2024").text == messages.NO_SUCH_DAY.format(day="31/2/2024")
    assert admin.ask("1/1/2099").text == messages.DAY_TO_COME.format(day="1/1/2099")

    changed = admin.ask("ngày 2 tháng 1 năm 2023 nhé")
    assert changed.text.splitlines()[:4] == ["Đã sửa ngày ban hành: 2/1/2023.", "", "Kế hoạch số 19",
                                             "Ngày ban hành: 2/1/2023"]
    assert "2.750" in admin.ask(QUESTION).text


def test_a_title_is_changed_and_one_far_too_long_is_asked_again(admin: Chat):
    shown = page_of(admin, "kế hoạch số 18")
    assert admin.open(shown, shown.button("Sửa tiêu đề")).text == messages.NEW_TITLE
    assert admin.ask("dài " * 200).text == messages.TITLE_TOO_LONG.format(limit=300)

    changed = admin.ask("Kế hoạch <trồng> cây\n& hoa")
    assert changed.text.splitlines()[:3] == ["Đã sửa tiêu đề.", "", "Kế hoạch <trồng> cây & hoa"]
    assert "Kế hoạch <trồng> cây & hoa" in admin.ask("/danhsach trong cay").text


@pytest.mark.parametrize("instead", ["/trogiup", "press", "Mới nhất"])
def test_whatever_else_an_admin_does_ends_the_question_back(admin: Chat, instead: str):
    shown = page_of(admin, "hiến đất")
    admin.open(shown, shown.button("Sửa tiêu đề"))
    if instead == "press":
        admin.turn(shown, shown.button("↩"))
    else:
        admin.ask(instead)

    assert "2.750" in admin.ask(QUESTION).text
    assert LAND in admin.ask("/danhsach hiến đất").text


def test_an_answer_to_another_message_is_no_value(admin: Chat):
    shown = page_of(admin, "hiến đất")
    admin.open(shown, shown.button("Sửa tiêu đề"))

    assert "2.750" in admin.ask(QUESTION, reply_to=shown).text


def test_an_audience_is_chosen_by_button_and_counts_at_once(api: BotApi, admin: Chat):
    resident = api.private(700)
    shown = page_of(admin, "hiến đất")
    admin.turn(shown, shown.button("Phạm vi"))
    assert shown.text == f"“{LAND}” dành cho ai?"
    assert shown.buttons == ["✓ Công khai", "Đảng viên", "Cán bộ", "↩ Văn bản", "↩ Danh sách"]
    assert admin.press(shown, shown.button("Cán bộ")).answer == "Đã đặt phạm vi: cán bộ."
    api.world.wait_for(lambda: "Phạm vi: Cán bộ" in shown.text, "the page")
    assert "2.750" not in resident.ask(QUESTION).text
    assert "2.750" in admin.ask(QUESTION).text

    admin.turn(shown, shown.button("Phạm vi"))
    admin.turn(shown, shown.button("Công khai"))
    assert "2.750" in resident.ask(QUESTION).text


def test_a_hidden_document_answers_nobody_until_it_is_shown_and_a_second_press_does_nothing(api: BotApi, admin: Chat):
    resident = api.private(701)
    before = resident.ask(QUESTION)
    shown = page_of(admin, "hiến đất")
    hide = shown.button("Ẩn")
    assert admin.press(shown, hide).answer == messages.NOW_HIDDEN
    assert admin.press(shown, hide).answer == messages.HIDDEN_BEFORE
    api.world.wait_for(lambda: "Tình trạng: đang ẩn" in shown.text, "the page")
    assert "2.750" not in resident.ask(QUESTION).text
    assert resident.press(before, before.button("[1]")).answer == messages.GONE
    assert "đang ẩn" in admin.ask("/danhsach hiến đất").text

    show = shown.button("Hiện lại")
    assert admin.press(shown, show).answer == messages.NOW_SHOWN
    assert admin.press(shown, show).answer == messages.SHOWN_BEFORE
    assert "2.750" in resident.ask(QUESTION).text


def test_what_takes_the_place_of_a_document_is_chosen_from_a_list_that_can_be_searched(api: BotApi, admin: Chat):
    shown = page_of(admin, "kế hoạch số 10")
    admin.turn(shown, shown.button("Được thay thế bởi"))
    assert shown.text.splitlines()[:3] == ["Chọn văn bản mới, thay thế cho:", "“Kế hoạch số 10”", "Trang 1/3, 24 văn bản."]
    admin.open(shown, shown.button("Tìm"))
    chosen = admin.ask("kế hoạch số 11")
    assert admin.press(chosen, chosen.rows[0][0]).answer == "Đã ghi: được thay thế bởi “Kế hoạch số 11”."
    api.world.wait_for(lambda: "Được thay thế bởi: “Kế hoạch số 11”" in chosen.text, "the page")

    other = page_of(admin, "kế hoạch số 11")
    admin.turn(other, other.button("Được thay thế bởi"))
    admin.open(other, other.button("Tìm"))
    circle = admin.ask("kế hoạch số 10")
    assert admin.press(circle, circle.rows[0][0]).answer == messages.SUCCEEDS_ITSELF

    assert admin.press(chosen, chosen.button("Bỏ thay thế")).answer == messages.NOW_CURRENT
    api.world.wait_for(lambda: "Được thay thế bởi:" not in chosen.text, "the page")


def test_the_text_of_a_document_is_read_page_by_page(admin: Chat):
    shown = page_of(admin, "rất dài")
    assert shown.text.startswith("Báo cáo rất dài")
    admin.turn(shown, shown.button("Xem nội dung"))
    assert "Nội dung, trang 1/2" in shown.text
    admin.turn(shown, shown.button("Trang sau"))
    assert "Nội dung, trang 2/2" in shown.text
    assert shown.buttons == ["◀ Trang trước", "↩ Văn bản", "↩ Danh sách"]


def test_an_admin_who_is_no_party_member_keeps_a_party_document_but_does_not_read_it(admin: Chat):
    shown = page_of(admin, "chi bộ bến đá")
    assert "📄 Xem nội dung" not in shown.buttons
    forged = shown.button("Xoá").data.replace("confirm", "read")

    assert admin.press(shown, forged).answer == messages.NOT_FOR_YOU
    admin.settle()
    assert not [version for message in admin.heard() for version in message.versions if "Lê Văn Mẫu" in version]


def test_removing_asks_first_and_two_admins_at_once_remove_it_once(api: BotApi, admin: Chat):
    first, second = page_of(admin, "kế hoạch số 12"), page_of(admin, "kế hoạch số 12")
    for shown in (first, second):
        admin.turn(shown, shown.button("Xoá"))
        assert shown.text == messages.SURE_TO_REMOVE.format(title="Kế hoạch số 12")
    assert admin.press(first, first.button("Xoá")).answer == messages.NOW_REMOVED.format(title="Kế hoạch số 12")
    assert admin.press(second, second.button("Xoá")).answer == messages.DOCUMENT_GONE

    api.world.wait_for(lambda: second.text == messages.DOCUMENT_GONE, "the page")
    assert first.text == messages.NOW_REMOVED.format(title="Kế hoạch số 12")
    assert first.buttons == second.buttons == ["↩ Danh sách"]


def test_a_document_that_changed_since_somebody_was_asked_is_not_removed(admin: Chat):
    first, second = page_of(admin, "kế hoạch số 13"), page_of(admin, "kế hoạch số 13")
    admin.turn(first, first.button("Xoá"))
    admin.turn(second, second.button("Ẩn"))

    assert admin.press(first, first.button("Xoá")).answer == messages.CHANGED_BEFORE_REMOVAL
    assert "Kế hoạch số 13" in admin.ask("/danhsach kế hoạch số 13").text


def test_an_empty_library_says_how_to_begin(tmp_path: Path):
    with BotApi() as api, BotProcess(api, tmp_path, admins=[ADMIN]):
        admin = api.private(ADMIN)
        for command in ("/danhsach", "/an", "/hien", "/xoa"):
            shown = admin.ask(command)
            assert shown.text.splitlines()[-1] == (messages.EMPTY_SHELF if command == "/danhsach" else messages.NONE_LISTED)
            assert shown.buttons == []
        assert admin.ask("/an gì đó").text.splitlines()[-1] == messages.NONE_LISTED
        assert admin.ask("/hoantac").text == messages.NOTHING_UNDOABLE
        assert admin.ask("/nhatky").text == messages.EMPTY_JOURNAL
