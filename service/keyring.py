"""The command line of keys: crosscheck keys create | list | revoke."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from index.database import open_database
from index.keys import Keys, Scope
from index.reading.characters import whole
from service.settings import Settings

app = typer.Typer(
    name="keys",
    help="Keys of those who may call the service over HTTP. Once one was made, every call needs one.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def create(
    name: Annotated[str, typer.Option(help="Who will hold it: desk, archive …")],
    scope: Annotated[
        list[Scope],
        typer.Option(help="What it is for; may be repeated, and none includes another."),
    ],
) -> None:
    """Make a key and print it; it is shown this once, for only its digest is kept."""
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise typer.BadParameter("a name is 1 to 100 printable characters", param_hint="--name")
    with _keys() as keys:
        key, text = keys.create(name, frozenset(scope))
    typer.echo(text)
    typer.echo(
        f"Keep it now: it is not shown again. Revoke it with: crosscheck keys revoke {key.id}",
        err=True,
    )


@app.command(name="list")
def show() -> None:
    """Print every key that was made: id, since when, how it stands, scopes, name."""
    with _keys() as keys:
        every = keys.all()
        for key in every:
            state = f"revoked {key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "on"
            scopes = " ".join(scope for scope in Scope if scope in key.scopes)
            typer.echo(
                "\t".join((key.id, f"{key.created_at:%Y-%m-%d %H:%M}", state, scopes, key.name))
            )
    if not every:
        typer.echo("there is no key", err=True)


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")],
) -> None:
    """Refuse a key from now on, also in a service that runs; it cannot be undone."""
    with _keys() as keys:
        keys.revoke(whole(key_id))


@contextmanager
def _keys() -> Iterator[Keys]:
    settings = Settings()
    with open_database(settings.data_folder, settings.database) as database:
        yield Keys(database)
