"""What must not be stored, and what somebody should look at first."""

import pytest

from corpus.guard import Concern, Notice, notices, stamp


@pytest.mark.parametrize(("text", "level"), [
    ("MẬT\nUBND PHƯỜNG SÔNG TRĂNG\nSố: 05/BC-UBND", "MẬT"),
    ("ĐẢNG ỦY PHƯỜNG\n*\nSố 12-BC/ĐU\nTUYỆT MẬT\nĐẢNG CỘNG SẢN VIỆT NAM", "TUYỆT MẬT"),
    ("UBND PHƯỜNG | TỐI MẬT | CỘNG HÒA XÃ HỘI", "TỐI MẬT"),
    ("Số: 05/BC-UBND   MẬT", "MẬT"),
    ("Số: 05/BC-UBND TỐI MẬT", "TỐI MẬT"),
    ("[ M Ậ T ]", "MẬT"),
    ("Độ mật: Tuyệt mật", "TUYỆT MẬT"),
    ("Báo cáo\n\nNội dung.\n  - MẬT -", "MẬT"),
    ("TUYỆT  MẬT", "TUYỆT MẬT"),
    ("MA\u0323\u0302T", "MẬT"),
])  # fmt: skip
def test_a_stamp_is_recognised_wherever_it_stands_alone(text: str, level: str) -> None:
    assert stamp(text) == level


@pytest.mark.parametrize("text", [
    "Phường triển khai Luật Bảo vệ bí mật nhà nước.", "BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Tài liệu đóng dấu TỐI MẬT phải để riêng.",
    "Mật", "Nuôi ong lấy mật", "MẬT ONG RỪNG", "MẬT ĐỘ DÂN SỐ", "MẶT TRẬN TỔ QUỐC", "Khám sỏi mật cho 12 người",
    "Giữ kín MẬT khẩu", "Quản lý văn bản MẬT", "Chi bộ số 3 họp về văn bản mật",
])  # fmt: skip
def test_the_word_in_a_sentence_or_a_headline_is_no_stamp(text: str) -> None:
    assert stamp(text) == ""


def test_red_ink_need_not_be_read_exactly() -> None:
    assert [stamp("", red) for red in ("MÂT", "TỔI MẶT", "TUYÊT MÂT", "|MẬT|", "Mặt trận", "MẶT TRẬN")] == [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "MẬT", "", ""]


@pytest.mark.parametrize(("text", "expected"), [
    ("LƯU HÀNH NỘI BỘ\nBáo cáo", [Notice(Concern.INTERNAL, (1,))]),
    ("Báo cáo\n\n(Tài liệu hội nghị, thu hồi sau khi họp)", [Notice(Concern.INTERNAL, (2,))]),
    ("DỰ THẢO LẦN 2\nBáo cáo", [Notice(Concern.DRAFT, (1,))]),
    ("UBND PHƯỜNG | (Dự thảo)", [Notice(Concern.DRAFT, (1,))]),
    ("Góp ý vào dự thảo báo cáo chính trị.", []),
    ("Phường không dùng tài liệu lưu hành nội bộ của các đơn vị khác để trả lời câu hỏi của bà con trong phường.", []),
    ("Ông A, CCCD 038 085 001234", [Notice(Concern.CITIZEN_NUMBER, (1,))]),
    ("Một\nSố CMND của bà là: 183 456 789", [Notice(Concern.CITIZEN_NUMBER, (2,))]),
    ("Liên hệ 0912 345 678\nhoặc +84 38 123 4567", [Notice(Concern.PHONE, (1, 2))]),
    ("Số tài khoản ủng hộ: 3714.0.1055555.00000", [Notice(Concern.BANK_ACCOUNT, (1,))]),
    ("Chuyển về STK 1234 5678 901 (Agribank)", [Notice(Concern.BANK_ACCOUNT, (1,))]),
    ("Tổng 2.700.000.000 đồng; 0239.3835.123; ngày 09/12/2025; mã 2025-0912345678", []),
    ("qwèrt zxçvb plôkj mnbvç asdfé ghjkl", [Notice(Concern.STRANGE_LETTERS)]),
])  # fmt: skip
def test_what_should_be_looked_at_is_pointed_out_with_its_paragraphs(text: str, expected: list[Notice]) -> None:
    assert list(notices(text)) == expected
