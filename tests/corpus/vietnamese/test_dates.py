"""The days that reports mention, the periods that questions ask about, and how the two meet."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.dates import DateMention, Period, event_span, find_dates, find_period, infer_year

PUBLISHED = date(2024, 3, 12)
TODAY = date(2026, 11, 24)   # a Tuesday


def mentioned(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[found.start: found.end], str(found.date)) for found in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chiều ngày 11/3, Đảng uỷ", [("ngày 11/3", "2024-03-11")]),
        ("sáng 05/02/2024", [("05/02/2024", "2024-02-05")]),
        ("tối 19/8", [("19/8", "2023-08-19")]),
        ("ngày 15 tháng 5 năm 2016", [("ngày 15 tháng 5 năm 2016", "2016-05-15")]),
        ("ngày 26 tháng 3/2024", [("ngày 26 tháng 3/2024", "2024-03-26")]),
        ("ngay 11 thang 3", [("ngay 11 thang 3", "2024-03-11")]),
        ("họp 15/5/2016, 15-5-2016 và 15.5.2016",
         [("15/5/2016", "2016-05-15"), ("15-5-2016", "2016-05-15"), ("15.5.2016", "2016-05-15")]),
        ("từ ngày 10-15/3", [("10", "2024-03-10"), ("15/3", "2024-03-15")]),
        ("trong 2 ngày 14 và 15/3", [("14", "2024-03-14"), ("15/3", "2024-03-15")]),
        ("từ ngày 10 đến ngày 15/3/2024", [("10", "2024-03-10"), ("ngày 15/3/2024", "2024-03-15")]),
        ("từ 05/02 đến 08/02/2026", [("05/02", "2026-02-05"), ("08/02/2026", "2026-02-08")]),
        ("từ 28/12 đến ngày 05/01/2026", [("28/12", "2025-12-28"), ("ngày 05/01/2026", "2026-01-05")]),
        ("hôm 6-2 và sáng CN 10-3", [("6-2", "2024-02-06"), ("10-3", "2024-03-10")]),
        ("chậm nhất 17h00 ngày 05/4", [("ngày 05/4", "2024-04-05")]),
        ("dự kiến ngày 5/4 tổ chức", [("ngày 5/4", "2024-04-05")]),
        ("ngày 2/9 sẽ khánh thành", [("ngày 2/9", "2024-09-02")]),
        ("mùng 5/3", [("mùng 5/3", "2024-03-05")]),
        ("2024-03-12", [("2024-03-12", "2024-03-12")]),
        ("on 15 March 2026", [("15 March 2026", "2026-03-15")]),
        ("ngày 30/2/2024", [("ngày 30/2/2024", "None")]),
    ],
)  # fmt: skip
def test_days_are_found_as_reports_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentioned(text) == expected


@pytest.mark.parametrize(
    "text",
    ["đầu tư xây dựng 2/2 tuyến phố, 19/15 ngõ phố văn minh", "10/10 hộ, tối 2/2 tuyến phố", "ngày 10/3 âm lịch",
     "giai đoạn 2021 - 2024; 2.700m2; 2,9 tỷ; 01-KL/TW; 15/2023/NQ-HĐND", "từ 6-8 hộ", "công viên 23/9", "đạt 9/10"],
)  # fmt: skip
def test_other_numbers_are_no_days(text: str) -> None:
    assert mentioned(text) == []


def test_a_mention_tells_what_is_written_and_what_is_inferred() -> None:
    assert find_dates("Chiều ngày 11/3", PUBLISHED) == [DateMention(6, 15, 11, 3, None, date(2024, 3, 11), True)]
    assert find_dates("Chiều ngày 11/3/2023", PUBLISHED) == [DateMention(6, 20, 11, 3, 2023, date(2023, 3, 11), False)]
    assert find_dates("Chiều ngày 11/3") == [DateMention(6, 15, 11, 3, None, None, False)]


def test_a_report_on_years_of_work_tells_its_own_year() -> None:
    text = "Chiều ngày 11/3, hội nghị sơ kết 3 năm thực hiện Kết luận 01 (giai đoạn 2021 - 2024)."
    assert mentioned(text, None) == [("ngày 11/3", "2024-03-11")]


@pytest.mark.parametrize(
    ("day", "month", "published", "future", "meant"),
    [
        (11, 3, date(2024, 3, 12), False, date(2024, 3, 11)),
        (28, 12, date(2025, 1, 5), False, date(2024, 12, 28)),
        (5, 1, date(2024, 12, 28), True, date(2025, 1, 5)),
        (29, 2, date(2025, 6, 1), False, date(2024, 2, 29)),
        (14, 3, date(2024, 3, 12), False, date(2024, 3, 14)),
        (30, 2, date(2024, 3, 12), False, None),
    ],
)
def test_a_missing_year_follows_from_the_day_of_publication(
    day: int, month: int, published: date, future: bool, meant: date | None
) -> None:
    assert infer_year(day, month, published, future) == meant


def span(question: str, today: date = TODAY) -> tuple[str, str, str] | None:
    period = find_period(question, today)
    return period and (str(period.start), str(period.end), period.phrase)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("hôm nay", "2026-11-24", "2026-11-24"), ("bữa ni", "2026-11-24", "2026-11-24"),
        ("hôm qua", "2026-11-23", "2026-11-23"), ("bựa qua", "2026-11-23", "2026-11-23"),
        ("hôm kia", "2026-11-22", "2026-11-22"), ("tuần này", "2026-11-23", "2026-11-29"),
        ("tuần qua", "2026-11-16", "2026-11-22"), ("tuan truoc", "2026-11-16", "2026-11-22"),
        ("tháng này", "2026-11-01", "2026-11-24"), ("tháng trước", "2026-10-01", "2026-10-31"),
        ("tháng 3", "2026-03-01", "2026-03-31"), ("tháng 12", "2025-12-01", "2025-12-31"),
        ("tháng 3/2024", "2024-03-01", "2024-03-31"), ("tháng 3 năm ngoái", "2025-03-01", "2025-03-31"),
        ("tháng 3 đến tháng 5/2024", "2024-03-01", "2024-05-31"),
        ("quý I/2024", "2024-01-01", "2024-03-31"), ("quy 4", "2026-10-01", "2026-12-31"),
        ("quý này", "2026-10-01", "2026-12-31"), ("quý 2 năm ngoái", "2025-04-01", "2025-06-30"),
        ("6 tháng đầu năm", "2026-01-01", "2026-06-30"), ("6 thang dau nam 2024", "2024-01-01", "2024-06-30"),
        ("sáu tháng cuối năm ngoái", "2025-07-01", "2025-12-31"), ("cuối năm 2023", "2023-10-01", "2023-12-31"),
        ("năm nay", "2026-01-01", "2026-11-24"), ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("nam truoc", "2025-01-01", "2025-12-31"), ("năm kia", "2024-01-01", "2024-12-31"),
        ("năm 2024", "2024-01-01", "2024-12-31"), ("2024", "2024-01-01", "2024-12-31"),
        ("2021-2024", "2021-01-01", "2024-12-31"), ("2021 đến năm 2023", "2021-01-01", "2023-12-31"),
        ("nhiệm kỳ này", "2025-01-01", "2030-12-31"), ("nhiệm kỳ trước", "2020-01-01", "2025-12-31"),
        ("3 năm qua", "2023-11-24", "2026-11-24"), ("năm năm qua", "2021-11-24", "2026-11-24"),
        ("10 ngày qua", "2026-11-14", "2026-11-24"),
        ("gần đây", "2026-08-26", "2026-11-24"), ("vừa qua", "2026-08-26", "2026-11-24"),
        ("mấy bữa ni", "2026-08-26", "2026-11-24"), ("dạo ni", "2026-08-26", "2026-11-24"),
        ("Tết Giáp Thìn", "2024-01-20", "2024-03-02"), ("tet 2024", "2024-01-20", "2024-03-02"),
        ("Tết", "2026-01-27", "2026-03-10"), ("Tết năm ngoái", "2025-01-08", "2025-02-19"),
        ("ngày 11/3", "2026-03-11", "2026-03-11"), ("15/5/2016", "2016-05-15", "2016-05-15"),
        ("từ ngày 05/02 tới 08/02/2026", "2026-02-05", "2026-02-08"),
        ("từ năm 2021", "2021-01-01", "2026-11-24"), ("trước năm 2020", "0001-01-01", "2019-12-31"),
        ("sau ngày 1/7/2025", "2025-07-02", "2026-11-24"),
    ],
)  # fmt: skip
def test_a_question_asks_about_a_period(phrase: str, start: str, end: str) -> None:
    found = span(f"phường có gì {phrase}?") if not phrase.isascii() else span(f"phuong co gi {phrase}?")
    assert found is not None
    assert found[:2] == (start, end)
    assert found[2] in phrase


@pytest.mark.parametrize(
    "question",
    ["ai là bí thư?", "nhiệm kỳ 2020 -2015 có gì", "Việt Nam trước đây", "nhà nằm trước chợ", "Chỉ thị 05-CT/TW nói gì",
     "Chỉ thị 05-CT/TW ngày 15/5/2016 nói gì", "Nghị định 30/2020/NĐ-CP", "2000 hộ có nước", "công viên 23/9 ở đâu",
     "Tết Trung thu", "thăng này"],
)  # fmt: skip
def test_other_questions_ask_about_no_period(question: str) -> None:
    assert find_period(question, TODAY) is None


def test_the_newest_is_asked_for_without_a_window() -> None:
    assert find_period("tin mới nhất?", TODAY) == Period(date.min, TODAY, "mới nhất", newest=True)
    assert find_period("lần gần đây nhất", TODAY) == Period(date.min, TODAY, "gần đây nhất", newest=True)


def test_a_year_left_out_is_marked_as_inferred() -> None:
    assert find_period("tháng 3", TODAY) == Period(date(2026, 3, 1), date(2026, 3, 31), "tháng 3", inferred=True)
    assert find_period("ngày 11/3", TODAY) == Period(date(2026, 3, 11), date(2026, 3, 11), "ngày 11/3", inferred=True)
    assert find_period("tháng 3/2024", TODAY) == Period(date(2024, 3, 1), date(2024, 3, 31), "tháng 3/2024")


def test_a_term_of_office_is_marked_and_depends_on_the_body() -> None:
    party = Period(date(2025, 1, 1), date(2030, 12, 31), "nhiệm kỳ này", term=True)
    council = Period(date(2026, 1, 1), date(2031, 12, 31), "nhiệm kỳ này", term=True)
    named = Period(date(2020, 1, 1), date(2025, 12, 31), "2020 - 2025", term=True)
    assert find_period("Đảng ủy nhiệm kỳ này", TODAY) == party
    assert find_period("HĐND nhiệm kỳ này", TODAY) == council
    assert find_period("nhiệm kỳ 2020 - 2025", TODAY) == named


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Chiều ngày 11/3, Đảng uỷ sơ kết 3 năm (giai đoạn 2021 - 2024).", (date(2024, 3, 11), date(2024, 3, 11))),
        ("Từ năm 2021-2023 đã hoàn thành 45 công trình trị giá 58 tỷ đồng", (date(2021, 1, 1), date(2023, 12, 31))),
        ("khen thưởng trong tháng 1 và quý IV/2023", (date(2023, 10, 1), date(2024, 1, 31))),
        ("từ 05/02 đến 08/02/2024 tổ chức hội nghị", (date(2024, 2, 5), date(2024, 2, 8))),
        ("Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị", None),
        ("Đảng bộ nhiệm kỳ 2020 - 2025", None),
        ("Văn nghệ chào mừng", None),
    ],
)  # fmt: skip
def test_a_passage_tells_of_days_or_else_of_longer_times(passage: str, expected: tuple[date, date] | None) -> None:
    assert event_span(passage, PUBLISHED) == expected


def test_without_a_day_of_publication_only_written_years_count() -> None:
    assert event_span("trong tháng 3", None) is None
    assert event_span("trong tháng 3/2024", None) == (date(2024, 3, 1), date(2024, 3, 31))


def test_positions_count_in_decomposed_text_too() -> None:
    text = unicodedata.normalize("NFD", "Chiều ngày 11/3, Đảng ủy")
    assert [unicodedata.normalize("NFC", found[0]) for found in mentioned(text)] == ["ngày 11/3"]


PIECES = st.lists(
    st.sampled_from(
        ["ngày ", "11", "3", "/", "2024", "-", " ", "tháng ", "năm ", "đến ", "30", "2", ", ", "quý ", "IV", "nay",
         "qua", "trước ", "sau ", "Tết ", "Giáp Thìn", "nhiệm kỳ ", "9999", "1900", "sáu ", "đầu ", "hộ", "05-CT/TW",
         "mới nhất", "\u0301", "thang ", "nam ", "tuần ", "tới", "kia", "29/2", "February ", "vài "]
    ),
    max_size=12,
).map("".join)  # fmt: skip
ANY_TEXT = st.one_of(st.text(), PIECES)


@given(ANY_TEXT, st.none() | st.dates())
def test_mentions_stand_in_order_in_the_text(text: str, published: date | None) -> None:
    end = 0
    for found in find_dates(text, published):
        assert end <= found.start < found.end <= len(text)
        assert found.inferred == (found.year is None and found.date is not None)
        if found.date:
            assert (found.date.day, found.date.month) == (found.day, found.month)
        end = found.end


@given(ANY_TEXT, st.dates())
def test_a_period_begins_before_it_ends_and_quotes_the_question(text: str, today: date) -> None:
    period = find_period(text, today)
    if period:
        assert period.start <= period.end
        assert period.phrase
        assert period.phrase in text


@given(ANY_TEXT, st.none() | st.dates())
def test_an_event_begins_before_it_ends(text: str, published: date | None) -> None:
    found = event_span(text, published)
    assert found is None or found[0] <= found[1]


@given(st.integers(1, 31), st.integers(1, 12), st.dates(), st.booleans())
def test_an_inferred_day_is_the_day_asked_for(day: int, month: int, published: date, future: bool) -> None:
    found = infer_year(day, month, published, future)
    if found:
        assert (found.day, found.month) == (day, month)
        assert (found >= published) if future else (found - published).days <= 3
