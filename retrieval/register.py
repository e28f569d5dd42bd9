"""The register of references: the documents that the documents name by number, as far as somebody may know of them."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from corpus.document import Audience
from corpus.mention_table import Confirmed, Tally
from corpus.mentions import Days, plain_kind, same_number, tails, term_of
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.text import fold
from retrieval.library import Library

_NEAREST = 4
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")
_IN_YEAR = re.compile(r"(?:\s+năm|\s+nam)?\s+(?:19|20)\d\d\s*$", re.IGNORECASE)   # "NQ 05 năm 2021" counts no years
_ONLY_NUMBER = re.compile(r"\D*?0*(\d{1,4})\D*")
_BESIDE = re.compile(r"(?<!\w)(?:so|van ban|vb|tra|xem|tim)(?!\w)|\W")
_BODIES = (("TW", r"bo chinh tri|ban bi thu|trung uong|bct|bbt"), ("TU", r"tinh uy"), ("ĐU", r"dang uy"),
           ("CP", r"chinh phu"), ("TTg", r"thu tuong"), ("UBND", r"ubnd|uy ban nhan dan"), ("HĐND", r"hdnd"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A document known by its number. `days`: between which it was issued, None when nothing says so.

    `tallies` are where it is named, the newest document first, as far as the asker may read.
    """

    canonical: str
    kind: str | None
    number: int
    suffix: str
    issuer: str | None
    unit: str | None
    partial: bool
    days: Days | None
    tallies: tuple[Tally, ...]
    confirmed: Confirmed | None = None

    @property
    def issued(self) -> date | None:
        """The day of issue, when an admin or a document says it."""
        if self.confirmed is not None and self.confirmed.issued is not None:
            return self.confirmed.issued
        return self.days[0] if self.days and self.days[0] == self.days[1] else None

    @property
    def year(self) -> int | None:
        """The year of issue, as far as it is certain."""
        if self.issued is not None:
            return self.issued.year
        return self.days[0].year if self.days and self.days[0].year == self.days[1].year else None

    @property
    def key(self) -> str:
        """A short name for buttons: of the number, then of the year. It tells nothing and opens nothing by itself."""
        days = self.days[0].strftime("%Y%m%d") if self.days else "0"
        return f"{hashlib.sha256(self.canonical.encode()).hexdigest()[:12]}:{days}"

    @property
    def originals(self) -> list[Tally]:
        """The documents that bear this number themselves."""
        return [tally for tally in self.tallies if tally.own]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found: one entry, several to choose from, or none and the nearest numbers.

    `asked` is the number as it was understood, None when there was none.
    """

    asked: str | None
    entries: tuple[Entry, ...]
    nearest: tuple[Entry, ...] = ()


class Register:
    """Looks documents up by number. It is made from the documents that the asker may read, and from no others."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[frozenset[Audience], tuple[int, tuple[Entry, ...]]] = {}

    def entries(self, *, audiences: Collection[Audience]) -> tuple[Entry, ...]:
        """Return every entry, by kind, the newest first."""
        who, generation = frozenset(audiences), self._library.generation()
        known = self._made.get(who)
        if known is None or known[0] != generation:
            known = (generation, _entries(self._library.tallies(audiences=who)))
            self._made[who] = known
        return _with_confirmed(known[1], self._library.confirmed(audiences=who))

    def find(self, text: str, *, audiences: Collection[Audience]) -> Found:
        """Look up what a person typed: "05-CT/TW", "chi thi 05", "CT05 năm 2016", "05"."""
        entries = self.entries(audiences=audiences)
        references = find_references(text) or find_references(_IN_YEAR.sub("", text))
        if not references:
            number = _ONLY_NUMBER.fullmatch(text)
            if number is None:
                return Found(None, ())
            same = [entry for entry in entries if entry.number == int(number[1]) and not entry.partial]
            return Found(number[1], tuple(same), () if same else _nearest(entries, None, int(number[1])))
        asked = references[0]
        found = _narrowed(_candidates(entries, asked), text, asked)
        return Found(asked.canonical, tuple(found), () if found else _nearest(entries, asked.type, asked.number))

    def by_key(self, key: str, *, audiences: Collection[Audience]) -> tuple[Entry, ...]:
        """Return what a button stands for: more than one entry when documents have told them apart since."""
        number = key.partition(":")[0]
        same = tuple(entry for entry in self.entries(audiences=audiences) if entry.key.startswith(f"{number}:"))
        return tuple(entry for entry in same if entry.key == key) or same


def is_number_alone(text: str) -> bool:
    """Say whether somebody typed the number of a document and nothing else."""
    references = find_references(text)
    if len(references) != 1:
        return False
    rest = text[:references[0].start] + " " + text[references[0].end:]
    folded = fold(rest)
    for name in ("nghi quyet", "quyet dinh", "quy dinh", "chi thi", "ket luan", "ke hoach", "huong dan", "thong bao",
                 "bao cao", "chuong trinh", "nghi dinh", "thong tu", "luat", "quy che"):
        folded = folded.replace(name, " ")
    return not _BESIDE.sub("", folded)


# ---------------------------------------------------------------------------------------------------------------------
# From mentions to entries: the same number is given again in every term and every year.

class _Group(NamedTuple):
    """Mentions that may mean one document."""

    days: Days
    tallies: list[Tally]


