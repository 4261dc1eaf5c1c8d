"""To serve: the address, the port and the key that are needed, and what is said first."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import uvicorn
from fastapi import FastAPI

from index.database import open_database
from index.keys import Keys
from service import logs, render
from service.app import create_app
from service.engine import Engine, open_engine
from service.keys import check_host
from service.sample import sample_story
from service.screen import Screen
from service.settings import Settings
from service.tracing import open_tracing

SWITCH = 0.0005
"""seconds that a thread keeps the interpreter: a model lets go of it at each of its steps, and at the usual 5 ms one who reads
articles beside it would hold up a verdict for seconds"""
GRACE = 5
"""seconds that a reply under way is given when the service stops; who follows an audit would hold it for ever"""


def run(screen: Screen, settings: Settings, *, sample: bool) -> None:
    """Serve until interrupted, after the comparison of the sample story where it is wanted."""
    _check_port(settings)
    needs_key = _check_entry(settings)
    sys.setswitchinterval(SWITCH)
    logs.configure(settings.log_format, settings.log_level, sys.stderr)
    with ExitStack() as opened:
        tracing = opened.enter_context(open_tracing(settings.otlp_endpoint))
        engine = opened.enter_context(open_engine(settings))
        if sample:
            _show_sample(screen, engine)
        address = f"http://{_bracketed(settings.host)}:{settings.port}"
        screen.out.print(_what_next(address, sample, needs_key), soft_wrap=True)
        listen(create_app(settings, lambda _: _held(engine, opened), tracing), settings)


def listen(service: FastAPI, settings: Settings) -> None:
    """Serve an application until the process is told to end; its lines go where all others go."""
    config = uvicorn.Config(
        service,
        settings.host,
        settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run()


def _check_port(settings: Settings) -> None:
    """Say that the port is taken before the models are loaded."""
    found = socket.getaddrinfo(settings.host or None, settings.port, flags=socket.AI_PASSIVE)
    family, *_, address = found[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as fault:
            raise OSError(
                f"cannot serve on {settings.host}:{settings.port}: {fault.strerror}; stop what runs there, or choose another with --port"
            ) from fault


def _check_entry(settings: Settings) -> bool:
    """Whether calls need a key; without one the service is for this machine alone."""
    with open_database(settings.data_folder, settings.database) as database:
        keys = Keys(database)
        check_host(settings.host, keys)
        return keys.exist()


def _show_sample(screen: Screen, engine: Engine) -> None:
    story = engine.read(sample_story())
    engine.ingest(story)
    render.comparison(screen.out, engine.compare(story))


def _bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _what_next(address: str, sample: bool, needs_key: bool) -> str:
    claim = "More than thirty people were treated in hospital." if sample else "…"
    body = json.dumps({"claim": claim})
    key = ' -H "authorization: Bearer $KEY"' if needs_key else ""
    entry = (
        "Each call needs a key."
        if needs_key
        else "Every program of this machine may call it, and no other machine; with keys that changes (crosscheck keys create --help)."
    )
    return (
        f"\nServing on {address} (Ctrl-C stops). {entry}\n"
        f"Open {address}/docs, or in another terminal:\n"
        f"  curl -s {address}/v1/verify{key} -H 'content-type: application/json' -d '{body}'\n"
        f'  crosscheck verify "{claim}"\n'
        "  crosscheck ingest PATH…"
    )


@contextmanager
def _held(engine: Engine, opened: ExitStack) -> Iterator[Engine]:
    """An engine that is closed when the application ends; a signal ends the process right after, before any other block."""
    with opened:
        yield engine
