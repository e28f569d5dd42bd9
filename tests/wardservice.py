"""The real service over a few documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from corpus.document import Audience, Document
from libraries import library_in
from retrieval.answering import AnswerService
from retrieval.embedding import StaticEmbedder
from retrieval.question import Answer, Exchange, Question
from retrieval.searching import Searcher

TODAY = date(2026, 11, 24)


@contextmanager
def service_of(folder: Path, *documents: Document) -> Iterator[AnswerService]:
    """Yield a service that answers from these documents alone."""
    library = library_in(folder, StaticEmbedder())
    list(library.add(documents))
    yield AnswerService(library, Searcher(library))
    library.close()


def ask(service: AnswerService, text: str, *audiences: Audience, history: tuple[Exchange, ...] = ()) -> Answer:
    """Ask as a resident who may read these audiences too."""
    may_read = frozenset({Audience.PUBLIC, *audiences})
    return service.answer(Question(text=text, audiences=may_read, today=TODAY, history=history))
