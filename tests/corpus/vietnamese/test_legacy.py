"""Text of old files, read as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.legacy import Encoding, decode, detect, repair
from corpus.vietnamese.text import clean

LEGACY = [
    (Encoding.TCVN3,
     "§¶ng uû ph\u00adêng §Ëu Liªu tæ chøc héi nghÞ s¬ kÕt 3 n¨m thùc hiÖn KÕt luËn sè 01-KL/TW",
     "Đảng uỷ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW"),
    (Encoding.VNI,
     "Ñaûng uûy phöôøng Ñaäu Lieâu toå chöùc hoäi nghò sô keát 3 naêm thöïc hieän Keát luaän soá 01-KL/TW",
     "Đảng ủy phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW"),
    (Encoding.VIQR,
     "Dda?ng bo^. phu+o+`ng DDa^.u Lie^u to^? chu+'c ho^.i nghi. so+ ke^'t 3 na(m.",
     "Đảng bộ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm."),
    (Encoding.PDF_CYRILLIC,
     "Ĉҧng ӫy phѭӡng tә chӭc hӝi nghӏ sѫ kӃt thӵc hiӋn, chӫ nghƭa, dӳ liӋu",
     "Đảng ủy phường tổ chức hội nghị sơ kết thực hiện, chủ nghĩa, dữ liệu"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "written", "meant"), LEGACY)
def test_a_legacy_text_is_recognised_and_read(encoding: Encoding, written: str, meant: str) -> None:
    assert detect(written) is encoding
    assert decode(written, encoding) == meant
    assert repair(written) == (meant, encoding)


def test_in_tcvn3_a_soft_hyphen_is_a_letter_and_a_hyphen_stays_a_hyphen() -> None:
    assert decode("ChØ thÞ 05-CT/TW, BÝ th\u00ad", Encoding.TCVN3) == "Chỉ thị 05-CT/TW, Bí thư"


def test_in_tcvn3_an_eth_is_no_bad_capital_d() -> None:
    assert decode("xÐt th\u00adëng", Encoding.TCVN3) == "xét thưởng"
    assert clean("Ðảng") == "Đảng"


def test_fonts_for_capitals_show_small_letters_as_capitals() -> None:
    assert decode("®¶ng uû", Encoding.TCVN3, capitals=True) == "ĐẢNG UỶ"


def test_vni_capitals_and_single_letters() -> None:
    written = "ÑAÛNG UÛY PHÖÔØNG, Chæ thò, ñoàng chí Bí thö, kyõ thuaät, myõ quyù"
    assert decode(written, Encoding.VNI) == "ĐẢNG ỦY PHƯỜNG, Chỉ thị, đồng chí Bí thư, kỹ thuật, mỹ quý"


def test_viqr_leaves_english_and_full_stops_alone() -> None:
    assert decode("Lie^u. DDa?ng la` gi`? Hello world.", Encoding.VIQR) == "Liêu. Đảng là gì? Hello world."


@pytest.mark.parametrize(
    "text",
    ["", "Đảng ủy phường Đậu Liêu tổ chức hội nghị sơ kết", "đƣợc ngƣời Ðảng bộ trƣờng học", "Plain English, isn't it?",
     "x^2 a^b c+d (see above) don't", "Café", "2.700 m² – 19/15", "• Về kinh tế"],
)  # fmt: skip
def test_unicode_is_left_as_it_is(text: str) -> None:
    assert repair(text) == (text, Encoding.UNICODE)


def test_what_reads_wrong_in_every_encoding_is_reported() -> None:
    text = "Élysée façade Müller naïve résumé"
    assert repair(text) == (text, Encoding.UNKNOWN)


def test_a_few_words_are_enough_when_all_of_them_agree() -> None:
    assert repair("§¶ng uû") == ("Đảng uỷ", Encoding.TCVN3)
    assert repair("Müller") == ("Müller", Encoding.UNICODE)


def test_lines_in_unicode_survive_among_legacy_lines() -> None:
    _, written, meant = LEGACY[0]
    heading = "Phường Nam Hồng Lĩnh\n"
    assert repair(heading + written) == (heading + meant, Encoding.TCVN3)
    body = "Đảng ủy phường tổ chức hội nghị sơ kết ba năm thực hiện nhiệm vụ\n" * 9
    assert repair(body + written) == (body + meant, Encoding.TCVN3)


@given(st.text(), st.sampled_from(Encoding), st.booleans())
def test_decoding_never_fails(text: str, encoding: Encoding, capitals: bool) -> None:
    decoded = decode(text, encoding, capitals)
    assert decoded.count("\n") == text.count("\n")


@given(st.text(alphabet="§¶ng ûÐ\u00adêaûøÑöhӫѭ'^.?\n ủy", max_size=60))
def test_repairing_never_fails_and_says_what_it_did(text: str) -> None:
    repaired, encoding = repair(text)
    assert (repaired == text) or encoding not in {Encoding.UNICODE, Encoding.UNKNOWN}


@given(st.lists(st.sampled_from(["Đảng", "ủy", "phường", "Đậu", "Liêu", "2024", "-", "thưởng", "hội"]), min_size=1))
def test_good_vietnamese_is_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert repair(text) == (text, Encoding.UNICODE)
