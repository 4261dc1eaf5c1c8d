"""Which sentences of two articles say the same: `python -m benchmarks.qa_align DATA [--topics N] [--json FILE]`.

DATA holds `news/qa_align` (Brook Weiss et al. 2021). Two golds: the content units of summaries of one story, where two
sentences are aligned that share a unit and every pair of sentences of a story counts; and single pairs, which annotators
aligned by questions and answers, where those that they found nothing in common in are not aligned. Nearly all of those
single pairs are aligned, so taking every pair scores high; that line is printed, too. Topics are split in two by a hash: one
half chooses thresholds, the other is measured. A comparison aligns two sentences, each an article of its own, when it lets
both assert one row.
"""

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, precision_recall_fscore_support

from claims.checkworthiness import CheckWorthiness
from claims.combination import Combination
from claims.compare import compare
from claims.detect import Detector
from claims.judge import Judge
from claims.stance import CrossEncoderStance
from claims.types import CellStance, Comparison
from index.encoder import SentenceEncoder
from index.types import Article, Block, Section, Sentence
from training.pairs import read_rows

FOLDER = "news/qa_align"
UNITS = tuple(f"{FOLDER}/fusion_scu_{part}" for part in ("train", "val", "test"))
PAIRS = (f"{FOLDER}/dev_gold", f"{FOLDER}/iaa_post_consolidation")
TOPICS = 120
"""stories of content units that are measured, of 418"""
_TOPIC = re.compile(r"(?<![A-Za-z0-9])D\d{3,4}")
_CLUSTER = re.compile(r"(\d+)_\d+ecb")

Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Story:
    """Sentences of several outlets on one topic, and for each two of them, in the order of `combinations`, whether they align."""

    topic: str
    texts: tuple[str, ...]
    aligned: tuple[bool, ...]


@dataclass(frozen=True)
class Seen:
    """The pairs of many stories: what they are by the gold, their cosines, and whether a comparison aligns them."""

    gold: Truths
    cosines: NDArray[np.float64]
    rows: Truths


def topic_of(key: str) -> str:
    """What a row is about: its topic of DUC or TAC, its cluster of ECB+, or its cluster of Multi-News."""
    if (found := _TOPIC.search(key)) is not None:
        return found[0]
    if (cluster := _CLUSTER.match(key)) is not None:
        return f"ecb {cluster[1]}"
    return key.partition("~!~")[0].removeprefix("MultiNews_")


def is_held_out(topic: str) -> bool:
    """Whether a topic is measured and not chosen by."""
    return _digest(topic) % 2 == 0


def _digest(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def unit_stories(data: Path, at_most: int | None) -> list[Story]:
    """Stories of summaries' sentences, a fixed random choice of them; None: all."""
    units: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (row for name in UNITS for row in read_rows(data, name)):
        units[row["topic"]][row["text"]].add(row["abs_scu_id"])
    chosen = sorted(units, key=_digest)[:at_most]
    return [_unit_story(topic, units[topic]) for topic in chosen]


def _unit_story(topic: str, units: Mapping[str, set[str]]) -> Story:
    aligned = tuple(bool(units[one] & units[other]) for one, other in combinations(units, 2))
    return Story(topic_of(topic), tuple(units), aligned)


def pair_stories(data: Path) -> list[Story]:
    """Single pairs; those that several annotators judged and did not agree on are left out."""
    judged: dict[str, set[Story]] = defaultdict(set)
    for row in (row for name in PAIRS for row in read_rows(data, name)):
        texts = row["text_1"], row["text_2"]
        judged[row["key"]].add(Story(topic_of(row["key"]), texts, (bool(row["alignments"]),)))
    return [story for stories in judged.values() if len(stories) == 1 for story in stories]


@dataclass(frozen=True)
class Comparer:
    """Sets the sentences of a story side by side as the service does."""

    encoder: SentenceEncoder
    detector: Detector
    judge: Judge

    @classmethod
    def load(cls) -> "Comparer":
        """With the shipped models."""
        encoder = SentenceEncoder.load()
        judge = Judge(CrossEncoderStance.load(), Combination.load())
        return cls(encoder, Detector(encoder, CheckWorthiness.load()), judge)

    def see(self, stories: Sequence[Story]) -> Seen:
        """Every pair of every story."""
        seen = [self._story(story) for story in stories]
        cosines, rows = ([value for one in seen for value in one[side]] for side in (0, 1))
        gold = [value for story in stories for value in story.aligned]
        return Seen(np.asarray(gold), np.asarray(cosines), np.asarray(rows))

    def _story(self, story: Story) -> tuple[list[float], list[bool]]:
        articles = [article_of(f"{place}", text) for place, text in enumerate(story.texts)]
        encoded = self.encoder.encode(story.texts)
        vectors = {a.sentences[0].id: v for a, v in zip(articles, encoded, strict=True)}
        claims = [claim for held in self.detector.detect(articles, vectors) for claim in held]
        found = set(sharing(compare(articles, claims, vectors, self.encoder, self.judge)))
        pairs = list(combinations(range(len(articles)), 2))
        cosines = encoded @ encoded.T
        return [float(cosines[pair]) for pair in pairs], [pair in found for pair in pairs]


def article_of(name: str, text: str) -> Article:
    """An article of one sentence, exactly as it stands in the gold."""
    sentence = Sentence(f"s{name}", name, text, 0, len(text), Section.BODY)
    block = Block(0, len(text), Section.BODY)
    return Article(name, name, None, None, None, "en", (), text, (block,), (), (sentence,))


def sharing(comparison: Comparison) -> Iterator[tuple[int, int]]:
    """The places of each two articles that assert one row."""
    for row in comparison.claims:
        asserting = [at for at, cell in enumerate(row.cells) if cell.stance is CellStance.ASSERTS]
        yield from combinations(asserting, 2)


def threshold(gold: Truths, scores: NDArray[np.float64]) -> float:
    """The score from which taking pairs for aligned gives the best F1."""
    precision, recall, scored = precision_recall_curve(gold, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(scored[f1[:-1].argmax()])


def table(chosen: Seen, held: Seen) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 on the held-out half, by name of the way."""
    least = threshold(chosen.gold, chosen.cosines)
    ways = {
        "every pair": np.ones_like(held.gold),
        f"cosine of {least:.2f}": held.cosines >= least,
        "one row": held.rows,
    }
    return {name: _scores(held.gold, guess) for name, guess in ways.items()}


def _scores(gold: Truths, guess: Truths) -> tuple[float, float, float]:
    precision, recall, f1, _ = precision_recall_fscore_support(gold, guess, average="binary")
    return float(precision), float(recall), float(f1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--topics", type=int, default=TOPICS, help="stories of content units")
    parser.add_argument("--json", type=Path, help="also write the results here")
    options = parser.parse_args()
    if not (options.data / FOLDER).is_dir():
        print(f"not measured: there is no {options.data / FOLDER}")
        return
    comparer = Comparer.load()
    results: dict[str, dict[str, tuple[float, float, float]]] = {}
    golds = {
        "content units": unit_stories(options.data, options.topics),
        "single pairs": pair_stories(options.data),
    }
    for name, stories in golds.items():
        halves = [[s for s in stories if is_held_out(s.topic) is held] for held in (False, True)]
        chosen, held = (comparer.see(half) for half in halves)
        results[name] = table(chosen, held)
        print(
            f"{name}: {len(held.gold)} pairs of {len({s.topic for s in halves[1]})} topics, {held.gold.sum()} aligned"
        )
        for way, (precision, recall, f1) in results[name].items():
            print(f"  {way:<16} precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
