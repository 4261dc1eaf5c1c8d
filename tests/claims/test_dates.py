from datetime import date

import pytest

from claims.facts.dates import read_dates
from tests.claims.readings import TODAY, day_of


@pytest.mark.parametrize(
    "text",
    [
        "2000 people",
        "He may go",
        "30 February 2020",
        "the 2,019 votes",
        "March on",
        "Covid-19 March figures",
        "file 2025-07",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Counts, verbs and days that no calendar has are no dates."""
    assert read_dates(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("It may close in June.", [("2025-06-01", "2025-06-30"), ("2026-06-01", "2026-06-30")]),
        ("It opens on Friday.", [("2025-11-14", "2025-11-14"), ("2025-11-21", "2025-11-21")]),
        ("They agreed to meet on Friday.", [("2025-11-14", "2025-11-14"), ("2025-11-21", "2025-11-21")]),
        ("It takes effect on 1 June.", [("2025-06-01", "2025-06-01"), ("2026-06-01", "2026-06-01")]),
        ("It takes effect on 1 March.", [("2026-03-01", "2026-03-01"), ("2025-03-01", "2025-03-01")]),
        ("The court was burnt on March 1.", [("2025-03-01", "2025-03-01")]),
        ("On 3 to 5 January they struck.", [("2025-01-03", "2025-01-05")]),
        ("It reopened on 19 November.", [("2025-11-19", "2025-11-19")]),
        ("It will reopen on 3 January.", [("2026-01-03", "2026-01-03")]),
        ("The vote was delayed to 3 January.", [("2026-01-03", "2026-01-03"), ("2025-01-03", "2025-01-03")]),
        ("It opens in the first quarter.", [("2025-01-01", "2025-03-31"), ("2026-01-01", "2026-03-31")]),
        ("It closed on Friday.", [("2025-11-14", "2025-11-14")]),
        ("On Friday it closed.", [("2025-11-14", "2025-11-14")]),
        ("It will close in June.", [("2026-06-01", "2026-06-30")]),
    ],
)  # fmt: skip
def test_what_may_be_still_to_come_is_kept_open(
    text: str, intervals: list[tuple[str, str]]
) -> None:
    """Only a past verb puts a day, a month or a weekday back; where no verb tells, it is the last one or the next."""
    found = [(str(first), str(last)) for first, last in day_of(text).intervals()]
    assert found == intervals


def test_two_dates_that_are_no_span_stay_two() -> None:
    """Only behind "between" does "and" join two dates, and no span runs backwards."""
    found = [
        day.text for day in read_dates("in June and August, 5 July 2025 to 2 July 2025", TODAY)
    ]
    assert found == ["June", "August", "5 July 2025", "2 July 2025"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mayor announced on Thursday that the pool will close.", True),
        ("The mayor said in a statement on Thursday that it will close.", True),
        ("The firm told reporters in Skerrow on Thursday that it lost money.", True),
        ("On Thursday, the mayor announced the closure.", True),
        ("The mayor on Thursday announced that it will close.", True),
        ("The plan announced on Thursday will cost more.", True),
        ("The mayor said the pool will close on Thursday.", False),
        ("The pool will close on Thursday, the mayor said.", False),
        ("On Thursday, the mayor said, a pipe burst.", False),
        ("The mayor said Thursday's vote was close.", False),
        ("The mayor said the strike on Thursday would close the pool.", False),
        ("The union announced a strike on Thursday would go ahead.", False),
        ("The court rejected the appeal on Thursday.", False),
        ("The union announced a strike on Thursday.", None),
        ("The firm pledged to close the mine on Thursday.", None),
    ],
)
def test_a_day_is_when_it_was_or_when_it_was_said(text: str, told: bool | None) -> None:
    """A verb of saying takes the day beside it, a clause keeps its own, and what is announced may have either."""
    assert day_of(text).told is told


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("It shrank in the third quarter.", ["the third quarter"]),
        ("It made a third quarter loss.", ["third quarter"]),
        ("It grew in the first quarter of 2024.", ["the first quarter of 2024"]),
        ("It shrank for the second quarter in a row.", []),
        ("It shrank for a second quarter.", []),
        ("It shrank for the fourth quarter running.", []),
        ("It was the second quarter of decline in a row.", []),
        ("It was the first quarter of growth since 2020.", ["2020"]),
    ],
)
def test_quarters_that_are_counted_are_no_dates(text: str, quarters: list[str]) -> None:
    """The second quarter in a row need not be that of the year."""
    assert [day.text for day in read_dates(text, TODAY)] == quarters


@pytest.mark.parametrize(
    ("text", "first", "also"),
    [
        ("Sales fell 4.2 percent on Friday.", "2025-11-14", []),
        ("Prices in the U.S. rose on Friday.", "2025-11-14", []),
        ("It will close, Dr. Lee wrote, on Friday.", "2025-11-21", []),
        ("It will close. Sales fell on Friday.", "2025-11-14", []),
        ("The 2.5 km tunnel will open in March.", "2026-03-01", []),
    ],
)
def test_a_full_stop_inside_a_clause_ends_none(text: str, first: str, also: list[str]) -> None:
    """The verb that tells past from future may stand before a decimal point, initials or a title, and not in another sentence."""
    found = day_of(text)
    assert (str(found.first), [str(start) for start, _ in found.also]) == (first, also)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They called off the walkout they had planned for Friday.", ["2025-11-14", "2025-11-21"]),
        ("It had been due on Friday.", ["2025-11-14", "2025-11-21"]),
        ("It had originally been scheduled to be held on Friday.", ["2025-11-14", "2025-11-21"]),
        ("It is due on Friday.", ["2025-11-21"]),
        ("The vote, which had been planned for May, will be held on Friday.", ["2025-11-21"]),
    ],
)
def test_what_had_been_planned_may_be_past(text: str, days: list[str]) -> None:
    """A day for which something had been planned may be past or to come, one for which it is planned is to come."""
    found = read_dates(text, TODAY)[-1]
    assert [str(start) for start, _ in found.intervals()] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It was found on 19 August, two days earlier.", ["19 August"]),
        ("The plant shut two weeks earlier than planned.", []),
        ("Sales fell from a year earlier.", ["a year earlier"]),
        ("It rained on 19 August. Two days earlier it was dry.", ["19 August", "Two days earlier"]),
    ],
)
def test_earlier_counts_from_the_day_named_before(text: str, days: list[str]) -> None:
    """Only where its sentence names none does it count from the day of writing, and "earlier than" is a comparison."""
    assert [day.text for day in read_dates(text, date(2026, 9, 4))] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("She will follow Karl Ost, who died in June.", ["2025-06-01"]),
        ("He will replace Ann Lee, who quit after the board met on Friday.", ["2025-11-14"]),
        ("Kern, who is expected to appeal, was jailed on Friday.", ["2025-11-14"]),
        ("Kern, due in court again, resigned on Friday.", ["2025-11-14"]),
        ("It would open 12 pubs instead of the 20 it announced in May.", ["2025-05-01"]),
        ("He is due in court after being arrested on Friday.", ["2025-11-14"]),
        ("It will cut jobs, having lost a contract in May.", ["2025-05-01"]),
        ("It will cut jobs because sales dropped in May.", ["2025-05-01"]),
        ("“We will appeal,” the union said on Friday.", ["2025-11-14"]),
        ("She will replace Lee, who agreed to leave on Friday.", ["2025-11-14", "2025-11-21"]),
        ("It would rain, and a storm was likely on Friday.", ["2025-11-14", "2025-11-21"]),
        ("She will replace Lee, who leaves on Friday.", ["2025-11-21"]),
        ("The vote is expected to be held on Friday.", ["2025-11-21"]),
        ("The pier will open, the council said, on Friday.", ["2025-11-21"]),
        ("The pier will, she wrote, open on Friday.", ["2025-11-21"]),
        ("It will reopen after repairs are finished on Friday.", ["2025-11-21"]),
        ("It will be renamed, split and sold on Friday.", ["2025-11-21"]),
        ("They want to keep it closed and will have it repaired on Friday.", ["2025-11-21"]),
    ],
)
def test_a_past_verb_behind_a_plan_is_told_of_the_past(text: str, days: list[str]) -> None:
    """What will be says nothing of a date behind a past verb with a subject of its own."""
    found = read_dates(text, TODAY)[-1]
    assert [str(start) for start, _ in found.intervals()] == days
