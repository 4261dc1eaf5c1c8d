"""What kind of difference two texts show: each fact of the claim is looked for in the evidence.

Two facts are compared only on the same matter (one scale and noun, one kind of date, one office); a fact of the claim
that the evidence does not speak of is `unstated`, never a conflict.
"""

import math
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from claims.deeds import may_be_of_one_deed, tell_one_deed, tell_otherwise
from claims.facts import Facts
from claims.facts.attribution import Attribution
from claims.facts.day import Day
from claims.facts.names import Name, is_place, known
from claims.facts.polarity import Act, is_negative, read_cues
from claims.facts.quantity import CLOCK, Quantity
from claims.facts.quotes import Quotation
from claims.facts.roles import Role, fields, holder
from claims.facts.words import content_stems
from claims.figures import (
    are_of_one,
    falls_short,
    is_derived,
    is_incidental,
    is_open_toll,
    ratio,
    states,
)
from claims.order import reversed_order
from claims.reversal import of_one_match, turned_about
from claims.rivals import are_rivals, is_told
from claims.types import Divergence, DivergenceType, Quote, quote

DURATION = "[time]"
"""a text may give many lengths of time, each of another thing: two that differ are no conflict by themselves"""
NEARLY_ALL = 0.8
"""share of the words of what is called false that a text must have to say it"""


class Relation(StrEnum):
    """How a fact of the claim stands to the evidence."""

    EQUAL = "equal"
    DIFFERENT = "different"
    DERIVED = "derived"
    """not stated, but it follows from figures that are"""
    UNSTATED = "unstated"


@dataclass(frozen=True)
class FactCheck:
    """One fact of the claim, and the evidence's fact on the same matter where there is one."""

    type: DivergenceType
    relation: Relation
    claim: Quote
    evidence: Quote | None
    told: tuple[str, str] = ("", "")
    """what a reader is told of both where they differ, or are one only because a toll is left open upwards"""
    contrary: bool = False
    """whether one text says by this the contrary of the other, however alike they are"""

    def divergence(self) -> Divergence | None:
        """The difference, where there is one."""
        if self.relation is not Relation.DIFFERENT or self.evidence is None:
            return None
        return Divergence(self.type, self.claim, self.evidence, *self.told)


def check_facts(
    claim: Facts, evidence: Facts, background: str = "", written_on: date | None = None
) -> tuple[FactCheck, ...]:
    """Hold every fact of the claim against the evidence.

    A name may also stand in the `background`, the evidence's article, and a date may be the one it was `written_on`. A
    fact of the evidence that equals one of the claim's cannot differ from another one of them.
    """
    parts = [quantity for quantity in claim.quantities if not quantity.whole]
    quantities = [
        other
        for other in evidence.quantities
        if not any(
            one.comparable(other) and one.meets(other) and are_of_one(claim, one, evidence, other)
            for one in claim.quantities
        )
        and (other.whole or not other.figure or not is_derived(evidence, other, claim, parts))
    ]
    dates = [
        other
        for other in evidence.dates
        if not any(
            day.comparable(other)
            and day.meets(other)
            and tell_one_deed(claim, day, evidence, other)
            for day in claim.dates
        )
    ]
    offices = _unmatched_offices(claim, evidence)
    checks = (
        *(
            (_check_time if quantity.scale.startswith(CLOCK) else _check_quantity)(
                claim, quantity, evidence, quantities, background
            )
            for quantity in claim.quantities
        ),
        *(_check_day(claim, day, evidence, dates, written_on) for day in claim.dates),
        *(_check_role(claim, role, evidence, offices) for role in claim.roles),
        *(_check_act(claim, act, evidence) for act in claim.acts if not act.calls_false),
        *(_check_quotation(claim, quotation, evidence) for quotation in claim.quotations),
        *(_check_source(claim, source, evidence) for source in claim.attributions),
        *(_check_name(claim, name, evidence, background) for name in claim.names),
        _check_deed(claim, evidence),
        _check_order(claim, evidence),
    )
    found = tuple(check for check in checks if check is not None)
    return found if differences(found) else (*found, *_check_called_false(claim, evidence))


