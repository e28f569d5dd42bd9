"""The commands that look after documents, as somebody types them."""

import getpass
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

AWARDS = "Số: 12/BC-UBND\nHội nghị khen thưởng 05 tập thể và 06 cá nhân.\nVăn nghệ chào mừng hội nghị.\n"
LAND = "Nhân dân đã hiến trên 1.250m2 đất để mở rộng đường.\nĐường rộng 6m, có vỉa hè.\n"
Command = Callable[..., Result]
ME = getpass.getuser()


@pytest.fixture
def hoiphuong(tmp_path: Path) -> Command:
    """Run the command on a data folder of its own."""

    def command(*arguments: str | Path, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments), "--data", str(tmp_path / "kho")], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


@pytest.fixture
def filled(hoiphuong: Command, tmp_path: Path) -> Command:
    for name, text, day in (("khen", AWARDS, "2024-03-12"), ("dat", LAND, "2024-05-01")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        hoiphuong("add", tmp_path / f"{name}.txt", "--issued", day, "--title", name.upper())
    return hoiphuong


def ids(command: Command, *options: str) -> list[str]:
    return [row["id"] for row in json.loads(command("list", "--json", *options).output)]


def test_the_same_content_under_another_name_is_skipped_and_named(filled: Command, tmp_path: Path):
    (tmp_path / "ban-sao.txt").write_text(AWARDS, encoding="utf-8")
    again = filled("add", tmp_path / "ban-sao.txt", "--issued", "2024-03-12", "--title", "Bản sao")
    assert (again.exit_code, again.output) == (0, "“Bản sao” giống hệt “KHEN” (12/3/2024, mã khen). Đã bỏ qua.\n")
    assert ids(filled) == ["dat", "khen"]


def test_two_files_of_one_name_from_two_folders_are_two_documents(hoiphuong: Command, tmp_path: Path):
    for year, text in (("2024", LAND), ("2025", AWARDS)):
        (tmp_path / year).mkdir()
        (tmp_path / year / "bao-cao.txt").write_text(text, encoding="utf-8")
    hoiphuong("add", tmp_path / "2024" / "bao-cao.txt", "--issued", "2024-03-12", "--title", "Năm 2024")
    second = hoiphuong("add", tmp_path / "2025" / "bao-cao.txt", "--issued", "2025-03-12", "--title", "Năm 2025")
    assert second.output.splitlines()[0] == (
        "“Năm 2025” trùng tên với “Năm 2024” (12/3/2024, mã bao-cao). Đã giữ cả hai.")
    assert second.output.splitlines()[-1] == "Đã thêm: Năm 2025 (12/3/2025, 3 đoạn) – mã bao-cao-2"
    (tmp_path / "2025" / "bao-cao.txt").write_text(AWARDS + "Bế mạc.\n", encoding="utf-8")
    again = hoiphuong("add", tmp_path / "2025" / "bao-cao.txt", "--issued", "2025-03-12", "--title", "Năm 2025")
    assert again.output == "Đã thay bản cũ: Năm 2025 (12/3/2025, 4 đoạn) – mã bao-cao-2\n"
    assert ids(hoiphuong) == ["bao-cao-2", "bao-cao"]


@pytest.mark.parametrize(("answer", "said", "left"), [
    ("thay", "Đã thay bản cũ: Mới (12/3/2024, 3 đoạn) – mã khen", ["dat", "khen"]),
    ("giữ", "Đã thêm: Mới (12/3/2024, 3 đoạn) – mã moi", ["dat", "khen", "moi"]),
    ("bỏ", "Thay bản cũ, giữ cả hai hay bỏ qua (thay, giữ, bỏ): bỏ", ["dat", "khen"]),
])
def test_a_new_version_is_asked_about_with_what_changed(filled: Command, tmp_path: Path, answer: str, said: str,
                                                        left: list[str]):
    (tmp_path / "moi.txt").write_text(AWARDS.replace("05 tập thể", "07 tập thể"), encoding="utf-8")
    result = filled("add", tmp_path / "moi.txt", "--issued", "2024-03-12", "--title", "Mới", "--same", "ask",
                    stdin=f"{answer}\n")
    assert result.output.splitlines()[:2] == [
        "“Mới” trùng số hiệu với “KHEN” (12/3/2024, mã khen).", "    Số đổi: 05 → 07"]
    assert result.output.splitlines()[-1] == said
    assert ids(filled) == left


@pytest.mark.parametrize(("rule", "left"), [("replace", ["dat"]), ("keep", ["dat", "moi"]), ("skip", ["dat"])])
def test_nearly_the_same_text_follows_the_rule_that_was_given(hoiphuong: Command, tmp_path: Path, rule: str,
                                                               left: list[str]):
    lines = [f"Dòng {number} kể về việc hiến đất mở đường của hộ thứ {number} trong tổ dân phố." for number in range(20)]
    (tmp_path / "dat.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "moi.txt").write_text("\n".join([*lines, "Có thêm một dòng ở cuối."]), encoding="utf-8")
    hoiphuong("add", tmp_path / "dat.txt", "--issued", "2024-03-12")
    hoiphuong("add", tmp_path / "moi.txt", "--issued", "2024-03-12", "--same", rule)
    assert ids(hoiphuong) == left
    passages = {row["id"]: row["passages"] for row in json.loads(hoiphuong("list", "--json").output)}
    assert passages["dat"] == (21 if rule == "replace" else 20)


def test_two_nearly_same_files_of_one_import_are_noticed_too(hoiphuong: Command, tmp_path: Path):
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    (folder / "a.txt").write_text(AWARDS + LAND, encoding="utf-8")
    (folder / "b.txt").write_text(AWARDS + LAND, encoding="utf-8")
    (folder / "c.txt").write_text(AWARDS.replace("05", "07") + LAND, encoding="utf-8")
    result = hoiphuong("add", folder, "--issued", "2024-03-12", "--same", "skip")
    assert (result.exit_code, ids(hoiphuong)) == (0, ["a"])


def test_lines_of_jsonl_are_the_documents_that_they_name(hoiphuong: Command, tmp_path: Path):
    rows = [{"id": key, "title": "T", "issued": "2024-03-12", "text": LAND} for key in ("a", "b")]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    hoiphuong("add", tmp_path / "x.jsonl")
    assert ids(hoiphuong) == ["a", "b"]
    again = hoiphuong("add", tmp_path / "x.jsonl", "--json")
    assert [json.loads(line)["change"] for line in again.output.splitlines()] == ["unchanged", "unchanged"]


def test_a_list_is_narrowed_and_paged(filled: Command):
    filled("edit", "khen", "--audience", "party")
    assert ids(filled, "--search", "KHEN") == ["khen"]
    assert ids(filled, "--search", "12/bc") == ["khen"]
    assert ids(filled, "--audience", "public") == ["dat"]
    assert ids(filled, "--since", "2024-04-01") == ["dat"]
    assert filled("list", "--page", "1", "--until", "12/3/2024").output.splitlines() == [
        "khen  KHEN (12/3/2024, đảng viên, 3 đoạn)", "Trang 1/1, 1 văn bản."]
    assert filled("list", "--search", "không có").output == "Không có văn bản nào phù hợp.\n"


def test_every_change_is_said_and_logged_and_can_be_undone(filled: Command):
    said = [filled("edit", "khen", "--title", "Khen  thưởng", "--issued", "13/3/2024").output,
            filled("hide", "dat").output, filled("show", "dat").output, filled("supersede", "khen", "dat").output,
            filled("list", "--search", "khen").output, filled("remove", "dat", "--yes").output.split(".")[0],
            filled("undo", stdin="y\n").output.splitlines()[-1]]
    assert [re.sub(r"\d\d:\d\d \d+/\d+/\d{4}", "GIỜ", line.strip()) for line in said] == [
        "Đã sửa: khen  Khen thưởng (13/3/2024, công khai, 3 đoạn)",
        "Đã ẩn “DAT”. Hiện lại bằng lệnh: hoiphuong show dat",
        "Đã hiện lại “DAT”.",
        "Đã ghi: “Khen thưởng” được thay thế bởi “DAT”.",
        "khen  Khen thưởng (13/3/2024, công khai, 3 đoạn, được thay thế bởi dat)",
        "Đã xoá “DAT”",
        f"Đã hoàn tác: 7. GIỜ, {ME}: xoá “DAT” (mã dat)"]
    log = [re.sub(r"\d\d:\d\d \d+/\d+/\d{4}", "GIỜ", line) for line in filled("log").output.splitlines()]
    assert log[:3] + log[-3:] == [
        f"8. GIỜ, {ME}: hoàn tác (xoá) “DAT” (mã dat)",
        f"7. GIỜ, {ME}: xoá “DAT” (mã dat) – đã hoàn tác",
        f"6. GIỜ, {ME}: ghi văn bản thay thế “Khen thưởng” (mã khen): được thay thế bởi không có → “dat”",
        f"3. GIỜ, {ME}: sửa “KHEN” (mã khen): tiêu đề “KHEN” → “Khen thưởng”; ngày 12/3/2024 → 13/3/2024",
        f"2. GIỜ, {ME}: thêm “DAT” (mã dat)",
        f"1. GIỜ, {ME}: thêm “KHEN” (mã khen)"]
    assert [row["action"] for row in json.loads(filled("log", "khen", "--json").output)] == ["superseded", "edited", "added"]


def test_an_answer_from_a_superseded_document_says_so_and_the_new_one_goes_first(filled: Command, tmp_path: Path):
    (tmp_path / "moi.txt").write_text("Hội nghị khen thưởng 09 tập thể và 10 cá nhân tiêu biểu.\n", encoding="utf-8")
    filled("supersede", "dat", "khen")
    old = json.loads(filled("ask", "nhân dân hiến bao nhiêu mét vuông đất", "--json").output)
    assert old["citations"][0]["superseded_by"] == {"document": "khen", "title": "KHEN"}
    assert "(đã được thay thế bởi “KHEN”)" in filled("ask", "nhân dân hiến bao nhiêu mét vuông đất").output
    filled("add", tmp_path / "moi.txt", "--issued", "2024-03-12", "--title", "Mới", "--same", "keep")
    filled("supersede", "khen", "moi")
    asked = json.loads(filled("ask", "khen thưởng bao nhiêu tập thể?", "--json").output)
    assert [citation["document"] for citation in asked["citations"]] == ["moi"]
    found = json.loads(filled("search", "khen thưởng tập thể", "--json").output)["hits"]
    assert found[0]["document"] == "moi"
    assert "khen" in {hit["document"] for hit in found}


@pytest.mark.parametrize(("command", "sentence"), [
    (("edit", "no", "--title", "x"), "Không có văn bản nào mang mã “no”. Xem danh sách bằng lệnh: hoiphuong list\n"),
    (("hide", "no"), "Không có văn bản nào mang mã “no”. Xem danh sách bằng lệnh: hoiphuong list\n"),
    (("supersede", "dat", "no"), "Không có văn bản nào mang mã “no”. Xem danh sách bằng lệnh: hoiphuong list\n"),
    (("supersede", "dat", "dat"), "Văn bản thay thế không hợp lệ: “dat”. "
                                  "Một văn bản không thể thay thế chính văn bản đã thay thế nó.\n"),
    (("undo", "999", "--yes"), "Không có thay đổi nào hoàn tác được "
                               "(chỉ hoàn tác được thay đổi cuối của văn bản, trong 24 giờ).\n"),
])
def test_what_cannot_be_done_is_one_sentence(filled: Command, command: tuple[str, ...], sentence: str):
    result = filled(*command)
    assert (result.exit_code, result.output) == (1, sentence)


def test_editing_nothing_is_a_usage_error(filled: Command):
    assert filled("edit", "dat").exit_code == 2
    assert filled("edit", "dat", "--title", "  ").exit_code == 2


def test_adding_a_file_again_undoes_nothing_that_was_edited_since(filled: Command, tmp_path: Path):
    filled("edit", "khen", "--title", "Khen thưởng", "--issued", "13/3/2024", "--audience", "party")
    again = filled("add", tmp_path / "khen.txt", "--issued", "2024-03-13", "--json")
    assert json.loads(again.output)["change"] == "unchanged"
    listed = "khen  Khen thưởng (13/3/2024, đảng viên, 3 đoạn)\n"
    assert filled("list", "--search", "khen").output == listed
    (tmp_path / "khen.txt").write_text(AWARDS.replace("05", "07"), encoding="utf-8")
    filled("add", tmp_path / "khen.txt", "--issued", "2024-03-13", "--title", "Khen thưởng")
    assert filled("list", "--search", "khen").output == listed
    assert json.loads(filled("ask", "khen thưởng bao nhiêu tập thể?", "--json").output)["outcome"] != "answered"
    filled("add", tmp_path / "khen.txt", "--issued", "2024-03-13", "--audience", "public")
    assert json.loads(filled("ask", "khen thưởng bao nhiêu tập thể?", "--json").output)["short"] == "07 tập thể"


def test_a_new_version_of_what_is_the_partys_is_theirs_too(filled: Command, tmp_path: Path):
    filled("edit", "khen", "--audience", "party")
    (tmp_path / "moi.txt").write_text(AWARDS.replace("05", "07"), encoding="utf-8")
    filled("add", tmp_path / "moi.txt", "--issued", "2024-03-12", "--title", "KHEN", "--same", "replace")
    assert filled("list", "--search", "khen").output == "khen  KHEN (12/3/2024, đảng viên, 3 đoạn)\n"


def test_the_file_of_a_document_is_copied_out_as_it_was_and_never_over_another(filled: Command, tmp_path: Path):
    to = tmp_path / "chep.txt"
    assert filled("original", "khen", "--to", to).output == f"Đã chép tệp gốc vào {to}.\n"
    assert to.read_bytes() == (tmp_path / "khen.txt").read_bytes()
    again = filled("original", "dat", "--to", to)
    assert (again.exit_code, again.output) == (
        1, f"Không ghi được {to}: đã có tệp tên này, hoặc chỗ này không cho ghi.\n")
    assert to.read_bytes() == AWARDS.encode()
    filled("hide", "khen")
    for key, sentence in (("khen", "Không có tệp gốc của “khen”: văn bản đang ẩn, thêm từ trang web hay tệp .jsonl, "
                                   "hoặc tệp quá 20 MB."),
                          ("la", "Không có văn bản nào mang mã “la”. Xem danh sách bằng lệnh: hoiphuong list")):
        missing = filled("original", key, "--to", tmp_path / "khac.txt")
        assert (missing.exit_code, missing.output) == (1, sentence + "\n")
    assert not (tmp_path / "khac.txt").exists()
