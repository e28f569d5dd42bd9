"""Whether a text states a fact, and whether it overlaps what proves the fact: the rules that answers are graded by."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.vietnamese.text import fold, normalize

_IN_NUMBER = re.compile(r"(?<=\d)\s*([./,])\s*(?=\d)")
_LEADING_ZERO = re.compile(r"\b0+(?=\d[/-])|(?<=[/-])0+(?=\d)")
_OUTSIDE_WORDS = re.compile(r"(?<!\w)\W+|\W+(?!\w)")
_YES = frozenset({"co", "dung", "duoc", "roi", "phai", "yes"})


def states(text: str, facts: Iterable[str]) -> bool:
    """Say whether a text holds one of the facts, whole words in any order of its parts.

    Case and accents do not count, nor do "05/12" and "5/12" differ.

    Example: "Khen 05 tập thể và 06 cá nhân." states "06 cá nhân ; 05 tập thể"
    """
    return any(all(_holds(text, part) for part in fact.split(" ; ")) for fact in facts)


def affirms(text: str) -> bool | None:
    """Say whether an answer begins with a yes; None when it is empty."""
    first = re.match(r"\w+", plain(text))
    return first[0] in _YES if first else None


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The form in which facts are compared: no case, no accents, no punctuation but within numbers and references."""
    text = _IN_NUMBER.sub(r"\1", fold(normalize(text)))
    return " ".join(_OUTSIDE_WORDS.sub(" ", _LEADING_ZERO.sub("", text)).split())


def places(text: str, parts: Iterable[str]) -> list[tuple[int, int]]:
    """Return where each of the parts stands in a text, every time that it does."""
    return [(found.start(), found.start() + len(part))
            for part in parts if part for found in re.finditer(f"(?={re.escape(part)})", text)]


def overlap(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Say whether [start, end) shares a character with one of the stretches."""
    return any(start < right and left < end for left, right in stretches)


def _holds(text: str, part: str) -> bool:
    wanted = plain(part)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain(text)) is not None
