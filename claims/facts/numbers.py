"""Numbers as written, in figures and words, to values; "3m" is three million, but a "3m wall" is one of three metres."""

import math
import re
from collections.abc import Iterator

WORDS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * place
    for place, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_MAGNITUDES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}
_PARTS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 0.125,
    "ninth": 1 / 9,
    "tenth": 0.1,
}
_VAGUE = {
    "dozen": (12.0, 12.0),
    "dozens": (24.0, 120.0),
    "scores": (40.0, 120.0),
    "tens of thousands": (2e4, 1e5),
    "hundreds of thousands": (2e5, 1e6),
    "hundreds": (200.0, 1e3),
    "thousands": (2e3, 1e5),
    "millions": (2e6, 1e9),
}

_ROUNDED = 1e3
"""the smallest magnitude before which a number is a rounded one: "two million" is, "two dozen" is not"""
_NUMBER_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_TENS = rf"(?:{_NUMBER_WORD})(?:[\s-](?:{_NUMBER_WORD}))?"
_SPACE = r"[ \u00a0\u202f]"
CODE = r"(?:AUD|CAD|CHF|CNY|EUR|GBP|INR|JPY|KRW|USD)|Rs\.?"
FIGURE = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<!\d{_SPACE})\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!{_SPACE}?\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_ORDINAL = r"third|fifth|sixth|seventh|eighth|ninth|tenth"
_COMPARED = r"more|less|fewer|higher|lower|larger|smaller|bigger|greater|cheaper|dearer|faster|slower|longer|shorter"
# "a third term" has a place in a row: a share is told from it by what follows, or by "by" or "nearly" before it
_NO_SHARE = rf"""(?!an?\s(?:{_ORDINAL})\b(?!
      \s+(?:of|as|the\s(?:size|number|amount|price|cost|weight|length)|{_COMPARED})\b | \s*(?:[^\w\s]|$)))"""


def _behind_any(*words: str) -> str:
    """Pattern of a place behind one of some words."""
    return "|".join(rf"(?<=\b{word}\s)".replace(" ", r"\s") for word in words)


_HEDGES = ("almost", "around", "at least", "less than", "more than", "nearly", "roughly")
_ABOUT = ("about", "over", "some", "under")
"""hedges that stand as often before what is no share ("talks about a third term")"""
_FALL_BY = rf"""(?:{_behind_any(*_HEDGES, *(f"by {word}" for word in _ABOUT))}
    |(?:{_behind_any("by", *_ABOUT)})(?=an?\s(?:{_ORDINAL})\s(?:compared|from|in|last|on|over|since|this|to|year)\b))"""
# a year has four quarters: only one of them and three are shares, and those are not where they pass
_QUARTERS_OF_TIME = r"""(?!
      (?!(?:an?|one|three|[13])[\s-])\w+[\s-]quarters\b
    | \w+\squarters?\s(?:ago|before|earlier|later|running|straight|in\s(?:a\srow|succession)|on\send)\b
    | (?:(?<=\bafter\s)|(?<=\bfirst\s)|(?<=\bfinal\s)|(?<=\blast\s)|(?<=\bnext\s)|(?<=\bpast\s)|(?<=\bprevious\s)|(?<=\bthe\s)|(?<=\bthese\s)|(?<=\bthose\s)|(?<=\bwithin\s)
        |(?<=\bfor\s)(?<!\baccount\sfor\s)(?<!\baccounts\sfor\s)(?<!\baccounted\sfor\s)(?<!\baccounting\sfor\s))
      (?:one|three|[13])\squarters?\b(?!\s(?:as|of|the)\b))"""
