"""The tables: of the corpus, with articles and sentences as their rows, and of the work that is asked for and sent out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index.outlets import key_of
from index.types import Article, Block, Filters, Mark, Section, Sentence

metadata = sa.MetaData()


def _article() -> list[sa.Column[Any]]:
    """The columns of an article, as it is or as it was."""
    return [
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("digest", sa.String),
        sa.Column("outlet", sa.String),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("published_at", sa.DateTime),
        sa.Column("language", sa.String),
        sa.Column("authors", sa.JSON),
        sa.Column("text", sa.Text),
        sa.Column("blocks", sa.JSON),
        sa.Column("marks", sa.JSON),
        sa.Column("updated_at", sa.DateTime),
    ]


articles = sa.Table("articles", metadata, *_article(), sa.Column("outlet_key", sa.String))
versions = sa.Table(
    "versions",
    metadata,
    *_article(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("replaced_at", sa.DateTime),
    sa.Column("sentences", sa.JSON),
)
sentences = sa.Table(
    "sentences",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String),
    sa.Column("article_id", sa.String),
    sa.Column("text", sa.Text),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("section", sa.String),
    sa.Column("vector", sa.LargeBinary),
)
corpus = sa.Table(
    "corpus",
    metadata,
    sa.Column("revision", sa.Integer),
    sa.Column("encoder", sa.String),
    sa.Column("id", sa.String),
)
removals = sa.Table(
    "removals",
    metadata,
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.String),
)
holders = sa.Table(
    "holders",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("alive_until", sa.DateTime),
)
audits = sa.Table(
    "audits",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("status", sa.String),
    sa.Column("total", sa.Integer),
    sa.Column("webhook", sa.String),
    sa.Column("created_at", sa.DateTime),
    sa.Column("finished_at", sa.DateTime),
)
audit_articles = sa.Table(
    "audit_articles",
    metadata,
    sa.Column("audit_id", sa.String, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("status", sa.String),
    sa.Column("article_id", sa.String),
    sa.Column("submission", sa.JSON(none_as_null=True)),
    sa.Column("holder", sa.String),
    sa.Column("attempts", sa.Integer),
    sa.Column("result", sa.Text),
)
audited_claims = sa.Table(
    "audited_claims",
    metadata,
    sa.Column("audit_id", sa.String, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.String),
    sa.Column("text", sa.Text),
    sa.Column("as_of", sa.DateTime),
    sa.Column("verdict", sa.String),
    sa.Column("evidence", sa.JSON),
    sa.Column("vector", sa.LargeBinary),
    sa.Column("seen_row", sa.Integer),
    sa.Column("seen_removal", sa.Integer),
    sa.Column("generation", sa.Integer),
)
watch = sa.Table(
    "watch",
    metadata,
    sa.Column("row", sa.Integer),
    sa.Column("removal", sa.Integer),
    sa.Column("generation", sa.Integer),
)
webhooks = sa.Table(
    "webhooks",
    metadata,
    sa.Column("url", sa.String, primary_key=True),
    sa.Column("secret", sa.String),
    sa.Column("old_secret", sa.String),
    sa.Column("rotated_at", sa.DateTime),
    sa.Column("disabled_at", sa.DateTime),
    sa.Column("fault", sa.String),
)
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("url", sa.String),
    sa.Column("body", sa.Text),
    sa.Column("created_at", sa.DateTime),
    sa.Column("attempts", sa.Integer),
    sa.Column("due_at", sa.DateTime),
    sa.Column("delivered_at", sa.DateTime),
    sa.Column("holder", sa.String),
)
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("fingerprint", sa.String),
    sa.Column("token", sa.String),
    sa.Column("holder", sa.String),
    sa.Column("status", sa.Integer),
    sa.Column("headers", sa.JSON(none_as_null=True)),
    sa.Column("body", sa.LargeBinary),
    sa.Column("created_at", sa.DateTime),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text),
    sa.Column("record", sa.Integer),
    sa.Column("subject", sa.String),
    sa.Column("previous", sa.String(64)),
    sa.Column("hash", sa.String(64)),
    sa.Column("token", sa.String(32)),
)
feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("url", sa.String, primary_key=True),
    sa.Column("location", sa.String),
    sa.Column("etag", sa.String),
    sa.Column("modified", sa.String),
    sa.Column("gone_until", sa.DateTime),
)
feed_entries = sa.Table(
    "feed_entries",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("feed", sa.String),
    sa.Column("status", sa.String),
    sa.Column("attempts", sa.Integer),
)
feed_hosts = sa.Table(
    "feed_hosts",
    metadata,
    sa.Column("host", sa.String, primary_key=True),
    sa.Column("not_before", sa.DateTime),
)
fact_checks = sa.Table(
    "fact_checks",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String),
    sa.Column("claim", sa.Text),
    sa.Column("rating", sa.String),
    sa.Column("author", sa.String),
    sa.Column("url", sa.String),
    sa.Column("published_at", sa.DateTime),
    sa.Column("vector", sa.LargeBinary),
)

keys = sa.Table(
    "keys",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String),
    sa.Column("scopes", sa.String),
    sa.Column("digest", sa.String(64)),
    sa.Column("created_at", sa.DateTime),
    sa.Column("revoked_at", sa.DateTime),
)
clustering = sa.Table("clustering", metadata, sa.Column("revision", sa.Integer))
arrivals = sa.Table(
    "arrivals",
    metadata,
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.String),
    sa.Column("attempts", sa.Integer),
)
stories = sa.Table(
    "stories",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer),
    sa.Column("split_from", sa.String),
    sa.Column("merged_into", sa.String),
)
members = sa.Table(
    "members",
    metadata,
    sa.Column("article_id", sa.String, primary_key=True),
    sa.Column("story_id", sa.String),
    sa.Column("headline", sa.Text),
    sa.Column("words", sa.JSON),
    sa.Column("names", sa.JSON),
    sa.Column("vector", sa.LargeBinary),
    sa.Column("headline_vector", sa.LargeBinary),
)

Row = Mapping[Any, Any]
HALF = np.dtype("<f2")
"""how a vector is kept: half precision moves a cosine by less than 0.001"""


def packed(vector: NDArray[np.float32]) -> bytes:
    """A vector as it is kept."""
    return vector.astype(HALF).tobytes()


def unpacked(stored: bytes) -> NDArray[np.float32]:
    """What was packed; of several vectors one behind the other."""
    return np.frombuffer(stored, dtype=HALF).astype(np.float32)


def digest(article: Article) -> str:
    """What changes when anything of the article changes; what it does not have is no part of it."""
    values = article_values(article)
    if values["updated_at"] is None:
        del values["updated_at"]
    content = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def article_from(row: Row, held: tuple[Sentence, ...]) -> Article:
    """A row with its sentences as an article."""
    return Article(
        id=row["id"],
        outlet=row["outlet"],
        url=row["url"],
        title=row["title"],
        published_at=aware(row["published_at"]),
        language=row["language"],
        authors=tuple(row["authors"]),
        text=row["text"],
        blocks=tuple(Block(start, end, Section(section)) for start, end, section in row["blocks"]),
        marks=tuple(Mark(**mark) for mark in row["marks"]),
        sentences=held,
        updated_at=aware(row["updated_at"]),
    )


def sentence_from(row: Row) -> Sentence:
    """A row as a sentence."""
    return Sentence(
        row["id"], row["article_id"], row["text"], row["start"], row["end"], Section(row["section"])
    )


def article_values(article: Article) -> dict[str, Any]:
    """An article as a row."""
    return {
        "id": article.id,
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "published_at": naive(article.published_at),
        "language": article.language,
        "authors": list(article.authors),
        "text": article.text,
        "blocks": [[block.start, block.end, block.section.value] for block in article.blocks],
        "marks": [asdict(mark) for mark in article.marks],
        "updated_at": naive(article.updated_at),
    }


def sentence_values(sentence: Sentence) -> dict[str, Any]:
    """A sentence as a row, its vector left out."""
    return {
        "id": sentence.id,
        "article_id": sentence.article_id,
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "section": sentence.section.value,
    }


def let_through(filters: Filters) -> sa.ColumnElement[bool]:
    """The condition on articles that filters set."""
    parts: list[sa.ColumnElement[bool]] = [sa.true()]
    if filters.outlets:
        parts.append(articles.c.outlet_key.in_(map(key_of, filters.outlets)))
    if filters.published_after is not None:
        parts.append(articles.c.published_at >= naive(filters.published_after))
    if filters.published_before is not None:
        parts.append(articles.c.published_at < naive(filters.published_before))
    if filters.exclude_articles:
        parts.append(articles.c.id.not_in(filters.exclude_articles))
    return sa.and_(*parts)


def naive(moment: datetime | None) -> datetime | None:
    """UTC without a zone, as the database keeps it."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def aware(moment: datetime | None) -> datetime | None:
    """What the database keeps, with its zone."""
    return moment.replace(tzinfo=UTC) if moment else None
