"""A picture of a page, photographed or scanned: its letters are recognised."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import ocr
from corpus.formats.content import Content
from corpus.formats.progress import tell
from corpus.formats.scan import MAX_SCANS, content_of

_MAX_DOTS = 100_000_000


def extract(name: str, data: bytes) -> Content:
    """Read a .jpg, .png, .webp or .tif file; a .tif may have many pages."""
    return recognised(name, [data])


def recognised(name: str, files: Sequence[bytes]) -> Content:
    """Read pictures as the pages of one document."""
    Image.MAX_IMAGE_PIXELS = _MAX_DOTS
    try:
        count = sum(_pages(name, data) for data in files)
        if count > MAX_SCANS:
            raise UnreadableFile(name, Unreadable.TOO_MANY)
        pages = []
        for at, page in enumerate(ocr.recognise_all(name, (frame for data in files for frame in _frames(data))), 1):
            pages.append(page)
            tell(at, count)
    except Image.DecompressionBombError as error:
        raise UnreadableFile(name, Unreadable.TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise UnreadableFile(name, Unreadable.BROKEN) from error
    return content_of(name, [found.page for found in pages], pages)


def _pages(name: str, data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as file:
        if file.width * file.height > _MAX_DOTS:
            raise UnreadableFile(name, Unreadable.TOO_LARGE)
        return getattr(file, "n_frames", 1)


def _frames(data: bytes) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(data)) as file:
        for frame in ImageSequence.Iterator(file):
            yield ImageOps.exif_transpose(frame).convert("RGB")
