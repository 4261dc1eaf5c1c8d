from typing import Any

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from index.database import open_database
from index.ledger import START, Ledger, Soundness
from service import render
from service.settings import Settings
from tests.service.test_routes import FERRY, post

CLAIM = "The ferry carried 241 passengers."
OVERRIDE = {
    "reviewer": "Ada Moss",
    "decision": "overridden",
    "verdict": "supported",
    "reason": "The operator corrected its figure.",
}


def recorded(client: TestClient) -> Any:
    post(client, "/v1/articles", {"articles": [FERRY]}, 201)
    return post(client, "/v1/records", {"claim": {"claim": CLAIM}}, 201)


def test_a_check_is_written_down_with_what_it_was_made_with(client: TestClient) -> None:
    """The record holds the question, the whole answer, and the models and thresholds behind it."""
    record = recorded(client)
    content = record["content"]
    assert (record["number"], record["previous"], content["kind"]) == (1, START, "claim")
    assert content["asked"]["claim"] == CLAIM
    assert content["found"]["verdict"] == "refuted"
    assert content["found"]["conflicting"][0]["sentence"]["text"].startswith(
        "The ferry carried 214"
    )
    made_with = content["made_with"]
    assert [model["name"] for model in made_with["models"]] == [
        "words",
        "words",
        "combination",
        "worth",
    ]
    assert made_with["thresholds"] == {"stance": 0.5, "related": 0.3, "candidates": 60}
    assert client.get("/v1/records/1").json() == record


def test_an_articles_provenance_is_written_down(client: TestClient) -> None:
    """The record names the article by its head and the hash of its text."""
    record = post(client, "/v1/records", {"article": FERRY}, 201)
    assert record["content"]["asked"]["id"] == "wire-1"
    assert len(record["content"]["asked"]["text_sha256"]) == 64
    assert record["content"]["found"]["status"] == "none"


def test_a_review_is_a_record_of_its_own(client: TestClient) -> None:
    """Who overrode what, and why, follows in the chain; what was reviewed stays as it was."""
    record = recorded(client)
    review = post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    assert (review["number"], review["previous"]) == (2, record["hash"])
    content = {name: value for name, value in review["content"].items() if name != "at"}
    assert content == {
        "kind": "review",
        "record": 1,
        "reviewer": "Ada Moss",
        "decision": "overridden",
        "override": {"field": "verdict", "from": "refuted", "to": "supported"},
        "reason": "The operator corrected its figure.",
    }
    post(client, "/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 201)
    assert client.get("/v1/records/1").json() == record
    listed = client.get("/v1/records?limit=2").json()
    assert ([r["number"] for r in listed["records"]], listed["next_cursor"]) == ([1, 2], 2)
    last = client.get("/v1/records?cursor=2").json()
    assert ([r["number"] for r in last["records"]], last["next_cursor"]) == ([3], None)


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/v1/records", {}, 422, ""),
        ("/v1/records", {"article": {"outlet": "x", "text": "Share this"}}, 422, "no article text"),
        ("/v1/records/9/reviews", OVERRIDE, 404, "no record number 9"),
        ("/v1/records/2/reviews", OVERRIDE, 422, "record 2 is a review"),
        ("/v1/records/3/reviews", OVERRIDE, 422, "an override of it gives flagged"),
        ("/v1/records/1/reviews", {**OVERRIDE, "reason": None}, 422, ""),
        ("/v1/records/1/reviews", {**OVERRIDE, "decision": "confirmed"}, 422, ""),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    client: TestClient, path: str, body: dict[str, Any], status: int, said: str
) -> None:
    """An empty request, an unreadable article, an unknown record and a review that does not fit write nothing."""
    recorded(client)
    post(client, "/v1/records/1/reviews", {"reviewer": "Ben", "decision": "confirmed"}, 201)
    post(client, "/v1/records", {"article": FERRY}, 201)
    assert said in post(client, path, body, status)["detail"]
    assert len(client.get("/v1/records").json()["records"]) == 3


def test_the_chain_of_what_was_served_is_sound(client: TestClient, settings: Settings) -> None:
    """The ledger that the service wrote can be checked from outside, and read line by line."""
    recorded(client)
    last = post(client, "/v1/records/1/reviews", OVERRIDE, 201)
    with open_database(settings.data_folder, settings.database) as database:
        ledger = Ledger(database)
        assert ledger.check() == Soundness(2, last["hash"])
        first, second = (render.record_line(entry) for entry in ledger.page(0, 2))
        console = Console(record=True, width=100)
        render.record(console, ledger.get(2))
    assert first.endswith(f"claim    refuted: {CLAIM}")
    assert second.endswith("review   record 1 overridden by Ada Moss: verdict refuted → supported")
    assert "The operator corrected its figure." in console.export_text()


def test_a_broken_chain_is_said_in_words() -> None:
    """Sound, broken and cut chains each have a line that says what to think of them."""
    assert render.soundness(Soundness(2, "ab")) == "2 records, sound; note the last hash: ab"
    assert render.soundness(Soundness(1, "ab", 2)).startswith("broken at record 2; the 1 before")
    assert "cut or rewritten" in render.soundness(Soundness(1, "ab", noted=False))
