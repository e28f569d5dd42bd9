"""Typing that no keyboard program turned into letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.keystrokes import decode, decode_token
from corpus.vietnamese.syllables import is_plain_syllable, is_syllable

TELEX = (
    "dduwowngf đường phuowngf phường dangr dảng ddangr đảng uyr ủy ddaaju đậu lieeu liêu DDaaju đậu nghij nghị "
    "quyeets quyết hooij hội chir chỉ thij thị keets kết luaanj luận thuwowngr thưởng ngwowif người nguwowif người "
    "bis bí thuw thư tyr tỷ ddoongf đồng phuwowngf phường phuongwf phường dduocwj được tieenf tiền quys quý giaf già "
    "quaanj quận khoer khỏe dangd đang"
)
VNI = (
    "d9a3ng đảng phuong72 phường phu7o72ng phường d9a65u đậu lie6u liêu ho65i hội nghi5 nghị u3y ủy d9uo75c được "
    "thuong73 thưởng nguo72i người quy1 quý"
)
UNTOUCHED = "khen dang uy phuong dau lieu has for was there tdp7 m2 ct05 kl01 a1 U23 xyz Đảng new 05 cars wa B52"


def pairs(listed: str) -> list[tuple[str, str]]:
    words = listed.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("typed", "meant"), pairs(TELEX) + pairs(VNI))
def test_keys_make_a_syllable_wherever_they_were_pressed(typed: str, meant: str) -> None:
    assert decode_token(typed) == meant


@pytest.mark.parametrize("token", ["", *UNTOUCHED.split()])
def test_what_may_be_a_word_is_left_alone(token: str) -> None:
    assert decode_token(token) is None


def test_a_question_is_decoded_word_by_word_and_keeps_its_capitals() -> None:
    assert decode("bi thuw DDangr uyr PHUOWNGF ddaaju Lieeu la ai?") == "bi thư Đảng ủy PHƯỜNG đậu Liêu la ai?"


@pytest.mark.parametrize(
    "text",
    ["", "bí thư là ai", "dang uy phuong dau lieu", "Who is the party secretary of Dau Lieu ward?", "05-CT/TW TDP7",
     "BOS USR", "https://phuowngf.vn", "a@phuowngf.vn"],
)  # fmt: skip
def test_without_keystrokes_there_is_nothing_to_decode(text: str) -> None:
    assert decode(text) is None


@given(st.one_of(st.text(), st.text(alphabet="adewoufrsxj129nghtuyDT", max_size=9)))
def test_a_decoded_token_is_a_syllable_and_was_none(token: str) -> None:
    decoded = decode_token(token)
    assert decoded is None or (is_syllable(decoded) and not is_plain_syllable(token))


@given(st.text(alphabet="phuowngf dd9a3\n.,-/AW", max_size=40))
def test_decoding_a_text_keeps_the_number_of_words(text: str) -> None:
    decoded = decode(text)
    assert decoded is None or (decoded != text and len(decoded.split()) == len(text.split()))


def test_a_word_that_may_be_one_is_keystrokes_among_keystrokes() -> None:
    assert decode("truwowngr coong an phuwowngf") == "trưởng công an phường"
    assert decode("cái xoong") is None
