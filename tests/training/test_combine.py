import json

from claims.combination import scores_of
from claims.types import Stance
from training.combine import Row, counted, fit, written
from training.pairs import NEUTRAL, REFUTES, SUPPORTS

NAMES = ["bias", "model_refutes", "model_supports", "number_different"]


def row(
    supports: float,
    refutes: float,
    differs: float,
    *stances: int,
    group: str = "",
    side: str | None = None,
) -> Row:
    signals = {
        "bias": 1.0,
        "model_supports": supports,
        "model_refutes": refutes,
        "number_different": differs,
    }
    return Row(signals, frozenset(stances), (group, "a"), side)


def test_weights_learn_what_the_model_overlooks() -> None:
    """Where a number that differs always refutes, it gets a weight that outvotes a model which says "supports"."""
    rows = [
        row(3.0, -3.0, 1.0, REFUTES),
        row(3.0, -3.0, 0.0, SUPPORTS),
        row(-3.0, -3.0, 0.0, NEUTRAL),
    ]
    prior = {"model_supports": (1.0, 0.0), "model_refutes": (0.0, 1.0)}
    weights = fit(rows * 3000, NAMES, prior)
    assert scores_of(rows[0].signals, weights).best() is Stance.REFUTES
    assert scores_of(rows[1].signals, weights).best() is Stance.SUPPORTS
    assert scores_of(rows[2].signals, weights).best() is Stance.NEUTRAL


def test_the_sentence_that_decides_takes_the_side_of_its_article() -> None:
    """Of an article that supports, the deciding sentence is learned as such, and one that may be silent stays so."""
    rows = [
        found
        for place in range(20)
        for found in (
            row(1.0, -3.0, 0.0, SUPPORTS, group=f"s1-{place}", side="support"),
            row(-3.0, -3.0, 0.0, SUPPORTS, NEUTRAL, group=f"s1-{place}", side="support"),
            row(-2.0, -3.0, 0.0, NEUTRAL, group=f"s2-{place}"),
        )
    ]
    weights = fit(rows, NAMES)
    assert scores_of(rows[0].signals, weights).best() is Stance.SUPPORTS
    assert scores_of(rows[1].signals, weights).best() is Stance.NEUTRAL
    tally = counted(rows, weights)
    assert tally.counts["support"] == {"right": 20, "wrong": 0, "missed": 0}


def test_weights_are_written_a_line_each() -> None:
    """The file is JSON, and one line holds one signal."""
    text = written({"found": {"bias": (1.0, -2.0)}, "given": {"overlap": (0.5, 0.0)}})
    assert json.loads(text) == {"found": {"bias": [1.0, -2.0]}, "given": {"overlap": [0.5, 0.0]}}
    assert '  "bias": [1.0, -2.0]' in text.splitlines()
