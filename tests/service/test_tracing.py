import sys
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import HttpUrl

from index.observer import observed_by, stage
from service.app import create_app
from service.settings import Settings
from service.tracing import Tracing, TracingUnavailable, open_tracing
from tests.parts import opener
from tests.service.logged import lines, logged
from tests.service.receiver import receiving

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"
FERRY = {"outlet": "wire.example", "text": "The ferry carried 214 passengers to Skerrow."}


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traced(settings: Settings, exporter: InMemorySpanExporter) -> Iterator[TestClient]:
    """A client of an application that is traced."""
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with TestClient(create_app(settings, opener, Tracing(provider))) as client:
        yield client


def by_name(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


def test_a_request_is_a_span_with_its_stages_inside(
    traced: TestClient, exporter: InMemorySpanExporter
) -> None:
    """The trace of the caller goes on: the request is its child, the stages are the request's."""
    traced.post("/v1/articles", json={"articles": [FERRY]})
    exporter.clear()
    traced.post("/v1/verify", json={"claim": "It carried 214."}, headers={"traceparent": PARENT})
    spans = by_name(exporter)
    assert set(spans) == {"POST /v1/verify", "search", "cover", "judge", "trace", "decide"}
    request = spans.pop("POST /v1/verify")
    assert request.context
    assert request.parent
    assert request.attributes
    assert (f"{request.context.trace_id:032x}", f"{request.parent.span_id:016x}") == (
        TRACE,
        "00f067aa0ba902b7",
    )
    assert request.attributes["http.response.status_code"] == 200
    assert [span.parent for span in spans.values()] == [request.context] * 5
    assert spans["search"].attributes == {"crosscheck.items": 1}


def test_lines_of_the_log_name_the_trace(traced: TestClient) -> None:
    """The line of a traced request has the id of its trace."""
    with logged() as stream:
        traced.get("/healthz", headers={"traceparent": PARENT})
    assert lines(stream)[0]["trace_id"] == TRACE
    assert len(lines(stream)[0]["span_id"]) == 16


def test_an_article_of_an_audit_is_a_trace_of_its_own(
    traced: TestClient, exporter: InMemorySpanExporter
) -> None:
    """Its stages are inside it; the request that asked for it ended long ago."""
    asked = traced.post("/v1/audits", json={"articles": [FERRY]}).json()
    while not traced.get(f"/v1/audits/{asked['id']}").json()["finished_at"]:
        time.sleep(0.05)
    spans = by_name(exporter)
    assert spans["audit"].parent is None
    assert spans["detect"].parent == spans["audit"].context


def test_a_failed_stage_is_told_without_the_words_of_its_fault(
    exporter: InMemorySpanExporter,
) -> None:
    """A fault may quote an article, so a span has its type alone."""
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with (
        pytest.raises(ValueError, match="secret"),
        observed_by(Tracing(provider)),
        stage("judge"),
    ):
        raise ValueError("secret")
    span = by_name(exporter)["judge"]
    assert (span.status.is_ok, span.status.description, span.events) == (False, "ValueError", ())


def test_spans_are_sent_to_the_collector() -> None:
    """They arrive as OTLP over HTTP at the path that the protocol names, before the block ends."""
    with receiving(200) as collector:
        with open_tracing(HttpUrl(collector.url)) as tracing:
            assert tracing
            with observed_by(tracing), stage("search"):
                pass
        ((headers, body),) = collector.requests
    assert (collector.paths, headers["content-type"]) == (
        ["/v1/traces"],
        "application/x-protobuf",
    )
    assert "search" in body


def test_without_a_collector_nothing_is_traced(client: TestClient) -> None:
    """No setting, no tracing, and no trace in the log, whatever the request brings."""
    with open_tracing(None) as tracing:
        assert tracing is None
    with logged() as stream:
        client.get("/healthz", headers={"traceparent": PARENT})
    assert "trace_id" not in lines(stream)[0]


def test_missing_packages_are_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting without the extra is an error at the start."""
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with (
        pytest.raises(TracingUnavailable, match=r"pip install '\.\[telemetry\]'"),
        open_tracing(HttpUrl("http://localhost:4318")),
    ):
        pass
