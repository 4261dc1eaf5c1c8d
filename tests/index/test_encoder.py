from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder import SentenceEncoder, Vectors, canary
from index.observer import observed_by
from service.engine import Engine
from service.metrics import Metrics
from tests.parts import DIMENSION, WordEncoder


@pytest.mark.model
def test_vectors_have_length_one_and_know_meaning(real_engine: Engine) -> None:
    """Rows are unit vectors in the order given, and a rewording is closer than another matter."""
    encoder = real_engine.encoder
    vectors = encoder.encode(
        ["The ferry ran aground.", "The ship got stuck on rocks.", "Eggs became cheaper."]
    )
    assert vectors.shape == (3, encoder.dimension) == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert encoder.encode([]).shape == (0, 384)


def test_an_unknown_model_is_an_error() -> None:
    """A folder that is not there is said, and nothing is fetched."""
    with pytest.raises(OSError, match="no-such-folder"):
        SentenceEncoder.load("./no-such-folder/model")


def test_the_canary_notices_what_is_wrong_with_vectors() -> None:
    """A wrong dimension, a wrong length and a wrong sense of likeness are each named; a right encoder passes."""

    class Narrow(WordEncoder):
        dimension = DIMENSION + 1

    class Long(WordEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            return super().encode(texts) * 2

    class Senseless(WordEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            return np.eye(len(texts), DIMENSION, dtype=np.float32)

    assert canary(WordEncoder()) == []
    assert canary(Narrow()) == ["words gives vectors of shape (3, 256), not of 257"]
    assert canary(Long()) == ["words gives vectors that are not of length 1"]
    assert canary(Senseless())[0].startswith("words does not hold 'The bridge was closed")


@pytest.mark.model
def test_the_shipped_encoder_passes_its_canary(real_engine: Engine) -> None:
    """The packaged model is told nothing against, and encoding is a stage that observers hear of."""
    metrics = Metrics()
    with observed_by(metrics):
        assert canary(real_engine.encoder) == []
    assert 'crosscheck_stage_items_sum{stage="encode"} 3.0' in metrics.text("")[0].decode()
