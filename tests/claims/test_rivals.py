import pytest

from claims.divergence import check_facts
from claims.facts import read_facts
from claims.types import DivergenceType
from tests.claims.checked import TODAY, explained, figures, relations

BOTH_MONTHS = "Inflation slowed to 5.2% in February from 5.9% in January."


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The mill employs 340 people.", "The mill employs 280 workers.", "different"),
        ("The mill employs 280 workers.", "The mill employs 340 people.", "different"),
        ("The mill employs 280 people.", "The mill employs 280 workers.", "equal"),
        ("Some 900 people were displaced.", "Some 600 residents were evacuated.", "different"),
        ("Nine passengers died.", "Four people died.", "different"),
        ("Three passengers died.", "Four people died.", "unstated"),
        ("The mill employs 340 people.", "The mill fined 280 workers.", "unstated"),
        ("Twelve people were hurt.", "Two firefighters were hurt.", "unstated"),
    ],
)
def test_people_are_those_of_any_kind(claim: str, evidence: str, found: str) -> None:
    """With the same deed two counts differ, unless some of all whom something befell can be of the kind."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The Blues won 43 seats.", "So the Reds won 72 seats.", "unstated"),
        ("The Reds have 72 seats.", "The Reds and the Greens have 86 seats.", "unstated"),
        ("The Reds have 68 points.", "The Reds lead by four points.", "unstated"),
        ("The Reds have 68 points.", "The Reds are four points clear.", "unstated"),
        ("The Reds won 70 seats.", "The party won 72 seats.", "different"),
        ("Sales rose to 43 boats.", "The Reds rose to 45 boats.", "different"),
        ("The Reds and Blues won 70 seats.", "The Blues and the Reds won 72 seats.", "different"),
        ("Anna Falk said the Reds won 70 seats.", "The Reds won 72 seats.", "different"),
        ("A court in Vale held 12 people.", "Police held 14 people.", "different"),
    ],
)
def test_figures_of_others_by_name_do_not_differ(claim: str, evidence: str, found: str) -> None:
    """Nor does a lead from what somebody has; who says so is nobody whose figure it is."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "evidence", "background", "found"),
    [
        ("A court in Vale held 12 people.", "Police in Tarn held 14 people.", "", "unstated"),
        ("The flood killed 12 people in Vale.", "It killed 14 in Tarn.", "A flood in Vale, Tarn.", "different"),
        ("The flood killed 12 people in Vale.", "It killed 14 people in Vale.", "", "different"),
        ("Rents in Vale rose by 4%.", "Rents in neighbouring Tarn rose by 3%.", "In Vale", "unstated"),
        ("Rents in Vale rose by 4%.", "Rents in neighbouring Vale rose by 3%.", "", "different"),
    ],
)  # fmt: skip
def test_figures_of_other_places_do_not_differ(
    claim: str, evidence: str, background: str, found: str
) -> None:
    """But where the article tells of the claim's place, too, one may lie in the other."""
    relation = relations(claim, evidence, background)
    assert {told for kind, told in relation.values() if kind == "number"} == {found}


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The quake killed 58 people.", "It was the worst since 1988, when 210 people died.", "unstated"),
        ("The quake killed 58 people.", "In 1988 a quake killed 210 people.", "unstated"),
        ("The quake killed 58 people.", "The quake killed 92 people on Tuesday.", "different"),
        ("The tax is 3.1%.", "The tax was 4.7% in 2023.", "unstated"),
        ("The tax is 3.1%.", "The tax was 4.7% in February.", "different"),
        ("The tax was 3.1%.", "The tax was 4.7% in 2023.", "different"),
        ("The plant employs 800 people.", "The plant, opened in 1998, employs 1,400 people.", "different"),
        ("The plant employs 800 people.", "It has employed 1,200 people since 2015.", "different"),
    ],
)  # fmt: skip
def test_a_figure_of_long_ago_does_not_differ_from_one_of_now(
    claim: str, evidence: str, found: str
) -> None:
    """What a claim tells as past may be of then; what began then may still be so."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Brantor's profit fell by 14%.", "Brantor shares tumbled 4.5%.", "unstated"),
        ("Brantor's profit rose to $40 million.", "Brantor's debt rose to $90 million.", "unstated"),
        ("Brantor's profit fell by 14%.", "Brantor's profit fell by 18%.", "different"),
        ("Brantor sold the unit for $40 million.", "Brantor sold the unit for $90 million.", "different"),
    ],
)  # fmt: skip
def test_a_name_is_no_matter_that_figures_share(claim: str, evidence: str, found: str) -> None:
    """Nor where it begins the sentence, if the article has it inside of one; nor is it that each rose to what it is."""
    relation = relations(claim, evidence, "The truck maker Brantor said so.")
    assert {told for kind, told in relation.values() if kind == "number"} == {found}


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Hadley will close half of its libraries.", "Hadley is to raise tax by 4.9% and close some of its libraries.", "unstated"),
        ("Hadley will close half of its libraries.", "Hadley will close a third of its libraries.", "different"),
        ("Homes will pay £86 a year more.", "Homes will pay £1,860 from April.", "unstated"),
        ("Homes will pay an extra £86.", "Homes will pay £1,860 from April.", "unstated"),
        ("Homes will pay £86 a year more.", "Homes will pay £102 more from April.", "different"),
        ("Homes will pay £1,790 a year.", "Homes will pay £1,860 from April.", "different"),
    ],
)  # fmt: skip
def test_a_part_differs_from_no_change_and_what_comes_on_top_from_no_whole(
    claim: str, evidence: str, found: str
) -> None:
    """Half of a thing is not held against a rise, nor a surcharge against the sum."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        (
            "The flood killed 12 people.",
            "The flood's death toll rose to 15 after three more people died in hospital.",
            "12 here, 15 there",
        ),
        (
            "The blast killed three workers.",
            "The number of people killed in the blast has risen to five after two workers died.",
            "three here, five there",
        ),
        (
            "The blast killed three workers.",
            "Two workers died on Friday, bringing the number killed in the blast to five.",
            "three here, five there",
        ),
        (
            "Norovirus has made 42 patients ill at St Anne's Hospital.",
            "The number of patients with norovirus at St Anne's Hospital has climbed to 68 from 42.",
            "42 here, 68 there",
        ),
    ],
)
def test_a_toll_is_held_against_the_new_one(claim: str, evidence: str, found: str) -> None:
    """Neither those by whom it rose nor what it was before are its rival."""
    assert explained(claim, evidence) == [("number", found)]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Inflation was 5.9% in February.", BOTH_MONTHS, ["different", "equal"]),
        ("In February, inflation was 5.9%.", BOTH_MONTHS, ["different", "equal"]),
        ("Inflation was 5.9% in January.", BOTH_MONTHS, ["equal", "equal"]),
        ("Inflation was 5.2% in February.", BOTH_MONTHS, ["equal", "equal"]),
        ("Rents rose 5% in 2025.", "Rents rose 3% in 2024.", ["unstated", "unstated"]),
        ("Rents rose 5% in 2025.", "Rents rose 3% in 2025.", ["different", "equal"]),
        ("Rents rose 5% in 2025.", "Rents rose 5% in 2024.", ["equal", "different"]),
        ("Rents rose 5% in 2024.", "Rents rose by 3%.", ["unstated", "unstated"]),
        ("Rents rose 5% last month.", "Rents rose by 3%.", ["different", "unstated"]),
        (
            "Twelve people died on Monday.",
            "Nine people died on Sunday.",
            ["different", "different"],
        ),
    ],
)
def test_figures_of_two_periods_are_no_conflict(
    claim: str, evidence: str, found: list[str]
) -> None:
    """Each month and year has its own; the figure of one that both tell of is held against that of the same."""
    here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
    checks = check_facts(here, there, "", TODAY)
    kinds = (DivergenceType.NUMBER, DivergenceType.DATE)
    assert [check.relation.value for check in checks if check.type in kinds] == found


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The raid left six people dead.", ["different"]),
        ("Another raid left six people dead.", ["unstated"]),
        ("A raid in a neighbouring town left six people dead.", ["unstated"]),
        ("The raid left another six people dead.", ["different"]),
    ],
)
def test_what_is_told_of_another_thing_is_no_conflict(claim: str, found: list[str]) -> None:
    """A figure of a raid that is expressly another one than that at hand differs from none of this one."""
    assert figures(claim, "The raid left 25 people dead.") == found


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("Six members backed it, and two voted to hold.", ["equal", "unstated"]),
        ("Two of the seven members voted to hold.", ["equal", "different"]),
        ("Three members voted to hold.", ["different", "unstated"]),
    ],
)
def test_a_whole_is_held_against_wholes(evidence: str, found: list[str]) -> None:
    """That six of nine did one thing conflicts with no two of the nine who did another."""
    assert figures("Two of the nine members voted to hold.", evidence) == found


