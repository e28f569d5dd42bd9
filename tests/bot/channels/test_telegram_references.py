"""/vanban with the real bot: cards, choices, lists, and what a resident may not learn."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest

from bot import messages
from bot.assembly import assemble
from bot.settings import Settings
from botapi.chat import Chat
from botapi.process import BotProcess
from botapi.server import BotApi
from corpus.document import Audience, Document

MANY = "\n".join(f"Phường triển khai Thông báo số {n}-TB/TU của Tỉnh ủy về việc thứ {n} trong năm." for n in range(1, 12))
DOCUMENTS = [
    Document("so-ket", "Sơ kết Kết luận 01", date(2024, 3, 12), Audience.PUBLIC, """\
Đảng uỷ phường sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ Chính trị
Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập và làm theo Bác”.
Phường đã hoàn thành 45 công trình trị giá 58 tỷ đồng.
Thực hiện Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 về chỉnh trang đô thị."""),
    Document("so-hoa", "Chuyển đổi số", date(2026, 3, 1), Audience.PUBLIC,
             "Triển khai Nghị quyết số 05-NQ/ĐU ngày 20/11/2025 về chuyển đổi số.\n" + MANY),
    Document("kiem-tra", "Kết luận kiểm tra", date(2026, 7, 20), Audience.PARTY,
             "Kết luận kiểm tra\nSố 07-KL/ĐU\nTheo Quy định số 66-QĐ/TW ngày 06/02/2023 của Ban Bí thư."),
    Document("lich", "Lịch trực", date(2026, 7, 21), Audience.STAFF, "Lịch trực\nSố: 142/LT-UBND\nTrực theo phân công."),
]
ADMIN = 5
CARD = """\
Kết luận số 01-KL/TW
Cơ quan ban hành: Bộ Chính trị
Ngày ban hành: chưa rõ
Trích yếu: về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập và làm theo Bác”
Tình trạng: chưa xác định

Kết quả thực hiện tại phường, theo các bản tin:
Phường đã hoàn thành 45 công trình trị giá 58 tỷ đồng.Sơ kết Kết luận 01 – 12/3/2024 – đoạn 3

Văn bản liên quan:
• được sơ kết, tổng kết: “Sơ kết Kết luận 01” (12/3/2024)
• tiếp tục thực hiện 05-CT/TW

