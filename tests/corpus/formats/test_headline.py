"""What a document is called, by the words that it begins with."""

import pytest

from corpus.formats.headline import headline, is_sensible, shorten

STATE = """ỦY BAN NHÂN DÂN
PHƯỜNG ĐẬU LIÊU
-------
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Đậu Liêu, ngày 22 tháng 12 năm 2025
"""
PARTY = """ĐẢNG BỘ THỊ XÃ HỒNG LĨNH
ĐẢNG ỦY PHƯỜNG ĐẬU LIÊU
*
Số 05-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Đậu Liêu, ngày    tháng 3 năm 2024
"""


@pytest.mark.parametrize(("text", "title"), [
    (STATE + "KẾ HOẠCH\nKiểm tra công tác bầu cử\nCăn cứ Luật Bầu cử;", "Kế hoạch kiểm tra công tác bầu cử"),
    (STATE + "QUYẾT ĐỊNH\nVề việc thành lập Tổ tiếp công dân\nCHỦ TỊCH ỦY BAN NHÂN DÂN\nCăn cứ Luật;",
     "Quyết định về việc thành lập Tổ tiếp công dân"),
    (PARTY + "NGHỊ QUYẾT\nvề chỉnh trang đô thị,\nxây dựng đô thị văn minh\n-----\nCăn cứ Điều lệ Đảng;",
     "Nghị quyết về chỉnh trang đô thị, xây dựng đô thị văn minh"),
    (STATE + "BÁO CÁO\nTÌNH HÌNH KINH TẾ - XÃ HỘI\nQUÝ I NĂM 2025\nI. KẾT QUẢ ĐẠT ĐƯỢC\n",
     "BÁO CÁO TÌNH HÌNH KINH TẾ - XÃ HỘI QUÝ I NĂM 2025"),
    (STATE + "THÔNG BÁO\nKết quả họp tổ dân phố", "Thông báo kết quả họp tổ dân phố"),
    (STATE + "BÁO CÁO\nĐảng bộ phường năm 2024", "Báo cáo Đảng bộ phường năm 2024"),
    (STATE + "BÁO CÁO KẾT QUẢ\nphong trào thi đua\n1. Kết quả", "BÁO CÁO KẾT QUẢ phong trào thi đua"),
    (STATE + "BIÊN BẢN\nHôm nay, tại hội trường, chúng tôi gồm:", "Biên bản"),
    (STATE + "Hội nghị sơ kết 3 năm", "Hội nghị sơ kết 3 năm"),
    (STATE.replace("CỘNG", "V/v đẩy mạnh chuyển đổi số\nCỘNG") + "Kính gửi: các tổ dân phố",
     "V/v đẩy mạnh chuyển đổi số"),
    ("ĐẢNG ỦY PHƯỜNG | ĐẢNG CỘNG SẢN VIỆT NAM\nSố 05-NQ/ĐU | Đậu Liêu, ngày 12/3/2024\nTHÔNG BÁO\nLịch tiếp dân",
     "Thông báo lịch tiếp dân"),
    ("BÁO CÁO\nKết quả công tác tháng 3", "Báo cáo kết quả công tác tháng 3"),
])  # fmt: skip
def test_an_official_document_is_called_by_its_kind_and_subject(text: str, title: str) -> None:
    assert headline(text) == title


@pytest.mark.parametrize(("text", "title"), [
    ("\n\n  Phường Đậu Liêu khen thưởng 11 tập thể \nChiều ngày 11/3, …", "Phường Đậu Liêu khen thưởng 11 tập thể"),
    ("HỘI NGHỊ SƠ KẾT 3 NĂM\nChiều ngày 11/3, …", "HỘI NGHỊ SƠ KẾT 3 NĂM"),
    ("ĐẢNG ỦY PHƯỜNG ĐẬU LIÊU SƠ KẾT 3 NĂM", "ĐẢNG ỦY PHƯỜNG ĐẬU LIÊU SƠ KẾT 3 NĂM"),
    ("- Khai mạc giải bóng chuyền", "Khai mạc giải bóng chuyền"),
])  # fmt: skip
def test_a_first_line_without_a_full_stop_is_the_headline(text: str, title: str) -> None:
    assert headline(text) == title


def test_a_report_without_headline_is_called_by_its_first_sentence_cut_at_a_word() -> None:
    text = (
        "Chiều ngày 11/3, Đảng uỷ phường Đậu Liêu tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW của Bộ "
        "Chính trị, biểu dương khen thưởng điển hình tiêu biểu (giai đoạn 2021 - 2024).\nĐến dự có Đoàn công tác."
    )
    assert headline(text) == text[:text.index(", biểu dương")] + "…"
    assert len(headline(text)) <= 120


def test_only_the_first_sentence_counts() -> None:
    assert headline("Sáng nay, TP. Hà Tĩnh khai hội. Đến dự có lãnh đạo.") == "Sáng nay, TP. Hà Tĩnh khai hội."


@pytest.mark.parametrize(("text", "limit", "short"), [
    ("Văn nghệ chào mừng", 18, "Văn nghệ chào mừng"),
    ("Văn nghệ chào mừng", 17, "Văn nghệ chào…"),
    ("Văn nghệ, chào mừng", 10, "Văn nghệ…"),
    ("Vănnghệchàomừng", 5, "Vănn…"),
])  # fmt: skip
def test_a_text_is_shortened_after_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@pytest.mark.parametrize("title", [
    "Báo cáo quý I năm 2025", "BÁO CÁO QUÝ I NĂM 2025", "Phường Đậu Liêu khen thưởng 11 tập thể",
])  # fmt: skip
def test_a_title_in_the_properties_of_a_file_may_be_its_title(title: str) -> None:
    assert is_sensible(title)


@pytest.mark.parametrize("title", [
    "", "Document1", "Word Document", "Microsoft Word - BC thang 3.doc", "bao cao quy 1.docx", "ỦY BAN NHÂN DÂN PHƯỜNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-UBND của phường", "PHẦN MỞ ĐẦU CHUNG",
])  # fmt: skip
def test_the_name_of_a_program_a_file_or_an_office_is_none(title: str) -> None:
    assert not is_sensible(title)
