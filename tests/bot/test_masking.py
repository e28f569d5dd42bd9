"""Personal numbers do not survive in a question; everything else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import MASK, mask


@pytest.mark.parametrize(("asked", "kept"), [
    ("CCCD của tôi là 040099012345", "CCCD của tôi là •••"),
    ("gọi 0912345678 nhé", "gọi ••• nhé"),
    ("gọi 0912 345 678, hay +84 91 234 5678?", "gọi •••, hay •••?"),
    ("số 0238.3855.555", "số •••"),
    ("(024) 3825-3536", "•••"),
    ("STK 12345678 ngân hàng", "STK ••• ngân hàng"),
    ("số tài khoản là 1903 6688 999", "số tài khoản là •••"),
    ("CMND số: 186123456", "CMND số: •••"),
    ("cccd 040 099 012 345", "cccd •••"),
    ("thư ba.sau@example.com", "thư •••"),
])
def test_personal_numbers_are_masked(asked: str, kept: str) -> None:
    assert mask(asked) == kept


@pytest.mark.parametrize("asked", [
    "Phường thu 1.200.000.000 đồng năm 2025?", "giai đoạn 2020-2025", "ngày 15/6/2025 có gì", "Nghị quyết 05-NQ/TW",
    "58 tỷ đồng, 2.750 m²", "tổ 3, khu phố 12", "Quyết định 1234/QĐ-UBND ngày 01/02/2024",
])
def test_sums_dates_and_document_numbers_stay(asked: str) -> None:
    assert mask(asked) == asked


@given(st.text(), st.from_regex(r"0[3-9][0-9]{8}", fullmatch=True), st.text())
def test_a_telephone_number_never_survives(before: str, number: str, after: str) -> None:
    assert number not in mask(f"{before} {number} {after}")


def test_the_mask_itself_is_no_number() -> None:
    assert mask(MASK) == MASK
