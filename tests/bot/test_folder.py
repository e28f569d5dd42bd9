"""The commands for the data folder as a whole, as somebody types them."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from corpus.store import FILE
from retrieval.engines.tantivy import TantivyIndex

REPORT = "Nhân dân đã hiến trên 1.250m2 đất.\nĐường rộng 6m.\n"
SOUND = "Kho tài liệu tốt: 1 văn bản, 2 đoạn, hai chỉ mục khớp.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dat.txt").write_text(REPORT, encoding="utf-8")
    hoiphuong(tmp_path / "kho", "add", tmp_path / "dat.txt", "--issued", "2024-05-01")
    return tmp_path / "kho"


def hoiphuong(folder: Path, *arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments), "--data", str(folder)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def spoil_index(folder: Path) -> None:
    index = TantivyIndex(folder / "lexical")
    index.remove([2])
    index.commit(1)


def spoil(folder: Path, sql: str) -> None:
    with sqlite3.connect(folder / FILE) as db:
        db.execute(sql)
    db.close()


@pytest.mark.parametrize(("damage", "found"), [
    (spoil_index, "1 đoạn lệch giữa kho và chỉ mục"),
    (lambda folder: spoil(folder, "UPDATE passages SET text = 'Khác' WHERE id = 2"),
     "1 đoạn không khớp với văn bản, 1 văn bản thiếu đoạn hoặc có đoạn hỏng"),
    (lambda folder: spoil(folder, "DELETE FROM passages WHERE id = 1"),
     "1 văn bản thiếu đoạn hoặc có đoạn hỏng, 2 đoạn lệch giữa kho và chỉ mục"),
    (lambda folder: spoil(folder, "UPDATE passages SET vector = x'00' WHERE id = 2"),
     "1 văn bản thiếu đoạn hoặc có đoạn hỏng"),
    (lambda folder: spoil(folder, "INSERT INTO marks (document, mark) VALUES ('no', 1)"), "1 mục không thuộc văn bản nào"),
])
def test_check_says_what_is_wrong_and_repair_mends_it(folder: Path, damage, found: str):
    assert hoiphuong(folder, "check").output == SOUND
    damage(folder)
    checked = hoiphuong(folder, "check")
    assert (checked.exit_code, checked.output) == (
        1, f"Kho tài liệu có chỗ lệch: {found}. Vui lòng chạy: hoiphuong check --repair\n")
    repaired = hoiphuong(folder, "check", "--repair")
    assert (repaired.exit_code, repaired.output) == (0, "Đã sửa xong các chỗ lệch.\n" + SOUND)
    assert hoiphuong(folder, "check").output == SOUND
    assert "1.250m2" in hoiphuong(folder, "ask", "hiến bao nhiêu đất").output


def test_a_backup_comes_back_on_an_empty_folder(folder: Path, tmp_path: Path):
    file = tmp_path / "sao-luu.sqlite"
    assert hoiphuong(folder, "backup", file).output == f"Đã sao lưu 1 văn bản, 2 đoạn vào {file}.\n"
    restored = hoiphuong(tmp_path / "moi", "restore", file)
    assert (restored.exit_code, restored.output) == (0, f"Đã khôi phục 1 văn bản, 2 đoạn từ {file}.\n")
    assert hoiphuong(tmp_path / "moi", "check").output == SOUND
    assert "1.250m2" in hoiphuong(tmp_path / "moi", "ask", "hiến bao nhiêu đất").output


def test_restoring_over_documents_asks_first(folder: Path, tmp_path: Path):
    file = tmp_path / "sao-luu.sqlite"
    hoiphuong(folder, "backup", file)
    hoiphuong(folder, "remove", "dat", "--yes")
    (tmp_path / "cay.txt").write_text("Phường trồng 500 cây xanh.", encoding="utf-8")
    hoiphuong(folder, "add", tmp_path / "cay.txt", "--issued", "2024-05-01")
    assert hoiphuong(folder, "restore", file, stdin="n\n").output.endswith("Đã giữ nguyên.\n")
    assert "cay" in hoiphuong(folder, "list").output
    hoiphuong(folder, "restore", file, "--yes")
    assert hoiphuong(folder, "list").output.startswith("dat ")
    assert hoiphuong(folder, "check").output == SOUND


def test_a_foreign_file_is_one_sentence_and_changes_nothing(folder: Path, tmp_path: Path):
    file = tmp_path / "anh.jpg"
    file.write_bytes(b"\xff\xd8 not a backup" * 1000)
    result = hoiphuong(folder, "restore", file, "--yes")
    assert (result.exit_code, result.output) == (1, (
        f"Không khôi phục được từ {file}: không phải bản sao lưu, hoặc tệp bị hỏng. Kho tài liệu giữ nguyên.\n"))
    assert hoiphuong(folder, "check").output == SOUND


def test_what_is_the_partys_now_does_not_become_public_again(folder: Path, tmp_path: Path):
    hoiphuong(folder, "backup", tmp_path / "sao-luu")
    hoiphuong(folder, "edit", "dat", "--audience", "party")
    assert hoiphuong(folder, "restore", tmp_path / "sao-luu", "--yes").output.splitlines()[1:] == [
        "1 văn bản trong bản sao lưu là công khai, nay đã thu hẹp phạm vi: giữ phạm vi hẹp. "
        "Muốn công khai lại, dùng: hoiphuong edit ID --audience public"]
    assert "1.250m2" not in hoiphuong(folder, "ask", "hiến bao nhiêu đất").output
    assert hoiphuong(folder, "check").output == SOUND
