"""Model and facts to one set of scores: a logistic model over the cross-encoder's log-odds and a few named signals.

The model overlooks changed figures and takes two things of one story for a conflict; facts alone know no language. What
each signal is worth is learned and stands by name in `weights/combination.json`: for a sentence `found` in an article by a search,
where most candidates say nothing of the claim, and for evidence `given` with it (`training/combine.py`); and for two
statements `aligned` across articles, which are judged both ways (`training/alignment.py`); and what in two texts that conflict
speaks for each type of difference, so that the conflict is `explained` (`training/explanation.py`).
"""

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from claims import explanation
from claims.divergence import FactCheck, Relation, is_said_again
from claims.errors import ModelFault
from claims.facts import Facts
from claims.facts.names import known
from claims.facts.polarity import is_negative
from claims.facts.words import FUNCTION_WORDS, content_stems
from claims.kinship import ONE_STORY
from claims.plans import is_only_planned
from claims.types import DivergenceType, Pair, Scores
from index.digests import digest_of

SHIPPED_FILE = Path(__file__).parent / "weights" / "combination.json"
_HARD = frozenset(
    {DivergenceType.NUMBER, DivergenceType.DATE, DivergenceType.ROLE, DivergenceType.NEGATION}
)
HALF = 0.5
"""share of the claim's content words in the evidence from which a differing fact is on the same matter"""
DISTANT = 0.4
"""cosine below which half of the words is not enough: a short claim has but two"""
SURE_OVERLAP = 0.65
"""share from which the cosine does not matter"""
LOOSE_OVERLAP = 0.3
"""share that is enough where claim and evidence are also close in meaning"""
CLOSE = 0.55
"""cosine from which they are"""
DAY = timedelta(days=1)
LONG_BEFORE = timedelta(days=60)
"""evidence that is older tells of another event more often than not"""
YEAR = 365
"""days from which more makes no difference"""
_LIMITS = frozenset(
    [
        "all",
        "some",
        "most",
        "many",
        "few",
        "several",
        "half",
        "part",
        "every",
        "each",
        "any",
        "only",
        "nearly",
        "almost",
        "may",
        "might",
        "could",
        "can",
        "will",
        "would",
        "should",
        "must",
        "claim",
        "claims",
        "claimed",
        "critics",
        "opponents",
        "alleged",
        "allegedly",
        "reportedly",
        "accused",
        "suspected",
        "plans",
        "planned",
    ]
)
"""words that make another statement of the same words"""
LEAST_WORDS = 3
"""that a claim must have besides figures, days and function words, so that having them all in their order says something"""
_ON = re.compile(r"\bon\s$", re.IGNORECASE)
TABLES = ("found", "given", "aligned")
_ONE_WAY = frozenset({"model_supports", "model_refutes", "overlap", "supports", "refutes"})
"""signals that are one thing where the shorter of two statements is the claim, and another where the longer one is"""
MOST_ODDS = 6.0
"""log-odds of the model beyond which more makes no difference"""

Signals = Mapping[str, float]
"""what is known of a pair, by name"""
Weights = Mapping[str, tuple[float, float]]
"""signal → its pull towards "supports" and towards "refutes", both against "neutral" """


