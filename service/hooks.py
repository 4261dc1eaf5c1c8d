"""The command line of webhooks: crosscheck webhook add | list | rotate | remove."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import urlsplit

import typer

from index.database import open_database
from index.outbox import Outbox
from service.network import RefusedTarget, target
from service.settings import Settings
from service.webhooks import SETTING

app = typer.Typer(
    name="webhook",
    help="Addresses that are told when an audit has ended or a verdict has changed (Standard Webhooks 1.0).",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def ascii_only(url: str | None) -> str | None:
    """An address as it can have been added; raises BadParameter."""
    if url is None or url.isascii():
        return url
    raise typer.BadParameter(
        f"{url!r} is not ASCII; write its host as xn--… and other letters as %C3%A4"
    )


Url = Annotated[
    str,
    typer.Argument(metavar="URL", help="An http or https address.", callback=ascii_only),
]


@app.command()
def add(url: Url) -> None:
    """Add a webhook, or enable one again that was disabled, and print its secret."""
    settings = Settings()
    _check(url, settings)
    with _outbox(settings) as outbox:
        typer.echo(outbox.register(url))


@app.command(name="list")
def show() -> None:
    """Print every webhook: how it stands, events waiting, address, what went wrong last."""
    with _outbox(Settings()) as outbox:
        every = outbox.webhooks()
        for hook in every:
            state = (
                f"disabled since {hook.disabled_at:%Y-%m-%d %H:%M}" if hook.disabled_at else "on"
            )
            typer.echo("\t".join((state, f"{hook.waiting} waiting", hook.url, hook.fault or "")))
    if not every:
        typer.echo("there is no webhook", err=True)


@app.command()
def rotate(url: Url) -> None:
    """Print a new secret; for a day every event is signed with the old one too."""
    with _outbox(Settings()) as outbox:
        typer.echo(outbox.rotate(url))


@app.command()
def remove(url: Url) -> None:
    """Forget a webhook and the events that wait for it."""
    with _outbox(Settings()) as outbox:
        outbox.remove(url)


@contextmanager
def _outbox(settings: Settings) -> Iterator[Outbox]:
    with open_database(settings.data_folder, settings.database) as database:
        yield Outbox(database)


def _check(url: str, settings: Settings) -> None:
    """Refuse at once what could never be sent to."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise typer.BadParameter(f"{url} is no address: {fault}") from fault
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise typer.BadParameter(f"{url} is no address; write https://host/path")
    try:
        target(parts.hostname, port or 443, private=settings.private_webhooks, setting=SETTING)
    except RefusedTarget as fault:
        raise typer.BadParameter(str(fault)) from fault
