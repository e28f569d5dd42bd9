"""The rules that answers are graded by."""

import pytest

from retrieval.evaluation.facts import affirms, overlap, places, states


@pytest.mark.parametrize(("text", "fact"), [
    ("Khen 05 tập thể.", "05 tập thể"),
    ("khen 05 TAP THE", "05 tập thể"),                              # neither case nor accents count
    ("Uỷ ban phường Hoà Hải", "Ủy ban phường Hòa Hải"),
    ("06 cá nhân và 05 tập thể", "05 tập thể ; 06 cá nhân"),        # parts in any order
    ("Họp ngày 05/12/2025", "5/12/2025"),                           # zeros that only fill up
    ("Họp ngày 5/1", "05/01"),
    ("Diện tích 2 . 700 m²", "2.700 m2"),
    ("nhiệm kỳ 2026–2031", "2026-2031"),
    ("Số 16/KH-MTTQ-BTT", "16/KH-MTTQ-BTT"),
    ("(Trần Văn Dũng)", "Trần Văn Dũng"),
])
def test_a_text_states_a_fact(text: str, fact: str):
    assert states(text, [fact])


@pytest.mark.parametrize(("text", "fact"), [
    ("Khen 105 tập thể", "05 tập thể"),                             # whole words
    ("Khen 05 tập thể", "05 tập thể ; 06 cá nhân"),                 # all parts
    ("", "05"),
    ("05", ""),
    ("Trần Văn", "Trần Văn Dũng"),
])
def test_a_text_does_not_state_a_fact(text: str, fact: str):
    assert not states(text, [fact])


def test_any_one_of_the_facts_is_enough_and_none_states_nothing():
    assert states("năm thôn", ["05 thôn", "năm thôn"])
    assert not states("năm thôn", [])


@pytest.mark.parametrize(("text", "says"), [
    ("Có. Phường đã họp.", True), ("đúng vậy", True), ("Yes, it did.", True), ("Không. Chưa họp.", False),
    ("chưa", False), ("05 tập thể", False), ("", None), (" … ", None),
])
def test_an_answer_begins_with_a_yes_or_not(text: str, says: bool | None):
    assert affirms(text) is says


def test_every_place_is_found_those_that_overlap_too():
    assert places("aaba", ["aa", "a", "", "c"]) == [(0, 2), (0, 1), (1, 2), (3, 4)]
    assert places("aaa", ["aa"]) == [(0, 2), (1, 3)]


def test_stretches_overlap_when_they_share_a_character():
    assert overlap(2, 4, [(3, 9)])
    assert not overlap(2, 3, [(3, 9), (0, 2)])
