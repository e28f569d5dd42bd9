"""The documents that the tests ask about: one for everybody, one for Party members, one for staff."""

from datetime import date
from pathlib import Path

from bot.assembly import assemble
from bot.settings import Settings
from corpus.document import Audience, Document, Original

LAND = Document("hien-dat", "Sông Trăng hiến đất mở đường", date(2025, 6, 15), Audience.PUBLIC, """\
Sông Trăng hiến đất mở đường
Sáng 15/6/2025, UBND phường Sông Trăng tổ chức hội nghị tổng kết phong trào hiến đất mở đường.
Nhân dân toàn phường đã hiến 2.750 m² đất, tháo dỡ 480 m tường rào. Tổng kinh phí làm đường là 1,2 tỷ đồng.
Tuyến đường A&B <đoạn Bến Đá> dài 850 m được thi công trong 90 ngày.
UBND phường khen thưởng 05 tập thể và 06 cá nhân điển hình trong phong trào hiến đất mở đường.
""")
PARTY = Document("chi-bo", "Chi bộ Bến Đá bàn công tác nhân sự", date(2025, 7, 2), Audience.PARTY, """\
Chi bộ Bến Đá bàn công tác nhân sự
Chi bộ Bến Đá giới thiệu đồng chí Lê Văn Mẫu vào quy hoạch bí thư chi bộ nhiệm kỳ 2025-2030.
""", original=Original("Lê Văn Mẫu.txt", "Chi bộ Bến Đá bàn công tác nhân sự".encode()))
STAFF = Document("truc", "Lịch trực của cán bộ phường", date(2025, 7, 3), Audience.STAFF, """\
Lịch trực của cán bộ phường
Bà Trần Thị Thử trực bộ phận một cửa vào sáng thứ bảy hằng tuần.
""")


def fill(folder: Path) -> dict[str, list[int]]:
    """Put the documents into a data folder; return the ids of each one's passages."""
    library = assemble(Settings(data=folder)).library
    for _ in library.add([LAND, PARTY, STAFF]):
        pass
    passages = [library.passage(number, audiences=frozenset(Audience)) for number in range(1, 50)]
    library.close()
    ids: dict[str, list[int]] = {document.id: [] for document in (LAND, PARTY, STAFF)}
    for passage in filter(None, passages):
        ids[passage.document].append(passage.id)
    return ids
