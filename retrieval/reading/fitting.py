"""How well each span fits a question: the features that the span scorer weighs."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.reading.asked import Asked
from retrieval.reading.evidence import KINDS, SPANS, Evidence, Seen
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.scorer import chances
from retrieval.reading.spans import Span

Matrix = NDArray[np.float32]

SENTENCES = 24        # whose spans are weighed, best first
_NEAR = 5.0           # words after which nearness has fallen to a third
_CLAUSE = re.compile(r"[,;:()–.!?]|\s-\s")
_SORTS = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a sentence that could be the answer."""

    seen: Seen
    span: Span
    place: int            # of its sentence among those of the evidence

    @property
    def text(self) -> str:
        return self.seen.passage.text[self.span.start:self.span.end]


def weigh_spans(asked: Asked, evidence: Evidence, scores: Matrix, lexicon: Lexicon) -> tuple[list[Candidate], Matrix]:
    """Return the spans of the best sentences, and a row of features each."""
    kind = SPANS[asked.sought]
    order = np.argsort(-scores)[:SENTENCES]
    shares = chances(scores)
    candidates: list[Candidate] = []
    rows: list[list[float]] = []
    total = max(float(asked.weights.sum()), 1e-6)
    unit_total = max(float(asked.unit_weights.sum()), 1e-6)
    told = [float(asked.sought is one) for one in KINDS]
    for rank, place in enumerate(order.tolist()):
        seen = evidence.seen[place]
        sentence, passage = seen.sentence, seen.passage
        spans = [span for span in passage.spans(kind) if sentence.start <= span.start < sentence.end]
        if not spans:
            continue
        matched = _matched(asked, seen)
        likeness = evidence.unit_similarity[seen.row]
        cuts = [sentence.start, *(sentence.start + cut.start() for cut in _CLAUSE.finditer(seen.text)), sentence.end + 1]
        base = [float(scores[place]) / 5, float(shares[place]), 1 / (1 + rank), float(evidence.features[place, 0]),
                float(evidence.features[place, 7]), float(evidence.features[place, 8]), float(evidence.features[place, 13]),
                float(evidence.features[place, 16]), float(evidence.features[place, 19])]
        first_unit, last_unit = _units_of(passage.unit_words, sentence.first, sentence.last)
        for number, span in enumerate(spans):
            first, last = passage.word_at(span.start), passage.word_at(span.end - 1) + 1
            core, core_end = passage.word_at(span.core), passage.word_at(span.core_end - 1) + 1
            clause_start = max(cut for cut in cuts if cut <= span.start or cut == sentence.start)
            clause_end = min(cut for cut in cuts if cut >= span.end or cut == cuts[-1])
            clause_first, clause_last = passage.word_at(clause_start), passage.word_at(max(clause_end - 1, clause_start)) + 1
            near = in_clause = left = right = own = 0.0
            for column, places in matched:
                weight = float(asked.weights[column])
                outside = [at for at in places if not core <= at < core_end]
                own += weight * (len(outside) < len(places))
                if outside:
                    away = min((first - at if at < first else max(at - last + 1, 0)) for at in outside)
                    near += weight * math.exp(-away / _NEAR)
                    in_clause += weight * any(clause_first <= at < clause_last for at in outside)
                    left += weight * any(first - 8 <= at < first for at in outside)
                    right += weight * any(last <= at < last + 8 for at in outside)
            soft_near = soft_clause = soft_left = soft_right = 0.0
            if last_unit > first_unit:
                places_ = np.array(passage.unit_words[first_unit:last_unit])
                away_ = np.where(places_ < first, first - places_, np.maximum(places_ - last + 1, 0))
                part = likeness[first_unit:last_unit] * ((places_ < core) | (places_ >= core_end))[:, None]
                soft_near = float((part * np.exp(-away_ / _NEAR)[:, None]).max(axis=0) @ asked.unit_weights)
                soft_clause = float((part * ((places_ >= clause_first) & (places_ < clause_last))[:, None]).max(axis=0)
                                    @ asked.unit_weights)
                soft_left = float((part * ((places_ >= first - 6) & (places_ < first))[:, None]).max(axis=0)
                                  @ asked.unit_weights)
                soft_right = float((part * ((places_ >= core_end) & (places_ < last + 6))[:, None]).max(axis=0)
                                   @ asked.unit_weights)
            after = passage.plain[core_end:min(core_end + 3, sentence.last)]
            before = passage.plain[max(core - 3, sentence.first):core]
            noun_after = noun_before = noun_soft = noun_soft_before = 0.0
            if asked.noun:
                noun_after = sum(word in after for word in asked.noun) / len(asked.noun)
                noun_before = sum(word in before for word in asked.noun) / len(asked.noun)
                if asked.noun_vector is not None:
                    noun_soft = _soft(lexicon, passage.keys[core_end:min(core_end + 2, sentence.last)], asked.noun_vector)
                    noun_soft_before = _soft(lexicon, passage.keys[max(core - 2, sentence.first):core], asked.noun_vector)
            words = passage.plain[core:core_end]
            repeated = sum(word in asked.plain for word in words) / max(len(words), 1)
            rows.append([
                *base, near / total, in_clause / total, left / total, right / total, own / total,
                soft_near / unit_total, soft_clause / unit_total, soft_left / unit_total, soft_right / unit_total,
                noun_after, noun_before, noun_soft, noun_soft_before, float(bool(asked.noun)), repeated,
                float(asked.ordinal), float(asked.ordinal and bool(before) and before[-1] in _ORDINAL),
                float(_other_rank(asked, passage.plain, first, last, sentence.first, sentence.last)),
                1 / len(spans), float(number == 0), float(number == len(spans) - 1), (last - first) / 8,
                (sentence.last - sentence.first) / 40,
                *(float(span.sort == sort) for sort in range(_SORTS)), *told,
            ])
            candidates.append(Candidate(seen, span, place))
    if not rows:
        return [], np.zeros((0, SPAN_FEATURES), dtype=np.float32)
    return candidates, np.array(rows, dtype=np.float32)


SPAN_FEATURES = 32 + _SORTS + len(KINDS)
_ORDINAL = frozenset(["so", "thu", "dot", "lan", "to", "khu", "khoa", "dien", "bai", "muc"])
_BELOW = frozenset(["pho", "nguyen", "cuu"])      # deputy, former


def _matched(asked: Asked, seen: Seen) -> list[tuple[int, list[int]]]:
    found = []
    sentence, at = seen.sentence, seen.passage.at
    for column, word in enumerate(asked.plain):
        places = [place for place in at.get(word, ()) if sentence.first <= place < sentence.last]
        if places:
            found.append((column, places))
    return found


def _units_of(unit_words: Sequence[int], first: int, last: int) -> tuple[int, int]:
    start = next((i for i, word in enumerate(unit_words) if word >= first), len(unit_words))
    end = next((i for i in range(start, len(unit_words)) if unit_words[i] >= last), len(unit_words))
    return start, end


def _soft(lexicon: Lexicon, keys: Sequence[str], vector: Matrix) -> float:
    units, _ = lexicon.units(keys)
    return max((float(lexicon.rows[unit] @ vector) for unit in units), default=0.0)


def _other_rank(asked: Asked, plain: Sequence[str], first: int, last: int, start: int, end: int) -> bool:
    """Whether a deputy or a former holder stands at the span where the question asks for the holder, or the reverse."""
    around = (*plain[max(first - 7, start):first], *plain[last:min(last + 4, end)])
    return any((word in around) != (word in asked.plain) for word in _BELOW)
