from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from index.database import Database, open_database
from index.errors import UnknownAudit
from index.jobs import Jobs, Outcome, Queue, Task
from index.leases import Holder
from index.outbox import Outbox
from index.types import JobStatus, Submission
from tests.index.queries import queries

HOOK = "https://desk.example/hook"
INLINE = Submission(
    "wire.example",
    text="It sank.",
    authors=("Ada",),
    published_at=datetime(2026, 3, 11, tzinfo=UTC),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def alive(database: Database) -> str:
    holder = Holder(database)
    holder.beat()
    return holder.id


def done(task: Task, result: str = "{}") -> Outcome:
    return Outcome(JobStatus.COMPLETED, f"a{task.place}", result)


def test_what_is_asked_for_is_written_down_whole(database: Database) -> None:
    """Inline articles and ids come back in their order as they were sent."""
    jobs = Jobs(database)
    audit = jobs.add("one", [INLINE, "stored-7"])
    assert (audit.status, audit.total, audit.done) == (JobStatus.QUEUED, 2, 0)
    assert jobs.contents("one") == [INLINE, "stored-7"]
    assert jobs.add("one", ["other"]).total == 2
    with pytest.raises(UnknownAudit, match="'two'"):
        jobs.audit("two")


def test_one_article_is_read_without_the_others(database: Database) -> None:
    """Inline or an id, by its place; of an audit that was dropped there is none."""
    jobs = Jobs(database)
    jobs.add("one", [INLINE, "stored-7"])
    assert [jobs.content("one", place) for place in (0, 1, 2)] == [INLINE, "stored-7", None]
    assert jobs.content("two", 0) is None


def test_results_are_read_without_the_articles(database: Database) -> None:
    """Nor is a result, when another article of its audit is taken."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", [INLINE, INLINE])
    with queries(database) as taking:
        task = jobs.take(holder)
    assert task is not None
    assert jobs.finish(task, holder, done(task))
    with queries(database) as reading:
        assert [item.result for item in jobs.results("one", 0, 2)] == ["{}"]
    assert [asked for asked in taking if "audit_articles.result" in asked] == []
    assert [asked for asked in reading if "submission" in asked] == []


def test_an_article_is_locked_by_who_takes_it(database: Database) -> None:
    """Where a database locks rows, who comes at the same moment passes over it."""
    Jobs(database).add("one", [INLINE])
    with queries(database) as asked:
        assert Jobs(database).take(alive(database)) is not None
    locking = [query for query in asked if "FOR UPDATE" in query]
    assert [query.endswith("FOR UPDATE OF audit_articles SKIP LOCKED") for query in locking] == [
        True
    ]


def test_the_queue_counts_what_has_no_result(database: Database) -> None:
    """Articles that are worked on are among those that wait; an audit that ended is not."""
    jobs, holder = Jobs(database), alive(database)
    assert jobs.queue() == Queue(0, 0, None)
    first = jobs.add("first", ["a"])
    second = jobs.add("second", ["b", "c"])
    task = jobs.take(holder)
    assert task is not None
    assert jobs.queue() == Queue(2, 3, first.created_at)
    jobs.finish(task, holder, done(task))
    assert jobs.queue() == Queue(1, 2, second.created_at)


def test_articles_are_taken_once_the_oldest_audit_first(database: Database) -> None:
    """Two that share the work never hold the same article."""
    jobs, one, two = Jobs(database), alive(database), alive(database)
    jobs.add("first", ["a", "b"])
    jobs.add("second", ["c"])
    taken = [jobs.take(holder) for holder in (one, two, one, two)]
    assert [task and (task.audit_id, task.content) for task in taken] == [
        ("first", "a"),
        ("first", "b"),
        ("second", "c"),
        None,
    ]
    assert jobs.audit("first").status is JobStatus.RUNNING


def test_who_dies_loses_its_article_and_cannot_write_its_result(database: Database) -> None:
    """The next holder takes it up as a further attempt, and the result is written once."""
    jobs, dead = Jobs(database), Holder(database)
    dead.beat()
    jobs.add("one", ["a"])
    lost = jobs.take(dead.id)
    assert lost is not None
    dead.leave()
    living = alive(database)
    again = jobs.take(living)
    assert again is not None
    assert (again.place, again.attempts) == (0, 2)
    assert jobs.finish(lost, dead.id, done(lost, '"late"')) is False
    assert jobs.finish(again, living, done(again, '"kept"')) is True
    assert jobs.finish(again, living, done(again, '"twice"')) is False
    assert [item.result for item in jobs.results("one", 0, 10)] == ['"kept"']


def test_an_article_given_back_is_as_if_it_was_never_taken(database: Database) -> None:
    """The attempt does not count."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", ["a"])
    task = jobs.take(holder)
    assert task is not None
    jobs.give_back(task, holder)
    assert jobs.take(holder) == task


