"""Vectors by id: the VectorIndex protocol, and FAISS behind it. The only file that imports faiss.

The index is a cache of what the records hold. Its file is a snapshot with a manifest; one that is missing, damaged or
made by another encoder or of another corpus is told apart when it is opened, and whoever opened it fills the gap from the records.
"""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Ids = NDArray[np.int64]

_NOISE = 1e-6
"""by how much FAISS's product of the same two vectors moves with their place and with the others of a search"""


class VectorIndex(Protocol):
    """Nearest vectors by inner product."""

    def ids(self) -> Ids:
        """The ids it holds, in no order."""
        ...

    def add(self, ids: Ids, vectors: NDArray[np.float32]) -> None:
        """Add rows; an id must not be there already."""
        ...

    def remove(self, ids: Ids) -> None:
        """Forget ids; unknown ones are passed over."""
        ...

    def search(
        self, vectors: NDArray[np.float32], limit: int, among: Ids | None = None
    ) -> list[list[int]]:
        """For each vector, shape (vectors, dimension), the nearest ids, best first, of equals the lower; only `among` them when given."""
        ...

    def vectors(self, ids: Ids) -> Mapping[int, NDArray[np.float32]]:
        """The vectors of ids; unknown ones are left out."""
        ...


@dataclass(frozen=True)
class Manifest:
    """What a snapshot file holds; it is written last, so a file without one was cut off."""

    encoder: str
    dimension: int
    corpus: str
    count: int
    sha256: str


class FaissIndex:
    """Exact search (inner product of unit vectors) with ids of our own.

    Searches and changes take turns under one lock; a change copies only its own rows, so a search waits milliseconds.
    """

    def __init__(self, encoder: str, dimension: int, corpus: str, index: Any = None) -> None:
        self.encoder = encoder
        self.dimension = dimension
        self.corpus = corpus
        self._index: Any = index or faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path, encoder: str, dimension: int, corpus: str) -> "FaissIndex":
        """Read the snapshot at `path`; an empty index, and a line in the log, where it cannot be trusted."""
        empty = cls(encoder, dimension, corpus)
        if not path.exists():
            return empty
        try:
            manifest = Manifest(**json.loads(_manifest_path(path).read_text(encoding="utf-8")))
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            wanted = Manifest(encoder, dimension, corpus, manifest.count, digest)
            if manifest != wanted:
                log.warning(
                    "vector snapshot %s is not what its manifest says, or another corpus'; it is rebuilt",
                    path,
                )
                return empty
            index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
            return cls(encoder, dimension, corpus, index)
        except (OSError, ValueError, TypeError, RuntimeError) as fault:
            log.warning("vector snapshot %s cannot be read (%s); it is rebuilt", path, fault)
            return empty

    def save(self, path: Path) -> None:
        """Write the snapshot and its manifest aside, then rename; a crash leaves the old pair or a detectable one.

        Threads and processes that share a folder write one after the other.
        """
        with self._lock:
            content = faiss.serialize_index(self._index).tobytes()
            count = self._index.ntotal
        digest = hashlib.sha256(content).hexdigest()
        manifest = Manifest(self.encoder, self.dimension, self.corpus, count, digest)
        with FileLock(path.with_name(path.name + ".lock")):
            _replace(path, content)
            _replace(_manifest_path(path), json.dumps(asdict(manifest)).encode())

    def ids(self) -> Ids:
        """The ids it holds, in no order."""
        with self._lock:
            return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def add(self, ids: Ids, vectors: NDArray[np.float32]) -> None:
        """Add rows; an id must not be there already."""
        if len(ids):
            with self._lock:
                self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def remove(self, ids: Ids) -> None:
        """Forget ids; unknown ones are passed over."""
        if len(ids):
            with self._lock:
                self._index.remove_ids(ids)

    def search(
        self, vectors: NDArray[np.float32], limit: int, among: Ids | None = None
    ) -> list[list[int]]:
        """For each vector the nearest ids, best first, of equals the lower, in whatever order they were added."""
        found: list[list[int]] = [[] for _ in vectors]
        options = None if among is None else _only(among)
        with self._lock:
            total, wide = self._index.ntotal, limit + 1
            left = list(range(len(vectors))) if total else []
            while left:
                scores, ids = self._index.search(vectors[left], min(wide, total), params=options)
                # where the last may be as near as one that is cut off, more are looked at
                cut = scores[:, min(limit, ids.shape[1]) - 1] - scores[:, -1]
                level = (wide < total) & (ids[:, -1] >= 0) & (cut <= _NOISE)
                for at, row, open_ in zip(left, ids, level, strict=True):
                    if not open_:
                        found[at] = self._closest(vectors[at], row[row >= 0])[:limit]
                left = [at for at, open_ in zip(left, level, strict=True) if open_]
                wide *= 2
        return found

    def _closest(self, vector: NDArray[np.float32], ids: Ids) -> list[int]:
        """Ids by the nearness of their vectors, which are multiplied one by one, so that equals are equal to the bit."""
        near = (self._index.reconstruct_batch(ids) * vector).sum(axis=1)
        return [int(id_) for id_ in ids[np.lexsort((ids, -near))]]

    def vectors(self, ids: Ids) -> dict[int, NDArray[np.float32]]:
        """The vectors of ids; unknown ones are left out."""
        with self._lock:
            found = {}
            for id_ in ids.tolist():
                with suppress(RuntimeError):
                    found[id_] = self._index.reconstruct(id_)
        return found


def as_ids(ids: Sequence[int]) -> Ids:
    """Row ids as FAISS takes them."""
    return np.asarray(ids, dtype=np.int64)


def _only(ids: Ids) -> Any:
    """Search parameters that look at some ids alone."""
    make: Any = faiss.SearchParameters
    return make(sel=faiss.IDSelectorBatch(ids))


def _manifest_path(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_name(path.name + ".tmp")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
