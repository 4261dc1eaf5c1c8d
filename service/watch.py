"""Watches audited claims: what is stored later may change their verdict, and then their webhook is told."""

import threading
from collections.abc import Iterator

import numpy as np

from claims.audit import Witnesses, hear, question_of
from index.jobs import ChangedVerdict, WatchedClaim
from index.records import Fresh
from service.batches import Batches, Stopped
from service.engine import Engine

NEAR = 0.5
"""cosine of a new sentence and a claim from which the claim is judged anew"""
TOGETHER = 500
"""new sentences held against the claims at a time"""


class Watch:
    """One thread that watches."""

    def __init__(self, engine: Engine, stopping: threading.Event) -> None:
        self._engine = engine
        self._batches = Batches(engine, stopping)

    def step(self) -> bool:
        """Hold the claims against what is new in the corpus; whether anything was."""
        jobs, corpus = self._engine.jobs, self._engine.corpus
        row = jobs.watched_row()
        if corpus.newest() <= row:
            self._batches.close()
            return False
        fresh = corpus.since(row, TOGETHER)
        try:
            changed = list(self._changed(jobs.watched_claims(), fresh))
        except Stopped:
            return False
        jobs.watched_until(row, fresh.rows[-1], changed)
        return True

    def close(self) -> None:
        """Close what is open."""
        self._batches.close()

    def _changed(self, claims: list[WatchedClaim], fresh: Fresh) -> Iterator[ChangedVerdict]:
        if not claims:
            return
        near = fresh.vectors @ np.stack([claim.vector for claim in claims]).T >= NEAR
        for claim, column in zip(claims, near.T, strict=True):
            newcomers = {fresh.article_ids[at] for at in np.flatnonzero(column)}
            if newcomers - {claim.article_id}:
                yield from self._judged(claim, newcomers)

    def _judged(self, claim: WatchedClaim, newcomers: set[str]) -> Iterator[ChangedVerdict]:
        witnesses = Witnesses(self._engine.corpus, self._batches.of(claim.audit_id))
        snapshot = self._engine.corpus.revision()
        asked = [question_of(claim.text, claim.as_of)]
        found = hear(witnesses, self._engine.judge, asked, claim.article_id, snapshot)[0]
        if found.verdict.value != claim.verdict:
            event = {
                "audit_id": claim.audit_id,
                "place": claim.place,
                "article_id": claim.article_id,
                "claim": claim.text,
                "before": claim.verdict,
                "verdict": found.verdict.value,
                "confidence": round(found.confidence, 4),
                "new_articles": sorted(newcomers - {claim.article_id}),
                "snapshot": f"r{found.snapshot}",
            }
            yield ChangedVerdict(claim, found.verdict.value, event)
