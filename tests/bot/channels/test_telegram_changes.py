"""/an, /hien, /xoa, /hoantac, /nhatky and /kiemtra, and that they are for admins alone."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import messages
from bot.assembly import assemble
from bot.channels.telegram.shelf import Verb
from bot.people import Role
from bot.settings import Settings
from botapi import ward
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience, Document
from corpus.handles import handle
from corpus.store import FILE

ADMIN, REVOKED, PARTY, RESIDENT = 5, 6, 7, 800
LAND = "Sông Trăng hiến đất mở đường"
QUESTION = "Nhân dân đã hiến bao nhiêu đất?"
COMMANDS = ["/danhsach", "/an", "/hien", "/xoa", "/hoantac", "/nhatky", "/kiemtra"]
WHEN = re.compile(r"\d\d:\d\d ngày \d+/\d+/\d{4}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes")
    ward.fill(folder / "data")
    library = assemble(Settings(data=folder / "data")).library
    made = [Document(f"lich-{n}", f"Lịch tiếp công dân tháng {n}", date(2024, n, 1), Audience.PUBLIC,
                     f"Lịch tiếp công dân tháng {n}\nTiếp công dân ngày {n}/{n}/2024.") for n in range(1, 13)]
    for _ in library.add(made):
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


def undone(admin: Chat) -> str:
    shown = admin.ask("/hoantac")
    return admin.turn(shown, shown.button("Hoàn tác")).text


def test_a_document_named_by_words_is_hidden_and_shown(api: BotApi, admin: Chat):
    hidden = admin.ask("/an hien dat")
    assert hidden.text.splitlines()[:3] == [messages.NOW_HIDDEN, "", LAND]
    assert admin.ask("/an hiến đất").text.splitlines()[0] == messages.HIDDEN_BEFORE
    assert "2.750" not in api.private(RESIDENT).ask(QUESTION).text

    assert admin.ask("/hien").buttons[0] == f"1. {LAND}"
    assert admin.ask("/hien hien-dat").text.splitlines()[:3] == [messages.NOW_SHOWN, "", LAND]
    assert "2.750" in api.private(RESIDENT).ask(QUESTION).text


def test_several_documents_that_fit_become_a_choice(api: BotApi, admin: Chat):
    offered = admin.ask("/an lich tiep cong dan")
    assert offered.text.splitlines()[:3] == ["Chọn văn bản cần ẩn", "Chỉ văn bản: có “lich tiep cong dan”",
                                             "Trang 1/2, 12 văn bản."]
    assert admin.press(offered, offered.button("tháng 11")).answer == messages.NOW_HIDDEN
    api.world.wait_for(lambda: "Tình trạng: đang ẩn" in offered.text, "the page")

    assert admin.ask("/hien lịch tiếp").text.splitlines()[:3] == [messages.NOW_SHOWN, "", "Lịch tiếp công dân tháng 11"]


def test_words_that_no_document_has_are_answered_in_a_sentence(admin: Chat):
    for command in ("/an", "/hien", "/xoa"):
        assert admin.ask(f"{command} tàu vũ trụ").text.splitlines()[-1] == messages.NONE_LISTED


def test_a_removed_document_is_gone_from_every_answer_at_once_and_comes_back(api: BotApi, admin: Chat):
    resident = api.private(801)
    answer = resident.ask(QUESTION)
    passage = resident.open(answer, answer.button("[1]"))
    asked = admin.ask("/xoa hiến đất")
    assert asked.text == messages.SURE_TO_REMOVE.format(title=LAND)
    admin.turn(asked, asked.button("Giữ lại"))
    assert "2.750" in resident.ask(QUESTION).text

    asked = admin.ask("/xoa hiến đất")
    admin.turn(asked, asked.button("Xoá"))
    assert asked.text == messages.NOW_REMOVED.format(title=LAND)
    assert "2.750" not in resident.ask(QUESTION).text
    assert resident.press(answer, answer.button("[1]")).answer == messages.GONE
    assert resident.press(passage, passage.rows[0][0]).answer == messages.GONE

    offered = admin.ask("/hoantac")
    assert WHEN.sub("LÚC", offered.text) == f"Hoàn tác thay đổi này?\n\n• LÚC, Người 5: xoá “{LAND}”"
    undo = offered.button("Hoàn tác")
    admin.turn(offered, undo)
    assert offered.text == f"Đã hoàn tác: xoá “{LAND}”"
    assert "2.750" in resident.ask(QUESTION).text
    admin.turn(offered, undo.data)
    assert offered.text == messages.NOT_UNDOABLE


def test_a_change_may_also_be_left_as_it_is(admin: Chat):
    admin.ask("/an hiến đất")
    offered = admin.ask("/hoantac")
    admin.turn(offered, offered.button("Giữ nguyên"))

    assert offered.text == messages.LEFT_ALONE
    assert undone(admin) == f"Đã hoàn tác: ẩn “{LAND}”"


def test_a_reply_to_an_answer_means_its_document(api: BotApi, admin: Chat):
    answer = admin.ask(QUESTION)
    passage = admin.open(answer, answer.button("[1]"))
    for message in (answer, passage, admin.ask("/an hiến đất")):
        assert admin.ask("/an", reply_to=message).text.splitlines()[2] == LAND
        assert admin.ask("/hien", reply_to=message).text.splitlines()[:3] == [messages.NOW_SHOWN, "", LAND]
    assert admin.ask("/xoa", reply_to=answer).text == messages.SURE_TO_REMOVE.format(title=LAND)

    assert admin.ask("/xoa", reply_to=admin.ask("/trogiup")).text == messages.NO_DOCUMENT_THERE


def test_a_reply_to_what_names_several_documents_becomes_a_choice(admin: Chat):
    newest = admin.ask("/moinhat")
    offered = admin.ask("/xoa", reply_to=newest)
    assert offered.text.splitlines()[0] == "Chọn văn bản cần xoá"
    assert len(offered.buttons) > 1

    admin.turn(offered, offered.rows[0][0])
    assert offered.text.startswith("Xoá “")


def test_the_journal_tells_who_changed_what_and_when_without_numbers_of_people(api: BotApi, admin: Chat):
    admin.ask("/an tháng 7")
    admin.ask("/hien tháng 7")
    link = admin.ask("/moi quản trị").text.split("?start=")[1].split()[0]
    assert api.private(9).ask(f"/start {link}").text == messages.ROLE_GRANTED[Role.ADMIN]
    api.private(9).ask("/tat đang dọn kho")
    api.private(9).ask("/bat")
    shown = admin.ask("/nhatky")

    assert WHEN.sub("LÚC", shown.text).splitlines()[:7] == [
        messages.JOURNAL,
        "• LÚC, Người 9: bật trả lời",
        "• LÚC, Người 9: tắt trả lời – đang dọn kho",
        "• LÚC, Người 9: nhận lời mời – Người 9 – Cán bộ quản trị",
        "• LÚC, quản trị viên: tạo lời mời – Cán bộ quản trị",
        "• LÚC, Người 5: hiện lại “Lịch tiếp công dân tháng 7”",
        "• LÚC, Người 5: ẩn “Lịch tiếp công dân tháng 7”"]
    while "Trang sau ▶" in shown.buttons:
        admin.turn(shown, shown.button("Trang sau"))
    assert WHEN.sub("LÚC", shown.text).splitlines()[-1] == f"• LÚC, hệ thống: thêm “{LAND}”"
    assert "telegram" not in "".join(shown.versions)


def test_a_check_proves_the_store_the_indexes_and_the_quotes_of_today(admin: Chat):
    admin.ask(QUESTION)
    status = admin.wait_until_not(admin.ask("/kiemtra"), (messages.CHECKING,))

    first, second, *_ = status.text.splitlines()
    assert re.fullmatch(r"Kho tài liệu tốt: 15 văn bản, \d+ đoạn, hai chỉ mục khớp, không có mục thừa\.", first)
    assert re.fullmatch(r"\d+ câu trích đã đưa ra hôm nay đều đúng nguyên văn\.", second)
    assert status.buttons == []


def test_what_is_out_of_step_is_told_and_mended_by_button(folder: Path, api: BotApi, admin: Chat):
    with sqlite3.connect(folder / "data" / FILE) as db:
        db.execute("DELETE FROM passages WHERE document = 'lich-3' AND ordinal = 0")
    status = admin.wait_until_not(admin.ask("/kiemtra"), (messages.CHECKING,))
    assert status.text.startswith("Kho tài liệu có chỗ lệch: 1 văn bản thiếu đoạn hoặc có đoạn hỏng")

    button = status.button("Sửa chỗ lệch")
    assert api.private(RESIDENT).press(status, button).answer == messages.GONE
    assert admin.press(status, button).answer == messages.REPAIRING
    api.world.wait_for(lambda: status.text.startswith("Đã sửa xong. Kho tài liệu tốt: 15 văn bản"), "the repair")
    assert "sửa chỗ lệch của kho tài liệu" in admin.ask("/nhatky").text


def test_a_quote_that_is_no_longer_exact_is_told(folder: Path, admin: Chat):
    admin.ask(QUESTION)
    with sqlite3.connect(folder / "data" / FILE) as db:
        [text] = db.execute("SELECT text FROM documents WHERE id = 'hien-dat'").fetchone()
        db.execute("UPDATE documents SET text = ? WHERE id = 'hien-dat'", (text.replace("2.750", "9.999"),))
    try:
        status = admin.wait_until_not(admin.ask("/kiemtra"), (messages.CHECKING,))
        assert re.search(r"^\d+/\d+ câu trích đã đưa ra hôm nay không còn đúng nguyên văn\.$", status.text, re.MULTILINE)
    finally:
        with sqlite3.connect(folder / "data" / FILE) as db:
            db.execute("UPDATE documents SET text = ? WHERE id = 'hien-dat'", (text,))


# ------------------------------------------------------------------------------------------------------ who may do that

@pytest.fixture(scope="module")
def buttons(api: BotApi) -> tuple[Message, list[str]]:
    """Return a document's page, and the data of every kind of button that admins meet."""
    admin = api.private(ADMIN)
    short = handle("hien-dat")
    shown = admin.ask("/danhsach hiến đất")
    admin.turn(shown, shown.rows[0][0])
    asked = admin.ask("/xoa hiến đất")
    forged = [*(f"tl:{verb}:{short}" for verb in Verb), f"tl:by:{short}:{handle('truc')}", "ht:1", "ht:no", "nk:0",
              "kt:repair"]
    lists = ["ds:oan::0::", "dn:oan::0::", "dt:oan::0::", "ds:oyn::0::bến đá", f"ds:fan::0:{short}:", "ds:xan::0::"]
    return shown, [*forged, *lists, asked.button("Xoá").data]


