"""Dates: expressions to intervals of days, to the precision given, resolved against the date of the text.

"Monday" in an article of 17 November 2025 is the interval of that one day, "in August" the month before it, "last
year" the year 2024. What cannot be resolved (a weekday in a text without a date) keeps its weekday alone.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_DAYS |= {name[:3]: number for name, number in _DAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}

_MONTH = r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_AGO = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_PATTERN = re.compile(
    rf"""(?<![\w$€£.,-])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?P<slashed>[0-3]?\d/[0-3]?\d/{_YEAR})
    | (?:(?:on\s)?{_WEEKDAY},?\s)?(?P<month>{_MONTH})\s(?P<day>{_DAY})(?![\d%]|,\d{{3}})(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?
    | (?:(?:on\s)?{_WEEKDAY},?\s(?:the\s)?)?(?P<day_first>{_DAY})\s(?:of\s)?(?P<month_second>{_MONTH})(?:,?\s(?P<year_third>{_YEAR}))?
    | (?P<month_of>{_MONTH})(?:,?\s(?:of\s)?(?P<month_year>{_YEAR})|\s(?P<month_relative>last|this|next)\syear)
    | (?:(?P<month_when>last|this|next|early|late|mid)[\s-])?(?P<month_alone>(?:January|February|April|June|July|August|September|October|November|December|(?:(?<=\bin\s)|(?<=\bby\s)|(?<=since\s)|(?<=until\s)|(?<=from\s)|(?<=late\s)|(?<=early\s)|(?<=mid-)|(?<=last\s)|(?<=next\s))(?:March|May)))
    | (?:the\s)?(?P<quarter>first|second|third|fourth)\squarter(?:\sof\s(?P<quarter_year>{_YEAR}))?
    | (?:(?P<weekday_when>last|next|this|on|late|early)\s)?(?P<weekday>{_WEEKDAY})
    | (?P<span>{_YEAR})\s?[-–—]\s?(?P<span_end>{_YEAR}|\d\d)
    | (?P<decade>(?:1[5-9]|20)\d0)s
    | (?P<year_part>early|late|mid)[\s-](?P<year_of>{_YEAR})
    | (?P<year_alone>{_YEAR})
    | (?P<ago>\d\d?|an?|{"|".join(_AGO)})\s(?P<ago_unit>day|week|month|year)s?\s(?:ago|earlier)
    | (?P<relative>(?i:(?:last|this|next)\s(?:year|month|week)|yesterday|today|tomorrow|tonight|(?:earlier\s)?this\s(?:morning|afternoon|evening|week)|last\snight))
    )(?!\w)""",
    re.VERBOSE,
)
_OPEN = re.compile(r"\b(?P<cue>since|before|after|until|by|from)\s+(?:\w+\s)?$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|to\sbe|(?<!had\sbeen\s)(?:due|scheduled|set\s(?:for|to)|plan(?:s|ned)?\s(?:for|to)|expected)|would|upcoming|until)\b[^.;]*$"
)
"""what is still to come; else news means the nearest such day or month past"""
NEAR = 60
"""code points beside a date in which the word stands that bounds it or makes a count of it"""
_COUNT_BEHIND = re.compile(
    r"^\s(?:people|soldiers|troops|homes|workers|jobs|cases|votes|seats|tons|tonnes|miles|kilomet|met(?:er|re)s|dollars|euros|pounds|megawatts)\b"
)


@dataclass(frozen=True)
class Day:
    """The days from `first` to `last`; both None when only the `weekday` (0 is Monday) is known."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    weekday: int | None = None
    cue: str = ""
    """`since`, `before`, `after`, `until`, `by`, `from`: what the date bounds"""

    def meets(self, other: "Day") -> bool:
        """Whether both can name one time; "since May" reaches on, unless both say since when."""
        if self.first and self.last and other.first and other.last:
            mine = date.max if self.cue in _ONWARDS and other.cue not in _ONWARDS else self.last
            theirs = date.max if other.cue in _ONWARDS and self.cue not in _ONWARDS else other.last
            return self.first <= theirs and other.first <= mine
        return self.weekday is None or other.weekday is None or self.weekday == other.weekday

    def near(self, day: date) -> bool:
        """Whether a day lies in it or next to it: news tells of yesterday and announces tomorrow."""
        if self.first is None or self.last is None:
            return False
        return (self.first - day).days <= 1 and (day - self.last).days <= 1

    def comparable(self, other: "Day") -> bool:
        """Whether both name days or months, or both years, or two weekdays, and neither bounds what the other names."""
        if (self.cue in _BOUNDS or other.cue in _BOUNDS) and self.cue != other.cue:
            return False
        if self.first and self.last and other.first and other.last:
            return self.is_long() == other.is_long() or self.meets(other)
        return self.weekday is not None and other.weekday is not None

    def is_long(self) -> bool:
        """Whether it is a year or a good part of one, rather than a day or a month."""
        return (
            self.first is not None
            and self.last is not None
            and (self.last - self.first).days >= 100
        )


