"""Dates: expressions to intervals of days, to the precision given, resolved against the date of the text.

"Monday" in an article of 17 November 2025 is the interval of that one day, "in August" the month before it, "last
year" the year 2024. Where no verb tells past from future ("opens on Friday") both are kept. What cannot be resolved, in a
text without a date, keeps its weekday, or its month and day, alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from claims.facts.attribution import telling
from claims.facts.day import OF, Day, Interval
from claims.facts.intervals import (
    AGO,
    day_of_year,
    exists,
    intervals,
    one_day,
    weekday_of,
    whole_year,
)
from claims.facts.verbs import ONLY_PAST, PAST, finite_verbs
from claims.facts.words import FULL_STOP, content_stems

_MONTH = r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UP_TO = r"(?:\s?[-–—]\s?|\s(?:to|and)\s)"
_NO_COUNT = r"(?!\s?%|[.,]?\d|\s(?!(?:at|by|in|with)\b)[a-z])"
"""behind the second number of "May 5 to 7", which might be of something else ("May 5 to 12 people")"""
_IN_A_ROW = r"\s(?:(?:of|with|without)\s(?:[a-z]+\s){1,3}?)?(?:in\s(?:a\srow|succession)|running|straight)\b|\sof\s(?!th)[a-z]+\ssince\b"
"""behind the last of several quarters, which are counted and not those of a year"""
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
    | (?P<ago>\d\d?|(?i:an?|one|{"|".join(AGO)}))\s(?P<ago_unit>day|week|month|year)s?\s(?:ago|earlier(?!\sthan\b))
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
NEAR = 60
"""code points beside a date in which the word stands that bounds it or makes a count of it"""
_COUNT_BEHIND = re.compile(
    r"^\s(?:people|soldiers|troops|homes|workers|jobs|cases|votes|seats|tons|tonnes|miles|kilomet|met(?:er|re)s|dollars|euros|pounds|megawatts)\b"
)


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


def _read(text: str, match: re.Match[str], today: date | None, hour: int) -> Day | None:
    if match["year_alone"] and _COUNT_BEHIND.match(text[match.end() : match.end() + NEAR]):
        return None
    weekday = weekday_of(match)
    try:
        ahead = _ahead(text, match)
        spans = tuple(intervals(match, today, hour, ahead=ahead))
        untold = spans if ahead is None else tuple(intervals(match, today, hour, ahead=None))
        of_year = day_of_year(match)
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


def _is_former(before: str) -> bool | None:
    """Whether what stands before a date says that another one took its place."""
    if _GIVEN_UP.search(before):
        return True
    return None if _WAS_PLANNED.search(before) else False


def _ends(match: re.Match[str], spans: Sequence[Interval]) -> tuple[Day, Day] | None:
    """The ends of a span that is written as one date ("3 to 9 May", "2012-22")."""
    if not spans or not (match["day_to"] or match["day_from"] or match["span"]):
        return None
    reach = whole_year if match["span"] else one_day
    firsts, lasts = ([reach(days[side]) for days in spans] for side in (0, 1))
    return _end(match, firsts), _end(match, lasts)


def _end(match: re.Match[str], days: Sequence[Interval]) -> Day:
    return Day(match.start(), match.end(), match.group(), *days[0], also=tuple(days[1:]))


def _counts_from(text: str, day: Day, days: Sequence[Day]) -> bool:
    """Whether a day is counted from another one that its sentence names before it ("on 5 May, two days earlier")."""
    last = max((one.end for one in days if one.end <= day.start), default=-1)
    return (
        day.text.endswith("earlier") and last >= 0 and not _SENTENCE.search(text, last, day.start)
    )


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
        if exists(year, *start.of_year) and (first := date(year, *start.of_year)) <= end.first:
            return replace(start, first=first, last=first, also=())
    return start


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
