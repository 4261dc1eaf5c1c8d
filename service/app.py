"""The application: routes, errors and limits folded together; nothing happens at import."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, TypedDict

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.answers import Answers
from service import audits, errors, records, routes
from service.access import Access
from service.engine import Engine, Opener, open_engine
from service.jobs import working
from service.metrics import Metrics
from service.readiness import Readiness
from service.schemas import Problem
from service.settings import Settings
from service.tracing import Tracing, telemetry


class State(TypedDict):
    """What the lifespan hands to every request."""

    engine: Engine
    answers: Answers
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
            yield {
                "engine": engine,
                "answers": Answers(engine.corpus.database, workers.holder.id),
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
    )
    for router in (
        routes.storing,
        routes.router,
        audits.storing,
        audits.router,
        records.router,
        routes.outside,
    ):
        app.include_router(router)
    errors.install(app)
    app.add_middleware(BodyLimit, most=settings.most_body_bytes)
    app.add_middleware(Access, metrics=metrics, observers=observers)  # the outermost comes last
    _describe_problem(app)
    return app


class BodyLimit:
    """Answers 413 as soon as a request's body is known to be larger than `most` bytes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []
        size, more = 0, True
        while more and size <= self.most:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            more = bool(message.get("more_body", False))
        if size > self.most:
            reply = errors.problem(
                413,
                f"the body is larger than {self.most} bytes; send the articles in smaller batches",
            )
            await reply(scope, receive, send)
            return

        async def replay() -> Message:
            return messages.pop(0) if messages else await receive()

        await self.app(scope, replay, send)


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
