"""Places: what became of the wards and communes that were merged in 2025, and where a text names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from corpus.vietnamese.matching import Phrases, is_accented
from corpus.vietnamese.text import align, fold, fold_same_length
from corpus.vietnamese.wards import WardMention, find_wards

__all__ = ["Place", "PlaceMention", "WardMention", "find_places", "find_wards", "place_named", "predecessors"]


@dataclass(frozen=True, slots=True)
class Place:
    """A ward, commune or town; `successor` names the ward that took its place after `valid_to`, "" when none did."""

    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a text names a place, the word "phường" included where it is written."""

    start: int
    end: int
    place: Place


def place_named(name: str) -> Place | None:
    """The place of this name or alias, in any case and with or without accents."""
    phrases, named, _ = _places()
    name = " ".join(name.split())
    return named.get(fold(name)) if phrases.agrees(name, accented=False) else None


def predecessors(name: str) -> list[Place]:
    """The places that became part of the place of this name."""
    _, named, _ = _places()
    became = (place for place in named.values() if place.successor and fold(place.successor) == fold(name))
    return list({place.name: place for place in became}.values())


def find_places(text: str) -> list[PlaceMention]:
    """The places of the table that a text names, the longest name first: "Nam Hồng Lĩnh" is not "Nam Hồng".

    The person "Nguyễn Hồng Lĩnh" and the mountain "núi Hồng Lĩnh" are no places.
    """
    letters, at = align(text)
    return [replace(found, start=at[found.start], end=at[found.end]) for found in _places_named(letters)]


@cache
def _places() -> tuple[Phrases, dict[str, Place], re.Pattern[str]]:
    lines = Path(__file__).with_name("places.tsv").read_text(encoding="utf-8").splitlines()[2:]
    names: list[str] = []
    named: dict[str, Place] = {}
    for line in lines:
        name, kind, valid_from, valid_to, successor, aliases = (line.split("\t") + [""] * 5)[:6]
        place = Place(name, kind, _day(valid_from), _day(valid_to), successor)
        for form in filter(None, [name, *aliases.split("|")]):
            names.append(form)
            named[fold(form)] = place
    phrases = Phrases(names)
    return phrases, named, re.compile(rf"(?<!\w)(?P<kind>{_FOLDED_KIND}\s+)?(?P<name>{phrases.pattern})(?!\w)")


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


_FOLDED_KIND = r"(?:phuong|xa|thi xa|thi tran|p\.?|tx\.?)"
# What comes before a name that is no place's: family and middle names, forms of address, mountains and streets.
_NO_PLACE = re.compile(
    r"(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Mai|Trịnh|Tô|Hà|Cao"
    r"|Lương|Thái|Tạ|Phùng|Châu|Văn|Thị|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Đđ]ồng chí|[Đđ]/c|[Nn]úi|[Dd]ãy"
    r"|[Nn]on|[Đđ]ường|[Pp]hố)\s+$"
)


def _places_named(letters: str) -> Iterator[PlaceMention]:
    phrases, named, pattern = _places()
    folded = fold_same_length(letters)
    accented = is_accented(letters)
    for match in pattern.finditer(folded):
        name = letters[slice(*match.span("name"))]
        if not phrases.agrees(name, accented=accented):
            continue
        if match["name"] in {"nhl", "bhl"} and not name.isupper():
            continue
        if not match["kind"] and _NO_PLACE.search(letters, 0, match.start()):
            continue
        yield PlaceMention(match.start(), match.end(), named[fold(" ".join(name.split()))])
