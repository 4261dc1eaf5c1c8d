import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.database import open_database
from index.jobs import Jobs
from index.outbox import put
from index.turns import MODELS
from index.types import JobStatus, Submission
from service.jobs import working
from service.settings import Settings
from tests.parts import small_engine

WORKER = """
import sys, time
from pathlib import Path
from service.jobs import working
from service.settings import Settings
from tests.parts import small_engine
with small_engine(Settings(data_folder=Path(sys.argv[1]))) as engine, working(engine):
    time.sleep(600)
"""
COUNT = 150


def articles() -> list[Submission]:
    return [
        Submission("wire.example", id=f"a{n}", text=f"The ferry carried {n} passengers to Skerrow.")
        for n in range(100, 100 + COUNT)
    ]


@contextmanager
def worker(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder)], env={**os.environ, "PYTHONPATH": root}
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_done(jobs: Jobs, count: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until the first so many articles have their results; two are audited at a time, and later ones may end first."""
    for _ in range(6000):
        if len(jobs.results("one", 0, count)) == count:
            return
        assert process is None or process.poll() is None
        time.sleep(0.02)
    raise AssertionError(jobs.audit("one"))


def test_a_killed_audit_goes_on_where_it_was(tmp_path: Path) -> None:
    """After SIGKILL another process finishes it: each article has one result, and those before the kill stand."""
    with open_database(tmp_path, None) as database:
        jobs = Jobs(database)
        jobs.add("one", articles())
        with worker(tmp_path) as process:
            wait_until_done(jobs, 2, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        before = jobs.results("one", 0, COUNT)
        assert 2 <= len(before) < COUNT
        with small_engine(Settings(data_folder=tmp_path)) as engine, working(engine):
            wait_until_done(jobs, COUNT)
        after = jobs.results("one", 0, COUNT)
        assert jobs.audit("one").status is JobStatus.COMPLETED
    assert [item.place for item in after] == list(range(COUNT))
    assert {item.status for item in after} == {JobStatus.COMPLETED}
    assert after[: len(before)] == before


def test_two_processes_share_an_audit(tmp_path: Path) -> None:
    """Both take articles of it, and each article has one result."""
    with open_database(tmp_path, None) as database:
        jobs = Jobs(database)
        jobs.add("one", articles())
        with (
            small_engine(Settings(data_folder=tmp_path)) as one,
            working(one),
            small_engine(Settings(data_folder=tmp_path)) as two,
            working(two),
        ):
            wait_until_done(jobs, COUNT)
        found = jobs.results("one", 0, COUNT)
    assert [(item.place, item.status) for item in found] == [
        (place, JobStatus.COMPLETED) for place in range(COUNT)
    ]
    assert len({item.result for item in found}) == COUNT


def test_work_that_is_stopped_is_given_back_at_once(tmp_path: Path) -> None:
    """A service that ends in order leaves no lease behind: the next one need not wait."""
    with open_database(tmp_path, None) as database:
        jobs = Jobs(database)
        jobs.add("one", articles())
        with small_engine(Settings(data_folder=tmp_path)) as engine, working(engine):
            wait_until_done(jobs, 1)
        task = jobs.take("nobody")
    assert task is not None
    assert task.attempts == 1


def test_a_receiver_that_keeps_the_courier_waiting_takes_no_cores(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an event is on its way, and the other threads have nothing to do, who computes in the background has all cores."""
    monkeypatch.setattr("index.turns.all_cores", lambda: 8)
    with (
        socket.create_server(("127.0.0.1", 0)) as receiver,
        small_engine(settings.model_copy(update={"private_webhooks": True})) as engine,
    ):
        url = f"http://127.0.0.1:{receiver.getsockname()[1]}"
        engine.outbox.register(url)
        with engine.corpus.database.writing() as connection:
            put(connection, url, "audit.completed", {})
        with working(engine):
            courier, _ = receiver.accept()
            with courier, MODELS.background(), MODELS.turn() as cores:
                assert cores == 8
