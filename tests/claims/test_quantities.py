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
        ("40 percent", 0.395, 0.405, "share"),
        ("one-sixth of the posts", 1 / 6, 1 / 6, "share"),
        ("half of the voters", 0.5, 0.5, "share"),
        ("one in five jobs", 0.2, 0.2, "share"),
        ("$3.5 million", 3.45e6, 3.55e6, "money $"),
        ("50bn euros", 49.5e9, 50.5e9, "money €"),
        ("248 kilometers", 248e3, 248e3, "[length]"),
        ("155 miles", 249448.32, 249448.32, "[length]"),
        ("2½ miles", 4023.36, 4023.36, "[length]"),
        ("between three and five percent", 0.03, 0.05, "share"),
        ("10 to 12 million people", 10e6, 12.5e6, "count"),
        ("a 34-year-old man", 34, 34, "age"),
        ("Ana Ruiz, 34, said", 34, 34, "age"),
        ("a man aged 34 died", 34, 34, "age"),
        ("In Leeds, 61 people", 61, 61, "count"),
        ("3 percentage points", 3, 3, "points"),
        ("The team won 27-18", 27018, 27018, "score"),
        ("a vote of 27 to 18", 27018, 27018, "score"),
        ("a 3m wall", 3, 3, "[length]"),
        ("3m people", 2.95e6, 3.05e6, "count"),
        ("30 degrees Celsius", 30, 30, "degrees c"),
        ("dozens of troops", 24, 120, "count"),
        ("a dozen eggs", 12, 12, "count"),
        ("half a dozen eggs", 6, 6, "count"),
        ("two dozen eggs", 24, 24, "count"),
        ("two hundred and forty people", 240, 240, "count"),
        ("one thousand two hundred people", 1200, 1200, "count"),
        ("half a million people", 5e5, 5e5, "count"),
        ("a quarter of a million homes", 2.5e5, 2.5e5, "count"),
        ("hundreds of thousands of people", 2e5, 1e6, "count"),
        ("over $12m", 12e6, math.inf, "money $"),
        ("not less than 300 people", 300, math.inf, "count"),
        ("300+ people", 300, math.inf, "count"),
        ("as many as 300 people", 0, 300, "count"),
        ("who recover 30 bodies", 30, 30, "count"),
        ("12 sq km", 12e6, 12e6, "[length] ** 2"),
        ("300 pounds of cocaine", 136.0777, 136.0777, "[mass]"),
        ("70mph", 31.2928, 31.2928, "[length] / [time]"),
        ("72 km/h", 20, 20, "[length] / [time]"),
        ("72 kilometres an hour", 20, 20, "[length] / [time]"),
    ],
)
def test_numbers_as_news_writes_them(text: str, low: float, high: float, scale: str) -> None:
    """Figures, words, magnitudes, fractions, ranges, bounds, money and units become an interval on a scale."""
    found = one(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.scale == scale


def test_a_change_has_two_values() -> None:
    """What rose from one value to another lies at neither between them, and the first takes the second's scale."""
    first, second = read_quantities("Rates rose from 2 to 4 percent.")
    assert [first.low, second.low, second.high] == pytest.approx([0.02, 0.035, 0.045])
    assert first.scale == second.scale == "share"
    assert len(read_quantities("It costs from 2 to 4 percent more.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "the 21st of May",
        "one of them",
        "Apollo-11",
        "the third time",
        "9/11",
        "at 10:30 p.m.",
        "3 p.m.",
    ],
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
        ("$2bn", "$1.97 billion", True),
        ("62 percent of voters", "62.4 percent of voters", True),
        ("a third of voters", "33 percent of voters", True),
    ],
)
def test_which_quantities_can_both_be_true(one_text: str, other_text: str, meets: bool) -> None:
    """Conversions meet within rounding, bounds take what lies beyond them, "about" reaches a tenth."""
    here, there = one(one_text), one(other_text)
    assert here.comparable(there)
    assert here.meets(there) is meets
    assert there.meets(here) is meets


def test_values_that_differ_conflict_only_on_one_matter() -> None:
    """The words beside both must share one: what is counted, or what stands right before."""
    assert one("a toll of 241 rescued people").on_matter(one("214 people"))
    assert one("the death toll rose to 241").on_matter(one("a death toll of 214"))
    assert not one("the bridge cost $40 million").on_matter(one("a firm valued at $2 billion"))
    assert not one("four homes were burned").comparable(one("twelve people were arrested"))


def test_counts_of_different_things_are_not_compared() -> None:
    """Ten ships and ten people stand on one scale and are still not the same matter."""
    assert not one("10 ships").comparable(one("12 people"))
    assert not one("10 percent").comparable(one("10 people"))
