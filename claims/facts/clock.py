"""Times of the day: minutes from midnight, each on the clock of its zone."""

import re
from collections.abc import Iterable, Iterator

from claims.facts.quantity import CLOCK, DAY, Quantity
from claims.facts.verbs import finite_verbs
from claims.facts.words import FUNCTION_WORDS, stem

_ZONES = {"UTC": "GMT", "CEST": "CET", "EDT": "ET", "EST": "ET", "CDT": "CT", "CST": "CT", "MDT": "MT", "MST": "MT", "PDT": "PT", "PST": "PT"}  # fmt: skip
"""zones that are one, or one in winter and in summer"""
_ZONE = rf"(?:BST|CET|CT|ET|GMT|IST|JST|MT|PT|{'|'.join(_ZONES)})"
_TIME = re.compile(
    rf"""(?<![\w.,:/$€£¥₩₹-])(?:
      (?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?:(?P<am>a)|p)(?:\.m\b\.?|m\b)
    | (?P<full>[01]?\d|2[0-3]):(?P<past>[0-5]\d)(?![\w:]|\.\d)(?=(?P<told>\s(?:{_ZONE}\b|hours\b|local\stime))?)
    | (?P<joined>(?:[01]\d|2[0-3]))(?P<rest>[0-5]\d)(?=\s(?:{_ZONE}|hours)\b)
    | (?:12\s)?(?P<word>noon|midday|midnight)\b
    )(?:\s\(?(?P<zone>{_ZONE})\b)?""",
    re.VERBOSE,
)
_OF_A_RACE = re.compile(r"\b(?:in|of|time|won)\s$")
"""before a length of time that is written as one of the clock is"""
_NEAR = re.compile(
    r"\b(?:about|almost|approximately|around|nearly|roughly|(?:just|right|shortly|soon)\s(?:after|before))\s$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:\b(?:after|and|before|between|by|from|or|past|since|than|through|till|to|until)\s|[-–—]\s?)$",
    re.IGNORECASE,
)
_BOUND_BEHIND = re.compile(
    r"\s?(?:[-–—]|to|and|or|until)\s?(?:\d|noon|midnight)|\s(?:deadline|onwards)"
)
"""beside a time that says only when something was over or had yet to begin"""
_CLAUSE = re.compile(r"(?:[,;:!?]|\.(?!m\b|\w))\s|\s(?:after|and|before|but|when|while)\s")
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
WHOLE = 10
"""minutes that "3 a.m." may be off"""
NEARLY = 30
"""minutes that "about 3 a.m." may be off"""


def read_clock(text: str) -> Iterator[Quantity]:
    """The times of the day at which a text says that something was; a bound and a time that may be of either half of the day are none."""
    for match in _TIME.finditer(text):
        near = _NEAR.search(text, 0, match.start())
        bound = not near and _BOUND.search(text, 0, match.start())
        minutes = _minutes(text, match)
        if minutes is None or bound or _BOUND_BEHIND.match(text, match.end()):
            continue
        whole = minutes % 60 == 0 and not (match["past"] or match["rest"])
        off = NEARLY if near else WHOLE if whole else 0
        zone = _ZONES.get(match["zone"], match["zone"]) if match["zone"] else ""
        yield Quantity(
            match.start(),
            match.end(),
            match.group(),
            minutes - off,
            minutes + off,
            f"{CLOCK} {zone}".rstrip(),
            frozenset(),
            beside=_deed(text, match, near.start() if near else match.start()),
            figure=not off,
        )


def clock_spans(text: str) -> list[tuple[int, int]]:
    """Where times of the day stand, read or not."""
    return [match.span() for match in _TIME.finditer(text)]


def _minutes(text: str, match: re.Match[str]) -> int | None:
    """Minutes from midnight; None for what may be of either half of the day, or a length of time."""
    if match["word"]:
        return 0 if match["word"] == "midnight" else DAY // 2
    if match["hour"]:
        hour = int(match["hour"]) % 12 + (0 if match["am"] else 12)
        return hour * 60 + int(match["minute"] or 0)
    full = match["full"] or match["joined"]
    zoned = match["joined"] or match["told"] or match["zone"]
    late = len(full) > 1 and (full > "12" or full[0] == "0")
    if not (zoned or late) or _OF_A_RACE.search(text, 0, match.start()):
        return None
    return int(full) * 60 + int(match["past"] or match["rest"])


def _deed(text: str, match: re.Match[str], place: int) -> frozenset[str]:
    """The stem of the verb whose time it is: the last before it in its clause, else the word before it, else the first verb behind it."""
    start = max((end.end() for end in _CLAUSE.finditer(text, 0, place)), default=0)
    before, behind = text[start:place], _CLAUSE.split(text[match.end() :])[0]
    words = _told(finite_verbs(before)) or _told(_WORD.finditer(before))
    words = words or _told(finite_verbs(behind))[:1]
    return frozenset(map(stem, words[-1:]))


def _told(words: Iterable[re.Match[str]]) -> list[str]:
    """The words that carry meaning."""
    return [word.group() for word in words if word.group().casefold() not in FUNCTION_WORDS]
