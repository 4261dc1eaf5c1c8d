import json
import sqlite3
from pathlib import Path

from index.database import open_database
from index.ledger import Ledger
from tests.service.command import run


def test_the_chain_of_records_is_verified(tmp_path: Path) -> None:
    """A sound chain leaves with 0 and its last hash, a record that was changed with 1 and its number; no model is loaded."""
    with open_database(tmp_path / "data", None) as database:
        ledger = Ledger(database)
        review = {
            "kind": "review",
            "at": "2026-03-11T00:00:00Z",
            "record": 1,
            "reviewer": "Ada Moss",
        }
        first, last = (
            ledger.append({**review, "decision": decision, "override": None})
            for decision in ("overridden", "confirmed")
        )
    sound = run(tmp_path, "records", "verify", "--noted", last.hash)
    assert (sound.returncode, sound.stdout) == (
        0,
        f"2 records, sound; note the last hash: {last.hash}\n",
    )
    assert last.previous == first.hash
    spelled = run(tmp_path, "records", "verify", "--noted", f" {last.hash.upper()} ")
    assert (spelled.returncode, spelled.stdout) == (0, sound.stdout)
    for mistyped in (last.hash[:12], "zzz", "", last.hash + "0"):
        refused = run(tmp_path, "records", "verify", "--noted", mistyped)
        assert (refused.returncode, refused.stdout) == (2, "")
    assert "record 1 confirmed by Ada Moss" in run(tmp_path, "records", "list").stdout
    with sqlite3.connect(tmp_path / "data" / "crosscheck.db") as connection:
        connection.execute(
            "UPDATE ledger SET content = replace(content, 'Ada', 'Eda') WHERE number = 2"
        )
    connection.close()
    broken = run(tmp_path, "records", "verify")
    assert broken.returncode == 1
    assert broken.stdout.startswith("broken at record 2")


def test_a_record_is_shown_with_its_reviews(tmp_path: Path) -> None:
    """The JSON is that of the HTTP interface; a review that cannot be read is no fault of a setting."""
    with open_database(tmp_path / "data", None) as database:
        ledger = Ledger(database)
        ledger.append({"kind": "claim", "found": {"verdict": "supported"}})
        said = {"kind": "review", "record": 1, "override": None, "reason": "Two outlets say so."}
        decided = {**said, "at": "2026-03-11T00:00:00Z", "decision": "confirmed"}
        ledger.append({**decided, "reviewer": "Ada Moss"})
        shown = json.loads(run(tmp_path, "records", "show", "1", "--json").stdout)
        assert shown["review"] == shown["reviews"][0]
        assert (shown["review"]["reviewer"], shown["review"]["verdict"]) == (
            "Ada Moss",
            "supported",
        )
        ledger.append({**decided, "reviewer": None})
    unread = run(tmp_path, "records", "show", "1", "--json")
    assert unread.returncode == 1
    assert "ValidationError" in unread.stderr
    assert "CROSSCHECK_" not in unread.stderr


def test_a_record_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """Its number and what to do; an empty chain has no hash that could be noted."""
    with open_database(tmp_path / "data", None) as database:
        empty = run(tmp_path, "records", "verify")
        assert (empty.returncode, empty.stdout) == (0, "there is no record\n")
        Ledger(database).append({"kind": "claim", "found": {"verdict": "supported"}})
    with sqlite3.connect(tmp_path / "data" / "crosscheck.db") as connection:
        connection.execute("UPDATE ledger SET content = 'not json'")
    connection.close()
    listed = run(tmp_path, "records", "list")
    assert (listed.returncode, listed.stderr) == (
        1,
        "crosscheck: record 1 was changed and cannot be read; crosscheck records verify finds what fits\n",
    )