@dataclass(frozen=True)
class Combination:
    """What each signal is worth."""

    found: Weights
    given: Weights
    aligned: Weights
    """here "supports" is that two statements say the same, and "refutes" that they conflict"""
    explained: explanation.Weights
    name: ClassVar[str] = "combination"

    @cached_property
    def digest(self) -> str:
        """What tells these weights from others."""
        return digest_of(
            {
                f"{part} {signal}": np.asarray(pull)
                for part in TABLES
                for signal, pull in getattr(self, part).items()
            }
            | {
                f"explained {signal} {kind}": np.asarray(pull)
                for signal, pulls in self.explained.items()
                for kind, pull in pulls.items()
            }
        )

    @classmethod
    def load(cls, path: Path = SHIPPED_FILE) -> "Combination":
        """Read what `training.combine` wrote.

        Raises:
            ModelFault: the file is missing or damaged.
        """
        try:
            tables = json.loads(path.read_text(encoding="utf-8"))
            found, given, aligned = (
                {name: (float(pull[0]), float(pull[1])) for name, pull in tables[part].items()}
                for part in TABLES
            )
            explained = {
                signal: {DivergenceType(kind): float(pull) for kind, pull in pulls.items()}
                for signal, pulls in tables["explained"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            raise ModelFault(f"the combination {path} cannot be read ({fault})") from fault
        return cls(found, given, aligned, explained)


def scores_of(signals: Signals, weights: Weights) -> Scores:
    """The probabilities of the three stances; a signal that the weights do not name has no pull."""
    pulls = pulls_of(signals, weights)
    highest = max(*pulls, 0.0)
    supports, refutes, neutral = (math.exp(pull - highest) for pull in (*pulls, 0.0))
    total = supports + refutes + neutral
    return Scores(supports / total, refutes / total, neutral / total)


def pulls_of(signals: Signals, weights: Weights) -> tuple[float, float]:
    """The log-odds of "supports" and of "refutes", both against "neutral"."""
    known = [(weights[name], value) for name, value in signals.items() if name in weights]
    supports, refutes = (sum(pull[side] * value for pull, value in known) for side in (0, 1))
    return supports, refutes


@dataclass(frozen=True)
class Held:
    """A claim held against its evidence: both texts' facts, and how each fact of the claim stands."""

    pair: Pair
    claim: Facts
    evidence: Facts
    checks: tuple[FactCheck, ...]

    @cached_property
    def overlap(self) -> float:
        """The share of the claim's content words that the evidence has too, 0 to 1.

        Figures and dates are what is compared, and names are what a whole story shares: both are left out.
        """
        spans = [q.text for q in self.claim.quantities] + [d.text for d in self.claim.dates]
        left_out = _stems(spans)
        named = _stems([n.text for n in self.claim.names if n.start > 0 or " " in n.text])
        words = self.claim.stems - left_out - named or self.claim.stems - left_out
        return len(words & self.evidence.stems) / len(words) if words else 0.0

    @cached_property
    def is_reversed(self) -> bool:
        """Whether the evidence tells the claim's deed with the parties changed about."""
        return self.any(DivergenceType.NAME, Relation.DIFFERENT) > 0

    @cached_property
    def is_planned(self) -> bool:
        """Whether the claim tells a deed as done that is still to come for all that the evidence says."""
        return is_only_planned(self.claim, self.evidence, self.pair.context)

    @cached_property
    def is_said_by_another(self) -> bool:
        """Whether the evidence names another source than the claim, and does not speak of the claim's at all."""
        others = {
            check.claim.start
            for check in self.checks
            if check.type is DivergenceType.ATTRIBUTION and check.relation is Relation.DIFFERENT
        }
        return any(
            not any(known(name, self.evidence.names, self.evidence.text) for name in source.names)
            for source in self.claim.attributions
            if source.start in others
        )

    @cached_property
    def is_contrary(self) -> bool:
        """Whether the evidence says of the claim's own matter that it was the other way round, or calls it false."""
        return any(check.contrary for check in self.checks)

    @cached_property
    def is_restated(self) -> bool:
        """Whether both say the same words in the same order, but for figures and days written in another way ("1.2 km", "1,200 metres").

        When a source said it may also be another day: it says so again to the report of the next one.
        """
        again = is_said_again(self.claim, self.evidence)
        said = {day.start for day in self.claim.dates if again and day.told}
        if not all(
            check.relation is Relation.EQUAL or _is_open(check, said) for check in self.checks
        ):
            return False
        figures = self.claim.quantities, self.evidence.quantities
        days = self.claim.dates, self.evidence.dates
        if not any(figures + days) or _plain(self.claim) != _plain(self.evidence):
            return False
        return _meet(*figures) and _meet(*days, again=again)

    @cached_property
    def is_requoted(self) -> bool:
        """Whether the claim is mostly a quotation, which the evidence has word for word and from the same speaker, and no fact differs."""
        said = {DivergenceType.QUOTE, DivergenceType.ATTRIBUTION}
        relations = {check.type: check.relation for check in self.checks if check.type in said}
        if set(relations) != said or set(relations.values()) != {Relation.EQUAL}:
            return False
        if any(check.relation is Relation.DIFFERENT for check in self.checks):
            return False
        if not all(
            any(source.is_of_speaker(other) for other in self.evidence.attributions)
            for source in self.claim.attributions
        ):
            return False
        quoted = _stems([quotation.key for quotation in self.claim.quotations])
        denied = is_negative(self.claim.cues) is not is_negative(self.evidence.cues)
        return not denied and 2 * len(quoted & self.claim.stems) >= len(self.claim.stems)

    @cached_property
    def is_of_another(self) -> bool:
        """Whether the evidence says in the claim's words, in their order, another figure or another day: that bears nothing out."""
        changed = {check.type for check in self.checks if check.relation is Relation.DIFFERENT}
        if changed.isdisjoint({DivergenceType.NUMBER, DivergenceType.DATE}):
            return False
        wanted = [word for word in _plain(self.claim) if word not in FUNCTION_WORDS]
        return len(wanted) >= LEAST_WORDS and _last_in_order(wanted, _plain(self.evidence)) >= 0

    @cached_property
    def is_recounted(self) -> bool:
        """Whether both say the same words in the same order, and all by which they differ is figures on one matter."""
        kinds = {check.type for check in self.checks if check.relation is not Relation.EQUAL}
        words = _plain(self.claim)
        return (
            kinds == {DivergenceType.NUMBER}
            and self.any(DivergenceType.NUMBER, Relation.DIFFERENT) > 0
            and len(words) >= LEAST_WORDS
            and words == _plain(self.evidence)
        )

    def any(self, kind: DivergenceType, relation: Relation) -> float:
        """1 where a fact of this kind stands so, else 0."""
        return float(any(c.type is kind and c.relation is relation for c in self.checks))

    def lacks(self, kind: DivergenceType, *, on_matter: bool) -> float:
        """1 where the evidence does not give a fact of this kind, or gives another one on another matter, else 0."""
        other = 0.0 if on_matter else self.any(kind, Relation.DIFFERENT)
        return max(other, self.any(kind, Relation.UNSTATED))


def signals(held: Held, model: Scores, back: Scores | None = None) -> Signals:
    """Everything that the combination looks at; a similarity that is not known is left out.

    Args:
        held: claim and evidence.
        model: what the model says of the claim by the evidence.
        back: the same the other way round, where it was asked.
    """
    number, day, role, act = (
        DivergenceType.NUMBER,
        DivergenceType.DATE,
        DivergenceType.ROLE,
        DivergenceType.NEGATION,
    )
    differs = any(c.relation is Relation.DIFFERENT and c.type in _HARD for c in held.checks)
    on_matter = same_matter(held.overlap, held.pair.similarity)
    found: dict[str, float] = {
        "bias": 1.0,
        "model_supports": _odds(model.supports, model.neutral),
        "model_refutes": _odds(model.refutes, model.neutral),
        "overlap": held.overlap,
        "number_equal": held.any(number, Relation.EQUAL),
        "number_derived": held.any(number, Relation.DERIVED),
        "number_different": held.any(number, Relation.DIFFERENT),
        "number_unstated": held.lacks(number, on_matter=on_matter),
        "date_equal": held.any(day, Relation.EQUAL),
        "date_different": held.any(day, Relation.DIFFERENT),
        "date_unstated": held.lacks(day, on_matter=on_matter),
        "role_different": held.any(role, Relation.DIFFERENT),
        "act_different": held.any(act, Relation.DIFFERENT),
        "act_unstated": held.any(act, Relation.UNSTATED),
        "quote_equal": held.any(DivergenceType.QUOTE, Relation.EQUAL),
        "quote_different": held.any(DivergenceType.QUOTE, Relation.DIFFERENT),
        "quote_unstated": held.any(DivergenceType.QUOTE, Relation.UNSTATED),
        "source_equal": held.any(DivergenceType.ATTRIBUTION, Relation.EQUAL),
        "source_different": held.any(DivergenceType.ATTRIBUTION, Relation.DIFFERENT),
        "name_unstated": held.any(DivergenceType.NAME, Relation.UNSTATED),
        "place_unstated": held.any(DivergenceType.PLACE, Relation.UNSTATED),
        "different_on_matter": float(differs and on_matter),
        "off_matter": float(not on_matter),
        "polarity": float(is_negative(held.claim.cues) is not is_negative(held.evidence.cues)),
        "contained": float(model.refutes < HALF and contains(held)),
    }
    if back is not None:
        found["back"] = 1.0
        found["back_supports"] = _odds(back.supports, back.neutral)
        found["back_refutes"] = _odds(back.refutes, back.neutral)
    found |= (
        _times(held.pair) | _covered(held.pair) | apart(held.pair, found["different_on_matter"])
    )
    if held.pair.similarity is not None:
        found["similarity"] = held.pair.similarity
    return found


def both_ways(there: Signals, back: Signals, wording: float, given: Weights) -> Signals:
    """What is known of two statements, each held against the other; which of them comes first changes nothing.

    Args:
        there: the signals of the one by the other.
        back: those of the other by the one.
        wording: the share of their wording that they have in common, 0 to 1.
        given: what signals are worth where one is the evidence for the other.
    """
    found = {"wording": wording}
    there, back = (
        {
            **one,
            **dict(zip(("supports", "refutes"), map(_bounded, pulls_of(one, given)), strict=True)),
        }
        for one in (there, back)
    )
    for name in there.keys() & back.keys():
        if name in _ONE_WAY:
            found[f"{name}_least"], found[f"{name}_most"] = sorted((there[name], back[name]))
        else:
            found[name] = (there[name] + back[name]) / 2
    return dict(sorted(found.items()))


def _times(pair: Pair) -> dict[str, float]:
    """Whether the evidence was written after the claim was made, or long before; nothing where a date is missing."""
    if pair.claim_date is None or pair.evidence_date is None:
        return {}
    age = pair.claim_date - pair.evidence_date
    return {"written_after": float(age < -DAY), "long_before": float(age > LONG_BEFORE)}


def _covered(pair: Pair) -> dict[str, float]:
    """How much of the claim sentence and article speak of; nothing of evidence given with its claim."""
    if pair.covered is None:
        return {}
    return {
        "covered": pair.covered.by_sentence,
        "covered_by_article": pair.covered.by_article,
        "covered_behind": pair.covered.behind,
        "farther": pair.covered.farther,
    }


def apart(pair: Pair, different: float) -> dict[str, float]:
    """How far two articles are from being one story, 0 to 1 in matter and in time; nothing where the claim stands in none.

    Args:
        pair: claim and evidence, and how alike their articles are.
        different: 1 where a fact differs on one matter, else 0: of another story it is no conflict.
    """
    if pair.kinship is None:
        return {}
    found = {"elsewhere": min(1.0, max(0.0, 1.0 - pair.kinship / ONE_STORY)), "another_time": 0.0}
    if pair.claim_date is not None and pair.evidence_date is not None:
        days = abs(pair.claim_date - pair.evidence_date) / DAY
        found["another_time"] = min(1.0, math.log1p(days) / math.log1p(YEAR))
    return {**found, "different_apart": different * max(found.values())}


def same_matter(overlap: float, similarity: float | None) -> bool:
    """Whether claim and evidence speak of one thing, so that a fact that differs is a conflict.

    Args:
        overlap: share of the claim's content words that the evidence shares, 0 to 1.
        similarity: their cosine, where it is known.
    """
    if similarity is None or overlap >= SURE_OVERLAP:
        return overlap >= HALF
    if overlap >= HALF:
        return similarity >= DISTANT
    return similarity >= CLOSE and overlap >= LOOSE_OVERLAP


def contains(held: Held) -> bool:
    """Whether all words of the claim that carry meaning stand in the evidence in their order, nothing denied and no other limit set."""
    if any(check.relation is not Relation.EQUAL for check in held.checks):
        return False
    if held.claim.cues or held.evidence.cues:
        return False
    figures = {w for check in held.checks for w in re.findall(r"\w+", check.claim.text.casefold())}
    claimed = _words(held.claim.text)
    words = _words(held.evidence.text)
    wanted = [word for word in claimed if word not in FUNCTION_WORDS | figures]
    last = _last_in_order(wanted, words)
    if len(wanted) < LEAST_WORDS or last < 0:
        return False
    return _LIMITS.isdisjoint({*claimed} ^ {*words[: last + 1]})


def _last_in_order(wanted: Sequence[str], words: Sequence[str]) -> int:
    """The place of the last wanted word where all stand among the words in their order, else -1."""
    rest = iter(enumerate(words))
    places = [next((place for place, word in rest if word == sought), -1) for sought in wanted]
    return places[-1] if places else -1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _plain(facts: Facts) -> list[str]:
    """The words of a text in their order, without figures and days and the "on" before a day."""
    figures = [(quantity.start, quantity.end) for quantity in facts.quantities]
    days = [(day.start, day.end) for day in facts.dates]
    led = [_ON.search(facts.text, 0, start) for start, _ in days]
    spans = [*figures, *days, *(found.span() for found in led if found)]
    return [
        word.group().casefold()
        for word in re.finditer(r"\w+", facts.text)
        if not any(start <= word.start() < end for start, end in spans)
    ]


def _is_open(check: FactCheck, said: Collection[int]) -> bool:
    """Whether nothing is known of a source, which the words tell, or of a day that begins at one of these places."""
    is_day = check.type is DivergenceType.DATE and check.claim.start in said
    is_source = check.type is DivergenceType.ATTRIBUTION
    return (is_day or is_source) and check.relation is Relation.UNSTATED


def _meet(some: Sequence[Any], others: Sequence[Any], *, again: bool = False) -> bool:
    """Whether figures, or days, are as many as others, and each is what the one in its place is, or both are when it was said again."""
    return len(some) == len(others) and all(
        one.meets(other) or (again and one.told and other.told)
        for one, other in zip(some, others, strict=True)
    )


def _stems(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in content_stems(text))


def _odds(one: float, other: float) -> float:
    return _bounded(math.log(max(one, 1e-9) / max(other, 1e-9)))


def _bounded(odds: float) -> float:
    return max(-MOST_ODDS, min(MOST_ODDS, odds))
