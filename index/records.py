"""Articles and sentences in SQL, the truth of the corpus."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import versions
from index.database import Database, chunks
from index.errors import StoreFault, UnknownArticle
from index.outlets import key_of
from index.tables import (
    arrivals,
    article_from,
    article_values,
    articles,
    corpus,
    digest,
    let_through,
    packed,
    removals,
    sentence_from,
    sentence_values,
    sentences,
    unpacked,
)
from index.types import HEADER, Article, Filters, Ingested, IngestStatus, Sentence

REACH = 5_000
"""sentences that the words of a text may find together; of a corpus of 100,000 "the" alone is in half"""
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]{2,}")
"""a word, or a figure, which SQLite keeps as its groups of digits one after the other"""
_ACCENTS = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")


@dataclass(frozen=True)
class Change:
    """What a write did: the rows of new sentences, in order, the rows that are gone, and the revision after it.

    `outcomes` says what became of each article that was to be stored.
    """

    added: list[int]
    removed: list[int]
    revision: int
    outcomes: tuple[Ingested, ...] = ()


@dataclass(frozen=True)
class Fresh:
    """Sentences in the order in which they were stored: rows, their articles, and vectors of shape (rows, dimension)."""

    rows: list[int]
    article_ids: list[str]
    vectors: NDArray[np.float32]


class Records:
    """An open database; `close` it when done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._counted: tuple[int, dict[str, int]] = (-1, {})

    @classmethod
    def open(cls, url: str | sa.URL) -> "Records":
        """Connect and bring the tables up to date.

        Raises:
            StoreFault: the database cannot be opened, or is not one of ours.
        """
        return cls(Database.open(url))

    def close(self) -> None:
        """Give back every connection."""
        self.database.close()

    def check_encoder(self, encoder: str) -> None:
        """Raises StoreFault where the stored vectors are another encoder's."""
        with self.database.reading() as connection:
            check_encoder(connection, encoder)

    def corpus_id(self) -> str:
        """What tells this corpus from every other: rows of two have the same numbers."""
        with self.database.reading() as connection:
            return str(connection.execute(sa.select(corpus.c.id)).scalar_one())

    def revision(self) -> int:
        """A number that grows with every change of the corpus."""
        with self.database.reading() as connection:
            return _revision(connection)

    def statuses(self, batch: Sequence[Article]) -> list[IngestStatus]:
        """What storing each article would be, after those before it."""
        query = sa.select(articles.c.id, articles.c.digest).where(
            articles.c.id.in_([a.id for a in batch])
        )
        with self.database.reading() as connection:
            known: dict[str, str] = {row.id: row.digest for row in connection.execute(query)}
        statuses: list[IngestStatus] = []
        for article in batch:
            statuses.append(_status(article, known.get(article.id)))
            known[article.id] = digest(article)
        return statuses

    def completed(self, batch: Sequence[Article]) -> list[Article]:
        """The same articles, after those before each: one whose id was made from its content keeps what is stored beside that.

        It is the same article, sent by whoever knows less of it: not when it was published, by whom, or what its page disclosed.
        """
        made = [article.id for article in batch if article.id_is_made]
        held: dict[str, Article] = {}
        with self.database.reading() as connection:
            for chunk in chunks(made):
                held |= {one.id: one for one in _read(connection, articles.c.id.in_(chunk))}
        found = []
        for article in batch:
            known = held.get(article.id)
            whole = _completed(article, known) if known else article
            held[article.id] = whole
            found.append(whole)
        return found

    def store(self, batch: Sequence[tuple[Article, NDArray[np.float32]]], encoder: str) -> "Change":
        """Put articles with their sentences' vectors in place of any older ones, which are kept as versions; all or none.

        One that is there already is left alone, and one whose id was made from its content is completed by what is there: another
        process may have stored it meanwhile.

        Raises:
            StoreFault: the database cannot be written, or its vectors are another encoder's.
        """
        added: list[int] = []
        removed: list[int] = []
        outcomes: list[Ingested] = []
        with self.database.writing() as connection:
            for sent, vectors in batch:
                held = sa.select(articles.c.digest).where(articles.c.id == sent.id)
                known = connection.scalar(held)
                older = None if known is None else _read(connection, articles.c.id == sent.id)[0]
                article = _completed(sent, older) if older else sent
                outcomes.append(Ingested(article, _status(article, known)))
                if outcomes[-1].status is IngestStatus.UNCHANGED:
                    continue
                if older:
                    versions.keep(connection, older)
                    removed += _delete(connection, article.id)
                connection.execute(
                    articles.insert().values(
                        digest=digest(article),
                        outlet_key=key_of(article.outlet),
                        **article_values(article),
                    )
                )
                values = [
                    {**sentence_values(sentence), "vector": packed(vector)}
                    for sentence, vector in zip(article.sentences, vectors, strict=True)
                ]
                if values:
                    connection.execute(sentences.insert(), values)
                added += _rows_of(connection, article.id)
                connection.execute(arrivals.insert().values(article_id=article.id))
            changes = any(one.status is not IngestStatus.UNCHANGED for one in outcomes)
            revision = advance(connection, encoder) if changes else _revision(connection)
            return Change(added, removed, revision, tuple(outcomes))

    def remove(self, article_id: str) -> "Change":
        """Forget an article and all its versions.

        Raises:
            UnknownArticle: there is none with this id.
        """
        with self.database.writing() as connection:
            known = connection.scalar(sa.select(articles.c.id).where(articles.c.id == article_id))
            if known is None:
                raise UnknownArticle(article_id)
            connection.execute(arrivals.insert().values(article_id=article_id))
            connection.execute(removals.insert().values(article_id=article_id))
            versions.forget(connection, article_id)
            return Change([], _delete(connection, article_id), advance(connection, None))

    def get(self, article_ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in this order.

        Raises:
            UnknownArticle: one of them is not stored.
        """
        with self.database.reading() as connection:
            found = _read(connection, articles.c.id.in_(article_ids))
        by_id = {article.id: article for article in found}
        for article_id in article_ids:
            if article_id not in by_id:
                raise UnknownArticle(article_id)
        return [by_id[article_id] for article_id in article_ids]

    def stored(self, article_ids: Collection[str]) -> dict[str, str]:
        """Those of some ids that are ids of stored articles, and the keys of their outlets."""
        query = sa.select(articles.c.id, articles.c.outlet_key)
        found: dict[str, str] = {}
        with self.database.reading() as connection:
            for chunk in chunks(article_ids):
                rows = connection.execute(query.where(articles.c.id.in_(chunk)))
                found |= {row.id: row.outlet_key for row in rows}
        return found

    def page(self, filters: Filters, after: str | None, limit: int) -> list[Article]:
        """Stored articles in the order of their ids, from behind `after`."""
        condition = let_through(filters)
        if after is not None:
            condition = sa.and_(condition, articles.c.id > after)
        with self.database.reading() as connection:
            return _read(connection, condition, limit)

    def count(self) -> tuple[int, int]:
        """How many articles and sentences are stored."""
        with self.database.reading() as connection:
            counts = [
                connection.scalar(sa.select(sa.func.count()).select_from(t))
                for t in (articles, sentences)
            ]
        return int(counts[0] or 0), int(counts[1] or 0)

    def rows(self, filters: Filters | None = None) -> NDArray[np.int64]:
        """The rows of all sentences, or of those in articles that the filters let through."""
        query = sa.select(sentences.c.row)
        if filters is not None:
            inside = sa.select(articles.c.id).where(let_through(filters))
            query = query.where(sentences.c.article_id.in_(inside))
        with self.database.reading() as connection:
            return np.asarray(connection.scalars(query).all(), dtype=np.int64)

    def rows_of(self, article_ids: Sequence[str]) -> list[int]:
        """The rows of all sentences of articles."""
        found: list[int] = []
        with self.database.reading() as connection:
            for names in chunks(article_ids):
                query = sa.select(sentences.c.row).where(sentences.c.article_id.in_(names))
                found += connection.scalars(query)
        return found

    def articles_of(self, rows: Sequence[int]) -> list[str]:
        """The article of each row, in this order; rows that are gone meanwhile are left out."""
        found: dict[int, str] = {}
        with self.database.reading() as connection:
            for chunk in chunks(dict.fromkeys(rows)):
                query = sa.select(sentences.c.row, sentences.c.article_id)
                for row in connection.execute(query.where(sentences.c.row.in_(chunk))):
                    found[row.row] = row.article_id
        return [found[row] for row in rows if row in found]

    def newest(self) -> int:
        """The highest row of a sentence that is stored; 0 where none is."""
        with self.database.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.max(sentences.c.row))) or 0)

    def since(self, row: int, limit: int) -> Fresh:
        """The first sentences behind a row, in order."""
        query = (
            sa.select(sentences.c.row, sentences.c.article_id, sentences.c.vector)
            .where(sentences.c.row > row)
            .order_by(sentences.c.row)
            .limit(limit)
        )
        with self.database.reading() as connection:
            found = connection.execute(query).all()
        return Fresh(
            [item.row for item in found],
            [item.article_id for item in found],
            np.asarray([unpacked(item.vector) for item in found], dtype=np.float32),
        )

    def vectors(self, rows: NDArray[np.int64]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of rows; rows that are gone meanwhile are left out."""
        found: dict[int, NDArray[np.float32]] = {}
        with self.database.reading() as connection:
            for chunk in chunks(rows.tolist()):
                query = sa.select(sentences.c.row, sentences.c.vector).where(
                    sentences.c.row.in_(chunk)
                )
                for row in connection.execute(query):
                    found[row.row] = unpacked(row.vector)
        return found

    def held(self, sentence_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors among those of sentences with these ids."""
        found: dict[str, NDArray[np.float32]] = {}
        with self.database.reading() as connection:
            for chunk in chunks(sentence_ids):
                query = sa.select(sentences.c.id, sentences.c.vector).where(
                    sentences.c.id.in_(chunk)
                )
                for row in connection.execute(query):
                    found[row.id] = unpacked(row.vector)
        return found

    def places(self, rows: Sequence[int]) -> dict[int, tuple[Article, Sentence]]:
        """The sentence of each row, with its article; rows that are gone meanwhile are left out."""
        found: list[Any] = []
        by_id: dict[str, tuple[Article, Sentence]] = {}
        with self.database.reading() as connection:
            for chunk in chunks(rows):
                query = sa.select(sentences.c.row, sentences.c.id, sentences.c.article_id)
                held = connection.execute(
                    query.where(sentences.c.row.in_(chunk)).order_by(sentences.c.row)
                ).all()
                found += held
            wanted = list(dict.fromkeys(row.article_id for row in found))
            for names in chunks(wanted):
                for article in _read(connection, articles.c.id.in_(names)):
                    by_id |= {sentence.id: (article, sentence) for sentence in article.sentences}
        return {row.row: by_id[row.id] for row in found if row.id in by_id}

    def lexical(
        self, texts: Sequence[str], limit: int, filters: Filters | None = None
    ) -> list[list[int]]:
        """For each text the rows of sentences that share its rarer words, best first by BM25 (Robertson & Zaragoza 2009)."""
        if self.database.engine.dialect.name != "sqlite":
            return [[] for _ in texts]
        inside = sa.select(sentences.c.row).join(articles, articles.c.id == sentences.c.article_id)
        query: sa.Select[int] = (
            sa.select(sa.column("rowid", sa.Integer))
            .select_from(sa.table("words"))
            .where(sa.text("words MATCH :words"))
            .order_by(sa.text("bm25(words), rowid"))
            .limit(limit)
        )
        if filters is not None:
            # the sign lets SQLite look for the words first
            row: sa.ColumnElement[int] = sa.literal_column("+rowid", sa.Integer)
            query = query.where(row.in_(inside.where(let_through(filters))))
        words = [list(dict.fromkeys(_WORD.findall(_folded(text)))) for text in texts]
        with self.database.reading() as connection:
            held = self._held(
                connection, {part for group in words for word in group for part in _parts(word)}
            )
            asked = [" OR ".join(_rarest(group, held)) for group in words]
            return [list(connection.scalars(query, {"words": one})) if one else [] for one in asked]

    def _held(self, connection: sa.Connection, words: Collection[str]) -> Mapping[str, int]:
        """In how many sentences words stand; counting a common one takes milliseconds, so it is done once a revision."""
        revision = _revision(connection)
        known = self._counted
        if known[0] != revision:
            known = self._counted = revision, {}
        counted = known[1]
        vocabulary = sa.table("vocabulary", sa.column("term"), sa.column("doc"))
        query = sa.select(vocabulary.c.term, vocabulary.c.doc)
        for part in chunks([word for word in words if word not in counted]):
            found = connection.execute(query.where(vocabulary.c.term.in_(part)))
            counted |= {row.term: row.doc for row in found}
        return counted


def _rarest(words: list[str], held: Mapping[str, int]) -> list[str]:
    """Words, quoted, the rarest first, without those so common that they would find half the corpus."""
    most = {word: min(held.get(part, 0) for part in _parts(word)) for word in words}
    words = sorted(words, key=lambda word: most[word])
    reach = np.cumsum([most[word] for word in words])
    return [f'"{word}"' for word, found in zip(words, reach, strict=True) if found <= REACH] or [
        f'"{word}"' for word in words[:1]
    ]


def _folded(text: str) -> str:
    """A text in the letters that SQLite keeps: small, the Latin ones without accents."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", plain).lower()


def _parts(word: str) -> list[str]:
    """The tokens of a word; a figure has one for each group of its digits."""
    return re.split("[.,]", word)


def check_encoder(connection: sa.Connection, encoder: str) -> None:
    """Raises StoreFault where the vectors of the database are another encoder's."""
    stored = connection.scalar(sa.select(corpus.c.encoder))
    if stored not in (None, "", encoder):
        raise StoreFault(
            f"the corpus was encoded with {stored}, not {encoder}: name that encoder, or another folder"
        )


def advance(connection: sa.Connection, encoder: str | None) -> int:
    """Count the revision up; the new one.

    Args:
        connection: that of the transaction.
        encoder: whose vectors the transaction wrote; the first one stays the corpus's own.

    Raises:
        StoreFault: the corpus has another one.
    """
    values: dict[str, Any] = {"revision": corpus.c.revision + 1}
    if encoder is not None:
        check_encoder(connection, encoder)
        values["encoder"] = encoder
    connection.execute(corpus.update().values(values))
    return _revision(connection)


def _revision(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.select(corpus.c.revision)) or 0)


