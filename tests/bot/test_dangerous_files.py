"""Files made to do harm are refused, each with one sentence; nothing of them is stored, and the next file is read."""

import io
import json
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from printed import write_pdf

from archives import zipped
from bot import messages
from bot.cli import main
from corpus.errors import Unreadable, UnreadableFile
from corpus.extracting import MAX_BYTES

REPORT = "Phường trồng 500 cây xanh."
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
ENTITIES = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {'abcdefghij'[at]} '{('&' + 'abcdefghij'[at - 1] + ';') * 10}'>" for at in range(1, 10)) + "]>"


def changed(data: bytes, part: str, *, before: str = "", more: tuple[tuple[str, bytes], ...] = (),
            encoding: str = "utf-8") -> bytes:
    """Return an Office file with something put before the root of a part, and with more parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    root = files[part].decode().rpartition("?>")[2].replace("Ha", "&j;")
    files[part] = f"<?xml version='1.0' encoding='{encoding}'?>{before}{root}".encode(encoding)
    return zipped(*files.items(), *more)


def letter() -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Ha")
    document.save(file)
    return file.getvalue()


def book() -> bytes:
    file = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active.append(["Ha", 1])
    workbook.save(file)
    return file.getvalue()


def archive_with_password() -> bytes:
    data = bytearray(zipped(("a.txt", REPORT.encode())))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
DANGEROUS = {
    "bom.zip": (zipped(("a.txt", bytes(30_000_000))), Unreadable.SWELLS),
    "bom.docx": (zipped((DOCUMENT, bytes(30_000_000))), Unreadable.SWELLS),
    "thuc-the.docx": (changed(letter(), DOCUMENT, before=ENTITIES), Unreadable.SWELLS),
    "thuc-the-sau-ghi-chu.docx": (changed(letter(), DOCUMENT, before=f"<!--{'x' * 2_000_000}-->{ENTITIES}"),
                                  Unreadable.SWELLS),
    "thuc-the-utf16.docx": (changed(letter(), DOCUMENT, before=ENTITIES, encoding="utf-16"), Unreadable.SWELLS),
    "thuc-the.xlsx": (changed(book(), SHEET, before=ENTITIES), Unreadable.SWELLS),
    "loi-ra.zip": (zipped(("tốt.txt", REPORT.encode()), ("../../a.txt", b"A")), Unreadable.UNSAFE_PATH),
    "long-nhau.zip": (zipped(("tốt.txt", REPORT.encode()), ("b.zip", zipped(("c.txt", b"C")))), Unreadable.NESTED),
    "macro.docx": (changed(letter(), DOCUMENT, more=(("word/vbaProject.bin", b"Sub AutoOpen"),)), Unreadable.MACROS),
    "macro.xlsx": (changed(book(), SHEET, more=(("xl/vbaProject.bin", b"Sub Auto_Open"),)), Unreadable.MACROS),
    "nam-nghin-trang.pdf": (write_pdf(*[[(85, 700, "Trang")]] * 5000), Unreadable.TOO_MANY),
    "gia-dang.pdf": (letter(), Unreadable.WRONG_SUFFIX),
    "gia-dang.txt": (b"%PDF-1.7\n1 0 obj", Unreadable.WRONG_SUFFIX),
    "khoa.pdf": (write_pdf([(85, 700, "Trang")], locked=True), Unreadable.ENCRYPTED),
    "khoa.docx": (LOCKED, Unreadable.ENCRYPTED),
    "khoa.zip": (archive_with_password(), Unreadable.ENCRYPTED),
    "qua-lon.docx": (b"PK\x03\x04" + bytes(MAX_BYTES), Unreadable.TOO_LARGE),
}


def hoiphuong(*arguments: str | Path) -> tuple[str, str]:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for name, (data, _) in DANGEROUS.items():
        (folder / name).write_bytes(data)
    (folder / "tot.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", encoding="utf-8")
    return folder


def test_each_is_refused_with_one_sentence_and_the_sound_one_beside_them_is_read(folder: Path, tmp_path: Path):
    begun = time.monotonic()
    added, said = hoiphuong("add", folder, "--issued", "2024-03-12", "--title", "Cây xanh", "--data", tmp_path / "kho")
    assert time.monotonic() - begun < 300          # none hangs, on a busy machine either
    assert added == "Đã thêm: Cây xanh (12/3/2024, 1 đoạn) – mã tot\n"
    assert said.splitlines() == [messages.error(UnreadableFile(str(folder / name), reason))
                                 for name, (_, reason) in sorted(DANGEROUS.items())]
    listed, _ = hoiphuong("list", "--json", "--data", tmp_path / "kho")
    assert [document["id"] for document in json.loads(listed)] == ["tot"]
