"""What a sentence says in so many words, so that nothing needs weighing: who holds an office, what a document is about."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.vietnamese.places import find_wards
from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import fold_same_length
from retrieval.reading.asked import Asked, written_out
from retrieval.reading.reader import Finding
from retrieval.reading.words import plain_of

_TIME = r"(?:hien nay|hien tai|hien gio|bay gio|luc nay|gio|luc do|khi do)"
_WHO = re.compile(rf"^(?:xin hoi |cho hoi )?(?:{_TIME},? )?(?:ai (?:dang )?(?:la|lam|giu chuc) )?(?P<office>.+?)"
                  rf"(?: {_TIME})?(?: (?:la|ten|ten la|do) (?:ai|gi)\b.*|\W*$)")
_THEN = re.compile(r"^(?:trong |hoi |vao |luc )?(?:nam|thang|quy|ngay) [\divx/]+(?: nam \d+)?,? (?:thi )?")
_WARD = re.compile(r"\s+(?:phuong|xa|thi tran|cua phuong|cua xa)(?!\w).*$")
_DEPUTY = re.compile(r"(?:pho|nguyen|cuu)\s*$")
_OFFICE = re.compile(r"(?:pho |quyen )?"
                     r"(?:chu tich|bi thu|truong|giam doc|chanh|hieu truong|chu nhiem|to truong|doi truong)(?!\w)")
_KIND_ASKED = re.compile(r"(?<!\w)(?P<kind>nghi quyet|quyet dinh|quy dinh|chi thi|ket luan|huong dan|thong bao|bao cao"
                         r"|ke hoach|cong van|nghi dinh|thong tu|luat)\s+(?:nao|gi|so (?:may|nao|bao nhieu))(?!\w)")
_BEHIND = 3      # words after a number among which the noun that it counts stands
_FEWEST = 3      # words of a question that a sentence must hold all of
_BESIDE = 120    # characters on either side of a name in which its office stands
_ABOUT = re.compile(r"[^.;:]{0,60}?(?<!\w)ve(?!\w)")


def names_holder(finding: Finding, office: str) -> bool:
    """Say whether an office, as `office_asked` gives it, stands right beside the name found, as its holder's.

    "bi thu dang uy" and "Đồng chí Bùi Chiến Thắng, Bí thư Đảng ủy phường": yes. A deputy is no holder.
    """
    if finding.span is None or len(office.split()) < 2:
        return False
    text, sentence = finding.seen.passage.text, finding.seen.sentence
    after = _plain(text[finding.span.end:min(sentence.end, finding.span.end + _BESIDE)]).lstrip(" ,–-:(")
    if re.match(rf"{re.escape(office)}(?!\w)", after):
        return True
    before = _plain(text[max(sentence.start, finding.span.start - _BESIDE):finding.span.start]).rstrip(" ,–-:(")
    ward, address = r"(?:\s+(?:phuong|xa)(?!\w)[^,;]{0,30})?", r"(?:\s+(?:dong chi|ong|ba))?"
    stands = re.search(rf"(?<!\w){re.escape(office)}{ward}{address}$", before)
    return bool(stands and not _DEPUTY.search(before[:stands.start()]))


def says_all(finding: Finding, asked: Asked) -> bool:
    """Say whether a sentence, with the title and heading above it, holds all that a question says, and a fact as asked."""
    if finding.span is None or len(asked.plain) < _FEWEST:
        return False
    hit, passage, sentence = finding.seen.hit.passage, finding.seen.passage, finding.seen.sentence
    said = {*passage.plain_words(sentence.first, sentence.last), *plain_of(hit.title), *plain_of(hit.passage.heading)}
    after = passage.word_at(finding.span.core_end)
    counted = {*plain_of(passage.text[finding.span.start:finding.span.end]), *passage.plain_words(after, after + _BEHIND)}
    return said.issuperset(asked.plain) and counted.issuperset(asked.noun)


def of_the_kind_named(findings: Sequence[Finding], question: str) -> Sequence[Finding]:
    """Return the documents of the kind that a question names ("chỉ thị nào"); all of them where none is of that kind."""
    named = _KIND_ASKED.search(_plain(question))
    if named is None:
        return findings
    return [finding for finding in findings if _before_its_number(finding).endswith(named["kind"])] or findings


def _before_its_number(finding: Finding) -> str:
    """Return the words up to the number of a document, folded: "… thực hiện Chỉ thị số 05-CT/TW" ends in "chi thi"."""
    assert finding.span is not None
    text = finding.seen.passage.text
    number = re.search(r"\d", text[finding.span.start:finding.span.end])
    end = finding.span.start + (number.start() if number else 0)
    return re.sub(r"\W*(?:\bso\W*)?$", "", _plain(text[max(0, end - 40):end]))


def lacks_office(finding: Finding, office: str) -> bool:
    """Say whether what is asked for is an office that the sentence found does not even name."""
    if not _OFFICE.match(office):
        return False
    said = set(re.findall(r"\w+", _plain(finding.seen.text)))
    return not said.issuperset(re.findall(r"\w+", office))


def office_asked(question: str) -> str:
    """Return the office that a question asks the holder of, folded: "Ai là Bí thư Đảng ủy phường X?" -> "bi thu dang uy"."""
    folded = _THEN.sub("", " ".join(_plain(question).strip(" ?!.").split()))
    match = _WHO.match(folded)
    return _WARD.sub("", match["office"]).strip() if match else ""


def only_office(question: str) -> bool:
    """Say whether a question asks for the holder of an office and nothing besides: no event, no deed, no time."""
    wards = sorted(find_wards(question, in_question=True), key=lambda ward: -ward.start)
    for ward in wards:
        question = question[:ward.start] + " phuong " + question[max(ward.end, ward.start):]
    rest = set(re.findall(r"\w+", _plain(question))) - set(office_asked(question).split())
    return rest <= _AROUND


# Folded words that stand around an office in a question and tell nothing more.
_AROUND_IT = ("phuong xa thi tran la ai ten gi hien nay tai gio bay luc dang lam giu chuc cua o dong chi ong ba xin cho "
              "hoi do vay a the va minh ta nguoi nao")
_AROUND = frozenset(_AROUND_IT.split())


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Return a text folded, its short names written out: "CT UBND" and "Chủ tịch ủy ban nhân dân" read the same."""
    return fold_same_length(written_out(text))


def about(sentences: Sequence[Finding], question: str) -> Finding | None:
    """Return the first sentence that names the document asked for and goes on to say what it is about."""
    asked = {reference.canonical for reference in find_references(question)}
    if not asked:
        return None
    for finding in sentences:
        text = finding.seen.text
        for reference in find_references(text):
            same = reference.canonical in asked or f"{reference.type} {reference.number:02d}" in asked
            if same and _ABOUT.match(fold_same_length(text)[reference.end:]):
                return finding
    return None
