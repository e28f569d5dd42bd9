"""What a question takes for granted: the places, documents, years and numbers that it names.

An answer for another ward, another year or another document is worse than none: what does not carry them is not read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from corpus.vietnamese.places import predecessors
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.text import fold_same_length
from retrieval.reading.words import plain_of

_REMEMBERED = 256      # documents
_LONG = 100_000         # characters


class Claimed(StrEnum):
    """The kind of thing that a question names."""

    AREA = "area"
    REFERENCE = "reference"
    YEAR = "year"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a question names: `text` as it is written there, `words` as it is looked for."""

    kind: Claimed
    text: str
    words: tuple[str, ...]
    head: str = ""              # "phuong" of an area
    strict: bool = False        # an area that has since taken in others is not meant to speak for them


def ground_of(title: str, text: str, issued: date | None) -> "Ground":
    """Return what a document says; those asked about last are remembered, about 30 KB each, but none that is very long."""
    return (_remembered if len(text) < _LONG else _ground)(title, text, issued)


def _ground(title: str, text: str, issued: date | None) -> "Ground":
    return Ground((title, text), issued)


_remembered = lru_cache(maxsize=_REMEMBERED)(_ground)


class Ground:
    """What a document says, ready to be asked whether it carries a claim."""

    def __init__(self, texts: Iterable[str], issued: date | None) -> None:
        joined = "\n".join(texts)
        self._letters = f" {' '.join(plain_of(joined))} "
        self._years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", joined)) | ({str(issued.year)} if issued else set())
        self._joined = joined

    @cached_property
    def _references(self) -> list[tuple[str, int, str | None]]:      # few questions name one
        return [(found.canonical, found.number, found.type) for found in find_references(self._joined)]

    def carries(self, claim: Claim) -> bool:
        """Say whether the document names what the question names."""
        match claim.kind:
            case Claimed.AREA:
                return self._carries_area(claim)
            case Claimed.REFERENCE:
                return self._carries_reference(claim.text)
            case Claimed.YEAR:
                return not self._years or claim.words[0] in self._years
            case Claimed.NUMBER:
                return any(f" {word} " in self._letters for word in claim.words)

    def _carries_area(self, claim: Claim) -> bool:
        if claim.strict or self._names(claim):
            return self._names(claim)
        # Figures of a ward that has become part of the one asked for are told as that ward's: see `areas.former`.
        return any(self._names(Claim(Claimed.AREA, f"{place.kind} {place.name}", tuple(plain_of(place.name)), plain_of(place.kind)[-1]))
                   for place in predecessors(" ".join(claim.text.split()[1:])))

    def _names(self, claim: Claim) -> bool:
        name = " ".join(claim.words)
        own = "|".join(_SAME.get(claim.head, (claim.head,)))
        if claim.text.split()[-1].isupper() and len(claim.words) == 1 and claim.words[0].isalpha() and len(claim.words[0]) < 5:
            initials = " ".join(rf"{letter}\w*" for letter in claim.words[0])
            return bool(re.search(rf" (?:{own}) {initials} ", self._letters)) or f" {name} " in self._letters
        if claim.words[0].isdigit():
            return bool(re.search(rf" (?:{own}) (?:so )?{name} ", self._letters))
        for found in re.finditer(rf" (\S+) {re.escape(name)}(?= )", self._letters):
            if found[1] in _SAME.get(claim.head, (claim.head,)) or found[1] not in _HEADS or claim.head not in _RULED:
                return True
        return self._letters.startswith(f" {name} ")

    def _carries_reference(self, written: str) -> bool:
        asked = find_references(written)
        return not asked or any(same_document(asked[0], found) for found in self._references)


def same_document(asked: Reference, found: tuple[str, int, str | None]) -> bool:
    """Say whether a mention, as (canonical, number, type), may be the document asked for."""
    canonical, number, kind = found
    if not asked.partial:
        return asked.canonical == canonical or (asked.number == number and asked.type == kind and asked.issuer is None)
    return asked.number == number and (asked.type is None or kind is None or asked.type == kind)


def find_claims(text: str, references: Sequence[Reference], *, strict: bool = False) -> list[Claim]:
    """Return what a question names that its answer must carry; `strict` where the past of an area is not asked for."""
    folded = fold_same_length(text)
    claims = [Claim(Claimed.REFERENCE, text[found.start:found.end], ()) for found in references if not found.partial]
    taken = [(found.start, found.end) for found in references]
    for area in _areas(text, folded):
        claims.append(replace(area[0], strict=strict))
        taken.append(area[1])
    for found in _YEAR.finditer(folded):
        claims.append(Claim(Claimed.YEAR, found[0], (found["year"],)))
        taken.append(found.span())
    for found in _DATES.finditer(folded):
        taken.append(found.span())
    for found in _ORDINAL.finditer(folded):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            order = _ORDINALS.get(found["number"]) or int(found["number"])
            spoken = [f"{before} {word}" for before in ("thu", "lan") for word in (*(w for w, n in _ORDINALS.items() if n == order), str(order))]
            claims.append(Claim(Claimed.NUMBER, text[found.start():found.end()], (*spoken, f"dot {order}", f"lan thu {order}")))
            taken.append(found.span())
    for found in _AMOUNT.finditer(folded):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            words = plain_of(found["number"])
            if words[0] in ("0", "1"):
                continue
            claims.append(Claim(Claimed.NUMBER, text[found.start():found.end()].strip(), tuple(words[:1])))
    return claims


