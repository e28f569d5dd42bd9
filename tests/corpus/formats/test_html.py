"""A web page gives its main text, its title and the day it was published."""

from datetime import date

import pytest

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.content import Content
from corpus.formats.html import extract

PUBLISHED = date(2024, 3, 12)
FIRST = (
    "Chiều ngày 11/3, Đảng uỷ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ "
    "Chính trị, biểu dương điển hình tiêu biểu học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."
)
LAST = "Tại hội nghị, BTV Đảng ủy phường đã biểu dương, khen thưởng 05 tập thể và 06 cá nhân điển hình."
MENU = "<nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='/tin'>Tin tức</a></li></ul></nav>"


def page(body: str, head: str = "") -> str:
    """Return an article on a page with a menu and a footer."""
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>{head}</head><body>{MENU}"
        f"<article><p>{FIRST}</p>{body}<p>{LAST}</p></article><footer>Bản quyền thuộc UBND</footer></body></html>"
    )


def text(body: str) -> list[str]:
    """Return the lines between the first and the last paragraph of an article."""
    first, *lines, last = extract("a.html", page(body).encode()).text.split("\n")
    assert (first, last) == (FIRST, LAST)
    return lines


def test_menu_and_footer_are_no_text() -> None:
    found = extract("a.html", page("").encode())
    assert found == Content(f"{FIRST}\n{LAST}", aside=found.aside)


def test_the_caption_of_a_picture_is_kept_in_its_place() -> None:
    assert text("<figure><img src='a.jpg'><figcaption>Văn nghệ</figcaption></figure>") == ["Văn nghệ"]


def test_headings_lists_and_line_breaks_are_lines() -> None:
    assert text("<h2>I. Kết quả</h2><ul><li>Hiến đất</li><li>Hiến <b>tài</b> sản</li></ul><p>Một<br>Hai</p>") == [
        "I. Kết quả", "- Hiến đất", "- Hiến tài sản", "Một", "Hai",
    ]  # fmt: skip


def test_the_rows_of_a_table_repeat_its_header() -> None:
    assert text(
        "<table><tr><th>Tổ</th><th colspan=2>Số hộ nghèo</th></tr>"
        "<tr><td rowspan=2>TDP 7</td><td>năm 2023</td><td>12</td></tr><tr><td>năm 2024</td><td>9</td></tr></table>"
    ) == ["Tổ: TDP 7; Số hộ nghèo: năm 2023; Số hộ nghèo: 12", "Tổ: TDP 7; Số hộ nghèo: năm 2024; Số hộ nghèo: 9"]


def test_a_table_for_layout_is_read_cell_by_cell() -> None:
    body = "".join(f"<tr><td><p>{paragraph}</p></td></tr>" for paragraph in (FIRST, LAST))
    assert extract("a.html", f"<html><body><table>{body}</table></body></html>".encode()).text == f"{FIRST}\n{LAST}"


def test_a_page_with_little_text_gives_all_that_can_be_seen() -> None:
    body = "<script>x()</script><div>Họp <i>tổ dân phố</i><br>lúc 19h</div><!-- ẩn --><td>TDP 7</td>"
    assert extract("a.html", f"<html><body>{body}</body></html>".encode()).text == "Họp tổ dân phố\nlúc 19h\nTDP 7"


@pytest.mark.parametrize("data", [
    b"<html><head><title>T</title></head><body></body></html>", b"<html><body><img src='a.png'></body></html>",
    b"<!DOCTYPE html>", b"<html><body><script>var text = 'Hello'</script></body></html>",
])  # fmt: skip
def test_a_page_without_a_word_has_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        extract("a.html", data)
    assert refused.value.reason is Unreadable.NO_TEXT


@pytest.mark.parametrize(("head", "title"), [
    ("<meta property='og:title' content=' Khen thưởng\n11 tập thể '><title>Khác</title>", "Khen thưởng 11 tập thể"),
    ("<title>Khen thưởng 11 tập thể - Cổng thông tin điện tử phường Đậu Liêu</title>", "Khen thưởng 11 tập thể"),
    ("<title>Khen thưởng giai đoạn 2021 - 2024</title>", "Khen thưởng giai đoạn 2021 - 2024"),
    ("<title>&nbsp;</title>", ""),
])  # fmt: skip
def test_the_title_of_a_page(head: str, title: str) -> None:
    assert extract("a.html", page("", head).encode()).title == title


