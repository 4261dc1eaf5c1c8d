import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from claims.errors import ModelFault
from claims.provenance.features import WORDS, features
from claims.provenance.machine_text import (
    CARD_FILE,
    SHAPES,
    SHIPPED_FOLDER,
    WEIGHTS_FILE,
    MachineText,
    windows,
)
from tests.parts import word_detector


@pytest.mark.parametrize(
    ("sizes", "runs"),
    [
        ([20, 29], []),
        ([20, 30], [range(2)]),
        ([25] * 8, [range(8)]),
        ([25] * 12, [range(6), range(6, 12)]),
        ([100, 400, 100], [range(1), range(1, 2), range(2, 3)]),
        ([600], [range(1)]),
        ([], []),
    ],
)
def test_windows_cover_a_text_evenly(sizes: list[int], runs: list[range]) -> None:
    """Windows of about a hundred and fifty words hold every sentence once; under fifty words there is none."""
    assert windows(sizes) == runs


def test_a_score_is_the_sum_of_the_weights() -> None:
    """A family's log-odds are the weights of the n-grams, times how much of the window they are, and the bias."""
    (family,) = word_detector("rain").families
    window = features(["Rain fell."], frozenset())
    place = features(["rain"], frozenset()).places[WORDS][0]
    share = float(window.values[WORDS][window.places[WORDS].tolist().index(place)])
    weight = float(family.tables[WORDS][place])
    assert family.log_odds(window) == pytest.approx(weight * share + family.bias)
    assert family.log_odds(features(["Snow fell."], frozenset())) == pytest.approx(family.bias)


def test_one_family_is_enough() -> None:
    """A window is a machine's when it looks like either family's: their odds add up."""
    rain, snow = word_detector("rain"), word_detector("snow")
    both = MachineText([*rain.families, *snow.families], rain.card)
    for sentence in ("Rain fell.", "Snow fell.", "Rain and snow fell.", "Hail fell."):
        odds = np.exp(rain.log_odds([sentence])) + np.exp(snow.log_odds([sentence]))
        assert both.log_odds([sentence]) == pytest.approx(np.log(odds))


def test_the_probability_grows_with_the_length() -> None:
    """Slope, power and shift of the card make log-odds a probability."""
    detector = word_detector("rain")
    card = detector.card
    expected = 1 / (1 + np.exp(-(card.slope * 100**card.power * 0.2 + card.shift)))
    assert detector.probability(0.2, 100) == pytest.approx(expected)
    assert 0 <= detector.probability(-1e9, 100) < detector.probability(1e9, 100) <= 1


def test_a_missing_detector_is_named(tmp_path: Path) -> None:
    """Where there are no weights, the fault says how they are made."""
    with pytest.raises(ModelFault, match=r"python -m training\.machine_text"):
        MachineText.load(tmp_path)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    """A table that is too small is a fault, and no wrong answer."""
    card = (SHIPPED_FOLDER / CARD_FILE).read_text("utf-8")
    (tmp_path / CARD_FILE).write_text(card, "utf-8")
    tensors = {name: np.zeros(8, dtype=np.float16) for name in SHAPES}
    save_file(tensors, tmp_path / WEIGHTS_FILE)
    with pytest.raises(ModelFault, match="shapes"):
        MachineText.load(tmp_path)


def test_the_shipped_card_keeps_its_promise() -> None:
    """At most one in two hundred human articles is flagged, counted on two thousand or more, and the file is small."""
    card = json.loads((SHIPPED_FOLDER / CARD_FILE).read_text("utf-8"))
    counted = card["false_positives"]
    assert counted["rate"] <= 0.005
    assert counted["low"] <= counted["rate"] <= counted["high"]
    assert counted["count"] >= 2000
    assert 0.5 < card["threshold"] <= card["section_threshold"] < 1
    assert (SHIPPED_FOLDER / WEIGHTS_FILE).stat().st_size <= 15 * 2**20
