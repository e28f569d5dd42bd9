"""Which tone a syllable carries, and where it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.tone import (
    iy_key,
    place_tone,
    repair_tone,
    split_tone,
    syllable_key,
    to_new_style,
    to_old_style,
    tone_key,
)

BOTH_STYLES = [
    ("Đảng ủy", "Đảng uỷ"), ("ủy viên", "uỷ viên"), ("khóa", "khoá"), ("văn hóa", "văn hoá"), ("thúy", "thuý"),
    ("khỏe", "khoẻ"), ("tùy", "tuỳ"), ("lũy", "luỹ"), ("thụy", "thuỵ"), ("xòe", "xoè"), ("ỦY BAN", "UỶ BAN"),
    ("HÒA", "HOÀ"), ("Hòe", "Hoè"), ("ngụy", "nguỵ"), ("tỏa", "toả"), ("dọa", "doạ"), ("lõa", "loã"),
]  # fmt: skip
ONE_STYLE = (
    "quý quỹ quỳ quả què hoàn toàn ngoài tuyến huýt loét thuế của mía giá già khuỷu Huế thuở múi túi QUÝ hoạch người"
)


@pytest.mark.parametrize(("old", "new"), BOTH_STYLES)
def test_the_two_styles_are_turned_into_each_other(old: str, new: str) -> None:
    assert to_new_style(old) == new
    assert to_old_style(new) == old
    assert to_old_style(old) == old
    assert to_new_style(new) == new


@pytest.mark.parametrize("word", ONE_STYLE.split())
def test_where_the_styles_agree_nothing_moves(word: str) -> None:
    assert to_old_style(word) == to_new_style(word) == repair_tone(word) == word


def test_a_syllable_is_its_letters_and_its_tone() -> None:
    assert split_tone("Quý") == ("Quy", 1)
    assert split_tone("phường") == ("phương", 2)
    assert [split_tone(f"m{letter}") for letter in "aáàảãạ"] == [("ma", tone) for tone in range(6)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ủy", "uỷ"), ("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("quý", "qúy"), ("già", "gìa"),
     ("nghị", "nghi\u0323"), ("nghiệm", "nghịêm"), ("ĐẬU", "đậu")],
)  # fmt: skip
def test_the_same_word_has_one_key(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


def test_another_tone_or_letter_is_another_key() -> None:
    different = ["hòa", "hóa", "hoa", "cua", "của", "cúa", "cưa", "đa", "da"]
    assert list(map(tone_key, different)) == ["hoa2", "hoa1", "hoa", "cua", "cua3", "cua1", "cưa", "đa", "da"]


@pytest.mark.parametrize(
    ("y", "i"),
    [("kỹ", "kĩ"), ("lý", "lí"), ("mỹ", "mĩ"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("hy", "hi"), ("quý", "quí"), ("ý", "í")],
)
def test_i_and_y_are_one_where_both_are_in_use(y: str, i: str) -> None:
    assert iy_key(y) == iy_key(i) == syllable_key(y) == syllable_key(i)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("túy", "túi"), ("thủy", "thủi"), ("may", "mai")])
def test_i_and_y_are_two_elsewhere(one: str, other: str) -> None:
    assert iy_key(one) != iy_key(other)


def test_misplaced_marks_are_put_right_and_foreign_words_left_alone() -> None:
    assert repair_tone("qúy gìa qủa NGHỊÊM tòan") == "quý già quả NGHIỆM toàn"
    assert repair_tone("hòa hoà résumé pâté") == "hòa hoà résumé pâté"


@pytest.mark.parametrize(
    ("letters", "tone", "word"),
    [("phương", 2, "phường"), ("uy", 3, "ủy"), ("quy", 1, "quý"), ("gia", 2, "già"), ("gi", 2, "gì"),
     ("ngươi", 2, "người"), ("khuyu", 3, "khuỷu"), ("Thuê", 1, "Thuế"), ("thuơ", 3, "thuở"), ("ma", 0, "ma"),
     ("hoat", 5, "hoạt"), ("ngoai", 2, "ngoài"), ("mia", 1, "mía"), ("NGHIÊM", 5, "NGHIỆM")],
)  # fmt: skip
def test_a_tone_goes_on_its_letter(letters: str, tone: int, word: str) -> None:
    assert place_tone(letters, tone) == word


@given(st.text())
def test_a_syllable_can_be_put_together_again(text: str) -> None:
    letters, tone = split_tone(text)
    assert split_tone(letters) == (letters, 0)
    assert 0 <= tone <= 5


@given(st.text())
def test_keys_do_not_depend_on_composition(text: str) -> None:
    for key in (tone_key, iy_key, syllable_key):
        assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text))


SYLLABLES = st.text(alphabet="aeiouynghqkhoàáủuỷỳýừắđt HOÀQÚY", max_size=30)


@given(st.one_of(st.text(), SYLLABLES))
def test_a_style_is_reached_in_one_step(text: str) -> None:
    for change in (to_old_style, to_new_style, repair_tone):
        assert change(change(text)) == change(text)


@given(st.one_of(st.text(), SYLLABLES))
def test_changing_the_style_keeps_every_key(text: str) -> None:
    for word, changed in zip(text.split(), to_new_style(text).split(), strict=True):
        assert tone_key(word) == tone_key(changed)


@given(st.text(), st.integers(0, 5))
def test_a_placed_tone_can_be_read_back(letters: str, tone: int) -> None:
    bare = split_tone(letters)[0]
    placed = place_tone(bare, tone)
    assert split_tone(placed)[1] in {0, tone}
    assert split_tone(placed)[0] == bare
