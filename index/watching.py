"""Audited claims that a webhook is told of, and how far they were held against the corpus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import outbox
from index.database import Database
from index.tables import (
    Row,
    audit_articles,
    audited_claims,
    audits,
    aware,
    naive,
    packed,
    removals,
    unpacked,
    watch,
    webhooks,
)
from index.types import JobStatus

Key = tuple[str, int, int]
"""of a watched claim: its audit, the place of its article there, its number in the article"""
CLAIM = [c for c in audited_claims.c if c.name not in ("seen_row", "seen_removal", "generation")]
"""the columns of a watched claim as it is"""


@dataclass(frozen=True)
class WatchedClaim:
    """A claim whose verdict was told to a webhook, and is watched."""

    audit_id: str
    place: int
    number: int
    article_id: str
    text: str
    as_of: datetime | None
    verdict: str
    evidence: tuple[str, ...]
    """articles that the verdict rests on, by their ids"""
    vector: NDArray[np.float32]

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.audit_id, self.place, self.number


@dataclass(frozen=True)
class Seen:
    """How far into the corpus somebody looked: the row of the newest sentence, and the place of the last removal."""

    row: int = 0
    removal: int = 0


@dataclass(frozen=True)
class Watched:
    """How far all claims were held against the corpus, and which claims these are: more come with each generation."""

    seen: Seen
    generation: int


@dataclass(frozen=True)
class Rejudged:
    """A watched claim as it was, as it is now that it was judged anew, and what its webhook is told, if anything."""

    before: WatchedClaim
    after: WatchedClaim
    event: Mapping[str, Any] | None


class Watchlist:
    """The watched claims of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self) -> Watched:
        """How far the watched claims were held against the corpus."""
        with self._database.reading() as connection:
            return _reached(connection)

    def removed(self, after: int, limit: int) -> dict[int, str]:
        """The articles that were removed behind a place of the removals, in order, by their places."""
        query = sa.select(removals).where(removals.c.place > after).order_by(removals.c.place)
        with self._database.reading() as connection:
            return {row.place: row.article_id for row in connection.execute(query.limit(limit))}

    def last_removal(self) -> int:
        """The place of the last removal, be it still written down or handled."""
        last = sa.select(sa.func.max(removals.c.place))
        with self._database.reading() as connection:
            handled = _reached(connection).seen.removal
            return max(handled, int(connection.scalar(last) or 0))

    def claims(self, size: int) -> Iterator[list[WatchedClaim]]:
        """The claims that a webhook is told of, about `size` at a time; those of one article together and in order.

        Where a webhook was removed its claims are left out; one that is disabled is told when it is registered again.
        """
        told = sa.select(audits.c.id).join(webhooks, webhooks.c.url == audits.c.webhook)
        article = sa.tuple_(audited_claims.c.audit_id, audited_claims.c.place)
        key = (audited_claims.c.audit_id, audited_claims.c.place, audited_claims.c.number)
        query = sa.select(*CLAIM).where(audited_claims.c.audit_id.in_(told)).order_by(*key)
        after = ("", 0)
        while True:
            with self._database.reading() as connection:
                found = connection.execute(query.where(article > after).limit(size)).mappings()
                claims = [_claim_from(row) for row in found]
                if not claims:
                    return
                after = claims[-1].audit_id, claims[-1].place
                cut = sa.and_(article == after, audited_claims.c.number > claims[-1].number)
                rest = connection.execute(query.where(cut)).mappings()
                claims += [_claim_from(row) for row in rest]
            yield claims

    def rewrite(self, rejudged: Sequence[Rejudged]) -> None:
        """Write claims that were judged anew and their events, each once."""
        with self._database.writing() as connection:
            for claim in rejudged:
                _rewrite(connection, claim)

    def advance(self, before: Watched, seen: Seen) -> None:
        """All claims of `before` were held against what is new up to `seen`; those that came since were held to their own."""
        own = sa.select(
            sa.func.min(audited_claims.c.seen_row), sa.func.min(audited_claims.c.seen_removal)
        ).where(audited_claims.c.generation > before.generation)
        with self._database.writing() as connection:
            # a claim that is being written must be counted, or be written behind what is set here
            if _reached(connection, lock=True).seen != before.seen:
                return
            row, removal = connection.execute(own).one()
            reached = Seen(
                seen.row if row is None else min(row, seen.row),
                seen.removal if removal is None else min(removal, seen.removal),
            )
            connection.execute(watch.update().values(row=reached.row, removal=reached.removal))
            _forget_removals(connection, reached)


def add(connection: sa.Connection, claims: Sequence[WatchedClaim], seen: Seen) -> None:
    """Write claims that are watched from now on, and let the watch go back to what they were judged on."""
    connection.execute(
        watch.update().values(
            row=sa.case((watch.c.row > seen.row, seen.row), else_=watch.c.row),
            removal=sa.case((watch.c.removal > seen.removal, seen.removal), else_=watch.c.removal),
            generation=watch.c.generation + 1,
        )
    )
    since = {
        "seen_row": seen.row,
        "seen_removal": seen.removal,
        "generation": connection.scalar(sa.select(watch.c.generation)),
    }
    connection.execute(
        audited_claims.insert(), [{**_claim_values(claim), **since} for claim in claims]
    )


def _reached(connection: sa.Connection, *, lock: bool = False) -> Watched:
    query = sa.select(watch)
    row = connection.execute(query.with_for_update() if lock else query).one()
    return Watched(Seen(row.row, row.removal), row.generation)


def _forget_removals(connection: sa.Connection, seen: Seen) -> None:
    """Drop the removals that were handled, unless an article is audited that may have been judged before them."""
    audited = sa.select(audit_articles.c.place).where(audit_articles.c.status == JobStatus.RUNNING)
    handled = removals.c.place <= seen.removal
    connection.execute(removals.delete().where(handled, ~audited.exists()))


def _rewrite(connection: sa.Connection, rejudged: Rejudged) -> None:
    """Write a claim that was judged anew, unless another process has."""
    claim = rejudged.before
    written = connection.execute(
        audited_claims.update()
        .where(
            audited_claims.c.audit_id == claim.audit_id,
            audited_claims.c.place == claim.place,
            audited_claims.c.number == claim.number,
            audited_claims.c.verdict == claim.verdict,
            audited_claims.c.text == claim.text,
        )
        .values(_claim_values(rejudged.after))
    )
    url = connection.scalar(sa.select(audits.c.webhook).where(audits.c.id == claim.audit_id))
    if written.rowcount and url and rejudged.event:
        outbox.put(connection, url, "claim.verdict.changed", rejudged.event)


def _claim_values(claim: WatchedClaim) -> dict[str, Any]:
    return {
        **asdict(claim),
        "as_of": naive(claim.as_of),
        "evidence": list(claim.evidence),
        "vector": packed(claim.vector),
    }


def _claim_from(row: Row) -> WatchedClaim:
    read = {
        "as_of": aware(row["as_of"]),
        "evidence": tuple(row["evidence"]),
        "vector": unpacked(row["vector"]),
    }
    return WatchedClaim(**{**row, **read})
