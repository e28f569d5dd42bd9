"""What must not be stored, and what somebody should look at before a document is published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.vietnamese.legacy import Encoding, detect
from corpus.vietnamese.text import clean, fold

_HEAD = 25                # lines in which "dự thảo" is a mark
_SAMPLE = 4000            # characters that show whether the letters are right
_SURE = 0.85              # of recognised letters: below, somebody should read them

# A stamp is a line or a cell of its own, in capitals; in a form, "Độ mật: Mật". MẬT in a sentence is none: bí mật.
_EDGE = r"[\s\W_]*"
_STAMP = re.compile(rf"{_EDGE}(?:ĐỘ MẬT{_EDGE})?(?P<level>TUYỆT{_EDGE}MẬT|TỐI{_EDGE}MẬT|M{_EDGE}Ậ{_EDGE}T){_EDGE}")
_STATED = re.compile(r"\W*độ\s+mật\s*[:：]\s*(?P<level>tuyệt\s+mật|tối\s+mật|mật)\W*", re.IGNORECASE)
_BESIDE_NUMBER = re.compile(
    r"số\s*:?\s*\d*[\w.]*\s?[-/]\s?[\w/.&-]+\s+(?P<level>TUYỆT MẬT|TỐI MẬT|MẬT)"
    r"|(?P<before>TUYỆT MẬT|TỐI MẬT|MẬT)\s+[Ss][ốỐ]\s*:?\s*\d*[\w.]*\s?[-/].*")
_BLURRED = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}      # as red ink is read, marks and all uncertain
_CELLS = re.compile(r"\t| \| |\s{3,}")

_INTERNAL = re.compile(
    r"lưu hành nội bộ|tài liệu nội bộ|không phổ biến|(?:sử dụng|dùng) (?:trong )?nội bộ"
    r"|tài liệu (?:họp|hội nghị).{0,20}thu hồi|thu hồi sau (?:hội nghị|cuộc họp)|không được sao chụp", re.IGNORECASE)
_DRAFT = re.compile(r"\W*(?:bản\s+)?dự thảo(?:\s+(?:lần|ngày|số)?\s*(?:thứ\s+)?[\w/.]+)?\W*", re.IGNORECASE)
_MARK_WORDS = 14          # of a line that is a mark, not a sentence about one

_CITIZEN = re.compile(r"(?<![\d.,/-])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{6}(?![\d.,]?\d)")
_OLD_CITIZEN = re.compile(
    r"(?:cmnd|cccd|chứng minh|căn cước|định danh)\D{0,40}(\d{3}[ .]?\d{3}[ .]?\d{3})(?!\d)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d.,/-])(?:\+?84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d.,-]?\d)")
_ACCOUNT = re.compile(
    r"(?:số tài khoản|tài khoản(?: số| ngân hàng)?|stk|số tk)\D{0,30}?(\d(?:[ .-]?\d){5,18})(?!\d)", re.IGNORECASE)


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
    found: dict[Concern, list[int]] = {}
    paragraphs = enumerate((line for line in text.split("\n") if line.strip()), 1)
    for paragraph, line in paragraphs:
        for concern in _concerns(line, head=paragraph <= _HEAD):
            found.setdefault(concern, []).append(paragraph)
    for concern in Concern:
        if concern in found:
            yield Notice(concern, tuple(dict.fromkeys(found[concern])))
    if detect(text[:_SAMPLE]) is Encoding.UNKNOWN:
        yield Notice(Concern.STRANGE_LETTERS)


def is_unsure(confidence: float | None) -> bool:
    """Whether letters were recognised with so little confidence that somebody should read them."""
    return confidence is not None and confidence < _SURE


def _concerns(line: str, *, head: bool) -> Iterator[Concern]:
    short = len(line) < 200 and len(line.split()) <= _MARK_WORDS
    if short and _INTERNAL.search(line):
        yield Concern.INTERNAL
    if short and head and any(_DRAFT.fullmatch(cell) for cell in _CELLS.split(line)):
        yield Concern.DRAFT
    if not any(character.isdigit() for character in line):
        return
    if _CITIZEN.search(line) or _OLD_CITIZEN.search(line):
        yield Concern.CITIZEN_NUMBER
    if _PHONE.search(line):
        yield Concern.PHONE
    if _ACCOUNT.search(line):
        yield Concern.BANK_ACCOUNT
