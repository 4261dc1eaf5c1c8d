import math

import pytest

from claims.facts.quantities import read_quantities
from tests.claims.readings import quantity_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("241 passengers", 241, 241),
        ("1,300 posts", 1300, 1300),
        ("twenty-one ships", 21, 21),
        ("two million mines", 1.95e6, 2.05e6),
        ("more than fifty times", 50, math.inf),
        ("at most 12 seats", 0, 12),
        ("In Leeds, 61 people", 61, 61),
        ("3m people", 2.95e6, 3.05e6),
        ("three quarters of a million votes", 7.25e5, 7.75e5),
        ("a million and a half votes", 1.45e6, 1.55e6),
        ("5 F-16 jets", 5, 5),
        ("dozens of troops", 24, 120),
        ("a dozen eggs", 12, 12),
        ("half a dozen eggs", 6, 6),
        ("two dozen eggs", 24, 24),
        ("two hundred and forty people", 240, 240),
        ("one thousand two hundred people", 1200, 1200),
        ("half a million people", 4.5e5, 5.5e5),
        ("a quarter of a million homes", 2.25e5, 2.75e5),
        ("hundreds of thousands of people", 2e5, 1e6),
        ("a half-million voters", 4.5e5, 5.5e5),
        ("the half-dozen villages", 6, 6),
        ("a quarter-million homes", 2.25e5, 2.75e5),
        ("one and a half million people", 1.45e6, 1.55e6),
        ("25 000 people", 25e3, 25e3),
        ("1\u00a0250\u00a0000 people", 1.25e6, 1.25e6),
        ("5 lakh people", 4.95e5, 5.05e5),
        ("12 crore people", 11.5e7, 12.5e7),
        ("dead -12 people", 12, 12),
        ("One person was hurt", 1, 1),
        ("not less than 300 people", 300, math.inf),
        ("300+ people", 300, math.inf),
        ("as many as 300 people", 150, 300),
        ("no more than 300 people", 0, 300),
        ("who recover 30 bodies", 30, 30),
    ],
)
def test_numbers_as_news_writes_them(text: str, low: float, high: float) -> None:
    """Figures, words, magnitudes and bounds become an interval."""
    found = quantity_of(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == "count"


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "the 21st of May",
        "one of them",
        "one of the men",
        "no one person",
        "one more death",
        "one reason",
        "Apollo-11",
        "the third time",
        "She lost a fifth set",
        "They held a third officer",
        "talks about a third term",
        "a row over a third bridge",
        "sued by a third party",
        "a sixth successive win",
        "in a quarter-final",
        "her half-sister",
        "first-half sales fell",
        "sales in the latter half",
        "It lasted an hour and a half.",
        "They led at half time.",
        "They sat in seat 31C.",
        "9/11",
        "at 10:30 p.m.",
        "3 p.m.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    """Years, an ordinal alone, "one" as a pronoun and numbers in names are no quantities."""
    assert read_quantities(text) == ()


def test_a_count_in_a_year_or_a_time_is_no_share() -> None:
    """A number before "in 2024" or "in 24 hours" counts, and so does one that exceeds the second."""

    def values(text: str) -> list[tuple[str, float]]:
        return [(q.scale, q.low) for q in read_quantities(text)]

    assert values("Deaths rose to 241 in 2024.") == [("count", 241)]
    assert values("The storm killed 12 in 24 hours.") == [("count", 12), ("[time]", 84600)]
    assert values("She scored 20 in 15 games.") == [("count", 20), ("count", 15)]
    assert values("It costs one in five jobs.") == [("share", 0.2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sales fell for two quarters in a row.", ("count", 2)),
        ("Sales fell for three quarters.", ("count", 3)),
        ("Sales fell over the past three quarters.", ("count", 3)),
        ("Exports accounted for three quarters.", ("share", 0.743)),
        ("Three quarters of sales are exports.", ("share", 0.743)),
        ("Three-quarters said yes.", ("share", 0.743)),
    ],
)
def test_quarters_of_a_year_are_no_shares(text: str, found: tuple[str, float]) -> None:
    """Two or four quarters are of a year, and three where they pass."""
    quantity = quantity_of(text)
    assert quantity.scale == found[0]
    assert quantity.low == pytest.approx(found[1])


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("It lost 18.7 million pounds on revenue of 49.3 million.", ["money £", "money £"]),
        ("It paid $3 million, against 2.1 million in May.", ["money $", "money $"]),
        ("She won by 48.2 percent to 46.9.", ["share", "share"]),
        ("Turnout fell to 61.3 percent from 66.8.", ["share", "share"]),
        ("It spent $3 million and sold 2 million.", ["money $", "count"]),
        ("It spent $3 million on 2 million viewers.", ["money $", "count"]),
        ("It earned $5 million. Of 3 million few left.", ["money $", "count"]),
        ("The index rose 2 percent to 98.7.", ["share", "count"]),
        ("Power fell by 20 percent after a quake of 6.3.", ["share", "count"]),
    ],
)
def test_a_unit_that_is_written_once_holds_for_the_next_figure(
    text: str, scales: list[str]
) -> None:
    """A bare figure in the same sentence takes over the currency or the percent, unless it counts something of its own."""
    assert [quantity.scale for quantity in read_quantities(text)] == scales
