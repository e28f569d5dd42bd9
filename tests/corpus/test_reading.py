"""A file becomes a document, or one clear reason why not."""

import contextlib
import json
import os
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Audience, Document, Letterhead
from corpus.errors import CorpusError, InvalidValue, MissingDate, Unreadable, UnreadableFile
from corpus.extracting import MAX_BYTES, extract_all
from corpus.guard import Concern, Notice
from corpus.reading import NOTHING, SUFFIXES, Given, Reading, examine, read, read_jsonl, read_paths

PUBLISHED = date(2024, 3, 12)
REPORT = """Phường Đậu Liêu khen thưởng 05 tập thể và 06 cá nhân

Chiều ngày 11/3, Đảng uỷ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW.
  Tại hội nghị, BTV Đảng ủy phường khen thưởng 05 tập thể và 06 cá nhân./.
"""


def add(name: str, content: str | bytes, issued: date | None = PUBLISHED, title: str | None = None) -> Document:
    """Read a public file, in this process."""
    data = content.encode() if isinstance(content, str) else content
    return read(name, data, audience=Audience.PUBLIC, issued=issued, title=title, parse=extract_all)


def refusal(name: str, content: str | bytes) -> Unreadable:
    """Return the reason why a file is not read."""
    with pytest.raises(UnreadableFile) as refused:
        add(name, content)
    assert refused.value.name == name
    return refused.value.reason


def lines(*records: object) -> bytes:
    """Write a .jsonl file."""
    return "\n".join(json.dumps(record) for record in records).encode()


# ------------------------------------------------------------------------------------------------- what a document is


def test_a_text_file_becomes_a_document_with_its_text_untouched() -> None:
    assert add("khen thưởng.txt", REPORT) == Document(
        id="khen-thuong",
        title="Phường Đậu Liêu khen thưởng 05 tập thể và 06 cá nhân",
        issued=PUBLISHED,
        audience=Audience.PUBLIC,
        text=REPORT,
        source="khen thưởng.txt",
    )


@given(st.text(alphabet=st.one_of(
    st.sampled_from("aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựđĐ .,;:-/\n\t\u0301\u0300\u0323"),
    st.characters(min_codepoint=32, max_codepoint=126),
    st.sampled_from("…“”–•😀中"),
)))  # fmt: skip
def test_the_text_of_a_text_file_is_the_nfc_of_the_file(text: str) -> None:
    text += " A"
    assert add("a.txt", text).text == unicodedata.normalize("NFC", text)


def test_line_ends_become_line_feeds_and_the_byte_order_mark_goes() -> None:
    assert add("a.txt", b"\xef\xbb\xbfM\xe1\xbb\x99t\r\n\r\nHai\rBa\r\n").text == "Một\n\nHai\nBa\n"


def test_null_characters_are_taken_out() -> None:
    assert add("a.txt", "Khen thưởng\0 05 tập thể").text == "Khen thưởng 05 tập thể"


def test_what_is_given_goes_before_what_is_found() -> None:
    document = read(
        "2023-01-01.txt", REPORT.encode(), audience=Audience.PARTY, issued=PUBLISHED, title="  Sơ kết\n3 năm ",
        document_id="Sơ kết 2024", source="Telegram",
    )  # fmt: skip
    assert document == Document("Sơ kết 2024", "Sơ kết 3 năm", PUBLISHED, Audience.PARTY, REPORT, "Telegram")


# ----------------------------------------------------------------------------------------------------------------- id


@pytest.mark.parametrize(("name", "expected"), [
    ("Báo cáo số 12.docx.txt", "bao-cao-so-12-docx"),
    (unicodedata.normalize("NFD", "Đảng uỷ phường Đậu Liêu.txt"), "dang-uy-phuong-dau-lieu"),
    ("thư mục/KH 05-KH_ĐU (chuẩn).TXT", "kh-05-kh-du-chuan"),
])  # fmt: skip
def test_the_id_is_the_name_of_the_file_in_plain_letters(name: str, expected: str) -> None:
    assert add(name, REPORT).id == expected


def test_a_name_without_letters_gives_an_id_from_the_content() -> None:
    assert add("???.txt", "Văn nghệ chào mừng").id == add("!!.txt", "Văn nghệ chào mừng").id == "b61c3b4e35c2"


