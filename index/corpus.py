"""The corpus: articles go in, sentences are found again. Reads like a table of contents."""

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.database import Database, url_of
from index.encoder import Encoder, SentenceVectors, Vectors
from index.errors import StoreFault
from index.fuse import reciprocal_rank
from index.observer import stage
from index.records import Change, Fresh, Records
from index.tables import HALF
from index.types import Article, Filters, Hit, Ingested, IngestStatus, Search
from index.vectors import FaissIndex, VectorIndex, as_ids
from index.versions import Version, Versions
from index.widen import widened

log = logging.getLogger(__name__)

T = TypeVar("T")

SNAPSHOT = "sentences.faiss"
SAME_WORDING = 0.97
"""cosine from which two sentences differ by a word or two"""
TRIES = 20
"""times that a reading is repeated because the corpus changed under it"""
UNHINDERED = 3
"""of them the first, for which no change has to wait"""


@dataclass(frozen=True)
class Asked:
    """Texts to be searched for, encoded once however often and in however many places they are."""

    texts: Sequence[str]
    vectors: Vectors


class Corpus:
    """Stored articles, searchable by meaning and by word.

    The records are the truth; the vector index follows them and is brought level with them when the corpus is opened.
    """

    def __init__(self, records: Records, vectors: VectorIndex, encoder: Encoder) -> None:
        self._records = records
        self._vectors = vectors
        self._encoder = encoder
        self._changing = threading.RLock()
        self._followed = -1

    @property
    def database(self) -> Database:
        """Where the articles are kept, and what is kept beside them."""
        return self._records.database

    def ingest(self, batch: Sequence[Article]) -> list[Ingested]:
        """Encode and store articles that were read; all or, on any error, none. What is already there is left alone.

        What is known already beside the content of one, as its date, it need not say again. What becomes of articles of one id is what would, were they stored one after the other.

        Raises:
            StoreFault: the database cannot be written, or its vectors are another encoder's.
        """
        batch = self._records.completed(batch)
        statuses = self._records.statuses(batch)
        outcomes = [Ingested(a, status) for a, status in zip(batch, statuses, strict=True)]
        changed = _changed(batch, outcomes)
        # encoded before the lock is taken: a search may have to wait for it
        made = self._encoded(changed)
        with self._changing:
            became = self._put([(article, made[at]) for at, article in changed.items()])
        for at, outcome in zip(changed, became, strict=True):
            outcomes[at] = outcome
        return outcomes

    def asked(self, texts: Sequence[str]) -> Asked:
        """Texts, ready to be searched for."""
        return Asked(texts, self._encoder.encode(texts))

    def search(self, asked: Asked, search: Search) -> list[list[Hit]]:
        """For each text the sentences closest to it, dense and lexical ranks fused, best first."""
        with stage("search", len(asked.texts)):
            self.follow()
            rankings = zip(*self._rankings(asked, search), strict=True)
            ranked = [reciprocal_rank(dense, words)[: search.limit] for dense, words in rankings]
            return self._hits(ranked, asked.vectors, search)

    def widen(self, asked: Asked, found: Sequence[Sequence[Hit]], limit: int) -> list[list[Hit]]:
        """What was found for each text, and what else its articles say: the closest `limit`, an article's own closeness counted."""
        held = self.vectors(
            list({hit.article.id: hit.article for hits in found for hit in hits}.values())
        )
        return [
            widened(hits, vector, held, limit)
            for hits, vector in zip(found, asked.vectors, strict=True)
        ]

    def near(self, vectors: Vectors, limit: int) -> list[str]:
        """For each vector the articles of the `limit` sentences closest to it, one after the other."""
        self.follow()
        found = self._vectors.search(vectors, limit)
        return self._records.articles_of([row for rows in found for row in rows])

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

    def stored(self, article_ids: Collection[str]) -> dict[str, str]:
        """Those of some ids that are ids of stored articles, and the keys of their outlets."""
        return self._records.stored(article_ids)

    def held(self, articles: Sequence[Article]) -> SentenceVectors:
        """The stored vectors of sentences of articles; those that are not stored are left out."""
        return self._records.held([s.id for article in articles for s in article.sentences])

    @property
    def versions(self) -> Versions:
        """What articles were before they were updated."""
        return Versions(self.database)

    def after(self, version: Version) -> Article:
        """The article that took the place of a version: the next one, or what is stored now. Raises UnknownArticle."""
        later = self.versions.page(version.article.id, version.number, 1)
        return later[0].article if later else self.get([version.article.id])[0]

    def page(self, filters: Filters, after: str | None, limit: int) -> list[Article]:
        """Stored articles in the order of their ids, from behind the id `after`."""
        return self._records.page(filters, after, limit)

    def remove(self, article_id: str) -> None:
        """Forget an article and its versions; it is gone from search when this returns. Raises UnknownArticle."""
        with self._changing:
            change = self._records.remove(article_id)
            self._vectors.remove(as_ids(change.removed))
            self._note(change)

    def follow(self) -> bool:
        """Bring the index level with the records, where another process changed them; whether it had to.

        Raises:
            StoreFault: the records hold another encoder's vectors.
        """
        if self._records.revision() == self._followed:
            return False
        with self._changing:
            if (revision := self._records.revision()) == self._followed:
                return False
            self._records.check_encoder(self._encoder.name)
            changed = _level(self._records, self._vectors)
            self._followed = revision
            return changed

    def steadily(self, read: Callable[[], T]) -> tuple[T, int]:
        """What a reading of the corpus gives, and the revision at which all of it was read.

        It is read again where the corpus changed meanwhile; after a few tries changes of this process wait for it.

        Raises:
            StoreFault: other processes change the corpus all the time.
        """
        for attempt in range(TRIES):
            with self._changing if attempt >= UNHINDERED else nullcontext():
                revision = self._records.revision()
                found = read()
                if self._records.revision() == revision:
                    return found, revision
        raise StoreFault("the corpus is being changed all the time; ask again in a moment")

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
        """By how many sentences the index, brought level, differs from the records; 0 while a change is under way.

        A change of another process is one, too: then what is counted here and there is not of one moment.
        """
        self.follow()
        if not self._changing.acquire(blocking=False):
            return 0
        try:
            stored = self.count()[1]
            if self._records.revision() != self._followed:
                return 0
            return abs(stored - len(self._vectors.ids()))
        finally:
            self._changing.release()

    def count(self) -> tuple[int, int]:
        """How many articles and sentences are stored."""
        return self._records.count()

    def _rankings(self, asked: Asked, search: Search) -> tuple[list[list[int]], list[list[int]]]:
        """For each text rows by meaning, and rows by words.

        A few excluded articles are passed over; other filters name what is let in. Where only the closest wordings are wanted,
        the search by meaning has them all.
        """
        filters, limit = search.filters, search.limit
        vectors = asked.vectors
        texts = asked.texts if search.wordings is None else [""] * len(asked.texts)
        if filters == Filters(exclude_articles=filters.exclude_articles):
            out = set(self._records.rows_of(filters.exclude_articles))
            dense = self._vectors.search(vectors, limit + len(out))
            lexical = self._records.lexical(texts, limit + len(out))
            return _without(out, dense, limit), _without(out, lexical, limit)
        dense = self._vectors.search(vectors, limit, self._records.rows(filters))
        return dense, self._records.lexical(texts, limit, filters)

    def _hits(
        self, ranked: Sequence[Sequence[int]], vectors: Vectors, search: Search
    ) -> list[list[Hit]]:
        """Ranked rows as hits, where they are close enough; rows that are gone meanwhile are left out."""
        held = self._vectors.vectors(as_ids(sorted({row for rows in ranked for row in rows})))
        near = [
            _near([row for row in rows if row in held], vector, held, search)
            for rows, vector in zip(ranked, vectors, strict=True)
        ]
        places = self._records.places(sorted({row for rows in near for row in rows}))
        return [
            [Hit(*places[row], cosine) for row, cosine in rows.items() if row in places]
            for rows in near
        ]

    def _encoded(self, articles: Mapping[int, Article]) -> dict[int, Vectors]:
        """The vectors of the sentences of each article, by its place."""
        every = articles.values()
        vectors = self._encoder.encode([s.text for article in every for s in article.sentences])
        edges = np.cumsum([len(article.sentences) for article in every])[:-1]
        parts = np.split(vectors, edges) if articles else []
        return dict(zip(articles, parts, strict=True))

    def _put(self, pairs: Sequence[tuple[Article, Vectors]]) -> tuple[Ingested, ...]:
        """Store articles; what became of each, which another process may have stored or changed meanwhile."""
        if not pairs:
            return ()
        with stage("store", len(pairs)):
            change = self._records.store(pairs, self._encoder.name)
            stored = _changed([vectors for _, vectors in pairs], change.outcomes).values()
            if not stored:
                return change.outcomes
            added, rows = np.concatenate(list(stored)), as_ids(change.added)
            self._vectors.remove(as_ids(change.removed))
            # a later article of the batch may have taken the place of an earlier one
            left = ~np.isin(rows, change.removed)
            self._vectors.add(rows[left], added[left].astype(HALF).astype(np.float32))
        self._note(change)
        return change.outcomes

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
        records.check_encoder(encoder.name)
        snapshot = folder / SNAPSHOT
        vectors = FaissIndex.open(snapshot, encoder.name, encoder.dimension, records.corpus_id())
        corpus = Corpus(records, vectors, encoder)
        if corpus.follow():
            _save(vectors, snapshot)
        yield corpus
        _save(vectors, snapshot)
    finally:
        records.close()