def state(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "data" / FILE) as db:
        return [*db.execute("SELECT id, title, issued, audience, hidden, superseded_by FROM documents ORDER BY id"),
                *db.execute("SELECT max(id) FROM log")]


@pytest.fixture(scope="module")
def people(api: BotApi) -> dict[str, Chat]:
    """Return a resident, a Party member, and somebody who was an admin until now."""
    admin = api.private(ADMIN)
    for person, role, given in ((PARTY, "đảng viên", Role.PARTY), (REVOKED, "quản trị", Role.ADMIN)):
        link = admin.ask(f"/moi {role}").text.split("?start=")[1].split()[0]
        assert api.private(person).ask(f"/start {link}").text == messages.ROLE_GRANTED[given]
    revoked = api.private(REVOKED)
    shown = revoked.ask("/danhsach hiến đất")
    revoked.turn(shown, shown.rows[0][0])
    revoked.open(shown, shown.button("Sửa tiêu đề"))
    admin.press(admin.ask("/quyen"), f"k:r:{REVOKED}:admin:0")
    return {"resident": api.private(RESIDENT), "Party member": api.private(PARTY), "revoked": revoked}


@pytest.mark.parametrize("who", ["revoked", "resident", "Party member"])
def test_others_meet_none_of_it_and_change_nothing(folder: Path, people: dict[str, Chat], admin: Chat,
                                                   buttons: tuple[Message, list[str]], who: str):
    person, (shown, every) = people[who], buttons
    before = state(folder)
    if who == "revoked":
        own = person.heard()[-2]
        assert person.ask("Tiêu đề mới").text == messages.UNKNOWN_COMMAND          # that was asked for before
        assert [person.press(own, button).answer for row in own.rows for button in row] == [messages.GONE] * len(own.buttons)
        assert "2.750" in person.ask(QUESTION).text
    heard = len(person.heard())
    assert [person.press(shown, data).answer for data in every] == [messages.GONE] * len(every)
    person.settle()
    assert len(person.heard()) == heard
    assert [person.ask(f"{command} hiến đất").text for command in COMMANDS] == [messages.UNKNOWN_COMMAND] * len(COMMANDS)
    person.settle()
    assert state(folder) == before
    assert LAND in shown.text


