import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import standardwebhooks
from fastapi.testclient import TestClient

from index.outbox import Outbox
from service.app import create_app
from service.settings import Settings
from tests.parts import opener
from tests.service.receiver import receiving

WIRE = {
    "id": "wire",
    "outlet": "wire.example",
    "published_at": "2026-03-11",
    "text": "The ferry carried 214 passengers to Skerrow. It ran aground on Tuesday evening near the harbour.",
}
RIVAL = {
    "id": "rival",
    "outlet": "rival.example",
    "published_at": "2026-03-12",
    "text": "The ferry carried 241 passengers to Skerrow.",
}
EMPTY = {"outlet": "pulse.example", "text": "Advertisement"}


def ask(client: TestClient, status: int = 202, key: str | None = None, **body: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    reply = client.post("/v1/audits", json=body, headers=headers)
    assert reply.status_code == status, reply.text
    return reply.json()


def ended(client: TestClient, audit_id: str) -> Any:
    found: Any = None
    for _ in range(600):
        found = client.get(f"/v1/audits/{audit_id}").json()
        if found["finished_at"]:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def results(client: TestClient, audit_id: str) -> list[Any]:
    ended(client, audit_id)
    return list(client.get(f"/v1/audits/{audit_id}/results").json()["results"])


def test_articles_of_a_batch_see_each_other_and_nobody_else_sees_them(client: TestClient) -> None:
    """Each is held against the other; the corpus stays as it was, and a bad article stops nobody."""
    asked = client.post("/v1/audits", json={"articles": [WIRE, EMPTY, RIVAL]})
    assert asked.status_code == 202
    audit_id = asked.json()["id"]
    assert asked.headers["location"] == f"/v1/audits/{audit_id}"
    assert asked.json() == {"id": audit_id, "status": "queued", "total": 3}
    wire, empty, rival = results(client, audit_id)
    assert [r["place"] for r in (wire, empty, rival)] == [0, 1, 2]
    assert (wire["article_id"], wire["text"]) == ("wire", WIRE["text"])
    assert [c["verdict"] for c in wire["claims"]] == ["refuted", "not_enough_evidence"]
    assert wire["counts"] == {
        "supported": 0,
        "refuted": 1,
        "conflicting": 0,
        "not_enough_evidence": 1,
    }
    first = wire["claims"][0]
    assert wire["text"][first["start"] : first["end"]] == first["text"]
    assert [e["article_id"] for e in first["conflicting"]] == ["rival"]
    assert first["conflicting"][0]["divergences"][0]["explanation"] == "214 here, 241 there"
    assert [c["verdict"] for c in rival["claims"]] == ["refuted"]
    assert (empty["status"], empty["error"]["status"], empty["claims"]) == ("failed", 422, [])
    assert "no article text is left" in empty["error"]["detail"]
    found = client.get(f"/v1/audits/{audit_id}").json()
    assert (found["status"], found["done"], found["failed"]) == ("completed", 3, 1)
    assert client.get("/v1/articles").json()["articles"] == []


def test_stored_articles_are_audited_by_id(client: TestClient) -> None:
    """They see the corpus without themselves, and an unknown id is a result that says so."""
    client.post("/v1/articles", json={"articles": [WIRE, RIVAL]})
    wire, nobody = results(client, ask(client, article_ids=["wire", "nobody"])["id"])
    assert [c["verdict"] for c in wire["claims"]] == ["refuted", "not_enough_evidence"]
    assert wire["snapshot"] == "r1"
    assert (nobody["status"], nobody["error"]["status"]) == ("failed", 404)


def test_results_are_paged_and_streamed(client: TestClient) -> None:
    """A cursor leads through all results once, and lines of JSON hold the same."""
    audit_id = ask(
        client, articles=[{**WIRE, "id": f"a{n}", "outlet": f"{n}.example"} for n in range(5)]
    )["id"]
    address = f"/v1/audits/{audit_id}/results"
    lines = client.get(address, headers={"accept": "application/x-ndjson"})
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    streamed = [json.loads(line) for line in lines.text.splitlines()]
    paged: list[Any] = []
    cursor: Any = "0"
    while cursor:
        page = client.get(address, params={"limit": 2, "cursor": cursor}).json()
        paged += page["results"]
        cursor = page["next_cursor"]
    assert paged == streamed
    assert [item["article_id"] for item in paged] == ["a0", "a1", "a2", "a3", "a4"]
    assert [sum(item["counts"].values()) for item in paged] == [2] * 5


def test_progress_comes_as_events(client: TestClient) -> None:
    """The last event is `end`, with what `GET` gives then; before it stands progress."""
    audit_id = ask(client, articles=[WIRE, RIVAL])["id"]
    stream = client.get(f"/v1/audits/{audit_id}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    events = [
        dict(line.split(": ", 1) for line in block.splitlines())
        for block in stream.text.strip().split("\n\n")
    ]
    assert {event["event"] for event in events[:-1]} <= {"progress"}
    assert (events[-1]["event"], events[-1]["id"]) == ("end", "2")
    assert json.loads(events[-1]["data"]) == client.get(f"/v1/audits/{audit_id}").json()


def test_a_report_is_a_page_that_loads_nothing(client: TestClient) -> None:
    """It holds the article's text with its claims marked, and the evidence."""
    audit_id = ask(client, articles=[WIRE, RIVAL])["id"]
    ended(client, audit_id)
    page = client.get(f"/v1/audits/{audit_id}/report")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<mark class="refuted"' in page.text
    assert "number: 214 here, 241 there" in page.text
    assert "src=" not in page.text


def test_a_cancelled_audit_ends(client: TestClient) -> None:
    """It is cancelled or was done before, its results can be read, and cancelling again changes nothing."""
    audit_id = ask(client, articles=[{**WIRE, "id": f"a{n}"} for n in range(200)])["id"]
    assert client.delete(f"/v1/audits/{audit_id}").status_code == 204
    found = ended(client, audit_id)
    assert (found["status"], found["total"]) == ("cancelled", 200)
    assert client.delete(f"/v1/audits/{audit_id}").status_code == 204
    last = client.get(f"/v1/audits/{audit_id}/results", params={"cursor": 199}).json()
    assert [(r["place"], r["status"], r["claims"]) for r in last["results"]] == [
        (199, "cancelled", [])
    ]
    assert last["next_cursor"] is None


@pytest.mark.parametrize("path", ["", "/results", "/events", "/report"])
def test_an_unknown_audit_is_told(client: TestClient, path: str) -> None:
    """A 404 problem, also where a stream would begin."""
    reply = client.get(f"/v1/audits/nobody{path}")
    assert (reply.status_code, "'nobody'" in reply.json()["detail"]) == (404, True)
    assert client.delete("/v1/audits/nobody").status_code == 404


def test_what_cannot_be_audited_is_refused(client: TestClient) -> None:
    """Nothing, both ways at once, and a webhook that was not added."""
    ask(client, 422)
    ask(client, 422, articles=[WIRE], article_ids=["wire"])
    ask(client, 422, articles=[])
    refused = ask(client, 422, articles=[WIRE], webhook="https://desk.example/hook")
    assert "crosscheck webhook add" in refused["detail"]


@pytest.fixture
def outspoken(tmp_path: Path) -> Iterator[tuple[TestClient, str, Any]]:
    """A client of a service that may send to this machine, the address of a receiver, and what it was told."""
    settings = Settings(data_folder=tmp_path / "data", host="testserver", private_webhooks=True)
    with receiving() as receiver, opener(settings) as engine:
        secret = Outbox(engine.corpus.database).register(receiver.url)

        def told() -> list[Any]:
            check = standardwebhooks.Webhook(secret)
            return [check.verify(body, headers) for headers, body in receiver.requests]

        with TestClient(create_app(settings, opener)) as client:
            yield client, receiver.url, told


def wait_for(told: Any, count: int) -> list[Any]:
    for _ in range(600):
        if len(told()) >= count:
            break
        time.sleep(0.05)
    return list(told())


def test_the_webhook_is_told_of_the_end_and_of_changed_verdicts(
    outspoken: tuple[TestClient, str, Any],
) -> None:
    """A later article that contradicts an audited claim is told with both verdicts, and other claims are left alone."""
    client, url, told = outspoken
    audit_id = ask(client, articles=[WIRE], webhook=url)["id"]
    (end,) = wait_for(told, 1)
    assert (end["type"], end["data"]["id"]) == ("audit.completed", audit_id)
    assert end["data"]["status"] == "completed"
    client.post("/v1/articles", json={"articles": [RIVAL]})
    change = wait_for(told, 2)[1]
    assert change["type"] == "claim.verdict.changed"
    assert {
        name: change["data"][name]
        for name in (
            "audit_id",
            "article_id",
            "number",
            "claim",
            "before",
            "verdict",
            "new_articles",
        )
    } == {
        "audit_id": audit_id,
        "article_id": "wire",
        "number": 0,
        "claim": "The ferry carried 214 passengers to Skerrow.",
        "before": "not_enough_evidence",
        "verdict": "refuted",
        "new_articles": ["rival"],
    }
    hook = client.get(f"/v1/audits/{audit_id}").json()["webhook"]
    assert (hook["waiting"], hook["disabled_at"], hook["fault"]) == (0, None, None)
    assert len(told()) == 2
