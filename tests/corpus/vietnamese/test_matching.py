"""Missing accents are forgiven, wrong ones are not."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.matching import Phrases, agrees, is_accented, vocabulary
from corpus.vietnamese.text import fold_same_length

YEAR_BEFORE = vocabulary(["năm trước"])


def test_a_text_is_accented_when_a_good_part_of_its_words_is() -> None:
    assert is_accented("Bí thư Đảng ủy phường là ai?")
    assert not is_accented("bi thu dang uy phuong la ai?")
    assert not is_accented("p đậu liêu khen thuong bn tap the z")
    assert not is_accented("")


def test_accents_may_be_left_out_in_a_text_without_them_only() -> None:
    assert agrees("nam truoc", YEAR_BEFORE, accented=False)
    assert agrees("Năm trước", YEAR_BEFORE, accented=True)
    assert not agrees("Nam trước", YEAR_BEFORE, accented=True)
    assert not agrees("nằm trước", YEAR_BEFORE, accented=False)


def test_words_that_are_not_meant_do_not_matter() -> None:
    assert agrees("năm 2024 ở Việt", YEAR_BEFORE, accented=True)


def test_phrases_match_as_a_whole() -> None:
    phrases = Phrases(["hộ nghèo", "có công", "cờ"])
    assert phrases.agrees("Hộ  nghèo", accented=True)
    assert phrases.agrees("ho ngheo", accented=False)
    assert phrases.agrees("cờ", accented=True)
    assert not phrases.agrees("có", accented=True)
    assert not phrases.agrees("họ nghèo", accented=False)


@given(st.text(), st.booleans())
def test_a_phrase_agrees_with_itself(text: str, accented: bool) -> None:
    assert agrees(text, vocabulary([text]), accented=accented)
    if text.split():
        assert Phrases([text]).agrees(text, accented=accented)


@given(st.text())
def test_an_accentless_text_is_not_accented(text: str) -> None:
    assert not is_accented(fold_same_length(text).encode("ascii", "ignore").decode())
