"""Webhooks and what is to be sent to them, in SQL: an event stands here in the same transaction as what it tells of."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from index.database import Database
from index.errors import UnknownWebhook
from index.leases import is_free, now
from index.tables import aware, deliveries, webhooks

ROTATION = timedelta(days=1)
"""how long the old secret signs beside the new one"""


@dataclass(frozen=True)
class Webhook:
    """An address that events are sent to; disabled when it took nothing for a day."""

    url: str
    secrets: tuple[str, ...]
    """those that sign now, the newest first"""
    disabled_at: datetime | None = None
    fault: str | None = None
    """what went wrong last"""
    waiting: int = 0
    """events that are not delivered yet"""


@dataclass(frozen=True)
class Delivery:
    """An event on its way: `attempts` were made before this one."""

    id: str
    webhook: Webhook
    body: str
    attempts: int


class Outbox:
    """The webhooks of a database and the events that wait for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, url: str) -> str:
        """Add a webhook, or enable it again, and give its secret as Standard Webhooks writes it."""
        with self._database.writing() as connection:
            if connection.scalar(sa.select(webhooks.c.url).where(webhooks.c.url == url)):
                connection.execute(_at(url).values(disabled_at=None, fault=None))
                waiting = deliveries.c.delivered_at.is_(None)
                again = deliveries.update().where(deliveries.c.url == url, waiting)
                connection.execute(again.values(due_at=now(), attempts=0))
            else:
                connection.execute(webhooks.insert().values(url=url, secret=_new_secret()))
            return str(connection.scalar(sa.select(webhooks.c.secret).where(webhooks.c.url == url)))

    def rotate(self, url: str) -> str:
        """A new secret; for a day the old one signs too. Raises UnknownWebhook."""
        secret = _new_secret()
        with self._database.writing() as connection:
            turned = _at(url).values(old_secret=webhooks.c.secret, secret=secret, rotated_at=now())
            if not connection.execute(turned).rowcount:
                raise UnknownWebhook(url)
        return secret

    def remove(self, url: str) -> None:
        """Forget a webhook and what waits for it. Raises UnknownWebhook."""
        with self._database.writing() as connection:
            connection.execute(deliveries.delete().where(deliveries.c.url == url))
            if not connection.execute(webhooks.delete().where(webhooks.c.url == url)).rowcount:
                raise UnknownWebhook(url)

    def webhooks(self) -> list[Webhook]:
        """All webhooks, by address."""
        return self._webhooks(sa.true())

    def find(self, url: str) -> Webhook | None:
        """One webhook, if it is there."""
        return next(iter(self._webhooks(webhooks.c.url == url)), None)

    def webhook(self, url: str) -> Webhook:
        """One webhook; raises UnknownWebhook."""
        if found := self.find(url):
            return found
        raise UnknownWebhook(url)

    def take(self, holder: str) -> Delivery | None:
        """The next event that is due, leased; receivers that failed last come after all others. None where nothing is due.

        A holder sends one at a time: what it holds already was left there by a step that failed, and is taken again.
        """
        free = sa.or_(is_free(deliveries.c.holder), deliveries.c.holder == holder)
        due = (
            sa.select(deliveries.c.id, deliveries.c.body, deliveries.c.attempts, webhooks)
            .join(webhooks, webhooks.c.url == deliveries.c.url)
            .where(_is_due(), free)
            .order_by(webhooks.c.fault.is_not(None), deliveries.c.due_at)
            .limit(1)
        )
        with self._database.reading() as connection:
            if connection.execute(due).first() is None:
                return None
        with self._database.writing() as connection:
            # two processes that look at one moment take two events
            mine = due.with_for_update(of=deliveries, skip_locked=True)
            row = connection.execute(mine).first()
            if row is None:
                return None
            held = deliveries.update().where(deliveries.c.id == row.id)
            connection.execute(held.values(holder=holder))
            return Delivery(row.id, _webhook(row), row.body, row.attempts)

    def due(self) -> int:
        """How many events should have been sent by now."""
        query = (
            sa.select(sa.func.count())
            .select_from(deliveries)
            .join(webhooks, webhooks.c.url == deliveries.c.url)
            .where(_is_due())
        )
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def delivered(self, delivery: Delivery) -> None:
        """It was taken by its receiver."""
        with self._database.writing() as connection:
            connection.execute(
                _of(delivery).values(
                    delivered_at=now(),
                    due_at=None,
                    holder=None,
                    attempts=delivery.attempts + 1,
                )
            )
            connection.execute(_at(delivery.webhook.url).values(fault=None))

    def put_off(self, delivery: Delivery, fault: str, wait: timedelta) -> None:
        """It failed, and is tried again after a while."""
        with self._database.writing() as connection:
            connection.execute(
                _of(delivery).values(
                    due_at=now() + wait, holder=None, attempts=delivery.attempts + 1
                )
            )
            connection.execute(_at(delivery.webhook.url).values(fault=fault))

    def takes_others(self, delivery: Delivery) -> bool:
        """Whether its receiver took another event since this one was written down."""
        written = sa.select(deliveries.c.created_at).where(deliveries.c.id == delivery.id)
        query = sa.select(deliveries.c.id).where(
            deliveries.c.url == delivery.webhook.url,
            deliveries.c.delivered_at > written.scalar_subquery(),
        )
        with self._database.reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def give_up(self, delivery: Delivery, fault: str) -> None:
        """It failed for good, and others did not: it waits until the webhook is registered again, and the others go on."""
        with self._database.writing() as connection:
            connection.execute(
                _of(delivery).values(due_at=None, holder=None, attempts=delivery.attempts + 1)
            )
            connection.execute(_at(delivery.webhook.url).values(fault=fault))

    def disable(self, delivery: Delivery, fault: str) -> None:
        """It failed for good: nothing more is sent there until the webhook is registered again."""
        with self._database.writing() as connection:
            connection.execute(_of(delivery).values(holder=None, attempts=delivery.attempts + 1))
            connection.execute(_at(delivery.webhook.url).values(fault=fault, disabled_at=now()))

    def forget(self, before: datetime) -> None:
        """Drop events from before a time, delivered or not."""
        with self._database.writing() as connection:
            connection.execute(
                deliveries.delete().where(deliveries.c.created_at < before.replace(tzinfo=None))
            )

    def _webhooks(self, which: sa.ColumnElement[bool]) -> list[Webhook]:
        waiting = (
            sa.select(sa.func.count())
            .where(deliveries.c.url == webhooks.c.url, deliveries.c.delivered_at.is_(None))
            .scalar_subquery()
            .label("waiting")
        )
        query = sa.select(webhooks, waiting).where(which).order_by(webhooks.c.url)
        with self._database.reading() as connection:
            return [_webhook(row, row.waiting) for row in connection.execute(query)]


