"""What comes from the web or from a camera, and what a reading that takes long leaves to others."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pages import page, saved

from bot import messages
from bot.assembly import assemble
from bot.channels.telegram.albums import Parcel, parcels
from bot.channels.telegram.application import build
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.confirming import Confirming
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.status import Status
from bot.records.arrivals import Arrival, Kind
from bot.records.drafts import Draft
from bot.settings import Secret, Settings
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from corpus import programs
from corpus.fetching import Fetched, Fetcher

ADMIN = 5
needs_ocr = pytest.mark.skipif(programs.Program.OCR in programs.missing(), reason="tesseract is not installed")
REPORT = """\
UBND PHƯỜNG SÔNG TRĂNG
Số: 45/BC-UBND
Sông Trăng, ngày 12 tháng 5 năm 2025
BÁO CÁO
Kết quả trồng cây đầu năm
Nhân dân toàn phường đã trồng 4.321 cây xanh dọc các tuyến đường mới mở."""


def photo(text: str, stamp: str = "") -> bytes:
    """Return the upper part of a page as Telegram hands over a photo of it."""
    picture, _ = page(text, noise=2, stamp=stamp)
    return saved("JPEG", picture.crop((0, 0, picture.width, 1100)).resize((1280, 568)))


class OneSite(Fetcher):
    """The web, which has one page."""

    def fetch(self, address: str) -> Fetched:
        return Fetched(address, "tin.html", f"""<html><head><title>Khánh thành cầu Ba Lung</title></head><body><article>
            <h1>Khánh thành cầu Ba Lung</h1><p>{'Sáng 3/4/2025, phường khánh thành cầu Ba Lung dài 75 m. ' * 9}</p>
            </article></body></html>""".encode())


def test_a_page_of_the_web_becomes_a_card(tmp_path: Path) -> None:
    with BotApi() as api:
        settings = Settings(data=tmp_path, token=Secret(api.token), api_url=api.url, admins=frozenset({ADMIN}))
        chat = api.private(ADMIN)

        async def take() -> None:
            assistant = assemble(settings)
            application = build(settings)
            intake = Intake(assistant, Confirming(assistant, AskingBack()), OneSite())
            async with application:
                page = Arrival(ADMIN, 1, Kind.ADDRESS, "https://phuong.vn/tin", words="cán bộ 4/4/2025")
                intake.take(page, application.bot)
                await intake.finish()

        asyncio.run(take())
        [shown] = chat.heard()
        assert shown.versions[0] == "Đang đọc https://phuong.vn/tin…"
        assert "Tiêu đề: Khánh thành cầu Ba Lung\nNgày ban hành: 4/4/2025\nPhạm vi: Cán bộ" in shown.text


class EndsAfterTheCard(Confirming):
    """A process that ends when the card is there, before it noted that the file was read."""

    async def present(self, draft: Draft, status: Status, *, given: bool) -> None:
        await super().present(draft, status, given=given)
        raise asyncio.CancelledError


def test_a_card_that_was_there_when_the_bot_ended_stays_the_card_of_its_draft(tmp_path: Path) -> None:
    with BotApi() as api:
        settings = Settings(data=tmp_path, token=Secret(api.token), api_url=api.url, admins=frozenset({ADMIN}))
        chat = api.private(ADMIN)

        async def take() -> list[Draft]:
            assistant = assemble(settings)
            drafts, application = assistant.records.drafts, build(settings)
            async with application:
                ending = Intake(assistant, EndsAfterTheCard(assistant, AskingBack()), OneSite())
                ending.take(Arrival(ADMIN, 1, Kind.ADDRESS, "https://phuong.vn/tin", words="4/4/2025"), application.bot)
                await ending.finish()
                before = drafts.read_from(1, now=datetime.now(UTC))
                started = Intake(assistant, Confirming(assistant, AskingBack()), OneSite())
                started.resume(application.bot)
                await started.finish()
                assert assistant.records.arrivals.people() == []
                assert drafts.read_from(1, now=datetime.now(UTC)) == before
            return before

        [draft] = asyncio.run(take())
        [shown] = chat.heard()
        assert shown.id == draft.message
        assert shown.text.count("Tiêu đề: Khánh thành cầu Ba Lung") == 1


def test_the_pictures_of_an_album_are_pages_and_other_files_are_documents() -> None:
    files = [Arrival(5, n, kind, str(n), name, album="a") for n, kind, name in (
        (3, Kind.PHOTO, "ảnh"), (1, Kind.FILE, "b.PDF"), (2, Kind.FILE, "c.jpg"))]

    assert parcels(files) == [Parcel((files[2], files[0])), Parcel((files[1],))]
    assert parcels(files[:1]) == [Parcel((files[0],))]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi() as server, BotProcess(server, tmp_path_factory.mktemp("intake"), admins=[ADMIN]):
        yield server


@pytest.fixture
def admin(api: BotApi) -> Chat:
    return api.private(ADMIN)


@needs_ocr
def test_photos_of_pages_are_one_document_and_residents_are_answered_meanwhile(api: BotApi, admin: Chat) -> None:
    first, second = map(photo, (REPORT, "Nơi nhận: Thường trực Đảng ủy, lưu văn phòng."))
    before = len(admin.heard())
    admin.album((None, first), (None, second), caption="công khai")
    shown = admin.next_after(before)

    assert api.private(1001).ask("Phường có bao nhiêu cây xanh?", seconds=2).text == messages.EMPTY_CORPUS
    assert shown.text.startswith("Đang đọc ảnh chụp (2 trang)")

    admin.wait_until_not(shown, ("Đang",), seconds=60)
    assert "Ngày ban hành: 12/5/2025\nSố hiệu: 45/BC-UBND\nCơ quan ban hành: UBND PHƯỜNG SÔNG TRĂNG\n" in shown.text
    assert "Gồm: 2 trang, " in shown.text
    assert len(admin.heard()) == before + 1
    admin.press(shown, shown.button("Xác nhận"))
    admin.wait_until_not(shown, ("Đang", "“", "📄"))
    resident = api.private(1001)
    answer = resident.ask("Nhân dân đã trồng bao nhiêu cây xanh?")
    assert "4.321 cây xanh" in answer.text
    passage = resident.open(answer, answer.button("Xem đoạn"))
    file = resident.open(passage, passage.button("Tệp gốc"))
    assert (file.document or "").endswith(".zip")
    with ZipFile(BytesIO(file.data)) as album:
        assert [album.read(name) for name in album.namelist()] == [first, second]


@needs_ocr
def test_a_photo_without_letters_gets_one_clear_sentence(admin: Chat) -> None:
    said = admin.wait_until_not(admin.photo(photo(""), caption="15/6/2025"), ("Đang",), seconds=60)

    assert said.text == "Tệp ảnh chụp không có chữ đọc được. Vui lòng chụp, quét lại cho rõ hoặc gửi bản có chữ."


@needs_ocr
def test_a_stamp_in_a_photo_is_refused(admin: Chat) -> None:
    said = admin.wait_until_not(admin.photo(photo(REPORT, stamp="MẬT")), ("Đang",), seconds=60)

    assert said.text == "Tệp ảnh chụp có dấu độ mật (MẬT, TỐI MẬT, TUYỆT MẬT) nên Trợ lý không nhận và không lưu gì."
