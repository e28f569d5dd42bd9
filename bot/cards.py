"""The card of a document known by its number, as a person or a program reads it."""

from collections.abc import Iterator
from typing import Any

from bot import messages, rendering
from retrieval.card import Card, Related
from retrieval.question import Citation
from retrieval.quoting import shorten
from retrieval.register import Entry

_LABEL = 56         # characters of a button
_QUOTE = 400        # characters of a result


def title(card: Card) -> str:
    """Return "Chỉ thị số 05-CT/TW"."""
    if card.entry.partial:
        return card.entry.canonical
    name = card.name or (messages.kind(card.entry.kind) if card.entry.kind else messages.DOCUMENT)
    return messages.NUMBERED.format(name=name, number=card.entry.canonical)


def facts(card: Card) -> list[str]:
    """Return what stands at the head of a card, a line each; ✓ marks what an admin confirmed."""
    given = card.entry.confirmed
    issuer = (given and given.issuer and messages.CONFIRMED.format(given.issuer)) or card.body or messages.NOT_KNOWN
    status = messages.UNKNOWN_STATUS
    if given and given.status:
        status = messages.CONFIRMED.format(messages.STATUSES[given.status])
    return [messages.CARD_ISSUER.format(issuer), messages.CARD_ISSUED.format(_issued(card.entry)),
            messages.CARD_SUBJECT.format(_subject(card)), messages.CARD_STATUS.format(status)]


def related(one: Related) -> str:
    """Return a relation with its direction: "được tiếp tục thực hiện theo 01-KL/TW"."""
    other = one.other or f"“{one.citation.title}” ({messages.day(one.citation.issued)})"
    return messages.TIES[one.tie][0 if one.outward else 1].format(other)


def source(citation: Citation) -> str:
    return f"{citation.title} – {messages.day(citation.issued)} – {messages.place(citation.paragraph, citation.page)}"


def quote(citation: Citation) -> str:
    return shorten(citation.quote, _QUOTE)


def mentions(card: Card) -> str:
    documents = len({citation.document for citation in card.mentions})
    return messages.CARD_MENTIONS.format(passages=len(card.mentions), documents=documents)


def label(entry: Entry, card: Card | None = None) -> str:
    """Return the words of a button that opens the card: the number, the time, and the subject as far as it fits."""
    when = f" ({_short(entry)})" if entry.days or entry.issued else ""
    about = f" {_subject(card)}" if card is not None and _subject(card) != messages.NOT_KNOWN else ""
    return shorten(f"{entry.canonical}{when}{about}", _LABEL)


def plain(card: Card) -> str:
    """Return the card for a terminal."""
    return "\n".join(_lines(card))


def to_json(card: Card) -> dict[str, Any]:
    """Return the card for a program; `confirmed` holds what an admin said, the rest was read off documents."""
    entry, given = card.entry, card.entry.confirmed
    return {
        **entry_json(entry),
        "name": card.name,
        "issuer_name": card.body,
        "subject": card.subject.quote if card.subject else None,
        "status": given.status.value if given and given.status else None,
        "confirmed": given and {"issued": given.issued and given.issued.isoformat(), "subject": given.subject,
                                "issuer": given.issuer, "status": given.status and given.status.value},
        "mentioned": [rendering.citation_json(citation) for citation in card.mentions],
        "results": [rendering.citation_json(citation) for citation in card.results],
        "related": [{"relation": one.tie.value, "outward": one.outward, "other": one.other,
                     "citation": rendering.citation_json(one.citation)} for one in card.related],
        "original": card.original.document if card.original else None,
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as a list shows it."""
    return {
        "canonical": entry.canonical, "kind": entry.kind, "issuer": entry.issuer, "year": entry.year,
        "issued": entry.issued.isoformat() if entry.issued else None,
        "issued_between": [day.isoformat() for day in entry.days] if entry.days else None,
        "documents": len({tally.document for tally in entry.tallies}),
    }


def _lines(card: Card) -> Iterator[str]:
    yield title(card)
    yield from facts(card)
    if card.results:
        yield "\n" + messages.CARD_RESULTS
        for result in card.results:
            yield f"  “{result.quote}”\n    {source(result)}"
    if card.related:
        yield "\n" + messages.CARD_RELATED
        for one in card.related:
            yield f"  • {related(one)}"
    yield "\n" + mentions(card)
    for mention in card.mentions:
        yield f"  {source(mention)}"
    if card.original:
        yield "\n" + f"{messages.OPEN_ORIGINAL}: {card.original.title}"
    yield "\n" + messages.CARD_NOTE


def _issued(entry: Entry) -> str:
    if entry.confirmed is not None and entry.confirmed.issued is not None:
        return messages.CONFIRMED.format(messages.day(entry.confirmed.issued))
    if entry.issued is not None:
        return messages.day(entry.issued)
    return messages.term(*entry.days) if entry.days else messages.NOT_KNOWN


def _short(entry: Entry) -> str:
    if entry.issued is not None:
        return messages.day(entry.issued)
    return messages.term(*entry.days) if entry.days else ""


def _subject(card: Card) -> str:
    given = card.entry.confirmed
    if given is not None and given.subject is not None:
        return messages.CONFIRMED.format(given.subject)
    if card.subject is not None:
        return card.subject.quote
    return card.original.title if card.original is not None else messages.NOT_KNOWN
