from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from claims.checkworthiness import FEATURES, CheckWorthiness, inputs, states
from claims.errors import ModelFault

MADE = {"encoder": "words", "features": " ".join(FEATURES)}


def layers(**given: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """A network over vectors of one number that passes it on."""
    weight = np.zeros((1 + len(FEATURES), 1), dtype=np.float32)
    weight[0] = 1.0
    plain = {
        "hidden.weight": weight,
        "hidden.bias": np.zeros(1, dtype=np.float32),
        "out.weight": np.ones(1, dtype=np.float32),
        "out.bias": np.zeros((), dtype=np.float32),
    }
    return plain | given


def test_a_score_is_the_logistic_of_the_networks_output() -> None:
    """Hidden units are cut at zero; the output is a probability."""
    model = CheckWorthiness("words", layers())
    text = "The ferry sank in May."
    scores = model.scores([text, text], np.asarray([[2.0], [-3.0]], dtype=np.float32))
    assert scores.tolist() == pytest.approx([1 / (1 + np.exp(-2)), 0.5])


@pytest.mark.parametrize(
    "text",
    [
        "Who sank the ferry?",
        "“Was it him?”",
        "Too late.",
        "",
        "Update at 9:05 a.m. ET.",
        "Updated: Tuesday, 3 March 2026 | 14:20 GMT",
        "Last updated on 12/05/2026, 6.30 pm local time",
        "— Ada Moss (@ada_moss) March 3, 2026",
        "pic.twitter.com/a1b2c3 — Harbour Board (@ harbour) 4 May 2026",
    ],
)
def test_what_states_nothing_scores_nothing(text: str) -> None:
    """A question, a label, a time stamp and the signature of a post score 0 whatever the network says."""
    model = CheckWorthiness("words", layers())
    assert not states(text)
    assert model.scores([text], np.asarray([[5.0]], dtype=np.float32)).tolist() == [0.0]


@pytest.mark.parametrize(
    "text",
    [
        "Updated figures show that 12 people drowned.",
        "Published in May, the report blames the crew.",
        "The minister — Ada Moss (@ada_moss) — resigned on March 3, 2026.",
        "Posted at the border were 40 guards.",
        "Updated " + "AT MAY SUN AM " * 400 + "by hand.",
    ],
)
def test_a_statement_that_begins_like_a_stamp_is_one_all_the_same(text: str) -> None:
    """Only what holds nothing but a time, or nothing but a name and its account, is left out."""
    assert states(text)


def test_the_surface_stands_behind_the_vector() -> None:
    """A row holds the vector and then one number a feature: figures, capitals, quotation, first person and the like."""
    row = inputs(["I saw “12 men” in Anders."], np.asarray([[0.5]], dtype=np.float32))[0]
    seen = dict(zip(FEATURES, row[1:].tolist(), strict=True))
    assert row[0] == 0.5
    assert seen["digits"] == seen["first_person"] == seen["ends"] == 1.0
    assert seen["quoted"] == pytest.approx(8 / 25)
    assert seen["capitals"] == pytest.approx(4 / 5)
    assert seen["we"] == seen["ought"] == seen["exclaims"] == 0.0


def test_a_saved_network_is_read_back(tmp_path: Path) -> None:
    """The file names the encoder whose vectors it needs."""
    save_file(layers(), tmp_path / "model.safetensors", MADE)
    assert CheckWorthiness.load(tmp_path / "model.safetensors").encoder == "words"


def test_a_file_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """Missing, damaged, made for other features, or short of a layer: each is a fault that names the file."""
    path = tmp_path / "model.safetensors"
    with pytest.raises(ModelFault, match="cannot be read"):
        CheckWorthiness.load(path)
    path.write_bytes(b"no weights")
    with pytest.raises(ModelFault, match="cannot be read"):
        CheckWorthiness.load(path)
    save_file(layers(), path, MADE | {"features": "length"})
    with pytest.raises(ModelFault, match="other features"):
        CheckWorthiness.load(path)
    short = layers()
    del short["out.bias"]
    save_file(short, path, MADE)
    with pytest.raises(ModelFault, match="other features"):
        CheckWorthiness.load(path)
