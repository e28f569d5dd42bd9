import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.training.shipped import Shipped, save
from retrieval.training.tokens import Vocabulary

TEXTS = ["Phường họp", "phuong hop", "họp chiều nay ở phường", "", "???"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tokens = ("<unk>", "▁", "▁phuong", "▁hop", "▁phuong▁hop", "▁chieu", "▁nay", "▁o")
    vocabulary = Vocabulary(tokens, (-20.0, -9.0, *([-3.0] * 6)), np.array([0, 0, 1, 2, 3, 4, 5, 6]), False)
    save(tmp_path, vocabulary, np.random.default_rng(1).normal(size=(7, 16)).astype(np.float32))
    return tmp_path


def test_vectors_have_length_one_and_need_no_accents(folder: Path) -> None:
    vectors = Shipped.open(folder).embed(TEXTS)
    assert np.linalg.norm(vectors, axis=1).round(5).tolist() == [1, 1, 1, 0, 0]
    assert (vectors[0] == vectors[1]).all()


def test_sentence_transformers_gives_the_same_vectors(folder: Path) -> None:
    library = pytest.importorskip("sentence_transformers")
    theirs = library.SentenceTransformer(str(folder)).encode(TEXTS)
    assert np.abs(theirs - Shipped.open(folder).embed(TEXTS)).max() < 1e-6


def test_the_tokenizer_is_written_without_blanks(folder: Path) -> None:
    text = (folder / "tokenizer.json").read_text("utf-8")
    assert len(text) == len(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")))
