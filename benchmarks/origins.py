"""Who copied and who rewrote whom: `python -m benchmarks.origins [--verbose]`.

Ten invented events of `benchmarks/origins`, five to steer by and five held out, each with a first report, copies of a given
share, rewrites by one means each, independent reports, and reports that share only a quotation or a credit line with another.
A derivation is right when it names the gold source with the gold mode, wrong when both texts have nothing in common by the
gold, and not counted when they go back to the same source. Prints precision and recall by means and of each half, how far
shares of copies are off, in how many events the number of origins is right, and the seconds for 100 articles together.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.origins import Lineage, trace
from claims.types import Derivation
from index.encoder import Encoder, SentenceEncoder, SentenceVectors
from index.reading import read
from index.types import Article
from service.schemas import ArticleIn

EVENTS = Path(__file__).parent / "origins"
HALVES = ("steer", "held")
MOSTLY = 0.5
"""share from which an article as a whole goes back to its source"""
LOAD = 100
"""articles traced together for the time"""

Event = Mapping[str, Any]
Gold = Mapping[str, Mapping[str, Any]]
"""article id → `from`, `mode`, `means`, `share`"""


def load(half: str) -> list[Event]:
    """The events of a half, in the order of their names."""
    files = sorted((EVENTS / half).glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def articles_of(event: Event) -> list[Article]:
    """The articles of an event, as they would be read from HTTP."""
    return [read(ArticleIn.model_validate(item).submission()) for item in event["articles"]]


def encoded(articles: Sequence[Article], encoder: Encoder) -> SentenceVectors:
    """The vector of every sentence."""
    sentences = [sentence for article in articles for sentence in article.sentences]
    vectors = encoder.encode([sentence.text for sentence in sentences])
    return dict(zip((sentence.id for sentence in sentences), vectors, strict=True))


@dataclass
class Tally:
    """Derivations right, wrong and missed by means; how far shares are off; events whose origins are counted right."""

    verbose: bool
    means: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    off: list[float] = field(default_factory=list)
    origins: Counter[bool] = field(default_factory=Counter)

    def add(self, event: Event, articles: Sequence[Article], lineage: Lineage) -> None:
        """Count one event."""
        gold: Gold = {item["article"]: item for item in event["gold"]}
        for article_id, item in gold.items():
            found = lineage.derived[article_id]
            self._wanted(item, found)
            for derivation in found:
                if _root(gold, derivation.article_id) != _root(gold, article_id):
                    self._count(item, "wrong", found)
        roots = {_root(gold, a.id) if _is_mostly(gold[a.id]) else a.id for a in articles}
        self.origins[len({_main_origin(a, lineage) for a in articles}) == len(roots)] += 1

    def _wanted(self, item: Mapping[str, Any], found: Sequence[Derivation]) -> None:
        if item["from"] is None:
            return
        right = [d for d in found if (d.article_id, d.mode) == (item["from"], item["mode"])]
        self._count(item, "right" if right else "missed", found)
        if right and item["share"] is not None:
            self.off.append(abs(right[0].share - item["share"]))

    def _count(self, item: Mapping[str, Any], outcome: str, found: Sequence[Derivation]) -> None:
        self.means[item["means"]][outcome] += 1
        if self.verbose and outcome != "right":
            print(outcome, item["article"], found)

    def show(self, half: str) -> None:
        """Print the rows of a half."""
        total: Counter[str] = Counter()
        for means, count in sorted(self.means.items()):
            total += count
            print(f"  {means:<62} {_outcomes(count)}")
        precision = total["right"] / max(1, total["right"] + total["wrong"])
        recall = total["right"] / max(1, total["right"] + total["missed"])
        print(f"{half:<6} precision {precision:.3f}   recall {recall:.3f}   {_outcomes(total)}")
        print(
            f"{half:<6} shares of copies off by at most {max(self.off, default=0.0):.2f}; "
            f"origins counted right in {self.origins[True]} of {self.origins.total()} events"
        )


def _outcomes(count: Mapping[str, int]) -> str:
    return ", ".join(f"{count.get(name, 0)} {name}" for name in ("right", "missed", "wrong"))


def _root(gold: Gold, article_id: str) -> str:
    """The first report that an article goes back to."""
    while (source := gold[article_id]["from"]) is not None:
        article_id = source
    return article_id


def _is_mostly(item: Mapping[str, Any]) -> bool:
    return item["mode"] == "rewrite" or (item["share"] or 0.0) >= MOSTLY


def _main_origin(article: Article, lineage: Lineage) -> str:
    """Where the most words of an article were first reported."""
    words: Counter[str] = Counter()
    for sentence in article.sentences:
        words[lineage.origin[sentence.id]] += len(sentence.text.split())
    return words.most_common(1)[0][0]


def seconds(events: Sequence[Event], encoder: Encoder) -> float:
    """The time for LOAD articles together, sentence vectors at hand: those of the events, over and over under new ids."""
    items = [item for event in events for item in event["articles"]]
    renamed = [{**items[n % len(items)], "id": f"load-{n}"} for n in range(LOAD)]
    articles = articles_of({"articles": renamed})
    vectors = encoded(articles, encoder)
    started = time.perf_counter()
    trace(articles, vectors)
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--verbose", action="store_true", help="print what is missed or wrong")
    options = parser.parse_args()
    encoder = SentenceEncoder.load()
    for half in [options.half] if options.half else HALVES:
        tally = Tally(options.verbose)
        for event in load(half):
            articles = articles_of(event)
            tally.add(event, articles, trace(articles, encoded(articles, encoder)))
        tally.show(half)
    print(f"{LOAD} articles traced together in {seconds(load('steer'), encoder):.2f} s")


if __name__ == "__main__":
    main()
