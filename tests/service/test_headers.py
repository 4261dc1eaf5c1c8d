from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from claims.judge import Judge
from claims.stance import Probabilities
from service.app import create_app
from service.engine import Engine
from service.settings import Settings
from tests.parts import WORD_JUDGE, WordStance, opener, small_engine

ARTICLE = {"id": "wire", "outlet": "wire.example", "text": "The ferry carried 214 passengers."}


class Broken(WordStance):
    """A model that fails at its work."""

    def probabilities(self, _: Sequence[tuple[str, str]]) -> Probabilities:
        """Fail."""
        raise RuntimeError("the model is broken")


@contextmanager
def broken(settings: Settings) -> Iterator[Engine]:
    """An engine whose model fails."""
    with small_engine(settings) as engine:
        yield replace(engine, judge=Judge(Broken(), WORD_JUDGE.combination))


def test_every_answer_tells_browsers_what_they_may_not_do(settings: Settings) -> None:
    """Data, errors, faults of the service itself, reports and pages alike: no sniffing, no referrer, no frame, no script from elsewhere."""
    with TestClient(create_app(settings, broken), raise_server_exceptions=False) as client:
        stored = client.post("/v1/articles", json={"articles": [ARTICLE]})
        audit = client.post("/v1/audits", json={"articles": [ARTICLE]}).headers["location"]
        failed = client.post("/v1/verify", json={"claim": "The ferry carried 214 passengers."})
        report = client.get(f"{audit}/report")
        others = [client.get(path) for path in ("/v1/nothing", "/docs", "/healthz")]
    replies = [stored, failed, report, *others]
    assert [reply.status_code for reply in replies] == [201, 500, 200, 404, 200, 200]
    for reply in replies:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert policy.endswith("frame-ancestors 'none'")
        assert ("script-src" in policy) == (reply is others[1])
        assert "http" not in policy


def test_what_depends_on_a_key_is_kept_by_nobody_on_the_way(client: TestClient) -> None:
    """Its answers are not to be stored; a route that says otherwise, such as events, stands."""
    audit = client.post("/v1/audits", json={"articles": [ARTICLE]}).headers["location"]
    assert client.get("/v1/articles").headers["cache-control"] == "no-store"
    assert client.get(f"{audit}/events").headers["cache-control"] == "no-cache"
    assert "cache-control" not in client.get("/openapi.json").headers


def test_an_address_that_is_read_answers_head(client: TestClient) -> None:
    """Status and headers are those of GET, the body is left out; a stream ends at once, and what is only sent to is no such address."""
    client.post("/v1/articles", json={"articles": [ARTICLE]})
    audit = client.post("/v1/audits", json={"articles": [ARTICLE]}).headers["location"]
    for path in ("/healthz", "/v1/articles/wire", "/v1/articles/nobody", "/openapi.json", "/docs"):
        whole, alone = client.get(path), client.head(path)
        assert (alone.status_code, alone.content) == (whole.status_code, b"")
        ignored = ("x-request-id", "ratelimit")
        told, read = (
            {k: v for k, v in reply.headers.items() if k not in ignored} for reply in (alone, whole)
        )
        assert told == read
    tag = client.get("/v1/articles/wire").headers["etag"]
    assert client.head("/v1/articles/wire", headers={"If-None-Match": tag}).status_code == 304
    events = client.head(f"{audit}/events")
    assert (events.headers["content-type"][:17], events.content) == ("text/event-stream", b"")
    refused = client.head("/v1/verify")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_no_other_origin_may_ask_from_a_browser(client: TestClient) -> None:
    """By default an answer names no origin."""
    reply = client.get("/v1/articles", headers={"origin": "https://desk.example"})
    assert "access-control-allow-origin" not in reply.headers


def test_origins_may_be_allowed(tmp_path: Path) -> None:
    """An origin that was set may ask, with a key and an idempotency key, and reads the headers; another may not."""
    settings = Settings(
        data_folder=tmp_path,
        host="testserver",
        allowed_origins="https://desk.example http://127.0.0.1:3000",
    )
    asks = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, idempotency-key",
    }
    with TestClient(create_app(settings, opener)) as client:
        for origin in ("https://desk.example", "http://127.0.0.1:3000"):
            before = client.options("/v1/audits", headers={"origin": origin, **asks})
            reply = client.get("/v1/articles", headers={"origin": origin})
            assert (before.status_code, reply.status_code) == (200, 200)
            assert reply.headers["access-control-allow-origin"] == origin
            assert "RateLimit" in reply.headers["access-control-expose-headers"]
            assert "access-control-allow-credentials" not in reply.headers
        other = {"origin": "https://other.example"}
        assert client.options("/v1/audits", headers={**other, **asks}).status_code == 400
        reply = client.get("/v1/articles", headers=other)
        assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("origins", ["*", "desk.example", "https://desk.example/", "null"])
def test_an_origin_is_a_scheme_and_a_host(origins: str) -> None:
    """Anything else, and a star, is refused when the service starts."""
    with pytest.raises(ValueError, match="allowed_origins"):
        Settings(allowed_origins=origins)
