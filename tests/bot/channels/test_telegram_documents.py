"""An admin sends a file to the real bot, and residents ask about it."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as new_docx

from bot import messages
from botapi.chat import Chat
from botapi.errors import Refusal
from botapi.process import BotProcess
from botapi.server import BotApi

ADMIN = 5
NOTICE = """\
Thông báo ngừng cấp nước khu vực Bến Đá
Do sửa chữa đường ống, khu vực Bến Đá ngừng cấp nước từ 8 giờ đến 17 giờ ngày 20/6/2025.
"""
UNDERSTOOD = """\
{change}
Tiêu đề: Thông báo ngừng cấp nước khu vực Bến Đá
Ngày ban hành: {issued}
Phạm vi: {audience}
Số đoạn: 2

{next}
Nếu ngày hoặc phạm vi chưa đúng, vui lòng gửi lại tệp với chú thích đúng."""
TRY_IT = "Ông/bà có thể hỏi thử ngay."
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi() as server, BotProcess(server, tmp_path_factory.mktemp("documents"), admins=[ADMIN]):
        yield server


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


@pytest.fixture
def resident(api: BotApi) -> Chat:
    return api.private(1001)


def understood(change: str, issued: str, audience: str = "Công khai", next: str = TRY_IT) -> str:
    return UNDERSTOOD.format(change=change, issued=issued, audience=audience, next=next)


def sent(chat: Chat, name: str | None, data: bytes, caption: str = "") -> list[str]:
    """Send a file and return what the status message said, one after the other."""
    status = chat.document(name, data, caption=caption)
    return chat.wait_until_not(status, ("Đang đọc", "Đã đọc")).versions


def test_a_file_of_an_admin_is_read_indexed_and_answers_a_question(admin: Chat, resident: Chat) -> None:
    assert resident.ask("Khu vực Bến Đá ngừng cấp nước đến mấy giờ?").text == messages.EMPTY_CORPUS

    assert sent(admin, "thong-bao.txt", NOTICE.encode(), "15/6/2025") == [
        "Đang đọc tệp thong-bao.txt…",
        "Đã đọc “Thông báo ngừng cấp nước khu vực Bến Đá”. Đang lập chỉ mục…",
        understood("Đã thêm văn bản.", "15/6/2025"),
    ]
    assert resident.ask("Khu vực Bến Đá ngừng cấp nước đến mấy giờ?").text.endswith(
        "Do sửa chữa đường ống, khu vực Bến Đá ngừng cấp nước từ 8 giờ đến 17 giờ ngày 20/6/2025. [1]\n\n"
        "[1] Thông báo ngừng cấp nước khu vực Bến Đá – 15/6/2025 – đoạn 2")


def test_the_same_file_again_changes_nothing_and_another_version_takes_its_place(admin: Chat, resident: Chat) -> None:
    sent(admin, "thong-bao.txt", NOTICE.encode(), "15/6/2025")

    assert sent(admin, "thong-bao.txt", NOTICE.encode(), "15/6/2025")[-1] == understood(
        "Văn bản này đã có sẵn, nội dung không đổi.", "15/6/2025")
    assert sent(admin, "thong-bao.txt", NOTICE.replace("17 giờ", "19 giờ").encode(), "16/6/2025")[-1] == understood(
        "Đã thay bản cũ bằng bản mới.", "16/6/2025")
    assert "từ 8 giờ đến 19 giờ" in resident.ask("Khu vực Bến Đá ngừng cấp nước đến mấy giờ?").text


def test_the_caption_says_who_may_read_it(admin: Chat, resident: Chat) -> None:
    text = "Lịch trực bão của cán bộ\nBà Trần Thị Thử trực bão tại trạm bơm số 9 vào đêm thứ bảy.\n"

    assert "Phạm vi: Cán bộ" in sent(admin, "truc.txt", text.encode(), "cán bộ, 2025-06-15")[-1]
    assert "trạm bơm số 9" in admin.ask("Ai trực bão tại trạm bơm số 9?").text
    assert "trạm bơm số 9" not in resident.ask("Ai trực bão tại trạm bơm số 9?").text

    card = sent(admin, "chi-bo.txt", NOTICE.replace("Thông báo", "Chi bộ báo").encode(), "đảng viên 15/6/2025")[-1]
    assert "Phạm vi: Đảng viên" in card
    assert "Chỉ người được đọc văn bản phạm vi này mới hỏi được." in card


def test_a_word_document_is_read_too(admin: Chat, resident: Chat) -> None:
    document, file = new_docx(), BytesIO()
    document.add_heading("Ra quân dọn vệ sinh")
    document.add_paragraph("Sáng 7/6/2025, Đoàn phường trồng 312 cây bàng dọc kênh Ông Mười.")
    document.save(file)

    assert "Tiêu đề: Ra quân dọn vệ sinh\nNgày ban hành: 8/6/2025" in sent(
        admin, "ra-quan.docx", file.getvalue(), "8/6/2025")[-1]
    assert "312 cây bàng" in resident.ask("Đoàn phường trồng bao nhiêu cây bàng?").text


def test_a_file_without_a_date_is_asked_for_one(admin: Chat) -> None:
    assert sent(admin, "khong-ngay.txt", "Một văn bản không ngày nào cả.\n".encode())[-1] == (
        "Không tìm thấy ngày ban hành trong khong-ngay.txt. "
        "Vui lòng gửi lại tệp và ghi ngày ở phần chú thích, ví dụ: 12/3/2024.")


@pytest.mark.parametrize(("caption", "sentence"), [
    ("31/2/2025", "Ngày ban hành không hợp lệ: “31/2/2025”. Vui lòng ghi theo dạng 2024-03-12."),
    ("lưu hành nội bộ", messages.UNCLEAR_AUDIENCE.format(words="nội bộ")),
    ("công khai, đảng viên", messages.UNCLEAR_AUDIENCE.format(words="công khai, đảng viên")),
])
def test_a_caption_that_cannot_be_meant_is_asked_about_before_reading(admin: Chat, caption: str, sentence: str) -> None:
    assert sent(admin, "thong-bao-2.txt", NOTICE.encode(), caption) == [sentence]


def zipped(name: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(("name", "data", "sentence"), [
    ("rong.txt", b"", "Tệp rong.txt không có nội dung."),
    ("trang.txt", b" \n\n ", "Tệp trang.txt không có nội dung."),
    ("mat-khau.docx", ENCRYPTED, "Tệp mat-khau.docx có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại."),
    ("hong.docx", b"PK\x03\x04 nothing", "Không đọc được tệp hong.docx: tệp bị hỏng hoặc không đúng định dạng."),
    ("khac.docx", zipped("a.txt"), "Không đọc được tệp khac.docx: tệp bị hỏng hoặc không đúng định dạng."),
    ("hong.pdf", b"%PDF-1.7 nothing", "Không đọc được tệp hong.pdf: tệp bị hỏng hoặc không đúng định dạng."),
    ("bang.xls", b"x", messages.UNKNOWN_FILE.format(name="bang.xls")),
    ("nhieu.jsonl", b"{}", messages.UNKNOWN_FILE.format(name="nhieu.jsonl")),
    ("../../etc/passwd", b"x", messages.UNKNOWN_FILE.format(name="../../etc/passwd")),
    (None, b"x", messages.UNKNOWN_FILE.format(name=messages.NAMELESS_FILE)),
])
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(
        admin: Chat, name: str | None, data: bytes, sentence: str) -> None:
    assert sent(admin, name, data, "15/6/2025")[-1] == sentence


def test_a_file_larger_than_telegram_gives_is_refused_before_it_is_fetched(api: BotApi, admin: Chat) -> None:
    fetched = len(api.calls("getFile"))

    refused = admin.document("lon.pdf", b"x", size=20 * 1024 * 1024 + 1)

    assert refused.text == messages.FILE_TOO_LARGE.format(name="lon.pdf")
    assert len(api.calls("getFile")) == fetched


def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(api: BotApi, admin: Chat) -> None:
    api.refuse("getFile", Refusal(400, "Bad Request: file is temporarily unavailable"))

    assert sent(admin, "a.txt", NOTICE.encode())[-1] == messages.DOWNLOAD_FAILED.format(name="a.txt")


def test_a_status_message_that_the_admin_deletes_is_written_anew(api: BotApi, admin: Chat) -> None:
    refusal = Refusal(400, "Bad Request: message to edit not found")
    api.refuse("editMessageText", refusal, refusal)
    heard = len(admin.heard())

    admin.document("thong-bao-3.txt", NOTICE.encode(), caption="15/6/2025")

    assert admin.next_after(heard + 1).text.startswith("Đã đọc")
    assert admin.next_after(heard + 2).text.startswith("Đã thêm văn bản.")


def test_files_of_others_are_declined_kindly_and_files_in_groups_are_not_meant_for_the_bot(
        api: BotApi, resident: Chat) -> None:
    fetched = len(api.calls("getFile"))
    assert resident.document("a.txt", NOTICE.encode()).text == messages.FILES_FROM_ADMINS_ONLY

    group = api.group(80)
    group.document_quietly("a.txt", NOTICE.encode(), user=ADMIN)
    assert group.ask("/hoi", user=ADMIN).text == messages.EMPTY_QUESTION
    assert len(group.heard()) == 1
    assert len(api.calls("getFile")) == fetched
