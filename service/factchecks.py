"""The HTTP calls of prior fact checks: taken in, listed, forgotten."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response

from index.errors import UnreadableFactCheck
from index.reading.claimreview import claim_reviews, fact_check, page_claim_reviews
from index.types import FactCheck
from service import schemas
from service.errors import FieldFault, responses
from service.idempotency import IdempotencyKey, StoringRoute
from service.keys import ADMIN, READ, WRITE
from service.limits import SLOT
from service.paging import AfterId, Limit, cut
from service.routes import EngineDep

router = APIRouter(
    prefix="/v1/factchecks",
    tags=["fact checks"],
    route_class=StoringRoute,
    responses=responses(400, 413, 422, 503),
)


@router.post("", status_code=201, dependencies=[WRITE, SLOT], responses=responses(409))
def post_factchecks(
    engine: EngineDep, body: schemas.FactChecksIn, _: IdempotencyKey = None
) -> schemas.StoredFactChecks:
    """Store fact checks of others, all or none; `verify` shows those on the same claim beside its verdict."""
    checks = [
        *_read(body.claim_reviews, claim_reviews, "claim_reviews"),
        *_read(body.pages, page_claim_reviews, "pages"),
    ]
    return schemas.StoredFactChecks(
        fact_checks=[
            schemas.StoredFactCheck(**out(check).model_dump(), status=status)
            for check, status in engine.fact_checks.put(checks)
        ]
    )


@router.get("", dependencies=[READ])
def get_factchecks(
    engine: EngineDep,
    cursor: AfterId = None,
    limit: Limit = 20,
) -> schemas.FactCheckPage:
    """List stored fact checks in the order of their ids."""
    shown, last = cut(engine.fact_checks.page(cursor, limit + 1), limit)
    return schemas.FactCheckPage(
        fact_checks=[out(check) for check in shown], next_cursor=last and last.id
    )


@router.delete("/{check_id}", status_code=204, dependencies=[ADMIN], responses=responses(404))
def delete_factcheck(engine: EngineDep, check_id: schemas.Id) -> Response:
    """Forget a fact check."""
    engine.fact_checks.remove(check_id)
    return Response(status_code=204)


def out(check: FactCheck) -> schemas.FactCheck:
    """A fact check on the wire."""
    return schemas.FactCheck.model_validate(check)


def _read(
    given: Sequence[Any], reader: Callable[[Any], list[Mapping[str, Any]]], field: str
) -> list[FactCheck]:
    """What was sent, read; a fault names its place."""
    checks: list[FactCheck] = []
    for place, item in enumerate(given):
        try:
            checks += map(fact_check, reader(item))
        except UnreadableFactCheck as fault:
            raise FieldFault(f"/{field}/{place}", fault) from fault
    return checks
