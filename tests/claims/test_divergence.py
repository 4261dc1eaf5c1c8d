from datetime import date

import pytest

from claims.divergence import FactCheck, check_facts, differences
from claims.facts import read_facts
from claims.types import DivergenceType

TODAY = date(2026, 3, 11)
BOTH_MONTHS = "Inflation slowed to 5.2% in February from 5.9% in January."


def relations(claim: str, evidence: str, background: str = "") -> dict[str, tuple[str, str]]:
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY), background)
    return {check.claim.text: (check.type.value, check.relation.value) for check in checks}


def figures(claim: str, evidence: str) -> list[str]:
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY))
    return [check.relation.value for check in checks if check.type is DivergenceType.NUMBER]


def explained(claim: str, evidence: str) -> list[tuple[str, str]]:
    here, there = read_facts(claim, TODAY), read_facts(evidence, TODAY)
    found = differences(check_facts(here, there))
    for divergence in found:
        assert claim[divergence.claim.start : divergence.claim.end] == divergence.claim.text
        assert (
            evidence[divergence.evidence.start : divergence.evidence.end]
            == divergence.evidence.text
        )
    return [(divergence.type.value, divergence.explanation) for divergence in found]


def test_each_fact_is_equal_different_or_unstated() -> None:
    """A figure that the evidence gives otherwise differs, one on another matter is unstated."""
    assert relations(
        "The ferry carried 241 passengers and 12 cars.", "It carried 214 passengers."
    ) == {
        "241": ("number", "different"),
        "12": ("number", "unstated"),
    }
    assert relations("It ran aground on Tuesday.", "It ran aground on 10 March.") == {
        "on Tuesday": ("date", "equal")
    }


def test_a_figure_that_is_worked_out_is_derived() -> None:
    """What adds up neither differs nor is unstated; what does not add up differs as ever."""
    evidence = "The bill passed by 285 votes to 272."
    assert relations("It passed by 13 votes.", evidence) == {"13": ("number", "derived")}
    assert relations("It passed by 14 votes.", evidence) == {"14": ("number", "different")}


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("The flood displaced 90 families.", "The flood displaced at least 85 families.", "equal"),
        ("The flood displaced 90 families.", "It displaced at least 60 families.", "unstated"),
        ("The flood displaced at least 60 families.", "It displaced 90 families.", "equal"),
        ("The flood displaced 900 families.", "It displaced at least 60 families.", "unstated"),
        ("The deal was worth $9 billion.", "The deal was worth over $3 million.", "unstated"),
        ("The repair cost $5 million.", "Donors pledged over $4 million.", "unstated"),
        ("The flood displaced 50 families.", "It displaced at least 60 families.", "different"),
    ],
)
def test_an_open_bound_is_said_of_what_lies_near_it(
    claim: str, evidence: str, relation: str
) -> None:
    """Beyond that, and on another matter, the bound neither states a figure nor contradicts it."""
    (check,) = relations(claim, evidence).values()
    assert check == ("number", relation)


@pytest.mark.parametrize(
    ("claim", "swapped", "same"),
    [
        (
            "Twelve people were killed and 30 people were injured.",
            "Thirty people were killed and 12 people were injured.",
            "The crash injured 30 people and killed 12.",
        ),
        (
            "Sales rose 12 percent and profit rose 30 percent.",
            "Sales rose 30 percent and profit rose 12 percent.",
            "Profit was up 30 percent while sales grew 12 percent.",
        ),
        (
            "Police seized 5 kg of cocaine and 2 kg of heroin.",
            "Police seized 2 kg of cocaine and 5 kg of heroin.",
            "They found 2 kg of heroin and 5 kg of cocaine.",
        ),
        (
            "The town spent $3m on roads and $5m on schools.",
            "The town spent $5m on roads and $3m on schools.",
            "It paid $5m for schools and $3m for roads.",
        ),
        (
            "Ruiz won 12 seats and Falk won 30 seats.",
            "Ruiz won 30 seats and Falk won 12 seats.",
            "Falk won 30 seats, Ruiz won 12 seats.",
        ),
    ],
)
def test_figures_that_changed_places_differ(claim: str, swapped: str, same: str) -> None:
    """A figure is held against the one of its own fate, noun or words before, not against an equal one of another."""
    assert figures(claim, swapped) == ["different", "different"]
    assert figures(claim, same) == ["equal", "equal"]


