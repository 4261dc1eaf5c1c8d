"""What each step of the training gave: `python -m benchmarks.ablation DATA NAME=WEIGHTS… [--rows N]`.

One column for each weights file of the stance model, one row for each set, as a Markdown table: balanced accuracy of the model
alone, and of the stories held out from training the accuracy on deciding and silent sentences, half and half.
"""

import argparse
from pathlib import Path

from benchmarks.stance import SETS, balanced, rows_of
from claims.stance import SHIPPED, CrossEncoderStance, as_scores
from training.pairs import Pair
from training.stance import STEERING, STORIES_DEV, steering_pairs

MORE = tuple(name for name in STEERING if name not in SETS)


def on_stories(model: CrossEncoderStance, pairs: list[Pair]) -> float:
    """The share of pairs whose likeliest stance is allowed."""
    rows = model.probabilities([(pair.evidence, pair.claim) for pair in pairs])
    best = rows.argmax(axis=1).tolist()
    return sum(stance in pair.allowed for stance, pair in zip(best, pairs, strict=True)) / len(best)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", nargs="+", metavar="NAME=WEIGHTS")
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    named = dict(text.split("=", 1) for text in options.weights)
    models = [CrossEncoderStance.load(SHIPPED, Path(path)) for path in named.values()]
    print("| set | " + " | ".join(named) + " |\n|" + " --- |" * (len(named) + 1))
    for name in (*SETS, *MORE):
        rows = rows_of(options.data, name, options.rows)
        pairs = [(row["premise"], row["hypothesis"]) for row in rows]
        shares = [
            balanced(rows, [as_scores(row) for row in model.probabilities(pairs)])
            for model in models
        ]
        print(f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |", flush=True)
    stories = steering_pairs(options.data)[STORIES_DEV]
    shares = [on_stories(model, stories) for model in models]
    print(f"| {STORIES_DEV} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


if __name__ == "__main__":
    main()
