"""The number that a document carries itself, in its head: "Số: 16/KH-MTTQ-BTT"."""

import re
from collections.abc import Sequence

from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import fold
from retrieval.reading.asked import Asked
from retrieval.reading.evidence import Seen
from retrieval.reading.reader import Finding
from retrieval.reading.spans import Span

_PAPER = r"(?:van ban|quyet dinh|nghi quyet|chi thi|ket luan|ke hoach|huong dan|thong bao|cong van|bao cao|to trinh|bien ban|bb)"
_OWN = re.compile(rf"\b{_PAPER}\b.*\b(?:mang|danh|co|la|so hieu)?\s*so (?:hieu )?(?:may|bao nhieu|nao|gi)\b")
_THROUGH = re.compile(rf"\b(?:theo|dua vao|dua tren|can cu|bang|thuc hien|vien dan|trien khai) (?:\w+ ){{0,2}}{_PAPER} (?:so )?(?:may|nao|bao nhieu)\b")
_NUMBER = re.compile(r"\s*Số\s*:\s*(?P<number>\d\S*(?:\s?[/-]\s?\S+)*)", re.IGNORECASE)
_HEAD = 12            # passages at the beginning of a document that say what it is
_ENOUGH = 0.6         # of the question's words must stand there


def own_number(asked: Asked, seen: Sequence[Seen]) -> Finding | None:
    """Return where the document that a question describes carries its own number, None when it asks something else."""
    folded = fold(asked.text)
    if not _OWN.search(folded) or _THROUGH.search(folded):
        return None
    best: tuple[float, Finding] | None = None
    heads: dict[str, set[str]] = {}
    numbers: dict[str, tuple[Seen, re.Match[str]]] = {}
    for one in seen:
        found = one.hit.passage
        if found.passage.ordinal > _HEAD:
            continue
        words = heads.setdefault(found.document, set(fold(found.title).split()))
        words.update(one.passage.plain)
        number = _NUMBER.match(one.text)
        if number and find_references(number["number"]):
            numbers.setdefault(found.document, (one, number))
    total = max(float(asked.weights.sum()), 1e-6)
    for document, (one, number) in numbers.items():
        covered = sum(float(weight) for word, weight in zip(asked.plain, asked.weights, strict=True) if word in heads[document]) / total
        if covered >= _ENOUGH and (best is None or covered > best[0]):
            reference = find_references(number["number"])[0]
            start = one.sentence.start + number.start("number")
            span = Span(start + reference.start, start + reference.end, start + reference.start, start + reference.end)
            best = covered, Finding(one, span, covered)
    return best[1] if best else None
