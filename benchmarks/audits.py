"""How many articles are audited a second: `python -m benchmarks.audits [NEWS.jsonl.gz] [--sentences N] [--articles N] [--folder PATH]`.

Fills a corpus with sentences (kept in PATH, so that the next run starts at once), audits articles of about 600 words one
after the other as the service does, and prints the rate and where the time goes. Articles come from NEWS (`source`, `date`
and `text` in each line), the audited ones from its end; without it they are made up, each sentence of one pattern: then
everything is close to everything, and every claim has as much evidence as a claim can have. The rate is measured without the
profiler, which then shows the shares in an audit of as many other articles. Figures depend on the machine and what else it does.
"""

import argparse
import cProfile
import gzip
import json
import os
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from uuid import uuid4

import dateparser

from benchmarks.speed import made_up
from index import sentences
from index.leases import Holder
from index.types import Submission
from service.auditor import Auditor
from service.batches import Batches
from service.engine import Engine, open_engine
from service.jobs import working
from service.settings import Settings

WORDS = 600
LOOK = 0.05
"""seconds between two looks whether the audit is done"""
STAGES = {
    "reading and detecting": [("article.py", "read"), ("detect.py", "detect")],
    "encoding": [("encoder.py", "encode")],
    "dense search": [("vectors.py", "search")],
    "lexical search": [("records.py", "lexical")],
    "reading what was found": [("records.py", "places"), ("records.py", "vectors")],
    "coverage": [("coverage.py", "among")],
    "stance model": [("stance.py", "probabilities")],
    "facts": [("judge.py", "hold"), ("judge.py", "_combined")],
    "origins and provenance": [("sources.py", "of")],
    "writing": [("jobs.py", "take"), ("jobs.py", "finish")],
}
"""what is shown → the functions whose cumulative time it is"""


def news(path: Path) -> list[Submission]:
    """Every article of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            Submission(
                item["source"],
                text=item["text"],
                id=item["id"],
                published_at=dateparser.parse(
                    item["date"], settings={"TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True}
                ),
            )
            for item in map(json.loads, lines)
        ]


def invented(count: int) -> list[Submission]:
    """Made-up articles."""
    chance = random.Random(5)
    made = (made_up(number, chance) for number in range(count))
    return [Submission(item["outlet"], text=item["text"], id=item["id"]) for item in made]


def split(everything: list[Submission], audited: int) -> tuple[list[Submission], list[Submission]]:
    """The articles that are stored, and as many as are audited: the last of those that are long enough."""
    long = [article for article in everything if len((article.text or "").split()) >= WORDS]
    others = long[-audited:]
    return [article for article in everything if article not in others], others


def cut(article: Submission, words: int = WORDS) -> Submission:
    """The beginning of an article, to the end of the sentence at so many words."""
    text = article.text or ""
    ends = [0, *(end for _, end in sentences.split(text) if len(text[:end].split()) <= words)]
    return replace(article, text=text[: ends[-1]])


def fill(engine: Engine, articles: Iterable[Submission], wanted: int) -> None:
    """Store articles until the corpus holds as many sentences."""
    for batch in _batches(articles):
        if (held := engine.corpus.count()[1]) >= wanted:
            return
        engine.ingest(engine.read(batch))
        print(f"  {held} sentences", end="\r", flush=True)


def _batches(articles: Iterable[Submission], size: int = 50) -> Iterator[list[Submission]]:
    waiting = iter(articles)
    while batch := list(islice(waiting, size)):
        yield batch


def audited(engine: Engine, articles: list[Submission]) -> float:
    """Seconds for all articles, by the threads of the service."""
    started = time.monotonic()
    audit = engine.jobs.add(uuid4().hex, articles)
    with working(engine):
        while (state := engine.jobs.audit(audit.id)).is_open:
            time.sleep(LOOK)
    if state.failed:
        sys.exit(f"{state.failed} of {len(articles)} articles failed")
    return time.monotonic() - started


def profiled(engine: Engine, articles: list[Submission]) -> tuple[float, pstats.Stats]:
    """Seconds under the profiler, by one thread, and where they went."""
    audit = engine.jobs.add(uuid4().hex, articles)
    holder = Holder(engine.corpus.database)
    holder.beat()
    batches = Batches(engine)
    auditor = Auditor(engine, holder.id, batches)
    profile = cProfile.Profile()
    started = time.monotonic()
    profile.enable()
    while engine.jobs.audit(audit.id).is_open:
        holder.beat()
        auditor.step()
    profile.disable()
    seconds = time.monotonic() - started
    batches.close()
    return seconds, pstats.Stats(profile)


def seconds_of(stats: pstats.Stats, functions: list[tuple[str, str]]) -> float:
    """Cumulative seconds of functions, by file and name."""
    return sum(
        values[3]
        for (file, _, name), values in stats.stats.items()  # type: ignore[attr-defined]
        if (Path(file).name, name) in functions
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="?")
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="keep the corpus here")
    parser.add_argument("--profile", type=Path, help="also write the profile here")
    options = parser.parse_args()
    # a made-up article has 28 sentences
    everything = (
        news(options.news)
        if options.news
        else invented(2 * options.articles + options.sentences // 28 + 50)
    )
    stored, others = split(everything, 2 * options.articles)
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(data_folder=options.folder or Path(scratch))
        with open_engine(settings) as engine:
            fill(engine, stored, options.sentences)
            articles = [cut(article) for article in others]
            held = engine.corpus.count()[1]
            timed, looked_into = articles[options.articles :], articles[: options.articles]
            audited(engine, looked_into[:1])  # what is loaded once is not what an article takes
            seconds = audited(engine, timed)
            whole, stats = profiled(engine, looked_into)
    print(f"{len(timed)} articles of {WORDS} words, {held} sentences, {os.cpu_count()} cores")
    print(f"{'articles audited a second':<28} {len(timed) / seconds:>8.2f}")
    for name, functions in STAGES.items():
        print(f"  {name:<26} {seconds_of(stats, functions) / whole:>8.1%}")
    if options.profile:
        stats.dump_stats(options.profile)


if __name__ == "__main__":
    main()
