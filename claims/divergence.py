"""What kind of difference two texts show: each fact of the claim is looked for in the evidence.

Two facts are compared only on the same matter (one scale and noun, one kind of date, one office); a fact of the claim
that the evidence does not speak of is `unstated`, never a conflict.
"""

import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from claims.facts import Facts
from claims.facts.arithmetic import follows
from claims.facts.attribution import Attribution
from claims.facts.changes import CHANGED
from claims.facts.dates import Day
from claims.facts.names import Name, is_country, known
from claims.facts.polarity import Act, is_negative
from claims.facts.quantities import LEAST, PERSONS, Quantity
from claims.facts.quotes import Quotation
from claims.facts.roles import Role, fields, holder
from claims.facts.verbs import NUMBER, finite_verbs
from claims.facts.words import SENTENCE_END, content_stems, stem
from claims.types import Divergence, DivergenceType, Quote, quote

DURATION = "[time]"
"""a text may give many lengths of time, each of another thing: two that differ are no conflict by themselves"""


FEW = 2
"""a count up to this is often part of a name ("the two countries") or an article ("one man"), so its absence says nothing"""


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
    """what a reader is told of both where they differ"""

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
            one.comparable(other) and one.meets(other) and _is_of_one(claim, one, evidence, other)
            for one in claim.quantities
        )
        and (other.whole or not other.figure or not follows(other, parts))
    ]
    dates = _unmatched(claim.dates, evidence.dates)
    offices = _unmatched_offices(claim, evidence)
    checks = (
        *(
            _check_quantity(claim, quantity, evidence, quantities, background, written_on)
            for quantity in claim.quantities
        ),
        *(_check_day(claim, day, evidence, dates, written_on) for day in claim.dates),
        *(_check_role(claim, role, evidence, offices) for role in claim.roles),
        *(_check_act(claim, act, evidence) for act in claim.acts),
        *(_check_quotation(claim, quotation, evidence) for quotation in claim.quotations),
        *(_check_source(claim, source, evidence) for source in claim.attributions),
        *(_check_name(claim, name, evidence, background) for name in claim.names),
    )
    return tuple(check for check in checks if check is not None)


class _Comparable(Protocol):
    """A fact that can stand on one matter with another, and can mean the same."""

    def comparable(self, other: Any, /) -> bool: ...
    def meets(self, other: Any, /) -> bool: ...


_C = TypeVar("_C", bound=_Comparable)


def _unmatched(here: Sequence[_C], there: Sequence[_C]) -> list[_C]:
    """The evidence's facts that equal none of the claim's."""
    return [
        other for other in there if not any(f.comparable(other) and f.meets(other) for f in here)
    ]


def explain(claim: Facts, evidence: Facts, checks: tuple[FactCheck, ...]) -> tuple[Divergence, ...]:
    """The typed differences of a pair that conflicts; where no fact differs, polarity, names or the nearest figures or spans explain it, or `other`."""
    return differences(checks) or tuple(_unfactual(claim, evidence, checks))[:1]


def differences(checks: Sequence[FactCheck]) -> tuple[Divergence, ...]:
    """Those among checked facts that differ."""
    return tuple(divergence for check in checks if (divergence := check.divergence()) is not None)


def _unfactual(claim: Facts, evidence: Facts, checks: Sequence[FactCheck]) -> Iterator[Divergence]:
    if is_negative(claim.cues) is not is_negative(evidence.cues):
        yield _polarity(claim, evidence)
    for name, other in _names_apart(claim, evidence, checks):
        here = quote(claim.text, name.start, name.end)
        there = quote(evidence.text, other.start, other.end)
        yield Divergence(_name_type(claim, name), here, there, here.text, there.text)
    yield from _figures(claim, evidence)
    yield from _days(claim, evidence)
    whole = quote(claim.text, 0, len(claim.text)), quote(evidence.text, 0, len(evidence.text))
    yield Divergence(DivergenceType.OTHER, *whole)


