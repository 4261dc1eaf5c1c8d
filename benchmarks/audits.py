"""How many articles are audited a second: `python -m benchmarks.audits [--sentences N] [--articles N] [--folder PATH]`.

Fills a corpus with made-up sentences (kept in PATH, so that the next run starts at once), audits made-up articles of about
600 words one after the other as the service does, and prints the rate and where the time goes. Figures depend on the
machine and what else it does.
"""

import argparse
import cProfile
import os
import pstats
import random
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.speed import made_up
from index.leases import Holder
from index.types import Submission
from service.auditor import Auditor
from service.engine import Engine, open_engine
from service.settings import Settings

WORDS = 600
STAGES = {
    "reading and detecting": [("article.py", "read"), ("detect.py", "detect")],
    "encoding": [("encoder.py", "encode")],
    "dense search": [("vectors.py", "search")],
    "lexical search": [("records.py", "lexical")],
    "reading what was found": [("records.py", "places"), ("records.py", "vectors")],
    "stance model": [("stance.py", "probabilities")],
    "facts": [("judge.py", "hold"), ("judge.py", "_combined")],
    "origins and provenance": [("sources.py", "of")],
    "writing": [("jobs.py", "take"), ("jobs.py", "finish")],
}
"""what is shown → the functions whose cumulative time it is"""


def submission(number: int, chance: random.Random, words: int | None = None) -> Submission:
    """A made-up article, cut after some words at the end of a sentence."""
    article = made_up(number, chance)
    sentences = article["text"].split(". ")
    if words is not None:
        while sum(len(sentence.split()) for sentence in sentences) > words:
            sentences.pop()
    return Submission(
        article["outlet"], text=". ".join(sentences).rstrip(".") + ".", id=article["id"]
    )


def fill(engine: Engine, sentences: int, chance: random.Random) -> None:
    """Store articles until the corpus holds as many sentences."""
    number = engine.corpus.count()[0]
    while (held := engine.corpus.count()[1]) < sentences:
        batch = [submission(number + at, chance) for at in range(50)]
        engine.ingest(engine.read(batch))
        number += len(batch)
        print(f"  {held} sentences", end="\r", flush=True)


def audited(engine: Engine, articles: list[Submission]) -> tuple[float, int, pstats.Stats]:
    """Seconds for all articles, claims found, and where the time went."""
    audit = engine.jobs.add(uuid4().hex, articles)
    holder = Holder(engine.corpus.database)
    holder.beat()
    auditor = Auditor(engine, holder.id, threading.Event())
    profile = cProfile.Profile()
    started = time.monotonic()
    profile.enable()
    while engine.jobs.audit(audit.id).is_open:
        holder.beat()
        auditor.step()
    profile.disable()
    seconds = time.monotonic() - started
    auditor.close()
    return seconds, engine.jobs.audit(audit.id).done, pstats.Stats(profile)


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
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="keep the corpus here")
    parser.add_argument("--profile", type=Path, help="also write the profile here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(data_folder=options.folder or Path(scratch))
        with open_engine(settings) as engine:
            fill(engine, options.sentences, random.Random(5))
            chance = random.Random(6)
            articles = [submission(10**6 + n, chance, WORDS) for n in range(options.articles)]
            held = engine.corpus.count()[1]
            seconds, done, stats = audited(engine, articles)
    print(f"{done} articles of {WORDS} words, {held} sentences, {os.cpu_count()} cores")
    print(f"{'articles audited a second':<28} {done / seconds:>8.2f}")
    for name, functions in STAGES.items():
        print(f"  {name:<26} {seconds_of(stats, functions) / seconds:>8.1%}")
    if options.profile:
        stats.dump_stats(options.profile)


if __name__ == "__main__":
    main()
