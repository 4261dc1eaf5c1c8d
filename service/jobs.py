"""The threads that carry out what stands in SQL: audits, webhooks, watched claims, stories, and tidying up.

Several processes may share the work: each takes what it does by lease, and says every other second that it lives.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.answers import Answers
from index.leases import BEAT, LEASE, Holder
from index.observer import Observer, observed_by
from index.stops import Stopped, stopped_by
from service.auditor import Auditor
from service.batches import Batches
from service.engine import Engine
from service.logs import said
from service.watch import Watch
from service.webhooks import Courier

log = logging.getLogger(__name__)

Step = Callable[[], bool]
"""one piece of work; whether there may be more at once"""
IDLE = 0.5
"""seconds until a thread with nothing to do looks again"""
AFTER_FAULT = 5.0
"""seconds until it tries again what failed"""
TIDY = 3600.0
AUDITORS = 2
"""articles audited at a time: while one is with the models, the other is read, searched for and written down"""


class Worker(threading.Thread):
    """A thread that takes step after step until told to stop, which long steps hear half-way; one that fails is in the log and tried again."""

    def __init__(
        self,
        name: str,
        work: tuple[Step, float],
        stopping: threading.Event,
        observers: Sequence[Observer],
    ) -> None:
        super().__init__(name=name)
        self._step, self._pause = work
        self._stopping = stopping
        self._observers = observers
        self.fault: str | None = None
        """what went wrong at the last step, if anything"""
        self.stepped = time.monotonic()
        """when the last step that went well ended"""

    def run(self) -> None:
        """Work; called by the thread itself."""
        with observed_by(*self._observers), stopped_by(self._stopping.is_set):
            while not self._stopping.is_set():
                self._stopping.wait(self._wait_after_step())

    def _wait_after_step(self) -> float:
        try:
            wait = 0.0 if self._step() else self._pause
        except Stopped:
            return 0.0
        except Exception as fault:
            log.exception("%s failed and is tried again", self.name)
            self.fault = said(fault)
            return AFTER_FAULT
        self.fault, self.stepped = None, time.monotonic()
        return wait


@dataclass(frozen=True)
class Workers:
    """The threads of a process, and in whose name they hold leases."""

    holder: Holder
    threads: Mapping[str, Worker]

    def faults(self) -> list[str]:
        """What is wrong with them; empty when each lives, its last step went well, and the leases are kept up."""
        threads = self.threads.values()
        ended = [f"the thread {one.name} has ended" for one in threads if not one.is_alive()]
        failing = [f"{one.name} failed: {one.fault}" for one in threads if one.fault]
        silent = time.monotonic() - self.threads["beat"].stepped
        late = [f"the last beat was {silent:.0f} s ago"] * (silent > LEASE.total_seconds())
        return ended + failing + late


@contextmanager
def working(engine: Engine, observers: Sequence[Observer] = ()) -> Iterator[Workers]:
    """Work until the block ends; what is half-way then is taken up by the next process.

    Raises:
        StoreFault: the database cannot be written.
    """
    stopping = threading.Event()
    holder = Holder(engine.corpus.database)
    holder.beat()
    batches = Batches(engine)
    watch = Watch(engine, batches)
    courier = Courier(engine.outbox, holder.id, private=engine.settings.private_webhooks)
    answers = Answers(engine.corpus.database, holder.id)
    works: dict[str, tuple[Step, float]] = {
        "beat": (lambda: _beat(holder), BEAT.total_seconds()),
        "watch": (watch.step, IDLE),
        "stories": (engine.stories.step, IDLE),
        "deliver": (courier.step, IDLE),
        "tidy": (lambda: _tidy(engine, answers, batches), TIDY),
    }
    for number in range(1, AUDITORS + 1):
        works[f"audit {number}"] = (Auditor(engine, holder.id, batches).step, IDLE)
    threads = {name: Worker(name, work, stopping, observers) for name, work in works.items()}
    for thread in threads.values():
        thread.start()
    try:
        yield Workers(holder, threads)
    finally:
        stopping.set()
        for thread in threads.values():
            thread.join(IDLE)
            if thread.is_alive():
                log.info("the stop waits for the thread %s", thread.name)
                thread.join()
        batches.close()
        holder.leave()


def _beat(holder: Holder) -> bool:
    holder.beat()
    return False


def _tidy(engine: Engine, answers: Answers, batches: Batches) -> bool:
    """Drop what is older than it is kept."""
    now, settings = datetime.now(UTC), engine.settings
    engine.jobs.forget(now - timedelta(days=settings.audit_days))
    engine.outbox.forget(now - timedelta(days=settings.audit_days))
    answers.forget(now - timedelta(hours=settings.answer_hours))
    batches.sweep()
    return False
