import json
from pathlib import Path

from fastapi.testclient import TestClient
from rich.console import Console

from claims.verify import Question
from index.types import IngestStatus
from service import render
from service.engine import Engine
from service.files import read_fact_checks
from tests.index.test_claimreview import REVIEW
from tests.service.test_routes import FERRY, post

CLAIM = {"claim": "The ferry had 241 passengers."}
PAGE = f'<html><script type="application/ld+json">{json.dumps(REVIEW)}</script></html>'


def test_a_verdict_shows_prior_checks_beside_it_and_is_the_same(client: TestClient) -> None:
    """The check stands in `fact_checks`; verdict, evidence and counts are as without it, and the snapshot says that something came."""
    post(client, "/v1/articles", {"articles": [FERRY]}, 201)
    before = post(client, "/v1/verify", CLAIM)
    sent = post(client, "/v1/factchecks", {"claim_reviews": [REVIEW]}, 201)["fact_checks"][0]
    after = post(client, "/v1/verify", CLAIM)
    (shown,) = after.pop("fact_checks")
    assert shown == {
        "id": sent["id"],
        "claim": "The ferry had 241 passengers.",
        "rating": "False",
        "author": "Skerrow Facts",
        "url": "https://facts.example/241",
        "published_at": "2026-03-12T00:00:00Z",
        "similarity": shown["similarity"],
        "stance": "supports",
    }
    assert (before["snapshot"], after["snapshot"]) == ("r1", "r2")
    assert {**before, "snapshot": "r2"} == {**after, "fact_checks": []}


def test_fact_checks_are_taken_listed_and_forgotten(client: TestClient) -> None:
    """Objects and pages are taken, the same one is one, pages lead through all, and what is removed is gone."""
    other = {**REVIEW, "url": "https://facts.example/other"}
    body = {
        "claim_reviews": [{"@graph": [REVIEW, other]}],
        "pages": [PAGE.replace("<", "\x03<", 1)],
    }
    stored = post(client, "/v1/factchecks", body, 201)["fact_checks"]
    assert [check["status"] for check in stored] == ["added"] * 3
    assert stored[0]["id"] == stored[2]["id"] != stored[1]["id"]
    again = post(client, "/v1/factchecks", {"pages": [PAGE]}, 201)["fact_checks"]
    assert [check["status"] for check in again] == ["unchanged"]
    first = client.get("/v1/factchecks?limit=1").json()
    second = client.get(f"/v1/factchecks?limit=1&cursor={first['next_cursor']}").json()
    assert second["next_cursor"] is None
    listed = [page["fact_checks"][0]["id"] for page in (first, second)]
    assert listed == sorted(check["id"] for check in stored[:2])
    assert client.delete(f"/v1/factchecks/{listed[0]}").status_code == 204
    assert client.delete(f"/v1/factchecks/{listed[0]}").status_code == 404
    assert len(client.get("/v1/factchecks").json()["fact_checks"]) == 1


def test_the_answer_tells_what_is_stored(client: TestClient) -> None:
    """An older rating that is sent after a newer one changes nothing, and the answer is the newer one."""
    older = {
        **REVIEW,
        "reviewRating": {"alternateName": "Unproven"},
        "datePublished": "2026-03-01",
    }
    (new,) = post(client, "/v1/factchecks", {"claim_reviews": [REVIEW]}, 201)["fact_checks"]
    (told,) = post(client, "/v1/factchecks", {"claim_reviews": [older]}, 201)["fact_checks"]
    assert told == {**new, "status": "unchanged"}
    assert client.get("/v1/factchecks").json()["fact_checks"][0]["rating"] == "False"


def test_a_bad_one_is_named_and_nothing_is_stored(client: TestClient) -> None:
    """The problem points to what could not be used."""
    bad = {**REVIEW, "url": "nowhere"}
    told = post(client, "/v1/factchecks", {"claim_reviews": [REVIEW, bad]}, 422)
    assert told["errors"][0]["pointer"] == "/claim_reviews/1"
    assert "url must be" in told["detail"]
    told = post(client, "/v1/factchecks", {"pages": ["<p>none</p>"]}, 422)
    assert told["errors"][0]["pointer"] == "/pages/0"
    post(client, "/v1/factchecks", {}, 422)
    assert client.get("/v1/factchecks").json()["fact_checks"] == []


def test_files_of_fact_checks_are_read(tmp_path: Path) -> None:
    """JSON, JSON Lines and pages hold them; what cannot be used is named by file and place, and the others are read."""
    (tmp_path / "a.json").write_text(json.dumps([REVIEW, {**REVIEW, "url": "nowhere"}]))
    (tmp_path / "b.jsonl").write_text(f"{json.dumps(REVIEW)}\n\n{json.dumps(REVIEW)}\n")
    (tmp_path / "c.html").write_text(PAGE)
    (tmp_path / "d.json").write_text("{")
    with (tmp_path / "a.json").open("rb") as given:
        found = list(read_fact_checks([str(tmp_path), "none-such", "-"], given))
    usable = [(item.source.rpartition("/")[2], item.check is not None) for item in found]
    assert usable == [
        ("a.json#0", True),
        ("a.json#1", False),
        ("b.jsonl#0", True),
        ("b.jsonl#1", True),
        ("c.html#0", True),
        ("d.json", False),
        ("none-such", False),
        ("-#0", True),
        ("-#1", False),
    ]
    assert all(bool(item.fault) is (item.check is None) for item in found)


def test_a_terminal_shows_them_too(engine: Engine, tmp_path: Path) -> None:
    """The verdict is followed by who checked the claim before and what came of it; storing is counted."""
    (tmp_path / "a.json").write_text(json.dumps(REVIEW))
    with (tmp_path / "a.json").open("rb") as given:
        checks = [item.check for item in read_fact_checks(["-"], given) if item.check]
    statuses = [status for _, status in engine.fact_checks.put(checks)]
    console = Console(record=True, width=120)
    render.fact_checks(console, statuses, 1)
    render.verification(console, engine.verify(Question(CLAIM["claim"])))
    said = console.export_text()
    assert statuses == [IngestStatus.ADDED]
    assert "1 fact checks: 1 added; 1 refused." in said
    assert "Skerrow Facts on the same: False (https://facts.example/241)" in said