DAIRIES = "Milk sales rose 4% and cheese sales fell 9% in spring."
MILLS = "The old mill earned 61 million euros and the new mill 48 million."
CUTS = "About 500 of the job cuts are to come in Tarn and 300 in Vale."
SEATS = "The count gave the Reds 72 seats, Falk First 28 and the Blues 43."


@pytest.mark.parametrize(
    ("claim", "evidence", "told"),
    [
        ("Milk sales fell 9% in spring.", DAIRIES, ("down 9%", "up 4%")),
        ("Cheese sales fell 9% in spring.", DAIRIES, None),
        ("The new mill earned 61 million euros.", MILLS, ("61 million euros", "48 million")),
        ("The new mill earned 48 million euros.", MILLS, None),
        ("About 300 jobs will go in Tarn.", CUTS, ("300", "500")),
        ("About 300 jobs will go in Vale.", CUTS, None),
        ("About 300 jobs will go.", CUTS, None),
        ("The Blues won 28 seats.", SEATS, ("28", "43")),
        ("The Blues won 43 seats.", SEATS, None),
        (
            "Nurses turned down 9%.",
            "The union asked nurses to accept 5% in May and 9% in June.",
            None,
        ),
        (
            "Revenue of $4.1bn beat what analysts expected.",
            "Revenue was $4.1bn, above the $3.9bn that analysts had expected.",
            None,
        ),
    ],
)
def test_a_lone_figure_differs_from_that_of_its_own_words(
    claim: str, evidence: str, told: tuple[str, str] | None
) -> None:
    """One that the evidence gives of somebody or something else does not bear it out; without words that tell them apart it does."""
    assert explained(claim, evidence) == (
        [("number", " here, ".join(told) + " there")] if told else []
    )
    assert figures(claim, evidence) == ["different" if told else "equal"]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The line will close 160 stops.", "The line will close 40 of its 160 stops.", "different"),
        ("All 160 stops will close.", "The line will close 40 of its 160 stops.", "different"),
        (
            "All 20 ships that it ordered are delayed.",
            "The yard delayed delivery of eight of the 20 ships.",
            "different",
        ),
        (
            "They burned all nine barns.",
            "They burned three of the village's nine barns.",
            "different",
        ),
        ("He is guilty on all seven counts.", "He is guilty on four of seven counts.", "different"),
        ("The line has 160 stops.", "The line will close 40 of its 160 stops.", "equal"),
        ("The line will close 40 stops.", "The line will close 40 of its 160 stops.", "equal"),
        ("All nine clerks came to the vote.", "Seven of the nine clerks voted for it.", "equal"),
        ("Twelve people were hurt.", "Two of the 12 people hurt in the crash died.", "equal"),
        ("He paid two fines of 300 euros.", "He paid two fines of 300 euros.", "equal"),
    ],
)
def test_what_befell_a_part_did_not_befall_the_whole(claim: str, evidence: str, found: str) -> None:
    """The part is the figure that differs; how many there are in all is told as well."""
    assert found in figures(claim, evidence)
    assert ("different" in figures(claim, evidence)) is (found == "different")


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
        ("The bridge opened on Monday.", "A crack was found in the bridge on Saturday.", "unstated"),
        ("The pill will go on sale in June.", "The agency approved the pill on Tuesday.", "unstated"),
        ("The bridge opened on Monday.", "The bridge opened on Saturday.", "different"),
        ("The bridge was opened on Monday.", "The opening of the bridge was on Saturday.", "different"),
        ("Kern won the race on Sunday.", "Kern collected 300 euros for winning the race on Saturday.", "different"),
        ("The trial starts on Monday.", "The trial will begin on Thursday.", "different"),
    ],
)  # fmt: skip
def test_days_of_other_deeds_do_not_differ(claim: str, evidence: str, found: str) -> None:
    """What was done stands in the clause of both, or else most of the other words do."""
    relation = relations(claim, evidence)
    assert {told for kind, told in relation.values() if kind == "date"} == {found}


