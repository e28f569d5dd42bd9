"""What is said and what is quoted: sentences as they stand, cut to a length that a person reads."""

import re

from corpus.document import StoredPassage
from retrieval.question import Citation
from retrieval.reading.reader import Finding

ROOM = 380        # characters of all statements of an answer together, of a text of 400
ROOM_BESIDE = 290 # the same beside a sentence of the assistant's own
ROOM_NOTE = 90    # characters that a remark of the assistant's takes


def cite(n: int, finding: Finding) -> Citation:
    """Return the citation of a finding's sentence."""
    return cite_stretch(n, finding.seen.hit.passage, finding.seen.sentence.start, finding.seen.sentence.end)


def cite_stretch(n: int, found: StoredPassage, start: int, end: int) -> Citation:
    """Return the citation of `found.passage.text[start:end]`."""
    at = found.passage.start
    return Citation(n, found.document, found.title, found.issued, found.passage.paragraph, found.id,
                    found.passage.text[start:end], at + start, at + end, found.audience, found.superseded_by,
                    found.passage.page_at(at + start))


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
