"""The head and the foot of an official document say what it is."""

from datetime import date
from importlib import resources

import pytest

from corpus.document import Letterhead
from corpus.letterhead import from_json, letterhead, to_json

SAMPLES = resources.files("corpus.samples")


def of(sample: str) -> Letterhead:
    return letterhead((SAMPLES / sample).read_text(encoding="utf-8"))


def test_a_plan_of_the_ward() -> None:
    assert of("2026-02-27-ke-hoach-tong-ve-sinh-moi-truong.txt") == Letterhead(
        number="31/KH-UBND", issuer="UỶ BAN NHÂN DÂN PHƯỜNG SÔNG TRĂNG", kind="Kế hoạch", place="Sông Trăng",
        dated=date(2026, 2, 27), signatory="Phan Đình Lộc",
        recipients=("UBND tỉnh (b/c)", "Thường trực Đảng uỷ, HĐND phường", "Các phòng, đoàn thể, tổ dân phố",
                    "Lưu: VT, KTHTĐT"))


def test_a_conclusion_of_the_party() -> None:
    assert of("2026-07-14-ket-luan-07-kl-du.txt") == Letterhead(
        number="07-KL/ĐU", issuer="ĐẢNG UỶ PHƯỜNG SÔNG TRĂNG", kind="Kết luận", place="Sông Trăng",
        dated=date(2026, 7, 14), signatory="Võ Minh Khang",
        recipients=("Ban Tổ chức Tỉnh uỷ, UBKT Tỉnh ủy (b/c)", "Các đồng chí Đảng uỷ viên", "24 chi bộ trực thuộc",
                    "Lưu VPĐU"), of_party=True)


def test_the_two_columns_of_a_table() -> None:
    text = ("UBND PHƯỜNG SÔNG TRĂNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 73 /BC-UBND | Độc lập - Tự do - Hạnh phúc\n"
            "BÁO CÁO\nKinh tế - xã hội")
    assert letterhead(text) == Letterhead(number="73/BC-UBND", issuer="UBND PHƯỜNG SÔNG TRĂNG", kind="Báo cáo")


@pytest.mark.parametrize(("text", "number"), [
    ("ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN ĐÁ\nSố: 12/BC-UBND\nBáo cáo", "12/BC-UBND"),
    ("Số 05-CT/TW\nChỉ thị", "05-CT/TW"),
    ("UBND PHƯỜNG\n(Số: 12/BC-UBND)\nBáo cáo", "12/BC-UBND"),
    ("UBND PHƯỜNG\nSố 15/2 Lê Lợi\n- Số: 12/BC-UBND\nBáo cáo", "12/BC-UBND"),
    ("Thực hiện Chỉ thị số 05-CT/TW, phường đã sơ kết.", ""),
    ("Số hộ nghèo còn 12 hộ.", ""),
    ("\n".join(["Dòng"] * 20 + ["Số: 12/BC-UBND"]), ""),
])
def test_the_number_that_a_document_gives_itself(text: str, number: str) -> None:
    assert letterhead(text).number == number


def test_a_date_that_cannot_be_leaves_the_rest_of_it() -> None:
    assert letterhead("Số: 12/BC-UBND\nBến Đá, ngày 31 tháng 2 năm 2024\nBÁO CÁO") == Letterhead(
        number="12/BC-UBND", kind="Báo cáo")


@pytest.mark.parametrize("head", [Letterhead(), of("2026-07-14-ket-luan-07-kl-du.txt")])
def test_what_was_stored_comes_back(head: Letterhead) -> None:
    assert from_json(to_json(head)) == head


@pytest.mark.parametrize("text", ["", "Chiều 11/3, Đảng uỷ phường họp.", "Số 12 đường Bằng Lăng\nThông tin",
                                  "Số 12/5 đường Bằng Lăng\nThông tin"])
def test_an_article_has_none(text: str) -> None:
    assert letterhead(text) == Letterhead()
