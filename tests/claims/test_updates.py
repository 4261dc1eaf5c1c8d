from datetime import UTC, datetime

import pytest

from claims.types import Divergence, DivergenceType, Quote
from claims.updates import Denial, is_update, superseded

MONDAY, TUESDAY = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)
SAID, NEW = Quote("31", 0, 2), Quote("37", 0, 2)
NUMBER = Divergence(DivergenceType.NUMBER, SAID, NEW)


@pytest.mark.parametrize(
    ("sentence", "published", "divergences", "others", "moved"),
    [
        ("The number of injured rose to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Police now put the number at 37.", TUESDAY, [NUMBER], [MONDAY, MONDAY], True),
        ("The toll jumped to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The number of dead reached 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Authorities raised the toll to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Police counted 37, revising an earlier figure.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The death count had climbed past 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Two more died, bringing the toll to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The number of missing has passed 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The toll has doubled to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The latest toll stands at 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Rents rose by 37% in the spring.", TUESDAY, [NUMBER], [MONDAY], False),
        ("The firm cut its staff by 37 clerks.", TUESDAY, [NUMBER], [MONDAY], False),
        ("The latest figures are of 2037.", TUESDAY, [NUMBER], [MONDAY], False),
        ("Police now say it was arson, and 37 died.", TUESDAY, [NUMBER], [MONDAY], False),
        ("The toll rose to 37.", TUESDAY, [NUMBER], [datetime(2026, 3, 9)], True),  # noqa: DTZ001
        ("Thirty-seven people were injured.", TUESDAY, [NUMBER], [MONDAY], False),
        ("At least 37 people have now died.", TUESDAY, [NUMBER], [MONDAY], True),
        ("37 people are now confirmed dead.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Thirty-seven now known dead in Mirov.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The toll topped 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The toll hit at least 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Deaths from the flood climbed to some 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("The injured now number 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("It brings to 37 the number of dead.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Crews cut the number of missing from 40 to 37.", TUESDAY, [NUMBER], [MONDAY], True),
        ("Ambulances took 37 injured people to hospital.", TUESDAY, [NUMBER], [MONDAY], False),
        ("They brought 37 injured to two hospitals.", TUESDAY, [NUMBER], [MONDAY], False),
        ("The 37 wounded were cut from two cars.", TUESDAY, [NUMBER], [MONDAY], False),
        ("37 were killed when a bus fell from a bridge.", TUESDAY, [NUMBER], [MONDAY], False),
        ("37 were hurt and it is now a crime scene.", TUESDAY, [NUMBER], [MONDAY], False),
        ("The number of injured rose to 37.", MONDAY, [NUMBER], [TUESDAY], False),
        ("The number of injured rose to 37.", TUESDAY, [], [MONDAY], False),
        ("The number of injured rose to 37.", None, [NUMBER], [MONDAY], False),
        ("The number of injured rose to 37.", TUESDAY, [NUMBER], [None], False),
    ],
)
def test_a_newer_figure_that_moved_is_an_update(
    sentence: str,
    published: datetime | None,
    divergences: list[Divergence],
    others: list[datetime | None],
    moved: bool,
) -> None:
    """It differs by a number, is newer than all others, be they dated without a zone, and says that the figure moved."""
    assert is_update(sentence, published, divergences, others) is moved


@pytest.mark.parametrize(
    ("said", "denied", "moved"),
    [
        (TUESDAY, datetime(2026, 3, 10, 9, tzinfo=UTC), False),
        (TUESDAY, datetime(2026, 3, 11, 13, tzinfo=UTC), True),
        (datetime(2026, 3, 10, 11, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC), False),
        (datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC), True),
    ],
)
def test_a_bare_date_is_not_older_than_a_time_of_its_day(
    said: datetime, denied: datetime, moved: bool
) -> None:
    """An article that is dated by the day alone may have come after the one that says the figure moved."""
    assert is_update("The toll rose to 37.", denied, [NUMBER], [said]) is moved


