"""The names in a question - documents by number, people, places - and the passages that hold exactly them.

To words, "Nguyễn Thị Hoa" and "Nguyễn Thị Hòa" are two thirds the same, and so are 01-KL/TW and 10-KL/TW.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.vietnamese.references import Reference, find_references, reference_terms
from corpus.vietnamese.text import fold_same_length
from corpus.vietnamese.tone import to_new_style, to_old_style
from retrieval.question import Hit

# Shares of the distance between the best hit and the worst: more than 1 puts a passage before all that lack the name.
_DOCUMENT, _PERSON, _PLACE = 1.01, 1.01, 0.1
_REMEMBERED = 4096      # passages whose document numbers are known


@dataclass(frozen=True, slots=True)
class Name:
    """What a question names: whether a text holds exactly that, and what holding it is worth.

    `of_document`: a document that names it once is about it, as reports are about a ward.
    """

    is_in: Callable[[str], bool]
    worth: float
    of_document: bool = False


def names_in(text: str, references: Iterable[Reference]) -> list[Name]:
    """Return what a question names; `references` are the documents that it names by number."""
    found = [Name(_holds_reference(reference), _DOCUMENT) for reference in references]
    plain = text.isascii()
    for match in (_CALLED_PLAIN if plain else _PROPER).finditer(text):
        words = match["name"].split()
        called = bool(match["called"])
        while words and words[0].lower() in _BEFORE:
            called, words = called or words[0].lower() in _ADDRESSES, words[1:]
        if len(words) < 2 or any(word.isupper() and len(word) > 1 for word in words) or words[0].lower() in _OFFICES:
            continue
        surname = words[0].lower() in (_PLAIN_SURNAMES if plain else _SURNAMES)
        person = called or (surname and len(words) > 2 and not _PLACED.search(text, 0, match.start()))
        found.append(Name(_holds_name(words, plain=plain, whole=person), _PERSON if person else _PLACE,
                          of_document=not person))
    return found


def exact_first(hits: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
    """Put the hits that hold exactly what is named before those that hold something like it."""
    if not names or len(hits) < 2:
        return list(hits)
    scores = [hit.score for hit in hits]
    spread = (max(scores) - min(scores)) or 1.0
    worth = [0.0] * len(hits)
    for name in names:
        holding = [name.is_in(f"{hit.passage.title}\n{hit.passage.passage.text}") for hit in hits]
        about = {hit.passage.document for hit, holds in zip(hits, holding, strict=True) if holds}
        for row, hit in enumerate(hits):
            if holding[row] or (name.of_document and hit.passage.document in about):
                worth[row] += name.worth * spread
    return sorted((replace(hit, score=hit.score + more) for hit, more in zip(hits, worth, strict=True)),
                  key=lambda hit: -hit.score)


# ---------------------------------------------------------------------------------------------------- document numbers

def _holds_reference(reference: Reference) -> Callable[[str], bool]:
    wanted = reference_terms(reference)[:1]
    digits = str(reference.number)
    return lambda text: digits in text and bool(wanted) and wanted[0] in _references(text)


@lru_cache(maxsize=_REMEMBERED)
def _references(text: str) -> frozenset[str]:
    return frozenset(term for reference in find_references(text) for term in reference_terms(reference))


# ------------------------------------------------------------------------------------------------------------- people

_UPPER = "A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_ADDRESS = r"(?:ông|bà|anh|chị|cô|chú|bác|em|cụ|đồng chí|đ/c|đc)"
_PROPER = re.compile(rf"(?<!\w)(?P<called>(?i:{_ADDRESS})\s+)?(?P<name>[{_UPPER}]\w*(?:\s+[{_UPPER}]\w*)+)(?!\w)")
_SURNAMES = frozenset(
    ["nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "lí", "đinh", "đào", "đoàn", "mai", "trịnh", "tô", "hà", "cao", "lương", "thái", "tạ", "phùng", "châu", "tăng", "trương", "lâm", "tống", "kiều", "lưu", "vương", "quách", "khúc", "triệu", "chu", "la", "từ", "nông", "hứa", "giang", "thạch", "mạc", "văn", "tôn", "doãn", "ninh", "đồng", "nghiêm", "thân", "cù", "lại", "phí", "lục", "bạch", "trang", "khổng", "ông", "mã", "sầm", "vi", "hầu", "giàng", "sùng", "thào", "lò"])
_PLAIN_SURNAMES = frozenset(
    ["nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "dao", "doan", "mai", "trinh", "to", "ha", "cao", "luong", "thai", "ta", "phung", "chau", "truong", "lam", "luu", "vuong", "trieu"])
_CALLED_PLAIN = re.compile(       # without accents "co dinh" is no Ms Dinh: a middle name must stand between
    rf"(?<!\w)(?P<called>(?:ong|ba|dong chi|d/c)\s+)(?P<name>(?:{'|'.join(sorted(_PLAIN_SURNAMES))})\s+"
    r"(?:thi|van|duc|huu|thu|ngoc|minh|quang|xuan|dinh|quoc)\s+(?!la\b|lam\b|co\b|da\b|o\b)[a-z]+)(?!\w)", re.IGNORECASE)
_ADDRESSES = frozenset(["ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cụ"])
# What begins with a capital before a name and is no part of it.
_BEFORE = _ADDRESSES | frozenset(
    ["phường", "xã", "quận", "huyện", "tỉnh", "thị", "thành", "phố", "trấn", "thôn", "ấp", "đường", "cầu", "chợ", "trường", "công", "ty", "ở", "tại", "theo", "toàn", "từ", "đến", "hồi", "lúc", "hôm", "thế", "sáng", "chiều", "đi", "tết", "quý"])
_OFFICES = frozenset(
    ["ủy", "uỷ", "ban", "nhân", "hội", "đồng", "đảng", "bộ", "chính", "mặt", "tổ", "sở", "phòng", "chủ", "bí", "trưởng", "phó", "nghị", "quyết", "kế", "chỉ", "kết", "luận", "thông", "trung", "giám", "hướng", "khu"])
_PLACED = re.compile(r"(?<!\w)(?:phường|xã|quận|p\.|q\.|đường|phố|phố hàng rong|ngõ|hẻm|chợ|cầu|trường|công viên|bệnh viện|chung cư"
                     r"(?: \d+)?|nhà)\s*(?:tạm\s*)?$", re.IGNORECASE)


def _holds_name(words: Sequence[str], *, plain: bool, whole: bool) -> Callable[[str], bool]:
    """`plain`: the question was typed without accents, so those of the text do not count. `whole`: no name goes on."""
    forms = [{word} if plain else {word, to_new_style(word), to_old_style(word)} for word in words]
    pattern = r"\s+".join("(?:" + "|".join(map(re.escape, sorted(form))) + ")" for form in forms)
    further = rf"(?!\s+(?-i:[{_UPPER}]))" if whole and not plain else ""
    compiled = re.compile(rf"(?<!\w){pattern}(?!\w){further}", re.IGNORECASE)
    if plain:
        return lambda text: compiled.search(fold_same_length(text)) is not None
    return lambda text: compiled.search(text) is not None
