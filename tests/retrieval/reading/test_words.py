"""Where the words of a text are, found many letters at a time."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.reading.words import find_places, find_words

WRITTEN = st.text(st.one_of(st.sampled_from("aĐ5² ,./_m2-\n"), st.characters()), max_size=60)


@given(WRITTEN)
def test_words_are_found_where_the_pattern_finds_them(text: str):
    starts, ends = find_places(text)
    _, first, after = find_words(text)
    assert (starts.tolist(), ends.tolist()) == (first, after)


def test_numbers_keep_their_separators_and_letters_one_digit():
    text = "Hiến 2.700,5 m2, CT05 ngày 12/3."
    starts, ends = find_places(text)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == ["Hiến", "2.700,5", "m2", "CT0", "5", "ngày", "12/3"]
