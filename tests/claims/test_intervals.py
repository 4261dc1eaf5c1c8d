from datetime import date

import pytest

from claims.facts.dates import read_dates
from tests.claims.readings import TODAY, day_of


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
    found = day_of(text)
    assert (str(found.first), str(found.last)) == (first, last)


def test_late_in_the_day_it_is_tomorrow_elsewhere() -> None:
    """From ten o'clock by UTC on, a past weekday may be that of tomorrow; before, it is a week back."""
    (early,), (late,) = (
        read_dates("The mayor resigned on Wednesday.", TODAY, hour) for hour in (9, 10)
    )
    tomorrow = day_of("19 November 2025")
    assert (early.meets(tomorrow), late.meets(tomorrow)) == (False, True)
    assert late.first == date(2025, 11, 12)


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


@pytest.mark.parametrize("text", ["on February 30", "on 31 April", "on Feb. 29, 2023"])
def test_a_day_that_no_year_has_is_no_date(text: str) -> None:
    """It is passed over, and the text is read on."""
    (found,) = read_dates(f"It met {text} and on 3 May 2024.", TODAY)
    assert found.first == date(2024, 5, 3)
