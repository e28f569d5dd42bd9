"""An answer as a person or a program reads it."""

from datetime import date

import pytest

from bot import messages, rendering
from corpus.document import Audience, Kind, Listing, Passage, StoredPassage
from retrieval.question import Answer, Citation, Hit, Outcome, Reason, Statement

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
