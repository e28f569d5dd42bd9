"""A library over a folder, with the engines that a ward runs."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from corpus.store import SqliteStore
from fakes import HashingEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.protocols import Embedder


def library_in(folder: Path, embedder: Embedder | None = None,
               now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Library:
    """Open a folder, as each of several processes may; texts with the same words have the same vector if nothing is said."""
    return Library(SqliteStore(folder, now), embedder or HashingEmbedder(), FaissIndex(), TantivyIndex(folder / "lexical"),
                   folder)
