"""Nuance between claims of two outlets: `python -m benchmarks.claimdiff DATA [--json FILE]`.

DATA holds `news/claimdiff` (Ko et al. 2023): whether a claim strengthens, weakens or does neither to another claim on one
event. A third of its topics, whole ones, is held out; macro F1 there of three ways. Similarity and NLI as they come: where
the cosine is high enough, the stance model's "supports" strengthens and its "refutes" weakens. The same with thresholds
chosen on the other topics. And all signals of the judge, both ways, weighed by a logistic regression on the other topics.
Nothing of it is shipped: the set may be measured on, and "weakens" is told too seldom to be shown to anybody.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from claims.combination import Combination
from claims.facts.words import content_stems
from claims.judge import Judge, Read
from claims.stance import CrossEncoderStance
from claims.types import Pair
from index.encoder import Encoder, SentenceEncoder
from training.pairs import read_rows

FOLDER = "news/claimdiff"
LABELS = ("strengthen", "weaken", "neither")
STRENGTHEN, WEAKEN, NEITHER = range(3)
HELD_OUT = 3
"""one topic in so many"""
PLAIN_COSINE = 0.5
FOLDS = 5
PENALTY = 100.0
"""on the squares of the weights"""
COSINES = np.arange(0.20, 0.71, 0.02)
REFUTES = np.arange(0.02, 0.71, 0.02)
FACTORS = np.geomspace(0.5, 16.0, 21)
"""by which the chances of the two rarer labels are multiplied"""

Labels = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of claims, a row each."""

    labels: Labels
    topics: NDArray[np.str_]
    cosines: Values
    model: Values
    """shape (pairs, 3): supports, refutes and neutral of the first claim by the second, of the model alone"""
    signals: Values
    """shape (pairs, signals): all that the judge looks at, both ways"""

    def __getitem__(self, chosen: NDArray[np.bool_]) -> "Pairs":
        return Pairs(
            self.labels[chosen],
            self.topics[chosen],
            self.cosines[chosen],
            self.model[chosen],
            self.signals[chosen],
        )


def is_held_out(topic: str) -> bool:
    """Whether a topic is measured and not chosen by."""
    return int(hashlib.sha256(topic.encode()).hexdigest(), 16) % HELD_OUT == 0


def read(data: Path, encoder: Encoder, judge: Judge) -> Pairs:
    """The pairs of the set, judged both ways."""
    rows = list(read_rows(data, f"{FOLDER}/threeway_train"))
    claims, others = ([row[side] for row in rows] for side in ("claim_a", "claim_b"))
    cosines = np.sum(encoder.encode(claims) * encoder.encode(others), axis=1)
    ways = [way for pair in zip(claims, others, strict=True) for way in (pair, pair[::-1])]
    reads = judge.read(
        [
            Pair(claim, other, similarity=float(cosine))
            for (claim, other), cosine in zip(ways, np.repeat(cosines, 2), strict=True)
        ]
    )
    there, back = reads[::2], reads[1::2]
    return Pairs(
        np.asarray([LABELS.index(row["label"]) for row in rows]),
        np.asarray([row["topic"] for row in rows]),
        cosines.astype(np.float64),
        np.asarray([(r.model.supports, r.model.refutes, r.model.neutral) for r in there]),
        np.hstack([_matrix(there), _matrix(back), _sizes(there)]),
    )


def _matrix(reads: Sequence[Read]) -> Values:
    """The signals of each pair one way."""
    found = [read.signals for read in reads]
    names = sorted({name for one in found for name in one})
    return np.asarray([[one.get(name, 0.0) for name in names] for one in found])


def _sizes(reads: Sequence[Read]) -> Values:
    """How long both claims are, and the share of the shorter one's words that the other has."""
    return np.asarray([_size(read.held.pair) for read in reads])


def _size(pair: Pair) -> tuple[float, float, float]:
    here, there = content_stems(pair.claim), content_stems(pair.evidence)
    shared = len(here & there) / max(1, min(len(here), len(there)))
    return math.log1p(len(here)), math.log1p(len(there)), shared


def plain(pairs: Pairs) -> Labels:
    """Similarity and NLI as they come."""
    return np.where(pairs.cosines >= PLAIN_COSINE, pairs.model.argmax(axis=1), NEITHER)


def by_thresholds(pairs: Pairs, cosine: float, refutes: float) -> Labels:
    """What the model refutes so surely weakens; of the rest what is close strengthens."""
    rest = np.where(pairs.cosines >= cosine, STRENGTHEN, NEITHER)
    return np.where(pairs.model[:, WEAKEN] >= refutes, WEAKEN, rest)


def thresholds(train: Pairs) -> tuple[float, float]:
    """The cosine and the chance of "refutes" that give the best macro F1."""
    return max(
        product(COSINES.tolist(), REFUTES.tolist()),
        key=lambda pair: macro(train.labels, by_thresholds(train, *pair)),
    )


def weighed(train: Pairs, held: Pairs) -> Labels:
    """The judge's signals, weighed as the training topics say; what the labels are worth is chosen across their folds."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1 / PENALTY, max_iter=2000))
    folds = GroupKFold(FOLDS)
    chances = cross_val_predict(
        model, train.signals, train.labels, groups=train.topics, cv=folds, method="predict_proba"
    )
    factors = max(
        ((1.0, weaken, neither) for weaken, neither in product(FACTORS, FACTORS)),
        key=lambda factors: macro(train.labels, (chances * factors).argmax(axis=1)),
    )
    model.fit(train.signals, train.labels)
    guesses: Labels = (model.predict_proba(held.signals) * factors).argmax(axis=1)
    return guesses


def macro(labels: Labels, guesses: Labels) -> float:
    """The mean of the F1 of the three labels."""
    return float(f1_score(labels, guesses, average="macro", zero_division=0.0))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    if not (options.data / FOLDER).is_dir():
        print(f"not measured: there is no {options.data / FOLDER}")
        return
    judge = Judge(CrossEncoderStance.load(), Combination.load())
    pairs = read(options.data, SentenceEncoder.load(), judge)
    chosen = np.asarray([is_held_out(topic) for topic in pairs.topics])
    train, held = pairs[~chosen], pairs[chosen]
    cosine, refutes = thresholds(train)
    guesses = {
        "similarity and NLI as they come": plain(held),
        f"cosine {cosine:.2f}, refutes {refutes:.2f}": by_thresholds(held, cosine, refutes),
        "the judge's signals, weighed": weighed(train, held),
    }
    print(f"{len(held.labels)} pairs of {len(set(held.topics))} topics; F1")
    results: dict[str, dict[str, float]] = {}
    for way, guess in guesses.items():
        each = f1_score(held.labels, guess, average=None, zero_division=0.0)
        results[way] = {"macro": macro(held.labels, guess)}
        results[way] |= dict(zip(LABELS, map(float, each), strict=True))
        print(f"  {way:<32}", *(f"{name} {f1:.3f}" for name, f1 in results[way].items()), sep="   ")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
