"""The application: routes, errors and limits folded together; nothing happens at import."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, TypedDict

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware

from index.answers import Answers
from index.keys import Keys
from index.observer import Observer
from service import audits, errors, factchecks, records, routes, stories
from service.access import Access
from service.engine import Engine, Opener, open_engine
from service.headers import HeadersAlone, SecurityHeaders
from service.jobs import working
from service.keys import Door, Identify
from service.limits import BodyLimit, RequestRate, Slots
from service.metrics import Metrics
from service.parameters import refuse_unclear
from service.readiness import Readiness
from service.schemas import Problem
from service.settings import Settings
from service.tracing import Tracing, telemetry


class State(TypedDict):
    """What the lifespan hands to every request."""

    engine: Engine
    answers: Answers
    keys: Keys
    slots: Slots
    metrics: Metrics
    readiness: Readiness


def create_app(
    settings: Settings, opener: Opener = open_engine, tracing: Tracing | None = None
) -> FastAPI:
    """The service; its engine is opened when it starts and closed when it stops."""
    metrics = Metrics()
    observers = (metrics, tracing) if tracing else (metrics,)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        with (
            opener(settings) as engine,
            metrics.reading(engine),
            working(engine, observers) as workers,
        ):
            database = engine.corpus.database
            yield {
                "engine": engine,
                "answers": Answers(database, workers.holder.id),
                "keys": Keys(database),
                "slots": Slots(settings.most_concurrent),
                "metrics": metrics,
                "readiness": Readiness(engine, workers),
            }

    app = FastAPIOffline(
        title="Crosscheck",
        version=version("crosscheck"),
        summary="Which sentences of which outlets support a claim, which conflict with it, and how.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=lifespan,
        telemetry=telemetry(tracing),
        generate_unique_id_function=_name,
    )
    for router in (
        routes.storing,
        routes.router,
        audits.storing,
        audits.router,
        records.router,
        factchecks.router,
        stories.router,
    ):
        app.include_router(
            router,
            dependencies=[Depends(refuse_unclear)],
            responses=errors.responses(401, 403, 415, 421, 429),
        )
    app.include_router(routes.outside)
    errors.install(app)
    _guard(app, settings, metrics, observers)
    _describe_problem(app)
    return app


def _name(route: APIRoute) -> str:
    """The operation id of a route: the name of its function, which links and generated clients use."""
    return route.name


def _guard(
    app: FastAPI, settings: Settings, metrics: Metrics, observers: Sequence[Observer]
) -> None:
    """What a request passes through on its way in, the last named first."""
    app.add_middleware(HeadersAlone)
    app.add_middleware(BodyLimit, most=settings.most_body_bytes)
    app.add_middleware(Door, host=settings.host)
    app.add_middleware(RequestRate, most=settings.most_requests_per_minute)
    app.add_middleware(Identify)
    app.add_middleware(Access, metrics=metrics, observers=observers)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins.split(),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=[
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-None-Match",
                "X-Request-ID",
            ],
            expose_headers=[
                "ETag",
                "Location",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After",
                "X-Request-ID",
            ],
        )
    app.add_middleware(SecurityHeaders)


def _describe_problem(app: FastAPI) -> None:
    """Every 4xx and 5xx of the OpenAPI document is a problem, FastAPI's own validation errors too."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            parts = document["components"]["schemas"]
            parts.pop("HTTPValidationError", None)
            parts.pop("ValidationError", None)
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            parts.update(problem.pop("$defs", {}))
            parts["Problem"] = problem
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]