def test_a_like_figure_of_another_fate_states_nothing() -> None:
    """Twelve who were injured are not twelve who were killed; whoever was rescued may have been evacuated."""
    assert figures("Twelve people were killed.", "Twelve people were injured.") == ["unstated"]
    assert figures("Forty people were rescued.", "Forty people were evacuated.") == ["equal"]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Twelve people are ill.", "Six people are ill, down from 12 on Monday.", "different"),
        (
            "Twelve people were ill on Monday.",
            "Six people are ill, down from 12 on Monday.",
            "equal",
        ),
        ("Turnout was 66.8 percent.", "Turnout fell to 61.3% from 66.8%.", "different"),
        ("Turnout was 61.3 percent.", "Turnout fell to 61.3% from 66.8%.", "equal"),
        ("Turnout was 66.8% in 2022.", "Turnout fell to 61.3% from 66.8% in 2022.", "equal"),
        ("Turnout was 66.8% in 2022.", "Turnout fell to 61.3% from 66.8%.", "unstated"),
        ("Turnout had been 66.8%.", "Turnout fell to 61.3% from 66.8%.", "equal"),
        ("A seat costs £50.", "A seat costs £40, rather than the £50 first asked.", "different"),
        (
            "The firm must pay €20m.",
            "The firm must pay €15m, less than the €20m she sought.",
            "different",
        ),
        ("She sought €20m.", "It must pay €15m, less than the €20m she sought.", "equal"),
    ],
)
def test_a_former_figure_states_nothing_of_today(claim: str, evidence: str, found: str) -> None:
    """It bears out what is told of its own time or in its own words; else the one that took its place differs."""
    assert figures(claim, evidence) == [found]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Haldane will open 20 pubs this year.", [("number", "20 here, 12 there")]),
        ("Haldane will open 12 pubs this year.", []),
        ("Haldane announced 20 pubs in May.", []),
    ],
)
def test_a_date_is_that_of_the_figure_that_holds(claim: str, found: list[tuple[str, str]]) -> None:
    """What a figure took the place of is of its own date alone, be it announced in a month of the same year."""
    for former in ("instead of the 20 it announced in May", "not the 20 it announced in May"):
        assert explained(claim, f"Haldane will open 12 pubs this year, {former}.") == found


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


def test_a_change_told_the_other_way_round_differs() -> None:
    """Both have the same two figures, each in the other's place."""
    claim = "Turnout rose from 61.3 percent to 66.8 percent."
    assert "different" in figures(claim, "Turnout fell to 61.3% from 66.8%.")
    assert figures("Turnout fell from 66.8 to 61.3%.", "Turnout fell to 61.3% from 66.8%.") == [
        "equal",
        "equal",
    ]


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


def test_a_figure_that_follows_from_the_claims_own_is_no_conflict() -> None:
    """A majority of three follows from 52 votes to 49, a majority of five does not."""
    claim = "Parliament passed the budget by 52 votes to 49."
    assert figures(claim, "Parliament passed the budget by three votes.") == ["unstated"] * 3
    assert "different" in figures(claim, "Parliament passed the budget by five votes.")


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


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The trial begins on 5 May.", "The trial was moved from 5 May to 9 June.", "different"),
        ("The trial begins on 9 June.", "The trial was moved from 5 May to 9 June.", "equal"),
        (
            "The trial begins on 5 May.",
            "The trial had been due to begin on 5 May and starts on 9 June.",
            "different",
        ),
        (
            "The trial was due on 5 May.",
            "The trial had been due to begin on 5 May and starts on 9 June.",
            "equal",
        ),
        ("The trial does not begin on 5 May.", "It was moved from 5 May to 9 June.", "equal"),
        (
            "A walkout planned for Friday is off.",
            "It ended a walkout it had planned for Friday.",
            "equal",
        ),
    ],
)
def test_a_date_that_was_given_up_is_that_of_nothing(claim: str, evidence: str, found: str) -> None:
    """It bears out what was planned, or denied, and not what is."""
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY))
    dates = [c.relation.value for c in checks if c.type is DivergenceType.DATE]
    assert dates == [found]


def test_bounds_on_either_side_of_one_figure_differ() -> None:
    """The bounds are told where they are all that differs."""
    claim = "Turnout was under 60 percent."
    assert explained(claim, "Turnout was over 60 percent.") == [
        ("number", "under 60 percent here, over 60 percent there")
    ]


def test_a_name_may_stand_in_the_background() -> None:
    """A name that the sentence lacks is stated when its article has it."""
    claim = "It was Ingrid Moberg who left."
    assert relations(claim, "She left.") == {"Ingrid Moberg": ("name", "unstated")}
    assert relations(claim, "She left.", "Ingrid Moberg leads the coastguard.") == {
        "Ingrid Moberg": ("name", "equal")
    }
    assert relations("Moberg left.", "She left.") == {}


