"""Pairs of claim and evidence to judgements: the model and the facts, put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from claims.combination import (
    Combination,
    Held,
    Signals,
    Weights,
    both_ways,
    pulls_of,
    scores_of,
    signals,
)
from claims.divergence import Relation, check_facts, differences
from claims.explanation import explain
from claims.facts import Facts, read_facts
from claims.facts.attribution import settled
from claims.facts.roles import read_roles
from claims.order import retold
from claims.stance import StanceModel, as_scores
from claims.types import Divergence, DivergenceType, Judgement, Pair, Scores, Stance
from index.observer import stage
from index.stops import heed_stop

_LEANS = re.compile(
    r"^(?:[“\"'‘]|(?:And|But|However,|Meanwhile,)\s)?(?:he|she|it|they|his|her|its|their|this|these|those|that|the\s(?:move|pair|two|former|latter|proposal|incident|decision|company|group|announcement))\b",
    re.IGNORECASE,
)
_LEANS_INSIDE = re.compile(
    r"^[“\"'‘].*[”\"'’]\s(?:he|she|they)\s(?:said|added|told)\b", re.IGNORECASE
)

SHOWING = frozenset({DivergenceType.NUMBER, DivergenceType.DATE, DivergenceType.ROLE})
"""what shows a conflict of two statements by itself"""
ALARM = 0.6
"""probability from which two statements conflict where no such fact shows it: a false alarm costs an editor more than a miss"""
LIKELIER = 0.5
"""probability from which two statements say the same: it is likelier than not"""
SURE = 0.9
"""probability from which one way round that refutes is heard, though the other one bears out"""
OPEN = 0.5
"""log-odds that similarity and facts must give a side, for the model to be asked: of 4,000 pairs of 48 audits 83 in 100 had
less, and of those that took a side in the end 10 in 100"""
LIKELY = 0.3
"""probability of a side from which the model is asked the other way round, too: what says the same or the contrary does so both
ways; of what a search finds that is one pair in seven, and lower ones change nothing"""
UNDECIDED = Scores(1 / 3, 1 / 3, 1 / 3)
"""what a model says that was not asked: it pulls nowhere"""


_SAME, _CONFLICT = Scores(1.0, 0.0, 0.0), Scores(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class Read:
    """A pair as it was read: its facts held against each other, and what the model alone says."""

    held: Held
    model: Scores
    back: Scores | None = None
    """what it says of the evidence by the claim; None where it was not asked"""

    @cached_property
    def signals(self) -> Signals:
        """Everything that the combination looks at."""
        return signals(self.held, self.model, self.back)

    @property
    def found(self) -> bool:
        """Whether a search found the evidence in an article."""
        return bool(self.held.pair.background)


@dataclass(frozen=True)
class Mutual:
    """What two statements are to each other, `there` being the first by the second and `back` the second by the first."""

    scores: Scores
    """`supports` that they say the same, `refutes` that they conflict"""
    there: Judgement
    back: Judgement
    divergences: tuple[Divergence, ...]
    """of two that conflict, the first statement being the claim"""


@dataclass(frozen=True)
class Judge:
    """A stance model, and how its scores and the facts are combined."""

    model: StanceModel
    combination: Combination

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in the order given; all pairs go through the model together."""
        with stage("judge", len(pairs)):
            return [self._combined(read) for read in self.read(pairs)]

    def judge_both_ways(
        self, ways: Sequence[tuple[Pair, Pair]], wordings: Sequence[float]
    ) -> list[Mutual]:
        """What statements are to each other, in the order given; all of them go through the model together.

        Args:
            ways: each statement by the other, and the other by it.
            wordings: the share of their wording that each two have in common, 0 to 1.
        """
        with stage("judge", 2 * len(ways)):
            held = [(hold(there), hold(back)) for there, back in ways]
            found = [told_by_words(*both) for both in held]
            unsettled = [both for both, mutual in zip(held, found, strict=True) if mutual is None]
            reads = iter(self._read([one for both in unsettled for one in both]))
            return [
                mutual or self._mutual(next(reads), next(reads), wording)
                for mutual, wording in zip(found, wordings, strict=True)
            ]

    def sift(self, pairs: Sequence[Pair]) -> list[bool]:
        """Whether each pair may take a side: similarity and facts leave some no chance, whatever the model says."""
        with stage("sift", len(pairs)):
            return [self._is_open(hold(pair)) for pair in pairs]

    def read(self, pairs: Sequence[Pair]) -> list[Read]:
        """Model and facts of each pair, not yet combined.

        The model is asked of every pair, and both ways of what a search found and may well take a side.
        """
        return self._read([hold(pair) for pair in pairs])

    def _read(self, held: Sequence[Held]) -> list[Read]:
        claims = [retold(one.pair.claim, one.pair.evidence) for one in held]
        there = self._asked(
            [(readable(one.pair), claim) for one, claim in zip(held, claims, strict=True)]
        )
        reads = [Read(one, scores) for one, scores in zip(held, there, strict=True)]
        likely = [place for place, read in enumerate(reads) if read.found and self._is_likely(read)]
        back = self._asked([(claims[place], held[place].pair.evidence) for place in likely])
        for place, scores in zip(likely, back, strict=True):
            reads[place] = replace(reads[place], back=scores)
        return reads

    def _asked(self, texts: Sequence[tuple[str, str]]) -> list[Scores]:
        """What the model says of pairs of evidence and claim; the same words go through it once."""
        different = list(dict.fromkeys(texts))
        scores = map(as_scores, self.model.probabilities(different))
        of = dict(zip(different, scores, strict=True))
        return [of[text] for text in texts]

    def _is_open(self, held: Held) -> bool:
        read = Read(held, UNDECIDED)
        return max(pulls_of(read.signals, self._weights(read))) >= OPEN

    def _is_likely(self, read: Read) -> bool:
        scores = self._scores(read)
        return max(scores.supports, scores.refutes) >= LIKELY

    def _scores(self, read: Read) -> Scores:
        return scores_of(read.signals, self._weights(read))

    def _weights(self, read: Read) -> Weights:
        """What a signal is worth: more speaks against a sentence that a search found."""
        return self.combination.found if read.found else self.combination.given

    def _mutual(self, there: Read, back: Read, wording: float) -> Mutual:
        """Learned weights tell, unless a figure, a date or an office shows a conflict: then what both ways say on average does."""
        given, aligned = self.combination.given, self.combination.aligned
        mine, other = self._combined(there), self._combined(back)
        shown = any(map(shows_conflict, (*mine.divergences, *other.divergences)))
        if shown or there.held.is_contrary:
            scores = mean(mine.scores, other.scores)
        else:
            scores = scores_of(both_ways(there.signals, back.signals, wording, given), aligned)
            if scores.best() is Stance.REFUTES and scores.refutes < ALARM:
                scores = undisputed(scores)
        if _cannot_say_the_same(there.held, back.held) or _is_doubtful(scores, mine, other):
            scores = unsupported(scores)
        if there.held.is_restated and back.held.is_restated:
            scores = unrefuted(scores)
        conflict = scores.best() is Stance.REFUTES
        return Mutual(
            scores, mine, other, self._differing(there.held, back.held) if conflict else ()
        )

    def _combined(self, read: Read) -> Judgement:
        heed_stop()
        held, scores = read.held, self._scores(read)
        if held.is_contrary:
            scores = contradicted(scores)
        if held.is_reversed or held.is_planned or held.is_of_another or held.is_said_by_another:
            scores = unsupported(scores)
        if held.is_restated or held.is_requoted:
            scores = unrefuted(scores)
        refutes = scores.best() is Stance.REFUTES
        return Judgement(scores, read.model, self._explained(held) if refutes else ())

    def _differing(self, there: Held, back: Held) -> tuple[Divergence, ...]:
        """By what two statements differ that conflict: a fact of either way before anything else."""
        return _shown(there, back) or self._explained(there)

    def _explained(self, held: Held) -> tuple[Divergence, ...]:
        weights, background = self.combination.explained, held.pair.background
        return explain(held.claim, held.evidence, held.checks, weights, background)


