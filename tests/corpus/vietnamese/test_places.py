"""Places that were merged, and wards anywhere."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.places import Place, WardMention, find_places, find_wards, place_named


def named(text: str) -> list[tuple[str, str]]:
    return [(text[found.start: found.end], found.place.name) for found in find_places(text)]


def wards(text: str, *, in_question: bool = False) -> list[tuple[str, str]]:
    return [(found.kind, found.folded) for found in find_wards(text, in_question=in_question)]


def test_an_old_ward_names_its_successor() -> None:
    assert place_named("dau lieu") == Place("Đậu Liêu", "phường", None, date(2025, 6, 30), "Nam Hồng Lĩnh")
    assert place_named("Nam Hồng Lĩnh") == Place("Nam Hồng Lĩnh", "phường", date(2025, 7, 1), None, "")
    assert place_named("Thuần Lộc") is None


def test_every_successor_is_a_place_itself() -> None:
    old = ["Đậu Liêu", "Nam Hồng", "Thuận Lộc", "Bắc Hồng", "Đức Thuận", "Trung Lương", "Xuân Lam"]
    for name in old:
        place = place_named(name)
        assert place is not None
        successor = place_named(place.successor)
        assert successor is not None
        assert successor.valid_from == date(2025, 7, 1)


def test_the_longest_name_is_meant() -> None:
    text = "phường Nam Hồng, phường Nam Hồng Lĩnh, Bắc Hồng Lĩnh và thị xã Hồng Lĩnh"
    assert named(text) == [
        ("phường Nam Hồng", "Nam Hồng"), ("phường Nam Hồng Lĩnh", "Nam Hồng Lĩnh"), ("Bắc Hồng Lĩnh", "Bắc Hồng Lĩnh"),
        ("thị xã Hồng Lĩnh", "Hồng Lĩnh"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["phường đậu liêu", "p. Đậu Liêu", "phuong dau lieu", "Đầu Liêu", "ĐẬU LIÊU", "Dau Lieu ward", "đậu  liêu"]
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    assert [name for _, name in named(text)] == ["Đậu Liêu"]


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Hồng Lĩnh phát biểu", "ông Hồng Lĩnh", "núi Hồng Lĩnh", "xã Thuần Lộc", "đấu liều", "nhl", "đường Nam Hồng",
     ""],
)  # fmt: skip
def test_persons_mountains_and_other_places_are_not_meant(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phường 4 quận 10", [("phường", "4"), ("quận", "10")]), ("Phường 04", [("phường", "4")]),
        ("công an phường Kim Mã", [("phường", "kim ma")]), ("xã Vĩnh Lộc B", [("xã", "vinh loc b")]),
        ("P. An Khê, Q. Thanh Khê", [("phường", "an khe"), ("quận", "thanh khe")]),
        ("p2 q8", [("phường", "2"), ("quận", "8")]),
        ("UBND XÃ LƯƠNG MINH\nBAN THƯỜNG TRỰC", [("xã", "luong minh")]),
        ("UBND PHƯỜNG ĐẬU LIÊU TỔ CHỨC HỘI NGHỊ", [("phường", "dau lieu")]),
        ("xã Tứ Cường 19 tiêu chí", [("xã", "tu cuong")]), ("phường Mỹ Đình 1 kể", [("phường", "my dinh 1")]),
        ("xã LM NK 2026-2031", [("xã", "lm")]), ("xã Hòa Thạch Đỗ Văn An", [("xã", "hoa thach")]),
        ("tỉnh Bà Rịa - Vũng Tàu rút", [("tỉnh", "ba ria - vung tau")]), ("thị xã Dĩ An", [("thị xã", "di an")]),
        ("Ward 3 of District 11, Pho Bang commune", [("phường", "3"), ("quận", "11"), ("xã", "pho bang")]),
        ("Xã hội phát triển, phường tổ chức", []), ("XÃ HỘI CHỦ NGHĨA", []), ("phường 4/5", []), ("", []),
    ],
)  # fmt: skip
def test_a_ward_is_its_kind_and_its_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert wards(text) == expected


def test_a_mention_tells_where_it_stands() -> None:
    assert find_wards("ở phường Kim Mã") == [WardMention(2, 15, "phường", "Kim Mã", "kim ma")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("phuong nam hong linh co gi", [("phường", "nam hong linh"), ("phường", "nam hong"), ("phường", "nam")]),
        ("p tân thành phát gì", [("phường", "tan thanh"), ("phường", "tan")]),
        ("o phuong 4 quan 10", [("phường", "4"), ("quận", "10")]),
        ("Phuờng 5 quận 11", [("phường", "5"), ("quận", "11")]),
        ("dia phuong nao, phường mình, phương tiện gì", []),
    ],
)  # fmt: skip
def test_a_question_in_small_letters_gives_guesses(question: str, expected: list[tuple[str, str]]) -> None:
    assert wards(question, in_question=True) == expected
    assert all(not found.certain for found in find_wards(question, in_question=True) if found.folded != "11")


def test_positions_count_in_decomposed_text_too() -> None:
    text = unicodedata.normalize("NFD", "ở phường Đậu Liêu có")
    assert [unicodedata.normalize("NFC", text[found.start: found.end]) for found in find_wards(text)] == ["phường Đậu Liêu"]
    assert [name for _, name in named(text)] == ["Đậu Liêu"]


PIECES = st.lists(
    st.sampled_from(
        ["phường ", "xã ", "Nam ", "Hồng ", "Lĩnh", "Đậu Liêu", "nguyễn ", "P.", "4", " ", "q", "10", "XÃ ", "MINH ",
         "LƯƠNG ", "\n", "ward", "District ", "phuong ", "nam hong ", "thị xã ", "-", "tỉnh ", ",", "\u0301", "B", "hộ"]
    ),
    max_size=10,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES))
def test_places_stand_in_order(text: str) -> None:
    end = 0
    for found in find_places(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(st.one_of(st.text(), PIECES), st.booleans())
def test_wards_are_cut_from_the_text(text: str, in_question: bool) -> None:
    start = 0
    for found in find_wards(text, in_question=in_question):
        assert start <= found.start < found.end <= len(text)
        assert found.folded
        assert in_question or found.certain
        start = found.start


@given(st.text())
def test_any_name_may_be_looked_up(name: str) -> None:
    place = place_named(name)
    assert place is None or place.kind in {"phường", "xã", "thị xã"}
