"""A row of a sheet says what its columns say, in figures as the sheet shows them."""

import datetime
import io
from typing import Any

import openpyxl
import pytest

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import separated, spreadsheet


def book(*rows: list[Any], formats: dict[str, str] | None = None, more: dict[str, list[list[Any]]] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    for title, others in (more or {}).items():
        extra = workbook.create_sheet(title)
        for row in others:
            extra.append(row)
        if title == "Ẩn":
            extra.sheet_state = "hidden"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def lines(data: bytes) -> list[str]:
    return spreadsheet.extract("a.xlsx", data).text.split("\n")


def test_each_row_is_a_line_with_its_header_and_what_stands_above_is_kept() -> None:
    data = book(["DANH SÁCH HỘ HIẾN ĐẤT NĂM 2024", None, None], [None, None, None], ["TT", "Họ và tên", "Diện tích (m2)"],
                [1, "Trần Văn Mẫu", 35], [2, "Lê Thị Thử", 120.5])
    assert lines(data) == ["DANH SÁCH HỘ HIẾN ĐẤT NĂM 2024", "TT: 1; Họ và tên: Trần Văn Mẫu; Diện tích (m2): 35",
                           "TT: 2; Họ và tên: Lê Thị Thử; Diện tích (m2): 120,5"]


def test_figures_are_written_as_the_sheet_shows_them() -> None:
    data = book(["Chỉ tiêu", "Giá trị", "Tỷ lệ", "Ngày"], ["Thu", 1250000, 0.955, datetime.date(2024, 3, 12)],
                ["Chi", 2500.5, 1, datetime.datetime(2024, 3, 12, 8, 5)],
                formats={"B2": "#,##0", "C2": "0.0%", "B3": "#,##0.00", "C3": "0%"})
    assert lines(data) == ["Chỉ tiêu: Thu; Giá trị: 1.250.000; Tỷ lệ: 95,5%; Ngày: 12/3/2024",
                           "Chỉ tiêu: Chi; Giá trị: 2.500,50; Tỷ lệ: 100%; Ngày: 12/3/2024 8:05"]


def test_several_sheets_stand_under_their_names_and_hidden_ones_are_left_out() -> None:
    more = {"Quý II": [["Tổ", "Số hộ"], ["TDP 8", 9]], "Ẩn": [["A", "B"], ["x", 1]]}
    data = book(["Tổ", "Số hộ"], ["TDP 7", 12], more=more)
    assert lines(data) == ["Sheet", "Tổ: TDP 7; Số hộ: 12", "Quý II", "Tổ: TDP 8; Số hộ: 9"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_file_is_read_whatever_separates_its_cells(mark: str) -> None:
    rows = [["Họ và tên", "Chức vụ", "Ghi chú"], ["Bùi Đức Song", "Phó Bí thư", f'"Khối Đảng{mark} đoàn thể"'],
            ["Nguyễn Trung Kiên", "Trưởng Công an", ""]]
    data = "\r\n".join(mark.join(row) for row in rows).encode("utf-8-sig")
    assert separated.extract("a.csv", data).text.split("\n") == [
        f"Họ và tên: Bùi Đức Song; Chức vụ: Phó Bí thư; Ghi chú: Khối Đảng{mark} đoàn thể".replace("\t", ""),
        "Họ và tên: Nguyễn Trung Kiên; Chức vụ: Trưởng Công an"]


def test_a_csv_file_in_an_old_encoding_is_repaired() -> None:
    data = "TT;Tªn;Ghi chó\n1;§¶ng ñy ph\xadêng §Ëu Liªu;tæ chøc héi nghÞ s¬ kÕt".encode("cp1252")
    assert separated.extract("a.csv", data).text == "TT: 1; Tên: Đảng ủy phường Đậu Liêu; Ghi chú: tổ chức hội nghị sơ kết"


def test_a_csv_file_of_bytes_is_broken() -> None:
    with pytest.raises(UnreadableFile) as refused:
        separated.extract("a.csv", bytes(range(256)) * 4)
    assert refused.value.reason is Unreadable.BROKEN
