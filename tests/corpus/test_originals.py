"""The file that a document was read from: its name, and how it lies in the store."""

import os
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path, PurePath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import Audience, Document, Original
from corpus.originals import MAX_BYTES, file_name, original
from corpus.reading import Given, Reading, examine, examine_paths
from corpus.revising import Prepared
from corpus.store import FILE, SqliteStore
from fakes import report

EVERYBODY = frozenset(Audience)


@pytest.mark.parametrize(("path", "name"), [
    ("kho/2024/Báo cáo quý I.docx", "Báo cáo quý I.docx"),
    ("C:\\văn bản\\bao-cao.pdf", "bao-cao.pdf"),
    ("../../etc/passwd", "passwd"),
    ("kho.zip/thư mục/a.txt", "a.txt"),
    ('a<b>:"c|d?*e.txt', "a_b___c_d__e.txt"),
    ("báo\ncáo\u202e\x00.txt", "báo cáo.txt"),
    (".htaccess", "htaccess"),
    ("...", "van-ban"),
    ("", "van-ban"),
    ("a/", "van-ban"),
    ("dài " * 50 + ".docx", ("dài " * 24)[:95].rstrip() + ".docx"),
])
def test_a_file_has_its_own_name_and_no_path(path: str, name: str):
    assert file_name(path) == name


@given(st.text(max_size=400) | st.text("a.0 _", max_size=130))
@example(path="0.00000000 0")
def test_whatever_a_file_is_called_its_name_is_one_that_can_be_saved(path: str):
    name = file_name(path)
    assert 0 < len(name) <= 100
    assert PurePath(name).name == name
    assert name.isprintable()
    assert not set('\\/<>:"|?*') & set(name)
    assert file_name(name) == name


def test_a_file_that_is_too_large_or_empty_is_not_kept():
    assert [original("a.txt", data) is None for data in (b"", b"a", bytes(MAX_BYTES), bytes(MAX_BYTES + 1))] == [
        True, False, False, True]


@pytest.fixture
def store(tmp_path: Path):
    store = SqliteStore(tmp_path)
    yield store
    store.close()


def put(store: SqliteStore, *documents: Document) -> None:
    store.put([Prepared(document, [], []) for document in documents])


@pytest.mark.parametrize(("data", "packed"), [(b"phuong " * 10_000, 1), (os.urandom(10_000), 0), (b"x", 0)])
def test_a_file_is_packed_where_that_pays_and_comes_back_byte_by_byte(store: SqliteStore, tmp_path: Path, data: bytes,
                                                                      packed: int):
    put(store, report("a", "Tin.", original=Original("a.txt", data)))
    assert store.original("a", audiences=EVERYBODY) == Original("a.txt", data)
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("SELECT packed, length(data) < ? FROM originals", (len(data),)).fetchall() == [(packed, packed)]
    db.close()


def test_each_document_of_an_archive_has_the_file_inside_and_not_the_archive():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cong-khai/tin.txt", "Tin công khai của phường.")
        archive.writestr("noi-bo.html", "<html><body><p>LƯU HÀNH NỘI BỘ</p><p>Chi bộ họp kín.</p></body></html>")
        archive.writestr("mat.txt", "TỐI MẬT\nViệc không ai được biết.")
    found = examine("kho.zip", packed.getvalue())
    assert [one.document.original for one in found if isinstance(one, Reading)] == [
        Original("tin.txt", "Tin công khai của phường.".encode()),
        Original("noi-bo.html", "<html><body><p>LƯU HÀNH NỘI BỘ</p><p>Chi bộ họp kín.</p></body></html>".encode())]
    assert len(found) == 3       # of the secret one nothing is left but the error that says so


def test_a_file_is_kept_as_it_is_in_whatever_encoding(tmp_path: Path):
    old = "Thông báo của phường.\r\n".encode("utf-16")
    (tmp_path / "Thông báo.txt").write_bytes(old)
    [reading] = examine_paths([tmp_path], Given(Audience.PUBLIC, issued=None))
    assert isinstance(reading, Exception)        # without a date
    [found] = examine(str(tmp_path / "Thông báo.txt"), old)
    assert isinstance(found, Reading)
    assert found.document.original == Original("Thông báo.txt", old)


def test_lines_of_json_and_pages_of_the_web_have_no_file(tmp_path: Path):
    (tmp_path / "kho.jsonl").write_text('{"id": "a", "issued": "2024-03-12", "text": "Tin."}\n', encoding="utf-8")
    [line] = examine_paths([tmp_path / "kho.jsonl"], Given())
    [page] = examine("tin.txt", "Tin của phường.".encode(), Given(source="https://phuong.vn/tin"))
    assert isinstance(line, Reading)
    assert isinstance(page, Reading)
    assert (line.document.original, page.document.original) == (None, None)


def test_a_document_of_an_earlier_version_gets_its_file_when_it_is_added_again(store: SqliteStore):
    bare, whole = report("a", "Tin."), report("a", "Tin.", original=Original("a.txt", b"mot"))
    put(store, bare)
    store.keep_originals([report("a", "Khác.", original=Original("khac.txt", b"khac"))])
    assert store.original("a", audiences=EVERYBODY) is None          # another text: not its file
    state = store.state()
    store.keep_originals([bare, report("b", "Tin.", original=Original("b.txt", b"b"))])
    assert store.state() == state
    store.keep_originals([whole])
    store.keep_originals([report("a", "Tin.", original=Original("a.docx", b"hai"))])
    assert store.original("a", audiences=EVERYBODY) == Original("a.txt", b"mot")
