"""An article: verify each of its claims → report whose counts add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.decide import DEFAULT
from claims.judge import Judge
from claims.types import Claim, Provenance, Verdict, Verification
from claims.verify import CANDIDATES, Question, weigh
from index.corpus import Asked, Corpus
from index.encoder import SentenceVectors
from index.types import Article, Filters, Hit, Search

WORDINGS = 8
"""the closest sentences that a statement is set against; of the verdicts of 24 articles all but 1 in 100 are as with 60"""
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

    def search(self, asked: Asked, without: str) -> list[list[Hit]]:
        """For each text what is near it in the corpus, and in the batch; an article never sees itself.

        Nothing of the corpus gives way to the batch. An article that is in both speaks as it stands in the batch.
        """
        near = Search(CANDIDATES, DEFAULT.related, WORDINGS, Filters(exclude_articles=(without,)))
        found = self.corpus.search(asked, near)
        if self.batch is None:
            return found
        beside = self.batch.search(asked, near)
        newer = self.batch.stored({hit.article.id for hits in found for hit in hits})
        return [
            [hit for hit in stored if hit.article.id not in newer] + batch
            for stored, batch in zip(found, beside, strict=True)
        ]

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
    questions = [question_of(claim.statement, article.published_at) for claim in claims]
    found = hear(witnesses, judge, questions, article.id)
    audited = (AuditedClaim(*pair) for pair in zip(claims, found, strict=True))
    snapshot = found[0].snapshot if found else witnesses.corpus.revision()
    return Report(article, tuple(audited), provenance, snapshot)


def question_of(statement: str, as_of: datetime | None) -> Question:
    """What is asked of a statement of an article, as of the time it was published."""
    return Question(statement, as_of, limit=EVIDENCE, related=False)


def hear(
    witnesses: Witnesses,
    judge: Judge,
    questions: Sequence[Question],
    without: str,
) -> list[Verification]:
    """The verdict of everything but one article on each of its statements."""
    if not questions:
        return []
    asked = witnesses.corpus.asked([question.claim for question in questions])
    found, snapshot = witnesses.corpus.steadily(lambda: witnesses.search(asked, without))
    return weigh(judge, questions, found, witnesses.vectors, snapshot)
