import re
import sqlite3
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from index.database import open_database
from index.keys import Keys, Scope
from service.addresses import is_open
from service.app import create_app
from service.keys import check_host
from service.settings import Settings
from tests.parts import opener

ARTICLE = {"id": "wire", "outlet": "wire.example", "text": "The ferry carried 214 passengers."}
SCOPES = {
    "POST /v1/articles": "write",
    "GET /v1/articles": "read",
    "GET /v1/articles/{article_id}": "read",
    "GET /v1/articles/{article_id}/versions": "read",
    "GET /v1/articles/{article_id}/versions/{number}": "read",
    "DELETE /v1/articles/{article_id}": "admin",
    "GET /metrics": "read",
    "POST /v1/factchecks": "write",
    "GET /v1/factchecks": "read",
    "DELETE /v1/factchecks/{check_id}": "admin",
    "GET /v1/records/{number}/claimreview": "read",
    "POST /v1/extract": "read",
    "POST /v1/verify": "read",
    "POST /v1/stance": "read",
    "POST /v1/compare": "read",
    "POST /v1/provenance": "read",
    "POST /v1/audits": "write",
    "GET /v1/audits/{audit_id}": "read",
    "DELETE /v1/audits/{audit_id}": "write",
    "GET /v1/audits/{audit_id}/results": "read",
    "GET /v1/audits/{audit_id}/events": "read",
    "GET /v1/audits/{audit_id}/report": "read",
    "GET /v1/stories": "read",
    "GET /v1/stories/{story_id}": "read",
    "POST /v1/records": "write",
    "GET /v1/records": "read",
    "GET /v1/records/{number}": "read",
    "POST /v1/records/{number}/reviews": "write",
}


@pytest.fixture
def keys(settings: Settings) -> Iterator[Keys]:
    """The keys as another process sees them."""
    with open_database(settings.data_folder, None) as database:
        yield Keys(database)


def bearer(keys: Keys, *scopes: Scope) -> dict[str, str]:
    return {"authorization": f"Bearer {keys.create('desk', frozenset(scopes))[1]}"}


def test_without_any_key_everybody_may_call(client: TestClient) -> None:
    """Reading, writing and removing need nothing, and a key that nobody made does no harm."""
    sent = {"authorization": "Bearer crosscheck_1_2"}
    assert client.post("/v1/articles", json={"articles": [ARTICLE]}, headers=sent).is_success
    assert client.get("/v1/articles").is_success
    assert client.delete("/v1/articles/wire").is_success


def test_once_a_key_was_made_every_call_needs_one(client: TestClient, keys: Keys) -> None:
    """401 in problem+json, which asks for the key where RFC 6750 has it; none counts in the URL or in another scheme."""
    assert client.get("/v1/articles").is_success
    text = bearer(keys, Scope.READ)["authorization"].split()[1]
    for query, headers in (
        ("", {}),
        (f"?key={text}&access_token={text}", {}),
        ("", {"x-api-key": text}),
    ):
        reply = client.get(f"/v1/articles{query}", headers=headers)
        assert reply.status_code == 401
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.headers["www-authenticate"] == 'Bearer realm="crosscheck"'
        assert reply.json()["type"] == "urn:crosscheck:problem:no-key"
        assert "crosscheck keys create" in reply.json()["detail"]
    for sent in (f"Basic {text}", text, f"Bearer {text}x", "Bearer ", "Bearer é"):
        reply = client.get("/v1/articles", headers={b"authorization": sent.encode()})
        assert reply.status_code == 401
        assert reply.headers["www-authenticate"].endswith(', error="invalid_token"')
    assert client.get("/v1/nothing").status_code == 401
    assert client.get("/v1/articles", headers={"authorization": f"bearer {text}"}).is_success


def test_the_scope_that_is_missing_is_named(client: TestClient, keys: Keys) -> None:
    """403, and nothing is stored; no scope includes another."""
    reads, writes = bearer(keys, Scope.READ), bearer(keys, Scope.WRITE, Scope.ADMIN)
    refused = client.post("/v1/articles", json={"articles": [ARTICLE]}, headers=reads)
    assert refused.status_code == 403
    assert refused.headers["www-authenticate"] == (
        'Bearer realm="crosscheck", error="insufficient_scope", scope="write"'
    )
    assert "`write`" in refused.json()["detail"]
    assert client.get("/v1/articles", headers=reads).json()["articles"] == []
    assert client.get("/v1/articles", headers=writes).status_code == 403
    assert client.post("/v1/articles", json={"articles": [ARTICLE]}, headers=writes).is_success
    assert client.delete("/v1/articles/wire", headers=reads).status_code == 403
    assert client.delete("/v1/articles/wire", headers=writes).status_code == 204


