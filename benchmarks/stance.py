"""The stance of labelled pairs, model alone and model with facts: `python -m benchmarks.stance DATA [SET …] [--rows N]`.

DATA is a folder of sets as JSON Lines (gzipped) with `premise`, `hypothesis` and `label`; SET a file in it without its
ending. Prints balanced accuracy (mean recall of the classes a set has), and for sets with a `kind` a line for each.
"""

import argparse
import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from claims.judge import Judge
from claims.stance import CrossEncoderStance
from claims.types import Judgement, Pair, Scores
from training.pairs import read_rows

SETS = (
    "nli/fever_3way/validation",
    "nli/mnli/dev_matched",
    "nli/fever_dev/dev",
    "nli/fever_symmetric/dev",
    "nli/fm2/dev",
    "nli/healthver/dev",
    "nli/wice/dev",
    "written/dev",
)
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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    judge = Judge(CrossEncoderStance.load())
    results: dict[str, tuple[float, float]] = {}
    for name in options.sets:
        rows = [
            row for row in read_rows(options.data, name) if row["premise"] and row["hypothesis"]
        ]
        random.Random(7).shuffle(rows)
        rows = rows[: options.rows]
        pairs = [
            Pair(
                row["hypothesis"],
                row["premise"],
                moment(row, "claim_date"),
                moment(row, "premise_date"),
            )
            for row in rows
        ]
        judged = judge.judge(pairs)
        results[name] = (
            balanced(rows, [j.model for j in judged]),
            balanced(rows, [j.scores for j in judged]),
        )
        print(
            f"{name:<28} n {len(rows):>5}   model {results[name][0]:.3f}   with facts {results[name][1]:.3f}"
        )
        if "kind" in rows[0]:
            by_kind(rows, judged)
    shares = [sum(result[place] for result in results.values()) / len(results) for place in (0, 1)]
    print(f"mean balanced accuracy   model {shares[0]:.3f}   with facts {shares[1]:.3f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
