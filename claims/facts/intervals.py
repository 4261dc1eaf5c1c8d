"""A match of a date to the days that it may name, the likeliest first."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from claims.facts.day import Interval
from claims.facts.numbers import WORDS

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
AGO = {name: value for name, value in WORDS.items() if 2 <= value <= 20}
"""numbers in words that are said before "ago"; "a week" is one"""
LEAP = 8
"""years within which every day of the year has been, 29 February too"""
NEXT_DAY = 10
"""hour of UTC from which it is the next day somewhere on Earth"""
WESTERN_EVENING = 8
"""hour of UTC until which it is the day before in the west of America, where "today" is that day; a bare date is of hour 0"""
_LEAP_YEAR = 2000


def intervals(
    match: re.Match[str], today: date | None, hour: int, *, ahead: bool | None
) -> Iterator[Interval]:
    """The intervals that a match may name, the likeliest first."""
    if match["iso"]:
        yield one_day(date.fromisoformat(match["iso"]))
    if match["slashed"]:
        yield from _slashed(match["slashed"])
    if match["month"] or match["month_second"]:
        yield from _month_day(match, today, ahead=ahead)
    if match["month_of"]:
        yield from _month_of(match, today)
    if match["quarter"]:
        yield from _quarter(match, today, ahead=ahead)
    yield from _years(match)
    if match["weekday"] and today:
        yield from map(one_day, _weekday(match, today, hour, ahead=ahead))
    elif today:
        yield from _by_today(match, today, hour, ahead=ahead)


def weekday_of(match: re.Match[str]) -> int | None:
    """The weekday that a match names; 0 is Monday."""
    return _DAYS[match["weekday"].casefold()] if match["weekday"] else None


def day_of_year(match: re.Match[str]) -> tuple[int, int] | None:
    """Month and day of a single day of any year."""
    name = match["month"] or match["month_second"]
    if not name or match["day_to"] or match["day_from"]:
        return None
    found = date(_LEAP_YEAR, _month_number(name), _number(match["day"] or match["day_first"]))
    return found.month, found.day


def one_day(day: date) -> Interval:
    """The interval of a day alone."""
    return day, day


def whole_year(day: date) -> Interval:
    """The interval of the year of a day."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def exists(year: int, month: int, day: int) -> bool:
    """Whether a month has so many days in a year."""
    return date.min.year <= year <= date.max.year and day <= calendar.monthrange(year, month)[1]


def _month_day(
    match: re.Match[str], today: date | None, *, ahead: bool | None
) -> Iterator[Interval]:
    month = _month_number(match["month"] or match["month_second"])
    last = _number(match["day_to"] or match["day"] or match["day_first"])
    day = _number(match["day"] or match["day_from"] or match["day_first"])
    if day > last:
        raise ValueError(match.group())
    if year := match["year"] or match["year_third"]:
        yield date(int(year), month, day), date(int(year), month, last)
    elif today:
        years = range(today.year - LEAP, today.year + LEAP + 1)
        found = [
            (date(y, month, day), date(y, month, last)) for y in years if exists(y, month, last)
        ]
        if not found:
            raise ValueError(match.group())
        yield from _nearest(found, today, ahead=ahead)


def _nearest(found: list[Interval], today: date, *, ahead: bool | None) -> Iterator[Interval]:
    """The last of some days where the text tells of the past, else the nearest, and the one on the other side of today.

    Tomorrow may be past already where the text was written.
    """
    if ahead is False:
        yield max(span for span in found if span[0] <= today + timedelta(days=1))
        return
    nearest, second = sorted(found, key=lambda span: abs((span[0] - today).days))[:2]
    yield nearest
    if nearest[0] < today < second[0] or (ahead is None and second[0] < today < nearest[0]):
        yield second


def _month_of(match: re.Match[str], today: date | None) -> Iterator[Interval]:
    month, part = _month_number(match["month_of"]), (match["part_of"] or "").casefold()
    if match["month_year"]:
        yield _third(int(match["month_year"]), month, part)
    elif today:
        year = today.year + {"last": -1, "this": 0, "next": 1}[match["month_relative"]]
        yield _third(year, month, part)


def _quarter(match: re.Match[str], today: date | None, *, ahead: bool | None) -> Iterator[Interval]:
    """Three months of a year; without one, the latest such quarter that had begun, or the one to come when the text says so."""
    month = 3 * ["first", "second", "third", "fourth"].index(match["quarter"].casefold()) + 1
    if match["quarter_year"]:
        yield _three_months(int(match["quarter_year"]), month)
    elif today:
        latest = _three_months(today.year if month <= today.month else today.year - 1, month)
        following = _three_months(latest[0].year + 1, month)
        if ahead and latest[1] < today:
            yield following
            return
        yield latest
        if ahead is None:
            yield following


def _three_months(year: int, month: int) -> Interval:
    return date(year, month, 1), _month(year, month + 2)[1]


