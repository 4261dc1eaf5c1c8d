"""Which of two articles was published first, as far as their dates tell."""

from datetime import UTC, datetime, time, timedelta

_BEGINS = timedelta(hours=-14)
"""where a day begins first, against its midnight UTC"""
_ENDS = timedelta(hours=36)
"""where it ends last"""


def surely_before(one: datetime, other: datetime) -> bool:
    """Whether one moment lies before another; one without a zone is of UTC.

    A bare date (midnight UTC) is any moment that has this date anywhere on Earth. Two bare dates are told apart by the day.
    """
    first, second = _utc(one), _utc(other)
    if is_bare(first) == is_bare(second):
        return first < second
    return second - first >= _ENDS if is_bare(first) else first - second < _BEGINS


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_bare(moment: datetime) -> bool:
    """Whether a moment is a date that came without a time."""
    return moment.time() == time()
