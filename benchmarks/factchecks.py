"""How well prior fact checks are found: `python -m benchmarks.factchecks [--data DATA] [--judged N]`.

Statements that people made in the open, each with the one fact check among ten thousand that is on it
(`claim_matching/known_lie_snopes`, for measuring only). Prints recall@k of the nearest fact checks, and for a sample how
often the right one stands among those that `verify` shows, before and after the judge. The statements are whole posts,
longer and looser than a claim, so both are a lower bound. Without the data it says so and leaves.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from claims.factchecks import CANDIDATES, prior_checks
from claims.verify import Question
from index.types import FactCheck
from service.engine import Engine, open_engine
from service.settings import Settings

SET = "claim_matching/known_lie_snopes"
DEPTHS = (1, 3, 5, 10, CANDIDATES)


def rows(path: Path) -> list[dict[str, str]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def checks(folder: Path) -> list[FactCheck]:
    """All fact checks; what they found is not in the set."""
    return [
        FactCheck(row["id"], row["text"], "unknown", "unknown", "https://unknown.example", None)
        for row in rows(folder / "verified_claims.jsonl.gz")
    ]


def recall(engine: Engine, asked: Sequence[dict[str, str]], every: Sequence[FactCheck]) -> None:
    """Print the share of statements whose fact check is among the k nearest."""
    held = engine.encoder.encode([check.claim for check in every])
    found = engine.encoder.encode([row["text"] for row in asked]) @ held.T
    place = {check.id: at for at, check in enumerate(every)}
    right = np.array([place[row["gold"]] for row in asked])
    ranks = (found > found[np.arange(len(asked)), right][:, None]).sum(axis=1)
    print(f"{len(asked)} statements, {len(every)} fact checks")
    print("recall  " + "   ".join(f"@{k} {(ranks < k).mean():.3f}" for k in DEPTHS))


def judged(engine: Engine, asked: Sequence[dict[str, str]]) -> None:
    """Print how many fact checks are shown for a statement, and how often the right one is among them or first."""
    shown = [
        [
            item.check.id
            for item in prior_checks(engine.fact_checks, engine.judge, Question(row["text"]))
        ]
        for row in asked
    ]
    right = [row["gold"] in ids for row, ids in zip(asked, shown, strict=True)]
    first = [ids[:1] == [row["gold"]] for row, ids in zip(asked, shown, strict=True)]
    count = sum(map(len, shown))
    print(
        f"shown   {count / len(asked):.2f} a statement, right one among them {np.mean(right):.3f}, "
        f"first {np.mean(first):.3f}; {sum(right) / max(1, count):.3f} of the shown are the right one"
    )


def main() -> None:
    """Measure, or say that there is nothing to measure on."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--judged", type=int, default=200)
    given = parser.parse_args()
    folder = given.data / SET
    if not folder.is_dir():
        sys.exit(f"skipped: there is no {folder}; name the folder of the data with --data")
    asked, every = rows(folder / "queries.jsonl.gz"), checks(folder)
    with (
        tempfile.TemporaryDirectory() as data,
        open_engine(Settings(data_folder=Path(data))) as engine,
    ):
        engine.fact_checks.put(every)
        recall(engine, asked, every)
        judged(engine, random.Random(7).sample(asked, min(given.judged, len(asked))))


if __name__ == "__main__":
    main()
