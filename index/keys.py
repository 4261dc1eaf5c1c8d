"""Keys: who may call the service. Their secrets are shown once; what is kept is a digest.

A secret is 256 random bits, so a plain SHA-256 keeps it: a slow, salted hash protects what people choose and could be
guessed, and would cost every request its time.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from index.database import Database
from index.errors import UnknownKey
from index.leases import now
from index.tables import aware, keys, naive

PREFIX = "crosscheck"
"""what every key begins with, so that one that leaked is recognised"""


class Scope(StrEnum):
    """What a key is for; none includes another."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(frozen=True)
class Key:
    """A key without its secret."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None = None


class Keys:
    """The keys of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, scopes: frozenset[Scope]) -> tuple[Key, str]:
        """Make a key; the text of it is given here and never again: `crosscheck_ID_SECRET`."""
        key = Key(secrets.token_hex(6), name, scopes, datetime.now(UTC))
        text = f"{PREFIX}_{key.id}_{secrets.token_urlsafe(32)}"
        with self._database.writing() as connection:
            connection.execute(
                keys.insert().values(
                    id=key.id,
                    name=name,
                    scopes=" ".join(sorted(scopes)),
                    digest=_digest(text),
                    created_at=naive(key.created_at),
                )
            )
        return key, text

    def revoke(self, key_id: str) -> None:
        """From now on the key is refused, for good. Raises UnknownKey."""
        first = sa.func.coalesce(keys.c.revoked_at, now())
        with self._database.writing() as connection:
            revoked = keys.update().where(keys.c.id == key_id).values(revoked_at=first)
            if not connection.execute(revoked).rowcount:
                raise UnknownKey(key_id)

    def all(self) -> list[Key]:
        """Every key that was made, revoked ones too, in the order of their making."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(keys).order_by(keys.c.created_at, keys.c.id))
            return [_key(row) for row in rows]

    def exist(self) -> bool:
        """Whether a key was ever made: revoking the last one closes the service, it does not open it."""
        with self._database.reading() as connection:
            return connection.execute(sa.select(keys.c.id).limit(1)).first() is not None

    def find(self, text: str) -> Key | None:
        """The key with this text; None where there is none or it was revoked."""
        key_id = text.removeprefix(f"{PREFIX}_").partition("_")[0]
        ours = sa.select(keys).where(keys.c.id == key_id, keys.c.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(ours).first()
        known = row is not None and hmac.compare_digest(row.digest, _digest(text))
        return _key(row) if known else None


def _key(row: Any) -> Key:
    scopes = frozenset(map(Scope, row.scopes.split()))
    created_at = row.created_at.replace(tzinfo=UTC)
    return Key(row.id, row.name, scopes, created_at, aware(row.revoked_at))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
