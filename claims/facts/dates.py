"""Dates: expressions to intervals of days, to the precision given, resolved against the date of the text.

"Monday" in an article of 17 November 2025 is the interval of that one day, "in August" the month before it, "last
year" the year 2024. Where no verb tells past from future ("opens on Friday") both are kept. What cannot be resolved, in a
text without a date, keeps its weekday, or its month and day, alone.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.facts.attribution import telling
from claims.facts.numbers import WORDS
from claims.facts.verbs import ONLY_PAST, PAST, finite_verbs
from claims.facts.words import FULL_STOP, content_stems

Interval = tuple[date, date]
"""the first and the last of some days"""

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())} | {"sept": 9}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}

_MONTH = r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UP_TO = r"(?:\s?[-–—]\s?|\s(?:to|and)\s)"
_NO_COUNT = r"(?!\s?%|[.,]?\d|\s(?!(?:at|by|in|with)\b)[a-z])"
"""behind the second number of "May 5 to 7", which might be of something else ("May 5 to 12 people")"""
_IN_A_ROW = r"\s(?:(?:of|with|without)\s(?:[a-z]+\s){1,3}?)?(?:in\s(?:a\srow|succession)|running|straight)\b|\sof\s(?!th)[a-z]+\ssince\b"
"""behind the last of several quarters, which are counted and not those of a year"""
_AGO = {name: value for name, value in WORDS.items() if 2 <= value <= 20}
"""numbers in words that are said before "ago"; "a week" is one"""
# behind a hyphen only the other end of a span may stand ("30 April-2 May"): "Covid-19 March figures" tell of no 19 March
_PATTERN = re.compile(
    rf"""(?<![\w$€£.,])(?:(?<!-)|(?<=[yhletr]-)(?<!day-)(?={_DAY}\s(?:{_MONTH}))|(?<=\d-)(?=(?:{_MONTH})\s\d))(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?
    | (?P<slashed>[0-3]?\d/[0-3]?\d/{_YEAR})
    | (?:(?:on\s)?{_WEEKDAY},?\s)?(?P<month>{_MONTH})\s(?P<day>{_DAY})(?![\d%]|,\d{{3}})(?:{_UP_TO}(?P<day_to>{_DAY}){_NO_COUNT})?(?:,?\s(?:of\s)?(?P<year>{_YEAR}))?
    | (?:(?:on\s)?{_WEEKDAY},?\s(?:the\s)?)?(?:(?P<day_from>{_DAY}){_UP_TO}(?={_DAY}\s(?:of\s)?(?:{_MONTH})(?!\s\d\d?\b)))?(?P<day_first>{_DAY})\s(?:of\s)?(?P<month_second>{_MONTH})(?:,?\s(?P<year_third>{_YEAR}))?
    | (?:(?P<part_of>(?i:early|late|mid))[\s-])?(?P<month_of>{_MONTH})(?:,?\s(?:of\s)?(?P<month_year>{_YEAR})|\s(?P<month_relative>last|this|next)\syear)
    | (?:(?P<month_when>(?i:last|this|next|early|late|mid))[\s-])?(?P<month_alone>(?:January|February|April|June|July|August|September|October|November|December|(?i:(?<=\bin\s)|(?<=\bby\s)|(?<=since\s)|(?<=until\s)|(?<=from\s)|(?<=late\s)|(?<=early\s)|(?<=mid-)|(?<=last\s)|(?<=next\s))(?:March|May)))
    | (?<!for\sa\s)(?i:the\s)?(?P<quarter>(?i:first|second|third|fourth))\squarter(?!{_IN_A_ROW})(?:\sof\s(?P<quarter_year>{_YEAR}))?
    | (?i:the\s)?(?P<half>(?i:first|second))\shalf\sof\s(?P<half_year>{_YEAR})
    | (?:(?P<week_on>(?i:last|this|next))\sweek,?\son\s|(?:(?P<weekday_when>(?i:last|next|this|late|early)|on)\s)?)(?P<weekday>{_WEEKDAY})(?:\s(?P<weekday_week>last|this|next)\sweek)?
    | (?P<span>{_YEAR})\s?[-–—]\s?(?P<span_end>{_YEAR}|\d\d)
    | (?P<decade>(?:1[5-9]|20)\d0)s
    | (?P<year_part>(?i:early|late|mid))[\s-](?P<year_of>{_YEAR})
    | (?P<year_alone>{_YEAR})
    | (?P<ago>\d\d?|(?i:an?|one|{"|".join(_AGO)}))\s(?P<ago_unit>day|week|month|year)s?\s(?:ago|earlier(?!\sthan\b))
    | (?P<relative>(?i:(?:last|this|next)\s(?:year|month|week)|yesterday|today|tomorrow|tonight|(?:earlier\s)?this\s(?:morning|afternoon|evening)|last\snight))
    )(?!\w)""",
    re.VERBOSE,
)
_SOURCES = r"data|figures?|numbers|statistics|census|surveys?|polls?|stud(?:y|ies)|reports?|records?|documents?|photo(?:graph)?s?|pictures?|images?|videos?|footage|film"
_OPEN = re.compile(
    rf"\b(?:(?P<old>{_SOURCES}|up|down)\sfrom|(?P<cue>since|before|after|until|by|from))\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\s?[-–]\s?|\s(?:to|until|through|(?P<both>and))\s(?:the\s)?")
"""between the two ends of a span"""
_BETWEEN = re.compile(r"\bbetween\s(?:\w+\s)?$", re.IGNORECASE)
_SET = r"(?:due|scheduled|set\s(?:for|to)|plan(?:s|ned)?\s(?:for|to)|expected)"
_AHEAD = re.compile(
    rf"\bhad\s(?:been\s)?(?:\w+ly\s|first\s)?(?:been\s)?(?P<was>{_SET}(?:\sto\sbe)?)\b|\b(?:will|to\sbe|{_SET}|would|upcoming|until)\b"
)
"""what is still to come, but for what had been planned, which may be past; else news means the nearest such day or month past"""
_SINCE = re.compile(
    rf"\b(?:{ONLY_PAST}|(?<!\bbe\s)said\b"
    rf"|(?:he|I|she|that|they|we|which|who|(?<!\b(?:get|see)\s)(?<!\b(?:find|have|keep|make|want)\s)(?<!\bleave\s)it)\s(?:(?:\w+ly|also|first|has|have|later|then)\s)?{PAST}"
    rf"|(?:after|because|having)\s(?:(?!(?:are|be|been|gets?|has|have|is|that|to|which|who|will)\b)[\w'’]+\s){{0,5}}?{PAST})"
)
"""a past verb with a subject of its own: what was planned before it is not what is told of ("will replace Lee, who resigned on Monday")"""
_ASIDE = re.compile(
    rf",\s(?:wh(?:ich|o)\s)?(?:(?:are|is)\s)?(?:{_SET}|will|would)\b[^,]*,(?=\s(?:also\s)?{PAST})|,\s[^,]*\b{PAST}[^,]*,(?=\s(?:(?!{PAST})[a-z]+\s){{0,2}}$)"
)
"""what is set apart before a verb or its date ("Kern, due in court in May, resigned", "will open, she said, on Friday")"""
_OPENS = re.compile(
    r"\bfor\s$|\bto\s(?:\w+ly\s)?(?!(?:an?|her|his|its|the|their)\b)[a-z]+\b|\b(?:likely|planned|possible|rescheduled|scheduled|slated)\b"
    r"|\b(?:agreed|announced|called|delayed|extended|moved|pledged|postponed|promised|proposed|pushed|vowed)\b(?!\s(?:(?:in|on)\s)?$)"
)
"""what a past verb may lead to, before a date that need not be past ("agreed to meet on Friday", "called a vote for June")"""
_STOP = re.compile(rf"{FULL_STOP}|;")
_SENTENCE = re.compile(rf"(?:{FULL_STOP}|[;!?])\s")
_CLAUSE = re.compile(
    rf"(?:{FULL_STOP}|[,:;!?])\s|\s[–—-]\s|\b(?:after|and|as|because|before|but|that|when|which|while|who)\s"
)
_UNSAID = content_stems(
    "s again also another begin began came come day due early evening even expected first give given go going gave held hold last late made make month morning next night put second"
    " start take taken third time took place week went weekend year years afternoon"
)
"""words beside a date that tell nothing of what happened then"""
_PLANNED_FOR = (
    r"(?:due|expected|intended|meant|planned|scheduled|set|supposed)(?:\s[\w'’]+){0,5}?\s$"
)
_GIVEN_UP = re.compile(
    r"\b(?:(?:brought\sforward|changed|delayed|moved|postponed|pushed(?:\sback)?|put\soff|rescheduled|shifted)\b[^.;]{0,60}\bfrom\s(?:\w+\s)?$"
    rf"|(?:rather\sthan|instead\sof)\s(?:on\s)?(?:\w+\s)?$|had\s(?:been\s|originally\s|initially\s|first\s){{0,2}}{_PLANNED_FOR})",
    re.IGNORECASE,
)
"""before a day that another one took the place of"""
_WAS_PLANNED = re.compile(
    rf"(?<!\bis\s)(?<!\bare\s)(?<!\bnow\s)\b{_PLANNED_FOR}|\b(?:was|were)\sto(?:\s[\w'’]+){{1,5}}?\s$",
    re.IGNORECASE,
)
"""before a day that may have stayed, or not"""
_IN_YEAR = re.compile(_YEAR)
_PAST = re.compile(PAST)
CLAUSE = 80
"""code points beside a date in which the verb stands that tells its time"""
LEAP = 8
"""years within which every day of the year has been, 29 February too"""
NEXT_DAY = 10
"""hour of UTC from which it is the next day somewhere on Earth"""
WESTERN_EVENING = 8
"""hour of UTC until which it is the day before in the west of America, where "today" is that day; a bare date is of hour 0"""
SHARED = 0.5
"""the least share of the words of a date's clause that stand in the sentence of a date on the same matter"""
MONTH = 27
"""days from the first of a month to its last, at least"""
LATELY = 200
"""days back that a text tells of without saying when it was"""
NEAR = 60
"""code points beside a date in which the word stands that bounds it or makes a count of it"""
_COUNT_BEHIND = re.compile(
    r"^\s(?:people|soldiers|troops|homes|workers|jobs|cases|votes|seats|tons|tonnes|miles|kilomet|met(?:er|re)s|dollars|euros|pounds|megawatts)\b"
)


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


