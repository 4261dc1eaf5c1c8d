from datetime import UTC, datetime, timedelta, timezone

import pytest

from claims.moments import surely_before

DAY = datetime(2026, 3, 10, tzinfo=UTC)


def hour(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (hour(9), hour(10), True),
        (hour(10), hour(9), False),
        (hour(9), hour(9), False),
        (hour(-14.5), DAY, True),
        (hour(-13), DAY, False),
        (hour(9), DAY, False),
        (DAY, hour(9), False),
        (DAY, hour(35), False),
        (DAY, hour(37), True),
        (DAY, hour(24), True),
        (DAY, DAY, False),
        (datetime(2026, 3, 10), hour(35), False),  # noqa: DTZ001
        (datetime(2026, 3, 10, tzinfo=timezone(timedelta(hours=1))), hour(9), True),
    ],
)
def test_a_bare_date_is_that_day_anywhere(one: datetime, other: datetime, before: bool) -> None:
    """It begins 14 hours before its midnight UTC and ends 36 hours behind it; two bare dates are told apart by the day."""
    assert surely_before(one, other) is before
