import random

import pytest

from training.compose import among_others, both, compounds, joined, unrelated
from training.pairs import NEUTRAL, REFUTES, SUPPORTS, Pair

YES, NO, SILENT = (frozenset({stance}) for stance in (SUPPORTS, REFUTES, NEUTRAL))
FERRY = Pair("The ferry sank.", "A ship went down.", YES, "s")
TRAIN = Pair("The train was late.", "The train was on time.", NO, "s")


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [(YES, YES, YES), (YES, NO, NO), (YES, SILENT, SILENT), (SILENT, NO, NO)],
)
def test_two_claims_in_one(
    one: frozenset[int], other: frozenset[int], together: frozenset[int]
) -> None:
    """Refuted if either is, supported if both are, neutral otherwise."""
    assert both(one, other) == together
    assert both(other, one) == together


def test_a_compound_stands_on_both_pieces_of_evidence() -> None:
    """Each made pair holds both claims and what each of them rests on; pairs with open stances are not used."""
    open_pair = Pair("It rained.", "It was wet.", YES | SILENT, "s")
    made = compounds([FERRY, TRAIN, open_pair], 20, random.Random(1))
    assert made
    for pair in made:
        assert {FERRY.evidence, TRAIN.evidence} == {
            text for text in (FERRY.evidence, TRAIN.evidence) if text in pair.evidence
        }
        assert FERRY.claim.rstrip(".") in pair.claim
        assert TRAIN.claim.rstrip(".") in pair.claim
        assert pair.allowed == NO


def test_joining_keeps_both_texts() -> None:
    """The first loses its full stop at most."""
    text = joined("A ship went down.", "The train was late.", random.Random(1))
    assert text.startswith("A ship went down")
    assert text.endswith("The train was late.")


def test_evidence_among_others_keeps_its_stance() -> None:
    """The evidence stands whole in a longer text, and its stance stays."""
    for pair in among_others([FERRY, TRAIN], 2, random.Random(1)):
        own = FERRY if pair.claim == FERRY.claim else TRAIN
        assert own.evidence in pair.evidence
        assert len(pair.evidence) > len(own.evidence)
        assert pair.allowed == own.allowed


def test_what_is_unrelated_is_neutral() -> None:
    """A claim against another pair's evidence decides nothing, and never meets its own."""
    made = unrelated([FERRY, TRAIN], 20, random.Random(1))
    assert made
    assert {pair.allowed for pair in made} == {SILENT}
    assert {(pair.evidence, pair.claim) for pair in made} <= {
        (FERRY.evidence, TRAIN.claim),
        (TRAIN.evidence, FERRY.claim),
    }
