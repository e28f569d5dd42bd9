"""What is asked most, as the statistics tell it."""

from bot.subjects import subjects
from fakes import HashingEmbedder


def test_questions_that_are_alike_count_together_and_those_of_another_year_do_not() -> None:
    asked = ["Còn bao nhiêu hộ nghèo?", "con bao nhieu ho ngheo", "Còn bao nhiêu hộ nghèo?",
             "Còn bao nhiêu hộ nghèo năm 2024?", "Còn bao nhiêu hộ nghèo năm 2024?",
             "Đường dài mấy mét?", "đường dài mấy mét", "Nhà tôi ở đâu?"]

    assert subjects(asked, HashingEmbedder().embed_question, limit=5) == [
        ("Còn bao nhiêu hộ nghèo?", 3), ("Còn bao nhiêu hộ nghèo năm 2024?", 2), ("Đường dài mấy mét?", 2)]
    assert subjects(asked, HashingEmbedder().embed_question, limit=1) == [("Còn bao nhiêu hộ nghèo?", 3)]


def test_nothing_was_asked() -> None:
    assert subjects([], HashingEmbedder().embed_question, limit=3) == []
