"""What an admin writes under a file."""

from datetime import date

import pytest

from bot.channels.telegram.captions import Caption, day_in, understand
from corpus.document import Audience
from corpus.errors import InvalidValue

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(("caption", "issued", "audience"), [
    ("", None, None),
    ("12/3/2024", DAY, None),
    ("2024-03-12", DAY, None),
    ("Ngày 12 tháng 03 năm 2024.", DAY, None),
    ("12.03.2024, công khai", DAY, Audience.PUBLIC),
    ("Đảng viên; 12-3-2024", DAY, Audience.PARTY),
    ("ĐẢNG VIÊN", None, Audience.PARTY),
    ("cán bộ", None, Audience.STAFF),
    ("can bo 12/3/2024", DAY, Audience.STAFF),
    ("công khai, không nội bộ", None, Audience.PUBLIC),
    ("Báo cáo của Mặt trận phường", None, None),
    ("bao cao mat tran", None, None),
    ("Từ 1/2/2024 đến 12/3/2024", None, None),      # which of them? neither
    ("Số 12/3/2024/NQ", None, None),
])
def test_a_caption_may_hold_a_date_and_an_audience(caption: str, issued: date | None, audience: Audience | None) -> None:
    assert understand(caption) == Caption(issued, audience)


@pytest.mark.parametrize(("caption", "audience", "words"), [
    ("công khai, đảng viên", Audience.PARTY, "công khai, đảng viên"),
    ("cán bộ, đảng viên", Audience.STAFF, "đảng viên, cán bộ"),
    ("lưu hành nội bộ", Audience.STAFF, "nội bộ"),
    ("MẬT", Audience.STAFF, "mật"),
    ("Dự thảo 12/3/2024", Audience.STAFF, "dự thảo"),
])
def test_a_caption_that_hints_at_a_narrow_audience_is_doubted_and_never_made_public(
        caption: str, audience: Audience, words: str) -> None:
    found = understand(caption)
    assert (found.audience, [str(doubt) for doubt in found.doubts]) == (audience, [words])


@pytest.mark.parametrize(("caption", "date_"), [
    ("31/2/2024, công khai", "31/2/2024"), ("2024-13-01 công khai", "2024-13-01"), ("0/0/2024 công khai", "0/0/2024"),
    ("12/3/1900 công khai", "1900-03-12"),
])
def test_a_date_that_cannot_be_meant_is_doubted_and_not_taken(caption: str, date_: str) -> None:
    found = understand(caption)
    [doubt] = found.doubts
    assert isinstance(doubt, InvalidValue)
    assert (found.issued, found.audience, doubt.field, doubt.value) == (None, Audience.PUBLIC, "issued", date_)


@pytest.mark.parametrize("words", ["12/3/2024", " ngày 12 tháng 3 năm 2024 ", "2024-03-12", "dạ 12.03.2024 ạ"])
def test_a_date_that_was_asked_for_may_stand_among_words(words: str) -> None:
    assert day_in(words) == DAY


@pytest.mark.parametrize("words", ["", "hôm qua", "31/2/2024", "1/2/2024 hoặc 12/3/2024", "12/3", "12/3/3024"])
def test_words_without_one_possible_date_are_refused(words: str) -> None:
    with pytest.raises(InvalidValue):
        day_in(words)
