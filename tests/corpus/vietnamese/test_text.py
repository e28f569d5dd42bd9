"""One spelling for what is written in many ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.text import align, clean, fold, fold_same_length, nfc, normalize, unify


def test_clean_text_has_vietnamese_letters_plain_spaces_and_nothing_invisible() -> None:
    assert clean("Ðảng bộ, Ɖảng uỷ, đƣợc, ngƣời\u00a0dân\u200b") == "Đảng bộ, Đảng uỷ, được, người dân"


def test_clean_text_keeps_dashes_and_quotes_as_written() -> None:
    assert clean("“2021 – 2024”") == "“2021 – 2024”"


def test_letters_and_accents_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Đậu Liêu")) == "Đậu Liêu"
    assert nfc("ủy") == "ủy"


def test_the_search_form_has_one_kind_of_dash_slash_quote_and_space() -> None:
    assert normalize("  Chỉ thị\u00a0 05‑CT⁄TW,\n“2.700 m²” … ") == 'chỉ thị 05-ct/tw, "2.700 m2" ...'


def test_the_search_form_is_lower_case_also_for_the_eth_written_as_a_d() -> None:
    assert normalize("ÐẢNG UỶ") == "đảng uỷ"


def test_unified_text_keeps_its_lines() -> None:
    assert unify("Một – hai\n  BA") == "một - hai\n  ba"


def test_folding_takes_every_accent_also_the_stroke_of_the_d() -> None:
    assert fold("Đảng ủy phường ĐẬU LIÊU") == "dang uy phuong dau lieu"
    assert fold(unicodedata.normalize("NFD", "Đậu Liêu")) == "dau lieu"
    assert fold("đƣợc Ðảng") == "duoc dang"


def test_what_is_found_in_folded_text_can_be_cut_out_of_the_original() -> None:
    text = "Chỉ thị 05–CT/TW … của Đảng"
    folded = fold_same_length(text)
    assert folded == "chi thi 05-ct/tw … cua dang"
    start = folded.index("dang")
    assert text[start: start + 4] == "Đảng"


def test_aligned_text_tells_where_each_letter_came_from() -> None:
    text = unicodedata.normalize("NFD", "Bí thư") + "\u200b Đậu"
    letters, at = align(text)
    assert letters == "Bí thư Đậu"
    start = letters.index("thư")
    assert unicodedata.normalize("NFC", text[at[start]: at[start + 3]]) == "thư\u200b"


@pytest.mark.parametrize("change", [nfc, clean, normalize, unify, fold])
@given(text=st.text())
def test_a_second_time_changes_nothing(change, text: str) -> None:  # type: ignore[no-untyped-def]
    assert change(change(text)) == change(text)


@given(st.text())
def test_folding_in_place_never_changes_the_length(text: str) -> None:
    text = nfc(text)
    assert len(fold_same_length(text)) == len(text)


@given(st.text())
def test_aligned_positions_run_from_start_to_end(text: str) -> None:
    letters, at = align(text)
    assert len(at) == len(letters) + 1
    assert list(at) == sorted(at)
    assert at[-1] == len(text)


@given(st.text(alphabet="aăâđeêioôơuưyĐƠƯ áàảãạÁắằờựỹ.,-/0129\n"))
def test_folded_vietnamese_is_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold_same_length(text) == fold(text)
