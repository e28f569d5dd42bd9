"""Text becomes vectors: the shipped static model, or any sentence-transformers model by name."""

import hashlib
import importlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retrieval.errors import ModelUnavailable
from retrieval.protocols import Matrix, Vector

_AT_ONCE = 256     # texts handed to the tokenizer together
SHIPPED = Path(__file__).parent / "model"

# Models that expect these words before a text, but do not say so in their own files.
_E5_PROMPTS = {"question": "query: ", "passage": "passage: "}


class StaticEmbedder:
    """The shipped model: a vector a token, their sum, length 1. Opened without torch, in under 0.3 s.

    The weights are 8-bit rows shared by tokens, each token with a scale of its own: the form that the static models
    of sentence-transformers take too, so `SentenceTransformer("retrieval/model")` gives the same vectors.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    @cached_property
    def name(self) -> str:
        return f"{self._folder.name}-{_fingerprint(self._folder / 'model.safetensors')}"

    @property
    def dimensions(self) -> int:
        return int(self._weights.rows.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        rows, row_of, scale = self._weights
        vectors = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            encodings = self._tokenizer.encode_batch_fast(list(texts[start:start + _AT_ONCE]), add_special_tokens=False)
            for vector, encoding in zip(vectors[start:], encodings, strict=False):
                if ids := encoding.ids:
                    vector += scale[ids] @ rows[row_of[ids]]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def embed_question(self, text: str) -> Vector:
        vector: Vector = self.embed_passages([text])[0]
        return vector

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _weights(self) -> "_Weights":
        try:
            tensors = load_file(self._folder / "model.safetensors")
        except OSError as problem:
            raise ModelUnavailable(str(self._folder), extra_missing=False) from problem
        return _Weights(tensors["embeddings"], tensors["mapping"], tensors["weights"])


class _Weights(NamedTuple):
    """`scale[token] * rows[row_of[token]]` is the vector of a token."""

    rows: NDArray[np.int8]        # (rows, dimensions)
    row_of: NDArray[np.int32]     # (tokens,)
    scale: NDArray[np.float32]    # (tokens,)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by its name or folder, with the prompts that it was trained with.

    Needs the extra `models`. The model is loaded at the first text, which takes seconds.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def dimensions(self) -> int:
        return len(self.embed_question("?"))

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        return self._encode(list(texts), "passage", self._model.encode_document)

    def embed_question(self, text: str) -> Vector:
        vector: Vector = self._encode([text], "question", self._model.encode_query)[0]
        return vector

    @cached_property
    def _model(self) -> Any:
        try:
            library = importlib.import_module("sentence_transformers")
        except ImportError as problem:
            raise ModelUnavailable(self.name, extra_missing=True) from problem
        try:
            return library.SentenceTransformer(self.name)
        except Exception as problem:      # the library raises whatever lies beneath: OSError, ValueError, KeyError …
            raise ModelUnavailable(self.name, extra_missing=False) from problem

    def _encode(self, texts: list[str], side: str, encode: Any) -> Matrix:
        prompt = None if any(self._model.prompts.values()) or "e5" not in self.name.lower() else _E5_PROMPTS[side]
        return np.asarray(encode(texts, prompt=prompt, normalize_embeddings=True, show_progress_bar=False),
                          dtype=np.float32)


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:8]
    except OSError as problem:
        raise ModelUnavailable(str(path.parent), extra_missing=False) from problem
