import numpy as np
import pytest
from tokenizers import Tokenizer

from retrieval.training.ranking import FEATURES, Candidate, Layers, Reader, TokenVectors, Words, rarity_of
from retrieval.training.tokens import Vocabulary

PASSAGES = ["Phường có 12 hộ nghèo. Ông Nguyễn Văn An là bí thư.", "Chợ họp ngày 5 tháng 3, thu 20 triệu đồng.",
            "Đường làng được mở rộng vì dân hiến đất."]


@pytest.fixture
def reader() -> Reader:
    letters = "abcdeghiklmnopqrstuvxy0123456789"
    tokens = ("<unk>", "▁", *letters, *("▁" + letter for letter in letters))
    vocabulary = Vocabulary(tokens, (-20.0, -9.0, *([-3.0] * (len(tokens) - 2))), np.arange(len(tokens)), False)
    rows = np.random.default_rng(1).integers(-9, 9, (len(tokens), 8)).astype(np.int8)
    tokenizer: Tokenizer = vocabulary.tokenizer()
    vectors = TokenVectors(rows, np.arange(len(tokens), dtype=np.int32), np.ones(len(tokens), np.float32))
    return Reader(tokenizer, vectors, rarity_of(PASSAGES * 3))


def measured(reader: Reader, question: str) -> dict[str, list[float]]:
    candidates = [Candidate(Words.of(text), Words.of(""), n, 1.0, 0.5, tokens)
                  for n, (text, tokens) in enumerate(zip(PASSAGES, reader.tokens(PASSAGES), strict=True))]
    table = reader.features(question, candidates)
    return {name: table[:, i].round(3).tolist() for i, name in enumerate(FEATURES)}


def test_a_passage_with_all_the_words_of_the_question_is_covered(reader: Reader) -> None:
    words = measured(reader, "hộ nghèo phường")["words"]
    assert words[0] == pytest.approx(1)
    assert words[1] == words[2] == 0


def test_accents_are_looked_at_where_the_question_has_them(reader: Reader) -> None:
    assert measured(reader, "hộ nghèo")["accented words"][0] == pytest.approx(1)
    assert measured(reader, "hồ nghéo")["accented words"][0] == 0
    assert measured(reader, "ho ngheo")["accented words"][0] == pytest.approx(1)


def test_neighbouring_words_count_more_than_scattered_ones(reader: Reader) -> None:
    assert measured(reader, "bí thư")["pairs"] == [1, 0, 0]
    assert measured(reader, "thư bí")["pairs"] == [0, 0, 0]


def test_the_kind_of_fact_asked_for_is_looked_for(reader: Reader) -> None:
    assert measured(reader, "chợ thu bao nhiêu tiền")["kind asked is there"] == [0, 1, 0]
    assert measured(reader, "vì sao mở đường")["kind asked is there"] == [0, 0, 1]
    assert measured(reader, "chuyện gì vậy")["kind asked is there"] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("question", ["", "😀", "?", "a" * 5000, "漢字"])
def test_any_question_can_be_measured(reader: Reader, question: str) -> None:
    assert all(np.isfinite(column).all() for column in measured(reader, question).values())


def test_layers_score_each_candidate() -> None:
    layers = Layers(np.zeros(2, np.float32), np.ones(2, np.float32), np.eye(2, dtype=np.float32),
                    np.zeros(2, np.float32), np.array([1, -1], np.float32))
    assert layers(np.array([[9, 0], [0, 9]], np.float32)).round(3).tolist() == [1, -1]