def test_results_end_at_the_first_that_is_to_come(database: Database) -> None:
    """A reader that goes on where it ended misses nothing, in whatever order articles are done."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", ["a", "b", "c"])
    first, second, third = (jobs.take(holder) for _ in range(3))
    assert first
    assert second
    assert third
    jobs.finish(first, holder, done(first))
    jobs.finish(third, holder, done(third))
    assert [item.place for item in jobs.results("one", 0, 10)] == [0]
    jobs.finish(second, holder, done(second))
    assert [item.place for item in jobs.results("one", 1, 10)] == [1, 2]
    assert [item.place for item in jobs.results("one", 0, 2)] == [0, 1]


def test_whoever_finishes_an_article_locks_its_audit_before_counting(database: Database) -> None:
    """Where transactions run side by side, the later of two counts the result of the other."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", ["a"])
    task = jobs.take(holder)
    assert task is not None
    asked: list[str] = []

    @sa.event.listens_for(database.engine, "before_execute")
    def note(_: Any, statement: Any, *__: Any) -> None:
        asked.append(str(statement))

    jobs.finish(task, holder, done(task))
    locked = [place for place, text in enumerate(asked) if text.endswith("FOR UPDATE")]
    counted = [place for place, text in enumerate(asked) if "count(" in text]
    assert (len(locked), len(counted)) == (1, 1)
    assert locked < counted


def test_the_last_result_ends_the_audit_and_tells_its_webhook(database: Database) -> None:
    """The event stands in the outbox with the counts; an audit of which nothing could be done has failed."""
    jobs, holder, outbox = Jobs(database), alive(database), Outbox(database)
    outbox.register(HOOK)
    jobs.add("one", ["a", "b"], HOOK)
    jobs.add("two", ["c"], HOOK)
    for status in (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.FAILED):
        assert outbox.webhooks()[0].waiting == 0 or status is JobStatus.FAILED
        task = jobs.take(holder)
        assert task is not None
        jobs.finish(task, holder, Outcome(status, None, "{}"))
    one, two = jobs.audit("one"), jobs.audit("two")
    assert (one.status, one.done, one.failed) == (JobStatus.COMPLETED, 2, 1)
    assert (two.status, two.done, two.failed) == (JobStatus.FAILED, 1, 1)
    assert outbox.webhooks()[0].waiting == 2
    told = outbox.take(holder)
    assert told is not None
    for part in ('"audit.completed"', '"id": "one"', '"done": 2', '"failed": 1'):
        assert part in told.body


def test_a_cancelled_audit_keeps_what_is_done(database: Database) -> None:
    """What was not begun is cancelled, what is being done is not written, and ended audits stay as they are."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", ["a", "b", "c"])
    first, second = jobs.take(holder), jobs.take(holder)
    assert first
    assert second
    jobs.finish(first, holder, done(first))
    assert [jobs.holds(second, holder), jobs.holds(second, "other")] == [True, False]
    jobs.cancel("one")
    assert jobs.finish(second, holder, done(second)) is False
    assert jobs.take(holder) is None
    assert [item.status for item in jobs.results("one", 0, 10)] == [
        JobStatus.COMPLETED,
        JobStatus.CANCELLED,
        JobStatus.CANCELLED,
    ]
    assert jobs.holds(second, holder) is False
    ended = jobs.audit("one")
    assert (ended.status, ended.done) == (JobStatus.CANCELLED, 1)
    jobs.cancel("one")
    assert jobs.audit("one") == ended


def test_a_webhook_is_told_once_that_its_audit_was_cancelled(database: Database) -> None:
    """The event is that of an audit that has ended; one that had ended before is not told again."""
    jobs, holder, outbox = Jobs(database), alive(database), Outbox(database)
    outbox.register(HOOK)
    jobs.add("one", ["a", "b"], HOOK)
    jobs.add("two", ["c"])
    task = jobs.take(holder)
    assert task is not None
    jobs.finish(task, holder, done(task))
    for audit_id in ("one", "one", "two"):
        jobs.cancel(audit_id)
    assert outbox.webhooks()[0].waiting == 1
    told = outbox.take(holder)
    assert told is not None
    ended = jobs.audit("one").finished_at
    assert ended is not None
    for part in ('"audit.completed"', '"id": "one"', '"status": "cancelled"', '"total": 2'):
        assert part in told.body
    for part in ('"done": 1', '"failed": 0', f'"finished_at": "{ended.isoformat()}"'):
        assert part in told.body


def test_who_cancels_and_who_finishes_lock_in_one_order(database: Database) -> None:
    """The articles first and then the audit, which is read once it is locked: neither overwrites how the other ended it."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("one", ["a", "b"])
    task = jobs.take(holder)
    assert task is not None
    with queries(database) as finishing:
        jobs.finish(task, holder, done(task))
    with queries(database) as cancelling:
        jobs.cancel("one")
    for asked in (finishing, cancelling):
        assert asked[0].startswith("UPDATE audit_articles")
        assert asked[1].endswith("FOR UPDATE")
        assert asked[2].startswith("SELECT audits.id, audits.status")


def test_an_unknown_audit_cannot_be_cancelled(database: Database) -> None:
    """Nothing is written."""
    with pytest.raises(UnknownAudit):
        Jobs(database).cancel("nobody")


def test_old_audits_are_forgotten(database: Database) -> None:
    """Open ones stay however old they are."""
    jobs, holder = Jobs(database), alive(database)
    jobs.add("ended", ["a"], HOOK)
    task = jobs.take(holder)
    assert task is not None
    jobs.finish(task, holder, done(task))
    jobs.add("open", ["b"])
    assert jobs.needed() == {"ended", "open"}
    jobs.forget(datetime.now(UTC) + timedelta(days=1))
    assert jobs.needed() == {"open"}
