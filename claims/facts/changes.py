"""What a figure is among those of its sentence: one that held before, one that a value came to, or a whole of which others are a part."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from claims.facts.people import PERSONS
from claims.facts.quantity import CLOCK, RANK, SCORE, Quantity
from claims.facts.verbs import CHANGE, FINITE, NEARLY, NUMBER
from claims.facts.words import FUNCTION_WORDS, content_stems

_RANGE = r"(?:(?:an?|its|the|their)\s)?(?:(?:earlier|former|old|original|previous|prior)\s)?(?:(?:estimate|forecast|goal|guidance|outlook|projection|range|target)\s)?(?:of\s)?(?:between\s)?"
"""between "from" or "to" and the first end of a range"""
_FROM = re.compile(rf"\bfrom\s{_RANGE}{NEARLY}$", re.IGNORECASE)
_TO = re.compile(rf"\bto\s{_RANGE}{NEARLY}$", re.IGNORECASE)
CHANGED = re.compile(rf"\b{CHANGE}\b", re.IGNORECASE)
"""a word for a change of value"""
_REJECTED = re.compile(
    r"(?:\b(?:up\sfrom|down\sfrom|rather\sthan|instead\sof|as\sopposed\sto|compared\s(?:with|to))\s|,\snot\s|\bnot\s(?=the\s)"
    r"|\b(?:above|below|beyond|short\sof|(?:better|bigger|fewer|greater|higher|larger|less|lower|more|smaller|worse)\sthan)\s(?=the\s))"
    rf"{_RANGE}{NEARLY}$",
    re.IGNORECASE,
)
"""before a figure that another one is set against"""
_RISE = r"(?:advanc(?:e|ed|es)|climb(?:ed|s)?|gain(?:ed|s)?|gr[eo]w(?:n|s|th)?|increas(?:e|ed|es)|jump(?:ed|s)?|leap(?:s|t)?|r[io]se[ns]?|risen|soar(?:ed|s)?|surge[ds]?|up)"
_FALL = r"(?:declin(?:e|ed|es)|decreas(?:e|ed|es)|dip(?:ped|s)?|drop(?:ped|s)?|f[ae]ll(?:en|s)?|lose[s]?|lost|plummet(?:ed|s)?|plunge[ds]?|reduc(?:ed|es|tion)|shrank|shrunk|sinks?|sank|sl[iu]mp(?:ed|s)?|slip(?:ped|s)?|slides?|slid|tumble[ds]?|down)"
_BY = rf"(?:\s(?:again|back|further|\w+ly|year[\s-]on[\s-]year))?(?:\s(?:by|of))?(?:\s(?:a\sfurther|another|as\smuch\sas|up\sto))?\s{NEARLY}$"
_ROSE = re.compile(rf"\b{_RISE}{_BY}", re.IGNORECASE)
_FELL = re.compile(rf"\b{_FALL}{_BY}", re.IGNORECASE)
_RISEN = re.compile(
    r"[\s-](?:(?!or\b)[a-z]+[\s-])?(?:climb|gain|growth|higher|increase|jump|leap|more|rise|surge|up(?!\sfrom|\sto|-))\b"
)
_FALLEN = re.compile(
    r"[\s-](?:(?!or\b)[a-z]+[\s-])?(?:cut|decline|decrease|dip|drop|fall|fewer|less|lower|plunge|reduction|slump|down(?!\sfrom|\sto|-))\b"
)
"""before and behind the size of a rise, and of a fall"""
_PHRASAL = re.compile(
    rf"\b(?!(?:is|are|was|were|closed|edged|ended|finished|moved|opened|traded|went)\b){FINITE}\s(?:up|down)\s[^.,;]{{0,20}}$"
)
"""before what somebody "set up" or "turned down\""""
_THAN = re.compile(r"\s(?:[a-z]+\s)?(?:more|less|[a-z]+er)\sthan\b")
_PEAK = re.compile(
    r"(?:(?!\s(?:and|but|while)\s)[^.,;:]){0,40}\sbefore\s(?:clos|eas|end|fall|finish|par|pull|rebound|recover|retreat|settl|slip|trimm)ing\b"
)
"""behind what a price had reached for a while"""
_ONCE = re.compile(
    r"\b(?:earlier|formerly|had|initially|originally|previous|previously|used\sto)\b", re.IGNORECASE
)
"""in a text that may tell of what was before"""
_REACHED = re.compile(
    rf"\b(?:(?:{CHANGE}|br(?:ings?|inging|ought)|t(?:akes|aking|ook)|push(?:ed|es|ing))\b(?:[^.;:]|\.(?=\d)){{0,60}}?\bto|reach(?:ed|es|ing)|st(?:ands?|ood|anding)\s(?:now\s)?at|now\sat)\s{NEARLY}$",
    re.IGNORECASE,
)
_TALLY = re.compile(r"\b(?:count|number|tally|total)\sof\s(?=[^.;:]*$)", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|an?\s(?:additional|further))\s$", re.IGNORECASE)
_MORE = re.compile(r"\s(?:additional|further|more|others?)\b(?!\sthan)", re.IGNORECASE)
_BY_THEM = re.compile(
    r"\bafter\s|\b(?:br(?:inging|ought)|lifting|pushing|raising|taking|took)\s(?=.*\bto\b)",
    re.IGNORECASE,
)
"""between a toll and those by whom it rose, or the other way round"""
_PART = rf"(?<!every\s)(?<!not\s){NUMBER}"
_PARTED = re.compile(
    rf"(?:\d|%|\b(?:few|half|least|many|most|percent|quarters?|some|thirds?|{_PART}))(?:\s[a-z]+)?"
    r"\s(?:out\s)?of\s(?:the|its|his|her|our|their|these|those|all|(?:the\s)?[\w-]+(?:\s[A-Z][\w-]+)?(?:['’]s|s['’]))\s(?:(?:about|around|more\sthan|nearly|some)\s)?$"
    rf"|(?:\d|%|\b{_PART})\sof\s$",
    re.IGNORECASE,
)
"""between a part and its whole"""
_WORD = re.compile(r"\s(\w+)")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_VERB = re.compile(FINITE)
_BREAK = re.compile(r"[.;:!?](?=\s)")
_EXTRA = re.compile(r"\b(?:additional|another|extra|further)\s$", re.IGNORECASE)
_ON_TOP = re.compile(
    r"(?:\s(?:an?|each|every|per)\s[a-z]+)?\s(?:cheaper|dearer|extra|fewer|higher|less|lower|more)\b"
)
TALLY = 150
"""code points before a figure in which its tally stands"""
NEAR = 90
"""code points before a figure in which the words stand that tell of its change"""


