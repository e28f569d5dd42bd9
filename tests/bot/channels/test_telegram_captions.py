"""What an admin writes under a file."""

from datetime import date

import pytest

from bot.channels.telegram.captions import Caption, UnclearAudience, understand
from corpus.document import Audience
from corpus.errors import InvalidValue

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(("caption", "issued", "audience"), [
    ("", None, Audience.PUBLIC),
    ("12/3/2024", DAY, Audience.PUBLIC),
    ("2024-03-12", DAY, Audience.PUBLIC),
    ("Ngày 12 tháng 03 năm 2024.", DAY, Audience.PUBLIC),
    ("12.03.2024, công khai", DAY, Audience.PUBLIC),
    ("Đảng viên; 12-3-2024", DAY, Audience.PARTY),
    ("ĐẢNG VIÊN", None, Audience.PARTY),
    ("cán bộ", None, Audience.STAFF),
    ("can bo 12/3/2024", DAY, Audience.STAFF),
    ("công khai, không nội bộ", None, Audience.PUBLIC),
    ("Báo cáo của Mặt trận phường", None, Audience.PUBLIC),
    ("bao cao mat tran", None, Audience.PUBLIC),
    ("Từ 1/2/2024 đến 12/3/2024", None, Audience.PUBLIC),      # which of them? neither
    ("Số 12/3/2024/NQ", None, Audience.PUBLIC),
])
def test_a_caption_may_hold_a_date_and_an_audience(caption: str, issued: date | None, audience: Audience) -> None:
    assert understand(caption) == Caption(issued, audience)


@pytest.mark.parametrize("caption", ["công khai, đảng viên", "lưu hành nội bộ", "MẬT", "Dự thảo 12/3/2024"])
def test_a_caption_that_hints_at_a_narrow_audience_is_asked_about_not_made_public(caption: str) -> None:
    with pytest.raises(UnclearAudience):
        understand(caption)


@pytest.mark.parametrize("caption", ["31/2/2024", "2024-13-01", "0/0/2024"])
def test_a_date_that_no_calendar_has_is_refused(caption: str) -> None:
    with pytest.raises(InvalidValue) as problem:
        understand(caption)
    assert (problem.value.field, problem.value.value) == ("issued", caption)
