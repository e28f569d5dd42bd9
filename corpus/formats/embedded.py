"""Pictures inside an Office file: pages that somebody pasted, or a stamp."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from PIL import Image

from corpus.formats import ocr
from corpus.formats.content import Content
from corpus.formats.progress import tell
from corpus.formats.scan import content_of

_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"))
_LEAST = (120, 40)            # pixels: less is an emblem or a line
_MOST = 30                    # pictures that are looked at


def pasted_pages(name: str, data: bytes, folder: str) -> Content:
    """Read a file that holds nothing but pictures of pages."""
    pages = []
    for at, page in enumerate(ocr.recognise_all(name, _pictures(data, folder)), 1):
        pages.append(page)
        tell(at, at)
    return content_of(name, [page.page for page in pages], pages)


def stamps(data: bytes, folder: str) -> tuple[str, str, bool]:
    """Return what pictures say where a stamp would be, what their red ink says, and whether some remained unseen."""
    if next(_pictures(data, folder), None) is None:
        return "", "", False
    if not ocr.is_possible():
        return "", "", True
    found = []
    for at, seen in enumerate(ocr.look_at_all(_pictures(data, folder)), 1):
        found.append(seen)
        tell(at, at)
    return "\n".join(alone for alone, _ in found), "\n".join(red for _, red in found), len(found) == _MOST


def _pictures(data: bytes, folder: str) -> Iterator[Image.Image]:
    """Yield the pictures in the order of their names, which is that of a document pasted page by page."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in sorted(archive.namelist(), key=lambda entry: (len(entry), entry)):
            if not entry.startswith(folder) or PurePosixPath(entry).suffix.lower() not in _SUFFIXES:
                continue
            try:
                picture = Image.open(io.BytesIO(archive.read(entry)))
                if picture.width < _LEAST[0] or picture.height < _LEAST[1]:
                    continue
                shown = picture.convert("RGB")
            except (OSError, ValueError, Image.DecompressionBombError, SyntaxError):     # Word cannot show it either
                continue
            yield shown
            count += 1
            if count == _MOST:
                return
