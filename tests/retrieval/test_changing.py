"""What happens to documents after they were added: edited, hidden, replaced, removed, and all of it undone."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from corpus.document import Audience, Successor
from corpus.errors import InvalidValue, NothingToUndo, UnknownDocument, UnusableBackup, UnwritableBackup
from corpus.handles import handle
from corpus.journal import Action
from corpus.store import FILE
from fakes import HashingEmbedder, report
from libraries import library_in
from retrieval.library import Library
from retrieval.protocols import Matrix, TermWeights

EVERYBODY = frozenset(Audience)
PUBLIC = frozenset({Audience.PUBLIC})
PARTY = frozenset({Audience.PUBLIC, Audience.PARTY})
AWARDS = report("khen", "Hội nghị khen thưởng 05 tập thể.\nVăn nghệ chào mừng")
LAND = report("dat", "Nhân dân hiến trên 2.700m2 đất.", issued=date(2024, 5, 1), title="Hiến đất")
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


class CountingEmbedder(HashingEmbedder):
    """Keeps every text that it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.texts += texts
        return super().embed_passages(texts)


class WatchedEmbedder(HashingEmbedder):
    """Tells when it is at work: then an import is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.at_work = threading.Event()

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.at_work.set()
        return super().embed_passages(texts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Library]]:
    """Open a folder as often as wanted, as so many processes would."""
    libraries: list[Library] = []

    def opening(embedder: HashingEmbedder | None = None, folder: Path = tmp_path / "kho") -> Library:
        libraries.append(library_in(folder, embedder, clock))
        return libraries[-1]

    yield opening
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Callable[..., Library]) -> Library:
    library = opened()
    list(library.add([AWARDS, LAND]))
    return library


def by_words(library: Library, *folded: str, audiences: frozenset[Audience] = EVERYBODY) -> set[str]:
    words = TermWeights({}, dict.fromkeys(folded, 1.0), dict.fromkeys(folded, 1.0))
    found = library.by_words(words, audiences=audiences, limit=10)
    return {p.document for p in library.passages([key for key, _ in found], audiences=audiences).values()}


def told(library: Library) -> list[tuple[str, Action, str]]:
    return [(record.by, record.action, record.document) for record in library.log()]


def test_an_edited_title_is_searched_in_and_nothing_else_has_moved(library: Library, opened: Callable[..., Library]):
    running = opened()
    assert by_words(running, "pho", "bien") == set()
    library.edit("khen", title="Phổ biến nghị quyết", issued=date(2023, 1, 2), by="lan")
    assert by_words(running, "pho", "bien") == {"khen"}
    passage = running.passage(1, audiences=PUBLIC)
    assert passage is not None
    assert (passage.title, passage.issued, passage.passage.text) == (
        "Phổ biến nghị quyết", date(2023, 1, 2), "Hội nghị khen thưởng 05 tập thể.")
    assert library.log("khen")[0].before == {"title": "Tin phường", "issued": "2024-03-12"}
    assert running.check().sound


def test_a_document_that_becomes_the_partys_is_gone_for_residents_in_every_process(library: Library,
                                                                                   opened: Callable[..., Library]):
    running = opened()
    assert by_words(running, "khen", audiences=PUBLIC) == {"khen"}
    library.edit("khen", audience=Audience.PARTY)
    assert by_words(running, "khen", audiences=PUBLIC) == set()
    assert by_words(running, "khen", audiences=PARTY) == {"khen"}
    assert running.passage(1, audiences=PUBLIC) is None
    assert running.check().sound


def test_the_days_a_passage_tells_of_follow_an_edited_date(opened: Callable[..., Library]):
    library = opened()
    list(library.add([report("a", "Chiều ngày 11/3, hội nghị khai mạc.")]))
    library.edit("a", issued=date(2020, 4, 1))
    passage = library.passage(1, audiences=PUBLIC)
    assert passage is not None
    assert passage.happened == (date(2020, 3, 11), date(2020, 3, 11))


def test_an_old_citation_opens_the_version_that_it_quoted(library: Library):
    list(library.add([replace(AWARDS, text="Hội nghị khen thưởng 06 tập thể.\nVăn nghệ chào mừng")], by="lan"))
    old, new = library.passage(1, audiences=PUBLIC), library.passage(4, audiences=PUBLIC)
    assert old is not None
    assert new is not None
    assert (old.passage.text, old.replaced) == ("Hội nghị khen thưởng 05 tập thể.", True)
    assert (new.passage.text, new.replaced) == ("Hội nghị khen thưởng 06 tập thể.", False)
    beside = library.neighbour(1, 1, audiences=PUBLIC)
    assert beside is not None
    assert (beside.passage.text, beside.replaced) == ("Văn nghệ chào mừng", True)
    assert by_words(library, "05") == set()
    assert library.excerpt("khen", 0, 26) == "Hội nghị khen thưởng 06 tập thể."[:26]
    assert library.check().sound


def test_an_old_version_is_no_way_around_who_may_read(library: Library):
    list(library.add([replace(AWARDS, text="Bản mới.", audience=Audience.PARTY)]))
    assert library.passage(1, audiences=PUBLIC) is None
    assert library.passage(1, audiences=PARTY) is not None
    library.set_hidden("khen", True)
    assert library.passage(1, audiences=PARTY) is None
    library.set_hidden("khen", False)
    library.remove("khen")
    assert library.passage(1, audiences=PARTY) is None


def test_of_a_replaced_document_only_what_changed_is_embedded(opened: Callable[..., Library]):
    embedder = CountingEmbedder()
    library = opened(embedder)
    list(library.add([AWARDS]))
    embedder.texts.clear()
    list(library.add([replace(AWARDS, text=AWARDS.text + "\nBế mạc lúc 16 giờ.")]))
    assert embedder.texts == ["Tin phường\nBế mạc lúc 16 giờ."]
    assert library.check().sound


@pytest.mark.parametrize(("change", "action"), [
    (lambda library: library.remove("khen", by="lan"), Action.REMOVED),
    (lambda library: library.set_hidden("khen", True, by="lan"), Action.HIDDEN),
    (lambda library: library.edit("khen", title="Khác", issued=date(2020, 1, 1), audience=Audience.STAFF, by="lan"),
     Action.EDITED),
    (lambda library: library.supersede("khen", "dat", by="lan"), Action.SUPERSEDED),
    (lambda library: list(library.add([replace(AWARDS, text="Bản mới.", title="Khác")], by="lan")), Action.REPLACED),
])
def test_the_last_change_can_be_undone(library: Library, opened: Callable[..., Library],
                                       change: Callable[[Library], object], action: Action):
    running = opened()
    before = (running.listing(audiences=EVERYBODY), running.document_passages("khen", audiences=PUBLIC))
    change(library)
    assert (running.listing(audiences=EVERYBODY), running.document_passages("khen", audiences=PUBLIC)) != before
    undone = library.undo(by="minh")
    assert (undone.by, undone.action, undone.document) == ("lan", action, "khen")
    assert (running.listing(audiences=EVERYBODY), running.document_passages("khen", audiences=PUBLIC)) == before
    assert told(library)[:2] == [("minh", Action.UNDONE, "khen"), ("lan", action, "khen")]
    assert by_words(running, "khen") == {"khen"}
    assert running.check().sound


def test_an_undone_addition_leaves_nothing(opened: Callable[..., Library]):
    library = opened()
    list(library.add([AWARDS]))
    library.undo()
    assert (library.listing(audiences=EVERYBODY, hidden=True).total, by_words(library, "khen")) == (0, set())
    assert library.passage(1, audiences=EVERYBODY) is None
    with pytest.raises(NothingToUndo):
        library.undo()


def test_a_change_of_any_document_can_be_undone_while_it_is_the_last_of_it(library: Library):
    library.set_hidden("khen", True)
    library.remove("dat")
    first, last = library.log("khen")[0], library.log("dat")[0]
    assert library.undo(first.id).action is Action.HIDDEN
    library.set_hidden("khen", True)
    library.edit("khen", title="Khác")
    with pytest.raises(NothingToUndo):
        library.undo(library.log("khen")[1].id)
    assert library.undo(last.id).action is Action.REMOVED


def test_after_a_day_nothing_can_be_undone_and_what_was_removed_is_forgotten(library: Library, clock: Clock, tmp_path: Path,
                                                                             opened: Callable[..., Library]):
    library.remove("khen")
    clock.now += timedelta(hours=23, minutes=59)
    assert library.undoable() is not None
    clock.now += timedelta(minutes=2)
    assert library.undoable() is None
    with pytest.raises(NothingToUndo):
        library.undo()
    assert "khen thưởng".encode() in (tmp_path / "kho" / FILE).read_bytes() + wal(tmp_path)
    opened()
    library.close()
    opened().close()
    assert "khen thưởng".encode() not in (tmp_path / "kho" / FILE).read_bytes()


def wal(folder: Path) -> bytes:
    path = folder / "kho" / f"{FILE}-wal"
    return path.read_bytes() if path.exists() else b""


def test_what_was_superseded_says_by_what_to_those_who_may_know(library: Library):
    list(library.add([report("mat", "Của Đảng viên.", audience=Audience.PARTY, title="Nội bộ")]))
    library.supersede("khen", "mat")
    for reader, successor in ((PUBLIC, Successor()), (PARTY, Successor("mat", "Nội bộ"))):
        passage = library.passage(1, audiences=reader)
        assert passage is not None
        assert passage.superseded_by == successor
    library.remove("mat")
    passage = library.passage(1, audiences=PUBLIC)
    assert passage is not None
    assert passage.superseded_by is None


def test_no_document_takes_its_own_place(library: Library):
    library.supersede("khen", "dat")
    for document, successor in (("dat", "khen"), ("dat", "dat")):
        with pytest.raises(InvalidValue):
            library.supersede(document, successor)
    with pytest.raises(UnknownDocument):
        library.supersede("dat", "không có")
    library.supersede("khen", None)
    library.supersede("dat", "khen")


def test_documents_are_listed_by_page_word_audience_and_date(library: Library):
    list(library.add([report("noi-bo", "Nội bộ.", audience=Audience.PARTY, title="Nghị quyết quý I",
                             issued=date(2025, 4, 1))]))

    def found(**asked: object) -> tuple[list[str], int]:
        page = library.listing(**{"audiences": EVERYBODY, **asked})
        return [listing.id for listing in page.listings], page.total
    assert found() == (["noi-bo", "dat", "khen"], 3)
    assert found(limit=2, offset=1) == (["dat", "khen"], 3)
    assert found(search="hien dat") == (["dat"], 1)
    assert found(search="NGHỊ quyết") == (["noi-bo"], 1)
    assert found(audiences=PUBLIC) == (["dat", "khen"], 2)
    assert found(since=date(2024, 4, 1), until=date(2024, 12, 31)) == (["dat"], 1)


def test_every_change_is_in_the_log_with_who_when_and_what(library: Library):
    library.set_hidden("khen", True, by="lan")
    library.set_hidden("khen", True, by="lan")
    library.edit("dat", audience=Audience.PARTY, by="minh")
    library.edit("dat", audience=Audience.PARTY, by="minh")
    [edited, hidden, *_] = library.log()
    assert (edited.by, edited.at, edited.action, edited.title) == ("minh", MORNING, Action.EDITED, "Hiến đất")
    assert (edited.before, edited.after) == ({"audience": "public"}, {"audience": "party"})
    assert (hidden.by, hidden.action) == ("lan", Action.HIDDEN)
    assert told(library)[2:] == [("", Action.ADDED, "dat"), ("", Action.ADDED, "khen")]


def test_a_backup_restored_on_an_empty_folder_answers_as_before(library: Library, opened: Callable[..., Library],
                                                                tmp_path: Path):
    list(library.add([replace(AWARDS, text="Hội nghị khen thưởng 06 tập thể.")]))
    library.remove("dat")
    library.back_up(tmp_path / "sao-luu")
    other = opened(folder=tmp_path / "moi")
    other.restore(tmp_path / "sao-luu", by="lan")
    assert other.listing(audiences=EVERYBODY) == library.listing(audiences=EVERYBODY)
    assert (by_words(other, "khen"), by_words(other, "hien")) == ({"khen"}, set())
    old = other.passage(1, audiences=PUBLIC)
    assert old is not None
    assert old.replaced
    assert (other.check().sound, other.undoable(), told(other)[0]) == (True, None, ("lan", Action.RESTORED, ""))
    assert "hiến trên".encode() not in (tmp_path / "sao-luu").read_bytes()


def test_a_backup_restored_over_an_open_folder_is_seen_by_whoever_has_it_open(library: Library,
                                                                             opened: Callable[..., Library], tmp_path: Path):
    running = opened()
    library.back_up(tmp_path / "sao-luu")
    library.remove("khen")
    list(library.add([report("moi", "Phường trồng cây xanh.")]))
    assert (by_words(running, "khen"), by_words(running, "cay")) == (set(), {"moi"})
    opened().restore(tmp_path / "sao-luu")
    assert (by_words(running, "khen"), by_words(running, "cay")) == ({"khen"}, set())
    assert running.check().sound
    list(running.add([report("sau", "Phường trồng hoa.")]))
    assert [p.id for p in running.document_passages("sau", audiences=PUBLIC)] == [5]     # 4 was given once
    assert opened().check().sound


@pytest.mark.parametrize("spoil", [
    lambda file: file.unlink(),
    lambda file: file.write_bytes(b"not a backup, however you look at it" * 200),
    lambda file: file.write_bytes(file.read_bytes()[:9000]),
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(file.read_bytes().replace(b"2.700m2", b"9.999m2")),
])
def test_a_broken_or_foreign_backup_changes_nothing(library: Library, tmp_path: Path, spoil: Callable[[Path], object]):
    file = tmp_path / "sao-luu"
    library.back_up(file)
    list(library.add([report("moi", "Phường trồng cây xanh.")]))
    spoil(file)
    before = library.listing(audiences=EVERYBODY), library.log()
    with pytest.raises(UnusableBackup):
        library.restore(file)
    assert (library.listing(audiences=EVERYBODY), library.log()) == before
    assert library.check().sound


def test_a_backup_that_cannot_be_written_leaves_the_one_before(library: Library, tmp_path: Path):
    with pytest.raises(UnwritableBackup):
        library.back_up(tmp_path / "no" / "such" / "folder")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnwritableBackup):
        library.back_up(tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "kho"]


def test_a_handle_finds_its_document_also_when_it_is_hidden(library: Library):
    library.set_hidden("dat", True)

    assert [library.by_handle(handle(name)) for name in ("khen", "dat", "không có")] == ["khen", "dat", None]


def test_a_passage_tells_its_document_hidden_or_replaced(library: Library):
    [first, *_] = library.document_passages("dat", audiences=EVERYBODY)
    library.set_hidden("dat", True)
    assert library.home(first.id) == "dat"
    list(library.add([replace(LAND, text="Nhân dân hiến thêm đất.")]))
    assert library.home(first.id) == "dat"
    assert library.home(10**9) is None


def test_the_whole_text_is_for_those_whom_the_document_is_for(library: Library):
    library.edit("dat", audience=Audience.PARTY)
    library.set_hidden("dat", True)

    assert library.text("dat", audiences=PARTY) == LAND.text
    assert library.text("dat", audiences=PUBLIC) is None
    assert library.text("không có", audiences=EVERYBODY) is None


def test_a_list_can_begin_with_the_oldest_and_hold_what_is_hidden_alone(library: Library):
    library.set_hidden("dat", True)

    oldest, hidden = (library.listing(audiences=EVERYBODY, hidden=True, **how).listings
                      for how in ({"oldest_first": True}, {"only_hidden": True}))
    assert [one.id for one in oldest] == ["khen", "dat"]
    assert [one.id for one in hidden] == ["dat"]
    assert library.years(audiences=EVERYBODY) == [2024]
    assert library.years(audiences={Audience.STAFF}) == []


@pytest.mark.parametrize(("change", "kept"), [
    (lambda library: library.edit("khen", audience=Audience.PARTY), Audience.PARTY),
    (lambda library: library.edit("khen", audience=Audience.STAFF), Audience.STAFF),
    (lambda library: list(library.add([replace(AWARDS, text="Bản mới.", audience=Audience.PARTY)])), Audience.PARTY),
    (lambda library: (library.edit("khen", audience=Audience.PARTY), library.remove("khen")), Audience.PARTY),
    (lambda library: (library.edit("khen", audience=Audience.PARTY), library.set_hidden("khen", True)), Audience.PARTY),
])
def test_restoring_makes_nothing_public_that_is_not_public_now(
        library: Library, opened: Callable[..., Library], tmp_path: Path, change: Callable[[Library], object],
        kept: Audience):
    running = opened()
    library.back_up(tmp_path / "sao-luu")
    change(library)
    assert by_words(running, "khen", audiences=PUBLIC) == set()
    assert library.restore(tmp_path / "sao-luu") == 1
    assert {listing.id: listing.audience for listing in library.documents(audiences=EVERYBODY)} == {
        "khen": kept, "dat": Audience.PUBLIC}
    assert (by_words(running, "khen", audiences=PUBLIC), by_words(running, "khen")) == (set(), {"khen"})
    assert [running.passage(key, audiences=PUBLIC) for key in (1, 2)] == [None, None]
    assert running.check().sound
    library.back_up(tmp_path / "lai")              # its fingerprints are in order
    assert library.restore(tmp_path / "lai") == 0


def test_only_the_last_version_of_a_removed_document_says_for_whom_it_was(library: Library, tmp_path: Path):
    list(library.add([replace(AWARDS, text="Bản cũ.", audience=Audience.STAFF)]))
    list(library.add([replace(AWARDS, text="Bản mới.", audience=Audience.PUBLIC)]))
    library.back_up(tmp_path / "sao-luu")
    library.remove("khen")
    assert library.restore(tmp_path / "sao-luu") == 0
    assert {listing.id: listing.audience for listing in library.documents(audiences=EVERYBODY)} == {
        "khen": Audience.PUBLIC, "dat": Audience.PUBLIC}


def test_a_backup_of_party_documents_stays_theirs_and_nobody_elses_file(library: Library, opened: Callable[..., Library],
                                                                       tmp_path: Path):
    list(library.add([report("noi-bo", "Chi bộ kết nạp đảng viên.", audience=Audience.PARTY)]))
    list(library.add([report("noi-bo", "Chi bộ kết nạp hai đảng viên.", audience=Audience.PARTY)]))
    library.back_up(tmp_path / "sao-luu")
    assert (tmp_path / "sao-luu").stat().st_mode & 0o077 == 0
    other = opened(folder=tmp_path / "moi")
    assert other.restore(tmp_path / "sao-luu") == 0
    assert (by_words(other, "dang", audiences=PUBLIC), by_words(other, "dang", audiences=PARTY)) == (set(), {"noi-bo"})
    assert [other.passage(key, audiences=PUBLIC) for key in (4, 5)] == [None, None]
    old, new = (other.passage(key, audiences=PARTY) for key in (4, 5))
    assert [stored and stored.replaced for stored in (old, new)] == [True, False]


def test_a_document_that_was_made_public_since_the_backup_is_the_partys_again(library: Library, tmp_path: Path):
    library.edit("khen", audience=Audience.PARTY)
    library.back_up(tmp_path / "sao-luu")
    library.edit("khen", audience=Audience.PUBLIC)
    assert library.restore(tmp_path / "sao-luu") == 0
    assert by_words(library, "khen", audiences=PUBLIC) == set()


def test_a_backup_made_while_others_write_is_one_moment_of_the_folder(opened: Callable[..., Library], tmp_path: Path):
    embedder, stop = WatchedEmbedder(), threading.Event()
    library, running = opened(), opened(embedder)
    backups = [tmp_path / f"sao-luu-{number}" for number in range(3)]
    keys = [f"tin-{number}" for number in range(10)]         # that are always written together

    def write(number: int) -> None:
        list(running.add(report(key, f"Bản {number} của {key}.") for key in keys))

    def work() -> None:
        for number in count(1):
            write(number)
            if stop.is_set():
                return

    write(0)
    thread = threading.Thread(target=work)
    thread.start()
    try:
        for backup in backups:
            embedder.at_work.clear()
            assert embedder.at_work.wait(30)
            library.back_up(backup)
    finally:
        stop.set()
        thread.join()
    for backup in backups:
        other = opened(folder=tmp_path / f"moi-{backup.name}")
        other.restore(backup)
        texts = [stored.passage.text for key in keys for stored in other.document_passages(key, audiences=PUBLIC)]
        assert texts == [f"{texts[0].partition(' của ')[0]} của {key}." for key in keys]
        assert other.check().sound
