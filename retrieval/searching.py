"""A question finds its passages: by words, by meaning, both fused, and by a first look at what they say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.document import Audience
from corpus.vietnamese.dates import Period
from retrieval import dating
from retrieval.fusion import Ranking, fuse
from retrieval.library import Library
from retrieval.naming import exact_first, names_in
from retrieval.protocols import TermWeights
from retrieval.question import Hit, Question
from retrieval.reading.gathering import gather
from retrieval.reading.reader import Reader
from retrieval.repeats import shown_once
from retrieval.understanding import Understanding, understand

LOOKED_AT = 12   # passages whose sentences are looked at, and those around them
DEPTH = 100      # passages that each ranking contributes
OPENED = 40      # passages read from the store, where their time does not matter
DEEP = 1_000     # the same where few of those are of the time that a question asks about
FEW = 5          # the least of the time asked about that is not looked for further down
SUPERSEDED = 0.5 # what the score of a passage counts when another document has taken the place of its own
# What can be left out, for comparison.
STEPS = ("words", "meaning", "accented", "folded", "context", "names", "period", "newer", "repeats", "reading")
# What a step finds nothing without: fields are fields of the words.
NEEDS = {"words": ("accented", "folded", "context"), "accented": ("words",), "folded": ("words",), "context": ("words",)}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each ranking counts in the fusion; chosen with `hoiphuong evaluate` on development sets."""

    words: float = 1.0
    meaning: float = 0.3


class Searcher:
    """Finds passages in a library. `without` names steps to leave out, for comparison: some of STEPS."""

    def __init__(self, library: Library, reader: Reader | None = None, weights: Weights | None = None,
                 without: Collection[str] = ()) -> None:
        self._library = library
        self._reader = reader if "reading" not in without else None
        self._weights = weights or Weights()
        self._without = frozenset(without)

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return up to `limit` passages that the asker may read, best first: the best and their neighbours are looked at."""
        understood = understand(question)
        hits = self.hits(understood, question.audiences, max(limit, LOOKED_AT))
        return hits[:limit] if self._reader is None else self._looked_at(self._reader, understood, question, hits)[:limit]

    def _looked_at(self, reader: Reader, understood: Understanding, question: Question, hits: list[Hit]) -> list[Hit]:
        best = hits[:LOOKED_AT]
        if not (understood.period and understood.period.named):      # the neighbours may be of another time
            best = gather(best, lambda document, within: self._library.document_passages(
                document, audiences=question.audiences, within=within))
        ordered = reader.order(understood, best)
        known = {hit.passage.id for hit in ordered}
        floor = min((hit.score for hit in ordered), default=0.0)
        rest = [replace(hit, score=floor - 1 + hit.score) for hit in hits[LOOKED_AT:] if hit.passage.id not in known]
        return shown_once([*ordered, *rest], len(hits))

    def hits(self, understood: Understanding, audiences: Collection[Audience], limit: int) -> list[Hit]:
        """Return up to `limit` passages for what a question asks, best first; none of another time than it names."""
        period = understood.period if "period" not in self._without else None
        hits = self._ranked(understood, audiences, limit)
        if period and period.named:
            found, hits = hits, dating.of_period(hits, period, self._library.telling)
            if len(hits) < min(limit, FEW) and len(found) >= limit:
                hits += self._further(understood, audiences, limit, period, hits)
        return self._finished(hits, limit, newest=bool(period and period.newest))

    def earlier(self, understood: Understanding, audiences: Collection[Audience], limit: int) -> list[Hit]:
        """Return up to `limit` passages that are older than the time that a question names, the newer ones first."""
        if understood.period is None or not understood.period.named:
            return []
        hits = self._ranked(understood, audiences, limit)
        return self._finished(dating.before(hits, understood.period), limit, newest=True)

    def _ranked(self, understood: Understanding, audiences: Collection[Audience], limit: int) -> list[Hit]:
        """Return what was found, best first."""
        dated = understood.period is not None and understood.period.named
        ranking = fuse(self._rankings(understood, audiences, DEPTH))[:max(limit, DEPTH if dated else OPENED)]
        found = self._library.passages([key for key, _ in ranking], audiences=audiences)
        hits = [Hit(found[key], score) for key, score in ranking if key in found]
        if any(hit.passage.superseded_by for hit in hits):
            hits = _demoted(hits)
        return hits if "names" in self._without else exact_first(hits, names_in(understood.text, understood.references))

    def _further(self, understood: Understanding, audiences: Collection[Audience], limit: int, period: Period,
                 before: Sequence[Hit]) -> list[Hit]:
        """Return what is of a period among what was found further down, after `before`."""
        ranking = fuse(self._rankings(understood, audiences, DEEP))
        within = self._library.within([key for key, _ in ranking], period.start, period.end, dating.longest(period))
        keys = [key for key, _ in ranking if key in within.difference(hit.passage.id for hit in before)][:limit]
        found = self._library.passages(keys, audiences=audiences)
        return [Hit(found[key], 0.0) for key in keys if key in found]

    def _finished(self, hits: list[Hit], limit: int, *, newest: bool) -> list[Hit]:
        if "newer" not in self._without:
            hits = dating.newest_first(hits, asked=newest)
        return hits[:limit] if "repeats" in self._without else shown_once(hits, limit)

    def _rankings(self, understood: Understanding, audiences: Collection[Audience],
                  depth: int) -> Sequence[tuple[Ranking, float]]:
        rankings: list[tuple[Ranking, float]] = []
        if "words" not in self._without:
            fields = {field: {} if field in self._without else getattr(understood.terms, field)
                      for field in ("accented", "folded", "context")}
            found = self._library.by_words(TermWeights(**fields), audiences=audiences, limit=depth)
            rankings.append((found, self._weights.words))
        if "meaning" not in self._without:
            vector = self._library.embed_question(understood.text)
            rankings.append((self._library.by_meaning(vector, audiences=audiences, limit=depth), self._weights.meaning))
        return rankings


def _demoted(hits: Sequence[Hit]) -> list[Hit]:
    """Let what another document has taken the place of stand behind what is as good."""
    weighed = (replace(hit, score=hit.score * SUPERSEDED) if hit.passage.superseded_by else hit for hit in hits)
    return sorted(weighed, key=lambda hit: -hit.score)
