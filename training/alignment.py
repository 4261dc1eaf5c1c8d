"""Learn what two statements of two articles are to each other: `python -m training.alignment --data DATA`.

Four kinds of articles are set side by side, and of each two statements that a comparison would ask of, what they may be is told:
in the stories held out from the stance model two sentences that decide one claim say the same if they take one side, conflict if
they take two, and are neither if they decide different claims; the steering pairs of news are what their labels say, for in
stories what stands close to a statement seldom contradicts it; of summaries' sentences (`news/qa_align`, topics that its benchmark
leaves alone) those say the same that share a content unit; and statements of which nothing is known, in the stories and in three
outlets' leads on one event (`news/neus_allsides`), hardly ever conflict. Prints what each part is judged with weights learned on
other stories, topics and events, and writes the table `aligned` of `claims/weights/combination.json`. `training.combine` comes before it.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, cast

from benchmarks.origins import encoded
from benchmarks.qa_align import TOPICS, article_of, is_held_out, unit_stories
from benchmarks.stories import Story, submissions, wanted
from claims.alignment import Alignment
from claims.checkworthiness import CheckWorthiness
from claims.combination import SHIPPED_FILE, Combination, Weights, both_ways, scores_of
from claims.compare import alignment_of
from claims.detect import Detector
from claims.judge import Judge
from claims.stance import CrossEncoderStance
from claims.types import Stance
from index.encoder import Encoder, SentenceEncoder
from index.reading import read
from index.types import Article, Submission
from training.combine import Row, fit, written
from training.pairs import LABELS, NEUTRAL, REFUTES, SUPPORTS, read_news, read_rows
from training.stories import decides, read_stories

LEADS = "news/neus_allsides/train"
STORIES, PAIRS, SUMMARIES, NEWS = "stories", "pairs", "summaries", "news"
EVENTS = 60
"""of real news, and as many topics of summaries"""
EVERY = 3
"""every third event of real news is looked at"""
LEAST_WORDS = 150
"""of an event's three leads together"""
MOST_WORDS = 60
"""of a steering pair's evidence: a statement is no paragraph"""
FOLDS = 8
PRIOR: Weights = {
    "bias": (-0.5, -0.8),
    "supports_most": (0.7, 0.0),
    "refutes_most": (-0.3, 0.4),
    "refutes_least": (-0.3, 0.6),
}
"""what the weights are drawn to: one that bears the other out says the same, and a conflict is one both ways"""
PENALTY = 30.0
"""on the squared distances from there: the gold of a story knows of one claim, and two sentences may also differ in another"""
WEIGHTS = {SUPPORTS: 2.5, REFUTES: 1.5, NEUTRAL: 1.0}
"""what statements weigh that say the same, conflict or do neither: most pairs of sentences are neither"""
UNKNOWN = 0.5
"""what statements weigh of which nothing is known but that they hardly conflict"""
STANCES = {Stance.SUPPORTS: SUPPORTS, Stance.REFUTES: REFUTES, Stance.NEUTRAL: NEUTRAL}
HARDLY_CONFLICT = frozenset({SUPPORTS, NEUTRAL})

Gold = Mapping[tuple[str, str], frozenset[int]]
"""what two sentences, by their ids, may be to each other"""


@dataclass(frozen=True)
class Case:
    """Articles that are set side by side, and what is known of their sentences."""

    part: str
    name: str
    articles: Sequence[Article]
    gold: Gold
    hardly: bool = True
    """whether statements of which the gold says nothing hardly conflict; else nothing is known of them"""


@dataclass(frozen=True)
class Found:
    """Two statements of a case as a row to learn from."""

    part: str
    name: str
    row: Row


def stories() -> Iterator[Case]:
    """The stories held out from the stance model."""
    for story in read_stories(held_out=True):
        articles = [read(submission) for submission in submissions([story])]
        yield Case(STORIES, story["id"], articles, _gold_of(story, articles))


