"""An answer as a person or a program reads it."""

from dataclasses import replace
from datetime import date

import pytest

from bot import messages, rendering
from corpus.document import Audience, Kind, Listing, Passage, StoredPassage
from retrieval.question import Answer, Choice, Citation, Hit, Note, Outcome, Reason, Remark, Statement

QUOTE = "Nhân dân hiến trên 2.700m2 đất."
CITATION = Citation(1, "dat", "Hiến đất", date(2024, 3, 12), 6, 9, QUOTE, 100, 131, Audience.PUBLIC)
ANSWER = Answer(Outcome.ANSWERED, "trên 2.700m2 đất", (Statement(QUOTE, 1),), (CITATION,), took_ms=3.44)


def test_json_is_as_others_rely_on_it():
    assert rendering.to_json(ANSWER, "q1") == {
        "id": "q1", "outcome": "answered", "short": "trên 2.700m2 đất", "text": f"{QUOTE} [1]",
        "citations": [{"n": 1, "document": "dat", "title": "Hiến đất", "issued": "2024-03-12", "place": "đoạn 6",
                       "passage": 9, "quote": QUOTE, "start": 100, "end": 131, "audience": "public"}],
        "took_ms": 3.4}


def test_a_terminal_shows_the_text_then_each_source_with_its_quote():
    assert rendering.plain(ANSWER).splitlines()[-2:] == ["[1] Hiến đất – 12/3/2024 – đoạn 6", f"    “{QUOTE}”"]


@pytest.mark.parametrize(("answer", "text"), [
    (Answer(Outcome.NOT_FOUND, newest=date(2026, 10, 12)), messages.not_found(date(2026, 10, 12))),
    (Answer(Outcome.NOT_FOUND), "Dạ, trong kho tài liệu hiện có, Trợ lý chưa tìm thấy thông tin này."),
    (Answer(Outcome.NOT_FOUND, reason=Reason.NO_DOCUMENTS), messages.EMPTY_CORPUS),
    (Answer(Outcome.FAILED), messages.FAILED),
    (Answer(Outcome.REFUSED, reason=Reason.EMPTY), messages.EMPTY_QUESTION),
    (Answer(Outcome.REFUSED, reason=Reason.TOO_LONG), messages.LONG_QUESTION),
])
def test_what_holds_no_statement_is_one_polite_sentence(answer: Answer, text: str):
    assert rendering.text(answer) == text


def test_a_hit_and_a_listing_as_json():
    passage = StoredPassage(9, Passage(0, 6, 100, 131, Kind.BODY, QUOTE), "dat", "Hiến đất", None, Audience.PUBLIC)
    assert rendering.hit_to_json(Hit(passage, 0.12345678)) == {
        "document": "dat", "passage": 9, "title": "Hiến đất", "issued": None, "text": QUOTE, "score": 0.123457}
    assert rendering.listing_to_json(Listing("dat", "Hiến đất", None, Audience.PARTY, 3, True, "dat.txt")) == {
        "id": "dat", "title": "Hiến đất", "issued": None, "audience": "party", "passages": 3, "hidden": True}


AMBIGUOUS = Answer(Outcome.AMBIGUOUS, asked="Phường có bao nhiêu hộ nghèo?",
                   choices=(Choice("phường Bến Đá", 0, 6), Choice(" ở phường Sông Trăng", 28, 28)))


def test_what_a_question_may_mean_is_numbered_and_in_json_completes_it():
    assert rendering.plain(AMBIGUOUS).splitlines() == [messages.AMBIGUOUS, "1. phường Bến Đá", "2. ở phường Sông Trăng"]
    assert rendering.to_json(AMBIGUOUS)["choices"] == [
        {"label": "phường Bến Đá", "question": "phường Bến Đá có bao nhiêu hộ nghèo?"},
        {"label": "ở phường Sông Trăng", "question": "Phường có bao nhiêu hộ nghèo ở phường Sông Trăng?"}]


DAY = date(2024, 3, 12)


@pytest.mark.parametrize(("statements", "notes", "text"), [
    ((Statement("A.", 1, (2,)),), (), "A. [1][2]"),
    ((Statement("A.", 1),), (Note(Remark.AS_OF, day=DAY),), "Tại thời điểm 12/3/2024: A. [1]"),
    ((Statement("A.", 1),), (Note(Remark.LATEST, day=DAY),), "Theo tài liệu mới nhất nêu điều này (12/3/2024): A. [1]"),
    ((Statement("A.", 1, day=DAY), Statement("B.", 2, day=date(2025, 1, 2))), (Note(Remark.DIFFER),),
     "Các tài liệu ghi khác nhau:\n12/3/2024: A. [1]\n2/1/2025: B. [2]"),
    ((Statement("A.", 1),), (Note(Remark.FORMER, place="phường Đậu Liêu", successor="phường Nam Hồng Lĩnh"),),
     "A. [1] (Theo tài liệu của phường Đậu Liêu (cũ), nay thuộc phường Nam Hồng Lĩnh.)"),
    ((Statement("A.", 1, day=DAY),), (Note(Remark.PERIOD, day=date(2024, 3, 1), until=date(2024, 3, 31), more=4),),
     "Từ 1/3/2024 đến 31/3/2024, tài liệu ghi nhận:\n12/3/2024: A. [1]\nVà 4 tài liệu khác."),
    ((Statement("A.", 1),), (Note(Remark.COMPUTED, sum="5 + 6 = 11 tập thể"),),
     "Tính từ số liệu báo cáo: 5 + 6 = 11 tập thể. A. [1]"),
])
def test_what_the_assistant_adds_stands_around_the_quotes(statements: tuple[Statement, ...], notes: tuple[Note, ...],
                                                          text: str):
    assert rendering.text(Answer(Outcome.ANSWERED, None, statements, notes=notes)) == text


def test_a_false_premise_is_denied_with_the_sentence_that_corrects_it():
    answer = Answer(Outcome.RELATED, None, (Statement("Khen thưởng 05 tập thể.", 1),), premise="6 tập thể",
                    notes=(Note(Remark.CORRECTED),))
    assert rendering.text(answer) == "Không. Khen thưởng 05 tập thể. [1]"


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_FOUND])
def test_what_is_not_answered_points_to_the_office_that_the_ward_has_set_and_to_no_other(outcome: Outcome):
    refusal = Answer(outcome, reason=Reason.OUT_OF_SCOPE if outcome is Outcome.REFUSED else None)
    assert not any(letter.isdigit() for letter in rendering.text(refusal))
    office = replace(refusal, office="Trung tâm Phục vụ hành chính công phường, 12 Bờ Kè, 0239.000.000.")
    assert rendering.text(office).endswith(" liên hệ Trung tâm Phục vụ hành chính công phường, 12 Bờ Kè, 0239.000.000.")
