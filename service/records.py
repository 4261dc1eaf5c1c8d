"""Editors' records: what was checked, on what, with which models and thresholds, who reviewed it and what was overridden."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from index.errors import UnreadableArticle
from index.ledger import Entry
from service import replies, reviews, schemas
from service.claimreview import claim_review
from service.engine import Engine
from service.errors import FieldFault, UnusableRecord, UnusableReview, responses
from service.idempotency import IdempotencyKey, StoringRoute
from service.keys import READ, WRITE
from service.limits import SLOT
from service.links import links
from service.paging import AfterNumber, Limit, cut
from service.routes import EngineDep, question_of

LD_JSON = "application/ld+json"

_ESCAPED = {c: f"\\u{ord(c):04x}".encode() for c in "<>&\u2028\u2029"}


class JsonLd(JSONResponse):
    """JSON-LD that can stand in a page: nothing in it ends its script, or is anything else to an HTML reader."""

    media_type = LD_JSON

    def render(self, content: Any) -> bytes:
        """The characters stand in strings alone, where an escape means the same."""
        body = super().render(content)
        for character, escaped in _ESCAPED.items():
            body = body.replace(character.encode(), escaped)
        return body


router = APIRouter(
    prefix="/v1/records",
    tags=["records"],
    route_class=StoringRoute,
    responses=responses(400, 413, 422, 503),
)


_FOLLOWING = links(201, "get_record", "post_reviews", number="/number")


@router.post(
    "", status_code=201, dependencies=[WRITE, SLOT], responses=responses(404, 409) | _FOLLOWING
)
def post_records(
    request: Request, engine: EngineDep, body: schemas.RecordIn, _: IdempotencyKey = None
) -> schemas.Record:
    """Check a claim or an article, or take a claim of an audit, and write down what was found; it cannot be changed afterwards."""
    return _written(request, engine, lambda: _content(engine, body))


@router.post(
    "/{number}/reviews",
    status_code=201,
    dependencies=[WRITE],
    responses=responses(404, 409) | links(201, "get_record", number="/number"),
)
def post_reviews(
    request: Request,
    engine: EngineDep,
    number: schemas.Number,
    body: schemas.ReviewIn,
    _: IdempotencyKey = None,
) -> schemas.Record:
    """Write down what a person made of a record, as a record of its own."""
    record = _record(engine, engine.ledger.get(number))
    return _written(request, engine, lambda: _of_review(record, body))


@router.get("", dependencies=[READ])
def get_records(
    engine: EngineDep,
    cursor: AfterNumber = 0,
    limit: Limit = 20,
) -> schemas.RecordPage:
    """List the records in order."""
    shown, last = cut(engine.ledger.page(cursor, limit + 1), limit)
    return schemas.RecordPage(
        records=reviews.records(engine.ledger, shown), next_cursor=last and last.number
    )


@router.get("/{number}", dependencies=[READ], responses=responses(404))
def get_record(engine: EngineDep, number: schemas.Number) -> schemas.Record:
    """One record, with its reviews beside it."""
    return _record(engine, engine.ledger.get(number))


@router.get(
    "/{number}/claimreview",
    dependencies=[READ],
    responses={200: {"content": {LD_JSON: {}}}, **responses(404)},
    response_class=JSONResponse,
)
def get_claimreview(
    engine: EngineDep,
    number: schemas.Number,
    url: Annotated[
        str,
        Query(
            max_length=2000,
            pattern=schemas.ADDRESS,
            description="The page that it will stand on.",
        ),
    ],
    organization: Annotated[
        schemas.Words | None,
        Query(max_length=200, description="Who publishes that page; by default the reviewer."),
    ] = None,
) -> JSONResponse:
    """The verdict that a person confirmed or changed, as ClaimReview of schema.org."""
    record = _record(engine, engine.ledger.get(number))
    return JsonLd(claim_review(record, url, organization))


def _written(
    request: Request, engine: Engine, content: Callable[[], dict[str, Any]]
) -> schemas.Record:
    """The record that an earlier attempt with the request's key wrote before it was cut off, or a new one."""
    token = getattr(request.state, "token", None)
    entry = engine.ledger.written(token) if token else None
    return _record(engine, entry or engine.ledger.append(content(), token))


