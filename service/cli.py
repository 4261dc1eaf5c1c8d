"""The command line: crosscheck serve | ingest | verify | audit | watch | compare | stories | provenance | factchecks | records | export | webhook | keys."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Never
from uuid import uuid4

import typer
from pydantic import ValidationError
from rich.progress import Progress

from claims.errors import ClaimFault
from claims.types import Comparison, Verdict
from claims.verify import Question
from index.database import open_database
from index.errors import IndexFault, StoreFault
from index.jobs import Jobs
from index.outbox import Outbox
from index.reading.characters import whole
from index.stories import Story
from index.types import Filters
from service import (
    chain,
    files,
    hooks,
    keyring,
    page,
    render,
    replies,
    report,
    schemas,
    serving,
    spreadsheet,
    taking,
    words,
)
from service.engine import Engine, open_engine
from service.feeds import Feeds, Round
from service.jobs import working
from service.screen import FAILED, AsJson, Screen, leave, open_screen, print_json
from service.settings import PREFIX, Settings, unknown_settings
from service.tracing import TracingUnavailable

EXIT_OF_VERDICT = {
    Verdict.SUPPORTED: 0,
    Verdict.REFUTED: 3,
    Verdict.CONFLICTING: 4,
    Verdict.NOT_ENOUGH_EVIDENCE: 5,
}
LOOK = 0.3
"""seconds between two looks at an audit"""

app = typer.Typer(
    name="crosscheck",
    help="Which sentences of which outlets support a claim, which conflict with it, and how.\n\n"
    "PATH is a .txt, .html, .json or .jsonl file, a folder of them, or - for standard input. "
    "Settings are environment variables: CROSSCHECK_DATA_FOLDER, CROSSCHECK_PORT …\n\n"
    "Exit status: 0 done, 1 failed or some input refused (said on standard error), 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(chain.app)
app.add_typer(hooks.app)
app.add_typer(keyring.app)
Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")
]
Outlet = Annotated[
    str | None,
    typer.Option(
        help="Outlet of all the articles. Without it each file counts for the outlet that it names; those that name none, as text "
        f"does, are one outlet, “{files.UNNAMED}”, and so one source."
    ),
]
Label = Annotated[
    str | None,
    typer.Option(
        help="Outlet of all the articles. Without it each file counts for the outlet that it names; one that names none, as text "
        "does, is called by its file, and counts as a source of its own."
    ),
]
Webhook = Annotated[
    str | None,
    typer.Option(
        help="Address to tell, added with `crosscheck webhook add`.", callback=hooks.ascii_only
    ),
]


def _writable(file: Path | None) -> Path | None:
    """A file that can be written; what keeps it from that is said before any model is loaded."""
    if file is not None and not os.access(file if file.exists() else file.parent, os.W_OK):
        raise typer.BadParameter(f"{file} cannot be written; its folder must be there")
    return file


def main() -> None:
    """Run the command line; a known fault is one line on standard error and exit status 1."""
    for said in unknown_settings():
        open_screen().err.print(f"crosscheck: {said}", markup=False, soft_wrap=True)
    try:
        app()
    except (IndexFault, ClaimFault, TracingUnavailable, OSError) as fault:
        open_screen().err.print(f"crosscheck: {fault}", style="red", markup=False, soft_wrap=True)
        sys.exit(FAILED)
    except ValidationError as fault:
        if fault.title != Settings.__name__:
            raise
        for error in fault.errors():
            name = PREFIX + "_".join(map(str, error["loc"])).upper()
            open_screen().err.print(
                f"crosscheck: {name}: {error['msg']}", style="red", markup=False
            )
        sys.exit(2)


@app.callback(invoke_without_command=True)
def show_version(
    shows: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Which sentences of which outlets support a claim, which conflict with it, and how."""
    if shows:
        typer.echo(f"crosscheck {version('crosscheck')}")
        raise typer.Exit


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on (127.0.0.1).")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to serve on (8000).", min=1, max=65535)
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Load the sample story and print its comparison first.")
    ] = False,
) -> None:
    """Serve the HTTP interface until interrupted; without a key to this machine alone."""
    given: dict[str, Any] = {"host": host, "port": port}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    serving.run(open_screen(), settings, sample=sample)


