"""Answers kept for retries: a request with a key is carried out once, and asked again it gets the same answer.

After the IETF draft "The Idempotency-Key HTTP Header Field" (draft-ietf-httpapi-idempotency-key-header-07).
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa

from index.database import Database
from index.errors import KeyInUse, KeyReused
from index.leases import is_free, now
from index.tables import answers


@dataclass(frozen=True)
class Answer:
    """What a request was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Turn:
    """A request that may be carried out now; `token` is the same at every attempt with its key."""

    key: str
    token: str


class Answers:
    """The answers of a database."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self._holder = holder
        self._beginning = threading.Lock()
        self._under_way: set[str] = set()
        """keys of the turns that were given and have not ended"""

    def begin(self, key: str, fingerprint: str) -> Turn | Answer:
        """The answer that was kept, or the turn to find it, which must be ended; one left without an answer is given again.

        Raises:
            KeyReused: the key was sent with another request.
            KeyInUse: the same request is being carried out now.
        """
        with self._beginning:
            with self._database.writing() as connection:
                found = self._answer_or_turn(connection, key, fingerprint)
            if isinstance(found, Turn):
                self._under_way.add(key)
        return found

    def end(self, turn: Turn) -> None:
        """The turn is over, also where nothing of it could be written: the next attempt need not wait for it."""
        self._under_way.discard(turn.key)

    def keep(self, turn: Turn, answer: Answer) -> None:
        """Remember the answer."""
        with self._database.writing() as connection:
            connection.execute(
                answers.update()
                .where(answers.c.key == turn.key)
                .values(
                    status=answer.status,
                    headers=dict(answer.headers),
                    body=answer.body,
                    holder=None,
                )
            )

    def drop(self, turn: Turn) -> None:
        """Nothing was stored: the next attempt starts anew."""
        with self._database.writing() as connection:
            connection.execute(
                answers.delete().where(answers.c.key == turn.key, answers.c.status.is_(None))
            )

    def forget(self, before: datetime) -> None:
        """Drop what was kept before a time."""
        with self._database.writing() as connection:
            connection.execute(
                answers.delete().where(answers.c.created_at < before.replace(tzinfo=None))
            )

    def _answer_or_turn(
        self, connection: sa.Connection, key: str, fingerprint: str
    ) -> Answer | Turn:
        ours = answers.c.key == key
        row = connection.execute(sa.select(answers).where(ours)).first()
        if row is None:
            token = uuid4().hex
            values = {"key": key, "fingerprint": fingerprint, "token": token}
            connection.execute(
                answers.insert().values(**values, holder=self._holder, created_at=now())
            )
            return Turn(key, token)
        if row.fingerprint != fingerprint:
            raise KeyReused(key)
        if row.status is not None:
            return Answer(row.status, row.headers, row.body)
        free = sa.select(answers.c.key).where(ours, is_free(answers.c.holder))
        is_left = row.holder == self._holder and key not in self._under_way
        if not is_left and connection.execute(free).first() is None:
            raise KeyInUse(key)
        connection.execute(answers.update().where(ours).values(holder=self._holder))
        return Turn(key, row.token)