def differences(checks: Sequence[FactCheck]) -> tuple[Divergence, ...]:
    """Those among checked facts that differ."""
    return tuple(divergence for check in checks if (divergence := check.divergence()) is not None)


def open_tolls(checks: Sequence[FactCheck]) -> tuple[Divergence, ...]:
    """Where two tolls are one only because one is left open upwards: the likeliest difference of texts that conflict in nothing else."""
    return tuple(
        Divergence(check.type, check.claim, check.evidence, *check.told)
        for check in checks
        if check.relation is not Relation.DIFFERENT and check.evidence and any(check.told)
    )


class Fact(Protocol):
    """A fact with its span."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Behind its last character."""
        ...


_F = TypeVar("_F", bound=Fact)


@dataclass(frozen=True)
class _Question(Generic[_F]):
    """A fact of the claim, and the facts of the evidence on the same matter."""

    type: DivergenceType
    here: Quote
    text: str
    rivals: Sequence[_F]

    def met(
        self,
        meets: Callable[[_F], bool],
        told: Callable[[_F], tuple[str, str]] = lambda _: ("", ""),
    ) -> FactCheck | None:
        """Equal to the first rival that it meets, of which a reader is `told`; None without such."""
        rival = next((rival for rival in self.rivals if meets(rival)), None)
        if rival is None:
            return None
        return FactCheck(self.type, Relation.EQUAL, self.here, self._span(rival), told(rival))

    def nearest(
        self,
        distance: Callable[[_F], Any] = lambda _: 0,
        told: Callable[[_F], tuple[str, str]] | None = None,
    ) -> FactCheck:
        """Different from the nearest rival, of which a reader is `told`, or both spans; unstated without rivals."""
        if not self.rivals:
            return self.unstated()
        rival = min(self.rivals, key=distance)
        there = self._span(rival)
        both = told(rival) if told else (self.here.text, there.text)
        return FactCheck(self.type, Relation.DIFFERENT, self.here, there, both)

    def unstated(self) -> FactCheck:
        """The evidence does not speak of it."""
        return FactCheck(self.type, Relation.UNSTATED, self.here, None)

    def _span(self, fact: _F) -> Quote:
        return quote(self.text, fact.start, fact.end)


def _check_quantity(
    claim: Facts,
    quantity: Quantity,
    evidence: Facts,
    unmatched: Sequence[Quantity],
    background: str,
) -> FactCheck | None:
    """A value that differs is a conflict only where the words beside both share one, and the evidence tells of what the claim does."""
    here = quote(claim.text, quantity.start, quantity.end)
    rivals = [other for other in evidence.quantities if quantity.comparable(other)]
    if is_incidental(quantity) and not any(
        quantity.meets(r) or quantity.on_matter(r) for r in rivals
    ):
        return None
    question = _Question(DivergenceType.NUMBER, here, evidence.text, rivals)

    def meets(other: Quantity) -> bool:
        return states(quantity, other) and are_of_one(claim, quantity, evidence, other)

    told = partial(_told_open, quantity)
    if (met := question.met(lambda r: meets(r) and not falls_short(quantity, r), told)) is not None:
        return met
    if (met := question.met(meets, told)) is not None:
        return replace(met, relation=Relation.UNSTATED)
    others = [r for r in evidence.quantities if r not in rivals or not states(quantity, r)]
    if is_derived(claim, quantity, evidence, others):
        return FactCheck(DivergenceType.NUMBER, Relation.DERIVED, here, None)
    if quantity.scale == DURATION:
        return question.unstated()
    opposed = [
        other
        for other in rivals
        if other in unmatched
        and not quantity.meets(other)
        and are_rivals(claim, quantity, evidence, other, background)
        and is_told(claim, quantity, evidence, other, background)
    ]
    own = quantity.own(claim.quantities)

    def distance(other: Quantity) -> tuple[float, ...]:
        akin = own.akin(other.own(evidence.quantities))
        return -len(quantity.nouns & other.nouns), not akin, ratio(quantity, other)

    return replace(question, rivals=opposed).nearest(
        distance, lambda other: _told_both(quantity, other)
    )


