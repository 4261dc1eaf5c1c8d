"""Versions of articles: what an article was before it was updated, kept until it is removed."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from index.database import Database
from index.errors import UnknownVersion
from index.leases import now
from index.tables import Row, article_from, article_values, aware, digest, sentence_from, versions
from index.types import Article


@dataclass(frozen=True)
class Version:
    """An article as it was until it was replaced; the first is number 1."""

    number: int
    replaced_at: datetime
    digest: str
    """SHA-256 over all of the article"""
    article: Article


class Versions:
    """The replaced versions in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: str, number: int) -> Version:
        """One version.

        Raises:
            UnknownVersion: the article has none of this number.
        """
        found = self.page(article_id, number - 1, 1)
        if not found or found[0].number != number:
            raise UnknownVersion(article_id, number)
        return found[0]

    def page(self, article_id: str, after: int, limit: int) -> list[Version]:
        """Versions of an article, the oldest first, from behind the number `after`."""
        query = (
            sa.select(versions)
            .where(versions.c.id == article_id, versions.c.number > after)
            .order_by(versions.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query).mappings()]


def keep(connection: sa.Connection, article: Article) -> None:
    """Write down an article that is about to be replaced."""
    last = sa.select(sa.func.max(versions.c.number)).where(versions.c.id == article.id)
    connection.execute(
        versions.insert().values(
            number=int(connection.scalar(last) or 0) + 1,
            replaced_at=now(),
            digest=digest(article),
            sentences=[[s.id, s.start, s.end, s.section.value] for s in article.sentences],
            **article_values(article),
        )
    )


def forget(connection: sa.Connection, article_id: str) -> None:
    """Drop every version of an article."""
    connection.execute(versions.delete().where(versions.c.id == article_id))


def _version(row: Row) -> Version:
    replaced_at = aware(row["replaced_at"])
    assert replaced_at is not None
    names = ("id", "start", "end", "section")
    held = [dict(zip(names, values, strict=True)) for values in row["sentences"]]
    sentences = tuple(
        sentence_from(
            {**place, "article_id": row["id"], "text": row["text"][place["start"] : place["end"]]}
        )
        for place in held
    )
    return Version(row["number"], replaced_at, row["digest"], article_from(row, sentences))
