"""Verdicts on whole stories: `python -m benchmarks.stories [FOLDER] [--verbose]`.

FOLDER holds stories as JSON (default: ten invented ones and the bundled sample, of ten_stories): articles, and claims with
the articles that support and that contradict each; an article not listed is silent, and so is every other story. An article's stance is
that of its best-scored sentence. Prints, beside the plain recipe (sentences of a cosine of 0.5 and more, the model's
likeliest stance), F1 of support and of conflict over all (claim, article) pairs, the recall of retrieval, and conflicts
found and named by type.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.types import Evidence, Scores, Stance, Verification
from claims.verify import CANDIDATES, Question
from index.types import Submission
from service.engine import Engine, open_engine
from service.schemas import ArticleIn, VerifyIn
from service.settings import Settings

STORIES = Path(__file__).parent / "ten_stories"
SIDES = {Stance.SUPPORTS: "support", Stance.REFUTES: "conflict"}
PLAIN_COSINE = 0.5

Story = Mapping[str, Any]
Sided = dict[str, tuple[str, Evidence]]
"""article id → its side and the sentence that takes it"""


def load(folder: Path) -> list[Story]:
    """The stories of a folder, in the order of the numbers that their names begin with."""
    paths = sorted(folder.glob("*.json"), key=lambda path: int(path.name.split("-")[0]))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def submissions(stories: list[Story]) -> list[Submission]:
    """Every article of the stories, as it would come over HTTP."""
    return [
        ArticleIn.model_validate(article).submission()
        for story in stories
        for article in story["articles"]
    ]


def question_of(gold: Mapping[str, Any]) -> Question:
    """A claim of a story as it would be asked over HTTP, with every piece of evidence listed."""
    asked = VerifyIn(claim=gold["claim"], as_of=gold.get("as_of"))
    return Question(asked.claim, asked.as_of, limit=CANDIDATES)


def full(found: Verification) -> Sided:
    """The shipped verdict: each article's side by its best evidence."""
    return _sided((*found.supporting, *found.conflicting), lambda item: item.judgement.scores)


def plain(found: Verification) -> Sided:
    """The plain recipe on the same candidates: close sentences and the model's likeliest stance."""
    near = [
        item
        for item in (*found.supporting, *found.conflicting, *found.related)
        if item.similarity >= PLAIN_COSINE
    ]
    return _sided(near, lambda item: item.judgement.model)


def _sided(items: Any, scores: Callable[[Evidence], Scores]) -> Sided:
    taken: Sided = {}
    sided = [item for item in items if scores(item).best() is not Stance.NEUTRAL]
    for item in sorted(sided, key=lambda item: -scores(item).of(scores(item).best())):
        taken.setdefault(item.article.id, (SIDES[scores(item).best()], item))
    return taken


@dataclass
class Tally:
    """Right, wrong and missed (claim, article) pairs of each side."""

    counts: dict[str, Counter[str]] = field(
        default_factory=lambda: {side: Counter() for side in SIDES.values()}
    )

    def add(self, want: str | None, got: str | None) -> None:
        """Count one pair."""
        for side, count in self.counts.items():
            count["right"] += want == got == side
            count["wrong"] += got == side != want
            count["missed"] += want == side != got

    def f1(self, side: str) -> float:
        """F1 of a side."""
        count = self.counts[side]
        total = 2 * count["right"] + count["wrong"] + count["missed"]
        return 2 * count["right"] / total if total else 0.0

    def macro(self) -> float:
        """The mean of both sides."""
        return sum(self.f1(side) for side in self.counts) / len(self.counts)

    def __str__(self) -> str:
        sides = "   ".join(f"{side} F1 {self.f1(side):.3f}" for side in self.counts)
        return f"{sides}   macro F1 {self.macro():.3f}"


def wanted(gold: Mapping[str, Any], article_id: str) -> str | None:
    """What the gold says of an article."""
    return next((side for side in SIDES.values() if article_id in gold[side]), None)


@dataclass
class Scoring:
    """What is counted over all claims."""

    verbose: bool
    tallies: dict[str, Tally] = field(default_factory=lambda: {"plain": Tally(), "full": Tally()})
    retrieved: Counter[bool] = field(default_factory=Counter)
    named: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def ask(self, engine: Engine, gold: Mapping[str, Any], articles: list[str]) -> None:
        """Verify one claim and count what was said of each article."""
        found = engine.verify(question_of(gold))
        sided = {"plain": plain(found), "full": full(found)}
        items = (*found.supporting, *found.conflicting, *found.related)
        seen = {item.article.id for item in items}
        for article in (article for article in articles if article not in gold["skip"]):
            want = wanted(gold, article)
            for name, tally in self.tallies.items():
                tally.add(want, sided[name].get(article, (None, None))[0])
            if want:
                self.retrieved[article in seen] += 1
            self._detail(gold, article, want, sided["full"].get(article))

    def _detail(
        self,
        gold: Mapping[str, Any],
        article: str,
        want: str | None,
        found: tuple[str, Evidence] | None,
    ) -> None:
        """Count a conflict by its type, and print a miss."""
        got = found[0] if found else None
        if want == "conflict" and (kind := gold.get("divergence")):
            types = {d.type.value for d in found[1].judgement.divergences} if found else set()
            self.named[kind].update(
                {"all": 1, "found": got == "conflict", "named": got == "conflict" and kind in types}
            )
        if self.verbose and want != got:
            said = f"{found[1].score:.2f} {found[1].sentence.text}" if found else ""
            print(f"{gold['id']} {article}: want {want}, got {got} · {gold['claim']} · {said}")

    def show(self) -> None:
        """Print the table."""
        total = self.retrieved.total()
        print(
            f"articles that decide a claim, found by the search: {self.retrieved[True]} of {total}"
        )
        for kind, count in sorted(self.named.items()):
            print(
                f"  {kind:<12} {count['all']:>3} conflicts, {count['found']:>3} found, {count['named']:>3} named so"
            )
        for name, tally in self.tallies.items():
            print(f"{name:<6} {tally}")


def score(engine: Engine, stories: list[Story], *, verbose: bool) -> Scoring:
    """Store every article, then ask every claim."""
    stored = engine.ingest(engine.read(submissions(stories)))
    scoring = Scoring(verbose)
    for gold in (gold for story in stories for gold in story["claims"]):
        scoring.ask(engine, gold, [one.article.id for one in stored])
    return scoring


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=STORIES)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(Settings(data_folder=Path(folder))) as engine,
    ):
        score(engine, load(options.folder), verbose=options.verbose).show()


if __name__ == "__main__":
    main()
