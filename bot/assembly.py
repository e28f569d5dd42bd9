"""Which engine stands behind which protocol: the only place that names engines."""

from dataclasses import dataclass

from bot.records import Records
from bot.settings import Settings
from corpus.store import SqliteStore
from retrieval.answering import AnswerService
from retrieval.embedding import SentenceTransformerEmbedder, StaticEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.library import Library
from retrieval.searching import Searcher


@dataclass(frozen=True, slots=True)
class Assistant:
    """What every channel talks to."""

    settings: Settings
    library: Library
    searcher: Searcher
    service: AnswerService
    records: Records


def assemble(settings: Settings) -> Assistant:
    """Open the data folder; UnusableFolder or ForeignData when that cannot be done."""
    store = SqliteStore(settings.data)
    embedder = SentenceTransformerEmbedder(settings.model) if settings.model else StaticEmbedder()
    library = Library(store, embedder, FaissIndex(), TantivyIndex(settings.data / "lexical"), settings.data)
    searcher = Searcher(library)
    records = Records(settings.data, admins=settings.admins)
    return Assistant(settings, library, searcher, AnswerService(library, searcher), records)
