"""An admin sends files to the real bot and says yes to their cards; then residents ask about them."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as new_docx

from archives import zipped
from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi
from botapi.world import Message
from corpus.document import Audience

ADMIN, OTHER_ADMIN, THIRD = 5, 6, 7
NOTICE = """\
Thông báo ngừng cấp nước khu vực Bến Đá
Do sửa chữa đường ống, khu vực Bến Đá ngừng cấp nước từ 8 giờ đến 17 giờ ngày 20/6/2025.
"""
ASKED = "Khu vực Bến Đá ngừng cấp nước đến mấy giờ?"
FACTS = """\
Tiêu đề: Thông báo ngừng cấp nước khu vực Bến Đá
Ngày ban hành: {issued}
Phạm vi: {audience}
Gồm: 2 đoạn
"""
CARD = "📄 Chờ xác nhận – chưa ai tra cứu được.\n" + FACTS + """{warnings}
Những dòng đầu:
Thông báo ngừng cấp nước khu vực Bến Đá
Do sửa chữa đường ống, khu vực Bến Đá ngừng cấp nước từ 8 giờ đến {hour} giờ ngày 20/6/2025."""
NO_DATE = "chưa rõ – vui lòng nhắn ngày, ví dụ: 12/3/2024"
AUDIENCES = ["● Công khai", "Đảng viên", "Cán bộ"]
CHANGE = ["✏️ Sửa", "❌ Huỷ"]
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


class Ward:
    """A bot with an empty library, and those who write to it."""

    def __init__(self, api: BotApi, folder: Path) -> None:
        self.api = api
        self.folder = folder
        self.admin, self.other_admin, self.resident = map(api.private, (ADMIN, OTHER_ADMIN, 1001))

    def start(self) -> BotProcess:
        return BotProcess(self.api, self.folder, admins=[ADMIN, OTHER_ADMIN])

    def kept(self) -> bytes:
        """Return all that lies in the data folder."""
        return b"".join(path.read_bytes() for path in (self.folder / "data").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with BotApi() as api:
        ward = Ward(api, tmp_path_factory.mktemp("documents"))
        with ward.start():
            yield ward


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Ward]:
    """A ward whose bot the test starts, and kills, by itself."""
    with BotApi() as api:
        yield Ward(api, tmp_path)


@pytest.fixture
def api(running: Ward) -> BotApi:
    return running.api


@pytest.fixture
def admin(running: Ward) -> Chat:
    return running.admin


@pytest.fixture
def resident(running: Ward) -> Chat:
    return running.resident


def card(issued: str = "15/6/2025", audience: str = "Công khai", warnings: str = "", hour: int = 17) -> str:
    return CARD.format(issued=issued, audience=audience, warnings=warnings, hour=hour)


def read(chat: Chat, name: str | None, data: bytes, caption: str = "") -> Message:
    """Send a file and return its card, or what was said instead."""
    return chat.wait_until_not(chat.document(name, data, caption=caption), ("Đang",))


def press(chat: Chat, shown: Message, words: str) -> Message:
    """Press a button of a card that ends it, and return what it says then."""
    chat.press(shown, shown.button(words))
    return chat.wait_until_not(shown, ("Đang", "“", "📄"))


def confirmed(chat: Chat, name: str, text: str, caption: str = "15/6/2025") -> Message:
    return press(chat, read(chat, name, text.encode(), caption), "Xác nhận")


# ---------------------------------------------------------------------------------------------- from file to yes

def test_a_file_becomes_a_card_and_answers_a_question_only_after_a_yes(fresh: Ward) -> None:
    with fresh.start():
        shown = read(fresh.admin, "thong-bao.txt", NOTICE.encode(), "15/6/2025")

        assert (shown.text, shown.buttons) == (card(), ["✅ Xác nhận", *AUDIENCES, *CHANGE])
        assert fresh.resident.ask(ASKED).text == messages.EMPTY_CORPUS

        press(fresh.admin, shown, "Xác nhận")
        slowly = "đang lập chỉ mục 2/2 đoạn…"         # said too where that takes more than a second
        assert [version for version in shown.versions if not version.endswith(slowly)] == [
            "Đang đọc thong-bao.txt…",
            card(),
            "“Thông báo ngừng cấp nước khu vực Bến Đá”: đang tách đoạn, lập chỉ mục…",
            "Đã thêm văn bản.\n" + FACTS.format(issued="15/6/2025", audience="Công khai") + f"\n{messages.TRY_THESE}",
        ]
        assert fresh.resident.ask(ASKED).text.endswith(
            "Do sửa chữa đường ống, khu vực Bến Đá ngừng cấp nước từ 8 giờ đến 17 giờ ngày 20/6/2025. [1]\n\n"
            "[1] Thông báo ngừng cấp nước khu vực Bến Đá – 15/6/2025 – đoạn 2")


def test_after_a_yes_the_file_is_handed_over_as_it_was_sent_also_when_the_bot_was_started_again(fresh: Ward) -> None:
    file = NOTICE.replace("\n", "\r\n").encode("utf-16")
    with fresh.start():
        shown = read(fresh.admin, "../Thông báo ngừng nước.txt", file, "15/6/2025")
    with fresh.start():
        press(fresh.admin, shown, "Xác nhận")
        answer = fresh.resident.ask(ASKED)
        passage = fresh.resident.open(answer, answer.button("Xem đoạn"))
        handed = fresh.resident.open(passage, passage.button("Tệp gốc"))

    assert (handed.document, handed.data) == ("Thông báo ngừng nước.txt", file)
    assert file not in (fresh.folder / "data" / "intake.sqlite").read_bytes()


def test_of_an_archive_a_document_hands_over_its_own_file_and_no_other(admin: Chat, resident: Chat) -> None:
    before = len(admin.heard())
    files = ("kin.txt", "Chi bộ họp kín về kho bạc."), ("mo.txt", "Kho Bến Đá có 17 gian chứa lúa.")
    admin.document("kho.zip", zipped(*files), caption="15/6/2025")
    secret, public = cards_after(admin, before, 2)
    admin.turn(secret, secret.button("Đảng viên"))
    for one in (secret, public):
        press(admin, one, "Xác nhận")
    answer = resident.ask("Kho Bến Đá có mấy gian chứa lúa?")
    passage = resident.open(answer, answer.button("Xem đoạn"))
    handed = resident.open(passage, passage.button("Tệp gốc"))

    assert (handed.document, handed.data) == ("mo.txt", "Kho Bến Đá có 17 gian chứa lúa.".encode())


def test_the_questions_to_try_are_answered_from_the_document(admin: Chat) -> None:
    text = ("Khuyến học phường Sông Trăng\nHội Khuyến học phường đã trao 127 suất học bổng. "
            "Ban tổ chức đã tuyên dương 318 học sinh giỏi. Quỹ khuyến học hiện có số dư 642 triệu đồng.\n")
    done = confirmed(admin, "khuyen-hoc.txt", text)

    assert done.buttons == ["Hội Khuyến học phường đã trao bao nhiêu suất học bổng?",
                            "Ban tổ chức đã tuyên dương bao nhiêu học sinh giỏi?",
                            "Quỹ khuyến học hiện có số dư bao nhiêu triệu đồng?"]
    assert "318" in admin.open(done, done.button("tuyên dương")).text


def test_a_report_of_one_page_answers_within_three_seconds(running: Ward) -> None:
    page = "\n".join(["Báo cáo trồng cây phường Sông Trăng", *(
        f"Tổ dân phố số {n} đã trồng {100 + n} cây xanh dọc kênh số {n} và dọn vệ sinh ngõ xóm." for n in range(1, 30))])
    begun = time.monotonic()

    confirmed(running.admin, "trong-cay.txt", page)
    answer = running.resident.ask("Tổ dân phố số 17 đã trồng bao nhiêu cây xanh?")

    assert answer.text.startswith("117 cây xanh")
    assert time.monotonic() - begun < 3.0


def test_a_second_yes_changes_nothing(running: Ward) -> None:
    admin = running.admin
    shown = read(admin, "hai-lan.txt", b"Cau Ba Lung dai 75 m.\nCau do duoc sua nam 2024.\n", "15/6/2025")
    yes = shown.button("Xác nhận")
    press(admin, shown, "Xác nhận")
    said = list(shown.versions)

    assert admin.press(shown, yes).answer == messages.DRAFT_GONE
    admin.settle()
    assert shown.versions == said


def test_what_is_cancelled_is_nowhere(running: Ward) -> None:
    shown = read(running.admin, "nham.txt", "Giấy mời họp tổ dân phố Xóm Vắng.\n".encode(), "15/6/2025")
    assert "Xóm Vắng".encode() in running.kept()

    press(running.admin, shown, "Huỷ")
    running.admin.settle()

    assert (shown.text, shown.buttons) == (
        messages.CANCELLED.format(title="Giấy mời họp tổ dân phố Xóm Vắng."), [])
    assert "Xóm Vắng".encode() not in running.kept()


# ----------------------------------------------------------------------------------------- audience, date, title

def test_the_caption_or_a_button_says_who_may_read_it(admin: Chat, resident: Chat) -> None:
    text = "Lịch trực bão của cán bộ\nBà Trần Thị Thử trực bão tại trạm bơm số 9 vào đêm thứ bảy.\n"
    shown = read(admin, "truc.txt", text.encode(), "cán bộ, 2025-06-15")
    assert shown.buttons[1:4] == ["Công khai", "Đảng viên", "● Cán bộ"]
    assert "Phạm vi: Cán bộ" in press(admin, shown, "Xác nhận").text
    assert "trạm bơm số 9" in admin.ask("Ai trực bão tại trạm bơm số 9?").text
    assert "trạm bơm số 9" not in resident.ask("Ai trực bão tại trạm bơm số 9?").text

    shown = read(admin, "chi-bo.txt", "Chi bộ Cồn Vạc kết nạp 4 đảng viên mới.\n".encode(), "15/6/2025")
    admin.turn(shown, shown.button("Đảng viên"))
    assert shown.buttons[1:4] == ["Công khai", "● Đảng viên", "Cán bộ"]
    assert press(admin, shown, "Xác nhận").text.endswith(f"Phạm vi: Đảng viên\nGồm: 1 đoạn\n\n{messages.NOT_FOR_YOU_TO_ASK}")
    assert "Cồn Vạc" not in resident.ask("Chi bộ Cồn Vạc kết nạp mấy đảng viên mới?").text


def test_a_date_that_is_not_found_is_asked_for_until_it_is_one(admin: Chat) -> None:
    shown = read(admin, "khong-ngay.txt", "Một văn bản không ngày nào cả.\n".encode())
    assert f"Ngày ban hành: {NO_DATE}" in shown.text
    assert admin.press(shown, shown.button("Xác nhận")).answer == messages.DATE_FIRST

    assert admin.ask("hôm qua").text == messages.BAD_DATE.format(value="hôm qua")
    assert admin.ask("31/2/2025").text == messages.BAD_DATE.format(value="31/2/2025")
    assert admin.ask("dạ 12/3/2025").text == messages.DATE_SET.format(day="12/3/2025")
    assert "Ngày ban hành: 12/3/2025" in shown.text
    assert press(admin, shown, "Xác nhận").text.startswith("Đã thêm văn bản.")


def test_any_command_ends_the_asking(admin: Chat) -> None:
    shown = read(admin, "khong-ngay-2.txt", "Một văn bản khác hẳn, cũng chẳng có ngày tháng.\n".encode())
    admin.ask("/quen")

    assert admin.ask("12/3/2025").text != messages.DATE_SET.format(day="12/3/2025")
    assert admin.ask("12/3/2025", reply_to=shown).text == messages.DATE_SET.format(day="12/3/2025")
    press(admin, shown, "Huỷ")


def test_date_and_title_are_changed_by_buttons_and_the_next_words(admin: Chat) -> None:
    shown = read(admin, "sua.txt", b"Ban tin so 4\nDoan phuong trong 312 cay bang.\n", "8/6/2025")
    admin.turn(shown, shown.button("Sửa"))
    assert shown.buttons == [messages.DRAFT_DATE, messages.DRAFT_TITLE, messages.EDIT_DONE]

    assert admin.open(shown, shown.button("Tiêu đề")).text == messages.ASK_TITLE.format(title="Ban tin so 4")
    assert admin.ask("  " + "!" * 5).text == messages.BAD_TITLE.format(most=300)
    assert admin.ask("Đoàn phường   trồng cây").text == messages.TITLE_SET
    admin.turn(shown, shown.button("Sửa"))
    assert admin.open(shown, shown.button("Ngày")).text == messages.ASK_DATE.format(title="Đoàn phường trồng cây")
    assert admin.ask("9/6/2025").text == messages.DATE_SET.format(day="9/6/2025")

    assert "Tiêu đề: Đoàn phường trồng cây\nNgày ban hành: 9/6/2025" in press(admin, shown, "Xác nhận").text
    assert "Đoàn phường trồng cây – 9/6/2025" in admin.ask("Doan phuong trong bao nhieu cay bang?").text


@pytest.mark.parametrize(("caption", "issued", "audience", "doubt"), [
    ("31/2/2025", NO_DATE, "Công khai", messages.IMPOSSIBLE_DATE.format(value="31/2/2025")),
    ("lưu hành nội bộ, 15/6/2025", "15/6/2025", "Cán bộ", messages.UNCLEAR_AUDIENCE.format(words="nội bộ")),
    ("công khai, đảng viên 15/6/2025", "15/6/2025", "Đảng viên",
     messages.UNCLEAR_AUDIENCE.format(words="công khai, đảng viên")),
])
def test_a_caption_that_cannot_be_meant_is_doubted_on_the_card(
        fresh: Ward, caption: str, issued: str, audience: str, doubt: str) -> None:
    with fresh.start():
        assert read(fresh.admin, "thong-bao.txt", NOTICE.encode(), caption).text == card(
            issued, audience, f"\n⚠️ {doubt}\n")


# ---------------------------------------------------------------------------------------------------- same again

def test_the_same_file_again_is_named_and_changes_nothing(admin: Chat) -> None:
    text = "Lễ ra quân tại Bãi Bồi\nPhường huy động 88 thanh niên ra quân tại Bãi Bồi.\n"
    confirmed(admin, "ra-quan.txt", text)

    again = read(admin, "ten-khac.txt", text.encode())
    assert (again.text, again.buttons) == (messages.ALREADY_THERE.format(
        there="“Lễ ra quân tại Bãi Bồi” (15/6/2025, công khai)"), [])

    other_day = read(admin, "ra-quan.txt", text.encode(), "16/6/2025")
    assert "⚠️ Văn bản này giống hệt “Lễ ra quân tại Bãi Bồi” (15/6/2025, công khai)." in other_day.text
    assert press(admin, other_day, "Thay bản cũ").text.startswith("Đã thay bản cũ bằng bản mới.")
    assert "– 16/6/2025 –" in admin.ask("Phường huy động bao nhiêu thanh niên ra quân tại Bãi Bồi?").text


def test_a_new_version_shows_what_changed_and_takes_the_old_ones_place(admin: Chat, resident: Chat) -> None:
    confirmed(admin, "thong-bao.txt", NOTICE)

    shown = read(admin, "ban-moi.txt", NOTICE.replace("17 giờ", "19 giờ").encode(), "16/6/2025")
    assert (shown.text, shown.buttons) == (
        card("16/6/2025", hour=19, warnings="""