def test_a_fine_and_who_was_fined_are_one_matter() -> None:
    """The forms of a verb are one word beside an amount."""
    assert relations("Pell was fined £640,000.", "Pell must pay a fine of £460,000.")[
        "£640,000"
    ] == (
        "number",
        "different",
    )


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Nine people have died in the crash.", "Seven die in Brennick rail crash", "different"),
        ("Nine people have died in the crash.", "Seven dead as trains crash", "different"),
        ("Seven people were killed in the crash.", "The death toll rose to nine.", "different"),
        (
            "Seven people were killed in the Orley train crash.",
            "The death toll from the Orley train crash rose to nine on Thursday.",
            "different",
        ),
        (
            "Seven people were killed in the Orley train crash.",
            "The number of people killed in the Orley train crash has risen to nine.",
            "different",
        ),
        (
            "The death toll from the Orley fire was ten people.",
            "The death toll from the Orley fire has risen to 15 people.",
            "different",
        ),
        (
            "Nine people have died in the flood.",
            "The number of people injured in the flood rose to 40.",
            "unstated",
        ),
        (
            "Nine people have died in the flood.",
            "The fund for those killed in the flood rose to 400,000.",
            "unstated",
        ),
        ("Nine homes were lost in the Orley fire.", "Seven dead in Orley fire", "unstated"),
    ],
)
def test_a_toll_is_compared_however_it_is_told(claim: str, evidence: str, relation: str) -> None:
    """One fate is one matter, whether the text says whom it befell or only what the toll rose to."""
    assert figures(claim, evidence) == [relation]


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        (
            "There were 250 people on the train at Orley.",
            "Two people died and 18 were injured when a train derailed at Orley.",
            "unstated",
        ),
        (
            "Nine people were hurt in the crash.",
            "Two people are still in a critical but stable condition after the crash.",
            "unstated",
        ),
        ("The stadium in Orley holds 31,000 people.", "It employs 412 people.", "unstated"),
        ("The plant employs 412 people.", "The plant employs 318 people.", "different"),
        ("There were 30 people in the hall.", "There were 50 people in the hall.", "different"),
    ],
)
def test_people_are_counted_in_many_ways(claim: str, evidence: str, relation: str) -> None:
    """Two counts of people conflict only where one fate befell both, or neither has any."""
    assert figures(claim, evidence) == [relation]


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        (
            "The court ordered Ferrum to pay €20m.",
            "Its owner said that Ferrum had bought it for €640m.",
            "unstated",
        ),
        (
            "The bank expects the economy to grow 1.8% this year.",
            "The deficit is expected to reach 4.3% of output this year.",
            "unstated",
        ),
        (
            "The bank expects the economy to grow 1.8% this year.",
            "The bank expects the economy to grow 2.1% this year.",
            "different",
        ),
        ("A second mill in Orley employs 40 people.", "The mill employs 60 people.", "unstated"),
        ("Another 38 people are ill.", "A further 48 people are ill.", "different"),
        ("The mayor sold 30 of the boats.", "Fire destroyed 40 boats in the port.", "unstated"),
    ],
)
def test_only_figures_of_one_thing_conflict(claim: str, evidence: str, relation: str) -> None:
    """Names and words that stand beside all sorts of figures make no matter, nor do one noun alone and words for another thing."""
    assert figures(claim, evidence) == [relation]


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Holm was sent off in the 71st minute.", "Holm was sent off in the 63rd minute for a foul.", ["different"]),
        ("Holm was sent off in the 63rd minute.", "Holm was sent off in the 63rd minute for a foul.", ["equal"]),
        ("The mill was built in the 18th century.", "The mill was built in 1890.", ["unstated"]),
        ("She scored her 12th goal.", "She scored her 14th goal of the season.", []),
        ("It was the 5th day of the strike.", "The strike is in its 6th day.", []),
        ("The 2nd Battalion arrived.", "The 3rd Battalion arrived.", []),
    ],
)  # fmt: skip
def test_a_place_in_an_order_that_stands_is_a_figure(
    claim: str, evidence: str, relation: list[str]
) -> None:
    """Another minute, floor or century differs; goals and days that go on being counted are none, nor is a number in a name."""
    assert figures(claim, evidence) == relation


