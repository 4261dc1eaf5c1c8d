"""Stories in SQL: which article belongs to which, and what became of stories that were merged or split.

Whatever stores, changes or removes an article leaves a row in `arrivals` in the same transaction, so none is forgotten. Who
puts articles into stories takes these rows one by one: it reads without a lock, and writes only where no other process
changed a story in between. An article that cannot be put into one goes behind all others, and after a few times is set aside.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index.database import Database
from index.errors import UnknownStory
from index.outlets import key_of
from index.tables import (
    arrivals,
    articles,
    aware,
    clustering,
    corpus,
    let_through,
    members,
    packed,
    stories,
    unpacked,
)
from index.types import Filters

MOST_ATTEMPTS = 3
"""times that an article is tried; one set aside waits for its next change, or for stories to be rebuilt"""


@dataclass(frozen=True)
class Arrival:
    """An article that was stored, changed or removed, and the revision of all stories when it was looked at."""

    place: int
    article_id: str
    revision: int


@dataclass(frozen=True)
class Profile:
    """What is kept of an article to tell what it is about."""

    article_id: str
    headline: str
    """its title, or its first sentence where it has none"""
    words: Mapping[str, int]
    """stem → how many of its sentences hold it"""
    names: tuple[str, ...]
    """the words of the names that it speaks of"""
    vector: NDArray[np.float32]
    """the direction of its sentences together, shape (dimension,), length 1"""
    headline_vector: NDArray[np.float32]


@dataclass(frozen=True)
class Member(Profile):
    """An article of a story."""

    story_id: str
    outlet: str
    published_at: datetime | None


@dataclass(frozen=True)
class Story:
    """A story with its articles, in the order of their ids; `revision` grows with every change of it."""

    id: str
    revision: int
    split_from: str | None
    members: tuple[Member, ...]

    @property
    def outlets(self) -> list[str]:
        """Who tells it, in the order of the alphabet; each once, in one of the spellings of its name."""
        return sorted({key_of(member.outlet): member.outlet for member in self.members}.values())

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """When the first and the last of its articles were published, as far as they are dated."""
        dated = [member.published_at for member in self.members if member.published_at]
        return min(dated, default=None), max(dated, default=None)


@dataclass(frozen=True)
class Change:
    """What an arrival changes; `profile` is None where the article is gone."""

    arrival: Arrival
    profile: Profile | None
    moves: dict[str, str] = field(default_factory=dict)
    """article id → the story that it is in from now on, where that is another than before"""
    merged: dict[str, str] = field(default_factory=dict)
    """story that is no more → the one that took it in"""
    opened: dict[str, str | None] = field(default_factory=dict)
    """new story → the one that it was part of, if any"""


class Stories:
    """The stories of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_arrival(self) -> Arrival | None:
        """The article that has waited longest to be put into a story, those that failed last; None where none waits."""
        first = sa.select(arrivals.c.place, arrivals.c.article_id, clustering.c.revision)
        query = (
            first.join(clustering, sa.true())
            .where(arrivals.c.attempts < MOST_ATTEMPTS)
            .order_by(arrivals.c.attempts, arrivals.c.place)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Arrival(*row) if row else None

    def apply(self, change: Change) -> bool:
        """Write a change down, all or nothing; False, and nothing written, where a story changed since the arrival was read.

        Raises:
            StoreFault: the database cannot be written.
        """
        arrival, revision = change.arrival, change.arrival.revision + 1
        unchanged = clustering.c.revision == arrival.revision
        with self._database.writing() as connection:
            counted = connection.execute(
                clustering.update().where(unchanged).values(revision=revision)
            )
            if not counted.rowcount:
                return False
            _write(connection, change, revision)
            connection.execute(arrivals.delete().where(_is_of(arrival)))
        return True

    def put_off(self, arrival: Arrival) -> None:
        """It cannot be put into a story now."""
        with self._database.writing() as connection:
            failed = arrivals.update().where(_is_of(arrival))
            connection.execute(failed.values(attempts=arrivals.c.attempts + 1))

    def rebuild(self) -> None:
        """Let every article wait to be put into its story anew; stories stand until then, and answers change with them."""
        again = sa.select(articles.c.id).order_by(articles.c.published_at, articles.c.id)
        with self._database.writing() as connection:
            connection.execute(arrivals.insert().from_select(["article_id"], again))
            connection.execute(corpus.update().values(revision=corpus.c.revision + 1))

    def revision(self) -> int:
        """A number that grows with every change of a story."""
        with self._database.reading() as connection:
            return int(connection.scalar(sa.select(clustering.c.revision)) or 0)

    def of_articles(self, article_ids: Collection[str]) -> dict[str, str]:
        """The story of each article that is in one."""
        query = sa.select(members.c.article_id, members.c.story_id).where(
            members.c.article_id.in_(article_ids)
        )
        with self._database.reading() as connection:
            return {row.article_id: row.story_id for row in connection.execute(query)}

    def members(self, story_ids: Collection[str]) -> list[Member]:
        """The articles of stories, in the order of their ids; those that were removed are left out."""
        query = (
            sa.select(members, articles.c.outlet, articles.c.published_at)
            .join(articles, articles.c.id == members.c.article_id)
            .where(members.c.story_id.in_(story_ids))
            .order_by(members.c.article_id)
        )
        with self._database.reading() as connection:
            return [_member(row) for row in connection.execute(query).mappings()]

    def get(self, story_id: str) -> Story:
        """A story; of one that was merged, the one that took it in.

        Raises:
            UnknownStory: there is none with this id, or all its articles are gone.
        """
        with self._database.reading() as connection:
            row = _row(connection, story_id)
            while row is not None and row.merged_into is not None:
                row = _row(connection, row.merged_into)
        found = self._with_members([row] if row else [])
        if not found:
            raise UnknownStory(story_id)
        return found[0]

    def page(
        self, filters: Filters, after: tuple[int, str] | None, limit: int, least: int = 1
    ) -> list[Story]:
        """Stories that have an article which the filters let through, the last changed first.

        Args:
            filters: which articles count.
            after: revision and id of the story behind which to go on; None for the first page.
            limit: most stories.
            least: fewest articles of a story, whatever the filters.
        """
        some = sa.select(members.c.story_id).join(articles, articles.c.id == members.c.article_id)
        large = some.group_by(members.c.story_id).having(sa.func.count() >= least)
        order = sa.tuple_(stories.c.revision, stories.c.id)
        query = sa.select(stories).where(stories.c.id.in_(some.where(let_through(filters))))
        if least > 1:
            query = query.where(stories.c.id.in_(large))
        if after is not None:
            query = query.where(order < after)
        query = query.order_by(stories.c.revision.desc(), stories.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return self._with_members(rows)

    def _with_members(self, rows: Sequence[sa.Row[Any]]) -> list[Story]:
        """Rows as stories; one whose articles are all gone is left out."""
        held: dict[str, list[Member]] = {}
        for member in self.members([row.id for row in rows]):
            held.setdefault(member.story_id, []).append(member)
        return [
            Story(row.id, row.revision, row.split_from, tuple(held[row.id]))
            for row in rows
            if row.id in held
        ]


def _is_of(arrival: Arrival) -> sa.ColumnElement[bool]:
    """Whether a row is an arrival, or an older one of its article."""
    return sa.and_(arrivals.c.article_id == arrival.article_id, arrivals.c.place <= arrival.place)


def _write(connection: sa.Connection, change: Change, revision: int) -> None:
    """The rows of a change; every story that it touches gets the revision."""
    article_id = change.arrival.article_id
    arrived = members.c.article_id == article_id
    moved = members.c.article_id.in_(change.moves)
    before = sa.select(members.c.story_id).where(sa.or_(arrived, moved))
    touched = {*connection.scalars(before), *change.moves.values()}
    for story_id, parent in change.opened.items():
        connection.execute(
            stories.insert().values(id=story_id, revision=revision, split_from=parent)
        )
    home = connection.scalar(sa.select(members.c.story_id).where(arrived))
    connection.execute(members.delete().where(arrived))
    if change.profile is not None:
        own = change.moves.get(article_id, home)
        connection.execute(members.insert().values(story_id=own, **_values(change.profile)))
    for moving, story_id in change.moves.items():
        here = members.c.article_id == moving
        connection.execute(members.update().where(here).values(story_id=story_id))
    for story_id, into in change.merged.items():
        gone = stories.c.id == story_id
        connection.execute(stories.update().where(gone).values(merged_into=into))
    connection.execute(stories.update().where(stories.c.id.in_(touched)).values(revision=revision))


def _values(profile: Profile) -> dict[str, Any]:
    return {
        "article_id": profile.article_id,
        "headline": profile.headline,
        "words": dict(profile.words),
        "names": list(profile.names),
        "vector": packed(profile.vector),
        "headline_vector": packed(profile.headline_vector),
    }


def _member(row: Mapping[Any, Any]) -> Member:
    return Member(
        article_id=row["article_id"],
        headline=row["headline"],
        words=row["words"],
        names=tuple(row["names"]),
        vector=unpacked(row["vector"]),
        headline_vector=unpacked(row["headline_vector"]),
        story_id=row["story_id"],
        outlet=row["outlet"],
        published_at=aware(row["published_at"]),
    )


def _row(connection: sa.Connection, story_id: str) -> sa.Row[Any] | None:
    return connection.execute(sa.select(stories).where(stories.c.id == story_id)).first()