def told_by_words(there: Held, back: Held) -> Mutual | None:
    """What two statements are that have the same words but for figures and days; None of others, of which a model must be asked.

    The same figures and days in another notation are the same, and other figures on one matter a conflict.
    """
    if there.is_restated and back.is_restated:
        return Mutual(_SAME, Judgement(_SAME, _SAME), Judgement(_SAME, _SAME), ())
    if there.is_recounted and back.is_recounted:
        one, other = (
            Judgement(_CONFLICT, _CONFLICT, differences(held.checks)) for held in (there, back)
        )
        return Mutual(_CONFLICT, one, other, _shown(there, back))
    return None


def _shown(there: Held, back: Held) -> tuple[Divergence, ...]:
    """The facts of either way that differ."""
    turned = tuple(one.turned() for one in differences(back.checks))
    return differences(there.checks) or turned


def shows_conflict(divergence: Divergence) -> bool:
    """Whether a difference is one of facts that shows a conflict of two statements by itself; "former" is left out as often as not."""
    if divergence.type not in SHOWING or divergence.guessed:
        return False
    here, there = (
        {role.former for role in read_roles(told)} for told in (divergence.here, divergence.there)
    )
    return here == there


def _cannot_say_the_same(there: Held, back: Held) -> bool:
    """Whether two statements tell a deed with the parties changed about, or as done and as planned, or a figure, date or office of each differs from the other's."""
    if any(held.is_reversed or held.is_planned for held in (there, back)):
        return True
    return any(
        all(
            held.any(kind, Relation.DIFFERENT) > held.any(kind, Relation.EQUAL)
            for held in (there, back)
        )
        for kind in SHOWING
    )


