import pytest

from tests.claims.readings import quantity_of


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
        ("two-thirds of voters", "66 percent of voters", True),
        ("two-thirds of voters", "68 percent of voters", False),
        ("a rate of 3.2%", "a rate of 3.3%", False),
        ("a rate of 48 percent", "a rate of 49 percent", False),
        ("a rate of 4%", "a rate of 3.5%", True),
        ("a rate of 4%", "a rate of 4.4%", True),
        ("a rate of 4%", "a rate of 4.5%", False),
        ("a rate of -4%", "a rate of -3.5%", True),
        ("a rate of -3.2%", "a rate of 3.2%", False),
        ("a rate of 3 to 4 percent", "a rate of 4 percent", True),
        ("$12m", "$13m", False),
        ("$12m", "$11.8 million", True),
        ("$12m", "nearly $13 million", True),
        ("two million people", "1.98 million people", True),
        ("92 metres", "95 metres", False),
        ("92 metres", "92.4 metres", True),
        ("92 metres", "about 95 metres", True),
        ("92 metres", "302 feet", True),
        ("more than 92 metres", "90 metres", True),
        ("12,000 acres", "12,400 acres", True),
        ("12,000 acres", "13,000 acres", False),
        ("300 km", "304 kilometres", True),
        ("as many as 30 people", "28 people", True),
        ("as many as 30 people", "3 people", False),
        ("fewer than 30 people", "3 people", True),
        ("fewer than 30 people", "more than 30 people", False),
        ("fewer than 30 people", "at least 30 people", False),
        ("at most 30 people", "30 or more people", True),
        ("more than 30 people", "30 people", True),
        ("under half of voters", "over half of voters", False),
        ("under 92 metres", "over 92 metres", False),
        ("less than 3 percent of voters", "above 3 percent of voters", False),
    ],
)
def test_which_quantities_can_both_be_true(one_text: str, other_text: str, meets: bool) -> None:
    """A finer figure meets the one that it rounds to, conversions meet within a twentieth, bounds take what lies beyond them, "about" reaches a tenth."""
    here, there = quantity_of(one_text), quantity_of(other_text)
    assert here.comparable(there)
    assert here.meets(there) is meets
    assert there.meets(here) is meets


def test_values_that_differ_conflict_only_on_one_matter() -> None:
    """The words beside both must share one: what is counted, or what stands right before."""
    assert quantity_of("a toll of 241 rescued people").on_matter(
        quantity_of("214 people were rescued")
    )
    assert quantity_of("the death toll rose to 241").on_matter(quantity_of("a death toll of 214"))
    assert not quantity_of("the bridge cost $40 million").on_matter(
        quantity_of("a firm valued at $2 billion")
    )
    assert not quantity_of("four homes were burned").comparable(
        quantity_of("twelve people were arrested")
    )


def test_counts_of_different_things_are_not_compared() -> None:
    """Ten ships and ten people stand on one scale and are still not the same matter."""
    assert not quantity_of("10 ships").comparable(quantity_of("12 people"))
    assert not quantity_of("10 percent").comparable(quantity_of("10 people"))


@pytest.mark.parametrize(
    ("one_text", "other_text", "on_matter"),
    [
        ("Troops detained 40 people.", "The blast killed 9 people.", False),
        ("The storm killed 40 people.", "About 700 people were displaced.", False),
        ("The storm killed 40 people.", "In all 9 people died.", True),
        ("The storm killed 40 people.", "It carried 9 people.", False),
        ("The storm killed 40 miners.", "It injured 9 miners.", False),
        ("The fire destroyed 12 homes.", "Some 30 homes were badly damaged.", False),
        ("Twelve homes burned in the fire.", "Some 30 homes were gutted.", True),
        ("The mill will cut 300 jobs.", "About 120 jobs are to be created.", False),
        ("The mill will cut 300 jobs.", "It sheds 120 jobs.", True),
        ("Police arrested 12 protesters.", "They have freed 40 protesters.", False),
        ("The storm killed or injured 9 miners.", "In all 40 miners were hurt.", True),
        ("Cleared by 9 votes and rejected.", "Passed by 12 votes.", True),
        ("The town spent $3m on roads.", "The town spent $5m on schools.", False),
        ("The town spent $3m on roads.", "The town spent $5m on road signs.", True),
        ("The firm lost $3m in the quarter.", "The firm lost $5m in the spring.", True),
    ],
)
def test_what_fared_otherwise_is_another_matter(
    one_text: str, other_text: str, on_matter: bool
) -> None:
    """A shared noun alone makes no matter of those who were arrested and those who died, nor of what was destroyed and damaged."""
    assert quantity_of(one_text).on_matter(quantity_of(other_text)) is on_matter


def test_counts_of_which_one_verb_is_told_are_not_compared() -> None:
    """Schools and pubs that closed are no more one matter than those that opened; arrests are people arrested."""
    assert not quantity_of("12 schools closed").comparable(quantity_of("40 pubs closed"))
    assert not quantity_of("200 doctors have resigned").comparable(
        quantity_of("three ministers resigned")
    )
    assert quantity_of("They made 212 arrests.").comparable(
        quantity_of("They arrested 212 people.")
    )
    assert quantity_of("Some 318 moaned.").on_matter(quantity_of("Some 381 moaned."))


def test_one_conflicts_only_with_the_same_verb() -> None:
    """One person and two people are on one matter where both were killed, not where one spoke or was arrested."""
    two = quantity_of("Two people were killed in the crash.")
    assert two.on_matter(quantity_of("One person was killed on Tuesday."))
    assert two.on_matter(quantity_of("The crash killed one person."))
    assert not two.on_matter(quantity_of("One person was arrested."))
    assert not two.on_matter(quantity_of("One person told the court so."))


def test_degrees_are_compared_across_scales() -> None:
    """Fahrenheit is read as Celsius; of bare degrees the scale is unknown, so that they can only agree."""
    assert quantity_of("It reached 104F.").meets(quantity_of("It reached 40C."))
    assert not quantity_of("It reached 104F.").meets(quantity_of("It reached 41C."))
    assert quantity_of("It fell to -5 degrees.").comparable(quantity_of("It fell to -5C."))
    assert not quantity_of("It fell to -5 degrees.").comparable(quantity_of("It fell to 5C."))
    assert not quantity_of("It fell to -5 degrees.").meets(quantity_of("It fell to 5 degrees."))


def test_dollars_of_two_countries_are_not_compared() -> None:
    """A bare "$" may be either's: it is equal where the amounts agree, and no conflict where they do not."""
    assert not quantity_of("A$5m").comparable(quantity_of("US$3.3m"))
    assert quantity_of("C$5m").comparable(quantity_of("C$7m"))
    assert quantity_of("$5m").comparable(quantity_of("US$5m"))
    assert not quantity_of("$5m").comparable(quantity_of("US$7m"))
