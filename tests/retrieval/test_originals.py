"""The file that a document was read from is neither lost, nor kept too long, nor shown to others."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.document import Audience, Document, Origin, Original
from corpus.originals import MAX_BYTES
from corpus.store import FILE, SqliteStore
from fakes import HashingEmbedder, report
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library

EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})
PARTY = frozenset({Audience.PUBLIC, Audience.PARTY})
OLD, NEW = Original("Khen thưởng.docx", b"ban cu" * 50), Original("Khen thưởng (2).docx", b"ban moi" * 50)
AWARDS = report("khen", "Phường khen 05 tập thể.\nBế mạc.", original=OLD)            # passages 1 and 2
AGAIN = replace(AWARDS, text=AWARDS.text.replace("05", "06"), original=NEW)           # 3 and 4
TABLES = ("originals", "version_originals")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    made: list[Library] = []

    def opening(folder: Path = tmp_path / "kho", now: datetime = datetime(2026, 11, 24, tzinfo=UTC)) -> Library:
        made.append(Library(SqliteStore(folder, lambda: now), HashingEmbedder(), FaissIndex(),
                            TantivyIndex(folder / "lexical"), folder))
        return made[-1]

    yield opening
    for library in made:
        library.close()


@pytest.fixture
def library(opened: Callable[..., Library]) -> Library:
    library = opened()
    list(library.add([AWARDS]))
    return library


def files(library: Library, audiences: frozenset[Audience] = EVERYBODY) -> tuple[Original | None, ...]:
    """Return the file of the document as it is now, and those of the first passage of its two versions."""
    return (library.original("khen", audiences=audiences), library.original_of(1, audiences=audiences),
            library.original_of(3, audiences=audiences))


def rows(file: Path) -> list[int]:
    """Count what a store holds of files: of documents, and of versions put aside."""
    with sqlite3.connect(file) as db:
        counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]
    db.close()
    return counts


def test_a_file_lives_through_replacing_removing_and_undoing(library: Library):
    assert files(library) == (OLD, OLD, None)
    list(library.add([AGAIN]))
    assert files(library) == (NEW, OLD, NEW)
    library.undo()
    assert files(library) == (OLD, OLD, None)
    list(library.add([AGAIN]))
    library.remove("khen")
    assert files(library) == (None, None, None)
    library.undo()
    assert files(library)[0] == NEW
    assert library.check().sound


def test_a_version_without_a_file_shows_none_of_another(library: Library):
    list(library.add([replace(AGAIN, original=None)]))
    assert files(library) == (None, OLD, None)
    list(library.add([AWARDS]))
    assert (library.original_of(1, audiences=PUBLIC), library.original_of(3, audiences=PUBLIC)) == (OLD, None)


def test_a_hidden_document_hands_out_no_file_until_it_is_shown(library: Library):
    list(library.add([AGAIN]))
    library.set_hidden("khen", True)
    assert files(library) == (None, None, None)
    library.set_hidden("khen", False)
    assert files(library) == (NEW, OLD, NEW)


def test_what_was_removed_a_day_ago_leaves_no_file_of_any_version(opened: Callable[..., Library], tmp_path: Path):
    library = opened()
    list(library.add([AWARDS]))
    list(library.add([AGAIN]))
    assert rows(tmp_path / "kho" / FILE) == [1, 1]
    library.remove("khen")
    opened(now=datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=23))
    assert rows(tmp_path / "kho" / FILE) == [0, 2]
    opened(now=datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=25))
    assert rows(tmp_path / "kho" / FILE) == [0, 0]


def test_a_file_is_for_those_who_may_read_its_document_now(library: Library):
    assert files(library, PUBLIC) == (OLD, OLD, None)
    library.edit("khen", audience=Audience.PARTY)
    assert (files(library, PUBLIC), files(library, PARTY)) == ((None, None, None), (OLD, OLD, None))
    assert [library.origin(1, audiences=who) for who in (PUBLIC, PARTY)] == [None, Origin(file=True)]
    list(library.add([replace(AGAIN, audience=Audience.PUBLIC)]))
    assert files(library, PUBLIC) == (NEW, None, NEW)               # the version before was for Party members
    list(library.add([replace(AWARDS, audience=Audience.PARTY)]))
    assert [library.original_of(3, audiences=who) for who in (PUBLIC, PARTY)] == [None, NEW]
    assert [library.origin(3, audiences=who) for who in (PUBLIC, PARTY)] == [None, Origin(file=True)]
    assert files(library, frozenset()) == (None, None, None)


def test_editing_and_repairing_leave_the_file_alone(library: Library, tmp_path: Path):
    library.edit("khen", title="Khen thưởng", issued=date(2024, 3, 13))
    with sqlite3.connect(tmp_path / "kho" / FILE) as db:
        db.execute("DELETE FROM passages WHERE id = 2")
        db.execute("PRAGMA foreign_keys = OFF")
        db.executemany("INSERT INTO originals VALUES (?, 'a', 0, x'00')", [("khong-co",)])
        db.execute("INSERT INTO version_originals VALUES (99, 'a', 0, x'00')")
    db.close()
    assert library.check().orphans == 2
    assert library.repair().sound
    assert (library.original("khen", audiences=PUBLIC), rows(tmp_path / "kho" / FILE)) == (OLD, [1, 0])


def test_files_are_in_a_backup_but_those_of_what_was_removed(library: Library, opened: Callable[..., Library],
                                                             tmp_path: Path):
    list(library.add([AGAIN, report("bo", "Bỏ.", original=Original("bo.txt", b"bo"))]))
    library.remove("bo")
    library.back_up(tmp_path / "sao-luu")
    assert rows(tmp_path / "sao-luu") == [1, 1]
    other = opened(folder=tmp_path / "moi")
    list(other.add([report("la", "Lạ.", original=Original("la.txt", b"la"))]))
    other.restore(tmp_path / "sao-luu")
    assert (files(other), other.original("la", audiences=EVERYBODY)) == ((NEW, OLD, NEW), None)
    assert other.check().sound


def test_where_a_document_is_found_as_published_is_known_without_opening_its_file(library: Library):
    page = report("cau", "Cầu Ba Lung.", source="https://phuong.vn/tin")                   # passage 3
    list(library.add([page, report("ke", "Kè.", source="http://127.0.0.1/ke")]))           # 4
    assert [library.origin(passage, audiences=PUBLIC) for passage in (1, 3, 4, 99)] == [
        Origin(file=True), Origin(address="https://phuong.vn/tin"), Origin(), None]
    list(library.add([replace(page, text="Cầu Ba Lung mới.")]))
    assert library.origin(3, audiences=PUBLIC) == Origin()          # the page says something else by now
    list(library.add([AGAIN]))
    assert library.origin(1, audiences=PUBLIC) == Origin(file=True)
    library.remove("khen")
    assert library.origin(1, audiences=EVERYBODY) is None


def test_the_same_document_again_gets_its_file_where_none_was_kept(library: Library):
    list(library.add([report("cu", "Văn bản cũ.")]))
    [again] = library.add([report("cu", "Văn bản cũ.", original=Original("cu.txt", b"cu"))])
    assert (again.change, library.original("cu", audiences=PUBLIC)) == ("unchanged", Original("cu.txt", b"cu"))


def test_large_files_are_stored_a_few_at_a_time(library: Library):
    read: list[str] = []

    def documents() -> Iterator[Document]:
        for number in range(5):
            read.append(f"v{number}")
            yield report(f"v{number}", f"Văn bản {number}.", original=Original("a.bin", bytes(MAX_BYTES)))

    assert [(added.document, read[-1]) for added in library.add(documents())] == [
        ("v0", "v3"), ("v1", "v3"), ("v2", "v3"), ("v3", "v3"), ("v4", "v4")]
