"""Make the shipped reader again: `python -m retrieval.training.reading --data DIR --out retrieval/model/reading`."""

import argparse
import logging
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from corpus.document import Document
from corpus.store import SqliteStore
from retrieval.embedding import StaticEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.reading.evidence import COMPARED
from retrieval.reading.kind import KindReader
from retrieval.reading.lexicon import Lexicon, save
from retrieval.reading.passages import PassageReader
from retrieval.reading.scorer import Scorer
from retrieval.training.contamination import Excluded, evaluation_texts
from retrieval.training.reading.cases import Case, cases
from retrieval.training.reading.first import Candidates, learn
from retrieval.training.reading.kinds import learn_kinds
from retrieval.training.reading.learning import Course, learn_network
from retrieval.training.reading.own import own_questions
from retrieval.training.reading.questions import QuestionSet, vinewsqa, viquad, webqa
from retrieval.training.reading.vectors import learn_vectors
from retrieval.training.sources import Sources, chat_pairs, read
from retrieval.training.variants import Speller

logger = logging.getLogger(__name__)

@dataclass(frozen=True, slots=True)
class Share:
    """What a set of questions counts, how many are taken, and which part is asked once more, in another spelling.

    Of these, the part `little` is asked over a few documents alone: most wards begin with that.
    """

    weight: float
    most: int
    again: float = 0.0
    little: float = 0.0


_SETS = {"viquad": Share(1.0, 8_000), "vinewsqa": Share(1.5, 2_000), "webqa": Share(1.0, 500),
         "own": Share(2.0, 40_000, again=0.6, little=0.5)}
_AT_ONCE = 6_000         # questions of a set whose cases one process makes
_FEW = (1, 1, 2, 3)      # documents in a small library


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
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        made = [processes.submit(_taught, f"{name} {part.start}", _SETS[name], questions, part, out, speller, seed)
                for name, questions in sets.items() for part in _parts(min(_SETS[name].most, len(questions.questions)))]
        taught = [case for one in made for case in one.result()]
    tensors = learn([Candidates(case.evidence, case.right, case.weight) for case in taught], columns=COMPARED,
                    hidden=(48, 24), epochs=5, without_answer=0.2, seed=seed)
    save_file({name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()}, out / "first.safetensors")
    network = learn_network(taught, Scorer.load(out / "first.safetensors"), lexicon, PassageReader(lexicon, 60_000),
                            Course(), seed=seed)
    save_file(network, out / "network.safetensors")


def _parts(questions: int) -> Iterator[range]:
    yield from (range(start, min(start + _AT_ONCE, questions)) for start in range(0, questions, _AT_ONCE))


def _taught(name: str, share: Share, questions: QuestionSet, part: range, out: Path, speller: Speller,
            seed: int) -> list[Case]:
    """Make the cases of a part of a set; run in a process of its own."""
    lexicon, kinds = Lexicon.load(out), KindReader.load(out / "kinds.safetensors")
    chance = random.Random(seed)
    asked = chance.sample(questions.questions, len(questions.questions))[part.start:part.stop]
    again = asked[:int(share.again * len(asked))]
    apart = int(share.little * len(again))
    made: list[Case] = []
    with _library(questions.documents) as library:
        made += cases(library, asked, lexicon, kinds, speller, weight=share.weight, seed=seed)
        made += cases(library, again[apart:], lexicon, kinds, speller, weight=share.weight, seed=seed + 1, again=True)
    about = defaultdict(list)
    for marked in again[:apart]:
        about[marked.about].append(marked)
    named = [document for document in questions.documents if document.id in about]
    while named:
        few = [named.pop() for _ in range(min(chance.choice(_FEW), len(named)))]
        with _library(few) as library:
            over = [marked for document in few for marked in about[document.id]]
            made += cases(library, over, lexicon, kinds, speller, weight=share.weight, seed=seed + 2, again=True)
    logger.info("%s: %d questions over %d documents, %d cases", name, len(asked), len(questions.documents), len(made))
    return made


@contextmanager
def _library(documents: Iterable[Document]) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        library = Library(SqliteStore(folder), StaticEmbedder(), FaissIndex(), TantivyIndex(folder / "lexical"), folder)
        for _ in library.add(documents):
            pass
        yield library
        library.close()


def _texts(sources: Sources) -> Iterator[str]:
    for article in (*sources.news, *sources.wiki):
        yield "\n".join([article.title, article.lead, *(f"{part.heading}\n{part.text}" for part in article.sections)])
    yield from (f"{title}\n{lead}" for title, lead in sources.headlines)
    yield from (asked.question for asked in sources.asked)
    yield from dict.fromkeys(asked.passage for asked in sources.asked)


if __name__ == "__main__":
    main()
