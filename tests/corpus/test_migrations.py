"""A data folder of an earlier version opens in this one."""

import sqlite3
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from corpus.document import Audience, Letterhead, Listing, Original
from corpus.likeness import fingerprint
from corpus.migrations import migrations
from corpus.store import FILE, Prepared, SqliteStore
from fakes import report


def test_a_folder_without_versions_and_log_gets_them_and_keeps_its_documents(tmp_path: Path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        db = Database(connection)
        migrations.apply(db, stop_before="m002_life_cycle")
        db.execute("INSERT INTO documents VALUES ('a', 'Tin', '2024-03-12', 'public', 'Số: 12/BC-UBND', 'a.txt', 'x', 0)")
        db.execute("INSERT INTO passages VALUES (7, 'a', 0, 1, 0, 14, 'body', 'Số: 12/BC-UBND', '', NULL, NULL, x'003c')")
        db.execute("INSERT INTO changes VALUES (1, 7, 7, 1)")
    connection.close()
    store = SqliteStore(tmp_path)
    assert store.documents(audiences=frozenset(Audience)) == [
        Listing("a", "Tin", date(2024, 3, 12), Audience.PUBLIC, 1, hidden=False, source="a.txt", number="12/BC-UBND",
                letterhead=Letterhead(number="12/BC-UBND"))]
    assert store.having("body", fingerprint("Số:  12/BC-UBND")) == ["a"]
    store.remove("a")
    assert [record.document for record in store.log()] == ["a"]
    store.close()


def test_a_folder_without_pages_and_letterheads_gets_them_for_old_versions_too(tmp_path: Path):
    text = "Số: 12/BC-UBND\nBến Đá, ngày 12 tháng 3 năm 2024\nBÁO CÁO"
    with sqlite3.connect(tmp_path / FILE) as connection:
        db = Database(connection)
        migrations.apply(db, stop_before="m004_pages")
        db.execute("INSERT INTO documents (id, title, issued, audience, text, source, digest) "
                   "VALUES ('a', 'Tin', '2024-03-12', 'public', ?, 'a.txt', 'x')", (text,))
        db.execute("INSERT INTO passages VALUES (7, 'a', 0, 1, 0, 14, 'body', 'Số: 12/BC-UBND', '', NULL, NULL, x'003c')")
        db.execute("INSERT INTO versions (replaced, id, title, audience, text, source, digest, hidden) "
                   "VALUES ('2024-03-13', 'a', 'Tin', 'public', 'Số: 11/BC-UBND', 'a.txt', 'x', 0)")
    connection.close()
    store = SqliteStore(tmp_path)
    [listing] = store.documents(audiences=frozenset(Audience))
    [passage] = store.document_passages("a", audiences=frozenset(Audience))
    assert (listing.number, listing.pages, passage.passage.page_at(0)) == ("12/BC-UBND", 0, None)
    assert listing.letterhead == Letterhead("12/BC-UBND", "", "Báo cáo", "Bến Đá", date(2024, 3, 12))
    store.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT number FROM versions").fetchall() == [("11/BC-UBND",)]
    connection.close()


def test_a_folder_without_files_keeps_those_of_documents_that_come_later(tmp_path: Path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        db = Database(connection)
        migrations.apply(db, stop_before="m005_originals")
        db.execute("INSERT INTO documents (id, title, issued, audience, text, source, digest) "
                   "VALUES ('a', 'Tin', '2024-03-12', 'public', 'Cũ.', 'a.txt', 'x')")
    connection.close()
    store = SqliteStore(tmp_path)
    assert store.original("a", audiences=frozenset(Audience)) is None
    store.put([Prepared(report("b", "Mới.", original=Original("b.txt", b"moi")), [], [])])
    assert store.original("b", audiences=frozenset(Audience)) == Original("b.txt", b"moi")
    store.close()
