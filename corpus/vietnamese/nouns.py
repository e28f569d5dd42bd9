"""The nouns that ward reports count: after "2/2" or "05" they tell a number from a date or the number of a document."""

from corpus.vietnamese.matching import Phrases

_PEOPLE = """
    tập thể, cá nhân, người dân, người, đồng chí, đảng viên, cán bộ, công chức, viên chức, đoàn viên, hội viên,
    đại biểu, cử tri, ứng cử viên, học sinh, giáo viên, trẻ em, trẻ, cháu, em, phụ nữ, thanh niên, lao động,
    thương binh, cụ, ông, bà, chiến sĩ, dân quân, nhân khẩu, khẩu, thành viên, ủy viên, hộ dân, hộ gia đình, hộ nghèo,
    hộ cận nghèo, hộ kinh doanh, hộ, gia đình, lượt người, lượt, bệnh nhân, nạn nhân, đối tượng, người có công,
    tổ viên, nhà báo
"""
_PLACES = """
    tuyến phố, tuyến đường, tuyến, ngõ phố, ngõ, ngách, hẻm, phố, đường, tổ dân phố, khu phố, khu dân cư, khu, tổ,
    thôn, xóm, ấp, bản, làng, phường, xã, thị trấn, quận, huyện, thị xã, tỉnh, thành phố, căn nhà, ngôi nhà,
    nhà văn hóa, nhà, căn hộ, căn, chung cư, trường học, trường, lớp, phòng học, phòng, trạm, chợ, lô đất, lô,
    thửa đất, thửa, điểm, cụm, địa bàn, địa phương, nền, tầng, vị trí, khu vực
"""
_BODIES = """
    chi bộ, chi hội, chi đoàn, đảng bộ, đơn vị, cơ quan, tổ chức, doanh nghiệp, công ty, hợp tác xã, cơ sở,
    câu lạc bộ, đoàn thể, đoàn, đội, nhóm, ban, tiểu ban, tổ tự quản, tổ công tác, cấp
"""
_WORKS = """
    công trình, dự án, đề án, kế hoạch, chương trình, phong trào, mô hình, hạng mục, văn bản, nghị quyết, quyết định,
    chỉ thị, hội nghị, cuộc họp, cuộc, đợt, lần, vụ việc, vụ, ca, đơn, hồ sơ, thủ tục, ý kiến, kiến nghị, nội dung,
    nhiệm vụ, giải pháp, mục tiêu, vấn đề, tiêu chí, chỉ tiêu, phiếu, trường hợp, phần quà, suất quà, suất, phần,
    bằng khen, giấy khen, danh hiệu, giải thưởng, giải, huy chương, gương, điển hình, lĩnh vực, loại, bước, trang,
    điều, khoản, tin, bài, lá cờ, cờ, câu, khẩu hiệu, văn nghệ, tiết mục, chuyên đề, chữ ký, bản sao, bản, giấy, môn,
    mặt, buổi
"""
_THINGS = """
    cây, con, chiếc, cái, xe, tàu, thuyền, camera, loa, máy, bộ, bóng đèn, đèn, cột, thùng, bao, tờ, cuốn, quyển, bức,
    ngôi, gian hàng, gian, quầy, ki-ốt, sạp, giường, chỗ, thiết bị
"""

COUNTED = Phrases(noun.strip() for group in (_PEOPLE, _PLACES, _BODIES, _WORKS, _THINGS) for noun in group.split(","))
TIMES = Phrases(["năm", "tháng", "tuần", "ngày", "giờ", "phút", "quý", "tuổi", "nhiệm kỳ", "hôm"])
