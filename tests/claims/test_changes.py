import pytest

from claims.facts import read_facts


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Six people are in a critical condition, down from 12.", ["12"]),
        ("Forty ships came, up from about 30 last year.", ["30"]),
        ("It expects growth of 1.1 percent rather than 1.8 percent.", ["1.8 percent"]),
        ("It cut 20 jobs instead of the 50 first planned.", ["50"]),
        ("Turnout fell to 61.3 percent from 66.8 percent.", ["66.8 percent"]),
        ("The bank lifted rates to 4.75%, a 18-year high, from 4.5%.", ["4.5%"]),
        ("Prices slowed from 5.9% in May to 5.2% in June.", ["5.9%"]),
        ("It went from 121 deputies to 96 in the new chamber.", ["121"]),
        ("The fine is €15m, less than the €20m that they sought.", ["€20m"]),
        ("Profit was £30m, below the £40m that was forecast.", ["£40m"]),
        ("There are nine clerks, not 12.", ["12"]),
        ("The deficit is 4.3%, compared with 3.1% in 2025.", ["3.1%"]),
        ("The court cut the term to four years from six.", ["six"]),
        ("The term was cut from six years to about four.", ["six years"]),
        ("The limit was cut from 30 mph to 20.", ["30 mph"]),
        ("The ban grew from six months to 12 people.", []),
        ("Fines range from £50 to £200.", []),
        ("A rock fell from 30 metres.", []),
        ("He raised £12 million from 40 donors.", []),
        ("They moved 300 people from 12 villages to 2 camps.", []),
        ("She set up 19 firms.", []),
        ("He mixed up the 12 domes.", []),
        ("It took up nearly four months.", []),
        ("More than 20 came, other than the 30 on the list.", []),
    ],
)
def test_a_former_figure_is_told_from_the_one_that_took_its_place(
    text: str, former: list[str]
) -> None:
    """What a value came from, and what another is set against, no longer holds; an origin that nothing leads from is none."""
    assert [q.text for q in read_facts(text).quantities if q.former] == former


@pytest.mark.parametrize("text", ["It had been 12 percent.", "It was previously 12 percent."])
def test_a_figure_told_of_the_past_may_be_former(text: str) -> None:
    """Whether another took its place is not said."""
    assert [q.former for q in read_facts(text).quantities] == [None]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("The toll has risen to nine.", ["nine"]),
        ("Two more died, bringing the number of dead to about 40.", ["Two", "40"]),
        ("Another three were found.", ["three"]),
        ("The toll stands at 17.", ["17"]),
        ("It has two more seats than in 2020.", ["two"]),
        ("It won two seats.", []),
        ("It sold 12 more than 20 years ago.", []),
    ],
)
def test_a_count_that_moved_is_known(text: str, moved: list[str]) -> None:
    """To it a change led, or it is what came to another."""
    assert [q.text for q in read_facts(text).quantities if q.moved] == moved


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("The toll rose to 15 after three more people died.", ["three"]),
        ("The number killed has risen to five after two workers died.", ["two"]),
        ("Two people died on Friday, bringing the toll to 14.", ["Two"]),
        ("Two more died, bringing the number of dead to about 40.", ["Two"]),
        ("Another three were found.", ["three"]),
        ("The toll rose to nine. It came after two weeks of rain.", []),
        ("The toll rose to nine after 30 people died in March.", []),
        ("The toll rose to nine after three people were hurt.", []),
        ("Two buses crashed, killing nine.", []),
        ("The toll stands at 17.", []),
    ],
)
def test_what_came_to_a_toll_is_told_from_it(text: str, added: list[str]) -> None:
    """More of the same, or those by whom a toll reached its figure."""
    assert [q.text for q in read_facts(text).quantities if q.added] == added


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("The number of patients with flu in the northern region has climbed to 68.", {"patient"}),
        ("The total number of coal mines near the Wick rose to about 30.", {"coal", "mine"}),
        ("The number of patients in the region was last given as 68.", set()),
        ("The number of people held in the northern region fell to 68.", set()),
        ("The number of patients rose. In the region wages went to 68.", set()),
    ],
)
def test_what_a_tally_counts_is_said_of_its_figure(text: str, around: set[str]) -> None:
    """A figure that a tally has reached is one of what the tally is of."""
    (found,) = read_facts(text).quantities
    assert found.around & {"patient", "people", "coal", "mine", "flu"} == around


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Two of the nine council members left.", ["nine"]),
        ("More than 40 percent of the 900 homes burned.", ["900"]),
        ("Most of its 12 ships sank.", ["12"]),
        ("Three of the island's nine ports closed.", ["nine"]),
        ("Four of seven judges agreed.", ["seven"]),
        ("It imposed two fines of 300 euros.", []),
        ("The death of the nine miners was an accident.", []),
        ("Every one of its nine directors left.", []),
        ("All nine members left.", []),
    ],
)
def test_a_whole_is_told_from_its_parts(text: str, whole: list[str]) -> None:
    """Behind "two of the" stands a whole; what befell every one befell as many."""
    assert [q.text for q in read_facts(text).quantities if q.whole] == whole


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("It cut its target to 9-10%, from a range of 10% to 12%.", ["10% to 12%"]),
        ("It cut its target to 9-10% from 10-12%.", ["10-12%"]),
        ("It expects $3bn to $4bn, up from an earlier $2bn to $3bn.", ["$2bn to $3bn"]),
        ("It raised its goal to $3bn to $4bn from $1bn to $2bn.", ["$1bn to $2bn"]),
        ("It sells from 10-12 shops.", []),
    ],
)
def test_a_range_may_no_longer_hold(text: str, former: list[str]) -> None:
    """What a value left is one range, whatever it is called."""
    assert [q.text for q in read_facts(text).quantities if q.former] == former


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Profit up 14%", 1),
        ("Profit rose by nearly 14%.", 1),
        ("There was a 14% rise in rents.", 1),
        ("Rents are £14 higher.", 1),
        ("Sales fell sharply by a further 14%.", -1),
        ("Rents are 14% lower.", -1),
        ("There are 14 fewer jobs.", -1),
        ("Profit rose to 14%.", 0),
        ("It is now 14%, up from nine.", 0),
        ("It has 14 or more shops.", 0),
        ("It costs £14 more than now.", 0),
        ("Tarn set up 14 shops.", 0),
        ("Profit was 14% of sales.", 0),
    ],
)
def test_the_size_of_a_change_has_a_direction(text: str, direction: int) -> None:
    """What a value rose or fell to has none."""
    assert read_facts(text).quantities[0].direction == direction