OF = "of"
_ONWARDS = frozenset({"since", "from"})
_BOUNDS = frozenset({"before", "after", "until", "by"})
_SIDES = {"from": 0, "until": 1}
"""a word that bounds → which end of a span it bounds"""


def _reach(one: Day, other: Day) -> list[Interval]:
    onwards = one.cue in _ONWARDS and other.cue not in _ONWARDS
    return [(first, date.max if onwards else last) for first, last in one.intervals()]


def _agree(one: object, other: object) -> bool:
    """Whether two things are equal, as far as both are known."""
    return one is None or other is None or one == other


def read_dates(text: str, today: date | None, hour: int = 0) -> tuple[Day, ...]:
    """The dates of a text, in order.

    Args:
        text: the text.
        today: when it was written, by UTC.
        hour: the hour of UTC; late in the day it was tomorrow already where some texts are written.
    """
    found = [day for m in _PATTERN.finditer(text) if (day := _read(text, m, today, hour))]
    dated = [day for day in found if not _counts_from(text, day, found)]
    days = tuple(_joined(text, dated))
    return tuple(_placed(text, day, days) for day in days)


def _counts_from(text: str, day: Day, days: Sequence[Day]) -> bool:
    """Whether a day is counted from another one that its sentence names before it ("on 5 May, two days earlier")."""
    last = max((one.end for one in days if one.end <= day.start), default=-1)
    return (
        day.text.endswith("earlier") and last >= 0 and not _SENTENCE.search(text, last, day.start)
    )


