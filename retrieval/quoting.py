"""What is said and what is quoted: sentences as they stand, cut to a length that a person reads."""

import re
from collections.abc import Sequence

from retrieval.question import Citation, Statement
from retrieval.reading.reader import Finding

ROOM = 380        # characters of all statements of an answer together, of a text of 400
ROOM_BESIDE = 290 # the same beside a sentence of the assistant's own
_SHORTEST = 60    # less than this of a statement says nothing


def cite(n: int, finding: Finding) -> Citation:
    """Return the citation of a finding's sentence."""
    found, sentence = finding.seen.hit.passage, finding.seen.sentence
    start = found.passage.start + sentence.start
    return Citation(n, found.document, found.title, found.issued, found.passage.paragraph, found.id,
                    finding.seen.text, start, start + len(finding.seen.text), found.audience, found.superseded_by)


def statements(findings: Sequence[Finding], citations: Sequence[Citation], room: int = ROOM) -> tuple[Statement, ...]:
    """Return what is said of the findings whose citations were verified, as much as there is room for."""
    said: list[Statement] = []
    for finding, citation in zip(findings, citations, strict=True):
        if said and room < _SHORTEST:
            break
        about = None if finding.span is None else (finding.span.start - finding.seen.sentence.start,
                                                   finding.span.end - finding.seen.sentence.start)
        text = excerpt(citation.quote, about, room)
        said.append(Statement(text, citation.n))
        room -= len(text) + 5
    return tuple(said)


def excerpt(text: str, about: tuple[int, int] | None, limit: int) -> str:
    """Cut a sentence to `limit` characters, at words, keeping the stretch that it is about."""
    text = text.strip()
    if len(text) <= limit:
        return re.sub(r"\s+", " ", text)
    if about is None or about[1] < limit - 1:
        return shorten(text, limit)
    start = max(0, min(about[0] - limit // 2, len(text) - limit + 2))
    cut = text.find(" ", start) + 1
    return "…" + shorten(text[cut:], limit - 1)


def shorten(text: str, limit: int) -> str:
    """Cut a text at a word so that it has at most `limit` characters, "…" included."""
    text = re.sub(r"\s+", " ", text)
    if len(text) <= limit:
        return text
    return text[:limit - 1].rsplit(None, 1)[0].rstrip(",;:– ") + "…"