def _names_apart(
    claim: Facts, evidence: Facts, checks: Sequence[FactCheck]
) -> Iterator[tuple[Name, Name]]:
    """Names that each text alone has, of two lands or in one place of the sentence: behind or before the same word.

    What is known in the evidence's article is not missed.
    """
    stated = {check.claim.start for check in checks if check.relation is Relation.EQUAL}
    missing = [
        name
        for name in claim.names
        if name.start not in stated and not known(name, evidence.names, evidence.text)
    ]
    strange = [other for other in evidence.names if not known(other, claim.names, claim.text)]
    pairs = [(name, other) for name in missing for other in strange]
    yield from (pair for pair in pairs if all(map(is_country, pair)))
    for name, other in pairs:
        here, there = _neighbours(claim.text, name), _neighbours(evidence.text, other)
        if any(mine and mine == theirs for mine, theirs in zip(here, there, strict=True)):
            yield name, other


def _neighbours(text: str, name: Name) -> tuple[str, str]:
    """The words right before and right behind a name; what stands before any name tells nothing."""
    before = text[: name.start].rstrip().rpartition(" ")[2].casefold()
    behind = text[name.end :].lstrip().partition(" ")[0]
    return "" if before in ("a", "an", "and", "the") else before, stem(behind.rstrip(".,"))


def _figures(claim: Facts, evidence: Facts) -> Iterator[Divergence]:
    """Where nothing else tells why two texts conflict: measures, ages or amounts of which each text knows only its own, the likeliest first.

    Counts that no word brings together are of other things.
    """
    here = [
        one
        for one in _unmatched(evidence.quantities, claim.quantities)
        if one.scale != "count" and not follows(one, evidence.quantities)
    ]
    there = _unmatched(claim.quantities, evidence.quantities)
    pairs = [(one, other) for one in here for other in there if _of_one_kind(one, other)]
    for one, other in sorted(pairs, key=_unlikeness):
        spans = quote(claim.text, one.start, one.end), quote(evidence.text, other.start, other.end)
        yield Divergence(DivergenceType.NUMBER, *spans, *(span.text for span in spans))


def _of_one_kind(one: Quantity, other: Quantity) -> bool:
    """Whether both stand on one scale, or both are money."""
    money = one.scale.startswith("money") and other.scale.startswith("money")
    return money or one.scale == other.scale


def _unlikeness(pair: tuple[Quantity, Quantity]) -> tuple[bool, int, float]:
    one, other = pair
    shared = (one.nouns | one.around) & (other.nouns | other.around)
    return one.scale != other.scale, -len(shared), _ratio(one, other)


def _days(claim: Facts, evidence: Facts) -> Iterator[Divergence]:
    """Spans of time that overlap, neither of them within the other, and days that each text alone knows, the nearest first."""
    pairs = [(day, o) for day in claim.dates for o in evidence.dates if day.comparable(o)]
    crossed = [(day, o) for day, o in pairs if _cross(day.towards(o), o.towards(day))]
    apart = [(day, o) for day, o in pairs if _is_alone(day, evidence) and _is_alone(o, claim)]
    for day, other in (*crossed, *sorted(apart, key=lambda pair: _gap(*pair))):
        here = quote(claim.text, day.start, day.end)
        there = quote(evidence.text, other.start, other.end)
        told = shown(day.towards(other)), shown(other.towards(day))
        yield Divergence(DivergenceType.DATE, here, there, *told)


def _is_alone(day: Day, other: Facts) -> bool:
    """Whether the other text has no date that this one can be."""
    return not any(day.comparable(o) and (day.meets(o) or day.perhaps(o)) for o in other.dates)


def _cross(one: Day, other: Day) -> bool:
    """Whether two spans overlap and each has days that the other has not."""
    if not (one.first and one.last and other.first and other.last):
        return False
    early, late = sorted(((one.first, one.last), (other.first, other.last)))
    return early[0] < late[0] <= early[1] < late[1]


def _polarity(claim: Facts, evidence: Facts) -> Divergence:
    """The cue that one text has and the other lacks; the side without one is quoted whole."""
    here, there = _cue(claim), _cue(evidence)
    both = bool(claim.cues and evidence.cues)
    told = (
        f"“{span.text}”" if facts.cues and not both else ""
        for facts, span in ((claim, here), (evidence, there))
    )
    return Divergence(DivergenceType.NEGATION, here, there, *told)


def _cue(facts: Facts) -> Quote:
    start, end = (facts.cues[0].start, facts.cues[0].end) if facts.cues else (0, len(facts.text))
    return quote(facts.text, start, end)


