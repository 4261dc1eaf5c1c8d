"""Audits in SQL: what was asked for, who works on which article, and what came out.

An article is taken by lease and its result written once: whoever lost the lease writes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from index import outbox, watching
from index.database import Database
from index.errors import UnknownAudit
from index.leases import is_free, now
from index.tables import audit_articles, audits, aware
from index.types import JobStatus, Submission
from index.watching import Seen, WatchedClaim

OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)
CONTENT = (audit_articles.c.article_id, audit_articles.c.submission)
"""the columns that say what an article of an audit is"""


@dataclass(frozen=True)
class Audit:
    """An audit and how far it is; `done` counts the results there are, `failed` those of them that are a problem."""

    id: str
    status: JobStatus
    total: int
    done: int
    failed: int
    created_at: datetime
    finished_at: datetime | None
    webhook: str | None

    @property
    def is_open(self) -> bool:
        """Whether results are still to come."""
        return self.status in OPEN


@dataclass(frozen=True)
class Task:
    """One article of an audit, leased: inline as it was sent, or the id of a stored one."""

    audit_id: str
    place: int
    content: Submission | str
    attempts: int
    """this one included"""


@dataclass(frozen=True)
class Queue:
    """What is to be done: open audits, their articles without a result, and when the oldest of them was asked for."""

    audits: int
    articles: int
    oldest: datetime | None


@dataclass(frozen=True)
class Outcome:
    """What became of an article: completed or failed, its result as JSON, and its claims in order."""

    status: JobStatus
    article_id: str | None
    result: str
    claims: tuple[WatchedClaim, ...] = ()
    seen: Seen = field(default_factory=Seen)
    """what of the corpus the claims were judged on"""


@dataclass(frozen=True)
class Result:
    """An article's place in its audit, how it ended, and the result as JSON; None where it was cancelled."""

    place: int
    status: JobStatus
    article_id: str | None
    result: str | None


