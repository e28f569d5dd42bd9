"""Wards: where a text names a ward, commune, district or the like, any in the country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.vietnamese.matching import Phrases, is_accented
from corpus.vietnamese.nouns import COUNTED
from corpus.vietnamese.syllables import is_syllable
from corpus.vietnamese.text import align, fold, fold_same_length


@dataclass(frozen=True, slots=True)
class WardMention:
    """A ward, district or the like as a text names it; `folded` is the name for comparing, "4" for "04".

    A mention that is not `certain` is a guess where small letters do not show how long a name is.
    """

    start: int
    end: int
    kind: str
    name: str
    folded: str
    certain: bool = True


def find_wards(text: str, *, in_question: bool = False) -> list[WardMention]:
    """Mentions such as "phường Kim Mã", "P.4", "quận 10", "Ward 3": the kind and a name in capitals, or a number.

    In a question small letters are tried too, as guesses of three words, two and one ("phuong nam hong linh").
    """
    letters, at = align(text)
    found = list(_certain(letters))
    if in_question:
        found += _guessed(letters, found)
    return [
        replace(one, start=at[one.start], end=at[one.end])
        for one in sorted(found, key=lambda mention: (mention.start, -mention.end))
    ]


_KINDS = {
    "phường": "phường", "xã": "xã", "thị trấn": "thị trấn", "quận": "quận", "huyện": "huyện", "thị xã": "thị xã",
    "thành phố": "thành phố", "tỉnh": "tỉnh", "p.": "phường", "p": "phường", "q.": "quận", "q": "quận",
    "tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã",
    "ward": "phường", "district": "quận", "commune": "xã", "town": "thị xã", "city": "thành phố", "province": "tỉnh",
}  # fmt: skip
_VOWELS = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵ"
_UPPER = (_VOWELS + "bcdđfghjklmnpqrstvwxz").upper()
_CAPITAL_WORD = rf"[{_UPPER}][^\W\d_]*"
# What ends a name that capitals follow: the title or the person's name after it.
_NEXT = (
    r"(?:Chủ tịch|Bí thư|Phó |Trưởng |Ông |Bà |UBND|HĐND|Phường |Xã |Quận |Huyện |Thị xã|Thành phố|Tỉnh |Công an|Đảng"
    rf"|(?:Nguyễn|Trần|Phạm|Huỳnh|Đặng|Bùi|Đỗ|Phan|Lê|Võ|Vũ|Trịnh)[ \t][{_UPPER}])"
)
_NAME = rf"{_CAPITAL_WORD}(?:[ \t](?!{_NEXT}){_CAPITAL_WORD}){{0,3}}(?:[ \t]\d{{1,2}}(?![\w/.,]))?"
_NUMBER = r"\d{1,2}(?![\w/]|[.,]\d)"
_WARD = re.compile(
    r"(?<!\w)(?P<kind>(?i:thị trấn|thị xã|thành phố|phường|quận|huyện|tỉnh|xã(?!\s+hội))[ \t]+"
    r"|(?:P|Q|TP|TX)(?:\.[ \t]*|[ \t]+)|[PQpq](?=\d))"
    rf"(?:(?P<number>{_NUMBER})|(?P<name>{_NAME})(?P<joined>[ \t]?[-–][ \t]?{_CAPITAL_WORD}(?:[ \t]{_CAPITAL_WORD})?)?)"
)
_ENGLISH_WARD = re.compile(
    rf"(?<!\w)(?:(?P<kind>(?i:ward|district))[ \t]+(?P<number>{_NUMBER})"
    rf"|(?P<name>{_CAPITAL_WORD}(?:[ \t]{_CAPITAL_WORD}){{0,3}})[ \t]+"
    r"(?P<kind2>ward|commune|district|town|city|province)(?!\w))"
)
_NOT_IN_NAMES = re.compile(r"^(?:The|In|Of|At|How|Who|What|Which|When|Is|Are|Does|Did|For|From)[ \t]+")


def _certain(letters: str) -> Iterator[WardMention]:
    for match in _WARD.finditer(letters):
        kind = _KINDS[" ".join(match["kind"].lower().split())]
        if match["number"]:
            yield _mention(letters, match.start(), match.end(), kind, match["number"])
            continue
        name = match["name"]
        if kind == "tỉnh" and match["joined"]:
            name += match["joined"]           # Bà Rịa - Vũng Tàu
        name = _trimmed(letters, match.start("name"), name, shouted=match["kind"].strip() in _SHOUTED_KINDS)
        yield _mention(letters, match.start(), match.start("name") + len(name), kind, name)
    for match in _ENGLISH_WARD.finditer(letters):
        if match["number"]:
            yield _mention(letters, match.start(), match.end(), _KINDS[match["kind"].lower()], match["number"])
            continue
        name = _NOT_IN_NAMES.sub("", match["name"])
        yield _mention(letters, match.end("name") - len(name), match.end(), _KINDS[match["kind2"]], name)


def _mention(letters: str, start: int, end: int, kind: str, name: str, certain: bool = True) -> WardMention:
    folded = " ".join(fold(name).split())
    return WardMention(start, end, kind, name, re.sub(r"\b0+(?=\d)", "", folded), certain)


_SHOUTED_KINDS = frozenset(kind.upper() for kind in set(_KINDS.values()))


def _trimmed(letters: str, start: int, name: str, *, shouted: bool) -> str:
    words = name.split(" ")
    if shouted:
        at_end = re.match(r"[ \t]*(?:[\n,.;:)–-]|$)", letters[start + len(name): start + len(name) + 4])
        return name if at_end and len(words) < 4 else " ".join(words[:2])
    if words[0].isupper() and not is_syllable(words[0]):
        return words[0]                       # xã LM NK 2026-2031
    if not words[0].isupper():
        kept = next((i for i, word in enumerate(words) if word.isupper() and len(word) > 1), len(words))
        name = " ".join(words[:kept])
    head, _, last = name.rpartition(" ")
    end = start + len(name) + 1
    if head and last.isdigit() and _counts(letters, end):
        return head                           # xã Tứ Cường 19 tiêu chí
    return name


def _counts(letters: str, at: int) -> bool:
    line = letters[at: at + 40]
    return COUNTED.match(line, fold_same_length(line), 0, accented=is_accented(line)) is not None


_GUESS = re.compile(
    r"(?<!\w)(?P<kind>thi tran|thi xa|thanh pho|phuong|quan|huyen|tinh|xa|p|q)\.?\s+"
    r"(?P<words>[^\W\d_]+(?:[ \t]+\w+){0,2})"
    r"|(?<!\w)(?P<kind2>phuong|quan|p|q)\.?\s*(?P<number>\d{1,2})(?![\w/]|[.,]\d)"
)
_PLAIN_KINDS = {fold(kind): meant for kind, meant in _KINDS.items()}
_LOCAL = re.compile(r"(?<!\w)(?:dia|doi|da|mot|cac|tung|moi|nhieu|phu|quy|tai|do)\s+$")   # địa phương
# What ends a name in small letters, and what never begins one.
_AFTER_NAMES = """
    ai bao can cho co cua da dang de den di do duoc gi gia hay hom hop k khen khi khong ko la lam luc luon ma mang may
    moi nao nay nen nhieu nhu nhung noi o phai phat quan phuong huyen tinh ra roi sao se so ten theo thi tra trong va van
    vay ve vi voi z v r day the tai khong
