from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from index.corpus import Corpus
from index.database import Database, open_database
from index.jobs import Jobs, Outcome, Task
from index.leases import Holder
from index.outbox import Outbox
from index.types import JobStatus
from index.watching import Rejudged, Seen, Watched, WatchedClaim, Watchlist
from tests.parts import article

HOOK = "https://desk.example/hook"
WHEN = datetime(2026, 3, 11, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def alive(database: Database) -> str:
    holder = Holder(database)
    holder.beat()
    return holder.id


def claim(audit_id: str, place: int = 0, number: int = 0) -> WatchedClaim:
    vector = np.asarray([0.6, 0.8], dtype=np.float32)
    return WatchedClaim(
        audit_id,
        place,
        number,
        f"a{place}",
        "It sank.",
        WHEN,
        "supported",
        ("b",),
        vector,
    )


def claims(watchlist: Watchlist) -> list[WatchedClaim]:
    return [found for some in watchlist.claims(10) for found in some]


def finish(jobs: Jobs, task: Task, holder: str, *claims: WatchedClaim, seen: Seen) -> None:
    outcome = Outcome(JobStatus.COMPLETED, f"a{task.place}", "{}", claims, seen)
    assert jobs.finish(task, holder, outcome)


def audited(jobs: Jobs, holder: str, *claims: WatchedClaim, seen: Seen) -> None:
    task = jobs.take(holder)
    assert task is not None
    finish(jobs, task, holder, *claims, seen=seen)


def test_claims_are_forgotten_with_their_audit(database: Database) -> None:
    """Nothing of an audit that was dropped is watched."""
    jobs, watchlist = Jobs(database), Watchlist(database)
    Outbox(database).register(HOOK)
    jobs.add("ended", ["a"], HOOK)
    audited(jobs, alive(database), claim("ended"), seen=Seen())
    assert len(claims(watchlist)) == 1
    jobs.forget(datetime.now(UTC) + timedelta(days=1))
    assert claims(watchlist) == []


def test_a_changed_verdict_is_written_and_told_once(database: Database) -> None:
    """Two processes that see the same change write one event, and the watch goes on behind what was seen."""
    jobs, watchlist = Jobs(database), Watchlist(database)
    holder, outbox = alive(database), Outbox(database)
    outbox.register(HOOK)
    jobs.add("one", ["a"], HOOK)
    watchlist.advance(watchlist.reached(), Seen(9, 5))
    audited(jobs, holder, claim("one"), seen=Seen(4, 7))
    before = watchlist.reached()
    assert before.seen == Seen(4, 5)
    (watched,) = claims(watchlist)
    assert (watched.text, watched.as_of) == ("It sank.", WHEN)
    assert watched.vector == pytest.approx([0.6, 0.8], abs=0.001)
    assert watched.evidence == ("b",)
    after = replace(watched, verdict="refuted", evidence=("c",))
    change = Rejudged(watched, after, {"claim": watched.text})
    for _ in range(2):
        watchlist.rewrite([change])
        watchlist.advance(before, Seen(9, 8))
    assert watchlist.reached().seen == Seen(9, 8)
    (now,) = claims(watchlist)
    assert (now.verdict, now.evidence) == ("refuted", ("c",))
    assert outbox.webhooks()[0].waiting == 2


@pytest.mark.parametrize(
    ("seen", "reached"), [(Seen(30, 9), Seen(30, 5)), (Seen(15, 2), Seen(15, 2))]
)
def test_claims_that_come_during_a_look_are_held_against_what_they_have_not_seen(
    database: Database, seen: Seen, reached: Seen
) -> None:
    """The watch goes on only as far as these claims, and reaches the end once they were among those looked at."""
    jobs, watchlist, holder = Jobs(database), Watchlist(database), alive(database)
    Outbox(database).register(HOOK)
    jobs.add("one", ["a", "b"], HOOK)
    audited(jobs, holder, claim("one"), seen=Seen(10, 1))
    watchlist.advance(watchlist.reached(), Seen(10, 1))
    before = watchlist.reached()
    audited(jobs, holder, claim("one", 1), seen=seen)
    watchlist.advance(before, Seen(40, 5))
    assert watchlist.reached() == Watched(reached, before.generation + 1)
    watchlist.advance(watchlist.reached(), Seen(40, 5))
    assert watchlist.reached().seen == Seen(40, 5)


def test_a_watch_that_was_set_back_meanwhile_stays_there(database: Database) -> None:
    """Claims judged on less than all others were held against are looked at from there on."""
    jobs, watchlist, holder = Jobs(database), Watchlist(database), alive(database)
    jobs.add("one", ["a"], HOOK)
    watchlist.advance(watchlist.reached(), Seen(20, 3))
    before = watchlist.reached()
    audited(jobs, holder, claim("one"), seen=Seen(10, 3))
    watchlist.advance(before, Seen(40, 3))
    assert watchlist.reached().seen == Seen(10, 3)


def test_watched_claims_are_read_in_parts_an_article_in_one(database: Database) -> None:
    """Each claim comes once, in order, and a part is no longer than asked for and the end of its last article."""
    jobs, watchlist, holder = Jobs(database), Watchlist(database), alive(database)
    Outbox(database).register(HOOK)
    counts = {0: 1, 1: 3, 2: 1, 3: 1}
    jobs.add("one", [f"a{place}" for place in counts], HOOK)
    for place, count in counts.items():
        told = [claim("one", place, number) for number in range(count)]
        audited(jobs, holder, *told, seen=Seen())
    parts = [[found.key[1:] for found in part] for part in watchlist.claims(2)]
    assert parts == [[(0, 0), (1, 0), (1, 1), (1, 2)], [(2, 0), (3, 0)]]


def test_nobody_watches_for_a_webhook_that_was_removed(database: Database) -> None:
    """Its claims are left out until it is registered again; one that is disabled is still owed its events."""
    jobs, watchlist = Jobs(database), Watchlist(database)
    holder, outbox = alive(database), Outbox(database)
    outbox.register(HOOK)
    jobs.add("one", ["a"], HOOK)
    audited(jobs, holder, claim("one"), seen=Seen())
    owed = outbox.take(holder)
    assert owed is not None
    outbox.disable(owed, "it is gone")
    assert len(claims(watchlist)) == 1
    outbox.remove(HOOK)
    assert claims(watchlist) == []
    outbox.register(HOOK)
    assert len(claims(watchlist)) == 1


def test_removals_wait_for_what_is_audited(corpus: Corpus) -> None:
    """A removal that was handled is kept while an article is audited that may have been judged before it."""
    database = corpus.database
    jobs, watchlist, holder = Jobs(database), Watchlist(database), alive(database)
    jobs.add("one", ["a"], HOOK)
    task = jobs.take(holder)
    assert task is not None
    corpus.ingest([article("It sank.", id="b"), article("It floats.", id="c")])
    corpus.remove("b")
    corpus.remove("c")
    assert watchlist.removed(0, 10) == {1: "b", 2: "c"}
    assert watchlist.removed(0, 1) == {1: "b"}
    watchlist.advance(watchlist.reached(), Seen(0, 2))
    assert watchlist.removed(0, 10) == {1: "b", 2: "c"}
    finish(jobs, task, holder, claim("one"), seen=Seen())
    assert watchlist.reached().seen == Seen(0, 0)
    watchlist.advance(watchlist.reached(), Seen(0, 2))
    assert (watchlist.removed(0, 10), watchlist.last_removal()) == ({}, 2)
