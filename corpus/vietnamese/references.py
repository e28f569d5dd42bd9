"""References: the numbers of Party and State documents, in every way people write them.

A Party document is `05-CT/TW` (number, type, issuer), a State document `123/KH-UBND` or `30/2020/NĐ-CP`. Numbers are
not unique: the Party's restart with each committee's term, the State's with each year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.vietnamese.text import align, fold, fold_same_length

System = Literal["party", "state"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a document by its number; `text[start:end]` is how it is written.

    `canonical` is the same for all spellings: "05-CT/TW" for "ct 05/tw". It is `partial` when the mention leaves out
    the issuer ("Chỉ thị 05" is "CT 05"): several documents may be meant. `unit` is the office of a letter
    ("2444/UBND-NC2"), which has no type; neither have laws ("31/2024/QH15").
    """

    number: int
    suffix: str
    type: str | None
    issuer: str | None
    unit: str | None
    year: int | None
    system: System | None
    canonical: str
    partial: bool
    start: int
    end: int


def find_references(text: str) -> list[Reference]:
    """The documents that a text mentions by number, in its order."""
    letters, at = align(text)
    return [replace(found, start=at[found.start], end=at[found.end]) for found in _scan(letters)]


def reference_terms(reference: Reference) -> list[str]:
    """What an index keeps of a reference: "#05-ct/tw" and, for those who say less, "#ct05"."""
    number = f"{reference.number:02d}"
    terms = []
    if not reference.partial:
        terms.append("#" + fold(reference.canonical))
    if reference.type:
        kind = fold(reference.type)
        terms.append(f"#{_MERGED.get(kind, kind)}{number}")
    if reference.year:
        terms.append(f"#{number}/{reference.year}")
    return terms


# ---------------------------------------------------------------------------------------------------------------------
# The closed lists, in folded spelling.

_TYPES = {
    "nq": "NQ", "qd": "QĐ", "qdi": "QĐi", "qyd": "QyĐ", "ct": "CT", "kl": "KL", "qc": "QC", "tt": "TT", "hd": "HD",
    "tb": "TB", "tc": "TC", "bc": "BC", "kh": "KH", "ctr": "CTr", "da": "ĐA", "pa": "PA", "ttr": "TTr", "cv": "CV",
    "bb": "BB", "bs": "BS", "gm": "GM", "nd": "NĐ", "ttlt": "TTLT", "nqlt": "NQLT", "pl": "PL", "cd": "CĐ",
    "vbhn": "VBHN",
}  # fmt: skip
_NAMES = {
    "nghi quyet": "NQ", "quyet dinh": "QĐ", "quy dinh": "QĐ", "chi thi": "CT", "ket luan": "KL", "quy che": "QC",
    "thong tri": "TT", "huong dan": "HD", "thong bao": "TB", "bao cao": "BC", "ke hoach": "KH", "chuong trinh": "CTr",
    "de an": "ĐA", "phuong an": "PA", "to trinh": "TTr", "cong van": "CV", "nghi dinh": "NĐ", "thong tu": "TT",
    "phap lenh": "PL", "cong dien": "CĐ", "luat": "L",
}  # fmt: skip
# Party: Quyết định and Quy định share QĐ; some offices tell them apart.
_MERGED = {"qdi": "qd", "qyd": "qd"}
# Types that may stand before a bare number in small letters; "da 5" or "bs 2" would be other words.
_SAFE_TYPES = frozenset(
    ["ct", "kl", "nq", "qd", "nd", "kh", "hd", "cv", "tb", "bc", "qc", "ttr", "ctr", "qdi", "qyd", "ttlt"]
)
# Names after which "30/2020" is a number and a year; "kế hoạch 3/2024" is about a month.
_YEARLY_NAMES = frozenset(
    ["nghi dinh", "thong tu", "luat", "nghi quyet", "quyet dinh", "chi thi", "phap lenh"]
)

