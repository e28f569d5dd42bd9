"""How much and how many, as reports write it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.quantities import Quantity, find_quantities, parse_number


def read(text: str) -> list[tuple[float, str, str]]:
    return [(found.value, found.unit, found.noun) for found in find_quantities(text)]


def test_a_quantity_tells_its_value_unit_noun_and_qualifier() -> None:
    text = "hiến trên 2.700m2 đất, tài sản 2,9 tỷ đồng"
    assert find_quantities(text) == [
        Quantity(10, 21, 2700.0, "m2", "đất", "trên", "2.700m2 đất"),
        Quantity(31, 42, 2.9e9, "đồng", "", "", "2,9 tỷ đồng"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trị giá 58 tỷ đồng", [(58e9, "đồng", "")]),
        ("05 tập thể và 06 cá nhân", [(5, "", "tập thể"), (6, "", "cá nhân")]),
        ("6 tap the, 20 ca nhan", [(6, "", "tap the"), (20, "", "ca nhan")]),
        ("1.234.567,5 đồng; 95,5%", [(1234567.5, "đồng", ""), (95.5, "%", "")]),
        ("1 tỷ 2 đồng, 1tỷ5, 1 tỷ 200 triệu đồng", [(1.2e9, "đồng", ""), (1.5e9, "đồng", ""), (1.2e9, "đồng", "")]),
        ("500k, 20 tr, 5 nghìn tỷ đồng", [(5e5, "đồng", ""), (2e7, "đồng", ""), (5e12, "đồng", "")]),
        ("2 triệu rưỡi; 2.7 tỉ", [(2.5e6, "đồng", ""), (2.7e9, "đồng", "")]),
        ("rộng 2,5ha, dài 1.200 m, 500 m², 12 m 2 đất", [(2.5, "ha", ""), (1200, "m", ""), (500, "m2", ""),
                                                         (12, "m2", "đất")]),
        ("12 hộ nghèo, giảm 3 hộ so với cùng kỳ", [(12, "", "hộ nghèo"), (3, "", "hộ")]),
        ("năm tập thể, mười hai hộ nghèo, ba năm", [(5, "", "tập thể"), (12, "", "hộ nghèo"), (3, "", "năm")]),
        ("hai mươi lăm người, một trăm linh năm phiếu", [(25, "", "người"), (105, "", "phiếu")]),
        ("3 năm, 03 năm và 32 hoạt động văn nghệ", [(3, "", "năm"), (3, "", "năm"), (32, "", "hoạt động")]),
        ("80% số hộ dân đồng ý", [(80, "%", "số hộ dân")]),
        ("từ 10 đến 15 hộ", [(10, "", ""), (15, "", "hộ")]),
        ("5 tập thể và 6 cá nhân", [(5, "", "tập thể"), (6, "", "cá nhân")]),
    ],
)  # fmt: skip
def test_quantities_are_read_as_written(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert read(text) == expected


def test_a_ratio_says_what_was_done_and_what_was_planned() -> None:
    found = find_quantities("đầu tư xây dựng 2/2 tuyến phố, 19/15 ngõ phố văn minh")
    assert [(one.text, one.value, one.planned) for one in found] == [
        ("2/2 tuyến phố", 2.0, 2.0), ("19/15 ngõ phố", 19.0, 15.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("hơn 40 hộ", "hơn"), ("tổng trị giá khoảng 58 tỷ", "tổng trị giá khoảng"), ("ít nhất 100 cử tri", "ít nhất"),
     ("kết quả 03 năm", ""), ("xây dựng 2/2 tuyến phố", ""), ("không quá 5 phút", "không quá")],
)  # fmt: skip
def test_a_qualifier_is_kept(text: str, qualifier: str) -> None:
    [found] = find_quantities(text)
    assert found.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    ["Kết luận 01-KL/TW", "TDP 7, phường 4 quận 10", "năm 2021, giai đoạn 2021 - 2024", "ngày 11/3", "lúc 14h30",
     "khóa 13, Điều 5 khoản 2", "các tổ 225, 226, 227", "hàng trăm hộ", "đầu tư dự án", "cuối năm hộ nghèo giảm",
     "một số hộ", "công ty Urenco 4 dọn rác", "2021-2023", ""],
)  # fmt: skip
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("2.700", 2700.0), ("2,9", 2.9), ("2.7", 2.7), ("1.234.567,5", 1234567.5), ("05", 5.0), ("5", 5.0), ("năm", 5.0),
     ("mười", 10.0), ("mười hai", 12.0), ("Hai mươi lăm", 25.0), ("một trăm linh năm", 105.0), ("tam muoi mot", 81.0),
     ("ba nghìn hai trăm", 3200.0), ("hai ba", None), ("", None), ("x", None), ("1.23.4", None), ("hài", None)],
)  # fmt: skip
def test_a_number_has_a_value(written: str, value: float | None) -> None:
    assert parse_number(written) == value


def test_positions_count_in_decomposed_text_too() -> None:
    text = unicodedata.normalize("NFD", "khen thưởng 05 tập thể")
    [found] = find_quantities(text)
    assert unicodedata.normalize("NFC", found.text) == "05 tập thể"


PIECES = st.lists(
    st.sampled_from(
        ["05 ", "2.700", "2,9 ", "1", "/", "tỷ ", "đồng", "m2 ", "tập thể", "năm ", "trên ", "hai mươi ", "hộ ", " ",
         ", ", "rưỡi", "k", "tr ", "%", "-", "trị giá ", "m 2 ", "nghìn ", "9" * 20,
         "²", "\u0301", "đ", "Tổ ", "\n"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES))
def test_quantities_are_cut_from_the_text_in_order(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start: found.end]
        assert found.value >= 0
        end = found.end


@given(st.one_of(st.text(), st.integers(0, 10**9).map(str)))
def test_a_number_in_figures_is_its_value(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
    if text.isascii() and text.isdigit() and len(text) < 12:
        assert value == int(text)
