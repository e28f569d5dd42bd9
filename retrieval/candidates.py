"""Several things that a question may mean: documents of one number, people of one name or office, figures of two wards."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import StoredPassage
from corpus.vietnamese.dates import find_dates
from corpus.vietnamese.references import Reference, find_references
from corpus.vietnamese.text import fold, fold_same_length
from retrieval.across import Facts, asks_for_now, core, document
from retrieval.claims import same_document
from retrieval.plainly import names_holder, office_asked, only_office
from retrieval.question import Choice, Hit
from retrieval.reading.reader import Finding, Reading
from retrieval.reading.spans import Span, SpanKind, find_spans
from retrieval.reading.words import plain_of
from retrieval.sought import Sought

MOST = 4           # candidates shown
ALIKE = 0.2        # of the likeliest fact's chance: what the same fact of another ward must have
TOLD = 0.3         # chance of all wards' facts together: below it nothing of the kind is told, of no ward


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things meant: how a question names it, and where a document does: `passage.text[start:end]`."""

    choice: Choice
    passage: StoredPassage
    start: int
    end: int


def documents_of(text: str, asked: Sequence[Reference], hits: Sequence[Hit]) -> list[Candidate]:
    """Return the documents that a number in a question may mean, when it fits several."""
    for reference in asked:
        start = _named_from(text, reference)
        found: dict[tuple[str, str], Candidate] = {}
        for stored, mention in _mentions(hits, reference):
            told, end = _told_with(stored, mention)
            label = " ".join(stored.passage.text[_named_from(stored.passage.text, mention):end].split())
            meaning = Candidate(Choice(label, start, reference.end), stored, mention.start, end)
            found.setdefault((mention.canonical, told), meaning)
        meant = [found[key] for key in _distinct(found)]
        if len(meant) < 2 or _told_apart(text, reference, meant):
            continue
        days = _days(text)
        if not days or sum(bool(days & _days(one.choice.label)) for one in meant) != 1:
            return meant[:MOST]
    return []


def people_of(text: str, sought: Sought, hits: Sequence[Hit]) -> list[Candidate]:
    """Return the people whom a name in a question may mean, when documents give it to several."""
    if sought not in (Sought.TOPIC, Sought.PERSON, Sought.HOW) or not _ABOUT_SOMEBODY.search(fold(text)):
        return []
    folded = fold_same_length(text)
    people = _people(hits, folded)
    names = {fold(hit.passage.passage.text[span.start:span.end]) for hit, spans in people for span in spans}
    for name in sorted(names, key=len, reverse=True):
        asked = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
        if len(name.split()) < 2 or not asked:
            continue
        found: dict[tuple[str, ...], Candidate] = {}
        for hit, spans in people:
            passage = hit.passage.passage.text
            for span in spans:
                if fold(passage[span.start:span.end]) != name:
                    continue
                about = _DESCRIBED.match(passage, span.end)
                if not about:
                    continue
                words = frozenset(plain_of(_until_verb(about["about"])))
                if not any(words & set(other) - _SMALL for other in found):
                    told = _until_verb(about["about"])
                    label = f"{passage[span.start:span.end]}, {told}"
                    found[tuple(sorted(words))] = Candidate(Choice(label, *asked.span()), hit.passage, span.start,
                                                            about.start("about") + len(told))
        rest = set(plain_of(text)) - set(plain_of(name))
        if len(found) > 1 and not any(set(words) - _SMALL <= rest for words in found):
            return list(found.values())[:MOST]
    return []


