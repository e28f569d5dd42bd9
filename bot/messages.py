"""Every sentence the assistant says by itself, in Vietnamese. What the documents say is never written here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from bot.people import Role
from bot.quotes_given import QuotesChecked
from bot.records.asked import Kept
from bot.records.journal import Deed, Entry
from bot.records.members import Member
from bot.records.topics import Topic
from bot.settings import InvalidSetting
from corpus.differences import Difference
from corpus.document import Audience, Listing, StoredPassage, Successor
from corpus.errors import (
    ChangedMeanwhile,
    CorpusError,
    ForeignData,
    InvalidValue,
    MissingDate,
    NothingToUndo,
    UnknownDocument,
    Unreachable,
    UnreachableAddress,
    Unreadable,
    UnreadableFile,
    UnusableBackup,
    UnusableFolder,
    UnwritableBackup,
)
from corpus.guard import Concern, Notice
from corpus.journal import Action, Record
from corpus.mention_table import Status
from corpus.programs import Program
from corpus.relations import Tie
from corpus.resemblance import Alike, Resemblance
from corpus.vietnamese.dates import Period
from retrieval.deciding import Thresholds
from retrieval.errors import IndexLost, ModelMismatch, ModelUnavailable, RetrievalError
from retrieval.evaluation.calibrating import Tried
from retrieval.explaining import Explanation, Verdict
from retrieval.library import Added, Change, Soundness
from retrieval.question import MAX_QUESTION, VIETNAM, Citation, ClosedTopic, Note, Outcome, Reason, Remark
from retrieval.sought import Sought

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


def place(paragraph: int, page: int | None = None, *, replaced: bool = False) -> str:
    """Return "trang 3, đoạn 13", or "đoạn 13" of a document without pages."""
    where = f"đoạn {paragraph}" if page is None else f"trang {page}, đoạn {paragraph}"
    return where + (" của bản cũ, nay đã thay bằng bản mới" if replaced else "")


def also(title: str, issued: date | None, paragraph: int, page: int | None = None) -> str:
    """Return a line that says where else the same passage stands."""
    return f"Cũng có trong: {title} – {day(issued)} – {place(paragraph, page)}"


def source(citation: Citation) -> str:
    """Return a line that says where a quote stands."""
    return (f"[{citation.n}] {citation.title} – {day(citation.issued)} – {place(citation.paragraph, citation.page)}"
            + superseded(citation.superseded_by))


def superseded(by: Successor | None) -> str:
    """Return what is said beside a document that another one has taken the place of."""
    if by is None:
        return ""
    return f" (đã được thay thế bởi “{by.title}”)" if by.title else " (đã có văn bản khác thay thế)"


# -------------------------------------------------------------------------------------------------------------- answers

def not_found(newest: date | None, office: str | None = None) -> str:
    upto = f" (cập nhật đến {day(newest)})" if newest else ""
    said = f"Dạ, trong kho tài liệu hiện có{upto}, Trợ lý chưa tìm thấy thông tin này."
    return f"{said} {_CONTACT.format(office=office.rstrip('. '))}" if office else said


def missed(period: Period, offered: Sequence[Citation], said: str) -> str:
    """Return what is said when no document of a period tells the fact, and what the nearest earlier one says, if any."""
    if not offered:
        return _MISSED.format(phrase=_shortened(period.phrase, 40))
    words = _NOTHING_NEW if period.recent else _EARLIER
    return words.format(phrase=_shortened(period.phrase, 40), title=_shortened(offered[0].title, 60),
                        day=day(offered[0].issued), said=said)


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit - 1].rstrip() + "…"


_MISSED = "Dạ, Trợ lý chưa tìm thấy tài liệu nào về “{phrase}” nêu điều này."
_EARLIER = "Dạ, chưa có tài liệu nào về “{phrase}” nêu điều này. Gần nhất trước đó, “{title}” ({day}) ghi: {said}"
_NOTHING_NEW = "Dạ, thời gian này chưa có tài liệu nêu điều đó; mới nhất là “{title}” ({day}): {said}"
EMPTY_CORPUS = "Dạ, kho tài liệu hiện chưa có văn bản nào nên Trợ lý chưa trả lời được."
RELATED = "Dạ, tài liệu chưa nêu điều ông/bà hỏi; nội dung gần nhất là: {nearest}"
PREMISE = "Dạ, tài liệu không nêu “{premise}”; tài liệu chỉ ghi: {nearest}"
_REFUSED = "Dạ, Trợ lý không trả lời nội dung này. {contact}"
_PRIVATE = "Dạ, Trợ lý không cung cấp thông tin riêng của cá nhân, hộ gia đình. {contact}"
_CONTACT = "Ông/bà vui lòng liên hệ {office}."
_ANY_OFFICE = "trực tiếp với phường"
AMBIGUOUS = "Dạ, câu hỏi có thể hiểu theo nhiều cách; ông/bà vui lòng chọn:"
CORRECTED = "Không. {fact}"
FAILED = "Dạ, Trợ lý đang gặp trục trặc, ông/bà vui lòng thử lại sau ít phút."
EMPTY_QUESTION = "Ông/bà vui lòng nhập câu hỏi, ví dụ: " + EXAMPLES[0]
LONG_QUESTION = f"Câu hỏi dài quá. Ông/bà vui lòng hỏi ngắn lại, dưới {MAX_QUESTION} ký tự."


_ENGLISH = {    # said before the answer to a question in English
    Outcome.ANSWERED: "The ward's documents say, in Vietnamese:",
    Outcome.RELATED: "The ward's documents do not state this. The nearest that they say, in Vietnamese:",
    Outcome.NOT_FOUND: "Sorry, the ward's documents do not answer this question.",
    Outcome.AMBIGUOUS: "Your question may mean several things. Please choose:",
    Outcome.REFUSED: "Sorry, the assistant does not answer this question. Please contact the ward directly.",
    Outcome.FAILED: "Sorry, something went wrong. Please try again in a few minutes.",
}


def in_english(outcome: Outcome) -> str:
    """Return what stands in English around quotes that stay in Vietnamese."""
    return _ENGLISH[outcome]


_LEADS = {     # said before the quotes
    Remark.AS_OF: "Tại thời điểm {day}:",
    Remark.LATEST: "Theo tài liệu mới nhất nêu điều này ({day}):",
    Remark.DIFFER: "Các tài liệu ghi khác nhau:",
    Remark.PERIOD: "Từ {day} đến {until}, tài liệu ghi nhận:",
    Remark.COMPUTED: "Tính từ số liệu báo cáo: {sum}.",
}
_ENDINGS = {   # said after them
    Remark.FORMER: "(Theo tài liệu của {place} (cũ), nay thuộc {successor}.)",
}
COMPUTED_SHORT = "{sum} (tính từ số liệu báo cáo)"


def lead(note: Note) -> str:
    """Return what a remark says before the quotes, "" when it stands after them."""
    if note.remark is Remark.PERIOD and note.day is None:
        return "Các tài liệu mới nhất ghi nhận:"
    return _LEADS.get(note.remark, "").format(day=day(note.day), until=day(note.until), sum=note.sum)


def ending(note: Note) -> str:
    """Return what a remark says after the quotes, "" when it stands before them."""
    if note.remark is Remark.PERIOD and note.more:
        return f"Và {note.more} tài liệu khác."
    return _ENDINGS.get(note.remark, "").format(place=note.place, successor=note.successor)


def refused(reason: Reason | None, office: str | None = None, closed: ClosedTopic | None = None) -> str:
    """Return why a question is not answered, and where to ask instead: the office that the ward has set, if it has."""
    contact = _CONTACT.format(office=(office or _ANY_OFFICE).rstrip(". "))
    if closed is not None:
        return f"{topic_closed(closed)} {contact}"
    match reason:
        case Reason.EMPTY:
            return EMPTY_QUESTION
        case Reason.TOO_LONG:
            return LONG_QUESTION
        case Reason.PRIVACY:
            return _PRIVATE.format(contact=contact)
        case _:
            return _REFUSED.format(contact=contact)


def topic_closed(topic: ClosedTopic) -> str:
    """Return that the ward answers nothing on a topic for now, and why."""
    why = f": {topic.reason.rstrip('. ')}" if topic.reason else ""
    return f"Phường tạm dừng trả lời về “{topic.words}”{why}."


def closed_for_others(topic: ClosedTopic) -> str:
    """Return what an admin reads above an answer that others do not get."""
    return f"(Chủ đề “{topic.words}” đang tắt: chỉ quản trị viên nhận được câu trả lời này.)"


# --------------------------------------------------------------------------------------------------------------- errors

NEEDS_OCR = "Để đọc bản chụp, vui lòng cài Tesseract và tiếng Việt: apt-get install tesseract-ocr tesseract-ocr-vie"
NEEDS_OFFICE = "Để đọc .doc, .odt, .rtf, vui lòng cài LibreOffice: apt-get install libreoffice-writer-nogui"
_UNREADABLE = {
    Unreadable.MISSING: "Không tìm thấy tệp {name}.",
    Unreadable.UNKNOWN_FORMAT:
        "Chưa đọc được loại tệp của {name}. Trợ lý nhận .txt, .md, .html, .docx, .doc, .odt, .rtf, .xlsx, .csv, .pdf, "
        "ảnh chụp (.jpg, .png, .tif), .zip và .jsonl.",
    Unreadable.EMPTY: "Tệp {name} không có nội dung.",
    Unreadable.NO_TEXT: "Tệp {name} không có chữ đọc được. Vui lòng chụp, quét lại cho rõ hoặc gửi bản có chữ.",
    Unreadable.ENCRYPTED: "Tệp {name} có mật khẩu. Vui lòng bỏ mật khẩu rồi gửi lại.",
    Unreadable.TOO_LARGE: "Tệp {name} lớn quá. Vui lòng chia nhỏ rồi gửi lại.",
    Unreadable.TOO_MANY: "Tệp {name} có quá nhiều trang hoặc quá nhiều tệp bên trong. Vui lòng chia nhỏ rồi gửi lại.",
    Unreadable.TOO_SLOW: "Đọc tệp {name} quá lâu nên Trợ lý đã dừng. Vui lòng chia nhỏ hoặc lưu lại tệp rồi gửi lại.",
    Unreadable.TOO_HEAVY: "Tệp {name} cần quá nhiều bộ nhớ để đọc. Vui lòng chia nhỏ rồi gửi lại.",
    Unreadable.WRONG_SUFFIX:
        "Nội dung tệp {name} không đúng với đuôi của tên tệp. Vui lòng gửi tệp gốc hoặc sửa lại đuôi tên tệp.",
    Unreadable.SWELLS: "Tệp {name} nén bất thường, giải nén ra quá lớn nên không được nhận.",
    Unreadable.NESTED: "Tệp {name} có tệp nén nằm trong tệp nén. Vui lòng giải nén rồi gửi từng phần.",
    Unreadable.UNSAFE_PATH: "Tệp {name} có đường dẫn trỏ ra ngoài tệp nén nên không được nhận.",
    Unreadable.MACROS: "Tệp {name} có macro. Vui lòng lưu lại thành bản không có macro rồi gửi lại.",
    Unreadable.SECRET: "Tệp {name} có dấu độ mật (MẬT, TỐI MẬT, TUYỆT MẬT) nên Trợ lý không nhận và không lưu gì.",
    Unreadable.NEEDS_OCR: "Tệp {name} là bản chụp. " + NEEDS_OCR,
    Unreadable.NEEDS_OFFICE: "Chưa mở được {name}. " + NEEDS_OFFICE,
    Unreadable.BROKEN: "Không đọc được tệp {name}: tệp bị hỏng hoặc không đúng định dạng.",
    Unreadable.FORBIDDEN: "Không có quyền đọc tệp {name}.",
}
_UNREACHABLE = {
    Unreachable.NO_ADDRESS: "Chuỗi “{address}” không phải địa chỉ trang web. Vui lòng ghi đủ, ví dụ: https://phuong.gov.vn/tin",
    Unreachable.PRIVATE: "Địa chỉ {address} nằm trong mạng nội bộ nên Trợ lý không mở.",
    Unreachable.NOT_LISTED: "Địa chỉ {address} không thuộc các tên miền được phép (HOIPHUONG_DOMAINS).",
    Unreachable.NOT_FOUND: "Trang {address} không có hoặc không cho xem. Vui lòng kiểm tra lại địa chỉ.",
    Unreachable.NO_ANSWER: "Chưa kết nối được tới {address}. Vui lòng thử lại sau.",
    Unreachable.TOO_LARGE: "Trang {address} lớn hơn 20 MB nên Trợ lý không tải.",
    Unreachable.TOO_SLOW: "Trang {address} trả lời quá chậm. Vui lòng thử lại sau.",
}
_FIELDS = {"issued": "Ngày ban hành", "audience": "Phạm vi", "title": "Tiêu đề", "id": "Mã văn bản",
           "superseded_by": "Văn bản thay thế"}
_HINTS = {
    "issued": " Vui lòng ghi theo dạng 2024-03-12.",
    "audience": " Chọn một trong: public, party, staff.",
    "title": "",
    "id": "",
    "superseded_by": " Một văn bản không thể thay thế chính văn bản đã thay thế nó.",
}


def error(problem: CorpusError | RetrievalError | InvalidSetting) -> str:
    """Return one sentence that says what is wrong and what to do next."""
    match problem:
        case UnreadableFile():
            where = f" (dòng {problem.line})" if problem.line else ""
            return _UNREADABLE[problem.reason].format(name=problem.name + where)
        case UnreachableAddress():
            return _UNREACHABLE[problem.reason].format(address=problem.address)
        case MissingDate():
            return f"Không tìm thấy ngày ban hành trong {problem.name}. Vui lòng cho biết bằng --issued NĂM-THÁNG-NGÀY."
        case InvalidValue():
            where = f" ({problem.name}{f', dòng {problem.line}' if problem.line else ''})" if problem.name else ""
            return f"{_FIELDS[problem.field]} không hợp lệ: “{problem.value}”{where}.{_HINTS[problem.field]}"
        case UnknownDocument():
            return f"Không có văn bản nào mang mã “{problem.document_id}”. Xem danh sách bằng lệnh: hoiphuong list"
        case NothingToUndo():
            return "Không có thay đổi nào hoàn tác được (chỉ hoàn tác được thay đổi cuối của văn bản, trong 24 giờ)."
        case ChangedMeanwhile():
            return "Văn bản vừa được người khác thay đổi. Vui lòng thử lại."
        case UnusableBackup():
            return (f"Không khôi phục được từ {problem.path}: không phải bản sao lưu, hoặc tệp bị hỏng. "
                    "Kho tài liệu giữ nguyên.")
        case UnwritableBackup():
            return f"Không ghi được bản sao lưu vào {problem.path}. Vui lòng chọn chỗ khác."
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
        case IndexLost():
            return "Chỉ mục bị hỏng. Vui lòng chạy: hoiphuong rebuild"
        case InvalidSetting():
            return f"Giá trị của {problem.name} không hợp lệ" + (f": “{problem.value}”." if problem.value else ".")
        case _:
            return FAILED


_CONCERNS = {
    Concern.INTERNAL: "Văn bản ghi là tài liệu nội bộ{where}.",
    Concern.DRAFT: "Văn bản ghi là dự thảo{where}.",
    Concern.CITIZEN_NUMBER: "Có số căn cước, CMND của cá nhân{where}; vui lòng cân nhắc trước khi công khai.",
    Concern.PHONE: "Có số điện thoại di động{where}; vui lòng cân nhắc trước khi công khai.",
    Concern.BANK_ACCOUNT: "Có số tài khoản ngân hàng{where}; vui lòng cân nhắc trước khi công khai.",
    Concern.UNSURE_LETTERS: "Chữ trong bản chụp đọc chưa chắc; vui lòng đối chiếu với bản gốc.",
    Concern.STRANGE_LETTERS: "Chữ có thể sai bảng mã; vui lòng xem lại vài dòng đầu.",
    Concern.UNSEEN_PICTURES: "Chưa kiểm tra được dấu độ mật trong ảnh của văn bản. " + NEEDS_OCR,
}
_PERSONAL = frozenset({Concern.CITIZEN_NUMBER, Concern.PHONE, Concern.BANK_ACCOUNT})
_NARROWING = frozenset({Concern.INTERNAL, Concern.DRAFT})


def recognised(title: str, confidence: float) -> str:
    """Return how sure letters are that were recognised in pictures."""
    return f"Chữ của “{title}” được nhận dạng từ bản chụp, độ tin cậy {100 * confidence:.0f} %."


def warnings(notices: Iterable[Notice], audience: Audience, *, narrowed: bool) -> list[str]:
    """Return what to look at in a document, a sentence each.

    `narrowed` says that the audience was proposed because of what the document says of itself.
    """
    found = []
    for notice in worth_saying(notices, audience):
        sentence = "Lưu ý: " + warning(notice)
        if notice.concern in _NARROWING and narrowed:
            sentence += f" Phạm vi được đặt là {AUDIENCES[audience].lower()}; muốn khác, dùng --audience."
        found.append(sentence)
    return found


def worth_saying(notices: Iterable[Notice], audience: Audience) -> list[Notice]:
    """Return the notices that matter: personal numbers only where everybody would read them."""
    return [notice for notice in notices if notice.concern not in _PERSONAL or audience is Audience.PUBLIC]


def warning(notice: Notice) -> str:
    """Return one notice in words."""
    where = f" ({place(notice.paragraphs[0])}{', …' if notice.paragraphs[1:] else ''})" if notice.paragraphs else ""
    return _CONCERNS[notice.concern].format(where=where)


_PROGRAMS = {Program.OCR: "Chưa có chương trình đọc bản chụp. " + NEEDS_OCR,
             Program.OFFICE: "Chưa có LibreOffice. " + NEEDS_OFFICE}


def missing_program(program: Program) -> str:
    return _PROGRAMS[program]


# --------------------------------------------------------------------------------------------------------- command line

_CHANGES = {Change.ADDED: "Đã thêm", Change.REPLACED: "Đã thay bản cũ", Change.UNCHANGED: "Không đổi"}


def added(entry: Added) -> str:
    return f"{_CHANGES[entry.change]}: {entry.title} ({day(entry.issued)}, {entry.passages} đoạn) – mã {entry.document}"


def listed(listing: Listing) -> str:
    more = (", đang ẩn" if listing.hidden else "") + (
        f", được thay thế bởi {listing.superseded_by}" if listing.superseded_by else "")
    return (f"{listing.id}  {listing.title} ({day(listing.issued)}, {AUDIENCES[listing.audience].lower()}, "
            f"{listing.passages} đoạn{more})")


def description(listing: Listing) -> str:
    """Return all that is known of a document, a line each; what its letterhead lacks is left out."""
    head = listing.letterhead
    lines = [("Mã", listing.id), ("Tiêu đề", listing.title), ("Số hiệu", listing.number), ("Loại", head.kind),
             ("Cơ quan ban hành", head.issuer), ("Ngày ban hành", day(listing.issued)),
             ("Nơi, ngày ghi trên văn bản", ", ".join(filter(None, [head.place, day(head.dated) if head.dated else ""]))),
             ("Người ký", head.signatory), ("Nơi nhận", "; ".join(head.recipients)),
             ("Phạm vi", AUDIENCES[listing.audience] + (" (đang ẩn)" if listing.hidden else "")),
             ("Được thay thế bởi", listing.superseded_by), ("Số trang", listing.pages or None),
             ("Số đoạn", str(listing.passages)), ("Nguồn", listing.source)]
    return "\n".join(f"{name}: {value}" for name, value in lines if value)


NOTHING_TO_ADD = "Không có văn bản nào để thêm."
NO_DOCUMENTS = "Kho tài liệu chưa có văn bản nào. Thêm bằng lệnh: hoiphuong add TỆP"
CONFIRM_REMOVE = "Xoá “{title}” khỏi kho tài liệu?"
REMOVED = ("Đã xoá “{title}”. Từ nay Trợ lý không trả lời từ văn bản này nữa. "
           "Trong 24 giờ còn lấy lại được bằng lệnh: hoiphuong undo")
LEFT_ALONE = "Đã giữ nguyên."
REBUILT = "Đã lập lại chỉ mục cho {passages} đoạn."
REBUILDING = "Đang lập lại chỉ mục"
ADDING = "Đang thêm văn bản"
CHAT = "Trợ lý thông tin phường. Ông/bà gõ câu hỏi rồi nhấn Enter; gõ “quên” để hỏi chuyện khác, “thoát” để kết thúc."
CHAT_PROMPT = "Hỏi> "
CHAT_ENDS = frozenset({"thoát", "thoat", "exit", "quit"})
CHAT_FORGETS = frozenset({"quên", "quen", "/quen"})
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


def calibrated(thresholds: Thresholds, seen: Tried, unseen: Tried) -> str:
    lines = [f"Ngưỡng chọn được: dữ kiện {thresholds.span}, câu {thresholds.sentence}, các câu gộp {thresholds.together}"]
    for name, tried in (("trên cả bộ", seen), ("trên văn bản chưa thấy", unseen)):
        lines.append(f"{name}: đúng và có dẫn {tried.right}/{tried.answerable}, sai {tried.wrong}, "
                     f"từ chối đúng {tried.refused}/{tried.unanswerable}")
    return "\n".join(lines)


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


def explained(explanation: Explanation) -> str:
    """Return how a question was understood, what was found, and what became of each candidate, a line each."""
    trace, understood = explanation.trace, explanation.trace.understood
    if understood is None:
        return "Không có câu hỏi để giải thích."
    lines = [f"Hiểu là: {understood.text}", f"Cần tìm: {_SOUGHT[trace.sought or understood.sought]}"]
    lines += [f"Cách đọc: {text} (trọng số {weight:.2f})" for text, weight in understood.readings[1:]]
    if understood.references:
        lines.append("Văn bản: " + ", ".join(reference.canonical for reference in understood.references))
    if understood.period:
        period = understood.period
        days = "mới nhất" if period.newest else f"{day(period.start)} – {day(period.end)}"
        lines.append(f"Thời gian: {days} (“{period.phrase}”)")
    lines.append(f"Kết quả: {_OUTCOMES[explanation.answer.outcome]}")
    lines += [f"Bỏ tài liệu “{title}”: không nêu “{claim.text.strip()}”" for title, claim in trace.unfit.items()]
    if explanation.candidates:
        lines.append(f"Ứng viên (trả lời khi độ tin cậy từ {trace.least:.2f}):")
    lines += [f"  {one.chance:.2f} {_VERDICTS[one.verdict]}: {one.fact or one.sentence} – {one.title} – {day(one.issued)} – "
              f"{place(one.paragraph, one.page)}" for one in explanation.candidates]
    return "\n".join(lines)


_OUTCOMES = {
    Outcome.ANSWERED: "trả lời", Outcome.RELATED: "chỉ có nội dung gần", Outcome.NOT_FOUND: "không tìm thấy",
    Outcome.AMBIGUOUS: "hỏi lại", Outcome.REFUSED: "từ chối", Outcome.FAILED: "trục trặc",
}
_VERDICTS = {
    Verdict.SAID: "được chọn", Verdict.SAME: "trùng với câu được chọn", Verdict.NO_OFFICE: "câu không nêu chức vụ được hỏi",
    Verdict.UNSURE: "chưa đủ tin cậy", Verdict.WEAKER: "có câu phù hợp hơn",
}
PASSAGES_FOUND = "Các đoạn tìm thấy:"
ADMINS_ONLY = "Lệnh này chỉ dành cho quản trị."
_SOUGHT = {
    Sought.PERSON: "người", Sought.NUMBER: "số lượng", Sought.MONEY: "số tiền", Sought.DATE: "thời gian",
    Sought.PLACE: "nơi chốn", Sought.REFERENCE: "số hiệu văn bản", Sought.YES_NO: "có hay không", Sought.LIST: "danh sách",
    Sought.REASON: "lý do", Sought.HOW: "cách làm", Sought.TOPIC: "nội dung",
}


def checked(found: Soundness, documents: int, passages: int) -> str:
    """Return what `check` found, a line each."""
    if found.sound:
        return f"Kho tài liệu tốt: {documents} văn bản, {passages} đoạn, hai chỉ mục khớp."
    if not found.file_whole:
        return "Tệp dữ liệu bị hỏng. Vui lòng khôi phục từ bản sao lưu: hoiphuong restore TỆP"
    return f"Kho tài liệu có chỗ lệch: {wrongs(found)}. Vui lòng chạy: hoiphuong check --repair"


def wrongs(found: Soundness) -> str:
    """Return what is out of step, with how much of it."""
    return ", ".join(f"{count} {what}" for count, what in (
        (len(found.misplaced), "đoạn không khớp với văn bản"),
        (len(found.damaged), "văn bản thiếu đoạn hoặc có đoạn hỏng"),
        (found.orphans, "mục không thuộc văn bản nào"),
        (found.strays, "đoạn lệch giữa kho và chỉ mục")) if count)


# ------------------------------------------------------------------------------------------- documents and their life

NONE_LISTED = "Không có văn bản nào phù hợp."
NOTHING_TO_EDIT = "Vui lòng cho biết cần sửa gì: --title, --issued hoặc --audience."
EDITED = "Đã sửa: {listed}"
HIDDEN = "Đã ẩn “{title}”. Hiện lại bằng lệnh: hoiphuong show {id}"
SHOWN = "Đã hiện lại “{title}”."
SUPERSEDED = "Đã ghi: “{title}” được thay thế bởi “{successor}”."
NOT_SUPERSEDED = "Đã ghi: “{title}” không bị văn bản nào thay thế."
CONFIRM_UNDO = "Hoàn tác thay đổi này?\n{change}\n"
UNDONE = "Đã hoàn tác: {change}"
EMPTY_LOG = "Chưa có thay đổi nào."
REPAIRED = "Đã sửa xong các chỗ lệch."
BACKED_UP = "Đã sao lưu {documents} văn bản, {passages} đoạn vào {file}."
ORIGINAL_WRITTEN = "Đã chép tệp gốc vào {file}."
NO_ORIGINAL = "Không có tệp gốc của “{id}”: văn bản đang ẩn, thêm từ trang web hay tệp .jsonl, hoặc tệp quá 20 MB."
ORIGINAL_NOT_WRITTEN = "Không ghi được {file}: đã có tệp tên này, hoặc chỗ này không cho ghi."
CONFIRM_RESTORE = "Thay toàn bộ {documents} văn bản đang có bằng bản sao lưu {file}?"
RESTORED = "Đã khôi phục {documents} văn bản, {passages} đoạn từ {file}."
KEPT_NARROW = ("{documents} văn bản trong bản sao lưu là công khai, nay đã thu hẹp phạm vi: giữ phạm vi hẹp. "
               "Muốn công khai lại, dùng: hoiphuong edit ID --audience public")
SAME_ANSWERS = ("thay", "giữ", "bỏ")
SAME_PROMPT = "Thay bản cũ, giữ cả hai hay bỏ qua"

_ALIKE = {
    Alike.IDENTICAL: "giống hệt",
    Alike.SAME_NAME: "trùng tên với",
    Alike.SAME_NUMBER: "trùng số hiệu với",
    Alike.SIMILAR: "gần giống",
}
_DECIDED = {"": "", "skip": " Đã bỏ qua.", "keep": " Đã giữ cả hai."}
_ACTIONS = {
    Action.ADDED: "thêm",
    Action.REPLACED: "thay bản cũ",
    Action.EDITED: "sửa",
    Action.HIDDEN: "ẩn",
    Action.SHOWN: "hiện lại",
    Action.SUPERSEDED: "ghi văn bản thay thế",
    Action.REMOVED: "xoá",
    Action.UNDONE: "hoàn tác",
    Action.RESTORED: "khôi phục từ bản sao lưu",
}
_EDITED_FIELDS = {"title": "tiêu đề", "issued": "ngày", "audience": "phạm vi", "superseded_by": "được thay thế bởi"}
_PROGRAM = "hệ thống"
_FEW = 3          # lines or numbers of a difference that are shown
_SHORT = 80       # characters of a line of it


def resembles(title: str, found: Resemblance, decided: str = "") -> str:
    """Return which document another one resembles and what changed; `decided` is "skip" or "keep" where nobody is asked."""
    original = found.original
    there = f"“{original.title}” ({day(original.issued)}, mã {original.id})"
    said = f"“{title}” {_ALIKE[found.alike]} {there}.{_DECIDED[decided]}"
    return "\n".join([said, *(f"    {line}" for line in changed(found.changed))])


def changed(difference: Difference) -> list[str]:
    """Return in a few short lines what is different in a new version."""
    lines = []
    if difference.numbers:
        lines.append("Số đổi: " + _few([f"{was} → {now}" for was, now in difference.numbers], ", "))
    for label, given in (("Thêm", difference.added), ("Bớt", difference.removed)):
        if given:
            lines.append(f"{label} {len(given)} dòng: " + _few([f"“{_cut(line)}”" for line in given], "; "))
    return lines


def _few(items: Sequence[str], separator: str) -> str:
    return separator.join(items[:_FEW]) + (separator + "…" if len(items) > _FEW else "")


def _cut(line: str) -> str:
    return line if len(line) <= _SHORT else line[:_SHORT - 1].rsplit(None, 1)[0] + "…"


def logged(record: Record) -> str:
    """Return a change as a line: its number, when, who, what."""
    at = record.at.astimezone(VIETNAM)
    line = f"{record.id}. {at.hour:02d}:{at.minute:02d} {day(at.date())}, {record.by or _PROGRAM}: {_action(record)}"
    return f"{line} “{record.title}”" + (f" (mã {record.document})" if record.document else "") + _details(record)


def _action(record: Record) -> str:
    undone = f" ({_ACTIONS[Action(record.after['action'] or '')]})" if record.action is Action.UNDONE else ""
    return _ACTIONS[record.action] + undone


def _details(record: Record) -> str:
    edits = [f"{_EDITED_FIELDS[name]} {_field(name, record.before[name])} → {_field(name, value)}"
             for name, value in record.after.items() if name in record.before]
    return (": " + "; ".join(edits) if edits else "") + (" – đã hoàn tác" if record.undone else "")


def _field(name: str, value: str | None) -> str:
    if value is None:
        return "không có"
    if name == "issued":
        return day(date.fromisoformat(value))
    return AUDIENCES[Audience(value)].lower() if name == "audience" else f"“{value}”"


def page_of(page: int, pages: int, total: int) -> str:
    return f"Trang {page}/{max(pages, 1)}, {total} văn bản."


def added_up(counts: Mapping[str, int]) -> str:
    """Return what an import did, in one line."""
    done = [f"{_CHANGES[change].lower()} {counts[change]}" for change in Change if counts.get(change)]
    said = ", ".join(done) or "không có gì mới"
    return said[0].upper() + said[1:] + "."


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
    "• Tra văn bản theo số hiệu: gõ /vanban 05-CT/TW hoặc /vanban chỉ thị 05; gõ /vanban để xem danh sách.\n"
    "• Gõ /theodoi rồi đến chủ đề, ví dụ /theodoi hiến đất làm đường, để được báo khi có văn bản mới.\n"
    "• Hỏi tiếp được, ví dụ “còn cá nhân thì sao?”; sau 30 phút, hoặc khi gõ /quen, Trợ lý quên những câu đã hỏi.\n"
    "• Câu nào văn bản không nêu, Trợ lý nói rõ là chưa tìm thấy."
)
_FILES = ".txt, .md, .html, .docx, .doc, .odt, .rtf, .xlsx, .csv, .pdf, .zip, .jsonl, ảnh chụp"
ADMIN_HELP = (
    f"Dành cho quản trị: gửi tệp văn bản hoặc ảnh chụp các trang vào đây để Trợ lý đọc ({_FILES}; tối đa 20 MB), "
    "hoặc trả lời tin có tệp bằng /them, hoặc gõ /them kèm địa chỉ trang web. Trợ lý gửi lại thẻ văn bản; "
    "chỉ sau khi ông/bà bấm Xác nhận thì văn bản mới tra cứu được. "
    "Phần chú thích có thể ghi ngày ban hành và phạm vi, ví dụ: 12/3/2024, công khai.\n"
    "Gõ /thu rồi đến câu hỏi để xem Trợ lý sẽ trả lời gì và vì sao.\n"
    "Lệnh: /chuatraloi câu chưa trả lời được, /thongke thống kê, /moi mời người, /quyen xem và thu hồi quyền, "
    "/nhatky nhật ký, /tat lý do và /bat để tạm ngừng rồi trả lời lại; /tat chủ đề … | lý do, /bat chủ đề … "
    "chỉ cho một chủ đề, /tat để xem đang tắt gì.\n"
    "Văn bản: /danhsach xem và sửa; /an, /hien, /xoa kèm chữ trong tiêu đề, hoặc nhắn vào một câu trả lời; "
    "/hoantac lấy lại thay đổi gần nhất trong 24 giờ; /kiemtra kiểm tra kho tài liệu."
)
COMMANDS = (
    ("hoi", "Hỏi một câu, ví dụ: /hoi phường còn bao nhiêu hộ nghèo?"),
    ("vanban", "Tra văn bản theo số hiệu, ví dụ: /vanban 05-CT/TW"),
    ("moinhat", "Văn bản mới nhất"),
    ("theodoi", "Báo khi có văn bản mới về một chủ đề"),
    ("quen", "Quên những câu vừa hỏi"),
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
    ("them", "Thêm văn bản: trả lời tin có tệp, hoặc /them https://…"),
    ("thu", "Thử một câu hỏi, xem vì sao trả lời như vậy"),
    ("chuatraloi", "Câu hỏi chưa trả lời được"),
    ("thongke", "Thống kê 30 ngày"),
    ("moi", "Mời đảng viên, cán bộ quản trị"),
    ("quyen", "Xem và thu hồi quyền"),
    ("danhsach", "Danh sách văn bản: xem, sửa, ẩn, xoá"),
    ("an", "Ẩn một văn bản: /an chữ trong tiêu đề"),
    ("hien", "Hiện lại một văn bản đã ẩn"),
    ("xoa", "Xoá một văn bản (hỏi lại trước khi xoá)"),
    ("hoantac", "Hoàn tác thay đổi gần nhất, trong 24 giờ"),
    ("nhatky", "Nhật ký: ai đã thay đổi gì, khi nào"),
    ("kiemtra", "Kiểm tra kho tài liệu và chỉ mục"),
    ("tat", "Tạm ngừng trả lời: /tat lý do, hoặc /tat chủ đề …"),
    ("bat", "Trả lời người dân trở lại"),
)
FORGOTTEN = "Trợ lý đã quên những câu vừa hỏi. Ông/bà có thể hỏi chuyện khác."
UNKNOWN_COMMAND = "Trợ lý chưa có lệnh này. Ông/bà cứ nhập câu hỏi, hoặc gõ /trogiup để xem cách dùng."
ONLY_TEXT = "Dạ, Trợ lý chưa xem được hình, chưa nghe được tiếng nói. Ông/bà vui lòng gõ câu hỏi bằng chữ."
OPEN_PASSAGE = "📄 [{n}] Xem đoạn"
PREVIOUS_PASSAGE = "◀ Đoạn trước"
NEXT_PASSAGE = "Đoạn sau ▶"
PAGE_PICTURE = "🖼 Ảnh trang"
GONE = "Nội dung này không còn mở được."
ORIGINAL_FILE = "📎 Tệp gốc"
ORIGINAL_PAGE = "🔗 Trang gốc"
SENDING_FILE = "Đang gửi tệp gốc…"
FILE_IS_THERE = "Tệp vừa được gửi ở bên dưới."

FILES_FROM_ADMINS_ONLY = (
    "Cảm ơn ông/bà. Chỉ cán bộ quản trị của phường gửi được văn bản cho Trợ lý; ông/bà cứ gõ câu hỏi bằng chữ."
)
NAMELESS_FILE = "tệp không tên"
SENT_BY_ADMIN = "Telegram: {name}"
FILE_TOO_LARGE = "Tệp {name} lớn hơn 20 MB nên Telegram không chuyển cho Trợ lý được. Vui lòng chia nhỏ rồi gửi lại."
UNKNOWN_FILE = "Chưa đọc được loại tệp của {name}. Trợ lý nhận " + _FILES + "."
DOWNLOAD_FAILED = "Chưa tải được tệp {name} từ Telegram. Vui lòng gửi lại sau ít phút."


def passage_source(stored: StoredPassage, at: int = 0) -> str:
    """Return where a passage stands, above its text; of one over several pages the page of `document.text[at]`."""
    passage = stored.passage
    where = [day(stored.issued), place(passage.paragraph, passage.page_at(at), replaced=stored.replaced),
             *filter(None, [passage.heading])]
    return "\n".join([stored.title + superseded(stored.superseded_by), " – ".join(where)])


# ------------------------------------------------------------------------------ Telegram: the life of documents (admins)

ONLY_IN_PRIVATE = "Dạ, lệnh này chỉ dùng trong khung chat riêng với Trợ lý."
SHELVES = {    # by what a chosen document is wanted for
    "OPEN": "Văn bản trong kho", "HIDE": "Chọn văn bản cần ẩn", "SHOW": "Chọn văn bản cần hiện lại",
    "REMOVE": "Chọn văn bản cần xoá", "FOLLOW": "Chọn văn bản mới, thay thế cho:",
}
EMPTY_SHELF = "Kho tài liệu chưa có văn bản nào. Ông/bà gửi tệp vào đây để thêm."
ALL_AUDIENCES = "Tất cả"
ORDERS = {False: "⇅ Mới nhất trước", True: "⇅ Cũ nhất trước"}
SEARCH_BUTTON = "🔎 Tìm"
NO_SEARCH_BUTTON = "✖ Bỏ tìm"
WHICH_WORDS = "Ông/bà nhắn vài chữ trong tiêu đề hoặc số hiệu, có dấu hay không dấu đều được."
WHICH_YEAR = "Xem văn bản ban hành năm nào?"
BACK_TO_SHELF = "↩ Danh sách"
BACK_TO_DOCUMENT = "↩ Văn bản"
DOCUMENT_GONE = "Văn bản này không còn trong kho tài liệu."
NO_DOCUMENT_THERE = "Tin nhắn đó không dẫn đến văn bản nào. Ông/bà ghi chữ trong tiêu đề sau lệnh, hoặc gõ /danhsach."
NOT_FOR_YOU = "Ông/bà chưa có vai trò được đọc nội dung văn bản này."
EDIT_TITLE, EDIT_DATE, EDIT_AUDIENCE = "✏️ Sửa tiêu đề", "📅 Sửa ngày", "👥 Phạm vi"
HIDE_BUTTON, SHOW_BUTTON = "🙈 Ẩn", "👁 Hiện lại"
SUCCESSOR_BUTTON, NO_SUCCESSOR_BUTTON = "🔁 Được thay thế bởi…", "Bỏ thay thế"
READ_BUTTON, REMOVE_BUTTON = "📄 Xem nội dung", "🗑 Xoá"
REMOVE_IT, KEEP_IT = "🗑 Xoá", "Giữ lại"
WHO_MAY_READ = "“{title}” dành cho ai?"
SURE_TO_REMOVE = ("Xoá “{title}”? Từ lúc xoá, không câu trả lời nào dùng văn bản này. "
                  "Trong 24 giờ còn lấy lại được bằng /hoantac.")
NOW_HIDDEN = "Đã ẩn. Không câu trả lời nào dùng văn bản này cho đến khi hiện lại."
NOW_SHOWN = "Đã hiện lại. Câu trả lời lại dùng văn bản này."
HIDDEN_BEFORE, SHOWN_BEFORE = "Văn bản này đang ẩn rồi.", "Văn bản này đang hiện rồi."
NOW_FOR = "Đã đặt phạm vi: {audience}."
NOW_TITLED = "Đã sửa tiêu đề."
NOW_ISSUED = "Đã sửa ngày ban hành: {day}."
NOW_SUPERSEDED = "Đã ghi: được thay thế bởi “{title}”."
NOW_CURRENT = "Đã ghi: không bị văn bản nào thay thế."
NOW_REMOVED = "Đã xoá “{title}”. Trong 24 giờ còn lấy lại được bằng /hoantac."
SUCCEEDS_ITSELF = "Một văn bản không thể thay thế chính văn bản đã thay thế nó."
CHANGED_BEFORE_REMOVAL = "Văn bản vừa được thay đổi nên chưa xoá; ông/bà vui lòng xem lại."
NEW_TITLE = "Ông/bà nhắn tiêu đề mới."
TITLE_TOO_LONG = "Tiêu đề dài quá; ông/bà nhắn lại, tối đa {limit} ký tự."
NEW_DATE = "Ông/bà nhắn ngày ban hành, ví dụ: 12/3/2024."
NO_DATE = "Trợ lý chưa thấy một ngày đủ ngày, tháng, năm; ông/bà nhắn lại, ví dụ: 12/3/2024."
NO_SUCH_DAY = "Không có ngày {day}; ông/bà nhắn lại, ví dụ: 12/3/2024."
DAY_TO_COME = "Ngày {day} chưa tới; ông/bà nhắn lại ngày ban hành, ví dụ: 12/3/2024."
JOURNAL = "Nhật ký, mới nhất trước:"
EMPTY_JOURNAL = "Nhật ký còn trống."
AN_ADMIN = "quản trị viên"
NOTHING_UNDOABLE = "Trong 24 giờ qua không có thay đổi nào hoàn tác được."
UNDO_THIS = "Hoàn tác thay đổi này?\n\n{change}"
UNDO_IT, LEAVE_IT = "↶ Hoàn tác", "Giữ nguyên"
NOT_UNDOABLE = "Thay đổi này không hoàn tác được nữa: đã hoàn tác, đã quá 24 giờ, hoặc văn bản đã thay đổi tiếp."
CHECKING = "Đang kiểm tra kho tài liệu…"
REPAIRING = "Đang sửa chỗ lệch…"
REPAIR = "🔧 Sửa chỗ lệch"


def shortened(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return _shortened(title, 80)


def quoted(title: str) -> str:
    return f"“{_shortened(title, 200)}”"


def chosen(label: str, is_chosen: bool) -> str:
    """Return the label of a button of which one is chosen."""
    return f"✓ {label}" if is_chosen else label


def year_button(year: int | None) -> str:
    return f"Năm {year}" if year else "🗓 Mọi năm"


def narrowed(words: str, audience: Audience | None, year: int | None) -> str:
    """Return by what a list is narrowed, "" when it holds everything."""
    parts = [f"có “{words}”" if words else "", AUDIENCES[audience].lower() if audience else "",
             f"năm {year}" if year else ""]
    said = ", ".join(filter(None, parts))
    return said and f"Chỉ văn bản: {said}"


def shelved(n: int, listing: Listing) -> str:
    """Return a document as a line of a list."""
    more = (", đang ẩn" if listing.hidden else "") + (", đã có văn bản thay thế" if listing.superseded_by else "")
    return f"{n}. {_shortened(listing.title, 150)} ({day(listing.issued)}, {AUDIENCES[listing.audience].lower()}{more})"


def shelf_button(n: int, listing: Listing) -> str:
    return f"{n}. {_shortened(listing.title, 45)}"


def document_facts(listing: Listing, successor: str | None, arrived: Record | None) -> list[str]:
    """Return what an admin is told of a document; `arrived`: how it came, `successor`: the title of what replaced it."""
    lines = [f"Ngày ban hành: {day(listing.issued)}", f"Phạm vi: {AUDIENCES[listing.audience]}",
             f"Số hiệu: {listing.number}" if listing.number else "", f"Số đoạn: {listing.passages}",
             "Tình trạng: đang ẩn" if listing.hidden else "Tình trạng: đang dùng để trả lời"]
    if listing.superseded_by:
        lines.append(f"Được thay thế bởi: “{_shortened(successor, 150)}”" if successor
                     else "Được thay thế bởi một văn bản không còn trong kho")
    if arrived is not None:
        how = "Thêm" if arrived.action is Action.ADDED else "Thay bản cũ"
        lines.append(f"{how} lúc: {moment(arrived.at)}, {who(arrived.by)}")
    return [*filter(None, lines), *([f"Nguồn: {_shortened(listing.source, 150)}"] if listing.source else [])]


def page_of_text(page: int, pages: int) -> str:
    return f"Nội dung, trang {page}/{pages}"


def who(by: str) -> str:
    """Return who made a change, as other admins may read it: a name, never an id.

    Example: "telegram:123456 Lan" is Lan, "telegram:123456" is an admin, "" is the program.
    """
    if by.startswith("telegram:"):
        return by.partition(" ")[2] or AN_ADMIN
    return by or _PROGRAM


def deed(record: Record) -> str:
    """Return what was done to a document."""
    return f"{_action(record)} “{shortened(record.title)}”{_details(record)}"


def deed_of_roles(entry: Entry) -> str:
    """Return what an admin did that is not about documents."""
    return _DEEDS[entry.deed] + (f" – {entry.about}" if entry.about else "")


def journal_line(at: datetime, name: str, done: str) -> str:
    return f"• {moment(at)}, {name}: {done}"


def found_out(found: Soundness, documents: int, passages: int, *, repaired: bool) -> str:
    """Return what a check found, or how it is after a repair."""
    if found.sound:
        done = "Đã sửa xong. " if repaired else ""
        return f"{done}Kho tài liệu tốt: {documents} văn bản, {passages} đoạn, hai chỉ mục khớp, không có mục thừa."
    if not found.file_whole:
        return "Tệp dữ liệu bị hỏng. Vui lòng nhờ người quản trị máy khôi phục từ bản sao lưu."
    still = "Vẫn còn chỗ lệch" if repaired else "Kho tài liệu có chỗ lệch"
    return f"{still}: {wrongs(found)}." + (" Vui lòng nhờ người quản trị máy khôi phục từ bản sao lưu." if repaired else "")


def quotes_checked(quotes: QuotesChecked) -> str:
    """Return how the quotes of the answers given today stand."""
    if not quotes.given:
        return "Hôm nay chưa có câu trích nào được đưa ra."
    if not quotes.wrong:
        return f"{quotes.given} câu trích đã đưa ra hôm nay đều đúng nguyên văn."
    return f"{quotes.wrong}/{quotes.given} câu trích đã đưa ra hôm nay không còn đúng nguyên văn."


TOKEN_REFUSED = (
    "Telegram không nhận mã của bot: mã sai hoặc đã bị thu hồi. "
    "Vui lòng kiểm tra TELEGRAM_BOT_TOKEN (và TELEGRAM_API_URL, nếu có đặt)."
)
TAKEN_OVER = "Có chương trình khác đang dùng cùng mã bot Telegram. Vui lòng chỉ chạy một nơi rồi khởi động lại."


# ------------------------------------------------------------------------------ Telegram: documents that wait for a yes

READING = "Đang đọc {name}…"
READING_PAGES = "Đang đọc {name}: {done}/{total}…"
INDEXING = "“{title}”: đang tách đoạn, lập chỉ mục…"
INDEXING_PASSAGES = "“{title}”: đang lập chỉ mục {done}/{total} đoạn…"
PHOTO = "ảnh chụp"
PHOTOS = "ảnh chụp ({pages} trang)"
HOW_TO_ADD = (
    "Để thêm văn bản, ông/bà gửi tệp hoặc ảnh chụp các trang vào đây; hoặc trả lời tin có tệp bằng /them; "
    "hoặc gõ /them kèm địa chỉ trang web, ví dụ: /them https://phuong.gov.vn/tin"
)
TOO_MANY_IN_ARCHIVE = (
    "Tệp {name} có {count} văn bản; mỗi lần gửi nhận tối đa {most}. Vui lòng chia nhỏ, hoặc thêm trên máy chủ bằng lệnh "
    "hoiphuong add."
)
CONFIRM = "✅ Xác nhận"
EDIT = "✏️ Sửa"
CANCEL = "❌ Huỷ"
REPLACE = "🔁 Thay bản cũ"
KEEP_BOTH = "➕ Giữ cả hai"
CHOSEN = "● {}"
DRAFT_DATE = "📅 Ngày ban hành"
DRAFT_TITLE = "🔤 Tiêu đề"
EDIT_DONE = "↩ Xong"
ASK_DATE = "Vui lòng nhắn ngày ban hành của “{title}”, ví dụ: 12/3/2024"
ASK_TITLE = "Vui lòng nhắn tiêu đề mới của “{title}”."
DATE_FIRST = "Chưa có ngày ban hành. Vui lòng nhắn ngày, ví dụ: 12/3/2024, rồi bấm Xác nhận."
DATE_SET = "Đã ghi ngày ban hành {day}. Vui lòng bấm nút dưới thẻ văn bản để xác nhận."
TITLE_SET = "Đã ghi tiêu đề mới. Vui lòng bấm nút dưới thẻ văn bản để xác nhận."
BAD_DATE = "“{value}” không phải một ngày ban hành. Vui lòng nhắn ngày, tháng, năm, ví dụ: 12/3/2024"
BAD_TITLE = "Tiêu đề cần có chữ và không quá {most} ký tự. Vui lòng nhắn lại tiêu đề."
HOW_TO_EDIT = "Muốn sửa văn bản này, ông/bà bấm ✏️ Sửa dưới thẻ văn bản."
DRAFT_GONE = "Văn bản này đã được xử lý, hoặc đã quá 24 giờ. Nếu cần, vui lòng gửi lại tệp."
CANCELLED = "Đã huỷ “{title}”. Trợ lý không lưu gì."
LIBRARY_CHANGED = "Kho tài liệu vừa thay đổi. Vui lòng xem lại thẻ văn bản rồi bấm lần nữa."
IMPOSSIBLE_DATE = "Chú thích ghi ngày không thể có: “{value}”."
IMPOSSIBLE_DATE_IN_FILE = (
    "Tệp {name} ghi ngày ban hành không thể có: “{value}”. "
    "Vui lòng gửi lại tệp và ghi ngày đúng ở phần chú thích, ví dụ: 12/3/2024."
)
UNCLEAR_AUDIENCE = "Chú thích ghi “{words}” nên phạm vi tạm đặt hẹp; vui lòng chọn lại nếu chưa đúng."
NARROW_PROPOSED = "Phạm vi tạm đặt là {audience}; vui lòng chọn lại nếu chưa đúng."
PHOTO_UNSURE = "Gửi ảnh dưới dạng tệp (không nén) thì đọc được rõ hơn."
ALREADY_THERE = "Văn bản này đã có sẵn, nội dung không đổi: {there}. Không có gì được thêm."
SOMETHING_THERE = "một văn bản phạm vi {audience}"
TRY_THESE = "Ông/bà có thể hỏi thử:"
TRY_FREELY = "Ông/bà có thể hỏi thử ngay."
NOT_FOR_YOU_TO_ASK = "Chỉ người được đọc văn bản phạm vi này mới hỏi được."
_DONE = {
    Change.ADDED: "Đã thêm văn bản.",
    Change.REPLACED: "Đã thay bản cũ bằng bản mới.",
    Change.UNCHANGED: "Văn bản này đã có sẵn, nội dung không đổi.",
}
_SAMPLE_OF = {Concern.UNSURE_LETTERS, Concern.STRANGE_LETTERS}


def draft_facts(title: str, issued: date | None, audience: Audience, number: str, issuer: str, pages: int,
                passages: int, confidence: float | None) -> list[str]:
    """Return what was understood of a document, a line each; its date is asked for where none was found."""
    size = [*([f"{pages} trang"] if pages else []), f"{passages} đoạn",
            *([f"nhận dạng chữ chắc {100 * confidence:.0f} %"] if confidence is not None else [])]
    return [
        f"Tiêu đề: {title}",
        f"Ngày ban hành: {day(issued)}" if issued else "Ngày ban hành: chưa rõ – vui lòng nhắn ngày, ví dụ: 12/3/2024",
        *([f"Số hiệu: {number}"] if number else []),
        *([f"Cơ quan ban hành: {issuer}"] if issuer else []),
        f"Phạm vi: {AUDIENCES[audience]}",
        f"Gồm: {', '.join(size)}",
    ]


def draft_warnings(notices: Iterable[Notice], audience: Audience, *, proposed: bool, sample: str, photo: bool) -> list[str]:
    """Return what to look at before a document is confirmed, a sentence each.

    `proposed`: nobody has chosen the audience yet; `sample` is the most doubtful line of the text; `photo`: Telegram made
    the picture smaller.
    """
    found = []
    for notice in worth_saying(notices, audience):
        sentence = "⚠️ " + warning(notice)
        if notice.concern in _NARROWING and proposed:
            sentence += " " + NARROW_PROPOSED.format(audience=AUDIENCES[audience].lower())
        if notice.concern in _SAMPLE_OF and sample:
            sentence += f" Chỗ đáng ngờ: “{sample}”."
        if notice.concern is Concern.UNSURE_LETTERS and photo:
            sentence += " " + PHOTO_UNSURE
        found.append(sentence)
    return found


def there(original: Listing, *, readable: bool) -> str:
    """Return a name for a document that is there; only its audience to who may not read it."""
    if not readable:
        return SOMETHING_THERE.format(audience=AUDIENCES[original.audience].lower())
    hidden = ", đang ẩn" if original.hidden else ""
    return f"“{original.title}” ({day(original.issued)}, {AUDIENCES[original.audience].lower()}{hidden})"


def alike(found: Resemblance, *, readable: bool) -> list[str]:
    """Return which document a new one may be a version of and what changed in short, a line each."""
    said = f"⚠️ Văn bản này {_ALIKE[found.alike]} {there(found.original, readable=readable)}."
    if not readable:
        return [said]
    return [said, *(f"   {line}" for line in changed(found.changed))]


def draft(facts: Sequence[str], warnings: Sequence[str], first_lines: Sequence[str]) -> str:
    """Return the card of a document that waits for a yes."""
    return "\n".join([
        "📄 Chờ xác nhận – chưa ai tra cứu được.", *facts,
        *(["", *warnings] if warnings else []),
        "", "Những dòng đầu:", *first_lines,
    ])


def taken_in(change: Change, facts: Sequence[str], *, readable: bool, questions: bool) -> str:
    """Return what an admin reads when a document was stored; `readable`: by that admin."""
    return "\n".join([
        _DONE[change], *facts, "",
        NOT_FOR_YOU_TO_ASK if not readable else TRY_THESE if questions else TRY_FREELY,
    ])


# ----------------------------------------------------------------------------------------------- documents by number

KINDS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định, Quy định", "CT": "Chỉ thị", "KL": "Kết luận", "QC": "Quy chế",
    "TT": "Thông tri, Thông tư",
    "HD": "Hướng dẫn", "TB": "Thông báo", "TC": "Thông cáo", "BC": "Báo cáo", "KH": "Kế hoạch", "CTr": "Chương trình",
    "ĐA": "Đề án", "PA": "Phương án", "TTr": "Tờ trình", "CV": "Công văn", "BB": "Biên bản", "NĐ": "Nghị định",
    "PL": "Pháp lệnh", "CĐ": "Công điện", "L": "Luật", "GM": "Giấy mời", "": "Luật, công văn, loại khác",
}  # fmt: skip
STATUSES = {Status.IN_FORCE: "còn hiệu lực", Status.AMENDED: "đã được sửa đổi, bổ sung", Status.REPLACED: "đã được thay thế",
            Status.EXPIRED: "hết hiệu lực"}
UNKNOWN_STATUS = "chưa xác định"
TIES = {   # what the document does to the other; what the other does to it
    Tie.CONTINUES: ("tiếp tục thực hiện {}", "được tiếp tục thực hiện theo {}"),
    Tie.REPLACES: ("thay thế {}", "được thay thế bằng {}"),
    Tie.AMENDS: ("sửa đổi, bổ sung {}", "được sửa đổi, bổ sung bằng {}"),
    Tie.REPEALS: ("bãi bỏ {}", "bị bãi bỏ theo {}"),
    Tie.BASED_ON: ("căn cứ {}", "là căn cứ của {}"),
    Tie.IMPLEMENTS: ("triển khai, thực hiện {}", "được triển khai bằng {}"),
    Tie.REVIEWS: ("sơ kết, tổng kết {}", "được sơ kết, tổng kết: {}"),
}
NUMBERED = "{name} số {number}"
DOCUMENT = "Văn bản"
CARD_ISSUER = "Cơ quan ban hành: {}"
CARD_ISSUED = "Ngày ban hành: {}"
CARD_SUBJECT = "Trích yếu: {}"
CARD_STATUS = "Tình trạng: {}"
CARD_RESULTS = "Kết quả thực hiện tại phường, theo các bản tin:"
CARD_RELATED = "Văn bản liên quan:"
CARD_MENTIONS = "Được nhắc ở {passages} đoạn trong {documents} văn bản."
CARD_NOTE = "✓ là thông tin cán bộ đã xác nhận; phần còn lại đọc từ tài liệu của phường."
CONFIRMED = "{} ✓"
NOT_KNOWN = "chưa rõ"
WHICH_REFERENCE = "Có nhiều văn bản ứng với “{asked}”. Ông/bà hỏi văn bản nào?"
NO_REFERENCE = "Trợ lý chưa thấy văn bản “{asked}” trong kho tài liệu."
NEAREST_REFERENCES = "Số hiệu gần nhất:"
NOT_A_REFERENCE = "Ông/bà vui lòng ghi số hiệu, ví dụ: /vanban 05-CT/TW hoặc /vanban chỉ thị 05."
ALL_REFERENCES = "Các văn bản được nhắc trong kho tài liệu. Ông/bà chọn loại:"
NO_REFERENCES = "Kho tài liệu chưa nhắc đến văn bản nào có số hiệu."
OPEN_ORIGINAL = "📄 Mở văn bản gốc"
EARLIER, LATER = "◀ Trang trước", "Trang sau ▶"
BACK_TO_KINDS = "↩ Các loại"
UNDATED_YEAR = "Chưa rõ năm"
FULL_REFERENCE = "Vui lòng ghi đủ số hiệu, ví dụ: 05-CT/TW."
REFERENCE_SET = "Đã ghi nhận thông tin về {canonical}."
REFERENCE_CLEARED = "Đã bỏ thông tin đã xác nhận về {canonical}."
NOTHING_CONFIRMED = "Chưa có thông tin nào được xác nhận về {canonical} với ngày này."

CONFIRM_BUTTON = "✎ Xác nhận thông tin"
CONFIRMING = "Xác nhận thông tin về {title}"
CONFIRM_FIELDS = {"d": "ngày ban hành", "i": "cơ quan ban hành", "s": "trích yếu"}
CONFIRM_PROMPT = "✍️ Xác nhận {field} của {canonical} ({key} {verb})\n\nVui lòng nhắn {field} vào tin này{hint}."
CONFIRM_DATE_FIRST = "Có nhiều văn bản cùng số này; vui lòng xác nhận ngày ban hành trước."
CONFIRMS_DATE_TOO = "Xác nhận một điều cũng là xác nhận ngày ban hành {day}."
CONFIRMED_BY_OTHERS = "Thông tin này do người khác xác nhận, chỉ sửa được bằng lệnh trên máy chủ."
CONFIRM_IN_WORDS = "Vui lòng ghi bằng lời, dưới {most} ký tự."
DATE_IN_NUMBERS = "Vui lòng nhắn lại ngày ban hành theo dạng 15/5/2016."
UNCONFIRM = "Bỏ thông tin đã xác nhận"
NOTED = "Đã ghi nhận."


def confirm_prompt(canonical: str, key: str, verb: str) -> str:
    """Return what asks an admin for words about a document; `key` and `verb` let the reply find its way."""
    return CONFIRM_PROMPT.format(field=CONFIRM_FIELDS[verb], canonical=canonical, key=key, verb=verb,
                                 hint=", ví dụ: 15/5/2016" if verb == "d" else "")


def kind(code: str | None) -> str:
    return KINDS.get(code or "", code or "")


def term(first: date, last: date) -> str:
    """Return the years in which a document was issued when the day is not known."""
    return f"năm {first.year}" if first.year == last.year else f"trong khoảng {first.year} – {last.year}"


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
    "picture": "Xem ảnh trang",
    "original_file": ORIGINAL_FILE,
    "original_page": ORIGINAL_PAGE,
    "copy": "Sao chép",
    "copied": "Đã sao chép",
    "label": "Câu hỏi của ông/bà",
    "placeholder": "Có thể gõ không dấu",
    "send": "Gửi",
    "keys": "Enter để gửi, Shift + Enter để xuống dòng.",
    "forget": "Hỏi chuyện mới",
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
FILE_GONE = "Dạ, không có tệp gốc này trong các tài liệu công khai."


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
    Deed.CLOSED_TOPIC: "tắt chủ đề", Deed.OPENED_TOPIC: "bật chủ đề",
    Deed.RETRACTED: "gỡ câu trả lời", Deed.CONFIRMED: "xác nhận thông tin văn bản",
    Deed.UNCONFIRMED: "bỏ thông tin đã xác nhận", Deed.REPAIRED: "sửa chỗ lệch của kho tài liệu",
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
REASON_WANTED = ("Vui lòng ghi lý do, ví dụ: /tat đang cập nhật tài liệu\n"
                 "Hoặc chỉ tắt một chủ đề: /tat chủ đề giải phóng mặt bằng | đang rà soát số liệu")
TOPIC_WANTED = ("Vui lòng ghi chủ đề bằng vài chữ, dưới 80 ký tự, rồi đến lý do nếu có, "
                "ví dụ: /tat chủ đề giải phóng mặt bằng | đang rà soát số liệu")
TOPICS_CLOSED = "Các chủ đề đang tắt:"
NO_TOPIC_CLOSED = "Không có chủ đề nào đang tắt."
TOPIC_NOT_CLOSED = "Chủ đề “{topic}” không tắt."
OPEN_TOPIC_BUTTON = "▶ Bật lại “{topic}”"
TOPIC_OPEN_NOW = "Trợ lý lại trả lời về “{topic}”."


def topic_closed_now(topic: ClosedTopic) -> str:
    """Return what an admin reads who has just closed a topic."""
    return (f"Đã tắt chủ đề. Người hỏi sẽ thấy: {topic_closed(topic)}\n"
            f"Quản trị viên vẫn hỏi được. Bật lại bằng nút bên dưới, hoặc: /bat chủ đề {topic.words}")


def closed_now(reason: str | None, topics: Sequence[ClosedTopic]) -> str:
    """Return what is switched off: everything for a reason, or these topics; and how to switch off when nothing is."""
    lines = [CLOSED_NOW.format(reason=reason)] if reason else []
    if topics:
        lines += [TOPICS_CLOSED, *(f"• {topic.words}{f' – {topic.reason}' if topic.reason else ''}" for topic in topics)]
    return "\n".join(lines or [NO_TOPIC_CLOSED, REASON_WANTED])


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


def own_data(questions: Sequence[Kept], version: int, held: Sequence[Role], waiting: Sequence[str],
             topics: Sequence[str], days: int) -> str:
    """Return all that is kept of a person, in words."""
    lines = [f"Vai trò: {', '.join(ROLES[role] for role in held)}.",
             f"Đồng ý lưu: {f'có (thông báo bản {version})' if version else 'không'}.",
             f"Câu hỏi lưu kèm mã băm của ông/bà: {len(questions)} (tự xoá sau {days} ngày)."]
    lines += [f"• {day(one.day)}: {one.text}" for one in questions]
    if waiting:
        lines += ["Đang chờ trả lời:", *(f"• {text}" for text in waiting)]
    if topics:
        lines += ["Chủ đề đang theo dõi (giữ đến khi ông/bà thôi theo dõi):", *(f"• {topic}" for topic in topics)]
    return "\n".join(lines)


def own_data_deleted(count: int) -> str:
    return (f"Đã xoá {count} câu hỏi, sự đồng ý, các yêu cầu báo tin và chủ đề theo dõi của ông/bà. "
            "Vai trò do cán bộ cấp vẫn còn; muốn bỏ, ông/bà vui lòng nhắn cán bộ quản trị.")


# ----------------------------------------------------------------------------- newest documents, verdicts, own answers

NEWEST_TITLE = "Văn bản mới nhất:"
SHARE = "↗ Chia sẻ"
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
                 "có thể gửi tệp văn bản kèm câu trả lời ở phần chú thích; tệp được đăng khi ông/bà xác nhận thẻ văn bản.")
ANSWER_IN_WORDS = "Vui lòng viết câu trả lời bằng lời (với tệp: ở phần chú thích)."
RETRACT = "Gỡ câu trả lời này"
RETRACTED = "Đã gỡ câu trả lời. Câu hỏi trở lại danh sách chưa trả lời."
FOLLOWING = "Ông/bà đang theo dõi:"
FOLLOWING_NOTHING = "Ông/bà chưa theo dõi chủ đề nào."
_FOLLOW_EXAMPLE = "Ví dụ: /theodoi hiến đất làm đường"
FOLLOW_IN_WORDS = "Vui lòng ghi chủ đề bằng vài chữ, dưới 80 ký tự. " + _FOLLOW_EXAMPLE
FOLLOWED = ("Dạ, có văn bản mới về “{topic}” Trợ lý sẽ báo. Chủ đề được giữ đến khi ông/bà thôi theo dõi; "
            "gõ /theodoi để xem hoặc thôi.")
FOLLOWED_ALREADY = "Ông/bà đang theo dõi “{topic}” rồi."
FOLLOWING_TOO_MANY = "Mỗi người theo dõi được {most} chủ đề. Vui lòng gõ /theodoi để thôi bớt."
UNFOLLOW = "✖ Thôi theo dõi “{topic}”"
UNFOLLOWED = "Đã thôi theo dõi."
DIGEST_BUTTON = "Xem và trả lời"
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


def following(topics: Sequence[str]) -> str:
    """Return what a person follows, in words."""
    return "\n".join([FOLLOWING, *(f"• {topic}" for topic in topics)] if topics else [FOLLOWING_NOTHING, _FOLLOW_EXAMPLE])


def news(topics: Sequence[str]) -> str:
    """Return what stands above new documents."""
    return f"🔔 Có văn bản mới về {', '.join(f'“{topic}”' for topic in topics)}:"


def more_news(count: int) -> str:
    return f"Và {count} văn bản khác; gõ /moinhat để xem."


def digest(about: date, total: int, answered: int, topics: Sequence[Topic], waiting: int) -> str:
    """Return what admins hear once a day: the counts of a day, and the questions that wait, of which `topics` are shown."""
    counts = f"{total} câu hỏi, trả lời được {answered}" if total else "không có câu hỏi mới"
    lines = [f"Ngày {day(about)}: {counts}."]
    if topics:
        lines += [f"Đang chờ trả lời ({waiting}), hỏi nhiều nhất trước:",
                  *(f"• {topic.text[:200]} ({topic.asked} lượt hỏi)" for topic in topics)]
    return "\n".join(lines)


def statistics(days: int, total: int, answered: int, took: float, often: Sequence[tuple[str, int]],
               topics: Sequence[Topic]) -> str:
    """Return counts of the last days; `took`: milliseconds an answer on average, `often`: what was asked how often."""
    share = f" ({100 * answered / total:.0f} %)" if total else ""
    lines = [f"{days} ngày qua: {total} câu hỏi, trả lời được {answered}{share}, trung bình {took:.0f} ms một câu."]
    if often:
        lines += ["Hỏi nhiều nhất:", *(f"• {text[:150]} ({count})" for text, count in often)]
    if topics:
        lines += ["Hỏi nhiều mà chưa trả lời được:", *(f"• {topic.text[:150]} ({topic.asked})" for topic in topics)]
    return "\n".join(lines)
