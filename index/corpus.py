"""The corpus: articles go in, sentences are found again. Reads like a table of contents."""

import logging
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.database import Database, url_of
from index.encoder import Encoder, SentenceVectors, Vectors
from index.errors import StoreFault
from index.fuse import reciprocal_rank
from index.observer import stage
from index.records import Change, Fresh, Records
from index.types import Article, Filters, Hit, Ingested, IngestStatus
from index.vectors import FaissIndex, VectorIndex, as_ids

log = logging.getLogger(__name__)

SNAPSHOT = "sentences.faiss"


class Corpus:
    """Stored articles, searchable by meaning and by word.

    The records are the truth; the vector index follows them and is brought level with them when the corpus is opened.
    """

    def __init__(self, records: Records, vectors: VectorIndex, encoder: Encoder) -> None:
        self._records = records
        self._vectors = vectors
        self._encoder = encoder
        self._changing = threading.Lock()
        self._followed = -1

    @property
    def database(self) -> Database:
        """Where the articles are kept, and what is kept beside them."""
        return self._records.database

    def ingest(self, batch: Sequence[Article]) -> list[Ingested]:
        """Encode and store articles that were read; all or, on any error, none. What is already there is left alone.

        Raises:
            StoreFault: the database cannot be written.
        """
        with self._changing:
            latest = list({article.id: article for article in batch}.values())
            statuses = dict(
                zip((a.id for a in latest), self._records.statuses(latest), strict=True)
            )
            self._put(
                [
                    article
                    for article in latest
                    if statuses[article.id] is not IngestStatus.UNCHANGED
                ]
            )
        return [Ingested(article, statuses[article.id]) for article in batch]

    def search(self, text: str, limit: int, filters: Filters | None = None) -> list[Hit]:
        """The sentences closest to a text, dense and lexical ranks fused, best first."""
        return self.search_all([text], limit, filters)[0]

    def search_all(
        self, texts: Sequence[str], limit: int, filters: Filters | None = None
    ) -> list[list[Hit]]:
        """For each text the sentences closest to it, best first; the texts are encoded together."""
        with stage("search", len(texts)):
            self.follow()
            vectors = self._encoder.encode(texts)
            ranked = [
                reciprocal_rank(*self._rankings(text, vector, limit, filters))[:limit]
                for text, vector in zip(texts, vectors, strict=True)
            ]
            return self._hits(ranked, vectors)

    def get(self, article_ids: Sequence[str]) -> list[Article]:
        """The stored articles with these ids; raises UnknownArticle."""
        return self._records.get(article_ids)

    def vectors(self, articles: Sequence[Article]) -> SentenceVectors:
        """The vectors of all sentences of articles: stored ones as they are, others encoded together."""
        texts = {s.id: s.text for article in articles for s in article.sentences}
        held = self.held(articles)
        missing = [sentence_id for sentence_id in texts if sentence_id not in held]
        made = self._encoder.encode([texts[sentence_id] for sentence_id in missing])
        return {**held, **dict(zip(missing, made, strict=True))}

    def stored(self, article_ids: Collection[str]) -> frozenset[str]:
        """Those of some ids that are ids of stored articles."""
        return self._records.stored(article_ids)

    def held(self, articles: Sequence[Article]) -> SentenceVectors:
        """The stored vectors of sentences of articles; those that are not stored are left out."""
        return self._records.held([s.id for article in articles for s in article.sentences])

    def page(self, filters: Filters, after: str | None, limit: int) -> list[Article]:
        """Stored articles in the order of their ids, from behind the id `after`."""
        return self._records.page(filters, after, limit)

    def remove(self, article_id: str) -> None:
        """Forget an article; it is gone from search when this returns. Raises UnknownArticle."""
        with self._changing:
            change = self._records.remove(article_id)
            self._vectors.remove(as_ids(change.removed))
            self._note(change)

    def follow(self) -> bool:
        """Bring the index level with the records, where another process changed them; whether it had to."""
        if (revision := self._records.revision()) == self._followed:
            return False
        with self._changing:
            self._followed = revision
            return _level(self._records, self._vectors)

    def newest(self) -> int:
        """The highest row of a sentence so far; later sentences have higher ones."""
        return self._records.newest()

    def since(self, row: int, limit: int) -> Fresh:
        """The first sentences behind a row, in order."""
        return self._records.since(row, limit)

    def revision(self) -> int:
        """A number that grows with every change."""
        return self._records.revision()

    def lag(self) -> int:
        """By how many sentences the index, brought level, differs from the records; 0 while a change is under way."""
        self.follow()
        if not self._changing.acquire(blocking=False):
            return 0
        try:
            return abs(self.count()[1] - len(self._vectors.ids()))
        finally:
            self._changing.release()

    def count(self) -> tuple[int, int]:
        """How many articles and sentences are stored."""
        return self._records.count()

    def _rankings(
        self, text: str, vector: NDArray[np.float32], limit: int, filters: Filters | None
    ) -> tuple[list[int], list[int]]:
        """Rows by meaning and by words. A few excluded articles are passed over; other filters name what is let in."""
        if filters is None or filters == Filters(exclude_articles=filters.exclude_articles):
            out = set(self._records.rows_of(filters.exclude_articles) if filters else ())
            dense = self._vectors.search(vector, limit + len(out))
            lexical = self._records.lexical(text, limit + len(out))
            return _without(out, [row for row, _ in dense], limit), _without(out, lexical, limit)
        dense = self._vectors.search(vector, limit, self._records.rows(filters))
        return [row for row, _ in dense], self._records.lexical(text, limit, filters)

    def _hits(self, ranked: Sequence[Sequence[int]], vectors: Vectors) -> list[list[Hit]]:
        """Ranked rows as hits; rows that are gone meanwhile are left out."""
        places = self._records.places(sorted({row for rows in ranked for row in rows}))
        if not places:
            return [[] for _ in ranked]
        present = list(places)
        held = self._records.vectors(as_ids(present))
        column = {row: at for at, row in enumerate(present)}
        similar = vectors @ held.T
        return [
            [Hit(*places[row], float(scores[column[row]])) for row in rows if row in places]
            for rows, scores in zip(ranked, similar, strict=True)
        ]

    def _put(self, articles: list[Article]) -> None:
        if not articles:
            return
        vectors = self._encoder.encode([s.text for article in articles for s in article.sentences])
        edges = np.cumsum([len(article.sentences) for article in articles])[:-1]
        pairs = list(zip(articles, np.split(vectors, edges), strict=True))
        with stage("store", len(articles)):
            change = self._records.store(pairs, self._encoder.name)
            self._vectors.remove(as_ids(change.removed))
            self._vectors.add(as_ids(change.added), vectors)
        self._note(change)

    def _note(self, change: Change) -> None:
        """Own changes need no following, unless another process wrote in between."""
        if change.revision == self._followed + 1:
            self._followed = change.revision


