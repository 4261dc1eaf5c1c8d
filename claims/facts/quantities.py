"""Quantities: numbers in figures and words, with magnitude, unit, bound and what is counted."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.facts.clock import clock_spans, read_clock
from claims.facts.numbers import NUMBER, magnitude_of, read_numbers, value_of
from claims.facts.people import PERSONS
from claims.facts.phrases import (
    PASSED,
    befell,
    nouns_of,
    text_before,
    text_behind,
    words_around,
    words_beside,
    words_of_clause,
)
from claims.facts.quantity import LEAST, RANK, Quantity
from claims.facts.ranges import CHANGED_FROM, STEP, ranges, scale_factor
from claims.facts.scales import PERCENT, POINTS, UNIT, on_scale, scaled
from claims.facts.verbs import NEARLY, finite_verbs
from claims.facts.words import FUNCTION_WORDS, SENTENCE_END, content_stems

_BEFORE = re.compile(
    r"\b(?:(?P<more>(?P<least>at\sleast|(?:no|not)\s(?:fewer|less)\sthan|a\sminimum\sof)|more\sthan(?!\sthe\b)|over|above|exceed(?:s|ed|ing)?|upwards?\sof|in\sexcess\sof)"
    r"|(?P<less>(?P<most>at\smost|(?:no|not)\smore\sthan|a\smaximum\sof)|(?:less|fewer)\sthan(?!\sthe\b)|under|below)"
    r"|(?P<upto>up\sto|as\s(?:many|much)\sas)"
    r"|(?P<about>just\s(?:over|under)|about|around|roughly|approximately|some|nearly|almost|close\sto|an?\sestimated|estimated|circa))"
    r"\s(?:an?(?:other)?\s|the\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?P<more>\+|-plus\b|\s(?:people\s)?or\smore\b)|^(?P<about>-odd\b|\sor\sso\b)"
)
_CLOCK = re.compile(r"^\s?(?:[ap]\.?m\b|o['’]clock|GMT\b|hours\b(?=\slocal))", re.IGNORECASE)
_OTHER_SHARE = re.compile(r"^[^.;]{0,30}\b(?:against|and|from|than|to|with)\s$")
_GAPPED = re.compile(r"(?:[,;]|(?:^|\s)(?:and|but|while))\s(?:[\w'’-]+\s){0,4}$")
"""before a further figure of one verb: "earned 61 million euros and the Belgian business 48 million\""""
_TO = re.compile(rf"\sto\s{NEARLY}$", re.IGNORECASE)
_OTHER_END = re.compile(rf"(?:\s[\w'’-]+){{0,4}}?\s(to|from)\s{NEARLY}", re.IGNORECASE)
"""between the two ends of a change"""
_GAP_ENDS = re.compile(r"$|[.,;]|\s(?:and|at|in|on)\b")
"""behind a count that leaves out its noun"""
_AGED = re.compile(r"\baged?\b")
ALIKE = 100
"""how many times a sum of money may be another one whose currency it has"""
_RANKED = content_stems("century floor hole inning kilometre lap mile minute place storey")
_CODED = re.compile(
    r"\b(?:apartment|block|bus|class|flat|gate|group|iPhone|platform|room|route|row|seat|section|unit)\s$",
    re.IGNORECASE,
)
"""before "12C", which is no temperature there"""
_NO_ONE = re.compile(r"\b(?:no|any|every|each|this|that|which)\s$", re.IGNORECASE)
_NEXT = re.compile(r"\s(?P<word>\w+)")
_COUNTED = PERSONS | {"body", "soldier", "officer", "vote"}
"""what "one" counts; before other nouns it is as often an article"""
_YEARS = (1500, 2100)


