"""Which engine stands behind which protocol: the only place that names engines."""

import importlib
from dataclasses import dataclass

from bot.records import Records
from bot.settings import LanguageModel, Settings
from corpus.store import SqliteStore
from retrieval.answering import AnswerService
from retrieval.closed_topics import ClosedTopics
from retrieval.embedding import SentenceTransformerEmbedder, StaticEmbedder
from retrieval.engines.faiss import FaissIndex
from retrieval.engines.tantivy import TantivyIndex
from retrieval.fitting import Fitting
from retrieval.library import Library
from retrieval.protocols import Rewriter
from retrieval.reading.reader import Reader
from retrieval.rewriting import LlmRewriter, NoRewriter
from retrieval.searching import Searcher


@dataclass(frozen=True, slots=True)
class Assistant:
    """What every channel talks to."""

    settings: Settings
    library: Library
    searcher: Searcher
    service: AnswerService
    records: Records
    fitting: Fitting

    @property
    def closed(self) -> ClosedTopics:
        """What is about a topic that is switched off now."""
        return ClosedTopics(self.records.closing.topics, self.fitting)


def assemble(settings: Settings) -> Assistant:
    """Open the data folder; UnusableFolder or ForeignData when that cannot be done."""
    store = SqliteStore(settings.data)
    shipped = StaticEmbedder()
    embedder = SentenceTransformerEmbedder(settings.model) if settings.model else shipped
    library = Library(store, embedder, FaissIndex(), TantivyIndex(settings.data / "lexical"), settings.data)
    reader = Reader()
    searcher = Searcher(library, reader)
    records, fitting = Records(settings.data, admins=settings.admins), Fitting(shipped)
    service = AnswerService(library, searcher, reader, rewriter=_rewriter(settings.llm), office=settings.office,
                            closed=ClosedTopics(records.closing.topics, fitting))
    return Assistant(settings, library, searcher, service, records, fitting)


def _rewriter(llm: LanguageModel | None) -> Rewriter:
    if llm is None:
        return NoRewriter()
    endpoints = importlib.import_module("retrieval.chat_endpoint")       # a network library, only needed here
    key = llm.key.reveal() if llm.key else None
    return LlmRewriter(endpoints.ChatEndpoint(llm.url, llm.model, key, local=llm.local), local=llm.local)
