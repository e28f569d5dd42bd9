"""A PDF with text: its lines in reading order, joined to paragraphs; page numbers, headers and footers are left out."""

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.content import Content
from corpus.formats.headline import is_sensible
from corpus.formats.pdf_layout import Box, Line, Page, paragraphs
from corpus.vietnamese.legacy import Encoding, detect, repair

MAX_PAGES = 2000
_FEW_LETTERS = 50       # on a page with a picture: a scan with a stamp or a signature typed over it
_CUT = "\ufffe"         # stands for a hyphen and the end of the line
_LINE = re.compile(f"[^\r\n{_CUT}]*[^\r\n]")
_GAP = 3.0              # times its height: white space in a line that only a table or a tab makes
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
_PDFIUM = threading.Lock()   # the library must never be in use by two threads


def extract(name: str, data: bytes) -> Content:
    """Read a .pdf file that holds text."""
    with _PDFIUM:
        document = _open(name, data)
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableFile(name, Unreadable.TOO_LARGE)
            title = document.get_metadata_dict().get("Title", "")
            pages, scans = [], 0
            for number in range(len(document)):
                page = document[number]
                pages.append(_page(page))
                scans += _is_scan(page, pages[-1])
                page.close()
        finally:
            document.close()
    if not any(_letters(page) for page in pages) or scans == len(pages):
        raise UnreadableFile(name, Unreadable.NO_TEXT)
    return Content(repair("\n".join(paragraphs(pages)))[0], _title(title))


def _title(title: str) -> str:
    title = " ".join(title.split())
    return title if is_sensible(title) and detect(title) is Encoding.UNICODE else ""


def _open(name: str, data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise UnreadableFile(name, Unreadable.ENCRYPTED if locked else Unreadable.BROKEN) from error


def _page(page: Any) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        return Page(width, height, list(_lines(text)))
    finally:
        text.close()


def _lines(page: Any) -> Iterator[Line]:
    """Yield the lines of a page; pieces of one line that stand far apart are cells, and lines of their own."""
    for line in _LINE.finditer(page.get_text_range()):
        text = line[0].replace(_CUT, "-")
        words = [(line.start() + match.start(), match[0]) for match in re.finditer(r"\S+", text)]
        yield from _cells(page, words, open_end=text != text.rstrip())


def _cells(page: Any, words: Sequence[tuple[int, str]], *, open_end: bool) -> Iterator[Line]:
    cell: list[str] = []
    boxes: list[Box] = []
    for at, word in words:
        first, last = _box(page, at), _box(page, at + len(word) - 1)
        box = Box(first.left, first.bottom, last.right, min(first.top, last.top))
        if boxes and _is_apart(boxes[-1], box):
            yield _line(cell, boxes, open_end=False)
            cell, boxes = [], []
        cell.append(word)
        boxes.append(box)
    if cell:
        yield _line(cell, boxes, open_end=open_end)


def _is_apart(before: Box, box: Box) -> bool:
    """Whether a word stands in another cell than the one before it, or on another line."""
    height = max(before.height, box.height)
    far = box.left - before.right > _GAP * height
    return far or box.left < before.left or abs(box.bottom - before.bottom) > height / 2


def _line(words: Sequence[str], boxes: Sequence[Box], *, open_end: bool) -> Line:
    whole = Box(boxes[0].left, boxes[0].bottom, boxes[-1].right, median(box.top for box in boxes))
    return Line(" ".join(words), whole, boxes[0].right - boxes[0].left, open_end)


def _box(page: Any, at: int) -> Box:
    """Return where a character of the text stands, from the line that it is written on upwards."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(page, at)
    box, x, baseline = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    known = pdfium.FPDFText_GetLooseCharBox(page, index, box)
    if not (known and pdfium.FPDFText_GetCharOrigin(page, index, x, baseline)):
        return _NOWHERE
    return Box(box.left, baseline.value, box.right, box.top)


def _letters(page: Page) -> int:
    return sum(character.isalpha() for line in page.lines for character in line.text)


def _is_scan(page: Any, read: Page) -> bool:
    if _letters(read) >= _FEW_LETTERS:
        return False
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
