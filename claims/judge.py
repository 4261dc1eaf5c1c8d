"""Pairs of claim and evidence to judgements: the model and the facts, put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.decide import DEFAULT, Thresholds, combine, same_matter
from claims.divergence import FactCheck, Relation, check_facts, explain
from claims.facts import Facts, read_facts
from claims.facts.words import FUNCTION_WORDS
from claims.stance import StanceModel, as_scores
from claims.types import Judgement, Pair, Scores, Stance

_LEANS = re.compile(
    r"^(?:[“\"'‘]|(?:And|But|However,|Meanwhile,)\s)?(?:he|she|it|they|his|her|its|their|this|these|those|that|the\s(?:move|pair|two|former|latter|proposal|incident|decision|company|group|announcement))\b",
    re.IGNORECASE,
)
_LEANS_INSIDE = re.compile(
    r"^[“\"'‘].*[”\"'’]\s(?:he|she|they)\s(?:said|added|told)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Judge:
    """A stance model with the thresholds that its scores are combined by."""

    model: StanceModel
    thresholds: Thresholds = DEFAULT

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in the order given; all pairs go through the model together."""
        rows = self.model.probabilities([(readable(pair), pair.claim) for pair in pairs])
        return [self._combined(pair, as_scores(row)) for pair, row in zip(pairs, rows, strict=True)]

    def _combined(self, pair: Pair, model: Scores) -> Judgement:
        claim = read_facts(pair.claim, _day(pair.claim_date or pair.evidence_date))
        evidence = read_facts(pair.evidence, _day(pair.evidence_date or pair.claim_date))
        checks = check_facts(claim, evidence, pair.background, _day(pair.evidence_date))
        same = same_matter(overlap(claim, evidence), pair.similarity, self.thresholds)
        scores = combine(
            model,
            checks,
            same=same,
            found=bool(pair.background),
            contained=contains(pair.claim, pair.evidence, checks),
            thresholds=self.thresholds,
        )
        refutes = scores.best() is Stance.REFUTES
        return Judgement(scores, model, explain(claim, evidence, checks) if refutes else ())


def readable(pair: Pair) -> str:
    """The evidence as the model should read it: with what stands before, where it leans on that."""
    leans = _LEANS.match(pair.evidence) or _LEANS_INSIDE.match(pair.evidence)
    return f"{pair.context} {pair.evidence}" if leans and pair.context else pair.evidence


def contains(claim: str, evidence: str, checks: Sequence[FactCheck]) -> bool:
    """Whether all words of the claim that carry meaning stand in the evidence in their order, nothing denied between."""
    if any(check.relation is not Relation.EQUAL for check in checks):
        return False
    if read_facts(claim).cues or read_facts(evidence).cues:
        return False
    figures = {w for check in checks for w in re.findall(r"\w+", check.claim.text.casefold())}
    wanted = [w for w in re.findall(r"\w+", claim.casefold()) if w not in FUNCTION_WORDS | figures]
    words = iter(re.findall(r"\w+", evidence.casefold()))
    return len(wanted) >= 3 and all(word in words for word in wanted)


def overlap(claim: Facts, evidence: Facts) -> float:
    """The share of the claim's content words that the evidence has too, 0 to 1.

    Figures and dates are what is compared, and names are what a whole story shares: both are left out.
    """
    spans = [claim.text[q.start : q.end] for q in claim.quantities] + [
        claim.text[d.start : d.end] for d in claim.dates
    ]
    left_out = frozenset(stem for span in spans for stem in read_facts(span).stems)
    names = [name for name in claim.names if name.start > 0 or " " in name.text]
    named = frozenset(stem for name in names for stem in read_facts(name.text).stems)
    words = claim.stems - left_out - named or claim.stems - left_out
    return len(words & evidence.stems) / len(words) if words else 0.0


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