"""
_NO_BEGINNING = """
    minh ta to ay do nha ban nguoi hoi vien thuong truoc sau khac ben chinh tren dan uy doan toi em anh chi ong ba
"""
_ENDING = frozenset(_AFTER_NAMES.split())
_NEVER_FIRST = frozenset(_NO_BEGINNING.split())


def _guessed(letters: str, certain: list[WardMention]) -> Iterator[WardMention]:
    folded = fold_same_length(letters)
    accented = is_accented(letters)
    for match in _GUESS.finditer(folded):
        start = match.start()
        if any(one.start < match.end() and start < one.end for one in certain) or _LOCAL.search(folded, 0, start):
            continue
        kind = _PLAIN_KINDS[match["kind"] or match["kind2"]]
        written = letters[start: match.end("kind") if match["kind"] else match.end("kind2")].lower()
        name_start = match.start("words") if match["kind"] else match.start("number")
        shown = letters[name_start].isupper() or letters[name_start].isdigit()   # then "phừơng" is a slip of the pen
        if accented and len(written) > 1 and not shown and not Phrases([kind]).agrees(written, accented=True):
            continue
        if match["number"]:
            yield _mention(letters, start, match.end(), kind, match["number"], certain=False)
            continue
        ends: list[int] = []
        for word in re.finditer(r"\w+", match["words"]):
            if word[0] in _ENDING or (not ends and (word[0] in _NEVER_FIRST or word[0].isdigit())):
                break
            ends.append(name_start + word.end())
        for end in reversed(ends):
            yield _mention(letters, start, end, kind, letters[name_start:end], certain=False)