_PARTY_ISSUERS = {
    "tw": "TW", "tu": "TU", "hu": "HU", "qu": "QU", "thu": "ThU", "txu": "TXU", "tpu": "TPU", "du": "ĐU", "duk": "ĐUK",
    "cb": "CB", "dh": "ĐH", "vptw": "VPTW", "vptu": "VPTU", "vpdu": "VPĐU", "btctw": "BTCTW", "btgtw": "BTGTW",
    "bdvtw": "BDVTW", "btgdvtw": "BTGDVTW", "bnctw": "BNCTW", "ubkttw": "UBKTTW", "btctu": "BTCTU", "btgtu": "BTGTU",
    "bdvtu": "BDVTU", "btgdvtu": "BTGDVTU", "bnctu": "BNCTU", "ubkttu": "UBKTTU", "ubktdu": "UBKTĐU", "bxdd": "BXDĐ",
    "bxddd": "BXDĐĐ", "btcdu": "BTCĐU", "btgdu": "BTGĐU", "bcdtw": "BCĐTW", "duca": "ĐUCA", "duqs": "ĐUQS",
}  # fmt: skip
_STATE_ISSUERS = {
    "ubnd": "UBND", "hdnd": "HĐND", "cp": "CP", "ttg": "TTg", "mttq": "MTTQ", "ubmttq": "UBMTTQ", "vpcp": "VPCP",
    "bnv": "BNV", "btc": "BTC", "byt": "BYT", "bca": "BCA", "bqp": "BQP", "btp": "BTP", "bxd": "BXD", "bct": "BCT",
    "bgddt": "BGDĐT", "btnmt": "BTNMT", "bldtbxh": "BLĐTBXH", "bhxh": "BHXH", "snv": "SNV", "stc": "STC",
}  # fmt: skip
_PARTY_ENDING = re.compile("(?:tw|tu|du|hu|thu)$")
_ASSEMBLY = re.compile(r"(?:ubtv)?qh\d{1,2}")

_TYPE = "(?:" + "|".join(sorted(_TYPES, key=len, reverse=True)) + ")"
_NAME = "(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + ")"
_YEAR = r"(?:19|20)\d\d"
_ISSUER = r"(?:t\.[uw]|[a-z]{2,16}\d{0,2}(?:[-.&][a-z]{2,16}\d{0,2})*)"
_SHORT_ISSUER = r"(?:tw|t\.?u|du|hu|thu|txu|vptw|cp|ubnd|hdnd|ttg)"

