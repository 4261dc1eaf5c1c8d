"""The HTTP calls; each calls the engine once and turns the result into a reply."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from claims.types import Pair
from claims.verify import Question
from index.errors import UnknownArticle, UnreadableArticle
from index.turns import MODELS
from index.types import EVERYWHERE, Article, Filters
from service import replies, schemas
from service.engine import Engine
from service.errors import ArticleFault, responses
from service.idempotency import IdempotencyKey, StoringRoute
from service.keys import ADMIN, READ, WRITE
from service.limits import SLOT
from service.links import links
from service.metrics import Metrics
from service.paging import AfterId, AfterNumber, Limit
from service.parameters import refuse_no_time
from service.readiness import Readiness
from service.replays import NOT_MODIFIED, IfNoneMatch, TaggedRoute

router = APIRouter(prefix="/v1", responses=responses(400, 413, 422, 503), route_class=TaggedRoute)
storing = APIRouter(
    prefix="/v1", responses=responses(400, 409, 413, 422, 503), route_class=StoringRoute
)
outside = APIRouter()


def engine_of(request: Request) -> Engine:
    """The engine that the application opened."""
    engine: Engine = request.state.engine
    return engine


EngineDep = Annotated[Engine, Depends(engine_of)]


@storing.post(
    "/articles",
    status_code=201,
    tags=["articles"],
    dependencies=[WRITE, SLOT],
    responses=links(201, "get_article", "delete_article", article_id="/articles/0/id"),
)
def post_articles(
    engine: EngineDep, body: schemas.ArticlesIn, _: IdempotencyKey = None
) -> schemas.StoredArticles:
    """Store articles, all or none. The same article sent twice is one article."""
    with MODELS.background():
        return replies.stored(engine, engine.ingest(_read(engine, body.articles)))


@router.get(
    "/articles",
    tags=["articles"],
    dependencies=[READ],
    responses={
        **NOT_MODIFIED,
        **links(200, "get_article", "delete_article", article_id="/articles/0/id"),
    },
)
def get_articles(
    engine: EngineDep,
    outlet: Annotated[
        list[schemas.Name],
        Query(description="Only these outlets.", max_length=100, default_factory=list),
    ],
    published_after: Annotated[
        schemas.Moment | None, Query(description="Published at this time or later.")
    ] = None,
    published_before: Annotated[
        schemas.Moment | None, Query(description="Published before this time.")
    ] = None,
    cursor: AfterId = None,
    limit: Limit = 20,
    _: IfNoneMatch = None,
) -> schemas.ArticlePage:
    """List stored articles in the order of their ids."""
    refuse_no_time(published_after, published_before)
    filters = Filters(tuple(outlet), published_after, published_before)
    return replies.page(engine.page(filters, cursor, limit + 1), limit)


@router.get(
    "/articles/{article_id}",
    tags=["articles"],
    dependencies=[READ, SLOT],
    responses={**responses(404), **NOT_MODIFIED},
)
def get_article(
    engine: EngineDep, article_id: schemas.Id, _: IfNoneMatch = None
) -> schemas.ArticleOut:
    """One stored article with its sentences and claims."""
    return replies.article(engine, engine.stored([article_id])[0])


@router.delete(
    "/articles/{article_id}",
    status_code=204,
    tags=["articles"],
    dependencies=[ADMIN],
    responses=responses(404),
)
def delete_article(engine: EngineDep, article_id: schemas.Id) -> Response:
    """Forget an article and its versions; it is gone from search at once."""
    engine.corpus.remove(article_id)
    return Response(status_code=204)


@router.get(
    "/articles/{article_id}/versions",
    tags=["articles"],
    dependencies=[READ],
    responses={**responses(404), **NOT_MODIFIED},
)
def get_versions(
    engine: EngineDep,
    article_id: schemas.Id,
    cursor: AfterNumber = 0,
    limit: Limit = 20,
    _: IfNoneMatch = None,
) -> schemas.VersionPage:
    """List what an article was before it was updated, the oldest first."""
    if not engine.corpus.stored([article_id]):
        raise UnknownArticle(article_id)
    return replies.version_page(engine.corpus.versions.page(article_id, cursor, limit + 1), limit)


@router.get(
    "/articles/{article_id}/versions/{number}",
    tags=["articles"],
    dependencies=[READ],
    responses={**responses(404), **NOT_MODIFIED},
)
def get_version(
    engine: EngineDep, article_id: schemas.Id, number: schemas.Number, _: IfNoneMatch = None
) -> schemas.VersionOut:
    """What an article was, and which sentences of the next version correct those that are gone."""
    version = engine.corpus.versions.get(article_id, number)
    return replies.version(version, engine.corpus.after(version))


@router.post("/extract", tags=["articles"], dependencies=[READ, SLOT])
def post_extract(engine: EngineDep, body: schemas.ArticlesIn) -> schemas.Extractions:
    """Clean articles and find their claims; nothing is stored."""
    return replies.extractions(engine, _read(engine, body.articles))


@router.post("/verify", tags=["claims"], dependencies=[READ, SLOT])
def post_verify(engine: EngineDep, body: schemas.VerifyIn) -> schemas.VerifyOut:
    """What the stored articles say of a claim: who supports it, who conflicts with it, and how."""
    return replies.verification(engine, engine.verify(question_of(body)))


@router.post("/stance", tags=["claims"], dependencies=[READ, SLOT])
def post_stance(engine: EngineDep, body: schemas.StanceIn) -> schemas.StanceOut:
    """What each piece of evidence says of its claim."""
    pairs = [
        Pair(pair.claim, pair.evidence, pair.claim_date, pair.evidence_date) for pair in body.pairs
    ]
    return schemas.StanceOut(
        results=[replies.judgement(found) for found in engine.judge_pairs(pairs)]
    )


@router.post("/compare", tags=["claims"], dependencies=[READ, SLOT], responses=responses(404))
def post_compare(engine: EngineDep, body: schemas.CompareIn) -> schemas.CompareOut:
    """Two or more articles side by side: a row for each claim, a cell for each article."""
    if body.article_ids:
        articles = _within(engine, engine.stored(body.article_ids), "article_ids")
    else:
        articles = _read(engine, body.articles or [])
    return replies.comparison(engine.compare(_distinct(articles)))


@router.post("/provenance", tags=["articles"], dependencies=[READ, SLOT])
def post_provenance(engine: EngineDep, body: schemas.ArticlesIn) -> schemas.ProvenanceOut:
    """What articles say of their own making; nothing is stored."""
    articles = _read(engine, body.articles)
    return schemas.ProvenanceOut(
        results=[replies.provenance(engine.provenance(article)) for article in articles]
    )


@outside.get("/healthz", tags=["service"])
def healthz() -> schemas.Health:
    """The process is alive."""
    return schemas.Health(status="ok")


@outside.get(
    "/readyz",
    tags=["service"],
    responses={503: {"model": schemas.Health, "description": "Not ready"}},
)
def readyz(request: Request, engine: EngineDep) -> Response:
    """Every part does its work; where one does not, the answer says which and why."""
    readiness: Readiness = request.state.readiness
    parts = readiness.parts()
    readable = all(part.ready for part in parts if part.name in ("database", "index"))
    articles, sentences = engine.corpus.count() if readable else (None, None)
    faults = [f"{part.name}: {part.detail}" for part in parts if not part.ready]
    health = schemas.Health(
        status="not ready" if faults else "ok",
        articles=articles,
        sentences=sentences,
        faults=faults,
        parts=[schemas.HealthPart.model_validate(part) for part in parts],
    )
    return JSONResponse(health.model_dump(), 503 if faults else 200)


@outside.get(
    "/metrics",
    tags=["service"],
    dependencies=[READ],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **responses(401, 403, 421, 429)},
)
def get_metrics(request: Request) -> Response:
    """Figures of the service, for Prometheus."""
    metrics: Metrics = request.state.metrics
    content, media_type = metrics.text(request.headers.get("accept", ""))
    return Response(content, headers={"content-type": media_type})


@outside.get("/", include_in_schema=False)
def root() -> RedirectResponse:
    """The web page: the interactive documentation, in which every call can be made."""
    return RedirectResponse("/docs")


def question_of(body: schemas.VerifyIn) -> Question:
    """A claim to verify as the claims take it."""
    filters = _filters(body.filters) if body.filters else EVERYWHERE
    return Question(body.claim, body.as_of, filters, body.limit)


def _read(engine: Engine, sent: Sequence[schemas.ArticleIn]) -> list[Article]:
    """Clean articles; a fault names the place of its article."""
    return _within(engine, _each(engine, sent), "articles")


def _each(engine: Engine, sent: Sequence[schemas.ArticleIn]) -> Iterator[Article]:
    for place, article in enumerate(sent):
        try:
            yield from engine.read([article.submission()])
        except UnreadableArticle as fault:
            raise ArticleFault(place, fault) from fault


def _within(engine: Engine, articles: Iterable[Article], field: str) -> list[Article]:
    """Articles of a request, as long as all of them are not too many sentences; what comes behind is not even read."""
    taken, sentences, most = [], 0, engine.settings.most_request_sentences
    for place, article in enumerate(articles):
        sentences += len(article.sentences)
        if sentences > most:
            said = f"up to here the articles have {sentences:,} sentences; at most {most:,} a request are taken: send them in several"
            raise ArticleFault(place, ValueError(said), field)
        taken.append(article)
    return taken


def _distinct(articles: Sequence[Article]) -> Sequence[Article]:
    """Articles to compare must be different ones, or their cells could not be told apart."""
    seen: dict[str, int] = {}
    for place, article in enumerate(articles):
        if article.id in seen:
            said = f"has the id of number {seen[article.id]}, {article.id!r}: send each article once, with an id of its own (without one, outlet, url, title and text make it)"
            raise ArticleFault(place, ValueError(said))
        seen[article.id] = place
    return articles


def _filters(body: schemas.FiltersIn) -> Filters:
    return Filters(
        tuple(body.outlets),
        body.published_after,
        body.published_before,
        tuple(body.exclude_articles),
    )