def test_lengths_of_time_are_never_a_conflict_by_themselves() -> None:
    """A text may give many durations, each of another thing."""
    assert relations("It took three hours.", "The strike lasted five hours.") == {
        "three hours": ("number", "unstated")
    }


def test_a_few_of_something_are_missed_only_where_they_are_persons() -> None:
    """Where the evidence counts nobody, "two people" are unstated, but "two countries" and "one man" are no facts."""
    silent = "The ferry sank."
    assert relations("Two people were killed.", silent) == {"Two": ("number", "unstated")}
    assert relations("The two countries met.", silent) == {}
    assert relations("One man was killed.", silent) == {}
    assert relations("One man was killed.", "Three men were killed.") == {
        "One": ("number", "different")
    }
    assert relations("One man was killed.", "Three men were arrested.") == {}


def test_a_denial_is_about_what_was_said() -> None:
    """A claim that somebody denied something is equal to a denial, differs from an admission, and is unstated without either."""
    claim = "The firm denied that the ship had missed its inspection."
    said = {
        text: relations(claim, text)["denied"][1]
        for text in (
            "The firm disputed it.",
            "The firm admitted the fault.",
            "The ship missed its inspection.",
        )
    }
    assert list(said.values()) == ["equal", "different", "unstated"]


def test_a_fine_and_who_was_fined_are_one_matter() -> None:
    """The forms of a verb are one word beside an amount."""
    assert relations("Pell was fined £640,000.", "Pell must pay a fine of £460,000.")[
        "£640,000"
    ] == (
        "number",
        "different",
    )


def test_scores_of_two_shapes_are_compared() -> None:
    """What a vote was "by 61 votes to 39" differs from "62-38", and says by how many votes it passed."""
    assert explained(
        "The bill passed 62-38 in the senate.", "The bill passed by 61 votes to 39."
    ) == [("number", "62-38 here, 61 votes to 39 there")]
    assert relations("It passed by 61 votes to 39.", "It passed 61-39.") == {
        "61 votes to 39": ("number", "equal"),
        "61": ("number", "derived"),
        "39": ("number", "derived"),
    }


def test_who_says_so_and_in_which_words() -> None:
    """A source is equal by name, different where the evidence names another, unstated where it names nobody; so are quotations."""

    def checked(claim: str, evidence: str, kind: DivergenceType) -> list[str]:
        checks = check_facts(read_facts(claim), read_facts(evidence))
        return [check.relation.value for check in checks if check.type is kind]

    source, words = DivergenceType.ATTRIBUTION, DivergenceType.QUOTE
    claim = "Dev Rao said the ceiling was safe."
    assert checked(claim, "The ceiling is safe, Councillor Rao said.", source) == ["equal"]
    assert checked(claim, "The ceiling is safe, Ellis Prowse said.", source) == ["different"]
    assert checked(claim, "The ceiling is safe, a councillor said.", source) == ["unstated"]
    bank = "Bank of Skerrow governor Lucy Hale said it was safe."
    for text, relation in (
        ("Lucy Hale, governor of the Bank of Skerrow, said it was safe.", "equal"),
        ("It is safe, Lucy Hale said.", "equal"),
        ("The Bank of Skerrow governor, Lucy Hale, said it was safe.", "equal"),
        ("It is safe, Bank of Skerrow director Ann Roe said.", "unstated"),
        ("It is safe, Anders spokeswoman Ann Roe said.", "different"),
    ):
        assert checked(bank, text, source) == [relation]
        assert checked(text, bank, source) == [relation]
    office = "A lawyer for Transvalor said the ferry was sold."
    assert checked(office, "The ferry was sold, Otávio Lins said.", source) == ["unstated"]
    assert checked(office, "The ferry was sold, said a lawyer for Calmar.", source) == ["different"]
    quoted = "Rao called it “a week too late”."
    assert checked(quoted, "It was “a week too late”, Rao said.", words) == ["equal"]
    assert checked(quoted, "It was “a week too soon”, Rao said.", words) == ["different"]
    assert checked(quoted, "It was late, Rao said.", words) == ["unstated"]