def test_revoking_works_at_once(client: TestClient, keys: Keys) -> None:
    """A running service refuses the key from the next request on, and revoking the last does not open it."""
    sent = bearer(keys, Scope.READ)
    assert client.get("/v1/articles", headers=sent).is_success
    keys.revoke(keys.all()[0].id)
    assert client.get("/v1/articles", headers=sent).status_code == 401
    assert client.get("/v1/articles").status_code == 401


def test_a_stranger_is_refused_before_the_body_is_read(settings: Settings, keys: Keys) -> None:
    """A body over the limit makes no difference."""
    bearer(keys, Scope.READ)
    app = create_app(settings.model_copy(update={"most_body_bytes": 2000}), opener)
    with TestClient(app) as client:
        assert client.post("/v1/verify", content=b" " * 3000).status_code == 401


@pytest.mark.parametrize(("table", "path"), [("keys", "/v1/records"), ("articles", "/v1/articles")])
def test_what_cannot_be_read_is_unavailable(
    client: TestClient, settings: Settings, table: str, path: str
) -> None:
    """503 as a problem, whether the keys or what was asked for cannot be read."""
    with sqlite3.connect(settings.data_folder / "crosscheck.db") as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
    connection.close()
    reply = client.get(path)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "1")
    assert reply.headers["content-type"] == "application/problem+json"


def test_health_and_documentation_stay_open(client: TestClient, keys: Keys) -> None:
    """They tell nothing of what is stored but its size, and a browser cannot send a key for a page."""
    bearer(keys, Scope.READ)
    pages = ["/healthz", "/readyz", "/openapi.json", "/docs", "/redoc", "/"]
    files = re.findall(r"/static-offline-docs/[\w.-]+", client.get("/docs").text)
    assert files
    assert [client.get(path).status_code for path in pages + files] == [200] * len(pages + files)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("127.1.2.3", 200),
        ("[::1]:8000", 200),
        ("LocalHost:8000", 200),
        ("testserver", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example", 421),
        ("192.0.2.7:8000", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_without_a_key_only_the_names_of_this_machine_are_answered(
    client: TestClient, host: str, status: int
) -> None:
    """A page whose own name was made to point here is refused; who watches over the service may use any name."""
    assert client.get("/v1/articles", headers={"host": host}).status_code == status
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_with_a_key_any_name_is_answered(client: TestClient, keys: Keys) -> None:
    """A page has no key, and a proxy may pass on the name that it is called by."""
    sent = {**bearer(keys, Scope.READ), "host": "crosscheck.example"}
    assert client.get("/v1/articles", headers=sent).status_code == 200


def scopes_of(app: FastAPI) -> dict[str, str | None]:
    """The scope of every address and method, as the document has it."""
    document = app.openapi()["paths"]
    found: dict[str, str | None] = {}
    for route in iter_route_contexts(app.routes):
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            operation = document.get(route.path, {}).get(method.lower(), {})
            scopes = [scope for needed in operation.get("security", []) for scope in needed["key"]]
            found[f"{method} {route.path}"] = scopes[0] if len(scopes) == 1 else None
    return found


def test_every_route_has_a_scope_or_is_open(settings: Settings) -> None:
    """Each call that is not open to everybody needs exactly one scope; a new route without one fails here."""
    found = scopes_of(create_app(settings, opener))
    assert {call: scope for call, scope in found.items() if scope} == SCOPES
    assert all(
        is_open(call.split()[1] + "/") or is_open(call.split()[1]) for call in found.keys() - SCOPES
    )


def test_the_document_names_the_key_and_its_answers(client: TestClient) -> None:
    """The scheme is a bearer key, and every call that needs it may answer 401, 403, 421 and 429."""
    document = client.get("/openapi.json").json()
    assert document["components"]["securitySchemes"]["key"]["type"] == "http"
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, operations in document["paths"].items():
        for operation in operations.values():
            answers = {"401", "403", "421", "429"} & operation["responses"].keys()
            assert len(answers) == (0 if is_open(path) else 4), path


def refused(keys: Keys, *hosts: str) -> dict[str, str]:
    """Those of some hosts that may not be served, and what is said then."""
    found = {}
    for host in hosts:
        try:
            check_host(host, keys)
        except PermissionError as fault:
            found[host] = str(fault)
    return found


def test_without_a_key_this_machine_alone_may_be_served(keys: Keys) -> None:
    """A loopback address needs none; for others the refusal says what to do, and with a key it is lifted."""
    loopback, others = (
        ["127.0.0.1", "127.8.8.8", "localhost", "::1"],
        ["0.0.0.0", "::", "", "192.0.2.1"],
    )
    said = refused(keys, *loopback, *others)
    assert list(said) == others
    assert all("crosscheck keys create --name NAME --scope read" in text for text in said.values())
    bearer(keys, Scope.READ)
    assert refused(keys, *loopback, *others) == {}
