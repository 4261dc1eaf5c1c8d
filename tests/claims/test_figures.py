import pytest

from tests.claims.checked import explained, figures, relations

DAIRIES = "Milk sales rose 4% and cheese sales fell 9% in spring."

MILLS = "The old mill earned 61 million euros and the new mill 48 million."

CUTS = "About 500 of the job cuts are to come in Tarn and 300 in Vale."

SEATS = "The count gave the Reds 72 seats, Falk First 28 and the Blues 43."


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


def test_a_change_told_the_other_way_round_differs() -> None:
    """Both have the same two figures, each in the other's place."""
    claim = "Turnout rose from 61.3 percent to 66.8 percent."
    assert "different" in figures(claim, "Turnout fell to 61.3% from 66.8%.")
    assert figures("Turnout fell from 66.8 to 61.3%.", "Turnout fell to 61.3% from 66.8%.") == [
        "equal",
        "equal",
    ]


def test_a_figure_that_follows_from_the_claims_own_is_no_conflict() -> None:
    """A majority of three follows from 52 votes to 49, a majority of five does not."""
    claim = "Parliament passed the budget by 52 votes to 49."
    assert figures(claim, "Parliament passed the budget by three votes.") == ["unstated"] * 3
    assert "different" in figures(claim, "Parliament passed the budget by five votes.")


def test_bounds_on_either_side_of_one_figure_differ() -> None:
    """The bounds are told where they are all that differs."""
    claim = "Turnout was under 60 percent."
    assert explained(claim, "Turnout was over 60 percent.") == [
        ("number", "under 60 percent here, over 60 percent there")
    ]


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


def test_what_is_more_than_another_is_not_less_than_it() -> None:
    """What one side has more is what the other has less, whichever a text begins with."""
    evidence = "The union got 6 percent, two points less than it had asked for."
    assert figures("The union asked for two points more than it got.", evidence) == ["equal"]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("It raised rates by a quarter of a percentage point.", "from 3.25% to 3.5%", "derived"),
        ("It raised rates by half a percentage point.", "from 3.25% to 3.5%", "unstated"),
        ("It raised rates by 25 basis points.", "from 3.25% to 3.5%", "derived"),
    ],
)
def test_percentage_points_lie_between_two_shares(claim: str, evidence: str, found: str) -> None:
    """What a rate moved by follows from where it came from and where it went."""
    assert figures(claim, f"It raised rates {evidence}.") == [found]


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("The stock rose 21 percent.", "equal"),
        ("The stock fell 21 percent.", "unstated"),
        ("The stock makes up 21 percent of the fund.", "unstated"),
    ],
)
def test_an_open_bound_on_a_rise_is_said_of_any_rise(evidence: str, found: str) -> None:
    """By whatever verb it is told, but of no fall and no part."""
    assert figures("Its shares gained more than a fifth.", evidence) == [found]
