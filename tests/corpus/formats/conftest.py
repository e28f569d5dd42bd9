"""Small files of each format, written by the tests themselves."""

import io
from collections.abc import Callable

import docx
import pytest
from printed import write_pdf


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """Return a function that writes a .docx: a paragraph for each text, then whatever `add` adds."""

    def make(*paragraphs: str, title: str = "", add: Callable[..., None] | None = None) -> bytes:
        document = docx.Document()
        document.core_properties.title = title
        for text in paragraphs:
            document.add_paragraph(text)
        if add:
            add(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Return a function that writes a .pdf of A4 pages: a page is a list of (x, y, text), letters are 6 points wide."""
    return write_pdf
