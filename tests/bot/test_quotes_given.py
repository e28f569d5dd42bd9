"""Quotes that were given are held against what stands in the documents."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import messages
from bot.assembly import Assistant, assemble
from bot.cli import main
from bot.quotes_given import QuotesChecked, check_quotes
from bot.settings import Settings
from corpus.document import Audience
from corpus.store import FILE
from fakes import report
from retrieval.question import Citation, today

TEXT = "Nhân dân hiến 2.700 m² đất.\nĐường rộng 6 m."


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    assistant = assemble(Settings(data=tmp_path))
    list(assistant.library.add([report("dat", TEXT)]))
    [first, *_] = assistant.library.document_passages("dat", audiences={Audience.PUBLIC})
    quote = TEXT[:27]
    citation = Citation(1, "dat", first.title, first.issued, 1, first.id, quote, 0, 27, first.audience)
    assistant.records.given.note([citation, citation], today=today())
    return assistant


def checked(assistant: Assistant, day: date | None = None) -> QuotesChecked:
    return check_quotes(assistant.library, assistant.records.given, day or today())


def test_a_quote_stays_exact_when_its_document_is_hidden_replaced_or_removed(assistant: Assistant):
    assert checked(assistant) == QuotesChecked(given=1, wrong=0)
    list(assistant.library.add([report("dat", "Khác hẳn.\n" + TEXT)]))
    assert checked(assistant) == QuotesChecked(given=1, wrong=0)
    assistant.library.set_hidden("dat", True)
    assistant.library.remove("dat")
    assert checked(assistant) == QuotesChecked(given=1, wrong=0)


def test_a_text_that_was_tampered_with_is_noticed_by_the_command_too(assistant: Assistant, tmp_path: Path):
    command = ["check", "--data", str(tmp_path)]
    assert "1 câu trích đã đưa ra hôm nay đều đúng nguyên văn." in CliRunner().invoke(main, command).output
    with sqlite3.connect(tmp_path / FILE) as db:
        for table, column in (("documents", "text"), ("passages", "text")):
            db.execute(f"UPDATE {table} SET {column} = replace({column}, '2.700', '2.701')")

    assert checked(assistant) == QuotesChecked(given=1, wrong=1)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert messages.quotes_checked(QuotesChecked(1, 1)) in result.output


def test_quotes_of_other_days_are_forgotten(assistant: Assistant):
    assert checked(assistant, date(2020, 1, 1)) == QuotesChecked(given=0, wrong=0)
    [quoted] = assistant.records.given.of(today())
    assistant.records.given.note([Citation(1, "dat", "", None, 1, quoted.passage, "Đường", 28, 33,
                                           Audience.PUBLIC)], today=date(2030, 1, 1))
    assert checked(assistant) == QuotesChecked(given=0, wrong=0)
