"""What the reader keeps of a passage: the same, whether it was read alone or among others."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.reading.lexicon import Lexicon
from retrieval.reading.passages import PassageReader, ReadPassage, Together

WORDS = st.sampled_from(["hiến", "đất", "dân số", "UBND", "ủy", "ban", "nhân dân", "2.700 m2", "Ông A.", "TP. HCM", "5",
                         "…", ";"])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=20), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def told(passage: ReadPassage) -> dict[str, Any]:
    """Return all that was read, as plain values."""
    return {name: value.round(4).tolist() if isinstance(value, np.ndarray) else value
            for name, value in vars(passage).items() if name not in ("shape", "_spans", "folded")}


@given(TEXTS)
def test_passages_read_together_are_as_each_by_itself(lexicon: Lexicon, texts: list[str]):
    alone = [PassageReader(lexicon).read(text) for text in texts]
    assert [*map(told, PassageReader(lexicon).read_all(texts))] == [*map(told, alone)]


def test_what_was_read_is_remembered_and_what_is_too_much_forgotten(lexicon: Lexicon):
    reader = PassageReader(lexicon, remembered=2)
    first = reader.read("một")
    assert reader.read("một") is first
    for text in ("hai", "ba", "bốn", "năm"):
        reader.read(text)
    assert reader.read("một") is not first


def test_an_abbreviation_is_found_by_what_it_stands_for(lexicon: Lexicon):
    passages = PassageReader(lexicon).read_all(["Hội nghị bế mạc.", "UBND phường họp."])
    held = Together(passages).held(["uy", "phuong", "hop", "mac"], ["uy3", "phương2", "hop5", "mac5"],
                                   [("uy", "phuong"), ("phuong", "hop"), ("mac", "uy")])
    assert sorted(zip(*(row.tolist() for row in held.plain), strict=True)) == [(3, 3), (4, 0), (5, 1), (6, 2)]
    assert sorted(zip(*(row.tolist() for row in held.pairs), strict=True)) == [(4, 0), (5, 1)]


def test_sentences_and_units_are_counted_through_all_passages(lexicon: Lexicon):
    passages = PassageReader(lexicon).read_all(["Một. Hai ba.", "", "Bốn năm sáu."])
    together = Together(passages)
    assert together.word_at.tolist() == [0, 1, 3]
    assert together.row_of.tolist() == [0, 0, 2]
    assert [together.sentence_of(np.array([word])).item() for word in range(6)] == [0, 1, 1, 2, 2, 2]
    assert together.row_of_words(np.arange(6)).tolist() == [0, 0, 0, 2, 2, 2]
