"""The command `hoiphuong`, as somebody types it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import messages
from bot.cli import main
from corpus.programs import Program

REPORT = """\
Chiều ngày 11/3, Đảng uỷ phường Bến Đá tổ chức hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW.
Văn nghệ chào mừng
Đồng chí Lê Văn Bình, Phó Bí thư Đảng uỷ phường báo cáo kết quả thực hiện
Đồng chí Trần Quốc Cường, Bí thư Đảng ủy phường phát động phong trào thời gian tới.
Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường.
Tại hội nghị, BTV Đảng ủy phường khen thưởng 05 tập thể và 06 cá nhân điển hình./.
"""
Command = Callable[..., Result]


@pytest.fixture
def hoiphuong(tmp_path: Path) -> Command:
    """Run the command on a data folder of its own."""
    (tmp_path / "hoi-nghi.txt").write_text(REPORT, encoding="utf-8")

    def command(*arguments: str | Path, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments), "--data", str(tmp_path / "kho")], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


@pytest.fixture
def filled(hoiphuong: Command, tmp_path: Path) -> Command:
    hoiphuong("add", tmp_path / "hoi-nghi.txt", "--issued", "2024-03-12", "--title", "Hội nghị sơ kết")
    return hoiphuong


def test_a_report_is_added_and_listed(hoiphuong: Command, tmp_path: Path):
    added = hoiphuong("add", tmp_path / "hoi-nghi.txt", "--issued", "2024-03-12", "--title", "Hội nghị sơ kết")
    assert (added.exit_code, added.output) == (0, "Đã thêm: Hội nghị sơ kết (12/3/2024, 6 đoạn) – mã hoi-nghi\n")
    assert hoiphuong("list").output == "hoi-nghi  Hội nghị sơ kết (12/3/2024, công khai, 6 đoạn)\n"
    assert json.loads(hoiphuong("list", "--json").output) == [
        {"id": "hoi-nghi", "title": "Hội nghị sơ kết", "issued": "2024-03-12", "audience": "public", "passages": 6,
         "hidden": False}]


def test_an_answer_quotes_the_sentence_and_names_the_source(filled: Command):
    assert filled("ask", "Bí thư Đảng ủy phường Bến Đá là ai?").output.splitlines()[-2:] == [
        "[1] Hội nghị sơ kết – 12/3/2024 – đoạn 4",
        "    “Đồng chí Trần Quốc Cường, Bí thư Đảng ủy phường phát động phong trào thời gian tới.”"]


def test_an_answer_as_json_keeps_the_contract(filled: Command):
    answer = json.loads(filled("ask", "nguoi dan hien bao nhieu dat", "--json").output)
    quote = "Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường."
    start = REPORT.index(quote)
    assert answer["took_ms"] > 0
    assert "1.250m2" in answer["short"]
    assert answer["text"].endswith("[1]")
    assert {**answer, "took_ms": 0, "short": "", "text": ""} == {
        "id": None, "outcome": "answered", "short": "", "text": "", "took_ms": 0, "citations": [
            {"n": 1, "document": "hoi-nghi", "title": "Hội nghị sơ kết", "issued": "2024-03-12", "place": "đoạn 5",
             "passage": 5, "quote": quote, "start": start, "end": start + len(quote), "audience": "public"}]}


def test_a_batch_answers_line_by_line_in_order(filled: Command, tmp_path: Path):
    rows = [{"id": "a", "question": "Bí thư Đảng ủy là ai?"}, {"id": "b", "question": ""},
            {"id": "c", "question": "khen thưởng mấy cá nhân?", "history": [{"q": "Chào", "a": "Chào ông/bà"}]}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    answers = [json.loads(line) for line in filled("ask", "--batch", tmp_path / "q.jsonl", "--json").output.splitlines()]
    assert [(answer["id"], answer["outcome"]) for answer in answers] == [
        ("a", "answered"), ("b", "refused"), ("c", "answered")]


def test_search_gives_passages_best_first(filled: Command, tmp_path: Path):
    found = json.loads(filled("search", "hiến đất", "--json", "-k", "2").output)
    assert [(hit["document"], hit["passage"], hit["text"]) for hit in found["hits"]][:1] == [
        ("hoi-nghi", 5, "Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường.")]
    assert len(found["hits"]) == 2
    assert set(found["hits"][0]) == {"document", "passage", "title", "issued", "text", "score"}
    (tmp_path / "q.jsonl").write_text('{"id": 7, "question": "hiến đất"}\n', encoding="utf-8")
    assert json.loads(filled("search", "--batch", tmp_path / "q.jsonl", "--json", "-k", "2").output) == {**found, "id": 7}


def test_a_resident_never_gets_what_is_for_party_members(hoiphuong: Command, tmp_path: Path):
    hoiphuong("add", tmp_path / "hoi-nghi.txt", "--issued", "2024-03-12", "--audience", "party")
    question = "Bí thư Đảng ủy phường là ai?"
    assert json.loads(hoiphuong("ask", question, "--json").output)["outcome"] == "not_found"
    assert json.loads(hoiphuong("search", question, "--json").output)["hits"] == []
    party = json.loads(hoiphuong("ask", question, "--audience", "public", "--audience", "party", "--json").output)
    assert (party["outcome"], party["citations"][0]["audience"]) == ("answered", "party")


def test_a_removed_report_answers_nothing(filled: Command):
    assert filled("remove", "hoi-nghi", stdin="n\n").output.endswith("Đã giữ nguyên.\n")
    assert filled("ask", "hiến bao nhiêu đất", "--json").exit_code == 0
    removed = filled("remove", "hoi-nghi", "--yes")
    assert (removed.exit_code, removed.output) == (
        0, "Đã xoá “Hội nghị sơ kết”. Từ nay Trợ lý không trả lời từ văn bản này nữa. "
           "Trong 24 giờ còn lấy lại được bằng lệnh: hoiphuong undo\n")
    assert filled("ask", "hiến bao nhiêu đất").output == messages.EMPTY_CORPUS + "\n"
    assert filled("list").output == messages.NO_DOCUMENTS + "\n"


def test_nothing_found_says_how_new_the_documents_are(filled: Command):
    assert filled("ask", "Trạm vũ trụ quốc tế bay cao bao nhiêu?").output.splitlines()[0] == (
        "Dạ, trong kho tài liệu hiện có (cập nhật đến 12/3/2024), Trợ lý chưa tìm thấy thông tin này.")


def test_what_should_be_looked_at_is_said_and_a_draft_is_not_for_everybody(hoiphuong: Command, tmp_path: Path):
    (tmp_path / "nhap.txt").write_text("DỰ THẢO\nPhường trồng 500 cây xanh.\nLiên hệ ông Bình, 0912 345 678.\n", "utf-8")
    arguments = ("add", tmp_path / "nhap.txt", "--issued", "2024-03-12", "--title", "Trồng cây")
    draft = hoiphuong(*arguments)
    assert (draft.exit_code, draft.stderr) == (0, (
        "Lưu ý: Văn bản ghi là dự thảo (đoạn 1). Phạm vi được đặt là cán bộ; muốn khác, dùng --audience.\n"))
    assert json.loads(hoiphuong("list", "--json").output)[0]["audience"] == "staff"
    assert hoiphuong(*arguments, "--audience", "public").stderr.splitlines() == [
        "Lưu ý: Văn bản ghi là dự thảo (đoạn 1).",
        "Lưu ý: Có số điện thoại di động (đoạn 3); vui lòng cân nhắc trước khi công khai."]
    assert json.loads(hoiphuong("list", "--json").output)[0]["audience"] == "public"


def test_a_secret_document_is_refused_and_nothing_of_it_is_stored(hoiphuong: Command, tmp_path: Path):
    (tmp_path / "mat.txt").write_text("TUYỆT MẬT\nPhương án bảo vệ.\n", "utf-8")
    (tmp_path / "mat.jsonl").write_text('{"id": "m", "text": "MẬT\\nPhương án."}\n', "utf-8")
    refused = hoiphuong("add", tmp_path / "mat.txt", tmp_path / "mat.jsonl", "--issued", "2024-03-12")
    assert refused.exit_code == 1
    assert [line.partition("có dấu độ mật")[1] for line in refused.stderr.splitlines()] == ["có dấu độ mật"] * 2
    stored = [path.read_bytes() for path in (tmp_path / "kho").rglob("*") if path.is_file()]
    assert "Phương án".encode() not in b"".join(stored)


def test_pages_of_this_machine_and_of_other_sites_are_not_fetched(hoiphuong: Command, monkeypatch: pytest.MonkeyPatch):
    assert hoiphuong("add", "http://127.0.0.1:8080/").stderr == (
        "Địa chỉ http://127.0.0.1:8080/ nằm trong mạng nội bộ nên Trợ lý không mở.\n")
    monkeypatch.setenv("HOIPHUONG_DOMAINS", "hatinh.gov.vn, phuong.vn")
    assert hoiphuong("add", "https://bao.vn/tin").stderr == (
        "Địa chỉ https://bao.vn/tin không thuộc các tên miền được phép (HOIPHUONG_DOMAINS).\n")


def test_check_says_which_programs_are_missing(filled: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    checked = filled("check")
    assert checked.exit_code == 0
    assert checked.output.splitlines()[1:] == [messages.missing_program(program) for program in Program]
    (tmp_path / "cu.rtf").write_bytes(b"{\\rtf1 Tin}")
    refused = filled("add", tmp_path / "cu.rtf", "--issued", "2024-03-12")
    assert refused.stderr.partition(". ")[2] == messages.NEEDS_OFFICE + "\n"


def test_documents_without_a_date_are_documents_all_the_same(hoiphuong: Command, tmp_path: Path):
    (tmp_path / "tin.jsonl").write_text('{"id": "t", "title": "Tin", "text": "Phường trồng 500 cây xanh."}\n', "utf-8")
    hoiphuong("add", tmp_path / "tin.jsonl")
    assert hoiphuong("ask", "Phường Kim Mã có bao nhiêu hộ nghèo?").output == (
        "Dạ, trong kho tài liệu hiện có, Trợ lý chưa tìm thấy thông tin này.\n")


def test_check_and_rebuild_say_what_they_did(filled: Command):
    assert filled("check").output == "Kho tài liệu tốt: 1 văn bản, 6 đoạn, hai chỉ mục khớp.\n"
    assert filled("rebuild").output.splitlines()[-1] == "Đã lập lại chỉ mục cho 6 đoạn."
    assert filled("check").exit_code == 0


def test_a_conversation_in_the_terminal_ends_politely(filled: Command):
    output = filled("chat", stdin="hiến bao nhiêu đất\nthoát\n").output
    assert output.splitlines()[0] == messages.CHAT
    assert "1.250m2" in output
    assert output.endswith(messages.GOODBYE + "\n")


def test_a_number_chooses_among_what_a_question_may_mean(hoiphuong: Command, tmp_path: Path):
    for number, (day, about) in enumerate([("12/3/2021", "chỉnh trang đô thị"), ("20/11/2025", "chuyển đổi số")]):
        text = f"Nghị quyết số 05-NQ/ĐU ngày {day} của Đảng ủy về {about} được thực hiện tốt."
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        hoiphuong("add", tmp_path / f"{number}.txt", "--issued", "2026-03-12", "--title", f"Báo cáo {number}")
    output = hoiphuong("chat", stdin="Nghị quyết 05-NQ/ĐU nói gì?\n2\n2\nthoát\n").output
    asked_back, chosen, again = output.removeprefix(messages.CHAT).split(messages.CHAT_PROMPT)[1:4]
    assert "1. Nghị quyết số 05-NQ/ĐU ngày 12/3/2021\n2. Nghị quyết số 05-NQ/ĐU ngày 20/11/2025" in asked_back
    assert "về chuyển đổi số" in chosen
    assert "chỉnh trang đô thị" not in chosen
    assert "về chuyển đổi số" not in again       # nothing is offered any more


def test_a_conversation_in_the_terminal_is_followed_up_until_it_is_to_be_forgotten(filled: Command):
    asked = "BTV Đảng ủy phường khen thưởng mấy tập thể?\n{}còn cá nhân thì sao?\nthoát\n"
    follow_up = filled("chat", stdin=asked.format("")).output.split(messages.CHAT_PROMPT)[2]
    assert "06 cá nhân" in follow_up
    forgotten = filled("chat", stdin=asked.format("quên\n")).output.split(messages.CHAT_PROMPT)
    assert forgotten[2].splitlines()[-2] == messages.FORGOTTEN
    assert forgotten[3] != follow_up


def test_an_answer_is_explained_with_what_was_taken_and_what_was_not(filled: Command):
    lines = filled("ask", "Bí thư Đảng ủy phường Bến Đá là ai?", "--explain").output.splitlines()
    assert "Cần tìm: người" in lines
    assert "Kết quả: trả lời" in lines
    assert any("được chọn: Trần Quốc Cường – Hội nghị sơ kết – 12/3/2024 – đoạn 4" in line for line in lines)
    assert any("câu không nêu chức vụ được hỏi: " in line or "chưa đủ tin cậy: Lê Văn Bình" in line for line in lines)
    assert messages.PASSAGES_FOUND in lines


def test_what_is_refused_points_to_the_office_that_the_ward_has_set(filled: Command, monkeypatch: pytest.MonkeyPatch):
    question = "Giá vàng hôm nay bao nhiêu?"
    assert filled("ask", question).output == (
        "Dạ, Trợ lý không trả lời nội dung này. Ông/bà vui lòng liên hệ trực tiếp với phường.\n")
    monkeypatch.setenv("HOIPHUONG_OFFICE", "Trung tâm Phục vụ hành chính công phường, số 12 Bờ Kè")
    assert filled("ask", question).output == (
        "Dạ, Trợ lý không trả lời nội dung này. "
        "Ông/bà vui lòng liên hệ Trung tâm Phục vụ hành chính công phường, số 12 Bờ Kè.\n")


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["ask", ""], messages.EMPTY_QUESTION),
    (["ask", "   "], messages.EMPTY_QUESTION),
    (["ask", "đất " * 2500], messages.LONG_QUESTION),
    (["remove", "khong-co", "--yes"], "Không có văn bản nào mang mã “khong-co”. Xem danh sách bằng lệnh: hoiphuong list"),
    (["add", "khong-co.txt", "--issued", "2024-03-12"], "Không tìm thấy tệp khong-co.txt."),
])
def test_bad_input_is_one_sentence_and_exit_status_1(hoiphuong: Command, arguments: list[str], sentence: str):
    result = hoiphuong(*arguments)
    assert (result.exit_code, result.output) == (1, sentence + "\n")


@pytest.mark.parametrize(("name", "content", "options", "sentence"), [
    ("a.txt", b"", ["--issued", "2024-03-12"], "Tệp {name} không có nội dung."),
    ("a.txt", "Tin không ghi ngày.".encode(), [],
     "Không tìm thấy ngày ban hành trong {name}. Vui lòng cho biết bằng --issued NĂM-THÁNG-NGÀY."),
    ("a.txt", b"Tin.", ["--issued", "31/02/2024"],
     "Ngày ban hành không hợp lệ: “31/02/2024”. Vui lòng ghi theo dạng 2024-03-12."),
    ("a.xyz", b"abc", ["--issued", "2024-03-12"],
     "Chưa đọc được loại tệp của {name}. Trợ lý nhận .txt, .md, .html, .docx, .doc, .odt, .rtf, .xlsx, .csv, .pdf, "
     "ảnh chụp (.jpg, .png, .tif), .zip và .jsonl."),
    ("a.pdf", b"%PDF-1.4 nothing", ["--issued", "2024-03-12"],
     "Không đọc được tệp {name}: tệp bị hỏng hoặc không đúng định dạng."),
    ("a.jsonl", b'{"id": "x", "title": "T", "text": "Tin."}\nnot json\n', [],
     "Không đọc được tệp {name} (dòng 2): tệp bị hỏng hoặc không đúng định dạng."),
])
def test_a_bad_file_is_one_sentence_and_nothing_is_added(hoiphuong: Command, tmp_path: Path, name: str, content: bytes,
                                                          options: list[str], sentence: str):
    (tmp_path / name).write_bytes(content)
    result = hoiphuong("add", tmp_path / name, *options)
    assert (result.exit_code, result.output.replace(str(tmp_path / name), name)) == (1, sentence.format(name=name) + "\n")
    assert json.loads(hoiphuong("list", "--json").output) == []


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_added(hoiphuong: Command, tmp_path: Path):
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    (folder / "rong.txt").write_bytes(b"")
    (folder / "tot.txt").write_text("Phường trồng 500 cây xanh.", encoding="utf-8")
    result = hoiphuong("add", folder, "--issued", "2024-03-12")
    assert result.exit_code == 1
    assert [row["id"] for row in json.loads(hoiphuong("list", "--json").output)] == ["tot"]


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path):
    (tmp_path / "kho").write_text("tệp, không phải thư mục")
    result = CliRunner().invoke(main, ["list", "--data", str(tmp_path / "kho")])
    assert (result.exit_code, result.output) == (1, (
        f"Không dùng được thư mục dữ liệu {tmp_path / 'kho'}. Vui lòng kiểm tra quyền ghi hoặc chọn thư mục khác.\n"))


def test_a_broken_question_file_names_the_line(filled: Command, tmp_path: Path):
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "hiến đất"}\n{"id": 2}\n', encoding="utf-8")
    result = filled("ask", "--batch", tmp_path / "q.jsonl", "--json")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Dòng 2 của ")


def test_usage_errors_have_exit_status_2(hoiphuong: Command):
    assert hoiphuong("ask").exit_code == 2
    assert hoiphuong("ask", "a", "--audience", "everyone").exit_code == 2
    assert hoiphuong("nonsense").exit_code == 2


@pytest.mark.parametrize("text", ['"', "*", "a AND b", "x:y OR", "((", "🎉🎉", "a", "中文问题", "‮؜​", "-", "?!", "\\"])
def test_odd_questions_have_a_sensible_outcome(filled: Command, text: str):
    answer = json.loads(filled("ask", text, "--json").output)
    assert answer["outcome"] in {"not_found", "related", "refused"}
