"""Evidence to stance, stances to verdict; pure. Every value that decides stands in `Thresholds`.

The combination of model and facts: a fact that differs on the same matter outweighs a model that overlooked it. A
figure, date or name that a sentence of an article lacks cannot be supported by it; of evidence that was chosen for the
claim, without an article behind it, that is left to the model, which may find it worded otherwise or summed up.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from claims.divergence import FactCheck, Relation
from claims.types import DivergenceType, Evidence, Flag, Scores, Stance, Verdict


@dataclass(frozen=True)
class Thresholds:
    """Where the lines are drawn; `benchmarks/verdicts.py` prints what a change of one does."""

    stance: float = 0.5
    """probability from which a stance counts, 0 to 1"""
    related: float = 0.3
    """cosine below which a sentence speaks of something else"""
    overlap: float = 0.5
    """share of the claim's content words in the evidence from which a differing fact is on the same matter"""
    distant: float = 0.4
    """cosine below which half of the words is not enough: a short claim has but two"""
    sure_overlap: float = 0.65
    """share from which the cosine does not matter"""
    loose_overlap: float = 0.3
    """share that is enough where claim and evidence are also close in meaning"""
    close: float = 0.55
    """cosine from which they are"""
    overlooked: float = 0.9
    """how much of what the model calls "supports" a differing fact turns into "refutes" """
    silent: float = 0.6
    """how much of what the model calls "neutral" a differing fact turns into "refutes" on the same matter"""
    elsewhere: float = 0.8
    """how much of what the model calls "refutes" turns into "neutral" off the claim's matter: a search brings up
    sentences on the same story, and two things of one story are no conflict"""
    unstated: float = 0.7
    """how much of what the model calls "supports" a figure or date that a sentence lacks turns into "neutral" """
    unnamed: float = 0.8
    """the same for a name that stands nowhere in the article, or a denial that the sentence does not report"""


DEFAULT = Thresholds()
_FIGURES = frozenset({DivergenceType.NUMBER, DivergenceType.DATE})
_BINDING = frozenset({DivergenceType.NAME, DivergenceType.PLACE, DivergenceType.NEGATION})
"""what binds a claim: of another name, or of what nobody denied or admitted, an article says nothing either way"""
_HARD = frozenset(
    {DivergenceType.NUMBER, DivergenceType.DATE, DivergenceType.ROLE, DivergenceType.NEGATION}
)


def same_matter(overlap: float, similarity: float | None, thresholds: Thresholds = DEFAULT) -> bool:
    """Whether claim and evidence speak of one thing, so that a fact that differs is a conflict.

    Args:
        overlap: share of the claim's content words that the evidence shares, 0 to 1.
        similarity: their cosine, where it is known.
        thresholds: where the lines are.
    """
    if similarity is None or overlap >= thresholds.sure_overlap:
        return overlap >= thresholds.overlap
    if overlap >= thresholds.overlap:
        return similarity >= thresholds.distant
    return similarity >= thresholds.close and overlap >= thresholds.loose_overlap


def combine(
    model: Scores,
    checks: Sequence[FactCheck],
    *,
    same: bool,
    found: bool,
    contained: bool = False,
    thresholds: Thresholds = DEFAULT,
) -> Scores:
    """The model's scores, corrected by what the facts show.

    Args:
        model: what the cross-encoder says.
        checks: every fact of the claim held against the evidence.
        same: whether claim and evidence are on the same matter.
        found: whether the evidence was found in an article; else it was chosen for the claim, and what it does not
            mention is left to the model.
        contained: whether the evidence says the claim word for word among more; then it cannot refute it.
        thresholds: where the lines are.
    """
    if contained:
        return Scores(model.supports + model.refutes, 0.0, model.neutral)
    if same and any(
        check.relation is Relation.DIFFERENT and check.type in _HARD for check in checks
    ):
        return _differing(model, thresholds)
    if not found:
        return model
    unstated = {check.type for check in checks if check.relation is Relation.UNSTATED}
    off = not same or bool(unstated & _BINDING)
    lost_refutes = model.refutes * thresholds.elsewhere if off else 0.0
    lost_supports = model.supports * _weakening(unstated, thresholds)
    return Scores(
        model.supports - lost_supports,
        model.refutes - lost_refutes,
        model.neutral + lost_supports + lost_refutes,
    )


def _weakening(unstated: Set[DivergenceType], thresholds: Thresholds) -> float:
    if unstated & _BINDING:
        return thresholds.unnamed
    return thresholds.unstated if unstated & _FIGURES else 0.0


def _differing(model: Scores, thresholds: Thresholds) -> Scores:
    moved = model.supports * thresholds.overlooked
    pulled = model.neutral * thresholds.silent
    return Scores(model.supports - moved, model.refutes + moved + pulled, model.neutral - pulled)


def counts(evidence: Evidence, thresholds: Thresholds = DEFAULT) -> bool:
    """Whether a piece of evidence takes a side strongly enough to be listed with it."""
    return (
        evidence.judgement.stance is not Stance.NEUTRAL
        and evidence.score >= thresholds.stance
        and evidence.similarity >= thresholds.related
    )


def verdict_of(supporting: int, conflicting: int) -> Verdict:
    """The verdict by independent origins on each side; never decisive without evidence."""
    if supporting and conflicting:
        return Verdict.CONFLICTING
    if supporting:
        return Verdict.SUPPORTED
    return Verdict.REFUTED if conflicting else Verdict.NOT_ENOUGH_EVIDENCE


def confidence_of(
    verdict: Verdict,
    supporting: Sequence[Evidence],
    conflicting: Sequence[Evidence],
    related: Sequence[Evidence],
) -> float:
    """How sure the verdict is, 0 to 1: its best evidence; for two sides the weaker one's; for none, how neutral all is."""
    best_for = max((item.score for item in supporting), default=0.0)
    best_against = max((item.score for item in conflicting), default=0.0)
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return min((item.judgement.scores.neutral for item in related), default=1.0)
    if verdict is Verdict.CONFLICTING:
        return min(best_for, best_against)
    return best_for if verdict is Verdict.SUPPORTED else best_against


def flags_of(
    supporting_origins: int, conflicting: int, sayers_flagged: Sequence[bool]
) -> tuple[Flag, ...]:
    """The flags of a claim.

    Args:
        supporting_origins: independent origins that say it.
        conflicting: articles that contradict it.
        sayers_flagged: for each article that says it, whether it is marked as AI there.
    """
    flags = []
    if supporting_origins >= 2 and not conflicting:
        flags.append(Flag.AGREEMENT)
    if conflicting:
        flags.append(Flag.DIVERGENCE)
    if sayers_flagged and all(sayers_flagged):
        flags.append(Flag.AI_GENERATED)
    if supporting_origins == 1:
        flags.append(Flag.SINGLE_SOURCE)
    return tuple(flags)
