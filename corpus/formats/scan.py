"""Pages, printed or recognised, become one text that knows where each page begins."""

from collections.abc import Sequence

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats import ocr
from corpus.formats.characters import has_words, storable
from corpus.formats.content import Content
from corpus.formats.pdf_layout import Page, Paragraph, paragraphs
from corpus.vietnamese.legacy import repair

MAX_SCANS = 100       # pages whose letters must be recognised
_HOPELESS = 0.4       # confidence of what was no page, but a picture of people


def content_of(
    name: str, pages: Sequence[Page], recognised: Sequence[ocr.Recognised], *, title: str = "",
    aside: Sequence[str] = (), seen: Sequence[tuple[str, str]] = (), unseen: bool = False, scans: Sequence[int] = (),
) -> Content:  # fmt: skip
    """Put together the pages of a file; `recognised` are those of them that were pictures, `seen` is what others show.

    `scans` says which pages those are, counted from 0; all, where it says nothing.
    """
    found = paragraphs(pages)
    text, starts = _paged(found, len(pages))
    sure = ocr.confidence(recognised)
    if not has_words(text) or (sure is not None and sure < _HOPELESS and len(recognised) == len(pages)):
        raise UnreadableFile(name, Unreadable.NO_TEXT)
    alone = [*aside, *(page.alone for page in recognised), *(words for words, _ in seen)]
    red = [*(page.red for page in recognised), *(words for _, words in seen)]
    numbers = scans or range(len(recognised))
    pictures = tuple((number + 1, page.picture) for number, page in zip(numbers, recognised, strict=True))
    return Content(text, title, pages=starts, confidence=sure, aside="\n".join(alone), blurred="\n".join(red),
                   unseen=unseen, pictures=pictures)


def _paged(found: Sequence[Paragraph], count: int) -> tuple[str, tuple[int, ...]]:
    """Return the text of paragraphs, and where each of its pages begins; one without text begins where the next does."""
    if not found:
        return "", (0,) * count
    lines = storable(repair("\n".join(paragraph.text for paragraph in found))[0]).split("\n")
    begins: dict[int, int] = {}
    at = 0
    for paragraph, line in zip(found, lines, strict=True):
        begins.setdefault(paragraph.page, at)
        for character, page in paragraph.turns:           # the repair of old letters changes how many there are
            begins.setdefault(page, at + character * len(line) // max(1, len(paragraph.text)))
        at += len(line) + 1
    starts = []
    following = max(0, at - 1)
    for page in reversed(range(count)):
        following = begins.get(page, following)
        starts.append(following)
    starts[-1:] = [0]
    return "\n".join(lines), tuple(reversed(starts))
