"""An answer as a person or a program reads it: plain text and JSON here, Telegram HTML in its channel."""

from typing import Any

from bot import messages
from corpus.document import Listing
from retrieval.question import Answer, Citation, Hit, Outcome, Reason


def text(answer: Answer) -> str:
    """Return what a person reads, without the sources: at most 400 characters, see `retrieval.quoting.ROOM`."""
    said = " ".join(f"{statement.text} [{statement.citation}]" for statement in answer.statements)
    match answer.outcome:
        case Outcome.ANSWERED:
            return said
        case Outcome.RELATED:
            return (messages.PREMISE.format(premise=answer.premise, nearest=said) if answer.premise
                    else messages.RELATED.format(nearest=said))
        case Outcome.NOT_FOUND:
            return messages.EMPTY_CORPUS if answer.reason is Reason.NO_DOCUMENTS else messages.not_found(answer.newest)
        case Outcome.AMBIGUOUS:
            return f"{messages.AMBIGUOUS} {said}".strip()
        case Outcome.REFUSED:
            return messages.refused(answer.reason)
        case Outcome.FAILED:
            return messages.FAILED


def plain(answer: Answer) -> str:
    """Return the answer for a terminal: the text, then a line a source with its quote."""
    lines = [text(answer)]
    for citation in answer.citations:
        lines += ["", messages.source(citation.n, citation.title, citation.issued, citation.paragraph),
                  f"    “{citation.quote.strip()}”"]
    return "\n".join(lines)


def to_json(answer: Answer, question_id: str | None = None) -> dict[str, Any]:
    """Return the answer as the contract of `ask --json` and `POST /api/ask` has it."""
    return {
        "id": question_id,
        "outcome": answer.outcome.value,
        "short": answer.short,
        "text": text(answer),
        "citations": [citation_json(citation) for citation in answer.citations],
        "took_ms": round(answer.took_ms, 1),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as the contract of `ask --json` has it."""
    return {
        "n": citation.n,
        "document": citation.document,
        "title": citation.title,
        "issued": citation.issued.isoformat() if citation.issued else None,
        "place": messages.place(citation.paragraph),
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "audience": citation.audience.value,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as the contract of `search --json` has it."""
    found = hit.passage
    return {
        "document": found.document,
        "passage": found.id,
        "title": found.title,
        "issued": found.issued.isoformat() if found.issued else None,
        "text": found.passage.text,
        "score": round(hit.score, 6),
    }


def hit_plain(hit: Hit) -> str:
    """Return a hit for a terminal: where it stands, then its text."""
    found = hit.passage
    where = f"{found.title} – {messages.day(found.issued)} – {messages.place(found.passage.paragraph)}"
    return f"{where}  ({hit.score:.3f})\n    {found.passage.text.strip()}"


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """Return a document as the contract of `list --json` has it."""
    return {
        "id": listing.id,
        "title": listing.title,
        "issued": listing.issued.isoformat() if listing.issued else None,
        "audience": listing.audience.value,
        "passages": listing.passages,
        "hidden": listing.hidden,
    }
