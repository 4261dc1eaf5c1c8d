"""The HTTP calls of audits: asked for, followed, read, cancelled."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from index.jobs import Audit, Result
from index.types import Submission
from service import replies, report, reviews, schemas
from service.engine import Engine
from service.errors import responses
from service.idempotency import IdempotencyKey, StoringRoute
from service.keys import READ, WRITE
from service.links import links
from service.routes import EngineDep

log = logging.getLogger(__name__)

NDJSON = "application/x-ndjson"
PAGE = 50
"""results read at a time by what streams them"""
PAUSE = 0.3
"""seconds between two looks at an audit that is followed"""

storing = APIRouter(
    prefix="/v1/audits",
    tags=["audits"],
    route_class=StoringRoute,
    responses=responses(400, 409, 413, 422, 503),
)
router = APIRouter(prefix="/v1/audits", tags=["audits"], responses=responses(404, 422, 503))


Cursor = Annotated[int, Query(ge=0, le=1000, description="`next_cursor` of the page before.")]


def known(engine: EngineDep, audit_id: schemas.Id) -> None:
    """An unknown audit is told before a stream begins."""
    engine.jobs.audit(audit_id)


_FOLLOWING = ("get_audit", "delete_audit", "get_results", "get_events", "get_report")


@storing.post(
    "",
    status_code=202,
    dependencies=[WRITE],
    responses=links(202, *_FOLLOWING, audit_id="/id"),
)
def post_audits(
    request: Request,
    response: Response,
    engine: EngineDep,
    body: schemas.AuditIn,
    _: IdempotencyKey = None,
) -> schemas.AuditAccepted:
    """Audit articles: each claim of each is held against the corpus and the other articles. All is written down first."""
    if body.webhook:
        engine.outbox.webhook(body.webhook)
    contents: Sequence[Submission | str] = body.article_ids or [
        article.submission() for article in body.articles or []
    ]
    audit_id = getattr(request.state, "token", None) or uuid4().hex
    audit = engine.jobs.add(audit_id, contents, body.webhook)
    log.info("audit %s of %d articles is written down", audit.id, audit.total)
    response.headers["Location"] = f"/v1/audits/{audit.id}"
    return replies.accepted(audit)


@router.get("/{audit_id}", dependencies=[READ])
def get_audit(engine: EngineDep, audit_id: schemas.Id) -> schemas.AuditOut:
    """How an audit stands."""
    return replies.audit(engine, engine.jobs.audit(audit_id))


@router.delete("/{audit_id}", status_code=204, dependencies=[WRITE])
def delete_audit(engine: EngineDep, audit_id: schemas.Id) -> Response:
    """Cancel an audit; the results there are stay, and one that has ended is left as it is."""
    engine.jobs.cancel(audit_id)
    return Response(status_code=204)


@router.get(
    "/{audit_id}/results",
    response_model=schemas.AuditResults,
    dependencies=[READ],
    responses={200: {"content": {NDJSON: {}}}},
)
def get_results(
    engine: EngineDep,
    audit_id: schemas.Id,
    cursor: Cursor = 0,
    limit: Annotated[
        int, Query(ge=1, le=100, description="Most results of a page; lines of JSON come all.")
    ] = 20,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> schemas.AuditResults | StreamingResponse:
    """The results in the order of the articles: a page, or with `Accept: application/x-ndjson` all as they come."""
    audit = engine.jobs.audit(audit_id)
    if NDJSON in accept:
        return StreamingResponse(_lines(engine, audit_id, cursor), media_type=NDJSON)
    found = engine.jobs.results(audit_id, cursor, limit)
    return replies.results(audit, cursor, list(_reviewed(engine, audit_id, found)))


@router.get(
    "/{audit_id}/events", response_class=EventSourceResponse, dependencies=[READ, Depends(known)]
)
async def get_events(engine: EngineDep, audit_id: schemas.Id) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `progress` at every change, and `end` when the audit has ended; data is as in `GET`."""
    told: Audit | None = None
    while told is None or told.is_open:
        found = await run_in_threadpool(engine.jobs.audit, audit_id)
        if found != told:
            data = await run_in_threadpool(replies.audit, engine, found)
            yield ServerSentEvent(
                data=data, event="progress" if found.is_open else "end", id=str(found.done)
            )
        told = found
        await asyncio.sleep(PAUSE if told.is_open else 0)


@router.get(
    "/{audit_id}/report",
    response_class=Response,
    dependencies=[READ],
    responses={200: {"content": {"text/html": {}}}},
)
def get_report(engine: EngineDep, audit_id: schemas.Id) -> StreamingResponse:
    """The results there are as a page to read: each article with its claims marked, the evidence beside them."""
    found = _reviewed(engine, audit_id, _results(engine, audit_id))
    pages = report.pages(engine.jobs.audit(audit_id), found)
    return StreamingResponse(pages, media_type="text/html; charset=utf-8")


async def _lines(engine: Engine, audit_id: str, start: int) -> AsyncIterator[str]:
    """Results as lines of JSON, as they come, until the audit has ended."""
    while True:
        audit = await run_in_threadpool(engine.jobs.audit, audit_id)
        found = await run_in_threadpool(_page, engine, audit_id, start)
        for item in found:
            yield item.model_dump_json() + "\n"
            start = item.place + 1
        if not found:
            if not audit.is_open:
                return
            await asyncio.sleep(PAUSE)


def _page(engine: Engine, audit_id: str, start: int) -> list[schemas.AuditResult]:
    found = engine.jobs.results(audit_id, start, PAGE)
    return list(_reviewed(engine, audit_id, found)) if found else []


def _reviewed(
    engine: Engine, audit_id: str, found: Iterable[Result]
) -> Iterator[schemas.AuditResult]:
    """Results with what people made of their claims."""
    return reviews.beside(engine.ledger, audit_id, map(replies.result, found))


def _results(engine: Engine, audit_id: str) -> Iterator[Result]:
    start = 0
    while found := engine.jobs.results(audit_id, start, PAGE):
        yield from found
        start = found[-1].place + 1
