from collections.abc import Sequence
from dataclasses import replace

import pytest

from claims.judge import Judge
from claims.stance import Probabilities
from index.database import Database
from index.encoder import Vectors
from index.errors import StoreFault
from index.jobs import Jobs, Outcome, Task
from index.leases import Holder
from index.outbox import Outbox
from index.stops import stopped_by
from index.turns import MODELS
from index.types import JobStatus, Submission
from service import replies
from service.auditor import MOST_ATTEMPTS, Auditor
from service.batches import Batches
from service.engine import Engine
from tests.parts import WORD_JUDGE, WordEncoder, WordStance

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
    return Auditor(engine, holder.id, Batches(engine))


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


class Cancelling(WordStance):
    """A model at whose first batch somebody cancels the audit."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self.asked = 0

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """One row a pair."""
        with MODELS.turn():
            self.asked += 1
        self._jobs.cancel("one")
        return super().probabilities(pairs)


def test_a_cancelled_audit_is_left_in_the_middle_of_an_article(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows in the queue is taken at once, and nothing is written of what was cancelled."""
    monkeypatch.setattr("service.auditor.LOOK", 0.0)
    rival = Submission("rival.example", id="rival", text="The ferry carried 241 passengers there.")
    engine.jobs.add("one", [FERRY, rival])
    engine.jobs.add("two", [FERRY])
    model = Cancelling(engine.jobs)
    worker = auditor(replace(engine, judge=Judge(model, WORD_JUDGE.combination)))
    assert worker.step()
    assert model.asked == 1
    cancelled = engine.jobs.results("one", 0, 2)
    assert [(item.status, item.article_id) for item in cancelled] == [
        (JobStatus.CANCELLED, "wire"),
        (JobStatus.CANCELLED, "rival"),
    ]
    assert [worker.step(), worker.step()] == [True, False]
    assert engine.jobs.audit("two").status is JobStatus.COMPLETED


def test_a_stop_in_the_middle_of_an_article_uses_no_attempt_up(engine: Engine) -> None:
    """The article is given back as if nobody had begun it, however often the service is stopped."""
    engine.jobs.add("one", [FERRY])
    with stopped_by(lambda: True):
        for _ in range(MOST_ATTEMPTS + 2):
            assert auditor(engine).step()
    task = engine.jobs.take("nobody")
    assert task is not None
    assert task.attempts == 1


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
