import pytest

from claims.facts.quantities import read_quantities
from tests.claims.readings import quantity_of


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("$4-6 billion", 4e9, 6.05e9, "money $"),
        ("£20–25m", 20e6, 25.5e6, "money £"),
        ("$4 to 6 billion", 4e9, 6.05e9, "money $"),
        ("between three and five percent", 0.03, 0.055, "share"),
        ("10 to 12 million people", 10e6, 12.5e6, "count"),
        ("The team won 27-18", 27018, 27018, "score"),
        ("a vote of 27 to 18", 27018, 27018, "score"),
        ("86-95F", 30, 35 + 0.5 / 1.8, "degrees c"),
        ("They lost 1-4.", 4001, 4001, "score"),
        ("They lost 1-4 at home", 4001, 4001, "score"),
        ("a 1-4 defeat", 4001, 4001, "score"),
        ("They won 4-1 in the cup", 4001, 4001, "score"),
        ("It passed 61-39 in the upper house", 61039, 61039, "score"),
        ("They voted 39 to 61 against it", 61039, 61039, "score"),
        ("They lost 4-6 players", 4, 6, "count"),
        ("They won 4 to 6 of the seats", 4, 6, "count"),
        ("Wages will rise by 2 to 4 percent", 0.02, 0.045, "share"),
        ("Rents rose 2 to 4 percent", 0.02, 0.045, "share"),
        ("between -5 and -12 degrees Celsius", -12.5, -5, "degrees c"),
    ],
)
def test_two_numbers_become_a_range_or_a_score(
    text: str, low: float, high: float, scale: str
) -> None:
    """A range is one interval on the scale of both, a score one value, whose higher side comes first."""
    found = quantity_of(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == scale


def test_a_change_has_two_values() -> None:
    """What rose from one value to another lies at neither between them, and the first takes the second's scale."""
    first, second = read_quantities("Rates rose from 2 to 4 percent.")
    assert [first.low, second.low, second.high] == pytest.approx([0.02, 0.035, 0.045])
    assert first.scale == second.scale == "share"
    assert len(read_quantities("It costs from 2 to 4 percent more.")) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Unemployment rose 0.2% to 4.1%.", [0.002, 0.041]),
        ("Revenue fell sharply by $2 billion to $7 billion.", [2e9, 7e9]),
        ("The number of cases climbed by another 4 to 19.", [4, 19]),
    ],
)
def test_the_size_of_a_change_and_its_end_are_no_range(text: str, values: list[float]) -> None:
    """Only what has happened has an end; what "may fall by 2 to 4 percent" reaches a range."""
    assert [found.value for found in read_quantities(text)] == pytest.approx(values)
    assert len(read_quantities("Debts will fall by $2 billion to $4 billion.")) == 1


def test_votes_that_are_counted_are_a_score_and_two_counts() -> None:
    """What passes by "61 votes to 39" passes "61-39", and the text says how many votes there were."""
    found = read_quantities("It passed by 61 votes to 39.")
    assert [(q.text, q.scale, q.value) for q in found] == [
        ("61 votes to 39", "score", 61039),
        ("61", "count", 61),
        ("39", "count", 39),
    ]


def test_a_gift_to_a_number_of_takers_is_no_range() -> None:
    """A currency is written once only for two figures of one magnitude."""
    texts = ("It gave $6 million to 400 clinics.", "It gave $900 to 400 clinics.")
    for text in texts:
        assert [found.scale for found in read_quantities(text)] == ["money $", "count"]


def test_what_was_enlarged_by_an_amount_reaches_no_range() -> None:
    """The amount added and the sum it came to are two figures of money, and no range from one to the other."""
    found = read_quantities("It enlarged the fund by 100 billion pounds to 745 billion.")
    assert [(q.scale, q.value) for q in found] == [("money £", 100e9), ("money £", 745e9)]