_ONWARDS = frozenset({"since", "from"})
_BOUNDS = frozenset({"before", "after", "until", "by"})


def read_dates(text: str, today: date | None) -> tuple[Day, ...]:
    """The dates of a text, in order; `today` is when it was written."""
    return tuple(
        day for match in _PATTERN.finditer(text) if (day := _read(text, match, today)) is not None
    )


def _read(text: str, match: re.Match[str], today: date | None) -> Day | None:
    if match["year_alone"] and _COUNT_BEHIND.match(text[match.end() : match.end() + NEAR]):
        return None
    weekday = _DAYS[match["weekday"].casefold()] if match["weekday"] else None
    try:
        first, last = next(_intervals(text, match, today), (None, None))
    except (ValueError, OverflowError):
        return None
    if first is None and weekday is None and not (match["month"] or match["month_second"]):
        return None
    if first is not None and first == last:
        weekday = first.weekday()
    opened = _OPEN.search(text[max(0, match.start() - NEAR) : match.start()])
    cue = opened["cue"].casefold() if opened else ""
    return Day(match.start(), match.end(), match.group(), first, last, weekday, cue)


def _intervals(text: str, match: re.Match[str], today: date | None) -> Iterator[tuple[date, date]]:
    """The interval that a match names; the first that fits counts."""
    if match["iso"]:
        yield _one(date.fromisoformat(match["iso"]))
    if match["slashed"]:
        yield from _slashed(match["slashed"])
    if match["month"] or match["month_second"]:
        yield from _month_day(match, today)
    if match["month_of"]:
        yield from _month_of(match, today)
    if match["quarter"]:
        yield from _quarter(match, today)
    yield from _years(match)
    if today:
        ahead = bool(_AHEAD.search(text[max(0, match.start() - 80) : match.start()]))
        yield from _by_today(match, today, ahead=ahead)


def _by_today(match: re.Match[str], today: date, *, ahead: bool) -> Iterator[tuple[date, date]]:
    """What can be told only from the day on which the text was written."""
    if match["month_alone"]:
        yield from _month_alone(match, today, ahead=ahead)
    if match["weekday"]:
        weekday = _DAYS[match["weekday"].casefold()]
        yield _one(_weekday(weekday, match["weekday_when"], today, ahead=ahead))
    if match["ago"]:
        yield from _ago(match, today)
    if match["relative"]:
        yield from _relative(match["relative"].casefold(), today)


def _month_day(match: re.Match[str], today: date | None) -> Iterator[tuple[date, date]]:
    month = _month_number(match["month"] or match["month_second"])
    day = int(re.sub(r"\D", "", match["day"] or match["day_first"]))
    year = match["year"] or match["year_third"]
    if year:
        yield _one(date(int(year), month, day))
    elif today:
        candidates = [
            date(today.year + shift, month, day)
            for shift in (-1, 0, 1)
            if _exists(today.year + shift, month, day)
        ]
        yield _one(min(candidates, key=lambda found: abs((found - today).days)))


def _month_of(match: re.Match[str], today: date | None) -> Iterator[tuple[date, date]]:
    month = _month_number(match["month_of"])
    if match["month_year"]:
        yield _month(int(match["month_year"]), month)
    elif today:
        yield _month(
            today.year + {"last": -1, "this": 0, "next": 1}[match["month_relative"]], month
        )


