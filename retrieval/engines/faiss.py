"""Nearest neighbours by FAISS: exact while that is fast, then lists of near vectors (IVF) with 8-bit codes.

An index for each audience: what somebody may not read is not even looked at.
"""

import os
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from corpus.document import Audience
from retrieval.protocols import Matrix, Vector

EXACT_UP_TO = 50_000      # vectors of an audience: about 2.5 ms a search on one core with 16-bit codes
_Shelf = Any              # a faiss.Index; its stubs know nothing of what the Python side adds
_FOR_A_LIST = 40          # vectors that FAISS wants to see to place a list well
_PROBED = 0.08            # share of the lists that a search looks into: .93 of the true 100 nearest, .97 of the 10


class FaissIndex:
    """A vector index in memory, with `save` and `load` for a quick start."""

    def __init__(self, exact_up_to: int = EXACT_UP_TO) -> None:
        # One question is too little work to share: on a busy machine waiting for a second thread took 20 ms.
        faiss.omp_set_num_threads(1)
        self._exact_up_to = exact_up_to
        self._lock = threading.Lock()      # FAISS may be searched by many threads, but not changed meanwhile
        self._shelves: dict[Audience, _Shelf] = {}

    def add(self, ids: Sequence[int], vectors: Matrix, audiences: Sequence[Audience]) -> None:
        keys = np.asarray(ids, dtype=np.int64)
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        with self._lock:
            self._remove(keys)
            for audience in set(audiences):
                chosen = np.fromiter((other == audience for other in audiences), bool, len(keys))
                shelf = self._shelves.get(audience) or _exact(rows.shape[1])
                shelf.add_with_ids(rows[chosen], keys[chosen])
                self._shelves[audience] = self._fitting(shelf)

    def remove(self, ids: Collection[int]) -> None:
        with self._lock:
            self._remove(np.fromiter(ids, np.int64, len(ids)))

    def search(self, vector: Vector, *, audiences: Collection[Audience], limit: int) -> list[tuple[int, float]]:
        row = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        found: list[tuple[int, float]] = []
        with self._lock:
            for audience in audiences:
                if (shelf := self._shelves.get(audience)) is not None and shelf.ntotal:
                    scores, keys = shelf.search(row, min(limit, shelf.ntotal))
                    found += [(key, score) for key, score in zip(keys[0].tolist(), scores[0].tolist(), strict=True)
                              if key >= 0]     # FAISS pads with -1
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def ids(self) -> set[int]:
        with self._lock:
            return {int(key) for shelf in self._shelves.values() for key in _keys(shelf)}

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with self._lock:
            for audience in Audience:
                path = folder / f"{audience}.faiss"
                if (shelf := self._shelves.get(audience)) is None:
                    path.unlink(missing_ok=True)
                    continue
                beside = path.with_suffix(".new")
                faiss.write_index(shelf, str(beside))
                os.replace(beside, path)

    def load(self, folder: Path) -> None:
        paths = {audience: folder / f"{audience}.faiss" for audience in Audience}
        try:
            shelves = {audience: faiss.read_index(str(path)) for audience, path in paths.items() if path.exists()}
        except RuntimeError as problem:      # a file that a power cut left half written
            raise FileNotFoundError(folder) from problem
        if not shelves:
            raise FileNotFoundError(folder)
        with self._lock:
            self._shelves = shelves

    def _remove(self, keys: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> None:
        for audience, shelf in list(self._shelves.items()):
            if len(keys) and shelf.remove_ids(keys) and not shelf.ntotal:
                del self._shelves[audience]      # the next vectors may be of another model

    def _fitting(self, shelf: _Shelf) -> _Shelf:
        """Turn an exact shelf that has grown too large into lists."""
        if shelf.ntotal <= self._exact_up_to or not isinstance(shelf, faiss.IndexIDMap2):
            return shelf
        keys = _keys(shelf)
        vectors = shelf.index.reconstruct_n(0, shelf.ntotal)
        lists = max(1, min(int(4 * np.sqrt(shelf.ntotal)), shelf.ntotal // _FOR_A_LIST))
        fast: _Shelf = faiss.index_factory(shelf.d, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        fast.nprobe = max(8, int(lists * _PROBED))
        generator = np.random.default_rng(0)
        fast.train(vectors[generator.choice(len(vectors), min(len(vectors), _FOR_A_LIST * lists), replace=False)])
        fast.add_with_ids(vectors, keys)
        return fast


def _exact(dimensions: int) -> _Shelf:
    codes = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(codes)


def _keys(shelf: _Shelf) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    if isinstance(shelf, faiss.IndexIDMap2):
        return faiss.vector_to_array(shelf.id_map)
    lists = shelf.invlists
    return np.concatenate([faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy() if lists.list_size(i)
                           else np.empty(0, np.int64) for i in range(lists.nlist)])
