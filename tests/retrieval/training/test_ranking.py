import numpy as np
import pytest

from retrieval.training.ranking import FEATURES, Candidate, Layers, Words, features, rarity_of

PASSAGES = ["Phường có 12 hộ nghèo. Ông Nguyễn Văn An là bí thư.", "Chợ họp ngày 5 tháng 3, thu 20 triệu đồng.",
            "Đường làng được mở rộng vì dân hiến đất."]


def measured(question: str) -> dict[str, list[float]]:
    candidates = [Candidate(Words.of(text), Words.of(""), n, 1.0, 0.5) for n, text in enumerate(PASSAGES)]
    table = features(question, candidates, rarity_of(PASSAGES * 3))
    return {name: table[:, i].round(3).tolist() for i, name in enumerate(FEATURES)}


def test_a_passage_with_all_the_words_of_the_question_is_covered() -> None:
    words = measured("hộ nghèo phường")["words"]
    assert words[0] == pytest.approx(1)
    assert words[1] == words[2] == 0


def test_accents_are_looked_at_where_the_question_has_them() -> None:
    assert measured("hộ nghèo")["accented words"][0] == pytest.approx(1)
    assert measured("hồ nghéo")["accented words"][0] == 0
    assert measured("ho ngheo")["accented words"][0] == pytest.approx(1)


def test_neighbouring_words_count_more_than_scattered_ones() -> None:
    assert measured("bí thư")["pairs"] == [1, 0, 0]
    assert measured("thư bí")["pairs"] == [0, 0, 0]


def test_the_kind_of_fact_asked_for_is_looked_for() -> None:
    assert measured("chợ thu bao nhiêu tiền")["kind asked is there"] == [0, 1, 0]
    assert measured("vì sao mở đường")["kind asked is there"] == [0, 0, 1]
    assert measured("chuyện gì vậy")["kind asked is there"] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("question", ["", "😀", "?", "a" * 5000, "nhà " * 5000, "漢字"])
def test_any_question_can_be_measured(question: str) -> None:
    assert all(np.isfinite(column).all() for column in measured(question).values())


def test_layers_score_each_candidate() -> None:
    layers = Layers(np.zeros(2, np.float32), np.ones(2, np.float32), np.eye(2, dtype=np.float32),
                    np.zeros(2, np.float32), np.array([1, -1], np.float32))
    assert layers(np.array([[9, 0], [0, 9]], np.float32)).round(3).tolist() == [1, -1]
