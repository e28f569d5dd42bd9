"""The gold questions over the samples, as a gate: what was reached once is not lost again.

The floors lie a little under the figures that `hoiphuong evaluate samples --today 2026-11-24` prints. When these rise,
raise the floors.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.evaluating import measured, opened, read_samples
from retrieval.evaluation import reporting
from retrieval.evaluation.measuring import Report, Spelling
from retrieval.evaluation.ranking import Criterion


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    questions = read_samples(None)
    folder: Path = tmp_path_factory.mktemp("gold")
    with opened(questions, folder) as assistant:
        yield measured(questions, assistant, date(2026, 11, 24), answers=True, strip=False)


@pytest.mark.parametrize(("spelling", "measure", "floor"), [
    (Spelling.WRITTEN, "nDCG@10", 0.74), (Spelling.WRITTEN, "R@1", 0.64), (Spelling.WRITTEN, "R@5", 0.87),
    (Spelling.STRIPPED, "nDCG@10", 0.72), (Spelling.STRIPPED, "R@1", 0.61), (Spelling.STRIPPED, "R@5", 0.87),
])
def test_the_passage_that_states_the_fact_is_found(report: Report, spelling: Spelling, measure: str, floor: float):
    assert report.search.mean(Criterion.FACT, spelling)[measure] >= floor


def test_the_search_beats_plain_bm25(report: Report):
    for spelling in Spelling:
        ours, plain = (way.mean(Criterion.FACT, spelling)["nDCG@10"] for way in (report.search, report.bm25))
        assert ours > plain + 0.03


def test_every_quote_is_letter_by_letter_what_its_document_holds(report: Report):
    exact, quoting = reporting.quotes_exact(report.grades)
    assert exact == quoting > 100


def test_what_the_documents_hold_is_answered_with_its_proof(report: Report):
    answerable = reporting.everything(report.grades).answerable
    assert answerable.cited / answerable.questions >= 0.51
    assert answerable.wrong / answerable.questions <= 0.18


def test_what_they_do_not_hold_is_not_answered(report: Report):
    unanswerable = reporting.everything(report.grades).unanswerable
    assert unanswerable.right / unanswerable.questions >= 0.82
