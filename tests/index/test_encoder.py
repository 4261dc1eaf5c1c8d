import numpy as np
import pytest

from index.encoder import SentenceEncoder
from service.engine import Engine


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
