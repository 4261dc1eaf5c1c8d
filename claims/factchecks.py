"""Fact checks of others that are on a claim: near it, and judged to be on the same statement. They are no evidence."""

from claims.decide import takes_side
from claims.judge import Judge
from claims.types import Pair, PriorCheck
from claims.verify import Question
from index.factchecks import FactChecks

CANDIDATES = 20
"""fact checks that are judged for a claim; `benchmarks/factchecks.py` prints how many right ones stand among the first"""

NEAR = 0.6
"""cosine of two claims from which one may be a check of the other; below it most that the judge takes for an opposite speak of
something else"""


def prior_checks(checks: FactChecks, judge: Judge, question: Question) -> tuple[PriorCheck, ...]:
    """The fact checks on the claim of a question, surest first; `limit` of the question bounds them.

    One is on the claim when the claim says what was checked or says its opposite. A claim that only speaks of the same
    matter, or says less than what was checked, may be true where that was false: its rating would mislead.
    """
    near = checks.near(question.claim, CANDIDATES, NEAR)
    if not near:
        return ()
    pairs = [
        Pair(
            claim=check.claim,
            evidence=question.claim,
            claim_date=check.published_at,
            evidence_date=question.as_of,
            similarity=similarity,
            posted=False,
        )
        for check, similarity in near
    ]
    judged = zip(near, judge.judge(pairs), strict=True)
    sided = [
        PriorCheck(check, similarity, judgement)
        for (check, similarity), judgement in judged
        if takes_side(judgement)
    ]
    return tuple(sorted(sided, key=lambda item: -item.score)[: question.limit])
