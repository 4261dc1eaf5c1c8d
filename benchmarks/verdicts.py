"""Verdicts on the sample story against its own gold: `python -m benchmarks.verdicts [--verbose]`.

For each claim of `sample_claims.jsonl` an article's stance is that of its best-scored sentence. Prints F1 of support and
of conflict over all (claim, article) pairs that are not skipped, and the share of conflicts named by their type. The
set steers the thresholds of `claims/decide.py`; it measures nothing for the README.
"""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from claims.types import Evidence, Verification
from claims.verify import Question
from service.engine import open_engine
from service.sample import sample_story
from service.schemas import VerifyIn
from service.settings import Settings

GOLD = Path(__file__).parent / "sample_claims.jsonl"


def best(found: Verification) -> dict[str, tuple[str, Evidence]]:
    """Each article's side and its best evidence."""
    sides = [("support", item) for item in found.supporting] + [
        ("conflict", item) for item in found.conflicting
    ]
    taken: dict[str, tuple[str, Evidence]] = {}
    for side, item in sorted(sides, key=lambda pair: -pair[1].score):
        taken.setdefault(item.article.id, (side, item))
    return taken


def f1(counts: Counter[str]) -> float:
    """F1 of right, wrong and missed."""
    total = 2 * counts["right"] + counts["wrong"] + counts["missed"]
    return 2 * counts["right"] / total if total else 0.0


def wanted(gold: dict[str, Any], article_id: str) -> str | None:
    """What the gold says of an article."""
    return next((side for side in ("support", "conflict") if article_id in gold[side]), None)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {"support": Counter(), "conflict": Counter()}
    typed: Counter[bool] = Counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(Settings(data_folder=Path(folder))) as engine,
    ):
        story = engine.read(sample_story())
        engine.ingest(story)
        for line in GOLD.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            asked = VerifyIn(claim=gold["claim"], as_of=gold.get("as_of"), limit=50)
            found = best(engine.verify(Question(asked.claim, asked.as_of, None, asked.limit)))
            for article in story:
                if article.id in gold["skip"]:
                    continue
                want, (got, item) = wanted(gold, article.id), found.get(article.id, (None, None))
                for side, count in counts.items():
                    count["right"] += want == got == side
                    count["wrong"] += got == side != want
                    count["missed"] += want == side != got
                if want == got == "conflict" and item is not None and "divergence" in gold:
                    typed[
                        gold["divergence"] in {d.type.value for d in item.judgement.divergences}
                    ] += 1
                if options.verbose and want != got:
                    said = f"{item.score:.2f} {item.sentence.text}" if item else ""
                    print(f"{article.id}: want {want}, got {got} · {gold['claim']} · {said}")
    for side, count in counts.items():
        print(f"{side}: F1 {f1(count):.3f} {dict(count)}")
    print(f"divergence type: {typed[True]} of {typed.total()}")
    print(f"macro F1 {sum(f1(count) for count in counts.values()) / 2:.3f}")


if __name__ == "__main__":
    main()
