from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.database import Database, open_database
from index.jobs import Jobs
from index.subscriptions import EntryState, EntryStatus, Subscription, Subscriptions

FEED = "https://gazette.example/feed"
OTHER = "https://wire.example/feed"
STORED = EntryState(EntryStatus.STORED, 0)
FAILED = EntryState(EntryStatus.FAILED, 1)
LEFT_OUT = EntryState(EntryStatus.LEFT_OUT, 0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def test_a_feed_is_asked_for_as_it_said_last(database: Database) -> None:
    """Place, validators and what is gone are kept; a feed never seen is asked for where it is."""
    kept = Subscriptions(database)
    assert kept.get(FEED, pages=True) == Subscription(FEED, FEED)
    until = datetime(2026, 4, 1, tzinfo=UTC)
    said = Subscription(FEED, "https://gazette.example/new", '"one"', "Wed", until)
    kept.put(Subscription(FEED, FEED, '"none"'))
    kept.put(said)
    assert kept.get(FEED, pages=True) == said


def test_validators_rest_while_an_entry_is_to_be_tried_again(database: Database) -> None:
    """A feed that has not changed would not show the entry; what was given up or left out by wish holds nothing up."""
    kept = Subscriptions(database)
    kept.put(Subscription(FEED, FEED, '"one"'))
    kept.note(FEED, {"a": FAILED, "b": LEFT_OUT})
    assert kept.get(FEED, pages=False).etag is None
    kept.note(FEED, {"a": EntryState(EntryStatus.FAILED, 3)})
    assert kept.get(FEED, pages=False).etag == '"one"'
    assert kept.get(FEED, pages=True).etag is None
    kept.keep_only(FEED, {"a"})
    assert kept.get(FEED, pages=True).etag == '"one"'
    assert kept.states(["a", "b"]) == {"a": EntryState(EntryStatus.FAILED, 3)}


def test_stored_entries_come_into_one_audit_only(database: Database) -> None:
    """The audit and the note that they were audited are one; what is noted later does not undo it."""
    kept = Subscriptions(database)
    kept.note(FEED, {"a": STORED, "b": FAILED})
    kept.note(OTHER, {"c": STORED})
    (audit_id,) = kept.audit([FEED, OTHER], 1000)
    assert Jobs(database).contents(audit_id) == ["a", "c"]
    kept.note(FEED, {"a": STORED})
    assert kept.states(["a"]) == {"a": EntryState(EntryStatus.AUDITED, 0)}
    assert kept.audit([FEED, OTHER], 1000) == []


def test_no_audit_is_larger_than_asked(database: Database) -> None:
    """What is more goes into further audits, in order, and entries of feeds that were not named wait."""
    kept = Subscriptions(database)
    kept.note(FEED, {"a": STORED, "b": STORED, "c": STORED})
    kept.note(OTHER, {"d": STORED})
    audits = kept.audit([FEED], 2)
    assert [Jobs(database).contents(audit_id) for audit_id in audits] == [["a", "b"], ["c"]]
    assert kept.states(["d"]) == {"d": STORED}


def test_many_entries_are_known_at_once(database: Database) -> None:
    """States are read for more ids than a statement takes parameters at a time."""
    kept = Subscriptions(database)
    ids = [str(number) for number in range(1200)]
    kept.note(FEED, dict.fromkeys(ids, STORED))
    assert len(kept.states([*ids, "new"])) == 1200


def test_hosts_wait_until_their_time(database: Database) -> None:
    """A time that is over, and a host that never asked, hold nothing up."""
    kept = Subscriptions(database)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    kept.put_off("gazette.example", until - timedelta(minutes=5))
    kept.put_off("gazette.example", until)
    kept.put_off("wire.example", until - timedelta(hours=2))
    found = [kept.waits(name) for name in ("gazette.example", "wire.example", "ledger.example")]
    assert found == [until, None, None]
