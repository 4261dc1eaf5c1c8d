"""A date: the days that it may name."""

from dataclasses import dataclass, replace
from datetime import date

Interval = tuple[date, date]
"""the first and the last of some days"""
SHARED = 0.5
"""the least share of the words of a date's clause that stand in the sentence of a date on the same matter"""
MONTH = 27
"""days from the first of a month to its last, at least"""
LATELY = 200
"""days back that a text tells of without saying when it was"""
OF = "of"
_ONWARDS = frozenset({"since", "from"})
_BOUNDS = frozenset({"before", "after", "until", "by"})
_SIDES = {"from": 0, "until": 1}
"""a word that bounds → which end of a span it bounds"""


@dataclass(frozen=True)
class Day:
    """The days from `first` to `last`; both None in a text without a date, where only its `weekday` or `of_year` is known."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    weekday: int | None = None
    """0 is Monday"""
    of_year: tuple[int, int] | None = None
    """month and day"""
    cue: str = ""
    """`since`, `before`, `after`, `until`, `by`, `from`: what the date bounds; `of` where it is that of data or pictures"""
    also: tuple[Interval, ...] = ()
    """the days that it may name as well"""
    told: bool | None = False
    """whether it is when somebody said it and not when it was; None where it may be either ("announced a strike on Monday")"""
    otherwise: tuple[Interval, ...] = ()
    """the days that it would name did the verb beside it not tell past from future"""
    clause: frozenset[str] = frozenset()
    """stems of the words of its clause that tell what happened"""
    sentence: frozenset[str] = frozenset()
    """the same of its sentence"""
    former: bool | None = False
    """whether it was put off, or given up for another ("postponed from 5 May", "had been due on 5 May"); None where it may be either ("was due on 5 May")"""
    acted: bool = False
    """whether its clause has a verb of its own"""
    ends: "tuple[Day, Day] | None" = None
    """of a span the dates from and to which it is"""

    def intervals(self) -> tuple[Interval, ...]:
        """All days that it may name, the likeliest first."""
        return ((self.first, self.last), *self.also) if self.first and self.last else ()

    def meets(self, other: "Day") -> bool:
        """Whether both can name one time; "since May" reaches on, unless both say since when, and two spans have the same ends."""
        if self.ends and other.ends:
            return all(one.meets(end) for one, end in zip(self.ends, other.ends, strict=True))
        one, another = self.facing(other), other.facing(self)
        if one.first and another.first:
            mine, theirs = _reach(one, another), _reach(another, one)
            return any(
                first <= end and start <= last for first, last in mine for start, end in theirs
            )
        return _agree(one.weekday, another.weekday) and _agree(one.of_year, another.of_year)

    def facing(self, other: "Day") -> "Day":
        """Of a span the end that another date bounds: what was "from 2012 to 2022" was "until 2022"."""
        if not self.ends or other.ends or other.cue not in _SIDES:
            return self
        return replace(self.ends[_SIDES[other.cue]], cue=other.cue)

    def on_matter(self, other: "Day") -> bool:
        """Whether both tell when one thing was: half of what its clause tells stands in the other's sentence."""
        return len(self.clause & other.sentence) >= SHARED * len(self.clause)

    def perhaps(self, other: "Day") -> bool:
        """Whether both name one day in the same words, and only the verbs beside them tell that one is past and the other to come."""
        return any(day in other.otherwise for day in self.intervals()) and any(
            day in self.otherwise for day in other.intervals()
        )

    def near(self, day: date) -> bool:
        """Whether a day lies in it or next to it: news tells of yesterday and announces tomorrow."""
        if self.first is None or self.last is None:
            return False
        return (self.first - day).days <= 1 and (day - self.last).days <= 1

    def comparable(self, other: "Day") -> bool:
        """Whether both name days or months, or both years, or two weekdays, and neither bounds what the other names.

        The date of data and that of an event are two things, unless they are the same; so are when it was and when it was said.
        """
        if None not in (self.told, other.told) and self.told is not other.told:
            return False
        one, another = self.facing(other), other.facing(self)
        if (one.cue in _BOUNDS or another.cue in _BOUNDS) and one.cue != another.cue:
            return False
        if one.first and another.first:
            alike = one.is_long() == another.is_long() and (one.cue == OF) == (another.cue == OF)
            return alike or one.meets(another)
        weekdays, days = (one.weekday, another.weekday), (one.of_year, another.of_year)
        return None not in weekdays or None not in days

    def towards(self, other: "Day") -> "Day":
        """The same with the days that lie nearest to the other's, where it may name several."""
        if other.first is None or not self.also:
            return self
        goals = [first for first, _ in other.intervals()]
        first, last = min(
            self.intervals(), key=lambda days: min(abs((days[0] - goal).days) for goal in goals)
        )
        return replace(self, first=first, last=last, also=())

    def is_long(self) -> bool:
        """Whether it is a year or a good part of one, rather than a day or a month."""
        return (
            self.first is not None
            and self.last is not None
            and (self.last - self.first).days >= 100
        )

    def reaches(self, day: date) -> bool:
        """Whether what is told on a day, without saying when it was, may be of this time."""
        return self.last is None or (day - self.last).days <= LATELY

    def is_period(self) -> bool:
        """Whether it is a month or more, of which figures are told, rather than the day of an event."""
        return (
            self.first is not None
            and self.last is not None
            and (self.last - self.first).days >= MONTH
        )


def _reach(one: Day, other: Day) -> list[Interval]:
    onwards = one.cue in _ONWARDS and other.cue not in _ONWARDS
    return [(first, date.max if onwards else last) for first, last in one.intervals()]


def _agree(one: object, other: object) -> bool:
    """Whether two things are equal, as far as both are known."""
    return one is None or other is None or one == other