def test_long_names_that_begin_alike_keep_ids_of_their_own() -> None:
    begin = "Kế hoạch kiểm tra, giám sát công tác bầu cử đại biểu Quốc hội khóa XVI nhiệm kỳ "
    ids = [add(f"{begin}{years}.txt", REPORT).id for years in ("2021 - 2026", "2026 - 2031")]
    assert [len(found) <= 60 for found in ids] == [True, True]
    assert ids[0] != ids[1]


# --------------------------------------------------------------------------------------------------------------- date


def test_without_a_date_in_file_or_name_one_must_be_given() -> None:
    with pytest.raises(MissingDate) as missing:
        add("báo cáo.txt", REPORT, issued=None)
    assert missing.value.name == "báo cáo.txt"


def test_a_file_may_carry_its_date_in_its_name() -> None:
    assert add("dau-lieu-2024-03-12.txt", REPORT, issued=None).issued == PUBLISHED


def test_the_date_beside_the_place_goes_before_the_one_in_the_name() -> None:
    assert add("2020-01-01.txt", f"{REPORT}\nĐậu Liêu, ngày 12 tháng 3 năm 2024\n", issued=None).issued == PUBLISHED


@pytest.mark.parametrize("day", [date(1900, 1, 1), date.today() + timedelta(days=400)])
def test_a_date_on_which_nothing_can_have_been_published_is_refused(day: date) -> None:
    with pytest.raises(InvalidValue) as invalid:
        add("a.txt", REPORT, issued=day)
    assert (invalid.value.field, invalid.value.value, invalid.value.name) == ("issued", day.isoformat(), "a.txt")


@pytest.mark.parametrize("values", [{"title": " "}, {"title": "a" * 301}, {"document_id": ""}, {"document_id": "a\nb"}])
def test_an_empty_or_endless_title_or_id_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        read("a.txt", REPORT.encode(), audience=Audience.PUBLIC, issued=PUBLISHED, **values)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", "\ufeff \u200b\u00a0".encode(), b"\xff\xfe", b"... --- !\n"])
def test_a_file_without_a_word_is_empty(content: bytes) -> None:
    assert refusal("a.txt", content) is Unreadable.EMPTY


@pytest.mark.parametrize("suffix", sorted(SUFFIXES - {".jsonl", ".zip"}))
def test_a_file_of_any_format_may_be_empty(suffix: str) -> None:
    assert refusal(f"a{suffix}", b"") is Unreadable.EMPTY


@pytest.mark.parametrize("name", ["a.xls", "a.gif", "a.docm", "a.exe", "a", ".txt", "a.jsonl", "a.zip"])
def test_other_formats_are_unknown(name: str) -> None:
    assert refusal(name, REPORT) is Unreadable.UNKNOWN_FORMAT


def test_a_file_over_the_limit_is_too_large() -> None:
    assert refusal("a.txt", b"a" * (MAX_BYTES + 1)) is Unreadable.TOO_LARGE


@pytest.mark.parametrize(("name", "content"), [
    ("a.txt", b"%PDF-1.7\n1 0 obj"),
    ("a.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("a.pdf", b"<!DOCTYPE html><p>Ph\xc6\xb0\xe1\xbb\x9dng</p>"),
    ("a.docx", b"<html><body>B\xc3\xa1o c\xc3\xa1o</body></html>"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc"),
    ("a.md", b"PK\x03\x04"),
    ("a.html", b"\xff\xd8\xff\xe0 JFIF"),
    ("a.txt", b"{\\rtf1 B\\'e1o c\\'e1o}"),
    ("a.txt", b"RIFF\0\0\0\0WEBPVP8 "),
    ("a.jpg", b"%PDF-1.7\n1 0 obj"),
    ("a.doc", b"PK\x03\x04"),
])  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_refused_as_such(name: str, content: bytes) -> None:
    assert refusal(name, content) is Unreadable.WRONG_SUFFIX


def test_an_office_file_with_a_password_is_encrypted() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal("a.docx", content) is Unreadable.ENCRYPTED


@pytest.mark.parametrize("suffix", sorted(SUFFIXES - {".jsonl", ".zip"}))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400))
def test_arbitrary_bytes_become_a_document_or_a_clear_error(suffix: str, content: bytes) -> None:
    with contextlib.suppress(CorpusError):
        add(f"a{suffix}", content)


