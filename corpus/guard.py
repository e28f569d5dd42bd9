"""What must not be stored, and what somebody should look at before a document is published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from corpus.vietnamese.legacy import Encoding, detect
from corpus.vietnamese.text import clean, fold

_HEAD = 25                # lines in which "dự thảo" is a mark
_ENOUGH = 20              # places of one concern
_SAMPLE = 1500            # characters that show whether the letters are right
_SURE = 0.85              # of recognised letters: below, somebody should read them

# A stamp is a line or a cell of its own, in capitals; in a form, "Độ mật: Mật". MẬT in a sentence is none: bí mật.
_EDGE = r"[\s\W_]*"
_STAMP = re.compile(rf"{_EDGE}(?:ĐỘ MẬT{_EDGE})?(?P<level>TUYỆT{_EDGE}MẬT|TỐI{_EDGE}MẬT|M{_EDGE}Ậ{_EDGE}T){_EDGE}")
_STATED = re.compile(r"\W*độ\s+mật\s*[:：]\s*(?P<level>tuyệt\s+mật|tối\s+mật|mật)\W*", re.IGNORECASE)
_BESIDE_NUMBER = re.compile(
    r"[Ss][ốỐ]\s*:?\s*\d*[\w.]*\s?[-/]\s?[\w/.&-]+\s+(?P<level>TUYỆT MẬT|TỐI MẬT|MẬT)"
    r"|(?P<before>TUYỆT MẬT|TỐI MẬT|MẬT)\s+[Ss][ốỐ]\s*:?\s*\d*[\w.]*\s?[-/].*")
_BLURRED = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}      # as red ink is read, marks and all uncertain
_CELLS = re.compile(r"\t| \| |\s{3,}")

_INTERNAL = re.compile(
    r"lưu hành nội bộ|tài liệu nội bộ|không phổ biến|(?:sử dụng|dùng) (?:trong )?nội bộ"
    r"|tài liệu (?:họp|hội nghị).{0,20}thu hồi|thu hồi sau (?:hội nghị|cuộc họp)|không được sao chụp", re.IGNORECASE)
_DRAFT = re.compile(r"dự thảo", re.IGNORECASE)
_DRAFT_ALONE = re.compile(r"\W*(?:bản\s+)?dự thảo(?:\s+(?:lần|ngày|số)?\s*(?:thứ\s+)?[\w/.]+)?\W*", re.IGNORECASE)
_MARK_WORDS = 14          # of a line that is a mark, not a sentence about one

_CITIZEN = r"(?<![\d.,/-])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{6}(?![\d.,]?\d)"
_OLD_CITIZEN = r"(?:cmnd|cccd|chứng minh|căn cước|định danh)[^\d\n]{0,40}\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)"
_PHONE = re.compile(r"(?<![\d.,/-])(?:\+?84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d.,-]?\d)")
_ACCOUNT = re.compile(
    r"(?:số tài khoản|tài khoản(?: số| ngân hàng)?|stk|số tk)[^\d\n]{0,30}?(\d(?:[ .-]?\d){5,18})(?!\d)", re.IGNORECASE)


class Concern(StrEnum):
    """Why somebody should look at a document before it is published."""

    INTERNAL = "internal"           # says of itself that it is not for everybody
    DRAFT = "draft"
    CITIZEN_NUMBER = "citizen number"
    PHONE = "phone"
    BANK_ACCOUNT = "bank account"
    UNSURE_LETTERS = "unsure letters"       # recognised in a picture, and not surely
    STRANGE_LETTERS = "strange letters"     # an encoding that nobody knows
    UNSEEN_PICTURES = "unseen pictures"     # nothing could look for a stamp in them


_PATTERNS = {
    Concern.INTERNAL: _INTERNAL,
    Concern.DRAFT: _DRAFT,
    Concern.CITIZEN_NUMBER: re.compile(f"{_CITIZEN}|{_OLD_CITIZEN}", re.IGNORECASE),
    Concern.PHONE: _PHONE,
    Concern.BANK_ACCOUNT: _ACCOUNT,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A concern, and the paragraphs (counted from 1) that give rise to it; none where it is about the whole."""

    concern: Concern
    paragraphs: tuple[int, ...] = ()


def stamp(text: str, blurred: str = "") -> str:
    """Return the stamp of a state secret that a text bears, such as "TỐI MẬT"; "" for none.

    `blurred` is what red ink in pictures was read as: there the marks of the letters do not count.
    """
    for line in clean(text).split("\n"):
        if "ẬT" in (upper := line.upper()) or "Ậ T" in upper:
            for cell in [line, *_CELLS.split(line)]:
                if found := _STAMP.fullmatch(cell) or _STATED.fullmatch(cell) or _BESIDE_NUMBER.fullmatch(cell.strip()):
                    level = found.groupdict().get("level") or found.groupdict().get("before") or ""
                    return re.sub(r"[\W_]+", "", level.upper()).replace("TỐI", "TỐI ").replace("TUYỆT", "TUYỆT ")
    for line in blurred.split("\n"):
        words = re.sub(r"[\W_]+", " ", line).strip()
        if words.isupper() and (level := _BLURRED.get(fold(words), "")):
            return level
    return ""


def notices(text: str) -> Iterator[Notice]:
    """Yield what somebody should look at: marks of a narrow audience, numbers of persons, letters that read wrong."""
    for concern, pattern in _PATTERNS.items():
        places = (match.start() for match in pattern.finditer(text) if _counts(concern, text, match.start()))
        if paragraphs := dict.fromkeys(_paragraph(text, place) for place in islice(places, _ENOUGH)):
            yield Notice(concern, tuple(paragraphs))
    if detect(text[:_SAMPLE]) is Encoding.UNKNOWN:
        yield Notice(Concern.STRANGE_LETTERS)


def is_unsure(confidence: float | None) -> bool:
    """Whether letters were recognised with so little confidence that somebody should read them."""
    return confidence is not None and confidence < _SURE


def _counts(concern: Concern, text: str, at: int) -> bool:
    """Whether words that may be a mark stand where a mark would: in a short line; "dự thảo", alone near the top."""
    if concern not in (Concern.INTERNAL, Concern.DRAFT):
        return True
    line = text[text.rfind("\n", 0, at) + 1:].partition("\n")[0]
    if concern is Concern.INTERNAL:
        return len(line.split()) <= _MARK_WORDS
    return _paragraph(text, at) <= _HEAD and any(_DRAFT_ALONE.fullmatch(cell) for cell in _CELLS.split(line))


def _paragraph(text: str, at: int) -> int:
    """Return the number of a paragraph as a reader would count, from 1."""
    return sum(1 for line in text[:at].split("\n")[:-1] if line.strip()) + 1
