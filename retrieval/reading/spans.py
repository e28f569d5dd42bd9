"""What in a text could be an answer: the numbers, sums, dates, people, places and references that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.vietnamese.references import find_references


class SpanKind(StrEnum):
    """The kind of thing that a span names."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that could be an answer: `text[start:end]`.

    `core` to `core_end` is what must be in it: the digits of a quantity, the name of a person. `sort` tells forms of one
    kind apart, as a feature.
    """

    start: int
    end: int
    core: int
    core_end: int
    sort: int = 0


def find_spans(text: str, folded: str, kind: SpanKind) -> list[Span]:
    """Return the spans of a kind, in order; `folded` is the text without accents, letter for letter."""
    match kind:
        case SpanKind.NUMBER:
            return list(_numbers(text, folded))
        case SpanKind.MONEY:
            return list(_sums(folded))
        case SpanKind.DATE:
            return list(_dates(text, folded))
        case SpanKind.PERSON:
            return list(_people(text, folded))
        case SpanKind.PLACE:
            return list(_places(text, folded))
        case SpanKind.REFERENCE:
            return [Span(found.start, found.end, found.start, found.end, int(found.partial))
                    for found in find_references(text)]


# ------------------------------------------------------------------------------------------------------------ numbers

_QUALIFIER = r"(?:(?:tren duoi|tren|hon|gan|khoang chung|khoang|chung|it nhat la|it nhat|toi da|toi thieu|uoc|uoc tinh|duoi|khong qua|tong cong|vai)\s+)"
_DIGITS = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?:ty|ti|trieu|nghin|ngan|tram|van|chuc)"
_WORDS = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|chuc)"
_WRITTEN = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|chục"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<qualifier>{_QUALIFIER})?(?P<core>{_DIGITS}(?:\s*[x/-]\s*{_DIGITS}(?!\s*[/-]))?|{_WORDS}(?:\s(?:muoi|tram|chuc))?(?![a-z]))"
    rf"(?P<scale>\s*{_SCALE}(?:\s{_SCALE})?)?(?P<unit>\s?(?:%|m2|m 2|m3|km2|km|ha|cm|mm|m|kg|h|g)(?![a-z0-9]))?"
    rf"(?P<after>(?:\s+[a-z]+){{0,4}})")
_TERM = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")       # of office: no number of anything
_REFERENCE_AFTER = re.compile(r"\s*[-/]\s*[a-z]")
_DATE_AROUND = re.compile(r"\b(?:ngay|thang|nam|nhiem ky|giai doan|khoa|quy|tu|den)\s*$")
_NOT_NOUN = frozenset(["va", "hoac", "la", "da", "dang", "se", "duoc", "bi", "cua", "cho", "tai", "o", "trong", "tren", "tu", "den", "voi", "theo", "thi", "ma", "nay", "do", "kia", "vao", "ra", "len", "xuong", "qua", "de", "khi", "do", "boi", "vi", "nen", "neu", "nhung", "cac", "mot", "hai", "ba", "bon", "sau", "bay", "tam", "chin", "muoi", "co", "khong", "gom", "trong", "ngoai", "so", "con", "cung", "moi", "tham", "gia", "thuc", "hien", "dat", "tang", "giam", "thuoc", "hien", "nhu"])


def _numbers(text: str, folded: str) -> Iterator[Span]:
    done = 0
    at = 0
    while found := _NUMBER.search(folded, at):
        core, core_end = found.span("core")
        at = max(found.end("unit") if found["unit"] else 0, found.end("scale") if found["scale"] else 0, core_end)
        if core < done:
            continue
        if found["core"][0].isalpha():
            written = text[core:core_end].lower().split()
            if not all(word in (*_WRITTEN.split("|"), "mươi", "trăm") for word in written):
                continue
            if written[0] == "chục":                # "hàng chục", "cả chục"
                continue
            if written == ["năm"] and (folded[core_end:core_end + 1] != " " or _year_word(folded, core, core_end)):
                continue
        else:
            if _REFERENCE_AFTER.match(folded, core_end) and not found["unit"] and not found["scale"]:
                continue
            digits = found["core"]
            if len(digits) == 4 and digits[:2] in ("19", "20") and not found["unit"] and not found["scale"] and \
                    _DATE_AROUND.search(folded, max(0, core - 12), core):
                continue
            if _TERM.fullmatch(digits) or (len(digits) > 4 and _TERM.match(folded, core)):
                continue
            if "/" in digits and _DATE_AROUND.search(folded, max(0, core - 12), core):
                continue
        end = _noun_end(folded, at, found.end("after"))
        start = found.start("qualifier") if found["qualifier"] else core
        done = at
        yield Span(start, end, core, at, 1 if found["unit"] else 2 if found["core"][0].isalpha() else 0)


def _year_word(folded: str, start: int, end: int) -> bool:
    """Whether "năm" is a year here and not five."""
    following = re.match(r"\s+(\w+)", folded[end:end + 12])
    return not following or following[1][0].isdigit() or following[1] in {
        "nay", "qua", "ngoai", "sau", "truoc", "do", "hoc", "toi", "gan", "dau", "cuoi", "tinh", "ma", "va", "la"} or \
        bool(re.search(r"(?:\d|moi|hang|nhieu|tung|trong|cua|vao|cuoi|dau|mot|hai|ba|bon)\s+$", folded[max(0, start - 8):start]))


def _noun_end(folded: str, start: int, limit: int) -> int:
    """Return where the counted noun ends: at most two words that are no function words."""
    end = start
    for words, word in enumerate(re.finditer(r"\s+([a-z]+)", folded[start:limit]), 1):
        if word[1] in _NOT_NOUN or start + word.start() != end:
            break
        end = start + word.end()
        if words == 2:
            break
    return end


# --------------------------------------------------------------------------------------------------------------- money

_MONEY = re.compile(
    rf"(?<![\w/.,-])(?P<qualifier>{_QUALIFIER})?(?P<core>(?:{_DIGITS}|{_WORDS}(?![a-z]))(?:\s*-\s*{_DIGITS})?"
    rf"(?:\s*(?:(?:nghin|ngan|tram|trieu|chuc)\s+)?(?:ty|ti|trieu|tr|nghin|ngan)(?:\s*ruoi)?(?:\s*(?:dong|do la|usd|vnd|d))?|\s*(?:dong|usd|vnd|do la|d|k|euro|yen)))(?![a-z0-9])"
    rf"(?P<per>\s*/\s*(?:m2|m 2|khoi|thang|nguoi|ho|nam|m3|ngay|can|lan|kg|[a-z]+)|\s+moi\s+[a-z]+)?")


def _sums(folded: str) -> Iterator[Span]:
    for found in _MONEY.finditer(folded):
        start = found.start("qualifier") if found["qualifier"] else found.start("core")
        end = found.end("per") if found["per"] else found.end("core")
        named = re.search(r"dong|usd|vnd|do la|euro|yen|\dd$|\dk$", found["core"]) is not None
        yield Span(start, end, found.start("core"), found.end("core"), int(named))


# --------------------------------------------------------------------------------------------------------------- dates

_DAY = r"(?:(?:[012]?\d|3[01])\s*(?:[/-]\s*(?:1[0-2]|0?\d)(?!\d)(?:\s*[/-]\s*\d{4})?|\.\s*(?:1[0-2]|0?\d)\s*\.\s*\d{4})|\d{1,2}\s+thang\s+\d{1,2}(?:,?\s+nam\s+\d{4}|\s*/\s*\d{4})?)"
_MONTH = r"(?:thang\s+(?:\d{1,2}|gieng|chap)(?:\s*[/-]\s*\d{4}|,?\s+nam\s+\d{4})?)"
_YEAR = r"(?:nam\s+(?:19|20)\d\d|(?<![\w/.,-])(?:19|20)\d\d(?![\w/.,]))"
_HOUR = r"(?:\d{1,2}\s*(?:h|g|gio)(?![a-z])(?:\s*\d{2}(?!\d))?(?:\s*phut)?|\d{1,2}:\d{2})"
_QUARTER = r"(?:(?:dau|cuoi|giua)\s+(?:thang|nam|quy|tuan)[\s\w/]{0,14}?\d{1,4}(?:/\d{4})?|quy\s+(?:[ivx]+|\d)(?:\s*/\s*\d{4}|\s+nam\s+\d{4})?)"
_LENGTH = rf"(?:(?:{_DIGITS}|{_WORDS})\s+(?:nam|thang|tuan|ngay|gio|phut|giay|buoi)(?![a-z]))"
_MOMENT = rf"(?:(?:{_HOUR},?\s+(?:(?:sang|chieu|toi|trua)?\s*(?:ngay|hom)?\s*)?)?(?:ngay\s+)?(?:mung\s+)?{_DAY}|{_QUARTER}|{_MONTH}|{_YEAR}|{_HOUR}|{_LENGTH})"
_RANGE = rf"(?:(?:tu\s+)?(?:ngay\s+)?(?:{_HOUR}|{_DAY}|{_MONTH}|{_YEAR}|\d{{1,2}})\s*(?:den|-|toi)\s*(?:ngay\s+|het\s+ngay\s+|het\s+)?{_MOMENT})"
_DATE = re.compile(rf"(?<![\w/.,])(?P<before>(?:(?:truoc|sau|het|tu|vao|den|cham nhat|khoang)\s+)?(?:(?:sang|chieu|toi|trua|dem)\s+)?(?:ngay\s+|hom\s+)?)(?P<core>{_RANGE}|{_MOMENT})")
_WHEN = re.compile(r"\b(?:ngay sau khi|sau khi|truoc khi|khi nao|den khi|cho den khi|trong khi|khi)\s[^,;.:]{4,90}")


def _dates(text: str, folded: str) -> Iterator[Span]:
    spans = []
    for found in _DATE.finditer(folded):
        core = found["core"]
        if folded[found.end():found.end() + 2].lstrip("-/ ")[:1].isalpha() and folded[found.end():found.end() + 1] in "-/":
            continue                           # 16/KH-MTTQ
        sort = (0 if re.search(r"\d\s*[/.-]\s*\d|thang", core) and re.search(r"\d", core) else
                1 if re.search(r"\d\s*(?:h|g|gio)|:", core) else 2 if re.search(r"(?:19|20)\d\d", core) else 3)
        spans.append(Span(found.start("core"), found.end("core"), found.start("core"), found.end("core"), sort))
    taken = [(span.start, span.end) for span in spans]
    for found in _WHEN.finditer(folded):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            spans.append(Span(found.start(), found.end(), found.start(), found.end(), 4))
    return iter(sorted(spans, key=lambda span: span.start))


# -------------------------------------------------------------------------------------------------------------- people

_CAPITAL = r"[A-ZĐÀ-ÖØ-ÝĂĨŨƠƯẠ-Ỹ]"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}[^\W\d_]*(?:[ ]{_CAPITAL}[^\W\d_]*){{0,7}}")
_SURNAMES = frozenset(["nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "lí", "đinh", "trịnh", "đào", "đoàn", "mai", "trương", "lâm", "lưu", "hà", "lương", "chu", "thái", "tạ", "cao", "tô", "thạch", "kiều", "quách", "triệu", "nông", "vi", "lò", "bàn", "nghiêm", "khúc", "tráng", "tống", "tăng", "văn", "vàng", "phùng", "vương", "la", "châu", "thiều", "bạch", "âu", "biện", "mã", "mạc", "hứa", "kim", "khổng", "lại", "lữ", "lục", "thân", "từ", "nhan", "giáp", "diệp", "danh", "sơn", "chung", "ninh", "nịnh", "lan", "lầu", "tiết", "chúng", "chẩm", "chế", "cung", "hầu", "hồng", "khuất", "luyện", "quản", "tiêu", "đàm", "điểu", "ksor", "h'", "giang", "trà", "tòng", "quang", "cầm", "hàng", "sùng", "giàng", "ma", "mông", "lỷ", "thàng", "viên", "bế", "hạ", "tào", "ung", "uông", "doãn", "đường", "lã", "lạc", "mẫn", "quan", "thi", "tôn", "trang", "ngụy", "nguỵ", "cù", "cồ", "cổ", "dư", "đầu", "đậu", "đới", "hàn", "hình", "kha", "kỳ", "kông", "liêu", "linh", "lỗ", "phí", "phương", "sử", "tất", "thẩm", "thường", "tưởng", "úc", "vạn", "vòng", "vy", "xa", "yên"])
_CALLS = r"ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|bé|mẹ|đồng chí|đ/c|đc|thượng tá|đại tá|trung tá|thiếu tá|đại úy|đại uý|thượng úy|thượng uý|trung úy|trung uý|thiếu úy|thiếu uý|bác sĩ|bs|ts|ths|kỹ sư|luật sư|ccb|thầy|nhà giáo|nsưt|tên"
_CALLED = re.compile(rf"(?<!\w)(?:{_CALLS})\.?\s+$", re.IGNORECASE)
_CALL = re.compile(rf"(?:{_CALLS})\.?$", re.IGNORECASE)
_AREA = re.compile(r"(?<!\w)(?:phường|p\.|xã|quận|q\.|huyện|tỉnh|tp\.?|thành phố|thị xã|tx\.?|thị trấn|thôn|làng|ấp|đường|phố|ngõ|hẻm|chợ|trường|chùa|đền|cầu|sông|khu|kdc|ở|tại|công ty|cty|bệnh viện|nhà máy|dự án|báo|hãng|khách sạn|công viên|chung cư|đảo|rạch|kênh|núi|lễ hội|tập đoàn|siêu thị|quốc lộ)\s+$", re.IGNORECASE)
_NO_NAME = frozenset(["ủy", "uỷ", "ban", "nhân", "dân", "hội", "đồng", "đảng", "bộ", "chính", "trị", "mặt", "trận", "tổ", "quốc", "việt", "nam", "công", "an", "sở", "phòng", "chủ", "tịch", "bí", "thư", "trưởng", "ubnd", "hđnd", "mttq", "tp", "hcm", "quốc", "trung", "ương", "nghị", "quyết", "định", "kế", "hoạch", "chỉ", "thị", "thông", "luật", "đội", "theo", "tại", "sau", "khi", "ngày", "tuy", "nhiên", "hiện", "nay", "ngoài", "ra", "đặc", "biệt", "vì", "do", "với", "đến", "trong", "năm", "mỗi", "nhiều", "một", "hai", "các", "những", "người", "học", "sinh", "liên", "hiệp", "phụ", "nữ", "thanh", "niên", "cựu", "chiến", "binh", "tài", "nguyên", "mới", "quận", "phường", "xã", "huyện", "tỉnh", "thành", "phố", "thường", "trực", "vụ", "cục", "viện", "bệnh", "trường", "giám", "đốc", "phó", "thị", "tiểu"])


def _people(text: str, folded: str) -> Iterator[Span]:
    for found in _NAME.finditer(text):
        start, end = found.span()
        words = text[start:end].split(" ")
        called = _CALLED.search(text, max(0, start - 14), start)
        # A title or the first word of a sentence may stand capitalised before a name: "Ông Lê Thế Nhân".
        while words and not called and words[0].lower() not in _SURNAMES and len(words) > 1:
            called = _CALL.fullmatch(words[0])
            if not called and not (words[1].lower() in _SURNAMES and len(words) > 2):
                break
            start += len(words[0]) + 1
            words = words[1:]
        low = [word.lower() for word in words]
        surname = low[0] in _SURNAMES
        if (text[start:end].isupper() and len(words) < 2) or len(words) > 5:
            continue
        junk = sum(word in _NO_NAME for word in low) / len(low)
        area = None if called else _AREA.search(text, max(0, start - 14), start)
        if not called and (len(words) < 2 or not surname or (junk >= 0.5 and len(words) < 4 and junk > 0.6) or (area and len(words) < 3)):
            continue
        if called and junk > 0.5 and not surname:
            continue
        sort = 3 if called and surname and len(words) > 1 else 2 if called else 1 if not area else 0
        yield Span(start, end, start, end, sort)


# -------------------------------------------------------------------------------------------------------------- places

_WHERE = re.compile(r"(?<!\w)(?:tại|ở|trong|đến|tới|về|từ|trên|qua|gần|thuộc)\s(?P<core>(?:[^\s,;.:()]+(?:\.(?=\S))?\s?){1,14})", re.IGNORECASE)
_NAMED_PLACE = re.compile(
    r"(?<!\w)(?:phường|xã|quận|huyện|tỉnh|thành phố|thị xã|thị trấn|thôn|làng|ấp|đường|phố|ngõ|hẻm|chợ|trường|chùa|đền|cầu|khu|"
    r"tổ dân phố|nhà văn hóa|nhà văn hoá|trụ sở|phòng|hội trường|sân|công viên|cụm|trung tâm|trạm|bệnh viện|nhà hàng|"
    r"khách sạn|văn phòng)\s[^,;.:()]{2,60}", re.IGNORECASE)


def _places(text: str, folded: str) -> Iterator[Span]:
    spans = []
    for found in _WHERE.finditer(text):
        start, end = found.span("core")
        while end > start and folded[end - 1].isspace():
            end -= 1
        if end - start > 2:
            spans.append(Span(start, end, start, end, 1))
    for found in _NAMED_PLACE.finditer(text):
        if not any(span.start <= found.start() < span.end for span in spans):
            spans.append(Span(found.start(), found.end(), found.start(), found.end(), 0))
    return iter(sorted(spans, key=lambda span: span.start))