def _check_time(
    claim: Facts,
    time: Quantity,
    evidence: Facts,
    unmatched: Sequence[Quantity],
    background: str,
) -> FactCheck | None:
    """A time of the day tells where it differs: two texts on one deed that differ in anything else give one time, too."""
    found = _check_quantity(claim, time, evidence, unmatched, background)
    differs = found and found.relation is Relation.DIFFERENT
    return replace(found, type=DivergenceType.DATE) if found and differs else None


def _told_open(one: Quantity, other: Quantity) -> tuple[str, str]:
    """Two tolls as a reader wants them, where one is left open; else nothing."""
    return (_told(one), _told(other)) if is_open_toll(one, other) else ("", "")


def _told_both(one: Quantity, other: Quantity) -> tuple[str, str]:
    """Two figures as a reader wants them, with the way they moved where they moved apart."""
    if one.direction * other.direction >= 0:
        return _told(one), _told(other)
    ways = {1: "up", -1: "down"}
    return f"{ways[one.direction]} {_told(one)}", f"{ways[other.direction]} {_told(other)}"


def _told(quantity: Quantity) -> str:
    """A quantity as a reader wants it, with the bound that may be all that differs."""
    return f"{quantity.bound} {quantity.text}".lstrip()


def _check_day(
    claim: Facts, day: Day, evidence: Facts, unmatched: Sequence[Day], written_on: date | None
) -> FactCheck:
    here = quote(claim.text, day.start, day.end)
    rivals = [other for other in evidence.dates if day.comparable(other)]
    if not rivals and written_on and day.near(written_on):
        return FactCheck(DivergenceType.DATE, Relation.EQUAL, here, None)
    question = _Question(DivergenceType.DATE, here, evidence.text, rivals)
    denied = is_negative(claim.cues)

    def meets(other: Day) -> bool:
        stands = denied or other.former is not True or day.former is not False
        return day.meets(other) and stands and tell_one_deed(claim, day, evidence, other)

    if (met := question.met(meets)) is not None:
        return met
    others = [
        rival
        for rival in rivals
        if rival in unmatched
        and not day.meets(rival)
        and rival.told is day.told
        and not (day.told and is_said_again(claim, evidence))
        and day.on_matter(rival)
        and may_be_of_one_deed(claim, day, rival)
        and not day.perhaps(rival)
        and {rival.former, day.former} != {True, False}
        and not tell_otherwise(claim, day, evidence, rival)
    ]
    return replace(question, rivals=others).nearest(
        lambda other: gap(day, other),
        lambda other: _told_days(day, other),
    )


def _told_days(day: Day, other: Day) -> tuple[str, str]:
    """Two dates as a reader wants them; two weekdays, past or to come for all that their texts say, in their own words."""
    if all(one.also and one.text.endswith("day") for one in (day, other)):
        return day.text, other.text
    return shown(day.towards(other)), shown(other.towards(day))


def is_said_again(claim: Facts, evidence: Facts) -> bool:
    """Whether two texts are of different days: then each tells when somebody said it to its own reporter."""
    return bool(claim.written and evidence.written) and claim.written != evidence.written


def gap(one: Day, other: Day) -> float:
    """Days between two dates, less when both are as precise; days of the week count as far."""
    one, other = one.towards(other), other.towards(one)
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return math.inf
    precision = abs((one.last - one.first).days - (other.last - other.first).days)
    return abs((one.first - other.first).days) + precision


def shown(day: Day) -> str:
    """A date as a reader wants it, to its own precision."""
    if day.first is None or day.last is None:
        return day.text
    length = (day.last - day.first).days
    if length == 0:
        return _day_text(day.first)
    if day.first.day == 1 and length + 1 == monthrange(day.first.year, day.first.month)[1]:
        return f"{day.first:%B %Y}"
    if day.first.month == 1 and day.last.month == 12:
        return (
            str(day.first.year)
            if day.first.year == day.last.year
            else f"{day.first.year} to {day.last.year}"
        )
    return f"{_day_text(day.first)} to {_day_text(day.last)}"


