"""Which figures of two texts that differ are rivals: of one matter and one time, so that only one of them can be true.

A text gives figures of several months, persons, places and things; two are held against each other only where both texts tell of
one thing, deed and period.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.facts import Facts
from claims.facts.arithmetic import SCORED
from claims.facts.changes import CHANGED
from claims.facts.names import Name, is_called, is_country, is_place, known
from claims.facts.quantity import Quantity
from claims.facts.stretches import stretch_of
from claims.facts.verbs import NUMBER, PAST, verb_before
from claims.facts.words import content_stems, stem
from claims.figures import are_of_other_periods, only_passed, was_before

SHARE = "share"


def are_rivals(
    claim: Facts,
    one: Quantity,
    evidence: Facts,
    other: Quantity,
    background: str,
) -> bool:
    """Whether two figures that differ are of one matter and one time.

    What came to a toll is none of it, what a claim tells of another thing than that at hand is none of the evidence's, what
    a text does not date is of late, and what was so once need not be so still.
    """
    if not _on_matter(claim, one, evidence, other, background) or are_apart(
        claim, one, evidence, other, background
    ):
        return False
    if (
        _is_of_another_sort(claim, one, evidence, other)
        or was_before(claim, one, evidence, other)
        or are_of_other_periods(claim, one, evidence, other)
        or _are_others(claim, one, evidence, other, background)
    ):
        return False
    mine, theirs = claim.when(one), evidence.when(other)
    if mine is None or (theirs and mine.meets(theirs)):
        return True
    was_so = any(q.former and one.comparable(q) and one.meets(q) for q in evidence.quantities)
    return not was_so and bool(theirs or not evidence.written or mine.reaches(evidence.written))


def _on_matter(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str
) -> bool:
    """Whether the words beside two figures share one that is no name, nor only tells that each rose or fell to what it is."""
    names = _names(claim, evidence, background)
    moved = _changes(claim) | _changes(evidence) if one.moved and other.moved else frozenset()
    mine, theirs = (
        replace(q, around=q.around - names - moved, beside=q.beside - moved) for q in (one, other)
    )
    return mine.on_matter(theirs)


def _names(claim: Facts, evidence: Facts, background: str) -> frozenset[str]:
    """Stems of the names of two texts; a word that begins a sentence is one by the evidence's article."""
    article = f"{evidence.text} {background}"
    names = (name for facts in (claim, evidence) for name in facts.names)
    return content_stems(
        " ".join(name.text for name in names if name.sure or is_called(name, article))
    )


def _changes(facts: Facts) -> frozenset[str]:
    return content_stems(" ".join(CHANGED.findall(facts.text)))


def are_apart(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str
) -> bool:
    """Whether two figures are plainly of two things or times: of another place, one of now and one of long ago, or of different wholes."""
    return (
        _is_margin(claim, one) is not _is_margin(evidence, other)
        or _is_of_another_whole(claim, one, evidence, other)
        or _is_elsewhere(claim, one, evidence, other, background)
        or _tells_of_another(claim, evidence, other)
        or _is_of_old(claim, one, evidence, other)
    )


def _is_margin(facts: Facts, one: Quantity) -> bool:
    """Whether a figure says by how much one is ahead of another, or of itself before ("lead by four points", "lost 19 seats", "£86 more"), rather than how much it has."""
    ahead = _LEADS.search(facts.text, 0, one.start) or _AHEAD.match(facts.text, one.end)
    moved = one.nouns & SCORED and _MOVED.search(facts.text, 0, one.start)
    if one.scale == "count":
        return bool(ahead or moved)
    return one.scale != SHARE and one.margin


_LEADS = re.compile(
    r"\b(?:ahead|behind|clear|lead|leading|leads|led|trail\w*)\b[^,.;]{0,40}?\bby\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:gain(?:ed|ing|s)?|los(?:e|es|ing|t)|picked\sup|shed(?:ding|s)?)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\s(?:\w+\s)?(?:adrift|ahead|behind|clear)\b")


