import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchmarks.fuzz import Tally, fuzzed
from index.keys import Scope

TEXT = "The ferry carried 214 passengers and ran aground on Tuesday."
BODIES = {
    "post_articles": {"articles": [{"outlet": "gazette.example", "text": TEXT}]},
    "post_audits": {"articles": [{"outlet": "gazette.example", "text": TEXT}]},
    "post_records": {"claim": {"claim": TEXT}},
    "post_reviews": {"reviewer": "Ada Moss", "decision": "confirmed"},
}

from_schemathesis = pytest.mark.filterwarnings(
    "ignore:Do not use the `random` module inside strategies"
)
"""its unsound requests do now and then"""


@from_schemathesis
@pytest.mark.parametrize("scopes", [None, frozenset(Scope)])
def test_generated_requests_are_answered_as_the_document_says(
    tmp_path: Path, scopes: frozenset[Scope] | None
) -> None:
    """Sound or unsound, alone or one after the other: the status, headers and body are documented, and no answer is a 5xx."""
    tally = Tally()
    with fuzzed(tmp_path / "data", tally, scopes) as fuzzer:
        fuzzer.operations(examples=2, number=7)
        fuzzer.histories(examples=5, number=7)
    assert len({label for label, _ in tally.answers}) == 30
    assert tally.followed
    assert not {401, 403} & {status for _, status in tally.answers}


@from_schemathesis
def test_without_the_scope_nothing_is_done(tmp_path: Path) -> None:
    """A key that may only read is answered 403, as documented, wherever something would be stored or removed."""
    tally = Tally()
    with fuzzed(tmp_path / "data", tally, frozenset({Scope.READ})) as fuzzer:
        fuzzer.operations(examples=1, number=7)
    refused = {label for label, status in tally.answers if status == 403}
    assert refused == {
        "POST /v1/articles",
        "DELETE /v1/articles/{article_id}",
        "POST /v1/audits",
        "DELETE /v1/audits/{audit_id}",
        "POST /v1/records",
        "POST /v1/records/{number}/reviews",
        "POST /v1/factchecks",
        "DELETE /v1/factchecks/{check_id}",
    }


def test_every_link_of_the_document_leads_on(client: TestClient) -> None:
    """From an answer that holds what its link names, the call that the link goes to is accepted."""
    paths = client.get("/openapi.json").json()["paths"]
    calls = {
        call["operationId"]: (method, path, call)
        for path, methods in paths.items()
        for method, call in methods.items()
    }
    followed: list[tuple[str, str, int]] = []
    for name, (method, path, call) in calls.items():
        for status, reply in call["responses"].items():
            for link in reply.get("links", {}).values():
                client.post("/v1/articles", json=BODIES["post_articles"])
                held = client.request(method, path.format(number=1), json=BODIES.get(name))
                assert held.status_code == int(status)
                told = given(link, held.json())
                taken, place, _ = calls[link["operationId"]]
                body = BODIES.get(link["operationId"])
                reached = client.request(taken, place.format(**told), json=body)
                followed.append((name, link["operationId"], reached.status_code))
    assert followed == [
        ("post_articles", "get_article", 200),
        ("post_articles", "delete_article", 204),
        ("get_articles", "get_article", 200),
        ("get_articles", "delete_article", 204),
        ("post_audits", "get_audit", 200),
        ("post_audits", "delete_audit", 204),
        ("post_audits", "get_results", 200),
        ("post_audits", "get_events", 200),
        ("post_audits", "get_report", 200),
        ("post_records", "get_record", 200),
        ("post_records", "post_reviews", 201),
        ("post_reviews", "get_record", 200),
    ]


def given(link: dict[str, Any], answer: Any) -> dict[str, Any]:
    """The parameters of a link, as an answer has them."""
    return {name: held_at(answer, told) for name, told in link["parameters"].items()}


def held_at(answer: Any, expression: str) -> Any:
    for step in expression.removeprefix("$response.body#/").split("/"):
        answer = answer[int(step) if step.isdigit() else step]
    return answer


def test_every_field_has_a_description_and_an_example(client: TestClient) -> None:
    """The OpenAPI document explains and shows every field of every object."""
    document = client.get("/openapi.json").json()
    bare = [
        f"{name}.{field}"
        for name, part in document["components"]["schemas"].items()
        for field, said in part.get("properties", {}).items()
        if not said.get("description") or "examples" not in said
    ]
    assert bare == []
    assert len(document["components"]["schemas"]) > 30


def test_errors_are_described_as_problems(client: TestClient) -> None:
    """No route of the document promises FastAPI's own error form."""
    document = client.get("/openapi.json").text
    assert "HTTPValidationError" not in document
    assert json.loads(document)["components"]["schemas"]["Problem"]["properties"]["type"][
        "description"
    ]
