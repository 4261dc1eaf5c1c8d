"""Watches audited claims: what is stored, corrected or removed later may change their verdict, and then their webhook is told."""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from claims.audit import Witnesses, hear, question_of
from index.corpus import Corpus
from index.errors import StoreFault
from index.records import Fresh
from index.succession import aligned
from index.turns import MODELS
from index.types import Article, Submission
from index.watching import Key, Rejudged, Seen, WatchedClaim
from service.batches import Batches
from service.engine import Engine

log = logging.getLogger(__name__)

NEAR = 0.5
"""cosine of a new sentence and a claim from which the claim is judged anew"""
TOGETHER = 500
"""new sentences, and removed articles, held against the claims at a time"""
CLAIMS = 2_000
"""claims read at a time: with their vectors about 7 MB"""


@dataclass(frozen=True)
class News:
    """What happened to the corpus: sentences that are new, and articles that were removed."""

    fresh: Fresh
    removed: frozenset[str]

    @property
    def stored(self) -> frozenset[str]:
        """The articles of the sentences."""
        return frozenset(self.fresh.article_ids)

    def near(self, claims: Sequence[WatchedClaim]) -> list[set[str]]:
        """For each claim the articles that have a new sentence near it."""
        ids, vectors = self.fresh.article_ids, self.fresh.vectors
        if not ids:
            return [set() for _ in claims]
        near = np.stack([claim.vector for claim in claims]) @ vectors.T >= NEAR
        return [{ids[at] for at in np.flatnonzero(row)} for row in near]


class Watch:
    """One thread that watches."""

    def __init__(self, engine: Engine, batches: Batches) -> None:
        self._engine = engine
        self._batches = batches

    def step(self) -> bool:
        """Hold the claims against what is new in the corpus; whether anything was."""
        watchlist = self._engine.watchlist
        before = watchlist.reached()
        fresh = self._engine.corpus.since(before.seen.row, TOGETHER)
        removed = watchlist.removed(before.seen.removal, TOGETHER)
        if not fresh.rows and not removed:
            self._batches.close()
            return False
        news = News(fresh, frozenset(removed.values()))
        with MODELS.background():
            for claims in watchlist.claims(CLAIMS):
                if rejudged := list(self._rejudged(claims, news)):
                    watchlist.rewrite(rejudged)
        last = Seen(max([before.seen.row, *fresh.rows]), max([before.seen.removal, *removed]))
        watchlist.advance(before, last)
        return True

    def _rejudged(self, claims: Sequence[WatchedClaim], news: News) -> Iterator[Rejudged]:
        """Claims near a new sentence, corrected claims, and claims whose evidence stands in an article that was updated or removed.

        A claim that cannot be judged stays as it was, and holds up no other.
        """
        corrected = self._corrected(claims, news.stored)
        changed = news.stored | news.removed
        for claim, beside in zip(claims, news.near(claims), strict=True):
            causes = (beside | changed.intersection(claim.evidence)) - {claim.article_id}
            now = corrected.get(claim.key, claim)
            if causes or now is not claim:
                try:
                    yield self._judged(claim, now, causes)
                except StoreFault:
                    raise
                except Exception:
                    log.exception("claim %s of an audit stays as it was", claim.key)

    def _corrected(
        self, claims: Sequence[WatchedClaim], stored: Collection[str]
    ) -> dict[Key, WatchedClaim]:
        """Claims whose own article was stored in other words, as it says them now; one that it dropped stays as it was."""
        found: dict[Key, WatchedClaim] = {}
        own = [claim for claim in claims if claim.article_id in stored]
        for article, group in groupby(own, key=lambda claim: claim.key[:2]):
            try:
                found |= self._reworded(list(group))
            except StoreFault:
                raise
            except Exception:
                log.exception("the claims of article %s of an audit stay as they were", article)
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
            "number": now.number,
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
        content = self._engine.jobs.content(claim.audit_id, claim.place)
        return self._engine.read([content])[0] if isinstance(content, Submission) else None
