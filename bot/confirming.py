"""What an admin says of a document that others name: kept beside what was said before, wherever it is said."""

from dataclasses import replace
from datetime import date

from bot.samples import EVERYBODY
from corpus.document import Audience
from corpus.mention_table import Confirmed, Status
from retrieval.library import Library


def confirm(library: Library, canonical: str, issued: date | None, *, subject: str | None = None, issuer: str | None = None,
            status: Status | None = None, audience: Audience | None = None) -> None:
    """Remember what is given; the rest stays as it was. Without an audience, whoever was told is told on."""
    before = said(library, canonical, issued) or Confirmed(canonical, issued, None, None, None, Audience.PUBLIC)
    library.confirm(replace(before, subject=subject or before.subject, issuer=issuer or before.issuer,
                            status=status or before.status, audience=audience or before.audience))


def date_anew(library: Library, canonical: str, before: date | None, issued: date) -> None:
    """Say on which day a document was issued; what was said of it stays."""
    known = said(library, canonical, before)
    if known is None:
        confirm(library, canonical, issued)
        return
    confirm(library, canonical, issued, subject=known.subject, issuer=known.issuer, status=known.status,
            audience=known.audience)
    if before != issued:
        library.withdraw(canonical, before)


def said(library: Library, canonical: str, issued: date | None) -> Confirmed | None:
    """Return what was said of a document, whoever may be told of it."""
    return next((one for one in library.confirmed(audiences=EVERYBODY)
                 if one.canonical == canonical and one.issued == issued), None)
