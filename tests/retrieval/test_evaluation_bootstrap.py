"""Two runs compared question by question."""

import pytest

from retrieval.evaluation.bootstrap import Difference, difference


def test_a_run_compared_with_itself_differs_by_nothing():
    run = {"a": 1.0, "b": 0.0}
    assert difference(run, run) == Difference(2, 0.0, 0.0, 0.0)
    assert not Difference(2, 0.0, 0.0, 0.0).clear


def test_the_same_gain_everywhere_is_certain():
    assert difference({"a": 0.75, "b": 0.5}, {"a": 0.5, "b": 0.25}) == Difference(2, 0.25, 0.25, 0.25)
    assert Difference(2, 0.25, 0.25, 0.25).clear


def test_the_interval_is_that_of_the_resampled_means():
    # Of 100 questions 20 are won: a mean of .2 with a standard error of sqrt(.2 * .8 / 100) = .04
    gain = difference({str(i): float(i < 20) for i in range(100)}, dict.fromkeys(map(str, range(100)), 0.0))
    assert gain is not None
    assert gain.mean == pytest.approx(0.2)
    assert (gain.low, gain.high) == pytest.approx((0.2 - 1.96 * 0.04, 0.2 + 1.96 * 0.04), abs=0.011)
    assert gain.clear


def test_a_few_questions_prove_nothing():
    gain = difference({"a": 1.0, "b": 0.0, "c": 0.0}, {"a": 0.0, "b": 1.0, "c": 0.0})
    assert gain is not None
    assert (gain.mean, gain.low, gain.high, gain.clear) == (0.0, -1.0, 1.0, False)


def test_the_same_seed_gives_the_same_interval_and_another_seed_nearly_the_same():
    new, old = {str(i): i % 7 / 7 for i in range(50)}, {str(i): i % 5 / 5 for i in range(50)}
    first, other = difference(new, old, seed=1), difference(new, old, seed=2)
    assert first == difference(new, old, seed=1)
    assert first is not None
    assert other is not None
    assert first != other
    assert (first.low, first.high) == pytest.approx((other.low, other.high), abs=0.01)


def test_only_questions_that_both_were_asked_count():
    assert difference({"a": 1.0, "b": 0.0}, {"a": 0.0, "z": 1.0}) == Difference(1, 1.0, 1.0, 1.0)
    assert difference({"a": 1.0}, {"z": 1.0}) is None
