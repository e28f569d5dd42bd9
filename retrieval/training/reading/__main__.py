"""Make the shipped reader again: `python -m retrieval.training.reading --data DIR --out retrieval/model/reading`."""

import argparse
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from retrieval.reading.evidence import COMPARED
from retrieval.reading.lexicon import Lexicon, save
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer
from retrieval.training.contamination import Excluded, evaluation_texts
from retrieval.training.reading.first import Candidates, learn
from retrieval.training.reading.kinds import learn_kinds
from retrieval.training.reading.learning import Course, learn_network
from retrieval.training.reading.making import make_cases
from retrieval.training.reading.own import own_questions
from retrieval.training.reading.questions import vinewsqa, viquad, webqa
from retrieval.training.reading.vectors import learn_vectors
from retrieval.training.sources import Sources, chat_pairs, read
from retrieval.training.variants import Speller

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the command line, train, and write the reader."""
    parser = argparse.ArgumentParser(prog="python -m retrieval.training.reading", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with train/, ward/ and eval/, which is left out")
    parser.add_argument("--out", type=Path, default=Path("retrieval/model/reading"))
    parser.add_argument("--words", action="store_true", help="learn the vectors of words anew as well")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    began = time.perf_counter()
    if arguments.words:
        words = learn_vectors(_texts(read(arguments.data)), syllables=9_000, pairs=21_000, dimensions=128)
        save(arguments.out, words.words, words.counts, words.rows)
        logger.info("%d words learnt", len(words.words))
    train(arguments.data, arguments.out, arguments.seed)
    logger.info("done in %.0f minutes", (time.perf_counter() - began) / 60)


def train(data: Path, out: Path, seed: int) -> None:
    """Make the kinds of answers, the first look and the network from the words that `out` holds."""
    lexicon, speller = Lexicon.load(out), Speller(list(chat_pairs(data / "train")))
    excluded = Excluded(evaluation_texts(data / "eval"))
    own = own_questions(data / "ward" / "ward_news.jsonl.gz", excluded)
    weights = learn_kinds(own.kinds, speller, seed=seed)
    save_file({"weights": weights.astype(np.float16)}, out / "kinds.safetensors")
    sets = {"viquad": viquad(data / "train" / "viquad1_train.json.gz"),
            "vinewsqa": vinewsqa(data / "train" / "vinewsqa_train_part.jsonl.gz"),
            "webqa": webqa(data / "train" / "webqa_train.json.gz"), "own": own}
    taught = make_cases(sets, out, speller, seed)
    tensors = learn([Candidates(case.evidence, case.right, case.weight) for case in taught], columns=COMPARED,
                    hidden=(48, 24), epochs=5, without_answer=0.2, seed=seed)
    save_file({name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()}, out / "first.safetensors")
    network = learn_network(taught, Scorer.load(out / "first.safetensors"), lexicon, PassageReader(lexicon, 60_000),
                            Course(), seed=seed)
    save_file(network, out / "network.safetensors")


def _texts(sources: Sources) -> Iterator[str]:
    for article in (*sources.news, *sources.wiki):
        yield "\n".join([article.title, article.lead, *(f"{part.heading}\n{part.text}" for part in article.sections)])
    yield from (f"{title}\n{lead}" for title, lead in sources.headlines)
    yield from (asked.question for asked in sources.asked)
    yield from dict.fromkeys(asked.passage for asked in sources.asked)


if __name__ == "__main__":
    main()