def test_a_day_that_may_be_to_come_is_no_conflict() -> None:
    """What "may close in June" is that of "will close in June", and where months differ the years shown are the nearest."""
    claim = "The bridge will close in June."
    assert relations(claim, "The bridge may close in June.")["June"] == ("date", "equal")
    assert explained(claim, "The bridge may close in July.") == [
        ("date", "June 2026 here, July 2026 there")
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("The ferry sank on Monday.", "The ferry Skerrow sank off Anders on Sunday.", "different"),
        ("The boy died on Monday.", "Two boys died on Sunday after the blaze.", "different"),
        ("Nine survivors were in hospital on Monday.", "The jet burned on Sunday.", "unstated"),
        ("A stoppage in January was called off.", "Walkouts spread on Sunday.", "unstated"),
        ("The vote took place on Monday.", "A match took place on Sunday.", "unstated"),
        (
            "Calmar lost the case on Monday.",
            "The judge spoke on Sunday. Calmar lost the case.",
            "unstated",
        ),
        (
            "On Monday, the union called off the strike.",
            "The union called off its strike on Sunday.",
            "different",
        ),
    ],
)
def test_a_day_differs_from_one_of_the_same_deed(claim: str, evidence: str, relation: str) -> None:
    """Half of what the claim's clause tells stands in the sentence of the other date; dates of two deeds are no conflict."""
    checks = check_facts(read_facts(claim, TODAY), read_facts(evidence, TODAY))
    found = [check.relation.value for check in checks if check.type is DivergenceType.DATE]
    assert found == [relation]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Quill was suspended in 2022.", []),
        ("Quill was suspended in 2023.", [("date", "2023 here, 2022 there")]),
        ("The clinic dismissed Quill in 2023.", []),
        ("The clinic dismissed Quill in 2022.", [("date", "2022 here, 2023 there")]),
        ("The clinic suspended Quill in 2023 and dismissed him in 2022.", [
            ("date", "2023 here, 2022 there"), ("date", "2022 here, 2023 there")]),
        ("Quill lost his post in 2023.", []),
        ("Quill was sent home in 2022, before he was dismissed.", []),
    ],
)  # fmt: skip
def test_each_of_two_deeds_has_a_date_of_its_own(claim: str, found: list[tuple[str, str]]) -> None:
    """The date of a deed is held against the date that the evidence gives that deed, where it tells of it in the same word."""
    evidence = "The clinic suspended Quill in 2022 and dismissed him in 2023."
    assert explained(claim, evidence) == found


def test_a_dateline_is_of_no_deed() -> None:
    """A date that stands alone before the sentence is that of the report."""
    evidence = (
        "ORLEY, 6 March – Teams reached a town hit by the storm, which came ashore on Thursday."
    )
    assert relations("The storm hit the town on Thursday.", evidence)["on Thursday"][1] == "equal"


def test_weekdays_that_may_be_to_come_are_told_as_they_are() -> None:
    """Whether "on Saturday" is the last or the next one no verb tells, so a reader is told the weekday and no date."""
    assert explained("Calder visit Orrin on Sunday.", "Calder visit Orrin on Saturday.") == [
        ("date", "on Sunday here, on Saturday there")
    ]
    assert explained("Calder met Orrin on Sunday.", "Calder met Orrin on Saturday.") == [
        ("date", "8 March 2026 here, 7 March 2026 there")
    ]


def test_a_day_that_only_a_verb_puts_elsewhere_is_no_conflict() -> None:
    """Of one weekday, one month or one day of the year, told as past here and as to come there, another year or week is a guess."""
    assert relations("The semi-final on Friday was lost.", "The semi-final is due on Friday.") == {
        "on Friday": ("date", "unstated")
    }
    assert relations("The toll rose in May.", "The toll will rise in May 2024.")["May"] == (
        "date",
        "different",
    )


def test_when_it_was_said_is_not_when_it_was() -> None:
    """A day of saying is held against such days alone, and one that may be either differs from neither."""
    announced = "The mayor announced on 5 March that the pool will close."
    said = {
        text: relations(announced, text)["5 March"][1]
        for text in (
            "The pool will close on 19 March, the mayor said.",
            "The union announced a strike on 12 March.",
            "The closure of the pool was announced on 6 March.",
            "On March 5, the mayor said it would close.",
        )
    }
    assert list(said.values()) == ["unstated", "unstated", "different", "equal"]


@pytest.mark.parametrize(
    ("evidence", "relation"),
    [
        ("A vessel of the line with 214 people sank off Orley on Tuesday at dusk.", "different"),
        ("A vessel of the line with 214 people sank off Orley on Friday at dusk.", "unstated"),
        ("A vessel of the line with 214 people sank off Wick on Tuesday at dusk.", "unstated"),
    ],
)
def test_one_name_and_one_day_are_one_event(evidence: str, relation: str) -> None:
    """Where two reports share both, their figures are of one thing though they share no other words."""
    claim = "There were 241 people on the ferry that struck rocks near Orley on Tuesday."
    assert relations(claim, evidence)["241"][1] == relation


