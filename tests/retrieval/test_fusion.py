"""Several rankings become one."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import fuse

RANKINGS = st.lists(st.tuples(st.integers(1, 20), st.floats(-5, 50)), max_size=20, unique_by=lambda pair: pair[0]).map(
    lambda pairs: sorted(pairs, key=lambda pair: -pair[1]))


def test_each_ranking_is_stretched_and_counts_by_its_weight():
    assert fuse([([(1, 30.0), (2, 20.0), (3, 10.0)], 1.0), ([(2, 0.9), (4, 0.1)], 0.5)]) == [
        (1, 1.0), (2, 1.0), (3, 0.0), (4, 0.0)]


def test_an_empty_ranking_changes_nothing():
    assert fuse([([(1, 3.0), (2, 1.0)], 1.0), ([], 5.0)]) == [(1, 1.0), (2, 0.0)]
    assert fuse([]) == []


def test_a_single_hit_counts_in_full():
    assert fuse([([(7, 2.0)], 1.0)]) == [(7, 1.0)]


@given(RANKINGS, RANKINGS)
def test_nothing_is_lost_and_the_best_come_first(one: list[tuple[int, float]], other: list[tuple[int, float]]):
    fused = fuse([(one, 1.0), (other, 0.5)])
    assert {key for key, _ in fused} == {key for key, _ in one + other}
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
