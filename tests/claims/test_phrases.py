import pytest

from claims.facts.quantities import read_quantities
from tests.claims.readings import quantity_of


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("12 schools closed last year", {"school"}),
        ("12 schools close in May", {"school"}),
        ("12 newly hired bus drivers resigned", {"newly", "hire", "bus"}),
        ("300 job offers were made", {"job", "offer"}),
        ("12 members of the council resigned", {"member", "council"}),
        ("30 state-owned mills", {"state", "own", "mill"}),
        ("a $3m contract awarded in May", {"contract"}),
        ("40 came", set()),
        ("40 dead", set()),
    ],
)
def test_a_noun_phrase_ends_at_its_verb(text: str, nouns: set[str]) -> None:
    """What is counted is the noun, not what is told of it; verbs alone name nothing."""
    assert quantity_of(text).nouns == nouns


def test_a_decimal_point_does_not_part_a_figure_from_its_words() -> None:
    """What is measured stands before the first of two figures, of which the second is told by the same words."""
    _, second = read_quantities("Turnout fell to 61.3 percent from 66.8 percent.")
    assert "turnout" in second.around
    _, last = read_quantities("It cost 4.5 million. Turnout was 66.8 percent.")
    assert last.around == {"turnout"}