@contextmanager
def open_corpus(folder: Path, encoder: Encoder, database: str | None = None) -> Iterator[Corpus]:
    """Open the corpus of a folder, level the index with the records, and save a snapshot when it is closed.

    Args:
        folder: where the database (unless `database` names one by URL) and the snapshot live; made where missing.
        encoder: must be the one that the stored vectors were made with.
        database: a SQLAlchemy URL; by default an SQLite file in the folder.

    Raises:
        StoreFault: the folder or the database cannot be used, or the vectors are another encoder's.
    """
    records = Records.open(url_of(folder, database))
    try:
        if (stored := records.encoder()) not in (None, "", encoder.name):
            raise StoreFault(
                f"the corpus in {folder} was encoded with {stored}, not {encoder.name}: name that encoder, or another folder"
            )
        snapshot = folder / SNAPSHOT
        vectors = FaissIndex.open(snapshot, encoder.name, encoder.dimension)
        corpus = Corpus(records, vectors, encoder)
        if corpus.follow():
            vectors.save(snapshot)
        yield corpus
        vectors.save(snapshot)
    finally:
        records.close()


def _without(out: set[int], rows: Sequence[int], limit: int) -> list[int]:
    return [row for row in rows if row not in out][:limit]


def _level(records: Records, vectors: VectorIndex) -> bool:
    """Bring the index level with the records; whether anything had to change."""
    wanted, held = records.rows(), vectors.ids()
    missing, gone = np.setdiff1d(wanted, held), np.setdiff1d(held, wanted)
    vectors.remove(gone)
    if len(missing):
        log.info("adding %d sentences to the vector index from the records", len(missing))
        vectors.add(missing, records.vectors(missing))
    return bool(len(missing) or len(gone))
