"""Print how well a model finds passages, alone and together with BM25: `python -m retrieval.training.evaluate`."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from retrieval.training.bm25 import Bm25, Lexical
from retrieval.training.fusing import Scores, by_rank, by_spread, standard
from retrieval.training.question_sets import QuestionSet, in_context, read_set
from retrieval.training.ranking import Layers, Rarity, open_ranker
from retrieval.training.ranking_sets import candidates
from retrieval.training.shipped import Shipped
from retrieval.training.spelling import accented, fold

SETS = ("vinewsqa_dev", "alqac2022", "vicov19qa_test", "seminar_wiki", "ward_dev")
Figures = tuple[float, float, float]     # nDCG@10, R@1, R@5


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.training.evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("retrieval/model"))
    parser.add_argument("--data", type=Path, required=True, help="a folder with eval/ in it")
    parser.add_argument("sets", nargs="*", default=[*SETS])
    arguments = parser.parse_args()
    model = Shipped.open(arguments.model)
    layers, rarity = open_ranker(arguments.model / "ranker.safetensors")
    print("| set | ranked by | nDCG@10 | R@1 | R@5 |\n|---|---|---|---|---|")
    for name in arguments.sets:
        questions = read_set(arguments.data / "eval" / name)
        for way, (kept, stripped) in evaluate(questions, model.embed, layers, rarity).items():
            cells = (f"{a:.3f} ({b:.3f})" for a, b in zip(kept, stripped, strict=True))
            print(f"| {name} | {way} | {' | '.join(cells)} |", flush=True)


def evaluate(questions: QuestionSet, embed: Callable[[Sequence[str]], Scores], layers: Layers,
             rarity: Rarity) -> dict[str, tuple[Figures, Figures]]:
    """The figures of every way to rank, for the questions as they are and without accents."""
    texts = [in_context(passage) for passage in questions.passages]
    index = Lexical(texts)
    plain = Bm25(texts, accented, pairs=False)
    vectors = embed(texts)
    measured: dict[str, list[Figures]] = {}
    for asked in (questions.questions, [fold(question) for question in questions.questions]):
        rows: dict[str, list[Figures]] = {}
        ranked = candidates(questions, asked, embed, rarity)
        for i, (question, vector, best) in enumerate(zip(asked, embed(asked), ranked, strict=True)):
            lexical, dense = index.scores(question), vectors @ vector
            reranked = np.full(len(texts), -np.inf, np.float32)
            reranked[best.positions] = 2 * standard(layers(best.features)) + standard(best.fused)
            ways = {"BM25, syllables alone": plain.scores(question), "BM25": lexical, "model": dense,
                    "fused": by_spread(lexical, dense), "fused by rank": by_rank(lexical, dense), "re-ranked": reranked}
            for way, scores in ways.items():
                rows.setdefault(way, []).append(figures(questions, i, scores))
        for way, found in rows.items():
            ndcg, first, five = np.mean(found, axis=0).tolist()
            measured.setdefault(way, []).append((ndcg, first, five))
    return {way: (both[0], both[1]) for way, both in measured.items()}


def figures(questions: QuestionSet, i: int, scores: Scores) -> Figures:
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
