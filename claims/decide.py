"""Evidence to verdict, confidence and flags; pure. Every value that decides stands in `Thresholds`."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.types import Evidence, Flag, Judgement, Stance, Verdict


@dataclass(frozen=True)
class Thresholds:
    """Where the lines are drawn; `benchmarks/stories.py` prints what a change of one does."""

    stance: float = 0.5
    """probability from which a stance counts, 0 to 1"""
    related: float = 0.3
    """cosine below which a sentence is not found by itself; where its article is found, it may be judged all the same"""


DEFAULT = Thresholds()


def takes_side(judgement: Judgement) -> bool:
    """Whether a piece of evidence takes a side strongly enough to be listed with it."""
    stance = judgement.stance
    return stance is not Stance.NEUTRAL and judgement.scores.of(stance) >= DEFAULT.stance


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
    aside: Sequence[Judgement],
) -> float:
    """How sure the verdict is, 0 to 1: its best evidence; for two sides the weaker one's; for none, how neutral all is.

    Args:
        verdict: what was decided.
        supporting: all evidence for it.
        conflicting: all evidence against it.
        aside: the judgements of what takes no side.
    """
    best_for = max((item.score for item in supporting), default=0.0)
    best_against = max((item.score for item in conflicting), default=0.0)
    if verdict is Verdict.NOT_ENOUGH_EVIDENCE:
        return min((judgement.scores.neutral for judgement in aside), default=1.0)
    if verdict is Verdict.CONFLICTING:
        return min(best_for, best_against)
    return best_for if verdict is Verdict.SUPPORTED else best_against


def flags_of(
    supporting_origins: int,
    conflicting: int,
    sayers_flagged: Sequence[bool],
    *,
    superseded: bool,
) -> tuple[Flag, ...]:
    """The flags of a claim.

    Args:
        supporting_origins: independent origins that say it.
        conflicting: articles that contradict it.
        sayers_flagged: for each article that says it, whether it is marked as AI there.
        superseded: whether a newer report brings it up to date.
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
    if superseded:
        flags.append(Flag.SUPERSEDED)
    return tuple(flags)
