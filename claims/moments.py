"""When articles were published: which of two was first, as far as their dates tell, and how a reader is told."""

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


def shown(moment: datetime | None) -> str:
    """A moment as a reader wants it, without a time where none came with it."""
    if moment is None:
        return "no date"
    return f"{moment.day} {moment:%b %Y}" + ("" if is_bare(moment) else f", {moment:%H:%M}")


def is_bare(moment: datetime) -> bool:
    """Whether a moment is a date that came without a time."""
    return moment.time() == time()
