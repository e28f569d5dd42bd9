"""Text becomes vectors."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from retrieval.embedding import SHIPPED, SentenceTransformerEmbedder, StaticEmbedder
from retrieval.errors import ModelUnavailable

TEXTS = ["Đảng ủy phường khen thưởng 05 tập thể.", "nguoi dan hien bao nhieu dat", "", "🎉 中文 zzz", "Uỷ ban " * 300]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of three words, whose vectors can be worked out by hand."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "đất": 1, "hiến": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
    folder = tmp_path_factory.mktemp("tiny")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
                        prompts={"query": "hiến ", "document": ""}).save(str(folder))
    return folder


def test_the_shipped_model_is_the_one_that_sentence_transformers_opens():
    theirs = SentenceTransformer(str(SHIPPED)).encode(TEXTS[:2] + TEXTS[4:], normalize_embeddings=True)
    ours = StaticEmbedder().embed_passages(TEXTS[:2] + TEXTS[4:])
    assert np.abs(theirs - ours).max() < 1e-4


def test_vectors_are_of_length_one_and_of_nothing_for_no_known_word():
    vectors = StaticEmbedder().embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), StaticEmbedder().dimensions)
    assert np.linalg.norm(vectors, axis=1)[:3] == pytest.approx([1, 1, 0], abs=1e-5)


def test_a_question_is_embedded_as_a_passage_is():
    embedder = StaticEmbedder()
    assert np.array_equal(embedder.embed_question(TEXTS[0]), embedder.embed_passages(TEXTS)[0])


def test_accents_are_no_distance():
    one, other = StaticEmbedder().embed_passages(["Người dân hiến bao nhiêu đất", "nguoi dan hien bao nhieu dat"])
    assert float(one @ other) > 0.99


def test_the_shipped_model_opens_without_torch_in_no_time():
    code = ("import sys, time; from retrieval.embedding import StaticEmbedder; start = time.process_time(); "
            "StaticEmbedder().embed_question('a'); print('torch' in sys.modules, time.process_time() - start)")
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert shown[0] == "False"
    assert float(shown[1]) < 1.0        # 0.3 s on a quiet machine; process time, so that a busy one does not fail


def test_the_name_changes_with_the_weights(tmp_path: Path):
    for folder, content in (("a", b"one"), ("b", b"two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "model.safetensors").write_bytes(content)
    assert StaticEmbedder(tmp_path / "a").name == "a-7692c3ad"
    assert StaticEmbedder(tmp_path / "b").name == "b-3fc4ccfe"


def test_a_folder_without_weights_is_an_unavailable_model(tmp_path: Path):
    with pytest.raises(ModelUnavailable):
        StaticEmbedder(tmp_path).embed_question("a")


def test_any_sentence_transformers_model_is_used_with_its_own_prompts(tiny: Path):
    embedder = SentenceTransformerEmbedder(str(tiny))
    half = np.float32(np.sqrt(0.5))
    assert embedder.embed_question("đất") == pytest.approx([half, half, 0])
    assert embedder.embed_passages(["đất", "hiến"]) == pytest.approx(np.array([[1, 0, 0], [0, 1, 0]]))
    assert (embedder.name, embedder.dimensions) == (str(tiny), 3)


def test_a_model_that_says_nothing_of_prompts_and_is_called_e5_gets_those_of_e5(tiny: Path, tmp_path: Path):
    folder = tmp_path / "my-e5-model"
    plain = SentenceTransformer(str(tiny))
    plain.prompts = {"query": "", "document": ""}
    plain.save(str(folder))
    embedder = SentenceTransformerEmbedder(str(folder))
    assert embedder.embed_passages(["đất"])[0] == pytest.approx([1 / np.sqrt(5), 0, 2 / np.sqrt(5)])   # passage, :, đất


@pytest.mark.parametrize("name", ["no/such/folder", "intfloat/multilingual-e5-small"])
def test_a_model_that_cannot_be_had_is_named(name: str):
    with pytest.raises(ModelUnavailable) as caught:
        SentenceTransformerEmbedder(name).embed_question("a")
    assert (caught.value.name, caught.value.extra_missing) == (name, False)