# The areas that govern or count, each with the ways it is written; in a street's name the head may differ.
_SAME = {
    "phuong": ("phuong", "p"), "xa": ("xa", "x"), "quan": ("quan", "q"), "huyen": ("huyen", "h"), "tinh": ("tinh",),
    "thi xa": ("xa", "tx"), "thi tran": ("tran", "tt"), "thanh pho": ("pho", "tp"), "to dan pho": ("pho", "tdp", "to"),
    "to": ("to", "pho", "tdp"), "tdp": ("tdp", "pho", "to"), "khu pho": ("pho", "kp"), "thon": ("thon",), "hem": ("hem", "ngo"),
    "ngo": ("ngo", "hem"), "p": ("phuong", "p"), "q": ("quan", "q"), "tp": ("pho", "tp"), "tx": ("xa", "tx"),
}
_WITH_ACCENTS = {"phuong": "phường", "xa": "xã", "quan": "quận", "huyen": "huyện", "tinh": "tỉnh", "to": "tổ", "thon": "thôn",
                 "hem": "hẻm", "ngo": "ngõ", "thi xa": "thị xã", "thi tran": "thị trấn", "thanh pho": "thành phố",
                 "khu pho": "khu phố", "to dan pho": "tổ dân phố"}
_RULED = frozenset(("phuong", "xa", "quan", "huyen", "thi xa", "thi tran", "p", "q", "tx"))
_HEADS = frozenset(("phuong", "xa", "quan", "huyen", "tinh", "tran", "p", "q", "tx", "tt", "x", "h"))
_AREA = re.compile(
    r"(?<!\w)(?P<head>to dan pho|thi xa|thi tran|thanh pho|khu pho|phuong|xa|quan|huyen|tinh|thon|hem|ngo|tdp|to|tx|tp|[pq](?=\.? ?\d|\. ?[a-z]))\.?\s?"
    r"(?:so\s)?(?P<name>\d{1,3}(?![\d/.,-]|\w)|[a-z]{2,}(?:\s[a-z0-9]+){0,3})")
_NO_AREA = frozenset(["minh", "ta", "nay", "nao", "do", "ay", "moi", "co", "da", "se", "khong", "la", "va", "trong", "bao", "may", "hoi", "phuong", "cua", "o", "tai", "dan", "truong", "pho", "vien", "nha", "chuc", "xa", "thi", "nguoi", "ben", "gi", "so", "van", "lanh", "can", "cong", "uy", "hang", "tren", "duoi", "cho", "duoc", "bi", "luc", "phai", "hay", "quan", "huyen", "tinh", "tuyen", "tiep", "viet", "ong", "ba", "doi", "tu", "lam", "dang", "chi", "tiet", "cu", "thay", "dinh", "vua", "toi", "dau", "kia", "khac", "chinh", "ra", "muon", "hop", "ky", "ke", "voi", "giu"])
_NUMBERED = frozenset(("to", "tdp", "to dan pho", "khu pho", "hem", "ngo"))
_COUNTED = _NUMBERED | {"phuong", "quan", "p", "q"}
_YEAR = re.compile(r"(?<![\w/.,-])(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?![\w,.]*\d)")
_DATES = re.compile(r"\d{1,2}\s*[/-]\s*(?:0?\d|1[0-2])(?!\d)(?:\s*[/-]\s*\d{4})?|thang\s+\d{1,2}|ngay\s+\d{1,2}|\d{1,2}\s*(?:h|gio)\b|\d{4}\s*-\s*\d{4}"
                    r"|\d{1,2}\s+thang")
_AMOUNT = re.compile(r"(?<![\w/.,-])(?P<number>\d+(?:[.,]\d+)*(?:/\d+)?)(?![\w/-]*\d)(?:\s?(?:%|[^\W\d_]+))?")
_ORDINAL = re.compile(r"(?<!\w)(?:lan thu|thu|lan|dot|khoa)\s+(?P<number>\d{1,2}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?!\w)")
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}


def _areas(text: str, folded: str) -> Iterable[tuple[Claim, tuple[int, int]]]:
    accented = folded != text.lower()
    for found in _AREA.finditer(folded):
        head, name, start = found["head"], found["name"], found.start("name")
        if name[0].isdigit():
            if head in _COUNTED and not folded[found.end():found.end() + 6].strip().startswith("thang"):
                yield Claim(Claimed.AREA, text[found.start():found.end()], (str(int(name)),), head), found.span()
            continue
        if accented and text[found.start("head"):found.end("head")].lower() != _WITH_ACCENTS.get(head, head):
            continue
        words = list(re.finditer(r"\S+", name))
        written = [text[start + word.start():start + word.end()] for word in words]
        if written[0].isupper() and len(written[0]) > 1:
            yield Claim(Claimed.AREA, text[found.start():start + words[0].end()], (words[0][0],), head), found.span()
            continue
        if written[0][0].isupper():
            count = next((i for i, word in enumerate(written) if not (word.istitle() or word.isdigit() or (len(word) == 1 and word.isupper()))), len(words))
            if count > 1 and written[count - 1] in ("Ông", "Bà", "Anh", "Chị"):
                count -= 1
        elif (head in ("to", "ngo", "hem", "thon", "tinh", "khu pho", "to dan pho", "tdp") or len(words) < 2
              or words[1][0] in _NO_AREA or words[0][0] in _NO_AREA or (words[0][0] == "nam" and accented)):
            continue
        else:
            count = 2                          # written small: where the name ends is not known, two syllables are safe
        end = start + words[count - 1].end()
        yield Claim(Claimed.AREA, text[found.start():end], tuple(plain_of(text[start:end])), head), (found.start(), end)
