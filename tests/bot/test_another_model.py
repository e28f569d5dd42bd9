"""Another embedding model by HOIPHUONG_MODEL, from the folder of a tiny one to a hit."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from bot.cli import main


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model to which "điền thổ" means what "đất" means."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "đất": 1, "thổ": 1, "khen": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.array([[0, 0, .1], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
    folder = tmp_path_factory.mktemp("tiny")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return folder


@pytest.fixture
def run(tmp_path: Path, tiny: Path) -> Callable[..., Result]:
    def run(*arguments: str, model: str = str(tiny)) -> Result:
        environment = {"HOIPHUONG_DATA": str(tmp_path / "data"), "HOIPHUONG_MODEL": model}
        return CliRunner().invoke(main, arguments, env=environment)
    return run


@pytest.fixture
def reports(tmp_path: Path) -> str:
    path = tmp_path / "tin.jsonl"
    texts = {"dat": "Bà con cho đất làm ngõ.", "khen": "Hội nghị khen ông Bình."}
    path.write_text("\n".join(json.dumps({"id": key, "title": "Tin", "issued": "2024-03-12", "text": text})
                              for key, text in texts.items()), encoding="utf-8")
    return str(path)


def test_a_passage_is_found_by_what_the_model_takes_it_to_mean(run: Callable[..., Result], reports: str):
    assert run("add", reports).exit_code == 0
    assert json.loads(run("search", "thổ", "--json").stdout)["hits"][0]["document"] == "dat"


def test_a_folder_keeps_to_its_model_until_it_is_rebuilt(run: Callable[..., Result], reports: str, tiny: Path):
    assert run("add", reports, model="").exit_code == 0
    refused = run("search", "thổ", "--json")
    assert refused.exit_code == 1
    assert "hoiphuong rebuild" in refused.stderr
    assert run("rebuild").exit_code == 0
    assert json.loads(run("search", "thổ", "--json").stdout)["hits"][0]["document"] == "dat"
