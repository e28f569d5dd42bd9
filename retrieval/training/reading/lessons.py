"""A case becomes a lesson: the stretches of its passages that the network reads, and what is right in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.text import fold
from retrieval.reading.evidence import SPANS
from retrieval.reading.lexicon import Lexicon
from retrieval.reading.network import GAP
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer
from retrieval.reading.stretches import choose, lay_out
from retrieval.reading.tokens import question_rows
from retrieval.sought import Sought
from retrieval.training.reading.cases import Case
from retrieval.training.reading.network import Lesson

Matrix = NDArray[np.float32]
KINDS = list(Sought)
_UNITS = 450         # fewer than the assistant reads: learning costs three times as much


def lesson(case: Case, scores: Matrix, scorer: Scorer, reader: PassageReader, lexicon: Lexicon, *, hide: bool) -> Lesson | None:
    """Return what the network sees of a case that got these scores at first look; with the answer taken out when `hide`.

    None when nothing is left to read.
    """
    kept = np.ones(len(case.right), dtype=bool)
    if hide:
        kept = case.right == 0
        if not kept.any():
            return None
    evidence = case.evidence.astype(np.float32)[kept]
    sentences, right, scores = case.sentences[kept], case.right[kept], scores[kept]
    passages = reader.read_all(case.passages)
    laid = lay_out(case.asked, passages, case.follows, choose(scores + 1e3 * (right == 1), sentences, passages, case.follows, _UNITS), lexicon,
                   SPANS.get(case.asked.sought))
    rows, there, starts = _end_to_end(laid.stretches)
    at = {place: number for number, place in enumerate(map(tuple, sentences.tolist()))}
    taken = [(number, bounds) for place, bounds in laid.sentences.items() if (number := at.get(place)) is not None]
    if not taken:
        return None
    chosen = [number for number, _ in taken]
    bounds = np.array([(starts[stretch] + first, starts[stretch] + last) for _, (stretch, first, last) in taken])
    gold = {row: [(start, end) for passage, start, end in case.gold if passage == row] for row in laid.passages}
    spans, right_spans, golds = [], [], []
    for number, (place, (row, _)) in enumerate(zip(chosen, sentences[chosen].tolist(), strict=True)):
        stretch, base = laid.passages[row]
        passage = passages[row]
        sentence = passage.sentences[sentences[place][1]]
        for span in passage.spans(SPANS[case.asked.sought]) if case.asked.sought in SPANS else ():
            if sentence.start <= span.start < sentence.end:
                first, last = passage.units_of(span.core, span.core_end)
                spans.append((number, starts[stretch] + base + first, starts[stretch] + base + last - 1, span.sort))
                right_spans.append(_rightness(case, passage.text, (span.start, span.end), (span.core, span.core_end),
                                              gold[row], right[place]))
        for start, end in gold[row]:
            if right[place] == 1 and sentence.start <= start < sentence.end and not hide:
                first, last = passage.units_of(start, min(end, sentence.end))
                golds.append((starts[stretch] + base + first, starts[stretch] + base + last - 1))
    told = np.array([*(float(case.asked.sought is one) for one in KINDS), float(case.asked.accented)], dtype=np.float32)
    return Lesson(question_rows(case.asked), told, rows, there, bounds, scorer.widened(evidence)[chosen],
                  right[chosen], np.array(spans, dtype=np.int64).reshape(-1, 4), np.array(right_spans, dtype=np.int8),
                  KINDS.index(case.asked.sought), golds[0] if golds else None, case.weight)


def _rightness(case: Case, text: str, span: tuple[int, int], core: tuple[int, int], gold: Sequence[tuple[int, int]],
               right: int) -> int:
    place = case.asked.sought is Sought.PLACE
    for start, end in gold:
        if start < core[1] and core[0] < end:
            shared = min(end, span[1]) - max(start, span[0])
            least = end - start if place else min(end - start, span[1] - span[0])
            return 1 if shared / max(least, 1) > (0.35 if place else 0.5) else -1
    answer, words = fold(case.answer), fold(text[core[0]:core[1]])
    if answer and (answer in words or words in answer):
        return 1 if right == 1 else -1
    return 0


def _end_to_end(stretches: Sequence[Matrix]) -> tuple[Matrix, NDArray[np.bool_], list[int]]:
    starts, length = [], GAP
    for stretch in stretches:
        starts.append(length)
        length += len(stretch) + GAP
    rows = np.zeros((length, stretches[0].shape[1]), dtype=np.float32)
    there = np.zeros(length, dtype=bool)
    for start, stretch in zip(starts, stretches, strict=True):
        rows[start:start + len(stretch)] = stretch
        there[start:start + len(stretch)] = True
    return rows, there, starts
