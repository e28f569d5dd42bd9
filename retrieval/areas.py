"""Which ward a document is of, and what became of it since."""

from collections.abc import Iterable
from datetime import date

from corpus.document import StoredPassage
from corpus.vietnamese.places import Place, find_places, find_wards, place_named
from retrieval.question import Note, Remark

_GOVERNED = frozenset(["phường", "xã", "thị trấn"])
_OPENING = 3       # passages in which a document says whose it is


def own_ward(passages: Iterable[StoredPassage]) -> str:
    """Return the ward that a document is of, as it calls it ("phường Kim Mã"), "" when its beginning names none.

    `passages` are those of the document, in reading order.
    """
    texts: list[str] = []
    for number, stored in enumerate(passages):
        if number == _OPENING:
            break
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


def _called(place: Place) -> str:
    return f"{place.kind} {place.name}"
