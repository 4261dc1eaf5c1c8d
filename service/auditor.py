"""Takes the articles of audits one by one and writes down what comes out; a bad article is a result too."""

import logging
import time
from collections.abc import Callable

from claims.audit import Report
from claims.errors import ClaimFault
from index.errors import IndexFault, StoreFault
from index.jobs import Outcome, Task
from index.observer import count, stage
from index.stops import Stopped, stopped_by
from index.turns import MODELS
from index.types import Article, JobStatus
from index.watching import Seen, WatchedClaim
from service import errors, replies
from service.batches import Batches
from service.engine import Engine
from service.logs import noted

log = logging.getLogger(__name__)

LOOK = 1.0
"""seconds between two looks whether an article is still to be audited"""
MOST_ATTEMPTS = 5
"""an article at which the process ended so often is left with a problem, or it would end the next one too"""


class _Seldom:
    """A check that asks the database, made at most once in `LOOK` seconds, however often the work asks."""

    def __init__(self, check: Callable[[], bool]) -> None:
        self._check = check
        self._next = 0.0

    def __call__(self) -> bool:
        """Whether to stop, as far as was looked."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + LOOK
        return self._check()


class Auditor:
    """One thread that audits, in the name of a holder of leases."""

    def __init__(self, engine: Engine, holder: str, batches: Batches) -> None:
        self._engine = engine
        self._holder = holder
        self._batches = batches
        self._held: Task | None = None
        """after a step that failed the article it failed at"""
        self._counts = False
        """whether that was an attempt, or only the database that could not be used"""

    def step(self) -> bool:
        """Audit one article; whether there was one."""
        jobs = self._engine.jobs
        if self._held is not None:
            jobs.give_back(self._held, self._holder, counts=self._counts)
        self._held = jobs.take(self._holder)
        if self._held is None:
            self._batches.close()
            return False
        try:
            with MODELS.background(), noted(audit_id=self._held.audit_id), stage("audit"):
                self._carry_out(self._held)
        except Exception as fault:
            self._counts = not isinstance(fault, StoreFault)
            raise
        self._held = None
        return True

    def _carry_out(self, task: Task) -> None:
        """Audit an article and write the result down, or leave it to the next process when the service stops.

        Of an article that is not this holder's any more, as its audit was cancelled, nothing is written.
        """
        jobs = self._engine.jobs
        try:
            with stopped_by(_Seldom(lambda: not jobs.holds(task, self._holder))):
                outcome = self._outcome(task)
        except Stopped:
            log.info("article %d of the audit is left half-way", task.place)
            jobs.give_back(task, self._holder)
            return
        if jobs.finish(task, self._holder, outcome):
            count("audited", outcome.status)
            log.info("article %d of the audit is %s", task.place, outcome.status)

    def _outcome(self, task: Task) -> Outcome:
        if task.attempts > MOST_ATTEMPTS:
            return _failed(task, 500, f"the service ended {MOST_ATTEMPTS} times at this article")
        try:
            article = self._article(task)
            with self._batches.of(task.audit_id) as batch:
                seen = Seen(self._engine.corpus.newest(), self._engine.watchlist.last_removal())
                report = self._engine.audit(article, batch)
            result = replies.audited(self._engine, task.place, report, _source(task))
            watched = self._watched(task, report)
        except StoreFault:
            raise
        except (IndexFault, ClaimFault) as fault:
            return _failed(task, errors.status_of(fault), str(fault))
        except Exception:
            log.exception("article %d of the audit failed", task.place)
            return _failed(task, 500, "the error is in the log of the service")
        return Outcome(JobStatus.COMPLETED, article.id, result.model_dump_json(), watched, seen)

    def _article(self, task: Task) -> Article:
        if isinstance(task.content, str):
            return self._engine.stored([task.content])[0]
        return self._engine.read([task.content])[0]

    def _watched(self, task: Task, report: Report) -> tuple[WatchedClaim, ...]:
        """The claims whose changes somebody wants to be told."""
        if self._engine.jobs.audit(task.audit_id).webhook is None:
            return ()
        texts = [item.claim.statement for item in report.claims]
        return tuple(
            WatchedClaim(
                task.audit_id,
                task.place,
                number,
                report.article.id,
                item.claim.statement,
                report.article.published_at,
                item.found.verdict.value,
                item.found.rests_on,
                vector,
            )
            for number, (item, vector) in enumerate(
                zip(report.claims, self._engine.encoder.encode(texts), strict=True)
            )
        )


def _failed(task: Task, status: int, detail: str) -> Outcome:
    article_id = task.content if isinstance(task.content, str) else task.content.id
    problem = errors.described(status, detail)
    result = replies.unaudited(task.place, article_id, problem, _source(task))
    return Outcome(JobStatus.FAILED, article_id, result.model_dump_json())


def _source(task: Task) -> str | None:
    return None if isinstance(task.content, str) else task.content.source
