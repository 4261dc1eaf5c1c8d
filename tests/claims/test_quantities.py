import math

import pytest

from claims.facts.quantities import Quantity, read_quantities


def one(text: str) -> Quantity:
    (found,) = read_quantities(text)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("241 passengers", 241, 241, "count"),
        ("1,300 posts", 1300, 1300, "count"),
        ("twenty-one ships", 21, 21, "count"),
        ("two million mines", 2e6, 2e6, "count"),
        ("more than fifty times", 50, math.inf, "count"),
        ("at most 12 seats", 0, 12, "count"),
        ("40 percent", 0.4, 0.4, "share"),
        ("one-sixth of the posts", 1 / 6, 1 / 6, "share"),
        ("half of the voters", 0.5, 0.5, "share"),
        ("one in five jobs", 0.2, 0.2, "share"),
        ("$3.5 million", 3.45e6, 3.55e6, "money $"),
        ("50bn euros", 50e9, 50e9, "money €"),
        ("248 kilometers", 248e3, 248e3, "[length]"),
        ("155 miles", 249448.32, 249448.32, "[length]"),
        ("2½ miles", 4023.36, 4023.36, "[length]"),
        ("between three and five percent", 0.03, 0.05, "share"),
        ("10 to 12 million people", 10e6, 12e6, "count"),
        ("a 34-year-old man", 34, 34, "age"),
        ("30 degrees Celsius", 30, 30, "degrees c"),
        ("dozens of troops", 24, 120, "count"),
        ("a dozen eggs", 12, 12, "count"),
    ],
)
def test_numbers_as_news_writes_them(text: str, low: float, high: float, scale: str) -> None:
    """Figures, words, magnitudes, fractions, ranges, bounds, money and units become an interval on a scale."""
    found = one(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == scale


@pytest.mark.parametrize(
    "text", ["in 2019", "the 21st of May", "one of them", "Apollo-11", "the third time", "9/11"]
)
def test_what_counts_nothing(text: str) -> None:
    """Years, ordinals, "one" as a pronoun and numbers in names are no quantities."""
    assert read_quantities(text) == ()


@pytest.mark.parametrize(
    ("one_text", "other_text", "meets"),
    [
        ("155 miles", "248 kilometers", True),
        ("284 kilometers", "248 kilometers", False),
        ("more than ten times", "twelve times", True),
        ("more than ten times", "nine times", False),
        ("about 300 people", "310 people", True),
        ("about 300 people", "400 people", False),
        ("two million mines", "five million mines", False),
        ("a third of the vote", "40 percent of the vote", False),
        ("$3.5 million", "$3.52 million", True),
    ],
)
def test_which_quantities_can_both_be_true(one_text: str, other_text: str, meets: bool) -> None:
    """Conversions meet within rounding, bounds take what lies beyond them, "about" reaches a tenth."""
    here, there = one(one_text), one(other_text)
    assert here.comparable(there)
    assert here.meets(there) is meets
    assert there.meets(here) is meets


def test_counts_of_different_things_are_not_compared() -> None:
    """Ten ships and ten people stand on one scale and are still not the same matter."""
    assert not one("10 ships").comparable(one("12 people"))
    assert not one("10 percent").comparable(one("10 people"))
