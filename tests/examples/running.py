"""The service as it is shipped, running in a process of its own, for examples to be wired to."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from index.database import open_database
from index.keys import Keys, Scope
from index.outbox import Outbox

Found = TypeVar("Found")
SECONDS = 60.0
"""until something that was asked for must have happened"""


@dataclass(frozen=True)
class Running:
    """A running service, and the key with every scope that tests look at it with."""

    address: str
    folder: Path
    key: str

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """One request: status and JSON."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.key}"}
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        return answered(request)

    def new_key(self, *scopes: Scope) -> str:
        """A key as `crosscheck keys create` prints it."""
        with open_database(self.folder, None) as database:
            return Keys(database).create("example", frozenset(scopes))[1]

    def new_webhook(self, url: str) -> str:
        """A secret as `crosscheck webhook add` prints it."""
        with open_database(self.folder, None) as database:
            return Outbox(database).register(url)

    def results(self, audit: str) -> list[dict[str, Any]]:
        """The results of an audit once it has ended."""
        until(lambda: self.call("GET", f"/v1/audits/{audit}")[1]["finished_at"])
        return list(self.call("GET", f"/v1/audits/{audit}/results")[1]["results"])


def answered(request: urllib.request.Request) -> tuple[int, Any]:
    """What a request is answered with, whatever the status."""
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as reply:
            return reply.status, json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as fault:
        with fault:
            return fault.code, json.loads(fault.read() or b"null")


def until(look: Callable[[], Found]) -> Found:
    """What `look` finds, once it finds something."""
    end = time.monotonic() + SECONDS
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def started(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A process of its own that listens on a port until the block ends."""
    surroundings = {**os.environ, **environment}
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL)
    try:
        until(lambda: listens(port) or process.poll() is not None)
        assert process.poll() is None, f"{command[0]} has ended"
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """`crosscheck serve` on an empty data folder, until the block ends."""
    with open_database(folder, None) as database:
        key = Keys(database).create("test", frozenset(Scope))[1]
    port = free_port()
    command = [str(Path(sys.executable).parent / "crosscheck"), "serve", "--port", str(port)]
    surroundings = {
        "CROSSCHECK_DATA_FOLDER": str(folder),
        "CROSSCHECK_PRIVATE_WEBHOOKS": "true",
        "HF_HUB_OFFLINE": "1",
    }
    with started(command, port, **surroundings):
        yield Running(f"http://127.0.0.1:{port}", folder, key)
