from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from training.mean import mean


def weights(path: Path, **values: float) -> Path:
    save_file({name: torch.full((2,), value) for name, value in values.items()}, path)
    return path


def test_each_file_counts_by_its_share(tmp_path: Path) -> None:
    """A quarter of one and three quarters of the other, in half precision."""
    one, other = weights(tmp_path / "one", a=4.0, b=0.0), weights(tmp_path / "other", a=0.0, b=8.0)
    mean({one: 0.25, other: 0.75}, tmp_path / "out")
    found = load_file(tmp_path / "out")
    assert {name: value.tolist() for name, value in found.items()} == {
        "a": [1.0, 1.0],
        "b": [6.0, 6.0],
    }
    assert found["a"].dtype == torch.float16


def test_what_cannot_be_a_mean_is_said(tmp_path: Path) -> None:
    """Shares that do not add up to 1, and files of other networks."""
    one, other = weights(tmp_path / "one", a=4.0), weights(tmp_path / "other", b=4.0)
    with pytest.raises(ValueError, match="add up to"):
        mean({one: 0.5}, tmp_path / "out")
    with pytest.raises(ValueError, match="same weights"):
        mean({one: 0.5, other: 0.5}, tmp_path / "out")
    assert not (tmp_path / "out").exists()
