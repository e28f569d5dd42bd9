"""What a document is called: the headline that its text begins with."""

import re
from collections.abc import Iterator

from corpus.vietnamese.sentences import split_sentences

_MAX_WORDS = 40          # of a first line that is a headline
_MAX_SUBJECT = 60        # of the line below KẾ HOẠCH
_MAX_SENTENCE = 120      # characters of a sentence that stands in for one
_MAX_TITLE = 300
_LETTERHEAD_LINES = 18
_SUBJECT_LINES = 5

KINDS = (
    "nghị quyết", "quyết định", "quy định", "quy chế", "chỉ thị", "kết luận", "thông tri", "hướng dẫn", "thông báo",
    "thông cáo", "báo cáo", "kế hoạch", "chương trình", "tờ trình", "đề án", "phương án", "dự án", "quy hoạch",
    "biên bản", "công điện", "giấy mời", "thư mời", "thư ngỏ", "lời kêu gọi", "bài phát biểu", "diễn văn", "danh sách",
    "lịch công tác", "lịch tiếp công dân", "lịch trực", "nội quy", "hương ước", "quy ước",
)  # fmt: skip
KIND = re.compile(rf"(?:{'|'.join(KINDS)})(?!\w)", re.IGNORECASE)
NATIONAL = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa|đảng cộng sản việt nam|độc lập\s*[-–]\s*tự do", re.IGNORECASE)
_NUMBER = re.compile(r"số\s*:?\s*[\d.…_ ]*\s*[-/]\s*[^\s].{0,60}", re.IGNORECASE)
_DATED = re.compile(r"(?:[^,;]{0,60},\s*)?ngày[\s\d.…/]*(?:tháng[\s\d.…]*)?(?:năm)?[\s\d.…]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\W_]+")
_ABOUT = re.compile(r"(?:v/v|về việc)\s*:?\s+\S", re.IGNORECASE)
_BODY = re.compile(r"(?:căn cứ|kính gửi|hôm nay|[IVX]+\s*[./)]|\d+[./)]|[a-z][.)]|phần\s|[-–+•*]\s)", re.IGNORECASE)
# Words that keep their capital inside a sentence: Đảng, Mặt trận, Quốc hội, Ủy ban, Bộ, Ban, Hội, Nhà nước, Nhân dân.
_NAMES = frozenset(("đảng", "mặt", "quốc", "ủy", "uỷ", "bộ", "ban", "hội", "nhà", "nhân", "chính"))

_FILE_LIKE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - |.*\.(?:docx?|odt|rtf|pdf|pptx?|xlsx?|html?|tmp)$", re.IGNORECASE)
_PLACEHOLDERS = frozenset({"word document", "untitled document", "tài liệu không tên", "new microsoft word document"})


def headline(text: str) -> str:
    """Return the title of a text: its kind and subject, its first line, or its first sentence shortened."""
    lines = list(_lines(text))
    top = _letterhead(lines)
    head, body = lines[:top], lines[top:]
    kind = next((at for at, line in enumerate(body[:3]) if _is_kind_line(line)), None)
    if kind is not None and all(line.isupper() for line in body[:kind]):
        return shorten(_kind_and_subject(body[kind:]), _MAX_TITLE)
    for start, line in enumerate(head):
        if _ABOUT.match(line):                    # an official letter has no kind, only a subject beside its number
            return shorten(_joined(line, lines[start + 1:]), _MAX_TITLE)
    return _from_first_line((body or head or [""])[0])


def is_sensible(title: str) -> bool:
    """Whether a title from a file's properties names the document, and not the program, the file or the office."""
    words = title.split()
    return (
        3 <= len(words) <= 60
        and title.lower() not in _PLACEHOLDERS
        and not _FILE_LIKE.match(title)
        and not _is_letterhead(title)
        and not (title.isupper() and not KIND.match(title))      # "ỦY BAN NHÂN DÂN": Word takes the first line
    )


def shorten(text: str, limit: int) -> str:
    """Cut a text after a word and add an ellipsis, when it is longer than the limit."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit]                            # one character for the ellipsis
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:-–(“\"") + "…"


def _lines(text: str) -> Iterator[str]:
    """Yield the first lines that hold text; cells of a table that lays out a letterhead are lines of their own."""
    count = 0
    for line in text[:20_000].split("\n"):
        for cell in re.split(r"\t| \| ", line):
            if cell := " ".join(cell.split()):
                yield cell[:1000]
                count += 1
        if count >= _LETTERHEAD_LINES + _SUBJECT_LINES + 1:
            return


def _letterhead(lines: list[str]) -> int:
    """Return how many lines the office, the motto, the number and the date take; 0 where there is none."""
    marks = [at for at, line in enumerate(lines[:_LETTERHEAD_LINES]) if _is_letterhead(line)]
    if not any(NATIONAL.search(lines[at]) or _NUMBER.fullmatch(lines[at]) for at in marks):
        return 0
    end = marks[-1] + 1
    while end < len(lines) and _SEPARATOR.fullmatch(lines[end]):
        end += 1
    return end


def _is_letterhead(line: str) -> bool:
    return bool(NATIONAL.search(line) or _NUMBER.fullmatch(line) or _DATED.fullmatch(line))


def _is_kind_line(line: str) -> bool:
    return line.isupper() and bool(KIND.match(line))


def _kind_and_subject(lines: list[str]) -> str:
    """Return "Kế hoạch kiểm tra, giám sát ..." for KẾ HOẠCH above its subject."""
    kind = lines[0]
    rest = [line for line in lines[1:] if not _SEPARATOR.fullmatch(line)]
    if not rest or not _is_subject(rest[0]):
        return kind.capitalize() if KIND.fullmatch(kind) else kind
    if rest[0].isupper() or not KIND.fullmatch(kind):
        return _joined(kind, rest)
    subject = _joined(rest[0], rest[1:])
    first, _, others = subject.partition(" ")
    if first.lower() not in _NAMES and first.istitle() and others[:1].islower():
        subject = first.lower() + " " + others
    return f"{kind.capitalize()} {subject}"


def _is_subject(line: str) -> bool:
    return len(line.split()) <= _MAX_SUBJECT and not _BODY.match(line) and not line.endswith((".", ";", ":"))


def _joined(first: str, rest: list[str]) -> str:
    """Join a headline that runs over several lines."""
    lines = [first]
    for line in rest[:_SUBJECT_LINES]:
        goes_on = line[0].islower() or lines[-1].endswith((",", "-", "–")) or (line.isupper() and lines[-1].isupper())
        if not goes_on or _BODY.match(line) or _is_letterhead(line):
            break
        lines.append(line)
    return " ".join(lines)


def _from_first_line(line: str) -> str:
    line = line.lstrip("-–+•*# ").rstrip()
    if len(line.split()) <= _MAX_WORDS and not line.endswith("."):
        return shorten(line, _MAX_TITLE)
    start, end = next(iter(split_sentences(line)), (0, len(line)))
    return shorten(line[start:end], _MAX_SENTENCE)
