"""The same paragraph in two documents is shown once, with both."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retrieval.question import Hit

_OTHER_WORDS = 0.02      # of the words of a paragraph that may differ
_NUMBER = re.compile(r"\d+")


def shown_once(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return the first `limit` hits that say something else than those before; `also` tells where a hit stands as well.

    The newest of passages that say the same is the one shown, in the place of the best. Another number says another thing.
    """
    groups: list[list[Hit]] = []
    for hit in hits:
        text = hit.passage.passage.text
        group = next((group for group in groups if _same(text, group[0].passage.passage.text)), None)
        if group is not None:
            group.append(hit)
        elif len(groups) == limit:
            break
        else:
            groups.append([hit])
    return [_joined(group) for group in groups]


def _same(text: str, other: str) -> bool:
    if abs(len(text) - len(other)) > 3 + _OTHER_WORDS * len(text):       # cheap, and tells nearly all of them apart
        return False
    if text == other:
        return True
    if _NUMBER.findall(text) != _NUMBER.findall(other):
        return False
    words, others = Counter(text.lower().split()), Counter(other.lower().split())
    room = _OTHER_WORDS * max(words.total(), others.total())
    return max((words - others).total(), (others - words).total()) <= room


def _joined(group: Sequence[Hit]) -> Hit:
    if len(group) == 1:
        return group[0]
    newest = max(group, key=lambda hit: hit.passage.issued or date.min)
    return replace(newest, score=group[0].score, also=tuple(hit.passage for hit in group if hit is not newest))