def _save(vectors: FaissIndex, snapshot: Path) -> None:
    """Write the snapshot; without it the next start takes longer, and nothing is lost."""
    try:
        vectors.save(snapshot)
    except OSError as fault:
        log.warning(
            "vector snapshot %s cannot be written (%s); it will be rebuilt", snapshot, fault
        )


def _changed(batch: Sequence[T], outcomes: Sequence[Ingested]) -> dict[int, T]:
    """What belongs to articles that are not there as they are, by its place."""
    every = enumerate(zip(batch, outcomes, strict=True))
    return {at: one for at, (one, told) in every if told.status is not IngestStatus.UNCHANGED}


def _near(
    rows: Sequence[int],
    vector: NDArray[np.float32],
    held: Mapping[int, NDArray[np.float32]],
    search: Search,
) -> dict[int, float]:
    """The cosine of each row that is close enough, in the order given."""
    cosines = {row: float(vector @ held[row]) for row in rows}
    close = {row: cosine for row, cosine in cosines.items() if cosine >= search.least}
    if search.wordings is None or len(close) <= search.wordings:
        return close
    kept: list[int] = []
    wordings: list[NDArray[np.float32]] = []
    for row in sorted(close, key=lambda row: -close[row]):
        is_copy = bool(wordings) and float((np.stack(wordings) @ held[row]).max()) >= SAME_WORDING
        if not is_copy and len(wordings) == search.wordings:
            continue
        wordings += [] if is_copy else [held[row]]
        kept.append(row)
    return {row: close[row] for row in rows if row in set(kept)}


def _without(out: set[int], rankings: Sequence[Sequence[int]], limit: int) -> list[list[int]]:
    return [[row for row in rows if row not in out][:limit] for rows in rankings]


def _level(records: Records, vectors: VectorIndex) -> bool:
    """Bring the index level with the records; whether anything had to change."""
    wanted, held = records.rows(), vectors.ids()
    missing, gone = np.setdiff1d(wanted, held), np.setdiff1d(held, wanted)
    vectors.remove(gone)
    if found := records.vectors(missing):
        log.info("adding %d sentences to the vector index from the records", len(found))
        vectors.add(as_ids(list(found)), np.stack(list(found.values())))
    return bool(len(missing) or len(gone))