def offices_of(text: str, reading: Reading) -> list[Candidate]:
    """Return the offices that "bí thư là ai?" may mean, when the holders found hold several."""
    office = office_asked(text)
    if reading.asked.sought is not Sought.PERSON or office not in _BARE:
        return []
    place = re.search(rf"(?<!\w){office}(?!\w)", fold_same_length(text))
    holds = re.compile(rf"[\s,–(-]*(?P<office>{office}\s+(?:[^\s,;.:()]+\s?){{1,8}})")
    found: dict[str, Candidate] = {}
    for finding in reading.spans:
        assert finding.span is not None
        passage = finding.seen.passage.text
        held = holds.match(fold_same_length(passage), finding.span.end)
        if held and place:
            start, end = held.span("office")
            label = _until_verb(passage[start:end])
            meaning = Candidate(Choice(label, *place.span()), finding.seen.hit.passage, start, start + len(label))
            found.setdefault(_OF_THE_WARD.sub("", fold(label)), meaning)
    return list(found.values())[:MOST] if len(found) > 1 else []


def wards_of(text: str, reading: Reading, ward_of: Callable[[str], str], *, told: bool) -> list[Candidate]:
    """Return the wards whose figures answer alike. `told` says that the question names a place, a document or a time."""
    if told or not reading.spans or asks_for_now(text):
        return []
    facts = Facts(reading)
    best = reading.spans[0]
    office = office_asked(text) if reading.asked.sought is Sought.PERSON and only_office(text) else ""
    if office and not names_holder(best, office):
        best = next((finding for finding in reading.spans if names_holder(finding, office)), best)
    found = {fold(ward_of(document(best))): best}
    for finding in reading.spans:
        alike = names_holder(finding, office) if office else finding.chance >= ALIKE * best.chance
        if not alike or core(finding) == core(best) or not facts.alike(best, finding):
            continue
        ward = ward_of(document(finding))
        if ward and fold(ward) not in found:
            found[fold(ward)] = finding
    if len(found) < 2 or "" in found or (not office and sum(finding.chance for finding in found.values()) < TOLD):
        return []
    return [_in_ward(text, ward_of(document(finding)), finding) for finding in found.values()][:MOST]


def _in_ward(text: str, ward: str, finding: Finding) -> Candidate:
    """Return a ward as the question would name it: in place of "phường", or after the rest."""
    generic = re.search(r"(?<!\w)(?:phuong|xa)(?: (?:minh|ta|nha))?(?!\w)", fold_same_length(text))
    end = len(text.rstrip(" ?.!"))
    choice = Choice(ward, *generic.span()) if generic else Choice(f" ở {ward}", end, end)
    sentence = finding.seen.sentence
    return Candidate(choice, finding.seen.hit.passage, sentence.start, sentence.end)


# ------------------------------------------------------------------------------------------------------------ documents

_TERM = re.compile(r"[\s,(]*(?:(?:cua|do)\s+[^,;.:()]{2,60}?\s+)?(?:nhiem ky\s+(?P<term>\d{4}\s*-\s*\d{4})|khoa\s+(?P<congress>[ivx]+|\d{1,2})(?!\w))")
_KIND = re.compile(r"(?:nghi quyet|quyet dinh|quy dinh|chi thi|ket luan|quy che|thong tri|huong dan|thong bao|bao cao|ke hoach|"
                   r"chuong trinh|de an|to trinh|cong van|nghi dinh|thong tu|nq|qd|ct|kl|kh|hd|tb|bc)(?:\s+so)?\s+$")


def _mentions(hits: Sequence[Hit], asked: Reference) -> Iterator[tuple[StoredPassage, Reference]]:
    for hit in hits:
        for mention in find_references(hit.passage.passage.text):
            if not mention.partial and same_document(asked, (mention.canonical, mention.number, mention.type)):
                yield hit.passage, mention


def _told_with(stored: StoredPassage, mention: Reference) -> tuple[str, int]:
    """Return the date or the term that stands with a number, as one tells documents of one number apart, and its end."""
    text = stored.passage.text
    for day in find_dates(text[mention.end:mention.end + 40], stored.issued):
        between = fold(text[mention.end:mention.end + day.start])
        if day.date and day.year and re.fullmatch(r"[\s,(]*(?:ban hanh\s*)?", between):
            return day.date.isoformat(), mention.end + day.end
    term = _TERM.match(fold_same_length(text), mention.end)
    return ("".join((term["term"] or term["congress"]).split()), term.end()) if term else ("", mention.end)