class _Fact(Protocol):
    """A fact with its span."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_F = TypeVar("_F", bound=_Fact)


@dataclass(frozen=True)
class _Question(Generic[_F]):
    """A fact of the claim, and the facts of the evidence on the same matter."""

    type: DivergenceType
    here: Quote
    text: str
    rivals: Sequence[_F]

    def met(self, meets: Callable[[_F], bool]) -> FactCheck | None:
        """Equal to the first rival that it meets; None without such."""
        rival = next((rival for rival in self.rivals if meets(rival)), None)
        if rival is None:
            return None
        return FactCheck(self.type, Relation.EQUAL, self.here, self._span(rival))

    def nearest(self, distance: Callable[[_F], Any] = lambda _: 0) -> FactCheck:
        """Different from the nearest rival; unstated without rivals."""
        if not self.rivals:
            return self.unstated()
        there = self._span(min(self.rivals, key=distance))
        told = self.here.text, there.text
        return FactCheck(self.type, Relation.DIFFERENT, self.here, there, told)

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
    written_on: date | None,
) -> FactCheck | None:
    """A value that differs is a conflict only where the words beside both share one, and the evidence tells of what the claim does."""
    here = quote(claim.text, quantity.start, quantity.end)
    rivals = [other for other in evidence.quantities if quantity.comparable(other)]
    if _is_incidental(quantity) and not any(
        quantity.meets(r) or quantity.on_matter(r) for r in rivals
    ):
        return None
    question = _Question(DivergenceType.NUMBER, here, evidence.text, rivals)

    def meets(other: Quantity) -> bool:
        return _states(quantity, other) and _is_of_one(claim, quantity, evidence, other)

    if (met := question.met(meets)) is not None:
        return met
    if follows(quantity, evidence.quantities):
        return FactCheck(DivergenceType.NUMBER, Relation.DERIVED, here, None)
    if quantity.scale == DURATION:
        return question.unstated()
    opposed = [
        other
        for other in rivals
        if other in unmatched
        and _rivals(claim, quantity, evidence, other, written_on)
        and _is_told(claim, quantity, evidence, other, background)
    ]
    question = replace(question, rivals=opposed)
    own = quantity.own(claim.quantities)

    def distance(other: Quantity) -> tuple[float, ...]:
        akin = own.akin(other.own(evidence.quantities))
        return -len(quantity.nouns & other.nouns), not akin, _ratio(quantity, other)

    answer = question.nearest(distance)
    if answer.relation is Relation.DIFFERENT and answer.evidence:
        nearest = min(question.rivals, key=distance)
        return replace(answer, told=(_told(quantity), _told(nearest)))
    return answer


def _rivals(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, written_on: date | None
) -> bool:
    """Whether two figures that differ are of one matter and one time.

    What a claim tells of another thing than that at hand is none of the evidence's, what
    a text does not date is of late, and what was so once need not be so still.
    """
    if (one.whole and not other.whole) or not one.on_matter(other):
        return False
    if _ANOTHER.search(claim.text) and not _ANOTHER.search(evidence.text):
        return False
    if _was_before(claim, one, evidence, other) or _is_of_another_period(
        claim, one, evidence, other
    ):
        return False
    mine, theirs = _when(claim, one), _when(evidence, other)
    if mine is None or (theirs and mine.meets(theirs)):
        return True
    was_so = any(q.former and one.comparable(q) and one.meets(q) for q in evidence.quantities)
    return not was_so and bool(theirs or not written_on or mine.reaches(written_on))


_ANOTHER = re.compile(
    rf"\b(?:adjoining|an?\ssecond|another|elsewhere|further|nearby|neighbou?ring|(?<!the\s)other|previous|rival|separate|similar)\b(?!\s(?:\d|{NUMBER}))",
    re.IGNORECASE,
)
"""words for another thing than the one that everybody talks of"""


def _told(quantity: Quantity) -> str:
    """A quantity as a reader wants it, with the bound that may be all that differs."""
    return f"{quantity.bound} {quantity.text}".lstrip()


def _is_of_one(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two alike figures are of one thing at one time."""
    return not (
        _is_of_another(claim, one, evidence, other)
        or _was_before(claim, one, evidence, other)
        or _is_of_another_period(claim, one, evidence, other, both=True)
    )