def test_what_was_lost_is_no_standing() -> None:
    """How many seats a party lost does not differ from how many it has, but from how many else it lost."""
    claim = "The Conservatives lost 19 seats."
    assert figures(claim, "The count gave the Conservatives 43 seats.") == ["unstated"]
    assert figures(claim, "The Conservatives lost 12 seats.") == ["different"]


def test_a_figure_for_another_time_is_no_other_figure() -> None:
    """What a month and what a year brings may differ by the season; a text may not say what its figure is for."""
    assert figures("It makes 900 cars a month.", "It makes 12,000 cars a year.") == ["unstated"]
    assert figures("It makes 900 cars a month.", "It makes 800 cars.") == ["different"]


@pytest.mark.parametrize(
    ("claim", "evidence", "differ"),
    [
        ("The bomb went off at 3:42 p.m.", "The blast was at 3:42 a.m. local time.", True),
        ("The bomb went off at 15:42.", "The blast was at 3:42 p.m.", False),
        ("Polls close at 9 p.m.", "Polls close at 10 p.m.", True),
        ("Polls open at 7 a.m.", "Polls close at 10 p.m.", False),
        ("Polls close at 9 p.m.", "Polls close at 2000 GMT.", False),
        ("Polls close at 9 p.m. CET.", "Polls close at 2000 GMT.", False),
        ("Polls close at 9 p.m. GMT.", "Polls close at 2000 GMT.", True),
        ("It sank at 11:50 p.m.", "It sank shortly before midnight.", False),
        ("It sank at noon.", "It sank at midnight.", True),
    ],
)
def test_times_of_the_day_differ_on_one_deed(claim: str, evidence: str, *, differ: bool) -> None:
    """Of one verb, or where only the half of the day is another; those of two zones are not compared, and one that is alike tells nothing."""
    found = relations(claim, evidence).values()
    assert [found for found in found if found[0] in ("date", "number")] == (
        [("date", "different")] if differ else []
    )


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Only 26 passengers were aboard.", "It carries 300,000 passengers a year.", "unstated"),
        ("It carries 280,000 passengers.", "It carries 300,000 passengers a year.", "different"),
        ("Crews work 24 Saturdays a year.", "Crews work two Saturdays a month.", "equal"),
        ("Crews work three Saturdays a month.", "They work two Saturdays a month.", "different"),
    ],
)
def test_what_a_year_brings_is_no_count_of_one_day(claim: str, evidence: str, found: str) -> None:
    """A figure for a unit of time differs from one without only where one verb tells of both; days of the week are counted like all else."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("A year earlier it had 246 shops.", "It now has 263 shops.", "unstated"),
        ("It had 246 shops.", "It has 263 shops, 40 more than a year earlier.", "different"),
        ("A year earlier it had 246 shops.", "A year earlier it had 251 shops.", "different"),
        ("Before the cuts the mill had 900 workers.", "The mill has 640 workers.", "unstated"),
        ("The earlier court awarded 16 crowns.", "The court awarded 48 crowns.", "unstated"),
        ("In the election before, she won 60% of votes.", "She won 79% of votes.", "unstated"),
        ("Sales were 5% higher than a year earlier.", "Sales were 8% higher.", "different"),
    ],
)
def test_a_figure_of_an_earlier_time_is_none_of_now(claim: str, evidence: str, found: str) -> None:
    """Where only the claim goes back; what it compares with an earlier time is of now."""
    assert figures(claim, evidence)[0] == found
