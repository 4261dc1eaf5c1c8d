"""An article: verify each of its claims → report whose counts add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.decide import DEFAULT
from claims.judge import Judge
from claims.types import Claim, Provenance, Verdict, Verification
from claims.verify import CANDIDATES, Question, weigh
from index.corpus import Corpus
from index.encoder import SentenceVectors
from index.types import Article, Filters, Hit

EVIDENCE = 5
"""entries of each list of evidence that a report keeps for a claim"""


@dataclass(frozen=True)
class AuditedClaim:
    """A claim of an article and what all others say of it."""

    claim: Claim
    found: Verification


@dataclass(frozen=True)
class Report:
    """An article with a verdict on each of its claims, in the order of the text."""

    article: Article
    claims: tuple[AuditedClaim, ...]
    provenance: Provenance
    snapshot: int

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims have each verdict; together all claims that were found."""
        verdicts = [item.found.verdict for item in self.claims]
        return {verdict: verdicts.count(verdict) for verdict in Verdict}


@dataclass(frozen=True)
class Witnesses:
    """Who is asked: the corpus, and beside it the other articles of a batch, which it does not hold."""

    corpus: Corpus
    batch: Corpus | None = None

    def search_all(self, texts: Sequence[str], without: str) -> list[list[Hit]]:
        """For each text what the corpus finds, and what is near it in the batch; an article never sees itself.

        Nothing of the corpus gives way to the batch. An article that is in both speaks as it stands in the batch.
        """
        others = Filters(exclude_articles=(without,))
        found = self.corpus.search_all(texts, CANDIDATES, others)
        if self.batch is None:
            return found
        beside = self.batch.search_all(texts, CANDIDATES, others)
        newer = self.batch.stored({hit.article.id for hits in found for hit in hits})
        return [_joined(*both, newer) for both in zip(found, beside, strict=True)]

    def vectors(self, articles: Sequence[Article]) -> SentenceVectors:
        """The vectors of all sentences of articles, whoever holds them."""
        if self.batch is None:
            return self.corpus.vectors(articles)
        held = self.batch.held(articles)
        others = [a for a in articles if any(s.id not in held for s in a.sentences)]
        return {**self.corpus.vectors(others), **held}


def audit(
    article: Article,
    claims: Sequence[Claim],
    provenance: Provenance,
    witnesses: Witnesses,
    judge: Judge,
) -> Report:
    """What all others say of each claim of an article, as of the time it was published."""
    statements = [claim.statement for claim in claims]
    found = hear(witnesses, judge, statements, article.published_at, article.id)
    audited = (AuditedClaim(*pair) for pair in zip(claims, found, strict=True))
    snapshot = found[0].snapshot if found else witnesses.corpus.revision()
    return Report(article, tuple(audited), provenance, snapshot)


def hear(
    witnesses: Witnesses,
    judge: Judge,
    claims: Sequence[str],
    as_of: datetime | None,
    without: str,
) -> list[Verification]:
    """The verdict of everything but one article on each of its claims."""
    if not claims:
        return []
    questions = [Question(claim, as_of, limit=EVIDENCE) for claim in claims]
    hits, snapshot = witnesses.corpus.steadily(lambda: witnesses.search_all(claims, without))
    return weigh(judge, questions, hits, witnesses.vectors, snapshot)


def _joined(stored: Sequence[Hit], batch: Sequence[Hit], newer: frozenset[str]) -> list[Hit]:
    near = [hit for hit in batch if hit.similarity >= DEFAULT.related]
    return [hit for hit in stored if hit.article.id not in newer] + near
