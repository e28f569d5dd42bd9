"""The same paragraph in two documents is shown once, with both."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retrieval.question import Hit

_OTHER_WORDS = 0.02      # of the words of a paragraph that may differ, none of them with a digit


def shown_once(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return the first `limit` hits that say something else than those before; `also` tells where a hit stands as well.

    The newest of passages that say the same is the one shown, in the place of the best.
    """
    groups: list[list[Hit]] = []
    alike: defaultdict[tuple[str, ...], list[tuple[Counter[str], int, int]]] = defaultdict(list)
    for hit in hits:
        words = hit.passage.passage.text.lower().split()
        numbers = tuple(word.strip(".,;:()") for word in words if not word.isalpha() and any(map(str.isdigit, word)))
        bag, size = Counter(words), len(words)
        group = next((number for other, length, number in alike[numbers] if _same(bag, size, other, length)), None)
        if group is not None:
            groups[group].append(hit)
        elif len(groups) == limit:
            break
        else:
            alike[numbers].append((bag, size, len(groups)))
            groups.append([hit])
    return [_joined(group) for group in groups]


def _same(words: Counter[str], size: int, others: Counter[str], length: int) -> bool:
    room = _OTHER_WORDS * max(size, length)
    return abs(size - length) <= room and max((words - others).total(), (others - words).total()) <= room


def _joined(group: Sequence[Hit]) -> Hit:
    if len(group) == 1:
        return group[0]
    newest = max(group, key=lambda hit: hit.passage.issued or date.min)
    return replace(newest, score=group[0].score, also=tuple(hit.passage for hit in group if hit is not newest))
