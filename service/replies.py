"""Results of the engine to objects of the wire, one function each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from claims.audit import AuditedClaim, Report
from claims.facts.attribution import attribution_of
from claims.provenance import marked_as_ai
from claims.stories import title_of
from claims.types import (
    Cell,
    Claim,
    ComparedClaim,
    Comparison,
    Evidence,
    Judgement,
    PriorCheck,
    Provenance,
    Verification,
)
from index import addresses
from index.jobs import Audit, Result
from index.reading.languages import primary
from index.stories import Story
from index.succession import successors
from index.types import Article, Ingested, JobStatus, Sentence
from index.versions import Version
from service import schemas
from service.engine import AUDIT_THRESHOLDS, THRESHOLDS, Engine
from service.paging import cut


def provenance(found: Provenance) -> schemas.Provenance:
    """Where a text comes from."""
    return schemas.Provenance.model_validate(found)


def stored(engine: Engine, outcomes: Sequence[Ingested]) -> schemas.StoredArticles:
    """What became of the articles that were sent."""
    found = engine.claims([outcome.article for outcome in outcomes])
    return schemas.StoredArticles(
        articles=[
            schemas.StoredArticle(
                id=outcome.article.id,
                outlet=outcome.article.outlet,
                status=outcome.status,
                sentences=len(outcome.article.sentences),
                claims=len(claims),
                provenance=provenance(engine.provenance(outcome.article)),
            )
            for outcome, claims in zip(outcomes, found, strict=True)
        ]
    )


def page(articles: Sequence[Article], limit: int) -> schemas.ArticlePage:
    """A page of articles, read with one more than fits so that the last page is known."""
    shown, last = cut(articles, limit)
    return schemas.ArticlePage(
        articles=[head(article) for article in shown], next_cursor=last and last.id
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
        sentences=[_sentence(found, sentence) for sentence in found.sentences],
        claims=_claims(engine.claims([found])[0]),
        provenance=provenance(engine.provenance(found)),
    )


def version_page(found: Sequence[Version], limit: int) -> schemas.VersionPage:
    """A page of versions, read with one more than fits so that the last page is known."""
    shown, last = cut(found, limit)
    return schemas.VersionPage(
        versions=[schemas.VersionHead(**_version(version)) for version in shown],
        next_cursor=last and last.number,
    )


def version(found: Version, after: Article) -> schemas.VersionOut:
    """A version, and what the article after it made of its sentences."""
    before, gone = found.article, successors(found.article, after)
    return schemas.VersionOut(
        **{**head(before).model_dump(), **_version(found)},
        text=before.text,
        sentences=[
            schemas.FormerSentence(
                **{**_sentence(before, sentence).model_dump(), **_fate(after, gone, sentence)}
            )
            for sentence in before.sentences
        ],
    )


def _version(found: Version) -> dict[str, Any]:
    return {
        "number": found.number,
        "replaced_at": found.replaced_at,
        "digest": found.digest,
        "title": found.article.title,
    }


def _fate(
    after: Article, gone: Mapping[str, Sentence | None], sentence: Sentence
) -> dict[str, Any]:
    if sentence.id not in gone:
        return {"fate": schemas.Fate.KEPT, "replaced_by": None}
    if (correction := gone[sentence.id]) is None:
        return {"fate": schemas.Fate.REMOVED, "replaced_by": None, "link": None}
    corrected = _sentence(after, correction)
    return {"fate": schemas.Fate.CORRECTED, "replaced_by": corrected, "link": None}


def extractions(engine: Engine, articles: Sequence[Article]) -> schemas.Extractions:
    """What was read out of articles that are not stored."""
    return schemas.Extractions(
        results=[
            schemas.Extraction(
                title=article.title,
                text=article.text,
                published_at=article.published_at,
                sentences=[_sentence(article, sentence) for sentence in article.sentences],
                claims=_claims(claims),
            )
            for article, claims in zip(articles, engine.claims(articles), strict=True)
        ]
    )


def verification(engine: Engine, found: Verification) -> schemas.VerifyOut:
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
        circular_support=found.circular_support,
        judged=found.judged,
        fact_checks=[_prior_check(item) for item in found.fact_checks],
        snapshot=f"r{found.snapshot}",
        models=_models(engine),
        thresholds=dict(THRESHOLDS),
    )


def accepted(found: Audit) -> schemas.AuditAccepted:
    """An audit that was written down."""
    return schemas.AuditAccepted(id=found.id, status=found.status, total=found.total)


def audit(engine: Engine, found: Audit) -> schemas.AuditOut:
    """How an audit stands."""
    hook = engine.outbox.find(found.webhook) if found.webhook else None
    return schemas.AuditOut(
        **accepted(found).model_dump(),
        done=found.done,
        failed=found.failed,
        created_at=found.created_at,
        finished_at=found.finished_at,
        webhook=schemas.WebhookState(
            url=hook.url, waiting=hook.waiting, disabled_at=hook.disabled_at, fault=hook.fault
        )
        if hook
        else None,
    )


def audited(
    engine: Engine, place: int, report: Report, source: str | None = None
) -> schemas.AuditResult:
    """The result of an article that was audited."""
    found = report.article
    return schemas.AuditResult(
        place=place,
        article_id=found.id,
        status=JobStatus.COMPLETED,
        source=source,
        outlet=found.outlet,
        url=found.url,
        title=found.title,
        published_at=found.published_at,
        text=found.text,
        claims=[
            _audited_claim(engine, found, number, item) for number, item in enumerate(report.claims)
        ],
        provenance=provenance(report.provenance),
        counts=schemas.AuditCounts(**report.counts),
        snapshot=f"r{report.snapshot}",
        models=_models(engine),
        thresholds=dict(AUDIT_THRESHOLDS),
    )


def unaudited(
    place: int, article_id: str | None, error: schemas.Problem, source: str | None = None
) -> schemas.AuditResult:
    """The result of an article that could not be audited."""
    return schemas.AuditResult(
        place=place, article_id=article_id, status=JobStatus.FAILED, error=error, source=source
    )


def result_line(found: Result) -> str:
    """A result as it was written down, as JSON; that of a cancelled article says only that."""
    if found.result is not None:
        return found.result
    return schemas.AuditResult(
        place=found.place, article_id=found.article_id, status=found.status
    ).model_dump_json()


def result(found: Result) -> schemas.AuditResult:
    """A result as it was written down."""
    return schemas.AuditResult.model_validate_json(result_line(found))


def results(audit: Audit, start: int, found: Sequence[schemas.AuditResult]) -> schemas.AuditResults:
    """A page of results; the cursor of the next one stands while any are still to come."""
    behind = start + len(found)
    return schemas.AuditResults(
        results=list(found),
        next_cursor=str(behind) if behind < audit.total else None,
    )


def _audited_claim(
    engine: Engine, article: Article, number: int, item: AuditedClaim
) -> schemas.AuditedClaim:
    claim, found = item.claim, verification(engine, item.found)
    return schemas.AuditedClaim(
        number=number,
        sentence=_sentence(article, claim.sentence),
        text=claim.text,
        statement=claim.statement,
        start=claim.start,
        end=claim.end,
        check_worthiness=claim.check_worthiness,
        verdict=found.verdict,
        confidence=found.confidence,
        flags=found.flags,
        independent_sources=found.independent_sources,
        supporting=found.supporting,
        conflicting=found.conflicting,
        circular_support=found.circular_support,
        judged=found.judged,
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
        claims=[_row(row, found.articles) for row in found.claims],
        summary=schemas.Summary.model_validate(found.summary),
    )


def story_page(found: Sequence[Story], limit: int) -> schemas.StoryPage:
    """A page of stories, read with one more than fits so that the last page is known."""
    shown, last = cut(found, limit)
    return schemas.StoryPage(
        stories=[story_head(item) for item in shown],
        next_cursor=last and f"{last.revision}:{last.id}",
    )


def story_head(found: Story) -> schemas.StoryHead:
    """A story in a list."""
    first, last = found.span
    return schemas.StoryHead(
        id=found.id,
        title=title_of(found),
        outlets=found.outlets,
        span=schemas.StorySpan(first=first, last=last),
        counts=schemas.StoryCounts(articles=len(found.members), outlets=len(found.outlets)),
        revision=found.revision,
        split_from=found.split_from,
    )


def story(found: Story, told: Comparison) -> schemas.StoryOut:
    """A story with its comparison."""
    return schemas.StoryOut(
        **dict(story_head(found)),
        **dict(comparison(told)),
        left_out=len(found.members) - len(told.articles),
    )


def _row(row: ComparedClaim, articles: Sequence[Article]) -> schemas.ComparedClaim:
    return schemas.ComparedClaim(
        id=row.id,
        text=row.text,
        flags=list(row.flags),
        independent_sources=row.independent_sources,
        cells=[_cell(*pair) for pair in zip(row.cells, articles, strict=True)],
        provenance=schemas.ClaimProvenance(
            ai_generated="ai_generated" in row.flags,
            articles=list(row.ai_articles),
            circular_support=row.circular_support,
        ),
    )


def _cell(cell: Cell, article: Article) -> schemas.Cell:
    return schemas.Cell(
        article_id=cell.article_id,
        stance=cell.stance,
        sentence=_sentence(article, cell.sentence) if cell.sentence else None,
        score=cell.score,
        divergences=[schemas.Divergence.model_validate(found) for found in cell.divergences],
    )


def _sentence(article: Article, sentence: Sentence) -> schemas.Sentence:
    return schemas.Sentence(
        **asdict(sentence),
        selector=schemas.TextQuoteSelector(**asdict(addresses.selector(article, sentence))),
        link=addresses.link(article, sentence),
    )


def _models(engine: Engine) -> list[schemas.Model]:
    return [schemas.Model.model_validate(model) for model in engine.models]


def _claims(claims: Sequence[Claim]) -> list[schemas.ClaimFound]:
    return [
        schemas.ClaimFound(
            sentence_id=claim.sentence.id,
            text=claim.text,
            start=claim.start,
            end=claim.end,
            statement=claim.statement,
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
        sentence=_sentence(item.article, item.sentence),
        context=item.context,
        stance=item.judgement.stance,
        score=round(item.score, 4),
        similarity=round(item.similarity, 4),
        divergences=[
            schemas.Divergence.model_validate(found) for found in item.judgement.divergences
        ],
        attribution=_attribution(item),
        provenance=provenance(item.provenance),
        marked_by=_marking(item),
        origin=item.origin,
        overtaken=item.overtaken,
    )


def _marking(item: Evidence) -> schemas.Signal | None:
    """The strongest signal that alone would mark the sentence as made by a machine."""
    for signal in item.provenance.signals:
        whole = signal.scope in ("article", "text")
        alone = replace(item.provenance, signals=(signal,), flagged=whole)
        if signal.ai and marked_as_ai(alone, item.sentence):
            return schemas.Signal.model_validate(signal)
    return None


def _prior_check(item: PriorCheck) -> schemas.PriorCheck:
    check = item.check
    return schemas.PriorCheck(
        id=check.id,
        claim=check.claim,
        rating=check.rating,
        author=check.author,
        url=check.url,
        published_at=check.published_at,
        similarity=round(item.similarity, 4),
        stance=item.judgement.stance,
    )


def _attribution(item: Evidence) -> schemas.Attribution | None:
    said = attribution_of(item.sentence.text, item.context)
    return schemas.Attribution(speaker=said.speaker, cue=said.cue) if said else None


def exported(found: Article) -> schemas.ArticleIn:
    """A stored article as one that can be sent again: the cleaned text, without what was marked on it and without its sections."""
    return schemas.ArticleIn(
        id=found.id,
        url=found.url,
        outlet=found.outlet,
        title=found.title,
        published_at=found.published_at,
        language=primary(found.language),
        authors=list(found.authors),
        text=found.text,
    )