@app.command()
def ingest(paths: Paths, outlet: Outlet = None, as_json: AsJson = False) -> None:
    """Store articles so that claims can be verified against them."""
    screen = open_screen()
    with _engine() as engine:
        outcomes, refused = taking.store(screen, engine, paths, files.Naming(outlet))
        if as_json:
            print_json(replies.stored(engine, outcomes))
        else:
            render.ingested(screen.out, outcomes, refused)
    leave(FAILED if refused or not outcomes else 0)


@app.command()
def verify(
    claim: Annotated[str, typer.Argument(help="One statement that can be true or false.")],
    as_of: Annotated[str | None, typer.Option(help="When the claim was made: 2026-03-11.")] = None,
    outlet: Annotated[
        list[str] | None, typer.Option(help="Only evidence of this outlet; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Most entries of each list.", min=1, max=100)] = 10,
    as_json: AsJson = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="Leave with 0 supported, 3 refuted, 4 conflicting, 5 not enough evidence.",
        ),
    ] = False,
) -> None:
    """What the stored articles say of a claim."""
    filters = {"outlets": outlet} if outlet else None
    try:
        asked = schemas.VerifyIn.model_validate(
            {"claim": claim, "as_of": as_of, "filters": filters, "limit": limit}
        )
    except ValidationError as fault:
        raise typer.BadParameter("; ".join(map(schemas.told, fault.errors()))) from fault
    screen = open_screen()
    with _engine() as engine:
        say_if_empty(screen, engine)
        narrowed = Filters(outlets=tuple(asked.filters.outlets if asked.filters else ()))
        say_unknown(screen, engine, narrowed)
        found = engine.verify(Question(asked.claim, asked.as_of, narrowed, asked.limit))
    if as_json:
        print_json(replies.verification(engine, found))
    else:
        render.verification(screen.out, found)
    leave(EXIT_OF_VERDICT[found.verdict] if exit_code else 0)


@app.command()
def audit(
    paths: Paths,
    outlet: Outlet = None,
    webhook: Webhook = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Work on it here and now, and print a summary.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            help="Write the report as a page here; waits.", dir_okay=False, callback=_writable
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the results as JSON Lines; waits.")
    ] = False,
) -> None:
    """Hold every claim of articles against the corpus and each other; the articles are not stored in it.

    Without --wait the audit is written down, its id printed, and a running `crosscheck serve` carries it out.
    """
    screen, settings = open_screen(), Settings()
    submissions, refused = taking.submissions(screen, paths, files.Naming(outlet))
    if not 1 <= len(submissions) <= schemas.MOST_ARTICLES:
        raise typer.BadParameter(
            f"{len(submissions)} articles found; an audit takes 1 to {schemas.MOST_ARTICLES}"
        )
    with open_database(settings.data_folder, settings.database) as database:
        if webhook:
            Outbox(database).webhook(webhook)
        asked = Jobs(database).add(uuid4().hex, submissions, webhook)
    if not (wait or html or as_json):
        screen.out.print(asked.id)
        leave(FAILED if refused else 0)
        return
    with _engine() as engine:
        with working(engine):
            _follow(screen, engine, asked.id)
        done, found = engine.jobs.audit(asked.id), engine.jobs.results(asked.id, 0, asked.total)
    results = [replies.result(item) for item in found]
    for result in results:
        if result.error:
            screen.say(words.called(result), result.error.detail)
    if as_json:
        sys.stdout.writelines(replies.result_line(item) + "\n" for item in found)
    else:
        render.audit(screen.out, done, found)
    if html:
        with html.open("w", encoding="utf-8") as file:
            file.writelines(report.pages(done, results))
    leave(FAILED if refused or done.failed or done.done < done.total else 0)


