import re
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.metrics import Metrics
from service.settings import Settings
from tests.parts import opener

DOCUMENTED = Path(__file__).parents[2] / "docs" / "how-to" / "monitoring.md"
FERRY = {
    "id": "wire",
    "outlet": "wire.example",
    "text": "The ferry carried 214 passengers. It ran aground near the harbour.",
}
EMPTY = {"outlet": "pulse.example", "text": "Advertisement"}


def samples(client: TestClient) -> dict[str, float]:
    """Every sample by its name and the values of its labels, the buckets of histograms left out."""
    return {
        " ".join(
            (sample.name, *(value for _, value in sorted(sample.labels.items())))
        ): sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def audited(client: TestClient) -> None:
    asked = client.post("/v1/audits", json={"articles": [{**FERRY, "id": "other"}, EMPTY]}).json()
    while not client.get(f"/v1/audits/{asked['id']}").json()["finished_at"]:
        time.sleep(0.05)


@pytest.fixture
def found(client: TestClient) -> dict[str, float]:
    """What the metrics are after some work."""
    client.post("/v1/articles", json={"articles": [FERRY]})
    client.post("/v1/articles", json={"articles": [FERRY]})
    client.post("/v1/verify", json={"claim": "The ferry carried 214 passengers."})
    client.get("/v1/articles/nobody")
    client.get("/nobody")
    client.get("/made-up")
    audited(client)
    return samples(client)


def test_requests_are_counted_and_timed_by_route(found: dict[str, float]) -> None:
    """A route is its template, and all unknown paths are one."""
    assert found["crosscheck_requests_total POST /v1/articles 201"] == 2
    assert found["crosscheck_requests_total GET /v1/articles/{article_id} 404"] == 1
    assert found["crosscheck_requests_total GET other 404"] == 2
    assert found["crosscheck_request_seconds_count POST /v1/articles"] == 2
    assert found["crosscheck_request_seconds_sum POST /v1/articles"] > 0


def test_stages_are_timed_with_what_goes_through_them(found: dict[str, float]) -> None:
    """Stages of requests and of audits are told alike; the articles of a batch are read, stored and searched too."""
    counted = {
        stage: found[f"crosscheck_stage_seconds_count {stage}"]
        for stage in (
            "read",
            "store",
            "detect",
            "search",
            "cover",
            "sift",
            "judge",
            "trace",
            "decide",
            "audit",
        )
    }
    assert counted == {
        "read": 6,
        "store": 2,
        "detect": 3,
        "search": 3,
        "cover": 1,
        "sift": 1,
        "judge": 2,
        "trace": 2,
        "decide": 2,
        "audit": 2,
    }
    assert found["crosscheck_stage_items_sum judge"] == 2
    assert found["crosscheck_stage_items_sum decide"] == 3


def test_outcomes_are_counted_by_kind(found: dict[str, float]) -> None:
    """Verdicts, stored articles, audited ones and assessments; a kind that never came is there with none."""
    assert found["crosscheck_verdicts_total supported"] == 1
    assert found["crosscheck_verdicts_total not_enough_evidence"] == 2
    assert found["crosscheck_verdicts_total refuted"] == 0
    assert found["crosscheck_ingested_articles_total added"] == 1
    assert found["crosscheck_ingested_articles_total unchanged"] == 1
    assert found["crosscheck_audited_articles_total completed"] == 1
    assert found["crosscheck_audited_articles_total failed"] == 1
    assert found["crosscheck_provenance_total undetermined"] == 3


def test_what_waits_and_what_is_stored_is_read_when_asked(settings: Settings) -> None:
    """Gauges follow the database, also where another process wrote; and they are gone when the engine is closed."""
    with opener(settings) as engine:
        metrics = Metrics()
        with metrics.reading(engine):
            engine.jobs.add("one", ["a", "b"])
            text = metrics.text("")[0].decode()
        assert "crosscheck_audits_open" not in metrics.text("")[0].decode()
    values = dict(re.findall(r"^crosscheck_(\w+) (\S+)$", text, re.MULTILINE))
    assert 0 <= float(values.pop("audit_oldest_seconds")) < 60
    assert {name: float(value) for name, value in values.items()} == {
        "audits_open": 1,
        "audit_articles_waiting": 2,
        "webhook_events_due": 0,
        "corpus_articles": 0,
        "corpus_sentences": 0,
    }


def test_every_metric_is_in_the_documentation(client: TestClient) -> None:
    """The table of docs/how-to/monitoring.md has each metric with its type and labels, and no other."""
    client.post("/v1/verify", json={"claim": "The ferry sank."})
    text = client.get("/metrics").text
    shown = set(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    table = set(
        re.findall(r"^\| `(\w+)` \| (\w+) \|", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert table == shown


def test_each_application_has_metrics_of_its_own(client: TestClient, tmp_path: Path) -> None:
    """Two in one process do not count each other's requests, and OpenMetrics is spoken to whoever accepts it."""
    client.get("/healthz")
    app = create_app(Settings(data_folder=tmp_path / "other", host="testserver"), opener)
    with TestClient(app) as other:
        assert "crosscheck_requests_total GET /healthz 200" not in samples(other)
        reply = other.get("/metrics", headers={"accept": "application/openmetrics-text"})
    assert reply.headers["content-type"].startswith("application/openmetrics-text")
    assert reply.text.endswith("# EOF\n")