def _placed(text: str, day: Day, days: Sequence[Day]) -> Day:
    """The same with the words of its clause and its sentence; what is set apart as a clause may hold nothing else ("On Friday, …")."""
    start, end = _extent(text, day, _CLAUSE)
    sentence = _beside(text, days, *_extent(text, day, _SENTENCE))
    clause = _beside(text, days, start, end)
    acted = bool(clause and finite_verbs(text[start:end]))
    return replace(day, clause=clause or sentence, sentence=sentence, acted=acted)


def _extent(text: str, day: Day, edge: re.Pattern[str]) -> tuple[int, int]:
    """Where the stretch around a day begins and ends that lies between two edges."""
    start = max((match.end() for match in edge.finditer(text, 0, day.start)), default=0)
    behind = edge.search(text, day.end)
    return start, behind.start() if behind else len(text)


def _beside(text: str, days: Sequence[Day], start: int, end: int) -> frozenset[str]:
    """Stems of the words of a stretch, without those of dates and those that tell nothing."""
    inside = [other for other in days if start <= other.start and other.end <= end]
    edges = [start, *(place for other in inside for place in (other.start, other.end)), end]
    words = (text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True))
    return content_stems(" ".join(words)) - _UNSAID


def _ends(match: re.Match[str], spans: Sequence[Interval]) -> tuple[Day, Day] | None:
    """The ends of a span that is written as one date ("3 to 9 May", "2012-22")."""
    if not spans or not (match["day_to"] or match["day_from"] or match["span"]):
        return None
    reach = _year_of if match["span"] else _one
    firsts, lasts = ([reach(days[side]) for days in spans] for side in (0, 1))
    return _end(match, firsts), _end(match, lasts)


