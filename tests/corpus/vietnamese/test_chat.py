"""Chat spelling and dialect become standard Vietnamese."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese import chat
from corpus.vietnamese.chat import normalize_chat, variants
from corpus.vietnamese.chat_rules import RULES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ko bt ai là bí thư z", "không biết ai là bí thư vậy"),
        ("k bik bn tập thể đc khen", "không biết bao nhiêu tập thể được khen"),
        ("p đậu liêu khen thưởng mấy tt, mấy cn v", "phường đậu liêu khen thưởng mấy tập thể, mấy cá nhân vậy"),
        ("phải lm j", "phải làm gì"), ("hnay mn họp ntn", "hôm nay mọi người họp như thế nào"),
        ("t7 cn có làm k", "thứ Bảy Chủ nhật có làm không"), ("mấy h họp", "mấy giờ họp"),
        ("nộp hs ở đâu", "nộp hồ sơ ở đâu"),
        ("ng văn chiêm, 2 ng", "Nguyễn văn chiêm, 2 người"), ("đk tạm trú", "đăng ký tạm trú"),
        ("đc: TDP 7", "địa chỉ: TDP 7"), ("đc Phúc", "đồng chí Phúc"), ("cho e hỏi", "cho em hỏi"),
        ("K biết", "Không biết"), ("hiến đất 500 k", "hiến đất 500 nghìn"),
        ("sđt ca phường", "số điện thoại công an phường"),
        ("P.7, Q. Thanh Khê, p2 q8", "Phường 7, quận Thanh Khê, phường 2 quận 8"),
    ],
)  # fmt: skip
def test_chat_words_are_written_out(typed: str, meant: str) -> None:
    assert normalize_chat(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phường họp ở mô", "phường họp ở đâu"), ("khi mô khen thưởng", "khi nào khen thưởng"),
        ("phường mô được khen", "phường nào được khen"), ("răng rứa hè", "sao vậy"), ("tên chi rứa?", "tên gì vậy?"),
        ("bữa ni có chi mới", "hôm nay có gì mới"), ("năm ni nỏ họp", "năm nay không họp"),
        ("cái ni mần răng", "cái này làm sao"), ("bên tê hấn ở mô", "bên kia hắn ở đâu"),
    ],
)  # fmt: skip
def test_dialect_words_are_translated(typed: str, meant: str) -> None:
    assert normalize_chat(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "quy mô, mô hình, vi mô, mô tả", "bác sĩ răng hàm mặt", "chi bộ chi trả chi phí", "thu chi ngân sách",
        "hem 62 ly chinh thang", "Vĩnh Lộc B tổ a khu c", "xoong coong XIII III", "nghỉ hè đi hè phố", "05-CT/TW",
        "https://k.vn/k", "bí thư phường Nam Hồng Lĩnh là ai?", "Who is the secretary of a ward? v k", "KH 05, 61/KH-UBND",
        "hong linh co gi", "ddaaju lieeu", "Anh hùng lao động", "CT HĐND", "Chào mừng 50 năm",
    ],
)  # fmt: skip
def test_what_is_no_chat_stays_as_it_is(text: str) -> None:
    assert variants(text) == [text]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đâuuuu rồiiii", "đâu rồi"), ("ở đâuu", "ở đâu"), ("ai được khen ạ 😊 :))", "ai được khen"),
        ("Dạ chào ad, em muốn hỏi giờ làm việc ạ. Cảm ơn ad nhiều", "em muốn hỏi giờ làm việc"),
        ("ad ơi phường họp chưa nhỉ?", "phường họp chưa?"), ("alo", "alo"), ("cảm ơn", "cảm ơn"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_greetings_particles_and_emoji_are_left_out_unless_there_is_nothing_else(typed: str, meant: str) -> None:
    assert normalize_chat(typed) == meant


def test_an_ambiguous_word_gives_variants() -> None:
    assert variants("việc này bt k") == ["việc này biết không", "việc này bình thường không"]
    assert variants("phí gt") == ["phí giấy tờ", "phí giới thiệu", "phí giao thông"]
    assert len(variants("nv nv nv nv nv nv nv nv nv nv")) == 8


def test_every_form_of_the_table_is_there_once() -> None:
    lines = Path(chat.__file__).with_name("chat.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line][1:]
    forms = [form for row in rows for form in row[0].split("|")]
    assert len(forms) > 200
    assert len(forms) == len(set(forms))
    assert {row[2] for row in rows if len(row) == 3} == {"end", "accented", "rules"}
    assert {form for row in rows if row[2:] == ["rules"] for form in row[0].split("|")} == set(RULES)


PIECES = st.lists(
    st.sampled_from(
        ["k", "ko", "bn", "mô", "răng", "chi", " ", "p", "5", "P.", "đc", "ad ơi ", "ạ", "?", "đâuuu", "😊", ":))", "v", "z",
         "t7", "cn", "hong", "\n", "Đảng", "ủy", ".", "cảm ơn", "dạ ", "e hỏi", "\u0301", "III"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES))
def test_a_question_never_disappears(text: str) -> None:
    normalized = normalize_chat(text)
    assert bool(normalized) or not any(map(str.isalpha, text))
    assert normalized == " ".join(normalized.split())


@given(st.one_of(st.text(), PIECES))
def test_the_best_reading_comes_first_and_none_comes_twice(text: str) -> None:
    found = variants(text)
    assert found[0] == normalize_chat(text)
    assert len(found) == len(set(found)) <= 8