@pytest.mark.parametrize(("suffix", "start"), [
    (".docx", b"PK\x03\x04"), (".pdf", b"%PDF-1.4\n"), (".html", b"<html><p>"), (".md", b"---\ndate: "),
    (".txt", b"\xff\xfe"),
])  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=2000)
@given(content=st.binary(max_size=400))
def test_arbitrary_bytes_after_a_true_beginning_do_too(suffix: str, start: bytes, content: bytes) -> None:
    with contextlib.suppress(CorpusError):
        add(f"a{suffix}", start + content)


# --------------------------------------------------------------------------------------------------------------- .jsonl


def jsonl(data: bytes, issued: date | None = None) -> list[Document]:
    """Read a public .jsonl file."""
    return list(read_jsonl("kho.jsonl", data, audience=Audience.PUBLIC, issued=issued))


def test_each_line_is_a_document_with_its_own_id() -> None:
    data = lines(
        {"id": "BC 12/2024", "title": "Báo cáo", "issued": "2024-03-12", "audience": "party", "text": " Một\r\n\nHai "},
        {"id": 7, "text": "Thông báo nghỉ lễ", "issued": None},
    )
    assert jsonl(data) == [
        Document("BC 12/2024", "Báo cáo", PUBLISHED, Audience.PARTY, " Một\r\n\nHai ", "kho.jsonl"),
        Document("7", "Thông báo nghỉ lễ", None, Audience.PUBLIC, "Thông báo nghỉ lễ", "kho.jsonl"),
    ]


def test_a_date_given_with_the_file_is_for_lines_without_one() -> None:
    data = lines({"id": "a", "text": "Một", "issued": "2020-01-31"}, {"id": "b", "text": "Hai"})
    assert [document.issued for document in jsonl(data, issued=PUBLISHED)] == [date(2020, 1, 31), PUBLISHED]


def test_each_line_is_examined_like_a_file() -> None:
    data = lines({"id": "a", "text": "Sông Trăng, ngày 12 tháng 5 năm 2025\nLƯU HÀNH NỘI BỘ\nTin."},
                 {"id": "b", "text": "Sông Trăng, ngày 31 tháng 2 năm 2025\nTin."},
                 {"id": "c", "text": "Tin.", "audience": "party", "issued": "2024-03-12"})
    first, second, third = examine("kho.jsonl", data)

    assert isinstance(first, Reading)
    assert (first.document.id, first.document.issued, first.document.audience) == ("a", date(2025, 5, 12), Audience.STAFF)
    assert [notice.concern for notice in first.notices] == [Concern.INTERNAL]
    assert isinstance(second, InvalidValue)
    assert isinstance(third, Reading)
    assert (third.document.issued, third.document.audience) == (PUBLISHED, Audience.PARTY)
    assert [str(one) for one in examine("kho.jsonl", b"{}")] == ["kho.jsonl: broken (line 1)"]


def test_the_text_of_a_line_is_only_brought_to_nfc() -> None:
    text = unicodedata.normalize("NFD", "Đảng uỷ\u2028 phường\r ¶") + "\0\ud800"
    assert jsonl(lines({"id": "a", "text": text}))[0].text == "Đảng uỷ\u2028 phường\r ¶\ufffd"


def test_blank_lines_between_documents_do_not_matter() -> None:
    data = b"\xef\xbb\xbf\n" + lines({"id": "a", "text": "Một"}) + b"\r\n\n  \n"
    assert [document.id for document in jsonl(data)] == ["a"]


GOOD = {"id": "a", "text": "Một"}


@pytest.mark.parametrize(("bad", "reason"), [
    (b"{", Unreadable.BROKEN),
    (b"[1]", Unreadable.BROKEN),
    (b'"text"', Unreadable.BROKEN),
    (b"\xff\xfe{}", Unreadable.BROKEN),
    (b"[" * 100_000, Unreadable.BROKEN),
    (b'{"id": "b"}', Unreadable.BROKEN),
    (b'{"id": "b", "text": 5}', Unreadable.BROKEN),
    (b'{"id": "b", "text": " \\n"}', Unreadable.EMPTY),
])  # fmt: skip
def test_a_bad_line_is_named_by_its_number(bad: bytes, reason: Unreadable) -> None:
    with pytest.raises(UnreadableFile) as refused:
        jsonl(lines(GOOD) + b"\n\n" + bad)
    assert (refused.value.name, refused.value.reason, refused.value.line) == ("kho.jsonl", reason, 3)