@app.command()
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEED…", help="RSS, Atom or JSON Feeds: addresses or files."),
    ],
    once: Annotated[bool, typer.Option("--once", help="One round, as for cron.")] = False,
    every: Annotated[float, typer.Option(help="Minutes between two rounds.", min=1)] = 15,
    no_pages: Annotated[
        bool,
        typer.Option("--no-pages", help="Leave out entries that the feed does not give whole."),
    ] = False,
    outlet: Annotated[
        str | None,
        typer.Option(help="Outlet of the articles; by default the host that an entry stands on."),
    ] = None,
    webhook: Webhook = None,
) -> None:
    """Store the new entries of feeds and audit them, round after round."""
    screen = open_screen()
    with _engine() as engine, working(engine):
        if webhook:
            engine.outbox.webhook(webhook)
        reader = Feeds(engine, pages=not no_pages, outlet=outlet)

        def look() -> bool:
            return _round(screen, engine, reader.round(feeds, webhook))

        if once:
            sound = look()
        else:
            endlessly(look, lambda: time.sleep(every * 60), screen)
    leave(0 if sound else FAILED)


def endlessly(look: Callable[[], object], rest: Callable[[], object], screen: Screen) -> Never:
    """Look again after every rest; where the database cannot be used that is said, and the next look may find that it can."""
    while True:
        try:
            look()
        except StoreFault as fault:
            screen.say("this round", f"{fault}; the next one tries it again")
        rest()


