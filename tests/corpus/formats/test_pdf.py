"""A PDF gives the paragraphs that a reader sees, not the lines that fit on its pages."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import pdf
from corpus.formats.pdf import extract

MakePdf = Callable[..., bytes]

# Letters are 6 points wide: a full line of 75 letters from 85 reaches 535.
FIRST = "Chiều ngày 11/3, Đảng uỷ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm"      # begins at 115
SECOND = "thực hiện Kết luận số 01-KL/TW của Bộ Chính trị, biểu dương khen thưởng các"
THIRD = "điển hình tiêu biểu."
NEXT = "Tại hội nghị, BTV Đảng ủy khen thưởng 05 tập thể và 06 cá nhân."


def lines(data: bytes) -> list[str]:
    """Return the paragraphs of a PDF."""
    return extract("a.pdf", data).text.split("\n")


def refusal(data: bytes) -> Unreadable:
    """Return the reason why a PDF is not read."""
    with pytest.raises(UnreadableFile) as refused:
        extract("a.pdf", data)
    return refused.value.reason


def test_the_lines_of_a_paragraph_are_joined_and_paragraphs_are_kept_apart(make_pdf: MakePdf) -> None:
    page = [(250, 740, "BÁO CÁO"), (115, 700, FIRST), (85, 682, SECOND), (85, 664, THIRD), (115, 646, NEXT)]
    assert lines(make_pdf(page)) == ["BÁO CÁO", f"{FIRST} {SECOND} {THIRD}", NEXT]


def test_a_full_line_before_an_indented_one_ends_its_paragraph(make_pdf: MakePdf) -> None:
    page = [(115, 700, FIRST), (85, 682, SECOND), (115, 664, NEXT), (115, 646, "Hết.")]
    assert lines(make_pdf(page)) == [f"{FIRST} {SECOND}", NEXT, "Hết."]


def test_items_of_a_list_are_paragraphs(make_pdf: MakePdf) -> None:
    full = "- Xây dựng 45 công trình trị giá 58 tỷ đồng trong giai đoạn 2021 đến 2023;"
    texts = [full, "- Hiến đất;", "a) Tổ dân phố 7;"]
    assert lines(make_pdf([(85, 700 - 18 * at, text) for at, text in enumerate(texts)])) == texts


def test_what_a_hyphen_kept_together_stays_together(make_pdf: MakePdf) -> None:
    page = [(115, 700, FIRST), (85, 682, SECOND[:70] + "2020-"), (85, 664, "2025 và Kết luận số 01-KL/TW.")]
    assert lines(make_pdf(page)) == [f"{FIRST} {SECOND[:70]}2020-2025 và Kết luận số 01-KL/TW."]


def test_a_paragraph_goes_on_over_the_page_without_header_footer_and_page_number(make_pdf: MakePdf) -> None:
    bodies = [[(115, 700, FIRST), (85, 682, SECOND)], [(85, 760, THIRD), (115, 742, NEXT)], [(115, 760, "Hết")]]
    pages = [
        [(85, 800, "UBND phường Đậu Liêu"), *body, (300, 40, f"{number}"), (85, 30, f"Trang {number}/3 - BC 12")]
        for number, body in enumerate(bodies, start=1)
    ]
    assert lines(make_pdf(*pages)) == [f"{FIRST} {SECOND} {THIRD}", NEXT, "Hết"]


def test_a_number_in_a_table_at_the_foot_of_a_page_is_no_page_number(make_pdf: MakePdf) -> None:
    page = [
        (85, 700, "Phụ lục"), (85, 90, "STT"), (185, 90, "Tổ dân phố"), (400, 90, "Số hộ"),
        (85, 72, "1"), (185, 72, "TDP 7"), (400, 72, "12"),
    ]  # fmt: skip
    assert lines(make_pdf(page)) == ["Phụ lục", "STT: 1; Tổ dân phố: TDP 7; Số hộ: 12"]


def test_a_cell_of_several_lines_stays_in_its_row(make_pdf: MakePdf) -> None:
    page = [
        (85, 700, "STT"), (185, 700, "Chức vụ"), (400, 700, "Số hộ"),
        (85, 680, "1"), (185, 680, "Tổ trưởng tổ"), (185, 666, "dân phố"), (400, 680, "12"),
        (85, 646, "2"), (185, 646, "Trưởng ban"), (400, 646, "9"),
    ]  # fmt: skip
    assert lines(make_pdf(page)) == [
        "STT: 1; Chức vụ: Tổ trưởng tổ dân phố; Số hộ: 12", "STT: 2; Chức vụ: Trưởng ban; Số hộ: 9",
    ]  # fmt: skip


def test_two_columns_of_a_letterhead_stay_apart(make_pdf: MakePdf) -> None:
    page = [
        (85, 780, "ỦY BAN NHÂN DÂN"), (85, 762, "Số: 12/BC-UBND"),
        (320, 780, "CỘNG HÒA"), (320, 762, "Đậu Liêu, ngày 12/3/2024"),
    ]  # fmt: skip
    assert lines(make_pdf(page)) == [text for _, _, text in page]


def test_the_title_comes_from_the_properties_when_it_is_one(make_pdf: MakePdf) -> None:
    titles = ["Báo cáo quý I năm 2025", "Microsoft Word - bc.doc"]
    found = [extract("a.pdf", make_pdf([(85, 700, "Nội dung")], title=title)) for title in titles]
    assert [(content.text, content.title) for content in found] == [("Nội dung", titles[0]), ("Nội dung", "")]


@pytest.mark.parametrize("old", [
    "§¶ng ñy ph\xadêng §Ëu Liªu tæ chøc héi nghÞ s¬ kÕt", "Ĉҧng ӫy phѭӡng Ĉұu Liêu tә chӭc hӝi nghӏ sѫ kӃt",
])  # fmt: skip
def test_letters_that_an_old_font_or_a_careless_program_left_are_repaired(make_pdf: MakePdf, old: str) -> None:
    assert lines(make_pdf([(85, 700, old)])) == ["Đảng ủy phường Đậu Liêu tổ chức hội nghị sơ kết"]


def test_a_scan_has_no_text_even_with_a_stamp_over_it(make_pdf: MakePdf) -> None:
    blank = {Unreadable.NO_TEXT, Unreadable.NEEDS_OCR}
    assert refusal(make_pdf([], picture=True)) in blank
    assert refusal(make_pdf([(85, 700, "Ký bởi: UBND phường")], picture=True)) in blank
    assert refusal(make_pdf([])) is Unreadable.NO_TEXT
    assert refusal(make_pdf([(85, 700, "12 / 3 - 4")])) is Unreadable.NO_TEXT


def test_a_page_of_text_beside_a_picture_is_no_scan(make_pdf: MakePdf) -> None:
    assert lines(make_pdf([(85, 700, SECOND)], picture=True)) == [SECOND]


def test_a_pdf_with_a_password_is_encrypted(make_pdf: MakePdf) -> None:
    assert refusal(make_pdf([(85, 700, SECOND)], locked=True)) is Unreadable.ENCRYPTED


def test_a_pdf_of_too_many_pages_is_refused(make_pdf: MakePdf) -> None:
    assert refusal(make_pdf(*[[]] * (pdf.MAX_PAGES + 1))) is Unreadable.TOO_MANY


def test_a_pdf_that_was_cut_off_is_broken() -> None:
    assert refusal(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog") is Unreadable.BROKEN


def test_several_threads_may_read_at_once(make_pdf: MakePdf) -> None:
    data = make_pdf(*[[(115, 700, FIRST), (85, 682, SECOND)]] * 20)
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda number: extract(f"{number}.pdf", data).text, range(12)))
    assert set(texts) == {"\n".join([f"{FIRST} {SECOND}"] * 20)}


def test_where_each_page_begins_is_known_also_within_a_paragraph(make_pdf: MakePdf) -> None:
    pages = [[(115, 700, FIRST), (85, 682, SECOND)], [(85, 760, THIRD), (115, 742, NEXT)], [], [(115, 760, "Hết")]]
    content = extract("a.pdf", make_pdf(*pages))
    assert content.text == f"{FIRST} {SECOND} {THIRD}\n{NEXT}\nHết"
    assert content.pages == tuple(map(content.text.index, (FIRST, THIRD, "Hết", "Hết")))


def test_what_stands_at_the_edge_of_every_page_is_still_looked_at_for_stamps(make_pdf: MakePdf) -> None:
    pages = [[(85, 820, "MẬT"), (115, 700, FIRST), (85, 682, text)] for text in (SECOND, NEXT)]
    content = extract("a.pdf", make_pdf(*pages))
    assert "MẬT" not in content.text
    assert "MẬT" in content.aside.split("\n")


def test_a_pdf_without_its_end_is_not_read_by_half(make_pdf: MakePdf) -> None:
    data = make_pdf([(85, 700, FIRST)], [(85, 700, SECOND)])
    assert refusal(data[:data.rindex(b"%%EOF")]) is Unreadable.BROKEN
