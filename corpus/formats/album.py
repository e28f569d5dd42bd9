"""Photos of the pages of one document, in one file: .cbz, a .zip of pictures in the order of their names."""

from corpus.extracting import PICTURES
from corpus.formats import bundle, picture
from corpus.formats.content import Content


def extract(name: str, data: bytes) -> Content:
    """Read a .cbz file, a page a picture."""
    return picture.recognised(name, [page for _, page in bundle.members(name, data, wanted=PICTURES)])
