"""The same told the other way about: `python -m benchmarks.rewordings [--verbose]`.

Pairs of short sentences in rewordings.jsonl, half of which the evidence bears out and half of which it refutes, by kind: "A beat B" and
"B lost to A", "most of them" and "17 of 21", "did not open until May". Each kind is a minimum functionality test (CheckList,
Ribeiro et al. 2020). Prints what the model alone and what the judge gets right, and how many of those borne out each takes for refuted.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from claims.combination import Combination
from claims.judge import Judge
from claims.stance import CrossEncoderStance
from claims.types import Pair, Stance

PAIRS = Path(__file__).parent / "rewordings.jsonl"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="print each miss of the judge")
    options = parser.parse_args()
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    judge = Judge(CrossEncoderStance.load(), Combination.load())
    found = judge.judge([Pair(row["claim"], row["evidence"]) for row in rows])

    pairs: Counter[str] = Counter(row["kind"] for row in rows)
    right: dict[str, Counter[str]] = {"model": Counter(), "judge": Counter()}
    refuted: Counter[str] = Counter()
    for row, judgement in zip(rows, found, strict=True):
        told = {"model": judgement.model.best(), "judge": judgement.stance}
        for name, stance in told.items():
            right[name][row["kind"]] += stance.value == row["stance"]
            refuted[name] += row["stance"] == Stance.SUPPORTS.value and stance is Stance.REFUTES
        if options.verbose and told["judge"].value != row["stance"]:
            print(f"{told['judge'].value}, not {row['stance']}: {row['claim']} · {row['evidence']}")

    print(f"{'':<24}pairs  model  judge")
    for kind in pairs:
        print(f"{kind:<24}{pairs[kind]:>5}{right['model'][kind]:>7}{right['judge'][kind]:>7}")
    print(f"{'all':<24}{pairs.total():>5}{right['model'].total():>7}{right['judge'].total():>7}")
    borne_out = sum(row["stance"] == Stance.SUPPORTS.value for row in rows)
    print(
        f"borne out {borne_out}, of which taken for refuted: model {refuted['model']}, judge {refuted['judge']}"
    )


if __name__ == "__main__":
    main()