def placed(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a text with what each is among them; what held before is of what its change is of, and what a tally reached of what it counts."""
    found = [_tallied(text, quantity) for quantity in found]
    once = _ONCE.search(text) is not None
    return tuple(_placed(text, found, place, once=once) for place in range(len(found)))


def _placed(text: str, found: Sequence[Quantity], place: int, *, once: bool) -> Quantity:
    one = found[place]
    before = text[max(0, one.start - NEAR) : one.start]
    more = bool(_ANOTHER.search(before) or _MORE.match(text, one.end))
    end = _end_of_change(text, found, place) if _FROM.search(before) else None
    if end:
        nouns = one.nouns or end.nouns
        around, clause = one.around | end.around, one.clause | end.clause
        one = replace(one, nouns=nouns, around=around, clause=clause)
    way = _direction(text, one)
    return replace(
        one,
        former=True if end or _REJECTED.search(before) else None if once else False,
        moved=more or _is_reached(text, one),
        direction=0 if _THAN.match(text, one.end) else way,
        margin=bool(way or _EXTRA.search(before) or _ON_TOP.match(text, one.end)),
        peak=bool(_PEAK.match(text, one.end)),
        added=more or any(_rose_by(text, one, other) for other in found if other is not one),
        whole=bool(_PARTED.search(before)),
    )


def _direction(text: str, one: Quantity) -> int:
    """Which way something moved or differs by a figure; 0 where the text does not say so beside it."""
    if one.scale in (RANK, SCORE) or one.scale.startswith(CLOCK):
        return 0
    near = max(0, one.start - NEAR)
    way = 0
    for sign, before, behind in ((1, _ROSE, _RISEN), (-1, _FELL, _FALLEN)):
        verb = before.search(text, near, one.start)
        is_told = verb is not None and not _PHRASAL.search(text, near, verb.end())
        way += sign if is_told or behind.match(text, one.end) else 0
    return way


def _tallied(text: str, one: Quantity) -> Quantity:
    """The same with the words for what is counted, where a tally has reached it ("the number of patients has climbed to 68")."""
    before = text[max(0, one.start - TALLY) : one.start]
    tally = _TALLY.search(before)
    if tally is None or one.nouns or not _is_reached(text, one):
        return one
    words = _WORDS.findall(before, tally.end())
    counted = takewhile(
        lambda word: word not in FUNCTION_WORDS and not _VERB.fullmatch(word), words
    )
    return replace(one, around=one.around | content_stems(" ".join(counted)) - PERSONS)


def _is_reached(text: str, one: Quantity) -> bool:
    return bool(_REACHED.search(text, max(0, one.start - NEAR), one.start))


def _rose_by(text: str, one: Quantity, toll: Quantity) -> bool:
    """Whether a toll reached its figure by those who are counted beside it ("rose to nine after two died", "two died, bringing it to nine")."""
    first, second = sorted((one, toll), key=lambda q: q.start)
    between = text[first.end : second.start]
    words = _BY_THEM.search(between)
    if words is None or words.group().startswith("after") is (first is one):
        return False
    fates = toll.fates or frozenset(["dead"])
    of_it = one.value < toll.value and (one.fates & fates or not one.fates)
    return bool(of_it and _is_reached(text, toll) and not _BREAK.search(between))


def _end_of_change(text: str, found: Sequence[Quantity], place: int) -> Quantity | None:
    """The value to which a change from the one at a place leads ("to 4.75 percent from 4.5", "fell from 12 in May to 9")."""
    one = found[place]
    kin = [other for other in found if other is not one and one.comparable(other)]
    earlier = next((other for other in reversed(kin) if other.end <= one.start), None)
    if earlier and _is_end(text, earlier) and not _BREAK.search(text, earlier.end, one.start):
        return earlier
    later = next((other for other in found[place + 1 :] if _continues(text, one, other)), None)
    changed = CHANGED.search(text, max(0, one.start - NEAR), one.start)
    if later and changed and _is_end(text, later):
        return None if _BREAK.search(text, one.end, later.start) else later
    return None


def _continues(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a later figure can be of what the first is: one of its kind, or one without a noun."""
    behind = _WORD.match(text, other.end)
    bare = behind is None or behind[1].casefold() in FUNCTION_WORDS
    return one.scale == other.scale and (bare or one.comparable(other))


def _is_end(text: str, quantity: Quantity) -> bool:
    return bool(_TO.search(text, max(0, quantity.start - NEAR), quantity.start))
