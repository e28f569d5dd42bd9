"""How long it takes to add many reports: `python benchmarks/bulk.py 1000`.

Reports of two pages, half of them .docx and half .pdf, made by `reports.py`, go through `hoiphuong add` and `check`.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

import docx
from printed import write_pdf
from reports import reports

ROOT = Path(__file__).parent.parent
WORDS = 850             # of two pages
_LINES, _LETTERS = 45, 80      # of a page, and of its lines


def main(count: int) -> None:
    """Write reports, add them, and say how long that took."""
    with tempfile.TemporaryDirectory(prefix="hoiphuong-") as name:
        folder = Path(name)
        (folder / "bao-cao").mkdir()
        for number, (title, lines) in enumerate(two_pages(count)):
            path = folder / "bao-cao" / f"{number:05}"
            if number % 2:
                path.with_suffix(".pdf").write_bytes(printed([title, *lines]))
            else:
                document = docx.Document()
                for line in [title, *lines]:
                    document.add_paragraph(line)
                document.save(str(path.with_suffix(".docx")))
        took = timed("add", str(folder / "bao-cao"), "--issued", "2024-03-12", "--data", str(folder / "kho"))
        again = timed("add", str(folder / "bao-cao"), "--issued", "2024-03-12", "--data", str(folder / "kho"))
        timed("check", "--data", str(folder / "kho"))
        shown = subprocess.run([*COMMAND, "list", "--json", "--data", str(folder / "kho")], capture_output=True, check=True,
                               cwd=ROOT)
        listed = json.loads(shown.stdout)
        print(f"{len(listed):,} reports, {sum(document['passages'] for document in listed):,} passages: "
              f"added in {took[0]:.1f} s ({took[1]:.1f} s of processors), looked through again in {again[0]:.1f} s")


def two_pages(count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the title and the paragraphs of reports as long as two pages."""
    for document in reports(20 * count):
        lines: list[str] = []
        for line in document.text.split("\n"):
            if sum(len(other.split()) for other in lines) >= WORDS:
                break
            lines.append(line)
        yield document.title, lines


def printed(paragraphs: list[str]) -> bytes:
    """Return paragraphs as a PDF, line by line."""
    placed: list[list[tuple[float, float, str]]] = [[]]
    for paragraph in paragraphs:
        words, indent = paragraph.split(), 30
        while words:
            line = words.pop(0)
            while words and len(line) + 1 + len(words[0]) <= _LETTERS - indent // 6:
                line += " " + words.pop(0)
            if len(placed[-1]) == _LINES:
                placed.append([])
            placed[-1].append((60 + indent, 790 - 16 * len(placed[-1]), line))
            indent = 0
    return write_pdf(*placed)


COMMAND = (sys.executable, "-m", "bot.cli")


def timed(*arguments: str) -> tuple[float, float]:
    """Run the command; return the seconds that it took by the clock and of all processors."""
    clock, processors = time.perf_counter(), spent()
    subprocess.run([*COMMAND, *arguments], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - clock, spent() - processors


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
