"""Where learning starts: tokens that stand in the same texts get vectors that point the same way (latent semantics)."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.utils.extmath import randomized_svd

from retrieval.training.learning import Ragged


def latent_vectors(texts: Ragged, rows: int, dimensions: int, *, seed: int,
                   rare: float = 3e-4) -> NDArray[np.float32]:
    """A vector a row; longer the rarer the token is, as rare words say more about a text."""
    many = len(texts.starts) - 1
    document = np.repeat(np.arange(many), np.diff(texts.starts))
    counts = csr_matrix((np.ones(len(texts.ids), np.float32), (document, texts.ids)), shape=(many, rows))
    counts.sum_duplicates()
    frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + many) / (1 + frequency)).astype(np.float32)
    counts.data = 1 + np.log(counts.data)
    weighted = counts @ diags(rarity)
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted = diags((1 / np.maximum(length, 1e-6)).astype(np.float32)) @ weighted
    _, strength, directions = randomized_svd(weighted.astype(np.float32), dimensions, n_iter=2, random_state=seed)
    vectors = directions.T * np.sqrt(strength)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    share = np.bincount(texts.ids, minlength=rows) / len(texts.ids)
    generator = np.random.default_rng(seed)
    vectors[frequency < 3] = generator.normal(0, 1 / np.sqrt(dimensions), (int((frequency < 3).sum()), dimensions))
    vectors *= (rare / (rare + share))[:, None]
    vectors[0] = 0
    result: NDArray[np.float32] = vectors.astype(np.float32)
    return result
