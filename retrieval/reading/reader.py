"""Reader: of everything found, what answers a question, best first, each with the chance that it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.question import Hit
from retrieval.reading.asked import Asked, ask
from retrieval.reading.evidence import SPANS, Evidence, Seen, weigh_sentences
from retrieval.reading.fitting import weigh_spans
from retrieval.reading.lexicon import SHIPPED, Lexicon
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer, chances
from retrieval.reading.spans import Span
from retrieval.sought import Sought

Matrix = NDArray[np.float32]

_SENTENCES = 30      # of those read that are handed on


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that may answer, and the words of it that are the answer, where the question asks for such."""

    seen: Seen
    span: Span | None
    chance: float

    @property
    def fact(self) -> str | None:
        return self.seen.passage.text[self.span.start:self.span.end] if self.span else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for a question: the spans, best first, and the sentences, best first."""

    asked: Asked
    spans: list[Finding]
    sentences: list[Finding]
    evidence: Evidence


class Reader:
    """Reads what was found with the shipped weights; loads them at the first question."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    def read(self, text: str, sought: Sought, hits: Sequence[Hit], fresh: int | None = None) -> Reading:
        """Weigh every sentence of the hits, and every fitting span of the best sentences."""
        asked = ask(text, sought, self.lexicon, fresh)
        evidence = weigh_sentences(asked, hits, self.passages, self.lexicon)
        scores = self.sentences(evidence.features)
        shares = chances(scores)
        order = np.argsort(-scores)[:_SENTENCES]
        sentences = [Finding(evidence.seen[at], None, float(shares[at])) for at in order.tolist()]
        spans: list[Finding] = []
        if sought in SPANS:
            candidates, features = weigh_spans(asked, evidence, scores, self.lexicon)
            marks = chances(self.spans(features)) if candidates else np.zeros(0, dtype=np.float32)
            spans = [Finding(candidates[at].seen, candidates[at].span, float(marks[at]))
                     for at in np.argsort(-marks).tolist()]
        return Reading(asked, spans, sentences, evidence)

    def warm_up(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        _ = self.lexicon, self.passages, self.sentences, self.spans

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.load(self._folder)

    @cached_property
    def passages(self) -> PassageReader:
        return PassageReader(self.lexicon)

    @cached_property
    def sentences(self) -> Scorer:
        return Scorer.load(self._folder / "scorers.safetensors", "sentence")

    @cached_property
    def spans(self) -> Scorer:
        return Scorer.load(self._folder / "scorers.safetensors", "span")
