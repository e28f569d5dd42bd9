"""What is asked most: questions that are alike counted together, in the words of the first."""

from collections.abc import Callable, Sequence

from bot.records.topics import are_alike
from retrieval.protocols import Vector

_LEAST = 2          # times; what was asked once is no subject


def subjects(questions: Sequence[str], embed: Callable[[str], Vector], *, limit: int) -> list[tuple[str, int]]:
    """Return (question, how often it was asked), the most asked first."""
    counted: dict[str, int] = {}
    for text in questions:
        counted[text] = counted.get(text, 0) + 1
    gathered: list[tuple[str, Vector, int]] = []
    for text, count in sorted(counted.items(), key=lambda one: -one[1]):
        vector = embed(text)
        n = next((n for n, (other, center, _) in enumerate(gathered) if are_alike(text, vector, other, center)), None)
        if n is None:
            gathered.append((text, vector, count))
        else:
            gathered[n] = (*gathered[n][:2], gathered[n][2] + count)
    ordered = sorted(((text, count) for text, _, count in gathered if count >= _LEAST), key=lambda one: -one[1])
    return ordered[:limit]
