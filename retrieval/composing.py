"""What is told becomes statements and citations: every statement cited, every quote verified."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.across import Telling
from retrieval.question import Citation, Statement
from retrieval.quoting import cite, excerpt
from retrieval.reading.reader import Finding

_SHORTEST = 60     # characters; less than this of a statement says nothing
_NUMBER = 5        # characters of " [1]"
_DAY = 12          # characters of "12/3/2024: "


@dataclass(frozen=True, slots=True)
class Composed:
    """The statements of an answer and the citations that they name."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def compose(tellings: Sequence[Telling], holds: Callable[[Citation], bool], room: int) -> Composed:
    """Return as much as there is room for, in characters; `holds` says whether a quote is what the document holds now.

    Where several stand beside each other with their dates, each gets its share of the room.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []

    def cited(finding: Finding) -> Citation | None:
        citation = cite(len(citations) + 1, finding)
        if not holds(citation):
            return None
        citations.append(citation)
        return citation

    dated = sum(telling.day is not None for telling in tellings)
    share = room // dated if dated > 1 else room
    for telling in tellings:
        if statements and room < _SHORTEST:
            break
        citation = cited(telling.finding)
        if citation is None:
            continue
        also = [other.n for other in map(cited, telling.also) if other is not None]
        taken = _NUMBER * (1 + len(also)) + (_DAY if telling.day else 0)
        text = excerpt(citation.quote, _about(telling.finding), min(share, room) - taken)
        statements.append(Statement(text, citation.n, tuple(also), telling.day))
        room -= len(text) + taken
    return Composed(tuple(statements), tuple(citations))


def _about(finding: Finding) -> tuple[int, int] | None:
    if finding.span is None:
        return None
    start = finding.seen.sentence.start
    return finding.span.start - start, finding.span.end - start
