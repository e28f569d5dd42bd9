"""Which ward a document is of, and what became of it since."""

from collections.abc import Sequence
from datetime import date

from corpus.document import StoredPassage
from corpus.vietnamese.places import Place, find_places, find_wards, place_named, predecessors
from corpus.vietnamese.text import fold
from retrieval.question import Note, Remark

_GOVERNED = frozenset(["phường", "xã", "thị trấn"])
OPENING = 3       # passages in which a document says whose it is


def own_ward(passages: Sequence[StoredPassage]) -> str:
    """Return the ward that a document is of, as it calls it ("phường Kim Mã"), "" when its beginning names none.

    `passages` are those of the document, in reading order.
    """
    texts: list[str] = []
    for stored in passages[:OPENING]:
        texts += [stored.title] * (not texts) + [stored.passage.text]
    for text in texts:
        for ward in find_wards(text):
            if ward.certain and ward.kind in _GOVERNED:
                name = ward.name.title() if ward.name.isupper() else ward.name
                return f"{ward.kind} {name}"
    return ""


def former(ward: str, sentence: str, today: date) -> Note | None:
    """Return what is to be said beside figures of a ward that has since become part of another one."""
    named = [place_named(ward.split(" ", 1)[1])] if " " in ward else []
    named += [found.place for found in find_places(sentence)]
    for place in named:
        if place is not None and place.successor and place.valid_to is not None and place.valid_to < today:
            successor = place_named(place.successor)
            kind = successor.kind if successor else place.kind
            return Note(Remark.FORMER, place=_called(place), successor=f"{kind} {place.successor}")
    return None


def as_called_then(question: str, ward: str) -> str:
    """Return a question with the ward that it names called as it was in a document of this ward, which became part of it."""
    for found in reversed(find_places(question)):
        before = next((place for place in predecessors(found.place.name) if fold(_called(place)) == fold(ward)), None)
        if before is not None:
            question = question[:found.start] + _called(before) + question[found.end:]
    return question


def _called(place: Place) -> str:
    return f"{place.kind} {place.name}"
