"""Learn which type of difference a conflict is of, where no fact shows it: `python -m training.explanation`.

From the conflicts whose type is written down: of the stories each claim with the sentences that decide against it, of the news pairs and the
near copies the contradictions. Multinomial logistic regression on `claims.explanation.Apart.signals`. Prints, with weights
learned on the other stories and events, how many of each type are told so, and what facts that differ alone tell; writes the table
`explained` of `claims/weights/combination.json`. A minute.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.stories import load
from claims.combination import SHIPPED_FILE
from claims.divergence import FactCheck, check_facts, differences
from claims.explanation import GUESSED, Apart, Weights, explain
from claims.facts import read_facts
from claims.types import DivergenceType
from training.combine import written
from training.pairs import NEWS
from training.stories import FOLDER

KINDS = {
    **{kind.value: kind for kind in DivergenceType},
    **dict.fromkeys(("unit", "bound", "rounding", "duration"), DivergenceType.NUMBER),
    "time": DivergenceType.DATE,
    **dict.fromkeys(
        ("quantifier", "cause", "modality", "order", "comparison", "direction"),
        DivergenceType.OTHER,
    ),
}
"""how sets name what was changed → type; what they name otherwise is of several types"""
FILES = ("train", "near", "dev")
STORIES = "stories"
PAIR = 0.5
"""what a single pair counts against a story's: there claims are as editors type them"""
FOLDS = 8
STRENGTH = 0.3
"""inverse of the penalty"""


@dataclass(frozen=True)
class Conflict:
    """Two texts that conflict, and by what."""

    part: str
    name: str
    """of its story or event"""
    kind: DivergenceType
    apart: Apart
    checks: tuple[FactCheck, ...]

    @classmethod
    def of(
        cls,
        part: str,
        name: str,
        kind: DivergenceType,
        texts: tuple[str, str],
        days: tuple[date | None, date | None],
        background: str = "",
    ) -> "Conflict":
        """Read the facts of claim and evidence, each written on its day."""
        claim, evidence = (read_facts(text, day) for text, day in zip(texts, days, strict=True))
        checks = check_facts(claim, evidence, background, days[1])
        return cls(part, name, kind, Apart.of(claim, evidence, background), checks)


def stories() -> Iterator[Conflict]:
    """The claims of the stories with each sentence that decides against them."""
    for story in load(FOLDER):
        articles = {article["id"]: article for article in story["articles"]}
        for gold in (gold for gold in story["claims"] if gold.get("divergence") in KINDS):
            for at in (at for at in gold["conflict"] if at not in gold["skip"]):
                article = articles[at]
                days = (
                    _day(gold.get("as_of") or article["published_at"]),
                    _day(article["published_at"]),
                )
                for sentence in gold["evidence"].get(at, ()):
                    yield Conflict.of(
                        STORIES,
                        story["id"],
                        KINDS[gold["divergence"]],
                        (gold["claim"], sentence),
                        days,
                        article["text"],
                    )


def pairs() -> Iterator[Conflict]:
    """The contradictions of the news pairs whose kind is one type."""
    for part in FILES:
        with (NEWS / f"{part}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["label"] == "contradiction" and row["kind"] in KINDS:
                    written_on = _day(row["premise_date"])
                    days = _day(row["claim_date"]) or written_on, written_on
                    yield Conflict.of(
                        part,
                        str(row["event"]),
                        KINDS[row["kind"]],
                        (row["hypothesis"], row["premise"]),
                        days,
                    )


def _day(moment: str | None) -> date | None:
    return date.fromisoformat(moment[:10]) if moment else None


def learned(conflicts: Sequence[Conflict]) -> Weights:
    """The weights that make the types likeliest, each against `other`."""
    columns = DictVectorizer(sparse=False)
    inputs = columns.fit_transform([conflict.apart.signals for conflict in conflicts])
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
    importance = [1.0 if conflict.part == STORIES else PAIR for conflict in conflicts]
    model.fit(inputs, [conflict.kind.value for conflict in conflicts], sample_weight=importance)
    rows = dict(zip(model.classes_, model.coef_, strict=True))
    return {
        name: {
            kind: round(float(rows[kind.value][at] - rows[DivergenceType.OTHER.value][at]), 4)
            for kind in GUESSED
            if kind in rows
        }
        for at, name in enumerate(columns.get_feature_names_out())
    }


def report(conflicts: Sequence[Conflict]) -> None:
    """Print what is told of each part by weights learned on other stories and events."""
    names = sorted({(one.part == STORIES, one.name) for one in conflicts})
    told: dict[str, Counter[tuple[DivergenceType, str]]] = {}
    for fold in range(FOLDS):
        kept = set(names[fold::FOLDS])
        weights = learned([one for one in conflicts if (one.part == STORIES, one.name) not in kept])
        for one in conflicts:
            if (one.part == STORIES, one.name) in kept:
                count = told.setdefault(one.part, Counter())
                shown = {
                    d.type
                    for d in explain(one.apart.claim, one.apart.evidence, one.checks, weights)
                }
                facts = {d.type for d in differences(one.checks)}
                count.update([(one.kind, "all")])
                count.update([(one.kind, "right")] * (one.kind in shown))
                count.update([(one.kind, "by facts")] * (one.kind in facts))
                count.update((kind, "told") for kind in shown)
    for part, count in told.items():
        sys.stdout.write(f"{part}\n")
        for kind in DivergenceType:
            figures = "   ".join(
                f"{what} {count[kind, what]:>4}" for what in ("all", "told", "right", "by facts")
            )
            sys.stdout.write(f"  {kind.value:<12} {figures}\n")
        total = {
            what: sum(count[kind, what] for kind in DivergenceType)
            for what in ("all", "right", "by facts")
        }
        sys.stdout.write(
            f"  of {total['all']} {total['right'] / total['all']:.3f} are told right, {total['by facts'] / total['all']:.3f} by facts that differ\n"
        )


def main() -> None:
    """Fit, print and write."""
    conflicts = [*stories(), *pairs()]
    report(conflicts)
    tables = json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    tables["explained"] = learned(conflicts)
    SHIPPED_FILE.write_text(written(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
