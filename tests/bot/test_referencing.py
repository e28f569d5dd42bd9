"""The command `hoiphuong reference`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

REPORT = """\
Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập và làm theo Bác”.
Thực hiện Kết luận số 01-KL/TW, phường đã hoàn thành 45 công trình.
"""
Command = Callable[..., Result]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder: Path = tmp_path_factory.mktemp("kho")
    (folder / "tin.txt").write_text(REPORT, encoding="utf-8")
    (folder / "kin.txt").write_text("Triển khai Kết luận số 09-KL/TU của Tỉnh ủy.", encoding="utf-8")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["reference", *words, "--data", str(folder / "data")])
    for name, audience in (("tin.txt", "public"), ("kin.txt", "party")):
        words = ["--issued", "2024-03-12", "--title", name, "--audience", audience, "--data", str(folder / "data")]
        assert CliRunner().invoke(main, ["add", str(folder / name), *words]).exit_code == 0
    return run


def test_show_prints_the_card(reference: Command):
    assert reference("show", "kl 01").output.splitlines() == [
        "Kết luận số 01-KL/TW",
        "Cơ quan ban hành: Bộ Chính trị",
        "Ngày ban hành: chưa rõ",
        "Trích yếu: về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về học tập và làm theo Bác”",
        "Tình trạng: chưa xác định",
        "",
        "Kết quả thực hiện tại phường, theo các bản tin:",
        "  “Thực hiện Kết luận số 01-KL/TW, phường đã hoàn thành 45 công trình.”",
        "    tin.txt – 12/3/2024 – đoạn 2",
        "",
        "Văn bản liên quan:",
        "  • tiếp tục thực hiện 05-CT/TW",
        "",
        "Được nhắc ở 2 đoạn trong 1 văn bản.",
        "  tin.txt – 12/3/2024 – đoạn 1",
        "  tin.txt – 12/3/2024 – đoạn 2",
        "",
        "✓ là thông tin cán bộ đã xác nhận; phần còn lại đọc từ tài liệu của phường."]


def test_what_is_not_there_is_met_with_the_nearest_number(reference: Command):
    shown = reference("show", "kl 09")
    assert (shown.exit_code, shown.output) == (
        1, "Trợ lý chưa thấy văn bản “KL 09” trong kho tài liệu. Số hiệu gần nhất: 01-KL/TW.\n")
    party = json.loads(reference("show", "kl 09", "--audience", "party", "--json").output)
    assert [card["canonical"] for card in party["cards"]] == ["09-KL/TU"]


def test_list_shows_a_kind(reference: Command):
    listed = json.loads(reference("list", "--kind", "ct", "--json").output)
    assert listed == [{"canonical": "05-CT/TW", "kind": "CT", "issuer": "TW", "year": None, "issued": None,
                       "issued_between": None, "documents": 1}]
    assert reference("list").output.splitlines() == ["05-CT/TW", "01-KL/TW"]


def test_what_is_set_is_marked_and_can_be_unset(reference: Command):
    assert reference("set", "05-CT/TW", "--issued", "2016-05-15", "--issuer", "Bộ Chính trị khóa XII").output == (
        "Đã ghi nhận thông tin về 05-CT/TW.\n")
    assert reference("set", "05-CT/TW", "--issued", "15/5/2016", "--status", "in force").exit_code == 0
    assert reference("show", "ct 05").output.splitlines()[:5] == [
        "Chỉ thị số 05-CT/TW",
        "Cơ quan ban hành: Bộ Chính trị khóa XII ✓",
        "Ngày ban hành: 15/5/2016 ✓",
        "Trích yếu: Về học tập và làm theo Bác",
        "Tình trạng: còn hiệu lực ✓"]
    assert reference("unset", "05-CT/TW", "--issued", "2016-05-15").output == "Đã bỏ thông tin đã xác nhận về 05-CT/TW.\n"
    assert reference("unset", "05-CT/TW", "--issued", "2016-05-15").exit_code == 1
    assert reference("show", "ct 05").output.splitlines()[4] == "Tình trạng: chưa xác định"


def test_only_a_full_number_can_be_set(reference: Command):
    shown = reference("set", "ct 05", "--status", "expired")
    assert (shown.exit_code, shown.output) == (1, "Vui lòng ghi đủ số hiệu, ví dụ: 05-CT/TW.\n")
