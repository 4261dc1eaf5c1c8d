"""Watches audited claims: what is stored or corrected later may change their verdict, and then their webhook is told."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from claims.audit import Witnesses, hear, question_of
from index.corpus import Corpus
from index.jobs import Key, Rejudged, WatchedClaim
from index.records import Fresh
from index.succession import aligned
from index.types import Article, Submission
from service.batches import Batches, Stopped
from service.engine import Engine

NEAR = 0.5
"""cosine of a new sentence and a claim from which the claim is judged anew"""
TOGETHER = 500
"""new sentences held against the claims at a time"""


class Watch:
    """One thread that watches."""

    def __init__(self, engine: Engine, batches: Batches) -> None:
        self._engine = engine
        self._batches = batches

    def step(self) -> bool:
        """Hold the claims against what is new in the corpus; whether anything was."""
        jobs, corpus = self._engine.jobs, self._engine.corpus
        row = jobs.watched_row()
        if corpus.newest() <= row:
            self._batches.close()
            return False
        fresh = corpus.since(row, TOGETHER)
        try:
            rejudged = list(self._rejudged(jobs.watched_claims(), fresh))
        except Stopped:
            return False
        jobs.watched_until(row, fresh.rows[-1], rejudged)
        return True

    def _rejudged(self, claims: list[WatchedClaim], fresh: Fresh) -> Iterator[Rejudged]:
        """Claims near a new sentence, claims whose evidence stands in an article that was updated, and corrected claims."""
        if not claims:
            return
        stored = set(fresh.article_ids)
        corrected = self._corrected(claims, stored)
        near = fresh.vectors @ np.stack([claim.vector for claim in claims]).T >= NEAR
        for claim, column in zip(claims, near.T, strict=True):
            beside = {fresh.article_ids[at] for at in np.flatnonzero(column)}
            causes = (beside | stored.intersection(claim.evidence)) - {claim.article_id}
            now = corrected.get(claim.key, claim)
            if causes or now is not claim:
                yield self._judged(claim, now, causes)

    def _corrected(self, claims: list[WatchedClaim], stored: set[str]) -> dict[Key, WatchedClaim]:
        """Claims whose own article was stored in other words, as it says them now; one that it dropped stays as it was."""
        found: dict[Key, WatchedClaim] = {}
        own = [claim for claim in claims if claim.article_id in stored]
        for _, group in groupby(own, key=lambda claim: (claim.audit_id, claim.place)):
            found |= self._reworded(list(group))
        return found

    def _reworded(self, claims: list[WatchedClaim]) -> dict[Key, WatchedClaim]:
        """Of the claims of one audited article those that a correction changed."""
        (article,) = self._engine.stored([claims[0].article_id])
        said = [claim.statement for claim in self._engine.claims([article])[0]]
        gone = [claim for claim in claims if claim.text not in said]
        fresh = [text for text in said if text not in {claim.text for claim in claims}]
        places = aligned([claim.text for claim in gone], fresh)
        vectors = self._engine.encoder.encode(fresh)
        return {
            claim.key: replace(
                claim, text=fresh[place], as_of=article.published_at, vector=vectors[place]
            )
            for claim, place in zip(gone, places, strict=True)
            if place is not None
        }

    def _judged(self, before: WatchedClaim, now: WatchedClaim, causes: set[str]) -> Rejudged:
        asked = [question_of(now.text, now.as_of)]
        with self._batches.of(now.audit_id) as batch:
            witnesses = Witnesses(self._own(now, batch), self._engine.corpus, batch)
            found = hear(witnesses, self._engine.judge, asked).verdicts[0]
        after = replace(now, verdict=found.verdict.value, evidence=found.rests_on)
        event = {
            "audit_id": now.audit_id,
            "place": now.place,
            "article_id": now.article_id,
            "claim": now.text,
            "corrected_from": before.text if now.text != before.text else None,
            "before": before.verdict,
            "verdict": after.verdict,
            "confidence": round(found.confidence, 4),
            "new_articles": sorted(causes),
            "snapshot": f"r{found.snapshot}",
        }
        return Rejudged(before, after, event if after.verdict != before.verdict else None)

    def _own(self, claim: WatchedClaim, batch: Corpus | None) -> Article | None:
        """The audited article as it stands in its batch, in the corpus, or in the audit; None where it was removed."""
        for held in (batch, self._engine.corpus):
            if held is not None and held.stored([claim.article_id]):
                return held.get([claim.article_id])[0]
        contents = self._engine.jobs.contents(claim.audit_id)[claim.place :][:1]
        inline = [content for content in contents if isinstance(content, Submission)]
        return next(iter(self._engine.read(inline)), None)
