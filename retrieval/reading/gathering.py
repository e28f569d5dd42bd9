"""What is read for a question: the passages found, and what stands around them in the documents found most."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from corpus.document import StoredPassage
from retrieval.question import Hit

DOCUMENTS = 3     # whose other passages are read too
AROUND = 20       # passages of one document, those nearest to the hits
LOOKED_AT = 10    # documents, when some do not fit the question


def gather(found: Sequence[Hit], passages_of: Callable[[str, Sequence[range]], Sequence[StoredPassage]],
           fits: Callable[[str], bool] | None = None) -> list[Hit]:
    """Return the hits and their neighbourhood, document by document, best document first, in reading order.

    `passages_of` gives the passages of a document, by its id, that the asker may read, those of some ordinals at least.
    `fits` says whether a document may answer; without it every document may.
    """
    by_document: defaultdict[str, dict[int, Hit]] = defaultdict(dict)
    for hit in found:
        by_document[hit.passage.document][hit.passage.passage.ordinal] = hit
    order = sorted(by_document, key=lambda document: -_standing(by_document[document].values()))
    gathered: list[Hit] = []
    whole = 0
    for document in order[:LOOKED_AT] if fits else order:
        hits = by_document[document]
        if fits and not fits(document):
            continue
        if whole < DOCUMENTS:
            for passage in _nearest(passages_of(document, _around(hits)), hits):
                hits.setdefault(passage.passage.ordinal, Hit(passage, 0.0))
            whole += 1
        gathered += (hits[ordinal] for ordinal in sorted(hits))
    return gathered


def _standing(hits: Collection[Hit]) -> float:
    """Return what a document is worth: its best passage, and a little for each other one."""
    scores = sorted((hit.score for hit in hits), reverse=True)
    return scores[0] + 0.1 * sum(scores[1:4])


def _around(ordinals: Collection[int]) -> list[range]:
    """Return the ordinals among which the nearest AROUND are, in ranges apart from one another."""
    ranges: list[range] = []
    for ordinal in sorted(ordinals):
        first, after = max(ordinal - AROUND, 0), ordinal + AROUND + 1
        if ranges and first <= ranges[-1].stop:
            ranges[-1] = range(ranges[-1].start, after)
        else:
            ranges.append(range(first, after))
    return ranges


def _nearest(passages: Sequence[StoredPassage], hits: Collection[int]) -> Sequence[StoredPassage]:
    if len(passages) <= AROUND:
        return passages
    away = {passage.id: min(abs(passage.passage.ordinal - ordinal) for ordinal in hits) for passage in passages}
    return sorted(passages, key=lambda passage: away[passage.id])[:AROUND]