def _is_of_another(claim: Facts, one: Quantity, evidence: Facts, other: Quantity) -> bool:
    """Whether two alike figures are of other things: of other fates, or the words beside each stand beside another figure in the other text.

    Of "sales rose 2 percent and profit 5" and "sales rose 5 percent and profit 2" no figure is the other's.
    """
    if one.surely_others(other):
        return True
    mine, theirs = one.own(claim.quantities), other.own(evidence.quantities)
    if mine.akin(theirs):
        return False
    heirs = (q for q in evidence.quantities if q is not other and q.scale == one.scale)
    owners = (q for q in claim.quantities if q is not one and q.scale == other.scale)
    return any(mine.akin(q.own(evidence.quantities)) and not one.meets(q) for q in heirs) and any(
        theirs.akin(q.own(claim.quantities)) for q in owners
    )


def _is_of_another_period(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, *, both: bool = False
) -> bool:
    """Whether two figures are of different months or years; if asked for, where the evidence speaks of `both`."""
    mine, theirs = _when(claim, one), _when(evidence, other)
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
    mine, theirs = _when(claim, one), _when(evidence, other)
    if mine and theirs and mine.comparable(theirs) and mine.meets(theirs):
        return False
    return not other.former or not _wording(evidence.text, other) & claim.stems


def _when(facts: Facts, quantity: Quantity) -> Day | None:
    """The date that a figure is of: the next one behind it or the last before it in its clause, the one that leads its sentence, else the only one."""
    days = [day for day in facts.dates if day.told is not True]
    kin = [q for q in facts.quantities if q is not quantity and q.scale == quantity.scale]

    def tells(day: Day) -> bool:
        start, end = min(day.end, quantity.end), max(day.start, quantity.start)
        between = facts.text[start:end]
        if any(start <= q.start < end for q in kin):
            return False
        leads = _LEADING.search(facts.text, 0, day.start)
        return not (SENTENCE_END if leads or len(days) == 1 else _PAUSE).search(between)

    behind = [day for day in days if day.start >= quantity.end and tells(day)]
    before = [day for day in days if day.end <= quantity.start and tells(day)]
    alone = [] if len(days) > 1 or any(q.former for q in (quantity, *kin)) else days
    return next(iter((*behind, *reversed(before), *alone)), None)


_LEADING = re.compile(r"(?:^|[.!?]\s)(?:\w+\s)?$")
_PAUSE = re.compile(r"(?!,\swhen\b)[,.;:!?()]\s|\s(?:[–—-]\s|\()")


def _wording(text: str, former: Quantity) -> frozenset[str]:
    """What the clause behind a figure that no longer holds tells of it alone; nothing where it has no verb."""
    behind = _CLAUSE.match(text, former.end)
    if behind is None or not finite_verbs(behind.group()):
        return frozenset()
    return content_stems(behind.group()) - content_stems(text[: former.start])


_CLAUSE = re.compile(r"(?:[^,.;:]|[.,](?=\d))*")


def _is_told(
    claim: Facts, one: Quantity, evidence: Facts, other: Quantity, background: str
) -> bool:
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


def _states(one: Quantity, other: Quantity) -> bool:
    """Whether two that can both be true say one thing: "at least five" says nothing of hundreds, nor of another matter."""
    if not one.meets(other):
        return False
    low, high = sorted((one.value, other.value))
    if (math.isfinite(one.high) and math.isfinite(other.high)) or math.isclose(low, high):
        return True
    return one.on_matter(other) and (low <= 0 or high * LEAST <= low)


def _is_incidental(quantity: Quantity) -> bool:
    """A few things, or one of anything; "two people" is a count like any other."""
    persons = quantity.low > 1 and quantity.nouns & PERSONS
    return quantity.scale == "count" and quantity.high <= FEW and not persons


