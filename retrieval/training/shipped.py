"""The model as it ships: written for sentence-transformers, read with numpy and tokenizers alone."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from retrieval.training.tokens import Vocabulary

Matrix = NDArray[np.float32]


def save(folder: Path, vocabulary: Vocabulary, matrix: Matrix) -> None:
    """Write the model: rows as 8-bit numbers with a scale each, in the form that `StaticEmbedding` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    matrix = matrix / np.linalg.norm(matrix, axis=1).mean()
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / 127
    small = np.round(matrix / scale[:, None]).astype(np.int8)
    tensors = {"embeddings": small, "weights": scale[vocabulary.rows].astype(np.float32),
               "mapping": vocabulary.rows.astype(np.int32)}
    save_file(tensors, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text(vocabulary.json(), "utf-8")
    modules = [{"idx": 0, "name": "0", "path": "",
                "type": "sentence_transformers.models.StaticEmbedding"},
               {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", "utf-8")
    settings: dict[str, object] = {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A static model: the vector of a text is the sum of its tokens' vectors, of length 1."""

    tokenizer: Tokenizer
    rows: NDArray[np.int32]
    scale: NDArray[np.float32]
    small: NDArray[np.int8]

    @classmethod
    def open(cls, folder: Path) -> "Shipped":
        """Read what `save` wrote."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        tensors = load_file(folder / "model.safetensors")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(tokenizer, tensors["mapping"], tensors["weights"], tensors["embeddings"])

    def embed(self, texts: Sequence[str]) -> Matrix:
        """A row a text; a text without a known word is a row of zeros."""
        result = np.zeros((len(texts), self.small.shape[1]), np.float32)
        for at in range(0, len(texts), 256):
            encodings = self.tokenizer.encode_batch_fast(list(texts[at : at + 256]), add_special_tokens=False)
            for i, encoding in enumerate(encodings, at):
                ids = encoding.ids
                if ids:
                    result[i] = self.scale[ids] @ self.small[self.rows[ids]]
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        result /= np.maximum(lengths, 1e-12)
        return result
