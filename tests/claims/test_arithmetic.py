import pytest

from claims.facts.arithmetic import MOST, follows
from claims.facts.quantities import read_quantities

TOLLS = "The quake killed 2,862 people, 2,562 were injured and 30 are missing."
SEATS = "It won 14 of the 21 seats, which cost it £300 each, and its rival five."


@pytest.mark.parametrize(
    ("claimed", "given", "right"),
    [
        ("300 more died than were injured", TOLLS, True),
        ("5,424 were killed or injured", TOLLS, True),
        ("5,454 people were hit", TOLLS, True),
        ("more than 5,000 people were killed or injured", TOLLS, True),
        ("about 5,000 people were killed or injured", TOLLS, True),
        ("5,000 people were killed or injured", TOLLS, False),
        ("301 more died than were injured", TOLLS, False),
        ("two-thirds of the seats were won", SEATS, True),
        ("a third of the seats went to others", SEATS, True),
        ("33 percent of the seats went to others", SEATS, True),
        ("half of the seats were won", SEATS, False),
        ("a tenth of them was lost", "It rose by 10 percent and 90 percent.", False),
        ("£280 was left", SEATS, False),
    ],
)
def test_what_follows_from_given_figures(claimed: str, given: str, right: bool) -> None:
    """Sums, differences and shares follow, to the precision of the claim and on one scale; what is only near does not."""
    (figure,) = read_quantities(claimed)
    assert follows(figure, read_quantities(given)) is right


def test_of_many_figures_nothing_follows() -> None:
    """Some two of a table's figures add up to nearly anything."""
    (figure,) = read_quantities("3 people left")
    table = read_quantities(" ".join(f"{number} people came." for number in range(1, MOST + 2)))
    assert follows(figure, table[:MOST])
    assert not follows(figure, table)
