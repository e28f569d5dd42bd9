"""What is read for a question: the passages found, and what stands around them in the documents found most."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from corpus.document import Audience, StoredPassage
from retrieval.library import Library
from retrieval.question import Hit
from retrieval.reading.blocks import join

DOCUMENTS = 3     # whose other passages are read too
AROUND = 30       # passages of one document, those nearest to the hits
SIGNED = 6        # passages at the end of a document, where it is signed
LOOKED_AT = 10    # documents, when some do not fit the question


def gather(library: Library, found: Sequence[Hit], *, audiences: Collection[Audience],
           fits: Callable[[Sequence[StoredPassage]], bool] | None = None) -> list[Hit]:
    """Return the hits and their neighbourhood, document by document, best document first, in reading order.

    `fits` says of all passages of a document whether it may answer; without it every document may.
    """
    by_document: defaultdict[str, dict[int, Hit]] = defaultdict(dict)
    for hit in found:
        by_document[hit.passage.document][hit.passage.passage.ordinal] = hit
    order = sorted(by_document, key=lambda document: -_standing(by_document[document].values()))
    gathered: list[Hit] = []
    whole = 0
    for document in order[:LOOKED_AT] if fits else order:
        hits = by_document[document]
        if fits or whole < DOCUMENTS:
            passages = library.document_passages(document, audiences=audiences)
            if fits and not fits(passages):
                continue
            if whole < DOCUMENTS:
                hits = _filled(hits, join(_nearest(passages, hits), library.excerpt))
                whole += 1
        gathered += (hits[ordinal] for ordinal in sorted(hits))
    return gathered


def _filled(hits: dict[int, Hit], passages: Sequence[StoredPassage]) -> dict[int, Hit]:
    """Return a hit for each passage; one of several joined passages scores as its best part."""
    found = sorted(hits)
    filled = {}
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        first = passage.passage.ordinal
        parts = found[bisect_left(found, first):bisect_left(found, following.passage.ordinal if following else 1 << 30)]
        inside = [hits[part] for part in parts if hits[part].passage.passage.start < passage.passage.end]
        filled[first] = Hit(passage, max((hit.score for hit in inside), default=0.0))
    return filled


def _standing(hits: Collection[Hit]) -> float:
    """Return what a document is worth: its best passage, and a little for each other one."""
    scores = sorted((hit.score for hit in hits), reverse=True)
    return scores[0] + 0.1 * sum(scores[1:4])


def _nearest(passages: Sequence[StoredPassage], hits: Collection[int]) -> Sequence[StoredPassage]:
    if len(passages) <= AROUND:
        return passages
    away = {passage.id: min(abs(passage.passage.ordinal - ordinal) for ordinal in hits) for passage in passages}
    kept = sorted(passages, key=lambda passage: away[passage.id])[:AROUND] + list(passages[-SIGNED:])
    return sorted({passage.id: passage for passage in kept}.values(), key=lambda passage: passage.passage.ordinal)