_MORE_BY_HALF = r"(?!(?<=\band\s)a\shalf\b(?!\sof\b))"
"""not the end of "an hour and a half\""""
_NO_HALF_BEFORE = "".join(
    rf"(?<!\b{word})"
    for word in (
        r"first[\s-]", r"second[\s-]", r"1st\s", r"2nd\s", r"opening\s", r"closing\s", r"final\s", r"last\s", r"latter\s", r"other\s",
        r"previous\s", r"each\s", r"either\s", r"and\sa\s",
    )
)  # fmt: skip
"""a half of a year, of a match or over something else is no share"""
NUMBER = re.compile(
    rf"""(?<![\w.,/:])(?<![A-Za-z]-(?=\d))(?P<minus>(?<!\S)(?<![\d%]\s)[-−–](?=[$€£¥₩₹\d])|minus\s)?(?:
      (?P<currency>[A-Z]{{0,3}}\$|[€£¥₩₹]|(?-i:{CODE}))\s?(?P<money>{FIGURE})
    | (?P<half_of>half\san?\s|(?:an?|one|three)[\s-]quarters?\sof\san?\s|(?:an?\s(?:half|quarter)|half)[\s-])(?=(?:dozen|hundred|million|billion|trillion|per\s?cent|hour|mile|kilomet(?:er|re)|met(?:er|re)|tonne)\b)
    | (?:{_FALL_BY}|{_NO_SHARE}){_QUARTERS_OF_TIME}{_MORE_BY_HALF}(?P<part_count>{_NUMBER_WORD}|an?|\d)[\s-](?P<part>half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b(?!-[a-z]|\s+(?:time|day|week|month|year|place|round|floor|person))
    | (?P<half>{_NO_HALF_BEFORE}half)(?!\san?\s(?!percentage\s)|-[a-z]|\s(?:centur|decade|marathon|past|term|time|year))\b
    | (?P<ratio>{_NUMBER_WORD}|\d+)\s(?:in|out\sof)(?:\severy)?\s(?!(?:1[5-9]|20)\d\d\b)(?P<base>{_NUMBER_WORD}|{FIGURE})\b(?![.,]\d|[\s-](?:second|minute|hour|day|week|month|year|decade)s?\b)
    | (?:(?P<figure>{FIGURE})(?P<vulgar>[½⅓⅔¼¾⅕⅛])?
        |(?P<word>{_TENS}\sthousand(?:\sand)?\s{_TENS}(?:\shundred(?:(?:\sand)?\s{_TENS})?)?|(?:{_TENS}|an?)\shundred(?:\sand)?\s{_TENS}|{_TENS})\b)(?:[\s-]and[\s-]a[\s-](?P<added>half|quarter)\b)?
    | (?P<vulgar_alone>[½⅓⅔¼¾⅕⅛])
    | (?P<vague>tens\sof\sthousands|hundreds\sof\sthousands|dozens|scores|hundreds|thousands|millions|an?\sdozen)\b
    | (?P<article>an?)\s(?=(?:hundred|thousand|million|billion)\b)
    )(?P<ordinal>(?<=\d)(?:st|nd|rd|th)\b)?
    (?:[\s-]?(?P<magnitude>(?:hundred|thousand|lakh|million|crore|billion|trillion|dozen)(?:\s(?:thousand|million|crore|billion))?|(?<=\d)(?:k|mn?|bn|tn))\b(?(currency)|(?!(?<=\dm)[\s-](?:high|tall|long|wide|deep|walls?|fences?|waves?|away|from|below|above|sprint|hurdles|race|relay|final|freestyle|dive|cliff|tower|drop|fall)\b))(?:\sand\sa\s(?P<beyond>half|quarter)\b(?!\sof\b))?)?""",
    re.VERBOSE | re.IGNORECASE,
)


def read_numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a text, in order; what would be a share above one ("20 in 15") is two numbers."""
    place = 0
    while match := NUMBER.search(text, place):
        if match["ratio"] and _number(match["ratio"]) > _number(match["base"]):
            match = NUMBER.match(text, match.start(), match.end("ratio")) or match
        yield match
        place = match.end()


def value_of(match: re.Match[str]) -> tuple[float, float] | None:
    """The plain value of a match as an interval that rounds to it; None for what is no quantity."""
    if match["vague"]:
        vague = match["vague"].casefold()
        return _VAGUE[vague if vague in _VAGUE else vague.split()[-1]]
    factor = magnitude_of(match["magnitude"])
    value = _plain(match) * factor
    if not math.isfinite(value):
        return None
    half = _slack(match) * factor if factor >= _ROUNDED else 0.0
    sign = -1 if match["minus"] else 1
    return sign * value - half, sign * value + half


def _plain(match: re.Match[str]) -> float:
    """The value without magnitude and sign."""
    if match["half_of"]:
        part = match["half_of"].casefold()
        return 0.5 if "quarter" not in part else 0.75 if "three" in part else 0.25
    if match["part"]:
        return _number(match["part_count"]) * _PARTS[match["part"].casefold().rstrip("s")]
    if match["half"]:
        return 0.5
    if match["ratio"]:
        base = _number(match["base"])
        return _number(match["ratio"]) / base if base else math.inf
    if match["vulgar_alone"]:
        return _VULGAR[match["vulgar_alone"]]
    whole = _number(match["money"] or match["figure"] or match["word"] or match["article"])
    more = match["added"] or match["beyond"]
    added = _PARTS[more.casefold()] if more else 0.0
    return whole + added + _VULGAR.get(match["vulgar"] or "", 0.0)


def last_digit(match: re.Match[str]) -> float:
    """What the last written digit of a number is worth: a tenth in "2.5" and "half a mile", half of that in "a quarter of a mile", one in "62"."""
    if "quarter" in (match["half_of"] or "").casefold():
        return 0.05
    if match["half_of"] or match["added"] or match["beyond"] or match["vulgar"]:
        return 0.1
    figure = match["money"] or match["figure"] or ""
    return float(10.0 ** -len(figure.partition(".")[2]))


def _slack(match: re.Match[str]) -> float:
    """Half of what the last digit before a magnitude is worth; of a lone digit a tenth of that, for "2 billion" is not 1.6."""
    if not any(match[name] for name in ("money", "figure", "word", "article", "half_of")):
        return 0.0
    worth = last_digit(match)
    return worth / 20 if worth == 1 and _plain(match) < 10 else worth / 2


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(re.sub(r"[,\s]", "", text))
    total = group = 0.0
    for part in re.split(r"[\s-]+", text.casefold()):
        if part in ("hundred", "thousand"):
            group = max(group, 1.0) * _MAGNITUDES[part]
            if part == "thousand":
                total, group = total + group, 0.0
        elif part in ("a", "an"):
            group = 1.0
        elif part != "and":
            group += WORDS[part]
    return total + group


def magnitude_of(magnitude: str | None) -> float:
    """The factor that "million" or "bn" stands for; 1 where there is none."""
    factor = 1.0
    for part in re.split(r"[\s-]", (magnitude or "").casefold()):
        factor *= _MAGNITUDES.get(part, _SHORT.get(part, 1.0))
    return factor
