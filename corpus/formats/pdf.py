"""A PDF: its lines in reading order, joined to paragraphs; page numbers, headers and footers are left out."""

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import ocr
from corpus.formats.content import Content
from corpus.formats.headline import is_sensible
from corpus.formats.pdf_layout import Box, Line, Page
from corpus.formats.progress import tell
from corpus.formats.scan import MAX_SCANS, content_of
from corpus.vietnamese.legacy import Encoding, detect

MAX_PAGES = 2000
_END = 16 * 1024        # bytes at the end of a file, where it says that it ends here
_DOTS = 300             # an inch, of a page that is made a picture
_MOST_DOTS = 5000       # along a side: a page may say that it is as large as a house
_LARGE = 0.01           # of a page
_SHORT = 60             # characters of a line that may be a stamp; headers, which are no text, are looked at, too
_FEW_LETTERS = 50       # on a page with a picture: a scan with a stamp or a signature typed over it
_CUT = "\ufffe"         # stands for a hyphen and the end of the line
_LINE = re.compile(f"[^\r\n{_CUT}]*[^\r\n]")
_GAP = 3.0              # times its height: white space in a line that only a table or a tab makes
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
_PDFIUM = threading.Lock()   # the library must never be in use by two threads


def extract(name: str, data: bytes) -> Content:
    """Read a .pdf file: its text, and the letters of pages that are pictures."""
    with _PDFIUM:
        document = _open(name, data)
        try:
            return _read(name, document)
        finally:
            document.close()


def _read(name: str, document: Any) -> Content:
    if len(document) > MAX_PAGES:
        raise UnreadableFile(name, Unreadable.TOO_MANY)
    pages: list[Page] = []
    scans: list[int] = []
    pictured: list[int] = []
    for number in range(len(document)):
        page = document[number]
        pages.append(_page(page))
        if _has_picture(page):
            (scans if _letters(pages[-1]) < _FEW_LETTERS else pictured).append(number)
        page.close()
    if not scans and not any(map(_letters, pages)):
        raise UnreadableFile(name, Unreadable.NO_TEXT)
    if len(scans) > MAX_SCANS:
        raise UnreadableFile(name, Unreadable.TOO_MANY)
    aside = [line.text for page in pages for line in page.lines if len(line.text) <= _SHORT]
    possible = ocr.is_possible() if scans or pictured else True
    if not possible and len(scans) == len(pages):
        raise UnreadableFile(name, Unreadable.NEEDS_OCR)
    recognised: list[ocr.Recognised] = []
    seen: list[tuple[str, str]] = []
    if possible:
        for at, found in enumerate(ocr.recognise_all(name, _pictures(document, scans)) if scans else (), 1):
            pages[scans[at - 1]] = found.page
            recognised.append(found)
            tell(at, len(scans))
        for at, stamps in enumerate(ocr.look_at_all(_pictures(document, pictured[:MAX_SCANS])), 1):
            seen.append(stamps)
            tell(at, len(pictured))
    unseen = (not possible and bool(scans or pictured)) or len(pictured) > MAX_SCANS
    return content_of(name, pages, recognised, title=_title(document.get_metadata_dict().get("Title", "")),
                      aside=aside, seen=seen, unseen=unseen, scans=scans if recognised else ())


def _pictures(document: Any, numbers: Sequence[int]) -> Iterator[Any]:
    for number in numbers:
        page = document[number]
        scale = min(_DOTS / 72, _MOST_DOTS / max(page.get_size()))
        yield page.render(scale=scale).to_pil()
        page.close()


def _title(title: str) -> str:
    title = " ".join(title.split())
    return title if is_sensible(title) and detect(title) is Encoding.UNICODE else ""


def _open(name: str, data: bytes) -> Any:
    if b"%%EOF" not in data[-_END:]:          # cut off: what is left may be opened, and would be half a document
        raise UnreadableFile(name, Unreadable.BROKEN)
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


def _has_picture(page: Any) -> bool:
    """Whether there is a picture on a page, larger than an emblem."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _LARGE * width * height:
            return True
    return False
