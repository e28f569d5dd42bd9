"""The cases of all question sets, made on all cores."""

import logging
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from corpus.document import Document
from corpus.store import SqliteStore
from retrieval.embedding import StaticEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.reading.kind import KindReader
from retrieval.reading.lexicon import Lexicon
from retrieval.training.reading.cases import Case, cases
from retrieval.training.reading.questions import QuestionSet
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


SHARES = {"viquad": Share(1.0, 8_000), "vinewsqa": Share(1.5, 2_000), "webqa": Share(1.0, 500),
          "own": Share(2.0, 40_000, again=0.45, little=0.5)}
_AT_ONCE = 6_000         # questions of a set whose cases one process makes
_FEW = (1, 1, 2, 3)      # documents in a small library


def make_cases(sets: Mapping[str, QuestionSet], out: Path, speller: Speller, seed: int) -> list[Case]:
    """Return the cases of the question sets, made with the words and the kinds of answers that `out` holds."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        made = [(name, processes.submit(_made, SHARES[name], questions, part, out, speller, seed))
                for name, questions in sets.items() for part in _parts(min(SHARES[name].most, len(questions.questions)))]
        all_cases: list[Case] = []
        for name, part in made:
            all_cases += part.result()
            logger.info("%s: %d cases so far", name, len(all_cases))
    return all_cases


def _parts(questions: int) -> list[range]:
    return [range(start, min(start + _AT_ONCE, questions)) for start in range(0, questions, _AT_ONCE)]


def _made(share: Share, questions: QuestionSet, part: range, out: Path, speller: Speller, seed: int) -> list[Case]:
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
    return made


@contextmanager
def _library(documents: Iterable[Document]) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        library = Library(SqliteStore(folder), StaticEmbedder(), FaissIndex(), TantivyIndex(folder / "lexical"), folder)
        with closing(library):
            for _ in library.add(documents):
                pass
            yield library
