"""An append-only ledger: each entry carries the hash of the one before, so that no entry can be changed or taken out unseen.

The hash is SHA-256 over number, previous hash and content. Whoever notes the last hash elsewhere can prove later that
nothing up to it was rewritten; without such a note a ledger that was rewritten whole, or cut at its end, looks sound.

Two fields of a content can be looked up: `record`, the number of the entry that it speaks of, and `subject`, what it is
about, which no other entry is.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from index.database import Database, chunks
from index.errors import AlreadyRecorded, StoreFault, UnknownEntry
from index.tables import ledger

START = "0" * 64
"""what stands for the hash before the first entry"""
PAGE = 500


@dataclass(frozen=True)
class Entry:
    """One entry; `content` is JSON."""

    number: int
    content: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class Soundness:
    """What checking the chain found."""

    entries: int
    head: str
    """hash of the last sound entry"""
    broken_at: int | None = None
    """number of the first entry that does not fit the one before"""
    noted: bool = True
    """whether the hash that was asked for stands in the chain"""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found wrong."""
        return self.broken_at is None and self.noted


class Ledger:
    """The ledger of an open database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, content: Mapping[str, Any], token: str | None = None) -> Entry:
        """Write an entry behind the last one; it cannot be changed afterwards.

        Args:
            content: what it says, as JSON.
            token: the request that it is written for; each writes one.

        Raises:
            AlreadyRecorded: there is one on its subject.
            StoreFault: the database cannot be written.
        """
        text = canonical(content)
        with self._database.writing() as connection:
            _refuse_twice(connection, content.get("subject"))
            last = connection.execute(
                sa.select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
            ).first()
            number, previous = (last.number + 1, last.hash) if last else (1, START)
            entry = Entry(number, json.loads(text), previous, hash_of(number, previous, text))
            connection.execute(
                ledger.insert().values(
                    number=number,
                    content=text,
                    previous=previous,
                    hash=entry.hash,
                    token=token,
                    **_keys(content),
                )
            )
        return entry

    def written(self, token: str) -> Entry | None:
        """The entry that was written for a request, if there is one."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(ledger).where(ledger.c.token == token)).first()
        return _entry(row) if row else None

    def get(self, number: int) -> Entry:
        """One entry.

        Raises:
            UnknownEntry: there is none with this number.
        """
        rows = self._rows(number - 1, 1)
        if not rows or rows[0].number != number:
            raise UnknownEntry(number)
        return _entry(rows[0])

    def page(self, after: int, limit: int) -> list[Entry]:
        """Entries in order, from behind the number `after`."""
        return [_entry(row) for row in self._rows(after, limit)]

    def about(self, numbers: Collection[int]) -> dict[int, list[Entry]]:
        """For each of some entries the later ones that speak of it, in order."""
        query = sa.select(ledger).order_by(ledger.c.number)
        found: dict[int, list[Entry]] = {number: [] for number in numbers}
        with self._database.reading() as connection:
            for chunk in chunks(numbers):
                for row in connection.execute(query.where(ledger.c.record.in_(chunk))):
                    found[row.record].append(_entry(row))
        return found

    def on(self, subjects: str) -> dict[str, Entry]:
        """The entries whose subject begins so, by their subjects."""
        # a range is read from the index, what is LIKE something is looked for in all rows
        behind = subjects[:-1] + chr(ord(subjects[-1]) + 1)
        query = sa.select(ledger).where(ledger.c.subject >= subjects, ledger.c.subject < behind)
        with self._database.reading() as connection:
            return {row.subject: _entry(row) for row in connection.execute(query)}

    def check(self, noted: str | None = None) -> Soundness:
        """Go through the whole chain.

        Args:
            noted: a hash that was noted earlier and must stand in the chain.
        """
        number, head, seen = 0, START, noted in (None, START)
        while rows := self._rows(number, PAGE):
            for row in rows:
                hashed = hash_of(row.number, row.previous, row.content)
                placed = (row.number, row.previous, row.hash) == (number + 1, head, hashed)
                if not placed or not _is_keyed(row):
                    return Soundness(number, head, broken_at=number + 1, noted=seen)
                number, head = row.number, row.hash
                seen = seen or head == noted
        return Soundness(number, head, noted=seen)

    def _rows(self, after: int, limit: int) -> Sequence[sa.Row[Any]]:
        query = sa.select(ledger).where(ledger.c.number > after).order_by(ledger.c.number)
        with self._database.reading() as connection:
            return connection.execute(query.limit(limit)).all()


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write a content down: keys sorted, no white space, UTF-8 as it is."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(number: int, previous: str, text: str) -> str:
    """SHA-256 of an entry, in hexadecimal."""
    return hashlib.sha256(
        f"{number}\n{previous}\n{text}".encode("utf-8", "surrogatepass")
    ).hexdigest()


def _keys(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content.get(name) for name in ("record", "subject")}


def _is_keyed(row: sa.Row[Any]) -> bool:
    """Whether what a row is looked up by is what its content says."""
    return _keys(json.loads(row.content)) == {"record": row.record, "subject": row.subject}


def _refuse_twice(connection: sa.Connection, subject: str | None) -> None:
    query = sa.select(ledger.c.number).where(ledger.c.subject == subject)
    if subject is not None and (number := connection.scalar(query)) is not None:
        raise AlreadyRecorded(number)


def _entry(row: sa.Row[Any]) -> Entry:
    """A row as an entry; raises StoreFault where somebody made its content unreadable."""
    try:
        content = json.loads(row.content)
    except ValueError as fault:
        raise StoreFault(
            f"record {row.number} was changed and cannot be read; crosscheck records verify finds what fits"
        ) from fault
    return Entry(row.number, content, row.previous, row.hash)
