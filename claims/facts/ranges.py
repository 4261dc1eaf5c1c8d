"""Two numbers that are one thing: a range, a score, or the ends of a change."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from claims.facts.numbers import NUMBER, magnitude_of, value_of
from claims.facts.phrases import text_before, text_behind
from claims.facts.quantity import DEGREES, HIGHEST, SCORE, Quantity
from claims.facts.scales import FAHRENHEIT, celsius
from claims.facts.verbs import CHANGE
from claims.facts.words import FULL_STOP

_RANGE = re.compile(r"^\s?(?:-|–|—|to|and)\s?$", re.IGNORECASE)
CHANGED_FROM = re.compile(
    rf"\b{CHANGE}\b(?:(?!{FULL_STOP}|\bto\s\D{{0,12}}\d)[^;]){{0,60}}\bfrom\s(?:an?\s|about\s|around\s)?$",
    re.IGNORECASE,
)
"""before the first end of a change; where its last one has been told, what follows "from" is a range"""
STEP = re.compile(
    r"\b(?:rose|risen|fell|fallen|grew|grown|dropped|climbed|jumped|slipped|declined|gained|increased|decreased"
    r"|(?:rise|fall|drop|climb|jump|slip|decline|gain|increase|decrease)s|up|down)(?:\s(?!nearly\b)\w+ly)?(?:\sby)?(?:\s(?:a\sfurther|about|almost|another|around|nearly))?\s$",
    re.IGNORECASE,
)
"""what has happened, before the size of a change; what is yet to happen ("may rise 3 to 5 percent") reaches a range"""
_SCORE = re.compile(r"^\s?(?:-|–|(?P<counted>\s(?:goals?|points|votes?)\s)?to)\s?$")
_SCORED = re.compile(
    r"\b(?:beat|beaten|beating|defeat(?:ed|ing|s)?|dr[ae]ws?|drawn|edged|leads?|led|lo(?:se|ses|sing|st)|pass(?:ed|es)|rejected|scoreline|thrashed|tied|trail(?:ed|s|ing)|victory"
    r"|vot(?:e|ed|es|ing)|w[io]n|winning|wins)\b[^.,;:()]{0,40}$",
    re.IGNORECASE,
)
"""what is won, lost or decided, before a score; its lower side may stand first"""
_SCORE_ENDS = re.compile(
    r"^(?:(?P<told>\s(?:decision|defeat|draw|lead|loss|majority|ruling|score|scoreline|verdict|victory|vote|win)\b)|$|[.,;:!?)\"”]|\s(?:[A-Z(]|(?:against|after|ahead|and|as|at|away|before|behind|but|by|for|from|in|on|over|thanks|to|when|while|with)\b))"
)
"""behind a score; behind a range stands what is counted"""


def ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join "10 to 12 people" and "between 10 and 12", a score ("27-18"), and set apart what "from 2 to 4 percent" changed."""
    place = 0
    while place < len(found):
        pair = found[place : place + 2]
        joined = _joined(text, *pair) if len(pair) == 2 else None
        yield from joined or pair[:1]
        place += 2 if joined else 1


def _joined(text: str, one: Quantity, other: Quantity) -> tuple[Quantity, ...]:
    """What two quantities make together, where the text says so: a range, a score, the two ends of a change, or its size and its end."""
    between = text[one.end : other.start]
    score = _score(text, one, other)
    if _is_short_money(text, one, other):
        other = replace(other, scale=one.scale)
    if not _RANGE.match(between) or one.scale not in ("count", other.scale):
        return score
    before = text_before(text, one.start)
    if between.strip() == "and" and not before.rstrip().casefold().endswith("between"):
        return ()
    whole = text[one.start : other.end]
    factor = scale_factor(text, one, other)
    is_step = between.strip() == "to" and factor == 1 and one.scale == other.scale
    enlarged = other.is_bare_sum and before.endswith(" by ")
    if ("to" in between and CHANGED_FROM.search(before)) or (
        is_step and (enlarged or STEP.search(before))
    ):
        return replace(one.times(factor), scale=other.scale, unit=other.unit), other
    if score:
        return score
    if other.scale.startswith(DEGREES) and FAHRENHEIT.search(other.text):
        first = celsius(text, one, other.end)
    else:
        first = one.times(factor)
    if first.low < other.high or other.low < 0:
        low, high = min(first.low, other.low), max(first.high, other.high)
        ends = tuple(sorted((first.value, other.value)))
        joined = replace(
            other, start=one.start, text=whole, low=low, high=high, figure=False, ends=ends
        )
        beside, fates = one.beside | other.beside, one.fates | other.fates
        return (replace(joined, beside=beside, fates=fates),)
    return ()


def _score(text: str, one: Quantity, other: Quantity) -> tuple[Quantity, ...]:
    """A score ("27-18"), its higher side first; where the text counts both ("27 votes to 18") the counts as well."""
    between = _SCORE.match(text[one.end : other.start])
    if between is None or not (_is_side(one) and _is_side(other)):
        return ()
    ends = _SCORE_ENDS.match(text_behind(text, other.end))
    told = ends and (ends["told"] or _SCORED.search(text_before(text, one.start)))
    falls = one.low >= other.low and (ends or "to" not in between.group())
    if not (between["counted"] or told or falls):
        return ()
    value = max(one.low, other.low) * HIGHEST + min(one.low, other.low)
    whole = text[one.start : other.end]
    score = replace(one, end=other.end, text=whole, low=value, high=value, scale=SCORE)
    return (score, one, other) if between["counted"] else (score,)


def _is_side(quantity: Quantity) -> bool:
    """Whether a bare count can be one side of a score."""
    exact = quantity.low == quantity.high and not quantity.hedged
    return quantity.scale == "count" and exact and 0 <= quantity.low < HIGHEST


def _is_short_money(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a currency is written once for two figures: "$2-3 million", but "$5 million to 300 schools"."""
    if not one.scale.startswith("money") or other.scale != "count" or one.text[-1].isalpha():
        return False
    return text[one.end : other.start] in "-–—" or other.text[-1].isalpha()


def scale_factor(text: str, one: Quantity, other: Quantity) -> float:
    """What the second number's unit and magnitude make of the first ("10 to 12 million", "three to five percent")."""
    if one.scale == other.scale and other.low < 1000 * one.low:
        return 1.0
    plain = NUMBER.match(text, other.start)
    value = value_of(plain) if plain else None
    bare = sum(value) / 2 / magnitude_of(plain["magnitude"]) if value and plain else 0.0
    middle = other.low if math.isinf(other.high) else (other.low + other.high) / 2
    return middle / bare if bare else 1.0
