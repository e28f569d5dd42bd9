"""English questions over Vietnamese documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english import in_vietnamese


@pytest.mark.parametrize(("english", "vietnamese"), [
    ("Who is the party secretary of Dau Lieu ward?", "bí thư đảng ủy phường Dau Lieu"),
    ("How many poor households were there in March 2026?", "hộ nghèo tháng 3 2026"),
    ("Who is the chairman of Song Trang ward People's Committee?", "chủ tịch ủy ban nhân dân phường Song Trang"),
    ("How many poor households does Song Trang Ward have?", "hộ nghèo phường Song Trang"),
    ("When did the ward's People's Council meet?", "hội đồng nhân dân phường"),
])
def test_what_the_glossary_knows_is_said_in_vietnamese_and_names_stay(english: str, vietnamese: str):
    assert in_vietnamese(english) == vietnamese


@given(st.text())
def test_any_text_can_be_asked(text: str):
    assert isinstance(in_vietnamese(text), str)
