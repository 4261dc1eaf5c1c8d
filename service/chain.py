"""The command line of records: crosscheck records list | show | verify."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from index.database import open_database
from index.ledger import Ledger
from service import render, reviews
from service.screen import FAILED, AsJson, leave, open_screen, print_json
from service.settings import Settings

app = typer.Typer(
    name="records",
    help="Editors' records: what was checked, with what, and who reviewed it.",
    no_args_is_help=True,
)


@app.command(name="list")
def show_all() -> None:
    """Every record, one a line: number, time, what was checked or reviewed, and what came of it."""
    screen = open_screen()
    with _ledger() as ledger:
        after = 0
        while entries := ledger.page(after, 100):
            for entry in entries:
                screen.out.print(render.record_line(entry), markup=False, soft_wrap=True)
            after = entries[-1].number
    if not after:
        screen.err.print("there is no record")


@app.command()
def show(
    number: Annotated[int, typer.Argument(help="The record's number.", min=1, max=2**31 - 1)],
    as_json: AsJson = False,
) -> None:
    """One record, whole."""
    with _ledger() as ledger:
        entry = ledger.get(number)
        (record,) = reviews.records(ledger, [entry])
    if as_json:
        print_json(record)
    else:
        render.record(open_screen().out, entry)


def _hash(noted: str | None) -> str | None:
    """A hash as it stands in the chain; what is none must not look as if a record were missing."""
    found = noted.strip().lower() if noted is not None else None
    if found is not None and not re.fullmatch("[0-9a-f]{64}", found):
        raise typer.BadParameter("a hash has 64 digits, 0 to 9 and a to f; give it whole")
    return found


@app.command()
def verify(
    noted: Annotated[
        str | None,
        typer.Option(help="A hash noted earlier, which must stand in the chain.", callback=_hash),
    ] = None,
) -> None:
    """Go through the chain of hashes; exit status 1 where a record was changed, moved or taken out."""
    with _ledger() as ledger:
        found = ledger.check(noted)
    typer.echo(render.soundness(found))
    leave(0 if found.is_sound else FAILED)


@contextmanager
def _ledger() -> Iterator[Ledger]:
    settings = Settings()
    with open_database(settings.data_folder, settings.database) as database:
        yield Ledger(database)
