"""The articles of an audit as a corpus of their own, so that they see each other and nobody else sees them.

A folder of it is a cache: it is rebuilt from the audit where it is missing or was left half-way.
"""

import logging
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from index.corpus import Corpus, open_corpus
from index.errors import UnreadableArticle
from index.types import Article, Submission
from service.engine import Engine

log = logging.getLogger(__name__)

FOLDER = "audits"
TOGETHER = 8
"""articles encoded and stored together; between two such batches a stop is heard"""


class Stopped(Exception):
    """The service stops; the work is taken up again by the next one."""


class Batches:
    """One thread's way to the corpora of audits; it holds the last one open."""

    def __init__(self, engine: Engine, stopping: threading.Event) -> None:
        self._engine = engine
        self._stopping = stopping
        self._opened = ExitStack()
        self._audit_id: str | None = None
        self._corpus: Corpus | None = None

    def of(self, audit_id: str) -> Corpus | None:
        """The inline articles of an audit; None where it has not two of them. Raises Stopped."""
        if audit_id != self._audit_id:
            self.close()
            self._corpus = self._open(audit_id)
            self._audit_id = audit_id
        return self._corpus

    def close(self) -> None:
        """Close the corpus that is open."""
        self._opened.close()
        self._audit_id = self._corpus = None

    def sweep(self) -> None:
        """Remove the folders of audits that nobody asks for any more."""
        folders = list((self._engine.settings.data_folder / FOLDER).glob("*"))
        needed = self._engine.jobs.needed()
        for folder in folders:
            if folder.name not in needed:
                shutil.rmtree(folder, ignore_errors=True)

    def _open(self, audit_id: str) -> Corpus | None:
        inline = [
            content
            for content in self._engine.jobs.contents(audit_id)
            if isinstance(content, Submission)
        ]
        if len(inline) < 2:
            return None
        folder = self._engine.settings.data_folder / FOLDER / audit_id
        corpus = self._opened.enter_context(open_corpus(folder, self._engine.encoder))
        for articles in self._read(inline):
            if self._stopping.is_set():
                self.close()
                raise Stopped
            corpus.ingest(articles)
        return corpus

    def _read(self, inline: Sequence[Submission]) -> Iterator[list[Article]]:
        """The readable articles, a few at a time; what cannot be read is told when its turn comes."""
        for start in range(0, len(inline), TOGETHER):
            readable = []
            for submission in inline[start : start + TOGETHER]:
                try:
                    readable += self._engine.read([submission])
                except UnreadableArticle:
                    log.debug("an article of a batch cannot be read")
            yield readable
