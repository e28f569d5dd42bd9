"""The first day of the lunar year, as Vietnam reckons it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.tet import TET_PHRASE, tet, tet_meant


def test_vietnam_and_china_part_in_some_years() -> None:
    assert tet(2007) == date(2007, 2, 17)
    assert tet(2030) == date(2030, 2, 2)
    assert tet(1800) is None


@pytest.mark.parametrize(
    ("phrase", "day"),
    [("tet quy mao", date(2023, 1, 22)), ("tet giap thin", date(2024, 2, 10)), ("tet at ty", date(2025, 1, 29)),
     ("tet binh ngo", date(2026, 2, 17)), ("tet nguyen dan dinh mui", date(2027, 2, 6)), ("tet", date(2026, 2, 17)),
     ("tet canh tuat", date(2030, 2, 2))],
)  # fmt: skip
def test_years_have_names(phrase: str, day: date) -> None:
    match = TET_PHRASE.search(phrase)
    assert match is not None
    assert tet_meant(match, date(2026, 11, 24), 2026) == day


def test_other_festivals_are_not_tet() -> None:
    assert TET_PHRASE.search("tet trung thu, tet thieu nhi, tet duong lich") is None


@given(st.integers(2007, 2035))
def test_tet_lies_between_the_twenty_first_of_january_and_the_twentieth_of_february(year: int) -> None:
    day = tet(year)
    assert day is not None
    assert date(year, 1, 21) <= day <= date(year, 2, 20)