def _is_of_another_whole(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two shares are parts of different things, or one is a part and the other a change ("half of its libraries", "by 4.9%")."""
    if one.scale != SHARE:
        return False
    told = (claim, one), (evidence, other)
    parts = [facts.text.startswith(" of ", q.end) for facts, q in told]
    if all(parts):
        known_to_both = one.nouns & evidence.stems or other.nouns & claim.stems
        return bool(one.nouns and other.nouns) and not known_to_both
    changes = [bool(_BY.search(facts.text, 0, q.start)) for facts, q in told]
    return any(parts) and changes == parts[::-1]


_BY = re.compile(r"\bby\s(?:(?:about|almost|around|nearly|some)\s)?$")


def _is_elsewhere(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str
) -> bool:
    """Whether each of two figures is of a place, and the claim's stands nowhere in the evidence's article."""
    mine, theirs = _places(claim, one), _places(evidence, other)
    article = f"{evidence.text} {background}"
    return bool(mine and theirs) and not any(known(place, (), article) for place in mine)


def _places(facts: Facts, one: Quantity) -> list[Name]:
    """The places in the stretch of a figure."""
    told = stretch_of(facts.text, one, facts.quantities)
    inside = (name for name in facts.names if told.start <= name.start and name.end <= told.close)
    return [name for name in inside if is_place(name, facts.text)]


def _tells_of_another(claim: Facts, evidence: Facts, other: Quantity) -> bool:
    """Whether the evidence's figure is of another by name than the one at hand ("in neighbouring Larkfield"), which the claim does not know."""
    told = stretch_of(evidence.text, other, evidence.quantities)
    inside = (
        name for name in evidence.names if told.start <= name.start and name.end <= told.close
    )
    return any(
        _BEFORE_ANOTHER.search(evidence.text, 0, name.start)
        and not known(name, claim.names, claim.text)
        for name in inside
    )


_BEFORE_ANOTHER = re.compile(r"\b(?:adjoining|nearby|neighbou?ring|rival)\s(?:[a-z]+\s){0,2}$")


def _is_of_old(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether the evidence's figure is of long before the claim's: before its date, or before now where the claim tells of now, or of one of a kind since when it is the first.

    What a claim tells as past, without saying when it was, may be just that.
    """
    mine, theirs = claim.when(one), evidence.when(other)
    today = mine.first if mine else claim.written or evidence.written
    if not theirs or not today or theirs.reaches(today):
        return False
    if mine:
        return True
    if theirs.cue == "since":
        return bool(_WHEN.match(evidence.text, theirs.end))
    if not _is_past(evidence, other):
        return False
    return _is_past(claim, one) is False or _is_of_one_of_many(claim, evidence)


_WHEN = re.compile(r",?\swhen\b")


def _is_past(facts: Facts, one: Quantity) -> bool | None:
    """Whether the verb of a figure is a past one; None without any."""
    verb = verb_before(facts.text, one.start)
    return None if verb is None else bool(_PAST.fullmatch(verb.group()))


_PAST = re.compile(PAST)


def _is_of_one_of_many(claim: Facts, evidence: Facts) -> bool:
    """Whether the evidence tells of one of a kind, and the claim of the one at hand ("an earthquake", "the earthquake"), by no name in common."""
    if any(name.same(other) for name in claim.names for other in evidence.names):
        return False
    the, one = (
        {stem(noun) for noun in article.findall(facts.text)}
        for article, facts in ((_THE, claim), (_ONE, evidence))
    )
    return bool(the & one)


_THE = re.compile(r"\bthe\s(?:\w+\s)?(\w+)", re.IGNORECASE)
_ONE = re.compile(r"\ban?\s(?:\w+\s)?(\w+)", re.IGNORECASE)


def _is_of_another_sort(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether only one of two figures is a whole, what came to a toll, of another thing than the one at hand, or for a time in which all else happened."""
    return (
        (one.whole and not other.whole)
        or (other.added and not (one.added or _is_margin(claim, one)))
        or only_passed(claim, one, other)
        or (bool(one.per) is not bool(other.per) and not one.beside & other.beside)
        or any(
            cue.search(claim.text) and not cue.search(evidence.text) for cue in (_ANOTHER, _EARLIER)
        )
    )


_ANOTHER = re.compile(
    rf"\b(?:adjoining|an?\ssecond|another|elsewhere|further|nearby|neighbou?ring|(?<!the\s)other|previous|rival|separate|similar)\b(?!\s(?:\d|{NUMBER}))",
    re.IGNORECASE,
)
"""words for another thing than the one that everybody talks of"""
_EARLIER = re.compile(
    r"(?:^|[,;.]\s)(?:(?:an?|one|the|three|two)\s(?:\w+\s)?(?:before|earlier)\b|before\s|in\sthe\s(?:\w+\s){1,2}before\b)"
    r"|\bearlier\s(?!in\b|on\b|that\b|this\b|to\b|today\b)[a-z]",
    re.IGNORECASE,
)
"""words for an earlier time ("A year earlier the chain had …", "before the cuts", "the earlier court")"""


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


def is_told(claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str) -> bool:
    """Whether the evidence has half of the claim's words or more, or tells with the same name of the same day, so that both tell of one thing.

    Dates, figures, which way they moved and what other figures count are compared by themselves. A name may stand in the background, and one fate has many words.
    """
    if one.half_a_day_off(other):
        return True
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
