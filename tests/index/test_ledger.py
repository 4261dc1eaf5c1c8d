import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from index.database import Database, open_database
from index.errors import AlreadyRecorded, UnknownEntry
from index.ledger import START, Entry, Ledger, Soundness, canonical, hash_of


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own."""
    with open_database(tmp_path, None) as opened:
        yield opened


def rewrite(tmp_path: Path, statement: str) -> None:
    with sqlite3.connect(tmp_path / "crosscheck.db") as connection:
        connection.execute(statement)
    connection.close()


def test_each_entry_carries_the_hash_of_the_one_before(database: Database) -> None:
    """Numbers run from 1, the first stands on the start, and contents come back as they were."""
    ledger = Ledger(database)
    first, second = (ledger.append({"claim": claim, "at": None}) for claim in ("Ä", "b"))
    assert (first.number, first.previous) == (1, START)
    assert (second.number, second.previous) == (2, first.hash)
    assert first.hash == hash_of(1, START, '{"at":null,"claim":"Ä"}')
    assert ledger.page(0, 10) == [first, second]
    assert ledger.page(1, 10) == [second]
    assert ledger.get(2) == Entry(2, {"claim": "b", "at": None}, first.hash, second.hash)
    assert ledger.check() == Soundness(2, second.hash)


def test_a_missing_entry_has_a_name(database: Database) -> None:
    """A number that was not given yet is unknown."""
    with pytest.raises(UnknownEntry, match="no record number 3"):
        Ledger(database).get(3)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE ledger SET content = replace(content, 'two', 'ten') WHERE number = 2", 2),
        ("DELETE FROM ledger WHERE number = 2", 2),
        ("DELETE FROM ledger WHERE number = 1", 1),
        ("UPDATE ledger SET previous = hash WHERE number = 3", 3),
        ("UPDATE ledger SET number = 9 WHERE number = 3", 3),
    ],
)
def test_a_change_is_found_where_it_was_made(
    database: Database, tmp_path: Path, statement: str, broken_at: int
) -> None:
    """An entry that was changed, taken out or moved breaks the chain at its place."""
    ledger = Ledger(database)
    for word in ("one", "two", "three"):
        ledger.append({"word": word})
    rewrite(tmp_path, statement)
    found = ledger.check()
    assert (found.is_sound, found.broken_at, found.entries) == (False, broken_at, broken_at - 1)


def test_a_noted_hash_shows_that_the_end_was_cut(database: Database, tmp_path: Path) -> None:
    """A chain without its last entry is sound by itself, but lacks the hash that was noted."""
    ledger = Ledger(database)
    ledger.append({"word": "one"})
    noted = ledger.append({"word": "two"}).hash
    assert ledger.check(noted).is_sound
    rewrite(tmp_path, "DELETE FROM ledger WHERE number = 2")
    assert ledger.check().is_sound
    assert not ledger.check(noted).is_sound


def test_contents_are_written_one_way() -> None:
    """The order of keys does not change the hash."""
    assert canonical({"b": 1, "a": "ü"}) == canonical({"a": "ü", "b": 1}) == '{"a":"ü","b":1}'


def test_entries_are_found_by_what_they_speak_of(database: Database, tmp_path: Path) -> None:
    """Those about an entry in order, and those on a subject, of which there is one; what they are found by is in the chain."""
    ledger = Ledger(database)
    first = ledger.append({"subject": "a_/0/1"})
    ledger.append({"subject": "ab/0/1"})
    third, fourth = (ledger.append({"record": 1, "said": word}) for word in ("yes", "no"))
    assert ledger.about([1, 2]) == {1: [third, fourth], 2: []}
    assert ledger.on("a_/") == {"a_/0/1": first}
    with pytest.raises(AlreadyRecorded, match="as record 1"):
        ledger.append({"subject": "a_/0/1"})
    assert ledger.check().entries == 4
    rewrite(tmp_path, "UPDATE ledger SET record = 2 WHERE number = 3")
    assert ledger.check().broken_at == 3


def test_entries_on_a_subject_are_read_from_the_index(database: Database) -> None:
    """However long the ledger is, only those whose subject begins so are looked at."""
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(database.engine, "before_cursor_execute")
    def note(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
        asked.append((statement, given))

    Ledger(database).on("a_/")
    statement, given = asked[-1]
    with database.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
    assert [row.detail.partition(" (")[0] for row in plan] == [
        "SEARCH ledger USING INDEX ledger_subject"
    ]
