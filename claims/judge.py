"""Pairs of claim and evidence to judgements: the model and the facts, put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.combination import Combination, Held, signals
from claims.divergence import check_facts, explain
from claims.facts import Facts, read_facts
from claims.reversal import is_reversed
from claims.stance import StanceModel, as_scores
from claims.types import Judgement, Pair, Scores, Stance
from index.observer import stage

_LEANS = re.compile(
    r"^(?:[“\"'‘]|(?:And|But|However,|Meanwhile,)\s)?(?:he|she|it|they|his|her|its|their|this|these|those|that|the\s(?:move|pair|two|former|latter|proposal|incident|decision|company|group|announcement))\b",
    re.IGNORECASE,
)
_LEANS_INSIDE = re.compile(
    r"^[“\"'‘].*[”\"'’]\s(?:he|she|they)\s(?:said|added|told)\b", re.IGNORECASE
)


OPEN = 0.25
"""log-odds that similarity and facts must give a side, for the model to be asked: of 20,000 pairs of 96 audits 92 in 100 had
less, and of those that took a side in the end 19 in 100, by a hair and wrongly: two of 24 that were read"""
UNDECIDED = Scores(1 / 3, 1 / 3, 1 / 3)
"""what a model says that was not asked: it pulls nowhere"""


@dataclass(frozen=True)
class Read:
    """A pair as it was read: its facts held against each other, and what the model alone says."""

    held: Held
    model: Scores


@dataclass(frozen=True)
class Judge:
    """A stance model, and how its scores and the facts are combined."""

    model: StanceModel
    combination: Combination

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in the order given; all pairs go through the model together."""
        with stage("judge", len(pairs)):
            return [self._combined(read) for read in self.read(pairs)]

    def sift(self, pairs: Sequence[Pair]) -> list[bool]:
        """Whether each pair may take a side: similarity and facts leave some no chance, whatever the model says."""
        with stage("sift", len(pairs)):
            return [self._is_open(hold(pair)) for pair in pairs]

    def read(self, pairs: Sequence[Pair]) -> list[Read]:
        """Model and facts of each pair, not yet combined."""
        return self._read([hold(pair) for pair in pairs])

    def _read(self, held: Sequence[Held]) -> list[Read]:
        """The same words go through the model once."""
        texts = [(readable(one.pair), one.pair.claim) for one in held]
        different = list(dict.fromkeys(texts))
        scores = map(as_scores, self.model.probabilities(different))
        of = dict(zip(different, scores, strict=True))
        return [Read(one, of[text]) for one, text in zip(held, texts, strict=True)]

    def _is_open(self, held: Held) -> bool:
        found = bool(held.pair.background)
        return max(self.combination.pulls(signals(held, UNDECIDED), found=found)) >= OPEN

    def _combined(self, read: Read) -> Judgement:
        held = read.held
        scores = self.combination.scores(
            signals(held, read.model), found=bool(held.pair.background)
        )
        if is_reversed(held.claim, held.evidence):
            scores = Scores(0.0, scores.refutes, scores.neutral + scores.supports)
        refutes = scores.best() is Stance.REFUTES
        divergences = explain(held.claim, held.evidence, held.checks) if refutes else ()
        return Judgement(scores, read.model, divergences)


def hold(pair: Pair) -> Held:
    """Read the facts of both texts and hold them against each other.

    An undated claim is made on what is at hand, so it counts from the evidence's date; what "yesterday" was in undated
    evidence nobody knows.
    """
    claim = _facts(pair.claim, pair.claim_date or pair.evidence_date)
    evidence = _facts(pair.evidence, pair.evidence_date)
    written_on = pair.evidence_date.date() if pair.evidence_date else None
    checks = check_facts(claim, evidence, pair.background, written_on)
    return Held(pair, claim, evidence, checks)


def readable(pair: Pair) -> str:
    """The evidence as the model should read it: with what stands before, where it leans on that."""
    needs_context = pair.context and leans(pair.evidence)
    return f"{pair.context} {pair.evidence}" if needs_context else pair.evidence


def leans(text: str) -> bool:
    """Whether a sentence needs the one before it to be understood ("She denied it.")."""
    return bool(_LEANS.match(text) or _LEANS_INSIDE.match(text))


def _facts(text: str, written: datetime | None) -> Facts:
    return read_facts(text, written.date(), written.hour) if written else read_facts(text)
