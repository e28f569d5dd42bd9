"""Chat words that mean this or that: the first rule that applies to the words around decides."""

from corpus.vietnamese.context import Rule

ANY = "*"   # whatever the table says
_END = r"\s*(?:$|[?!.,;)])"
_ADDRESSED = r"\s+(?:oi|cho|hoi|muon|can|k|ko|khong|dang|thay|tinh|dinh|chua|o|la|di|lam|nop|xin|biet|bt)\b"
_TO_ME = r"(?:\bcho|\bcua|\bgiup|\bcam on|\bnho|\bchao|\bda)\s+"
_QUESTION_WORD = r"\s+(?:rua|vay|z|he|hay|ho|o|trong|ve|moi|khong|ko|k|day|the|nua|la|duoc|dc|co|thi|ma)\b"

RULES: dict[str, tuple[Rule, ...]] = {
    "k": (Rule("nghìn", before=r"\d\s*"), Rule("", before=r"(?:khu|lop|khoi|to|nhom|lo|loai|hang)\s+"), Rule("không")),
    "kh": (Rule("", after=r"\s*(?:so\s*)?\d|\s?[-/]"), Rule("", before=r"\d\s?[-/]?\s?"), Rule("không")),
    "ng": (
        Rule("Nguyễn", after=r"\s+(?:van|thi|huu|duc|huy|trai|hue|du|dinh|xuan|quang|ngoc|thanh|cong|trung|minh|ba)\b"),
        Rule("người"),
    ),
    "dt": (Rule("diện tích", after=r"\s+(?:dat|nha|bao nhieu|rung)|\s*\d"), Rule(ANY)),
    **dict.fromkeys(("đc", "dc", "dx", "đx"), (
        Rule("địa chỉ", after=r"\s*:|\s+(?:nha|cua|o dau|ubnd|tru so|nao)\b"), Rule("đồng chí", proper=True), Rule("được"),
    )),
    **dict.fromkeys(("đk", "dk"), (
        Rule("đăng ký", after=r"\s+(?:ket hon|khai sinh|tam tru|thuong tru|ho khau|kinh doanh|xe|dat|nghia vu|online)\b"),
        Rule("điều kiện", before=r"(?:\bdu|\bco|\bnhung|\bcac)\s+", after=r"\s+(?:gi|j|nao|de|vay|huong)\b"), Rule(ANY),
    )),
    "ca": (Rule("công an", after=r"\s+(?:phuong|xa|p\b|khu vuc|thi xa|tinh|quan)"),),
    "bít": (Rule("biết", before=r"\b(?:k|ko|khong|hok|hk|chua|ai|muon|can)\s+"),),
    "bt": (Rule("bình thường", before=r"\b(?:la|van|rat|lam viec)\s+"), Rule("bình thường", after=_END, before=r"\bviec\s+"),
           Rule("", after=r"\s*(?:du|dang uy|chi bo|cb|doan)\b"), Rule(ANY)),
    **dict.fromkeys(("bn", "bnh", "bnhiu", "bnhieu", "bao nhiu", "bao nhìu", "bnhieeu", "bnhiêu"), (
        Rule("bạn", after=r"\s+(?:oi|cho|nao|co biet)\b", before=r"(?:^|\bcac|\bchao|\bnho)\s*"), Rule("bao nhiêu"),
    )),
    "nhiu": (Rule("nhiều", before=r"\b(?:rat|qua|kha|hon|cang)\s+"), Rule(ANY)),
    "trg": (Rule("trường", after=r"\s+(?:mam non|tieu hoc|thcs|thpt|hoc|mn|th|cap)\b"), Rule("trong")),
    "mk": (Rule("mật khẩu", before=r"\b(?:quen|doi|cap lai|tai khoan|nhap)\s+"), Rule("mình")),
    "h": (Rule("", before=r"\d\s*"), Rule("giờ", before=r"\b(?:may|bay|bao|den|toi|tu|luc|\d)\s+"),
          Rule("giờ", before=r"^", after=r"\s+\w")),
    **dict.fromkeys(("đg", "dg"), (
        Rule("đường", proper=True), Rule("đường", before=r"\b(?:tuyen|con|ngo|lam|mo|o|tren|sua)\s+"), Rule("đang"),
    )),
    "v": (Rule("vậy", after=_END), Rule("", before=r"\d\s*|\b(?:khu|lop|khoi|to|nhom|khoan|muc)\s+"), Rule(ANY)),
    "thg": (Rule("tháng", after=r"\s*\d|\s+(?:nay|truoc|qua|sau|toi)\b"),),
    "hs": (
        Rule("hồ sơ", before=r"\b(?:nop|lam|bo|nhan|kem|thu|tra|gui)\s+"),
        Rule("học sinh", before=r"\d\s+|\b(?:cac|em)\s+"), Rule(ANY),
    ),
    "bs": (Rule("bác sĩ", proper=True), Rule("bổ sung", before=r"\b(?:nop|can|phai|sua doi,?)\s+"), Rule(ANY)),
    "tt": (
        Rule("tập thể", before=r"\b(?:may|bn|bao nhieu|khen thuong|thuong|\d+)\s+"),
        Rule("thủ tục", before=r"\b(?:lam|cac|hoi)\s+"),
        Rule("thủ tục", after=r"\s+(?:hanh chinh|lam|cap|xin|nop|gi|j)\b"),
        Rule("", after=r"\s+hdnd\b"), Rule(ANY),
    ),
    "cn": (
        Rule("Chủ nhật", before=r"\b(?:t7|thu bay|sang|trua|chieu|toi|ngay)\s*[,-]?\s*(?:va\s+)?"),
        Rule("cá nhân", before=r"(?:\btt|tap the|\d|\bmay|\bbn|bao nhieu)\s*,?\s*(?:va\s+)?(?:\d+\s*|may\s+)?"),
        Rule(ANY),
    ),
    "e": (Rule("em", before=_TO_ME), Rule("em", after=_ADDRESSED, before=r"(?:^|[,.]\s*|\bda\s+)")),
    "a": (Rule("anh", before=_TO_ME), Rule("anh", after=_ADDRESSED, before=r"(?:^|[,.]\s*|\bda\s+)")),
    **dict.fromkeys(("c", "chj", "cj"), (
        Rule("chị", before=_TO_ME), Rule("chị", after=_ADDRESSED, before=r"(?:^|[,.]\s*|\bda\s+)"),
    )),
    "b": (Rule("bạn", before=_TO_ME), Rule("bạn", after=r"\s+(?:oi|cho|co)\b", before=r"(?:^|[,.]\s*)")),
    "t": (Rule("tôi", before=_TO_ME), Rule("tôi", after=_ADDRESSED, before=r"(?:^|[,.]\s*)")),
    **dict.fromkeys(("p", "f"), (
        Rule("phải", before=r"\b(?:k|ko|khong|hk|hok|co|se|da)\s+"), Rule("phường", after=r"\.?\s*\w{2,}|\.?\s*\d"),
        Rule("phường", before=r"\b(?:ubnd|ub|cong an|ca|dang uy|tren|o|cua|ra|len|chu tich|ct)\s+"),
    )),
    "q": (Rule("quận", after=r"\.?\s*\d", before=r"(?:^|[\s,(])"), Rule("quận", proper=True)),
    "o mo": (Rule("ở đâu", after=_END),),
    "mô": (
        Rule("", before=r"\b(?:quy|vi|thuy|go)\s+"), Rule("", after=r"\s+(?:hinh|ta|phong|to|tip|dat)\b"),
        Rule("đâu", before=r"\b(?:o|di|toi|den|tu|ve|cho|ai)\s+"),
        Rule("nào", before=r"\b(?:khi|luc|ngay|hom|nam|thang|phuong|xa|to|cai|nguoi|con|ong|oong|chu|bac|ba|anh|chi"
                           r"|so|loai|don vi|chi bo|truong|nha|duong|ban|tdp|thon)\s+"),
        Rule(ANY),
    ),
    "tê": (Rule("kia", before=r"\b(?:ben|cai|hom|dang|nha|tren|duong|ngay|nguoi|ong|ba|cho)\s+"),),
    "răng": (
        Rule("", after=r"\s+(?:ham|mieng|sau|khon|cua|gia|su|tre)\b"),
        Rule("", before=r"\b(?:ham|benh|khoa|dau|nho|sau|danh|cham soc|chai|bac si|trong|lam|kham)\s+", after=r"(?!\s+rua)"),
        Rule("sao"),
    ),
    "ri": (Rule("thế này", before=r"\b(?:nhu|lam|the|rang|ra|den)\s+"),),
    "chi": (
        Rule("", before=r"\b(?:thu|tong|khoan|muc|phan|de|duoc|khong)\s+"),
        Rule("gì", after=_END),
        Rule("gì", after=_QUESTION_WORD, before=r"\b(?:ten|lam|co|cai|la|viec|gom|nhung|noi|tin|cau)\s+"),
    ),
    "ni": (
        Rule("", after=r"\s+(?:co|long|su)\b"), Rule("", before=r"\b(?:tang|su)\s+"),
        Rule("nay", before=r"\b(?:hom|bua|nam|dao|toi|chieu|sang)\s+"), Rule("này"),
    ),
}  # fmt: skip
