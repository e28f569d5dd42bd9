"""What abbreviations stand for where they stand."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese import abbreviations
from corpus.vietnamese.abbreviations import contractions, expand, expansions


def read(text: str, *, in_question: bool = True) -> list[tuple[str, list[str]]]:
    return [(text[start:end], meanings) for start, end, meanings in expansions(text, in_question=in_question)]


def test_a_document_writes_abbreviations_in_capitals() -> None:
    text = "Đoàn công tác của BTV Thị ủy; HĐND, UBND phường; Chủ tịch, PCT UBMTTQ; đ/c Phúc; bt ct tdp"
    assert read(text, in_question=False) == [
        ("BTV", ["Ban Thường vụ", "biên tập viên"]), ("HĐND", ["Hội đồng nhân dân"]), ("UBND", ["Ủy ban nhân dân"]),
        ("PCT", ["Phó Chủ tịch"]), ("UBMTTQ", ["Ủy ban Mặt trận Tổ quốc"]), ("đ/c", ["đồng chí", "địa chỉ"]),
    ]  # fmt: skip


def test_a_question_may_leave_out_capitals_and_accents() -> None:
    assert read("ubnd, hdnd, HDND, DU phuong, btv dang uy") == [
        ("ubnd", ["Ủy ban nhân dân"]), ("hdnd", ["Hội đồng nhân dân"]), ("HDND", ["Hội đồng nhân dân"]),
        ("DU", ["Đảng ủy"]), ("btv", ["Ban Thường vụ", "biên tập viên"]),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["tu nam 2021", "mn oi", "ai đc khen", "thư tư pháp, cư dân", "ĐN", "ubnd@x.vn", ""])
def test_words_are_no_abbreviations(text: str) -> None:
    assert read(text) == []


def test_capitals_say_nothing_in_a_text_that_has_nothing_else() -> None:
    assert read("TIN TU TINH UY VE UBND PHUONG") == [("UBND", ["Ủy ban nhân dân"])]


@pytest.mark.parametrize(
    ("text", "token", "meaning"),
    [
        ("05-CT/TW", "CT", "Chỉ thị"), ("CT 05", "CT", "Chỉ thị"), ("CT của BCT", "CT", "Chỉ thị"),
        ("CT UBND", "CT", "Chủ tịch"), ("CT, PCT", "CT", "Chủ tịch"), ("đ/c CT", "CT", "Chủ tịch"),
        ("45 CT", "CT", "công trình"), ("khởi công CT", "CT", "công trình"), ("CT hành động", "CT", "chương trình"),
        ("05-CT/TW", "TW", "Trung ương"), ("03-CT/TƯ", "TƯ", "Trung ương"), ("T.Ư", "T.Ư", "Trung ương"),
        ("01-NQ/TU", "TU", "Tỉnh ủy"), ("BTV TU", "TU", "Tỉnh ủy"),
        ("01/2021/TT-BNV", "TT", "Thông tư"), ("TT HĐND", "TT", "Thường trực"), ("mấy TT, mấy CN", "TT", "tập thể"),
        ("TT Vũ Quang", "TT", "thị trấn"), ("BTC Thị ủy", "BTC", "Ban Tổ chức"), ("01/TT-BTC", "BTC", "Bộ Tài chính"),
        ("BTC hội thi", "BTC", "ban tổ chức"), ("01/TT-BCT", "BCT", "Bộ Công Thương"),
        ("của BCT", "BCT", "Bộ Chính trị"), ("đc Phúc", "đc", "đồng chí"), ("đc: TDP 7", "đc", "địa chỉ"),
        ("BT ĐU", "BT", "Bí thư"), ("PBT chi bộ", "PBT", "Phó Bí thư"),
        ("CB TDP 7", "CB", "chi bộ"), ("03-BC/CB", "CB", "chi bộ"), ("CB, ĐV", "CB", "cán bộ"),
        ("TP Vinh", "TP", "thành phố"), ("TP Tư pháp", "TP", "trưởng phòng"), ("TP và PTP", "TP", "trưởng phòng"),
        ("5 TT, 6 CN", "CN", "cá nhân"), ("sáng CN", "CN", "Chủ nhật"), ("CN UBKT", "CN", "Chủ nhiệm"),
        ("KT. CHỦ TỊCH", "KT.", "ký thay"), ("KT-XH", "KT-XH", "kinh tế - xã hội"), ("đeo KT", "KT", "khẩu trang"),
        ("36-HD/VPTW", "HD", "Hướng dẫn"), ("HN hiệp thương", "HN", "hội nghị"), ("Cầu Giấy (HN)", "HN", "Hà Nội"),
        ("danh sách HN", "HN", "hộ nghèo"), ("bầu ĐB HĐND", "ĐB", "đại biểu"), ("ĐB phường", "ĐB", "Đảng bộ"),
        ("DS ứng cử", "DS", "danh sách"), ("GĐ 2021-2024", "GĐ", "giai đoạn"), ("GĐ công ty", "GĐ", "giám đốc"),
        ("P. An Khê", "P.", "phường"), ("P.7", "P.", "phường"), ("Q. Thanh Khê", "Q.", "quận"),
        ("TX Dĩ An", "TX", "thị xã"),
    ],
)  # fmt: skip
def test_the_context_decides(text: str, token: str, meaning: str) -> None:
    assert dict(read(text))[token] == [meaning]


def test_without_a_context_the_likeliest_comes_first() -> None:
    assert expand("CT", "", "", in_question=True) == ["Chủ tịch", "Chỉ thị", "công trình", "chương trình", "chính trị"]
    assert expand("QĐ", "", "", in_question=False) == ["Quyết định", "Quy định"]
    assert expand("XYZ", "", "", in_question=True) == []


def test_what_is_written_out_has_a_short_form() -> None:
    text = "Uỷ ban nhân dân và hội đồng nhân dân phường, phòng cháy chữa cháy"
    found = [(text[start:end], short) for start, end, short in contractions(text)]
    assert found == [("Uỷ ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND"), ("phòng cháy chữa cháy", "PCCC")]
    assert [short for _, _, short in contractions("uy ban nhan dan, to dan pho 7")] == ["UBND", "TDP"]
    assert contractions("ủy bàn nhận dân") == []


def test_the_table_is_complete_and_unambiguous() -> None:
    table = Path(abbreviations.__file__).with_name("abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in table[2:]]
    forms = [form for row in rows for form in row[0].split("|")]
    assert table[1].split("\t") == ["abbreviation", "expansion", "group", "ambiguous with"]
    assert len(rows) > 280
    assert len(forms) == len(set(forms))
    assert all(len(row) in {3, 4} and all(row) for row in rows)


PIECES = st.lists(
    st.sampled_from(
        ["CT", "TW", "05", "-", "/", " ", "TT", "CB", "tu", "P.", "Q", "KT.", "UBND", "hđnd", "T.Ư", "đ/c",
         "ủy ban nhân dân", ", ", "đảng", "GD&ĐT", "Ư", "\u0301", ".", "\n", "CN", "thư"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES), st.booleans())
def test_abbreviations_stand_in_order_and_mean_something(text: str, in_question: bool) -> None:
    end = 0
    for start, stop, meanings in expansions(text, in_question=in_question):
        assert end <= start < stop <= len(text)
        assert meanings
        assert all(meanings)
        end = stop


@given(st.one_of(st.text(), PIECES))
def test_what_a_document_abbreviates_a_question_abbreviates_too(text: str) -> None:
    asked = {(start, end) for start, end, _ in expansions(text, in_question=True)}
    written = {(start, end) for start, end, _ in expansions(text, in_question=False)}
    assert all(any(a <= start and end <= b for a, b in asked) for start, end in written)


@given(st.one_of(st.text(), PIECES))
def test_written_out_forms_stand_in_order(text: str) -> None:
    end = 0
    for start, stop, short in contractions(text):
        assert end <= start < stop <= len(text)
        assert short
        end = stop


@given(st.text(max_size=5), st.text(), st.text(), st.booleans())
def test_any_token_may_be_asked_about(token: str, before: str, after: str, in_question: bool) -> None:
    for written in (token, unicodedata.normalize("NFD", token), "CT"):
        assert all(expand(written, before, after, in_question=in_question))
