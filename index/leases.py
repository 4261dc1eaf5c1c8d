"""Leases: who works on what. A holder that stops saying that it lives loses all that it holds, and another takes it up."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from index.database import Database
from index.tables import holders

LEASE = timedelta(seconds=10)
"""how long a holder counts as alive after its last beat; after `kill -9` its work waits this long"""
BEAT = timedelta(seconds=2)


class Holder:
    """One process that takes work, by an id of its own."""

    def __init__(self, database: Database) -> None:
        self.id = uuid4().hex
        self._database = database

    def beat(self) -> None:
        """Say that it lives; raises StoreFault."""
        until = now() + LEASE
        with self._database.writing() as connection:
            mine = holders.c.id == self.id
            if not connection.execute(
                holders.update().where(mine).values(alive_until=until)
            ).rowcount:
                connection.execute(holders.insert().values(id=self.id, alive_until=until))
            connection.execute(holders.delete().where(holders.c.alive_until < now() - 100 * LEASE))

    def leave(self) -> None:
        """Give back all that it holds; raises StoreFault."""
        with self._database.writing() as connection:
            connection.execute(holders.delete().where(holders.c.id == self.id))


def is_free(holder: sa.Column[str]) -> sa.ColumnElement[bool]:
    """Whether nobody alive holds a row, by its column of holder ids."""
    alive = sa.select(holders.c.id).where(holders.c.alive_until > now())
    return sa.or_(holder.is_(None), holder.not_in(alive))


def now() -> datetime:
    """The time as the database keeps it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
