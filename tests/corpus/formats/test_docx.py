"""A Word document gives what a reader of it sees, line by line."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archives import zipped
from corpus.document import Audience
from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.content import Content
from corpus.formats.docx import extract
from corpus.reading import read

MakeDocx = Callable[..., bytes]


def lines(data: bytes) -> list[str]:
    """Return the lines of a document."""
    return extract("a.docx", data).text.split("\n")


def body(xml: str) -> Callable[[Any], None]:
    """Return what adds raw WordprocessingML to a document."""

    def add(document: Any) -> None:
        for element in parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')}>{xml}</w:body>"):
            document.element.body.insert_element_before(element, "w:sectPr")

    return add


def run(text: str, font: str = "", more: str = "") -> str:
    """Return the XML of a run."""
    fonts = f"<w:rFonts w:ascii='{font}' w:hAnsi='{font}'/>" if font else ""
    return f"<w:r><w:rPr>{fonts}{more}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def fill(table: Any, *rows: list[str]) -> None:
    """Write the cells of a table."""
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def refusal(data: bytes) -> Unreadable:
    """Return the reason why a document is not read."""
    with pytest.raises(UnreadableFile) as refused:
        extract("a.docx", data)
    return refused.value.reason


# ------------------------------------------------------------------------------------------------------------ the text


def test_paragraphs_are_lines_without_headers_footers_and_blank_ones(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "UBND phường"
        document.sections[0].footer.paragraphs[0].text = "Trang 1"

    data = make_docx("BÁO CÁO", "", "  Kết quả\tnăm 2024\nquý I ", add=add)
    assert extract("a.docx", data) == Content("BÁO CÁO\nKết quả\tnăm 2024\nquý I", aside="UBND phường\nTrang 1\n")


def test_the_title_comes_from_the_properties_when_it_is_one(make_docx: MakeDocx) -> None:
    titles = ["Báo cáo quý I năm 2025", "Microsoft Word - bc.doc", "§¶ng ñy ph\xadêng §Ëu Liªu tæ chøc héi nghÞ"]
    assert [extract("a.docx", make_docx("Nội dung", title=title)).title for title in titles] == [titles[0], "", ""]


def test_a_table_stands_where_it_stood_each_row_with_the_labels_of_its_header(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        table = document.add_table(3, 3)
        fill(table, ["STT", "Họ tên", "Số hộ"], ["1", "Bùi Đức\nSong", "12"], ["Cộng", "", "12"])
        table.cell(2, 0).merge(table.cell(2, 1))
        document.add_paragraph("Sau bảng")

    assert lines(make_docx("Trước bảng", add=add)) == [
        "Trước bảng", "STT: 1; Họ tên: Bùi Đức Song; Số hộ: 12", "STT: Cộng; Số hộ: 12", "Sau bảng",
    ]  # fmt: skip


def test_a_header_over_two_rows_and_cells_over_several_are_understood(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        table = document.add_table(4, 3)
        fill(table, ["Tổ", "Hộ nghèo", ""], ["", "2023", "2024"], ["TDP 7", "12", "9"], ["", "11", "8"])
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(2, 0).merge(table.cell(3, 0))

    assert lines(make_docx(add=add)) == [
        "Tổ: TDP 7; Hộ nghèo - 2023: 12; Hộ nghèo - 2024: 9", "Tổ: TDP 7; Hộ nghèo - 2023: 11; Hộ nghèo - 2024: 8",
    ]  # fmt: skip


def test_a_letterhead_in_a_table_is_read_cell_by_cell(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        motto = "CỘNG HÒA\nĐộc lập - Tự do - Hạnh phúc"
        fill(document.add_table(2, 2), ["ỦY BAN\nPHƯỜNG", motto], ["Số: 1/BC-UBND", "Đậu Liêu, ngày 1/3/2024"])

    assert lines(make_docx(add=add)) == [
        "ỦY BAN", "PHƯỜNG", "CỘNG HÒA", "Độc lập - Tự do - Hạnh phúc", "Số: 1/BC-UBND", "Đậu Liêu, ngày 1/3/2024",
    ]  # fmt: skip


def test_a_table_in_a_table_is_part_of_its_cell(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        outer = document.add_table(2, 3)
        fill(outer, ["STT", "Tổ", "Số hộ"], ["1", "TDP 7", ""])
        outer.cell(1, 2).add_table(1, 2).cell(0, 0).text = "12"

    assert lines(make_docx(add=add)) == ["STT: 1; Tổ: TDP 7; Số hộ: 12"]


def test_what_is_shown_is_read_and_what_is_deleted_or_hidden_is_not(make_docx: MakeDocx) -> None:
    xml = (
        f"<w:p>{run('Khen ')}<w:hyperlink>{run('thưởng ')}</w:hyperlink><w:ins>{run('05')}</w:ins>"
        f"<w:del><w:r><w:delText>04</w:delText></w:r></w:del>{run('ẩn', more='<w:vanish/>')}"
        "<w:r><w:t> tập</w:t><w:noBreakHyphen/><w:t>thể</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert lines(make_docx(add=body(xml))) == ["Khen thưởng 05 tập-thể", "Trong khung"]


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: MakeDocx) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    space = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    xml = f"<w:p><w:r><w:t>Báo cáo</w:t><mc:AlternateContent {space}><mc:Choice Requires='wps'>{box}</mc:Choice>" \
          f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert lines(make_docx(add=body(xml))) == ["Báo cáo", "DỰ THẢO"]


# ------------------------------------------------------------------------------------------------------------ lists


def test_items_of_lists_begin_with_the_number_or_bullet_that_word_shows(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        for style, text in (("List Number", "Một"), ("List Number", "Hai"), ("List Bullet", "Chấm")):
            document.add_paragraph(text, style=style)

    assert lines(make_docx(add=add)) == ["1. Một", "2. Hai", "- Chấm"]


LEVELS = "".join(
    f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
    for at, (form, text, start) in enumerate([("upperRoman", "%1.", 1), ("decimal", "%2.", 3), ("decimal", "%2.%3.", 1),
                                              ("lowerLetter", "%4)", 1)])
)


def test_levels_of_a_list_count_on_their_own(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'>{LEVELS}</w:abstractNum>"))
        numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
        items = [
            (0, "Kết quả"), (1, "Kinh tế"), (2, "Chợ"), (2, "Đường"), (1, "Xã hội"), (3, "Y tế"), (3, ""),
            (3, "Giáo dục"), (0, "Tồn tại"), (1, "Vốn"),
        ]  # fmt: skip
        body("".join(
            f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='90'/></w:numPr></w:pPr>{run(text)}</w:p>"
            for level, text in items
        ))(document)

    assert lines(make_docx(add=add)) == [
        "I. Kết quả", "3. Kinh tế", "3.1. Chợ", "3.2. Đường", "4. Xã hội", "a) Y tế", "c) Giáo dục",
        "II. Tồn tại", "3. Vốn",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ old fonts


def test_runs_in_old_fonts_are_decoded_each_by_its_own(make_docx: MakeDocx) -> None:
    xml = (
        f"<w:p>{run('§¶ng ñy ', '.VnTime')}{run('phường ')}{run('Ña', 'VNI-Times')}{run('äu', 'VNI-Times')}"
        f"</w:p><w:p>{run('®¶ng uû', '.VnTimeH')}</w:p>"
    )
    assert lines(make_docx(add=body(xml))) == ["Đảng ủy phường Đậu", "ĐẢNG UỶ"]


def test_a_font_may_come_from_a_style(make_docx: MakeDocx) -> None:
    def add(document: Any) -> None:
        document.styles["Normal"].font.name = ".VnTime"
        document.add_paragraph("ChØ thÞ 05-CT/TW")
        document.add_paragraph("Tiêu đề một", style="Heading 1")      # has a font of its own

    assert lines(make_docx(add=add)) == ["Chỉ thị 05-CT/TW", "Tiêu đề một"]


def test_unicode_typed_in_an_old_font_stays(make_docx: MakeDocx) -> None:
    xml = f"<w:p>{run('Đảng ủy phường và ', '.VnTime')}{run('nhà văn hóa', '.VnTime')}</w:p>"
    assert lines(make_docx(add=body(xml))) == ["Đảng ủy phường và nhà văn hóa"]


def test_old_text_whose_font_was_lost_is_recognised(make_docx: MakeDocx) -> None:
    assert lines(make_docx("§¶ng ñy ph\xadêng §Ëu Liªu tæ chøc")) == ["Đảng ủy phường Đậu Liêu tổ chức"]


# ------------------------------------------------------------------------------------------------------------- refusals


def test_a_document_without_a_word_is_empty_and_one_of_pictures_has_no_text(make_docx: MakeDocx) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
        "0000000049454e44ae426082"
    )
    assert refusal(make_docx(" ", "")) is Unreadable.EMPTY
    pictured = make_docx(add=lambda document: document.add_picture(io.BytesIO(pixel)))
    assert refusal(pictured) in {Unreadable.NO_TEXT, Unreadable.NEEDS_OCR}


def test_an_archive_of_something_else_is_not_what_it_says() -> None:
    assert refusal(zipped(("xl/workbook.xml", b"<workbook/>"))) is Unreadable.WRONG_SUFFIX
    assert refusal(zipped(("a.txt", b"A"))) is Unreadable.BROKEN


def test_macros_are_not_let_in(make_docx: MakeDocx) -> None:
    source = zipfile.ZipFile(io.BytesIO(make_docx("Báo cáo")))
    files = [(name, source.read(name)) for name in source.namelist()]
    assert refusal(zipped(*files, ("word/vbaProject.bin", b"Sub AutoOpen"))) is Unreadable.MACROS


def test_an_archive_that_swells_without_measure_is_a_bomb() -> None:
    assert refusal(zipped(("word/document.xml", bytes(3_000_000)))) is Unreadable.SWELLS


def test_an_archive_that_says_it_is_huge_is_believed() -> None:
    data = bytearray(zipped(("word/document.xml", bytes(range(256)) * 4000)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 300 * 1024 * 1024)
    assert refusal(bytes(data)) is Unreadable.SWELLS


def test_an_archive_with_a_password_is_encrypted() -> None:
    data = bytearray(zipped(("word/document.xml", b"<w/>")))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) is Unreadable.ENCRYPTED


def test_entities_that_multiply_are_not_expanded(make_docx: MakeDocx) -> None:
    bomb = "<!DOCTYPE w [<!ENTITY a 'hàhàhàhà'>" + "".join(
        f"<!ENTITY {'abcdefghij'[at]} '{('&' + 'abcdefghij'[at - 1] + ';') * 10}'>" for at in range(1, 10)
    ) + "]>"
    text = "<w:p><w:r><w:t>Báo cáo &j;</w:t></w:r></w:p>"
    source = zipfile.ZipFile(io.BytesIO(make_docx("Báo cáo")))
    files = [(name, source.read(name)) for name in source.namelist() if name != "word/document.xml"]
    document = f"{bomb}<w:document {nsdecls('w')}><w:body>{text}</w:body></w:document>"
    with pytest.raises(UnreadableFile) as refused:
        read("a.docx", zipped(*files, ("word/document.xml", document.encode())), audience=Audience.PUBLIC)
    assert refused.value.reason is Unreadable.SWELLS