def _distinct(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the mentions that are of different documents: a bare number, or a term, may be one of those with a date."""
    mentions = sorted(found)
    dated = [(number, told) for number, told in mentions if re.match(r"\d{4}-\d\d-", told)]

    def stands_for_a_dated_one(number: str, told: str) -> bool:
        years = told.split("-") if re.fullmatch(r"\d{4}-\d{4}", told) else None
        return any(number == other and (years is None or years[0] <= day[:4] <= years[1]) for other, day in dated)

    rest = [key for key in mentions if key not in dated and not stands_for_a_dated_one(*key)]
    termed = {number for number, told in rest if told}
    return sorted(dated + [key for key in rest if key[1] or key[0] not in termed])


def _named_from(text: str, mention: Reference) -> int:
    """Return where the name of a document's kind begins before its number: "Nghị quyết số 05-NQ/ĐU"."""
    kind = _KIND.search(fold_same_length(text)[:mention.start])
    return kind.start() if kind else mention.start


def _days(text: str) -> set[str]:
    return {str(day.date) for day in find_dates(text) if day.date} | set(re.findall(r"\d{4}\s*-\s*\d{4}", text))


def _told_apart(text: str, asked: Reference, meant: Iterable[Candidate]) -> bool:
    """Say whether the rest of a question fits the words around one of the mentions alone."""
    rest = set(plain_of(text[:asked.start] + " " + text[asked.end:])) - _SMALL
    after = [set(plain_of(one.passage.passage.text[one.end:one.end + 100])) - _SMALL for one in meant]
    fits = [len(words & rest) for words in after]
    return max(fits) >= 2 and fits.count(max(fits)) == 1


# --------------------------------------------------------------------------------------------------------------- people

_ABOUT_SOMEBODY = re.compile(r"(?<!\w)(?:la ai|lam gi|lam chuc|giu chuc|chuc vu|chuc gi|la nguoi (?:nao|the nao)|who is)(?!\w)")
_DESCRIBED = re.compile(r"\s*(?:,|–|-|\()\s*(?P<about>[^,;.:()\n]{4,60}(?!\w))")
_LITTLE = ("la cua va o tai tu den phuong xa thi tinh nguoi ong ba dong chi tru gi nao noi ve gi the nam ngay so "
                   "nghi quyet chi thi ket luan ke hoach quyet dinh noi dung van ban ban hanh")
_SMALL = frozenset(_LITTLE.split())
_BARE = frozenset(("chu tich", "pho chu tich", "bi thu", "pho bi thu", "truong ban", "pho truong ban", "to truong", "giam doc",
                   "pho giam doc", "hieu truong", "doi truong", "chu nhiem"))
_VERB = re.compile(r"\s+(?:đã|sẽ|đang|phát|trình|báo|trao|tặng|tham|cùng|và|cho|chủ trì|dự|đến|tiếp|nhấn|khẳng|giới|kết|thay|yêu|đề)(?!\w).*$")


def _people(hits: Sequence[Hit], question: str) -> list[tuple[Hit, list[Span]]]:
    """Return the people named in the hits that hold two words of a question as they follow each other there."""
    pairs = [" ".join(pair) for pair in pairwise(re.findall(r"\w+", question))]
    found: list[tuple[Hit, list[Span]]] = []
    for hit in hits:
        text = hit.passage.passage.text
        folded = fold_same_length(text)
        if any(pair in folded for pair in pairs):
            found.append((hit, [span for span in find_spans(text, folded, SpanKind.PERSON) if span.sort]))
    return found


_OF_THE_WARD = re.compile(r"\s+(?:cua )?(?:phuong|xa|thi tran)(?!\w).*$")


def _until_verb(words: str) -> str:
    return _VERB.sub("", words).strip()