def _gold_of(story: Story, articles: Sequence[Article]) -> Gold:
    """Of each two sentences that decide a claim, what they are to each other by the claims that both decide."""
    sides = {
        sentence.id: _sides(story, article, sentence.text)
        for article in articles
        for sentence in article.sentences
    }
    gold = {}
    for one, other in combinations([at for at, decided in sides.items() if decided], 2):
        both = sides[one].keys() & sides[other].keys()
        may = {SUPPORTS if sides[one][c] == sides[other][c] else REFUTES for c in both}
        gold[one, other] = frozenset(may or {NEUTRAL})
    return gold


def _sides(story: Story, article: Article, sentence: str) -> dict[str, str]:
    """Which side a sentence takes on the claims that it decides."""
    return {
        claim["id"]: side
        for claim in story["claims"]
        if (side := wanted(claim, article.id)) and article.id not in claim["skip"]
        if decides(sentence, claim["evidence"].get(article.id, []))
    }


def pairs() -> Iterator[Case]:
    """The evidence and the claims of each event of the steering pairs, each text an article of its own."""
    events: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_news("dev"):
        if len(row["premise"].split()) <= MOST_WORDS:
            events[row["event"]].append(row)
    for event, rows in events.items():
        articles: dict[tuple[str, str], Article] = {}
        gold = {}
        for row in rows:
            claim, premise = (
                articles.setdefault(told, _dated(f"{len(articles)}", *told))
                for told in (
                    (row["hypothesis"], row["claim_date"]),
                    (row["premise"], row["premise_date"]),
                )
            )
            gold[claim.sentences[0].id, premise.sentences[0].id] = LABELS[row["label"]]
        yield Case(PAIRS, event, [*articles.values()], gold, hardly=False)


def _dated(name: str, text: str, day: str) -> Article:
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return replace(article_of(name, text), published_at=moment)


def summaries(data: Path) -> Iterator[Case]:
    """Sentences of summaries, each an article of its own, of topics that no benchmark looks at."""
    topics = unit_stories(data, None)[TOPICS:]
    for topic in [one for one in topics if not is_held_out(one.topic)][:EVENTS]:
        articles = [article_of(str(place), text) for place, text in enumerate(topic.texts)]
        ids = combinations([article.sentences[0].id for article in articles], 2)
        gold = {
            pair: frozenset({SUPPORTS if aligned else NEUTRAL})
            for pair, aligned in zip(ids, topic.aligned, strict=True)
        }
        yield Case(SUMMARIES, topic.topic, articles, gold)


def news(data: Path) -> Iterator[Case]:
    """Leads of three outlets on one event."""
    events = list(read_rows(data, LEADS))[::EVERY]
    told: list[list[str]] = [
        [lead["text"] for lead in cast(Any, event["articles"])] for event in events
    ]
    long = [texts for texts in told if sum(len(text.split()) for text in texts) >= LEAST_WORDS]
    for number, texts in enumerate(long[:EVENTS]):
        articles = [
            read(Submission(f"outlet{place}.example", text=text, language="en"))
            for place, text in enumerate(texts)
        ]
        yield Case(NEWS, str(number), articles, {})


@dataclass(frozen=True)
class Reader:
    """Reads cases as the service compares articles."""

    encoder: Encoder
    detector: Detector
    judge: Judge

    def rows(self, case: Case) -> Iterator[Found]:
        """Each two statements that a comparison would ask of and of which something is known."""
        vectors = encoded(case.articles, self.encoder)
        claims = [c for held in self.detector.detect(case.articles, vectors) for c in held]
        alignment = alignment_of(case.articles, claims, vectors, self.encoder, self.judge)
        everything = range(len(alignment.statements))
        near = alignment.nearest(everything, len(everything) ** 2)
        ids = {pair: _sentences(alignment, pair) for pair in near}
        gold = {pair: case.gold.get(ids[pair]) or case.gold.get(ids[pair][::-1]) for pair in near}
        asked = [pair for pair in near if gold[pair] or case.hardly]
        ways = [alignment.pair(*way) for pair in asked for way in (pair, pair[::-1])]
        reads = iter(self.judge.read(ways))
        often = Counter(frozenset(ids[pair]) for pair in asked)
        for pair, there, back in zip(asked, reads, reads, strict=True):
            given = self.judge.combination.given
            signals = both_ways(there.signals, back.signals, alignment.wording(*pair), given)
            alone = often[frozenset(ids[pair])] == 1
            if (row := _row(dict(signals), gold[pair], alone=alone)) is not None:
                yield Found(case.part, case.name, row)


