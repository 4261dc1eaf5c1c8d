"""Digests of weights, so that an answer can name the very models that made it."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


def digest_of(weights: Mapping[str, NDArray[Any]], *, note: str = "") -> str:
    """SHA-256 over names, shapes and values, the same wherever the weights were read from.

    Args:
        weights: arrays by name, in any order.
        note: what else moves the results, such as the precision that the weights are multiplied in.
    """
    found = hashlib.sha256(note.encode())
    for name in sorted(weights):
        values = np.ascontiguousarray(weights[name])
        found.update(f"\n{name} {values.dtype} {values.shape}\n".encode())
        found.update(values.data)
    return found.hexdigest()
