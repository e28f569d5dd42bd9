"""All that is known of a document named by number: its card, in the words of the documents that name it."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Audience, Kind, StoredPassage
from corpus.mentions import same_number, tails
from corpus.relations import Relation, Tie, find_relations
from corpus.vietnamese.quantities import find_quantities
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold
from retrieval.library import Library
from retrieval.question import Citation
from retrieval.quoting import cite_stretch
from retrieval.register import Entry

_READ = 200            # passages that name the document: the newest tell what there is to tell
_REPORTS = 8           # reports on carrying it out
_RESULTS = 6
_TIMES = frozenset(["nam", "thang", "ngay", "gio", "phut", "tuan", "quy"])
_DONE = re.compile(r"(?<!\w)(?:đã|hoàn thành|xây dựng được|vận động|hiến|khen thưởng|giấy khen|bằng khen|trao|ủng hộ|"
                   r"đóng góp|được công nhận|bê tông h[oó][aá]|đạt|tổ chức được|hỗ trợ|có mô hình)(?!\w)", re.IGNORECASE)
_PLANNED = re.compile(r"(?<!\w)(?:mong muốn|phấn đấu|đề nghị|dự kiến|sẽ|yêu cầu|mục tiêu|thời gian tới|giao UBND|"
                      r"hạn chế|còn chậm)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Related:
    """A document that stands in a relation to the one of the card; `outward` when that one does it to the other.

    `report` is set when the other is no numbered document but a report that the citation is from.
    """

    tie: Tie
    outward: bool
    other: str | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Card:
    """What the documents say of one document. Every citation quotes them letter by letter."""

    entry: Entry
    name: str | None                   # "Chỉ thị", as written before the number
    body: str | None                   # who issued it, as written
    subject: Citation | None
    mentions: tuple[Citation, ...]     # newest first
    results: tuple[Citation, ...]
    related: tuple[Related, ...]
    original: StoredPassage | None     # where the document itself begins


class Cards:
    """Makes cards from what somebody may read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def card(self, entry: Entry, *, audiences: Collection[Audience]) -> Card:
        """Read all that the asker may read about a document."""
        ids = [key for tally in entry.tallies for key in tally.passages][:_READ]
        stored = self._library.passages(ids, audiences=audiences)
        passages = sorted(stored.values(), key=_newest_first)
        own = {tally.document for tally in entry.originals}
        spoken = [(passage, sentence) for passage in passages for sentence in _naming(passage, entry)]
        related = list(_unique(self._related(entry, passages, own, audiences)))
        said = list(_said(passages, entry, own))
        original = next((pages[0] for document in sorted(own)
                         if (pages := self._library.document_passages(document, audiences=audiences))), None)
        return Card(entry, _common(name for name, _, _ in said), _common(body for _, body, _ in said),
                    _best_subject(subject for _, _, subject in said if subject is not None),
                    tuple(_cite(n, passage, *span) for n, (passage, span) in enumerate(spoken, 1)),
                    self._results(entry, passages, related, audiences), tuple(related), original)

    def _related(self, entry: Entry, passages: Sequence[StoredPassage], own: set[str],
                 audiences: Collection[Audience]) -> Iterator[Related]:
        for passage in passages:
            for relation in find_relations(passage.passage.text):
                citation = _cite(0, passage, relation.start, relation.end)
                yield from _seen_from(entry, relation, citation)
        for document in sorted(own):      # what the document itself says that it carries out, replaces, rests on
            for passage in self._library.document_passages(document, audiences=audiences):
                for relation in find_relations(passage.passage.text):
                    if relation.by is None and not is_entry(relation.to, entry) and relation.tie is not Tie.REVIEWS:
                        yield Related(relation.tie, True, relation.to.canonical,
                                      _cite(0, passage, relation.start, relation.end))

    def _results(self, entry: Entry, passages: Sequence[StoredPassage], related: Sequence[Related],
                 audiences: Collection[Audience]) -> tuple[Citation, ...]:
        reports = list(dict.fromkeys(one.citation.document for one in related if one.tie is Tie.REVIEWS))[:_REPORTS]
        found: list[tuple[int, StoredPassage, tuple[int, int]]] = []
        for document in reports:
            for passage in self._library.document_passages(document, audiences=audiences):
                found += [(worth, passage, span) for worth, span in _deeds(passage, entry, from_start=True)]
        for passage in passages:
            if passage.document not in reports:
                found += [(worth, passage, span) for worth, span in _deeds(passage, entry, from_start=False)]
        best = sorted(found, key=lambda one: -one[0])[:_RESULTS]
        best.sort(key=lambda one: (*_newest_first(one[1]), one[2]))
        return tuple(_cite(n, passage, *span) for n, (_, passage, span) in enumerate(best, 1))


