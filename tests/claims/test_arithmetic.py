import pytest

from claims.facts import read_facts
from claims.facts.arithmetic import MOST, follows
from claims.facts.quantities import read_quantities
from claims.facts.quantity import Quantity


def never(*_: Quantity) -> bool:
    """A claim that tells of the figures together."""
    return False


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
    assert follows(figure, read_quantities(given), never) is right


@pytest.mark.parametrize(
    ("claimed", "given", "right"),
    [
        ("Seven people died.", "The toll rose to nine after two passengers died.", False),
        ("Seven people died.", "Two more died, bringing the toll to nine.", False),
        ("14 people died.", "The toll stands at 17 after three more bodies were found.", False),
        ("Seven people died.", "Nine people died; another two are missing.", False),
        ("Seven people had died.", "Two more died, bringing the toll to nine.", True),
        ("The toll rose by two.", "The toll rose to nine from seven.", True),
        ("Two more died.", "The toll, first seven, has risen to nine.", True),
        ("Nine people died.", "Seven people died at once and two more in hospital.", True),
        ("Seven adults died.", "Nine people died, two of them children.", True),
        ("Four of them died.", "Two of the seven members left and two of them died.", True),
        ("Nine of them came.", "Two of the seven members left.", False),
    ],
)
def test_what_moved_leaves_no_former_figure(claimed: str, given: str, right: bool) -> None:
    """A total without those who came to it is what it was before, and a part and its whole have no sum."""
    (figure,) = read_facts(claimed).quantities
    assert follows(figure, read_facts(given).quantities, never) is right


@pytest.mark.parametrize(
    ("claimed", "given", "right"),
    [
        ("Tarn scored six goals.", "Tarn won 6-3 at Vale.", True),
        ("Tarn won by three.", "Tarn won 6-3 at Vale.", True),
        ("Three judges dissented.", "The court upheld the ban by a 6-3 vote.", True),
        ("The motion passed with a majority of five.", "It passed by 52 votes to 47.", True),
        ("Nine people were arrested.", "Tarn won 6-3 at Vale.", False),
        ("Three members were injured.", "Tarn won 6-3 at Vale.", False),
        ("Five ministers resigned.", "It passed by 52 votes to 47.", False),
    ],
)
def test_of_a_score_only_what_is_scored_follows(claimed: str, given: str, right: bool) -> None:
    """Goals, votes and those who vote; no ministers, and nobody whom something befell."""
    (figure,) = read_facts(claimed).quantities
    assert follows(figure, read_facts(given).quantities, never) is right


def test_of_many_figures_nothing_follows() -> None:
    """Some two of a table's figures add up to nearly anything."""
    (figure,) = read_quantities("3 people left")
    table = read_quantities(" ".join(f"{number} people came." for number in range(1, MOST + 2)))
    assert follows(figure, table[:MOST], never)
    assert not follows(figure, table, never)
