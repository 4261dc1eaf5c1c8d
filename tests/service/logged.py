"""The log of the service as it would stand on standard error."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from service import logs
from service.settings import LogFormat, LogLevel


@contextmanager
def logged(form: LogFormat = "json", level: LogLevel = "info") -> Iterator[io.StringIO]:
    """What is logged inside; afterwards the loggers are as they were."""
    names = ("", *logs.OWN)
    levels = {name: logging.getLogger(name).level for name in names}
    handlers = logging.getLogger().handlers
    stream = io.StringIO()
    logs.configure(form, level, stream)
    try:
        yield stream
    finally:
        logging.captureWarnings(False)
        logging.getLogger().handlers = handlers
        for name in names:
            logging.getLogger(name).setLevel(levels[name])


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """The lines of a log in JSON."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]