def read_quantities(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; spans that are `taken` (dates) and plain years hold none."""
    spans = [*taken, *clock_spans(text)]
    found = [
        q for q in _single(text) if not any(start < q.end and q.start < end for start, end in spans)
    ]
    read = map(_unsigned, ranges(text, _lent(text, found)))
    return tuple(sorted((*read, *read_clock(text)), key=lambda quantity: quantity.start))


def _single(text: str) -> Iterator[Quantity]:
    for match in read_numbers(text):
        value = value_of(match)
        if value is None or _is_label(text, match):
            continue
        plain = _bounded(text, match, *value)
        is_rank = match["ordinal"] is not None
        found = on_scale(text, plain, match.end(), RANK) if is_rank else scaled(text, match, plain)
        before = text_before(text, match.start())
        around = words_around(before)
        clause = words_of_clause(before)
        found = replace(found, around=around, clause=clause, beside=words_beside(text, found))
        if found.scale == "count":
            found = replace(found, fates=befell(text, found))
        if not is_rank or found.nouns & _RANKED:
            yield found


def _is_label(text: str, match: re.Match[str]) -> bool:
    """A year, "one" as a pronoun, or a number inside a name or a code counts nothing."""
    figure = match["figure"]
    rest = text_behind(text, match.end())
    if re.match(r"[/:]\d|-[A-Z]", rest) or _CLOCK.match(rest):
        return True
    if re.match(r"\w", rest) and not (
        UNIT.match(rest) or PERCENT.match(rest) or POINTS.match(rest)
    ):
        return True
    if re.match(r"[CF]\b", rest) and _CODED.search(text_before(text, match.start())):
        return True
    if match["word"] and match["word"].casefold() == "one" and match.group() == match["word"]:
        return not UNIT.match(rest) and not _is_one(text_before(text, match.start()), rest)
    if match["magnitude"] or not (figure or "").isdigit():
        return False
    is_year = _YEARS[0] <= float(figure) <= _YEARS[1] and len(figure) == 4
    return is_year and not (
        PERCENT.match(rest)
        or UNIT.match(rest)
        or re.match(r"\s(?:[a-z]{4,}s|people|men|women|children)\b", rest)
    )


def _is_one(before: str, rest: str) -> bool:
    """Whether "one" counts: "one person was killed", not "one of the men", "no one" or "one reason"."""
    behind = _NEXT.match(rest)
    is_noun = behind is not None and behind["word"] not in FUNCTION_WORDS
    return is_noun and not _NO_ONE.search(before) and bool(nouns_of(rest) & _COUNTED)


def _bounded(text: str, match: re.Match[str], low: float, high: float) -> Quantity:
    """The count that a number is, between the bounds that the words beside it set."""
    cue = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    behind = _BEHIND.match(text_behind(text, match.end()))
    found = Quantity(match.start(), match.end(), match.group(), low, high, "count", frozenset())
    number = (low + high) / 2
    if cue and (cue["more"] or cue["less"]):
        closed = bool(cue["least"] or cue["most"])
        found = replace(found, bound=(cue["more"] or cue["less"]).casefold(), beyond=not closed)
    elif behind and behind["more"]:
        found = replace(found, bound="at least")
    if (cue and cue["more"]) or (behind and behind["more"]):
        return replace(found, low=number, high=math.inf, figure=False)
    if cue and cue["less"]:
        least = 0.0 if number >= 0 else -math.inf
        return replace(found, low=least, high=number, figure=False)
    if cue and cue["upto"]:
        return replace(found, low=number * LEAST, high=number, figure=False)
    return replace(found, hedged=bool(cue or behind), figure=not match["vague"])


def _lent(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The same with the currency, the percent, the unit or the noun that is written once for several: "lost $2.1 million on revenue of 9.3 million"."""
    lent: list[Quantity] = []
    for quantity in found:
        last = lent[-1] if lent else quantity
        if _lends(text, last, quantity):
            factor = 0.01 if last.scale == "share" else _lent_magnitude(text, last, quantity)
            half = 0.5 * 10.0 ** -len(quantity.text.partition(".")[2]) if factor != 1 else 0.0
            found_on = replace(quantity.widened(half).times(factor), scale=last.scale)
            lent.append(replace(found_on, per=quantity.per or last.per))
        elif _lends_unit(text, last, quantity):
            factor = scale_factor(text, quantity, last)
            lent.append(replace(quantity.times(factor), scale=last.scale, unit=last.unit))
        elif _lends_noun(text, last, quantity):
            lent.append(replace(quantity, nouns=last.nouns))
        else:
            lent.append(quantity)
    return lent


def _lends(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether the next figure of a sentence, which says nothing of what it counts, is written as one of money or of percent would be."""
    between = text[one.end : other.start]
    if other.scale != "count" or other.nouns or SENTENCE_END.search(between):
        return False
    if one.scale == "share":
        level = between.strip() == "to" and STEP.search(text_before(text, one.start))
        decimal = "." in other.text and other.text[-1].isdigit() and one.text[0].isdigit()
        return bool(decimal and _OTHER_SHARE.search(between) and not level)
    last = between.rpartition(" ")[0].rpartition(" ")[2]
    joined = not other.fates and (_is_gapped(between) or last.endswith(",") or last in PASSED)
    like = other.is_bare_sum or _is_like(text, one, other)
    return one.scale.startswith("money") and joined and like


def _is_like(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a plain count is another one's sum of money, of about its size ("a captain earns 52,000 crowns, a deckhand 29,000")."""
    between, rest = text[one.end : other.start], text_behind(text, other.end)
    ends = other.per or _GAP_ENDS.match(rest)
    gapped = _is_gapped(between) and not (between.endswith(", ") or _AGED.search(between))
    size = other.value * _lent_magnitude(text, one, other)
    return bool(ends and gapped) and one.value <= size * ALIKE and size <= one.value * ALIKE


def _lent_magnitude(text: str, one: Quantity, other: Quantity) -> float:
    """The factor that a sum of money lends to a small number behind it ("61 million euros, the Dutch one 48"); else 1."""
    number = NUMBER.match(text, one.start)
    small = number and other.high < 1000 and not other.is_bare_sum
    return magnitude_of(number["magnitude"]) if number and small else 1.0


def _lends_unit(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two figures are the ends of a change of what is measured ("from six years to four", "to four years from six")."""
    bare = one.unit and other.scale == "count" and not other.nouns
    if not bare or not _GAP_ENDS.match(text_behind(text, other.end)):
        return False
    before = text_before(text, one.start)
    second = _OTHER_END.fullmatch(text, one.end, other.start)
    first = second and (_TO if second[1].casefold() == "from" else CHANGED_FROM)
    return bool(first and first.search(before))


def _lends_noun(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a count without a noun is of what the last one counts ("Ruiz won 12 seats, Falk 9 and Brandt 4")."""
    between = text[one.end : other.start]
    bare = one.scale == other.scale == "count" and not (other.nouns or other.fates)
    ends = _GAP_ENDS.match(text_behind(text, other.end))
    return bool(bare and one.nouns and ends and _is_gapped(between)) and not SENTENCE_END.search(
        between
    )


def _is_gapped(between: str) -> bool:
    """Whether a further figure is given of somebody or something else without its verb."""
    gap = _GAPPED.search(between)
    return gap is not None and not finite_verbs(gap.group())


def _unsigned(quantity: Quantity) -> Quantity:
    """Nothing is counted below zero: a dash before a count is no minus."""
    if quantity.scale != "count" or quantity.low >= 0:
        return quantity
    return replace(quantity, low=abs(quantity.high), high=abs(quantity.low))