@pytest.mark.parametrize(
    ("sentence", "figure", "moved"),
    [
        ("The tank held 8,000 litres, and the death toll has risen to six.", "8,000 litres", False),
        ("The death toll has risen to six, and the tank held 8,000 litres.", "8,000 litres", False),
        ("The mill, where the toll has reached 6, employs 410.", "410", False),
        ("The mill, where the toll has reached 1,206, employs 410.", "410", False),
        ("The toll rose to six at the mill, which employs 410.", "410", False),
        ("The fire took 50 houses, and so far nobody was arrested.", "50", False),
        ("The bomb hurt 55 people; the alert was revised.", "55", False),
        ("The toll rose to six while the mill fired 410 people.", "410", False),
        ("The tank held 8,000 litres, and the death toll has risen to six.", "six", True),
        ("The toll rose to 12 dead, 5 missing, and about 37 injured.", "37 injured", True),
        ("The number of injured, which stood at 31, has risen to 37.", "37", True),
        ("The death toll, which rose to 37, is the highest in years.", "37", True),
        ("Six died at the mill, where the toll has now reached 37, police said.", "37", True),
        ("Police counted 37, revising an earlier figure.", "37", True),
        ("The fire has so far taken 50 houses.", "50", True),
        ("The toll rose to fifteen.", "15", True),
        ("The toll rose to nine.", "Nine", True),
        ("The toll climbed to at least nine.", "Nine", True),
        ("The toll rose to six at the mill, which employs nine.", "Nine", False),
        ("The toll rose to 1,240.", "1,240", True),
        ("The toll rose to six.", "12", False),
        ("It will open 12 pubs instead of the 31 it announced in May.", "12", True),
        ("It will open 12 pubs, not 31.", "12", True),
        ("It will open a dozen pubs rather than 31.", "12", True),
        ("It will open 12 pubs instead of the 40 it announced in May.", "12", False),
        ("It will open 12 pubs and 31 shops.", "12", False),
        ("It will open 12 pubs, and sales were 5 million, not 31 million.", "12", False),
        ("It has 43 members left, down from 62.", "19", False),
    ],
)
def test_what_moved_is_the_figure_that_differs(sentence: str, figure: str, moved: bool) -> None:
    """Words of movement in another clause speak of something else; a figure may stand in other words, and in place of the older one."""
    differs = Divergence(DivergenceType.NUMBER, SAID, Quote(figure, 0, len(figure)))
    assert is_update(sentence, TUESDAY, [differs], [MONDAY]) is moved


@pytest.mark.parametrize(
    ("sentence", "said", "new", "moved"),
    [
        ("Cordis has cut the price of the drug to $24,000.", "$28,000", "$24,000", True),
        ("The bank raised its key rate to 4.5 percent.", "4.25 percent", "4.5 percent", True),
        ("The court on Tuesday reduced the term to four years.", "six years", "four years", True),
        ("The fare was increased on Monday to £3.", "£2.80", "£3", True),
        ("The firm slashed its target for 2026 to about 9%.", "12%", "9%", True),
        ("The fine, cut to £12,500, is due in May.", "£20,000", "£12,500", True),
        ("Cordis will cut the price to $24,000.", "$28,000", "$24,000", False),
        ("The minister urged Cordis to cut the price to $24,000.", "$28,000", "$24,000", False),
        ("Cordis did not cut the price to $24,000.", "$28,000", "$24,000", False),
        ("In 2020 Cordis raised the price to $28,000.", "$24,000", "$28,000", False),
        ("Inflation rose to 3.2% in February.", "3.1%", "3.2%", False),
        ("Profit fell to $40 million.", "$45 million", "$40 million", False),
        ("The firm cut costs and moved to $40 a share.", "$45", "$40", False),
        ("Lawyers raised objections to 12 clauses.", "20 clauses", "12 clauses", False),
        ("The bank raised its key rate to 4.5 percent.", "$3", "4.5 percent", False),
    ],
)
@pytest.mark.parametrize("guessed", [False, True])
def test_what_somebody_changed_has_moved(
    sentence: str, said: str, new: str, moved: bool, guessed: bool
) -> None:
    """Prices, rates and sentences are set and changed; a plan, a wish and what rose by itself, or long ago, change none."""
    here, there = Quote(said, 0, len(said)), Quote(new, 0, len(new))
    differs = Divergence(DivergenceType.NUMBER, here, there, guessed=guessed)
    assert is_update(sentence, TUESDAY, [differs], [MONDAY]) is moved


@pytest.mark.parametrize(
    "sentence",
    [
        "The court set the term at four years, down from six years.",
        "It went from six years to four.",
    ],
)
def test_what_is_given_in_place_of_another_moved_however_the_difference_was_found(
    sentence: str,
) -> None:
    """A length of time differs from another by a guess alone."""
    here, there = Quote("six years", 0, 9), Quote("four", 0, 4)
    differs = Divergence(DivergenceType.NUMBER, here, there, guessed=True)
    assert is_update(sentence, TUESDAY, [differs], [MONDAY])


def test_one_who_denies_it_can_bring_a_claim_up_to_date() -> None:
    """Of several who deny a claim it is enough that one is newer and says that the figure moved."""
    old = Denial("Thirty-seven people were injured.", TUESDAY, [NUMBER])
    new = Denial("The number of injured rose to 37.", TUESDAY, [NUMBER])
    assert superseded([MONDAY], [old, new])
    assert not superseded([MONDAY], [old])
    assert not superseded([TUESDAY], [old, new])
