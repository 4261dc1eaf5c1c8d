"""Learn what the kinship of two articles is worth: `python -m training.kinship --data DATA [--folder PATH]`.

In a corpus of many stories most of what an audit finds for a statement stands in an article on something else. No set says
so sentence by sentence, but this much is nearly sure: of two real articles on different matters, or of different seasons, one bears
out or contradicts no statement of the other, unless in nearly the same words. Such pairs are found by audits of news, the stories held
out from the stance model show what takes a side, and the weights of three signals are learned from both; all others stay as they are. Half of the audited
articles are kept to measure on. PATH keeps the corpus for the next run.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.audits import cut, fill, news, split
from claims.audit import Witnesses, question_of
from claims.combination import DAY, SHIPPED_FILE, Weights, apart, scores_of
from claims.decide import DEFAULT
from claims.kinship import kinship, profile_of
from claims.types import Pair
from claims.verify import candidates
from index.types import Article
from service.engine import Engine, open_engine
from service.settings import Settings
from training.combine import NOTHING, Row, counted, fit, story_rows, written
from training.pairs import NEUTRAL
from training.stories import read_stories

NEWS = Path("news", "allsides_articles", "sample_5k.jsonl.gz")
SIGNALS = ("another_time", "different_apart", "elsewhere")
PENALTY = 1.0
FAR = 0.3
"""kinship below which two articles are on different matters"""
SEASON = 60
"""days from which they are of different seasons"""
REPEATED = 0.9
"""cosine from which a sentence may bear out another from anywhere"""
WEIGHT = 4.0
"""of a row of real news: in a large corpus nearly all pairs are such"""
AUDITED = 96
"""articles that are audited, half of them to learn from"""
SENTENCES = 100_000


@dataclass(frozen=True)
class Found:
    """A row of real news: the kinship of its articles, the days between them, and whether it is surely neutral."""

    row: Row
    kinship: float
    days: float | None
    is_far: bool


def audited_rows(engine: Engine, article: Article) -> list[Found]:
    """What an audit of an article asks the model of."""
    witnesses = Witnesses(article, engine.corpus)
    (claims,) = engine.claims([article])
    questions = [question_of(claim.statement, article.published_at) for claim in claims]
    found = witnesses.search(engine.corpus.asked([question.claim for question in questions]))
    asked = candidates(engine.judge, questions, found, witnesses.vectors, article)
    pairs = [one.pair for one in asked]
    return [
        _found(pair, Row(dict(read.signals), frozenset({NEUTRAL})))
        for pair, read in zip(pairs, engine.judge.read(pairs), strict=True)
    ]


def _found(pair: Pair, row: Row) -> Found:
    assert pair.kinship is not None, "an audit knows the article of its claims"
    assert pair.similarity is not None, "a search knows how close it is"
    days = None
    if pair.claim_date and pair.evidence_date:
        days = abs(pair.claim_date - pair.evidence_date) / DAY
    is_far = pair.kinship < FAR or (days or 0) > SEASON
    return Found(row, pair.kinship, days, is_far and pair.similarity < REPEATED)


def placed(rows: Iterable[Row], engine: Engine) -> Iterator[Row]:
    """Rows of stories, as if each claim stood in the first other article that says it, or else in the first other one."""
    stories = read_stories(held_out=True)
    articles = {a.id: a for s in stories for a in engine.stored([x["id"] for x in s["articles"]])}
    vectors = engine.corpus.vectors(list(articles.values()))
    profiles = {at: profile_of(article, vectors) for at, article in articles.items()}
    homes = {
        gold["id"]: [*gold["support"], *(article["id"] for article in story["articles"])]
        for story in stories
        for gold in story["claims"]
    }
    for row in rows:
        claim, at = row.group
        home = next(other for other in homes[claim] if other != at)
        dates = articles[home].published_at, articles[at].published_at
        pair = Pair("", "", *dates, kinship=kinship(profiles[home], profiles[at]))
        yield replace(
            row, signals={**row.signals, **apart(pair, row.signals["different_on_matter"])}
        )


def sides(found: Iterable[Found], weights: Weights) -> int:
    """How many rows take a side."""
    scores = (scores_of(one.row.signals, weights) for one in found)
    return sum(max(score.supports, score.refutes) >= DEFAULT.stance for score in scores)


def report(measured: Sequence[Found], before: Weights, after: Weights) -> None:
    """Print how many of the measured pairs take a side, by kinship and time."""
    bands: dict[str, Callable[[Found], bool]] = {
        "another matter": lambda one: one.kinship < FAR,
        "one matter, another season": lambda one: one.kinship >= FAR and (one.days or 0) > SEASON,
        "one matter, about one time": lambda one: one.kinship >= FAR and (one.days or 0) <= SEASON,
    }
    sys.stdout.write(f"{'':28}{'pairs':>8}{'sides before':>14}{'after':>8}\n")
    for name, belongs in bands.items():
        some = [one for one in measured if belongs(one)]
        sys.stdout.write(f"{name:28}{len(some):8}{sides(some, before):14}{sides(some, after):8}\n")


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--folder", type=Path, help="keep the corpus of news here")
    options = parser.parse_args()
    stored, audited = split(news(options.data / NEWS), AUDITED)
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_engine(Settings(data_folder=options.folder or Path(scratch))) as engine,
    ):
        fill(engine, stored, SENTENCES)
        found = [audited_rows(engine, article) for article in engine.read([*map(cut, audited)])]
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_engine(Settings(data_folder=Path(scratch))) as engine,
    ):
        stories = list(placed(story_rows(engine, read_stories(held_out=True)), engine))
    tables = json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    before = {name: pull for name, pull in tables["found"].items() if name not in SIGNALS}
    far = [
        replace(one.row, importance=WEIGHT) for group in found[::2] for one in group if one.is_far
    ]
    learned = fit([*stories, *far], SIGNALS, NOTHING, PENALTY, before)
    after = dict(sorted({**before, **learned}.items()))
    report([one for group in found[1::2] for one in group], before, after)
    sys.stdout.write(f"stories before {counted(stories, before)}\n")
    sys.stdout.write(f"stories after  {counted(stories, after)}\n")
    SHIPPED_FILE.write_text(written({**tables, "found": after}), encoding="utf-8")


if __name__ == "__main__":
    main()