@pytest.mark.parametrize(("day", "relation"), [(12, "different"), (18, "unstated")])
def test_what_is_said_again_on_another_day_is_no_conflict(day: int, relation: str) -> None:
    """A follow-up quotes the same source anew; of two reports of one day one has the day of saying wrong."""
    claim = read_facts("The firm said on Thursday that data had been stolen.", date(2026, 3, 12))
    evidence = read_facts("Data had been stolen, the firm said on Tuesday.", date(2026, 3, day))
    (check,) = (c for c in check_facts(claim, evidence) if c.type is DivergenceType.DATE)
    assert check.relation == relation


def test_a_day_inside_a_span_is_equal() -> None:
    """A day that the evidence's span takes in is equal, one outside differs, and the span is shown whole."""
    evidence = "The vote was held May 1-7, 2025."
    assert relations("It was held on 6 May 2025.", evidence)["6 May 2025"] == ("date", "equal")
    assert explained("It was held on 9 May 2025.", evidence) == [
        ("date", "9 May 2025 here, 1 May 2025 to 7 May 2025 there")
    ]


def test_an_office_may_stand_in_the_evidence_by_its_country() -> None:
    """A text on a "French leader" speaks of the French president, though it calls him president of a council."""
    claim = "French President Lou Roe left."
    evidence = "The French leader, Lou Roe, president of the council, left."
    assert relations(claim, evidence)["French President"] == ("role", "equal")


def test_a_denial_of_another_matter_is_no_conflict() -> None:
    """Who denies something else has not contradicted an admission."""
    claim = "The firm admitted that it had polluted the river."
    assert relations(claim, "Jan Roe denied taking bribes.")["admitted"] == ("negation", "unstated")
    assert relations(claim, "The firm denied polluting the river.")["admitted"] == (
        "negation",
        "different",
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The firm hid losses.", "The claim that the firm hid losses is false.", "“is false” there, not here"),
        ("The firm hid losses of 4 million.", "It is a lie that the firm hid losses.", "“It is a lie” there, not here"),
        ("The firm hid no losses.", "The claim that the firm hid losses is false.", None),
        ("It is untrue that the firm hid losses.", "The claim that the firm hid losses is false.", None),
        ("The firm denied that it hid losses.", "The claim that the firm hid losses is false.", None),
        ("The firm was fined.", "The claim that the firm hid losses is false.", None),
    ],
)  # fmt: skip
def test_what_one_text_says_and_the_other_calls_false_is_a_conflict(
    one: str, other: str, found: str | None
) -> None:
    """Whichever of both is the claim; what denies it, too, or speaks of something else agrees with it or says nothing."""
    expected = [("negation", found)] if found else []
    assert explained(one, other) == expected
    turned = [(kind, told.replace("there, not here", "here, not there")) for kind, told in expected]
    assert explained(other, one) == turned


@pytest.mark.parametrize(
    ("evidence", "relation"),
    [
        ("The mayor of Skerrow, Vera Stam, ran again.", "unstated"),
        ("The mayor of Skerrow, Ann Lee, ran again.", "equal"),
        ("The mayor of Skerrow ran again.", "equal"),
        ("In Anders, the mayor of Skerrow ran again.", "equal"),
        ("The former mayor, Ann Lee, ran again.", "different"),
        ("Ann Lee, once mayor of Skerrow, ran again.", "different"),
        ("Ann Lee, mayor of Skerrow until 2022, ran again.", "different"),
    ],
)
def test_an_office_is_its_holders(evidence: str, relation: str) -> None:
    """Another's is not the claim's, and a bare "mayor" is one of any place."""
    assert relations("Ann Lee is the mayor of Skerrow.", evidence)["mayor of Skerrow"] == (
        "role",
        relation,
    )


