"""A quantity: a value on a scale, and what it is of.

It is an interval: "more than ten" is (10, ∞), "about 250" is 250 give or take a tenth, "3.5 percent" and "3.5 million"
are anything that rounds to them; a bare count is exact. Two are comparable on one scale only: one currency, one
dimension, percent, or one noun.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.facts.fates import MAY_BE_ONE, OF_ALL_KINDS, fates_of, words_for
from claims.facts.people import KINDS, PERSONS
from claims.facts.words import content_stems

RANK = "rank"
"""of what is numbered in an order that stands ("the 63rd minute"); a twelfth goal is followed by a thirteenth, and "third" is mostly a part"""
SCORE = "score"
HIGHEST = 1000
"""what one side of a score stays below"""
DEGREES = "degrees"
_FORECAST = content_stems("estimate expect expected forecast made make pay reach total worth")
"""words beside all sorts of figures, which say nothing of what they measure"""
ROUNDING = 0.05
"""how far two measures may lie apart, in relation, when one is converted, a bound or a range; what zeros at the end hide at most"""
LEAST = 0.5
"""the least, in relation, that "as many as" and "up to" can mean, and that "at least" can be said of"""
HEDGE = 0.1
"""how far "about" reaches, in relation"""


@dataclass(frozen=True)
class Quantity:
    """A value between `low` and `high` on a `scale`; `hedged` when the text says "about"."""

    start: int
    end: int
    text: str
    low: float
    high: float
    scale: str
    nouns: frozenset[str]
    """stems of what is counted or measured, from the words behind the number"""
    around: frozenset[str] = frozenset()
    """stems of the words right before it ("the death toll rose to 241")"""
    beside: frozenset[str] = frozenset()
    """stems of the content words right before it and right behind its noun phrase ("two people were killed")"""
    hedged: bool = False
    figure: bool = True
    """one number as written; a bound, a range or "dozens" is none"""
    unit: str = ""
    """what a measure was written in, before it was converted"""
    bound: str = ""
    """the word that sets a bound ("under"), in lower case"""
    beyond: bool = False
    """whether the bound itself is left out: "more than ten" is not ten"""
    fates: frozenset[str] = frozenset()
    """what the words beside a count tell that befell it"""
    clause: frozenset[str] = frozenset()
    """stems of those words before it that no conjunction parts from it"""
    purpose: frozenset[str] = frozenset()
    """stems of what money went to ("$3m on roads")"""
    former: bool | None = False
    """whether it is what no longer holds, or never did ("down from 12", "rather than the 12"); None where it may be either ("had been 12")"""
    moved: bool = False
    """whether a count or a value came to it, or by it ("rose to nine", "two more")"""
    added: bool = False
    """whether it is what came to another ("two more", "rose to nine after two died")"""
    whole: bool = False
    """whether it is what others are a part of ("two of the nine members")"""

    @property
    def value(self) -> float:
        """The figure as it was written: of "more than ten" and "fewer than ten" the ten, of a range its middle."""
        if math.isinf(self.high):
            return self.low
        return (self.low + self.high) / 2 if self.low else self.high

    @property
    def is_bare_sum(self) -> bool:
        """Whether it is a figure of millions without a sign or a unit."""
        return self.text[0].isdigit() and self.text.endswith(("llion", "bn", "mn"))

    def times(self, factor: float) -> "Quantity":
        """It multiplied."""
        return replace(self, low=self.low * factor, high=self.high * factor)

    def widened(self, half: float) -> "Quantity":
        """What rounds to an exact figure; a bound, a range and what is rounded already stay as they are."""
        if self.low != self.high:
            return self
        return replace(self, low=self.low - half, high=self.high + half)

    def meets(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing."""
        hedged = self.hedged or other.hedged
        if self._parted(other):
            return False
        if self.figure and other.figure and self.unit == other.unit and not hedged:
            return self._rounds(other)
        slack = HEDGE if hedged else ROUNDING if self.unit else 0.0
        reach = slack * max((abs(v) for v in (self.low, other.low) if math.isfinite(v)), default=0)
        return self.low - reach <= other.high and other.low - reach <= self.high

    def _parted(self, other: "Quantity") -> bool:
        """Whether one lies below and the other above the same bound, or bounds that leave a gap."""
        lower, upper = sorted((self, other), key=lambda q: q.high)
        if not (
            lower.bound and upper.bound and math.isinf(upper.high) and math.isfinite(lower.high)
        ):
            return False
        if self.unit != other.unit:
            return False
        if math.isclose(lower.high, upper.low):
            return lower.beyond or upper.beyond
        return lower.high < upper.low

    def _rounds(self, other: "Quantity") -> bool:
        """Whether the finer of two figures rounds to the coarser, half away from zero."""
        fine, coarse = sorted((self, other), key=lambda q: q.high - q.low)
        value, whole = (fine.low + fine.high) / 2, (coarse.low + coarse.high) / 2
        half, noise = (coarse.high - coarse.low) / 2, 1e-9 * abs(whole)
        off = value - whole if whole >= 0 else whole - value
        return abs(off) <= noise or -half - noise <= off < half - noise

    def comparable(self, other: "Quantity") -> bool:
        """Whether both stand on one scale and, for counts, can count the same; one may leave out what it counts.

        "212 arrests" can be "212 people arrested". A bare "$" may be any country's, "degrees" of any scale: it is comparable
        with "A$" only where the amounts agree.
        """
        if self.scale != other.scale:
            dollars = self.scale.endswith("$") and other.scale.endswith("$")
            degrees = self.scale.startswith(DEGREES) and other.scale.startswith(DEGREES)
            bare = {"money $", DEGREES} & {self.scale, other.scale}
            return (dollars or degrees) and bool(bare) and self.meets(other)
        if self.scale == RANK:
            return bool(self.nouns & other.nouns)
        if self.scale != "count" or not (self.nouns and other.nouns):
            return True
        deeds = self.nouns & other.beside | other.nouns & self.beside
        return bool(self._counts(other) or fates_of(deeds))

    def on_matter(self, other: "Quantity") -> bool:
        """Whether two values that differ contradict each other: the words beside them share one.

        One of a kind is often told of many: "one person" and "two people" are on one matter only with the same verb, and
        people whom plainly other things befell are on none.
        """
        if self._fares_otherwise(other) or (
            self.purpose and other.purpose and not self.purpose & other.purpose
        ):
            return False
        if self.scale == "count" and 1.0 in (self.high, other.high):
            return bool(self.nouns & other.nouns and self.beside & other.beside)
        if self.nouns & other.nouns != (shared := self._counts(other)):
            deeds = self.fates & other.fates or self.beside & other.beside
            return bool(deeds) and not self._can_be_some_of(other)
        if self._is_toll_of(other):
            return True
        if not (self.nouns or other.nouns) and self.beside & other.beside:
            return True
        if not (self.scale == "count" and self.nouns and other.nouns):
            shared = (self.nouns | self.around) & (other.nouns | other.around) - _FORECAST
        return bool(shared - PERSONS or (shared and self._fares_alike(other)))

    def _counts(self, other: "Quantity") -> frozenset[str]:
        """What both count: the nouns of both, and "people" where one counts people and the other some kind of them."""
        ways = ((self.nouns, other.nouns), (other.nouns, self.nouns))
        is_kind = self.scale == "count" and any(
            "people" in whole and kind & KINDS for whole, kind in ways
        )
        return self.nouns & other.nouns | (frozenset(["people"]) if is_kind else frozenset())

    def _can_be_some_of(self, other: "Quantity") -> bool:
        """Whether a kind of people whom something befell is fewer than all whom it befell."""
        whole, kind = (self, other) if "people" in self.nouns else (other, self)
        return kind.low <= whole.high and bool(whole.fates & kind.fates & OF_ALL_KINDS)

    def _fares_otherwise(self, other: "Quantity") -> bool:
        """Whether the words beside both tell of fates, and of none in common."""
        return bool(self.fates and other.fates) and not self.fates & other.fates

    def _is_toll_of(self, other: "Quantity") -> bool:
        """Whether one fate befell both, one may leave out whom; "lost" is told of things, too."""
        whom = self.nouns | other.nouns
        return bool(self.fates & other.fates) and (self.fates == other.fates or whom <= PERSONS)

    def _fares_alike(self, other: "Quantity") -> bool:
        """Whether both tell of one fate or neither of any."""
        return bool(self.fates & other.fates) or not (self.fates or other.fates)

    def words_for_both(self, other: "Quantity") -> frozenset[str]:
        """Stems of all words that news has for what befell both, and for those whom it befell."""
        fates = self.fates & other.fates
        return PERSONS | words_for(fates) if fates else frozenset()

    def surely_others(self, other: "Quantity") -> bool:
        """Whether two counts, alike as they may be, are of those whom fates befell that do not befall one."""
        return self._fares_otherwise(other) and not self.fates | other.fates <= MAY_BE_ONE

    def shares_deed(self, other: "Quantity") -> bool:
        """Whether one verb stands beside both, or two of one fate."""
        deeds = fates_of(self.beside) & fates_of(other.beside)
        return bool(self.beside & other.beside or deeds)

    def own(self, others: Iterable["Quantity"]) -> "Quantity":
        """It with only those words that tell it from the other figures on its scale in its text."""
        rest = [other for other in others if other is not self and other.scale == self.scale]
        named = (self.nouns | self.purpose).difference(*(q.nouns | q.purpose for q in rest))
        near = (self.clause | self.beside).difference(*(q.clause | q.beside for q in rest))
        return replace(self, nouns=named, clause=near)

    def akin(self, other: "Quantity") -> bool:
        """Whether the nouns of both share one or, where one has none, the words next to both."""
        if self.nouns and other.nouns:
            return bool(self._counts(other))
        return bool(self.clause & other.clause)