⚠️ Văn bản này gần giống “Thông báo ngừng cấp nước khu vực Bến Đá” (15/6/2025, công khai).
   Số đổi: 17 → 19
"""), ["🔁 Thay bản cũ", "➕ Giữ cả hai", *AUDIENCES, *CHANGE])

    assert press(admin, shown, "Thay bản cũ").text.startswith("Đã thay bản cũ bằng bản mới.")
    assert "17 giờ" not in resident.ask(ASKED).text
    assert "từ 8 giờ đến 19 giờ" in resident.ask(ASKED).text


def test_both_are_kept_when_the_admin_says_so(admin: Chat) -> None:
    numbered = "UBND PHƯỜNG SÔNG TRĂNG\nSố: 12/BC-UBND\nBÁO CÁO\nChợ Bến Mới có {stalls} quầy hàng ngoài trời.\n"
    confirmed(admin, "cho.txt", numbered.format(stalls=81))
    shown = read(admin, "cho.txt", numbered.format(stalls=95).encode(), "17/6/2025")

    assert press(admin, shown, "Giữ cả hai").text.startswith("Đã thêm văn bản.")

    asked = admin.ask("Chợ Bến Mới có bao nhiêu quầy hàng ngoài trời?").text
    assert "95 quầy hàng" in asked
    assert "81 quầy hàng" in asked


def test_a_yes_that_the_library_has_overtaken_shows_the_card_again(admin: Chat) -> None:
    text = "Hội thi nấu ăn\nHội thi nấu ăn có 14 đội tham gia tại nhà văn hoá Cồn Giữa.\n"
    first, second = (read(admin, name, text.encode(), "15/6/2025") for name in ("nau-an.txt", "nau-an-2.txt"))
    press(admin, first, "Xác nhận")

    assert admin.press(second, second.button("Xác nhận")).answer == messages.LIBRARY_CHANGED
    assert "⚠️ Văn bản này giống hệt “Hội thi nấu ăn” (15/6/2025, công khai)." in second.text
    assert second.buttons[:2] == ["🔁 Thay bản cũ", "➕ Giữ cả hai"]
    press(admin, second, "Huỷ")


def test_of_a_document_that_the_admin_may_not_read_the_card_says_only_that_there_is_one(admin: Chat) -> None:
    text = "Chi bộ Xóm Bãi họp\nChi bộ Xóm Bãi đề nghị kỷ luật 2 đồng chí vi phạm quy định.\n"
    confirmed(admin, "chi-bo-2.txt", text, "đảng viên 15/6/2025")

    shown = read(admin, "chi-bo-2.txt", text.replace("2 đồng", "3 đồng").replace("họp", "bàn").encode(), "16/6/2025")

    assert "⚠️ Văn bản này trùng tên với một văn bản phạm vi đảng viên.\n\n" in shown.text
    assert "Phạm vi: Đảng viên" in shown.text
    assert "họp" not in shown.text
    press(admin, shown, "Huỷ")


# --------------------------------------------------------------------------------------------------------- guard

def test_a_stamp_of_secrecy_is_refused_before_any_text_is_stored(running: Ward) -> None:
    secret = "UBND PHƯỜNG SÔNG TRĂNG\nMẬT\nBÁO CÁO\nPhương án Cú Vọ tại đồi Gió Hú.\n"

    assert read(running.admin, "phuong-an.txt", secret.encode(), "15/6/2025").text == (
        "Tệp phuong-an.txt có dấu độ mật (MẬT, TỐI MẬT, TUYỆT MẬT) nên Trợ lý không nhận và không lưu gì.")
    assert "Gió Hú".encode() not in running.kept()


def test_what_is_not_for_everybody_is_proposed_to_fewer_and_numbers_of_persons_are_pointed_out(admin: Chat) -> None:
    text = "Danh sách hỗ trợ\nTài liệu lưu hành nội bộ\nÔng Nguyễn Văn Thí, điện thoại 0912 345 678, nhận 2 triệu đồng.\n"
    shown = read(admin, "danh-sach.txt", text.encode(), "15/6/2025")
    internal = "⚠️ Văn bản ghi là tài liệu nội bộ (đoạn 2)."
    phone = "⚠️ Có số điện thoại di động (đoạn 3); vui lòng cân nhắc trước khi công khai."

    assert f"{internal} Phạm vi tạm đặt là cán bộ; vui lòng chọn lại nếu chưa đúng.\n\nNhững dòng đầu" in shown.text
    admin.turn(shown, shown.button("Công khai"))
    assert f"\n{internal}\n{phone}\n\nNhững dòng đầu" in shown.text
    press(admin, shown, "Huỷ")


def test_text_in_strange_letters_is_shown_where_it_is_doubtful(admin: Chat) -> None:
    text = "Một dòng đọc được rõ ràng\n" + "Qxøß wÞ¬zt ñ¤µ¶ qøøz wßß Þñ¤ zzµ\n" * 9
    shown = read(admin, "la.txt", text.encode(), "15/6/2025")

    assert "⚠️ Chữ có thể sai bảng mã; vui lòng xem lại vài dòng đầu. Chỗ đáng ngờ: “Qxøß wÞ¬zt" in shown.text
    press(admin, shown, "Huỷ")


# ----------------------------------------------------------------------------------- albums, archives, addresses

def cards_after(chat: Chat, before: int, count: int) -> list[Message]:
    chat.next_after(before + count - 1)
    return [chat.wait_until_not(shown, ("Đang",)) for shown in chat.heard()[before:]]


def test_a_new_version_known_by_its_year_alone_is_proposed_to_those_of_the_old_one(admin: Chat) -> None:
    head = "ĐẢNG UỶ PHƯỜNG SÔNG TRĂNG\nSố: 77-BC/ĐU\n"
    confirmed(admin, "kiem-tra.txt", head + "Chi bộ Rạch Tre kiểm tra 4 đảng viên.\n", "đảng viên 15/6/2025")

    shown = read(admin, "moi.txt", (head + "Đảng uỷ tổng hợp kết quả giám sát chuyên đề cuối năm.\n").encode())
    admin.ask("20/12/2025", reply_to=shown)

    assert "Phạm vi: Đảng viên" in shown.text
    assert "🔁 Thay bản cũ" in shown.buttons
    press(admin, shown, "Huỷ")


def test_each_file_of_an_album_gets_its_card_and_a_bad_one_a_sentence(admin: Chat) -> None:
    before = len(admin.heard())
    admin.album(("cau.txt", "Cầu Ván dài 40 m.\n".encode()), ("mat-khau.docx", ENCRYPTED),
                ("duong.txt", "Đường Lá dài 2 km.\n".encode()), caption="đảng viên, 15/6/2025")

    first, bad, last = cards_after(admin, before, 3)

    assert bad.text == "Tệp mat-khau.docx có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại."
    for shown, title in ((first, "Cầu Ván dài 40 m."), (last, "Đường Lá dài 2 km.")):
        assert f"Tiêu đề: {title}\nNgày ban hành: 15/6/2025\nPhạm vi: Đảng viên\n" in shown.text
        press(admin, shown, "Huỷ")


def test_several_documents_without_a_date_are_asked_about_one_after_the_other(admin: Chat) -> None:
    before = len(admin.heard())
    admin.album(("a1.txt", "Hẻm Một có đèn mới.\n".encode()), ("a2.txt", "Hẻm Hai có cống mới.\n".encode()))
    first, second = cards_after(admin, before, 2)

    assert admin.ask("15/6/2025").text == "\n\n".join(
        [messages.DATE_SET.format(day="15/6/2025"), messages.ASK_DATE.format(title="Hẻm Một có đèn mới.")])
    assert admin.ask("16/6/2025").text == messages.DATE_SET.format(day="16/6/2025")
    assert "Ngày ban hành: 16/6/2025" in first.text
    assert "Ngày ban hành: 15/6/2025" in second.text
    press(admin, first, "Huỷ")
    press(admin, second, "Huỷ")


def test_a_reply_to_a_card_is_about_that_card_whatever_was_asked_last(admin: Chat) -> None:
    first = read(admin, "b1.txt", "Ngõ Ba có mái che mới.\n".encode())
    second = read(admin, "b2.txt", "Ngõ Tư có ghế đá mới.\n".encode())

    admin.ask("15/6/2025", reply_to=first)

    assert ["Ngày ban hành: 15/6/2025" in shown.text for shown in (first, second)] == [True, False]
    assert admin.ask("xin chào", reply_to=second).text == messages.BAD_DATE.format(value="xin chào")
    admin.ask("/quen")
    assert admin.ask("xin chào", reply_to=first).text == messages.HOW_TO_EDIT
    press(admin, first, "Huỷ")
    press(admin, second, "Huỷ")


def test_each_document_of_an_archive_gets_its_card(admin: Chat) -> None:
    before = len(admin.heard())
    admin.document("kho.zip", zipped(("mot.txt", "Kè Một dài 10 m."), ("hai.txt", "Kè Hai dài 20 m.")), caption="15/6/2025")

    shown = cards_after(admin, before, 2)

    assert ["Tiêu đề: Kè Hai dài 20 m." in shown[0].text, "Tiêu đề: Kè Một dài 10 m." in shown[1].text] == [True, True]
    for one in shown:
        press(admin, one, "Huỷ")
    many = zipped(*((f"v{n}.txt", f"Văn bản thứ {n}.") for n in range(21)))
    assert read(admin, "nhieu.zip", many).text == messages.TOO_MANY_IN_ARCHIVE.format(
        name="nhieu.zip", count=21, most=20)


def lines(*records: dict[str, str]) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def test_each_line_of_a_jsonl_file_gets_its_card_and_keeps_its_id(running: Ward, admin: Chat, resident: Chat) -> None:
    before = len(admin.heard())
    admin.document("kho.jsonl", lines(
        {"id": "DEN 1/2025", "title": "Lắp đèn", "issued": "2025-06-14",
         "text": "Phường đã lắp 117 bộ đèn đường ở kênh Ba Xã."},
        {"id": "cau-2", "text": "Cầu Hai dài 22 m.\nLƯU HÀNH NỘI BỘ"}), caption="15/6/2025")
    first, second = cards_after(admin, before, 2)

    assert "Tiêu đề: Lắp đèn\nNgày ban hành: 14/6/2025\nPhạm vi: Công khai" in first.text
    assert "Ngày ban hành: 15/6/2025\nPhạm vi: Cán bộ" in second.text
    assert press(admin, first, "Xác nhận").text.startswith("Đã thêm văn bản.")
    press(admin, second, "Huỷ")
    assert "117 bộ đèn" in resident.ask("Phường đã lắp bao nhiêu bộ đèn đường ở kênh Ba Xã?").text
    library = assemble(Settings(data=running.folder / "data")).library
    kept = library.describe("DEN 1/2025", audiences=frozenset({Audience.PUBLIC}))
    library.close()
    assert kept is not None
    assert (kept.title, kept.source) == ("Lắp đèn", "Telegram: kho.jsonl")


def test_of_a_jsonl_file_with_too_many_lines_nothing_is_kept(admin: Chat) -> None:
    many = [{"id": f"v{n}", "text": f"Văn bản thứ {n}."} for n in range(21)]

    assert read(admin, "nhieu.jsonl", lines(*many)).text == messages.TOO_MANY_IN_ARCHIVE.format(
        name="nhieu.jsonl", count=21, most=20)


def test_the_command_takes_the_file_that_it_replies_to(admin: Chat) -> None:
    shown = admin.wait_until_not(admin.reply_to_file("/them cán bộ 15/6/2025", "bao-cao.txt", NOTICE.encode()), ("Đang",))

    assert "Ngày ban hành: 15/6/2025\nPhạm vi: Cán bộ" in shown.text
    press(admin, shown, "Huỷ")


def test_addresses_in_a_private_network_are_not_opened(admin: Chat) -> None:
    before = len(admin.heard())
    admin.say("/them http://127.0.0.1:8080/tin http://10.0.0.1/tin")

    assert [shown.text for shown in cards_after(admin, before, 2)] == [
        f"Địa chỉ {address} nằm trong mạng nội bộ nên Trợ lý không mở."
        for address in ("http://127.0.0.1:8080/tin", "http://10.0.0.1/tin")]
    assert admin.ask("/them").text == messages.HOW_TO_ADD


# -------------------------------------------------------------------------------------------------- wrong inputs

def test_a_word_document_is_read_too(admin: Chat, resident: Chat) -> None:
    document, file = new_docx(), BytesIO()
    document.add_heading("Ra quân dọn vệ sinh")
    document.add_paragraph("Sáng 7/6/2025, Đoàn phường trồng 654 cây tràm dọc kênh Ông Mười.")
    document.save(file)

    shown = read(admin, "ve-sinh.docx", file.getvalue(), "8/6/2025")
    assert "Tiêu đề: Ra quân dọn vệ sinh\nNgày ban hành: 8/6/2025" in press(admin, shown, "Xác nhận").text
    assert "654 cây tràm" in resident.ask("Đoàn phường trồng bao nhiêu cây tràm?").text


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("rong.txt", b"", "Tệp rong.txt không có nội dung."),
    ("trang.txt", b" \n\n ", "Tệp trang.txt không có nội dung."),
    ("mat-khau.docx", ENCRYPTED, "Tệp mat-khau.docx có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại."),
    ("hong.docx", b"PK\x03\x04 nothing", "Không đọc được tệp hong.docx: tệp bị hỏng hoặc không đúng định dạng."),
    ("khac.docx", zipped(("a.txt", "x")), "Không đọc được tệp khac.docx: tệp bị hỏng hoặc không đúng định dạng."),
    ("hong.pdf", b"%PDF-1.7 nothing", "Không đọc được tệp hong.pdf: tệp bị hỏng hoặc không đúng định dạng."),
    ("bang.xls", b"x", messages.UNKNOWN_FILE.format(name="bang.xls")),
    ("hong.jsonl", b'{"id": "a", "text": "Tin."}\n{}',
     "Không đọc được tệp hong.jsonl (dòng 2): tệp bị hỏng hoặc không đúng định dạng."),
    ("ngay.jsonl", b'{"id": "a", "text": "Tin.", "issued": "2025-02-31"}',
     "Ngày ban hành không hợp lệ: “2025-02-31” (ngay.jsonl, dòng 1). Vui lòng ghi theo dạng 2024-03-12."),
    ("rong.jsonl", b"\n", "Tệp rong.jsonl không có nội dung."),
    ("../../etc/passwd", b"x", messages.UNKNOWN_FILE.format(name="../../etc/passwd")),
    (None, b"x", messages.UNKNOWN_FILE.format(name=messages.NAMELESS_FILE)),
    ("ngay-sai.txt", "Bến Đá, ngày 31 tháng 2 năm 2025\nTin.\n".encode(),
     messages.IMPOSSIBLE_DATE_IN_FILE.format(name="ngay-sai.txt", value="31/2/2025")),
])
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(
        admin: Chat, name: str | None, data: bytes, sentence: str) -> None:
    assert read(admin, name, data).text == sentence


def test_a_file_larger_than_telegram_gives_is_refused_before_it_is_fetched(api: BotApi, admin: Chat) -> None:
    fetched = len(api.calls("getFile"))

    refused = admin.wait_until_not(admin.document("lon.pdf", b"x", size=20 * 1024 * 1024 + 1), ("Đang",))

    assert refused.text == messages.FILE_TOO_LARGE.format(name="lon.pdf")
    assert len(api.calls("getFile")) == fetched


def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(api: BotApi, admin: Chat) -> None:
    api.refuse("getFile", Refusal(400, "Bad Request: file is temporarily unavailable"))

    assert read(admin, "a.txt", NOTICE.encode()).text == messages.DOWNLOAD_FAILED.format(name="a.txt")


def test_a_card_that_the_admin_deletes_is_written_anew(api: BotApi, admin: Chat) -> None:
    heard = len(admin.heard())
    api.refuse("editMessageText", Refusal(400, "Bad Request: message to edit not found"))

    admin.document("thong-bao-3.txt", "Đèn đường hẻm 7 sáng lại.\n".encode(), caption="15/6/2025")

    shown = admin.next_after(heard + 1)
    assert "Tiêu đề: Đèn đường hẻm 7 sáng lại." in shown.text
    assert press(admin, shown, "Xác nhận").text.startswith("Đã thêm văn bản.")


# -------------------------------------------------------------------------------------- who, and across restarts

def test_files_of_others_are_declined_kindly_and_files_in_groups_are_not_meant_for_the_bot(
        api: BotApi, resident: Chat) -> None:
    fetched = len(api.calls("getFile"))
    assert resident.document("a.txt", NOTICE.encode()).text == messages.FILES_FROM_ADMINS_ONLY
    assert resident.photo(b"\xff\xd8").text == messages.ONLY_TEXT
    assert resident.ask("/them https://phuong.gov.vn").text == messages.UNKNOWN_COMMAND

    group = api.group(80)
    group.document_quietly("a.txt", NOTICE.encode(), user=ADMIN)
    assert group.ask("/hoi", user=ADMIN).text == messages.EMPTY_QUESTION
    group.settle()
    assert len(group.heard()) == 1
    assert len(api.calls("getFile")) == fetched


def test_a_card_obeys_only_who_sent_the_file(running: Ward) -> None:
    shown = read(running.admin, "rieng.txt", "Miếu Bà Cô có 3 cây đa.\n".encode(), "15/6/2025")
    said = list(shown.versions)

    for button in [button for row in shown.rows for button in row]:
        assert running.other_admin.press(shown, button).answer == messages.DRAFT_GONE
        assert running.resident.press(shown, button).answer == messages.GONE
    running.resident.settle()
    assert shown.versions == said
    press(running.admin, shown, "Huỷ")


def test_an_admin_whose_role_was_taken_away_gets_nothing_from_an_old_card(fresh: Ward) -> None:
    third = fresh.api.private(THIRD)
    with fresh.start():
        link = fresh.admin.ask("/moi quản trị").text
        third.ask(f"/start {link.split('start=')[1].split()[0]}")
        shown = read(third, "rieng.txt", "Miếu Bà Cô có 3 cây đa.\n".encode())
        said = list(shown.versions)
        roll = fresh.admin.ask("/quyen")
        fresh.admin.turn(roll, roll.button("Thu hồi"))

        assert {third.press(shown, button).answer for row in shown.rows for button in row} == {messages.GONE}
        assert third.ask("12/3/2025").text == messages.DRAFT_GONE
        assert third.ask("12/3/2025", reply_to=shown).text == messages.DRAFT_GONE
        assert third.document("a.txt", b"x").text == messages.FILES_FROM_ADMINS_ONLY
        third.settle()
        assert shown.versions == said


def test_a_card_from_before_a_restart_is_still_good(fresh: Ward) -> None:
    with fresh.start():
        shown = read(fresh.admin, "thong-bao.txt", NOTICE.encode())

    with fresh.start():
        assert fresh.admin.ask("15/6/2025", reply_to=shown).text == messages.DATE_SET.format(day="15/6/2025")
        assert press(fresh.admin, shown, "Xác nhận").text.startswith("Đã thêm văn bản.")
        assert "từ 8 giờ đến 17 giờ" in fresh.resident.ask(ASKED).text


def test_a_file_that_a_crash_interrupted_is_read_after_the_next_start(fresh: Ward) -> None:
    bot = fresh.start()
    with bot:
        fresh.api.refuse("getFile", *[Refusal(429, "Too Many Requests: retry after 60", retry_after=60)])
        begun = fresh.admin.document("thong-bao.txt", NOTICE.encode(), caption="15/6/2025")
        bot.wait_for_log("getFile: again in 60")
        bot.kill()

    with fresh.start():
        assert fresh.admin.wait_until_not(begun, ("Đang",)).text == card()
        assert len(fresh.admin.heard()) == 1


def test_a_yes_that_a_crash_interrupted_is_done_after_the_next_start_and_once(fresh: Ward) -> None:
    bot = fresh.start()
    with bot:
        shown = read(fresh.admin, "thong-bao.txt", NOTICE.encode(), "15/6/2025")
        fresh.admin.press(shown, shown.button("Xác nhận"))
        bot.kill()

    with fresh.start():
        done = fresh.admin.wait_until_not(shown, ("Đang", "“", "📄"))
        assert done.text.startswith(("Đã thêm văn bản.", "Văn bản này đã có sẵn"))
        assert fresh.resident.ask(ASKED).text.count("từ 8 giờ đến 17 giờ ngày 20/6/2025. [1]") == 1
        assert len(fresh.resident.ask("/moinhat").buttons) == 1
