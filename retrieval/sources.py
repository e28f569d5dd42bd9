"""What stands in several documents is said once, with a citation of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.document import StoredPassage
from retrieval.question import Answer, Citation, Hit, Statement
from retrieval.quoting import cite_stretch
from retrieval.reading.words import plain_of

MOST = 3        # documents cited for one statement


def with_all_sources(answer: Answer, hits: Sequence[Hit], holds: Callable[[Citation], bool]) -> Answer:
    """Return the answer with equal statements joined, and with the other documents of a repeated passage cited too.

    `holds` says whether the store holds a quote: one that it does not is left out.
    """
    repeated = {passage.id: [hit.passage, *hit.also] for hit in hits if hit.also for passage in (hit.passage, *hit.also)}
    if len(answer.statements) < 2 and not any(citation.passage in repeated for citation in answer.citations):
        return answer
    by_number = {citation.n: citation for citation in answer.citations}
    said: dict[tuple[str, ...], tuple[Statement, list[Citation]]] = {}
    for statement in answer.statements:
        own = [by_number[n] for n in (statement.citation, *statement.also)]
        if repeated and own[0].quote:
            own += [other for other in _elsewhere(own[0], repeated) if holds(other)]
        _, cited = said.setdefault(tuple(plain_of(statement.text)), (statement, []))
        cited += own
    citations: list[Citation] = []
    statements = []
    for statement, cited in said.values():
        numbers: list[int] = []
        for citation in {(one.document, one.start): one for one in cited}.values():
            if len(numbers) < MOST and all(citation.document != citations[n - 1].document for n in numbers):
                citations.append(replace(citation, n=len(citations) + 1))
                numbers.append(len(citations))
        statements.append(replace(statement, citation=numbers[0], also=tuple(numbers[1:])))
    return replace(answer, statements=tuple(statements), citations=tuple(citations))


def _elsewhere(citation: Citation, repeated: Mapping[int, Sequence[StoredPassage]]) -> list[Citation]:
    found = []
    for passage in repeated.get(citation.passage, ()):
        at = passage.passage.text.find(citation.quote)
        if passage.document != citation.document and at >= 0:
            found.append(cite_stretch(citation.n, passage, at, at + len(citation.quote)))
    return found
