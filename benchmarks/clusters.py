"""Articles to stories: `python -m benchmarks.clusters DATA [--part steer|held]`.

Events of `news/neus_allsides` in DATA, three outlets each, mixed together: round-ups of half a year, dated by the address of
the article or else by the day of the round-up, and events of ten years without dates. A hash of its id puts an event into
the part that weights and thresholds were chosen on, `steer`, or into the one that is reported, `held`. Articles come in the
order of time (undated ones shuffled) and in the reverse of it. Prints B-cubed precision, recall and F1 (Bagga & Baldwin 1998) of
the stories, and of the plain recipe: an article's mean sentence vector joins the nearest centroid from a cosine of 0.7 on.
"""

import argparse
import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from claims.stories import Clustering
from index import reading
from index.corpus import open_corpus
from index.encoder import SentenceEncoder, Vectors
from index.errors import UnreadableArticle
from index.stories import Stories
from index.types import Article, Submission
from training.pairs import read_rows

PLAIN = 0.7
"""the best of 0.5, 0.55 … 0.75 on the part to steer on"""
BATCH = 100
_DAY = re.compile(r"/(20\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/")
_UNDATED = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Told:
    """An article, and the event that it tells of."""

    event: str
    article: Article


class Remembering:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.name, self.dimension, self.digest = encoder.name, encoder.dimension, encoder.digest
        self._encoder = encoder
        self._held: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text."""
        new = list(dict.fromkeys(text for text in texts if text not in self._held))
        self._held.update(zip(new, self._encoder.encode(new), strict=True))
        held = [self._held[text] for text in texts]
        return np.stack(held) if held else np.zeros((0, self.dimension), dtype=np.float32)


def round_ups(data: Path) -> Iterator[tuple[str, Submission]]:
    """Articles with the day on which they were published."""
    for event in read_rows(data, "news/neus_allsides/raw_roundups_page11"):
        listed: Any = event["articles"]
        for place, sent in enumerate(listed):
            found = _DAY.search(sent["url"])
            written = datetime.fromisoformat(event["date"])
            year, month, day = map(int, found.groups()) if found else written.timetuple()[:3]
            yield (
                event["event_id"],
                Submission(
                    id=f"{event['event_id']}-{place}",
                    outlet=sent["outlet"],
                    title=sent["title"],
                    text=sent["text"],
                    published_at=datetime(year, month, day, tzinfo=UTC),
                ),
            )


def leads(data: Path) -> Iterator[tuple[str, Submission]]:
    """Articles without dates."""
    for part in ("train", "val"):
        for event in read_rows(data, f"news/neus_allsides/{part}"):
            listed: Any = event["articles"]
            for place, sent in enumerate(listed):
                id_ = f"{event['event_id']}-{place}"
                yield (
                    event["event_id"],
                    Submission("news.example", id=id_, title=sent["title"], text=sent["text"]),
                )


def read(sent: Iterator[tuple[str, Submission]], part: str) -> list[Told]:
    """The articles of one part in the order of time, undated ones shuffled; unreadable ones are left out."""
    told: list[Told] = []
    for event, submission in sent:
        if (_hash(event) % 2 == 1) is (part == "held"):
            try:
                told.append(Told(event, reading.read(submission)))
            except UnreadableArticle:
                continue
    return sorted(told, key=lambda t: (t.article.published_at or _UNDATED, _hash(t.article.id)))


def full(told: Sequence[Told], encoder: Remembering) -> list[str]:
    """The story of each article, as the service finds it."""
    articles = [item.article for item in told]
    with tempfile.TemporaryDirectory() as folder, open_corpus(Path(folder), encoder) as corpus:
        for start in range(0, len(articles), BATCH):
            corpus.ingest(articles[start : start + BATCH])
            Clustering(corpus).settle()
        found = Stories(corpus.database).of_articles([article.id for article in articles])
    return [found[article.id] for article in articles]


def plain(told: Sequence[Told], encoder: Remembering) -> list[int]:
    """The cluster of each article by the plain recipe."""
    sums: list[Vectors] = []
    labels: list[int] = []
    for item in told:
        vector = _unit(encoder.encode([s.text for s in item.article.sentences]).sum(axis=0))
        cosines = [float(_unit(held) @ vector) for held in sums]
        best = int(np.argmax(cosines)) if cosines else -1
        if best < 0 or cosines[best] < PLAIN:
            best = len(sums)
            sums.append(np.zeros_like(vector))
        sums[best] = sums[best] + vector
        labels.append(best)
    return labels


def b_cubed(gold: Sequence[Any], found: Sequence[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1: for each article how many of its cluster tell its event, and the other way round."""
    both = Counter(zip(gold, found, strict=True))
    events, clusters = Counter(gold), Counter(found)
    precision = sum(n * n / clusters[cluster] for (_, cluster), n in both.items()) / len(gold)
    recall = sum(n * n / events[event] for (event, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def show(name: str, told: Sequence[Told], encoder: Remembering) -> None:
    """Print the lines of one set."""
    print(f"{name}: {len(told)} articles on {len({item.event for item in told})} events")
    for order, ordered in (("in order", told), ("reversed", told[::-1])):
        gold = [item.event for item in ordered]
        for recipe, found in (("plain", plain(ordered, encoder)), ("full", full(ordered, encoder))):
            precision, recall, f1 = b_cubed(gold, found)
            print(
                f"  {recipe:<6} {order}   precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}"
                f"   {len(set(found))} stories",
                flush=True,
            )


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--part", choices=["steer", "held"], default="held")
    options = parser.parse_args()
    encoder = Remembering(SentenceEncoder.load())
    show("dated round-ups", read(round_ups(options.data), options.part), encoder)
    show("undated leads", read(leads(options.data), options.part), encoder)


if __name__ == "__main__":
    main()
