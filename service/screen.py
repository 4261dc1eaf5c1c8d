"""Where the command line writes, and with which status it leaves."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

FAILED = 1
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON as the HTTP interface answers it, for machines.")
]
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Terminal(Console):
    """A console on which others' words cannot steer the terminal: of control characters in a text only the line feed stays."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of anything that is printed, those of tables and lists included."""
        for segment in super().render(renderable, options):
            if segment.control or not _CONTROLS.search(segment.text):
                yield segment
            else:
                yield Segment(_CONTROLS.sub("", segment.text), segment.style)


@dataclass(frozen=True)
class Screen:
    """Where results go, and where everything else goes."""

    out: Console
    err: Console

    def say(self, source: str, fault: str) -> None:
        """Say what is wrong with something that was given."""
        self.err.print(
            f"{source}: {fault}", style="red", markup=False, highlight=False, soft_wrap=True
        )


def open_screen() -> Screen:
    """Standard output and standard error."""
    return Screen(
        Terminal(highlight=False, emoji=False),
        Terminal(stderr=True, highlight=False, emoji=False),
    )


def print_json(reply: BaseModel) -> None:
    """Print a reply as the HTTP interface gives it."""
    sys.stdout.write(reply.model_dump_json(indent=2) + "\n")


def leave(status: int) -> None:
    """End the command with a status."""
    if status:
        raise typer.Exit(status)
