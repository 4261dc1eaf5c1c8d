import pytest

from claims.facts import read_facts
from claims.facts.stretches import Stretch, stretch_of


def stretch(text: str, place: int) -> Stretch:
    quantities = read_facts(text).quantities
    return stretch_of(text, quantities[place], quantities)


@pytest.mark.parametrize(
    ("text", "place", "subject"),
    [
        ("Rents rose 4% and wages fell 9%.", 0, {"rent"}),
        ("Rents rose 4% and wages fell 9%.", 1, {"wage"}),
        ("Rents rose 4% in May and then fell 9%.", 1, {"rent"}),
        ("In June rents rose 4%, wages 9%.", 1, {"wage"}),
        ("The mayor said rents rose 4%.", 0, {"rent"}),
        ("Wages fell 9%. Rents were up 4%.", 1, {"rent"}),
    ],
)
def test_a_figure_is_of_what_stands_before_its_verb(
    text: str, place: int, subject: set[str]
) -> None:
    """What comes after the figure before; where nothing does, what that one is of."""
    assert stretch(text, place).subject == subject


def test_a_figure_has_its_own_words_behind_it() -> None:
    """As far as the next conjunction; without a verb of its own it has that of the one before."""
    text = "They lost $5m on schools and the church $3m on roofs, its priest said."
    assert stretch(text, 0).behind == {"school"}
    assert stretch(text, 1).behind == {"roof"}
    assert stretch(text, 1).words == {"church", "lost", "roof"}


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("The count gave Anna Berg 40 votes.", ["Anna Berg"]),
        ("Anna Berg and the Reds won 40 votes.", ["Anna Berg", "Reds"]),
        ("Lars Falk said Anna Berg won 40 votes.", ["Anna Berg"]),
        ("On Sunday they won 40 votes.", []),
    ],
)
def test_a_figure_is_of_the_names_before_it(text: str, owners: list[str]) -> None:
    """Of the one right before it, or of those before its verb; who says so has none."""
    names = read_facts(text).names
    assert [name.text for name in stretch(text, 0).owners(names)] == owners
