"""What changed between two versions of a text, in short."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines that came and went, in reading order, and numbers that changed in lines that otherwise stayed.

    A line that moved has not changed.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()


def compare(old: str, new: str) -> Difference:
    """Return what is different in `new`."""
    before, after = _lines(old), _lines(new)
    removed, added = _beyond(before, after), _beyond(after, before)
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for line in removed:
        waiting[_NUMBER.sub("#", line)].append(line)
    fresh: list[str] = []
    numbers: list[tuple[str, str]] = []
    for line in added:
        twins = waiting[_NUMBER.sub("#", line)]
        if not twins:
            fresh.append(line)
            continue
        twin = twins.pop(0)
        removed.remove(twin)
        numbers += [(was, now) for was, now in zip(_NUMBER.findall(twin), _NUMBER.findall(line), strict=True) if was != now]
    return Difference(tuple(fresh), tuple(removed), tuple(numbers))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _beyond(lines: list[str], others: list[str]) -> list[str]:
    """Return the lines that the others do not have, or have fewer times."""
    left = Counter(others)
    beyond: list[str] = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            beyond.append(line)
    return beyond
