"""An answer as a person or a program reads it: plain text and JSON here, Telegram HTML in its channel."""

from typing import Any

from bot import messages
from corpus.document import Listing, StoredPassage
from corpus.journal import Record
from corpus.reading import Reading
from retrieval.explaining import Explanation
from retrieval.question import Answer, Citation, Hit, Outcome, Reason, Remark


def text(answer: Answer) -> str:
    """Return what a person reads, without the sources: at most 400 characters, see `retrieval.quoting.ROOM`."""
    said = _said(answer)
    if answer.missed and answer.outcome is not Outcome.FAILED:
        return messages.missed(answer.missed, answer.citations[:1], said)
    match answer.outcome:
        case Outcome.ANSWERED:
            return said
        case Outcome.RELATED:
            return _beside(answer, said)
        case Outcome.NOT_FOUND:
            return (messages.EMPTY_CORPUS if answer.reason is Reason.NO_DOCUMENTS
                    else messages.not_found(answer.newest, answer.office))
        case Outcome.AMBIGUOUS:
            numbered = (f"{n}. {choice.label.strip()}" for n, choice in enumerate(answer.choices, 1))
            return "\n".join([messages.AMBIGUOUS, *numbered])
        case Outcome.REFUSED:
            return messages.refused(answer.reason, answer.office, answer.closed)
        case Outcome.FAILED:
            return messages.FAILED


def short(answer: Answer) -> str | None:
    """Return the fact itself, said to be worked out where it stands in no document."""
    computed = any(note.remark is Remark.COMPUTED for note in answer.notes)
    return messages.COMPUTED_SHORT.format(sum=answer.short) if computed else answer.short


def _said(answer: Answer) -> str:
    """Return the statements with the numbers of their citations, and the assistant's remarks around them."""
    dated = any(statement.day for statement in answer.statements)
    statements = [(f"{messages.day(statement.day)}: " if statement.day else "")
                  + f"{statement.text} " + "".join(f"[{n}]" for n in (statement.citation, *statement.also))
                  for statement in answer.statements]
    parts = [*map(messages.lead, answer.notes), *statements, *map(messages.ending, answer.notes)]
    return ("\n" if dated else " ").join(filter(None, parts))


def _beside(answer: Answer, said: str) -> str:
    if any(note.remark is Remark.CORRECTED for note in answer.notes):
        return messages.CORRECTED.format(fact=said)
    if answer.premise:
        return messages.PREMISE.format(premise=answer.premise, nearest=said)
    return messages.RELATED.format(nearest=said)


def plain(answer: Answer) -> str:
    """Return the answer for a terminal: the text, then a line a source with its quote."""
    lines = [text(answer)]
    for citation in answer.citations:
        lines += ["", messages.source(citation), f"    “{citation.quote.strip()}”"]
    return "\n".join(lines)


def to_json(answer: Answer, question_id: str | None = None) -> dict[str, Any]:
    """Return the answer as the contract of `ask --json` and `POST /api/ask` has it."""
    return {
        "id": question_id,
        "outcome": answer.outcome.value,
        "short": short(answer),
        "text": text(answer),
        "citations": [citation_json(citation) for citation in answer.citations],
        "took_ms": round(answer.took_ms, 1),
        **({"choices": [{"label": choice.label.strip(), "question": choice.completing(answer.asked)}
                        for choice in answer.choices]} if answer.choices else {}),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as the contract of `ask --json` has it."""
    by = citation.superseded_by
    return {
        "n": citation.n,
        "document": citation.document,
        "title": citation.title,
        "issued": citation.issued.isoformat() if citation.issued else None,
        "place": messages.place(citation.paragraph, citation.page) + messages.superseded(by),
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "audience": citation.audience.value,
        **({"superseded_by": {"document": by.document, "title": by.title}} if by else {}),
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
        **({"also": [_place(passage) for passage in hit.also]} if hit.also else {}),
    }


def _place(found: StoredPassage) -> dict[str, Any]:
    return {
        "document": found.document,
        "passage": found.id,
        "title": found.title,
        "issued": found.issued.isoformat() if found.issued else None,
    }


def hit_plain(hit: Hit) -> str:
    """Return a hit for a terminal: where it stands, then its text."""
    found = hit.passage
    where = (f"{found.title} – {messages.day(found.issued)} – {messages.place(found.passage.paragraph, found.passage.page)}"
             f"{messages.superseded(found.superseded_by)}")
    also = "".join("\n    " + messages.also(one.title, one.issued, one.passage.paragraph, one.passage.page)
                   for one in hit.also)
    return f"{where}  ({hit.score:.3f})\n    {found.passage.text.strip()}{also}"


def record_to_json(record: Record) -> dict[str, Any]:
    """Return a change as `log --json` prints it."""
    return {
        "id": record.id,
        "at": record.at.isoformat(),
        "by": record.by,
        "action": record.action.value,
        "document": record.document,
        "title": record.title,
        "before": dict(record.before),
        "after": dict(record.after),
        "undone": record.undone,
    }


def explanation(given: Explanation) -> str:
    """Return why an answer is what it is, and the passages found."""
    hits = [hit_plain(hit) for hit in given.trace.hits[:_PASSAGES]]
    return "\n".join([messages.explained(given), *([messages.PASSAGES_FOUND, *hits] if hits else [])])


_PASSAGES = 5      # shown beside an explanation


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


def description_to_json(listing: Listing) -> dict[str, Any]:
    """Return all that is known of a document, as `describe --json` prints it; null for what its letterhead lacks."""
    head = listing.letterhead
    return {
        **listing_to_json(listing),
        "superseded_by": listing.superseded_by,
        "pages": listing.pages,
        "number": listing.number,
        "kind": head.kind or None,
        "issuer": head.issuer or None,
        "place": head.place or None,
        "dated": head.dated.isoformat() if head.dated else None,
        "signatory": head.signatory or None,
        "recipients": list(head.recipients),
        "source": listing.source,
    }


def notices_to_json(reading: Reading) -> dict[str, Any]:
    """Return what `add --json` tells of a reading: its warnings, and how sure recognised letters are, 0 to 1."""
    audience = reading.document.audience
    return {
        "notices": [{"code": notice.concern.value.replace(" ", "_"), "paragraphs": list(notice.paragraphs),
                     "text": messages.warning(notice)}
                    for notice in messages.worth_saying(reading.notices, audience)],
        **({} if reading.confidence is None else {"confidence": round(reading.confidence, 3)}),
    }
