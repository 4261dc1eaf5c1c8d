"""Readiness: each part of the service, whether it does its work, and if not why."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from claims import stance
from index import encoder
from service.engine import Engine
from service.jobs import Workers
from service.logs import said

log = logging.getLogger(__name__)

WRITTEN = 5.0
"""seconds that an outcome is kept: asking often must not mean writing often"""
JUDGED = 60.0
"""seconds that a model's outcome is kept"""

Check = Callable[[], list[str]]
"""looks at a part and gives its faults; what it raises is a fault too"""


@dataclass(frozen=True)
class Part:
    """A part of the service; `detail` is what is wrong with it, and empty when it is ready."""

    name: str
    detail: str

    @property
    def ready(self) -> bool:
        """Whether it does its work."""
        return not self.detail


class Readiness:
    """All parts of a service that runs.

    Args:
        engine: what is looked at.
        workers: its threads.
        clock: seconds, for how long an outcome is kept.
    """

    def __init__(
        self, engine: Engine, workers: Workers, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._checks = [
            _Kept("database", lambda: _database(engine), WRITTEN, clock),
            _Kept("index", lambda: _index(engine), WRITTEN, clock),
            _Kept("stance", lambda: stance.canary(engine.judge.model), JUDGED, clock),
            _Kept("encoder", lambda: encoder.canary(engine.encoder), JUDGED, clock),
            _Kept("workers", workers.faults, 0.0, clock),
        ]

    def parts(self) -> list[Part]:
        """How each part is."""
        return [check.part() for check in self._checks]


class _Kept:
    """A check whose outcome is kept for a while; those who ask meanwhile, or while it is looked at anew, get it."""

    def __init__(self, name: str, check: Check, seconds: float, clock: Callable[[], float]) -> None:
        self._name = name
        self._check = check
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._found: tuple[float, Part] | None = None

    def part(self) -> Part:
        """How the part is, or was a while ago."""
        before = self._found
        if not self._lock.acquire(blocking=before is None):
            assert before is not None, "only who has an outcome does not wait"
            return before[1]
        try:
            now = self._clock()
            if self._found is None or now - self._found[0] >= self._seconds:
                self._found = now, self._look()
            return self._found[1]
        finally:
            self._lock.release()

    def _look(self) -> Part:
        try:
            return Part(self._name, "; ".join(self._check()))
        except Exception as fault:
            log.exception("%s cannot be checked", self._name)
            return Part(self._name, said(fault))


def _database(engine: Engine) -> list[str]:
    engine.corpus.database.check()
    return []


def _index(engine: Engine) -> list[str]:
    lag = engine.corpus.lag()
    return [f"the index and the records differ by {lag} sentences; restart the service"] * bool(lag)
