"""Which figures of two texts that are alike are one: of one thing at one time, so that each bears the other out.

A like figure of another thing, another month or a part of the whole is none. A figure may also follow from others.
"""

import math
import re
from collections.abc import Sequence

from claims.facts import Facts
from claims.facts.arithmetic import follows
from claims.facts.fates import words_for
from claims.facts.people import PERSONS
from claims.facts.quantity import HEDGE, LEAST, Quantity
from claims.facts.stretches import stretch_of
from claims.facts.verbs import AUXILIARY, FINITE, PARTICIPLE, finite_verbs
from claims.facts.words import SENTENCE_END, content_stems

FEW = 2
"""a count up to this is often part of a name ("the two countries") or an article ("one man"), so its absence says nothing"""


def are_of_one(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two alike figures are of one thing at one time."""
    return not (
        _is_of_another(claim, one, evidence, other)
        or only_passed(claim, one, other)
        or _is_of_a_part(claim, one, evidence, other)
        or was_before(claim, one, evidence, other)
        or are_of_other_periods(claim, one, evidence, other, both=True)
    )


def _is_of_another(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two alike figures are of other things: of other fates, or the words beside each stand beside another figure in the other text.

    Of "sales rose 2 percent and profit 5" and "sales rose 5 percent and profit 2" no figure is the other's.
    """
    if one.surely_others(other):
        return True
    if _is_of_another_stretch(claim, one, evidence, other):
        return True
    mine, theirs = one.own(claim.quantities), other.own(evidence.quantities)
    if mine.akin(theirs):
        return False
    heirs = (q for q in evidence.quantities if q is not other and q.scale == one.scale)
    owners = (q for q in claim.quantities if q is not one and q.scale == other.scale)
    return any(mine.akin(q.own(evidence.quantities)) and not one.meets(q) for q in heirs) and any(
        theirs.akin(q.own(claim.quantities)) for q in owners
    )


def _is_of_another_stretch(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether a claim's only figure of its scale stands with words that the evidence has beside a figure that differs, and with none of those beside the like one.

    Of "beer sales rose 4 percent and wine sales 9" the 9 percent are not beer's.
    """
    if other.former or any(q is not one and q.scale == one.scale for q in claim.quantities):
        return False
    told = stretch_of(claim.text, one, claim.quantities)
    counts = one.scale == "count" or claim.text.startswith(" of ", one.end)
    words = told.words - (one.nouns if counts else frozenset())
    undated = words.difference(*(content_stems(day.text) for day in claim.dates))
    theirs = stretch_of(evidence.text, other, evidence.quantities)
    for heir in evidence.quantities:
        between = sorted((heir.start, other.start))
        if heir.former or not heir.comparable(one) or heir.meets(one) or not heir.on_matter(one):
            continue
        if SENTENCE_END.search(evidence.text, *between):
            continue
        beside = stretch_of(evidence.text, heir, evidence.quantities)
        own = (theirs.subject | theirs.verb) - beside.words
        others = (undated & (told.subject or told.words)) & beside.subject - theirs.words
        if theirs.behind and beside.behind:
            own |= theirs.behind - beside.words
            others |= undated & beside.behind - theirs.words
        if own and others and not words & own:
            return True
    return False


def _is_of_a_part(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether the claim tells of a whole what the evidence tells of a part of it ("close 160 stations", "close 40 of its 160")."""
    parts = [q for q in evidence.quantities if q.end <= other.start]
    if one.whole or not other.whole or not parts:
        return False
    before = claim.text[: one.start]
    if _ALL.search(before) and _deeds(claim.text) & content_stems(evidence.text[: parts[-1].start]):
        return True
    standing = _HAS.search(before) or _TOLD_OF_WHOLE.match(evidence.text, other.end)
    return not standing and one.shares_deed(parts[-1])


_ALL = re.compile(
    r"\b(?:all|each|every\sone)\s(?:of\s)?(?:(?:the|its|his|her|our|their|these|those|[\w-]+['’]s?)\s)?$",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:ha[sd]|have|having|there\s(?:are|were)|with)\s$", re.IGNORECASE)
"""before the count of a whole by itself"""
_TOLD_OF_WHOLE = re.compile(
    rf"(?:\s(?!{AUXILIARY})[\w-]+){{1,4}}?\s(?:{PARTICIPLE}|hurt\b)(?:\s(?!(?:after|as|because|when|while)\b)[\w-]+){{1,6}}?\s{FINITE}"
)
"""behind a whole, what is told of it: of "two of the 12 people hurt in the crash died" twelve were hurt"""


def _deeds(text: str) -> frozenset[str]:
    """Stems of the verbs of a text, without what it tells of a whole in a clause of its own."""
    return content_stems(" ".join(verb.group() for verb in finite_verbs(_OF_WHOLE.sub("", text))))


_OF_WHOLE = re.compile(rf"\s(?:that|which|who)\s[^,.;]*?\b(?={AUXILIARY})")


def only_passed(claim: Facts, one: Quantity, other: Quantity) -> bool:
    """Whether the claim tells of the end of a day, and the evidence of what a price had reached before."""
    return other.peak and not one.peak and bool(_CLOSED.search(claim.text))


_CLOSED = re.compile(r"\b(?:clos(?:e|ed|es|ing)|end(?:ed|s|ing)|finish(?:ed|es)|settled)\b")


def are_of_other_periods(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, *, both: bool = False
) -> bool:
    """Whether two figures are of different months or years; if asked for, where the evidence speaks of `both`."""
    mine, theirs = claim.when(one), evidence.when(other)
    if not (mine and theirs and mine.is_period() and theirs.is_period()):
        return False
    if not mine.comparable(theirs) or mine.meets(theirs):
        return False
    return not both or any(mine.comparable(day) and mine.meets(day) for day in evidence.dates)


def was_before(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether only one of two figures still holds, and they are not told of one time.

    What the evidence puts behind it ("the 20 million that prosecutors had sought") may be just what the claim tells of.
    """
    if {one.former, other.former} != {True, False}:
        return False
    mine, theirs = claim.when(one), evidence.when(other)
    if mine and theirs and mine.is_long() is theirs.is_long() and mine.meets(theirs):
        return False
    return not other.former or not _wording(evidence.text, other) & claim.stems


def _wording(text: str, former: Quantity) -> frozenset[str]:
    """What the clause behind a figure that no longer holds tells of it alone; nothing where it has no verb."""
    behind = _CLAUSE.match(text, former.end)
    if behind is None or not finite_verbs(behind.group()):
        return frozenset()
    return content_stems(behind.group()) - content_stems(text[: former.start])


_CLAUSE = re.compile(r"(?:[^,.;:]|[.,](?=\d))*")


def is_derived(claim: Facts, one: Quantity, evidence: Facts, given: Sequence[Quantity]) -> bool:
    """Whether a figure of the claim follows from given ones of the evidence, as far as they are of what the claim tells of."""
    return follows(one, given, lambda *parts: _tells_of_one(claim, one, evidence, *parts))


def _tells_of_one(
    claim: Facts, one: Quantity, evidence: Facts, first: Quantity, second: Quantity
) -> bool:
    """Whether the claim has the words that tell one of two figures from the other, and none of those that tell the other from it.

    "400 people in Norrby" are no sum of "300 in Norrby and 250 in Lund".
    """
    words = claim.stems - (one.nouns & PERSONS)
    here, there = _place_of(evidence, first), _place_of(evidence, second)
    mine, theirs = here - there, there - here
    return any(
        other and 2 * len(words & own) > len(own) and not words & other
        for own, other in ((mine, theirs), (theirs, mine))
    )


def _place_of(facts: Facts, one: Quantity) -> frozenset[str]:
    """The words of whoever has a figure, and those behind it but for verbs, which are of every figure in a list."""
    stretch = stretch_of(facts.text, one, facts.quantities)
    verbs = content_stems(" ".join(verb.group() for verb in finite_verbs(facts.text)))
    counted = one.nouns if one.scale == "count" else frozenset[str]()
    return (stretch.subject | stretch.behind) - counted - verbs - words_for(one.fates)


def states(one: Quantity, other: Quantity) -> bool:
    """Whether two that can both be true say one thing: "at least five" says nothing of hundreds, nor of another matter than a rise or a fall as both are."""
    if not one.meets(other):
        return False
    low, high = sorted((one.value, other.value))
    if (math.isfinite(one.high) and math.isfinite(other.high)) or math.isclose(low, high):
        return True
    on_matter = one.direction * other.direction > 0 or one.on_matter(other)
    return on_matter and (low <= 0 or high * LEAST <= low)


def is_open_toll(one: Quantity, other: Quantity) -> bool:
    """Whether both count whom one fate befell, and only a bound makes them one ("at least four died", "seven died")."""
    is_open = math.isinf(one.high) or math.isinf(other.high)
    return is_open and bool(one.fates & other.fates) and not math.isclose(one.value, other.value)


def falls_short(one: Quantity, other: Quantity) -> bool:
    """Whether a toll left open upwards is plainly less than the one that it may grow to ("nearly 60", "at least 31")."""
    far = other.value < one.value and not math.isclose(one.value, other.value, rel_tol=HEDGE)
    return is_open_toll(one, other) and math.isinf(other.high) and far


def is_incidental(quantity: Quantity) -> bool:
    """A few things, or one of anything; "two people" is a count like any other."""
    persons = quantity.low > 1 and quantity.nouns & PERSONS
    return quantity.scale == "count" and quantity.high <= FEW and not persons


def ratio(one: Quantity, other: Quantity) -> float:
    """How many times one figure is the other, as a logarithm without sign; without end where one is below nought."""
    return (
        abs(math.log((one.low + 1e-9) / (other.low + 1e-9)))
        if one.low >= 0 and other.low >= 0
        else math.inf
    )
