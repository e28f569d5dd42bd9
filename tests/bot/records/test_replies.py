"""Which message answered which is known for a day and a half, and the file says of no chat."""

import sqlite3
from pathlib import Path

from bot.records import Records
from retrieval.question import today


def test_an_answer_is_found_by_its_question_also_by_the_next_process(tmp_path: Path) -> None:
    Records(tmp_path, admins=()).replies.remember(3_141_592_653, 7, 8)

    again = Records(tmp_path, admins=()).replies
    assert (again.answer(3_141_592_653, 7), again.answer(3_141_592_653, 8), again.answer(1, 7)) == (8, None, None)
    assert [path.name for path in tmp_path.glob("updates*") if b"3141592653" in path.read_bytes()] == []


def test_what_is_old_is_forgotten(tmp_path: Path) -> None:
    records = Records(tmp_path, admins=())
    for question in (1, 2):
        records.replies.remember(5, question, 10)
    with sqlite3.connect(tmp_path / "updates.sqlite") as file:
        file.execute("UPDATE replies SET at = at - 40 * 3600")
    records.replies.remember(5, 2, 11)
    records.purge(90, today=today())

    assert (records.replies.answer(5, 1), records.replies.answer(5, 2)) == (None, 11)
