"""The publication date is where a document says it was published, never where it says what happened."""

from datetime import date

import pytest

from corpus.errors import InvalidValue
from corpus.formats.publication import find, parse

PUBLISHED = date(2025, 12, 22)


@pytest.mark.parametrize("line", [
    "Lương Minh, ngày 22 tháng 12 năm 2025",
    "   Nam Hồng Lĩnh, ngày 22 tháng 12 năm 2025  ",
    "*Thành phố Hà Tĩnh, ngày 22 tháng 12 năm 2025*",
    "TP. Hà Tĩnh, ngày 22 tháng 12, năm 2025.",
    "phường Đậu Liêu, ngày 22/12/2025",
    "(Đậu Liêu, Ngày 22.12.2025)",
    "Ngày 22 tháng 12 năm 2025",
    "Số: 12/BC-UBND   Đậu Liêu, ngày 22 tháng 12 năm 2025",
    "Số 05-NQ/ĐU\tĐậu Liêu, ngày 22 tháng 12 năm 2025",
    "Số: 12/BC-UBND | Đậu Liêu, ngày 22 tháng 12 năm 2025",
    "Ngày đăng: 22/12/2025 08:30",
    "Đăng ngày 22/12/2025",
    "Ngày ban hành: 22/12/2025",
])  # fmt: skip
def test_place_and_date_on_a_line_say_when_a_document_was_published(line: str) -> None:
    assert find(f"BÁO CÁO\n{line}\nChiều ngày 11/3, hội nghị diễn ra.", "a.txt") == PUBLISHED


@pytest.mark.parametrize("line", [
    "Căn cứ Kế hoạch số 12, ngày 22 tháng 12 năm 2025",
    "Chiều ngày 22 tháng 12 năm 2025, Đảng ủy phường tổ chức hội nghị",
    "Hôm nay, ngày 22 tháng 12 năm 2025",
    "Luật Bầu cử đại biểu Quốc hội, ngày 22 tháng 12 năm 2025",
    "Lương Minh, ngày     tháng 12 năm 2025",
    "Thời gian: từ ngày 22/12/2025",
    "22/12/2025",
])  # fmt: skip
def test_a_date_in_running_text_does_not(line: str) -> None:
    assert find(f"BÁO CÁO\n{line}\n", "a.txt") is None


def test_the_place_and_date_may_stand_above_the_signature() -> None:
    text = "Mở đầu\n" * 100 + "Đậu Liêu, ngày 22 tháng 12 năm 2025\nTM. ĐẢNG ỦY\nBÍ THƯ\n"
    assert find(text, "a.txt") == PUBLISHED


def test_but_not_in_the_middle_of_a_long_document() -> None:
    assert find("Mở đầu\n" * 40 + "Đậu Liêu, ngày 22 tháng 12 năm 2025\n" + "Hết\n" * 40, "a.txt") is None


@pytest.mark.parametrize("name", [
    "dau-lieu-2025-12-22.txt", "2025_12_22 báo cáo.docx", "BC 22-12-2025.pdf", "BC_22.12.2025.pdf", "BC20251222.pdf",
    "x/2025-12-22",
])  # fmt: skip
def test_the_name_of_a_file_may_hold_its_date(name: str) -> None:
    assert find("Hội nghị sơ kết", name) == PUBLISHED


@pytest.mark.parametrize("name", [
    "giai đoạn 2021-2024.txt", "18-11-KH.docx", "KH 2024-13-45.txt", "2025-12-22/bao-cao.txt", "0912345678.txt",
])  # fmt: skip
def test_other_numbers_in_a_name_are_no_date(name: str) -> None:
    assert find("Hội nghị sơ kết", name) is None


@pytest.mark.parametrize(("text", "name", "value"), [
    ("Đậu Liêu, ngày 31 tháng 02 năm 2024", "a.txt", "31/02/2024"),
    ("Đậu Liêu, ngày 12 tháng 3 năm 2204", "a.txt", "2204-03-12"),
    ("Hội nghị", "BC 30-02-2024.txt", "30-02-2024"),
])  # fmt: skip
def test_a_stated_date_that_cannot_be_is_an_error_that_shows_it(text: str, name: str, value: str) -> None:
    with pytest.raises(InvalidValue) as invalid:
        find(text, name)
    assert (invalid.value.field, invalid.value.value, invalid.value.name) == ("issued", value, name)


@pytest.mark.parametrize("written", [
    "2025-12-22", " 2025-12-22 ", "2025-12-22T08:00:00+07:00", "22/12/2025", "22-12-2025",
])  # fmt: skip
def test_a_date_that_is_written_down_as_one_is_read(written: str) -> None:
    assert parse(written) == PUBLISHED


@pytest.mark.parametrize("written", [
    "", "hôm qua", "2025", "12/2025", "2025-02-30", "31/02/2025", "1944-12-22", "9999-01-01",
])  # fmt: skip
def test_anything_else_is_invalid(written: str) -> None:
    with pytest.raises(InvalidValue):
        parse(written)