def _end(match: re.Match[str], days: Sequence[Interval]) -> Day:
    return Day(match.start(), match.end(), match.group(), *days[0], also=tuple(days[1:]))


def _joined(text: str, days: Iterable[Day]) -> Iterator[Day]:
    """Two dates that are the ends of one span ("from Monday to Wednesday") become that span."""
    waiting: Day | None = None
    for day in days:
        span = _span(text, waiting, day) if waiting else None
        if waiting and span is None:
            yield waiting
        waiting = span or day
    if waiting:
        yield waiting


def _span(text: str, start: Day, end: Day) -> Day | None:
    """The span from one date to another; None where they are two dates of their own."""
    between = _SPAN.fullmatch(text, start.end, end.start)
    if between is None or start.former is True:
        return None
    if between["both"] and not _BETWEEN.search(text[max(0, start.start - NEAR) : start.start]):
        return None
    spans = tuple(
        (first, min(lasts))
        for first, _ in _dated(start, end).intervals()
        if (lasts := [last for _, last in end.intervals() if last >= first])
    )
    if start.first and end.first and not spans:
        return None
    first, last = spans[0] if spans else (None, None)
    cue = "" if start.cue == "from" else start.cue
    words = text[start.start : end.end]
    ends = replace(_dated(start, end), cue=""), replace(end, cue="")
    return Day(start.start, end.end, words, first, last, cue=cue, also=spans[1:], ends=ends)


def _dated(start: Day, end: Day) -> Day:
    """A day without a year is the last such day before the end of its span, where that has a year."""
    if start.of_year is None or end.first is None:
        return start
    if _IN_YEAR.search(start.text) or not _IN_YEAR.search(end.text):
        return start
    for year in (end.first.year, end.first.year - 1):
        if _exists(year, *start.of_year) and (first := date(year, *start.of_year)) <= end.first:
            return replace(start, first=first, last=first, also=())
    return start


def _read(text: str, match: re.Match[str], today: date | None, hour: int) -> Day | None:
    if match["year_alone"] and _COUNT_BEHIND.match(text[match.end() : match.end() + NEAR]):
        return None
    weekday = _DAYS[match["weekday"].casefold()] if match["weekday"] else None
    try:
        ahead = _ahead(text, match)
        spans = tuple(_intervals(match, today, hour, ahead=ahead))
        untold = spans if ahead is None else tuple(_intervals(match, today, hour, ahead=None))
        of_year = _of_year(match)
    except (ValueError, OverflowError):
        return None
    first, last = spans[0] if spans else (None, None)
    if first is None and weekday is None and not (match["month"] or match["month_second"]):
        return None
    if first is not None and first == last:
        weekday, of_year = first.weekday(), (first.month, first.day)
    opened = _OPEN.search(text[max(0, match.start() - NEAR) : match.start()])
    cue = (OF if opened["old"] else opened["cue"].casefold()) if opened else ""
    if cue == "from" and (match["day_to"] or match["day_from"]):
        cue = ""
    words, told = match.group(), telling(text, match.start(), match.end())
    otherwise = tuple(days for days in untold if days not in spans)
    return Day(
        match.start(),
        match.end(),
        words,
        first,
        last,
        weekday,
        of_year,
        cue,
        spans[1:],
        told,
        otherwise,
        former=_is_former(text[max(0, match.start() - CLAUSE) : match.start()]),
        ends=_ends(match, spans),
    )


