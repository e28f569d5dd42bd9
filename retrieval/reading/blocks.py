"""Lines that only say something together: a signature under its titles, a row of a table cut over lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.document import Passage, StoredPassage

_NAME = re.compile(r"\s*(?:[A-ZĐÀ-Ỹ][^\W\d_]+\s?){2,5}\s*")
_ENDS = re.compile(r"[.,;:!?…]\s*$")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}[.)]|[-+•*|])\s")
_LINES = 5           # of a row
_TITLES = 3          # above a signature

Excerpt = Callable[[str, int, int], str | None]


def join(passages: Sequence[StoredPassage], excerpt: Excerpt) -> list[StoredPassage]:
    """Return the passages of a document in order, those that belong together as one."""
    joined: list[StoredPassage] = []
    at = 0
    while at < len(passages):
        size = _row(passages, at) or _signature(passages, at)
        whole = _whole(passages[at:at + size], excerpt) if size > 1 else None
        joined.append(whole or passages[at])
        at += size if whole else 1
    return joined


def is_block(text: str) -> bool:
    """Whether a text is read as one sentence, line ends and all."""
    return "\n" in text or is_row(text)


def is_row(text: str) -> bool:
    """Whether a text is a row of a table: most of its parts are "label: value", or they are divided by bars."""
    if text.count("|") >= 3:
        return True
    if text.count(";") < 2:
        return False
    parts = text.split(";")
    return sum(":" in part[:60] for part in parts) * 2 >= len(parts)


def is_signature(text: str) -> bool:
    """Whether a text is titles with a name under them."""
    lines = text.strip().split("\n")
    return len(lines) > 1 and bool(_NAME.fullmatch(lines[-1])) and not is_row(text)


_LETTERHEAD = re.compile(r"\s*(?:Số\s*:|CỘNG H|Độc lập|Nơi nhận|Kính gửi|[^.;]{2,40}, ngày[\s\d.…/]*tháng[\s\d.…/]*năm[\s\d.…]*$)")


def is_letterhead(text: str) -> bool:
    """Whether a line is part of a letter's head, or a heading in capitals: it names, but says nothing."""
    return bool(_LETTERHEAD.match(text)) or text.isupper() and len(text) > 3 and "\n" not in text


def _row(passages: Sequence[StoredPassage], at: int) -> int:
    """Return how many passages from this one on make a row of a table, 0 when it is none."""
    if not is_row(passages[at].passage.text):
        return 0
    size = 1
    while (at + size < len(passages) and size < _LINES and _follows(passages[at + size - 1], passages[at + size])
           and not _NUMBERED.match(passages[at + size].passage.text) and is_row(passages[at + size].passage.text)):
        size += 1
    return size


def _signature(passages: Sequence[StoredPassage], at: int) -> int:
    """Return how many passages from this one on are titles with the name of who signs under them, 0 when none."""
    for size in range(_TITLES + 1, 1, -1):
        part = passages[at:at + size]
        if len(part) == size and _is_name(part[-1]) and all(map(_is_title, part[:-1])) and all(
                _follows(left, right) for left, right in zip(part, part[1:], strict=False)):
            return size
    return 0


def _is_name(passage: StoredPassage) -> bool:
    text = passage.passage.text.strip()
    return len(text) < 40 and bool(_NAME.fullmatch(text)) and not text.isupper()


def _is_title(passage: StoredPassage) -> bool:
    text = passage.passage.text.strip()
    return len(text) < 70 and not _ENDS.search(text) and text.isupper()


def _follows(left: StoredPassage, right: StoredPassage) -> bool:
    return right.passage.ordinal == left.passage.ordinal + 1


def _whole(parts: Sequence[StoredPassage], excerpt: Excerpt) -> StoredPassage | None:
    first, last = parts[0].passage, parts[-1].passage
    text = excerpt(parts[0].document, first.start, last.end)
    if text is None:
        return None
    whole = Passage(first.ordinal, first.paragraph, first.start, last.end, first.kind, text, first.heading)
    return replace(parts[0], passage=whole)