def _entries(tallies: Sequence[Tally]) -> tuple[Entry, ...]:
    by_number: dict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_number[tally.canonical].append(tally)
    entries = [entry for same in by_number.values() for entry in _told_apart(same)]
    return tuple(sorted(entries, key=_order))


def _order(entry: Entry) -> tuple[str, int, int, str]:
    return (plain_kind(entry.kind or ""), -(entry.days[0].toordinal() if entry.days else 0), entry.number, entry.canonical)


def _told_apart(tallies: list[Tally]) -> list[Entry]:
    groups: list[_Group] = []
    of_document: dict[str, _Group] = {}
    for tally in sorted((one for one in tallies if one.days), key=_width):
        assert tally.days is not None
        alike = [group for group in groups if _may_be_one(group.days, tally.days, tally.issuer)]
        home = _newest_before(alike, tally) or next(iter(alike), None)
        if home is None:
            home = _Group(tally.days, [])
            groups.append(home)
        home.tallies.append(tally)
        of_document.setdefault(tally.document, home)
    unknown: list[Tally] = []
    for tally in (one for one in tallies if not one.days):      # what the same document says, else the newest there was
        home = of_document.get(tally.document) or _newest_before(groups, tally)
        (home.tallies if home else unknown).append(tally)
    entries = [_entry(group.days, group.tallies) for group in groups]
    return [*entries, _entry(None, unknown)] if unknown else entries


def _entry(days: Days | None, tallies: Iterable[Tally]) -> Entry:
    found = sorted(tallies, key=lambda tally: (-(tally.issued or date.min).toordinal(), tally.document))
    one = found[0]
    return Entry(one.canonical, one.kind, one.number, one.suffix, one.issuer, one.unit, one.partial, days, tuple(found))


def _width(tally: Tally) -> tuple[int, int]:
    assert tally.days is not None
    return (tally.days[1] - tally.days[0]).days, -len(tally.passages)


def _may_be_one(known: Days, said: Days, issuer: str | None) -> bool:
    """Whether two mentions of a number may mean one document: numbers of the Central Committee last for its term."""
    if said[0] <= known[1] and known[0] <= said[1]:
        return True
    return (issuer or "").endswith("TW") and term_of(known[0]) is not None and term_of(known[0]) == term_of(said[0])


def _newest_before(groups: Sequence[_Group], tally: Tally) -> _Group | None:
    """Return the newest that there was when the naming document was written."""
    before = (group for group in groups if tally.issued is None or group.days[0] <= tally.issued)
    return max(before, key=lambda group: group.days[0], default=None)


def _with_confirmed(entries: tuple[Entry, ...], confirmed: Sequence[Confirmed]) -> tuple[Entry, ...]:
    given: dict[str, list[Confirmed]] = defaultdict(list)
    for one in confirmed:
        given[one.canonical].append(one)
    if not given:
        return entries
    alone = {canonical for canonical in given if sum(entry.canonical == canonical for entry in entries) == 1}
    return tuple(replace(entry, confirmed=next((one for one in given.get(entry.canonical, ())
                                                if _is_meant(one, entry, entry.canonical in alone)), None))
                 for entry in entries)


def _is_meant(given: Confirmed, entry: Entry, alone: bool) -> bool:
    if given.issued is None or entry.days is None:
        return alone
    return _may_be_one(entry.days, (given.issued, given.issued), entry.issuer)


# ---------------------------------------------------------------------------------------------------------------------

def _candidates(entries: Iterable[Entry], asked: Reference) -> list[Entry]:
    if not asked.partial:
        return [entry for entry in entries if fold(entry.canonical) == fold(asked.canonical)]
    like = [entry for entry in entries if same_number(asked, _as_reference(entry))]
    return [entry for entry in like if not entry.partial] or like


def _narrowed(entries: list[Entry], text: str, asked: Reference) -> list[Entry]:
    """Keep those that the issuer and the time beside the number allow, where any are left."""
    rest = fold(text[:asked.start] + " " + text[asked.end:])
    for code, names in _BODIES:
        if re.search(rf"(?<!\w)(?:{names})(?!\w)", rest):
            entries = [entry for entry in entries if entry.issuer == code] or entries
            break
    references = find_references(text)
    days = next((tail.days for tail in tails(text, references)), None)
    year = _YEAR.search(rest)
    if days is None and year:
        days = (date(int(year[0]), 1, 1), date(int(year[0]), 12, 31))
    if days is None:
        return entries
    first, last = days
    return [entry for entry in entries if entry.days and entry.days[0] <= last and first <= entry.days[1]] or entries


def _nearest(entries: Sequence[Entry], kind: str | None, number: int) -> tuple[Entry, ...]:
    whole = [entry for entry in entries if not entry.partial]
    same = [entry for entry in whole if kind is None or plain_kind(entry.kind or "") == plain_kind(kind)]
    return tuple(sorted(same or whole, key=lambda entry: (abs(entry.number - number), entry.canonical))[:_NEAREST])


def _as_reference(entry: Entry) -> Reference:
    year = entry.tallies[0].year
    return Reference(entry.number, entry.suffix, entry.kind, entry.issuer, entry.unit, year, None, entry.canonical,
                     entry.partial, 0, 0)
