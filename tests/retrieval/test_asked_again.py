"""What many people ask is worked out once, and never outlives what it was taken from."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.mention_table import Confirmed, Status
from corpus.store import FILE
from fakes import report
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.asked_again import AskedAgain
from retrieval.library import Library
from retrieval.question import Answer, Exchange, Outcome, Question
from retrieval.searching import Searcher

PUBLIC = frozenset({Audience.PUBLIC})
PARTY = frozenset({Audience.PUBLIC, Audience.PARTY})
ASKED = Question(text="Phường khen thưởng mấy tập thể?", audiences=PUBLIC, today=date(2026, 11, 24))


class Work:
    """Counts how often an answer was worked out, and answers by that number."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, question: Question) -> Answer:
        self.done += 1
        return Answer(Outcome.ANSWERED, str(self.done))


class State:
    """The mark of a store that nobody writes to until `it` is changed."""

    it = "1"

    def __call__(self) -> str:
        return self.it


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = library_in(tmp_path)
    yield library
    library.close()


def test_the_same_question_is_worked_out_once():
    work, again = Work(), AskedAgain(State())
    assert [again.answer(ASKED, work).short for _ in range(3)] == ["1", "1", "1"]


@pytest.mark.parametrize("other", [
    replace(ASKED, text="Phường khen thưởng mấy cá nhân?"), replace(ASKED, audiences=PARTY),
    replace(ASKED, today=date(2026, 11, 25)), replace(ASKED, history=(Exchange("Hội nghị nào?", "Hội nghị tổng kết."),)),
])
def test_another_question_another_reader_another_day_and_another_conversation_are_worked_out_anew(other: Question):
    work, again = Work(), AskedAgain(State())
    assert [again.answer(one, work).short for one in (ASKED, other, ASKED, other)] == ["1", "2", "1", "2"]


def test_an_answer_ends_with_what_is_written():
    work, state = Work(), State()
    again = AskedAgain(state)
    again.answer(ASKED, work)
    state.it = "2"
    assert again.answer(ASKED, work).short == "2"


def test_an_answer_that_was_worked_out_while_something_was_written_is_not_given_again():
    state = State()
    again = AskedAgain(state)

    def overtaken(question: Question) -> Answer:
        state.it = "2"
        return Answer(Outcome.ANSWERED, "trước khi ghi")

    again.answer(ASKED, overtaken)
    assert again.answer(ASKED, Work()).short == "1"


def test_no_more_answers_are_remembered_than_there_is_room_for():
    work, again = Work(), AskedAgain(State(), most=2)
    asked = [replace(ASKED, text=text) for text in "abc"]
    for one in asked:
        again.answer(one, work)
    assert [again.answer(one, work).short for one in reversed(asked)] == ["3", "2", "4"]


def test_everything_that_is_written_changes_the_mark(library: Library):
    marks = [library.state()]

    def mark() -> None:
        marks.append(library.state())

    list(library.add([report("khen", "Hội nghị khen thưởng 05 tập thể."), report("cu", "Hội nghị khen thưởng 04 tập thể.")]))
    mark()
    library.edit("khen", title="Khen thưởng")
    mark()
    library.supersede("cu", "khen")
    mark()
    library.set_hidden("khen", True)
    mark()
    library.confirm(Confirmed("05-CT/TW", None, "học tập", None, Status.IN_FORCE, Audience.PUBLIC))
    mark()
    library.remove("khen")
    mark()
    assert len(set(marks)) == len(marks)
    assert library.state() == marks[-1]


def test_a_removed_document_does_not_answer_a_question_that_it_answered_before(library: Library):
    service = AnswerService(library, Searcher(library))
    list(library.add([report("khen", "Hội nghị khen thưởng 05 tập thể và 06 cá nhân.")]))
    before = [service.answer(ASKED).outcome for _ in range(2)]
    library.remove("khen")
    assert (before, service.answer(ASKED).citations) == ([Outcome.ANSWERED] * 2, ())


def test_what_was_changed_by_other_hands_is_not_quoted_from_memory(library: Library, tmp_path: Path):
    service = AnswerService(library, Searcher(library))
    list(library.add([report("khen", "Hội nghị khen thưởng 05 tập thể và 06 cá nhân.")]))
    assert service.answer(ASKED).outcome is Outcome.ANSWERED
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE documents SET text = 'Hội nghị khen thưởng 07 tập thể và 06 cá nhân.'")
    assert service.answer(ASKED).citations == ()
