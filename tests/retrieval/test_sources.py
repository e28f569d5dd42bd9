"""What stands in several documents is said once, with a citation of each."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import rendering
from corpus.document import Audience
from fakes import report
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.embedding import StaticEmbedder
from retrieval.library import Library
from retrieval.question import Question
from retrieval.searching import Searcher

PARAGRAPH = "Nhân dân tổ dân phố 7 phường Bến Đá hiến trên 2.700m2 đất làm đường Bằng Lăng trong đợt ra quân vừa qua."
ASKED = Question(text="Nhân dân hiến bao nhiêu đất làm đường Bằng Lăng?", audiences=frozenset({Audience.PUBLIC}),
                 today=date(2026, 11, 24))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = library_in(tmp_path, StaticEmbedder())
    list(library.add([
        report("tin", PARAGRAPH, title="Tin phường", issued=date(2024, 3, 12)),
        report("bao-cao", f"Báo cáo quý I.\n{PARAGRAPH}", title="Báo cáo quý", issued=date(2024, 4, 2)),
        report("kin", PARAGRAPH, title="Bản nội bộ", audience=Audience.PARTY)]))
    yield library
    library.close()


def test_a_paragraph_of_two_documents_is_one_hit_with_both(library: Library):
    first = rendering.hit_to_json(Searcher(library).search(ASKED, 10)[0])
    assert (first["document"], [(other["document"], other["title"], other["issued"]) for other in first["also"]]) == (
        "bao-cao", [("tin", "Tin phường", "2024-03-12")])


def test_an_answer_says_it_once_and_cites_both(library: Library):
    answer = AnswerService(library, Searcher(library)).answer(ASKED)
    assert rendering.text(answer) == f"{PARAGRAPH} [1][2]"
    assert [(citation.n, citation.document, citation.quote) for citation in answer.citations] == [
        (1, "bao-cao", PARAGRAPH), (2, "tin", PARAGRAPH)]
    assert all(library.excerpt(one.document, one.start, one.end) == PARAGRAPH for one in answer.citations)
