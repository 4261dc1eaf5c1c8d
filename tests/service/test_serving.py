import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.service.command import CROSSCHECK, run

SERVICE = """
import sys
from pathlib import Path
from service import logs, serving
from service.app import create_app
from service.settings import Settings
from tests.parts import opener
settings = Settings(data_folder=Path(sys.argv[1]), port=int(sys.argv[2]))
logs.configure("json", "info", sys.stderr)
serving.listen(create_app(settings, opener), settings)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, server: subprocess.Popen[str]) -> Any:
    """What a service answers as soon as it does."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url) as reply:
                return json.loads(reply.read())
        except OSError:
            assert server.poll() is None
            time.sleep(0.2)
    raise AssertionError(url)


def test_a_busy_port_a_missing_key_and_a_bad_setting_are_one_line(tmp_path: Path) -> None:
    """What keeps the service from starting is said at once, before any model is loaded."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 1
    assert "choose another with --port" in busy.stderr
    assert len(busy.stderr.strip().splitlines()) <= 2
    bare = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", str(free_port()))
    assert (bare.returncode, "crosscheck keys create" in bare.stderr) == (1, True)
    assert len(bare.stderr.strip().splitlines()) == 1
    bad = run(tmp_path, "serve", CROSSCHECK_PORT="none")
    assert (bad.returncode, "CROSSCHECK_PORT" in bad.stderr) == (2, True)


def test_a_busy_port_is_said_of_an_ipv6_address_too(tmp_path: Path) -> None:
    """The port is looked at in the family of the host."""
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        busy = run(tmp_path, "serve", "--host", "::1", "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 1
    assert "Address already in use" in busy.stderr


@pytest.mark.model
def test_the_sample_is_shown_and_served(tmp_path: Path) -> None:
    """`serve --sample` prints the comparison, says what to open, and answers over HTTP; the second start finds it all."""
    port = free_port()
    surroundings = {
        **os.environ,
        "CROSSCHECK_DATA_FOLDER": str(tmp_path / "data"),
        "HF_HUB_OFFLINE": "1",
    }
    server = subprocess.Popen(
        [str(CROSSCHECK), "serve", "--sample", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        ready = answer(f"{address}/readyz", server)
        request = urllib.request.Request(
            f"{address}/v1/verify",
            json.dumps({"claim": "The ferry carried 241 people."}).encode(),
            {"content-type": "application/json"},
        )
        with urllib.request.urlopen(request) as reply:
            verdict = json.loads(reply.read())
    finally:
        server.terminate()
        printed = server.communicate(timeout=30)[0]
    assert (ready["status"], ready["articles"]) == ("ok", 5)
    assert verdict["verdict"] == "conflicting"
    assert f"Open {address}/docs" in printed
    assert "Every program of this machine may call it, and no other machine" in printed
    assert "declares AI" in printed
    assert "reads like AI" in printed
    assert "copy of A (100%)" in printed


def test_a_signal_ends_the_service_while_streams_are_open(tmp_path: Path) -> None:
    """SIGTERM is heard, streams get a few seconds and are cut, and the log says so, an object a line."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(tmp_path), str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        answer(f"{address}/healthz", server)
        text = " ".join(f"Ship {n} was seen near harbour {7 * n}." for n in range(300))
        articles = [{"id": f"a{n}", "outlet": "x.example", "text": text} for n in range(50)]
        asked = urllib.request.Request(
            f"{address}/v1/audits",
            json.dumps({"articles": articles}).encode(),
            {"content-type": "application/json"},
        )
        with urllib.request.urlopen(asked) as reply:
            events = f"{address}{reply.headers['location']}/events"
        with urllib.request.urlopen(events) as stream:
            assert stream.readline() == b"event: progress\n"
            server.terminate()
            said = server.communicate(timeout=60)[1]
            with pytest.raises(http.client.IncompleteRead):
                stream.read()
    finally:
        server.kill()
        server.communicate()
    told = [json.loads(line)["message"] for line in said.splitlines()]
    assert server.returncode == -signal.SIGTERM
    assert told.index("Shutting down") < told.index("Application shutdown complete.")
    assert "Cancel 1 running task(s), timeout graceful shutdown exceeded" in told
    assert told[-1].startswith("Finished server process")
