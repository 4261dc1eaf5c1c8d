from datetime import date

import pytest

from claims.facts.dates import Day, read_dates

TODAY = date(2025, 11, 18)
"""a Tuesday"""


def one(text: str, today: date | None = TODAY) -> Day:
    (found,) = read_dates(text, today)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on November 17, 2025", "2025-11-17", "2025-11-17"),
        ("on 17 November", "2025-11-17", "2025-11-17"),
        ("on Nov. 3", "2025-11-03", "2025-11-03"),
        ("on January 5", "2026-01-05", "2026-01-05"),
        ("on February 29", "2024-02-29", "2024-02-29"),
        ("2025-11-17", "2025-11-17", "2025-11-17"),
        ("on Monday", "2025-11-17", "2025-11-17"),
        ("on Tuesday", "2025-11-18", "2025-11-18"),
        ("next Friday", "2025-11-21", "2025-11-21"),
        ("yesterday", "2025-11-17", "2025-11-17"),
        ("in August", "2025-08-01", "2025-08-31"),
        ("in December", "2024-12-01", "2024-12-31"),
        ("since April last year", "2024-04-01", "2024-04-30"),
        ("in March 2019", "2019-03-01", "2019-03-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("this month", "2025-11-01", "2025-11-30"),
        ("last week", "2025-11-10", "2025-11-16"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("late 2023", "2023-09-01", "2023-12-31"),
        ("the 1950-53 war", "1950-01-01", "1953-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("on Thursday, Nov. 20", "2025-11-20", "2025-11-20"),
        ("on Wednesday, 5 November", "2025-11-05", "2025-11-05"),
        ("it will begin on Friday", "2025-11-21", "2025-11-21"),
        ("it is due in March", "2026-03-01", "2026-03-31"),
        ("in late June", "2025-06-21", "2025-06-30"),
        ("mid-May", "2025-05-11", "2025-05-20"),
        ("in mid-May 2019", "2019-05-11", "2019-05-20"),
        ("in late June, 2019", "2019-06-21", "2019-06-30"),
        ("in early March last year", "2024-03-01", "2024-03-10"),
        ("30 October-2 November", "2025-10-30", "2025-11-02"),
        ("October 30-November 2, 2024", "2024-10-30", "2024-11-02"),
        ("from 30 December to 2 January 2024", "2023-12-30", "2024-01-02"),
        ("by March", "2025-03-01", "2025-03-31"),
        ("on Friday last week", "2025-11-14", "2025-11-14"),
        ("last week on Friday", "2025-11-14", "2025-11-14"),
        ("Sunday this week", "2025-11-23", "2025-11-23"),
        ("on Monday next week", "2025-11-24", "2025-11-24"),
        ("2025-10-02T07:45", "2025-10-02", "2025-10-02"),
        ("2025-10-02T07:45:30+01:00.", "2025-10-02", "2025-10-02"),
        ("in the first half of 2024", "2024-01-01", "2024-06-30"),
        ("in the second half of 2024", "2024-07-01", "2024-12-31"),
        ("last Tuesday", "2025-11-11", "2025-11-11"),
        ("last November", "2024-11-01", "2024-11-30"),
        ("last December", "2024-12-01", "2024-12-31"),
        ("it grew in the first quarter", "2025-01-01", "2025-03-31"),
        ("it will open in the first quarter", "2026-01-01", "2026-03-31"),
        ("it will open in the fourth quarter", "2025-10-01", "2025-12-31"),
        ("Eleven days ago", "2025-11-07", "2025-11-07"),
        ("one week ago", "2025-11-08", "2025-11-14"),
        ("twenty years ago", "2005-01-01", "2005-12-31"),
        ("Yesterday", "2025-11-17", "2025-11-17"),
        ("17/11/2025", "2025-11-17", "2025-11-17"),
        ("two days ago", "2025-11-16", "2025-11-16"),
        ("three weeks ago", "2025-10-25", "2025-10-31"),
        ("five years ago", "2020-01-01", "2020-12-31"),
        ("in the third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("Two weeks ago", "2025-11-01", "2025-11-07"),
        ("First quarter of 2025", "2025-01-01", "2025-03-31"),
        ("Late June", "2025-06-21", "2025-06-30"),
        ("In May", "2025-05-01", "2025-05-31"),
        ("Last Tuesday", "2025-11-11", "2025-11-11"),
        ("Early 2024", "2024-01-01", "2024-04-30"),
        ("November 5-7", "2025-11-05", "2025-11-07"),
        ("from November 5 to 7 in Anders", "2025-11-05", "2025-11-07"),
        ("November 5 to 12 people", "2025-11-05", "2025-11-05"),
        ("between 5 and 7 November 2024", "2024-11-05", "2024-11-07"),
        ("from Monday to Tuesday", "2025-11-17", "2025-11-18"),
        ("between June and August", "2025-06-01", "2025-08-31"),
        ("between 2015 and 2020", "2015-01-01", "2020-12-31"),
    ],
)
def test_dates_are_resolved_to_their_precision(text: str, first: str, last: str) -> None:
    """Full dates, weekdays, months, years and relative words become the days that they name."""
    found = one(text)
    assert (str(found.first), str(found.last)) == (first, last)


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


def test_monday_equals_the_day_it_was() -> None:
    """A weekday in a dated article is the same day as its date."""
    assert one("on Monday").meets(one("November 17, 2025"))
    assert not one("on Monday").meets(one("November 19, 2025"))


def test_without_a_date_a_weekday_stays_a_weekday() -> None:
    """Two undated weekdays are compared by name, a weekday and an unresolved month not at all."""
    assert one("on Monday", None).comparable(one("on Friday", None))
    assert not one("on Monday", None).meets(one("on Friday", None))
    assert read_dates("in August", None) == ()


def test_a_month_meets_its_days_and_a_year_its_months() -> None:
    """A less precise date meets whatever lies in it."""
    assert one("in August").meets(one("on 5 August 2025"))
    assert not one("in August").meets(one("in July"))
    assert one("in 2025").meets(one("in August"))


def test_a_year_and_a_day_of_another_year_are_not_compared() -> None:
    """A text that names a year and another day speaks of two things."""
    assert not one("in 2019").comparable(one("on Monday"))
    assert one("in 2019").comparable(one("in 2017"))


def test_bounds_are_compared_with_bounds() -> None:
    """A date that bounds, as in "before May 5", is no statement about what happened on another day."""
    assert not one("before May 5").comparable(one("on May 3"))
    assert one("before May 5").comparable(one("before May 3"))


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
    found = [(str(first), str(last)) for first, last in one(text).intervals()]
    assert found == intervals


def test_late_in_the_day_it_is_tomorrow_elsewhere() -> None:
    """From ten o'clock by UTC on, a past weekday may be that of tomorrow; before, it is a week back."""
    (early,), (late,) = (
        read_dates("The mayor resigned on Wednesday.", TODAY, hour) for hour in (9, 10)
    )
    tomorrow = one("19 November 2025")
    assert (early.meets(tomorrow), late.meets(tomorrow)) == (False, True)
    assert late.first == date(2025, 11, 12)


def test_without_a_year_month_and_day_are_compared() -> None:
    """Of two texts without a date, equal days are equal and others differ; the days of a span are compared with nothing."""
    ninth = one("on 9 March", None)
    assert ninth.comparable(one("on March 9", None))
    assert ninth.meets(one("on March 9", None))
    assert not ninth.meets(one("on March 12", None))
    assert not ninth.comparable(one("on March 8-10", None))
    assert not ninth.comparable(one("from March 8 to March 10", None))


def test_two_dates_that_are_no_span_stay_two() -> None:
    """Only behind "between" does "and" join two dates, and no span runs backwards."""
    found = [
        day.text for day in read_dates("in June and August, 5 July 2025 to 2 July 2025", TODAY)
    ]
    assert found == ["June", "August", "5 July 2025", "2 July 2025"]


def test_the_date_of_data_is_none_of_an_event() -> None:
    """What "data from 2015" shows need not have been in 2015, nor later; "from 2015" alone reaches on."""
    data = one("according to data from 2015")
    assert not data.comparable(one("in 2019"))
    assert data.comparable(one("in 2015"))
    assert not data.meets(one("in 2019"))
    assert one("from 2015").meets(one("in 2019"))


@pytest.mark.parametrize("text", ["on February 30", "on 31 April", "on Feb. 29, 2023"])
def test_a_day_that_no_year_has_is_no_date(text: str) -> None:
    """It is passed over, and the text is read on."""
    (found,) = read_dates(f"It met {text} and on 3 May 2024.", TODAY)
    assert found.first == date(2024, 5, 3)


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
    assert one(text).told is told


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
    ("text", "hour", "days"),
    [
        ("It burned down today.", 1, [18, 17]),
        ("It burned down yesterday.", 7, [17, 16]),
        ("The court rules tomorrow.", 1, [19, 18]),
        ("It burned down today.", 0, [18]),
        ("It burned down today.", 8, [18]),
    ],
)
def test_early_in_the_day_it_is_the_day_before_in_the_west(
    text: str, hour: int, days: list[int]
) -> None:
    """By UTC it is past midnight where an evening paper of America says "today"; a bare date has no hour."""
    (found,) = read_dates(text, TODAY, hour)
    assert found.intervals() == tuple((date(2025, 11, day), date(2025, 11, day)) for day in days)


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
    found = one(text)
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


@pytest.mark.parametrize(
    ("text", "other", "meets"),
    [
        ("from 2012 to 2022", "from 2012 to 2024", False),
        ("from 2012 to 2022", "from March 2012 to June 2022", True),
        ("2012-22", "from March 2012 to June 2022", True),
        ("2012-22", "2014-22", False),
        ("from 3 to 9 May", "from 3 to 12 May", False),
        ("from 3 to 9 May", "between 3 May and 9 May", True),
        ("between 2 and 9 May", "May 2-9", True),
        ("from 3 to 9 May", "on 5 May", True),
        ("until 2022", "from 2012 to 2022", True),
        ("until 2021", "from 2012 to 2022", False),
        ("since 2014", "from 2012 to 2022", True),
        ("from 2014", "from 2012 to 2022", False),
        ("in 2014", "from 2012 to 2022", True),
    ],
)
def test_spans_are_one_where_both_ends_are(text: str, other: str, *, meets: bool) -> None:
    """Two spans that merely overlap are two; a date that bounds a span is held against its end."""
    first, second = one(text), one(other)
    assert first.comparable(second)
    assert second.comparable(first)
    assert (first.meets(second), second.meets(first)) == (meets, meets)