def is_entry(reference: Reference, entry: Entry) -> bool:
    """Say whether a mention in a document that names the entry means it."""
    if not reference.partial:
        return reference.canonical == entry.canonical
    return reference.number == entry.number and reference.suffix == entry.suffix and same_number(
        reference, Reference(entry.number, entry.suffix, entry.kind, entry.issuer, entry.unit, reference.year, None,
                             entry.canonical, False, 0, 0))


# ---------------------------------------------------------------------------------------------------------------------

def _newest_first(passage: StoredPassage) -> tuple[int, str, int]:
    return -(passage.issued.toordinal() if passage.issued else 0), passage.document, passage.passage.ordinal


def _naming(passage: StoredPassage, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield the sentence of a passage in which the document is first named."""
    text = passage.passage.text
    for start, end in split_sentences(text):
        if any(is_entry(reference, entry) for reference in find_references(text[start:end])):
            yield start, end
            return


def _said(passages: Iterable[StoredPassage], entry: Entry,
          own: Collection[str]) -> Iterator[tuple[str | None, str | None, Citation | None]]:
    """Yield what each mention says: the name before the number, who issued it, what it is about."""
    for passage in passages:
        text = passage.passage.text
        references = find_references(text)
        for reference, tail in zip(references, tails(text, references), strict=True):
            if not is_entry(reference, entry):
                continue
            before = re.search(r"(Nghị quyết|Quyết định|Quy định|Chỉ thị|Kết luận|Kế hoạch|Hướng dẫn|Thông báo|Báo cáo|"
                               r"Chương trình|Nghị định|Thông tư|Luật|Quy chế|Đề án)\s*(?:số)?\s*:?\s*$",
                               text[max(0, reference.start - 30):reference.start], re.IGNORECASE)
            yield (before[1].capitalize() if before else None, text[slice(*tail.body)] if tail.body else None,
                   _cite(0, passage, *tail.subject) if tail.subject else None)


def _common(values: Iterable[str | None]) -> str | None:
    counted: dict[str, int] = {}
    for value in values:
        if value:
            counted[value] = counted.get(value, 0) + 1
    return max(counted, key=lambda value: counted[value], default=None)


def _best_subject(subjects: Iterable[Citation]) -> Citation | None:
    """Return the fullest subject among those that read like one: no claim is made in it, and others begin alike."""
    found = list(subjects)

    def worth(citation: Citation) -> tuple[bool, int, int]:
        folded = fold(citation.quote)
        claims = re.search(r"(?<!\w)(?:đã|còn|được|đang|sẽ)(?!\w)", citation.quote) is not None
        return (not claims, sum(fold(other.quote)[:25] == folded[:25] for other in found), len(folded))
    return max(found, key=worth, default=None)


def _seen_from(entry: Entry, relation: Relation, citation: Citation) -> Iterator[Related]:
    if is_entry(relation.to, entry) and not (relation.by and is_entry(relation.by, entry)):
        if relation.by is not None:
            yield Related(relation.tie, False, relation.by.canonical, citation)
        elif relation.tie is Tie.REVIEWS:
            yield Related(relation.tie, False, None, citation)
    elif relation.by and is_entry(relation.by, entry):
        yield Related(relation.tie, True, relation.to.canonical, citation)


def _unique(related: Iterable[Related]) -> Iterator[Related]:
    seen = set()
    for one in related:
        key = (one.tie, one.outward, one.other or one.citation.document)
        if key not in seen:
            seen.add(key)
            yield one


def _deeds(passage: StoredPassage, entry: Entry, *, from_start: bool) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the sentences that count what was done, with what each is worth.

    A report on the document tells of nothing else; elsewhere the sentences count from its mention to the next one of
    another document.
    """
    if passage.passage.kind is not Kind.BODY:
        return
    text, ours = passage.passage.text, from_start
    for start, end in split_sentences(text):
        sentence = text[start:end]
        references = find_references(sentence)
        if references:
            ours = any(is_entry(reference, entry) for reference in references)
        elif from_start:
            ours = True
        if not ours or _PLANNED.search(sentence) or not _DONE.search(sentence):
            continue
        counted = sum(fold(one.noun.split(" ")[0] or one.unit) not in _TIMES for one in find_quantities(sentence)
                      if one.noun or one.unit)
        if counted:
            yield counted, (start, end)


def _cite(n: int, stored: StoredPassage, start: int, end: int) -> Citation:
    quote = stored.passage.text[start:end]
    end = start + len(quote.rstrip())
    start += len(quote) - len(quote.lstrip())
    return cite_stretch(n, stored, start, end)
