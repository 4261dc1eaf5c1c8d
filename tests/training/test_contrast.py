import random

import pytest

from training.contrast import (
    NAME,
    change_number,
    change_polarity,
    change_word,
    contrast,
    exchange_names,
    other_name,
    round_number,
    self_pairs,
    spell_number,
)
from training.pairs import REFUTES, SUPPORTS, Pair


@pytest.fixture
def chance() -> random.Random:
    return random.Random(3)


def test_a_changed_number_is_another_number(chance: random.Random) -> None:
    """A figure that the evidence gives is changed to one that it does not give; others are left alone."""
    for _ in range(50):
        changed = change_number("The ferry carried 214 people.", "On board were 214.", chance)
        assert changed is not None
        assert "214" not in changed
    assert change_number("The ferry carried 214 people.", "On board were many.", chance) is None


def test_negation_goes_behind_the_auxiliary(chance: random.Random) -> None:
    """A claim is denied once, and one that denies already is left."""
    assert change_polarity("The ferry was inspected.", "", chance) == "The ferry was not inspected."
    assert (
        change_polarity("The ferry has been inspected.", "", chance)
        == "The ferry has not been inspected."
    )
    assert change_polarity("The ferry was not inspected.", "", chance) is None


def test_opposites_need_the_word_in_the_evidence(chance: random.Random) -> None:
    """A word is turned only where the evidence uses it too."""
    assert change_word("Prices rose in May.", "Prices rose.", chance) == "Prices fell in May."
    assert change_word("Prices rose in May.", "Prices went up.", chance) is None


def test_names_change_places(chance: random.Random) -> None:
    """Who did it to whom is turned round, but not where both did it together."""
    evidence = "Ana Ruiz sued Otto Brandt."
    assert exchange_names(evidence, evidence, chance) == "Otto Brandt sued Ana Ruiz."
    assert exchange_names("Ana Ruiz met Otto Brandt.", "Ana Ruiz met Otto Brandt.", chance) is None
    assert exchange_names("Ana Ruiz sued Otto Brandt.", "Ana Ruiz sued him.", chance) is None


def test_another_name_is_not_one_that_the_claim_has(chance: random.Random) -> None:
    """A name that the evidence gives becomes one of the pool or of the evidence; any other name is left."""
    change = other_name(NAME, ["Mary Holt"])
    claim = "They fined Ana Ruiz on Monday."
    evidence = "A court fined Ana Ruiz, whom Otto Brandt had sued."
    found = {change(claim, evidence, chance) for _ in range(50)}
    assert found == {"They fined Mary Holt on Monday.", "They fined Otto Brandt on Monday."}
    assert change(claim, "A court fined her.", chance) is None


def test_rewordings_stay_true(chance: random.Random) -> None:
    """Figures become words and back, large counts are rounded with a word that says so, years are left."""
    assert spell_number("The four ships left.", chance) == "The 4 ships left."
    assert spell_number("The 4 ships left.", chance) == "The four ships left."
    assert round_number("It holds 1,237 people.", chance) in {
        "It holds about 1,200 people.",
        "It holds around 1,200 people.",
        "It holds more than 1,200 people.",
    }
    assert round_number("It was built in 1987.", chance) is None
    assert round_number("It holds about 1,237 people.", chance) is None


def test_contrast_makes_refuted_twins(chance: random.Random) -> None:
    """From a supported pair come a refuted one with one fact changed and a supported one reworded."""
    pair = Pair(
        "The ferry carried 1,214 people.",
        "The ferry carried 1,214 people.",
        frozenset({SUPPORTS}),
        "s",
    )
    made = contrast([pair], chance)
    assert [p.allowed for p in made] == [frozenset({REFUTES}), frozenset({SUPPORTS})]
    assert all(p.evidence == pair.evidence and p.claim != pair.claim for p in made)


def test_every_sentence_is_a_claim_on_its_passage(chance: random.Random) -> None:
    """Each sentence stands in its own evidence."""
    pairs = self_pairs(["The ferry sank. Nobody was hurt. A tug came on 3 May."], chance)
    assert [p.claim for p in pairs] == [
        "The ferry sank.",
        "Nobody was hurt.",
        "A tug came on 3 May.",
    ]
    assert all(p.claim in p.evidence for p in pairs)