_NUMBER = re.compile(r"\d+")
_LAW = re.compile(rf"(?P<n>\d+)\s*/\s*(?P<year>{_YEAR})\s*/\s*(?P<issuer>(?:ub\s*tv\s*)?qh\s*\d{{1,2}})(?!\w)")
_FULL = re.compile(
    rf"(?P<n>\d+)(?P<suffix>[a-hkmnp]?)(?:\s*/\s*(?P<year>{_YEAR})\s*/\s*|(?P<gap>\s*[-/]\s*|\.|\s*))"
    rf"(?P<type>{_TYPE})(?P<link>\s*[-/]\s*|\.)(?P<issuer>{_ISSUER})(?!\w)"
)
_SPACED = re.compile(rf"(?P<n>\d+)\s+(?P<type>{_TYPE})\s+(?P<issuer>tw|vptw)(?!\w)")
_LETTER = re.compile(r"(?P<n>\d+)\s*/\s*(?P<issuer>[a-z]{2,8})\s*-\s*(?P<unit>[a-z]{2,6}\d{0,2})(?!\w)")
_WITH_YEAR = re.compile(rf"(?P<n>\d+)\s*/\s*(?P<year>{_YEAR})(?:\s*/\s*(?P<type>{_TYPE}))?(?![\w/])")
_BARE = re.compile(
    rf"(?P<n>\d+)(?P<suffix>[a-d]?)(?:\s*[-/]\s*(?P<issuer>{_SHORT_ISSUER})|\s+(?:cua\s+)?(?P<spaced>tw))?(?!\w|\s*/\s*\d)"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<name>{_NAME})\s*(?:(?P<so>so)\s*[:.]?\s*)?"
    rf"|(?P<type>{_TYPE})(?:\s*(?P<so2>so)\s*[:.]?\s*|[-.]|\s*))$"
)
_LIST = re.compile(r"\s*(?:,|;|va\b)\s*(?P<list>(?:\d{1,5}\s*(?:,|;|va\b)\s*)*)")
_HEADED_LIST = re.compile(
    rf"(?:(?<!\w)(?:so|{_NAME}|{_TYPE})[:\s]|^)\s*(?P<list>(?:\d{{1,5}}\s*(?:,|;|va\b)\s*)+)$"
)
_MISREAD = re.compile(
    rf"(?<!\w)(?=\w*\d)(?=\d*[oil])(?P<n>[\doil]{{2,5}})-(?P<type>{_TYPE})/(?P<issuer>{_ISSUER})(?!\w)"
)
_FORM = re.compile(r"(?<!\w)mau\s(?:\s*so)?\s*$")   # "Mẫu số 05/BCĐBHĐND-MT" is a form to fill in
_MISREADABLE = re.compile(r"[oil]\d?-|[oil]\d")
_DIGITS = str.maketrans("oil", "011")
# After a bare number these say that something is counted: "kế hoạch 5 năm", "báo cáo 6 tháng".
_COUNTED = re.compile(
    r"\s*(?:%|m2\b|(?:nam|thang|ngay|tuan|quy|gio|phut|van de|noi dung|diem|tap the|ca nhan|dong chi|ho|nguoi|dai bieu"
    r"|cong trinh|chi tieu|tieu chi|nhiem vu|giai phap|muc tieu|ty|ti|trieu|nghin|dong|don vi|to|chi bo|y kien|lan|cap"
    r"|phan|buoc|loai|nhom|linh vuc|dot|ban|trang|chuong|van ban|phong trao|mo hinh|truong hop|thu tuc|phuong|xa)\b)"
)
_LOOK_BACK = 40


# ---------------------------------------------------------------------------------------------------------------------
# Every number is looked at once: what follows it, else what stands before it.

def _scan(letters: str) -> list[Reference]:
    folded = fold_same_length(letters)
    found: list[Reference] = []
    done = 0
    for number in _NUMBER.finditer(folded):
        start = number.start()
        if start < done or number.end() - start > 5 or folded[start - 1: start] in {"/", "."}:
            continue
        reference = _read(letters, folded, start, done)
        if reference:
            _carry_over(folded, reference, found, done)
            found.append(reference)
            done = reference.end
    if _MISREADABLE.search(folded):
        taken = [(reference.start, reference.end) for reference in found]
        found += [
            reference for reference in _misread(letters, folded)
            if not any(start < reference.end and reference.start < end for start, end in taken)
        ]
        found.sort(key=lambda reference: reference.start)
    return found


def _read(letters: str, folded: str, start: int, done: int) -> Reference | None:
    if not folded[start:start + 5].lstrip("0")[:1].isdigit():
        return None                           # no document is number 0
    return (
        _read_law(folded, start)
        or _read_full(letters, folded, start)
        or _read_letter(letters, folded, start)
        or _read_short(letters, folded, start, done)
    )


def _read_law(folded: str, start: int) -> Reference | None:
    law = _LAW.match(folded, start)
    if not law:
        return None
    issuer = re.sub(r"\s", "", law["issuer"]).upper()
    return _reference(law["n"], law.span(), issuer=issuer, year=law["year"])


