"""How alike two texts are, and what changed between them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.differences import Difference, compare
from corpus.likeness import ALIKE, MARKS, fingerprint, likeness, marks, runs
from corpus.vietnamese.text import fold

LINES = [f"Tổ dân phố {number} có {number * 3 + 2} hộ hiến đất làm đường {street}." for number, street in
         enumerate(["Bằng Lăng", "Phượng Vĩ", "Hoa Sữa", "Lộc Vừng", "Bàng Đài Loan", "Sao Đen", "Dầu Rái", "Me Tây"])]
TEXT = "\n".join(LINES)


def alike(one: str, other: str) -> float:
    return likeness(runs(one), runs(other))


def test_white_space_makes_no_other_text():
    assert fingerprint("Hiến đất.\n\nLàm đường.") == fingerprint(" Hiến  đất. Làm đường. ")
    assert fingerprint("Hiến đất.") != fingerprint("Hiến đất!")


def test_a_text_is_wholly_like_itself_without_its_accents_too():
    assert (alike(TEXT, TEXT), alike(TEXT, fold(TEXT))) == (1.0, 1.0)


def test_one_line_more_is_alike_and_another_report_is_not():
    assert alike(TEXT, TEXT + "\nBế mạc lúc 16 giờ.") > ALIKE
    assert alike(TEXT, "Chiều ngày 11/3, hội nghị khen thưởng 05 tập thể và 06 cá nhân tiêu biểu.") < 0.1


@pytest.mark.parametrize("text", ["", "Tin", "Tin ngắn", "🙂"])
def test_the_shortest_texts_have_runs_too(text: str):
    assert len(runs(text)) == 1
    assert len(marks(runs(text))) == 1


def test_alike_texts_share_marks():
    shared = set(marks(runs(TEXT))) & set(marks(runs(TEXT.replace("Sao Đen", "Sao Xanh"))))
    assert MARKS - 2 <= len(shared) <= MARKS


def test_changes_are_told_in_short():
    new = "\n".join([LINES[1], LINES[0], *LINES[3:6], LINES[6].replace("20 hộ", "25 hộ"), LINES[7], "Bế mạc."])
    assert compare(TEXT, new) == Difference(("Bế mạc.",), (LINES[2],), (("20", "25"),))


LINES_OF_ANY = st.lists(st.sampled_from(["a 1", "a 2", "b", "c 3 4", "c 5 4", "", "  b "]), max_size=12)


@given(LINES_OF_ANY, LINES_OF_ANY)
def test_what_is_told_adds_up(old: list[str], new: list[str]):
    found = compare("\n".join(old), "\n".join(new))
    before, after = (Counter(line.strip() for line in lines if line.strip()) for lines in (old, new))
    assert compare("\n".join(old), "\n".join(old)) == Difference()
    assert not Counter(found.added) - after
    assert not Counter(found.removed) - before
    assert len(found.added) - len(found.removed) == after.total() - before.total()