class Jobs:
    """The audits of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, audit_id: str, contents: Sequence[Submission | str], webhook: str | None = None
    ) -> Audit:
        """Write an audit down with all its articles; with an id that is there already, nothing is done twice."""
        with self._database.writing() as connection:
            if connection.scalar(sa.select(audits.c.id).where(audits.c.id == audit_id)) is None:
                put(connection, audit_id, contents, webhook)
        return self.audit(audit_id)

    def audit(self, audit_id: str) -> Audit:
        """How an audit stands; raises UnknownAudit."""
        with self._database.reading() as connection:
            return _audit(connection, audit_id)

    def contents(self, audit_id: str) -> list[Submission | str]:
        """What an audit's articles are, in order."""
        query = (
            sa.select(*CONTENT)
            .where(audit_articles.c.audit_id == audit_id)
            .order_by(audit_articles.c.place)
        )
        with self._database.reading() as connection:
            return [_content_from(row) for row in connection.execute(query)]

    def content(self, audit_id: str, place: int) -> Submission | str | None:
        """What an audit's article at a place is; None where the audit was dropped."""
        query = sa.select(*CONTENT).where(
            audit_articles.c.audit_id == audit_id, audit_articles.c.place == place
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _content_from(row) if row else None

    def results(self, audit_id: str, start: int, limit: int) -> list[Result]:
        """Results in the order of the articles, from a place on; they end at the first that is still to come."""
        columns = audit_articles.c
        query = (
            sa.select(columns.place, columns.status, columns.article_id, columns.result)
            .where(audit_articles.c.audit_id == audit_id, audit_articles.c.place >= start)
            .order_by(audit_articles.c.place)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        found = [
            Result(row.place, JobStatus(row.status), row.article_id, row.result) for row in rows
        ]
        open_places = [item.place for item in found if item.status in OPEN]
        return [item for item in found if not open_places or item.place < open_places[0]]

    def take(self, holder: str) -> Task | None:
        """The next article that nobody alive works on, leased; the oldest audit first. None where there is none."""
        free = sa.or_(
            audit_articles.c.status == JobStatus.QUEUED,
            sa.and_(audit_articles.c.status == JobStatus.RUNNING, is_free(audit_articles.c.holder)),
        )
        query = (
            sa.select(
                audit_articles.c.audit_id,
                audit_articles.c.place,
                audit_articles.c.attempts,
                *CONTENT,
            )
            .join(audits, audits.c.id == audit_articles.c.audit_id)
            .where(audits.c.status.in_(OPEN), free)
            .order_by(audits.c.created_at, audits.c.id, audit_articles.c.place)
            .limit(1)
        )
        with self._database.reading() as connection:
            if connection.execute(query).first() is None:
                return None
        with self._database.writing() as connection:
            # two processes that look at one moment take two articles
            mine = query.with_for_update(of=audit_articles, skip_locked=True)
            row = connection.execute(mine).first()
            if row is None:
                return None
            task = Task(row.audit_id, row.place, _content_from(row), row.attempts + 1)
            connection.execute(
                _at(task).values(status=JobStatus.RUNNING, holder=holder, attempts=row.attempts + 1)
            )
            started = audits.update().where(audits.c.id == row.audit_id)
            connection.execute(started.values(status=JobStatus.RUNNING))
            return task

    def holds(self, task: Task, holder: str) -> bool:
        """Whether an article is still leased: its audit may be cancelled, or another process may have taken it up."""
        query = sa.select(audit_articles.c.holder).where(
            audit_articles.c.audit_id == task.audit_id, audit_articles.c.place == task.place
        )
        with self._database.reading() as connection:
            return bool(connection.scalar(query) == holder)

    def finish(self, task: Task, holder: str, outcome: Outcome) -> bool:
        """Write an article's result, unless its lease is lost; the last one ends the audit. Whether it was written."""
        mine = sa.and_(
            audit_articles.c.status == JobStatus.RUNNING, audit_articles.c.holder == holder
        )
        with self._database.writing() as connection:
            written = connection.execute(
                _at(task)
                .where(mine)
                .values(
                    status=outcome.status,
                    holder=None,
                    article_id=outcome.article_id,
                    result=outcome.result,
                )
            )
            if not written.rowcount:
                return False
            if outcome.claims:
                watching.add(connection, outcome.claims, outcome.seen)
            _end(connection, task.audit_id)
            return True

    def give_back(self, task: Task, holder: str, *, counts: bool = False) -> None:
        """Leave an article to whoever takes it next; whether the attempt counts."""
        attempts = task.attempts if counts else task.attempts - 1
        with self._database.writing() as connection:
            connection.execute(
                _at(task)
                .where(audit_articles.c.holder == holder)
                .values(status=JobStatus.QUEUED, holder=None, attempts=attempts)
            )

    def cancel(self, audit_id: str) -> None:
        """Stop an audit, and tell its webhook; results there are stay. One that has ended is left as it is. Raises UnknownAudit."""
        # what was sent inline keeps the id that it was sent with, if any
        sent = audit_articles.c.submission["id"].as_string()
        name = sa.func.coalesce(audit_articles.c.article_id, sent)
        with self._database.writing() as connection:
            # its articles first and then the audit, as who finishes one does: neither waits for the other
            connection.execute(
                audit_articles.update()
                .where(audit_articles.c.audit_id == audit_id, audit_articles.c.status.in_(OPEN))
                .values(status=JobStatus.CANCELLED, holder=None, article_id=name)
            )
            audit = _locked(connection, audit_id)
            if audit.is_open:
                _ended(connection, audit, JobStatus.CANCELLED)

    def forget(self, before: datetime) -> None:
        """Drop audits that ended before a time, with all that belongs to them."""
        with self._database.writing() as connection:
            connection.execute(
                audits.delete().where(audits.c.finished_at < before.replace(tzinfo=None))
            )

    def queue(self) -> Queue:
        """How much is to be done."""
        opened = sa.select(sa.func.count(), sa.func.min(audits.c.created_at)).where(
            audits.c.status.in_(OPEN)
        )
        waiting = sa.select(sa.func.count()).where(audit_articles.c.status.in_(OPEN))
        with self._database.reading() as connection:
            number, oldest = connection.execute(opened).one()
            return Queue(number, int(connection.scalar(waiting) or 0), aware(oldest))

    def needed(self) -> set[str]:
        """The audits whose articles may still be asked for: open ones, and those whose claims are watched."""
        query = sa.select(audits.c.id).where(
            sa.or_(audits.c.status.in_(OPEN), audits.c.webhook.is_not(None))
        )
        with self._database.reading() as connection:
            return set(connection.scalars(query))


def put(
    connection: sa.Connection,
    audit_id: str,
    contents: Sequence[Submission | str],
    webhook: str | None = None,
) -> None:
    """Write a new audit down with all its articles, in the transaction of what it belongs to."""
    connection.execute(
        audits.insert().values(
            id=audit_id,
            status=JobStatus.QUEUED,
            total=len(contents),
            webhook=webhook,
            created_at=now(),
        )
    )
    rows = [
        {"audit_id": audit_id, "place": place, **_content_values(content)}
        for place, content in enumerate(contents)
    ]
    connection.execute(audit_articles.insert(), rows)


def _end(connection: sa.Connection, audit_id: str) -> None:
    """End an audit whose last article is done."""
    audit = _locked(connection, audit_id)
    if audit.done < audit.total:
        return
    status = JobStatus.FAILED if audit.failed == audit.total else JobStatus.COMPLETED
    _ended(connection, audit, status)


def _locked(connection: sa.Connection, audit_id: str) -> Audit:
    """How an audit stands, for one who may end it: of two at once the later sees what the other did. Raises UnknownAudit."""
    connection.execute(sa.select(audits.c.id).where(audits.c.id == audit_id).with_for_update())
    return _audit(connection, audit_id)


def _ended(connection: sa.Connection, audit: Audit, status: JobStatus) -> None:
    """Write down how an audit ended, and tell its webhook."""
    moment = now()
    connection.execute(
        audits.update().where(audits.c.id == audit.id).values(status=status, finished_at=moment)
    )
    if audit.webhook:
        event = {
            "id": audit.id,
            "status": status.value,
            "total": audit.total,
            "done": audit.done,
            "failed": audit.failed,
            "created_at": audit.created_at.isoformat(),
            "finished_at": f"{moment.isoformat()}+00:00",
        }
        outbox.put(connection, audit.webhook, "audit.completed", event)


def _audit(connection: sa.Connection, audit_id: str) -> Audit:
    row = connection.execute(sa.select(audits).where(audits.c.id == audit_id)).first()
    if row is None:
        raise UnknownAudit(audit_id)
    counted = connection.execute(
        sa.select(audit_articles.c.status, sa.func.count())
        .where(audit_articles.c.audit_id == audit_id)
        .group_by(audit_articles.c.status)
    )
    counts: dict[str, int] = dict(map(tuple, counted.all()))
    failed = counts.get(JobStatus.FAILED, 0)
    created, finished = aware(row.created_at), aware(row.finished_at)
    assert created is not None
    return Audit(
        row.id,
        JobStatus(row.status),
        row.total,
        counts.get(JobStatus.COMPLETED, 0) + failed,
        failed,
        created,
        finished,
        row.webhook,
    )


def _at(task: Task) -> sa.Update:
    return audit_articles.update().where(
        audit_articles.c.audit_id == task.audit_id, audit_articles.c.place == task.place
    )


def _content_values(content: Submission | str) -> dict[str, Any]:
    inline = isinstance(content, Submission)
    return {
        "status": JobStatus.QUEUED,
        "attempts": 0,
        "article_id": None if inline else content,
        "submission": _submission_values(content) if isinstance(content, Submission) else None,
    }


def _content_from(row: Any) -> Submission | str:
    if row.submission is None:
        return str(row.article_id)
    moment = row.submission["published_at"]
    return Submission(
        **{
            **row.submission,
            "authors": tuple(row.submission["authors"]),
            "published_at": datetime.fromisoformat(moment) if moment else None,
        }
    )


def _submission_values(submission: Submission) -> dict[str, Any]:
    moment = submission.published_at
    return {**asdict(submission), "published_at": moment.isoformat() if moment else None}