def _ratio(one: Quantity, other: Quantity) -> float:
    return (
        abs(math.log((one.low + 1e-9) / (other.low + 1e-9)))
        if one.low >= 0 and other.low >= 0
        else math.inf
    )


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
        return day.meets(other) and stands

    if (met := question.met(meets)) is not None:
        return met
    others = [
        rival
        for rival in rivals
        if rival in unmatched
        and rival.told is day.told
        and not (day.told and _is_said_again(claim, evidence))
        and day.on_matter(rival)
        and not day.perhaps(rival)
        and {rival.former, day.former} != {True, False}
        and not _tells_otherwise(claim, day, evidence, rival)
    ]
    answer = replace(question, rivals=others).nearest(lambda other: _gap(day, other))
    if answer.relation is Relation.DIFFERENT:
        nearest = min(others, key=lambda other: _gap(day, other))
        return replace(answer, told=(shown(day.towards(nearest)), shown(nearest.towards(day))))
    return answer


def _is_said_again(claim: Facts, evidence: Facts) -> bool:
    """Whether two texts are of different days: then each tells when somebody said it to its own reporter."""
    return bool(claim.written and evidence.written) and claim.written != evidence.written


def _tells_otherwise(claim: Facts, day: Day, evidence: Facts, other: Day) -> bool:
    """Whether two months or years are each given a figure of their own: then neither is the other's."""
    if not (day.is_period() and other.is_period()):
        return False
    mine = [q for q in claim.quantities if _when(claim, q) is day]
    theirs = [q for q in evidence.quantities if _when(evidence, q) is other]
    apart = [r for r in theirs if not any(q.comparable(r) and q.meets(r) for q in mine)]
    return any(q.on_matter(r) and q.comparable(r) for q in mine for r in apart)


def _gap(one: Day, other: Day) -> float:
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
    rivals = [other for other in evidence.roles if role.comparable(other)]
    question = _Question(DivergenceType.ROLE, here, evidence.text, rivals)
    person = holder(role, claim.names, claim.text)
    own = [other for other in evidence.roles if person and _holds(person, other, evidence)]
    changed = [other for other in own if other in unmatched and role.changes(other)]
    if not role.qualifiers:
        told = changed and not any(role.same(other) for other in own)
        return replace(question, rivals=changed).nearest() if told else None

    def meets(other: Role) -> bool:
        if other in own and (role.changes(other) or role.excludes(other)):
            return False
        return role.meets(other) or role.qualifiers <= fields(evidence.text)

    if (met := question.met(meets)) is not None:
        return met
    if person:
        apart = [other for other in own if other in unmatched and role.excludes(other)]
        return replace(question, rivals=[*changed, *apart]).nearest()
    meant = all(known(name, evidence.names, evidence.text) for name in claim.names[:1])
    apart = [
        other
        for other in rivals
        if other in unmatched
        and (role.excludes(other) or role.grade != other.grade)
        and holder(other, evidence.names, evidence.text) is None
    ]
    return replace(question, rivals=apart if meant else []).nearest()


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
    return replace(question, rivals=rivals if apart else []).nearest()


def _check_name(claim: Facts, name: Name, evidence: Facts, background: str) -> FactCheck | None:
    """A word that may be capitalised only because it starts the sentence is not missed where it is missing."""
    here = quote(claim.text, name.start, name.end)
    stands = known(name, evidence.names, evidence.text) or (
        bool(background) and known(name, (), background)
    )
    if not stands and not name.sure:
        return None
    relation = Relation.EQUAL if stands else Relation.UNSTATED
    return FactCheck(_name_type(claim, name), relation, here, None)


def _name_type(claim: Facts, name: Name) -> DivergenceType:
    """A name behind a word of place is a place; behind "to" only a country, or the single word to which something moves.

    A given name with a surname is no place behind "from" or "to": "the award went to Ann Lee".
    """
    before = claim.text[: name.start]
    word = before.rstrip().rpartition(" ")[2].casefold()
    if word in ("from", "to"):
        leads = word == "from" or bool(_MOVING.search(before))
        is_place = is_country(name) or (leads and " " not in name.text)
    else:
        is_place = word in ("in", "at", "near")
    return DivergenceType.PLACE if is_place else DivergenceType.NAME


_MOVING = re.compile(
    r"\b(?:arriv|bus|came|come|deport|driv|drove|evacuat|extradit|ferr|fle[ed]|flew|fl[iy]|flown|goes|going|head|journey|march|mov|rail"
    r"|return|road|route|sail|ship|train|transfer|travel|trip|visit|walk|went)\w*\s(?:\w+\s){0,4}?to\s$",
    re.IGNORECASE,
)