def _day_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _unmatched_offices(claim: Facts, evidence: Facts) -> list[Role]:
    """The evidence's offices that are none of the claim's, of nobody else."""
    here = [(role, holder(role, claim.names, claim.text)) for role in claim.roles]

    def is_matched(other: Role) -> bool:
        theirs = holder(other, evidence.names, evidence.text)
        return any(
            role.same(other) and (mine is None or theirs is None or mine.same(theirs))
            for role, mine in here
        )

    return [other for other in evidence.roles if not is_matched(other)]


def _check_role(
    claim: Facts, role: Role, evidence: Facts, unmatched: Sequence[Role]
) -> FactCheck | None:
    """Two offices conflict only where they are one person's, or, where nobody is named who holds them, of whom the claim names first.

    A bare "president" is told only where that person is named as another's deputy, or as one who has been it.
    """
    here = quote(claim.text, role.start, role.end)
    person = holder(role, claim.names, claim.text)
    rivals = [
        other
        for other in evidence.roles
        if role.comparable(other) and not _is_of_another(person, other, evidence)
    ]
    question = _Question(DivergenceType.ROLE, here, evidence.text, rivals)
    told = partial(_told_offices, role)
    own = [other for other in evidence.roles if person and _holds(person, other, evidence)]
    changed = [other for other in own if other in unmatched and role.changes(other)]
    if not role.qualifiers:
        if not changed or any(role.same(other) for other in own):
            return None
        return replace(question, rivals=changed).nearest(told=told)

    def meets(other: Role) -> bool:
        apart = role.grade != other.grade or role.changes(other) or role.excludes(other)
        if other in own and apart:
            return False
        return role.meets(other) or role.qualifiers <= fields(evidence.text)

    if (met := question.met(meets)) is not None:
        return met
    if person:
        apart = [
            other
            for other in own
            if other in unmatched and role.excludes(other) and role.former is other.former
        ]
        return replace(question, rivals=[*changed, *apart]).nearest(told=told)
    meant = all(known(name, evidence.names, evidence.text) for name in claim.names[:1])
    apart = [
        other
        for other in rivals
        if other in unmatched
        and (role.excludes(other) or role.grade != other.grade)
        and holder(other, evidence.names, evidence.text) is None
    ]
    return replace(question, rivals=apart if meant else []).nearest(told=told)


def _told_offices(role: Role, other: Role) -> tuple[str, str]:
    return role.shown, other.shown


def _is_of_another(person: Name | None, role: Role, facts: Facts) -> bool:
    """Whether an office has a holder in a text, who is not this person."""
    named = holder(role, facts.names, facts.text)
    return person is not None and named is not None and not named.same(person)


def _holds(person: Name, role: Role, facts: Facts) -> bool:
    named = holder(role, facts.names, facts.text)
    return named is not None and named.same(person)


def _check_act(claim: Facts, act: Act, evidence: Facts) -> FactCheck:
    """A claim that somebody denied or admitted something is about that act, not about the thing.

    A denial and an admission conflict only where both can be of one matter.
    """
    here = quote(claim.text, act.start, act.end)
    same = [other for other in evidence.acts if other.denies is act.denies]
    there = next(iter(same or filter(act.comparable, evidence.acts)), None)
    if there is None:
        return FactCheck(DivergenceType.NEGATION, Relation.UNSTATED, here, None)
    relation = Relation.EQUAL if same else Relation.DIFFERENT
    span = quote(evidence.text, there.start, there.end)
    told = f"“{here.text}”", f"“{span.text}”"
    return FactCheck(DivergenceType.NEGATION, relation, here, span, told)


