"""Quantities: how much and how many, as reports write it: "trên 2.700m2 đất", "05 tập thể", "19/15 ngõ phố".

Numbers of documents, dates and places are no quantities.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.vietnamese.days import find_dates
from corpus.vietnamese.matching import Phrases, agrees, is_accented, vocabulary
from corpus.vietnamese.nouns import COUNTED, TIMES
from corpus.vietnamese.numerals import NUMBER_WORDS, in_words, parse_number
from corpus.vietnamese.references import find_references
from corpus.vietnamese.text import align, fold, fold_same_length
from corpus.vietnamese.tone import syllable_key

__all__ = ["Quantity", "find_quantities", "parse_number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures; `text == source[start:end]` runs from the number to the noun.

    `value` is in `unit`: "58 tỷ đồng" is 58e9 "đồng"; what is counted has no unit. `noun` is the thing as written, also
    after a unit ("đất"). `qualifier` stands right before and must not be lost: "trên", "trị giá khoảng".
    `planned` is the second number of "19/15 ngõ phố": 19 done, 15 planned.
    """

    start: int
    end: int
    value: float
    unit: str
    noun: str
    qualifier: str
    text: str
    planned: float | None = None


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in its order."""
    letters, at = align(text)
    return [
        replace(found, start=at[found.start], end=at[found.end], text=text[at[found.start]: at[found.end]])
        for found in _quantities(letters)
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Figures

_FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,12}(?:[.,]\d{1,3})?)"
_FIGURES = re.compile(rf"(?<![\w/.,])(?<!\w-)(?P<n>{_FIGURE})(?![\d/]|[.,]\d)")
_RATIO = re.compile(r"(?<![\w/.,-])(?P<n>\d{1,5})\s?/\s?(?P<planned>\d{1,5})(?!\s?/|[\w.,-]\d|\d)")
_SCALES = {"ty": 1e9, "ti": 1e9, "trieu": 1e6, "tr": 1e6, "nghin": 1e3, "ngan": 1e3, "k": 1e3, "tram": 1e2, "chuc": 1e1}
_SCALE = re.compile(
    r"\s*(?P<scale>(?:nghin|ngan|tram|chuc)\s+ty|ty|ti|trieu|tr|nghin|ngan|k|tram|chuc)"
    r"(?:(?=\d)|\b)(?:\s*(?P<rest>\d{1,3})(?:\s*(?P<lower>trieu|nghin|ngan)\b|(?=\s*(?:dong\b|d\b|[,.;)]|$)))|\s+(?P<half>ruoi)\b)?"
)
_UNITS = {
    "dong": "đồng", "d": "đồng", "vnd": "đồng", "usd": "USD", "do la": "USD", "m2": "m2", "m 2": "m2",
    "met vuong": "m2", "km2": "km2", "m3": "m3", "m 3": "m3", "met khoi": "m3", "ha": "ha", "hecta": "ha",
    "hec-ta": "ha", "sao": "sào", "mau": "mẫu", "km": "km", "kilomet": "km", "ki-lo-met": "km", "met": "m", "m": "m",
    "cm": "cm", "mm": "mm", "kg": "kg", "tan": "tấn", "ta": "tạ", "yen": "yến", "lit": "lít", "%": "%",
    "phan tram": "%",
}  # fmt: skip
_UNIT = re.compile(
    r"\s*(?P<unit>" + "|".join(sorted((re.escape(unit) for unit in _UNITS), key=len, reverse=True)) + r")(?![\w²³])"
)
_UNIT_WORDS = vocabulary(
    ["tỷ tỉ triệu nghìn ngàn trăm chục rưỡi đồng đô la mét vuông khối hecta sào mẫu tấn tạ yến lít phần"]
)
_MEASURED = Phrases([
    "đất", "đất ở", "sàn", "mặt đường", "đường", "rừng", "lúa", "rác", "vốn", "kế hoạch", "chỉ tiêu", "dân số", "gạo",
    "mương", "kênh", "mặt bằng", "số hộ", "số hộ dân", "bê tông",
])  # fmt: skip
_SPACE = re.compile(r"\s+")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_QUALIFIERS = Phrases([
    "trên", "hơn", "gần", "khoảng", "ước", "ước tính", "ước đạt", "chừng", "tầm", "dưới", "chưa đầy", "xấp xỉ", "ngót",
    "ít nhất", "tối thiểu", "tối đa", "không quá", "cao nhất", "thấp nhất", "trung bình", "bình quân", "mỗi", "đúng",
    "trị giá", "giá trị", "tổng", "tổng cộng", "tổng số", "tổng trị giá", "tổng giá trị", "tổng kinh phí", "tổng vốn",
    "cả thảy", "vượt", "tăng", "giảm", "thêm", "còn", "chỉ còn", "đạt", "duy nhất",
])  # fmt: skip
_QUALIFIER = re.compile(rf"(?<!\w)(?P<words>{_QUALIFIERS.pattern})\s+$")
# A number after these names something: "năm 2021", "TDP 7", "Điều 5", "các tổ 225, 226".
_LABEL = re.compile(
    r"(?<!\w)(?:nam|thang|ngay|mung|so|tdp|to|khu pho|kp|khoa|dieu|khoan|muc|diem|chuong|phan|lan|thu|quy|phuong|quan"
    r"|thon|xom|ap|ngo|ngach|hem|duong|quoc lo|ql|lop|khoi|nha|lo|thua|mau|bieu|phu luc|hang|top|p|q|trang|khu|doi|tram"
    r"|tang|phong|nhom|dan pho)\s*\.?\s*(?:\d+\s*(?:,|va)\s*)*$"
)
_NAMED = re.compile(r"\w,?\s+[A-ZĐ][^\W\d_]*\s+$")   # công ty Urenco 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINING = vocabulary([
    "và đến của trong tại theo khi trên sau cho do là có đã bị được sẽ từ với cùng qua còn ở về để thì không nhưng các",
    "như này nay hay hoặc mà nên vì bằng gồm gần hơn vào ra tới trước giữa nữa rồi mới đều đang chưa vừa hiện đạt",
    "thuộc nằm dành trở lên xuống đầu cuối so",
])  # fmt: skip
_ATTACHED = re.compile(r"-?\w")
_LOOK_BACK = 48


def _quantities(letters: str) -> list[Quantity]:
    folded = fold_same_length(letters)
    accented = is_accented(letters)
    found = [
        *_ratios(letters, folded, accented),
        *_figures(letters, folded, accented),
        *_spelled_out(letters, folded, accented),
    ]
    taken = sorted(
        [(one.start, one.end) for one in find_references(letters)] + [(one.start, one.end) for one in find_dates(letters)]
    )
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda quantity: quantity.start):
        at = bisect_left(taken, (one.end,))   # the last that begins before this ends
        if (at == 0 or taken[at - 1][1] <= one.start) and (not kept or kept[-1].end <= one.start):
            kept.append(one)
    return kept


def _ratios(letters: str, folded: str, accented: bool) -> Iterator[Quantity]:
    for match in _RATIO.finditer(folded):
        noun = _noun_after(letters, folded, match.end(), accented)
        if noun:
            yield _quantity(
                letters, folded, match.start(), noun[1], float(match["n"]), noun=noun[0], accented=accented,
                planned=float(match["planned"]),
            )  # fmt: skip


def _figures(letters: str, folded: str, accented: bool) -> Iterator[Quantity]:
    for match in _FIGURES.finditer(folded):
        value = parse_number(match["n"])
        if value is None:
            continue
        end = match.end()
        value, end, scaled = _scaled(letters, folded, value, end, accented)
        unit, end = _unit_after(letters, folded, end, accented)
        noun = _noun_after(letters, folded, end, accented, measured=bool(unit))
        if not scaled and not unit:
            if _ATTACHED.match(folded, end):
                continue                      # 14h30, 12A, 2021-2023
            if _is_label(folded, match.start()) and not (noun and match["n"][0] == "0"):
                continue
            if not noun:
                if _YEAR.fullmatch(match["n"]) or _NAMED.search(letters, max(0, end - _LOOK_BACK), match.start()):
                    continue
                noun = _word_after(letters, end)
        elif not noun and not unit:
            unit = "đồng"                     # "58 tỷ" is money
        if noun:
            end = noun[1]
        yield _quantity(
            letters, folded, match.start(), end, value, unit=unit, noun=noun[0] if noun else "", accented=accented
        )


def _scaled(letters: str, folded: str, value: float, end: int, accented: bool) -> tuple[float, int, bool]:
    """"1 tỷ 2", "1 tỷ 200 triệu", "5 nghìn tỷ", "500k": the value, where it ends, and whether there was a scale."""
    scale = _SCALE.match(folded, end)
    if not scale or not agrees(letters[end: scale.end()], _UNIT_WORDS, accented=accented):
        return value, end, False
    factor = 1.0
    for word in scale["scale"].split():
        factor *= _SCALES[word]
    total = value * factor
    if scale["lower"]:
        total += int(scale["rest"]) * _SCALES[scale["lower"]]
    elif scale["rest"]:
        total += int(scale["rest"]) * factor / 10 ** len(scale["rest"])
    elif scale["half"]:
        total += factor / 2
    return round(total, 6), scale.end(), True


def _unit_after(letters: str, folded: str, end: int, accented: bool) -> tuple[str, int]:
    unit = _UNIT.match(folded, end)
    if not unit or not agrees(letters[slice(*unit.span("unit"))], _UNIT_WORDS, accented=accented):
        return "", end
    if unit["unit"] == "d" and letters[unit.start("unit")] != "đ":
        return "", end
    return _UNITS[re.sub(r"\s+", " ", unit["unit"])], unit.end()


def _noun_after(
    letters: str, folded: str, end: int, accented: bool, measured: bool = False
) -> tuple[str, int] | None:
    space = _SPACE.match(folded, end)
    if not space:
        return None
    start = space.end()
    for phrases in (_MEASURED, COUNTED, TIMES)[0 if measured else 1:]:
        noun_end = phrases.match(letters, folded, start, accented=accented)
        if noun_end:
            return letters[start:noun_end], noun_end
    return None


def _word_after(letters: str, end: int) -> tuple[str, int] | None:
    """An unlisted noun: the next two words as far as they are small and do more than join words."""
    noun_end = end
    for _ in range(2):
        word = _NEXT_WORD.match(letters, noun_end)
        if not word or not word[1].islower() or syllable_key(word[1]) in _JOINING.get(fold(word[1]), ()):
            break
        noun_end = word.end()
    return (letters[end:noun_end].strip(), noun_end) if noun_end > end else None


def _is_label(folded: str, start: int) -> bool:
    return bool(_LABEL.search(folded, max(0, start - _LOOK_BACK), start))


def _quantity(
    letters: str, folded: str, start: int, end: int, value: float, *, accented: bool, unit: str = "", noun: str = "",
    planned: float | None = None,
) -> Quantity:  # fmt: skip
    qualifier_start = start
    for _ in range(3):                        # "tổng trị giá hơn"
        before = _QUALIFIER.search(folded, max(0, qualifier_start - _LOOK_BACK), qualifier_start)
        if not before or not _QUALIFIERS.agrees(letters[slice(*before.span("words"))], accented=accented):
            break
        qualifier_start = before.start()
    qualifier = letters[qualifier_start:start].strip()
    return Quantity(start, end, value, unit, noun, qualifier, letters[start:end], planned)


# ---------------------------------------------------------------------------------------------------------------------
# Words: only before a listed noun, since "năm" is also a year and "tư" also a name.

_SPELLED_OUT = re.compile(
    rf"(?<!\w)(?!tu\b|mot\s|lam\b|linh\b|le\b){NUMBER_WORDS.pattern}(?:\s+{NUMBER_WORDS.pattern}){{0,8}}(?!\w)"
)
_MANY_BEFORE = re.compile(r"(?<!\w)(?:hang|may|vai)\s+$")   # hàng trăm, mấy chục
# "cuối năm hộ nghèo giảm": năm is a year there.
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:trong|cuoi|dau|giua|hang|moi|may|nhieu|cac|ca|tung|mot|nhung|qua|truoc|sau|tu|den|vao|\d+)\s+$"
)


def _spelled_out(letters: str, folded: str, accented: bool) -> Iterator[Quantity]:
    for match in _SPELLED_OUT.finditer(folded):
        before = max(0, match.start() - _LOOK_BACK)
        if _MANY_BEFORE.search(folded, before, match.start()):
            continue
        if match[0].startswith("nam") and _YEAR_BEFORE.search(folded, before, match.start()):
            continue
        words = list(re.finditer(r"\w+", match[0]))
        for count in range(len(words), 0, -1):   # "ba năm": the last word may be the noun
            end = match.start() + words[count - 1].end()
            noun = _noun_after(letters, folded, end, accented)
            value = in_words(letters[match.start(): end].lower().split(), accented=accented) if noun else None
            if noun and value is not None:
                yield _quantity(letters, folded, match.start(), noun[1], value, noun=noun[0], accented=accented)
                break
