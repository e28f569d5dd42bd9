"""Where sentences end in ward reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.sentences import is_caption, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PGS.TS. Nguyễn Văn A phát biểu. Hội nghị kết thúc.",
         ["PGS.TS. Nguyễn Văn A phát biểu. ", "Hội nghị kết thúc."]),
        ("Tại TP. Hà Tĩnh, Đ/c. Bí thư dự.", ["Tại TP. Hà Tĩnh, Đ/c. Bí thư dự."]),
        ("phong trào toàn dân bảo vệ ANTQ...Đặc biệt, phong trào thi đua",
         ["phong trào toàn dân bảo vệ ANTQ...", "Đặc biệt, phong trào thi đua"]),
        ("01. Về kinh tế. 02. Về văn hoá.", ["01. Về kinh tế. ", "02. Về văn hoá."]),
        ("hiến trên 2.700m2 đất, tài sản 2,9 tỷ đồng.", ["hiến trên 2.700m2 đất, tài sản 2,9 tỷ đồng."]),
        ("giai đoạn 2021 - 2024./.", ["giai đoạn 2021 - 2024./."]),
        ("Kết luận 01-KL/TW. Chỉ thị 05-CT/TW.", ["Kết luận 01-KL/TW. ", "Chỉ thị 05-CT/TW."]),
        ("Ông Trần V. Phúc dự họp.", ["Ông Trần V. Phúc dự họp."]),
        ("Mục 1.2. Nhiệm vụ chung. Phấn đấu đạt 95%.", ["Mục 1.2. Nhiệm vụ chung. ", "Phấn đấu đạt 95%."]),
        ("TP.HCM và Tp. Vinh, v.v. Các đơn vị dự.", ["TP.HCM và Tp. Vinh, v.v. Các đơn vị dự."]),
        ("Đồng chí nói: “Cần cố gắng.” Hội nghị vỗ tay.", ["Đồng chí nói: “Cần cố gắng.” ", "Hội nghị vỗ tay."]),
    ],
)  # fmt: skip
def test_a_report_is_split_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_are_never_joined() -> None:
    assert sentences("  Văn nghệ chào mừng\nThực hiện\r\n\n Kết luận") == [
        "Văn nghệ chào mừng\n", "Thực hiện\r\n\n ", "Kết luận",
    ]  # fmt: skip


def test_a_number_ends_a_sentence_after_a_plain_word_and_opens_a_paragraph_elsewhere() -> None:
    assert sentences("Bộ Chính trị khóa XIII. Đảng ủy họp tại tổ dân phố 7. II. Nhiệm vụ: a. Kinh tế.") == [
        "Bộ Chính trị khóa XIII. ", "Đảng ủy họp tại tổ dân phố 7. ", "II. Nhiệm vụ: a. Kinh tế.",
    ]  # fmt: skip


def test_a_polite_particle_is_no_initial() -> None:
    assert sentences("Cho em hỏi ạ. Bí thư là ai?") == ["Cho em hỏi ạ. ", "Bí thư là ai?"]


def test_ellipses_questions_and_exclamations_end_sentences() -> None:
    assert sentences("Vì sao? Chưa rõ… Hãy chờ! Xong./. Hết") == [
        "Vì sao? ", "Chưa rõ… ", "Hãy chờ! ", "Xong./. ", "Hết",
    ]  # fmt: skip


def test_a_small_letter_goes_on_with_the_sentence() -> None:
    assert sentences("các đồng chí v.v... đã dự. còn lại vắng.") == ["các đồng chí v.v... đã dự. còn lại vắng."]


def test_text_without_letters_has_no_sentences() -> None:
    assert split_sentences("") == split_sentences(" \n \t") == []


@pytest.mark.parametrize(
    "line",
    ["Văn nghệ chào mừng", "Ông Trần Trọng Phúc, Đảng viên Chi bộ TDP 7 tham luận về vai trò của đảng viên",
     "Đồng chí Bí thư trao thưởng “Về đẩy mạnh học tập”"],
)  # fmt: skip
def test_a_short_line_without_a_closing_mark_is_a_caption(line: str) -> None:
    assert is_caption(line)
    assert is_caption(f"  {line}\n")


@pytest.mark.parametrize(
    "line",
    ["", "  ", "Đời sống được nâng lên.", "giai đoạn 2021 - 2024./.", "Gồm các nội dung sau:", "- Về kinh tế",
     "1. Về kinh tế", "2) Về văn hoá", "\uf0b7 Về xã hội", "Tôi nói: “Cố gắng.”", "Rồi sao?", "từ " * 61],
)  # fmt: skip
def test_sentences_bullets_and_long_lines_are_no_captions(line: str) -> None:
    assert not is_caption(line)


TEXTS = st.one_of(st.text(), st.text(alphabet="aB1Đ.!?…/”“ \n\rXI-", max_size=60))


@given(TEXTS)
def test_the_sentences_hold_everything_but_space_and_do_not_overlap(text: str) -> None:
    found = split_sentences(text)
    assert "".join(text[start:end] for start, end in found) == text.lstrip()
    assert all(text[start:end].strip() for start, end in found)


@given(TEXTS)
def test_a_sentence_lies_in_one_line(text: str) -> None:
    for sentence in sentences(text):
        assert not {"\n", "\r"} & set(sentence.strip())


@given(TEXTS)
def test_captions_do_not_depend_on_space_around_them(text: str) -> None:
    assert is_caption(text) == is_caption(f" {text}\n")
