"""Feeds in SQL: where each stands now, what it said last of its state, which entries were taken, and which hosts asked to wait.

An entry is known by the id of the article that it becomes, so that one which stands in two feeds is taken once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

import sqlalchemy as sa

from index import jobs
from index.database import Database, chunks
from index.leases import now
from index.tables import aware, feed_entries, feed_hosts, feeds, naive

MOST_ATTEMPTS = 3
"""rounds in which an entry that cannot be read is tried"""


class EntryStatus(StrEnum):
    """How an entry stands."""

    STORED = "stored"
    """its article is in the corpus, and not yet in an audit"""
    AUDITED = "audited"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    """it stands on a page, and pages were not to be fetched"""


@dataclass(frozen=True)
class Subscription:
    """A feed as it is to be asked for next."""

    url: str
    location: str
    """where permanent redirects have led"""
    etag: str | None = None
    modified: str | None = None
    gone_until: datetime | None = None
    """it said that it is gone, and is not asked for before this time"""


@dataclass(frozen=True)
class EntryState:
    """What became of an entry so far."""

    status: EntryStatus
    attempts: int

    def is_open(self, *, pages: bool) -> bool:
        """Whether it is to be tried again."""
        if self.status is EntryStatus.LEFT_OUT:
            return pages
        return self.status is EntryStatus.FAILED and self.attempts < MOST_ATTEMPTS


class Subscriptions:
    """The feeds of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str, *, pages: bool) -> Subscription:
        """How to ask for a feed; without conditions while one of its entries is to be tried again."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(feeds).where(feeds.c.url == url)).first()
            held = sa.select(feed_entries).where(feed_entries.c.feed == url, _unsettled())
            waiting = any(_state(entry).is_open(pages=pages) for entry in connection.execute(held))
        if row is None:
            return Subscription(url, url)
        gone = aware(row.gone_until)
        if waiting:
            return Subscription(url, row.location, gone_until=gone)
        return Subscription(url, row.location, row.etag, row.modified, gone)

    def put(self, subscription: Subscription) -> None:
        """Remember how a feed is to be asked for next."""
        values = {
            "location": subscription.location,
            "etag": subscription.etag,
            "modified": subscription.modified,
            "gone_until": naive(subscription.gone_until),
        }
        ours = feeds.c.url == subscription.url
        with self._database.writing() as connection:
            if not connection.execute(feeds.update().where(ours).values(values)).rowcount:
                connection.execute(feeds.insert().values(url=subscription.url, **values))

    def states(self, article_ids: Collection[str]) -> dict[str, EntryState]:
        """What became of entries so far; new ones are left out."""
        found: dict[str, EntryState] = {}
        with self._database.reading() as connection:
            for chunk in chunks(article_ids):
                query = sa.select(feed_entries).where(feed_entries.c.article_id.in_(chunk))
                found |= {row.article_id: _state(row) for row in connection.execute(query)}
        return found

    def note(self, feed: str, states: Mapping[str, EntryState]) -> None:
        """Write down what became of entries of a feed; one that was audited stays so."""
        with self._database.writing() as connection:
            for article_id, state in states.items():
                ours = feed_entries.c.article_id == article_id
                kept = feed_entries.c.status == EntryStatus.AUDITED
                if connection.scalar(sa.select(feed_entries.c.feed).where(ours, kept)) is None:
                    values = {"feed": feed, "status": state.status, "attempts": state.attempts}
                    connection.execute(feed_entries.delete().where(ours))
                    connection.execute(
                        feed_entries.insert().values(article_id=article_id, **values)
                    )

    def keep_only(self, feed: str, article_ids: Collection[str]) -> None:
        """Forget the entries to be tried again that a feed no longer holds."""
        held = sa.select(feed_entries.c.article_id).where(feed_entries.c.feed == feed, _unsettled())
        with self._database.writing() as connection:
            for article_id in set(connection.scalars(held)) - set(article_ids):
                connection.execute(
                    feed_entries.delete().where(feed_entries.c.article_id == article_id)
                )

    def audit(self, names: Collection[str], most: int, webhook: str | None = None) -> list[str]:
        """Write audits of all stored entries of feeds down, each entry in one audit only.

        Args:
            names: what the feeds are called in the records.
            most: entries of an audit.
            webhook: what is told of the audits.

        Returns:
            The ids of the audits, as many as there must be.
        """
        stored = sa.and_(
            feed_entries.c.status == EntryStatus.STORED, feed_entries.c.feed.in_(names)
        )
        query = sa.select(feed_entries.c.article_id).where(stored)
        with self._database.writing() as connection:
            ids = list(
                connection.scalars(query.order_by(feed_entries.c.feed, feed_entries.c.article_id))
            )
            audits = {uuid4().hex: some for some in chunks(ids, most)}
            for audit_id, some in audits.items():
                jobs.put(connection, audit_id, some, webhook)
            connection.execute(
                feed_entries.update().where(stored).values(status=EntryStatus.AUDITED)
            )
        return list(audits)

    def waits(self, host: str) -> datetime | None:
        """Until when a host asked to be left alone, if it did."""
        query = sa.select(feed_hosts.c.not_before).where(
            feed_hosts.c.host == host, feed_hosts.c.not_before > now()
        )
        with self._database.reading() as connection:
            return aware(connection.scalar(query))

    def put_off(self, host: str, until: datetime) -> None:
        """A host asked to be left alone until a time."""
        with self._database.writing() as connection:
            connection.execute(feed_hosts.delete().where(feed_hosts.c.host == host))
            connection.execute(feed_hosts.insert().values(host=host, not_before=naive(until)))


def _unsettled() -> sa.ColumnElement[bool]:
    return feed_entries.c.status.in_((EntryStatus.FAILED, EntryStatus.LEFT_OUT))


def _state(row: sa.Row[tuple[object, ...]]) -> EntryState:
    return EntryState(EntryStatus(row.status), row.attempts)
