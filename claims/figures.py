"""Which figures of two texts are of one matter and one time, so that one can equal the other, or differ from it.

A text gives figures of several months, persons and things; two are held against each other only where both texts tell of
one thing, deed and period.
"""

import math
import re
from collections.abc import Sequence
from datetime import date

from claims.facts import Facts
from claims.facts.arithmetic import SCORED
from claims.facts.changes import CHANGED
from claims.facts.day import Day
from claims.facts.names import Name, is_country, is_place, known
from claims.facts.people import PERSONS
from claims.facts.quantity import LEAST, Quantity
from claims.facts.stretches import stretch_of
from claims.facts.verbs import AUXILIARY, FINITE, NUMBER, PARTICIPLE, finite_verbs
from claims.facts.words import SENTENCE_END, content_stems, stem

FEW = 2
"""a count up to this is often part of a name ("the two countries") or an article ("one man"), so its absence says nothing"""


def are_rivals(
    claim: Facts,
    one: Quantity,
    evidence: Facts,
    other: Quantity,
    background: str,
    written_on: date | None,
) -> bool:
    """Whether two figures that differ are of one matter and one time.

    What came to a toll is none of it, what a claim tells of another thing than that at hand is none of the evidence's, what
    a text does not date is of late, and what was so once need not be so still.
    """
    if not one.on_matter(other) or _is_of_another_sort(claim, one, evidence, other):
        return False
    if _was_before(claim, one, evidence, other) or _is_of_another_period(
        claim, one, evidence, other
    ):
        return False
    if _are_others(claim, one, evidence, other, background):
        return False
    mine, theirs = claim.when(one), evidence.when(other)
    if mine is None or (theirs and mine.meets(theirs)):
        return True
    was_so = any(q.former and one.comparable(q) and one.meets(q) for q in evidence.quantities)
    return not was_so and bool(theirs or not written_on or mine.reaches(written_on))


