"""The kind of fact that a question seeks."""

import re
from enum import StrEnum

from corpus.vietnamese.text import fold


class Sought(StrEnum):
    """The kind of fact that a question seeks."""

    PERSON = "person"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PLACE = "place"
    REFERENCE = "reference"
    YES_NO = "yes or no"
    LIST = "list"
    REASON = "reason"
    HOW = "how"
    TOPIC = "topic"


def seek(text: str) -> Sought:
    """Return the kind of fact that a question seeks."""
    folded = fold(text)
    return next((sought for sought, pattern in _SOUGHT if pattern.search(folded)), Sought.TOPIC)


def _any(*phrases: str) -> "re.Pattern[str]":
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)")


_DOCUMENT = "(?:quyet dinh|nghi quyet|chi thi|ket luan|ke hoach|huong dan|thong bao|nghi dinh|luat|thong tu|cong van)"

# The first rule that fits decides. Folded, so that they fit questions without diacritics too.
_SOUGHT = (
    (Sought.YES_NO, re.compile(
        r"\bco phai\b|\bphai khong\b|\bdung khong\b|\b(?:khong|chua)\W*$"
        r"|^(?:is|are|was|were|did|does|do|has|have)\b")),
    (Sought.REFERENCE, _any(
        "so hieu", "so may", "van ban nao", f"{_DOCUMENT} (?:nao|so may|so bao nhieu)",
        f"{_DOCUMENT} .*(?:mang|danh|co|la) so (?:nao|may|bao nhieu)")),
    (Sought.MONEY, _any(
        "bao nhieu (?:tien|ty|ti|trieu|dong|kinh phi|von)", "may (?:ty|ti|trieu|dong)",
        "kinh phi.*(?:bao nhieu|may|the nao)",
        r"(?:tri gia|ton|het|gia tri|von|chi phi|muc phat|thu ngan sach)\b.*bao nhieu\W*$",
        "how much (?:money|did|was|does)", "gia bao nhieu")),
    (Sought.REASON, _any("vi sao", "tai sao", "vi dau", "sao lai", "ly do", "li do", "nguyen nhan", "why")),
    (Sought.DATE, _any(
        "(?:khi|luc|ngay|thang|nam|hom|gio|thoi gian|thoi diem) nao", "bao gio", "ngay may", "ngay bao nhieu", "may gio",
        "khi mo", "chung nao", "hoi nao", "bua nao", "bao lau",
        "tu ngay", "den ngay", "han (?:chot|cuoi)", "when", "what (?:time|date|day)", "which day")),
    (Sought.NUMBER, _any("bao nhieu", "may", "so luong", "ti le", "ty le", "dien tich", "how many", "how much")),
    (Sought.PLACE, _any(
        "o dau", "tai dau", "cho nao", "noi nao", "dia diem", "dia chi", "o mo", "den dau", "ve dau", "dau", "where")),
    (Sought.LIST, _any(
        "nhung ai", "nhung gi", "gom gi", "gom nhung", "nhung .{2,30} nao", "cac .{2,30} nao", "liet ke", "ke ten",
        "danh sach")),
    (Sought.PERSON, _any(
        "ai", "nguoi nao", "ong nao", "ba nao", "dong chi nao", "ten (?:that )?(?:la )?gi", "who", "whom", "whose")),
    (Sought.HOW, _any("nhu the nao", "the nao", "lam sao", "cach nao", "ra sao", "thu tuc", "trinh tu", "cac buoc", "how")),
)
