"""Mentions: what a text says of the documents that it names by number: when issued, by whom, about what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.text import fold, fold_same_length

Span = tuple[int, int]
Days = tuple[date, date]

# The congresses at whose end a term (khóa) of the Central Committee begins.
_CONGRESSES = {"x": date(2006, 4, 25), "xi": date(2011, 1, 19), "xii": date(2016, 1, 28), "xiii": date(2021, 2, 1),
               "xiv": date(2026, 1, 23), "xv": date(2031, 1, 31)}
_TERMS = {name: (start, end) for (name, start), end in
          zip(_CONGRESSES.items(), [*_CONGRESSES.values()][1:], strict=False)}
_DAY = re.compile(r"ngay\s+(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4}))"
                  r"(?!\d)")
_TERM = re.compile(r"khoa\s+([ivx]+)(?!\w)")
_YEARS = re.compile(r"nhiem ky\s+(\d{4})\s*-\s*(\d{4})(?!\d)")
_BODY = re.compile(r"cua\s+")
_WORD = re.compile(r"[\w&-]+")
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"[\s,()]*")
# Words that end the name of a body, in small letters: "của Bộ Chính trị về …", "của UBND phường Bến Đá đã …".
_AFTER_BODY = frozenset([
    "về", "đã", "đang", "sẽ", "được", "tại", "trong", "và", "thì", "là", "có", "vào", "cho", "đến", "từ", "theo",
    "khi", "khóa", "khoá", "ngày", "nhiệm", "với", "nhằm", "để", "trên", "ở", "gắn", "do", "bằng", "đối", "v", "ve",
    "se", "duoc", "tai", "va", "thi", "la", "vao", "khoa", "ngay", "nhiem", "voi", "nham", "tren"])
_MOST_WORDS = 10
_ABOUT = re.compile(r"""[\s,()]*(?P<quote>["“”]?)\s*(?P<about>ve(?:\s+viec)?|v/v)(?!\w)""")
_CLAUSE = re.compile(r"""[.;:,\n“"”]""")
# After a comma these words say that a new clause begins, not that the subject goes on.
_PREDICATE = re.compile(r"(?<!\w)(?:đã|có|được|đang|sẽ|là|cần|phải|đạt|gắn|nhằm|UBND|phường)(?!\w)")
_SEGMENT = re.compile(r"""\s*([^.;:,\n“"”]*)""")
_LONGEST = 400         # characters of a subject
_OWN = re.compile(r"\s*so\s*:?\s*$")
_DIGIT = re.compile(r"\d")
_PLACE_AND_DAY = 80    # characters
_HEADER = 15           # lines in which the number of the document itself stands
_PLACED = re.compile(r"[^,.;]{2,40},\s*(ngay\s.*)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number: "ngày 15/5/2016 của Bộ Chính trị (khóa XII) về …".

    `days` are those between which the document was issued, the same day twice when the text says which. `body` and
    `subject` are stretches of the text.
    """

    days: Days | None
    body: Span | None
    subject: Span | None
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a passage; `own` when it is the number of the very document that the passage is from."""

    passage: int
    reference: Reference
    days: Days | None
    own: bool


def find_mentions(passages: Sequence[tuple[int, str]], issued: date | None) -> list[Mention]:
    """Return the documents that a document names; `passages` are (paragraph, text) in reading order.

    `Mention.passage` counts them. One named in full is meant where it is named in short: "Kết luận số 01" after
    "Kết luận số 01-KL/TW".
    """
    found: list[Mention] = []
    header: date | None = None
    for n, (paragraph, text) in enumerate(passages):
        references = find_references(text) if _DIGIT.search(text) else []
        if paragraph <= _HEADER and header is None and len(text) <= _PLACE_AND_DAY:
            header = _header_day(text)
        for reference, tail in zip(references, tails(text, references), strict=True):
            own = paragraph <= _HEADER and len(references) == 1 and _is_own(text, reference)
            found.append(Mention(n, reference, tail.days, own))
    day = header or issued
    return [_completed(replace(mention, days=(day, day)) if mention.own and day else mention, found) for mention in found]


def tails(text: str, references: Sequence[Reference]) -> Iterator[Tail]:
    """Yield what a text says after each of these references, which must be its own, in order."""
    folded = fold_same_length(text) if references else ""
    ends = [*(reference.start for reference in references[1:]), len(text)]
    for reference, end in zip(references, ends, strict=False):
        yield _tail(text, folded, reference, end)


def term_of(day: date) -> Days | None:
    """Return the term of the Central Committee that a day falls in."""
    return next(((start, end) for start, end in _TERMS.values() if start <= day < end), None)


# ---------------------------------------------------------------------------------------------------------------------

def _tail(text: str, folded: str, reference: Reference, limit: int) -> Tail:
    days = (date(reference.year, 1, 1), date(reference.year, 12, 31)) if reference.year else None
    body: Span | None = None
    at = reference.end
    while True:
        here = _GAP.match(folded, at, limit).end()  # type: ignore[union-attr]  # it always matches
        if day := _DAY.match(folded, here, limit):
            days, at = _exactly(day) or days, day.end()
        elif term := _TERM.match(folded, here, limit):
            central = (reference.issuer or "").endswith("TW")
            days, at = days or (_TERMS.get(term[1]) if central else None), term.end()
        elif years := _YEARS.match(folded, here, limit):
            first, last = int(years[1]), int(years[2])
            sound = 1930 <= first < last < 2100      # "2020 - 2015" was seen
            days, at = days or ((date(first, 1, 1), date(last, 12, 31)) if sound else None), years.end()
        elif (of := _BODY.match(folded, here, limit)) and body is None:
            at = _body_end(text, of.end(), limit)
            body = (of.end(), at)
        else:
            break
    return Tail(days, body, _subject(text, folded, at), at)


def _exactly(day: re.Match[str]) -> Days | None:
    d, m, y = (int(part) for part in day.groups() if part is not None)
    try:
        return (date(y, m, d), date(y, m, d))
    except ValueError:
        return None


def _body_end(text: str, start: int, limit: int) -> int:
    end = at = start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at, limit)
        if word is None or word[0] in _AFTER_BODY:
            break
        end = word.end()
        space = _SPACE.match(text, end, limit)
        if space is None:
            break
        at = space.end()
    return end


def _subject(text: str, folded: str, at: int) -> Span | None:
    about = _ABOUT.match(folded, at)
    if about is None:
        return None
    start = about.start("about")
    limit = min(len(text), start + _LONGEST)
    if about["quote"]:
        return (start, _closing(text, start, limit))
    for mark in _CLAUSE.finditer(text, about.end(), limit):
        if mark[0] in "“\"”":
            return (start, min(_closing(text, mark.end(), limit) + 1, limit))
        if mark[0] != "," or text[mark.start() - 1].isdigit() or _is_clause(text, mark.end()):
            limit = mark.start()
            break
    return (start, limit) if limit - about.end() > 8 else None


def _closing(text: str, at: int, limit: int) -> int:
    return next((i for i in range(at, limit) if text[i] in "”\""), limit)


def _is_clause(text: str, at: int) -> bool:
    following = _SEGMENT.match(text, at)
    assert following is not None      # it always matches
    words = following[1].split()
    return (not words or len(words) > 12 or text[following.start(1)].isupper() or bool(_PREDICATE.search(following[1])))


def _is_own(text: str, reference: Reference) -> bool:
    rest = fold(text[reference.end:]).strip()
    placed = not rest or _PLACED.fullmatch(rest) is not None
    return placed and not reference.partial and _OWN.fullmatch(fold_same_length(text[:reference.start])) is not None


def _header_day(text: str) -> date | None:
    placed = _PLACED.fullmatch(fold(text).strip())
    day = _DAY.fullmatch(placed[1].strip()) if placed else None
    exactly = _exactly(day) if day else None
    return exactly[0] if exactly else None


def _completed(mention: Mention, found: Sequence[Mention]) -> Mention:
    short = mention.reference
    if not short.partial:
        return mention
    whole = [(other.passage > mention.passage, abs(other.passage - mention.passage), n) for n, other in enumerate(found)
             if not other.reference.partial and same_number(short, other.reference)]
    if not whole:
        return mention
    full = found[min(whole)[2]].reference
    return replace(mention, reference=replace(full, start=short.start, end=short.end))


def same_number(short: Reference, full: Reference) -> bool:
    """Whether a number that leaves things out may stand for another: "CT 05" for "05-CT/TW"."""
    return (short.number == full.number and short.suffix == full.suffix
            and short.type is not None and full.type is not None and plain_kind(short.type) == plain_kind(full.type)
            and short.year in (None, full.year))


def plain_kind(kind: str) -> str:
    """Return the kind under which a number is looked for: some offices tell Quyết định (QĐi) and Quy định (QyĐ) apart."""
    return "QĐ" if kind in {"QĐi", "QyĐ"} else kind
