from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from index.database import Database, open_database
from index.leases import LEASE, Holder, is_free, now
from index.tables import holders


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path, None) as opened:
        yield opened


def free(database: Database, holder: str | None) -> bool:
    with database.reading() as connection:
        column: sa.Column[str] = sa.literal(holder, sa.String)  # type: ignore[assignment]
        return bool(connection.scalar(sa.select(is_free(column))))


def test_a_lease_stands_while_its_holder_says_that_it_lives(database: Database) -> None:
    """A beat gives it, leaving gives it back, and what nobody holds is free."""
    holder = Holder(database)
    assert free(database, holder.id)
    assert free(database, None)
    holder.beat()
    holder.beat()
    assert not free(database, holder.id)
    holder.leave()
    assert free(database, holder.id)


def test_a_silent_holder_loses_its_leases(database: Database) -> None:
    """When its last beat is too long ago all that it holds is free."""
    holder = Holder(database)
    holder.beat()
    with database.writing() as connection:
        late = now() - timedelta(seconds=1)
        assert late + LEASE > now()
        connection.execute(holders.update().values(alive_until=late))
    assert free(database, holder.id)
