"""The stance of labelled pairs, model alone and model with facts: `python -m benchmarks.stance DATA [SET …] [--rows N]`.

DATA is a folder of sets as JSON Lines (gzipped) with `premise`, `hypothesis` and `label`; SET a file in it without its
ending, or `news/dev` or `news/wire_dev`, this project's own. Prints balanced accuracy (mean recall of the classes a set has), the expected
calibration error of the likeliest stance (15 bins; Guo et al. 2017), for sets with a `kind` a line for each, and on
`news/dev` how many supported claims are refuted once a fact is changed, and how many once they are only reworded.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from claims.combination import Combination
from claims.judge import Judge
from claims.stance import SHIPPED_FILE, CrossEncoderStance
from claims.types import Judgement, Pair, Scores, Stance
from training.contrast import contrast
from training.pairs import LABELS, NEWS_DEV, OWN, REFUTES, SUPPORTS, read_pairs, read_set

SETS = (
    "nli/fever_3way/validation",
    "nli/mnli/dev_matched",
    "nli/fever_dev/dev",
    "nli/fever_symmetric/dev",
    "nli/fm2/dev",
    "nli/healthver/dev",
    "nli/wice/dev",
    *OWN,
)
BINS = 15
STANCES = {"entailment": "supports", "contradiction": "refutes", "neutral": "neutral"}

Row = dict[str, str]


def moment(row: Row, name: str) -> datetime | None:
    """A date of a row, where it has one."""
    return datetime.fromisoformat(row[name]).replace(tzinfo=UTC) if row.get(name) else None


def predicted(scores: Scores, labels: set[str]) -> str:
    """The likeliest label among those of the set."""
    if "not_entailment" in labels:
        return "entailment" if scores.supports >= 0.5 else "not_entailment"
    return max(
        (label for label in labels if label in STANCES),
        key=lambda label: getattr(scores, STANCES[label]),
    )


def balanced(rows: list[Row], scores: list[Scores]) -> float:
    """Mean recall of the classes."""
    labels = {row["label"] for row in rows}
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        hits[row["label"]].append(predicted(score, labels) == row["label"])
    return sum(sum(hit) / len(hit) for hit in hits.values()) / len(hits)


@dataclass(frozen=True)
class Bin:
    """Pairs of which the judge is about as sure: their number, its mean probability, and the share that it has right."""

    size: int
    confidence: float
    accuracy: float


def binned(rows: list[Row], scores: list[Scores]) -> list[Bin]:
    """The bins that hold a pair. Where a set has two labels the stances that one of them covers are taken together."""
    labels = {row["label"] for row in rows}
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        guess = predicted(score, labels)
        confidence = chance_of(guess, score, labels)
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, guess == row["label"]))
    return [
        Bin(len(held), mean(c for c, _ in held), mean(right for _, right in held))
        for _, held in sorted(bins.items())
    ]


def calibration_error(rows: list[Row], scores: list[Scores]) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their size; 0 to 1."""
    bins = binned(rows, scores)
    return sum(abs(one.confidence - one.accuracy) * one.size for one in bins) / len(rows)


def chance_of(label: str, scores: Scores, labels: set[str]) -> float:
    """The probability of a label among those of the set."""
    if label == "not_entailment":
        return 1 - scores.supports
    known = [getattr(scores, STANCES[name]) for name in labels if name in STANCES]
    whole = 1.0 if "not_entailment" in labels else sum(known)
    return float(getattr(scores, STANCES[label]) / whole)


def by_kind(rows: list[Row], judged: list[Judgement]) -> None:
    """Accuracy for each kind of pair."""
    kinds: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    labels = set(STANCES)
    for row, judgement in zip(rows, judged, strict=True):
        right = [predicted(s, labels) == row["label"] for s in (judgement.model, judgement.scores)]
        kinds[row["kind"]].append((right[0], right[1]))
    for kind, hits in sorted(kinds.items()):
        shares = [sum(hit[place] for hit in hits) / len(hits) for place in (0, 1)]
        print(
            f"    {kind:<14} n {len(hits):>4}   model {shares[0]:.3f}   with facts {shares[1]:.3f}"
        )


def changed_facts(judge: Judge) -> None:
    """Print how many held-out claims are refuted with one fact changed, and with other words for the same."""
    true = [p for p in read_pairs(Path(), NEWS_DEV) if p.allowed == LABELS["entailment"]]
    made = contrast(true, random.Random(5))
    judged = judge.judge([Pair(pair.claim, pair.evidence) for pair in made])
    for stance, name in ((REFUTES, "one fact changed"), (SUPPORTS, "reworded")):
        own = [j for pair, j in zip(made, judged, strict=True) if pair.allowed == {stance}]
        shares = [
            sum(scores.best() is Stance.REFUTES for scores in side) / len(own)
            for side in ([j.model for j in own], [j.scores for j in own])
        ]
        print(
            f"    refuted, {name:<17} n {len(own):>4}   model {shares[0]:.3f}   with facts {shares[1]:.3f}"
        )


def rows_of(data: Path, name: str, limit: int) -> list[Row]:
    """A fixed random choice of a set's rows."""
    every = read_set(data, name)
    rows = [row for row in every if row["premise"] and row["hypothesis"]]
    random.Random(7).shuffle(rows)
    return rows[:limit]


def judged_rows(judge: Judge, rows: list[Row]) -> list[Judgement]:
    """Each row as the service would judge it."""
    return judge.judge(
        [
            Pair(
                row["hypothesis"],
                row["premise"],
                moment(row, "claim_date"),
                moment(row, "premise_date"),
            )
            for row in rows
        ]
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument(
        "--weights", type=Path, default=SHIPPED_FILE, help="the model's weights, of another run"
    )
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    judge = Judge(CrossEncoderStance.load(weights=options.weights), Combination.load())
    results: dict[str, tuple[float, float]] = {}
    for name in options.sets:
        rows = rows_of(options.data, name, options.rows)
        judged = judged_rows(judge, rows)
        sides = [j.model for j in judged], [j.scores for j in judged]
        results[name] = (balanced(rows, sides[0]), balanced(rows, sides[1]))
        errors = [calibration_error(rows, side) for side in sides]
        print(
            f"{name:<28} n {len(rows):>5}   model {results[name][0]:.3f} (ECE {errors[0]:.3f})   "
            f"with facts {results[name][1]:.3f} (ECE {errors[1]:.3f})"
        )
        if "kind" in rows[0]:
            by_kind(rows, judged)
        if name == NEWS_DEV:
            changed_facts(judge)
    shares = [sum(result[place] for result in results.values()) / len(results) for place in (0, 1)]
    print(f"mean balanced accuracy   model {shares[0]:.3f}   with facts {shares[1]:.3f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