def _content(engine: Engine, body: schemas.RecordIn) -> dict[str, Any]:
    if body.claim:
        return of_claim(engine, body.claim)
    if body.audited_claim:
        return _of_audited(engine, body.audited_claim)
    return _of_article(engine, body.article)


def of_claim(engine: Engine, asked: schemas.VerifyIn) -> dict[str, Any]:
    """A claim, verified, as the content of a record."""
    found = replies.verification(engine, engine.verify(question_of(asked)))
    return _checked(engine, "claim", asked.model_dump(mode="json"), found.model_dump(mode="json"))


def _of_article(engine: Engine, sent: schemas.ArticleIn | None) -> dict[str, Any]:
    assert sent is not None, "a record has a claim or an article"
    try:
        article = engine.read([sent.submission()])[0]
    except UnreadableArticle as fault:
        raise FieldFault("/article", fault) from fault
    asked = {
        **replies.head(article).model_dump(mode="json"),
        "text_sha256": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
    }
    found = replies.provenance(engine.provenance(article))
    return _checked(engine, "article", asked, found.model_dump(mode="json"))


def _checked(
    engine: Engine, kind: str, asked: Mapping[str, Any], found: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "kind": kind,
        "at": _now(),
        "asked": asked,
        "found": found,
        "made_with": {**engine.made_with, "trust_list": bool(engine.trust)},
    }


def _of_audited(engine: Engine, asked: schemas.AuditedClaimIn) -> dict[str, Any]:
    """A claim of an audit, as the content of a record: what was found then, not anew."""
    engine.jobs.audit(asked.audit_id)
    found = [replies.result(r) for r in engine.jobs.results(asked.audit_id, asked.place, 1)]
    if not found or found[0].place != asked.place:
        raise UnusableRecord(f"the audit has no result at place {asked.place}, or none yet")
    result = found[0]
    if asked.number >= len(result.claims):
        raise UnusableRecord(
            f"the result at place {asked.place} is {result.status} with {len(result.claims)} claims, numbered from 0; there is no number {asked.number}"
        )
    claim = result.claims[asked.number]
    article = {"article_id", "outlet", "url", "title", "published_at"}
    return {
        "kind": "claim",
        "subject": reviews.subject(asked.audit_id, asked.place, asked.number),
        "at": _now(),
        "asked": {
            **asked.model_dump(),
            "claim": claim.statement or claim.text,
            "as_of": result.model_dump(mode="json")["published_at"],
        },
        "article": result.model_dump(mode="json", include=article),
        "found": {
            **claim.model_dump(mode="json", exclude={"record", "review"}),
            "snapshot": result.snapshot,
        },
    }


def _of_review(record: schemas.Record, body: schemas.ReviewIn) -> dict[str, Any]:
    kind = record.content["kind"]
    field = reviews.REVIEWED.get(kind)
    if field is None:
        raise UnusableReview(f"record {record.number} is a review; review the record that it is of")
    override = None
    if body.decision == "overridden":
        found, instead = record.content["found"][field], getattr(body, field)
        _check_override(record, field, found, instead)
        override = {"field": field, "from": found, "to": instead}
    _check_repetition(record, body)
    return {
        "kind": "review",
        "at": _now(),
        "record": record.number,
        "reviewer": body.reviewer,
        "decision": body.decision,
        "override": override,
        "reason": body.reason,
    }


def _check_override(record: schemas.Record, field: str, found: Any, instead: Any) -> None:
    """An override changes what was found."""
    if instead is None:
        kind = record.content["kind"]
        raise UnusableReview(
            f"record {record.number} is of a {kind}; an override of it gives {field}"
        )
    if instead == found:
        raise UnusableReview(f"{field} {found} is what was found; confirm it instead")


def _check_repetition(record: schemas.Record, body: schemas.ReviewIn) -> None:
    """The same decision by the same person is written down once."""
    last = record.review
    if last is None or body.decision == "annotated":
        return
    said = (body.reviewer, body.decision)
    same = body.decision == "confirmed" or (body.verdict, body.flagged) == (
        last.verdict,
        last.flagged,
    )
    if said == (last.reviewer, last.decision) and same:
        raise UnusableReview(
            f"{last.reviewer} has {last.decision} record {record.number} already, in record {last.record}; annotate it to add to that"
        )


def _record(engine: Engine, entry: Entry) -> schemas.Record:
    return reviews.records(engine.ledger, [entry])[0]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
