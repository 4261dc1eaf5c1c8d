"""Figures of the service for Prometheus: what was done is counted as it happens, what waits and what is stored is read when asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from claims.types import ProvenanceStatus, Verdict
from index.types import IngestStatus, JobStatus
from service.engine import Engine

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096)
OUTCOMES: dict[str, tuple[str, str, Iterable[str]]] = {
    "verdict": ("crosscheck_verdicts", "Claims by their verdict.", Verdict),
    "ingested": (
        "crosscheck_ingested_articles",
        "Articles that were sent to be stored, by what became of them.",
        IngestStatus,
    ),
    "audited": (
        "crosscheck_audited_articles",
        "Articles of audits by how they ended.",
        (JobStatus.COMPLETED, JobStatus.FAILED),
    ),
    "provenance": (
        "crosscheck_provenance",
        "Assessments of where an article comes from, by what was found.",
        ProvenanceStatus,
    ),
}
"""what is counted: the metric's name, what it says, and every kind there is"""


class Metrics:
    """The metrics of one application; an observer of stages and outcomes."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "crosscheck_requests",
            "Requests by their answer; status 0 where the connection ended before it.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "crosscheck_request_seconds",
            "Time to the end of the answer.",
            ("route", "method"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._stage_seconds = Histogram(
            "crosscheck_stage_seconds",
            "Time of a stage of the work.",
            ("stage",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._stage_items = Histogram(
            "crosscheck_stage_items",
            "Things that went through a stage together.",
            ("stage",),
            buckets=SIZES,
            registry=self._registry,
        )
        self._outcomes = {outcome: self._counter(*said) for outcome, said in OUTCOMES.items()}

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(route, method, status).inc()
        self._request_seconds.labels(route, method).observe(seconds)

    @contextmanager
    def stage(self, name: str, size: int) -> Iterator[None]:
        """Time a stage; one that fails counts too."""
        self._stage_items.labels(name).observe(size)
        with self._stage_seconds.labels(name).time():
            yield

    def count(self, outcome: str, kind: str) -> None:
        """Count an outcome."""
        self._outcomes[outcome].labels(kind).inc()

    @contextmanager
    def reading(self, engine: Engine) -> Iterator[None]:
        """While the engine is open, what it holds is among the metrics."""
        held = Held(engine)
        self._registry.register(held)
        try:
            yield
        finally:
            self._registry.unregister(held)

    def text(self, accept: str) -> tuple[bytes, str]:
        """All metrics as the client accepts them, Prometheus or OpenMetrics text, and the media type."""
        write, media_type = choose_encoder(accept)
        return write(self._registry), media_type

    def _counter(self, name: str, documentation: str, kinds: Iterable[str]) -> Counter:
        """A counter that shows every kind from the start, so that the first one is an increase."""
        made = Counter(name, documentation, ("kind",), registry=self._registry)
        for kind in kinds:
            made.labels(kind)
        return made


class Held(Collector):
    """What waits and what is stored, read from the database when somebody asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """A gauge each."""
        queue = self._engine.jobs.queue()
        articles, sentences = self._engine.corpus.count()
        age = (datetime.now(UTC) - queue.oldest).total_seconds() if queue.oldest else 0.0
        for name, documentation, value in (
            ("audits_open", "Audits that have not ended.", queue.audits),
            ("audit_articles_waiting", "Articles of audits without a result.", queue.articles),
            ("audit_oldest_seconds", "Age of the oldest audit that has not ended.", age),
            ("webhook_events_due", "Events that should have been sent.", self._engine.outbox.due()),
            ("corpus_articles", "Articles stored.", articles),
            ("corpus_sentences", "Sentences that can be found.", sentences),
        ):
            yield GaugeMetricFamily(f"crosscheck_{name}", documentation, value)
