"""Abbreviations: what "BTV", "CT" or "TDP" stands for where it stands, and the short forms of what is written out."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.vietnamese.matching import Phrases, is_accented
from corpus.vietnamese.syllables import is_plain_syllable
from corpus.vietnamese.text import align, fold, fold_same_length

_TABLE = Path(__file__).with_name("abbreviations.tsv")
_TOKEN = re.compile(r"(?<![\w@])(?:[PQpq]\.(?=\d)|(?:T\.Ư|[^\W\d_]+(?:[/&-][^\W\d_]+)+\.?|[^\W\d_]+\.?)(?![\w@]))")
_CONTEXT = 40   # characters on either side that tell meanings apart


def expand(token: str, context_before: str, context_after: str, *, in_question: bool) -> list[str]:
    """What an abbreviation may stand for, the likeliest first; just one meaning where the context decides.

    Documents write abbreviations in capitals. In a question any case will do, and accents may be missing ("HDND"),
    but a small-lettered word that is also a syllable or a chat word ("tu", "mn") needs a context that decides.
    """
    meanings = _meanings(token, in_question=in_question)
    if not meanings:
        return []
    before, after = fold_same_length(context_before[-_CONTEXT:]), fold_same_length(context_after[:_CONTEXT])
    rules = () if "ư" in token.lower() else _RULES.get(fold(token).strip("."), ())   # TƯ is not TU
    for rule in rules:
        if rule.applies(before, after, context_after):
            return [rule.meaning] if rule.meaning else []
    if in_question and token.islower() and token in _CHAT_WORDS:
        return []
    if token not in _table() and not token.isupper() and is_plain_syllable(token):
        return []
    return list(meanings)


def expansions(text: str, *, in_question: bool) -> list[tuple[int, int, list[str]]]:
    """Where abbreviations stand in a text, and what each may stand for: see `expand`."""
    letters, at = align(text)
    shouted = _is_shouted(letters)
    found = []
    for token in _TOKEN.finditer(letters):
        for start, end in _parts(token, in_question=in_question):
            written = letters[start:end].lower() if shouted else letters[start:end]
            meanings = expand(
                written, letters[max(0, start - _CONTEXT): start], letters[end: end + _CONTEXT], in_question=in_question
            )
            if meanings:
                found.append((at[start], at[end], meanings))
    return found


def contractions(text: str) -> list[tuple[int, int, str]]:
    """Where a text writes out what also has a short form, with or without accents: "ủy ban nhân dân" is UBND."""
    letters, at = align(text)
    folded = fold_same_length(letters)
    accented = is_accented(letters)
    phrases, pattern, short = _written_out()
    found = []
    for match in pattern.finditer(folded):
        words = " ".join(re.findall(r"[^\W\d_]+", letters[match.start(): match.end()]))
        if phrases.agrees(words, accented=accented):
            found.append((at[match.start()], at[match.end()], short[fold(words)]))
    return found


# ---------------------------------------------------------------------------------------------------------------------
# The table

@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every form with its meanings, the likeliest first."""
    meanings: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines()[2:]:
        forms, expansion, _, *ambiguous = line.split("\t")
        for form in forms.split("|"):
            meanings[form] = tuple("|".join([expansion, *ambiguous]).split("|"))
    return meanings


@cache
def _asked_table() -> dict[str, tuple[str, ...]]:
    """The same for questions: forms in small letters, with and without their accents ("hđ", "hd")."""
    meanings: dict[str, tuple[str, ...]] = {}
    for form, expanded in _table().items():
        for key in {form.lower(), fold(form)}:
            meanings[key] = tuple(dict.fromkeys((*meanings.get(key, ()), *expanded)))
    return meanings


def _meanings(token: str, *, in_question: bool) -> tuple[str, ...]:
    exact = _table().get(token) or _table().get(token.rstrip("."))
    if exact or not in_question or ("ư" in token.lower() and not token.isupper()):
        return exact or ()                    # "tư" is a word, "TƯ" is not
    low = token.lower()
    return _asked_table().get(low) or _asked_table().get(low.rstrip("."), ())


def _parts(token: re.Match[str], *, in_question: bool) -> list[tuple[int, int]]:
    """A joined token is one abbreviation ("KT-XH", "T/M") or several ("KH-UBND"); a dot may belong to it ("KT.")."""
    whole = token[0]
    if _table().get(whole) or (in_question and _asked_table().get(whole.lower())):
        return [token.span()]
    undotted = whole.rstrip(".")
    if _meanings(undotted, in_question=in_question):
        return [(token.start(), token.start() + len(undotted))]
    return [
        (token.start() + part.start(), token.start() + part.end()) for part in re.finditer(r"[^\W\d_]+", whole)
    ]


def _is_shouted(letters: str) -> bool:
    """Whether a whole text is in capitals, where capitals say nothing."""
    words = re.findall(r"[^\W\d_]{2,}", letters)
    return len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words)