def _is_doubtful(scores: Scores, there: Judgement, back: Judgement) -> bool:
    """Whether two statements are less likely to say the same than not, or one surely refutes the other."""
    return scores.supports < LIKELIER or max(there.scores.refutes, back.scores.refutes) >= SURE


def mean(one: Scores, other: Scores) -> Scores:
    """What two say on average."""
    return Scores(
        (one.supports + other.supports) / 2,
        (one.refutes + other.refutes) / 2,
        (one.neutral + other.neutral) / 2,
    )


def unsupported(scores: Scores) -> Scores:
    """The same where nothing can be borne out."""
    return Scores(0.0, scores.refutes, scores.neutral + scores.supports)


def contradicted(scores: Scores) -> Scores:
    """The same where what seems to bear out is the contrary."""
    return Scores(0.0, scores.refutes + scores.supports, scores.neutral)


def undisputed(scores: Scores) -> Scores:
    """The same where what speaks for a conflict is not enough for one."""
    return Scores(scores.supports, 0.0, scores.neutral + scores.refutes)


def unrefuted(scores: Scores) -> Scores:
    """The same where nothing can be contradicted."""
    return Scores(scores.supports + scores.refutes, 0.0, scores.neutral)


def hold(pair: Pair) -> Held:
    """Read the facts of both texts and hold them against each other.

    An undated claim that somebody posts is made on what is at hand, so it counts from the evidence's date; what "yesterday"
    was in an undated article nobody knows. Raises Stopped where the work is to stop: of thousands of pairs it takes minutes.
    """
    heed_stop()
    at_hand = pair.evidence_date if pair.posted else None
    claim = _facts(pair.claim, pair.claim_date or at_hand)
    evidence = _facts(pair.evidence, pair.evidence_date)
    written_on = pair.evidence_date.date() if pair.evidence_date else None
    claim, evidence = _settled(claim, "", pair), _settled(evidence, pair.context, pair)
    checks = check_facts(claim, evidence, pair.background, written_on)
    return Held(pair, claim, evidence, checks)


def readable(pair: Pair) -> str:
    """The evidence as the model should read it: with what stands before, where it leans on that."""
    needs_context = pair.context and leans(pair.evidence)
    return f"{pair.context} {pair.evidence}" if needs_context else pair.evidence


def leans(text: str) -> bool:
    """Whether a sentence needs the one before it to be understood ("She denied it.")."""
    return bool(_LEANS.match(text) or _LEANS_INSIDE.match(text))


def _settled(facts: Facts, before: str, pair: Pair) -> Facts:
    """The same with who is named elsewhere behind "he said" and "Lee said"."""
    found = settled(facts.attributions, facts.names, before, pair.background)
    return facts if found == facts.attributions else replace(facts, attributions=found)


def _facts(text: str, written: datetime | None) -> Facts:
    return read_facts(text, written.date(), written.hour) if written else read_facts(text)
