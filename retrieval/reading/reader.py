"""Reader: of everything found, what answers a question, best first, each with the chance that it does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.question import Hit
from retrieval.reading.asked import Asked, ask, written_out
from retrieval.reading.evidence import SPANS, Evidence, Seen, follows, weigh_sentences
from retrieval.reading.kind import KINDS, KindReader
from retrieval.reading.lexicon import SHIPPED, Lexicon
from retrieval.reading.network import Network, Read
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer, chances
from retrieval.reading.spans import Span
from retrieval.reading.stretches import Laid, choose, lay_out
from retrieval.reading.tokens import question_rows
from retrieval.sought import Sought
from retrieval.understanding import Understanding

Matrix = NDArray[np.float32]

FOUND = 4.0          # what the best passage of the search is worth beside the score of a sentence; chosen on development sets
BESIDE = 0.3         # what the first look counts beside a reading word by word, in the order of passages; chosen likewise
SUPERSEDED = 3.0     # what a passage loses when another document has taken the place of its own
_NOTHING = -20.0     # the score of a passage without a sentence


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


class _WordByWord(NamedTuple):
    """The sentences that were read word by word, how their passages lay, and what the network made of them."""

    seen: list[Seen]
    laid: Laid
    read: Read


class Reader:
    """Reads what was found with the shipped weights; loads them at the first question."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    def kind_of(self, understood: Understanding) -> Sought:
        """Return the kind of answer that is wanted; an English question and a mere "còn … thì sao?" say it otherwise."""
        if understood.english:
            return understood.sought
        kind = self.kinds.kind_of(understood.text[:understood.fresh])
        return understood.sought if understood.fresh is not None and kind is Sought.TOPIC else kind

    def order(self, understood: Understanding, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits by how well their best sentence answers; hits of a document together.

        All get a first look; those that come first by it are read word by word, and stand before the others.
        """
        sought = self.kind_of(understood)
        asked = self._asked(understood, sought)
        evidence = weigh_sentences(asked, hits, self.passages, self.lexicon)
        best = np.full(len(hits), _NOTHING, dtype=np.float32)
        rows = [seen.row for seen in evidence.seen]
        if evidence.seen:
            np.maximum.at(best, rows, self.first(evidence.features))
        found = np.array([hit.score for hit in hits], dtype=np.float32)
        best += FOUND * found / max(float(found.max(initial=0)), 1e-6)
        best -= [SUPERSEDED * (hit.passage.superseded_by is not None) for hit in hits]
        if evidence.worth_reading:
            read = self._word_by_word(asked, evidence, hits, best[rows])
            scores = np.full(len(hits), -np.inf, dtype=np.float32)
            np.maximum.at(scores, [seen.row for seen in read.seen], read.read.sentences)
            best = BESIDE * best + np.where(np.isinf(scores), read.read.sentences.min() - 1, scores)
        return [replace(hits[at], score=float(best[at])) for at in np.argsort(-best, kind="stable").tolist()]

    def read(self, understood: Understanding, hits: Sequence[Hit], sought: Sought | None = None) -> Reading:
        """Weigh every sentence of the hits, then read the passages of the best ones word by word.

        `sought` is the kind of answer to look for, that of the question when None.
        """
        sought = sought or self.kind_of(understood)
        asked = self._asked(understood, sought)
        evidence = weigh_sentences(asked, hits, self.passages, self.lexicon)
        if not asked.plain or not evidence.worth_reading:
            return Reading(asked, [], [])         # nothing to read, nothing asked, or in a language that is not known
        read = self._word_by_word(asked, evidence, hits, self.first(evidence.features))
        shares = chances(read.read.sentences)
        sentences = [Finding(read.seen[at], None, float(shares[at])) for at in np.argsort(-read.read.sentences).tolist()]
        return Reading(asked, self._spans(sought, read), sentences)

    def _word_by_word(self, asked: Asked, evidence: Evidence, hits: Sequence[Hit], worth: Matrix) -> "_WordByWord":
        """Read the passages whose best sentence is worth most."""
        passages = evidence.passages
        following = follows(hits)
        places = np.array([(seen.row, seen.number) for seen in evidence.seen], dtype=np.int32)
        chosen = choose(worth, places, passages, following)
        laid = lay_out(asked, passages, following, chosen, self.lexicon, SPANS.get(asked.sought))
        taken = [(at, laid.sentences[seen.row, seen.number]) for at, seen in enumerate(evidence.seen)
                 if (seen.row, seen.number) in laid.sentences]
        told = np.array([*(asked.sought is kind for kind in KINDS), asked.accented], dtype=np.float32)
        read = self.network.read(question_rows(asked), told, laid.stretches, [bounds for _, bounds in taken],
                                 self.first.widened(evidence.features)[[at for at, _ in taken]])
        return _WordByWord([evidence.seen[at] for at, _ in taken], laid, read)

    def _asked(self, understood: Understanding, sought: Sought) -> Asked:
        return ask(written_out(understood.text), sought, self.lexicon, understood.fresh)

    def _spans(self, sought: Sought, read_so: "_WordByWord") -> list[Finding]:
        if sought not in SPANS:
            return []
        seen, laid, read = read_so
        starts = np.cumsum([0, *(len(stretch) for stretch in laid.stretches)])
        found: list[tuple[Seen, Span]] = []
        scores: list[float] = []
        for at, one in enumerate(seen):
            stretch, base = laid.passages[one.row]
            base += int(starts[stretch])
            for span in one.passage.spans(SPANS[sought]):
                if one.sentence.start <= span.start < one.sentence.end:
                    first, last = one.passage.units_of(span.core, span.core_end)
                    found.append((one, span))
                    scores.append(float(read.sentences[at] + read.first[base + first] + read.last[base + last - 1]
                                        + self.network.sorts[KINDS.index(sought), span.sort]))
        marks = np.array(scores, dtype=np.float32)
        shares = chances(marks)
        return [Finding(found[at][0], found[at][1], float(shares[at])) for at in np.argsort(-marks).tolist()]

    def warm_up(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        _ = self.lexicon, self.passages, self.kinds, self.first, self.network

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.load(self._folder)

    @cached_property
    def passages(self) -> PassageReader:
        return PassageReader(self.lexicon)

    @cached_property
    def kinds(self) -> KindReader:
        return KindReader.load(self._folder / "kinds.safetensors")

    @cached_property
    def first(self) -> Scorer:
        return Scorer.load(self._folder / "first.safetensors")

    @cached_property
    def network(self) -> Network:
        return Network.load(self._folder / "network.safetensors")
