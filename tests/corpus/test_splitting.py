"""A document becomes passages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Kind
from corpus.splitting import HARD, split
from fakes import report

REPORT = """\
Chiều ngày 11/3, Đảng uỷ phường tổ chức hội nghị sơ kết.
Văn nghệ chào mừng
Hội nghị khen thưởng 05 tập thể. Mọi người vỗ tay.

Ông Trần Trọng Phúc tham luận tại hội nghị"""


def test_a_line_is_a_passage_and_a_caption_is_its_own():
    assert [(p.ordinal, p.paragraph, p.start, p.end, p.kind, p.text) for p in split(REPORT)] == [
        (0, 1, 0, 56, Kind.BODY, "Chiều ngày 11/3, Đảng uỷ phường tổ chức hội nghị sơ kết."),
        (1, 2, 57, 75, Kind.CAPTION, "Văn nghệ chào mừng"),
        (2, 3, 76, 126, Kind.BODY, "Hội nghị khen thưởng 05 tập thể. Mọi người vỗ tay."),
        (3, 4, 128, 170, Kind.CAPTION, "Ông Trần Trọng Phúc tham luận tại hội nghị"),
    ]


def test_a_long_line_is_cut_at_sentence_ends():
    sentence = "Hội nghị nghe báo cáo kết quả thực hiện nhiệm vụ trong năm qua của phường. "
    passages = split(sentence * 20)
    assert [len(passage.text.split()) for passage in passages] == [112, 112, 96]
    assert all(passage.text.rstrip().endswith("phường.") for passage in passages)


def test_a_sentence_that_never_ends_is_cut_all_the_same():
    passages = split("từ, " * 1000)
    assert max(len(passage.text.split()) for passage in passages) <= HARD
    assert "".join(passage.text for passage in passages) == "từ, " * 1000


def test_a_passage_knows_the_headings_above_it():
    report = """\
I. KẾT QUẢ
1. Về kinh tế
- Thu ngân sách đạt 12 tỷ đồng.
2. Về hồ sơ, người dân nộp:
- Đơn đề nghị;
II. NHIỆM VỤ
Tiếp tục chỉnh trang đô thị trong năm tới."""
    assert [(p.kind, p.heading) for p in split(report)] == [
        (Kind.HEADING, ""),
        (Kind.HEADING, "I. KẾT QUẢ"),
        (Kind.BODY, "I. KẾT QUẢ › 1. Về kinh tế"),
        (Kind.HEADING, "I. KẾT QUẢ"),
        (Kind.BODY, "I. KẾT QUẢ › 2. Về hồ sơ, người dân nộp"),
        (Kind.HEADING, ""),
        (Kind.BODY, "II. NHIỆM VỤ"),
    ]


def test_blank_text_has_no_passages():
    assert split(" \n\n\t") == []


@given(st.text(alphabet="aÀ 1.,;:!?…\n\r\t-“”XIVđ/", max_size=400) | st.text())
def test_passages_stand_where_they_say_in_order_and_hold_every_letter(text: str):
    passages = split(text)
    assert all(passage.text == text[passage.start:passage.end] for passage in passages)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert "".join("".join(p.text for p in passages).split()) == "".join(text.split())


def test_who_gets_a_copy_is_no_passage_and_who_signed_is() -> None:
    text = "Hiến đất mở đường.\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nCHỦ TỊCH\nPhan Đình Lộc\n- Xong."
    assert [(passage.paragraph, passage.text) for passage in split(text)] == [
        (1, "Hiến đất mở đường."), (5, "CHỦ TỊCH"), (6, "Phan Đình Lộc"), (7, "- Xong.")]


def test_a_passage_knows_its_page_and_where_in_it_the_next_one_begins() -> None:
    text = "Một hai.\nBa bốn năm sáu.\nBảy."
    pages = (0, text.index("Ba"), text.index("năm"), text.index("sáu"), text.index("sáu"))
    first, over, last = split(text, pages)
    assert [(passage.page, passage.turns) for passage in (first, over, last)] == [(1, ()), (2, pages[2:]), (5, ())]
    assert [over.page_at(text.index(word)) for word in ("Ba", "bốn", "năm", "sáu")] == [2, 2, 3, 5]
    assert [over.page_at(0), over.page_at(over.end), split(text)[1].page_at(over.start)] == [2, 2, None]


@given(st.text(alphabet="aà .,\n", max_size=200), st.lists(st.integers(0, 200), max_size=6))
def test_every_place_of_a_passage_is_on_the_page_that_the_document_says(text: str, turns: list[int]):
    document = report("a", text, pages=(0, *sorted(turns)))
    for passage in split(text, document.pages):
        assert all(passage.page_at(at) == document.page(at) for at in range(passage.start, passage.end))
