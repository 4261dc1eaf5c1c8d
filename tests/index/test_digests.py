from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import digest_of


def test_a_digest_follows_names_values_and_note() -> None:
    """It is the same in any order and memory layout, and another one where anything else differs."""
    weights: dict[str, NDArray[Any]] = {
        "a": np.arange(6, dtype=np.float32).reshape(2, 3),
        "b": np.zeros(2),
    }
    turned = {"b": weights["b"], "a": np.asfortranarray(weights["a"])}
    assert digest_of(turned) == digest_of(weights)
    others = [
        digest_of({**weights, "a": weights["a"].T}),
        digest_of({**weights, "b": np.ones(2)}),
        digest_of({"c": weights["a"], "b": weights["b"]}),
        digest_of(weights, note="bfloat16"),
    ]
    assert len({digest_of(weights), *others}) == 5
