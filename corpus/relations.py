"""How documents stand to each other, as sentences say it: "Kết luận 01-KL/TW … về tiếp tục thực hiện Chỉ thị 05-CT/TW"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.mentions import Tail, tails
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.sentences import split_sentences
from corpus.vietnamese.text import fold_same_length


class Tie(StrEnum):
    """What one document does to another."""

    CONTINUES = "continues"
    REPLACES = "replaces"
    AMENDS = "amends"
    REPEALS = "repeals"
    BASED_ON = "based on"
    IMPLEMENTS = "implements"
    REVIEWS = "reviews"          # sơ kết, tổng kết


@dataclass(frozen=True, slots=True)
class Relation:
    """`by` does something to `to`; None is the document that says so. The sentence is `text[start:end]`."""

    by: Reference | None
    tie: Tie
    to: Reference
    start: int
    end: int


_NAMED = (r"\s*(?:(?:nghi quyet|quyet dinh|quy dinh|chi thi|ket luan|quy che|thong tri|huong dan|thong bao|bao cao|ke hoach|"
          r"chuong trinh|de an|nghi dinh|thong tu|luat|phap lenh|cong van|cac|van ban)\s*)*(?:so\s*:?\s*)?$")
_TIES = [(tie, passive, re.compile(rf"(?<!\w)(?:{words}){_NAMED}")) for tie, passive, words in (
    (Tie.REVIEWS, False, r"(?:so|tong) ket(?:\s[^.;:“\"]{0,60}?)?"),
    (Tie.REPLACES, True, r"(?:duoc|bi) thay the (?:bang|boi)"),
    (Tie.AMENDS, True, r"duoc sua doi(?:, bo sung)? (?:bang|boi|theo|tai)"),
    (Tie.REPEALS, True, r"(?:bi|duoc) bai bo (?:bang|boi|theo)"),
    (Tie.REPLACES, False, r"thay the(?: cho)?"),
    (Tie.AMENDS, False, r"sua doi(?:, bo sung)?(?: mot so (?:dieu|noi dung))?(?: cua)?"),
    (Tie.REPEALS, False, r"bai bo"),
    (Tie.CONTINUES, False, r"tiep tuc (?:day manh )?(?:viec )?(?:trien khai )?(?:thuc hien|trien khai)"),
    (Tie.BASED_ON, False, r"can cu(?: vao| theo)?"),
    (Tie.IMPLEMENTS, False, r"(?:to chuc |trien khai |quan triet |huong dan )?(?:va |, )?"
                            r"(?:thuc hien|trien khai|cu the hoa|thi hanh)"),
)]
_LINK = re.compile(r"""[\s,()"“”]*(?:(?:ve(?: viec)?|v/v|nham|de)\s+)?""")
_ISSUES = re.compile(rf"(?:ban hanh|xay dung|da co|ra){_NAMED}")
_AND_SO_MANY_YEARS = re.compile(rf"va\s[^.;:]{{0,40}}?(?:thuc hien|trien khai){_NAMED}")
_LEADING = re.compile(r"[\s\-–+*]*")
_OPENING = 25          # characters of a preamble before its first number


def find_relations(text: str) -> list[Relation]:
    """Return the relations that the sentences of a text state."""
    return [relation for start, end in split_sentences(text) for relation in _in_sentence(text[start:end], start)]


def _in_sentence(sentence: str, offset: int) -> Iterator[Relation]:
    references = find_references(sentence)
    folded = fold_same_length(sentence)
    span = (offset, offset + len(sentence.rstrip()))
    reviewed = False
    for n, (reference, before) in enumerate(zip(references, _before(references, folded), strict=True)):
        tie, passive, start = _tie(folded, before)
        previous = references[n - 1] if n else None
        tail = next(iter(tails(sentence[:before[1]], [previous]))) if previous else None
        if tie is not None and previous and tail and _follows(folded, tail, start):
            yield Relation(*((reference, tie, previous) if passive else (previous, tie, reference)), *span)
        elif tie is Tie.REVIEWS or (reviewed and _AND_SO_MANY_YEARS.search(folded, *before)):
            reviewed = True
            yield Relation(None, Tie.REVIEWS, reference, *span)
        elif tie is not None and n == 0 and not passive and not _LEADING.sub("", folded[:start], count=1):
            yield Relation(None, tie, reference, *span)
        else:
            yield from _issued(references, n, folded, before, span)


def _before(references: Sequence[Reference], folded: str) -> Iterator[tuple[int, int]]:
    last = 0
    for reference in references:
        yield last, reference.start
        last = reference.end


def _tie(folded: str, before: tuple[int, int]) -> tuple[Tie | None, bool, int]:
    for tie, passive, form in _TIES:
        if match := form.search(folded, *before):
            return tie, passive, match.start()
    return None, False, 0


def _follows(folded: str, tail: Tail, start: int) -> bool:
    """Whether what is said of the second document is said by the first: nothing but "về" stands between."""
    return _LINK.fullmatch(folded, tail.end, start) is not None


def _issued(references: Sequence[Reference], n: int, folded: str, before: tuple[int, int],
            span: tuple[int, int]) -> Iterator[Relation]:
    """Read "Thực hiện A, phường ban hành B": B is what implements A."""
    if n == 0 or not _ISSUES.search(folded, *before):
        return
    tie, _, start = _tie(folded, (0, references[0].start))
    if tie in {Tie.IMPLEMENTS, Tie.BASED_ON} and start <= _OPENING:
        yield Relation(references[n], tie, references[0], *span)
