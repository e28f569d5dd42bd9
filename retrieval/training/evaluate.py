"""Print how well a model finds passages, alone and together with BM25: `python -m retrieval.training.evaluate`."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.training.bm25 import Bm25
from retrieval.training.question_sets import QuestionSet, Searched, read_set
from retrieval.training.shipped import Shipped
from retrieval.training.spelling import accented, fold

Scores = NDArray[np.float32]
SETS = ("vinewsqa_dev", "alqac2022", "vicov19qa_test", "seminar_wiki", "ward_dev")


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("retrieval/model"))
    parser.add_argument("--data", type=Path, required=True, help="a folder with eval/ in it")
    parser.add_argument("sets", nargs="*", default=[*SETS])
    arguments = parser.parse_args()
    model = Shipped.open(arguments.model)
    print(f"{'':44}with accents            without")
    print(f"{'':44}nDCG@10  R@1   R@5      nDCG@10  R@1   R@5")
    for name in arguments.sets:
        for way, (kept, stripped) in evaluate(read_set(arguments.data / "eval" / name), model.embed).items():
            print(f"{name:16}{way:28}" + "      ".join(f"{n:.3f}   {a:.3f} {b:.3f}" for n, a, b in (kept, stripped)))


def evaluate(questions: QuestionSet, embed: Callable[[Sequence[str]], Scores],
             ) -> dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]]:
    """nDCG@10, R@1 and R@5 of every way to rank, for the questions as they are and without accents."""
    texts = [in_context(passage) for passage in questions.passages]
    lexical_accented, lexical_folded = Bm25(texts, accented), Bm25(texts, fold)
    plain = Bm25(texts, accented, pairs=False)
    vectors = embed(texts)
    measured: dict[str, list[tuple[float, float, float]]] = {}
    for strip in (False, True):
        asked = [fold(q) if strip else q for q in questions.questions]
        dense = embed(asked) @ vectors.T
        rows: dict[str, list[tuple[float, float, float]]] = {}
        for i, question in enumerate(asked):
            folded = lexical_folded.scores(question)
            lexical = lexical_accented.scores(question) + 0.5 * folded if fold(question) != question.lower() else folded
            ways = {"BM25 syllables": plain.scores(question), "BM25": lexical, "dense": dense[i]}
            for share in (0.3, 0.4, 0.5, 0.6):
                ways[f"fused {share:.1f} dense"] = by_spread(lexical, dense[i], share)
            ways["fused by rank"] = by_rank(dense[i]) + by_rank(lexical)
            for way, scores in ways.items():
                rows.setdefault(way, []).append(figures(questions, i, scores))
        for way, found in rows.items():
            measured.setdefault(way, []).append(tuple(np.mean(found, axis=0).tolist()))
    return {way: (both[0], both[1]) for way, both in measured.items()}


def in_context(passage: Searched) -> str:
    """A passage under its title, as it is indexed."""
    return f"{passage.title}\n{passage.text}"


def standard(scores: Scores) -> Scores:
    """Scores with the spread of the best fifty taken out, so that two kinds can be added."""
    best = np.partition(scores, -min(50, len(scores)))[-min(50, len(scores)):]
    result: Scores = (scores - best.mean()) / (best.std() + 1e-6)
    return result


def by_spread(lexical: Scores, dense: Scores, share: float = 0.3) -> Scores:
    """The scores of both kinds as one."""
    return share * standard(dense) + (1 - share) * standard(lexical)


def by_rank(scores: Scores) -> Scores:
    """Reciprocal rank."""
    rank = np.empty(len(scores), np.float32)
    rank[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    result: Scores = (1 / (60 + rank)).astype(np.float32)
    return result


def figures(questions: QuestionSet, i: int, scores: Scores) -> tuple[float, float, float]:
    """nDCG@10, R@1 and R@5 of one ranking; R counts a question as found when any right passage is."""
    best = np.argpartition(-scores, min(200, len(scores) - 1))[:200]
    best = best[np.argsort(-scores[best], kind="stable")]
    seen: list[str] = []
    for position in best:
        key = str(position) if questions.by_passage else questions.passages[position].document
        if key not in seen:
            seen.append(key)
        if len(seen) == 10:
            break
    gains = [1.0 if key in questions.right[i] else 0.0 for key in seen]
    ideal = sum(1 / np.log2(2 + k) for k in range(min(10, len(questions.right[i]))))
    gained = sum(gain / np.log2(2 + k) for k, gain in enumerate(gains))
    return gained / ideal if ideal else 0.0, float(any(gains[:1])), float(any(gains[:5]))


if __name__ == "__main__":
    main()
