"""SqliteStore: the truth about documents and passages."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience, Document, Listing
from corpus.errors import ForeignData, UnknownDocument, UnusableFolder
from corpus.splitting import split
from corpus.store import FILE, Entry, Prepared, Span, SqliteStore
from fakes import report

EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})
TWO_LINES = "Hội nghị khen thưởng 05 tập thể.\nVăn nghệ chào mừng"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path)
    yield store
    store.close()


def prepared(document: Document) -> Prepared:
    passages = split(document.text)
    return Prepared(document, passages, [b"\x00\x3c"] * len(passages))


def put(store: SqliteStore, *documents: Document) -> None:
    store.put(map(prepared, documents))


def test_a_document_comes_back_as_it_was_given(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    assert store.documents(audiences=PUBLIC) == [
        Listing("a", "Tin phường", date(2024, 3, 12), Audience.PUBLIC, 2, hidden=False, source="a.txt")]
    assert [(p.id, p.document, p.passage) for p in store.document_passages("a", audiences=PUBLIC)] == [
        (number, "a", passage) for number, passage in enumerate(split(TWO_LINES), 1)]


def test_another_thread_and_another_process_see_it(store: SqliteStore, tmp_path: Path):
    put(store, report("a", TWO_LINES))
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.append(len(store.documents(audiences=PUBLIC))))
    thread.start()
    thread.join()
    other = SqliteStore(tmp_path)
    assert (seen, len(other.documents(audiences=PUBLIC))) == ([1], 1)
    other.close()


def test_documents_are_listed_newest_first_and_those_without_a_date_last(store: SqliteStore):
    put(store, report("old", "Tin cũ.", issued=date(2023, 1, 2)), report("undated", "Tin.", issued=None),
        report("new", "Tin mới.", issued=date(2025, 6, 7)))
    assert [listing.id for listing in store.documents(audiences=PUBLIC)] == ["new", "old", "undated"]
    assert store.newest(audiences=PUBLIC) == date(2025, 6, 7)


def test_the_id_of_a_removed_passage_is_never_given_again(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    store.remove("a")
    put(store, report("a", TWO_LINES))
    assert sorted(store.passages(range(1, 10), audiences=PUBLIC)) == [3, 4]


def test_a_document_replaces_the_one_with_its_id_and_changes_say_so(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    put(store, report("a", "Chỉ còn một đoạn."))
    assert store.changes(0) == [Span(1, 1, 2, present=True), Span(2, 1, 2, present=False), Span(3, 3, 3, present=True)]
    assert [entry.text for entry in store.entries()] == ["Chỉ còn một đoạn."]


def test_a_batch_is_stored_whole_or_not_at_all(store: SqliteStore):
    broken = Prepared(report("b", "Đoạn."), split("Đoạn."), [])
    with pytest.raises(ValueError, match="zip"):
        store.put([prepared(report("a", TWO_LINES)), broken])
    assert (store.documents(audiences=EVERYBODY), store.generation()) == ([], 0)


def test_nobody_reads_what_is_meant_for_others(store: SqliteStore):
    put(store, report("party", "Đảng viên đọc.", audience=Audience.PARTY),
        report("staff", "Cán bộ.", audience=Audience.STAFF))
    assert store.documents(audiences=PUBLIC) == []
    assert store.passages([1, 2], audiences=PUBLIC) == {}
    assert store.document_passages("party", audiences=PUBLIC) == []
    assert store.newest(audiences=PUBLIC) is None
    assert store.is_empty(audiences=PUBLIC)
    assert sorted(store.passages([1, 2], audiences={Audience.PARTY})) == [1]


def test_neighbours_follow_the_document_and_its_audience(store: SqliteStore):
    put(store, report("a", TWO_LINES), report("b", "Đoạn khác.", audience=Audience.PARTY))
    after = store.neighbour(1, 1, audiences=PUBLIC)
    assert after is not None
    assert after.passage.text == "Văn nghệ chào mừng"
    assert store.neighbour(1, -1, audiences=PUBLIC) is None
    assert store.neighbour(2, 1, audiences=EVERYBODY) is None
    assert store.neighbour(3, 0, audiences=PUBLIC) is None


def test_a_passage_knows_the_days_that_it_tells_of(store: SqliteStore):
    put(store, report("a", "Chiều ngày 11/3, hội nghị khai mạc.\nGiai đoạn 2021 - 2023 đạt kết quả.\nVăn nghệ chào mừng"))
    assert [stored.happened for stored in store.document_passages("a", audiences=PUBLIC)] == [
        (date(2024, 3, 11), date(2024, 3, 11)), (date(2021, 1, 1), date(2023, 12, 31)), None]


def test_a_hidden_document_is_nowhere_until_it_is_shown_again(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    store.set_hidden("a", True)
    assert store.passages([1], audiences=EVERYBODY) == {}
    assert list(store.entries()) == []
    assert store.documents(audiences=EVERYBODY) == []
    assert [listing.hidden for listing in store.documents(audiences=EVERYBODY, hidden=True)] == [True]
    put(store, report("a", "Bản thay thế vẫn ẩn."))
    assert list(store.entries()) == []
    store.set_hidden("a", False)
    assert list(store.entries()) == [Entry(3, Audience.PUBLIC, "Tin phường", "", "Bản thay thế vẫn ẩn.", b"\x00\x3c")]


def test_hiding_twice_changes_nothing_the_second_time(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    store.set_hidden("a", True)
    store.set_hidden("a", True)
    assert store.generation() == 2


@pytest.mark.parametrize("change", [lambda store: store.remove("no"), lambda store: store.set_hidden("no", True)])
def test_an_unknown_document_is_an_error_that_names_it(store: SqliteStore, change):
    with pytest.raises(UnknownDocument, match="no") as caught:
        change(store)
    assert caught.value.document_id == "no"


def test_an_excerpt_is_cut_by_characters_not_bytes(store: SqliteStore):
    put(store, report("a", "Đảng uỷ 😀 phường."))
    assert store.excerpt("a", 8, 9) == "😀"
    assert store.excerpt("gone", 0, 3) is None


def test_a_passage_that_is_not_where_it_says_is_found(store: SqliteStore):
    put(store, report("a", TWO_LINES))
    assert (store.sound(), store.misplaced()) == (True, [])
    with sqlite3.connect(store._path) as db:
        db.execute("UPDATE passages SET text = 'khác' WHERE id = 2")
    assert store.misplaced() == [2]


def test_a_folder_that_a_newer_version_made_is_refused(store: SqliteStore, tmp_path: Path):
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('hoiphuong', 'm999', '')")
    with pytest.raises(ForeignData):
        SqliteStore(tmp_path)


@pytest.mark.parametrize("spoil", [
    lambda folder: folder.write_text("a file, not a folder"),
    lambda folder: (folder.mkdir(), (folder / FILE).write_bytes(b"not a database, however you look at it" * 100)),
    lambda folder: (folder / FILE).mkdir(parents=True),
])
def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path, spoil):
    spoil(tmp_path / "data")
    with pytest.raises(UnusableFolder):
        SqliteStore(tmp_path / "data")
