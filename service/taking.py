"""Files on the command line to articles, with a line for each that cannot be used."""

import sys
from collections.abc import Sequence

from rich.progress import Progress, SpinnerColumn

from index.errors import IndexFault
from index.types import Article, Ingested, Submission
from service import files
from service.engine import Engine
from service.screen import Screen

BATCH = 8
"""articles stored together; a kill loses at most the batch that was not yet said to be stored"""


def store(
    screen: Screen, engine: Engine, paths: Sequence[str], naming: files.Naming
) -> tuple[list[Ingested], int]:
    """Read and store in batches with a progress bar; a bad article is refused alone."""
    outcomes: list[Ingested] = []
    batch: list[Article] = []
    refused, unnamed = 0, 0
    with _counting(screen) as progress:
        task = progress.add_task("storing", total=None)
        for found in files.read_paths(paths, naming, sys.stdin.buffer):
            progress.advance(task)
            article = _article(screen, engine, found)
            refused += article is None
            unnamed += article is not None and found.is_unnamed
            batch += [article] if article else []
            if len(batch) == BATCH:
                outcomes += engine.ingest(batch)
                batch = []
        outcomes += engine.ingest(batch)
    _say_unnamed(screen, unnamed)
    say_left_out(screen, paths)
    return outcomes, refused


def submissions(
    screen: Screen, paths: Sequence[str], naming: files.Naming
) -> tuple[list[Submission], int]:
    """Every article of the paths as it is, and how many files hold none."""
    taken, refused, unnamed = [], 0, 0
    for found in files.read_paths(paths, naming, sys.stdin.buffer):
        if found.submission is None:
            refused += 1
            screen.say(found.source, found.fault)
        else:
            taken.append(found.submission)
            unnamed += found.is_unnamed
    _say_unnamed(screen, unnamed)
    say_left_out(screen, paths)
    return taken, refused


def articles(
    screen: Screen, engine: Engine, paths: Sequence[str], outlet: str | None
) -> tuple[list[Article], int]:
    """Every usable article of the paths, each once, and how many were refused."""
    naming = files.Naming(outlet, by_file=True)
    every = [
        _article(screen, engine, found)
        for found in files.read_paths(paths, naming, sys.stdin.buffer)
    ]
    say_left_out(screen, paths)
    usable = {article.id: article for article in every if article is not None}
    return list(usable.values()), every.count(None)


def _counting(screen: Screen) -> Progress:
    """A number that grows; how many articles files hold is known only when they were read."""
    columns = SpinnerColumn(), "{task.description}", "{task.completed}"
    return Progress(*columns, console=screen.err, transient=True)


def _article(screen: Screen, engine: Engine, found: files.Found) -> Article | None:
    """What was found, read; None, and the reason on standard error, where it cannot be used."""
    try:
        if found.submission is not None:
            return engine.read([found.submission])[0]
        fault = found.fault
    except IndexFault as problem:
        fault = str(problem)
    screen.say(found.source, fault)
    return None


def say_left_out(screen: Screen, paths: Sequence[str]) -> None:
    """Say how many files of folders were passed over, and of which kinds."""
    if found := files.left_out(paths):
        screen.err.print(
            f"left out, of other kinds: {found.total()} ({', '.join(sorted(found))})",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


def _say_unnamed(screen: Screen, number: int) -> None:
    """Say how many articles count as one source because nobody said whose they are."""
    if number:
        screen.err.print(
            f"articles that do not say their outlet, and count as one source, “{files.UNNAMED}”: {number}; --outlet names it",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
