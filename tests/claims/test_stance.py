from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from claims.errors import ModelFault
from claims.stance import WINDOW_WORDS, CrossEncoderStance, as_scores, canary
from claims.types import Stance
from service.engine import Engine
from tests.parts import Backwards, WordStance


class Recorder:
    """Stands where sentence-transformers' cross-encoder does; the score of a pair is whether the needle is in it."""

    config = SimpleNamespace(id2label={0: "contradiction", 1: "entailment", 2: "neutral"})

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]], **_: Any) -> list[list[float]]:
        self.seen += pairs
        sure, unsure = np.log([1e-9, 0.9, 0.1]), np.log([0.1, 0.1, 0.8])
        return [(sure if "needle" in evidence else unsure).tolist() for evidence, _ in pairs]


ONE = [("The council approved the budget by 30 votes to 12.", "The council met.")]


def test_columns_follow_the_labels() -> None:
    """A model with another label order is read in ours: supports, refutes, neutral."""
    model = CrossEncoderStance("m", Recorder(), columns=[1, 0, 2])
    assert model.probabilities([("a needle", "claim")])[0].tolist() == pytest.approx(
        [0.9, 0.0, 0.1], abs=1e-6
    )


def test_long_evidence_is_read_in_windows_and_the_strongest_counts() -> None:
    """One telling sentence in two thousand words decides, and no window is much longer than it should be."""
    recorder = Recorder()
    hay = " ".join(f"This is sentence number {n} of a very long page of hay." for n in range(170))
    rows = CrossEncoderStance("m", recorder, [1, 0, 2]).probabilities(
        [(f"{hay} Here is the needle. {hay}", "claim"), ("short hay", "claim")]
    )
    assert rows.argmax(axis=1).tolist() == [0, 2]
    assert max(len(evidence.split()) for evidence, _ in recorder.seen) <= WINDOW_WORDS * 1.25
    assert all(f"number {n} of" in " ".join(e for e, _ in recorder.seen) for n in range(170))


def test_no_pairs_no_rows() -> None:
    """Nothing in, nothing out."""
    assert CrossEncoderStance("m", Recorder()).probabilities([]).shape == (0, 3)


def test_scores_add_up_to_one() -> None:
    """A row of any sum becomes probabilities."""
    scores = as_scores(np.asarray([2.0, 1.0, 1.0], dtype=np.float32))
    assert (scores.supports, scores.refutes, scores.neutral) == (0.5, 0.25, 0.25)


def test_canaries_notice_turned_labels() -> None:
    """A model whose supports and refutes are changed about is named with the pair that shows it; a right one passes."""
    assert canary(WordStance()) == []
    faults = canary(Backwards())
    assert len(faults) == 2
    assert faults[0].startswith(
        "backwards gives supports the most weight for 'The council rejected the budget.'"
    )


class Drifting(WordStance):
    """A model whose fast path is wrong."""

    name = "drifting"

    def drift(self, _: Sequence[tuple[str, str]]) -> float:
        return 0.2


def test_a_drifting_fast_path_is_named() -> None:
    """Half precision that is off by more than a twentieth fails the self-test, with what to do."""
    assert canary(Drifting()) == [
        "drifting in half precision is off by 0.20; set CROSSCHECK_FULL_PRECISION=true"
    ]


@pytest.mark.model
def test_half_precision_gives_what_full_precision_gives() -> None:
    """The shipped model's fast path agrees with its reference to a hundredth or two."""
    pairs = [("The council approved the budget by 30 votes to 12.", "The council met.")] * 3
    assert CrossEncoderStance.load(half=False).drift(pairs) == 0.0
    assert CrossEncoderStance.load().drift(pairs) < 0.05


@pytest.mark.model
def test_a_pair_is_judged_the_same_whoever_is_judged_with_it(real_engine: Engine) -> None:
    """Alone, and among 31 others of several lengths, its probabilities in bfloat16 are the same to a hundredth."""
    model = real_engine.judge.model
    if model.drift(ONE) == 0.0:
        pytest.skip("this processor has no bfloat16, and full precision moves by a millionth")
    clause = (
        "and the harbour master said that the ferry would sail again once it had been inspected "
    )
    crowd = [
        (f"The ferry {clause * (n % 9)}by {n}.", f"It sailed {clause * (n % 3)}.")
        for n in range(31)
    ]
    for place in (0, 7, 31):
        together = model.probabilities([*crowd[:place], *ONE, *crowd[place:]])
        assert together[place] == pytest.approx(model.probabilities(ONE)[0], abs=0.01)
    alone = np.concatenate([model.probabilities([pair]) for pair in crowd[:9]])
    assert model.probabilities(crowd)[:9] == pytest.approx(alone, abs=0.01)


def test_a_model_without_known_labels_is_refused(tmp_path: Any) -> None:
    """A folder that is no model raises instead of guessing."""
    with pytest.raises((ModelFault, OSError, ValueError)):
        CrossEncoderStance.load(str(tmp_path))


@pytest.mark.model
@pytest.mark.parametrize(
    ("evidence", "claim", "stance"),
    [
        (
            "The council approved the budget by 30 votes to 12 on Monday.",
            "The budget was approved by the council.",
            Stance.SUPPORTS,
        ),
        (
            "The council approved the budget by 30 votes to 12 on Monday.",
            "The council threw out the budget.",
            Stance.REFUTES,
        ),
        (
            "The council approved the budget by 30 votes to 12 on Monday.",
            "The budget was the largest in ten years.",
            Stance.NEUTRAL,
        ),
    ],
)
def test_the_shipped_model_knows_the_three_stances(
    real_engine: Engine, evidence: str, claim: str, stance: Stance
) -> None:
    """A rewording supports, a reversal refutes, another matter is neutral."""
    row = real_engine.judge.model.probabilities([(evidence, claim)])[0]
    assert row.sum() == pytest.approx(1.0, abs=1e-4)
    assert as_scores(row).best() is stance


@pytest.mark.model
def test_the_order_of_pairs_changes_no_score() -> None:
    """A pair is judged alike alone and among others of other lengths, in full precision."""
    model = CrossEncoderStance.load(half=False)
    pairs = [
        ("The ferry ran aground on Tuesday. " * n, "The ferry ran aground.") for n in (1, 5, 2)
    ]
    together = model.probabilities(pairs)
    alone = np.concatenate([model.probabilities([pair]) for pair in pairs])
    assert np.abs(together - alone).max() < 1e-4