@cache
def _written_out() -> tuple[Phrases, re.Pattern[str], dict[str, str]]:
    short: dict[str, str] = {}
    phrases = []
    for form, meanings in _table().items():
        words = re.findall(r"[^\W\d_]+", meanings[0])
        if len(meanings) == 1 and len(words) > 1 and form.isalpha() and len(form) > 1:
            phrase = " ".join(words)
            phrases.append(phrase)
            short.setdefault(fold(phrase), form)
    longest_first = sorted(short, key=lambda phrase: (-len(phrase), phrase))
    pattern = "|".join(phrase.replace(" ", r"[\s,-]+") for phrase in longest_first)
    return Phrases(phrases), re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), short


# ---------------------------------------------------------------------------------------------------------------------
# Meanings that the context decides. The first rule that applies wins; an empty meaning says: no abbreviation here.

@dataclass(frozen=True, slots=True)
class _Rule:
    meaning: str
    before: str = ""
    after: str = ""
    proper: bool = False   # a capital or figure must follow

    def applies(self, before: str, after: str, raw_after: str) -> bool:
        if self.before and not re.search(rf"(?:{self.before})$", before):
            return False
        if self.after and not re.match(self.after, after):
            return False
        return not self.proper or bool(re.match(r"\.?\s*(?:[A-ZĐ]|[ÀÁẢÃẠĂÂÊÔƠƯ]|\d)", raw_after))


_COMMITTEE = r"\s*(?:du|dang uy|dang bo|chi bo|cb|doan|thi uy|tinh uy|thu|tu|huyen uy|dtn|chi doan|phuong|xa)\b"
_BODY = r"\.?\s*(?:ubnd|hdnd|ubmttq|ubmt|mttq|mat tran|uy ban|hoi|phuong|xa|p\b|tinh|thi xa|huyen|tp)\b"
_NUMBERED = r"\s*(?:so\s*)?\d"
_CHAT_WORDS = frozenset(
    ["kh", "mn", "bt", "dc", "đc", "k", "bn", "ms", "v", "cn", "tt", "hs", "gt", "ad", "th", "hl", "sn"]
)

