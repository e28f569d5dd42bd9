"""Whether a document is about a topic that somebody named in a few words."""

from collections.abc import Sequence

import numpy as np

from corpus.document import StoredPassage
from corpus.vietnamese.syllables import folded_terms, terms
from retrieval.protocols import Embedder

# Cosines of the shipped model between a topic and a passage under its title, measured on the samples: what is about the
# topic has .35 and more, what is about something else .28 and less; a passage in between must hold every word.
_CLEAR = 0.35
_WITH_EVERY_WORD = 0.25


class Fitting:
    """Compares topics with documents. The thresholds hold for the shipped model alone, whichever model searches."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def fitting(self, topics: Sequence[str], passages: Sequence[StoredPassage]) -> dict[int, StoredPassage]:
        """Return the passage of a document that fits best, by the index of each topic that the document fits."""
        if not topics or not passages:
            return {}
        texts = [f"{one.title}\n{one.passage.text}" for one in passages]
        rows = _directions(self._embedder.embed_passages(texts))
        columns = _directions(np.stack([self._embedder.embed_question(topic) for topic in topics]))
        likeness = rows @ columns.T
        found: dict[int, StoredPassage] = {}
        for n, topic in enumerate(topics):
            for row in np.argsort(-likeness[:, n]):
                if likeness[row, n] < _WITH_EVERY_WORD:
                    break
                if likeness[row, n] >= _CLEAR or _holds_every_word(topic, f"{texts[row]}\n{passages[row].passage.heading}"):
                    found[n] = passages[row]
                    break
        return found

    def means(self, text: str, topic: str) -> bool:
        """Say whether a question is about a topic, whatever its words."""
        asked, named = (self._embedder.embed_question(words) for words in (text, topic))
        return bool(asked @ named >= _CLEAR * np.linalg.norm(asked) * np.linalg.norm(named) > 0)


def _directions(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths, lengths, 1.0)


def names(text: str, topic: str) -> bool:
    """Say whether a topic stands in a text, word for word; accents count where both were typed with them."""
    plain = topic.isascii() or text.isascii()
    said, meant = terms(text)[plain], terms(topic)[plain]
    return bool(meant) and set(meant) <= set(said)


def _holds_every_word(topic: str, text: str) -> bool:
    return set(folded_terms(topic)) <= set(folded_terms(text))
