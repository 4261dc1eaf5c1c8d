from datetime import date

import pytest

from claims.divergence import check_facts
from claims.facts import read_facts
from claims.types import DivergenceType
from tests.claims.checked import TODAY, explained, relations


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