def _years(match: re.Match[str]) -> Iterator[Interval]:
    if match["span"]:
        end = match["span_end"]
        last = int(end) if len(end) == 4 else int(match["span"][:2] + end)
        if last < int(match["span"]):
            raise ValueError(match.group())
        yield date(int(match["span"]), 1, 1), date(last, 12, 31)
    elif match["half"]:
        year, first = int(match["half_year"]), 1 if match["half"].casefold() == "first" else 7
        yield date(year, first, 1), _month(year, first + 5)[1]
    elif match["decade"]:
        yield date(int(match["decade"]), 1, 1), date(int(match["decade"]) + 9, 12, 31)
    elif match["year_of"]:
        year, part = int(match["year_of"]), match["year_part"].casefold()
        first, last = {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}[part]
        yield date(year, first, 1), _month(year, last)[1]
    elif match["year_alone"]:
        yield date(int(match["year_alone"]), 1, 1), date(int(match["year_alone"]), 12, 31)


def _slashed(text: str) -> Iterator[Interval]:
    """Day/month/year or month/day/year, where only one of both can be meant."""
    one, other, year = (int(part) for part in text.split("/"))
    if one > 12 or one == other:
        yield one_day(date(year, other, one))
    elif other > 12:
        yield one_day(date(year, one, other))


def _weekday(match: re.Match[str], today: date, hour: int, *, ahead: bool | None) -> Iterator[date]:
    """News means the nearest such day up to today, unless it says "next" or tells what is to come.

    Late in the day it may be tomorrow's, which has begun elsewhere.
    """
    when = (match["weekday_when"] or "").casefold()
    weekday = _DAYS[match["weekday"].casefold()]
    if week := match["weekday_week"] or match["week_on"]:
        yield _week(week.casefold(), today) + timedelta(days=weekday)
        return
    back = (today.weekday() - weekday) % 7
    before = today - timedelta(days=back or (7 if when == "last" else 0))
    following = today + timedelta(days=7 - back)
    if when == "next" or (ahead and when != "last" and back):
        yield following
        return
    yield before
    begun = hour >= NEXT_DAY and following - today == timedelta(days=1)
    if when != "last" and (ahead is None or begun):
        yield following


def _by_today(
    match: re.Match[str], today: date, hour: int, *, ahead: bool | None
) -> Iterator[Interval]:
    """What can be told only from the day on which the text was written."""
    if match["month_alone"]:
        yield from _month_alone(match, today, ahead=ahead)
    if match["ago"]:
        yield from _ago(match, today)
    if match["relative"]:
        yield from _relative(match["relative"].casefold(), today)
        if 0 < hour < WESTERN_EVENING:
            yield from _relative(match["relative"].casefold(), today - timedelta(days=1))


def _month_alone(match: re.Match[str], today: date, *, ahead: bool | None) -> Iterator[Interval]:
    """The month nearest before the text's own date, or next when it says so; "late June" is its last third."""
    month, when = _month_number(match["month_alone"]), (match["month_when"] or "").casefold()
    year = today.year if month <= today.month else today.year - 1
    if (ahead or when == "next") and (year, month) < (today.year, today.month):
        year += 1
    if (year, month) == (today.year, today.month):
        year += {"last": -1, "next": 1}.get(when, 0)
    yield _third(year, month, when)
    if ahead is None and when not in ("last", "next"):
        yield _third(year + 1, month, when)


def _third(year: int, month: int, when: str) -> Interval:
    """The early, middle or late third of a month, or all of it."""
    first, last = _month(year, month)
    thirds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    start, end = thirds.get(when, (1, last.day))
    return first.replace(day=start), last.replace(day=end)


def _ago(match: re.Match[str], today: date) -> Iterator[Interval]:
    """So many days ago is one day, weeks a few days around it, months and years the month or the year."""
    count = match["ago"].casefold()
    number = int(count) if count.isdigit() else AGO.get(count, 1)
    unit = match["ago_unit"]
    if unit == "day":
        yield one_day(today - timedelta(days=number))
    elif unit == "week":
        middle = today - timedelta(weeks=number)
        yield middle - timedelta(days=3), middle + timedelta(days=3)
    elif unit == "month":
        index = today.year * 12 + today.month - 1 - number
        yield _month(index // 12, index % 12 + 1)
    else:
        yield date(today.year - number, 1, 1), date(today.year - number, 12, 31)


def _relative(words: str, today: date) -> Iterator[Interval]:
    if words in ("yesterday", "last night"):
        yield one_day(today - timedelta(days=1))
    elif words == "tomorrow":
        yield one_day(today + timedelta(days=1))
    elif words.endswith("year"):
        year = today.year + {"last": -1, "this": 0, "next": 1}[words.split()[0]]
        yield date(year, 1, 1), date(year, 12, 31)
    elif words.endswith("month"):
        shift = {"last": -1, "this": 0, "next": 1}[words.split()[0]]
        index = today.year * 12 + today.month - 1 + shift
        yield _month(index // 12, index % 12 + 1)
    elif words.endswith("week"):
        monday = _week(words.split()[0], today)
        yield monday, monday + timedelta(days=6)
    else:
        yield one_day(today)


def _week(which: str, today: date) -> date:
    """The Monday of the last, this or the next week."""
    weeks = {"last": -1, "next": 1}.get(which, 0)
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def _month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _number(ordinal: str) -> int:
    """The number of "5th"."""
    return int(re.sub(r"\D", "", ordinal))


def _month_number(name: str) -> int:
    bare = name.casefold().rstrip(".")
    return _MONTHS.get(bare) or _MONTHS[bare[:3]]