@app.command()
def compare(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input."),
    ] = None,
    outlet: Label = None,
    story: Annotated[
        str | None, typer.Option(metavar="ID", help="Instead of PATH…, the articles of a story.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also claims that one outlet alone makes.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="Also write a page that can be sent to anybody.",
            callback=_writable,
        ),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set 2 to 20 articles side by side; nothing is stored."""
    screen = open_screen()
    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json both print; choose one")
    if bool(paths) is (story is not None):
        raise typer.BadParameter("give either PATH… or --story ID")
    with _engine() as engine:
        if story is None:
            found, refused = _compared(screen, engine, paths or [], outlet)
            reply = replies.comparison(found)
        else:
            told, found = compared_story(engine, whole(story))
            reply, refused = replies.story(told, found), 0
    if as_json:
        print_json(reply)
    elif as_csv:
        sys.stdout.write(spreadsheet.comparison(found))
    else:
        render.comparison(screen.out, found, everything=everything)
    if html is not None:
        html.write_text(page.comparison(found), encoding="utf-8")
        screen.err.print(f"wrote {html}", markup=False, soft_wrap=True)
    leave(FAILED if refused else 0)


@app.command()
def stories(
    outlet: Annotated[
        list[str] | None, typer.Option(help="Only stories that it tells; may be repeated.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also stories of a single article.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First put every article into its story anew.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The stories that the stored articles tell, the last changed first."""
    screen = open_screen()
    with _engine() as engine:
        say_if_empty(screen, engine)
        if rebuild:
            engine.stories.rebuild()
        engine.stories.settle()
        filters = Filters(outlets=tuple(map(whole, outlet or ())))
        say_unknown(screen, engine, filters)
        found = list(_every_story(engine, filters, 1 if everything else 2))
    if as_json:
        print_json(replies.story_page(found, len(found)))
    else:
        render.stories(screen.out, found)


@app.command()
def provenance(paths: Paths, outlet: Label = None, as_json: AsJson = False) -> None:
    """What articles say of their own making; nothing is stored."""
    screen = open_screen()
    with _engine() as engine:
        articles, refused = taking.articles(screen, engine, paths, outlet)
        found = [engine.provenance(article) for article in articles]
    if as_json:
        print_json(schemas.ProvenanceOut(results=[replies.provenance(item) for item in found]))
    else:
        render.provenance(screen.out, articles, found)
    leave(FAILED if refused or not found else 0)


@app.command()
def factchecks(paths: Paths) -> None:
    """Store fact checks of others (ClaimReview as JSON-LD, or pages that embed it); `verify` shows them beside its verdict."""
    screen = open_screen()
    found = list(files.read_fact_checks(paths, sys.stdin.buffer))
    checks = [item.check for item in found if item.check]
    for item in found:
        if item.fault:
            screen.say(item.source, item.fault)
    taking.say_left_out(screen, paths)
    with _engine() as engine:
        statuses = [status for _, status in engine.fact_checks.put(checks)]
    refused = len(found) - len(checks)
    render.fact_checks(screen.out, statuses, refused)
    leave(FAILED if refused or not statuses else 0)


@app.command()
def export() -> None:
    """Print every stored article as JSON Lines, one article a line, ready for `crosscheck ingest`.

    It is the cleaned text: what a page declared of its making, and its sections, are not in it; a backup is a copy of the database.
    """
    screen = open_screen()
    with _engine() as engine:
        say_if_empty(screen, engine)
        after: str | None = None
        while articles := engine.page(Filters(), after, 100):
            for article in articles:
                line = replies.exported(article).model_dump_json(exclude_none=True)
                sys.stdout.write(line + "\n")
            after = articles[-1].id


def say_if_empty(screen: Screen, engine: Engine) -> None:
    """Say on standard error where articles were looked for, if there are none."""
    if not engine.page(Filters(), None, 1):
        render.emptiness(screen.err, engine.settings)


def say_unknown(screen: Screen, engine: Engine, filters: Filters) -> None:
    """Say on standard error of which outlets no article is stored: their names may be mistyped."""
    for outlet in filters.outlets:
        if not engine.page(Filters(outlets=(outlet,)), None, 1):
            screen.say(outlet, "no stored article is of this outlet")


@contextmanager
def _engine() -> Iterator[Engine]:
    with open_engine(Settings()) as engine:
        yield engine


def _round(screen: Screen, engine: Engine, found: Round) -> bool:
    """Show a round of feeds and, once they have ended, its audits; whether all could be read."""
    for feed in found.reports:
        for fault in feed.faults:
            screen.say(feed.url, fault)
    render.feeds(screen.out, found)
    for audit_id in found.audit_ids:
        _follow(screen, engine, audit_id)
        done = engine.jobs.audit(audit_id)
        render.audit(screen.out, done, engine.jobs.results(done.id, 0, done.total))
    return found.is_sound


def _follow(screen: Screen, engine: Engine, audit_id: str) -> None:
    """Show how far an audit is until it has ended; this process works on it, alone or with a service that runs."""
    with Progress(console=screen.err, transient=True) as progress:
        found = engine.jobs.audit(audit_id)
        task = progress.add_task("auditing", total=found.total)
        while found.is_open:
            time.sleep(LOOK)
            found = engine.jobs.audit(audit_id)
            progress.update(task, completed=found.done)


def _compared(
    screen: Screen, engine: Engine, paths: Sequence[str], outlet: str | None
) -> tuple[Comparison, int]:
    """The articles of the paths side by side, and how many were refused."""
    articles, refused = taking.articles(screen, engine, paths, outlet)
    if not 2 <= len(articles) <= 20:
        raise typer.BadParameter(
            f"{len(articles)} different articles found; a comparison takes 2 to 20"
        )
    return engine.compare(articles), refused


def compared_story(engine: Engine, story_id: str) -> tuple[Story, Comparison]:
    """A story and its articles side by side."""
    story = engine.stories.get(story_id)
    if len(story.members) < 2:
        raise typer.BadParameter(
            f"the story {story.id} has a single article; a comparison takes two and more"
        )
    return story, engine.told(story)


def _every_story(engine: Engine, filters: Filters, least: int) -> Iterator[Story]:
    after: tuple[int, str] | None = None
    while found := engine.stories.page(filters, after, 100, least):
        yield from found
        after = found[-1].revision, found[-1].id
