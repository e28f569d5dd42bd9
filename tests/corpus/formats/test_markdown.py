"""Markdown gives the text of a page without its marks."""

from datetime import date

import pytest

from corpus.errors import InvalidValue
from corpus.formats.content import Content
from corpus.formats.markdown import extract


def text(page: str) -> str:
    """Return the text of a page."""
    return extract("a.md", page.encode()).text


def test_a_page_keeps_its_headings_lists_and_paragraphs_as_plain_lines() -> None:
    page = """# Báo cáo **quý I** năm 2025 #

## I. Kết quả
Đã xây dựng [45 công trình](https://example.vn/a) trị giá *58 tỷ đồng*, ![ảnh](a.png)
xem `05-CT/TW`.

* Hiến trên 2.700 m2 đất
  + Tài sản 2,9 tỷ đồng
1. __Khen thưởng__ 05 tập thể

> Học tập và làm theo

Tổng kết
========
"""
    assert text(page) == """Báo cáo quý I năm 2025

I. Kết quả
Đã xây dựng 45 công trình trị giá 58 tỷ đồng, ảnh
xem 05-CT/TW.

- Hiến trên 2.700 m2 đất
  - Tài sản 2,9 tỷ đồng
1. Khen thưởng 05 tập thể

Học tập và làm theo

Tổng kết
"""


def test_front_matter_gives_title_and_date_and_is_no_text() -> None:
    page = '---\r\ntitle: "Họp tổ dân phố"\r\ndate: 2024-03-12\r\ntags: [a]\r\n---\r\n# Khác\r\n'
    assert extract("a.md", page.encode()) == Content("Khác\n", "Họp tổ dân phố", date(2024, 3, 12))


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert extract("a.md", "\n# Họp *tổ dân phố*.\nNội dung".encode()).title == "Họp tổ dân phố."


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert extract("a.md", "---\nNội dung\n".encode()) == Content("Nội dung\n")


def test_a_date_that_cannot_be_is_an_error() -> None:
    with pytest.raises(InvalidValue) as invalid:
        extract("a.md", "---\ndate: 31/02/2024\n---\nNội dung".encode())
    assert (invalid.value.value, invalid.value.name) == ("31/02/2024", "a.md")


def test_the_rows_of_a_table_repeat_its_header() -> None:
    page = "| Tổ | Số hộ |\n|:---|---:|\n| **TDP 7** | 12 |\n| TDP 8 | 9 |\n\nHết"
    assert text(page) == "Tổ: TDP 7; Số hộ: 12\nTổ: TDP 8; Số hộ: 9\n\nHết"


def test_marks_that_are_meant_as_such_stay() -> None:
    page = "2*3*4 = 24, so_ho_ngheo, Số: ____/BC, 5 \\* 6, a < b > c\n```\n# giữ *nguyên*\n```"
    assert text(page) == "2*3*4 = 24, so_ho_ngheo, Số: ____/BC, 5 * 6, a < b > c\n# giữ *nguyên*"


@pytest.mark.parametrize("piece", ["*", "[", "_a", "`", "<a ", "[a](", "<!--", "**a", "![", "\\", "| a ", "> "])
def test_a_line_of_nothing_but_marks_is_read_quickly(piece: str) -> None:
    assert len(text(piece * 20_000)) <= len(piece) * 20_000
