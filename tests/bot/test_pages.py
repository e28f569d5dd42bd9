"""A document of pages, from the file to the answer: the page is named wherever a place is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pages import page, saved
from printed import write_pdf
from starlette.testclient import TestClient

from bot.assembly import assemble
from bot.channels.telegram import formatting
from bot.channels.web.endpoints import application
from bot.cli import main
from bot.settings import Settings
from corpus import programs
from corpus.document import Audience
from retrieval.question import Question, today

PUBLIC = frozenset({Audience.PUBLIC})
PAGES = [
    [(115, 700, "Chiều 11/3, phường Bến Đá họp sơ kết phong trào hiến đất."),
     (85, 660, "Nhân dân phường Bến Đá đã tích cực tham gia phong trào chung của thị xã và nêu ra")],
    [(85, 760, "nhiều cách làm hay. Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường."),
     (115, 700, "Hội nghị khen thưởng 05 tập thể và 06 cá nhân.")],
]
LAND, AWARDS = "người dân hiến bao nhiêu mét vuông đất?", "khen thưởng mấy tập thể?"
LETTER = """\
ĐẢNG UỶ PHƯỜNG BẾN ĐÁ
Số: 12-BC/ĐU
Bến Đá, ngày 12 tháng 3 năm 2024
BÁO CÁO
Sơ kết phong trào hiến đất
Nhân dân đã hiến trên 1.250m2 đất. Liên hệ 0912345678.
Nơi nhận:
- Các chi bộ;
- Lưu VPĐU.
BÍ THƯ
Trần Quốc Cường
"""
Command = Callable[..., Result]


@pytest.fixture
def hoiphuong(tmp_path: Path) -> Command:
    def command(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments), "--data", str(tmp_path / "kho")])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


@pytest.fixture
def printed(hoiphuong: Command, tmp_path: Path) -> Command:
    (tmp_path / "bao-cao.pdf").write_bytes(write_pdf(*PAGES))
    hoiphuong("add", tmp_path / "bao-cao.pdf", "--issued", "2024-03-12", "--title", "Hiến đất")
    return hoiphuong


def test_an_answer_names_the_page_on_which_the_quote_begins(printed: Command):
    places = [json.loads(printed("ask", question, "--json").output)["citations"][0]["place"] for question in (LAND, AWARDS)]
    assert places == ["trang 2, đoạn 2", "trang 2, đoạn 3"]
    assert "[1] Hiến đất – 12/3/2024 – trang 2, đoạn 2\n" in printed("ask", LAND).output
    assert "Hiến đất – 12/3/2024 – trang 1, đoạn 2" in printed("search", LAND).output       # there the passage begins


def test_telegram_and_the_web_page_name_it_too(printed: Command, tmp_path: Path):
    assistant = assemble(Settings(data=tmp_path / "kho"))
    answer = assistant.service.answer(Question(text=LAND, audiences=PUBLIC, today=today()))
    [citation] = answer.citations
    assert formatting.answer(answer)[0].split("\n")[-1] == "[1] Hiến đất – 12/3/2024 – trang 2, đoạn 2"
    stored = assistant.library.passage(citation.passage, audiences=PUBLIC)
    assert stored is not None
    assert [formatting.passage(stored, start, citation.end).split("\n")[1].split("</b>")[0]
            for start in (citation.start, stored.passage.start)] == [
        "12/3/2024 – trang 2, đoạn 2", "12/3/2024 – trang 1, đoạn 2"]
    with TestClient(application(assistant), base_url="http://127.0.0.1") as web:
        shown = [web.get(f"/api/passage/{citation.passage}{at}").json()["place"]
                 for at in (f"?at={citation.start}", "", "?at=x")]
        assert shown == ["trang 2, đoạn 2", "trang 1, đoạn 2", "trang 1, đoạn 2"]
    assistant.library.close()


@pytest.mark.skipif(programs.Program.OCR in programs.missing(), reason="tesseract with its data `vie` is not installed")
def test_a_scan_tells_how_sure_its_letters_are_and_keeps_its_pages(hoiphuong: Command, tmp_path: Path):
    texts = ("Phường hiến 1.250m2 đất.", "Phường khen 05 tập thể.")
    pictures = [page(text, size=60)[0].resize((1240, 1754)) for text in texts]
    (tmp_path / "ban-chup.pdf").write_bytes(saved("PDF", *pictures))
    added = CliRunner().invoke(main, ["add", str(tmp_path / "ban-chup.pdf"), "--issued", "2024-03-12", "--title", "Bản chụp",
                                      "--json", "--data", str(tmp_path / "kho")])
    entry = json.loads(added.stdout)
    assert 0.85 < entry["confidence"] <= 1
    assert added.stderr == f"Chữ của “Bản chụp” được nhận dạng từ bản chụp, độ tin cậy {100 * entry['confidence']:.0f} %.\n"
    assert json.loads(hoiphuong("ask", "khen mấy tập thể?", "--json").output)["citations"][0]["place"] == "trang 2, đoạn 2"
    library = assemble(Settings(data=tmp_path / "kho")).library
    images = [library.picture("ban-chup", number, audiences=PUBLIC) for number in (1, 2, 3)]
    assert [image[:3] if image else None for image in images] == [b"\xff\xd8\xff", b"\xff\xd8\xff", None]
    assert library.picture("ban-chup", 1, audiences={Audience.PARTY}) is None
    library.close()


def test_what_a_letterhead_says_is_described(hoiphuong: Command, tmp_path: Path):
    (tmp_path / "so-ket.txt").write_text(LETTER, encoding="utf-8")
    hoiphuong("add", tmp_path / "so-ket.txt", "--audience", "party")
    assert hoiphuong("describe", "so-ket").output.splitlines() == [
        "Mã: so-ket", "Tiêu đề: Báo cáo sơ kết phong trào hiến đất", "Số hiệu: 12-BC/ĐU", "Loại: Báo cáo",
        "Cơ quan ban hành: ĐẢNG UỶ PHƯỜNG BẾN ĐÁ", "Ngày ban hành: 12/3/2024",
        "Nơi, ngày ghi trên văn bản: Bến Đá, 12/3/2024", "Người ký: Trần Quốc Cường", "Nơi nhận: Các chi bộ; Lưu VPĐU",
        "Phạm vi: Đảng viên", "Số đoạn: 8", f"Nguồn: {tmp_path}/so-ket.txt"]
    assert json.loads(hoiphuong("describe", "so-ket", "--json").output) == {
        "id": "so-ket", "title": "Báo cáo sơ kết phong trào hiến đất", "issued": "2024-03-12", "audience": "party",
        "passages": 8, "hidden": False, "superseded_by": None, "pages": 0, "number": "12-BC/ĐU", "kind": "Báo cáo",
        "issuer": "ĐẢNG UỶ PHƯỜNG BẾN ĐÁ", "place": "Bến Đá", "dated": "2024-03-12", "signatory": "Trần Quốc Cường",
        "recipients": ["Các chi bộ", "Lưu VPĐU"], "source": f"{tmp_path}/so-ket.txt"}
    assert hoiphuong("describe", "no").output == (
        "Không có văn bản nào mang mã “no”. Xem danh sách bằng lệnh: hoiphuong list\n")


@pytest.mark.parametrize(("text", "options", "audience", "notices"), [
    ("Bế mạc.", [], "public", []),
    (LETTER, [], "public", [{"code": "phone", "paragraphs": [6], "text":
     "Có số điện thoại di động (đoạn 6); vui lòng cân nhắc trước khi công khai."}]),
    (LETTER, ["--audience", "party"], "party", []),
    (f"DỰ THẢO\n{LETTER}", [], "staff", [
        {"code": "draft", "paragraphs": [1], "text": "Văn bản ghi là dự thảo (đoạn 1)."}]),
    ("Số: 1\n\xfe\xfdq\xe3 \xb5\xb5\xb5 \xfe\xfe\xfe \xe3\xe3w \xb5x\xb5\n" * 8, [], "public", [
        {"code": "strange_letters", "paragraphs": [], "text": "Chữ có thể sai bảng mã; vui lòng xem lại vài dòng đầu."}]),
])
def test_adding_tells_programs_what_to_look_at_as_codes_and_words(hoiphuong: Command, tmp_path: Path, text: str,
                                                                  options: list[str], audience: str, notices: list[object]):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    added = CliRunner().invoke(main, ["add", str(tmp_path / "a.txt"), "--json", "--issued", "2024-03-12", "--title", "A",
                                      "--data", str(tmp_path / "kho"), *options])
    entry = json.loads(added.stdout)
    assert (entry["audience"], entry["change"], entry["notices"]) == (audience, "added", notices)
    assert "confidence" not in entry
