"""Results of the engine to objects of the wire, one function each."""

from collections.abc import Sequence

from claims.facts.attribution import attribution_of
from claims.types import (
    Claim,
    ComparedClaim,
    Comparison,
    Evidence,
    Judgement,
    Provenance,
    Verification,
)
from index.types import Article, Ingested
from service import schemas
from service.engine import Engine


def provenance(found: Provenance) -> schemas.Provenance:
    """Where a text comes from."""
    return schemas.Provenance.model_validate(found)


def stored(engine: Engine, outcome: Ingested) -> schemas.StoredArticle:
    """What became of an article that was sent."""
    article = outcome.article
    return schemas.StoredArticle(
        id=article.id,
        outlet=article.outlet,
        status=outcome.status,
        sentences=len(article.sentences),
        claims=len(engine.claims(article)),
        provenance=provenance(engine.provenance(article)),
    )


def page(articles: Sequence[Article], limit: int) -> schemas.ArticlePage:
    """A page of articles, read with one more than fits so that the last page is known."""
    shown = articles[:limit]
    return schemas.ArticlePage(
        articles=[head(article) for article in shown],
        next_cursor=shown[-1].id if len(articles) > limit else None,
    )


def head(article: Article) -> schemas.ArticleHead:
    """An article in a list."""
    return schemas.ArticleHead.model_validate(article)


def article(engine: Engine, found: Article) -> schemas.ArticleOut:
    """A stored article, whole."""
    return schemas.ArticleOut(
        **head(found).model_dump(),
        authors=list(found.authors),
        text=found.text,
        sentences=[schemas.Sentence.model_validate(sentence) for sentence in found.sentences],
        claims=_claims(engine.claims(found)),
        provenance=provenance(engine.provenance(found)),
    )


def extraction(engine: Engine, found: Article) -> schemas.Extraction:
    """What was read out of an article that is not stored."""
    return schemas.Extraction(
        title=found.title,
        text=found.text,
        published_at=found.published_at,
        sentences=[schemas.Sentence.model_validate(sentence) for sentence in found.sentences],
        claims=_claims(engine.claims(found)),
    )


def verification(found: Verification) -> schemas.VerifyOut:
    """The verdict on a claim."""
    return schemas.VerifyOut(
        claim=found.claim,
        verdict=found.verdict,
        confidence=round(found.confidence, 4),
        flags=list(found.flags),
        independent_sources=schemas.IndependentSources(
            supporting=found.supporting_origins, conflicting=found.conflicting_origins
        ),
        supporting=[_evidence(item) for item in found.supporting],
        conflicting=[_evidence(item) for item in found.conflicting],
        related=[_evidence(item) for item in found.related],
        snapshot=f"r{found.snapshot}",
    )


def judgement(found: Judgement) -> schemas.StanceResult:
    """The stance of a pair."""
    return schemas.StanceResult.model_validate(found)


def comparison(found: Comparison) -> schemas.CompareOut:
    """Rows of claims over articles."""
    return schemas.CompareOut(
        articles=[
            schemas.ComparedArticle(
                id=item.id,
                outlet=item.outlet,
                published_at=item.published_at,
                provenance=provenance(found.provenance[item.id]),
                origin=found.standings[item.id].origin,
                omits=list(found.standings[item.id].omits),
                alone=list(found.standings[item.id].alone),
            )
            for item in found.articles
        ],
        claims=[_row(row) for row in found.claims],
        summary=schemas.Summary.model_validate(found.summary),
    )


def _row(row: ComparedClaim) -> schemas.ComparedClaim:
    return schemas.ComparedClaim(
        id=row.id,
        text=row.text,
        flags=list(row.flags),
        independent_sources=row.independent_sources,
        cells=[schemas.Cell.model_validate(cell) for cell in row.cells],
        provenance=schemas.ClaimProvenance(
            ai_generated="ai_generated" in row.flags, articles=list(row.ai_articles)
        ),
    )


def _claims(claims: Sequence[Claim]) -> list[schemas.ClaimFound]:
    return [
        schemas.ClaimFound(
            sentence_id=claim.sentence.id,
            text=claim.text,
            start=claim.start,
            end=claim.end,
            check_worthiness=claim.check_worthiness,
        )
        for claim in claims
    ]


def _evidence(item: Evidence) -> schemas.Evidence:
    return schemas.Evidence(
        article_id=item.article.id,
        outlet=item.article.outlet,
        url=item.article.url,
        published_at=item.article.published_at,
        sentence=schemas.Sentence.model_validate(item.sentence),
        context=item.context,
        stance=item.judgement.stance,
        score=round(item.score, 4),
        similarity=round(item.similarity, 4),
        divergences=[
            schemas.Divergence.model_validate(found) for found in item.judgement.divergences
        ],
        attribution=_attribution(item),
        provenance=provenance(item.provenance),
        origin=item.origin,
    )


def _attribution(item: Evidence) -> schemas.Attribution | None:
    said = attribution_of(item.sentence.text, item.context)
    return schemas.Attribution(speaker=said.speaker, cue=said.cue) if said else None


def exported(found: Article) -> schemas.ArticleIn:
    """A stored article as one that can be sent again: the cleaned text, with all that is known of it."""
    return schemas.ArticleIn(
        id=found.id,
        url=found.url,
        outlet=found.outlet,
        title=found.title,
        published_at=found.published_at,
        language=found.language,
        authors=list(found.authors),
        text=found.text,
    )
