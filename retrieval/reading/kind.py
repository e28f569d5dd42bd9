"""The kind of answer a question wants, finer than what the search needs: some words around the question word decide."""

import re

from corpus.vietnamese.text import fold
from retrieval.sought import Sought

_PAPER = r"(?:van ban|quyet dinh|nghi quyet|chi thi|ket luan|ke hoach|huong dan|thong bao|nghi dinh|luat|thong tu|cong van|quy dinh|to trinh|phap lenh)"
_SOMEBODY = (r"(?:nguoi|dong chi|d/c|ong|ba|anh|chi|em|co|chu|bac|cu|chau|ong lao|lanh dao|can bo|dang vien|vi|pct|ct|(?<!van )ban|"
             r"hoc sinh|to truong|truong ban|bi thu|chu tich|pho chu tich|dai bieu|luat su|bac si|thay|nha bao)")
_SUM = r"(?:quyet toan|du toan|ngan sach|kinh phi|von|quy|tong muc|hoc bong|hoc phi|le phi|muc phi|tien luong)"
# The first rule that fits decides.
_RULES: tuple[tuple[Sought, re.Pattern[str]], ...] = tuple((sought, re.compile(pattern)) for sought, pattern in (
    (Sought.REASON, r"^sao\b|\b(?:vi|co|tai|boi) (?:le|co|ly do|nguyen nhan) (?:gi|nao)\b|\bvi (?:sao|dau|co gi)\b|\b(?:neu|lay) (?:co|ly do) gi\b|"
                    r"\b(?:nho|do|boi) dau\b|\btai sao\b|\bsao (?:lai|ma)\b"),
    (Sought.REFERENCE, rf"\b{_PAPER} (?:so )?(?:nao|may|bao nhieu|gi)\b|\b{_PAPER}\b.*\b(?:so|mang so|danh so|so hieu) (?:may|nao|bao nhieu)\b"),
    (Sought.NUMBER, r"\b(?:to|tdp|to dan pho|khu pho|dot|lan|khoa|thu|tang|so nha|khu) (?:so |thu )?(?:may|bao nhieu)\b"),
    (Sought.MONEY, rf"\b(?:bao nhieu|may) (?:tien|dong(?! chi)|trieu|ty|ti)\b|\b{_SUM}\b.*\b(?:bao nhieu|may)\W*$|\b(?:phat|thuong|den|boi thuong|gop|ton|gia|tro cap|lai)\b"
                   r"(?: \w+){0,6} bao nhieu(?:\W*$| (?:tien|vay|mot|1|moi|a)\b)"),
    (Sought.TOPIC, r"\b(?:giu|lam|dam nhan|nam|ngoi) (?:chan|chuc|chuc vu|vai tro|nhung chuc|cuong vi|ghe|nhung ghe) (?:gi|nao)\b|\bchuc (?:vu|danh) (?:gi|nao|la gi)\b"),
    (Sought.PERSON, rf"\b{_SOMEBODY} nao\b|\bai\b|\bten (?:gi|la gi|chi)\b|\bho ten\b"),
    (Sought.DATE, r"\b(?:ngay|hom|bua|thang|nam|quy|gio|luc|thoi gian|thoi diem|dip) (?:nao|may|bao nhieu)\b|\bmay gio\b|\bkhi (?:nao|mo)\b|\bbao (?:gio|lau)\b|\bhan (?:chot|cuoi)\b"),
    (Sought.YES_NO, r"\bco\b(?! the\b).{3,90}\b(?:khong|chua)\b(?:\s+(?:vay|a|nhi|moi nguoi|ha|the|nao))*\W*$|\b(?:phai khong|dung khong|khong|chua)(?: (?:vay|a))?\W*$"),
    (Sought.NUMBER, r"\b(?:bao nhieu|may)\b|\bkich thuoc\b"),
    (Sought.HOW, r"\b(?:lam|thao tac|xu ly|xu|giai quyet) (?:sao|the nao|ra sao)\b|\bnhu the nao\b|\bphai (?:lam )?sao\b"),
))
_COUNTING = re.compile(r"\b(?:bao nhieu|may)\b")


def kind_of(text: str, sought: Sought, english: bool = False) -> Sought:
    """Return the kind of answer a question wants; `sought` where nothing says otherwise."""
    folded = fold(text)
    if english:                        # its question word is gone from the Vietnamese reading
        return sought
    for kind, pattern in _RULES:
        if pattern.search(folded):
            if kind is Sought.PERSON and sought in (Sought.DATE, Sought.MONEY, Sought.NUMBER, Sought.REASON) \
                    and not re.search(r"\b(?:la ai|ai)\b", folded):
                return sought
            return kind
    return sought
