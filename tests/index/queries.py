"""What a database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from index.database import Database


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """What is asked inside, in the words of PostgreSQL, which can lock a row where SQLite locks all."""
    asked: list[str] = []

    def note(_: sa.Connection, clause: Any, __: Any, ___: Any, ____: Any) -> None:
        asked.append(str(clause.compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call]

    sa.event.listen(database.engine, "before_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(database.engine, "before_execute", note)
