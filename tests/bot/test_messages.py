"""Every sentence the assistant says by itself."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import corpus.errors
import retrieval.errors
from bot import messages
from bot.settings import InvalidSetting
from corpus.errors import (
    ChangedMeanwhile,
    CorpusError,
    ForeignData,
    InvalidValue,
    MissingDate,
    NothingToUndo,
    UnknownDocument,
    Unreachable,
    UnreachableAddress,
    Unreadable,
    UnreadableFile,
    UnusableBackup,
    UnusableFolder,
    UnwritableBackup,
)
from retrieval.errors import IndexLost, ModelMismatch, ModelUnavailable, RetrievalError

ERRORS = [
    *(UnreadableFile("tin.doc", reason) for reason in Unreadable),
    *(UnreachableAddress("https://phuong.vn", reason) for reason in Unreachable),
    UnreadableFile("tin.jsonl", Unreadable.BROKEN, 7),
    MissingDate("tin.txt"), *(InvalidValue(field, "31/02/2024") for field in ("issued", "audience", "title", "id")),
    InvalidValue("issued", "x", "tin.jsonl", 3), UnknownDocument("abc"), UnusableFolder(Path("/kho")),
    InvalidValue("superseded_by", "abc"), ChangedMeanwhile(7), NothingToUndo(), UnusableBackup(Path("/sao-luu")),
    UnwritableBackup(Path("/sao-luu")), IndexLost(),
    ForeignData(Path("/kho")), ModelMismatch("cũ", "mới"), ModelUnavailable("e5", extra_missing=True),
    ModelUnavailable("e5", extra_missing=False), InvalidSetting("HOIPHUONG_WEB", "x"), InvalidSetting("TOKEN", "")]


@pytest.mark.parametrize("problem", ERRORS, ids=str)
def test_every_error_is_one_line_in_vietnamese(problem: CorpusError | RetrievalError | InvalidSetting):
    sentence = messages.error(problem)
    assert sentence != messages.FAILED
    assert "\n" not in sentence
    assert sentence[0].isupper()
    assert sentence.rstrip("”")[-1] in ".”gTDYd" or "hoiphuong" in sentence or "apt-get" in sentence or "https" in sentence
    assert any(character in sentence for character in "ảạấậẫọỏộớợởừữựệểếéêôơưđă")


def test_no_error_is_forgotten():
    kinds = {kind for module in (corpus.errors, retrieval.errors) for kind in vars(module).values()
             if isinstance(kind, type) and issubclass(kind, CorpusError | RetrievalError)}
    assert kinds - {CorpusError, RetrievalError} == {type(problem) for problem in ERRORS} - {InvalidSetting}


def test_the_sentences_say_what_to_do_next():
    assert messages.error(MissingDate("tin.txt")) == (
        "Không tìm thấy ngày ban hành trong tin.txt. Vui lòng cho biết bằng --issued NĂM-THÁNG-NGÀY.")
    assert messages.error(ModelMismatch("cũ", "mới")) == (
        "Chỉ mục được tạo bằng mô hình “cũ”, khác mô hình đang dùng “mới”. Vui lòng chạy: hoiphuong rebuild")
    assert messages.error(UnreadableFile("tin.jsonl", Unreadable.BROKEN, 7)) == (
        "Không đọc được tệp tin.jsonl (dòng 7): tệp bị hỏng hoặc không đúng định dạng.")


def test_no_sentence_takes_the_name_of_another():
    body = ast.parse(Path(messages.__file__).read_text(encoding="utf-8")).body
    named = Counter(name.id for one in body for name in ast.walk(one) if isinstance(name, ast.Name)
                    and isinstance(name.ctx, ast.Store) and isinstance(one, ast.Assign | ast.AnnAssign))
    named.update(one.name for one in body if isinstance(one, ast.FunctionDef | ast.ClassDef))
    assert [name for name, times in named.items() if times > 1] == []
