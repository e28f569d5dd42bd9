"""The same question as people type it: without accents, abbreviated, in chat spelling."""

import random
import re
from collections import Counter
from collections.abc import Sequence

from retrieval.training.spelling import fold

ABBREVIATIONS = {
    "ủy ban nhân dân": "UBND", "hội đồng nhân dân": "HĐND", "tổ dân phố": "TDP", "giải phóng mặt bằng": "GPMB",
    "mặt trận tổ quốc": "MTTQ", "ủy ban mặt trận tổ quốc": "UBMTTQ", "thành phố": "TP", "thị xã": "TX",
    "chủ tịch": "CT", "phó chủ tịch": "PCT", "bí thư": "BT", "phó bí thư": "PBT", "đảng ủy": "ĐU", "chi bộ": "CB",
    "ban thường vụ": "BTV", "ban chấp hành": "BCH", "bộ chính trị": "BCT", "trung ương": "TW", "công an": "CA",
    "công an phường": "CAP", "cán bộ": "CB", "cán bộ công chức": "CBCC", "đảng viên": "ĐV", "quốc hội": "QH",
    "chính phủ": "CP", "thủ tướng": "TTg", "nghị quyết": "NQ", "quyết định": "QĐ", "kế hoạch": "KH", "chỉ thị": "CT",
    "khu dân cư": "KDC", "khu phố": "KP", "tái định cư": "TĐC", "dân quân tự vệ": "DQTV", "nghĩa vụ quân sự": "NVQS",
    "trạm y tế": "TYT", "thủ tục hành chính": "TTHC", "cải cách hành chính": "CCHC", "chuyển đổi số": "CĐS",
    "căn cước công dân": "CCCD", "chứng minh nhân dân": "CMND", "sổ hộ khẩu": "SHK", "ngân sách nhà nước": "NSNN",
    "xây dựng cơ bản": "XDCB", "quyền sử dụng đất": "QSDĐ", "kinh tế xã hội": "KTXH", "nông thôn mới": "NTM",
    "vệ sinh môi trường": "VSMT", "an toàn thực phẩm": "ATTP", "hợp tác xã": "HTX", "doanh nghiệp": "DN",
    "phòng cháy chữa cháy": "PCCC", "an toàn giao thông": "ATGT", "cảnh sát giao thông": "CSGT",
    "trung học cơ sở": "THCS", "trung học phổ thông": "THPT", "bảo hiểm y tế": "BHYT", "bảo hiểm xã hội": "BHXH",
    "giáo dục và đào tạo": "GDĐT", "học sinh": "HS", "giáo viên": "GV", "sinh viên": "SV", "bệnh nhân": "BN",
    "bệnh viện": "BV", "điện thoại": "ĐT", "việt nam": "VN", "hà nội": "HN", "công ty": "cty", "người lao động": "NLĐ",
}


class Speller:
    """Rewrites questions by what people do in chat: learnt word for word from pairs of chat and normal sentences."""

    def __init__(self, chat: Sequence[tuple[str, str]]) -> None:
        found: dict[str, Counter[str]] = {}
        for typed, meant in chat:
            ours, theirs = typed.lower().split(), meant.lower().split()
            if len(ours) == len(theirs):
                for a, b in zip(ours, theirs, strict=True):
                    if a != b and a.isalnum() and b.isalpha():
                        found.setdefault(b, Counter())[a] += 1
        self._chat = {word: [w for w, n in typed.most_common(4) if n >= 3] for word, typed in found.items()}
        self._chat = {word: typed for word, typed in self._chat.items() if typed}

    def abbreviated(self, text: str) -> str:
        """Offices and their kind by their initials."""
        return _ABBREVIATED.sub(lambda m: _BY_FOLDED[fold(m.group())], text)

    def chatty(self, text: str, chance: random.Random) -> str:
        """Half of the words that people shorten, shortened."""
        return " ".join(chance.choice(self._chat[word.lower()]) if word.lower() in self._chat and chance.random() < 0.5
                        else word for word in text.split())


_BY_FOLDED = {fold(long): short for long, short in ABBREVIATIONS.items()}
_ABBREVIATED = re.compile(r"\b(?:" + "|".join(sorted(
    {form for long in ABBREVIATIONS for form in (long, long.replace("ủy", "uỷ"))}, key=len, reverse=True)) + r")\b",
    re.IGNORECASE)