def _check_called_false(claim: Facts, evidence: Facts) -> Iterator[FactCheck]:
    """What one text says, and the other calls false."""
    for act in claim.acts:
        if act.calls_false and _asserts(evidence, act):
            here, there = quote(claim.text, act.start, act.end), _whole(evidence)
            told = f"“{here.text}”", ""
            yield FactCheck(DivergenceType.NEGATION, Relation.DIFFERENT, here, there, told, True)
    for act in evidence.acts:
        if act.calls_false and _asserts(claim, act):
            here, there = _whole(claim), quote(evidence.text, act.start, act.end)
            told = "", f"“{there.text}”"
            yield FactCheck(DivergenceType.NEGATION, Relation.DIFFERENT, here, there, told, True)


def _asserts(facts: Facts, act: Act) -> bool:
    """Whether a text says itself what another one calls false."""
    if any(own.denies for own in facts.acts):
        return False
    wanted = content_stems(act.calls_false)
    shared = len(wanted & facts.stems) >= NEARLY_ALL * len(wanted)
    return shared and is_negative(facts.cues) is is_negative(read_cues(act.calls_false))


def _whole(facts: Facts) -> Quote:
    return quote(facts.text, 0, len(facts.text))


def _check_deed(claim: Facts, evidence: Facts) -> FactCheck | None:
    """Who did it to whom, where the evidence says it the other way round; of one match only one can have won."""
    deeds = turned_about(claim, evidence)
    if deeds is None:
        return None
    contrary = of_one_match(deeds[0], claim, evidence)
    return _other_way_round(DivergenceType.NAME, claim, evidence, deeds, contrary=contrary)


def _check_order(claim: Facts, evidence: Facts) -> FactCheck | None:
    """Which of two deeds came first, where the evidence tells them the other way round."""
    orders = reversed_order(claim.text, evidence.text)
    if orders is None:
        return None
    return _other_way_round(DivergenceType.DATE, claim, evidence, orders, contrary=True)


def _other_way_round(
    kind: DivergenceType,
    claim: Facts,
    evidence: Facts,
    told: tuple[Fact, Fact],
    *,
    contrary: bool,
) -> FactCheck:
    """What both texts tell, each in its own words, and one the other way round."""
    here, there = (
        quote(facts.text, one.start, one.end)
        for facts, one in zip((claim, evidence), told, strict=True)
    )
    quoted = f"“{here.text}”", f"“{there.text}”"
    return FactCheck(kind, Relation.DIFFERENT, here, there, quoted, contrary)


def _check_quotation(claim: Facts, quotation: Quotation, evidence: Facts) -> FactCheck:
    """A quotation differs from one that reports the same utterance in other words."""
    here = quote(claim.text, quotation.start, quotation.end)
    rivals = [other for other in evidence.quotations if quotation.comparable(other)]
    question = _Question(DivergenceType.QUOTE, here, evidence.text, rivals)
    return question.met(quotation.meets) or question.nearest()


def _check_source(claim: Facts, source: Attribution, evidence: Facts) -> FactCheck:
    """Who says so differs where both texts name somebody, and nobody whom the evidence names is the claim's."""
    here = quote(claim.text, source.start, source.end)
    rivals = [other for other in evidence.attributions if source.names and other.names]
    question = _Question(DivergenceType.ATTRIBUTION, here, evidence.text, rivals)
    if (met := question.met(source.same)) is not None:
        return met
    apart = all(map(source.apart, rivals))
    return replace(question, rivals=rivals if apart else []).nearest(
        told=lambda other: (source.speaker, other.speaker)
    )


def _check_name(claim: Facts, name: Name, evidence: Facts, background: str) -> FactCheck | None:
    """A word that may be capitalised only because it starts the sentence is not missed where it is missing."""
    here = quote(claim.text, name.start, name.end)
    stands = known(name, evidence.names, evidence.text) or (
        bool(background) and known(name, (), background)
    )
    if not stands and not name.sure:
        return None
    relation = Relation.EQUAL if stands else Relation.UNSTATED
    kind = DivergenceType.PLACE if is_place(name, claim.text) else DivergenceType.NAME
    return FactCheck(kind, relation, here, None)
