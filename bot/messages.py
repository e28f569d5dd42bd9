"""Every sentence the assistant says by itself, in Vietnamese. What the documents say is never written here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from bot.people import Role
from bot.records.asked import Kept
from bot.records.journal import Deed, Entry
from bot.records.members import Member
from bot.records.topics import Topic
from bot.settings import InvalidSetting
from corpus.document import Audience, Listing
from corpus.errors import (
    CorpusError,
    ForeignData,
    InvalidValue,
    MissingDate,
    UnknownDocument,
    Unreadable,
    UnreadableFile,
    UnusableFolder,
)
from retrieval.errors import ModelMismatch, ModelUnavailable, RetrievalError
from retrieval.library import Added, Change, Soundness
from retrieval.question import MAX_QUESTION, VIETNAM, Reason
from retrieval.sought import Sought
from retrieval.understanding import Understanding

# ---------------------------------------------------------------------------------------------------------- everywhere

AUDIENCES = {Audience.PUBLIC: "Công khai", Audience.PARTY: "Đảng viên", Audience.STAFF: "Cán bộ"}

DISCLAIMER = (
    "Đây là trợ lý tự động (AI). Câu trả lời chỉ dựa trên tài liệu đã được phường đăng, có trích nguồn; "
    "không thay thế văn bản, trả lời chính thức của cơ quan có thẩm quyền."
)
EXAMPLES = (
    "Phường vừa khen thưởng bao nhiêu tập thể, cá nhân?",
    "nguoi dan hien bao nhieu met vuong dat lam duong",
)


def day(value: date | None) -> str:
    """Return a date as it is written in Vietnam: 12/3/2024."""
    return f"{value.day}/{value.month}/{value.year}" if value else "không rõ ngày"


def place(paragraph: int) -> str:
    return f"đoạn {paragraph}"


def source(n: int, title: str, issued: date | None, paragraph: int) -> str:
    """Return a line that says where a quote stands."""
    return f"[{n}] {title} – {day(issued)} – {place(paragraph)}"


# -------------------------------------------------------------------------------------------------------------- answers

def not_found(newest: date | None) -> str:
    if newest is None:
        return "Dạ, trong kho tài liệu hiện có, Trợ lý chưa tìm thấy thông tin này."
    return f"Dạ, trong kho tài liệu hiện có (cập nhật đến {day(newest)}), Trợ lý chưa tìm thấy thông tin này."


EMPTY_CORPUS = "Dạ, kho tài liệu hiện chưa có văn bản nào nên Trợ lý chưa trả lời được."
RELATED = "Dạ, tài liệu chưa nêu điều ông/bà hỏi; nội dung gần nhất là: {nearest}"
PREMISE = "Dạ, tài liệu không nêu “{premise}”; tài liệu chỉ ghi: {nearest}"
_REFUSED = "Dạ, Trợ lý không trả lời nội dung này. Ông/bà vui lòng liên hệ trực tiếp với phường."
AMBIGUOUS = "Dạ, có nhiều nội dung phù hợp; ông/bà vui lòng nói rõ hơn."
FAILED = "Dạ, Trợ lý đang gặp trục trặc, ông/bà vui lòng thử lại sau ít phút."
EMPTY_QUESTION = "Ông/bà vui lòng nhập câu hỏi, ví dụ: " + EXAMPLES[0]
LONG_QUESTION = f"Câu hỏi dài quá. Ông/bà vui lòng hỏi ngắn lại, dưới {MAX_QUESTION} ký tự."


def refused(reason: Reason | None) -> str:
    match reason:
        case Reason.EMPTY:
            return EMPTY_QUESTION
        case Reason.TOO_LONG:
            return LONG_QUESTION
        case Reason.PRIVACY:
            return ("Dạ, Trợ lý không cung cấp thông tin riêng của cá nhân, hộ gia đình. "
                    "Ông/bà vui lòng liên hệ trực tiếp với phường.")
        case _:
            return _REFUSED

# --------------------------------------------------------------------------------------------------------------- errors

_UNREADABLE = {
    Unreadable.MISSING: "Không tìm thấy tệp {name}.",
    Unreadable.UNKNOWN_FORMAT:
        "Chưa đọc được loại tệp của {name}. Trợ lý nhận .txt, .md, .html, .docx, .pdf có chữ và .jsonl.",
    Unreadable.EMPTY: "Tệp {name} không có nội dung.",
    Unreadable.NO_TEXT: "Tệp {name} không có chữ đọc được (có thể là bản chụp). Vui lòng gửi bản có chữ.",
    Unreadable.ENCRYPTED: "Tệp {name} có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại.",
    Unreadable.TOO_LARGE: "Tệp {name} lớn quá. Vui lòng chia nhỏ rồi gửi lại.",
    Unreadable.BROKEN: "Không đọc được tệp {name}: tệp bị hỏng hoặc không đúng định dạng.",
    Unreadable.FORBIDDEN: "Không có quyền đọc tệp {name}.",
}
_FIELDS = {"issued": "Ngày ban hành", "audience": "Phạm vi", "title": "Tiêu đề", "id": "Mã văn bản"}
_HINTS = {
    "issued": " Vui lòng ghi theo dạng 2024-03-12.",
    "audience": " Chọn một trong: public, party, staff.",
    "title": "",
    "id": "",
}


def error(problem: CorpusError | RetrievalError | InvalidSetting) -> str:
    """Return one sentence that says what is wrong and what to do next."""
    match problem:
        case UnreadableFile():
            where = f" (dòng {problem.line})" if problem.line else ""
            return _UNREADABLE[problem.reason].format(name=problem.name + where)
        case MissingDate():
            return f"Không tìm thấy ngày ban hành trong {problem.name}. Vui lòng cho biết bằng --issued NĂM-THÁNG-NGÀY."
        case InvalidValue():
            where = f" ({problem.name}{f', dòng {problem.line}' if problem.line else ''})" if problem.name else ""
            return f"{_FIELDS[problem.field]} không hợp lệ: “{problem.value}”{where}.{_HINTS[problem.field]}"
        case UnknownDocument():
            return f"Không có văn bản nào mang mã “{problem.document_id}”. Xem danh sách bằng lệnh: hoiphuong list"
        case UnusableFolder():
            return (f"Không dùng được thư mục dữ liệu {problem.path}. "
                    "Vui lòng kiểm tra quyền ghi hoặc chọn thư mục khác.")
        case ForeignData():
            return f"Thư mục dữ liệu {problem.path} do phiên bản khác tạo ra. Vui lòng cập nhật Hỏi Phường rồi thử lại."
        case ModelMismatch():
            return (f"Chỉ mục được tạo bằng mô hình “{problem.stored}”, khác mô hình đang dùng “{problem.wanted}”. "
                    "Vui lòng chạy: hoiphuong rebuild")
        case ModelUnavailable():
            return (f"Không mở được mô hình “{problem.name}”. "
                    + ("Vui lòng cài thêm: pip install 'hoiphuong[models]'" if problem.extra_missing
                       else "Vui lòng kiểm tra tên hoặc thư mục trong HOIPHUONG_MODEL."))
        case InvalidSetting():
            return f"Giá trị của {problem.name} không hợp lệ" + (f": “{problem.value}”." if problem.value else ".")
        case _:
            return FAILED


# --------------------------------------------------------------------------------------------------------- command line

_CHANGES = {Change.ADDED: "Đã thêm", Change.REPLACED: "Đã thay bản cũ", Change.UNCHANGED: "Không đổi"}


def added(entry: Added) -> str:
    return f"{_CHANGES[entry.change]}: {entry.title} ({day(entry.issued)}, {entry.passages} đoạn) – mã {entry.document}"


def listed(listing: Listing) -> str:
    hidden = ", đang ẩn" if listing.hidden else ""
    return (f"{listing.id}  {listing.title} ({day(listing.issued)}, {AUDIENCES[listing.audience].lower()}, "
            f"{listing.passages} đoạn{hidden})")


NOTHING_TO_ADD = "Không có văn bản nào để thêm."
NO_DOCUMENTS = "Kho tài liệu chưa có văn bản nào. Thêm bằng lệnh: hoiphuong add TỆP"
CONFIRM_REMOVE = "Xoá “{title}” khỏi kho tài liệu?"
REMOVED = "Đã xoá “{title}”. Từ nay Trợ lý không trả lời từ văn bản này nữa."
LEFT_ALONE = "Đã giữ nguyên."
REBUILT = "Đã lập lại chỉ mục cho {passages} đoạn."
REBUILDING = "Đang lập lại chỉ mục"
ADDING = "Đang thêm văn bản"
CHAT = "Trợ lý thông tin phường. Ông/bà gõ câu hỏi rồi nhấn Enter; gõ “thoát” để kết thúc."
CHAT_PROMPT = "Hỏi> "
CHAT_ENDS = frozenset({"thoát", "thoat", "exit", "quit"})
GOODBYE = "Trân trọng cảm ơn ông/bà."
BAD_QUESTION_LINE = "Dòng {line} của {name} không đọc được; mỗi dòng cần dạng {{\"id\": …, \"question\": …}}."
NO_QUESTION = "Vui lòng nhập câu hỏi, hoặc một tệp câu hỏi bằng --batch."
NO_HITS = "Không tìm thấy đoạn nào."
NOTHING_TO_RUN = "Chưa có kênh nào để chạy: đặt TELEGRAM_BOT_TOKEN hoặc bật HOIPHUONG_WEB."
SAMPLES = "Đang dùng báo cáo mẫu ({documents} văn bản) trong {folder}. Thêm văn bản của phường: hoiphuong add TỆP"
STOP_HINT = "Nhấn Ctrl+C để dừng."
UNEXPECTED = "Có lỗi ngoài dự kiến ({kind}). Chạy lại với HOIPHUONG_DEBUG=1 để xem chi tiết."

FULL_RANKING = "Hỏi Phường"
PLAIN_BM25 = "BM25 (âm tiết có dấu)"
SPELLINGS = {"written": "như viết", "stripped": "bỏ dấu"}
CRITERIA = {"document": "đúng văn bản", "fact": "đoạn nêu đáp án", "evidence": "đoạn có đáp án và dẫn chứng"}
GROUPS = {"form": "cách hỏi", "type": "loại"}
ALL_QUESTIONS = "tất cả"
ANSWER_COLUMNS = (
    "trả lời được", "có trả lời", "đúng", "đúng + dẫn", "sai", "không trả lời được", "từ chối đúng", "sai",
)  # fmt: skip
DIFFERENCE_COLUMNS = ("so với mốc", "câu hỏi", "chênh lệch", "khoảng 95 %", "")
STATED = "Nêu được đáp án (trong câu ngắn hoặc cả bài) kèm dẫn chứng: {share:.3f}"
FIRST_QUOTE = "Câu trích đầu tiên chứa đáp án: {share:.3f}"
QUOTES_EXACT = "Trích dẫn đúng nguyên văn: {exact}/{quoting} câu trả lời có trích dẫn"
SEARCHING_TOOK = "Tìm một câu"
ANSWERING_TOOK = "Trả lời một câu"
UNREACHABLE = "{count} câu hỏi có đáp án mà không đoạn nào chứa: {ids}"
MEASURING = "Đang đo"
NOTHING_TO_COMPARE = "Mốc không có câu hỏi nào chung với lần đo này."
COMPARED_ALONE = "--compare-all không đi cùng --save-baseline, --baseline và --plot."
NOTHING_TO_DRAW = "Không có câu trả lời nào để vẽ hình."
NO_GOLD = "Không thấy bộ câu hỏi về báo cáo mẫu. Vui lòng chỉ ra bằng --gold TỆP."
NO_PICTURE = "Cần matplotlib để vẽ hình. Vui lòng cài thêm: pip install 'hoiphuong[plot]'"
UNKNOWN_STEP = "Không có bước tìm kiếm “{step}”. Chọn trong: {steps}."
PICTURE = {
    "tradeoff": "Chỉ trả lời từ một độ tin cậy trở lên",
    "right": "trả lời đúng, có dẫn (tỉ lệ câu trả lời được)",
    "wrongly": "vẫn trả lời (tỉ lệ câu không trả lời được)",
    "now": "hiện nay",
    "unknown": "Chưa có độ tin cậy của câu trả lời",
    "form": "Đúng, theo cách hỏi",
    "type": "Đúng, theo loại",
}


def evaluating(name: str, documents: int, passages: int, questions: int, seconds: float) -> str:
    return f"{name}: {documents} văn bản, {passages} đoạn (lập chỉ mục {seconds:.1f} giây), {questions} câu hỏi\n"


def variant(alone: str | None, but: str | None) -> str:
    """Return the name of a way to search, by the step that stands alone or is left out."""
    return f"chỉ {alone}" if alone else f"bỏ {but}" if but else FULL_RANKING


def outcomes(answerable: bool, counts: Mapping[str, int]) -> str:
    kind = "trả lời được" if answerable else "không trả lời được"
    return f"Câu hỏi {kind}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def took(what: str, p50: float, p99: float) -> str:
    return f"{what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def no_question_set(path: Path, line: int) -> str:
    if line:
        return f"Dòng {line} của {path} không đọc được."
    return f"{path} không phải bộ câu hỏi: cần corpus.jsonl, queries.jsonl và qrels.tsv, hoặc docs.jsonl và qa.jsonl."


def telegram_runs(name: str) -> str:
    return f"Bot Telegram đang chạy: https://t.me/{name.lstrip('@')}"


def web_runs(address: str) -> str:
    return f"Trang hỏi đáp: {address}\nHỏi thử: “{EXAMPLES[0]}” hoặc “{EXAMPLES[1]}”"


def explained(understood: Understanding) -> str:
    """Return how a question was understood, a line each."""
    lines = [f"Hiểu là: {understood.text}", f"Cần tìm: {_SOUGHT[understood.sought]}"]
    lines += [f"Cách đọc: {text} (trọng số {weight:.2f})" for text, weight in understood.readings[1:]]
    if understood.references:
        lines.append("Văn bản: " + ", ".join(reference.canonical for reference in understood.references))
    if understood.period:
        period = understood.period
        lines.append(f"Thời gian: {day(period.start)} – {day(period.end)} (“{period.phrase}”)")
    return "\n".join(lines)


_SOUGHT = {
    Sought.PERSON: "người", Sought.NUMBER: "số lượng", Sought.MONEY: "số tiền", Sought.DATE: "thời gian",
    Sought.PLACE: "nơi chốn", Sought.REFERENCE: "số hiệu văn bản", Sought.YES_NO: "có hay không", Sought.LIST: "danh sách",
    Sought.REASON: "lý do", Sought.HOW: "cách làm", Sought.TOPIC: "nội dung",
}


def checked(found: Soundness, documents: int, passages: int) -> str:
    """Return what `check` found, a line each."""
    if found.sound:
        return f"Kho tài liệu tốt: {documents} văn bản, {passages} đoạn, hai chỉ mục khớp."
    lines = [] if found.file_whole else ["Tệp dữ liệu bị hỏng; vui lòng khôi phục từ bản sao lưu."]
    if found.misplaced:
        lines.append(f"{len(found.misplaced)} đoạn không khớp với văn bản; vui lòng thêm lại các văn bản đó.")
    strays = (found.lexical_missing, found.lexical_extra, found.vectors_missing, found.vectors_extra)
    if any(strays):
        lines.append(f"Chỉ mục lệch {sum(map(len, strays))} đoạn; vui lòng chạy: hoiphuong rebuild")
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------------------- Telegram

WELCOME = (
    "Kính chào ông/bà! Đây là Trợ lý thông tin của phường.\n"
    "Ông/bà cứ nhập câu hỏi, gõ có dấu hay không dấu đều được.\n"
    "Trợ lý trả lời bằng đúng câu chữ trong văn bản phường đã đăng, kèm nguồn để đối chiếu.\n\n"
    f"{DISCLAIMER}"
)
MENU = ("Hỏi", "Mới nhất", "Trợ giúp")      # the keyboard that stays below a private chat
NEWEST = MENU[1]
HELP = (
    "Cách dùng Trợ lý:\n"
    "• Nhập câu hỏi như đang nói chuyện, ví dụ: " + EXAMPLES[0] + "\n"
    "• Số trong ngoặc vuông [1] cho biết câu trả lời lấy từ văn bản nào.\n"
    "• Bấm “📄 [1] Xem đoạn” để đọc cả đoạn văn; bấm ◀ ▶ để đọc đoạn trước, đoạn sau.\n"
    "• Trong nhóm: gõ /hoi rồi đến câu hỏi, nhắc tên Trợ lý, hoặc trả lời tin nhắn của Trợ lý.\n"
    "• Câu nào văn bản không nêu, Trợ lý nói rõ là chưa tìm thấy."
)
_FILES = ".txt, .md, .html, .docx, .pdf có chữ"
ADMIN_HELP = (
    f"Dành cho quản trị: gửi tệp văn bản vào đây để Trợ lý đọc ({_FILES}; tối đa 20 MB). "
    "Phần chú thích của tệp có thể ghi ngày ban hành và phạm vi: công khai, đảng viên hoặc cán bộ. "
    "Ví dụ: 12/3/2024, công khai.\n"
    "Lệnh: /chuatraloi câu chưa trả lời được, /thongke thống kê, /moi mời người, /quyen xem và thu hồi quyền, "
    "/nhatky nhật ký, /tat lý do và /bat để tạm ngừng rồi trả lời lại."
)
COMMANDS = (
    ("hoi", "Hỏi một câu, ví dụ: /hoi phường còn bao nhiêu hộ nghèo?"),
    ("moinhat", "Văn bản mới nhất"),
    ("trogiup", "Cách dùng Trợ lý"),
    ("dulieu", "Xem dữ liệu về ông/bà"),
    ("xoadulieu", "Xoá dữ liệu về ông/bà"),
    ("riengtu", "Thông báo quyền riêng tư"),
    ("xinquyen", "Đề nghị vai trò Đảng viên"),
    ("start", "Trợ lý là ai, câu hỏi mẫu"),
)
GROUP_COMMANDS = (
    ("hoi", "Hỏi một câu, ví dụ: /hoi phường còn bao nhiêu hộ nghèo?"),
    ("moinhat", "Văn bản mới nhất"),
)
ADMIN_COMMANDS = (
    ("chuatraloi", "Câu hỏi chưa trả lời được"),
    ("thongke", "Thống kê 30 ngày"),
    ("moi", "Mời đảng viên, cán bộ quản trị"),
    ("quyen", "Xem và thu hồi quyền"),
    ("nhatky", "Nhật ký quản trị"),
    ("tat", "Tạm ngừng trả lời người dân: /tat lý do"),
    ("bat", "Trả lời người dân trở lại"),
)
UNKNOWN_COMMAND = "Trợ lý chưa có lệnh này. Ông/bà cứ nhập câu hỏi, hoặc gõ /trogiup để xem cách dùng."
ONLY_TEXT = "Dạ, Trợ lý chưa xem được hình, chưa nghe được tiếng nói. Ông/bà vui lòng gõ câu hỏi bằng chữ."
OPEN_PASSAGE = "📄 [{n}] Xem đoạn"
PREVIOUS_PASSAGE = "◀ Đoạn trước"
NEXT_PASSAGE = "Đoạn sau ▶"
GONE = "Nội dung này không còn mở được."

FILES_FROM_ADMINS_ONLY = (
    "Cảm ơn ông/bà. Chỉ cán bộ quản trị của phường gửi được văn bản cho Trợ lý; ông/bà cứ gõ câu hỏi bằng chữ."
)
NAMELESS_FILE = "tệp không tên"
SENT_BY_ADMIN = "Telegram: {name}"
READING = "Đang đọc tệp {name}…"
INDEXING = "Đã đọc “{title}”. Đang lập chỉ mục…"
FILE_TOO_LARGE = "Tệp {name} lớn hơn 20 MB nên Telegram không chuyển cho Trợ lý được. Vui lòng chia nhỏ rồi gửi lại."
UNKNOWN_FILE = "Chưa đọc được loại tệp của {name}. Trợ lý nhận " + _FILES + "."
DOWNLOAD_FAILED = "Chưa tải được tệp {name} từ Telegram. Vui lòng gửi lại sau ít phút."
DATE_IN_CAPTION = (
    "Không tìm thấy ngày ban hành trong {name}. Vui lòng gửi lại tệp và ghi ngày ở phần chú thích, ví dụ: 12/3/2024."
)
UNCLEAR_AUDIENCE = (
    "Chưa rõ văn bản dành cho ai (chú thích ghi: {words}). Vui lòng gửi lại tệp và ghi một phạm vi ở phần chú thích: "
    "công khai, đảng viên hoặc cán bộ."
)
_DONE = {
    "added": "Đã thêm văn bản.",
    "replaced": "Đã thay bản cũ bằng bản mới.",
    "unchanged": "Văn bản này đã có sẵn, nội dung không đổi.",
}


def understood(title: str, issued: date | None, audience: Audience, passages: int, change: str, *,
               readable: bool) -> str:
    """Return what an admin reads when a file was taken in, and what to do next; `readable`: by that admin."""
    return "\n".join([
        _DONE[change],
        f"Tiêu đề: {title}",
        f"Ngày ban hành: {day(issued)}",
        f"Phạm vi: {AUDIENCES[audience]}",
        f"Số đoạn: {passages}",
        "",
        "Ông/bà có thể hỏi thử ngay." if readable else "Chỉ người được đọc văn bản phạm vi này mới hỏi được.",
        "Nếu ngày hoặc phạm vi chưa đúng, vui lòng gửi lại tệp với chú thích đúng.",
    ])


def passage_source(title: str, issued: date | None, paragraph: int, heading: str) -> str:
    """Return where a passage stands, above its text."""
    return "\n".join([title, " – ".join([day(issued), place(paragraph), *([heading] if heading else [])])])


TOKEN_REFUSED = (
    "Telegram không nhận mã của bot: mã sai hoặc đã bị thu hồi. "
    "Vui lòng kiểm tra TELEGRAM_BOT_TOKEN (và TELEGRAM_API_URL, nếu có đặt)."
)
TAKEN_OVER = "Có chương trình khác đang dùng cùng mã bot Telegram. Vui lòng chỉ chạy một nơi rồi khởi động lại."


# ------------------------------------------------------------------------------------------------------------- web chat

PAGE = {   # the words of index.html by the name that they have there
    "name": "Hỏi Phường",
    "tagline": "Trợ lý tự động (AI)",
    "skip": "Đến ô nhập câu hỏi",
    "greeting": "Ông/bà muốn biết điều gì?",
    "lead": "Trợ lý tìm trong các tài liệu phường đã công bố và trả lời bằng đúng lời văn của tài liệu, có ghi nguồn.",
    "disclaimer": DISCLAIMER,
    "privacy": "Vui lòng không gửi số CCCD, địa chỉ, bệnh án hay thông tin của người khác.",
    "examples": "Có thể hỏi, ví dụ:",
    "conversation": "Cuộc trò chuyện",
    "asked": "Ông/bà hỏi:",
    "waiting": "Trợ lý đang tìm…",
    "sources": "Nguồn",
    "source": "Xem nguồn",
    "loading": "Đang mở đoạn trích…",
    "passages": "Các đoạn của tài liệu",
    "previous": "Đoạn trước",
    "next": "Đoạn sau",
    "copy": "Sao chép",
    "copied": "Đã sao chép",
    "label": "Câu hỏi của ông/bà",
    "placeholder": "Có thể gõ không dấu",
    "send": "Gửi",
    "keys": "Enter để gửi, Shift + Enter để xuống dòng.",
    "undated": day(None),
    "offline": "Dạ, Trợ lý chưa kết nối được. Ông/bà vui lòng kiểm tra mạng rồi gửi lại.",
    "noscript": "Trang này cần JavaScript. Ông/bà vui lòng bật JavaScript trong trình duyệt rồi tải lại trang.",
}
COMMON_QUESTIONS = (   # what residents of any ward may ask; those that its documents answer are offered as examples
    EXAMPLES[0],
    "Phường còn bao nhiêu hộ nghèo?",
    "Lịch tiếp công dân của phường vào ngày nào?",
    "Trung tâm Phục vụ hành chính công làm việc từ mấy giờ?",
    "Phường có bao nhiêu tổ dân phố?",
    "Nhân dân đã hiến bao nhiêu mét vuông đất?",
    "Bí thư Đảng ủy phường là ai?",
    "Chủ tịch UBND phường là ai?",
)
MALFORMED_REQUEST = 'Yêu cầu chưa đúng dạng. Vui lòng gửi JSON có dạng {"question": "…"}.'
LARGE_REQUEST = "Yêu cầu lớn quá. Vui lòng gửi dưới 64 KiB."
UNKNOWN_PATH = "Không có trang này. Ông/bà vui lòng quay lại trang đầu."
WRONG_METHOD = "Địa chỉ này không nhận cách gửi đó."
PASSAGE_GONE = "Dạ, đoạn này không còn trong các tài liệu công khai."


def port_taken(host: str, port: int) -> str:
    return (f"Địa chỉ {host}:{port} đang có chương trình khác dùng. "
            f"Vui lòng chọn cổng khác, ví dụ: HOIPHUONG_WEB={host}:{port + 1}")


# ------------------------------------------------------------------------------------------------- people and their roles

ROLES = {Role.RESIDENT: "Người dân", Role.PARTY: "Đảng viên", Role.ADMIN: "Cán bộ quản trị"}
INVITE_WHOM = "Mời vào vai trò nào? (Mỗi lời mời dùng một lần, trong 48 giờ.)"
INVITATION_WORTHLESS = (
    "Lời mời này không dùng được nữa: đã có người dùng, đã quá 48 giờ hoặc đã bị thu hồi. "
    "Ông/bà vui lòng xin lời mời mới."
)
ROLE_GRANTED = {
    Role.PARTY: "Kính chào đồng chí. Từ nay đồng chí hỏi được cả văn bản dành cho đảng viên, trong khung chat riêng này.",
    Role.ADMIN: "Kính chào ông/bà. Ông/bà đã có quyền quản trị Trợ lý. Gõ /trogiup để xem cách dùng.",
}
ROLE_HELD = "Đồng chí đã có vai trò Đảng viên."
REQUEST_SENT = "Dạ, đề nghị đã được chuyển đến cán bộ quản trị. Trợ lý sẽ báo khi có kết quả."
REQUEST_DECLINED = "Dạ, cán bộ quản trị chưa chấp thuận đề nghị. Ông/bà vui lòng liên hệ trực tiếp với phường."
REQUEST_SETTLED = "Đề nghị này đã được xử lý."
APPROVE = "✅ Duyệt"
DECLINE = "Từ chối"
PREVIOUS_PAGE = "◀ Trang trước"
NEXT_PAGE = "Trang sau ▶"
WITHDRAW_INVITATIONS = "Thu hồi mọi lời mời chưa dùng"
_DEEDS = {
    Deed.INVITED: "tạo lời mời", Deed.JOINED: "nhận lời mời", Deed.APPROVED: "duyệt đề nghị",
    Deed.DECLINED: "từ chối đề nghị", Deed.REVOKED: "thu hồi quyền", Deed.WITHDREW: "thu hồi các lời mời",
    Deed.CLOSED: "tắt trả lời", Deed.OPENED: "bật trả lời", Deed.ANSWERED: "trả lời câu hỏi",
    Deed.RETRACTED: "gỡ câu trả lời",
}


def moment(value: datetime) -> str:
    """Return a time as clocks in Vietnam show it: 14:05 ngày 12/3/2024."""
    there = value.astimezone(VIETNAM)
    return f"{there:%H:%M} ngày {day(there.date())}"


def invitation(role: Role, link: str, until: datetime) -> str:
    return (f"Lời mời vai trò {ROLES[role]}:\n{link}\n\n"
            f"Chỉ một người dùng được, trước {moment(until)}. "
            "Vui lòng gửi riêng cho đúng người; ai có liên kết đều dùng được.")


def request(name: str, role: Role) -> str:
    return f"{name} đề nghị vai trò {ROLES[role]}. Vui lòng chỉ duyệt khi biết chắc người này."


def decided(name: str, role: Role, *, approved: bool) -> str:
    return f"{'Đã duyệt' if approved else 'Đã từ chối'}: {name} – {ROLES[role]}."


def revoke(member: Member) -> str:
    return f"Thu hồi: {member.name[:30]} – {ROLES[member.role]}"


def members(shown: Sequence[Member], first: int, invitations: int) -> str:
    """Return the list of roles; `first`: how many are admins by the settings, `invitations`: still open."""
    lines = [f"• {member.name[:60]} – {ROLES[member.role]} (từ {moment(member.since)})" for member in shown]
    return "\n".join([
        "Những người được cấp quyền:" if lines else "Chưa cấp quyền cho ai. Mời bằng lệnh /moi.",
        *lines,
        f"\nQuản trị viên đặt trong cấu hình: {first}. Lời mời chưa dùng: {invitations}.",
    ])


def journal(entries: Sequence[Entry]) -> str:
    lines = [f"• {moment(entry.at)}: {entry.who} {_DEEDS[entry.deed]}{f' – {entry.about}' if entry.about else ''}"
             for entry in entries]
    return "\n".join(["Nhật ký quản trị, mới nhất trước:", *lines]) if lines else "Nhật ký quản trị còn trống."


# ------------------------------------------------------------------------------------------- privacy, pace, on and off

PRIVACY_BUTTON = "🔒 Quyền riêng tư"
AGREE = "Đồng ý lưu"
DISAGREE = "Không lưu"
AGREED = ("Cảm ơn ông/bà. Từ nay câu hỏi được lưu kèm một mã băm để ông/bà xem bằng /dulieu và xoá bằng /xoadulieu. "
          "Muốn rút lại, bấm “Không lưu” hoặc gõ /xoadulieu.")
NOT_AGREED = "Dạ. Trợ lý không lưu gì gắn với ông/bà; những gì đã lưu đã được xoá. Ông/bà vẫn hỏi được như thường."
OWN_DATA_FILE = "du-lieu-cua-toi.json"
TOO_FAST = "Dạ, ông/bà hỏi nhanh quá nên Trợ lý chưa kịp. Ông/bà vui lòng đợi khoảng một phút rồi hỏi tiếp."
CLOSED = "Dạ, Trợ lý đang tạm ngừng trả lời: {reason}"
CLOSED_NOW = "Đã tạm ngừng trả lời người dân. Lý do sẽ hiện ra: {reason}\nTrả lời lại bằng lệnh /bat."
OPEN_NOW = "Trợ lý đang trả lời người dân."
REASON_WANTED = "Vui lòng ghi lý do, ví dụ: /tat đang cập nhật tài liệu"


def kept(days: int) -> str:
    """Return, in short, what is kept, shown at the start."""
    return (f"Câu hỏi được lưu không kèm tên, đã che số cá nhân, nhiều nhất {days} ngày (/riengtu). "
            "Ông/bà có thể dùng các nút bên dưới.")


def privacy_notice(controller: str, days: int) -> str:
    """Return the privacy notice; a change of what it says needs a new `bot.records.asked.NOTICE`."""
    return (
        "Trợ lý xử lý: mã số tài khoản Telegram, nội dung câu hỏi, ngày hỏi; mục đích: trả lời và cải thiện chất lượng; "
        f"{f'bên kiểm soát dữ liệu: {controller}; ' if controller else ''}lưu tối đa {days} ngày; "
        "dữ liệu đi qua máy chủ Telegram ở nước ngoài. Số cá nhân trong câu hỏi được che trước khi lưu. "
        "Nếu ông/bà không đồng ý, câu hỏi chỉ được lưu không kèm ai đã hỏi. Vui lòng không gửi số CCCD, địa chỉ, "
        "bệnh án, thông tin của người khác.\n\n"
        "Ông/bà có quyền: được biết; đồng ý, không đồng ý, rút lại đồng ý; xem, chỉnh sửa; yêu cầu cung cấp, xoá, "
        "hạn chế, phản đối; khiếu nại, khởi kiện; yêu cầu bảo vệ dữ liệu. Gõ /dulieu để xem, /xoadulieu để xoá.\n\n"
        "Ông/bà có đồng ý cho lưu câu hỏi kèm mã băm của tài khoản không?"
    )


def own_data(questions: Sequence[Kept], version: int, held: Sequence[Role], waiting: Sequence[str], days: int) -> str:
    """Return all that is kept of a person, in words."""
    lines = [f"Vai trò: {', '.join(ROLES[role] for role in held)}.",
             f"Đồng ý lưu: {f'có (thông báo bản {version})' if version else 'không'}.",
             f"Câu hỏi lưu kèm mã băm của ông/bà: {len(questions)} (tự xoá sau {days} ngày)."]
    lines += [f"• {day(one.day)}: {one.text}" for one in questions]
    if waiting:
        lines += ["Đang chờ trả lời:", *(f"• {text}" for text in waiting)]
    return "\n".join(lines)


def own_data_deleted(count: int) -> str:
    return (f"Đã xoá {count} câu hỏi, sự đồng ý và các yêu cầu báo tin của ông/bà. "
            "Vai trò do cán bộ cấp vẫn còn; muốn bỏ, ông/bà vui lòng nhắn cán bộ quản trị.")


# ----------------------------------------------------------------------------- newest documents, verdicts, own answers

NEWEST_TITLE = "Văn bản mới nhất:"
OPEN_SHORT = "📄 {n}"
TELL_ME = "🔔 Báo cho tôi khi có"
WILL_TELL = "Dạ, Trợ lý sẽ báo khi có trả lời."
ANSWERED_MEANWHILE = "Câu hỏi này đã có trả lời hoặc không còn lưu."
THANKS = "Cảm ơn ông/bà."
WHY = "Cảm ơn ông/bà. Điều gì chưa được?"
REASONS = {"w": "Sai thông tin", "o": "Thông tin đã cũ", "n": "Không đúng điều tôi hỏi", "h": "Khó hiểu"}
STAFF = "Cán bộ phường trả lời"
ANSWER_BUTTON = "Trả lời số {n}"
ANSWER_PROMPT = ("✍️ Trả lời câu hỏi số {n}: {question}\n\nVui lòng nhắn câu trả lời vào tin này; "
                 "có thể gửi tệp văn bản kèm câu trả lời ở phần chú thích.")
ANSWER_IN_WORDS = "Vui lòng viết câu trả lời bằng lời (với tệp: ở phần chú thích)."
ATTACHED = "Văn bản kèm theo: {title}."
RETRACT = "Gỡ câu trả lời này"
RETRACTED = "Đã gỡ câu trả lời. Câu hỏi trở lại danh sách chưa trả lời."
STATISTICS_TITLE = "Câu hỏi mỗi ngày"
ANSWERED_LABEL = "trả lời được"
UNANSWERED_LABEL = "chưa trả lời được"


def unanswered(topics: Sequence[Topic]) -> str:
    """Return the questions that wait for an admin, the most asked first."""
    if not topics:
        return "Không có câu hỏi nào đang chờ trả lời."
    lines = [f"{topic.id}. {topic.text[:200]} ({topic.asked} lượt hỏi"
             f"{'' if topic.audience is Audience.PUBLIC else f', {AUDIENCES[topic.audience].lower()}'})" for topic in topics]
    return "\n".join(["Câu hỏi chưa trả lời được:", *lines, "",
                      "Bấm nút để trả lời, hoặc gõ: /chuatraloi số câu-trả-lời"])


def staff_answer(today: date, question: str) -> str:
    """Return the title of a document that holds an admin's answer."""
    return f"Cán bộ phường trả lời ngày {day(today)}: {question[:200]}"


def answer_published(audience: Audience, told: int) -> str:
    return f"Đã đăng câu trả lời (phạm vi: {AUDIENCES[audience].lower()}) và báo cho {told} người đang chờ."


def told(question: str, title: str, words: str) -> str:
    """Return the message for somebody who waited for an answer."""
    return f"Dạ, câu hỏi ông/bà quan tâm đã có trả lời.\n\nHỏi: {question[:500]}\n{title.partition(':')[0]}: {words[:3000]}"


def statistics(days: int, total: int, answered: int, took: float, topics: Sequence[Topic]) -> str:
    """Return counts of the last days; `took`: milliseconds an answer on average."""
    share = f" ({100 * answered / total:.0f} %)" if total else ""
    lines = [f"{days} ngày qua: {total} câu hỏi, trả lời được {answered}{share}, trung bình {took:.0f} ms một câu."]
    if topics:
        lines += ["Hỏi nhiều mà chưa trả lời được:", *(f"• {topic.text[:150]} ({topic.asked})" for topic in topics)]
    return "\n".join(lines)
