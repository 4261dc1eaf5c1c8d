"""The articles of an audit as a corpus of their own, so that they see each other and nobody else sees them.

A folder of it is a cache: it is rebuilt from the audit where it is missing, was left half-way or cannot be opened.
"""

import logging
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from index.corpus import Corpus, open_corpus
from index.errors import StoreFault, UnreadableArticle
from index.stops import heed_stop
from index.turns import MODELS
from index.types import Article, Submission
from service.engine import Engine

log = logging.getLogger(__name__)

FOLDER = "audits"
WHOLE = "whole"
"""a file in a folder that holds all articles there are to hold"""
TOGETHER = 8
"""articles encoded and stored together; between two such batches a stop is heard"""


@dataclass
class _Opened:
    """The corpus of an audit, and how many use it now or wait for it."""

    opening: threading.Lock = field(default_factory=threading.Lock)
    """held by the first of them while it is opened and filled, which takes minutes"""
    closing: ExitStack | None = None
    """what closes it; None until it is open"""
    corpus: Corpus | None = None
    users: int = 0


class Batches:
    """The way of all threads of a process to the corpora of audits: each is opened once, and stays open while it is used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changing = threading.Lock()
        """held for the table, never while articles are read"""
        self._opened: dict[str, _Opened] = {}

    @contextmanager
    def of(self, audit_id: str) -> Iterator[Corpus | None]:
        """Within the block the inline articles of an audit; None where it has not two of them. Raises Stopped."""
        opened = self._enter(audit_id)
        try:
            self._open(audit_id, opened)
            yield opened.corpus
        finally:
            with self._changing:
                opened.users -= 1

    def close(self) -> None:
        """Close what nobody uses."""
        with self._changing:
            self._close_unused()

    def sweep(self) -> None:
        """Remove the folders of audits that nobody asks for any more and that are not open."""
        folders = list((self._engine.settings.data_folder / FOLDER).glob("*"))
        needed = self._engine.jobs.needed()
        with self._changing:
            for folder in folders:
                if folder.name not in needed and folder.name not in self._opened:
                    shutil.rmtree(folder, ignore_errors=True)

    def _enter(self, audit_id: str) -> _Opened:
        with self._changing:
            if audit_id not in self._opened:
                self._close_unused()
                self._opened[audit_id] = _Opened()
            opened = self._opened[audit_id]
            opened.users += 1
            return opened

    def _close_unused(self) -> None:
        for audit_id in [id_ for id_, opened in self._opened.items() if not opened.users]:
            closing = self._opened.pop(audit_id).closing
            try:
                if closing is not None:
                    closing.close()
            except Exception:
                log.exception("the articles of audit %s are read again when needed", audit_id)

    def _open(self, audit_id: str, opened: _Opened) -> None:
        """Open it, unless it is open; who comes meanwhile waits."""
        with MODELS.resting():
            opened.opening.acquire()
        try:
            if opened.closing is None:
                opened.corpus, opened.closing = self._filled(audit_id)
        finally:
            opened.opening.release()

    def _filled(self, audit_id: str) -> tuple[Corpus | None, ExitStack]:
        """The corpus of an audit with all its articles, and what closes it. Raises Stopped."""
        inline = [
            content
            for content in self._engine.jobs.contents(audit_id)
            if isinstance(content, Submission)
        ]
        with ExitStack() as closing:
            if len(inline) < 2:
                return None, closing
            folder = self._engine.settings.data_folder / FOLDER / audit_id
            try:
                corpus = closing.enter_context(open_corpus(folder, self._engine.encoder))
            except StoreFault as fault:
                log.warning("the articles of audit %s are read again: %s", audit_id, fault)
                shutil.rmtree(folder, ignore_errors=True)
                corpus = closing.enter_context(open_corpus(folder, self._engine.encoder))
            if not (folder / WHOLE).exists():
                self._fill(corpus, inline)
                (folder / WHOLE).touch()
            return corpus, closing.pop_all()

    def _fill(self, corpus: Corpus, inline: Sequence[Submission]) -> None:
        for articles in self._read(inline):
            heed_stop()
            _ingest(corpus, articles)

    def _read(self, inline: Sequence[Submission]) -> Iterator[list[Article]]:
        """The readable articles, a few at a time; what cannot be read is told when its turn comes."""
        for start in range(0, len(inline), TOGETHER):
            readable = []
            for submission in inline[start : start + TOGETHER]:
                try:
                    readable += self._engine.read([submission])
                except UnreadableArticle:
                    log.debug("an article of a batch cannot be read")
                except StoreFault:
                    raise
                except Exception:
                    log.exception("article %s is left out of its batch", submission.id)
            yield readable


def _ingest(corpus: Corpus, articles: Sequence[Article]) -> None:
    """Store articles together, or on a fault one by one, without the one at fault. Raises StoreFault."""
    try:
        corpus.ingest(articles)
    except StoreFault:
        raise
    except Exception:
        if len(articles) == 1:
            log.exception("article %s is left out of its batch", articles[0].id)
            return
        for article in articles:
            _ingest(corpus, [article])
