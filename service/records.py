"""Editors' records: what was checked, on what, with which models and thresholds, who reviewed it and what was overridden."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Query

from claims import verify
from claims.decide import DEFAULT
from index.errors import UnreadableArticle
from index.ledger import Entry
from service import replies, schemas
from service.engine import Engine
from service.errors import ArticleFault, UnusableReview, responses
from service.idempotency import IdempotencyKey, StoringRoute
from service.keys import READ, WRITE
from service.limits import SLOT
from service.links import links
from service.routes import EngineDep, question_of

router = APIRouter(
    prefix="/v1/records",
    tags=["records"],
    route_class=StoringRoute,
    responses=responses(400, 413, 422, 503),
)
_REVIEWED = {"claim": "verdict", "article": "flagged"}
"""what a review may override, by the kind of record"""


_FOLLOWING = links(201, "get_record", "post_reviews", number="/number")


@router.post("", status_code=201, dependencies=[WRITE, SLOT], responses=responses(409) | _FOLLOWING)
def post_records(
    engine: EngineDep, body: schemas.RecordIn, _: IdempotencyKey = None
) -> schemas.Record:
    """Check a claim or an article and write down what was found; the record cannot be changed afterwards."""
    content = of_claim(engine, body.claim) if body.claim else _of_article(engine, body.article)
    return _record(engine.ledger.append(content))


@router.post(
    "/{number}/reviews",
    status_code=201,
    dependencies=[WRITE],
    responses=responses(404, 409) | links(201, "get_record", number="/number"),
)
def post_reviews(
    engine: EngineDep, number: schemas.Number, body: schemas.ReviewIn, _: IdempotencyKey = None
) -> schemas.Record:
    """Write down what a person made of a record, as a record of its own."""
    return _record(engine.ledger.append(_of_review(engine.ledger.get(number), body)))


@router.get("", dependencies=[READ])
def get_records(
    engine: EngineDep,
    cursor: Annotated[
        int, Query(ge=0, le=2**31 - 1, description="`next_cursor` of the page before.")
    ] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="Most records of a page.")] = 20,
) -> schemas.RecordPage:
    """List the records in order."""
    found = engine.ledger.page(cursor, limit + 1)
    return schemas.RecordPage(
        records=[_record(entry) for entry in found[:limit]],
        next_cursor=found[limit - 1].number if len(found) > limit else None,
    )


@router.get("/{number}", dependencies=[READ], responses=responses(404))
def get_record(engine: EngineDep, number: schemas.Number) -> schemas.Record:
    """One record."""
    return _record(engine.ledger.get(number))


def of_claim(engine: Engine, asked: schemas.VerifyIn) -> dict[str, Any]:
    """A claim, verified, as the content of a record."""
    found = replies.verification(engine.verify(question_of(asked)))
    return _checked(engine, "claim", asked.model_dump(mode="json"), found.model_dump(mode="json"))


def _of_article(engine: Engine, sent: schemas.ArticleIn | None) -> dict[str, Any]:
    assert sent is not None, "a record has a claim or an article"
    try:
        article = engine.read([sent.submission()])[0]
    except UnreadableArticle as fault:
        raise ArticleFault(0, fault) from fault
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
        "made_with": {
            "crosscheck": version("crosscheck"),
            "encoder": engine.encoder.name,
            "stance_model": engine.judge.model.name,
            "thresholds": {**asdict(DEFAULT), "candidates": verify.CANDIDATES},
            "trust_list": bool(engine.trust),
        },
    }


def _of_review(entry: Entry, body: schemas.ReviewIn) -> dict[str, Any]:
    kind = entry.content["kind"]
    field = _REVIEWED.get(kind)
    if field is None:
        raise UnusableReview(f"record {entry.number} is a review; review the record that it is of")
    instead = getattr(body, field)
    if body.decision == "overridden" and instead is None:
        raise UnusableReview(
            f"record {entry.number} is of a {kind}; an override of it gives {field}"
        )
    override = {"field": field, "from": entry.content["found"][field], "to": instead}
    return {
        "kind": "review",
        "at": _now(),
        "record": entry.number,
        "reviewer": body.reviewer,
        "decision": body.decision,
        "override": override if body.decision == "overridden" else None,
        "reason": body.reason,
    }


def _record(entry: Entry) -> schemas.Record:
    return schemas.Record.model_validate(entry)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