def _is_former(before: str) -> bool | None:
    """Whether what stands before a date says that another one took its place."""
    if _GIVEN_UP.search(before):
        return True
    return None if _WAS_PLANNED.search(before) else False


def _of_year(match: re.Match[str]) -> tuple[int, int] | None:
    """Month and day of a single day of any year."""
    name = match["month"] or match["month_second"]
    if not name or match["day_to"] or match["day_from"]:
        return None
    found = date(_LEAP_YEAR, _month_number(name), _number(match["day"] or match["day_first"]))
    return found.month, found.day


_LEAP_YEAR = 2000


def _intervals(
    match: re.Match[str], today: date | None, hour: int, *, ahead: bool | None
) -> Iterator[Interval]:
    """The intervals that a match may name, the likeliest first."""
    if match["iso"]:
        yield _one(date.fromisoformat(match["iso"]))
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
        yield from map(_one, _weekday(match, today, hour, ahead=ahead))
    elif today:
        yield from _by_today(match, today, hour, ahead=ahead)


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


def _ahead(text: str, match: re.Match[str]) -> bool | None:
    """Whether a date is still to come; None where the verb beside it, the last one before it or else the next, does not tell."""
    before = _STOP.split(text[max(0, match.start() - CLAUSE) : match.start()])[-1]
    before = _ASIDE.sub("", before)
    planned = list(_AHEAD.finditer(before))
    if planned and not _SINCE.search(before, planned[-1].end()):
        return None if planned[-1]["was"] else True
    behind = _STOP.split(text[match.end() : match.end() + CLAUSE])[0]
    verbs = finite_verbs(before)
    verb = verbs[-1] if verbs else next(iter(finite_verbs(behind)), None)
    if verb is None or not _PAST.fullmatch(verb.group()):
        return None
    return None if verbs and _OPENS.search(before, verbs[-1].start()) else False


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
            (date(y, month, day), date(y, month, last)) for y in years if _exists(y, month, last)
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


def _slashed(text: str) -> Iterator[Interval]:
    """Day/month/year or month/day/year, where only one of both can be meant."""
    one, other, year = (int(part) for part in text.split("/"))
    if one > 12 or one == other:
        yield _one(date(year, other, one))
    elif other > 12:
        yield _one(date(year, one, other))


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


def _ago(match: re.Match[str], today: date) -> Iterator[Interval]:
    """So many days ago is one day, weeks a few days around it, months and years the month or the year."""
    count = match["ago"].casefold()
    number = int(count) if count.isdigit() else _AGO.get(count, 1)
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


def _relative(words: str, today: date) -> Iterator[Interval]:
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
        monday = _week(words.split()[0], today)
        yield monday, monday + timedelta(days=6)
    else:
        yield _one(today)


def _week(which: str, today: date) -> date:
    """The Monday of the last, this or the next week."""
    weeks = {"last": -1, "next": 1}.get(which, 0)
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


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


def _one(day: date) -> Interval:
    return day, day


def _year_of(day: date) -> Interval:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _number(ordinal: str) -> int:
    """The number of "5th"."""
    return int(re.sub(r"\D", "", ordinal))


def _month_number(name: str) -> int:
    bare = name.casefold().rstrip(".")
    return _MONTHS.get(bare) or _MONTHS[bare[:3]]


def _exists(year: int, month: int, day: int) -> bool:
    return date.min.year <= year <= date.max.year and day <= calendar.monthrange(year, month)[1]
