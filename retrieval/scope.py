"""What is not answered whatever the documents hold: private matters, and what no ward's report is about."""

import re

from corpus.vietnamese.text import fold
from retrieval.question import Reason

_PERSON = r"(?:ong|ba|anh|chi|co|chu|bac|em|cu|dong chi|d/c|nha|gia dinh|ho|nguoi|thang|con)"
# Who looks after the ill, or gives to them, is no private matter.
_OFFICE = "phong chong|kham|chua|tram y te|benh vien|hoi|trung tam|ban chi dao|truong|pho|chu tich|bi thu|giam doc|bac si|phu trach|ung ho|tang|giup"
_PRIVATE = re.compile("|".join((
    rf"(?:so (?:dien thoai|di dong|dt|phone)|sdt|sđt|zalo|facebook|email)(?: (?:rieng|ca nhan|nha|di dong))?(?: cua)? {_PERSON}\b",
    r"\b(?:so (?:dien thoai|di dong)|sdt|dia chi) (?:rieng|ca nhan|nha rieng|nha)\b",
    rf"\b(?:can cuoc(?: cong dan)?|cccd|cmnd|chung minh(?: nhan dan| thu)?|so tai khoan|ho chieu|so bao hiem)\b.*\b(?:cua|{_PERSON})\b .*\b(?:bao nhieu|may|gi|nao|xin)\b",
    rf"\b(?:so )(?:can cuoc|cccd|cmnd|chung minh)\b.*\bcua {_PERSON}\b",
    rf"\b(?:ngay sinh|sinh ngay|sinh nam|nam sinh|que quan|que o)\b.*\b{_PERSON}\b",
    rf"\b(?:noi o|dia chi|nha o dau|nha rieng)(?: hien nay| hien tai)?(?: cua {_PERSON}| (?:ong|ba|anh|chi|dong chi))\b",
    rf"\b{_PERSON} .{{2,30}}(?:sinh (?:ngay|nam|thang) (?:nao|may|bao nhieu)|bao nhieu tuoi|may tuoi|nha o (?:dau|cho nao)|o so nha|luong bao nhieu|thu nhap bao nhieu)",
    r"\bten that\b",
    rf"\b{_PERSON} .{{2,40}}(?:bi|mac|mang) (?:benh|om) (?:gi|nao)\b|\bbenh an(?: \w+){{0,2}} (?:cua )?{_PERSON}\b|\b(?:bi|mac) (?:hiv|aids|ung thu|tam than)\b.*\b(?:ai|nha nao|ho nao)\b",
    rf"^(?!.*\b(?:{_OFFICE})\b).*\b(?:chay than|ung thu|hiv|aids|tam than|tram cam|nghien|cai nghien|bai liet|khuyet tat|benh)\b.*\b(?:la ai|nha ai|ai|ten gi|nha nao|ho nao)\b",
    r"\bbi (?:ky luat|canh cao|khien trach|xep loai|khong hoan thanh)\b.*\b(?:la ai|ai|nao)\b|\b(?:ai|dang vien nao|can bo nao)\b.*\b(?:bi ky luat|bi xep loai|khong hoan thanh)\b",
    r"\b(?:so do|thua dat|dat|nha dat|tai san) (?:cua )?(?:ho |nha |gia dinh )(?:ong|ba|anh|chi)\b.*\b(?:bao nhieu|may|o dau|rong|nao)\b",
)))
_ELSEWHERE = re.compile("|".join((
    r"(?<!chuyen )\bgia (?:vang|do la|usd|xang|dau|bitcoin|lua|thit|gao|heo|ca phe|dien thoai|chung khoan)\b.*"
    r"\b(?:hom nay|hnay|bay gio|hien nay|tuan nay|bao nhieu|bn|may|the nao|len|xuong|tang|giam)\b", r"\bty gia\b", r"\bchung khoan\b",
    r"\bbitcoin\b", r"\b(?:co mua|mua khong|nang khong|thoi tiet|nhiet do|du bao)\b.*\b(?:khong|the nao|may do|bao nhieu|hom nay|ngay mai)\b",
    r"\b(?:hom nay|ngay mai|sang mai|chieu mai|toi nay)\b.*\b(?:mua|nang|ret|lanh|nong)\b.*\bkhong\b", r"\bthoi tiet\b",
    r"\b(?:ket qua|so|mua|do|trung) xo so\b|\bxo so (?:hom nay|mien|may gio|ra so)\b", r"\bket qua (?:bong da|tran)\b", r"\bbong da\b.*\b(?:ty so|thang|thua)\b", r"\btu vi (?:hom nay|tuoi|cua|tuan|thang|nam)\b|\bcung hoang dao\b",
    r"^(?:ban|tro ly|may) (?:la ai|ten gi|nghi gi|thich gi|co nguoi yeu)\b", r"\b(?:ke|viet) (?:chuyen cuoi|mot bai tho|bai van|code)\b",
    r"\b(?:hoa don|tien dien|tien nuoc|ho so|luong|tro cap)\b.*\b(?:nha|cua) (?:toi|tui|minh|em|chau)\b.*\b(?:bao nhieu|chua|khi nao|den dau)\b",
    r"\buong thuoc\b|\bsot \d+\b|\bchua benh\b.*\b(?:the nao|gi)\b",
    r"\bdang (?:nao|cong san) (?:tot|xau|dung|sai)\b", r"\b(?:nen bau cho ai|ai gioi hon)\b",
)))


def out_of_bounds(text: str) -> Reason | None:
    """Return why a question is not to be answered, None for one that may be."""
    folded = fold(text)
    if _PRIVATE.search(folded):
        return Reason.PRIVACY
    if _ELSEWHERE.search(folded):
        return Reason.OUT_OF_SCOPE
    return None
