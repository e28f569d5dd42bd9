"""A question finds its passages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience
from corpus.store import SqliteStore
from fakes import HashingEmbedder, report
from retrieval.engines.exact import ExactLexicalIndex, ExactVectorIndex
from retrieval.library import Library
from retrieval.question import Question
from retrieval.searching import Searcher

PUBLIC = frozenset({Audience.PUBLIC})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(SqliteStore(tmp_path), HashingEmbedder(256), ExactVectorIndex(), ExactLexicalIndex(), tmp_path)
    list(library.add([
        report("dat", "Nhân dân hiến trên 2.700m2 đất làm đường."),
        report("khen", "Phường khen thưởng 05 tập thể và 06 cá nhân.", issued=date(2025, 6, 1)),
        report("kin", "Chi bộ hiến kế trong họp kín.", audience=Audience.PARTY),
    ]))
    yield library
    library.close()


def found(library: Library, text: str, audiences: frozenset[Audience] = PUBLIC, without: tuple[str, ...] = ()) -> list[str]:
    question = Question(text=text, audiences=audiences, today=date(2026, 11, 24))
    return [hit.passage.document for hit in Searcher(library, without=without).search(question, 10)]


def test_the_passage_comes_first_with_accents_and_without(library: Library):
    assert found(library, "hiến bao nhiêu đất")[0] == "dat"
    assert found(library, "hien bao nhieu dat")[0] == "dat"


@pytest.mark.parametrize("without", [("words",), ("meaning",)])
def test_each_ranking_finds_it_alone(library: Library, without: tuple[str, ...]):
    assert found(library, "khen thưởng mấy tập thể", without=without)[0] == "khen"


def test_nobody_finds_what_is_meant_for_others(library: Library):
    assert "kin" not in found(library, "họp kín chi bộ hiến kế")
    assert found(library, "họp kín chi bộ hiến kế", frozenset({Audience.PUBLIC, Audience.PARTY}))[0] == "kin"


def test_a_period_leaves_out_what_is_of_another_time(library: Library):
    assert found(library, "năm 2025 phường khen thưởng, hiến đất ra sao") == ["khen"]
    assert found(library, "năm 2019 phường khen thưởng, hiến đất ra sao") == []
    assert found(library, "năm 2025 hiến đất", without=("period",))[0] == "dat"


def test_never_more_than_asked_for(library: Library):
    question = Question(text="phường nhân dân", audiences=PUBLIC, today=date(2026, 11, 24))
    assert len(Searcher(library).search(question, 1)) == 1
