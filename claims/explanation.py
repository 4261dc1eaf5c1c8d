"""In what two texts differ that conflict.

A fact that differs tells. Where none does, what each text has alone (a figure, a day, a name, a denial …) tells which type of difference
is the likeliest, by weights learned on conflicts of known type (`training/explanation.py`). Such a guess explains a conflict that is known
and shows none: any two sentences on one matter each have something alone. Whichever text comes first, it is the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims.divergence import Fact, FactCheck, differences, gap, open_tolls, shown
from claims.facts import Facts
from claims.facts.attribution import Attribution
from claims.facts.day import Day
from claims.facts.names import TO_THE_NAME, Name, is_country, is_place, known
from claims.facts.polarity import Cue, is_negative
from claims.facts.quantity import CLOCK, Quantity
from claims.facts.words import content_stems, stem
from claims.figures import is_derived, ratio
from claims.rivals import are_apart
from claims.types import Divergence, DivergenceType, Quote, quote

GUESSED = tuple(kind for kind in DivergenceType if kind is not DivergenceType.OTHER)
"""types that a guess may tell; where none of them is nearly as likely, it is `other`"""
NEARLY = math.log(2 / 3)
"""log-odds down to which a second type is told beside the likeliest, and a type in place of `other`"""

Weights = Mapping[str, Mapping[DivergenceType, float]]
"""signal → how much it speaks for each type, as log-odds against `other`"""


Alone = Mapping[DivergenceType, Sequence[Any]]
"""type → the facts of that type that one text has and the other has not"""


def explain(
    claim: Facts,
    evidence: Facts,
    checks: Sequence[FactCheck],
    weights: Weights,
    background: str = "",
) -> tuple[Divergence, ...]:
    """The typed differences of a pair that conflicts; where no fact differs, a toll left open, else the likeliest."""
    known = differences(checks) or open_tolls(checks)
    return known or Apart.of(claim, evidence, background).likeliest(weights)


@dataclass(frozen=True)
class Apart:
    """Two texts, and what each has alone."""

    claim: Facts
    evidence: Facts
    mine: Alone
    theirs: Alone
    background: str = ""
    """the evidence's article"""

    @classmethod
    def of(cls, claim: Facts, evidence: Facts, background: str = "") -> "Apart":
        """Look for what each text has alone."""
        mine, theirs = _alone(claim, evidence), _alone(evidence, claim)
        return cls(claim, evidence, mine, theirs, background)

    @cached_property
    def signals(self) -> Mapping[str, float]:
        """What speaks for one type or another, by name: of each type whether one text has something alone, or both, and what is alike in it."""
        found = {"bias": 1.0}
        for kind in GUESSED:
            mine, theirs = bool(self.mine[kind]), bool(self.theirs[kind])
            found[f"{kind}_one"] = float(mine is not theirs)
            found[f"{kind}_both"] = float(mine and theirs)
            found[f"{kind}_alike"] = float(bool(self._alike(kind)))
        found["denials"] = float(bool(self.claim.cues and self.evidence.cues))
        here, there = _plain(self.claim), _plain(self.evidence)
        found["overlap"] = len(here & there) / max(1, min(len(here), len(there)))
        return found

    def likeliest(self, weights: Weights) -> tuple[Divergence, ...]:
        """The difference of the likeliest type of which there is something to show, and of a second one that is nearly as likely."""
        pulls = {
            kind: sum(
                value * weights[signal].get(kind, 0.0)
                for signal, value in self.signals.items()
                if signal in weights
            )
            for kind in GUESSED
            if kind is DivergenceType.NEGATION or self.mine[kind] or self.theirs[kind]
        }
        least = max(0.0, *pulls.values()) + NEARLY
        told = [
            kind for kind in sorted(pulls, key=lambda kind: -pulls[kind]) if pulls[kind] >= least
        ]
        if not told:
            return (self.difference(DivergenceType.OTHER),)
        return tuple(map(self.difference, told[:2]))

    def difference(self, kind: DivergenceType) -> Divergence:
        """The difference of a type: the two facts that are most alike, else what one text has alone; a text without is quoted whole."""
        if kind is DivergenceType.OTHER:
            return self._told(kind, None, None)
        alike = self._alike(kind)
        if alike:
            return self._told(kind, *alike[0])
        mine, theirs = (next(iter(alone[kind]), None) for alone in (self.mine, self.theirs))
        return self._told(kind, mine, None if mine else theirs)

    def _alike(self, kind: DivergenceType) -> list[tuple[Any, Any]]:
        """The facts of both texts that can stand side by side, the most alike first."""
        pairs = [(one, other) for one in self.mine[kind] for other in self.theirs[kind]]
        if kind is DivergenceType.NUMBER:
            figures = (pair for pair in pairs if _of_one_kind(*pair) and not self._are_apart(*pair))
            return sorted(figures, key=_unlikeness)
        if kind is DivergenceType.DATE:
            days = (pair for pair in pairs if pair[0].comparable(pair[1]))
            return sorted(days, key=lambda pair: gap(*pair))
        if kind in (DivergenceType.NAME, DivergenceType.PLACE):
            return [pair for pair in pairs if self._in_one_place(*pair)]
        return pairs

    def _are_apart(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures are plainly of two things or times, whichever text comes first."""
        here, there = self.claim, self.evidence
        return are_apart(here, one, there, other, self.background) or are_apart(
            there, other, here, one, self.background
        )

    def _in_one_place(self, name: Name, other: Name) -> bool:
        """Whether two names are of lands, or stand behind or before the same word."""
        here, there = _neighbours(self.claim.text, name), _neighbours(self.evidence.text, other)
        beside = any(mine and mine == theirs for mine, theirs in zip(here, there, strict=True))
        return beside or (is_country(name) and is_country(other))

    def _told(self, kind: DivergenceType, mine: Any, theirs: Any) -> Divergence:
        here, there = _span(self.claim, mine), _span(self.evidence, theirs)
        told = here.text if mine else "", there.text if theirs else ""
        if kind is DivergenceType.NEGATION:
            only = not (self.claim.cues and self.evidence.cues)
            told = (
                f"“{here.text}”" if mine and only else "",
                f"“{there.text}”" if theirs and only else "",
            )
        elif kind is DivergenceType.ROLE:
            told = mine.shown if mine else "", theirs.shown if theirs else ""
        elif kind is DivergenceType.DATE and mine and theirs:
            told = shown(mine.towards(theirs)), shown(theirs.towards(mine))
        return Divergence(kind, here, there, *told, guessed=True)


def _alone(facts: Facts, other: Facts) -> Alone:
    """What a text has that the other one has not; a denial only where the other one denies nothing."""
    strange = [name for name in facts.names if not known(name, other.names, other.text)]
    denies = is_negative(facts.cues) and not is_negative(other.cues)
    return {
        DivergenceType.NUMBER: [
            one
            for one in facts.quantities
            if not one.scale.startswith(CLOCK)
            and not any(o.comparable(one) and o.meets(one) for o in other.quantities)
            and not is_derived(facts, one, other, other.quantities)
        ],
        DivergenceType.DATE: [day for day in facts.dates if _is_alone(day, other)],
        DivergenceType.PLACE: [name for name in strange if is_place(name, facts.text)],
        DivergenceType.NAME: [name for name in strange if not is_place(name, facts.text)],
        DivergenceType.ROLE: [r for r in facts.roles if not any(map(r.same, other.roles))],
        DivergenceType.NEGATION: [c for c in facts.cues if denies and _bears_on(c, facts, other)],
        DivergenceType.QUOTE: [
            q for q in facts.quotations if not any(map(q.meets, other.quotations))
        ],
        DivergenceType.ATTRIBUTION: [
            one for one in facts.attributions if not any(_is_of(one, o) for o in other.attributions)
        ],
    }


def _is_alone(day: Day, other: Facts) -> bool:
    """Whether the other text has no date that this one can be, but for spans of which each has days that the other has not."""
    rivals = (o for o in other.dates if day.comparable(o) and (day.meets(o) or day.perhaps(o)))
    return all(_cross(day.towards(o), o.towards(day)) for o in rivals)


def _cross(one: Day, other: Day) -> bool:
    """Whether two spans overlap and each has days that the other has not."""
    if not (one.first and one.last and other.first and other.last):
        return False
    early, late = sorted(((one.first, one.last), (other.first, other.last)))
    return early[0] < late[0] <= early[1] < late[1]


def _bears_on(cue: Cue, facts: Facts, other: Facts) -> bool:
    """Whether a denial's clause has a word in common with the other text, which no name is."""
    start = max(facts.text.rfind(mark, 0, cue.start) for mark in _BREAKS) + 1
    ends = (facts.text.find(mark, cue.end) for mark in _BREAKS)
    clause = facts.text[start : min((end for end in ends if end >= 0), default=len(facts.text))]
    return bool(content_stems(clause) & _plain(other) - content_stems(cue.text))


_BREAKS = (", ", "; ", ". ", ": ", " – ", " — ")


def _is_of(one: Attribution, other: Attribution) -> bool:
    """Whether two sources can be one: they share a name, or, where one is told without, a word."""
    if one.names and other.names:
        return one.same(other)
    return bool(content_stems(one.speaker) & content_stems(other.speaker))


def _of_one_kind(one: Quantity, other: Quantity) -> bool:
    """Whether both stand on one scale, or both are money; counts of other things are of none."""
    if one.scale == "count" == other.scale:
        return one.on_matter(other)
    money = one.scale.startswith("money") and other.scale.startswith("money")
    return money or one.scale == other.scale


def _unlikeness(pair: tuple[Quantity, Quantity]) -> tuple[bool, int, float]:
    one, other = pair
    return one.scale != other.scale, -len(_shared(one, other)), ratio(one, other)


def _shared(one: Quantity, other: Quantity) -> frozenset[str]:
    """The words that both stand beside."""
    return (one.nouns | one.around) & (other.nouns | other.around)


def _neighbours(text: str, name: Name) -> tuple[str, str]:
    """The words right before and right behind a name; what stands before any name tells nothing."""
    before = TO_THE_NAME.sub("", text[: name.start]).rstrip().rpartition(" ")[2].casefold()
    behind = text[name.end :].lstrip().partition(" ")[0]
    return "" if before == "and" else before, stem(behind.rstrip(".,"))


def _plain(facts: Facts) -> frozenset[str]:
    """The stems of a text's words but for names, figures and dates."""
    told = [
        *(name.text for name in facts.names),
        *(quantity.text for quantity in facts.quantities),
        *(day.text for day in facts.dates),
    ]
    return facts.stems.difference(*map(content_stems, told))


def _span(facts: Facts, one: Fact | None) -> Quote:
    return quote(facts.text, one.start, one.end) if one else quote(facts.text, 0, len(facts.text))
