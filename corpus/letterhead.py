"""What the head and the foot of an official document say: number, issuer, kind, place, date, who signed, who gets it."""

import json
import re
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from corpus.document import Letterhead
from corpus.errors import InvalidValue
from corpus.formats.headline import KIND, NATIONAL
from corpus.formats.publication import dateline
from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import nfc

_HEAD, _FOOT = 20, 40            # lines that are looked at
_MAX_NAME = 6                    # words of a signatory's name
_NUMBER = re.compile(r"[\W_]*số\s*:?\s*(?P<number>\d[\w.]*\s?[-/].{1,40})", re.IGNORECASE)
_CELL = re.compile(r"(?:(?!\t| \| )[^\n])+")
_RECIPIENTS = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_RECIPIENT = re.compile(r"\s*[-–+•*]\s*(.+)")
_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\.?\s*(?=[A-ZĐÀ-Ỹ])")
_OFFICES = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:BÍ THƯ|CHỦ TỊCH|TRƯỞNG|CHÁNH|GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ NHIỆM|THƯ KÝ|ĐỘI TRƯỞNG|THƯỜNG TRỰC)")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký,? (?:ghi rõ họ tên|tên,? đóng dấu))[^)]*\)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\W_]*")


def letterhead(text: str) -> Letterhead:
    """Find out what the head and the foot of a text say."""
    foot = [line.strip() for line in text[-20_000:].split("\n") if line.strip()][-_FOOT:]
    head = [nfc(cell) for _, cell in _cells(text)]
    at = next((at for at, line in enumerate(head) if _number(line)), None)
    place, dated = _dateline(text)
    return Letterhead(
        number=_number(head[at]) if at is not None else "",
        issuer=_issuer(head[:at]) if at is not None else "",
        kind=_kind(head, numbered=at is not None),
        place=place,
        dated=dated,
        signatory=_signatory(foot),
        recipients=tuple(_recipients(foot)),
        of_party=any("đảng cộng sản việt nam" in line.lower() for line in head),
    )


def number_at(text: str) -> tuple[int, int] | None:
    """Return the stretch of a text, in NFC, in which the document gives its own number: "Số: 12/BC-UBND"."""
    return next(((start, start + len(cell)) for start, cell in _cells(text) if _number(cell)), None)


def to_json(head: Letterhead) -> str:
    """Return a letterhead as it is stored: what is not there is left out."""
    found = {name: value for name, value in asdict(head).items() if value}
    return json.dumps(found, ensure_ascii=False, default=date.isoformat) if found else ""


def from_json(stored: str) -> Letterhead:
    """Return the letterhead that was stored."""
    if not stored:
        return Letterhead()
    found: dict[str, Any] = json.loads(stored)
    found["recipients"] = tuple(found.get("recipients", ()))
    found["dated"] = date.fromisoformat(found["dated"]) if "dated" in found else None
    return Letterhead(**found)


def _dateline(text: str) -> tuple[str, date | None]:
    try:
        return dateline(text) or ("", None)
    except InvalidValue:            # 31/2: whoever adds the document is told
        return "", None


def _cells(text: str) -> list[tuple[int, str]]:
    """Return the first lines and cells of a text, each with the place where it begins."""
    found = ((match.start(), match[0]) for match in _CELL.finditer(text[:20_000]))
    stripped = ((start + len(cell) - len(cell.lstrip()), cell.strip()) for start, cell in found)
    return list(islice((one for one in stripped if one[1]), _HEAD))


def _number(line: str) -> str:
    """Return "07-KL/ĐU" of "Số 07-KL/ĐU", the spelling that all mentions of it share; "" of a line that gives none."""
    written = _NUMBER.match(line)
    if written is None:
        return ""
    found = next(iter(find_references(line)), None)
    if found and not found.partial:
        return found.canonical
    number = written["number"].split(" ")[0].rstrip(".,;")
    return number if any(map(str.isalpha, number)) else ""        # số 12/5 is a house


def _issuer(above: list[str]) -> str:
    """Return the office above the number; the one over it (the upper level of the Party) is left out."""
    offices = [line.strip(" *-_") for line in above if line.isupper() and not NATIONAL.search(line) and not KIND.match(line)]
    if not offices:
        return ""
    last = offices[-1]
    if len(offices) > 1 and re.match(r"(?:PHƯỜNG|XÃ|THỊ TRẤN|THÀNH PHỐ|TỈNH|TỔ DÂN PHỐ|THÔN)\b", last):
        last = f"{offices[-2]} {last}"         # ỦY BAN NHÂN DÂN above PHƯỜNG SÔNG TRĂNG
    return " ".join(last.split())


def _kind(head: list[str], *, numbered: bool) -> str:
    """Return "Kế hoạch" where a line begins with that in capitals, or in a numbered document in any letters."""
    found = [(line, kind[0]) for line in head if (kind := KIND.match(line))]
    return next((kind.capitalize() for line, kind in found if line.isupper() or numbered), "")


def _signatory(foot: list[str]) -> str:
    """Return the name below the office of who signed; the last of several, who presides."""
    found = ""
    for at, line in enumerate(foot):
        if line.isupper() and (_ON_BEHALF.match(line) or _OFFICES.match(line)):
            rest = [other for other in foot[at + 1:at + 6] if not _SIGNED.fullmatch(other)]
            name = next((other for other in rest if not other.isupper() and not _SEPARATOR.fullmatch(other)), "")
            if _is_name(name):
                found = name
    return found


def _is_name(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= _MAX_NAME and all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)


def _recipients(foot: list[str]) -> list[str]:
    start = next((at for at, line in enumerate(foot) if _RECIPIENTS.fullmatch(line)), None)
    found = []
    for line in foot[start + 1:] if start is not None else ():
        if not (item := _RECIPIENT.match(line)):
            break
        found.append(item[1].rstrip(" ;./"))
    return found