def _read_full(letters: str, folded: str, start: int) -> Reference | None:
    full = _FULL.match(folded, start) or _SPACED.match(folded, start)
    if not full or not _is_code(letters, full, "type"):
        return None
    parts = full.groupdict()
    issuer = _issuer(letters[slice(*full.span("issuer"))])
    if issuer is None:
        return None
    # "45 CT - Trong 3 năm" is no document: spaces need an issuer that is known. A comma needs a clear number.
    if " " in (parts.get("link") or "") and not _is_known(issuer):
        return None
    if folded[start - 1: start] == "," and not (parts.get("gap") or "").strip():
        return None
    return _reference(
        full["n"], full.span(), suffix=parts.get("suffix") or "", kind=_type(letters, full, "type"),
        issuer=issuer, year=parts.get("year"),
    )  # fmt: skip


def _read_letter(letters: str, folded: str, start: int) -> Reference | None:
    letter = _LETTER.match(folded, start)
    if not letter or folded[start - 1: start] in {",", "-"} or _FORM.search(folded, max(0, start - _LOOK_BACK), start):
        return None
    written = letters[slice(*letter.span("issuer"))]
    issuer = _issuer(written)
    if issuer is None or not (_is_known(issuer) or written.isupper()) or not _is_code(letters, letter, "unit"):
        return None
    return _reference(letter["n"], letter.span(), issuer=issuer, unit=letters[slice(*letter.span("unit"))].upper())


def _read_short(letters: str, folded: str, start: int, done: int) -> Reference | None:
    """"CT 05", "Chỉ thị số 5", "NĐ 30/2020": the type stands before the number, or after the year."""
    before = _BEFORE.search(folded, max(done, start - _LOOK_BACK), start)
    if before and before["type"] and not _is_code(letters, before, "type"):
        before = None
    dated = _WITH_YEAR.match(folded, start)
    if dated:
        return _read_dated(letters, before, dated)
    bare = _BARE.match(folded, start)
    if not before or not bare:
        return None
    numbered = before["so"] or before["so2"]
    issuer_group = "issuer" if bare["issuer"] else "spaced"
    issuer = _issuer(letters[slice(*bare.span(issuer_group))]) if bare[issuer_group] else None
    end = bare.end() if issuer else bare.end("suffix")
    if not issuer and not numbered and _is_amount(folded, bare["n"], end):
        return None
    if before["type"]:
        written = letters[slice(*before.span("type"))]
        attached = before.end("type") == start
        if not (numbered or issuer or attached or before["type"] in _SAFE_TYPES or written[0].isupper()):
            return None
    return _reference(
        bare["n"], (before.start(), end), suffix=bare["suffix"], kind=_kind_before(letters, before), issuer=issuer
    )


def _read_dated(letters: str, before: re.Match[str] | None, dated: re.Match[str]) -> Reference | None:
    if dated["type"] and _is_code(letters, dated, "type"):
        start = before.start() if before and before["type"] else dated.start()
        return _reference(dated["n"], (start, dated.end()), kind=_type(letters, dated, "type"), year=dated["year"])
    if not before or (before["name"] and not before["so"] and before["name"] not in _YEARLY_NAMES):
        return None
    return _reference(
        dated["n"], (before.start(), dated.end("year")), kind=_kind_before(letters, before), year=dated["year"]
    )


def _carry_over(folded: str, last: Reference, found: list[Reference], done: int) -> None:
    """"217, 218-QĐ/TW": only the last number of a list carries the rest, which the others get here."""
    if last.partial or not folded[last.start].isdigit():
        return
    if found and found[-1].partial and found[-1].type == last.type and not found[-1].year:
        listed = _LIST.fullmatch(folded, done, last.start)      # "Quyết định số 217 và 218-QĐ/TW"
        if listed:
            found.append(_completed(found.pop(), last))
    else:
        listed = _HEADED_LIST.search(folded, max(done, last.start - _LOOK_BACK), last.start)
    if listed:
        for number in re.finditer(r"\d+", folded[slice(*listed.span("list"))]):
            start = listed.start("list") + number.start()
            one = replace(last, number=int(number[0]), suffix="", start=start, end=start + len(number[0]))
            found.append(_completed(one, last))


