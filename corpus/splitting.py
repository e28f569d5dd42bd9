"""A document becomes passages: never across a line, long lines cut at sentence ends, captions on their own.

Who else gets a copy ("Nơi nhận:") answers no question and is no passage; `corpus.letterhead` reads it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from corpus.document import Kind, Passage
from corpus.vietnamese.sentences import is_caption, split_sentences

TARGET = 120   # syllables of a passage: the next sentence starts a new one when it would pass this
HARD = 180     # a passage shorter than SHORT may grow to this
SHORT = 30

_ENUMERATOR = re.compile(r"""\s*(?:(?P<roman>[IVX]{1,5})[.)/]
                              |(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]
                              |(?P<letter>[a-zđ])[.)])\s+""", re.VERBOSE)
_BULLET = re.compile(r"\s*[-–—+•*]")
_RECIPIENTS = re.compile(r"\s*nơi nhận\s*:?\s*", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…;]\W*$")
_MAX_HEADING = 30   # syllables


def split(text: str, pages: Sequence[int] = ()) -> list[Passage]:
    """Cut a document's text into passages, in reading order; offsets count the characters of `text`.

    `pages` says where in the text each page begins.
    """
    passages: list[Passage] = []
    headings = _Headings()
    among_recipients = False
    for paragraph, (start, end) in enumerate(_lines(text), 1):
        line = text[start:end]
        among_recipients = bool(_RECIPIENTS.fullmatch(line)) or (among_recipients and bool(_BULLET.match(line)))
        if among_recipients:
            continue
        kind, above = headings.pass_by(line)
        for left, right in _stretches(line) if kind is Kind.BODY else [(0, len(line))]:
            passages.append(Passage(len(passages), paragraph, start + left, start + right, kind, line[left:right], above,
                                    *_paged(pages, start + left, start + right)))
    return passages


def _paged(pages: Sequence[int], start: int, end: int) -> tuple[int | None, tuple[int, ...]]:
    """Return the page that a stretch begins on, and where in it further pages begin."""
    if not pages:
        return None, ()
    page = bisect_right(pages, start)
    return page, tuple(pages[page:bisect_left(pages, end)])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line that holds more than white space."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _stretches(line: str) -> list[tuple[int, int]]:
    """Join the sentences of a line up to the target length."""
    stretches: list[tuple[int, int]] = []
    length = 0
    for start, end in _sentences(line):
        syllables = len(line[start:end].split())
        joined = length + syllables
        if stretches and (joined <= TARGET or (length < SHORT and joined <= HARD)):
            stretches[-1] = (stretches[-1][0], end)
            length = joined
        else:
            stretches.append((start, end))
            length = syllables
    return stretches


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line; one without an end is cut after a semicolon, a comma or a word."""
    for start, end in split_sentences(line):
        while len(words := list(re.finditer(r"\S+\s*", line[start:end]))) > HARD:
            cut = next((i for mark in ";,:" for i in range(HARD, TARGET // 2, -1)
                        if words[i - 1][0].rstrip().endswith(mark)), TARGET)
            yield start, start + words[cut].start()
            start += words[cut].start()
        yield start, end


class _Headings:
    """Follows the numbered headings of a report, so that a passage knows the section it stands under."""

    def __init__(self) -> None:
        self._open: dict[int, str] = {}     # depth -> heading

    def pass_by(self, line: str) -> tuple[Kind, str]:
        """Return what a line is, and the headings above it."""
        depth = _depth(line)
        self._open = {level: heading for level, heading in self._open.items() if level < depth}
        above = " › ".join(heading for _, heading in sorted(self._open.items()))
        heading = line.strip().rstrip(":")
        if depth < _LEAD and _is_short(line):
            self._open[depth] = heading
            return Kind.HEADING, above
        if line.rstrip().endswith(":"):
            self._open[_LEAD] = heading         # introduces the list below it
        return (Kind.CAPTION if is_caption(line) else Kind.BODY), above


_LEAD = 8       # deeper than any numbered heading
_ITEM = 9       # an item of a list stays under what introduces it


def _depth(line: str) -> int:
    """Return how deep a line lies, 0 outermost: it closes the headings that lie as deep or deeper."""
    if _BULLET.match(line):
        return _ITEM
    match = _ENUMERATOR.match(line)
    if match is None:
        return 0 if line.isupper() else _LEAD
    if match["roman"]:
        return 1
    return 2 + match["number"].count(".") if match["number"] else 6


def _is_short(line: str) -> bool:
    return len(line.split()) <= _MAX_HEADING and not _CLOSED.search(line)