def _completed(article: Article, held: Article) -> Article:
    if not article.id_is_made:
        return article
    disclosed = tuple(mark for mark in held.marks if mark.method == HEADER)
    is_told = any(mark.method == HEADER for mark in article.marks)
    return replace(
        article,
        published_at=article.published_at or held.published_at,
        authors=article.authors or held.authors,
        marks=article.marks if is_told else (*disclosed, *article.marks),
    )


def _status(article: Article, held: str | None) -> IngestStatus:
    """What storing an article does where one with this digest is held."""
    if held is None:
        return IngestStatus.ADDED
    return IngestStatus.UNCHANGED if held == digest(article) else IngestStatus.UPDATED


def _rows_of(connection: sa.Connection, article_id: str) -> list[int]:
    query = (
        sa.select(sentences.c.row)
        .where(sentences.c.article_id == article_id)
        .order_by(sentences.c.row)
    )
    return list(connection.scalars(query))


def _delete(connection: sa.Connection, article_id: str) -> list[int]:
    rows = _rows_of(connection, article_id)
    connection.execute(sentences.delete().where(sentences.c.article_id == article_id))
    connection.execute(articles.delete().where(articles.c.id == article_id))
    return rows


def _read(
    connection: sa.Connection, condition: sa.ColumnElement[bool], limit: int | None = None
) -> list[Article]:
    query = sa.select(articles).where(condition).order_by(articles.c.id).limit(limit)
    rows = connection.execute(query).mappings().all()
    columns = [column for column in sentences.c if column.name != "vector"]
    inside = sa.select(*columns).where(sentences.c.article_id.in_([row["id"] for row in rows]))
    held: dict[str, list[Sentence]] = {row["id"]: [] for row in rows}
    for row in connection.execute(inside.order_by(sentences.c.row)).mappings():
        held[row["article_id"]].append(sentence_from(row))
    return [article_from(row, tuple(held[row["id"]])) for row in rows]
