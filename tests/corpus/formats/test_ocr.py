"""Letters of scanned and photographed pages are recognised, tone marks included; a stamp is seen however it got there."""

import io
import zipfile
from collections.abc import Callable
from importlib import resources

import docx
import pytest
from pages import INK, RED, page, right, saved
from PIL import Image

from corpus import programs
from corpus.errors import Unreadable, UnreadableFile
from corpus.parsing import Parser
from corpus.reading import Reading, examine

pytestmark = pytest.mark.skipif(programs.Program.OCR in programs.missing(),
                                reason="tesseract with its data `vie` is not installed")

PLAN = (resources.files("corpus.samples") / "2026-02-27-ke-hoach-tong-ve-sinh-moi-truong.txt").read_text(encoding="utf-8")
LINES = PLAN.split("\n")
SHORT, MORE = "\n".join(LINES[:9]), "\n".join(LINES[12:18])


def examined(name: str, data: bytes) -> Reading:
    with Parser() as parser:
        [found] = examine(name, data, parse=parser.parse)
    assert isinstance(found, Reading), found
    return found


def refusal(name: str, data: bytes) -> Unreadable:
    [found] = examine(name, data)
    assert isinstance(found, UnreadableFile), found
    return found.reason


@pytest.mark.parametrize(("angle", "font", "count"), [(1.5, "DejaVuSerif.ttf", 99), (-2.0, "DejaVuSans.ttf", 14)])
def test_a_noisy_page_that_lies_askew_is_read_with_its_marks(angle: float, font: str, count: int) -> None:
    picture, shown = page("\n".join(LINES[:count]), angle=angle, font=font)
    found = examined("a.pdf", saved("PDF", picture))
    assert right(shown, found.document.text) >= 0.97
    assert found.confidence
    assert found.confidence > 0.9
    assert (found.pages, found.letterhead.number) == (1, "31/KH-UBND")
    assert found.document.issued
    assert found.document.issued.isoformat() == "2026-02-27"


def test_a_page_on_its_side_is_turned_and_pages_are_counted() -> None:
    upright, shown = page(SHORT)
    sideways, beside = page(MORE, angle=90)
    found = examined("a.tif", saved("TIFF", upright, sideways))
    first, second = found.document.text[:found.document.pages[1]], found.document.text[found.document.pages[1]:]
    assert min(right(shown, first), right(beside, second)) >= 0.95
    assert (found.document.page(0), found.document.page(len(found.document.text) - 5)) == (1, 2)
    kept = [Image.open(io.BytesIO(picture.image)) for picture in found.document.pictures]
    assert [(picture.page, image.mode) for picture, image in zip(found.document.pictures, kept, strict=True)] == [
        (1, "L"), (2, "L")]
    assert all(image.height == 1600 > image.width for image in kept)         # upright, and large enough to be read
    assert all(len(picture.image) < 400_000 for picture in found.document.pictures)


@pytest.mark.parametrize(("stamp", "ink", "angle"), [("MẬT", RED, 1.5), ("TỐI MẬT", INK, -1.0)])
def test_a_stamp_in_the_picture_alone_is_seen(stamp: str, ink: tuple[int, int, int], angle: float) -> None:
    picture, _ = page(SHORT, stamp=stamp, angle=angle, ink=ink)
    assert refusal("a.jpg", saved("JPEG", picture)) is Unreadable.SECRET


def test_a_stamp_on_a_page_that_was_pasted_into_a_letter_is_seen() -> None:
    letter = docx.Document()
    letter.add_paragraph("Kính gửi các đồng chí văn bản kèm theo.")
    letter.add_picture(io.BytesIO(saved("PNG", page(SHORT, stamp="MẬT")[0])))
    file = io.BytesIO()
    letter.save(file)
    assert refusal("a.docx", file.getvalue()) is Unreadable.SECRET


def test_a_stamp_behind_the_letters_that_a_scanner_wrote_is_seen(make_pdf: Callable[..., bytes]) -> None:
    written = [(85, 700 - 18 * at, line[:70]) for at, line in enumerate(LINES[:8])]
    plain, stamped = (saved("JPEG", page(SHORT, stamp=stamp)[0]) for stamp in ("", "TUYỆT MẬT"))
    assert refusal("a.pdf", make_pdf(written, picture=stamped)) is Unreadable.SECRET
    assert examined("a.pdf", make_pdf(written, picture=plain)).document.text.startswith("Kế hoạch ra quân")


def test_a_picture_without_letters_is_no_document() -> None:
    assert refusal("a.png", saved("PNG", page("", noise=0)[0].resize((400, 560)))) is Unreadable.NO_TEXT


def test_photos_in_one_file_are_the_pages_of_one_document() -> None:
    first, shown = page(SHORT)
    second, more = page(MORE)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as album:
        album.writestr("0002.jpg", saved("JPEG", second))
        album.writestr("0001.png", saved("PNG", first))

    found = examined("anh.cbz", file.getvalue())

    assert found.pages == 2
    assert right(f"{shown}\n{more}", found.document.text) >= 0.97
    assert refusal("trong.cbz", EMPTY_ALBUM) is Unreadable.EMPTY


EMPTY_ALBUM = b"PK\x05\x06" + bytes(18)