@pytest.mark.parametrize(("field", "value"), [
    ("id", ""), ("id", None), ("id", "a\nb"), ("id", True), ("id", ["b"]), ("id", "a"), ("title", 5),
    ("audience", "everyone"), ("audience", ["public"]),
    ("issued", "2024-02-31"), ("issued", "hôm qua"), ("issued", 2024), ("issued", "1890-05-19"),
])  # fmt: skip
def test_a_wrong_value_is_named_by_its_line(field: str, value: object) -> None:
    with pytest.raises(InvalidValue) as invalid:
        jsonl(lines(GOOD, {"id": "b", "text": "Hai", field: value}))
    assert (invalid.value.field, invalid.value.name, invalid.value.line) == (field, "kho.jsonl", 2)


def test_nothing_of_a_file_with_a_bad_line_is_returned() -> None:
    with pytest.raises(UnreadableFile):
        read_jsonl("kho.jsonl", lines(GOOD) + b"\n{", audience=Audience.PUBLIC)


def test_a_file_without_lines_is_empty() -> None:
    with pytest.raises(UnreadableFile) as refused:
        jsonl(b"\n \n")
    assert refused.value.reason is Unreadable.EMPTY


@settings(max_examples=60, deadline=1000)
@given(st.one_of(st.binary(max_size=200), st.dictionaries(
    st.sampled_from(["id", "title", "issued", "audience", "text"]),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just("2024-03-12")),
).map(lines)))  # fmt: skip
def test_arbitrary_lines_become_documents_or_a_clear_error(data: bytes) -> None:
    with contextlib.suppress(CorpusError):
        jsonl(data)


# -------------------------------------------------------------------------------------------------- files and folders


def found(paths: Sequence[Path], **values: object) -> list[str]:
    """Read paths; return the id of each document, and each error in words."""
    items = read_paths(paths, audience=Audience.PUBLIC, **{"issued": PUBLISHED, **values})  # type: ignore[arg-type]
    return [item.id if isinstance(item, Document) else f"{type(item).__name__}: {item}" for item in items]