def test_in_a_group_admins_are_sent_to_the_private_chat_and_others_hear_nothing(folder: Path, api: BotApi,
                                                                                buttons: tuple[Message, list[str]]):
    group = api.group(90)
    before = state(folder)
    for command in COMMANDS:
        group.say(f"{command} hiến đất", user=RESIDENT)
    assert [group.ask(f"{command} hiến đất", user=ADMIN).text for command in COMMANDS] == [messages.ONLY_IN_PRIVATE] * 7
    answer = group.ask(f"/hoi {QUESTION}", user=ADMIN)
    assert [group.press(answer, data, user=ADMIN).answer for data in buttons[1]] == [messages.GONE] * len(buttons[1])
    group.settle()
    assert len(group.heard()) == 8
    assert state(folder) == before


def test_forged_buttons_of_admins_do_no_harm(folder: Path, admin: Chat):
    shown = admin.ask("/danhsach hiến đất")
    before = state(folder)
    for data in ("tl:remove:" + handle("hien-dat"), f"tl:remove:{handle('hien-dat')}:0", f"tl:by:{handle('hien-dat')}",
                 f"tl:read:{handle('truc')}:x", f"tl:read:{handle('truc')}:99999", "tl:open:AAAAAAAA", "tl:xyz:AAAAAAAA",
                 "ds:oan:0000:99999::", "ds:fan::0:AAAAAAAA:", "ht:999999", "nk:9999", "ds:qan::0::", "tl:hide"):
        assert admin.press(shown, data).answer in {"", messages.GONE, messages.DOCUMENT_GONE,
                                                   messages.CHANGED_BEFORE_REMOVAL}
    admin.settle()
    assert state(folder) == before


