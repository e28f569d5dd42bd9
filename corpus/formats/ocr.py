"""Letters in pictures of pages: set upright and straight, then recognised by Tesseract."""

import io
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

import numpy as np
from PIL import Image, ImageFilter

from corpus import programs
from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.pdf_layout import Box, Line, Page

T = TypeVar("T")

_AT_ONCE = 2                 # pages
_SECONDS = 55                # for a page; less than the process has that waits for it
_LONG_SIDE = 3600            # pixels: A4 at 300 dots an inch
_SHORT_SIDE = 1500           # less is enlarged
_PAGE_WIDTH = 595.0          # points of A4
_SURE_ENOUGH = 0.6           # confidence below which the page may lie on its side
_LEAST = 25                  # confidence, of 100, of a word that is no speck of dirt
_GAP = 3.0                   # times the height of a line: white space in it that only a table or a tab makes
_LIKE = (0.7, 1.4)           # of the usual height: the same letters, measured less exactly
_STEEPEST = 8.0              # degrees that a page may be askew
_RED = 60                    # by how much red ink is redder than anything else
_KEPT_SIDE = 1600            # pixels: a little less than 140 dots an inch
_KEPT_QUALITY = 50
_LITTLE_RED = 300            # pixels: no stamp has less

_NUMBERS = re.compile(r"(?P<key>bbox|baseline|x_size|x_wconf)((?: -?[\d.]+)+)")
_TURN = re.compile(r"Rotate: (\d+)")
_LINES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as it was read: its lines, how sure they are (0 to 1), and what may be a stamp on it.

    `alone` is text that stands alone at its top, `red` what its red ink says. `picture` is the page as a JPEG, upright.
    """

    page: Page
    confidence: float
    alone: str = ""
    red: str = ""
    picture: bytes = b""

    @property
    def letters(self) -> int:
        """How many letters there are."""
        return sum(character.isalpha() for line in self.page.lines for character in line.text)


def is_possible() -> bool:
    """Whether letters can be recognised on this machine."""
    return programs.Program.OCR not in programs.missing()


def recognise_all(name: str, pictures: Iterable[Image.Image]) -> Iterator[Recognised]:
    """Recognise one page after another, some at once; NEEDS_OCR where no program can."""
    if not is_possible():
        raise UnreadableFile(name, Unreadable.NEEDS_OCR)
    return _in_order(recognise, pictures)


def look_at_all(pictures: Iterable[Image.Image]) -> Iterator[tuple[str, str]]:
    """Look for stamps on pages whose text is known: what stands alone on the first, and the red ink of all."""
    return _in_order(lambda picture, first: _stamps(_straightened(_sized(picture)), thorough=first), pictures)


def recognise(picture: Image.Image, first: bool = True) -> Recognised:
    """Read one page, turned round where it lies on its side or its head; the first bears the stamps."""
    picture = _sized(picture)
    upright = _straightened(picture)
    page, sure = _recognise(upright)
    if sure < _SURE_ENOUGH and (turn := _turn(picture)):
        turned = _straightened(picture.rotate(-turn, expand=True))
        other, surer = _recognise(turned)
        if surer > sure:
            page, sure, upright = other, surer, turned
    return Recognised(page, sure, *_stamps(upright, thorough=first), _kept(upright))


def confidence(pages: Iterable[Recognised]) -> float | None:
    """Return how sure the letters of all pages are; None without pages."""
    weights = [(page.letters, page.confidence) for page in pages]
    letters = sum(count for count, _ in weights)
    return sum(count * sure for count, sure in weights) / letters if letters else (0.0 if weights else None)


def _in_order(read: Callable[[Image.Image, bool], T], pictures: Iterable[Image.Image]) -> Iterator[T]:
    """Yield what is read in each picture, in order; a few are read at once."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        waiting: list[Future[T]] = []
        for at, picture in enumerate(pictures):
            waiting.append(threads.submit(read, picture, at == 0))
            if len(waiting) > _AT_ONCE:
                yield waiting.pop(0).result()
        yield from (future.result() for future in waiting)


