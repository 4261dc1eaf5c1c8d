"""Fact checks of others in SQL, found again by the meaning of the claim that they checked.

They are part of what a verdict is given with: each change counts the revision of the corpus up.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index.database import Database
from index.encoder import Encoder
from index.errors import UnknownFactCheck
from index.records import advance, check_encoder
from index.tables import aware, naive, packed, unpacked
from index.tables import fact_checks as table
from index.types import FactCheck, IngestStatus

_FIELDS = ("id", "claim", "rating", "author", "url", "published_at")


class FactChecks:
    """The fact checks of a database. Their vectors are held in memory, and read again when another process changed them."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder
        self._held = (0, 0), np.zeros(0, np.int64), np.zeros((0, encoder.dimension), np.float32)

    def put(self, checks: Sequence[FactCheck]) -> list[tuple[FactCheck, IngestStatus]]:
        """Store fact checks, all or none, in place of older ones with their ids: what stands in the place of each now, and what became of it.

        Of two with one date the one that was sent last stands; one without a date is older than any with one.

        Raises:
            StoreFault: the database cannot be written, or its vectors are another encoder's.
        """
        latest = {check.id: check for check in sorted(checks, key=_moment)}
        vectors = dict(
            zip(latest, self._encoder.encode([c.claim for c in latest.values()]), strict=True)
        )
        stored: dict[str, tuple[FactCheck, IngestStatus]] = {}
        with self._database.writing() as connection:
            for key, check in latest.items():
                stored[key] = _, status = _standing(connection, check)
                if status is not IngestStatus.UNCHANGED:
                    vector = packed(vectors[key])
                    connection.execute(table.delete().where(table.c.id == key))
                    connection.execute(table.insert().values(**_values(check), vector=vector))
            if any(status is not IngestStatus.UNCHANGED for _, status in stored.values()):
                advance(connection, self._encoder.name)
        return [stored[check.id] for check in checks]

    def near(self, claim: str, limit: int, least: float) -> list[tuple[FactCheck, float]]:
        """Fact checks whose claim is close to one, closest first, each with the cosine, which is `least` or more."""
        rows, vectors = self._level()
        if not len(rows):
            return []
        similar = vectors @ self._encoder.encode([claim])[0]
        best = [at for at in np.argsort(-similar, kind="stable")[:limit] if similar[at] >= least]
        query = sa.select(table).where(table.c.row.in_([int(rows[at]) for at in best]))
        with self._database.reading() as connection:
            found = {row.row: _check(row) for row in connection.execute(query)}
        return [(found[row], float(similar[at])) for at in best if (row := int(rows[at])) in found]

    def page(self, after: str | None, limit: int) -> list[FactCheck]:
        """Fact checks in the order of their ids, from behind the id `after`."""
        query = sa.select(table).where(table.c.id > (after or "")).order_by(table.c.id)
        with self._database.reading() as connection:
            return [_check(row) for row in connection.execute(query.limit(limit))]

    def remove(self, check_id: str) -> None:
        """Forget a fact check; raises UnknownFactCheck."""
        with self._database.writing() as connection:
            if not connection.execute(table.delete().where(table.c.id == check_id)).rowcount:
                raise UnknownFactCheck(check_id)
            advance(connection, None)

    def _level(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and their vectors as they stand now; a row is never given twice, so count and newest tell any change."""
        with self._database.reading() as connection:
            count, newest = connection.execute(
                sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(table.c.row), 0))
            ).one()
            if self._held[0] != (count, newest):
                check_encoder(connection, self._encoder.name)
                held = connection.execute(sa.select(table.c.row, table.c.vector)).all()
                vectors = unpacked(b"".join(row.vector for row in held))
                shaped = vectors.reshape(len(held), self._encoder.dimension)
                self._held = (count, newest), np.array([r.row for r in held], np.int64), shaped
        return self._held[1:]


def _standing(connection: sa.Connection, check: FactCheck) -> tuple[FactCheck, IngestStatus]:
    """The newer of a fact check and the one that is stored with its id, and what is to become of it."""
    row = connection.execute(sa.select(table).where(table.c.id == check.id)).first()
    if row is None:
        return check, IngestStatus.ADDED
    there = _check(row)
    if there == check or _moment(there) > _moment(check):
        return there, IngestStatus.UNCHANGED
    return check, IngestStatus.UPDATED


def _moment(check: FactCheck) -> datetime:
    return check.published_at or datetime.min.replace(tzinfo=UTC)


def _check(row: sa.Row[tuple[object, ...]]) -> FactCheck:
    given = {name: getattr(row, name) for name in _FIELDS}
    return FactCheck(**{**given, "published_at": aware(row.published_at)})


def _values(check: FactCheck) -> dict[str, object]:
    given = {name: getattr(check, name) for name in _FIELDS}
    return {**given, "published_at": naive(check.published_at)}
