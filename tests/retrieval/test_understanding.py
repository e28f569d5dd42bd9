"""What a question asks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Audience
from retrieval.question import Exchange, Question
from retrieval.understanding import Understanding, understand

TODAY = date(2026, 11, 24)


def understood(text: str, *history: Exchange) -> Understanding:
    return understand(Question(text=text, audiences=frozenset({Audience.PUBLIC}), today=TODAY, history=history))


@pytest.mark.parametrize(("typed", "read"), [
    ("Bí thư   Đảng\u200b ủy\u00a0phường là ai?", "Bí thư Đảng ủy phường là ai?"),
    ("BÍ THƯ ĐẢNG ỦY PHƯỜNG LÀ AI?", "bí thư đảng ủy phường là ai?"),
    ("phuowngf cos bao nhieeu hooj ngheof", "phường có bao nhiêu hộ nghèo"),
    ("nhà văn hóa ngồi đc bn ng zậy", "nhà văn hóa ngồi được bao nhiêu người vậy"),
    ("Who is the party secretary of Dau Lieu ward?", "bí thư đảng ủy phường Dau Lieu"),
])
def test_a_question_is_read_in_plain_vietnamese_beside_what_was_typed(typed: str, read: str):
    assert understood(typed).text == read
    assert understood(typed).readings[0][0].lower() == " ".join(typed.replace("\u200b", "").split()).lower()


def test_words_with_accents_count_in_both_fields_and_plain_ones_in_the_folded_field_alone():
    accented, plain = understood("hiến đất").terms, understood("hien dat").terms
    assert accented.accented == {"hiên1": 1.0, "đât1": 1.0, "hiên1_đât1": 1.0}
    assert accented.folded == {"hien": 0.5, "dat": 0.5, "hien_dat": 0.5}
    assert (plain.accented, plain.folded) == ({}, {"hien": 1.0, "dat": 1.0, "hien_dat": 1.0})


def test_short_names_are_searched_for_as_long_ones_and_the_other_way_round():
    assert "nhan_dan" in understood("Chủ tịch UBND phường là ai?").terms.folded
    assert "ubnd" in understood("Ủy ban nhân dân phường làm gì?").terms.folded


def test_documents_and_periods_are_named():
    asked = understood("Tháng trước phường làm gì để thực hiện CT05 của BCT?")
    assert [reference.canonical for reference in asked.references] == ["CT 05"]
    assert asked.period is not None
    assert (asked.period.start, asked.period.end) == (date(2026, 10, 1), date(2026, 10, 31))


def test_what_is_repeated_is_read_once():
    readings = understood("CT " * 600).readings
    assert len(readings) == len(set(readings)) < 10


def test_now_asks_for_the_newest_and_lately_for_what_is_recent():
    now, lately = understood("Hiện nay ai là chủ tịch phường?").period, understood("vua roi phuong khen ai").period
    assert now is not None
    assert lately is not None
    assert (now.newest, now.named, lately.recent, lately.named) == (True, False, True, True)


def test_what_was_talked_about_is_searched_for_too():
    asked = understood("còn cá nhân thì sao?", Exchange("Phường khen thưởng mấy tập thể?", "05 tập thể."))
    assert "khen_thuong" in asked.terms.folded


@given(st.text(max_size=300), st.text(max_size=100))
def test_nothing_that_can_be_typed_is_too_odd(text: str, before: str):
    asked = understood(text, Exchange(before, before))
    assert asked.readings
    assert all(weight > 0 for weight in asked.terms.folded.values())