def write(path: Path, content: str | bytes = REPORT) -> Path:
    """Write a file, and the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_read_with_all_that_is_below_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b" / "báo cáo.txt")
    write(tmp_path / "a.md")
    write(tmp_path / "kho.jsonl", lines({"id": "x 1", "text": "Một"}, {"id": "x 2", "text": "Hai"}))
    write(tmp_path / "phim.mp4", b"\0\0\0\x18ftyp")
    write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git" / "c.txt")
    write(tmp_path / "~$a.docx", b"Word has a.docx open")
    assert found([tmp_path]) == ["a", "x 1", "x 2", "bao-cao"]


def test_the_source_of_a_document_is_its_path(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    [document] = read_paths([path], audience=Audience.STAFF, issued=PUBLISHED, title="Sơ kết")
    assert document == Document("a", "Sơ kết", PUBLISHED, Audience.STAFF, REPORT, str(path))


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.jsonl", b"{")
    write(tmp_path / "c.txt")
    assert found([tmp_path / "missing.txt", tmp_path, tmp_path / "a.doc"]) == [
        f"UnreadableFile: {tmp_path}/missing.txt: missing",
        f"UnreadableFile: {tmp_path}/a.txt: empty",
        f"UnreadableFile: {tmp_path}/b.jsonl: broken (line 1)",
        "c",
        f"UnreadableFile: {tmp_path}/a.doc: missing",
    ]


def test_a_date_may_be_missing_in_one_file_of_many(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b 2024-03-12.txt")
    assert found([tmp_path], issued=None) == [f"MissingDate: {tmp_path}/a.txt: no publication date", "b-2024-03-12"]


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    write(tmp_path / "films" / "a.mp4", b"\0\0\0\x18ftyp")
    (tmp_path / "nothing").mkdir()
    assert found([tmp_path / "films", tmp_path / "nothing"]) == [
        f"UnreadableFile: {tmp_path}/films: unknown format",
        f"UnreadableFile: {tmp_path}/nothing: empty",
    ]


def test_an_unknown_file_that_is_asked_for_by_name_is_an_error(tmp_path: Path) -> None:
    assert found([write(tmp_path / "a.xls")]) == [f"UnreadableFile: {tmp_path}/a.xls: unknown format"]


def test_files_of_one_name_in_several_folders_do_not_replace_each_other(tmp_path: Path) -> None:
    for name in ("2024/báo cáo.txt", "2025/báo cáo.txt", "2025/báo cáo.md", "2025/kế hoạch.txt"):
        write(tmp_path / name)
    assert found([tmp_path]) == ["2024-bao-cao", "2025-bao-cao-md", "2025-bao-cao-txt", "ke-hoach"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    assert found([tmp_path, tmp_path / "a.txt"]) == ["a"]


def test_a_link_to_nothing_is_missing_and_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert found([tmp_path]) == [
        f"UnreadableFile: {tmp_path}/a.txt: missing",
        f"UnreadableFile: {tmp_path}/b.txt: unknown format",
    ]


def test_a_name_that_no_file_can_have_is_missing() -> None:
    assert found([Path("a\0b.txt")]) == ["UnreadableFile: ab.txt: missing"]


def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES * 100)
    assert found([tmp_path / "a.txt"]) == [f"UnreadableFile: {tmp_path}/a.txt: too large"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_forbidden(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    assert found([tmp_path / "a.txt"]) == [f"UnreadableFile: {tmp_path}/a.txt: forbidden"]


# --------------------------------------------------------------------------------------------- before anything is stored


def examined(name: str, content: str, given: Given = NOTHING) -> Reading:
    """Examine one file, in this process."""
    [found] = examine(name, content.encode(), given, parse=extract_all)
    assert isinstance(found, Reading), found
    return found


def test_a_file_is_examined_without_asking_for_anything() -> None:
    text = "UBND PHƯỜNG SÔNG TRĂNG\nSố: 31/KH-UBND\n\nKẾ HOẠCH\nTổng vệ sinh năm 2026\n\n1. Mục đích\nLiên hệ 0912345678.\n"
    assert examined("kế hoạch.txt", text) == Reading(
        document=Document("ke-hoach", "Kế hoạch tổng vệ sinh năm 2026", None, Audience.PUBLIC, text, "kế hoạch.txt"),
        letterhead=Letterhead(number="31/KH-UBND", issuer="UBND PHƯỜNG SÔNG TRĂNG", kind="Kế hoạch"),
        notices=(Notice(Concern.PHONE, (6,)),),
    )
    found = examined("kế hoạch.txt", text)
    assert (found.passages, found.pages, found.confidence) == (6, 0, None)
    assert found.first_lines(2) == ["UBND PHƯỜNG SÔNG TRĂNG", "Số: 31/KH-UBND"]


@pytest.mark.parametrize(("text", "given", "audience"), [
    (REPORT, NOTHING, Audience.PUBLIC),
    (f"LƯU HÀNH NỘI BỘ\n{REPORT}", NOTHING, Audience.STAFF),
    (f"DỰ THẢO\n{REPORT}", NOTHING, Audience.STAFF),
    (f"ĐẢNG CỘNG SẢN VIỆT NAM\nDự thảo lần 2\n{REPORT}", NOTHING, Audience.PARTY),
    (f"DỰ THẢO\n{REPORT}", Given(audience=Audience.PUBLIC), Audience.PUBLIC),
])  # fmt: skip
def test_a_document_that_says_it_is_not_for_everybody_is_proposed_to_fewer(
    text: str, given: Given, audience: Audience
) -> None:
    assert examined("a.txt", text, given).document.audience is audience


def test_a_stamped_document_is_refused_as_secret() -> None:
    assert refusal("a.txt", f"TỐI MẬT\n{REPORT}") is Unreadable.SECRET
    assert refusal("a.html", f"<html><body><p>MẬT</p><p>{REPORT}</p></body></html>") is Unreadable.SECRET
    with pytest.raises(UnreadableFile) as refused:
        jsonl(lines(GOOD, {"id": "b", "text": "MẬT\nPhương án"}))
    assert (refused.value.reason, refused.value.line) == (Unreadable.SECRET, 2)


def test_the_page_of_a_place_in_a_text_is_known() -> None:
    document = Document("a", "A", None, Audience.PUBLIC, "một hai ba", pages=(0, 4, 4, 8))
    assert [document.page(at) for at in (0, 3, 4, 7, 8, 9)] == [1, 1, 3, 3, 4, 4]
    assert Document("a", "A", None, Audience.PUBLIC, "một").page(0) is None


def test_files_are_yielded_in_order_however_long_each_takes(tmp_path: Path) -> None:
    for at in range(30):
        content = f"<p>{at}</p>" * 2000 if at % 7 == 0 else f"<p>{at}</p>"
        write(tmp_path / f"{at:02}.html", f"<html><body>{content}</body></html>")
    assert found([tmp_path]) == [f"{at:02}" for at in range(30)]
