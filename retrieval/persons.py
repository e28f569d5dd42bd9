"""People: who is called by one name only in a sentence is named in full somewhere else in the document."""

from collections.abc import Sequence

from retrieval.reading.evidence import Seen
from retrieval.reading.reader import Finding
from retrieval.reading.spans import SpanKind
from retrieval.reading.words import plain_of


def full_name(finding: Finding, seen: Sequence[Seen]) -> Finding | None:
    """Return where the person of a finding is named in full, None when that is so already or nowhere."""
    if finding.span is None:
        return None
    name = name_of(finding)
    if len(name) != 1:
        return None
    document = finding.seen.hit.passage.document
    for other in seen:
        if other.hit.passage.document != document:
            continue
        for span in other.passage.spans(SpanKind.PERSON):
            if other.sentence.start <= span.start < other.sentence.end:
                words = plain_of(other.passage.text[span.core:span.core_end])
                if len(words) > 1 and words[-1] == name[0] and other.passage.text[span.core_end - 1:span.core_end].isalpha():
                    return Finding(other, span, finding.chance)
    return None


def name_of(finding: Finding) -> tuple[str, ...]:
    """Return the words of the name that a finding gives, without accents."""
    assert finding.span is not None
    return tuple(plain_of(finding.seen.passage.text[finding.span.core:finding.span.core_end]))
