"""Figures that move on: a newer report that brings a count up to date, or tells that a price, a rate or a sentence was changed, disputes nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.facts import Facts, read_facts
from claims.facts.quantity import Quantity
from claims.facts.verbs import NEARLY, NUMBER
from claims.moments import surely_before
from claims.types import Divergence, DivergenceType

_TALLY = r"(?:toll|number|total|count|tally|figure)"
_CASES = r"(?:cases|casualties|deaths|fatalities|injuries)"
_PERSONS = r"(?:dead|killed|injured|wounded|missing|victims)"
_COUNT = rf"(?:{_TALLY}|{_CASES}|{_PERSONS}|death)"
_MOVED = (
    r"(?:rose|risen|ris(?:es|ing)|climb(?:ed|s|ing)|grew|grown|increased|jump(?:ed|s|ing)|surged?|soared|raised|lowered|gone\sup|went\sup|fell|fallen|dropped|cut"
    r"|passed|doubled|tripled)"
)
_CARRIED = r"(?:br(?:ought|ing(?:s|ing)?)|t(?:ook|aking))"
"""of a count it says that it moved, of anything else that it went to some place"""
_OVER = r"(?:passed|top(?:ped|ping|s)|surpass(?:ed|es|ing)|exceed(?:ed|s|ing))"
_FIGURE = rf"(?:(?:a|about|almost|approximately|around|as|at|estimated|just|least|many|more|nearly|new|of|over|record|roughly|some|than|the|total|well)\s){{0,4}}(?:\d|{NUMBER}\b)"
_TO = rf"(?:to|from|past)\s{_FIGURE}"
_HAVE = r"(?:(?:also|had|has|have|now|since|then)\s){0,2}"
_COUNTED = rf"(?:(?:{_TALLY}|{_CASES})\b[^.;]{{0,60}}?\b|{_PERSONS}\s{_HAVE})"
"""what moves, up to its verb: behind a word for persons ("three killed when a rock fell from 30 metres") the verb is another's"""
_UPDATED = re.compile(
    rf"\b(?:now\b(?=[^,.;:]{{0,40}}(?:\d|\b{NUMBER}\b))|(?:so\sfar|(?:latest|updated)\s(?:\w+\s){{0,2}}?{_COUNT}(?!s)|revis(?:ed|es|ing)|to\sdate|up\sfrom|down\sfrom|more\sthan\sfirst|than\sfirst\s\w+|since\srisen)\b"
    rf"|(?<!in\s)(?:\d[\d,]*|{NUMBER})\s(?:(?!and\b|that\b|which\b|who\b)[\w'’-]+\s){{0,5}}?(?:(?:are|had|has|have|is)\snow|now\s(?:confirmed|known|{_PERSONS}))"
    rf"|{_COUNTED}{_MOVED}\s(?:\w+\s){{0,3}}?{_TO}"
    rf"|{_COUNTED}{_OVER}\s{_FIGURE}"
    rf"|{_MOVED}\s(?:\w+\s){{0,4}}?(?:{_TALLY}|{_CASES})\s(?:\w+\s){{0,4}}?{_TO}"
    rf"|{_CARRIED}\s(?:\w+\s){{0,4}}?{_TALLY}\s(?:\w+\s){{0,4}}?{_TO}"
    rf"|{_MOVED}\s(?:\w+\s){{0,3}}?{_TO}[\w,]*\s(?:\w+\s){{0,3}}?{_COUNT}\b|{_CARRIED}\s{_TO}[\w,]*\s(?:\w+\s){{0,3}}?{_TALLY}\b"
    rf"|{_TALLY}\s(?:\w+\s){{0,4}}?(?:has\s|had\s)?(?:reach(?:ed|es)|hit(?=\s{_FIGURE})))",
    re.IGNORECASE,
)

_ABOUT = r"(?:about|almost|another|around|at|least|more|nearly|over|some|than)"
_APART = re.compile(
    rf";|\b(?:while|whereas)\b|,\s(?:and\b(?!(?:\s{_ABOUT})*\s$)|(?:but|yet|which|who|whose|whom|where|when)\b)"
)
"""between a figure and words that are not said of it; "12 dead, and 37 injured" goes on"""
_ASIDE = re.compile(r",\s(?:which|who|whose|whom|where|when)\b(?:[^,;]|(?<=\d),(?=\d))*,")


