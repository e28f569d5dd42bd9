"""Files are read in a process apart: whatever is in them, this one lives on and goes on."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from corpus.errors import Unreadable, UnreadableFile
from corpus.extracting import Part
from corpus.formats.content import Content
from corpus.parsing import Limits, Parser

ROOT = Path(__file__).parent.parent.parent
HTML = "<html><title>Tin</title><p>Chiều 11/3, phường họp.</p></html>".encode()


@pytest.fixture
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def text(parts: list[Part]) -> str:
    [part] = parts
    assert isinstance(part.found, Content)
    return part.found.text


def refusal(parser: Parser, name: str, data: bytes) -> Unreadable:
    with pytest.raises(UnreadableFile) as refused:
        parser.parse(name, data)
    return refused.value.reason


def children() -> list[int]:
    """Return the processes that read for this one."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == os.getpid() and b"corpus.worker" in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
            except (OSError, ValueError, IndexError):
                continue
    return found


def sheet(rows: int) -> bytes:
    """Return a workbook of many rows, written by hand: sound, and long to read."""
    source = io.BytesIO()
    cells = "".join(f"<c><v>{at}</v></c>" for at in range(30))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'))
        archive.writestr("_rels/.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))
        archive.writestr("xl/workbook.xml", (
            f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}">'
            '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'))
        archive.writestr("xl/_rels/workbook.xml.rels", (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'))
        archive.writestr("xl/worksheets/sheet1.xml", (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + f"<row>{cells}</row>" * rows + "</sheetData></worksheet>"))
    return source.getvalue()


def test_one_process_reads_file_after_file(parser: Parser) -> None:
    assert [text(parser.parse(name, HTML)) for name in ("a.html", "b.html")] == ["Chiều 11/3, phường họp."] * 2
    assert len(children()) == 1
    parser.close()
    assert children() == []


def test_plain_text_needs_no_process(parser: Parser) -> None:
    assert text(parser.parse("a.txt", "Họp".encode())) == "Họp"
    assert children() == []


def test_a_file_may_take_a_minute_and_a_gibibyte() -> None:
    assert (Limits().seconds, Limits().memory) == (60, 1024**3)


def test_what_takes_too_long_is_ended_and_the_next_file_is_read() -> None:
    with Parser(Limits(seconds=2)) as parser:
        begun = time.monotonic()
        assert refusal(parser, "a.xlsx", sheet(80_000)) is Unreadable.TOO_SLOW
        assert time.monotonic() - begun < 30
        assert text(parser.parse("b.html", HTML)) == "Chiều 11/3, phường họp."


def test_what_takes_too_much_memory_is_ended_and_the_next_file_is_read() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.save(file)
    swollen = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                runs = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (at * 7919) for at in range(600_000))
                content = content.replace(b"<w:sectPr", runs + b"<w:sectPr", 1)
            archive.writestr(name, content)
    with Parser(Limits(memory=300 * 1024 * 1024)) as parser:
        assert refusal(parser, "a.docx", swollen.getvalue()) in {Unreadable.TOO_HEAVY, Unreadable.BROKEN}
        assert text(parser.parse("b.html", HTML)) == "Chiều 11/3, phường họp."


def test_a_process_that_was_ended_from_outside_is_replaced(parser: Parser) -> None:
    parser.parse("a.html", HTML)
    [child] = children()
    os.kill(child, signal.SIGKILL)
    time.sleep(0.2)
    assert text(parser.parse("b.html", HTML)) == "Chiều 11/3, phường họp."


def test_the_process_knows_no_secret(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    parser.parse("a.html", HTML)
    [child] = children()
    assert b"secret" not in Path(f"/proc/{child}/environ").read_bytes()


def test_behind_the_walls_there_is_little_memory_and_no_network() -> None:
    code = (
        "import socket\n"
        "from corpus import confinement\n"
        "walled = confinement.without_network()\n"
        "confinement.confine(512 * 1024 * 1024)\n"
        "try:\n    bytearray(600 * 1024 * 1024)\nexcept MemoryError:\n    print('little memory')\n"
        "try:\n    socket.create_connection(('127.0.0.1', PORT), 2)\nexcept OSError:\n    print('no network')\n"
        "else:\n    print('no network' if not walled else 'network')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        shown = subprocess.run([sys.executable, "-c", code.replace("PORT", str(server.getsockname()[1]))], cwd=ROOT,
                               capture_output=True, text=True, check=True)
    assert shown.stdout.split("\n")[:2] == ["little memory", "no network"]


def test_no_library_that_reads_files_of_strangers_is_ever_loaded_here(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    docx.Document().save(str(tmp_path / "b.docx"))
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from corpus.reading import Given, examine_paths\n"
        f"found = list(examine_paths([Path({str(tmp_path)!r})], Given()))\n"
        "print(len(found), sorted({'lxml', 'docx', 'trafilatura', 'pypdfium2', 'openpyxl', 'PIL'} & set(sys.modules)))\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout == "2 []\n"
