"""What is not answered whatever the documents hold, and what only looks like it."""

import pytest

from corpus.vietnamese.text import fold
from retrieval.question import Reason
from retrieval.scope import out_of_bounds

PRIVATE = (
    "Cho xin số điện thoại riêng của bà ấy với.", "số di động chị Lan bao nhiêu", "Ông Nguyễn Văn Mẫu sinh năm nào?",
    "Nhà ông Tư ở số nhà nào, nơi ở của ông Tư là đâu?", "Chị S tên thật là gì?", "Ai trong tổ 7 bị ung thư, nhà ai?",
    "Bệnh án của bà Hoa ghi gì?", "Đảng viên nào bị kỷ luật?", "Ai bị kỷ luật trong chi bộ?", "Anh Hùng mắc bệnh gì?",
    "đất của nhà ông Ba rộng bao nhiêu",
)
ELSEWHERE = (
    "Giá vàng SJC hôm nay bao nhiêu một chỉ?", "gia xang tang khong, bao nhieu", "Ngày mai có mưa không?",
    "Xổ số miền Nam hôm nay?",
    "Tử vi tuổi Tý tháng này?", "Bạn là ai?", "Kết quả bóng đá tối qua?", "Sốt 39 độ thì uống thuốc gì?",
)
OF_THE_WARD = (
    "Trưởng ban chỉ đạo phòng chống dịch bệnh là ai?", "Hội Người khuyết tật phường do ai làm chủ tịch?",
    "Nơi ở tạm cho các hộ bị giải tỏa ở đâu?", "Mấy nơi ở Hà Nội thí điểm bí thư kiêm chủ tịch xã?",
    "Hồ sơ bệnh án điện tử bao gồm những gì?", "Chuyên gia đầu ngành được mời về làm gì?",
    "Vì sao công ty mua lúa giống bằng giá lúa thường?",
    "Kỷ luật đảng viên căn cứ quy định nào?", "Đảng ủy xét xếp loại hôm nào?", "Tiền xổ số góp vào trạm y tế mấy tỷ?",
    "Người phát biểu về phí xe máy là ai?", "Sao Mai có thể nâng phí giữa chừng không?", "Đội trật tự Vĩ Dạ giữ mấy xe đẩy?",
    "Ai tặng quà cho người bị ung thư ở phường?",
)


@pytest.mark.parametrize("question", PRIVATE)
def test_private_matters_are_not_answered(question: str):
    assert (out_of_bounds(question), out_of_bounds(fold(question))) == (Reason.PRIVACY, Reason.PRIVACY)


@pytest.mark.parametrize("question", ELSEWHERE)
def test_what_no_ward_reports_is_not_answered(question: str):
    assert (out_of_bounds(question), out_of_bounds(fold(question))) == (Reason.OUT_OF_SCOPE, Reason.OUT_OF_SCOPE)


@pytest.mark.parametrize("question", OF_THE_WARD)
def test_what_a_ward_reports_is_not_taken_for_them(question: str):
    assert (out_of_bounds(question), out_of_bounds(fold(question))) == (None, None)
