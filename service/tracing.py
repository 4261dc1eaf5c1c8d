"""Traces for OpenTelemetry: a span for each request, which FastAPI makes, and inside it one for each stage of the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi.telemetry import TelemetryConfig
from opentelemetry.trace import StatusCode
from pydantic import HttpUrl

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

SECONDS = 3.0
"""for sending spans; a collector that does not answer keeps the service from ending so long"""


class TracingUnavailable(Exception):
    """The packages that make and send traces are not installed; the text says how to get them."""


class Tracing:
    """Makes spans by a provider of its own; an observer of stages."""

    def __init__(self, provider: "TracerProvider") -> None:
        self.provider = provider
        self._tracer = provider.get_tracer("crosscheck", version("crosscheck"))

    @contextmanager
    def stage(self, name: str, size: int) -> Iterator[None]:
        """A span inside the current one; what a fault says may quote an article, so its type alone is told."""
        with self._tracer.start_as_current_span(
            name,
            attributes={"crosscheck.items": size},
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except Exception as fault:
                span.set_status(StatusCode.ERROR, type(fault).__qualname__)
                raise

    def count(self, outcome: str, kind: str) -> None:
        """Outcomes are no part of a trace."""


def telemetry(tracing: Tracing | None) -> TelemetryConfig:
    """What FastAPI is to make of requests: spans, where they are wanted, and nothing else."""
    off = TelemetryConfig(
        tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
    )
    return {**off, "tracing": True, "tracer_provider": tracing.provider} if tracing else off


@contextmanager
def open_tracing(endpoint: HttpUrl | None) -> Iterator[Tracing | None]:
    """Send traces to a collector until the block ends; none without one.

    Args:
        endpoint: base address of the collector; the path `/v1/traces` of OTLP over HTTP is added.

    Raises:
        TracingUnavailable: the packages are not installed.
    """
    if endpoint is None:
        yield None
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as fault:
        raise TracingUnavailable(
            "CROSSCHECK_OTLP_ENDPOINT is set, but the packages that send traces are not installed; run in the checkout of Crosscheck: pip install '.[telemetry]'"
        ) from fault
    named = {"service.name": "crosscheck", "service.version": version("crosscheck")}
    provider = TracerProvider(resource=Resource.create(named), shutdown_on_exit=False)
    exporter = OTLPSpanExporter(f"{str(endpoint).rstrip('/')}/v1/traces", timeout=SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    try:
        yield Tracing(provider)
    finally:
        provider.shutdown()
