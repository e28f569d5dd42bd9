"""What LibreOffice opens is read like a Word document, each run by its font."""

import io
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import programs
from corpus.errors import Unreadable, UnreadableFile
from corpus.extracting import Part
from corpus.formats.content import Content
from corpus.formats.office import extract
from corpus.parsing import Parser

needs_office = pytest.mark.skipif(programs.office() is None, reason="LibreOffice is not installed")

SAID = "Đảng ủy phường Đậu Liêu"
VNTIME = "§¶ng ñy ph\xadêng §Ëu Liªu"
VNI = "Ñaûng uûy phöôøng Ñaäu Lieâu"
RTF = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}{\\f1 .VnTime;}{\\f2 VNI-Times;}}\n"
    + "".join(f"\\f{font} " + "".join(f"\\'{byte:02x}" for byte in text.encode("cp1252")) + "\\par\n"
              for font, text in ((1, VNTIME), (2, VNI), (0, "Party committee")))
    + "}"
).encode()
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def lines(parts: list[Part]) -> list[str]:
    [part] = parts
    assert isinstance(part.found, Content), part.found
    return part.found.text.split("\n")


def refusal(name: str, data: bytes) -> Unreadable:
    with pytest.raises(UnreadableFile) as refused:
        extract(name, data)
    return refused.value.reason


def odt(*more: tuple[str, bytes], manifest: str = "") -> bytes:
    """Return an OpenDocument with a paragraph, a list and a table."""
    cells = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>" for row in (("Tổ", "Số hộ"), ("TDP 7", "12"), ("TDP 8", "9")))
    body = (f"<text:p>{SAID}</text:p><text:list><text:list-item><text:p>Hiến đất</text:p></text:list-item></text:list>"
            f"<table:table><table:table-column table:number-columns-repeated='2'/>{cells}</table:table>")
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", (
            f"<office:document-content {spaces} office:version='1.2'><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>"))
        archive.writestr("META-INF/manifest.xml", (
            f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>"))
        for name, content in more:
            archive.writestr(name, content)
    return file.getvalue()


@needs_office
def test_rich_text_in_old_fonts_becomes_unicode_run_by_run(parser: Parser) -> None:
    assert lines(parser.parse("a.rtf", RTF)) == [SAID, "Đảng uûy phường Đậu Liêu".replace("uû", "ủ"), "Party committee"]


@needs_office
def test_an_opendocument_text_is_read_with_its_list_and_its_table(parser: Parser) -> None:
    assert lines(parser.parse("a.odt", odt())) == [SAID, "- Hiến đất", "Tổ: TDP 7; Số hộ: 12", "Tổ: TDP 8; Số hộ: 9"]


@needs_office
def test_an_old_word_document_is_read_with_its_fonts(parser: Parser, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(RTF)
    subprocess.run([programs.office() or "", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
                    "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.rtf")],
                   check=True, capture_output=True)
    data = (tmp_path / "a.doc").read_bytes()
    assert data.startswith(b"\xd0\xcf\x11\xe0")
    assert lines(parser.parse("a.doc", data))[0] == SAID
    at = data.index(b"\xec\xa5", 512)
    locked = bytearray(data)
    locked[at + 11] |= 1
    assert refusal("a.doc", bytes(locked)) is Unreadable.ENCRYPTED


def test_what_has_macros_or_a_password_is_opened_by_no_program(make_docx: Callable[..., bytes]) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert refusal("a.doc", ole + "_VBA_PROJECT".encode("utf-16-le") + bytes(600)) is Unreadable.MACROS
    assert refusal("a.doc", ole + bytes(1024)) is Unreadable.BROKEN
    assert refusal("a.odt", odt(("Basic/Standard/Module1.xml", b"<m/>"))) is Unreadable.MACROS
    locked = odt(manifest="<manifest:encryption-data/>")
    assert refusal("a.odt", locked) is Unreadable.ENCRYPTED
    assert refusal("a.odt", make_docx("Báo cáo")) is Unreadable.WRONG_SUFFIX
