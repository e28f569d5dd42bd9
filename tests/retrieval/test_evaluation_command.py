"""`hoiphuong evaluate`, from a folder to a table."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.evaluating import aligned, evaluate

DOCUMENTS = [
    {"_id": "khen", "title": "Khen thưởng", "text": "Hội nghị khen thưởng 05 tập thể, 06 cá nhân."},
    {"_id": "dat", "title": "Hiến đất", "text": "Nhân dân tổ dân phố 7 hiến 2.700 m² đất làm đường."},
    {"_id": "bhyt", "title": "Bảo hiểm y tế", "text": "Trạm y tế cấp thẻ bảo hiểm cho 120 người cao tuổi."},
]
RANKED = """\
tin: 3 văn bản, 3 đoạn (lập chỉ mục 0.0 giây), 2 câu hỏi

                       như viết                         bỏ dấu
đúng văn bản            nDCG@10    R@1    R@5  MRR@10  nDCG@10    R@1    R@5  MRR@10
Hỏi Phường                1.000  1.000  1.000   1.000    1.000  1.000  1.000   1.000
BM25 (âm tiết có dấu)     1.000  1.000  1.000   1.000    0.000  0.000  0.000   0.000

Tìm một câu: p50 0.0 ms, p99 0.0 ms
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a BEIR folder of three documents and two questions."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOIPHUONG_MODEL", raising=False)
    folder = tmp_path / "tin"
    folder.mkdir()
    lines(folder / "corpus.jsonl", *DOCUMENTS)
    lines(folder / "queries.jsonl", {"_id": "1", "text": "thưởng bao nhiêu tập thể"},
          {"_id": "2", "text": "hiến đất làm đường", "answers": ["2.700 m²"]})
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tkhen\t1\n2\tdat\t1\n", encoding="utf-8")
    return folder


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def lines(path: Path, *rows: Any) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


def timeless(text: str) -> str:
    """Take out what the clock decides."""
    words = text.split(" ")
    return " ".join("0.0" if after[:2] in ("ms", "gi") and word.replace(".", "").isdigit() else word
                    for word, after in zip(words, [*words[1:], ""], strict=True))


def test_a_folder_becomes_a_table(run: Callable[..., Result], folder: Path):
    result = run(folder, "--search-only")
    assert (result.exit_code, timeless(result.stdout)) == (0, RANKED)


def test_answers_are_graded_where_facts_are_known(run: Callable[..., Result], folder: Path, tmp_path: Path):
    assert run(folder, "--json", tmp_path / "a.json", "--today", "2026-01-01").exit_code == 0
    saved = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (saved["set"], saved["questions"], [row["id"] for row in saved["grades"]]) == ("tin", 2, ["2"])
    assert saved["answers"]["quotes"]["exact"] == saved["answers"]["quotes"]["answers"]
    assert saved["search"]["bm25"]["document"]["stripped"]["nDCG@10"] == 0.0


def test_a_run_is_compared_with_the_one_saved_before(run: Callable[..., Result], folder: Path, tmp_path: Path):
    run(folder, "--search-only", "--save-baseline", tmp_path / "mốc.json")
    lines(folder / "queries.jsonl", {"_id": "2", "text": "cấp thẻ bảo hiểm y tế"})
    shown = run(folder, "--search-only", "--baseline", tmp_path / "mốc.json").stdout.splitlines()
    start = next(number for number, line in enumerate(shown) if line.startswith("so với mốc"))
    assert [line.split() for line in shown[start + 2:start + 4]] == [
        ["document/written/R@1", "1", "-1.0000", "[-1.0000;", "-1.0000]", "*"],
        ["document/written/R@5", "1", "+0.0000", "[+0.0000;", "+0.0000]"]]


def test_each_step_is_compared_with_all_of_them(run: Callable[..., Result], folder: Path, tmp_path: Path):
    result = run(folder, "--compare-all", "--json", tmp_path / "a.json")
    assert result.exit_code == 0
    ways = list(json.loads((tmp_path / "a.json").read_text("utf-8"))["search"])
    assert (ways[0], ways[-1]) == ("Hỏi Phường", "BM25 (âm tiết có dấu)")
    assert len(ways) > 3


def test_an_index_is_kept_and_another_set_never_gets_into_it(run: Callable[..., Result], folder: Path, tmp_path: Path):
    run(folder, "--search-only", "--data", tmp_path / "cache")
    assert timeless(run(folder, "--search-only", "--data", tmp_path / "cache").stdout) == RANKED
    assert len(list((tmp_path / "cache").iterdir())) == 1
    lines(folder / "corpus.jsonl", *DOCUMENTS[:2])
    assert run(folder, "--search-only", "--data", tmp_path / "cache").stdout.startswith("tin: 2 văn bản, 2 đoạn")
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_the_samples_have_questions_of_their_own(run: Callable[..., Result], tmp_path: Path):
    lines(tmp_path / "gold.jsonl", {"id": "1", "question": "Bến Đá có bao nhiêu hộ hiến đất?", "accept": ["32 hộ"],
                                    "doc": "2024-11-12-hien-dat-mo-duong-bang-lang", "answerable": True,
                                    "evidence": ["32 hộ"]})
    result = run("samples", "--gold", tmp_path / "gold.jsonl", "--search-only")
    assert result.exit_code == 0
    assert result.stdout.startswith("samples: ")


@pytest.mark.parametrize(("arguments", "status", "said"), [
    (["khong-co"], 1, "khong-co không phải bộ câu hỏi: cần corpus.jsonl, queries.jsonl và qrels.tsv, hoặc docs.jsonl "
                      "và qa.jsonl."),
    (["tin", "--baseline", "tin/queries.jsonl"], 1, "tin/queries.jsonl không phải bộ câu hỏi"),
    (["tin", "--without", "phép"], 2, "Không có bước tìm kiếm “phép”."),
    (["tin", "--compare-all", "--plot", "a.png"], 2, "--compare-all không đi cùng"),
    (["tin", "--today", "hôm nay"], 2, "hôm nay"),
    (["tin", "--json", "khong-co/a.json", "--search-only"], 1, "Có lỗi ngoài dự kiến (FileNotFoundError)."),
])
def test_what_goes_wrong_is_one_clear_line(run: Callable[..., Result], arguments: list[str], status: int, said: str):
    result = run(*arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_line_is_named(run: Callable[..., Result], folder: Path):
    with (folder / "queries.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n{")
    assert run(folder).stderr.strip() == f"Dòng 3 của {folder / 'queries.jsonl'} không đọc được."


def test_without_matplotlib_the_picture_is_refused_at_once(run: Callable[..., Result], folder: Path,
                                                           monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = run(folder, "--plot", "a.png")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip() == "Cần matplotlib để vẽ hình. Vui lòng cài thêm: pip install 'hoiphuong[plot]'"


def test_a_table_has_names_to_the_left_and_figures_to_the_right():
    assert aligned([["", "đúng"], ["tất cả", "5"], ["a", "10", "*"]]) == "        đúng\ntất cả     5\na         10  *"
