"""How many syllables of a scan are read right: `python benchmarks/ocr.py [REPORTS]`.

Pages of the sample reports are drawn at 300 dots an inch, a little askew and with grey noise, and read as any file is.
"""

import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from pages import page, right, saved
from PIL import Image

from bot.samples import samples
from corpus.parsing import Limits, Parser
from corpus.reading import Reading, examine

SETTINGS = cycle([(0.6, "DejaVuSerif.ttf"), (-1.2, "DejaVuSans.ttf"), (1.8, "DejaVuSerif.ttf"), (-2.0, "DejaVuSans.ttf")])


def main(reports: int | None) -> None:
    """Print the share of each report, and of all."""
    good = total = pages = 0.0
    began = time.perf_counter()
    with Parser(Limits(seconds=600)) as parser:       # what is read is measured, not how fast on a busy machine
        for document in islice(samples(), reports):
            pictures, shown = zip(*drawn(document.text), strict=True)
            [found] = examine("a.pdf", saved("PDF", *pictures), parse=parser.parse)
            assert isinstance(found, Reading), found
            syllables, share = len("\n".join(shown).split()), right("\n".join(shown), found.document.text)
            good, total, pages = good + share * syllables, total + syllables, pages + len(pictures)
            print(f"{share:.4f}  {found.confidence or 0:.2f} sure  {len(pictures)} pages  {document.id}", flush=True)
    seconds = (time.perf_counter() - began) / pages
    print(f"{good / total:.4f} of {total:,.0f} syllables on {pages:.0f} pages, {seconds:.1f} s a page")


def drawn(text: str) -> Iterator[tuple[Image.Image, str]]:
    """Yield pages until all paragraphs stand on one, each with what it shows."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    while paragraphs:
        angle, font = next(SETTINGS)
        picture, shown = page("\n".join(paragraphs), angle=angle, font=font)
        yield picture, shown
        paragraphs = paragraphs[len(shown.split("\n")):]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