def test_old_buttons_work_after_a_restart(tmp_path: Path):
    ward.fill(tmp_path / "data")
    with BotApi() as api:
        admin = api.private(ADMIN)
        with BotProcess(api, tmp_path, admins=[ADMIN]):
            shown = admin.ask("/danhsach hiến đất")
            admin.turn(shown, shown.rows[0][0])
        with BotProcess(api, tmp_path, admins=[ADMIN]):
            assert admin.press(shown, shown.button("Ẩn")).answer == messages.NOW_HIDDEN
            api.world.wait_for(lambda: "đang ẩn" in shown.text, "the page")
            admin.turn(shown, shown.button("↩"))
            assert shown.text.splitlines()[1] == "Chỉ văn bản: có “hiến đất”"


def test_a_thousand_documents_are_listed_and_searched_within_a_second(tmp_path: Path):
    library = assemble(Settings(data=tmp_path / "data")).library
    made = (Document(f"tin-{n}", f"Tin số {n} của phường", date(2020, 1, 1), Audience.PUBLIC, f"Tin số {n}.")
            for n in range(1000))
    for _ in library.add(made):
        pass
    library.close()
    with BotApi() as api, BotProcess(api, tmp_path, admins=[ADMIN]):
        admin = api.private(ADMIN)
        admin.ask("/danhsach")
        shown = admin.ask("/danhsach tin so", seconds=1)
        assert shown.text.splitlines()[2] == "Trang 1/125, 1000 văn bản."
        last = admin.turn(shown, shown.button("Trang sau").data.replace(":1:", ":124:"))
        assert last.text.splitlines()[2] == "Trang 125/125, 1000 văn bản."
        assert admin.ask("/an tin so 77 của", seconds=1).text.splitlines()[0] == "Chọn văn bản cần ẩn"
