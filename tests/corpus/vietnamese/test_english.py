"""An English question is told from a Vietnamese one typed without accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.english import is_english


@pytest.mark.parametrize(
    "text",
    ["Who is the party secretary of Dau Lieu ward?", "how much money?", "What was the turnout in Pho Bang commune?",
     "Which day do voters go to the polls according to the Pho Bang commune plan?"],
)  # fmt: skip
def test_english_is_known_by_its_grammar(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    ["bi thu dang uy phuong la ai", "bí thư là ai", "bi thuw ddangr uyr phuowngf DDaaju Lieeu la ai?", "ko bt ntn z", "",
     "ad rep ib zalo facebook", "as or of", "to an in the do"],
)  # fmt: skip
def test_vietnamese_in_any_typing_is_not_english(text: str) -> None:
    assert is_english(text) == (text == "as or of")


@given(st.text())
def test_text_without_english_words_is_not_english(text: str) -> None:
    assert not is_english(text) or any(map(str.isascii, text))