_CHANGED = re.compile(
    r"\b(?:(?:extend|hik|lift|lower|rais|reduc|shorten|slash|trimm?)(?:ed|es|s)|(?:been|being|is|are|was|were)\s(?:changed|decreased|doubled|halved|increased)"
    r"|(?<!\bto\s)(?<!\bnot\s)(?<!n['’]t\s)(?<!\bcan\s)(?<!\bmay\s)(?<!\bwill\s)(?<!\bcould\s)(?<!\bmight\s)(?<!\bwould\s)(?<!\bshould\s)cuts?)\b"
    r"(?:(?!\b(?:after|and|because|but|when|which|while|who)\b)(?:[^,.;:]|[.,](?=\d))){0,80}?\bto\s"
    rf"{NEARLY}$",
    re.IGNORECASE,
)
"""before what somebody set in place of another figure ("cut the price of the drug to $24,000"); what merely rises or falls is of a time of its own"""


@dataclass(frozen=True)
class Denial:
    """A sentence that conflicts with a claim, when it was published, and in what it differs, the sentence being the evidence."""

    sentence: str
    published: datetime | None
    divergences: Sequence[Divergence]


def superseded(said: Sequence[datetime | None], denials: Iterable[Denial]) -> bool:
    """Whether a claim that was said at these times has been brought up to date by one who denies it."""
    return any(
        is_update(denial.sentence, denial.published, denial.divergences, said) for denial in denials
    )


def is_update(
    sentence: str,
    published: datetime | None,
    divergences: Sequence[Divergence],
    others: Sequence[datetime | None],
) -> bool:
    """Whether a sentence that gives another number than the others brings theirs up to date.

    It must surely be newer than every one of them and say that the figure moved; without a date nothing is known to be newer.

    Args:
        sentence: the one that may bring theirs up to date.
        published: when.
        divergences: in what it differs from theirs, the sentence being the evidence.
        others: when theirs were published.
    """
    if published is None:
        return False
    older = [other.date() for other in others if other and surely_before(other, published)]
    if not older or len(older) < len(others):
        return False
    told = read_facts(sentence, published.date())
    numbers = [found for found in divergences if found.type is DivergenceType.NUMBER]
    return any(_moved(found, sentence) or _changed(found, told, max(older)) for found in numbers)


def _changed(found: Divergence, told: Facts, since: date) -> bool:
    """Whether somebody changed a figure to the one that is told, and not on a day before the other was published."""
    places = _places(found.evidence.text, told.text, told.quantities)
    if not (_are_alike(found) and any(_CHANGED.search(told.text, 0, at) for at, _ in places)):
        return False
    days = (
        told.when(q) for q in told.quantities if any(q.start < e and s < q.end for s, e in places)
    )
    return not any(day and day.last and day.last < since for day in days)


def _are_alike(found: Divergence) -> bool:
    """Whether both sides of a difference are measured on one scale, be it but the likeliest difference; counts tell of tolls."""
    here, there = (read_facts(side.text).quantities for side in (found.claim, found.evidence))
    return any(one.scale != "count" and one.comparable(o) for one in here for o in there)


def _moved(found: Divergence, sentence: str) -> bool:
    """Whether a sentence says of its figure that it moved, or gives it in place of the other's ("12 instead of the 20")."""
    told = read_facts(sentence).quantities
    places = _places(found.evidence.text, sentence, told)
    if not found.guessed and any(_said_of(*place, sentence) for place in places):
        return True
    new = [q for q in told if any(q.start < end and start < q.end for start, end in places)]
    former = [q for q in told if q.former and _meets(found.claim.text, q)]
    return any(one.comparable(other) for one in new for other in former)


def _places(figure: str, sentence: str, told: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Where a sentence has a figure, as it is written or else in other words."""
    said = re.finditer(rf"(?<!\w){re.escape(figure)}(?!\w)", sentence, re.IGNORECASE)
    places = [found.span() for found in said]
    return places or [(q.start, q.end) for q in told if _meets(figure, q)]


def _meets(figure: str, other: Quantity) -> bool:
    """Whether a figure as it is written alone can be another one."""
    return any(q.comparable(other) and q.meets(other) for q in read_facts(figure).quantities)


def _said_of(start: int, end: int, sentence: str) -> bool:
    """Whether the words of movement stand in the same clause as what stands from `start` to `end`."""

    def hidden(aside: re.Match[str]) -> str:
        inside = aside.start() <= start < aside.end()
        return aside.group() if inside else " " * len(aside.group())

    text = _ASIDE.sub(hidden, sentence)
    return any(
        not _APART.search(text, min(end, moved.end()), max(start, moved.end()))
        for moved in _UPDATED.finditer(text)
    )
