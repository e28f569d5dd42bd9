"""Bytes of any decade become Vietnamese text."""

import pytest

from corpus.errors import Unreadable, UnreadableFile
from corpus.formats.plain import decode, extract

TEXT = "Đảng ủy phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW"
TCVN3 = "§¶ng ñy ph\u00adêng §Ëu Liªu tæ chøc héi nghÞ s¬ kÕt 3 n¨m thùc hiÖn KÕt luËn sè 01-KL/TW"
VNI = "Ñaûng uûy phöôøng Ñaäu Lieâu toå chöùc hoäi nghò sô keát 3 naêm thöïc hieän Keát luaän soá 01-KL/TW"

# Windows-1258 writes the letter first and its tone after it.
CP1258 = "Đa\u0309ng u\u0309y phươ\u0300ng Đâ\u0323u Liêu tô\u0309 chư\u0301c hô\u0323i nghi\u0323 sơ kê\u0301t"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_form_that_has_a_mark(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert extract("a.txt", mark + TEXT.encode(encoding)).text == TEXT


def test_windows_1258_is_read() -> None:
    assert extract("a.txt", CP1258.encode("cp1258")).text == "Đảng ủy phường Đậu Liêu tổ chức hội nghị sơ kết"


@pytest.mark.parametrize("old", [TCVN3, VNI])
def test_bytes_of_tcvn3_and_vni_are_read(old: str) -> None:
    assert extract("a.txt", old.encode("latin-1")).text == TEXT


@pytest.mark.parametrize("old", [TCVN3, VNI])
def test_tcvn3_and_vni_that_someone_saved_as_unicode_are_read(old: str) -> None:
    assert extract("a.txt", old.encode()).text == TEXT


def test_a_file_that_was_cut_off_in_a_letter_keeps_the_rest() -> None:
    assert decode("a.txt", (TEXT * 3 + "ủ").encode()[:-1]) == TEXT * 3 + "\ufffd"


@pytest.mark.parametrize("data", [
    bytes(range(256)) * 4,
    b"\x7fELF\x02\x01\x01" + bytes(64),
    "văn bản".encode("utf-16-le") * 4,             # without its mark
    b"\xff\xfe\x00\xd8",                           # half a character of UTF-16
    "报告 内容 与会 议结 果如 下所示".encode("gb18030"),
])  # fmt: skip
def test_what_is_no_text_is_broken(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode("a.txt", data)
    assert refused.value.reason is Unreadable.BROKEN
