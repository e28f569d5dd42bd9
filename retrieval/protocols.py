"""What can be swapped: models and engines. An engine inherits nothing and has one file in `retrieval/engines`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.document import Audience
from retrieval.question import Answer

Vector = NDArray[np.float32]   # (dimensions,), of length 1
Matrix = NDArray[np.float32]   # (texts, dimensions), rows of length 1


class Embedder(Protocol):
    """A model that turns text into vectors whose inner product says how near two texts are in meaning."""

    @property
    def name(self) -> str:
        """What the index remembers: another name means other vectors."""

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Matrix: ...

    def embed_question(self, text: str) -> Vector: ...


class VectorIndex(Protocol):
    """Nearest neighbours by inner product among the passages that the asker may read. Safe to use from many threads."""

    def add(self, ids: Sequence[int], vectors: Matrix, audiences: Sequence[Audience]) -> None:
        """Add passages; an id that is already there is replaced."""

    def remove(self, ids: Collection[int]) -> None:
        """Forget passages; an id that is not there is no error."""

    def search(self, vector: Vector, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` (id, similarity), best first, never one outside `audiences`."""

    def ids(self) -> set[int]: ...

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, in place of what is there."""

    def load(self, folder: Path) -> None:
        """Replace the contents with what `save` wrote; FileNotFoundError when nothing usable is there."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a passage as the lexical index keeps them, one list a field, repeats kept."""

    accented: Sequence[str]
    folded: Sequence[str]
    context: Sequence[str]     # folded words of the title and the heading


@dataclass(frozen=True, slots=True)
class TermWeights:
    """The words of a question and what each is worth, a field at a time."""

    accented: Mapping[str, float]
    folded: Mapping[str, float]
    context: Mapping[str, float]


class LexicalIndex(Protocol):
    """BM25 over the fields of `Terms` among the passages that the asker may read. Safe to use from many threads.

    Changes are seen from `commit` on, by other processes after their `reload`. Each may end in IndexLost: then the index
    is empty, its generation 0. `generation` is the number given to
    the last commit: how far the index has followed the store.
    """

    @property
    def generation(self) -> int: ...

    def add(self, ids: Sequence[int], terms: Sequence[Terms], audiences: Sequence[Audience]) -> None:
        """Add passages; an id that is already there is replaced."""

    def remove(self, ids: Collection[int]) -> None:
        """Forget passages; an id that is not there is no error."""

    def commit(self, generation: int) -> None: ...

    def reload(self) -> None:
        """Take over what another process committed; what was not committed here is forgotten."""

    def clear(self) -> None:
        """Forget everything. Like other changes it is seen from `commit` on: nobody meets half an index."""

    def search(self, terms: TermWeights, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` (id, BM25 score), best first, never one outside `audiences`."""

    def ids(self) -> set[int]: ...


class Rewriter(Protocol):
    """Says an answer in smoother words, or as it is. Never raises, and adds nothing that the quotes do not hold."""

    def rewrite(self, question: str, answer: Answer) -> Answer: ...