def _month_alone(match: re.Match[str], today: date, *, ahead: bool) -> Iterator[tuple[date, date]]:
    """The month nearest before the text's own date, or next when it says so; "late June" is its last third."""
    month, when = _month_number(match["month_alone"]), match["month_when"]
    year = today.year if month <= today.month else today.year - 1
    if (ahead or when == "next") and (year, month) < (today.year, today.month):
        year += 1
    if when == "next" and (year, month) == (today.year, today.month):
        year += 1
    first, last = _month(year, month)
    thirds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    start, end = thirds.get(when or "", (1, last.day))
    yield first.replace(day=start), last.replace(day=end)


def _weekday(weekday: int, when: str | None, today: date, *, ahead: bool) -> date:
    """News means the nearest such day up to today, unless it says "next" or tells what is to come."""
    if when == "next" or (ahead and when != "last" and weekday != today.weekday()):
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back or (7 if when == "last" else 0))


def _slashed(text: str) -> Iterator[tuple[date, date]]:
    """Day/month/year or month/day/year, where only one of both can be meant."""
    one, other, year = (int(part) for part in text.split("/"))
    if one > 12 or one == other:
        yield _one(date(year, other, one))
    elif other > 12:
        yield _one(date(year, one, other))


def _quarter(match: re.Match[str], today: date | None) -> Iterator[tuple[date, date]]:
    """Three months of a year; without one, the latest such quarter that had begun."""
    month = 3 * ["first", "second", "third", "fourth"].index(match["quarter"]) + 1
    if match["quarter_year"]:
        year = int(match["quarter_year"])
    elif today:
        year = today.year if month <= today.month else today.year - 1
    else:
        return
    yield date(year, month, 1), _month(year, month + 2)[1]


def _ago(match: re.Match[str], today: date) -> Iterator[tuple[date, date]]:
    """So many days ago is one day, weeks a few days around it, months and years the month or the year."""
    count = match["ago"]
    number = int(count) if count.isdigit() else _AGO.index(count) + 2 if count in _AGO else 1
    unit = match["ago_unit"]
    if unit == "day":
        yield _one(today - timedelta(days=number))
    elif unit == "week":
        middle = today - timedelta(weeks=number)
        yield middle - timedelta(days=3), middle + timedelta(days=3)
    elif unit == "month":
        index = today.year * 12 + today.month - 1 - number
        yield _month(index // 12, index % 12 + 1)
    else:
        yield date(today.year - number, 1, 1), date(today.year - number, 12, 31)


def _relative(words: str, today: date) -> Iterator[tuple[date, date]]:
    if words in ("yesterday", "last night"):
        yield _one(today - timedelta(days=1))
    elif words == "tomorrow":
        yield _one(today + timedelta(days=1))
    elif words.endswith("year"):
        year = today.year + {"last": -1, "this": 0, "next": 1}[words.split()[0]]
        yield date(year, 1, 1), date(year, 12, 31)
    elif words.endswith("month"):
        shift = {"last": -1, "this": 0, "next": 1}[words.split()[0]]
        index = today.year * 12 + today.month - 1 + shift
        yield _month(index // 12, index % 12 + 1)
    elif words.endswith("week"):
        monday = (
            today
            - timedelta(days=today.weekday())
            + timedelta(weeks={"last": -1, "next": 1}.get(words.split()[0], 0))
        )
        yield monday, monday + timedelta(days=6)
    else:
        yield _one(today)


def _years(match: re.Match[str]) -> Iterator[tuple[date, date]]:
    if match["span"]:
        end = match["span_end"]
        last = int(end) if len(end) == 4 else int(match["span"][:2] + end)
        yield date(int(match["span"]), 1, 1), date(last, 12, 31)
    elif match["decade"]:
        yield date(int(match["decade"]), 1, 1), date(int(match["decade"]) + 9, 12, 31)
    elif match["year_of"]:
        year, part = int(match["year_of"]), match["year_part"]
        first, last = {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}[part]
        yield date(year, first, 1), _month(year, last)[1]
    elif match["year_alone"]:
        yield date(int(match["year_alone"]), 1, 1), date(int(match["year_alone"]), 12, 31)


def _one(day: date) -> tuple[date, date]:
    return day, day


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _month_number(name: str) -> int:
    bare = name.casefold().rstrip(".")
    return _MONTHS.get(bare) or _MONTHS[bare[:3]]


def _exists(year: int, month: int, day: int) -> bool:
    return day <= calendar.monthrange(year, month)[1]
