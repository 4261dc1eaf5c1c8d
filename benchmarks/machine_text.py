"""The detector on texts that it has not seen: `python -m benchmarks.machine_text --data DATA`.

Prints how well it tells people from machines by source, generator and length; how many human news articles of held-out
outlets it flags; what becomes of texts that are half a machine's; whether disguises move a verdict; how many articles go
through the ladder a second; and, with `--sources-out`, how well models do that never saw a source (minutes).
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.provenance import ATTACKS, OUTLET, attacked
from claims.provenance import assess
from claims.types import Provenance
from index.reading import read
from index.types import Submission
from training.machine_text import Material, Recipe, rates, sources_out, wilson
from training.texts import CONTINUERS, DEV, OUTLETS, TEST, TRAIN, Sample, halves, read_samples

LENGTHS = (50, 100, 150, 250, 400, 10_000)
"""words; the classes of length are from each to the next"""
ATTACKED = 150
TIMED = 60
TIMED_WORDS = 600
SPACINGS: dict[str, Callable[[str, random.Random], str]] = {
    "doubled spaces": lambda text, luck: "".join(
        "  " if letter == " " and luck.random() < 1 / 3 else letter for letter in text
    ),
    "spaces before marks": lambda text, _: text.replace(",", " ,").replace(". ", " . "),
    "tabs": lambda text, _: text.replace(" ", "\t"),
    "line ends": lambda text, luck: "".join(
        "\n" if letter == " " and luck.random() < 1 / 10 else letter for letter in text
    ),
    "curly quotes": lambda text, _: text.replace('"', "”").replace("'", "’").replace(" - ", "—"),
}


@dataclass(frozen=True)
class Row:
    """A sample and what the service says of it."""

    sample: Sample
    found: Provenance

    @property
    def marked(self) -> bool:
        """Whether it is flagged, whole or in part."""
        return any(signal.kind == "inference" for signal in self.found.signals)


@dataclass(frozen=True)
class Rows:
    """Samples that the detector answered for, and how many it did not."""

    rows: Sequence[Row]
    undetermined: int

    @classmethod
    def of(cls, samples: Iterable[Sample]) -> "Rows":
        """Ask the ladder."""
        rows = [Row(sample, judge(sample.text)) for sample in samples]
        told = [row for row in rows if row.found.ai_probability is not None]
        return cls(told, len(rows) - len(told))

    @cached_property
    def human(self) -> list[Row]:
        """Those that people wrote."""
        return [row for row in self.rows if not row.sample.machine]

    @cached_property
    def machine(self) -> list[Row]:
        """Those that machines wrote."""
        return [row for row in self.rows if row.sample.machine]

    def by(self, name: Callable[[Row], str]) -> dict[str, "Rows"]:
        """Parts by a name, in its order."""
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            parts[name(row)].append(row)
        return {key: Rows(parts[key], 0) for key in sorted(parts)}


def judge(text: str) -> Provenance:
    """What the service says of a text."""
    return assess(read(Submission(OUTLET, text=text)))


def length_of(row: Row) -> str:
    """The class of length of a sample."""
    words = len(row.sample.text.split())
    low = max((length for length in LENGTHS if length <= words), default=0)
    return f"from {low:>4} words"


def flagged(rows: Sequence[Row]) -> str:
    """The share of samples that are flagged, whole or in part."""
    return f"{sum(row.marked for row in rows) / len(rows):.3f}" if rows else "-"


def print_parts(title: str, parts: dict[str, Rows]) -> None:
    """A table: how many of each kind, how well they are told apart, and what is flagged of each."""
    print(
        f"\n{title:<32}{'human':>7}{'ai':>7}{'AUROC':>8}{'at 1 %':>8}{'at 5 %':>8}{'flagged: human':>16}{'ai':>8}"
    )
    for name, part in parts.items():
        scores = ["-"] * 3
        if part.human and part.machine:
            machine = np.array([row.sample.machine for row in part.rows])
            chances = np.array([row.found.ai_probability for row in part.rows])
            scores = [f"{score:.3f}" for score in rates(machine, chances)]
        print(
            f"{name:<32}{len(part.human):>7}{len(part.machine):>7}{scores[0]:>8}{scores[1]:>8}{scores[2]:>8}"
            f"{flagged(part.human):>16}{flagged(part.machine):>8}"
        )


def print_news(samples: Iterable[Sample]) -> None:
    """The false positives on human news."""
    news = Rows.of(samples)
    whole = wilson(sum(row.found.flagged for row in news.rows), len(news.rows))
    either = wilson(sum(row.marked for row in news.rows), len(news.rows))
    print(
        f"\nhuman news of outlets held out: {whole.count} articles, {news.undetermined} undetermined"
    )
    for name, rate in (("flagged", whole), ("flagged, or a section of it", either)):
        print(f"  {name:<30}{rate.rate:.4f}   95 % from {rate.low:.4f} to {rate.high:.4f}")


def print_halves(data: Path) -> None:
    """What is marked of texts that a person began and a machine went on with."""
    found = [(judge(text), text, turn) for text, turn in halves(data)]
    whole = sum(each.flagged for each, _, _ in found)
    spans = [
        (signal.start or 0, signal.end or 0, turn)
        for each, _, turn in found
        for signal in each.signals
        if signal.kind == "inference" and signal.scope == "section"
    ]
    right = sum(max(0, end - max(start, turn)) for start, end, turn in spans)
    marked = sum(end - start for start, end, _ in spans)
    print(
        f"\nhalf human, half machine: {len(found)} texts, {whole} flagged whole, {len(spans)} sections marked",
        end="",
    )
    print(f", {right / marked:.2f} of their characters the machine's" if marked else "")


def print_attacks(samples: Sequence[Sample]) -> None:
    """How many verdicts a disguise moves."""
    plain = [judge(sample.text) for sample in samples]
    print(
        f"\ndisguise{'':<24}verdicts moved, of {len(samples)}   largest change of the probability"
    )
    for name in (*ATTACKS, "spaces", *SPACINGS):
        luck = random.Random(3)
        changed = [
            judge(
                SPACINGS[name](s.text, luck) if name in SPACINGS else attacked(s.text, name, luck)
            )
            for s in samples
        ]
        moved = sum(
            verdict(one) != verdict(other) for one, other in zip(plain, changed, strict=True)
        )
        most = max(
            abs((one.ai_probability or 0) - (other.ai_probability or 0))
            for one, other in zip(plain, changed, strict=True)
        )
        print(f"{name:<32}{moved:>14}{most:>39.4f}")


def verdict(found: Provenance) -> tuple[object, ...]:
    """What an editor sees."""
    return found.status, found.flagged, found.ai_probability is None


def print_speed(samples: Sequence[Sample]) -> None:
    """Articles of TIMED_WORDS words a second of one core."""
    words = " ".join(sample.text for sample in samples).split()
    texts = [" ".join(words[at * TIMED_WORDS :][:TIMED_WORDS]) for at in range(TIMED)]
    judge(samples[0].text)
    articles = [read(Submission(OUTLET, text=text)) for text in texts]
    began = time.process_time()
    for article in articles:
        assess(article)
    middle = time.process_time()
    print(
        f"\n{TIMED_WORDS} words, articles a second of one core: the ladder {TIMED / (middle - began):.0f}",
        end="",
    )
    for text in texts:
        read(Submission(OUTLET, text=text))
    print(f", reading and the ladder {TIMED / (time.process_time() - began):.0f}")


def print_sources_out(data: Path) -> None:
    """Models that never saw a source, on it."""
    material = Material.read(data)
    print(f"\n{'source held out':<32}{'AUROC':>8}{'at 1 %':>8}{'at 5 %':>8}")
    areas = []
    for source, (train, held) in sources_out(material.texts, material.numbers(TRAIN)).items():
        found = material.judge(material.fit(train, Recipe()), held)
        area, at_one, at_five = rates(found.machine, found.odds)
        areas.append(area)
        print(f"{source:<32}{area:>8.3f}{at_one:>8.3f}{at_five:>8.3f}")
    print(f"{'mean':<32}{np.mean(areas):>8.3f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--sources-out", action="store_true", help="train without each source")
    options = parser.parse_args()
    samples = read_samples(options.data)
    dev = Rows.of(sample for sample in samples if sample.part == DEV)
    held = [sample for sample in samples if sample.part == TEST]
    print(f"{dev.undetermined} of the dev split undetermined")
    usual = Rows([row for row in dev.rows if row.sample.generator not in CONTINUERS], 0)
    print_parts("dev", {"all": dev, "without continuing models": usual})
    print_parts("by source", dev.by(lambda row: row.sample.source))
    print_parts("by generator", dev.by(lambda row: row.sample.generator))
    print_parts("by length", dev.by(length_of))
    own = Rows.of(sample for sample in held if sample.source != OUTLETS)
    print_parts("written for this project", own.by(lambda row: row.sample.generator))
    print_news(sample for sample in held if sample.source == OUTLETS)
    print_halves(options.data)
    mixed = [row.sample for row in (*dev.human[: ATTACKED // 3], *dev.machine[: ATTACKED * 2 // 3])]
    print_attacks(mixed)
    print_speed([row.sample for row in dev.rows])
    if options.sources_out:
        print_sources_out(options.data)


if __name__ == "__main__":
    main()