def _sentences(alignment: Alignment, pair: tuple[int, int]) -> tuple[str, str]:
    """The ids of the sentences that two statements stand in."""
    one, other = (alignment.statements[place].sentence.id for place in pair)
    return one, other


def _row(signals: dict[str, float], gold: frozenset[int] | None, *, alone: bool) -> Row | None:
    """A row of two statements; None where nothing is known.

    What two sentences are, one of several statements in them may not be: it may be silent.
    """
    if gold is None:
        return Row(signals, HARDLY_CONFLICT, importance=UNKNOWN)
    if len(gold) > 1 or (REFUTES in gold and not alone):
        return None
    (stance,) = gold
    if alone:
        return Row(signals, gold, importance=WEIGHTS[stance])
    return Row(signals, gold | {NEUTRAL})


def learned(rows: Sequence[Row]) -> Weights:
    """The weights that make what statements may be likeliest."""
    return fit(rows, sorted({name for row in rows for name in row.signals}), PRIOR, PENALTY)


def held_out(found: Sequence[Found]) -> list[tuple[Found, int]]:
    """Each row with what it is taken for by weights learned on other stories, topics and events."""
    names = sorted({(one.part, one.name) for one in found})
    judged = []
    for fold in range(FOLDS):
        kept = set(names[fold::FOLDS])
        weights = learned([one.row for one in found if (one.part, one.name) not in kept])
        judged += [
            (one, STANCES[scores_of(one.row.signals, weights).best()])
            for one in found
            if (one.part, one.name) in kept
        ]
    return judged


def report(judged: Sequence[tuple[Found, int]]) -> None:
    """Print F1 of what is known for sure, and how often a conflict is seen where there is hardly one."""
    for part in (STORIES, PAIRS, SUMMARIES, NEWS):
        rows = [(one.row.allowed, taken) for one, taken in judged if one.part == part]
        sure = [(next(iter(allowed)), taken) for allowed, taken in rows if len(allowed) == 1]
        scores = [f"{_f1(sure, stance):.3f}" for stance in range(3)] if sure else ["-"] * 3
        hardly = [taken for allowed, taken in rows if allowed == HARDLY_CONFLICT]
        sys.stdout.write(
            f"{part:<10} {len(sure):>5} known: F1 same {scores[0]}   conflict {scores[1]}   neither {scores[2]};"
            f"   {len(hardly):>4} hardly in conflict: {hardly.count(REFUTES)} taken for one, {hardly.count(SUPPORTS)} for the same\n"
        )


def _f1(sure: Sequence[tuple[int, int]], stance: int) -> float:
    right = sum(want == taken == stance for want, taken in sure)
    either = sum((want == stance) + (taken == stance) for want, taken in sure)
    return 2 * right / either if either else 0.0


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    options = parser.parse_args()
    encoder = SentenceEncoder.load()
    judge = Judge(CrossEncoderStance.load(), Combination.load())
    reader = Reader(encoder, Detector(encoder, CheckWorthiness.load()), judge)
    cases = [*stories(), *pairs(), *summaries(options.data), *news(options.data)]
    found = [row for case in cases for row in reader.rows(case)]
    report(held_out(found))
    tables = json.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    tables["aligned"] = learned([one.row for one in found])
    SHIPPED_FILE.write_text(written(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