def test_the_only_top_heading_goes_before_the_title_of_the_window() -> None:
    data = page("<h1>Khen thưởng 11 tập thể</h1>", "<title>Tin tức</title>").encode()
    assert extract("a.html", data).title == "Khen thưởng 11 tập thể"


@pytest.mark.parametrize("head", [
    "<meta property='article:published_time' content='2024-03-12T08:00:00+07:00'>",
    "<meta property='article:published_time' content='2024-03-11T23:30:00Z'>",
    "<meta name='DC.date.issued' content='12/03/2024'>",
    "<meta itemprop='datePublished' content='12-03-2024 08:30'>",
    "<meta name='pubdate' content='Tue, 12 Mar 2024 08:00:00 +0700'>",
    "<meta name='pubdate' content='0001-01-01T00:00:00'><meta name='date' content='2024-03-12'>",
    "<script type='application/ld+json'>{\"@graph\": [{\"datePublished\": \"2024-03-12T08:00:00+07:00\"}]}</script>",
    "<script type='application/ld+json'>{broken</script><meta name='date' content='20240312'>",
])  # fmt: skip
def test_a_page_states_when_it_was_published(head: str) -> None:
    assert extract("a.html", page("<p class='date'>Thứ Hai, 01/01/2024</p>", head).encode()).issued == PUBLISHED


@pytest.mark.parametrize("body", [
    "<time datetime='2024-03-12T08:00'>hôm qua</time>",
    "<span class='post-date'>Thứ Ba, 12/03/2024 | 08:30</span>",
    "<div class='ngay-dang'>12-03-2024</div><time>12/3/2024</time>",
])  # fmt: skip
def test_or_shows_it_in_one_place(body: str) -> None:
    assert extract("a.html", page(body).encode()).issued == PUBLISHED


@pytest.mark.parametrize("body", [
    "<p>Ngày 12/03/2024, hội nghị diễn ra.</p>",
    "<span class='date'>12/03/2024</span><ul class='related'><li class='time'>15/03/2024</li></ul>",
])  # fmt: skip
def test_several_dates_or_one_in_the_text_say_nothing(body: str) -> None:
    assert extract("a.html", page(body).encode()).issued is None


@pytest.mark.parametrize(("charset", "encoding"), [
    ("windows-1258", "cp1258"), ("utf-8", "utf-8"), ("", "utf-8"), ("", "utf-16"), ("none", "utf-8"), ("hex", "utf-8"),
])  # fmt: skip
def test_a_page_is_decoded_as_it_says_if_that_works(charset: str, encoding: str) -> None:
    tone = "Đa\u0309ng bô\u0323 phươ\u0300ng" if encoding == "cp1258" else "Đảng bộ phường"
    data = f"<html><head><meta charset='{charset}'></head><body>{tone}</body></html>".encode(encoding)
    assert extract("a.html", data).text in {tone, "Đảng bộ phường"}


def test_a_page_in_xhtml_or_without_any_tag_is_read() -> None:
    xhtml = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><p>Đảng bộ</p></html>'
    assert [extract("a.html", data.encode()).text for data in (xhtml, "Đảng bộ")] == ["Đảng bộ", "Đảng bộ"]


def test_a_page_too_deep_to_be_read_to_its_end_is_broken() -> None:
    with pytest.raises(UnreadableFile) as refused:
        extract("a.html", ("Đảng bộ" + "<div>" * 5000 + "phường").encode())
    assert refused.value.reason is Unreadable.BROKEN


def test_a_document_saved_as_a_page_keeps_lines_that_are_alike() -> None:
    line = "Đơn vị chủ trì: Đồng chí Phó Chủ tịch Thường trực, phụ trách lĩnh vực Giám sát và Phản biện xã hội."
    body = "".join(f"<p>{text}</p>" for text in (FIRST, line, LAST, line))
    assert extract("a.html", f"<html><body>{body}</body></html>".encode()).text.split("\n") == [FIRST, line, LAST, line]


def test_cells_that_claim_to_span_everything_do_not_exhaust_anything() -> None:
    rows = "<tr>" + "<td rowspan=9999 colspan=9999>Tổ</td>" * 200 + "</tr>"
    assert 4000 <= extract("a.html", f"<table>{rows * 20}</table>".encode()).text.count("Tổ") < 10_000
