import pytest

from claims.facts.dates import read_dates
from tests.claims.readings import day_of


def test_monday_equals_the_day_it_was() -> None:
    """A weekday in a dated article is the same day as its date."""
    assert day_of("on Monday").meets(day_of("November 17, 2025"))
    assert not day_of("on Monday").meets(day_of("November 19, 2025"))


def test_without_a_date_a_weekday_stays_a_weekday() -> None:
    """Two undated weekdays are compared by name, a weekday and an unresolved month not at all."""
    assert day_of("on Monday", None).comparable(day_of("on Friday", None))
    assert not day_of("on Monday", None).meets(day_of("on Friday", None))
    assert read_dates("in August", None) == ()


def test_a_month_meets_its_days_and_a_year_its_months() -> None:
    """A less precise date meets whatever lies in it."""
    assert day_of("in August").meets(day_of("on 5 August 2025"))
    assert not day_of("in August").meets(day_of("in July"))
    assert day_of("in 2025").meets(day_of("in August"))


def test_a_year_and_a_day_of_another_year_are_not_compared() -> None:
    """A text that names a year and another day speaks of two things."""
    assert not day_of("in 2019").comparable(day_of("on Monday"))
    assert day_of("in 2019").comparable(day_of("in 2017"))


def test_bounds_are_compared_with_bounds() -> None:
    """A date that bounds, as in "before May 5", is no statement about what happened on another day."""
    assert not day_of("before May 5").comparable(day_of("on May 3"))
    assert day_of("before May 5").comparable(day_of("before May 3"))


def test_without_a_year_month_and_day_are_compared() -> None:
    """Of two texts without a date, equal days are equal and others differ; the days of a span are compared with nothing."""
    ninth = day_of("on 9 March", None)
    assert ninth.comparable(day_of("on March 9", None))
    assert ninth.meets(day_of("on March 9", None))
    assert not ninth.meets(day_of("on March 12", None))
    assert not ninth.comparable(day_of("on March 8-10", None))
    assert not ninth.comparable(day_of("from March 8 to March 10", None))


def test_the_date_of_data_is_none_of_an_event() -> None:
    """What "data from 2015" shows need not have been in 2015, nor later; "from 2015" alone reaches on."""
    data = day_of("according to data from 2015")
    assert not data.comparable(day_of("in 2019"))
    assert data.comparable(day_of("in 2015"))
    assert not data.meets(day_of("in 2019"))
    assert day_of("from 2015").meets(day_of("in 2019"))


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
    first, second = day_of(text), day_of(other)
    assert first.comparable(second)
    assert second.comparable(first)
    assert (first.meets(second), second.meets(first)) == (meets, meets)
