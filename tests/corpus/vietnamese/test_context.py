"""The words around decide what a short form means."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.context import Rule, first_meaning

RULES = (Rule("thành phố", proper=True), Rule("công trình", before=r"\d\s+"), Rule("", after=r"\s+khac"))


def test_the_first_rule_that_applies_wins() -> None:
    assert first_meaning(RULES, "45 ", " vinh", " Vinh") == "thành phố"
    assert first_meaning(RULES, "45 ", " moi", " mới") == "công trình"
    assert first_meaning(RULES, "", " khac", " khác") == ""
    assert first_meaning(RULES, "", " nao", " nào") is None


@given(st.text(), st.text())
def test_any_context_may_be_asked_about(before: str, after: str) -> None:
    assert first_meaning(RULES, before, after, after) in {"thành phố", "công trình", "", None}