def test_who_left_one_office_may_hold_another() -> None:
    """Two offices of one person exclude each other only where both are held, or both given up."""
    claim = "Ann Lee is the former mayor of Skerrow."
    here = relations(claim, "Ann Lee, the mayor of Anders, left.")
    assert here["former mayor of Skerrow"] == ("role", "unstated")
    gone = relations(claim, "Ann Lee, a former mayor of Anders, left.")
    assert gone["former mayor of Skerrow"] == ("role", "different")


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Ann Lee was mayor of Skerrow for ten years.", "Former Skerrow mayor Ann Lee left.", "equal"),
        ("Ann Lee was the mayor of Skerrow in 2015.", "Ann Lee, who was mayor of Skerrow from 2011 to 2021, left.", "equal"),
        ("Ann Lee became mayor of Skerrow in 2011.", "Ann Lee, once mayor of Skerrow, left.", "equal"),
        ("Ann Lee was mayor of Skerrow.", "Skerrow mayor Ann Lee left.", "equal"),
        ("Ann Lee is mayor of Skerrow.", "Former Skerrow mayor Ann Lee left.", "different"),
        ("Ann Lee was mayor of Skerrow.", "Ann Lee was mayor of Anders.", "different"),
        ("Ann Lee was mayor of Skerrow.", "Ann Lee, the mayor of Anders, left.", "unstated"),
        ("Ann Lee was deputy mayor of Skerrow.", "Ann Lee was mayor of Skerrow.", "different"),
        ("Ann Lee was deputy mayor of Skerrow.", "Skerrow mayor Ann Lee left.", "unstated"),
    ],
)  # fmt: skip
def test_who_was_in_office_may_have_left_it(claim: str, evidence: str, relation: str) -> None:
    """What somebody was is what a former holder was, and the holder too; it neither bears out nor denies what they are else."""
    for one, other in ((claim, evidence), (evidence, claim)):
        (check,) = (
            c
            for c in check_facts(read_facts(one), read_facts(other))
            if c.type is DivergenceType.ROLE
        )
        assert check.relation == relation


def test_what_is_a_place() -> None:
    """A name behind "to" is a place if it is a country or something moves there, and no person."""
    assert {
        text: relations(text, "It rained.")[text.split(" to ")[1].rstrip(".")][0]
        for text in (
            "The award went to Ann Lee.",
            "The fleet sailed to Skerrow.",
            "She gave it to Moberg.",
            "They sold arms to Ukraine.",
        )
    } == {
        "The award went to Ann Lee.": "name",
        "The fleet sailed to Skerrow.": "place",
        "She gave it to Moberg.": "name",
        "They sold arms to Ukraine.": "place",
    }


def test_offices_of_two_persons_are_no_conflict() -> None:
    """An office differs from one of the same person, in its field or in being given up, and another's says nothing."""
    claim = "Mia Holt, the transport minister, opened the bridge."
    said = {
        text: relations(claim, text)["transport minister"]
        for text in (
            "Mia Holt opened it with Housing Minister Jan Berg.",
            "Housing Minister Mia Holt opened it.",
            "Former Transport Minister Mia Holt opened it.",
            "Mia Holt, who is transport minister, opened it.",
        )
    }
    assert [relation for _, relation in said.values()] == [
        "unstated",
        "different",
        "different",
        "equal",
    ]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        (
            "Mayor of Skerrow Lars Holm left.",
            "Lars Holm, the mayor of Anders, left Skerrow.",
            [("role", "Mayor of Skerrow here, mayor of Anders there")],
        ),
        (
            "Vice President Ann Lee left.",
            "President Ann Lee left.",
            [("role", "Vice President here, President there")],
        ),
        (
            "Ex-president Ann Lee left.",
            "President Ann Lee left.",
            [("role", "Ex-president here, President there")],
        ),
        (
            "Mayor of Skerrow Ann Lee left.",
            "Ann Lee, mayor of Skerrow until 2022, left.",
            [("role", "Mayor of Skerrow here, former mayor of Skerrow there")],
        ),
        ("Former vice president Ann Lee left.", "President Ann Lee left.", []),
        ("Former Acme president Ann Lee left.", "President Ann Lee left.", []),
        ("Vice Admiral Ann Lee left.", "Admiral Ann Lee left.", []),
        ("Vice President Ann Lee left.", "President Jan Berg left.", []),
        ("Vice President Ann Lee became president.", "President Ann Lee left.", []),
        ("Labour leader Ann Lee left.", "Opposition leader Ann Lee left.", []),
        (
            "Ann Lee, a former health minister, now finance minister, left.",
            "Finance minister Ann Lee left.",
            [],
        ),
        ("President Ann Lee met the finance minister.", "Ann Lee met Health Minister Bo Roe.", []),
    ],
)
def test_offices_of_one_person(claim: str, evidence: str, found: list[tuple[str, str]]) -> None:
    """They differ where nobody holds both at one time: a deputy is not the holder, nor is who has given it up."""
    for one, other in ((claim, evidence), (evidence, claim)):
        here, there = read_facts(one), read_facts(other)
        differ = [c for c in map(FactCheck.divergence, check_facts(here, there)) if c is not None]
        told = [d if one == claim else d.turned() for d in differ]
        assert [(d.type.value, d.explanation) for d in told] == found


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


