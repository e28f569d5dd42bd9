"""Abbreviations that mean this or that: the first rule that applies to the words around decides."""

from corpus.vietnamese.context import Rule

_COMMITTEE = r"\s*(?:du|dang uy|dang bo|chi bo|cb|doan|thi uy|tinh uy|thu|tu|huyen uy|dtn|chi doan|phuong|xa)\b"
_BODY = r"\.?\s*(?:ubnd|hdnd|ubmttq|ubmt|mttq|mat tran|uy ban|hoi|phuong|xa|p\b|tinh|thi xa|huyen|tp)\b"
_NUMBERED = r"\s*(?:so\s*)?\d"
RULES: dict[str, tuple[Rule, ...]] = {
    "ct": (
        Rule("Chỉ thị", before=r"\d\s?[-/.]\s?"),
        Rule("Chỉ thị", before=r"\d\s?", after=r"\s?[-/]\s?(?:tw|tu|t\.u|ttg)\b"),
        Rule("Chỉ thị", after=_NUMBERED),
        Rule("Chỉ thị", after=r"\s+(?:cua\s+)?(?:bct|bbt|bo chinh tri|ban bi thu|tw|trung uong|ttg)\b"),
        Rule("chính trị", after=r"\s?-\s?xh"),
        Rule("công trình", before=r"(?:\d|may|bao nhieu|cac|xay|xay dung|thi cong|khoi cong|hoan thanh)\s+"),
        Rule("chương trình", after=r"\s+(?:hanh dong|cong tac|nghi su|muc tieu|van nghe)\b"),
        Rule("Chủ tịch", after=_BODY),
        Rule("Chủ tịch", after=r"\s*,\s*pct\b"),
        Rule("Chủ tịch", before=r"(?:\bd/c|\bdc|dong chi|pho|nguyen|ong|ba)\.?\s+"),
    ),
    "tu": (
        Rule("Trung ương", before=r"-\w{2,3}/", after=r"\s+cua (?:bo chinh tri|ban bi thu|bct)"),
        Rule("Tỉnh ủy", before=r"-\w{2,3}\s?/\s?|\b(?:btv|bch|bt|pbt|thuong vu|ban tuyen giao|btg|btc)\s+"),
    ),
    "tt": (
        Rule("Thông tư", after=r"\s?[-/]\s?b\w+|\s*(?:so\s*)?\d+/"),
        Rule("Thông tư", before=r"\d/"),
        Rule("Thông tri", before=r"\d\s?-\s?"),
        Rule("Thường trực", after=r"\s+(?:hdnd|hoi dong|dang uy|du|ubnd|ubmttq|mttq|tinh uy|thi uy|huyen uy)\b"),
        Rule("tập thể", before=r"(?:\d|may|bn|bao nhieu|cac|khen thuong|thuong)\s+"),
        Rule("tập thể", after=r"\s*(?:,|va)\s*(?:\d+\s*|may\s+|bn\s+)?(?:cn|ca nhan)\b"),
        Rule("thủ tục", after=r"\s+(?:hanh chinh|cap|dang ky|lam|xin|nop)\b"),
        Rule("thị trấn", proper=True),
    ),
    "btc": (
        Rule("Bộ Tài chính", before=r"(?:tt|ttlt|qd|cv)-|bo\s+|cua\s+bo\s+"),
        Rule("Ban Tổ chức", after=r"\s*(?:thi uy|tinh uy|huyen uy|tw|tu|du|dang uy|trung uong)\b"),
        Rule("ban tổ chức", after=r"\s+(?:hoi thi|giai|su kien|cuoc thi|le|hoi nghi|dai hoi|chuong trinh)\b"),
        Rule("ban tổ chức", before=r"(?:hoi thi|giai|cuoc thi|le hoi)\s+"),
    ),
    "bct": (
        Rule("Bộ Công Thương", before=r"(?:tt|ttlt|qd)-"),
        Rule("Bộ Chính trị", before=r"(?:cua|ct|kl|nq|tw)\s+"),
    ),
    "bt": (Rule("Bí thư", after=_COMMITTEE), Rule("Bí thư", before=r"(?:\bd/c|\bdc|dong chi|pho)\s+")),
    "pbt": (Rule("Phó Bí thư", after=_COMMITTEE),),
    "cb": (
        Rule("chi bộ", after=r"\s*(?:tdp|to dan pho|thon|khu|cq|co quan|truong|\d)"),
        Rule("chi bộ", before=r"-\w{2,3}\s?/\s?|(?:bi thu|bt|sinh hoat|dang vien|cac|\d)\s+"),
        Rule("cán bộ", after=r"\s*,?\s*(?:dv|cc|cong chuc|dang vien|cnv|xa|phuong|mot cua|dia chinh|tu phap)\b"),
        Rule("cán bộ", before=r"(?:can|dong chi|doi ngu|cong tac)\s+"),
    ),
    "tp": (
        Rule("trưởng phòng", after=r"\.?\s+(?:tu phap|tai chinh|noi vu|kinh te|van hoa|va ptp|vh|gd|quan ly)\b"),
        Rule("trưởng phòng", after=r"\s*,\s*(?:ptp|pho)\b"),
        Rule("thành phố", proper=True),
    ),
    "cn": (
        Rule("cá nhân", before=r"(?:\btt|tap the)\s*(?:,|va)?\s*(?:\d+\s*|may\s+|bn\s+)?"),
        Rule("Chủ nhật", before=r"\b(?:t7|thu bay|thu 7|sang|trua|chieu|toi|ngay)\s*[,-]?\s*(?:va\s+)?"),
        Rule("Chủ nhiệm", after=r"\s+(?:ubkt|uy ban kiem tra|clb|cau lac bo|htx|hop tac xa)\b"),
        Rule("công nghiệp", after=r"\s?-\s?(?:ttcn|xd|tmdv)"),
        Rule("cá nhân", before=r"(?:\d|may|bao nhieu|khen thuong)\s+"),
    ),
    "kt": (
        Rule("ký thay", after=r"\.\s*(?:chu tich|ct|bi thu|bt|truong|giam doc)\b"),
        Rule("khen thưởng", before=r"td\s?-\s?"),
        Rule("khẩu trang", before=r"(?:deo|khau|phat)\s+"),
        Rule("kinh tế", after=r"\s?-\s?(?:xh|ht)"),
        Rule("kiểm tra", before=r"(?:uy ban|uy vien|doan)\s+"),
    ),
    "hd": (Rule("Hướng dẫn", before=r"\d\s?-\s?"), Rule("Hướng dẫn", after=r"\s?[-/]\s?\w|\s*(?:so\s*)?\d")),
    "da": (Rule("Đề án", before=r"\d\s?-\s?"), Rule("Đề án", after=_NUMBERED)),
    "hn": (
        Rule("hội nghị", after=r"\s+(?:hiep thuong|so ket|tong ket|trien khai|quan triet|bcd|bch|can bo|cu tri)\b"),
        Rule("Hà Nội", before=r"\(|\b(?:tp|thanh pho|ubnd tp|o|tai)\.?\s*"),
        Rule("hộ nghèo", before=r"(?:\bho|danh sach|\d|ra soat|ty le|ti le)\s+"),
    ),
    "db": (
        Rule("đại biểu", after=r"\s*(?:qh|quoc hoi|hdnd|hoi dong)\b"),
        Rule("đại biểu", before=r"(?:\bbau|bau cu|cac|ung cu|\d)\s+"),
        Rule("Đảng bộ", after=r"\s*(?:phuong|xa|thi xa|tinh|huyen|tp)\b"),
    ),
    "ds": (
        Rule("dân số", after=r"\s*[-,]?\s*khhgd"),
        Rule("danh sách", after=r"\s+(?:ung cu|cu tri|khen|hoc sinh|ho\b|nguoi|dai bieu|trung)"),
        Rule("danh sách", before=r"(?:trong|co ten trong|lap|theo)\s+"),
    ),
    "cd": (
        Rule("Công điện", before=r"\d\s?/\s?"), Rule("Công điện", after=_NUMBERED),
        Rule("công đoàn", after=r"\s+(?:co so|vien chuc|phuong|xa)\b"),
        Rule("cao đẳng", before=r"truong\s+"),
    ),
    "gd": (
        Rule("giai đoạn", after=r"\s*(?:19|20)\d\d|\s+[12iv]+\b"),
        Rule("giám đốc", after=r"\s+(?:so|cong ty|trung tam|benh vien|ban)\b"),
        Rule("gia đình", after=r"\s+(?:chinh sach|van hoa|co cong|ong|ba)\b"),
    ),
    "qh": (
        Rule("Quốc hội", before=r"(?:\bdb|dai bieu|bau|bau cu)\s+"), Rule("Quốc hội", after=r"\s*(?:khoa|\d{1,2}\b)"),
        Rule("quy hoạch", after=r"\s+(?:su dung|chi tiet|chung|phan khu|do thi|can bo)\b"),
    ),
    "cp": (Rule("Chính phủ", before=r"-\s?|\bcua\s+"), Rule("chi phí", after=r"\s+(?:xay|do|cho|lam|kham)\b")),
    "vp": (
        Rule("vi phạm", before=r"(?:xu phat|xu ly|bi|hanh vi|loi)\s+"),
        Rule("vi phạm", after=r"\s+(?:hanh chinh|giao thong|luat|phap luat|quy dinh|ttxd)\b"),
        Rule("Văn phòng", after=r"\s*(?:ubnd|hdnd|du|dang uy|tu|tw)\b"),
    ),
    "dv": (
        Rule("đoàn viên", after=r"\s*,?\s*(?:tn|thanh nien)\b"), Rule("đảng viên", before=r"\bcb\s*,?\s*"),
        Rule("đơn vị", before=r"(?:cac|co quan|\d)\s*,?\s*", after=r"\s+(?:su nghiep|bau cu|hanh chinh)\b"),
    ),
    "kp": (
        Rule("kinh phí", before=r"(?:tong|nguon|bao nhieu|het)\s+"),
        Rule("kinh phí", after=r"\s+(?:xay|ho tro|bau cu|la|thuc hien|bao nhieu)\b"),
        Rule("khu phố", after=r"\s*\d"),
    ),
    "tx": (Rule("tiếp xúc", after=r"\s+cu tri\b"), Rule("thị xã", proper=True)),
    "cc": (Rule("công chức", before=r"\bcb\s*,?\s*"), Rule("căn cước", after=r"\s+(?:gan chip|cong dan)\b")),
    "dh": (
        Rule("đại hội", after=r"\s+(?:dang|dai bieu|chi bo|lan|dbo|cua)\b"),
        Rule("đại học", before=r"(?:truong|tot nghiep|hoc|bang|trinh do)\s+"),
    ),
    "kh": (
        Rule("Kế hoạch", before=r"\d\s?[-/]\s?"), Rule("Kế hoạch", after=_NUMBERED),
        Rule("khoa học", after=r"\s?(?:-|&|va)\s?(?:cn|cong nghe|kt)\b"),
    ),
    "bc": (Rule("Báo cáo", before=r"\d\s?[-/]\s?"),),
    "th": (
        Rule("tiểu học", before=r"truong\s+"),
        Rule("thực hiện", after=r"\s+(?:nq|ct|kl|nghi quyet|chi thi|ket luan)\b"),
        Rule("trường hợp", before=r"(?:\d|may|bao nhieu|bn|cac|nhung)\s+"),
    ),
    "cv": (
        Rule("Công văn", after=r"\s*(?:so\s*)?\d{3,}|\s*(?:so\s*)?\d+\s?[-/]\s?[a-z]"),
        Rule("Công văn", before=r"\d\s?-\s?"),
        Rule("công viên", after=r"\s+\d+/\d+"),
    ),
    "kl": (Rule("Kết luận", after=_NUMBERED), Rule("Kết luận", before=r"\d\s?-\s?"),
           Rule("kỷ luật", before=r"(?:bi|thi hanh|xu ly)\s+")),
    "tb": (Rule("Thông báo", before=r"\d\s?[-/]\s?"), Rule("Thông báo", after=_NUMBERED),
           Rule("thương binh", before=r"(?:gia dinh|ho)\s+")),
    "dc": (Rule("địa chỉ", after=r"\s*:"), Rule("đồng chí", proper=True)),
    "p": (Rule("phường", proper=True), Rule("")),
    "q": (Rule("quận", proper=True), Rule("")),
}  # fmt: skip
