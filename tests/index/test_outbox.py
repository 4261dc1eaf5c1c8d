from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import standardwebhooks

from index.database import Database, open_database
from index.errors import UnknownWebhook
from index.leases import Holder
from index.outbox import Outbox, put
from index.tables import deliveries, webhooks
from tests.index.queries import queries

HOOK = "https://desk.example/hook"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


@pytest.fixture
def holder(database: Database) -> str:
    holder = Holder(database)
    holder.beat()
    return holder.id


def event(database: Database, url: str = HOOK) -> None:
    with database.writing() as connection:
        put(connection, url, "audit.completed", {"id": "one"})


def events(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(deliveries)) or 0


def test_a_webhook_has_a_secret_of_its_own(database: Database) -> None:
    """The secret is one that Standard Webhooks reads, and registering again gives the same."""
    outbox = Outbox(database)
    secret = outbox.register(HOOK)
    assert outbox.register(HOOK) == secret
    assert outbox.register("https://other.example/") != secret
    assert standardwebhooks.Webhook(secret).sign("id", datetime.now(UTC), "{}").startswith("v1,")
    for act in (outbox.rotate, outbox.remove, outbox.webhook):
        with pytest.raises(UnknownWebhook, match="crosscheck webhook add"):
            act("https://nobody.example/")


def test_a_rotated_secret_signs_beside_the_new_one_for_a_day(database: Database) -> None:
    """The new one stands first; after a day the old one is out of force."""
    outbox = Outbox(database)
    old = outbox.register(HOOK)
    new = outbox.rotate(HOOK)
    assert outbox.webhook(HOOK).secrets == (new, old)
    with database.writing() as connection:
        yesterday = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        connection.execute(webhooks.update().values(rotated_at=yesterday))
    assert outbox.webhook(HOOK).secrets == (new,)


def test_an_event_is_taken_by_one_until_it_is_delivered(database: Database, holder: str) -> None:
    """While it is held or put off nobody else gets it, and delivered it is gone."""
    outbox, other = Outbox(database), Holder(database)
    other.beat()
    outbox.register(HOOK)
    event(database)
    first = outbox.take(holder)
    assert first is not None
    assert outbox.take(other.id) is None
    assert outbox.due() == 1
    outbox.put_off(first, "it answered 500", timedelta(hours=1))
    assert outbox.take(holder) is None
    assert outbox.due() == 0
    assert (outbox.webhook(HOOK).waiting, outbox.webhook(HOOK).fault) == (1, "it answered 500")
    outbox.put_off(first, "it answered 500", timedelta())
    again = outbox.take(holder)
    assert again is not None
    assert (again.id, again.body, again.attempts) == (first.id, first.body, 1)
    outbox.delivered(again)
    assert (outbox.webhook(HOOK).waiting, outbox.webhook(HOOK).fault) == (0, None)


def test_an_event_whose_end_was_not_written_is_taken_again(database: Database, holder: str) -> None:
    """What a holder still has when it asks for the next one is that one."""
    outbox = Outbox(database)
    outbox.register(HOOK)
    event(database)
    first = outbox.take(holder)
    assert first is not None
    assert outbox.take(holder) == first


def test_a_receiver_that_failed_lets_the_others_go_first(database: Database, holder: str) -> None:
    """However many events wait for it, one for a receiver that is well is taken before them."""
    outbox, well = Outbox(database), "https://well.example/"
    outbox.register(HOOK)
    outbox.register(well)
    event(database)
    event(database)
    event(database, well)
    first = outbox.take(holder)
    assert first is not None
    assert first.webhook.url == HOOK
    outbox.put_off(first, "it answered 500", timedelta())
    second = outbox.take(holder)
    assert second is not None
    assert second.webhook.url == well


def test_events_wait_for_a_disabled_webhook(database: Database, holder: str) -> None:
    """Nothing is sent there and nothing lost; registered again, what waits is due at once."""
    outbox = Outbox(database)
    outbox.register(HOOK)
    event(database)
    held = outbox.take(holder)
    assert held is not None
    outbox.disable(held, "it answered 410")
    event(database)
    assert outbox.take(holder) is None
    assert outbox.due() == 0
    hook = outbox.webhook(HOOK)
    assert (hook.waiting, hook.fault) == (2, "it answered 410")
    assert hook.disabled_at is not None
    outbox.register(HOOK)
    again = outbox.take(holder)
    assert again is not None
    assert (again.id, again.attempts, again.webhook.disabled_at) == (held.id, 0, None)


def test_events_are_forgotten_in_time(database: Database, holder: str) -> None:
    """Delivered or not, those from before a time are dropped and later ones kept."""
    outbox = Outbox(database)
    outbox.register(HOOK)
    event(database)
    event(database)
    sent = outbox.take(holder)
    assert sent is not None
    outbox.delivered(sent)
    outbox.forget(datetime.now(UTC) - timedelta(days=1))
    assert events(database) == 2
    assert outbox.webhook(HOOK).waiting == 1
    outbox.forget(datetime.now(UTC) + timedelta(days=1))
    assert events(database) == 0


def test_nothing_is_kept_for_a_webhook_that_was_removed(database: Database) -> None:
    """Its events go with it, and later ones are not written down."""
    outbox = Outbox(database)
    outbox.register(HOOK)
    event(database)
    outbox.remove(HOOK)
    assert outbox.webhooks() == []
    event(database)
    assert events(database) == 0


def test_an_event_is_locked_by_who_takes_it(database: Database, holder: str) -> None:
    """Where a database locks rows, who comes at the same moment passes over it."""
    outbox = Outbox(database)
    outbox.register(HOOK)
    event(database)
    with queries(database) as asked:
        assert outbox.take(holder) is not None
    locking = [query for query in asked if "FOR UPDATE" in query]
    assert [query.endswith("FOR UPDATE OF deliveries SKIP LOCKED") for query in locking] == [True]