def _is_of_another_sort(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether only one of two figures is a whole, what came to a toll, a lead, or of another thing than the one at hand."""
    return (
        (one.whole and not other.whole)
        or (other.added and not one.added)
        or _is_margin(claim, one) is not _is_margin(evidence, other)
        or bool(_ANOTHER.search(claim.text) and not _ANOTHER.search(evidence.text))
    )


_ANOTHER = re.compile(
    rf"\b(?:adjoining|an?\ssecond|another|elsewhere|further|nearby|neighbou?ring|(?<!the\s)other|previous|rival|separate|similar)\b(?!\s(?:\d|{NUMBER}))",
    re.IGNORECASE,
)
"""words for another thing than the one that everybody talks of"""


def _is_margin(facts: Facts, one: Quantity) -> bool:
    """Whether a count says by how many one is ahead of another, or of itself before ("lead by four points", "lost 19 seats"), rather than how many it has."""
    ahead = _LEADS.search(facts.text, 0, one.start) or _AHEAD.match(facts.text, one.end)
    moved = one.nouns & SCORED and _MOVED.search(facts.text, 0, one.start)
    return one.scale == "count" and bool(ahead or moved)


_LEADS = re.compile(
    r"\b(?:ahead|behind|clear|lead|leading|leads|led|trail\w*)\b[^,.;]{0,40}?\bby\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:gain(?:ed|ing|s)?|los(?:e|es|ing|t)|picked\sup|shed(?:ding|s)?)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\s(?:\w+\s)?(?:adrift|ahead|behind|clear)\b")


def _are_others(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str
) -> bool:
    """Whether two figures are of others by name: of none in common, or one of somebody with others."""
    mine, theirs = _owners(claim, one), _owners(evidence, other)
    if not any(name.shares_surname(owner) for name in mine for owner in theirs):
        sure = _are_names(mine, f"{evidence.text} {background}")
        return sure and _are_names(theirs, f"{claim.text} {background}")
    few, many = sorted((mine, theirs), key=len)
    text = claim.text if many is mine else evidence.text
    return len(few) < len(many) and bool(_AND.fullmatch(text, many[0].end, many[1].start))


_AND = re.compile(r"\sand\s(?:the\s)?")


def _owners(facts: Facts, one: Quantity) -> list[Name]:
    """The names of whoever has a figure; where that was is none."""
    owners = stretch_of(facts.text, one, facts.quantities).owners(facts.names)
    return [name for name in owners if not is_place(name, facts.text)]


def _are_names(names: Sequence[Name], background: str) -> bool:
    """Whether some words are surely a name: one that starts a sentence is where it has its capital inside another."""
    return any(
        name.sure or is_country(name) or re.search(rf"[a-z,] {re.escape(name.text)}\b", background)
        for name in names
    )


def are_of_one(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two alike figures are of one thing at one time."""
    return not (
        _is_of_another(claim, one, evidence, other)
        or _is_of_a_part(claim, one, evidence, other)
        or _was_before(claim, one, evidence, other)
        or _is_of_another_period(claim, one, evidence, other, both=True)
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


def _is_of_another_period(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, *, both: bool = False
) -> bool:
    """Whether two figures are of different months or years; if asked for, where the evidence speaks of `both`."""
    mine, theirs = claim.when(one), evidence.when(other)
    if not (mine and theirs and mine.is_period() and theirs.is_period()):
        return False
    if not mine.comparable(theirs) or mine.meets(theirs):
        return False
    return not both or any(mine.comparable(day) and mine.meets(day) for day in evidence.dates)


def _was_before(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
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


def is_told(claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str) -> bool:
    """Whether the evidence has half of the claim's words or more, or tells with the same name of the same day, so that both tell of one thing.

    Dates, figures, which way they moved and what other figures count are compared by themselves. A name may stand in the background, and one fate has many words.
    """
    dated = any(d.comparable(o) and d.meets(o) for d in claim.dates for o in evidence.dates)
    if dated and any(name.same(other) for name in claim.names for other in evidence.names):
        return True
    compared = [*(q.text for q in claim.quantities), *(day.text for day in claim.dates)]
    compared += CHANGED.findall(claim.text)
    counted = (q.nouns - one.nouns for q in claim.quantities)
    words = claim.stems.difference(*map(content_stems, compared), *counted)
    named = [name.text for name in claim.names if background and known(name, (), background)]
    told = evidence.stems.union(one.words_for_both(other), *map(content_stems, named))
    return 2 * len(words & told) >= len(words)


def states(one: Quantity, other: Quantity) -> bool:
    """Whether two that can both be true say one thing: "at least five" says nothing of hundreds, nor of another matter."""
    if not one.meets(other):
        return False
    low, high = sorted((one.value, other.value))
    if (math.isfinite(one.high) and math.isfinite(other.high)) or math.isclose(low, high):
        return True
    return one.on_matter(other) and (low <= 0 or high * LEAST <= low)


def is_open_toll(one: Quantity, other: Quantity) -> bool:
    """Whether both count whom one fate befell, and only a bound makes them one ("at least four died", "seven died")."""
    is_open = math.isinf(one.high) or math.isinf(other.high)
    return is_open and bool(one.fates & other.fates) and not math.isclose(one.value, other.value)


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


def tell_otherwise(claim: Facts, day: Day, evidence: Facts, other: Day) -> bool:
    """Whether two months or years are each given a figure of their own: then neither is the other's."""
    if not (day.is_period() and other.is_period()):
        return False
    mine = [q for q in claim.quantities if claim.when(q) is day]
    theirs = [q for q in evidence.quantities if evidence.when(q) is other]
    apart = [r for r in theirs if not any(q.comparable(r) and q.meets(r) for q in mine)]
    return any(q.on_matter(r) and q.comparable(r) for q in mine for r in apart)


def tell_one_deed(claim: Facts, day: Day, evidence: Facts, other: Day) -> bool:
    """Whether two alike dates are of one deed: not where the evidence tells in one sentence another deed of that date, and the claim's of another date."""
    deed = _deed(claim, day)
    if not other.acted or deed in other.clause:
        return True
    apart = (d for d in evidence.dates if day.comparable(d) and not day.meets(d))
    return not any(d.sentence == other.sentence != d.clause and deed in d.clause for d in apart)


def _deed(claim: Facts, day: Day) -> str:
    """The stem of the first word from the verb on that stands in the clause of a date; none where there is no such word."""
    verb = next(iter(finite_verbs(claim.text)), None)
    words = _WORD.finditer(claim.text, verb.start() if verb else len(claim.text))
    return next((root for word in words if (root := stem(word.group())) in day.clause), "")


_WORD = re.compile(r"[^\W_][\w'’]*")
