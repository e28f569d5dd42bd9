"""Question sets are read in both forms, and a broken line is named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Audience, Document
from corpus.errors import InvalidValue
from retrieval.evaluation.question_sets import QuestionSet, Row, UnusableQuestionSet, read_rows, read_set
from retrieval.question import Exchange

PUBLIC = Audience.PUBLIC


def write(path: Path, *rows: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


def beir(folder: Path, qrels: str) -> None:
    write(folder / "corpus.jsonl",
          {"_id": "d1", "title": "Khen thưởng", "text": "Khen 05 tập thể."},
          {"_id": "d2", "title": "", "text": "Nhân dân hiến đất."},
          {"_id": "d3", "title": "Lịch tiếp dân", "text": ""},
          {"_id": "d4", "title": "", "text": " … "})
    write(folder / "queries.jsonl",
          {"_id": "q1", "text": "Khen bao nhiêu tập thể?", "answers": ["05", "năm"]},
          {"_id": "q2", "text": "Ai hiến đất?"},
          {"_id": "q3", "text": "Không ai đánh dấu"})
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")


def test_a_beir_folder(tmp_path: Path):
    beir(tmp_path / "news", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td1\t1\nq2\td2\t1\n")
    assert read_set(tmp_path / "news") == QuestionSet("news", (
        Document("d1", "Khen thưởng", None, PUBLIC, "Khen 05 tập thể.", "corpus.jsonl"),
        Document("d2", "Nhân dân hiến đất.", None, PUBLIC, "Nhân dân hiến đất.", "corpus.jsonl"),
        Document("d3", "Lịch tiếp dân", None, PUBLIC, "Lịch tiếp dân", "corpus.jsonl"),
    ), (
        Row(id="q1", question="Khen bao nhiêu tập thể?", documents={"d1": 2.0}, accept=("05", "năm")),
        Row(id="q2", question="Ai hiến đất?", documents={"d1": 1.0, "d2": 1.0}),
    ))


def test_the_judgements_may_lie_where_beir_puts_them(tmp_path: Path):
    beir(tmp_path, "q1\td1\t1\n")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels.tsv").rename(tmp_path / "qrels" / "test.tsv")
    assert [row.id for row in read_set(tmp_path).rows] == ["q1"]


def test_a_folder_with_evidence(tmp_path: Path):
    write(tmp_path / "docs.jsonl", {"id": "a", "title": "Báo cáo", "issued": "2024-03-12", "audience": "party",
                                    "text": "Khen 05 tập thể."})
    write(tmp_path / "qa.jsonl",
          {"id": "1", "question": "Còn cá nhân?", "type": "number", "form": "follow_up", "audience": "dv",
           "accept": ["05"], "doc": "a", "evidence": ["05 tập thể"], "answerable": True, "distractors": ["06"],
           "history": [{"q": "Khen mấy tập thể?", "a": "05."}]},
          {"id": "2", "question": "Ai?", "audience": "staff", "accept": [], "doc": [], "evidence": [],
           "answerable": False})
    found = read_set(tmp_path)
    assert found.documents == (Document("a", "Báo cáo", date(2024, 3, 12), Audience.PARTY, "Khen 05 tập thể.",
                                        str(tmp_path / "docs.jsonl")),)
    assert found.rows == (
        Row(id="1", question="Còn cá nhân?", documents={"a": 1.0}, accept=("05",), evidence=("05 tập thể",),
            distractors=("06",), audiences=frozenset({PUBLIC, Audience.PARTY}), form="follow_up", type="number",
            history=(Exchange("Khen mấy tập thể?", "05."),)),
        Row(id="2", question="Ai?", documents={}, answerable=False, audiences=frozenset({PUBLIC, Audience.STAFF})))


def test_another_folder_is_none(tmp_path: Path):
    with pytest.raises(UnusableQuestionSet) as caught:
        read_set(tmp_path)
    assert (caught.value.path, caught.value.line) == (tmp_path, 0)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "2"}', '{"id": "2", "question": 7, "accept": [], "doc": "a", '
                                  '"evidence": [], "answerable": true}', "\udcff"])
def test_a_broken_line_is_named(tmp_path: Path, line: str):
    good = json.dumps({"id": "1", "question": "?", "accept": [], "doc": None, "evidence": [], "answerable": False})
    (tmp_path / "qa.jsonl").write_text(f"{good}\n\n{line}\n", encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UnusableQuestionSet) as caught:
        read_rows(tmp_path / "qa.jsonl")
    assert caught.value.line == 3


def test_a_broken_judgement_is_named(tmp_path: Path):
    beir(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\n")
    with pytest.raises(UnusableQuestionSet) as caught:
        read_set(tmp_path)
    assert caught.value.line == 2


def test_a_broken_document_is_the_error_that_adding_it_would_be(tmp_path: Path):
    write(tmp_path / "docs.jsonl", {"id": "", "text": "Chữ."})
    write(tmp_path / "qa.jsonl")
    with pytest.raises(InvalidValue):
        read_set(tmp_path)
