"""Small honest stand-ins: each does what it says, by a rule that can be worked out by hand."""

import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np

from corpus.document import Audience, Document, Original, Picture
from corpus.vietnamese.syllables import folded_terms
from retrieval.protocols import Matrix, Vector


class HashingEmbedder:
    """A vector counts the folded words of a text in buckets: texts with the same words have the same vector."""

    def __init__(self, dimensions: int = 64, name: str = "hashing") -> None:
        self.dimensions = dimensions
        self.name = name

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for term in folded_terms(text):
                row[zlib.crc32(term.encode()) % self.dimensions] += 1
            row /= np.linalg.norm(row) or 1
        return vectors

    def embed_question(self, text: str) -> Vector:
        vector: Vector = self.embed_passages([text])[0]
        return vector


def report(document_id: str, text: str, *, issued: date | None = date(2024, 3, 12), title: str = "Tin phường",
           audience: Audience = Audience.PUBLIC, pages: tuple[int, ...] = (),
           pictures: tuple[Picture, ...] = (), original: Original | None = None, source: str | None = None) -> Document:
    """Make a document in one line."""
    return Document(document_id, title, issued, audience, text, source or f"{document_id}.txt", pages, pictures, original)
