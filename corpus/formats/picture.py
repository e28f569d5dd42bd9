"""A picture of a page, photographed or scanned: its letters are recognised."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import ocr
from corpus.formats.content import Content
from corpus.formats.progress import tell
from corpus.formats.scan import MAX_SCANS, content_of

_MAX_DOTS = 100_000_000


def extract(name: str, data: bytes) -> Content:
    """Read a .jpg, .png, .webp or .tif file; a .tif may have many pages."""
    Image.MAX_IMAGE_PIXELS = _MAX_DOTS
    try:
        with Image.open(io.BytesIO(data)) as file:
            count = getattr(file, "n_frames", 1)
            if count > MAX_SCANS:
                raise UnreadableFile(name, Unreadable.TOO_MANY)
            if file.width * file.height > _MAX_DOTS:
                raise UnreadableFile(name, Unreadable.TOO_LARGE)
            pages = []
            for at, page in enumerate(ocr.recognise_all(name, _frames(file)), 1):
                pages.append(page)
                tell(at, count)
    except Image.DecompressionBombError as error:
        raise UnreadableFile(name, Unreadable.TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise UnreadableFile(name, Unreadable.BROKEN) from error
    return content_of(name, [found.page for found in pages], pages)


def _frames(file: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(file):
        yield ImageOps.exif_transpose(frame).convert("RGB")
