"""An archive gives the documents in it, or one clear reason; it never gets past the memory that it may have."""

import io
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archives import zipped
from corpus.document import Audience
from corpus.errors import Unreadable, UnreadableFile
from corpus.extracting import extract_all
from corpus.formats.bundle import MAX_FILES
from corpus.reading import Given, Reading, examine, examine_paths

REPORT = "Chiều 11/3, phường họp.".encode()
DATED = Given(issued=date(2024, 3, 12))


def refusal(data: bytes) -> Unreadable:
    [found] = examine("a.zip", data, DATED, parse=extract_all)
    assert isinstance(found, UnreadableFile), found
    assert found.name == "a.zip"
    return found.reason


def test_each_file_is_a_document_of_its_own(make_docx: Callable[..., bytes]) -> None:
    data = zipped(("2025/báo cáo.docx", make_docx("Hai")), ("2024/báo cáo.txt", REPORT), ("2024/", b""),
                  ("ghi chú.xyz", b"x"), ("__MACOSX/._a.txt", b"x"), ("~$a.docx", b"x"), ("hỏng.docx", b"PK\x03\x04"),
                  ("mật.txt", "MẬT".encode()))
    found = examine("kho.zip", data, DATED)
    assert [(one.document.id, one.document.text, one.document.source) if isinstance(one, Reading) else str(one)
            for one in found] == [
        ("2024-bao-cao", "Chiều 11/3, phường họp.", "kho.zip/2024/báo cáo.txt"),
        ("2025-bao-cao", "Hai", "kho.zip/2025/báo cáo.docx"),
        "kho.zip/hỏng.docx: broken",
        "kho.zip/mật.txt: secret"]


def test_files_whose_names_hold_no_letter_do_not_replace_each_other() -> None:
    found = examine("kho.zip", zipped(("!.txt", b"Mot"), ("?.txt", b"Hai")), DATED, parse=extract_all)
    assert len({one.document.id for one in found if isinstance(one, Reading)}) == 2


def test_an_archive_in_a_folder_is_read_with_the_rest(tmp_path: Path) -> None:
    (tmp_path / "kho.zip").write_bytes(zipped(("a.txt", REPORT), ("b 2024-03-12.txt", REPORT)))
    (tmp_path / "c.txt").write_bytes(REPORT)
    found = list(examine_paths([tmp_path], Given(audience=Audience.STAFF)))
    assert [one.document.id if isinstance(one, Reading) else str(one) for one in found] == [
        f"{tmp_path}/c.txt: no publication date", f"{tmp_path}/kho.zip/a.txt: no publication date", "b-2024-03-12"]


def test_files_of_one_name_in_several_archives_do_not_replace_each_other(tmp_path: Path) -> None:
    for name in ("2024.zip", "2025.zip", "xa/2025.zip"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(zipped(("báo cáo.txt", REPORT)))
    (tmp_path / "báo cáo.txt").write_bytes(REPORT)
    ids = [found.document.id for found in examine_paths([tmp_path], DATED) if isinstance(found, Reading)]
    assert ids[:3] == ["2024-bao-cao", "2025-bao-cao", "bao-cao"]
    assert (len(set(ids)), ids[3][:8]) == (4, "bao-cao-")


@pytest.mark.parametrize("path", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_path_that_leads_outside_is_refused(path: str) -> None:
    assert refusal(zipped(("tốt.txt", REPORT), (path, REPORT))) is Unreadable.UNSAFE_PATH


def test_a_link_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(file.getvalue()) is Unreadable.UNSAFE_PATH


@pytest.mark.parametrize("name", ["b.zip", "b.rar", "b.tar.gz", "b.7z"])
def test_an_archive_in_an_archive_is_refused(name: str) -> None:
    assert refusal(zipped(("a.txt", REPORT), (name, zipped(("a.txt", REPORT))))) is Unreadable.NESTED


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(zipped(("a.txt", bytes(20_000_000)))) is Unreadable.SWELLS
    assert refusal(zipped(*((f"{at}.txt", b"a") for at in range(MAX_FILES + 1)))) is Unreadable.TOO_MANY


def test_a_file_that_is_larger_than_the_archive_says_is_not_unpacked() -> None:
    data = bytearray(zipped(("a.txt", b"a" * 5_000)))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at:at + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(data)) is Unreadable.BROKEN


def test_a_password_is_asked_to_be_taken_off() -> None:
    data = bytearray(zipped(("a.txt", REPORT)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) is Unreadable.ENCRYPTED


def test_an_archive_with_nothing_to_read_says_so() -> None:
    assert refusal(zipped(("a.exe", b"MZ"))) is Unreadable.UNKNOWN_FORMAT
    assert refusal(zipped()) is Unreadable.EMPTY
    assert refusal(b"PK\x03\x04" + bytes(100)) is Unreadable.BROKEN