Được nhắc ở 2 đoạn trong 1 văn bản.
✓ là thông tin cán bộ đã xác nhận; phần còn lại đọc từ tài liệu của phường."""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    folder = tmp_path_factory.mktemp("vanban")
    library = assemble(Settings(data=folder / "data")).library
    list(library.add(DOCUMENTS))
    library.close()
    with ExitStack() as stack:
        api = stack.enter_context(BotApi())
        stack.enter_context(BotProcess(api, folder, admins=[ADMIN]))
        yield api


@pytest.fixture
def resident(api: BotApi) -> Chat:
    return api.private(1001)


@pytest.mark.parametrize("text", ["/vanban 01-KL/TW", "/vanban kl 01", "/vanban ket luan so 1", "KL01"])
def test_a_number_opens_its_card(resident: Chat, text: str) -> None:
    said = resident.ask(text)
    assert said.text == CARD
    assert said.buttons == ["12/3/2024 – đoạn 1", "12/3/2024 – đoạn 2", "05-CT/TW"]


def test_a_mention_opens_its_passage_and_a_related_document_its_card(resident: Chat) -> None:
    said = resident.ask("/vanban kl 01")
    assert "Thực hiện Kết luận số 01-KL/TW" in resident.open(said, said.button("12/3/2024 – đoạn 2")).text
    other = resident.open(said, said.button("05-CT/TW"))
    assert other.text.startswith("Chỉ thị số 05-CT/TW\n")
    assert "• được tiếp tục thực hiện theo 01-KL/TW" in other.text


def test_a_number_given_twice_is_asked_back(resident: Chat) -> None:
    said = resident.ask("/vanban nq 05")
    assert said.text == "Có nhiều văn bản ứng với “NQ 05”. Ông/bà hỏi văn bản nào?"
    assert said.buttons == ["05-NQ/ĐU (20/11/2025) về chuyển đổi số", "05-NQ/ĐU (12/3/2021) về chỉnh trang đô thị"]
    card = resident.open(said, said.button("05-NQ/ĐU (12/3/2021) về chỉnh trang đô thị"))
    assert "Ngày ban hành: 12/3/2021" in card.text


def test_an_unknown_number_is_met_with_the_nearest(resident: Chat) -> None:
    said = resident.ask("/vanban chỉ thị 09")
    assert said.text == "Trợ lý chưa thấy văn bản “CT 09” trong kho tài liệu.\nSố hiệu gần nhất:"
    assert said.buttons == ["05-CT/TW"]
    assert resident.ask("/vanban gì đó").text == messages.NOT_A_REFERENCE


def test_alone_it_lists_the_kinds_and_pages_through_one(resident: Chat) -> None:
    said = resident.ask("/vanban")
    assert said.text == messages.ALL_REFERENCES
    assert said.buttons == ["Thông báo (11)", "Nghị quyết (2)", "Chỉ thị (1)", "Kết luận (1)"]
    page = resident.turn(said, said.button("Thông báo (11)"))
    assert page.text.startswith("Thông báo\nChưa rõ năm: 01-TB/TU, 02-TB/TU")
    page = resident.turn(page, page.button(messages.LATER))
    assert page.buttons == ["09-TB/TU", "10-TB/TU", "11-TB/TU", messages.EARLIER, messages.BACK_TO_KINDS]
    assert resident.turn(page, page.button(messages.BACK_TO_KINDS)).text == messages.ALL_REFERENCES


@pytest.mark.parametrize("text", ["/vanban 07-KL/ĐU", "/vanban 66-QĐ/TW", "/vanban quy dinh 66", "07-KL/ĐU",
                                  "/vanban 142/LT-UBND", "/vanban 7", "/vanban 66"])
def test_a_resident_does_not_learn_what_only_others_may_read(resident: Chat, text: str) -> None:
    said = resident.ask(text)
    assert "Kết luận kiểm tra" not in said.text
    assert not {"07-KL/ĐU", "66-QĐ/TW", "142/LT-UBND"} & {label.split(" ")[0] for label in said.buttons}


def test_a_forged_or_foreign_button_opens_nothing(api: BotApi, resident: Chat) -> None:
    said = resident.ask("/vanban")
    admin = api.private(ADMIN)
    card = admin.ask("/vanban 142/LT-UBND")
    assert card.text.startswith("Văn bản số 142/LT-UBND")
    assert messages.OPEN_ORIGINAL in card.buttons
    listed = admin.ask("/vanban")
    page = admin.turn(listed, listed.button("Luật, công văn, loại khác (1)"))
    for foreign in (*(one.data for row in (*card.rows, *page.rows) for one in row if one.data != "vbk"), "vbl::0",
                    "vbc:000000000000:0", "vbm:000000000000:0:0", "vbl::9999"):
        assert resident.press(said, foreign).answer == messages.GONE, foreign
    resident.settle()
    assert resident.heard()[-1] == said


def test_in_a_group_even_an_admin_is_shown_what_is_public(api: BotApi) -> None:
    group = api.group(100500)
    said = group.ask("/vanban 142/LT-UBND", user=ADMIN)
    assert said.text.startswith("Trợ lý chưa thấy văn bản “142/LT-UBND”")


def test_a_card_quotes_nothing_on_a_closed_topic_except_to_admins(resident: Chat, api: BotApi) -> None:
    admin = api.private(ADMIN)
    admin.ask("/tat chủ đề sơ kết kết luận 01")
    try:
        shown = resident.ask("/vanban 01-KL/TW")
        assert shown.text == """\
Kết luận số 01-KL/TW
Cơ quan ban hành: Bộ Chính trị
Ngày ban hành: chưa rõ
Trích yếu: chưa rõ
Tình trạng: chưa xác định

Được nhắc ở 0 đoạn trong 0 văn bản.
✓ là thông tin cán bộ đã xác nhận; phần còn lại đọc từ tài liệu của phường."""
        assert shown.buttons == []
        assert admin.ask("/vanban 01-KL/TW").text == CARD
    finally:
        admin.ask("/bat chủ đề sơ kết kết luận 01")
    assert resident.ask("/vanban 01-KL/TW").text == CARD
