"""What a text says of the documents that it names by number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.mentions import find_mentions, tails
from corpus.relations import Tie, find_relations
from corpus.vietnamese.references import find_references

XII, XIII = (date(2016, 1, 28), date(2021, 2, 1)), (date(2021, 2, 1), date(2026, 1, 23))
SEED = ("Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị "
        "(khóa XII) “về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”.")


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    references = find_references(text)
    return [(reference.canonical, tail.body and text[slice(*tail.body)], tail.subject and text[slice(*tail.subject)])
            for reference, tail in zip(references, tails(text, references), strict=True)]


def test_the_body_and_the_subject_are_read_as_they_stand():
    about = "về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    assert said(SEED) == [
        ("01-KL/TW", "Bộ Chính trị",
         f"về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII) “{about}”"),
        ("05-CT/TW", "Bộ Chính trị", about)]


@pytest.mark.parametrize(("text", "subject"), [
    ("Gắn với Nghị quyết số 05-NQ/ĐU ngày 12/3/2021 của Đảng uỷ phường về chỉnh trang đô thị giai đoạn 2021 - 2025, bộ mặt "
     "phường có nhiều đổi thay.", "về chỉnh trang đô thị giai đoạn 2021 - 2025"),
    ("Kết luận số 07-KL/ĐU của Ban Thường vụ Đảng uỷ về kiểm tra việc kiểm điểm, đánh giá chất lượng đảng viên",
     "về kiểm tra việc kiểm điểm, đánh giá chất lượng đảng viên"),
    ("Nghị quyết số 18/NQ-HĐND ngày 27/8/2026 của HĐND phường về việc sắp xếp, đổi tên các tổ dân phố; theo đó còn 12 tổ",
     "về việc sắp xếp, đổi tên các tổ dân phố"),
    ("Chiến dịch theo Kế hoạch số 19/KH-UBND ngày 28/02/2025 của UBND phường Bến Đá. Điểm tiêm đặt tại trạm", None),
])
def test_a_subject_ends_where_the_next_clause_begins(text: str, subject: str | None):
    assert [about for _, _, about in said(text)] == [subject]


@pytest.mark.parametrize(("text", "days"), [
    ("Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị", (date(2016, 5, 15), date(2016, 5, 15))),
    ("Chỉ thị 05-CT/TW của Bộ Chính trị ngày 15 tháng 5 năm 2016", (date(2016, 5, 15), date(2016, 5, 15))),
    ("Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII)", XII),
    ("Kết luận 01-KL/TW, của Bộ Chính trị khoá XIII", XIII),
    ("Nghị quyết số 05-NQ/ĐU của Đảng uỷ phường nhiệm kỳ 2020 - 2025", (date(2020, 1, 1), date(2025, 12, 31))),
    ("Nghị quyết 05-NQ/ĐU của Đảng bộ phường khoá I", None),
    ("Nghị định 30/2020/NĐ-CP", (date(2020, 1, 1), date(2020, 12, 31))),
    ("Thực hiện Chỉ thị 05-CT/TW, phường tổ chức hội nghị ngày 12/3/2024", None),
    ("Chỉ thị 05-CT/TW ngày 31/2/2016", None),
])
def test_the_time_is_taken_only_from_what_belongs_to_the_number(text: str, days: tuple[date, date] | None):
    [mention] = find_mentions([(1, text)], date(2026, 1, 1))
    assert mention.days == days


def test_a_short_number_means_the_one_that_the_document_names_in_full():
    lines = ["Sơ kết Kết luận số 01-KL/TW.", "Việc thực hiện Kết luận số 01 được triển khai đồng bộ.", "Theo Chỉ thị số 09."]
    found = find_mentions(list(enumerate(lines, 1)), None)
    assert [mention.reference.canonical for mention in found] == ["01-KL/TW", "01-KL/TW", "CT 09"]
    assert lines[1][found[1].reference.start:found[1].reference.end] == "Kết luận số 01"


def test_the_number_in_the_head_is_the_documents_own_with_the_date_of_the_head():
    lines = ["UỶ BAN NHÂN DÂN", "Số: 31/KH-UBND", "Sông Trăng, ngày 27 tháng 02 năm 2026",
             "Thực hiện Nghị quyết số 03-NQ/ĐU"]
    day = date(2026, 2, 27)
    found = find_mentions(list(enumerate(lines, 1)), date(2026, 3, 5))
    assert [(mention.reference.canonical, mention.own, mention.days) for mention in found] == [
        ("31/KH-UBND", True, (day, day)), ("03-NQ/ĐU", False, None)]


PIECES = ["Chỉ thị số 05-CT/TW", "ngày 15/5/2016", "của Bộ Chính trị", "khóa XII", "về", "“", "”", ",", ".", "đã",
          "nhiệm kỳ 2020 - 2015", "31/KH-UBND", "\n", "(", "của", "Số:"]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_stands_there_stretches_lie_in_the_text(pieces: list[str]):
    text = " ".join(pieces)
    references = find_references(text)
    for reference, tail in zip(references, tails(text, references), strict=True):
        for span in filter(None, (tail.body, tail.subject)):
            assert reference.end <= span[0] <= span[1] <= len(text)
    find_relations(text)


def related(text: str) -> list[tuple[str | None, Tie, str]]:
    return [(one.by and one.by.canonical, one.tie, one.to.canonical) for one in find_relations(text)]


@pytest.mark.parametrize(("text", "relations"), [
    ("Kết luận 01-KL/TW của Bộ Chính trị, về tiếp tục thực hiện Chỉ thị số 05-CT/TW.",
     [("01-KL/TW", Tie.CONTINUES, "05-CT/TW")]),
    ("Quyết định 12-QĐ/TW thay thế Quyết định số 9-QĐ/TW.", [("12-QĐ/TW", Tie.REPLACES, "09-QĐ/TW")]),
    ("Quyết định 9-QĐ/TW được thay thế bằng Quyết định số 12-QĐ/TW.", [("12-QĐ/TW", Tie.REPLACES, "09-QĐ/TW")]),
    ("Nghị định 78/2025/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định 30/2020/NĐ-CP",
     [("78/2025/NĐ-CP", Tie.AMENDS, "30/2020/NĐ-CP")]),
    ("Căn cứ Nghị quyết số 03-NQ/ĐU;", [(None, Tie.BASED_ON, "03-NQ/ĐU")]),
    ("Thực hiện Kết luận 01-KL/TW, Đảng ủy phường đã ban hành Kế hoạch số 12-KH/ĐU.",
     [(None, Tie.IMPLEMENTS, "01-KL/TW"), ("12-KH/ĐU", Tie.IMPLEMENTS, "01-KL/TW")]),
    ("tổng kết 10 năm thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị khoá XII và 5 năm thực hiện Kết luận số 01-KL/TW",
     [(None, Tie.REVIEWS, "05-CT/TW"), (None, Tie.REVIEWS, "01-KL/TW")]),
    ("Phường học tập Chỉ thị 05-CT/TW và Kết luận 01-KL/TW.", []),
    (SEED, [(None, Tie.IMPLEMENTS, "01-KL/TW"), ("01-KL/TW", Tie.CONTINUES, "05-CT/TW")]),
])
def test_relations_have_a_direction(text: str, relations: list[tuple[str | None, Tie, str]]):
    assert related(text) == relations