def _completed(mention: Reference, last: Reference) -> Reference:
    return _reference(
        str(mention.number), (mention.start, mention.end), suffix=mention.suffix, kind=last.type, issuer=last.issuer,
        unit=last.unit, year=str(last.year) if last.year else None,
    )  # fmt: skip


def _misread(letters: str, folded: str) -> Iterator[Reference]:
    """Scanned pages: "O5-CT/TW", "0l-KL/TW"."""
    for match in _MISREAD.finditer(folded):
        issuer = _issuer(letters[slice(*match.span("issuer"))])
        if issuer and _is_known(issuer) and _is_code(letters, match, "type"):
            yield _reference(
                match["n"].translate(_DIGITS), match.span(), kind=_type(letters, match, "type"), issuer=issuer
            )


def _reference(
    n: str, span: tuple[int, int], *, suffix: str = "", kind: str | None = None, issuer: str | None = None,
    unit: str | None = None, year: str | None = None,
) -> Reference:  # fmt: skip
    system: System | None = None
    if issuer:
        system = "party" if _is_party(issuer) else "state"
    elif year:
        system = "state"
    number = f"{int(n):02d}{suffix}"
    if unit:
        canonical = f"{int(n)}{suffix}/{issuer}-{unit}"
    elif issuer and system == "party" and not year:
        canonical = f"{number}-{kind}/{issuer}"
    elif issuer:
        canonical = "/".join(filter(None, (number, year, "-".join(filter(None, (kind, issuer))))))
    elif year:
        canonical = f"{number}/{year}/{kind}"
    else:
        canonical = f"{kind} {number}"
    return Reference(
        number=int(n), suffix=suffix, type=kind, issuer=issuer, unit=unit, year=int(year) if year else None,
        system=system, canonical=canonical, partial=issuer is None, start=span[0], end=span[1],
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Codes are written without accents but for đ and the ư of TƯ: "đã 5 năm" must not read as "ĐA 5".

def _is_code(letters: str, match: re.Match[str], group: str) -> bool:
    start, end = match.span(group)
    return letters[start:end].lower().replace("đ", "d") == match[group]


def _type(letters: str, match: re.Match[str], group: str) -> str:
    if letters[slice(*match.span(group))].lower() == "hđ":
        return "HĐ"                           # hợp đồng, which folds to the code of hướng dẫn
    return _TYPES[match[group]]


def _kind_before(letters: str, before: re.Match[str]) -> str:
    return _NAMES[before["name"]] if before["name"] else _type(letters, before, "type")


def _issuer(written: str) -> str | None:
    code = re.sub(r"[\s.]", "", written).lower()
    if code == "tw" or code.endswith("tư"):
        return code.removesuffix("tư").removesuffix("tw").upper() + "TW"
    plain = code.replace("đ", "d").replace("ư", "u")   # scans turn UBND into ƯBND
    if not plain.isascii():
        return None
    known = _PARTY_ISSUERS.get(plain) or _STATE_ISSUERS.get(plain)
    return known or code.upper()


def _is_party(issuer: str) -> bool:
    code = fold(issuer)
    if code in _PARTY_ISSUERS or code.startswith("ubkt"):
        return True
    return code not in _STATE_ISSUERS and not code.startswith("ub") and bool(_PARTY_ENDING.search(code))


def _is_known(issuer: str) -> bool:
    code = fold(issuer).split("-")[0]
    return _is_party(issuer) or code in _STATE_ISSUERS or bool(_ASSEMBLY.fullmatch(code))


def _is_amount(folded: str, n: str, end: int) -> bool:
    return (len(n) == 4 and n[:2] in {"19", "20"}) or bool(_COUNTED.match(folded, end))
