"""The sample comparison as a picture: `python -m benchmarks.picture docs/comparison.svg`."""

import argparse
import io
import tempfile
from pathlib import Path

from rich.console import Console

from service import render
from service.engine import open_engine
from service.sample import sample_story
from service.settings import Settings


def main() -> None:
    """Render the table that `make run` prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    console = Console(
        record=True, width=100, force_terminal=True, highlight=False, file=io.StringIO()
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(Settings(data_folder=Path(folder))) as engine,
    ):
        render.comparison(console, engine.compare(engine.read(sample_story())))
    console.save_svg(str(options.file), title="make run")


if __name__ == "__main__":
    main()
