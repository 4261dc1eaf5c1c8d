"""A long story set side by side: `python -m benchmarks.compare [--articles 5 10 20 50 100] [--words 1500]`.

Each article is a round-up of several invented events (`benchmarks/origins`, `benchmarks/ten_stories`), one outlet's text of
each; a text that is used again has its figures changed, so that no two are the same. Prints for each number of articles the
seconds to encode and to compare, the pairs that the judge heard, the rows, and the highest resident memory so far.
"""

import argparse
import random
import re
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks import origins, stories
from claims.checkworthiness import CheckWorthiness
from claims.combination import Combination
from claims.compare import compare
from claims.detect import Detector
from claims.judge import Judge
from claims.stance import CrossEncoderStance, Probabilities, StanceModel
from index.encoder import Encoder, SentenceEncoder
from index.reading import read
from index.types import Article
from service.schemas import ArticleIn

SIZES = (5, 10, 20, 50, 100)
WORDS = 1_500


@dataclass
class Counting:
    """A stance model that counts the pairs it is asked."""

    model: StanceModel
    name: str = "counting"
    asked: list[int] = field(default_factory=list)

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """What the model says."""
        self.asked.append(len(pairs))
        return self.model.probabilities(pairs)

    @property
    def digest(self) -> str:
        """That of the model."""
        return self.model.digest

    def drift(self, pairs: Sequence[tuple[str, str]]) -> float:
        """That of the model."""
        return self.model.drift(pairs)


def round_ups(count: int, words: int) -> list[Article]:
    """So many articles of about so many words."""
    events: list[Any] = [event for half in origins.HALVES for event in origins.load(half)]
    events += stories.load(stories.STORIES)
    chance = random.Random(11)
    return [_round_up(number, words, events, chance) for number in range(count)]


def _round_up(number: int, words: int, events: Sequence[Any], chance: random.Random) -> Article:
    parts: list[str] = []
    for at, event in enumerate(events):
        told = event["articles"]
        text = told[(number + at) % len(told)]["text"]
        parts.append(_changed(text, chance) if number >= len(told) else text)
        if sum(len(part.split()) for part in parts) >= words:
            break
    text = " ".join("\n\n".join(parts).split(" ")[:words])
    given = {"id": f"long-{number}", "outlet": f"outlet{number}.example", "text": text}
    return read(
        ArticleIn.model_validate(
            {**given, "published_at": f"2026-03-11T{number // 60:02}:{number % 60:02}:30Z"}
        ).submission()
    )


def _changed(text: str, chance: random.Random) -> str:
    """A text with some of its figures changed."""

    def other(match: re.Match[str]) -> str:
        return (
            str(int(match.group()) + chance.randint(1, 9))
            if chance.random() < 0.5
            else match.group()
        )

    return re.sub(r"\b[1-9]\d{0,2}\b", other, text)


def measure(count: int, words: int, encoder: Encoder, stance: StanceModel) -> None:
    """Print the line of one number of articles."""
    articles = round_ups(count, words)
    counting = Counting(stance)
    started, working = time.perf_counter(), time.process_time()
    vectors = origins.encoded(articles, encoder)
    encoded = time.perf_counter()
    detector = Detector(encoder, CheckWorthiness.load())
    claims = [claim for held in detector.detect(articles, vectors) for claim in held]
    judge = Judge(counting, Combination.load())
    found = compare(articles, claims, vectors, encoder, judge)
    ended, worked = time.perf_counter(), time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>8} {len(vectors):>10} {encoded - started:>10.1f} {ended - encoded:>10.1f} {ended - started:>8.1f} "
        f"{worked - working:>8.1f} {sum(counting.asked):>8} {len(found.claims):>6} {memory:>8.0f}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    parser.add_argument("--words", type=int, default=WORDS)
    options = parser.parse_args()
    encoder, stance = SentenceEncoder.load(), CrossEncoderStance.load()
    print("articles  sentences  encode, s compare, s   all, s   CPU, s   judged   rows       MB")
    for count in options.articles:
        measure(count, options.words, encoder, stance)


if __name__ == "__main__":
    main()
