"""The log: one line a record on standard error, as JSON or as text, with the request or the audit that it belongs to.

No line above DEBUG quotes an article. What a fault of a library says may quote one, so it is written at DEBUG only; its type and
the lines of code that it came through are always written.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import format_tb
from typing import Any, TextIO

from opentelemetry import trace

from claims.errors import ClaimFault
from index.errors import IndexFault
from service.settings import LogFormat, LogLevel

OWN = ("service", "claims", "index", "uvicorn")
"""the loggers that the level is for; libraries speak from WARNING on, unless all is wanted"""
TELLING = (IndexFault, ClaimFault, OSError)
"""faults whose words are our own or the machine's, and quote no article"""

_noted: ContextVar[Mapping[str, str]] = ContextVar("noted", default={})  # noqa: B039, never changed


@contextmanager
def noted(**fields: str) -> Iterator[None]:
    """Put fields into every line that is logged inside, also by the threads that carry it out."""
    token = _noted.set({**_noted.get(), **fields})
    try:
        yield
    finally:
        _noted.reset(token)


def note(field: str) -> str | None:
    """What was noted of a field, if anything."""
    return _noted.get().get(field)


def said(fault: BaseException, *, all_of_it: bool = False) -> str:
    """A fault in a line: its type, and its words where they quote no article or all is wanted."""
    name = type(fault).__qualname__
    return f"{name}: {fault}" if all_of_it or isinstance(fault, TELLING) else name


def configure(form: LogFormat, level: LogLevel, stream: TextIO) -> None:
    """Send what every logger of the process says to a stream."""
    number = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(stream)
    everything = number <= logging.DEBUG
    handler.setFormatter(JsonLines(everything) if form == "json" else TextLines(everything))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(number if everything else max(number, logging.WARNING))
    for name in OWN:
        logging.getLogger(name).setLevel(number)
    logging.captureWarnings(True)


class Lines(logging.Formatter):
    """What a line tells, field by field; `everything` is for DEBUG, where faults are told in full."""

    def __init__(self, everything: bool) -> None:
        super().__init__()
        self._everything = everything

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """The fields of a line: RFC 3339 time, level, logger, message, what was noted, and the record's own."""
        moment = datetime.fromtimestamp(record.created, UTC)
        fault = record.exc_info[1] if record.exc_info else None
        return {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_noted.get(),
            **_traced(),
            **getattr(record, "fields", {}),
            **({"fault": "".join(self._trail(fault))} if fault else {}),
        }

    def _trail(self, fault: BaseException) -> Iterator[str]:
        """The lines of code that a fault came through, those of its causes first."""
        hidden = fault.__suppress_context__
        cause = fault.__cause__ or (None if hidden else fault.__context__)
        inner = [cause] if cause else []
        if isinstance(fault, BaseExceptionGroup):
            inner += fault.exceptions
        for one in inner:
            yield from self._trail(one)
        yield from format_tb(fault.__traceback__)
        yield said(fault, all_of_it=self._everything) + "\n"


class JsonLines(Lines):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as JSON."""
        return json.dumps(self.fields(record), ensure_ascii=False, default=str)


class TextLines(Lines):
    """The same for a person: time, level, logger and message, then the other fields; a fault on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as text."""
        fields = self.fields(record)
        head = [str(fields.pop(name)) for name in ("time", "level", "logger", "message")]
        fault = fields.pop("fault", "")
        rest = " ".join(f"{name}={value}" for name, value in fields.items())
        return f"{' '.join(head)} {rest}\n{fault}".rstrip()


def _traced() -> dict[str, str]:
    """The trace that the line belongs to, where requests are traced."""
    found = trace.get_current_span().get_span_context()
    if not found.is_valid:
        return {}
    return {
        "trace_id": trace.format_trace_id(found.trace_id),
        "span_id": trace.format_span_id(found.span_id),
    }
