"""A document of pages: a citation names the page, a scan can be seen, and neither is lost or shown to others."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.document import Audience, Letterhead, Picture
from corpus.store import FILE
from fakes import report
from libraries import library_in
from retrieval.library import Library
from retrieval.quoting import cite_stretch

EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})
PARTY = frozenset({Audience.PUBLIC, Audience.PARTY})
HEAD, OVER, LAST = "Số: 12/BC-UBND", "Phường khen 05 tập thể. Trong đó có 02 trường học.", "Bế mạc."
TEXT = "\n".join([HEAD, OVER, LAST])
TURN = TEXT.index("có 02")
SCAN = report("khen", TEXT, pages=(0, TURN, TEXT.index(LAST)), pictures=(Picture(1, b"mot"), Picture(2, b"hai")))
AGAIN = replace(SCAN, text=TEXT.replace("05", "06"), pictures=(Picture(1, b"mot moi"),))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    libraries: list[Library] = []

    def opening(folder: Path = tmp_path / "kho", now: datetime = datetime(2026, 11, 24, tzinfo=UTC)) -> Library:
        libraries.append(library_in(folder, now=lambda: now))
        return libraries[-1]

    yield opening
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Callable[..., Library]) -> Library:
    library = opened()
    list(library.add([SCAN]))
    return library


def pages(library: Library, first: int = 1) -> list[tuple[int | None, tuple[int, ...]] | None]:
    """Return the page and the turns of the three passages from this id on."""
    found = (library.passage(key, audiences=EVERYBODY) for key in range(first, first + 3))
    return [(stored.passage.page, stored.passage.turns) if stored else None for stored in found]


def images(library: Library, audiences: frozenset[Audience] = EVERYBODY) -> list[bytes | None]:
    return [library.picture("khen", page, audiences=audiences) for page in (1, 2, 3)]


KEPT = [(1, ()), (1, (TURN,)), (3, ())]
SEEN = [b"mot", b"hai", None]


def test_a_citation_names_the_page_on_which_its_quote_begins(library: Library):
    over = library.passage(2, audiences=PUBLIC)
    assert over is not None
    second = OVER.index("có 02")
    assert [cite_stretch(1, over, start, len(OVER)).page for start in (0, second - 1, second)] == [1, 1, 2]


def test_a_document_without_pages_has_none_to_name(library: Library):
    list(library.add([report("tin", OVER)]))
    [passage] = library.document_passages("tin", audiences=PUBLIC)
    assert (cite_stretch(1, passage, 0, 5).page, library.picture_of(passage.id, 0, audiences=PUBLIC)) == (None, None)


def test_pages_and_pictures_live_through_replacing_removing_and_undoing(library: Library):
    assert (pages(library), images(library)) == (KEPT, SEEN)
    list(library.add([AGAIN]))
    assert (pages(library, 4), images(library)) == (KEPT, [b"mot moi", None, None])
    assert (pages(library), library.picture_of(2, TURN, audiences=PUBLIC)) == (KEPT, b"hai")
    assert library.picture_of(5, TURN, audiences=PUBLIC) is None
    library.undo()
    assert (pages(library), images(library)) == (KEPT, SEEN)
    library.remove("khen")
    assert (pages(library), images(library)) == ([None] * 3, [None] * 3)
    assert library.picture_of(2, TURN, audiences=EVERYBODY) is None
    library.undo()
    assert (pages(library), images(library)) == (KEPT, SEEN)
    assert library.check().sound


def test_what_was_removed_a_day_ago_leaves_no_picture_of_any_version(opened: Callable[..., Library], tmp_path: Path):
    library = opened()
    list(library.add([SCAN]))
    list(library.add([AGAIN]))
    library.remove("khen")
    opened(now=datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=25))
    with sqlite3.connect(tmp_path / "kho" / FILE) as db:
        assert [db.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("pictures", "version_pictures")] == [
            (0,), (0,)]
    db.close()


def test_the_same_text_on_other_pages_is_another_version(library: Library):
    [added] = library.add([replace(SCAN, pages=(0,), pictures=())])
    assert (added.change, pages(library, 4)) == ("replaced", [(1, ())] * 3)
    [added] = library.add([replace(SCAN, pages=(0,), pictures=())])
    assert added.change == "unchanged"


def test_editing_and_repairing_leave_the_pages_alone(library: Library, tmp_path: Path):
    library.edit("khen", title="Khen thưởng", issued=date(2024, 3, 13))
    [same] = library.add([replace(SCAN, title="Khen thưởng", issued=date(2024, 3, 13))])
    assert (same.change, pages(library), images(library)) == ("unchanged", KEPT, SEEN)
    with sqlite3.connect(tmp_path / "kho" / FILE) as db:
        db.execute("DELETE FROM passages WHERE id = 2")
    db.close()
    assert library.repair().sound
    assert (pages(library, 4), images(library)) == (KEPT, SEEN)


def test_a_picture_is_for_those_who_may_read_its_document_now(library: Library):
    assert images(library, PUBLIC) == SEEN
    library.edit("khen", audience=Audience.PARTY)
    assert (images(library, PUBLIC), images(library, PARTY)) == ([None] * 3, SEEN)
    assert [library.picture_of(2, TURN, audiences=who) for who in (PUBLIC, PARTY)] == [None, b"hai"]
    list(library.add([replace(AGAIN, audience=Audience.PARTY)]))
    assert [library.picture_of(2, TURN, audiences=who) for who in (PUBLIC, PARTY)] == [None, b"hai"]
    library.set_hidden("khen", True)
    assert (images(library), library.picture_of(2, TURN, audiences=EVERYBODY)) == ([None] * 3, None)


def test_a_letterhead_is_kept_and_told_to_those_who_may_read_the_document(library: Library):
    described = library.describe("khen", audiences=PUBLIC)
    assert described is not None
    assert (described.number, described.letterhead, described.pages) == ("12/BC-UBND", Letterhead(number="12/BC-UBND"), 3)
    list(library.add([replace(SCAN, text=TEXT.replace("12/BC", "13/BC"))]))
    library.undo()
    assert library.describe("khen", audiences=PUBLIC) == described
    library.edit("khen", audience=Audience.PARTY)
    assert library.describe("khen", audiences=PUBLIC) is None


def test_pages_pictures_and_letterheads_are_in_a_backup(library: Library, opened: Callable[..., Library], tmp_path: Path):
    list(library.add([AGAIN]))
    library.back_up(tmp_path / "sao-luu")
    other = opened(folder=tmp_path / "moi")
    other.restore(tmp_path / "sao-luu")
    assert (pages(other, 4), images(other)) == (KEPT, [b"mot moi", None, None])
    assert (pages(other), other.picture_of(2, TURN, audiences=PUBLIC)) == (KEPT, b"hai")
    assert other.describe("khen", audiences=PUBLIC) == library.describe("khen", audiences=PUBLIC)
    assert other.check().sound
