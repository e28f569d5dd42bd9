"""A question finds its passages: by words, by meaning, and both fused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.document import Audience, StoredPassage
from corpus.vietnamese.dates import Period
from retrieval.fusion import Ranking, fuse
from retrieval.library import Library
from retrieval.protocols import TermWeights
from retrieval.question import Hit, Question
from retrieval.understanding import Understanding, understand

DEPTH = 100      # passages that each ranking contributes
SUPERSEDED = 0.5 # what the score of a passage counts when another document has taken the place of its own
STEPS = ("words", "meaning", "accented", "folded", "context", "period")     # what can be left out, for comparison


@dataclass(frozen=True, slots=True)
class Weights:
    """What each ranking counts in the fusion; chosen with `hoiphuong evaluate` on development sets."""

    words: float = 1.0
    meaning: float = 0.3


class Searcher:
    """Finds passages in a library. `without` names steps to leave out, for comparison: some of STEPS."""

    def __init__(self, library: Library, weights: Weights | None = None, without: Collection[str] = ()) -> None:
        self._library = library
        self._weights = weights or Weights()
        self._without = frozenset(without)

    def search(self, question: Question, limit: int) -> list[Hit]:
        """Return up to `limit` passages that the asker may read, best first."""
        return self.hits(understand(question), question.audiences, limit)

    def hits(self, understood: Understanding, audiences: Collection[Audience], limit: int) -> list[Hit]:
        """Return up to `limit` passages for what a question asks, best first."""
        ranking = fuse(self._rankings(understood, audiences))[:max(limit, DEPTH)]
        found = self._library.passages([key for key, _ in ranking], audiences=audiences)
        hits = [Hit(found[key], score) for key, score in ranking if key in found]
        if any(hit.passage.superseded_by for hit in hits):
            hits = _demoted(hits)
        if understood.period and "period" not in self._without:
            within = [hit for hit in hits if is_within(hit.passage, understood.period)]
            # "Tháng 3" without a year is a guess at one: better another March than none.
            hits = hits if understood.period.inferred and not within else within
        return hits[:limit]

    def _rankings(self, understood: Understanding, audiences: Collection[Audience]) -> Sequence[tuple[Ranking, float]]:
        rankings: list[tuple[Ranking, float]] = []
        if "words" not in self._without:
            fields = {field: {} if field in self._without else getattr(understood.terms, field)
                      for field in ("accented", "folded", "context")}
            found = self._library.by_words(TermWeights(**fields), audiences=audiences, limit=DEPTH)
            rankings.append((found, self._weights.words))
        if "meaning" not in self._without:
            vector = self._library.embed_question(understood.text)
            rankings.append((self._library.by_meaning(vector, audiences=audiences, limit=DEPTH), self._weights.meaning))
        return rankings


def _demoted(hits: Sequence[Hit]) -> list[Hit]:
    """Let what another document has taken the place of stand behind what is as good."""
    weighed = (replace(hit, score=hit.score * SUPERSEDED) if hit.passage.superseded_by else hit for hit in hits)
    return sorted(weighed, key=lambda hit: -hit.score)


def is_within(passage: StoredPassage, period: Period) -> bool:
    """Say whether a passage may tell of a period: the days it tells of meet it, or the day it was published.

    A passage that gives no day at all is let through: nothing says that it is of another time. So is everything when a
    term of office or the newest is asked for, which name no days.
    """
    if period.newest or period.term:
        return True
    days = [passage.happened] if passage.happened else []
    if passage.issued:
        days.append((passage.issued, passage.issued))
    return not days or any(first <= period.end and period.start <= last for first, last in days)
