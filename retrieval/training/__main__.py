"""Make the shipped model again: `python -m retrieval.training --data DIR --out retrieval/model`."""

import argparse
import dataclasses
import logging
import random
import resource
import time
from collections import Counter
from pathlib import Path

import numpy as np

from retrieval.training import shipped
from retrieval.training.counting import count_runs
from retrieval.training.hard_negatives import hard_negatives
from retrieval.training.initial import latent_vectors
from retrieval.training.learning import Ragged, cut, learn
from retrieval.training.pairs import Pair, by_source, pairs_of
from retrieval.training.settings import Settings
from retrieval.training.sources import Sources, read
from retrieval.training.spelling import accented, fold
from retrieval.training.tokens import Vocabulary, choose
from retrieval.training.variants import Speller

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the command line, train, and write the model."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with train/ and eval/; eval/ is left out")
    parser.add_argument("--out", type=Path, default=Path("retrieval/model"))
    parser.add_argument("--seed", type=int, default=Settings().seed)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    began = time.perf_counter()
    train(read(arguments.data), arguments.out, Settings(seed=arguments.seed))
    logger.info("done in %.0f minutes, %.0f of processor time, with at most %.1f GB of memory",
                (time.perf_counter() - began) / 60, time.process_time() / 60,
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def train(sources: Sources, out: Path, settings: Settings) -> None:
    """Make the tokens, and the embedding matrix from them."""
    logger.info("%d news articles, %d wiki articles, %d headlines, %d questions", len(sources.news), len(sources.wiki),
                len(sources.headlines), len(sources.asked))
    vocabulary = choose_tokens(sources, settings)
    logger.info("%d tokens", len(vocabulary.tokens))
    shipped.save(out, vocabulary, learn_matrix(sources, vocabulary, settings))


def choose_tokens(sources: Sources, settings: Settings) -> Vocabulary:
    """Count runs of words with their accents, where they mean more, and make tokens of them without."""
    texts = [text for article in sources.news[::4] for text in (article.title, article.lead, article.sections[0].text)]
    texts += [text for article in sources.wiki[::2]
              for text in (article.title, *(f"{s.heading}\n{s.text}" for s in article.sections))]
    texts += [text for pair in sources.headlines[::2] for text in pair]
    texts += [asked.question for asked in sources.asked] + list(dict.fromkeys(a.passage for a in sources.asked))
    runs: Counter[tuple[str, ...]] = Counter()
    for run, n in count_runs(texts, accented, at_least=settings.rarest_run, cohesion=settings.cohesion).items():
        runs[tuple(fold(word) for word in run)] += n
    random.Random(settings.seed).shuffle(texts)
    return choose(runs, texts[: len(texts) // 4], size=settings.tokens, words=settings.words, pieces=settings.pieces)


def learn_matrix(sources: Sources, vocabulary: Vocabulary, settings: Settings) -> shipped.Matrix:
    """Learn a row for each token from pairs of texts that belong together."""
    chance = random.Random(settings.seed)
    pairs = pairs_of(sources, chance)
    members = by_source(pairs)
    questions = {name for asked in sources.asked for name in (asked.source, f"{asked.source} piece")}
    logger.info("pairs: %s", {name: len(places) for name, places in members.items()})
    queries = [pair.query for pair in pairs]
    variants = _respelt(pairs, questions, Speller(sources.chat), chance, queries)
    negatives = hard_negatives(pairs, [i for i, pair in enumerate(pairs) if pair.source in questions])
    logger.info("wrong passages found for %d questions", len(negatives))
    number: dict[str, int] = {}
    same = np.array([number.setdefault(pair.passage, len(number)) for pair in pairs], np.int64)
    tokenizer = vocabulary.tokenizer()
    asked = cut(tokenizer, queries, vocabulary.rows, most=settings.longest_query)
    texts = cut(tokenizer, list(number), vocabulary.rows, most=settings.longest_passage)
    ids, starts = texts.take(same)
    passages = Ragged(ids.numpy().astype(np.int32), np.append(starts.numpy(), len(ids)))
    logger.info("%d texts cut into %d tokens", len(number), len(texts.ids))
    start = latent_vectors(texts, int(vocabulary.rows.max()) + 1, settings.dimensions, seed=settings.seed)
    course = dataclasses.replace(settings.course, shares={name: _share(name) for name in members})
    return learn(start, asked, passages, same, members, course, seed=settings.seed, negatives=negatives,
                 variants=variants)


def _respelt(pairs: list[Pair], questions: set[str], speller: Speller, chance: random.Random,
             queries: list[str]) -> dict[int, list[int]]:
    """Put other spellings of a query at the end of `queries`, and say which are whose."""
    variants: dict[int, list[int]] = {}
    for i, pair in enumerate(pairs):
        if pair.source in questions or pair.source in ("news title", "news lead"):
            forms = {speller.abbreviated(pair.query)}
            if pair.source in questions:
                forms.add(speller.chatty(pair.query, chance))
            for form in sorted(forms - {pair.query}):
                variants.setdefault(i, []).append(len(queries))
                queries.append(form)
    return variants


def _share(source: str) -> float:
    """How often a source is gone through in an epoch: questions are few and matter most."""
    if source.startswith(("viquad", "vinewsqa", "mailong", "webqa")):
        return 3.0
    return 2.0 if source.startswith(("history", "vicoqa")) else 1.0


if __name__ == "__main__":
    main()
