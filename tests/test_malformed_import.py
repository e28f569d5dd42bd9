"""A folder full of damaged files is imported: each is a document or one sentence, and the store stays sound.

FUZZ_FILES sets how many there are, FUZZ_SEED which.
"""

import io
import json
import os
import subprocess
import time
import zipfile
from importlib import resources
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from malformed import malformed
from pages import page, saved

from bot import messages
from bot.cli import main
from corpus import programs

COUNT = int(os.environ.get("FUZZ_FILES", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "20240312"))
SAMPLES = resources.files("corpus.samples")
WHOLE = frozenset({".docx", ".xlsx", ".odt", ".zip", ".pdf", ".png", ".jpg"})       # nothing can be read of one cut off


def sound(folder: Path) -> dict[str, bytes]:
    """Return a sound file of each format, made from the sample reports."""
    found = {name: (SAMPLES / name).read_bytes() for name in (
        "2026-06-26-kinh-te-xa-hoi-6-thang.docx", "2025-07-01-cong-bo-thanh-lap-phuong-song-trang.html",
        "2026-02-27-ke-hoach-tong-ve-sinh-moi-truong.txt", "2026-04-22-antt-pccc-quy-1.md")}
    lines = (SAMPLES / "2026-02-27-ke-hoach-tong-ve-sinh-moi-truong.txt").read_text(encoding="utf-8").split("\n")
    book = openpyxl.Workbook()
    book.active.append(["TT", "Nội dung"])
    for row in enumerate(lines, 1):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    found["bang.xlsx"] = file.getvalue()
    found["bang.csv"] = "\n".join(f'{at};"{line}"' for at, line in enumerate(lines, 1)).encode()
    found["tin.jsonl"] = "\n".join(json.dumps({"id": f"tin {at}", "text": line}) for at, line in enumerate(lines)).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in list(found)[:4]:
            archive.writestr(name, found[name])
    found["kho.zip"] = packed.getvalue()
    picture = page("\n".join(lines[7:9]), noise=5)[0].resize((620, 877)).crop((0, 40, 620, 240))
    found["anh.png"] = saved("PNG", picture)
    found["anh.jpg"] = saved("JPEG", picture)
    found["ban-chup.pdf"] = saved("PDF", picture)
    letter = docx.Document()
    for line in lines:
        letter.add_paragraph(line)
    letter.save(str(folder / "thu.docx"))
    if office := programs.office():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run([office, profile, "--headless", "--convert-to", "doc", "--outdir", str(folder),
                        str(folder / "thu.docx")], check=True, capture_output=True)
        found["thu.doc"] = (folder / "thu.doc").read_bytes()
        found["thu.odt"] = odt(lines)
        found["thu.rtf"] = b"{\\rtf1\\ansi " + "\\par\n".join(lines).encode("ascii", "replace") + b"}"
    return found


def odt(lines: list[str]) -> bytes:
    packed = io.BytesIO()
    kind, names = "application/vnd.oasis.opendocument.text", "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", (
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>'))
        archive.writestr("content.xml", (
            f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0"><office:body>'
            "<office:text>" + "".join(f"<text:p>{line}</text:p>" for line in lines)
            + "</office:text></office:body></office:document-content>"))
    return packed.getvalue()


def hoiphuong(*arguments: str) -> tuple[int, list[str], list[str]]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "goc").mkdir()
    (tmp_path / "hong").mkdir()
    for name, data, _ in malformed(sound(tmp_path / "goc"), COUNT, SEED):
        (tmp_path / "hong" / name).write_bytes(data)
    return tmp_path


def test_damaged_files_give_documents_or_sentences_and_a_sound_store(folder: Path) -> None:
    begun = time.monotonic()
    status, added, said = hoiphuong("add", str(folder / "hong"), "--issued", "2024-03-12", "--same", "keep",
                                    "--data", str(folder / "kho"))
    took = time.monotonic() - begun
    refused = [line for line in said if not line.startswith(("Lưu ý: ", "Chữ của “"))]
    assert status == 1
    assert messages.FAILED not in said
    assert len(refused) >= COUNT // 4
    assert all("hong/" in line for line in refused)
    listed = json.loads("".join(hoiphuong("list", "--json", "--data", str(folder / "kho"))[1]))
    assert len(listed) == len(added)
    assert all(document["passages"] for document in listed)
    assert hoiphuong("check", "--data", str(folder / "kho"))[0] == 0
    cut = [path.name for path in (folder / "hong").iterdir() if " cut " in path.name and path.suffix in WHOLE]
    named = " ".join(refused)
    assert [name for name in cut if name not in named] == []
    assert took < max(120.0, COUNT)