def put(connection: sa.Connection, url: str, kind: str, data: Mapping[str, Any]) -> None:
    """Write an event down for a webhook, in the transaction of what it tells of; of one that was removed, none."""
    if connection.scalar(sa.select(webhooks.c.url).where(webhooks.c.url == url)) is None:
        return
    moment = now()
    body = {"type": kind, "timestamp": moment.replace(tzinfo=UTC).isoformat(), "data": dict(data)}
    connection.execute(
        deliveries.insert().values(
            id=f"msg_{uuid4().hex}",
            url=url,
            body=json.dumps(body, ensure_ascii=False),
            created_at=moment,
            attempts=0,
            due_at=moment,
        )
    )


def _is_due() -> sa.ColumnElement[bool]:
    return sa.and_(
        deliveries.c.delivered_at.is_(None),
        deliveries.c.due_at <= now(),
        webhooks.c.disabled_at.is_(None),
    )


def _at(url: str) -> sa.Update:
    return webhooks.update().where(webhooks.c.url == url)


def _of(delivery: Delivery) -> sa.Update:
    return deliveries.update().where(deliveries.c.id == delivery.id)


def _webhook(row: Any, waiting: int = 0) -> Webhook:
    turning = row.rotated_at is not None and row.rotated_at > now() - ROTATION
    signing = (row.secret, row.old_secret) if turning else (row.secret,)
    return Webhook(row.url, signing, aware(row.disabled_at), row.fault, waiting)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