def test_a_name_that_the_background_knows_need_not_be_repeated() -> None:
    """What the evidence's article names counts as told by its sentence, too."""
    assert relations("Orley Kerrow Tamar sold 30.", "It sold 40.")["30"] == ("number", "unstated")
    background = "Orley Kerrow Tamar builds boats."
    assert relations("Orley Kerrow Tamar sold 30.", "It sold 40.", background)["30"] == (
        "number",
        "different",
    )


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


def test_a_name_behind_the_kind_of_place_is_a_place() -> None:
    """What happened "near the town of Corrigan" happened near Corrigan."""
    claim = "The storm made landfall near the town of Corrigan."
    assert relations(claim, "The storm made landfall.") == {"Corrigan": ("place", "unstated")}


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Over 400 people fled Vale.", "Some 300 people fled Vale and 250 fled Tarn.", "different"),
        ("Over 400 people fled.", "Some 300 people fled Vale and 250 fled Tarn.", "derived"),
        ("Over 700 people fled.", "Some 300 people fled Vale and 450 fled Tarn.", "derived"),
        ("A pass costs over £900.", "A pass costs £870, £60 more than now.", "different"),
        ("A pass cost £810.", "A pass costs £870, £60 more than now.", "derived"),
        ("It earned $9m in April.", "It earned $4m in April and $5m in June.", "different"),
        ("It earned $9m.", "It earned $4m in April and $5m in June.", "derived"),
        ("Over 20 people died.", "Twelve men and nine women died.", "derived"),
        ("It lost more than $90m.", "Its value fell from $400m to $300m.", "derived"),
    ],
)
def test_a_sum_is_of_what_the_claim_tells_of(claim: str, evidence: str, relation: str) -> None:
    """Figures of others than the claim's add nothing to its own, nor does one that says how much more it is."""
    assert figures(claim, evidence) == [relation]


@pytest.mark.parametrize(
    ("claim", "evidence", "told"),
    [
        ("Growth will be 2% to 3%.", "Growth will be 3% to 4%.", ("2% to 3%", "3% to 4%")),
        ("Growth will be 3% to 4%.", "Growth will be 3-4%.", None),
        ("It cut its target to 4-5%.", "It cut its target to 2-3%, from 4-5%.", ("4-5%", "2-3%")),
        ("It cut its target to 2-3%.", "It cut its target to 2-3%, from 4-5%.", None),
        ("A pilot earns $9,000.", "A pilot earns $9,000, a clerk 3,000.", None),
        ("A clerk earns $3,000.", "A pilot earns $9,000, a clerk 3,000.", None),
        ("A clerk earns $9,000.", "A pilot earns $9,000, a clerk 3,000.", ("$9,000", "3,000")),
        ("Rent is $500 a month.", "Rent is $6,000 a year.", None),
        ("Rent is $500 a month.", "Rent is $500 a week.", ("$500", "$500")),
        ("Rent is $500 a month.", "Rent is $700 a month.", ("$500", "$700")),
        ("Rents rose 9%.", "Rents fell by 9%.", ("up 9%", "down 9%")),
        ("Rents are up 9%.", "There was a 9% rise in rents.", None),
        ("The share closed 9% down.", "The share fell 9% before closing 4% lower.", ("9%", "4%")),
        ("The share fell 9%.", "The share fell 9% before closing 4% lower.", None),
    ],
)
def test_figures_are_of_one_range_time_and_way(
    claim: str, evidence: str, told: tuple[str, str] | None
) -> None:
    """Both ends, the time they are given for, the way they moved and who has them must be one, else the figures differ."""
    assert explained(claim, evidence) == (
        [("number", " here, ".join(told) + " there")] if told else []
    )


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


def test_what_is_more_than_another_is_not_less_than_it() -> None:
    """What one side has more is what the other has less, whichever a text begins with."""
    evidence = "The union got 6 percent, two points less than it had asked for."
    assert figures("The union asked for two points more than it got.", evidence) == ["equal"]
