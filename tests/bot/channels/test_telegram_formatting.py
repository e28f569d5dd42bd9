"""Answers and passages in Telegram's HTML."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import formatting
from botapi.markup import parse, units
from corpus.document import Audience, Kind, Passage, StoredPassage, Successor
from retrieval.question import Answer, Citation, Outcome, Statement

TEXTS = st.text(alphabet=st.sampled_from("aắ <>&.;,\n😀\u0323"), max_size=400)


def stored(text: str, start: int = 100, heading: str = "") -> StoredPassage:
    passage = Passage(3, 7, start, start + len(text), Kind.BODY, text, heading)
    return StoredPassage(9, passage, "d1", "Hiến đất <mở> đường", date(2024, 3, 12), Audience.PUBLIC)


def answered(text: str, title: str = "Hiến đất & mở đường") -> Answer:
    citation = Citation(1, "d1", title, date(2024, 3, 12), 7, 9, text, 100, 100 + len(text), Audience.PUBLIC)
    return Answer(Outcome.ANSWERED, "2.700 m²", (Statement(text, 1),), (citation,))


def test_the_fact_stands_first_in_bold_then_the_text_then_the_sources() -> None:
    assert formatting.answer(answered("Nhân dân hiến 2.700 m² đất <ở> & vườn.")) == [
        "<b>2.700 m²</b>\n\n"
        "Nhân dân hiến 2.700 m² đất &lt;ở&gt; &amp; vườn. [1]\n\n"
        "[1] Hiến đất &amp; mở đường – 12/3/2024 – đoạn 7"
    ]


def test_a_question_that_a_button_asked_is_shown_above_its_answer() -> None:
    [message] = formatting.answer(Answer(Outcome.NOT_FOUND, newest=date(2024, 3, 12)), "a < b?")

    assert message.startswith("<blockquote>a &lt; b?</blockquote>\n\nDạ, trong kho tài liệu hiện có")


def test_sources_that_do_not_fit_come_in_the_last_message() -> None:
    first, last = formatting.answer(answered("đất " * 100, title="&" * 800))

    assert first.startswith("<b>2.700 m²</b>\n\nđất đất")
    assert last == f"[1] {'&amp;' * 800} – 12/3/2024 – đoạn 7"


def test_a_passage_opens_under_its_source_with_the_quote_marked() -> None:
    text = "Một câu. Hai câu < ba. Bốn."

    assert formatting.passage(stored(text, heading="II. Kinh tế"), 109, 122) == (
        "<b>Hiến đất &lt;mở&gt; đường\n12/3/2024 – đoạn 7 – II. Kinh tế</b>\n"
        "<blockquote expandable>Một câu. <b>Hai câu &lt; ba.</b> Bốn.</blockquote>"
    )


def test_a_passage_of_an_old_version_or_a_superseded_document_says_so() -> None:
    old = replace(stored("Một câu."), replaced=True)
    superseded = replace(stored("Một câu."), superseded_by=Successor("d2", "Hiến đất 2025"))

    assert formatting.passage(old, 0, 0).split("\n")[1] == "12/3/2024 – đoạn 7 của bản cũ, nay đã thay bằng bản mới</b>"
    assert formatting.passage(superseded, 0, 0).split("\n")[0] == (
        "<b>Hiến đất &lt;mở&gt; đường (đã được thay thế bởi “Hiến đất 2025”)")


def test_a_source_that_was_superseded_says_so() -> None:
    given = answered("Nhân dân hiến đất.")
    cited = replace(given.citations[0], superseded_by=Successor())

    assert formatting.answer(replace(given, citations=(cited,)))[0].split("\n")[-1] == (
        "[1] Hiến đất &amp; mở đường – 12/3/2024 – đoạn 7 (đã có văn bản khác thay thế)")


def test_a_mark_that_lies_elsewhere_in_the_document_marks_nothing() -> None:
    for start, end in [(0, 100), (127, 130), (120, 110), (10**8, 10**9 - 1)]:
        assert formatting.passage(stored("Một câu. Hai câu, ba câu."), start, end).count("<b>") == 1


def test_of_a_passage_longer_than_a_message_the_part_around_the_quote_is_shown() -> None:
    text = "&" * 5000 + "CÂU CẦN TÌM" + "<" * 5000

    shown, entities = parse(formatting.passage(stored(text), 5100, 5111))

    assert entities[-1].of(shown) == "CÂU CẦN TÌM"
    assert "…&&&" in shown
    assert shown.endswith("<…")


@given(TEXTS, st.integers(5, 60))
def test_the_pieces_of_a_text_fit_when_escaped_and_hold_all_of_it(text: str, limit: int) -> None:
    pieces = list(formatting.split(text, limit))

    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(units(formatting.html(piece)) <= limit for piece in pieces)
    assert all(piece.strip() == piece != "" for piece in pieces)


@given(TEXTS, st.integers(0, 500), st.integers(0, 500))
def test_every_passage_with_every_mark_is_a_message_that_telegram_takes(text: str, start: int, end: int) -> None:
    message = formatting.passage(stored(text * 30), start, end)

    parse(message)
    assert units(message) <= formatting.LIMIT


@given(TEXTS)
def test_every_answer_is_a_row_of_messages_that_telegram_takes(text: str) -> None:
    for message in formatting.answer(answered(text * 20, title=text * 10)):
        parse(message)
        assert 0 < units(message) <= formatting.LIMIT


def test_a_text_is_cut_after_a_line_a_sentence_or_a_word_where_there_is_one() -> None:
    assert list(formatting.split("Câu thứ nhất. Câu thứ hai. Câu ba", 20)) == ["Câu thứ nhất.", "Câu thứ hai. Câu ba"]
    assert list(formatting.split("dòng một\ndòng hai dài", 16)) == ["dòng một", "dòng hai dài"]
    assert list(formatting.split("không-có-chỗ-cắt", 7)) == ["không-c", "ó-chỗ-c", "ắt"]
