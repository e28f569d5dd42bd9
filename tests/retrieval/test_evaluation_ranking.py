"""What a ranking is worth, worked out by hand."""

import math

import pytest

from retrieval.evaluation.ranking import mean, score

THIRD = 1 / math.log2(3)      # the worth of a second place, .63


@pytest.mark.parametrize(("ranking", "worth", "expected"), [
    (["a", "b"], {"a": 1.0}, (1.0, 1.0, 1.0, 1.0)),
    (["b", "a"], {"a": 1.0}, (THIRD, 0.0, 1.0, 0.5)),
    (["b", "b", "a"], {"a": 1.0}, (THIRD, 0.0, 1.0, 0.5)),                     # a document counts once, at its best
    ([*"bcdefa"], {"a": 1.0}, (1 / math.log2(7), 0.0, 0.0, 1 / 6)),
    ([*"bcdefghijka"], {"a": 1.0}, (0.0, 0.0, 0.0, 0.0)),                      # eleventh
    (["a", "c", "b"], {"a": 1.0, "b": 1.0}, ((1 + 0.5) / (1 + THIRD), 1.0, 1.0, 1.0)),
    (["b", "a"], {"a": 2.0, "b": 1.0}, ((1 + 2 * THIRD) / (2 + THIRD), 1.0, 1.0, 1.0)),
    ([], {"a": 1.0}, (0.0, 0.0, 0.0, 0.0)),
    (["a"], {}, (0.0, 0.0, 0.0, 0.0)),
])
def test_a_ranking_is_scored(ranking: list[str], worth: dict[str | int, float], expected: tuple[float, ...]):
    assert tuple(score(ranking, worth).values()) == pytest.approx(expected)


def test_more_right_documents_than_places_can_still_be_perfect():
    keys = [str(number) for number in range(15)]
    assert score(keys, dict.fromkeys(keys, 1.0))["nDCG@10"] == pytest.approx(1.0)


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) == {"nDCG@10": 0.0, "R@1": 0.0, "R@5": 0.0, "MRR@10": 0.0}
    assert mean([score(["a"], {"a": 1.0}), score(["b"], {"a": 1.0})])["R@1"] == 0.5
