"""The threads that carry out what stands in SQL: audits, webhooks, watched claims, and tidying up.

Several processes may share the work: each takes what it does by lease, and says every other second that it lives.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from index.answers import Answers
from index.leases import BEAT, Holder
from index.turns import background
from service.auditor import Auditor
from service.batches import Batches
from service.engine import Engine
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


@contextmanager
def working(engine: Engine) -> Iterator[Holder]:
    """Work until the block ends; what is half-way then is taken up by the next process.

    Raises:
        StoreFault: the database cannot be written.
    """
    stopping = threading.Event()
    holder = Holder(engine.corpus.database)
    holder.beat()
    auditor = Auditor(engine, holder.id, stopping)
    watch = Watch(engine, stopping)
    courier = Courier(engine.outbox, holder.id, private=engine.settings.private_webhooks)
    answers = Answers(engine.corpus.database, holder.id)
    steps: dict[str, tuple[Step, float]] = {
        "beat": (lambda: _beat(holder), BEAT.total_seconds()),
        "audit": (auditor.step, IDLE),
        "watch": (watch.step, IDLE),
        "deliver": (courier.step, IDLE),
        "tidy": (lambda: _tidy(engine, answers, stopping), TIDY),
    }
    threads = [
        threading.Thread(target=_repeat, args=(step, pause, stopping), name=name)
        for name, (step, pause) in steps.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield holder
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
        for part in (auditor, watch, courier):
            part.close()
        holder.leave()


def _repeat(step: Step, pause: float, stopping: threading.Event) -> None:
    """Take step after step until told to stop; one that fails is in the log and tried again."""
    while not stopping.is_set():
        try:
            with background():
                wait = 0.0 if step() else pause
        except Exception:
            log.exception("%s failed and is tried again", threading.current_thread().name)
            wait = AFTER_FAULT
        stopping.wait(wait)


def _beat(holder: Holder) -> bool:
    holder.beat()
    return False


def _tidy(engine: Engine, answers: Answers, stopping: threading.Event) -> bool:
    """Drop what is older than it is kept."""
    now, settings = datetime.now(UTC), engine.settings
    engine.jobs.forget(now - timedelta(days=settings.audit_days))
    engine.outbox.forget(now - timedelta(days=settings.audit_days))
    answers.forget(now - timedelta(hours=settings.answer_hours))
    Batches(engine, stopping).sweep()
    return False