_RULES: dict[str, tuple[_Rule, ...]] = {
    "ct": (
        _Rule("Chỉ thị", before=r"\d\s?[-/.]\s?"),
        _Rule("Chỉ thị", before=r"\d\s?", after=r"\s?[-/]\s?(?:tw|tu|t\.u|ttg)\b"),
        _Rule("Chỉ thị", after=_NUMBERED),
        _Rule("Chỉ thị", after=r"\s+(?:cua\s+)?(?:bct|bbt|bo chinh tri|ban bi thu|tw|trung uong|ttg)\b"),
        _Rule("chính trị", after=r"\s?-\s?xh"),
        _Rule("công trình", before=r"(?:\d|may|bao nhieu|cac|xay|xay dung|thi cong|khoi cong|hoan thanh)\s+"),
        _Rule("chương trình", after=r"\s+(?:hanh dong|cong tac|nghi su|muc tieu|van nghe)\b"),
        _Rule("Chủ tịch", after=_BODY),
        _Rule("Chủ tịch", after=r"\s*,\s*pct\b"),
        _Rule("Chủ tịch", before=r"(?:\bd/c|\bdc|dong chi|pho|nguyen|ong|ba)\.?\s+"),
    ),
    "tu": (
        _Rule("Trung ương", before=r"-\w{2,3}/", after=r"\s+cua (?:bo chinh tri|ban bi thu|bct)"),
        _Rule("Tỉnh ủy", before=r"-\w{2,3}\s?/\s?|\b(?:btv|bch|bt|pbt|thuong vu|ban tuyen giao|btg|btc)\s+"),
    ),
    "tt": (
        _Rule("Thông tư", after=r"\s?[-/]\s?b\w+|\s*(?:so\s*)?\d+/"),
        _Rule("Thông tư", before=r"\d/"),
        _Rule("Thông tri", before=r"\d\s?-\s?"),
        _Rule("Thường trực", after=r"\s+(?:hdnd|hoi dong|dang uy|du|ubnd|ubmttq|mttq|tinh uy|thi uy|huyen uy)\b"),
        _Rule("tập thể", before=r"(?:\d|may|bn|bao nhieu|cac|khen thuong|thuong)\s+"),
        _Rule("tập thể", after=r"\s*(?:,|va)\s*(?:\d+\s*|may\s+|bn\s+)?(?:cn|ca nhan)\b"),
        _Rule("thủ tục", after=r"\s+(?:hanh chinh|cap|dang ky|lam|xin|nop)\b"),
        _Rule("thị trấn", proper=True),
    ),
    "btc": (
        _Rule("Bộ Tài chính", before=r"(?:tt|ttlt|qd|cv)-|bo\s+|cua\s+bo\s+"),
        _Rule("Ban Tổ chức", after=r"\s*(?:thi uy|tinh uy|huyen uy|tw|tu|du|dang uy|trung uong)\b"),
        _Rule("ban tổ chức", after=r"\s+(?:hoi thi|giai|su kien|cuoc thi|le|hoi nghi|dai hoi|chuong trinh)\b"),
        _Rule("ban tổ chức", before=r"(?:hoi thi|giai|cuoc thi|le hoi)\s+"),
    ),
    "bct": (
        _Rule("Bộ Công Thương", before=r"(?:tt|ttlt|qd)-"),
        _Rule("Bộ Chính trị", before=r"(?:cua|ct|kl|nq|tw)\s+"),
    ),
    "bt": (_Rule("Bí thư", after=_COMMITTEE), _Rule("Bí thư", before=r"(?:\bd/c|\bdc|dong chi|pho)\s+")),
    "pbt": (_Rule("Phó Bí thư", after=_COMMITTEE),),
    "cb": (
        _Rule("chi bộ", after=r"\s*(?:tdp|to dan pho|thon|khu|cq|co quan|truong|\d)"),
        _Rule("chi bộ", before=r"-\w{2,3}\s?/\s?|(?:bi thu|bt|sinh hoat|dang vien|cac|\d)\s+"),
        _Rule("cán bộ", after=r"\s*,?\s*(?:dv|cc|cong chuc|dang vien|cnv|xa|phuong|mot cua|dia chinh|tu phap)\b"),
        _Rule("cán bộ", before=r"(?:can|dong chi|doi ngu|cong tac)\s+"),
    ),
    "tp": (
        _Rule("trưởng phòng", after=r"\.?\s+(?:tu phap|tai chinh|noi vu|kinh te|van hoa|va ptp|vh|gd|quan ly)\b"),
        _Rule("trưởng phòng", after=r"\s*,\s*(?:ptp|pho)\b"),
        _Rule("thành phố", proper=True),
    ),
    "cn": (
        _Rule("cá nhân", before=r"(?:\btt|tap the)\s*(?:,|va)?\s*(?:\d+\s*|may\s+|bn\s+)?"),
        _Rule("Chủ nhật", before=r"\b(?:t7|thu bay|thu 7|sang|trua|chieu|toi|ngay)\s*[,-]?\s*(?:va\s+)?"),
        _Rule("Chủ nhiệm", after=r"\s+(?:ubkt|uy ban kiem tra|clb|cau lac bo|htx|hop tac xa)\b"),
        _Rule("công nghiệp", after=r"\s?-\s?(?:ttcn|xd|tmdv)"),
        _Rule("cá nhân", before=r"(?:\d|may|bao nhieu|khen thuong)\s+"),
    ),
    "kt": (
        _Rule("ký thay", after=r"\.\s*(?:chu tich|ct|bi thu|bt|truong|giam doc)\b"),
        _Rule("khen thưởng", before=r"td\s?-\s?"),
        _Rule("khẩu trang", before=r"(?:deo|khau|phat)\s+"),
        _Rule("kinh tế", after=r"\s?-\s?(?:xh|ht)"),
        _Rule("kiểm tra", before=r"(?:uy ban|uy vien|doan)\s+"),
    ),
    "hd": (_Rule("Hướng dẫn", before=r"\d\s?-\s?"), _Rule("Hướng dẫn", after=r"\s?[-/]\s?\w|\s*(?:so\s*)?\d")),
    "da": (_Rule("Đề án", before=r"\d\s?-\s?"), _Rule("Đề án", after=_NUMBERED)),
    "hn": (
        _Rule("hội nghị", after=r"\s+(?:hiep thuong|so ket|tong ket|trien khai|quan triet|bcd|bch|can bo|cu tri)\b"),
        _Rule("Hà Nội", before=r"\(|\b(?:tp|thanh pho|ubnd tp|o|tai)\.?\s*"),
        _Rule("hộ nghèo", before=r"(?:\bho|danh sach|\d|ra soat|ty le|ti le)\s+"),
    ),
    "db": (
        _Rule("đại biểu", after=r"\s*(?:qh|quoc hoi|hdnd|hoi dong)\b"),
        _Rule("đại biểu", before=r"(?:\bbau|bau cu|cac|ung cu|\d)\s+"),
        _Rule("Đảng bộ", after=r"\s*(?:phuong|xa|thi xa|tinh|huyen|tp)\b"),
    ),
    "ds": (
        _Rule("dân số", after=r"\s*[-,]?\s*khhgd"),
        _Rule("danh sách", after=r"\s+(?:ung cu|cu tri|khen|hoc sinh|ho\b|nguoi|dai bieu|trung)"),
        _Rule("danh sách", before=r"(?:trong|co ten trong|lap|theo)\s+"),
    ),
    "cd": (
        _Rule("Công điện", before=r"\d\s?/\s?"), _Rule("Công điện", after=_NUMBERED),
        _Rule("công đoàn", after=r"\s+(?:co so|vien chuc|phuong|xa)\b"),
        _Rule("cao đẳng", before=r"truong\s+"),
    ),
    "gd": (
        _Rule("giai đoạn", after=r"\s*(?:19|20)\d\d|\s+[12iv]+\b"),
        _Rule("giám đốc", after=r"\s+(?:so|cong ty|trung tam|benh vien|ban)\b"),
        _Rule("gia đình", after=r"\s+(?:chinh sach|van hoa|co cong|ong|ba)\b"),
    ),
    "qh": (
        _Rule("Quốc hội", before=r"(?:\bdb|dai bieu|bau|bau cu)\s+"), _Rule("Quốc hội", after=r"\s*(?:khoa|\d{1,2}\b)"),
        _Rule("quy hoạch", after=r"\s+(?:su dung|chi tiet|chung|phan khu|do thi|can bo)\b"),
    ),
    "cp": (_Rule("Chính phủ", before=r"-\s?|\bcua\s+"), _Rule("chi phí", after=r"\s+(?:xay|do|cho|lam|kham)\b")),
    "vp": (
        _Rule("vi phạm", before=r"(?:xu phat|xu ly|bi|hanh vi|loi)\s+"),
        _Rule("vi phạm", after=r"\s+(?:hanh chinh|giao thong|luat|phap luat|quy dinh|ttxd)\b"),
        _Rule("Văn phòng", after=r"\s*(?:ubnd|hdnd|du|dang uy|tu|tw)\b"),
    ),
    "dv": (
        _Rule("đoàn viên", after=r"\s*,?\s*(?:tn|thanh nien)\b"), _Rule("đảng viên", before=r"\bcb\s*,?\s*"),
        _Rule("đơn vị", before=r"(?:cac|co quan|\d)\s*,?\s*", after=r"\s+(?:su nghiep|bau cu|hanh chinh)\b"),
    ),
    "kp": (
        _Rule("kinh phí", before=r"(?:tong|nguon|bao nhieu|het)\s+"),
        _Rule("kinh phí", after=r"\s+(?:xay|ho tro|bau cu|la|thuc hien|bao nhieu)\b"),
        _Rule("khu phố", after=r"\s*\d"),
    ),
    "tx": (_Rule("tiếp xúc", after=r"\s+cu tri\b"), _Rule("thị xã", proper=True)),
    "cc": (_Rule("công chức", before=r"\bcb\s*,?\s*"), _Rule("căn cước", after=r"\s+(?:gan chip|cong dan)\b")),
    "dh": (
        _Rule("đại hội", after=r"\s+(?:dang|dai bieu|chi bo|lan|dbo|cua)\b"),
        _Rule("đại học", before=r"(?:truong|tot nghiep|hoc|bang|trinh do)\s+"),
    ),
    "kh": (
        _Rule("Kế hoạch", before=r"\d\s?[-/]\s?"), _Rule("Kế hoạch", after=_NUMBERED),
        _Rule("khoa học", after=r"\s?(?:-|&|va)\s?(?:cn|cong nghe|kt)\b"),
    ),
    "bc": (_Rule("Báo cáo", before=r"\d\s?[-/]\s?"),),
    "th": (
        _Rule("tiểu học", before=r"truong\s+"),
        _Rule("thực hiện", after=r"\s+(?:nq|ct|kl|nghi quyet|chi thi|ket luan)\b"),
        _Rule("trường hợp", before=r"(?:\d|may|bao nhieu|bn|cac|nhung)\s+"),
    ),
    "cv": (
        _Rule("Công văn", after=r"\s*(?:so\s*)?\d{3,}|\s*(?:so\s*)?\d+\s?[-/]\s?[a-z]"),
        _Rule("Công văn", before=r"\d\s?-\s?"),
        _Rule("công viên", after=r"\s+\d+/\d+"),
    ),
    "kl": (_Rule("Kết luận", after=_NUMBERED), _Rule("Kết luận", before=r"\d\s?-\s?"),
           _Rule("kỷ luật", before=r"(?:bi|thi hanh|xu ly)\s+")),
    "tb": (_Rule("Thông báo", before=r"\d\s?[-/]\s?"), _Rule("Thông báo", after=_NUMBERED),
           _Rule("thương binh", before=r"(?:gia dinh|ho)\s+")),
    "dc": (_Rule("địa chỉ", after=r"\s*:"), _Rule("đồng chí", proper=True)),
    "p": (_Rule("phường", proper=True), _Rule("")),
    "q": (_Rule("quận", proper=True), _Rule("")),
}  # fmt: skip
