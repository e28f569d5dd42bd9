"""What a question names, and the passages that hold exactly that."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Audience, Kind, Passage, StoredPassage
from corpus.vietnamese.references import find_references
from retrieval.naming import exact_first, names_in
from retrieval.question import Hit


def held(question: str, text: str) -> list[bool]:
    return [name.is_in(text) for name in names_in(question, find_references(question))]


@pytest.mark.parametrize(("question", "text", "holds"), [
    ("Bà Nguyễn Thị Hoa làm gì?", "Bà NGUYỄN THỊ HOA phát biểu", True),
    ("Bà Nguyễn Thị Hoa làm gì?", "bà Nguyễn Thị Hoà phát biểu", False),
    ("Bà Nguyễn Thị Hoa làm gì?", "bà Nguyễn Thị Hoa Mai phát biểu", False),
    ("Ông Đỗ Thanh Thuý ở đâu?", "đồng chí Đỗ Thanh Thúy chủ trì", True),
    ("ba nguyen thi hoa lam gi", "bà Nguyễn Thị Hòa phát biểu", True),
    ("ba nguyen thi hoa lam gi", "bà Nguyễn Thị Hồng phát biểu", False),
    ("Kết luận 01-KL/TW nói gì?", "thực hiện Kết luận số 01 - KL/TW của Bộ Chính trị", True),
    ("Kết luận 01-KL/TW nói gì?", "thực hiện Kết luận số 10-KL/TW", False),
    ("Kết luận 01-KL/TW nói gì?", "thực hiện Kết luận 01-KL/ĐU của Đảng ủy", False),
    ("CT05 nói gì?", "thực hiện Chỉ thị số 05-CT/TW", True),
    ("Ở phường Bến Đá có gì?", "phường Bến Đá tổ chức", True),
    ("Ở phường Bến Đá có gì?", "phường Bến Cát tổ chức", False),
])
def test_a_name_is_held_exactly_or_not_at_all(question: str, text: str, holds: bool):
    assert held(question, text) == [holds]


@pytest.mark.parametrize("question", [
    "Ủy ban nhân dân phường làm gì?", "co dinh gia dien bao nhieu", "PCT UBND là ai?", "Hội Nông dân có mấy chi hội?"])
def test_an_office_is_no_name(question: str):
    assert held(question, question) == []


@pytest.mark.parametrize("question", ["Bà Nguyễn Thị Hoa nhận thưởng gì?", "ba nguyen thi hoa nhan thuong gi",
                                      "Kết luận 01-KL/TW giao phường việc gì?"])
def test_what_holds_the_name_comes_before_whatever_else_fits(question: str):
    others = [f"Phường giao bà Nguyễn Thị Hồng việc thưởng lần {n}, theo Kết luận 10-KL/TW." for n in range(50)]
    texts = [*others, "Bà Nguyễn Thị Hoa đọc Kết luận số 01-KL/TW."]
    hits = [Hit(stored(n, text), 1 - n / 100) for n, text in enumerate(texts)]
    found = exact_first(hits, names_in(question, find_references(question)))
    assert [hit.passage.passage.text for hit in found] == [texts[-1], *others]


def test_without_a_name_the_order_stays():
    hits = [Hit(stored(n, "Bến Đá"), 1.0) for n in range(3)]
    assert exact_first(hits, names_in("có gì mới?", [])) == hits


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_may_name_and_be_asked(question: str, text: str):
    assert set(held(question, text)) <= {True, False}


def stored(number: int, text: str) -> StoredPassage:
    return StoredPassage(number, Passage(0, 1, 0, len(text), Kind.BODY, text), f"d{number}", "Tin phường",
                         date(2024, 3, 12), Audience.PUBLIC)
