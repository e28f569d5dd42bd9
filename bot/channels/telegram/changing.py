"""What admins do to documents, each change as the one sentence that says what became of it."""

from collections.abc import Callable
from datetime import date

from bot import messages
from bot.channels.telegram.shelf import Verb
from bot.samples import EVERYBODY
from corpus.document import Audience, Listing
from corpus.errors import CorpusError, InvalidValue, UnknownDocument
from retrieval.errors import RetrievalError
from retrieval.library import Library

_AUDIENCES = {Verb.PUBLIC: Audience.PUBLIC, Verb.PARTY: Audience.PARTY, Verb.STAFF: Audience.STAFF}


def change(library: Library, verb: Verb, about: Listing, argument: str, *, by: str) -> str:
    """Do what a button says. One that was pressed before, or by somebody else, changes nothing twice."""
    return in_words(lambda: _changed(library, verb, about, argument, by))


def set_title(library: Library, about: Listing, title: str, *, by: str) -> str:
    """Give a document another title."""
    return in_words(lambda: _edited(library, about, by, title=title))


def set_date(library: Library, about: Listing, issued: date, *, by: str) -> str:
    """Give a document another day of publication."""
    return in_words(lambda: _edited(library, about, by, issued=issued))


def last_change(library: Library, document_id: str) -> str:
    """Return the number of the last change of a document, "0" when none is known."""
    return str(next((record.id for record in library.log(document_id, limit=1)), 0))


def in_words(deed: Callable[[], str]) -> str:
    """Return what a deed says, or one sentence that says why it could not be done."""
    try:
        return deed()
    except UnknownDocument:
        return messages.DOCUMENT_GONE
    except InvalidValue:
        return messages.SUCCEEDS_ITSELF
    except (CorpusError, RetrievalError) as problem:
        return messages.error(problem)


def _changed(library: Library, verb: Verb, about: Listing, argument: str, by: str) -> str:
    match verb:
        case Verb.HIDE | Verb.SHOW:
            hidden = verb is Verb.HIDE
            if about.hidden is hidden:
                return messages.HIDDEN_BEFORE if hidden else messages.SHOWN_BEFORE
            library.set_hidden(about.id, hidden, by=by)
            return messages.NOW_HIDDEN if hidden else messages.NOW_SHOWN
        case Verb.SUCCEEDED:
            successor = library.by_handle(argument)
            known = library.describe(successor, audiences=EVERYBODY) if successor is not None else None
            if known is None:
                return messages.DOCUMENT_GONE
            library.supersede(about.id, known.id, by=by)
            return messages.NOW_SUPERSEDED.format(title=messages.shortened(known.title))
        case Verb.CURRENT:
            library.supersede(about.id, None, by=by)
            return messages.NOW_CURRENT
        case Verb.REMOVE:
            if argument != last_change(library, about.id):
                return messages.CHANGED_BEFORE_REMOVAL
            library.remove(about.id, by=by)
            return messages.NOW_REMOVED.format(title=messages.shortened(about.title))
        case _:
            return _edited(library, about, by, audience=_AUDIENCES[verb])


def _edited(library: Library, about: Listing, by: str, *, title: str | None = None, issued: date | None = None,
            audience: Audience | None = None) -> str:
    library.edit(about.id, title=title, issued=issued, audience=audience, by=by)
    if audience is not None:
        return messages.NOW_FOR.format(audience=messages.AUDIENCES[audience].lower())
    return messages.NOW_TITLED if title is not None else messages.NOW_ISSUED.format(day=messages.day(issued))