def _stamps(upright: Image.Image, *, thorough: bool) -> tuple[str, str]:
    """Return the words that stand alone in the upper half of a page, and what its red ink says."""
    alone = ""
    if thorough:
        width, height = upright.size
        alone = _run(upright.convert("L").crop((0, 0, width, height // 2)), "11")
    red = _red_ink(upright)
    return alone, _run(red, "11") if red else ""


def _recognise(upright: Image.Image) -> tuple[Page, float]:
    shown = _run(_evenly_lit(upright.convert("L")), "3", "-c", "tessedit_create_hocr=1")
    scale = _PAGE_WIDTH / min(upright.size)
    lines, words = _lines(shown, upright.height, scale)
    letters = sum(len(text) for text, _ in words)
    sure = sum(len(text) * sure for text, sure in words) / letters / 100 if letters else 0.0
    return Page(upright.width * scale, upright.height * scale, lines), sure


def _run(picture: Image.Image, layout: str, *options: str) -> str:
    """Have Tesseract read a picture; what it cannot read says nothing."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    command = [programs.ocr() or "tesseract", "stdin", "stdout", "-l", "vie", "--dpi", "300", "--psm", layout, *options]
    done = subprocess.run(command, input=file.getvalue(), capture_output=True, timeout=_SECONDS, check=False)
    return done.stdout.decode(errors="replace")


def _turn(picture: Image.Image) -> int:
    """Return by how many degrees clockwise a page must be turned to stand upright."""
    file = io.BytesIO()
    picture.convert("L").save(file, "PNG", compress_level=1)
    command = [programs.ocr() or "tesseract", "stdin", "stdout", "--dpi", "300", "--psm", "0"]
    done = subprocess.run(command, input=file.getvalue(), capture_output=True, timeout=_SECONDS, check=False)
    found = _TURN.search(done.stdout.decode(errors="replace"))
    return int(found[1]) if found else 0


# ------------------------------------------------------------------------------------------------ the picture

def _kept(upright: Image.Image) -> bytes:
    """Return a page as it is kept: large enough to be read, small enough to keep a thousand."""
    small = upright.convert("L")
    small.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    file = io.BytesIO()
    small.save(file, "JPEG", quality=_KEPT_QUALITY, optimize=True)
    return file.getvalue()


def _sized(picture: Image.Image) -> Image.Image:
    """Bring a picture to the size at which letters are read best."""
    picture = picture.convert("RGB") if picture.mode != "L" else picture
    scale = min(1.0, _LONG_SIDE / max(picture.size))
    if min(picture.size) < _SHORT_SIDE:
        scale = min(_SHORT_SIDE / min(picture.size), _LONG_SIDE / max(picture.size), 3.0)
    if scale == 1.0:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _evenly_lit(gray: Image.Image) -> Image.Image:
    """Take shadows out of a photographed page: every place is measured against the paper around it."""
    small = gray.resize((max(1, gray.width // 8), max(1, gray.height // 8)))
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(12)).resize(gray.size)
    lit = np.asarray(gray, np.float32) / np.maximum(np.asarray(paper, np.float32), 1.0)
    return Image.fromarray((lit.clip(0.0, 1.0) * 255).astype(np.uint8))


def _straightened(picture: Image.Image) -> Image.Image:
    angle = _skew(picture)
    if abs(angle) < 0.1:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=white)


def _skew(picture: Image.Image) -> float:
    """Return the angle by which a page must be turned for its lines to be level: then rows of dots differ most."""
    small = picture.convert("L").resize((800, max(1, 800 * picture.height // picture.width)), Image.Resampling.BOX)
    dots = np.asarray(small, np.float32)
    ink = Image.fromarray(((dots < dots.mean() - dots.std() / 2) * 255).astype(np.uint8))

    def contrast(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, fillcolor=0), np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=contrast)
    return float(max(np.arange(best - 0.5, best + 0.51, 0.1), key=contrast))


def _red_ink(picture: Image.Image) -> Image.Image | None:
    """Return what is red on a page, black on white; None where there is hardly anything."""
    if picture.mode == "L":
        return None
    dots = np.asarray(picture, np.int16)
    red = dots[..., 0] - np.maximum(dots[..., 1], dots[..., 2]) > _RED
    if int(red.sum()) < _LITTLE_RED:
        return None
    return Image.fromarray(np.where(red, 0, 255).astype(np.uint8))


# ------------------------------------------------------------------------------------------------ what was read

def _lines(shown: str, height: int, scale: float) -> tuple[list[Line], list[tuple[str, float]]]:
    """Return the lines of a page in points from its lower left corner, and each word with its confidence."""
    try:
        page = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", shown))
    except ElementTree.ParseError:
        return [], []
    found = []
    words: list[tuple[str, float]] = []
    for element in page.iter():
        if element.get("class") not in _LINES:
            continue
        place = _numbers(element)
        read = [(_word(child), _numbers(child)) for child in element if child.get("class") == "ocrx_word"]
        read = [(text, at) for text, at in read if text and at["x_wconf"][0] >= _LEAST]
        if any(character.isalnum() for text, _ in read for character in text):
            found.append((place, read))
            words += [(text, at["x_wconf"][0]) for text, at in read]
    usual = median(place["x_size"][0] for place, _ in found) if found else 0.0
    lines = [line for place, read in found for line in _cells(place, read, usual, height, scale)]
    return lines, words


def _word(element: ElementTree.Element) -> str:
    """Return a word; Tesseract often sees Đ as two letters, of which one is an Eth."""
    return re.sub("ĐÐ|ÐĐ|Ð", "Đ", "".join(element.itertext()).strip())


def _cells(place: dict[str, list[float]], read: list[tuple[str, dict[str, list[float]]]], usual: float, height: int,
           scale: float) -> Iterator[Line]:
    """Yield a line, or the cells that stand far apart on it."""
    size = place["x_size"][0]
    if _LIKE[0] < size / usual < _LIKE[1]:
        size = usual
    left, _, _, lower = place["bbox"]
    slope, offset = place.get("baseline", [0.0, 0.0])
    pieces: list[list[tuple[str, dict[str, list[float]]]]] = []
    for text, at in read:
        if pieces and at["bbox"][0] - pieces[-1][-1][1]["bbox"][2] <= _GAP * size:
            pieces[-1].append((text, at))
        else:
            pieces.append([(text, at)])
    for piece in pieces:
        first, last = piece[0][1]["bbox"], piece[-1][1]["bbox"]
        bottom = height - (lower + offset + slope * (first[0] - left))
        box = Box(first[0] * scale, bottom * scale, last[2] * scale, (bottom + size) * scale)
        yield Line(" ".join(text for text, _ in piece), box, (first[2] - first[0]) * scale)


def _numbers(element: ElementTree.Element) -> dict[str, list[float]]:
    found = _NUMBERS.finditer(element.get("title", ""))
    return {match["key"]: [float(number) for number in match[2].split()] for match in found}
