import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.database import Database
from index.encoder import Vectors
from index.errors import StoreFault
from index.jobs import Jobs, Outcome, Task
from index.leases import Holder
from index.outbox import Outbox
from index.types import JobStatus, Submission
from service import replies
from service.auditor import MOST_ATTEMPTS, Auditor
from service.batches import Batches
from service.engine import Engine
from tests.parts import WordEncoder

HOOK = "https://desk.example/hook"
FERRY = Submission("wire.example", id="wire", text="The ferry carried 214 passengers to Skerrow.")


class Speechless(WordEncoder):
    """An encoder that fails at every text."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Fail."""
        raise RuntimeError(f"no vectors for {len(texts)} texts")


class Unwriting(Jobs):
    """Audits that take only results which say that an article failed."""

    def __init__(self, database: Database, fault: Exception) -> None:
        super().__init__(database)
        self._fault = fault

    def finish(self, task: Task, holder: str, outcome: Outcome) -> bool:
        """Fail, or write such a result."""
        if outcome.status is JobStatus.FAILED:
            return super().finish(task, holder, outcome)
        raise self._fault


class Defective(Engine):
    """An engine with a defect where audits are written."""

    @property
    def jobs(self) -> Jobs:
        """The audits."""
        return Unwriting(self.corpus.database, RuntimeError("no result is taken"))


class Away(Engine):
    """An engine whose database is away when a result is to be written."""

    @property
    def jobs(self) -> Jobs:
        """The audits."""
        return Unwriting(self.corpus.database, StoreFault("the database cannot be used"))


def auditor(engine: Engine) -> Auditor:
    holder = Holder(engine.corpus.database)
    holder.beat()
    return Auditor(engine, holder.id, Batches(engine, threading.Event()))


def test_claims_that_cannot_be_watched_are_a_failed_article(engine: Engine) -> None:
    """What goes wrong after the verdicts is a result too, and the auditor goes on."""
    Outbox(engine.corpus.database).register(HOOK)
    engine.jobs.add("one", [FERRY], HOOK)
    worker = auditor(replace(engine, encoder=Speechless()))
    assert [worker.step(), worker.step()] == [True, False]
    assert engine.jobs.audit("one").status is JobStatus.FAILED


def test_a_file_that_cannot_be_audited_is_named(engine: Engine) -> None:
    """Its result names the file, not only the place among those that were taken; so does that of one that can be."""
    odd = Submission("wire.example", html="<rss></rss>", source="desk/rss.html")
    engine.jobs.add("one", [odd, replace(FERRY, source="desk/ferry.txt"), FERRY])
    worker = auditor(engine)
    while worker.step():
        pass
    results = [replies.result(item) for item in engine.jobs.results("one", 0, 3)]
    assert [(item.status, item.source) for item in results] == [
        (JobStatus.FAILED, "desk/rss.html"),
        (JobStatus.COMPLETED, "desk/ferry.txt"),
        (JobStatus.COMPLETED, None),
    ]


def test_an_article_at_which_every_step_fails_is_given_up(engine: Engine) -> None:
    """Attempts that failed count, so the next article is not kept waiting for ever."""
    engine.jobs.add("one", [FERRY])
    worker = auditor(Defective(**vars(engine)))
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(RuntimeError, match="no result"):
            worker.step()
    assert [worker.step(), worker.step()] == [True, False]
    assert engine.jobs.audit("one").status is JobStatus.FAILED


def test_a_database_that_is_away_uses_no_attempts_up(engine: Engine) -> None:
    """However long it is away, the article is audited when it is back."""
    engine.jobs.add("one", [FERRY])
    worker = auditor(Away(**vars(engine)))
    for _ in range(MOST_ATTEMPTS + 2):
        with pytest.raises(StoreFault):
            worker.step()
    assert engine.jobs.audit("one").failed == 0
