"""What the buttons of lists and documents say, and what an admin types when asked for a value."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot import messages
from bot.channels.telegram.new_values import LONGEST_TITLE, Unusable, read_date, read_title
from bot.channels.telegram.shelf import DEED_FORM, SEARCH, Purpose, Verb, View, back_of, button, list_button
from corpus.document import Audience
from corpus.handles import handle

TODAY = date(2026, 11, 24)
VIEWS = st.builds(View, st.sampled_from(Purpose), st.sampled_from([None, *Audience]), st.booleans(),
                  st.none() | st.integers(1000, 9999), st.integers(0, 99_999), st.just("") | st.text().map(handle))


@given(VIEWS, st.text())
def test_a_button_of_a_list_says_all_of_it_in_64_bytes(view: View, words: str):
    searching = view.searching(words).at(view.page)

    assert len(searching.data(SEARCH).encode()) <= 64
    assert View.parse(searching.data(SEARCH)) == searching


@given(st.text(min_size=1), st.sampled_from(Verb), st.integers(0, 10**18 - 1))
def test_a_button_of_a_document_says_all_of_it_in_64_bytes(document: str, verb: Verb, argument: int):
    data = str(button("x", verb, handle(document), argument).callback_data)

    assert len(data.encode()) <= 64
    assert DEED_FORM.match(data).groups() == (verb, handle(document), str(argument))


@given(st.text())
def test_what_is_no_button_of_a_list_is_none(data: str):
    assert View.parse(data) is None or data.startswith("d")


def test_words_too_long_for_a_button_lose_their_accents_and_then_their_end():
    assert View().searching("kế  hoạch trồng cây").words == "kế hoạch trồng cây"
    assert View().searching("kế hoạch phát động trồng cây xanh").words == "ke hoach phat dong trong cay xanh"
    assert View().searching("kế hoạch phát động trồng cây xanh đầu xuân").words == "ke hoach phat dong trong cay xanh dau"


def test_a_page_leads_back_to_the_list_that_it_was_opened_from():
    here = View(audience=Audience.PARTY, year=2024, page=3, words="đất")
    shown = InlineKeyboardMarkup([[list_button("all", View())], [list_button("search", here, SEARCH)]])
    opened = InlineKeyboardMarkup([[list_button("successor", View.successor_of(handle("a")))], [list_button("back", here)]])

    assert back_of(shown) == back_of(opened) == here
    assert back_of(None) == back_of(InlineKeyboardMarkup([[button("x", Verb.OPEN, handle("a"))]])) == View()


@pytest.mark.parametrize("words", ["12/3/2024", "12-3-2024", "2024-03-12", "ngày 12 tháng 3 năm 2024", "12.3.2024 nhé"])
def test_a_date_may_be_written_in_every_usual_way(words: str):
    assert read_date(words, TODAY) == date(2024, 3, 12)


@pytest.mark.parametrize(("words", "said"), [
    ("", messages.NO_DATE), ("12/3", messages.NO_DATE), ("1/1/2024 hay 2/1/2024", messages.NO_DATE),
    ("31/2/2024", messages.NO_SUCH_DAY.format(day="31/2/2024")),
    ("25/11/2026", messages.DAY_TO_COME.format(day="25/11/2026")),
])
def test_another_date_is_explained_in_a_sentence(words: str, said: str):
    with pytest.raises(Unusable) as problem:
        read_date(words, TODAY)
    assert str(problem.value) == said


@given(st.text())
def test_any_words_are_a_date_until_today_or_explained(words: str):
    with suppress(Unusable):
        assert read_date(words, TODAY) <= TODAY


@given(st.text())
def test_any_words_are_a_title_in_one_line_or_explained(words: str):
    with suppress(Unusable):
        title = read_title(words)
        assert 0 < len(title) <= LONGEST_TITLE
        assert title == " ".join(title.split())
